"""The fast classifier: linear in words, pieces of words, cues and surface."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from framing.classifiers.additive import AdditiveClassifier, Contribution, Floats
from framing.measures import Measure
from framing.measures.cues import cues
from framing.measures.person import person
from framing.measures.surface import surface
from framing.measures.verbs import verbs
from framing.measures.words import NAME, counted, pieces, root_share, steps, subwords, words
from framing.tokens import Spans, Tokens, tokenize

MEASURES: dict[str, Measure] = {
    "words": words,
    "subwords": subwords,
    "marked": counted,
    "cues": cues,
    "person": person,
    "verbs": verbs,
    "surface": surface,
}
# Distinct words whose log-odds are kept at hand; English news has fewer.
MAX_WORDS = 200_000
RARE = ("cues", "person", "verbs", "surface")


class FastClassifier(AdditiveClassifier):
    """Score passages by a calibrated linear model over words, cues and surface.

    Every feature is a sum over spans of the passage (see `framing.measures`). Words count twice: by their share of the passage,
    and, if annotators would mark them, each time that they are there.

    Parameters
    ----------
    weights : mapping of str to mapping of str to float
        By measure, the log-odds for each unit of each feature.
    intercept : float
        Log-odds of a passage without any feature.
    common : collection of str
        Words that are no names (see `framing.names.common_words`).
    reference : ndarray of shape (n_quantiles,)
        Log-odds of neutral wire copy, at evenly spaced quantiles, ascending.
    """

    _params = ("weights", "intercept", "common", "reference")

    def __init__(
        self, weights: Mapping[str, Mapping[str, float]], intercept: float, common: Collection[str], reference: Floats
    ) -> None:
        super().__init__(intercept, reference)
        self.weights = weights
        self.common = common
        self._log_odds_of_word: dict[str, tuple[float, float]] = {NAME: (0.0, 0.0)}

    def _parts(self, texts: Sequence[str], own: Sequence[Spans] | None) -> Iterator[Iterator[Contribution]]:
        spans: Sequence[Spans | None] = own if own is not None else [None] * len(texts)
        return (self.of_tokens(tokenize(text, self.common, mine)) for text, mine in zip(texts, spans, strict=True))

    def of_tokens(self, tokens: Tokens) -> Iterator[Contribution]:
        """Yield what each word, pair of words and other occurrence adds: words by a table of their own."""
        share, by_pair = root_share(tokens), self.weights["words"]
        for span, both, word, pair, mine in steps(tokens):
            (of_share, of_word), of_pair = self._word(word), by_pair.get(pair)
            if of_share or of_word:
                yield *span, mine * (share * of_share + of_word)
            if of_pair:
                yield *both, share * mine * of_pair
        for name in RARE:
            weights = self.weights[name]
            for start, end, feature, value in MEASURES[name](tokens):
                weight = weights.get(feature)
                if weight:
                    yield start, end, value * weight

    def _word(self, word: str) -> tuple[float, float]:
        """Return what a word adds by its share of the passage, with its pieces, and what it adds each time."""
        known = self._log_odds_of_word.get(word)
        if known is None:
            by_piece = self.weights["subwords"]
            of_share = self.weights["words"].get(word, 0.0) + sum(by_piece.get(piece, 0.0) for piece in pieces(word))
            known = of_share, self.weights["marked"].get(word, 0.0)
            if len(self._log_odds_of_word) < MAX_WORDS:
                self._log_odds_of_word[word] = known
        return known
