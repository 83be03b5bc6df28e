"""The accurate classifier: a sum of what each token adds in its context, and of what words, cues and surface add as such."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import numpy as np

from framing.classifiers.added import NO_SATURATION, Saturation
from framing.classifiers.additive import AdditiveClassifier, Contribution, Floats, Moves, concatenated, moves_of
from framing.classifiers.fast import FastClassifier
from framing.covered import Covered, covered
from framing.encoder import Encoder, Token
from framing.tokens import Spans, Tokens, tokenize
from framing.voice import Heard, all_heard

Span = tuple[int, int]


class AccurateClassifier(AdditiveClassifier):
    """Score passages by a contextual encoder and a linear model, added up.

    The encoder has a linear head over the mean of its token vectors, and gates for loaded words, each further one of which adds
    less; the linear model is one over words, cues and surface as the fast classifier has it, which errs elsewhere.
    Names, and the words of other voices than the one asked for, are covered before the encoder reads a passage; so they cannot
    move its score.

    Parameters
    ----------
    encoder : Encoder
        Gives each token its two numbers, calibrated: log-odds are the intercept, the mean of the first and the sum of the second,
        what this sum adds besides, and what the linear model adds.
    weights : mapping of str to mapping of str to float
        Of the linear model, calibrated (see `FastClassifier`); an empty mapping for each measure if there is none.
    intercept : float
        Log-odds of a passage without any token.
    common : collection of str
        Words that are no names (see `framing.names.common_words`).
    reference : ndarray of shape (n_quantiles,)
        Log-odds of neutral wire copy, at evenly spaced quantiles, ascending.
    saturation : Saturation, optional
        What gates add besides (`framing.classifiers.added.Saturation`); nothing without it.
    """

    _params = ("encoder", "weights", "intercept", "common", "reference", "saturation")

    def __init__(
        self,
        encoder: Encoder,
        weights: Mapping[str, Mapping[str, float]],
        intercept: float,
        common: Collection[str],
        reference: Floats,
        saturation: Saturation = NO_SATURATION,
    ) -> None:
        super().__init__(intercept, reference)
        self.encoder = encoder
        self.weights = weights
        self.common = common
        self.saturation = saturation
        self._linear = FastClassifier(weights, 0.0, common, reference)

    def _moves(self, texts: Sequence[str], own: Sequence[Spans] | None, heard: Sequence[Heard] | None) -> Moves:
        spans: Sequence[Spans | None] = own if own is not None else [None] * len(texts)
        heard = heard if heard is not None else all_heard(texts)
        passages = [tokenize(text, self.common, mine, known) for text, mine, known in zip(texts, spans, heard, strict=True)]
        read = [covered(tokens) for tokens in passages]
        weighed = self.encoder.token_weights([one.text for one in read])
        both = enumerate(zip(passages, read, weighed, strict=True))
        encoded = moves_of((row, one) for row, passage in both for one in parts(*passage, self.saturation))
        return concatenated([encoded, self._linear._moves(texts, own, heard)])


def parts(tokens: Tokens, read: Covered, weighed: Sequence[Token], saturation: Saturation) -> list[Contribution]:
    """Return what each token adds: its share of the mean, its own, and its part of what gates add besides; placeholders none."""
    known = [(at, at + end - start, mean, own) for start, end, mean, own in weighed if (at := read.origin(start)) >= 0]
    words = in_words(tokens.spans, [(start, end) for start, end, _, _ in known])
    times = 1 + float(saturation.factor(np.array(sum(own for _, _, _, own in known))))
    return [(*word, mean / len(known) + times * own) for word, (_, _, mean, own) in zip(words, known, strict=True)]


def in_words(words: Sequence[Span], tokens: Iterable[Span]) -> Iterator[Span]:
    """Yield the span of the word that each token is in, or else its own."""
    starts = [start for start, _ in words]
    for start, end in tokens:
        at = bisect_right(starts, start) - 1
        yield words[at] if at >= 0 and start < words[at][1] else (start, end)
