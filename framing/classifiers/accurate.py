"""The accurate classifier: a sum of what each token adds in its context, and of what words, cues and surface add as such."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from framing.classifiers.additive import AdditiveClassifier, Contribution, Floats, Moves, concatenated, moves_of
from framing.classifiers.fast import FastClassifier
from framing.covered import Covered, covered
from framing.encoder import Encoder, Token
from framing.tokens import Spans, Tokens, tokenize
from framing.voice import Heard, all_heard

Span = tuple[int, int]


class AccurateClassifier(AdditiveClassifier):
    """Score passages by a contextual encoder and a linear model, added up.

    The encoder has a linear head over the mean of its token vectors, and gates for loaded words; the linear model is one over
    words, cues and surface as the fast classifier has it, which errs elsewhere.
    Names, and the words of other voices than the one asked for, are covered before the encoder reads a passage; so they cannot
    move its score.

    Parameters
    ----------
    encoder : Encoder
        Gives each token its two numbers, calibrated: log-odds are the intercept, the mean of the first and the sum of the second,
        and what the linear model adds.
    weights : mapping of str to mapping of str to float
        Of the linear model, calibrated (see `FastClassifier`); an empty mapping for each measure if there is none.
    intercept : float
        Log-odds of a passage without any token.
    common : collection of str
        Words that are no names (see `framing.names.common_words`).
    reference : ndarray of shape (n_quantiles,)
        Log-odds of neutral wire copy, at evenly spaced quantiles, ascending.
    """

    _params = ("encoder", "weights", "intercept", "common", "reference")

    def __init__(
        self,
        encoder: Encoder,
        weights: Mapping[str, Mapping[str, float]],
        intercept: float,
        common: Collection[str],
        reference: Floats,
    ) -> None:
        super().__init__(intercept, reference)
        self.encoder = encoder
        self.weights = weights
        self.common = common
        self._linear = FastClassifier(weights, 0.0, common, reference)

    def _moves(self, texts: Sequence[str], own: Sequence[Spans] | None, heard: Sequence[Heard] | None) -> Moves:
        spans: Sequence[Spans | None] = own if own is not None else [None] * len(texts)
        heard = heard if heard is not None else all_heard(texts)
        passages = [tokenize(text, self.common, mine, known) for text, mine, known in zip(texts, spans, heard, strict=True)]
        read = [covered(tokens) for tokens in passages]
        weighed = self.encoder.token_weights([one.text for one in read])
        both = enumerate(zip(passages, read, weighed, strict=True))
        encoded = moves_of((row, one) for row, passage in both for one in parts(*passage))
        return concatenated([encoded, self._linear._moves(texts, own, heard)])


def parts(tokens: Tokens, read: Covered, weighed: Sequence[Token]) -> list[Contribution]:
    """Return what each token adds: its share of the mean, and its own; placeholders have none."""
    known = [(at, at + end - start, mean, own) for start, end, mean, own in weighed if (at := read.origin(start)) >= 0]
    words = in_words(tokens.spans, [(start, end) for start, end, _, _ in known])
    return [(*word, mean / len(known) + own) for word, (_, _, mean, own) in zip(words, known, strict=True)]


def in_words(words: Sequence[Span], tokens: Iterable[Span]) -> Iterator[Span]:
    """Yield the span of the word that each token is in, or else its own."""
    starts = [start for start, _ in words]
    for start, end in tokens:
        at = bisect_right(starts, start) - 1
        yield words[at] if at >= 0 and start < words[at][1] else (start, end)
