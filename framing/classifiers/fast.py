"""The fast classifier: log-odds as a sum over spans of text."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from numpy.typing import NDArray

from framing.errors import check_passages, shown
from framing.measures import Measure
from framing.measures.cues import cues
from framing.measures.person import person
from framing.measures.surface import surface
from framing.measures.verbs import verbs
from framing.measures.words import NAME, pieces, root_share, steps, subwords, words
from framing.tokens import Spans, Tokens, tokenize

if TYPE_CHECKING:
    from sklearn.utils import Tags

MEASURES: dict[str, Measure] = {
    "words": words,
    "subwords": subwords,
    "cues": cues,
    "person": person,
    "verbs": verbs,
    "surface": surface,
}
# Distinct words whose log-odds are kept at hand; English news has fewer.
MAX_WORDS = 200_000
RARE = ("cues", "person", "verbs", "surface")

Contribution = tuple[int, int, float]
Floats = NDArray[np.float64]


class FastClassifier:
    """Score passages by a calibrated linear model over words, cues and surface.

    A fitted classifier with scikit-learn's methods; `framing.load_model` builds it and `python -m framing.train fast` fits it.
    Every feature is a sum over spans of the passage (see `framing.measures`), and calibration is linear in the log-odds, so each
    span's contribution is exact. Direct speech in a passage is not the author's and does not count, unless `own` says so.

    Parameters
    ----------
    weights : mapping of str to mapping of str to float
        By measure, the log-odds for each unit of each feature.
    intercept : float
        Log-odds of a passage without any feature.
    common : collection of str
        Words that are no names (see `framing.tokens.common_words`).
    reference : ndarray of shape (n_quantiles,)
        Log-odds of neutral wire copy, at evenly spaced quantiles, ascending.
    """

    _estimator_type = "classifier"

    def __init__(
        self, weights: Mapping[str, Mapping[str, float]], intercept: float, common: Collection[str], reference: Floats
    ) -> None:
        self.weights = weights
        self.intercept = intercept
        self.common = common
        self.reference = reference
        self.classes_ = np.array([0, 1])
        self._log_odds_of_word: dict[str, float] = {NAME: 0.0}

    def decision_function(self, passages: Iterable[str], *, own: Sequence[Spans] | None = None) -> Floats:
        """Return the log-odds that annotators would call each passage editorialized.

        Parameters
        ----------
        passages : iterable of str
            The passages.
        own : sequence of tuple of (int, int), optional
            For each passage, the spans in the voice that is asked for; without it, the author's: all but direct speech.

        Returns
        -------
        ndarray of shape (n_passages,)
            Log-odds; 0 is an even chance.

        Raises
        ------
        TypeError
            If `passages` is a single str or holds something else than str.
        ValueError
            If `own` has another length than `passages`.
        """
        return np.array([self._log_odds(tokens) for tokens in self._tokens(passages, own)], dtype=np.float64)

    def predict_proba(self, passages: Iterable[str], *, own: Sequence[Spans] | None = None) -> Floats:
        """Return the probability of each class, the log-odds through the logistic function.

        Parameters
        ----------
        passages : iterable of str
            The passages.
        own : sequence of tuple of (int, int), optional
            As in `decision_function`.

        Returns
        -------
        ndarray of shape (n_passages, 2)
            Columns as in `classes_`: neutral, editorialized.
        """
        editorialized = probability(self.decision_function(passages, own=own))
        return np.column_stack([1 - editorialized, editorialized])

    def predict(self, passages: Iterable[str]) -> NDArray[np.int64]:
        """Return 1 for each passage that is more likely editorialized than not, else 0.

        Parameters
        ----------
        passages : iterable of str
            The passages.

        Returns
        -------
        ndarray of shape (n_passages,)
            The classes.
        """
        return (self.decision_function(passages) > 0).astype(np.int64)

    def contributions(self, passages: Iterable[str], *, own: Sequence[Spans] | None = None) -> list[list[Contribution]]:
        """Say which spans move each passage's log-odds, and by how much.

        Parameters
        ----------
        passages : iterable of str
            The passages.
        own : sequence of tuple of (int, int), optional
            As in `decision_function`.

        Returns
        -------
        list of list of (start, end, weight)
            Spans by place, offsets into the passage, each span once; `intercept` plus the weights is
            `decision_function`. An empty span is the whole passage (its length).
        """
        return [self._contributions(tokens) for tokens in self._tokens(passages, own)]

    def percentile(self, log_odds: Floats) -> Floats:
        """Rank log-odds among passages of neutral wire copy.

        Parameters
        ----------
        log_odds : ndarray of shape (n_passages,)
            From `decision_function`; nan gives nan.

        Returns
        -------
        ndarray of shape (n_passages,)
            Share of wire copy that is less editorialized, from 0 to 1.
        """
        return np.asarray(np.interp(log_odds, self.reference, np.linspace(0, 1, len(self.reference))))

    def fit(self, passages: Iterable[str], y: object = None) -> Self:
        """Return the classifier as it is: it was trained already, by `python -m framing.train fast`.

        Parameters
        ----------
        passages : iterable of str
            Ignored.
        y : object
            Ignored.

        Returns
        -------
        FastClassifier
            The classifier itself.
        """
        return self

    def set_params(self, **params: Any) -> Self:
        """Change what the classifier was built from.

        Parameters
        ----------
        **params
            Any of the constructor's arguments.

        Returns
        -------
        FastClassifier
            The classifier itself.

        Raises
        ------
        ValueError
            If there is no such argument.
        """
        known = self.get_params()
        for name in params:
            if name not in known:
                raise ValueError(f"params must be among {', '.join(known)}, got {shown(name)}; see get_params()")
        self.__init__(**(known | params))  # type: ignore[misc]  # forget what was derived from the old ones
        return self

    def get_params(self, deep: bool = True) -> dict[str, Any]:
        """Return what the classifier was built from."""
        return {name: getattr(self, name) for name in ("weights", "intercept", "common", "reference")}

    def __sklearn_is_fitted__(self) -> bool:
        """Tell scikit-learn that there is nothing left to fit."""
        return True

    def __sklearn_tags__(self) -> Tags:
        """Tell scikit-learn that this classifies texts; scikit-learn is imported only when it asks."""
        from sklearn.utils import ClassifierTags, InputTags, Tags, TargetTags

        return Tags("classifier", TargetTags(required=False), classifier_tags=ClassifierTags(), input_tags=InputTags(string=True))

    def _tokens(self, passages: Iterable[str], own: Sequence[Spans] | None) -> Iterable[Tokens]:
        texts = check_passages(passages)
        if own is None:
            return (tokenize(text, self.common) for text in texts)
        if len(own) != len(texts):
            raise ValueError(f"own must have an entry for each of {len(texts)} passages, got {len(own)}; pass () for none")
        return (tokenize(text, self.common, spans) for text, spans in zip(texts, own, strict=True))

    def _log_odds(self, tokens: Tokens) -> float:
        return self.intercept + sum(weight for _, _, weight in self._parts(tokens))

    def _contributions(self, tokens: Tokens) -> list[Contribution]:
        sums: dict[tuple[int, int], float] = {}
        for start, end, weight in self._parts(tokens):
            sums[start, end] = sums.get((start, end), 0.0) + weight
        return [(start, end, weight) for (start, end), weight in sorted(sums.items())]

    def _parts(self, tokens: Tokens) -> Iterator[Contribution]:
        """Yield what each word, pair of words and other occurrence adds: words by a table of their own."""
        share, by_pair = root_share(tokens), self.weights["words"]
        for span, both, word, pair, own in steps(tokens):
            of_word, of_pair = self._word(word), by_pair.get(pair)
            if of_word:
                yield *span, share * own * of_word
            if of_pair:
                yield *both, share * own * of_pair
        for name in RARE:
            weights = self.weights[name]
            for start, end, feature, value in MEASURES[name](tokens):
                weight = weights.get(feature)
                if weight:
                    yield start, end, value * weight

    def _word(self, word: str) -> float:
        """Return what a word adds with its pieces."""
        known = self._log_odds_of_word.get(word)
        if known is None:
            by_piece = self.weights["subwords"]
            known = self.weights["words"].get(word, 0.0) + sum(by_piece.get(piece, 0.0) for piece in pieces(word))
            if len(self._log_odds_of_word) < MAX_WORDS:
                self._log_odds_of_word[word] = known
        return known


def probability(log_odds: Floats) -> Floats:
    """Return the logistic function of log-odds, without overflow."""
    return np.asarray(0.5 * (1 + np.tanh(0.5 * log_odds)))
