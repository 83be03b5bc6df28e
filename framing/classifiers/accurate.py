"""The accurate classifier: the mean over a passage's tokens of what each adds in its context."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence

from framing.classifiers.additive import AdditiveClassifier, Contribution, Floats
from framing.covered import Covered, covered
from framing.encoder import Encoder, Token
from framing.tokens import Spans, Tokens, tokenize


class AccurateClassifier(AdditiveClassifier):
    """Score passages by a contextual encoder and a linear head over the mean of its token vectors.

    Names, and the words of other voices than the one asked for, are covered before the encoder reads a passage; so they cannot
    move its score.

    Parameters
    ----------
    encoder : Encoder
        Gives each token its number, calibrated: log-odds are the intercept plus the mean.
    intercept : float
        Log-odds of a passage without any token.
    common : collection of str
        Words that are no names (see `framing.names.common_words`).
    reference : ndarray of shape (n_quantiles,)
        Log-odds of neutral wire copy, at evenly spaced quantiles, ascending.
    """

    _params = ("encoder", "intercept", "common", "reference")

    def __init__(self, encoder: Encoder, intercept: float, common: Collection[str], reference: Floats) -> None:
        super().__init__(intercept, reference)
        self.encoder = encoder
        self.common = common

    def _parts(self, texts: Sequence[str], own: Sequence[Spans] | None) -> Iterator[list[Contribution]]:
        spans: Sequence[Spans | None] = own if own is not None else [None] * len(texts)
        passages = [tokenize(text, self.common, mine) for text, mine in zip(texts, spans, strict=True)]
        read = [covered(tokens) for tokens in passages]
        weighed = self.encoder.token_weights([one.text for one in read])
        return (parts(*each) for each in zip(passages, read, weighed, strict=True))


def parts(tokens: Tokens, read: Covered, weighed: Sequence[Token]) -> list[Contribution]:
    """Return what each word adds: the sum of its tokens' shares of the mean; placeholders have none."""
    known = [(origin, end - start, weight) for start, end, weight in weighed if (origin := read.origin(start)) >= 0]
    starts = [start for start, _ in tokens.spans]
    found = []
    for origin, length, weight in known:
        at = bisect_right(starts, origin) - 1
        inside = at >= 0 and origin < tokens.spans[at][1]
        found.append((*(tokens.spans[at] if inside else (origin, origin + length)), weight / len(known)))
    return found
