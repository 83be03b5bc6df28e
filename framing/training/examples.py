"""What the encoder is trained on: passages as numbers of tokens, which of them count, and which of them annotators marked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from framing.classifiers.accurate import in_words
from framing.covered import covered
from framing.encoder import WINDOW
from framing.evaluation.words import places
from framing.names import WORD
from framing.scoring import function_words
from framing.tokens import tokenize

Spans = list[tuple[int, int]]
# Words that only the editorialized version has: with more than so many, not each of them makes the difference.
MOST_CHANGED = 4
# Function words that other languages have too, which is why the lexicon of those that are English alone lacks them.
SHORT = frozenset({"a", "all", "an", "as", "at", "for", "how", "in", "it", "its", "no", "not", "of", "off", "on", "so", "to"})


@dataclass(frozen=True, slots=True)
class Example:
    """One passage for the encoder.

    Attributes
    ----------
    ids : ndarray of shape (n_tokens,)
        Numbers of its tokens.
    origins : ndarray of shape (n_tokens,)
        Where each token begins in the passage; -1 for placeholders and the tokenizer's own signs, which do not count.
    lengths : ndarray of shape (n_tokens,)
        Characters of each token.
    marked : ndarray of shape (n_tokens,) or None
        1 for tokens in words that annotators marked; None where nobody was asked.
    """

    ids: NDArray[np.int64]
    origins: NDArray[np.int64]
    lengths: NDArray[np.int64]
    marked: NDArray[np.float32] | None

    @property
    def own(self) -> NDArray[np.float32]:
        """1 for tokens that count, else 0."""
        return (self.origins >= 0).astype(np.float32)

    def in_words(self, words: Sequence[tuple[int, int]]) -> tuple[NDArray[np.int64], Spans]:
        """Return the tokens that count, and for each the span of the word that it is in, or else its own."""
        there = np.flatnonzero(self.origins >= 0)
        starts = self.origins[there]
        tokens = zip(starts.tolist(), (starts + self.lengths[there]).tolist(), strict=True)
        return there, list(in_words(words, tokens))

    @property
    def marks(self) -> NDArray[np.float32]:
        """`marked`, -1 for a passage of which nobody was asked."""
        return np.full(1, -1, np.float32) if self.marked is None else self.marked


def examples(texts: Sequence[str], marks: Sequence[Spans | None], common: Iterable[str], vocabulary: str) -> list[Example]:
    """Read passages as the encoder does.

    Parameters
    ----------
    texts : sequence of str
        The passages.
    marks : sequence of list of (int, int) or None
        What annotators marked in each.
    common : iterable of str
        Words that are no names.
    vocabulary : str
        The tokenizer, as JSON of the tokenizers library.

    Returns
    -------
    list of Example
        One a passage, cut to the encoder's window.
    """
    from tokenizers import Tokenizer

    known = frozenset(common)
    read = [covered(tokenize(text, known)) for text in texts]
    tokenizer = Tokenizer.from_str(vocabulary)
    tokenizer.no_padding()
    tokenizer.enable_truncation(WINDOW)
    found = []
    for passage, encoding, spans in zip(read, tokenizer.encode_batch([one.text for one in read]), marks, strict=True):
        origins = np.array([passage.origin(start) if end > start else -1 for start, end in encoding.offsets], np.int64)
        lengths = np.array([end - start for start, end in encoding.offsets], np.int64)
        marked = None if spans is None else inside(origins, spans)
        found.append(Example(np.array(encoding.ids, np.int64), origins, lengths, marked))
    return found


def inside(places: NDArray[np.int64], spans: Spans) -> NDArray[np.float32]:
    """Tell which places are in a span."""
    marked = np.zeros(len(places), np.float32)
    for start, end in spans:
        marked[(places >= start) & (places < end)] = 1
    return marked


def marks_of(frame: pd.DataFrame, sets: Mapping[str, pd.DataFrame]) -> list[Spans | None]:
    """Return what is marked in each passage of the corpus: by annotators, and in our own what makes it editorialized.

    In our own editorialized versions these are the words that changed; in what we wrote as neutral nothing is marked.

    Parameters
    ----------
    frame : DataFrame
        The corpus, with text, label and set.
    sets : mapping of str to DataFrame
        The data sets, as loaded.

    Returns
    -------
    list of list of (start, end) or None
        None where nobody was asked, and where more than a few words changed.
    """
    babe = sets["babe"].dropna(subset=["votes"])
    words = dict(zip(babe["text"], babe["words"], strict=True))
    changes = changed_words(sets["contrast_pairs"])
    marks: list[Spans | None] = []
    for text, label, name in zip(frame["text"], frame["label"], frame["set"], strict=True):
        if name == "babe" and text in words:
            marks.append(places(words[text], text))
        elif name == "contrast":
            marks.append(changes.get(text) if label else [])
        else:
            marks.append(None)
    return marks


def changed_words(pairs: pd.DataFrame) -> dict[str, Spans]:
    """Return, for each editorialized version that differs by a few words only, what its neutral version lacks.

    Function words do not count.

    Examples
    --------
    >>> pairs = pd.DataFrame({"group": ["a", "a"], "label": [0, 1], "text": ["He said no.", "He flatly said no."]})
    >>> changed_words(pairs)
    {'He flatly said no.': [(3, 9)]}
    """
    neutral = pairs[pairs["label"] == 0].set_index("group")["text"]
    found = {}
    for group, text in pairs.loc[pairs["label"] == 1, ["group", "text"]].itertuples(index=False):
        spans = [match.span() for match in WORD.finditer(text)]
        before, after = ([match[0].casefold() for match in WORD.finditer(one)] for one in (neutral[group], text))
        steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
        changed = [at for step, _, _, start, end in steps if step != "equal" for at in range(start, end)]
        new = [spans[at] for at in changed if after[at] not in SHORT | function_words("english")]
        if 0 < len(new) <= MOST_CHANGED:
            found[text] = new
    return found
