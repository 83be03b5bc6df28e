"""How an encoder reads single words: what each adds on average over where it stands in unlabelled news."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from framing.tokens import Tokens, tokenize
from framing.training.examples import Example, examples
from framing.training.lessons import news, unlike
from framing.training.prepared import Corpus

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
# A passage is read if it has a word that stands in fewer than so many of those that are read before it.
ENOUGH = 5
# Words that stand in fewer places of what is read are left out.
LEAST = 2
NO_TOKENS = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, eq=False, slots=True)
class Readings:
    """Passages that are read, and where their words are among an encoder's tokens.

    Attributes
    ----------
    examples : list of Example
        The passages, as the encoder reads them.
    words : tuple of str
        The words.
    counts : ndarray of shape (n_words,)
        In how many places each of them stands.
    numbers : ndarray of shape (n_tokens,)
        For each token of all passages, the number of the word that it stands in; the number of words for none.
    lengths : ndarray of shape (n_tokens,)
        How many words its passage has.
    """

    examples: list[Example]
    words: tuple[str, ...]
    counts: Integers
    numbers: Integers
    lengths: Integers

    def averages(self, added: Floats) -> Floats:
        """Return what each word adds on average, all of its tokens together.

        The average is drawn to 0 as if the word stood in one more place, where it adds nothing.

        Parameters
        ----------
        added : ndarray of shape (n_tokens, 2)
            What each token adds: as its share of the mean over its passage, and by its gate, which is less beside others.

        Returns
        -------
        ndarray of shape (n_words, 2)
            Log-odds: its share of the mean times the passage's number of words, and for each time that it is there.
        """
        n_words = len(self.words)
        of_mean, own = added.T
        sums = [np.bincount(self.numbers, one, minlength=n_words + 1)[:n_words] for one in (of_mean * self.lengths, own)]
        return np.stack(sums, axis=1) / (self.counts + 1)[:, None]


def readings(corpus: Corpus, vocabulary: str) -> Readings:
    """Choose unlabelled passages that have every word some times, and find their words.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    vocabulary : str
        The encoder's tokenizer, as JSON of the tokenizers library.

    Returns
    -------
    Readings
    """
    found = [tokenize(text, corpus.common) for text in news(corpus)["text"]]
    chosen = [found[row] for row in telling([one.words for one in found])]
    new = set(unlike([one.text for one in chosen], corpus))
    passages = [one for one in chosen if one.text in new]
    return placed(passages, examples([one.text for one in passages], [None] * len(passages), corpus.common, vocabulary))


def telling(passages: Sequence[Sequence[str]]) -> list[int]:
    """Return the passages that have a word which stands in fewer than `ENOUGH` of those before them that are returned.

    Examples
    --------
    >>> telling([["rain", "fell"]] * 9 + [["rain", "fell", ""]] + [["vile", "rain"]])
    [0, 1, 2, 3, 4, 10]
    """
    stood: Counter[str] = Counter()
    rows = []
    for row, words in enumerate(passages):
        own = set(words) - {""}
        if any(stood[word] < ENOUGH for word in own):
            rows.append(row)
            stood.update(own)
    return rows


def placed(passages: Sequence[Tokens], read: list[Example]) -> Readings:
    """Find the words of passages among the tokens of an encoder."""
    counts = Counter(word for one in passages for word in one.words if word)
    words = tuple(sorted(word for word, count in counts.items() if count >= LEAST))
    number = {word: at for at, word in enumerate(words)}
    numbers = [numbers_of(one, example, number) for one, example in zip(passages, read, strict=True)]
    lengths = [np.full(len(example.ids), one.n_words) for one, example in zip(passages, read, strict=True)]
    own = np.array([counts[word] for word in words], dtype=np.int64)
    return Readings(read, words, own, np.concatenate([NO_TOKENS, *numbers]), np.concatenate([NO_TOKENS, *lengths]))


def numbers_of(tokens: Tokens, example: Example, number: dict[str, int]) -> Integers:
    """Return the number of the word that each token of a passage stands in, the number of words for none."""
    word_at = dict(zip(tokens.spans, tokens.words, strict=True))
    there, words = example.in_words(tokens.spans)
    found = np.full(len(example.ids), len(number))
    found[there] = [number.get(word_at.get(span, ""), len(number)) for span in words]
    return found
