"""What the spans of a batch of passages add by an additive model over `framing.measures`: their sums, word by word in arrays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

import numpy as np

from framing.classifiers.additive import Contribution, Moves, concatenated, moves_of
from framing.classifiers.batches import Batch, Words, shifted
from framing.classifiers.vocabulary import OF_CUE, Flags, Floats, Integers
from framing.measures import Occurrence
from framing.measures.cues import SHORTEST as SHORTEST_FOR_CUES
from framing.measures.surface import LENGTHS, marks, scare_quotes, there
from framing.measures.verbs import reporting
from framing.measures.words import SHORTEST


class Saturation(NamedTuple):
    """What loaded words of a passage add besides their sum `s`, each further one less: ``most * s / (s + half)``.

    Here `s` is what all words of the passage add by how likely annotators would mark them (the measure "marked"), in any order.
    They share what is added besides by what they add to `s`. A hyperbola, as in Michaelis and Menten, "Die Kinetik der
    Invertinwirkung", 1913.

    Attributes
    ----------
    most : float
        Log-odds that any number of words adds at most besides `s`.
    half : float
        The `s` for which half of that is added; not 0, and of the sign that `s` has. An `s` of the other sign, which a model as
        it was fitted never has, is not bounded: ``most * s / half``.
    """

    most: float
    half: float

    def factor(self, added: Floats) -> Floats:
        """Return by how many times what the words of passages add, which is given, they add more besides."""
        bounded = np.maximum(added, 0.0) if self.half > 0 else np.minimum(added, 0.0)
        return self.most / (self.half + bounded)

    def stretched(self, slope: float) -> Saturation:
        """Return it for words whose weights are multiplied by a factor, so that what is added is multiplied by it too."""
        return Saturation(slope * self.most, slope * self.half) if slope else NO_SATURATION


NO_SATURATION = Saturation(0.0, 1.0)


def added(batch: Batch, weights: Mapping[str, Mapping[str, float]], saturation: Saturation) -> Moves:
    """Return what each span adds.

    Parameters
    ----------
    batch : Batch
        The passages.
    weights : mapping of str to mapping of str to float
        By measure, the log-odds for each unit of each feature.
    saturation : Saturation
        What loaded words add besides.

    Returns
    -------
    Moves
    """
    words, kept = batch.words, ~batch.masked
    n_words = words.by_passage(kept)
    of_root = batch.shares * (np.maximum(n_words, SHORTEST) ** -0.5)[words.rows]
    of_hundred = batch.shares * (100 / np.maximum(n_words, SHORTEST_FOR_CUES))[words.rows]
    of_mean = batch.shares / np.maximum(n_words, 1)[words.rows]
    of_surface = weights["surface"]
    return concatenated(
        [
            single(words, kept, of_root, batch.shares, of_mean, saturation),
            pairs(batch, of_root),
            cues(words, kept, of_hundred),
            longer_cues(words, kept, of_hundred),
            capitals(words, kept, of_surface.get("has_capitals", 0.0)),
            length(words, kept, n_words, [of_surface.get(name, 0.0) for name in LENGTHS]),
            elsewhere(batch, of_surface, weights["verbs"]),
        ]
    )


def at_words(words: Words, which: Integers, weights: Floats) -> Moves:
    """Return what some words add."""
    rows = words.rows[which]
    offsets = words.offsets[rows]
    return Moves(rows, words.starts[which] - offsets, words.ends[which] - offsets, weights)


def single(words: Words, kept: Flags, of_root: Floats, shares: Floats, of_mean: Floats, saturation: Saturation) -> Moves:
    """Return what each word adds by its share of the passage, each time, and by its share of a mean."""
    each = shares * words.known["each"]
    besides = saturation.factor(words.by_passage(kept, each[kept]))[words.rows]
    found = of_root * words.known["share"] + each * (1 + besides) + of_mean * words.known["mean"]
    which = np.flatnonzero(kept & (found != 0))
    return at_words(words, which, found[which])


def pairs(batch: Batch, of_root: Floats) -> Moves:
    """Return what each word, or run of names, adds with the one before it; a name is no part of the span."""
    words, masked = batch.words, batch.masked
    before = shifted(masked)
    second = np.flatnonzero(batch.joined & ~(masked & before))
    shown = np.where(masked, words.vocabulary.name, words.known["part"])
    found, values = words.vocabulary.adding.find(shown[second - 1], shown[second])
    second = second[found]
    rows = words.rows[second]
    starts = words.starts[np.where(before[second], second, second - 1)] - words.offsets[rows]
    ends = words.ends[np.where(masked[second], second - 1, second)] - words.offsets[rows]
    return Moves(rows, starts, ends, values * of_root[second])


def cues(words: Words, kept: Flags, of_hundred: Floats) -> Moves:
    """Return what cues of one word add, where no longer one may begin."""
    here = kept & (words.known["cue"] != 0)
    here[words.openings[words.opened & OF_CUE > 0]] = False
    which = np.flatnonzero(here)
    return at_words(words, which, words.known["cue"][which] * of_hundred[which])


def longer_cues(words: Words, kept: Flags, of_hundred: Floats) -> Moves:
    """Return what cues add at words where one of several words may begin."""
    found: list[tuple[int, Contribution]] = []
    longest = words.vocabulary.longest_cue
    for at in words.openings[(words.opened & OF_CUE > 0) & kept[words.openings]].tolist():
        ahead = zip(words.plain(at, longest), kept[at : at + longest].tolist(), strict=False)
        plain = [word if is_kept else "" for word, is_kept in ahead]
        for n_words, weight in words.vocabulary.cues(plain, partial(words.written, at)):
            row = words.rows[at]
            span = words.starts[at] - words.offsets[row], words.ends[at + n_words - 1] - words.offsets[row]
            found.append((row, (*span, weight * of_hundred[at])))
    return moves_of(found)


def capitals(words: Words, kept: Flags, weight: float) -> Moves:
    """Return what words in capitals add: together what the feature does."""
    shouted = kept & words.known["shouted"]
    which = np.flatnonzero(shouted)
    return at_words(words, which, weight / words.by_passage(shouted)[words.rows[which]])


def length(words: Words, kept: Flags, n_words: Floats, weights: Sequence[float]) -> Moves:
    """Return what the length of each passage and of its words adds, with an empty span."""
    of_words, of_letters, of_long = weights
    rows = np.flatnonzero(n_words)
    n = n_words[rows]
    letters = words.by_passage(kept, words.known["size"][kept])[rows]
    long = words.by_passage(kept & words.known["long"])[rows]
    nowhere = np.zeros_like(rows)
    return Moves(rows, nowhere, nowhere, of_words * np.log1p(n) + of_letters * letters / n + of_long * long / n)


def elsewhere(batch: Batch, of_surface: Mapping[str, float], of_verbs: Mapping[str, float]) -> Moves:
    """Return what marks, scare quotes and reporting verbs add."""
    found: list[tuple[int, Contribution]] = []
    for row, (text, own, (quotations, verbs)) in enumerate(zip(batch.texts, batch.own, batch.heard, strict=True)):
        found += weighed(row, marks(text, own, there(text)), of_surface)
        if quotations:
            found += weighed(row, scare_quotes(quotations, own), of_surface)
        if verbs:
            found += weighed(row, reporting(verbs, own), of_verbs)
    return moves_of(found)


def weighed(row: int, occurrences: Iterable[Occurrence], weights: Mapping[str, float]) -> Iterator[tuple[int, Contribution]]:
    """Yield what occurrences in a passage add."""
    for start, end, feature, value in occurrences:
        weight = weights.get(feature)
        if weight:
            yield row, (start, end, value * weight)
