"""What the encoder is trained on: passages as numbers of tokens, which of them count, and which of them annotators marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from framing.covered import covered
from framing.encoder import WINDOW
from framing.tokens import tokenize

Spans = list[tuple[int, int]]
# Techniques of SemEval-2020 that are editorializing by words.
BY_WORDS = ("Loaded_Language", "Name_Calling,Labeling", "Exaggeration,Minimisation")


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


def marks_of(frame: pd.DataFrame, babe: pd.DataFrame, semeval: pd.DataFrame) -> list[Spans | None]:
    """Return what annotators marked in each passage of the corpus; None where they were not asked.

    Parameters
    ----------
    frame : DataFrame
        The corpus, with text and set.
    babe, semeval : DataFrame
        The sets whose words were marked.
    """
    words = dict(zip(babe["text"], babe["words"], strict=True))
    spans = dict(zip(semeval["text"], semeval["spans"], strict=True))
    marks: list[Spans | None] = []
    for text, name in zip(frame["text"], frame["set"], strict=True):
        if name == "babe":
            marks.append([match.span() for word in words[text] for match in occurrences(word, text)])
        elif name == "semeval2020":
            marks.append([(start, end) for start, end, technique in spans[text] if technique in BY_WORDS])
        else:
            marks.append(None)
    return marks


def occurrences(word: str, text: str) -> Iterable[re.Match[str]]:
    """Find a word or phrase as a whole."""
    return re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE)
