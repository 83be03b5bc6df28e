"""Many passages at once, as arrays over all their words: the same words as `framing.tokens.tokenize` finds one by one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from framing.classifiers.vocabulary import (
    DOT,
    JOINS,
    KINDS,
    OF_FORM,
    OF_NAME,
    ONLY_DOT,
    SENTENCE,
    Flags,
    Floats,
    Gaps,
    Integers,
    Vocabulary,
)
from framing.names import TITLE_SHARE, WORD, addresses, is_ended, name_at
from framing.tokens import REPORTED, Spans, disjoint, of_author, reported_by
from framing.voice import Heard, all_heard, outside
from framing.voice.cut import cut

CAPTURED = re.compile(f"({WORD.pattern})")
GAPS = Gaps()


class Words:
    """Words of some passages; each array has one item a word.

    Parameters
    ----------
    text : str
        The passages, one behind the other.
    offsets : ndarray of shape (n_passages + 1,)
        Where each passage begins in `text`, and where one more would.
    vocabulary : Vocabulary
        What is known of words.
    numbers : ndarray of shape (n_words,)
        The row of each word in the vocabulary.
    gaps : ndarray of shape (n_words,)
        What stands before each word, as bits.
    starts, ends : ndarray of shape (n_words,)
        Its place in `text`.

    Attributes
    ----------
    known : ndarray of shape (n_words,)
        What the vocabulary knows of it.
    bounds : ndarray of shape (n_passages + 1,)
        The number of each passage's first word, and of the first that one more would have.
    rows : ndarray of shape (n_words,)
        The number of its passage.
    first : ndarray of shape (n_words,)
        Whether it is the first of its passage.
    openings : ndarray of int
        The words with which a name, a cue or a verb of several words may begin.
    opened : ndarray of int
        For each of them, bits for which.
    """

    def __init__(
        self,
        text: str,
        offsets: Integers,
        vocabulary: Vocabulary,
        numbers: Integers,
        gaps: NDArray[np.int8],
        starts: Integers,
        ends: Integers,
    ) -> None:
        self.text, self.offsets, self.vocabulary = text, offsets, vocabulary
        self.numbers, self.gaps, self.starts, self.ends = numbers, gaps, starts, ends
        self.known = vocabulary.known[numbers]
        self.bounds = np.searchsorted(starts, offsets)
        self.rows = np.repeat(np.arange(len(offsets) - 1), np.diff(self.bounds))
        self.first = np.diff(self.rows, prepend=-1) > 0
        openings, opened = vocabulary.openings.find(self.known["part"][:-1], self.known["part"][1:])
        within = ~self.first[openings + 1]
        self.openings, self.opened = openings[within], opened[within].astype(np.int64)

    def by_passage(self, which: Flags, weights: Floats | None = None) -> Floats:
        """Count some words, or add up what they weigh, by passage."""
        return np.bincount(self.rows[which], weights, minlength=len(self.offsets) - 1).astype(np.float64)

    def within(self, start: int, end: int) -> slice:
        """Return the words that begin in a span of `text`."""
        return slice(*np.searchsorted(self.starts, (start, end)))

    def plain(self, first: int, n_words: int) -> list[str]:
        """Return the plain forms of some words, of one passage."""
        last = min(first + n_words, self.end(first))
        return [self.vocabulary.plain[number] for number in self.numbers[first:last].tolist()]

    def end(self, word: int) -> int:
        """Return the number of the first word behind a word's passage."""
        return int(self.bounds[self.rows[word] + 1])

    def written(self, first: int, n_words: int) -> str:
        """Return the text of some words."""
        return self.text[self.starts[first] : self.ends[first + n_words - 1]]

    def kept(self, mine: Flags) -> Words:
        """Leave some words out; what stands before a word is then all that stands between it and the last that is kept."""
        kept = np.flatnonzero(mine)
        ended = np.cumsum(self.gaps & SENTENCE > 0)[kept]
        gaps = SENTENCE * (np.diff(ended, prepend=0) > 0).astype(np.int8)
        follows = np.diff(kept, prepend=-2) == 1
        gaps |= np.where(follows, self.gaps[kept], 0).astype(np.int8)
        args = self.text, self.offsets, self.vocabulary
        return Words(*args, self.numbers[kept], gaps, self.starts[kept], self.ends[kept])


@dataclass(frozen=True, slots=True)
class Batch:
    """Some passages and their words of one voice.

    Attributes
    ----------
    texts : sequence of str
        The passages.
    own : sequence of tuple of (int, int)
        For each passage, the spans in this voice.
    heard : sequence of (list of Quotation, list of Attribution)
        For each passage, what stands in quotation marks, and its reporting verbs.
    words : Words
        The words.
    masked, joined : ndarray of shape (n_words,)
        Whether a word is a name, and whether it is joined to the one before it.
    shares : ndarray of shape (n_words,)
        How much of a word is the author's own.
    """

    texts: Sequence[str]
    own: Sequence[Spans]
    heard: Sequence[Heard]
    words: Words
    masked: Flags
    joined: Flags
    shares: Floats


def read(texts: Sequence[str], own: Sequence[Spans] | None, heard: Sequence[Heard] | None, vocabulary: Vocabulary) -> Batch:
    """Cut passages into the words of one voice.

    Parameters
    ----------
    texts : sequence of str
        The passages.
    own : sequence of tuple of (int, int) or None
        For each passage, the spans in the voice that is asked for; None for the author's.
    heard : sequence of (list of Quotation, list of Attribution) or None
        For each passage, its quotations and reporting verbs; None to find them.
    vocabulary : Vocabulary
        Learns the words that it does not know.

    Returns
    -------
    Batch
    """
    words = words_of(texts, vocabulary)
    if heard is None:
        forms = words.openings[words.opened & OF_FORM > 0]
        heard = all_heard(texts, {*words.rows[words.known["reports"]].tolist(), *words.rows[forms].tolist()})
    if own is None:
        own = [of_author(len(text), quotes) for text, (quotes, _) in zip(texts, heard, strict=True)]
    mine = in_voice(words, texts, own)
    if not mine.all():
        words = words.kept(mine)
    masked = names(words, texts)
    return Batch(texts, own, heard, words, masked, joined(words, masked), shares(words, texts, heard))


def words_of(texts: Sequence[str], vocabulary: Vocabulary) -> Words:
    """Cut passages into words."""
    made = cut(CAPTURED, texts)
    numbers = np.fromiter(map(vocabulary.__getitem__, made.found), np.int64, len(made.found))
    gaps = np.fromiter(map(GAPS.__getitem__, made.gaps), np.int8, len(made.gaps))
    return Words(made.text, made.offsets, vocabulary, numbers, gaps, made.starts, made.ends)


def in_voice(words: Words, texts: Sequence[str], own: Sequence[Spans]) -> Flags:
    """Tell which words begin in the spans of a voice."""
    mine = np.ones(len(words.rows), dtype=bool)
    for text, spans, offset in zip(texts, own, words.offsets[:-1].tolist(), strict=True):
        if spans != ((0, len(text)),):
            for start, end in outside(len(text), spans):
                mine[words.within(offset + start, offset + end)] = False
    return mine


def names(words: Words, texts: Sequence[str]) -> Flags:
    """Tell which words are names, as `framing.names.without_names` does."""
    known = words.known
    counted = ~known["small"]
    n_counted, n_large = words.by_passage(counted), words.by_passage(counted & known["large"])
    share = n_large / np.maximum(n_counted, 1)
    titles = (n_counted > 2) & (share >= TITLE_SHARE)
    for row in np.flatnonzero(titles & (share < 1)).tolist():
        titles[row] = not is_ended(words.text[words.offsets[row] : words.offsets[row + 1]])
    loud = 2 * words.by_passage(known["upper"]) > words.by_passage(known["size"] > 1)
    dotted = ~words.first & (words.gaps & ONLY_DOT > 0)
    of_name = shifted(known["titled"] | (known["initial"] & ~dotted)) & (words.gaps & DOT > 0)
    free = titles[words.rows] | words.first | known["shouted"] | ((words.gaps & SENTENCE > 0) & ~of_name)
    free &= loud[words.rows] | known["shouted"] | ~known["upper"]
    masked = (known["kind"] == KINDS["name"]) | ((known["kind"] == KINDS["capital"]) & ~(free & known["common"]))
    for at in words.openings[words.opened & OF_NAME > 0].tolist():
        one, other = words.plain(at, 2)
        name = name_at(at, (one, other), words.end(at), words.written)
        masked[name.start : name.stop] = True
    for text, offset in zip(texts, words.offsets[:-1].tolist(), strict=True):
        for start, end in addresses(text):
            masked[words.within(offset + start, offset + end)] = True
    leading = known["particle"][:-1] & ~words.first[1:] & (words.gaps[1:] & JOINS > 0)
    for at in np.flatnonzero(leading)[::-1].tolist():
        masked[at] |= masked[at + 1]
    return np.asarray(masked)


def joined(words: Words, masked: Flags) -> Flags:
    """Tell which words are joined to the one before."""
    initial = shifted(masked & (words.known["size"] == 1))
    return ~words.first & ((words.gaps & JOINS > 0) | (initial & (words.gaps & DOT > 0)))


def shifted(flags: Flags) -> Flags:
    """Return the flag of the word before each word; False of the first."""
    return np.concatenate([[False], flags[:-1]]) if len(flags) else flags


def shares(words: Words, texts: Sequence[str], heard: Sequence[Heard]) -> Floats:
    """Tell how much of each word is the author's own: less in indirect speech under a neutral reporting verb."""
    own = np.ones(len(words.rows))
    for text, (_, verbs), offset in zip(texts, heard, words.offsets[:-1].tolist(), strict=True):
        for start, end in disjoint(reported_by(verbs, text)) if verbs else ():
            own[words.within(offset + start, offset + end)] = REPORTED
    return own
