"""Several labels at once: which of them a text has, each by a linear model over the same words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from framing.classifiers.additive import probability
from framing.classifiers.fast import MEASURES as OF_FAST
from framing.classifiers.fast import FastClassifier
from framing.errors import check_own, check_passages
from framing.tokens import Spans, tokenize

MEASURES = {name: OF_FAST[name] for name in ("words", "cues", "person", "verbs", "surface")}

# Labels with a threshold that are told one by one, which reads texts in batches, rather than all at once, text by text: about a
# third of the time each.
FEW = 2

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


class Weights(NamedTuple):
    """Features of one measure and what each adds to each label.

    Attributes
    ----------
    rows : mapping of str to int
        The row of each feature.
    values : ndarray of shape (n_features, n_labels)
        Log-odds for each unit of it.
    """

    rows: Mapping[str, int]
    values: Floats


class LabelClassifier:
    """Tell which labels texts have, none or several, by calibrated linear models over words.

    Names are masked as for the other classifiers. All words of a text count, whoever says them, unless `own` says otherwise.

    Parameters
    ----------
    labels : sequence of str
        The labels.
    weights : mapping of str to Weights
        By measure (see `framing.measures`), what each of its features adds.
    intercept : ndarray of shape (n_labels,)
        Log-odds of each label in a text without any feature.
    thresholds : ndarray of shape (n_labels,)
        Probability from which a label is given; nan for a label that no probability makes likely enough to be given.
    common : collection of str
        Words that are no names (see `framing.names.common_words`).
    """

    def __init__(
        self,
        labels: Sequence[str],
        weights: Mapping[str, Weights],
        intercept: Floats,
        thresholds: Floats,
        common: Collection[str],
    ) -> None:
        self.labels = tuple(labels)
        self.weights = weights
        self.intercept = intercept
        self.thresholds = thresholds
        self.common = common
        self._models: dict[int, FastClassifier] = {}

    def __getstate__(self) -> dict[str, Any]:
        """Leave models of one label behind: they are made anew."""
        return self.__dict__ | {"_models": {}}

    def decision_function(self, texts: Iterable[str], *, own: Sequence[Spans] | None = None) -> Floats:
        """Return the log-odds that each text has each label.

        Parameters
        ----------
        texts : iterable of str
            The texts.
        own : sequence of tuple of (int, int), optional
            For each text, the spans that count; all of it without.

        Returns
        -------
        ndarray of shape (n_texts, n_labels)
            Columns as in `labels`.

        Raises
        ------
        TypeError
            If `texts` is a single str or holds something else than str.
        ValueError
            If `own` has another length than `texts`, or spans that overlap, are out of order or beyond their text.
        """
        added = [values.sum(axis=0) for _, values in self.contributions(texts, own=own)]
        return self.intercept + np.array(added, dtype=np.float64).reshape(-1, len(self.labels))

    def predict_proba(self, texts: Iterable[str], *, own: Sequence[Spans] | None = None) -> Floats:
        """Return the probability of each label; labels do not exclude each other.

        Parameters
        ----------
        texts : iterable of str
            The texts.
        own : sequence of tuple of (int, int), optional
            As in `decision_function`.

        Returns
        -------
        ndarray of shape (n_texts, n_labels)
            Columns as in `labels`.
        """
        return probability(self.decision_function(texts, own=own))

    def predict(self, texts: Iterable[str], *, own: Sequence[Spans] | None = None) -> NDArray[np.bool_]:
        """Tell which labels each text has: those at least as likely as their thresholds.

        Parameters
        ----------
        texts : iterable of str
            The texts.
        own : sequence of tuple of (int, int), optional
            As in `decision_function`.

        Returns
        -------
        ndarray of shape (n_texts, n_labels)
            Columns as in `labels`; all False for a label without a threshold.
        """
        known = checked(texts, own)
        shown = np.flatnonzero(~np.isnan(self.thresholds)).tolist()
        if len(shown) > FEW:
            return np.asarray(self.predict_proba(known, own=own) >= self.thresholds)
        given = np.zeros((len(known), len(self.labels)), dtype=bool)
        spans = own if own is not None else whole(known)
        for label in shown:
            given[:, label] = probability(self._alone(label).decision_function(known, own=spans)) >= self.thresholds[label]
        return given

    def _alone(self, label: int) -> FastClassifier:
        """Return a model that tells one label as this one does."""
        if label not in self._models:
            own = {name: dict(zip(rows, values[:, label].tolist(), strict=True)) for name, (rows, values) in self.weights.items()}
            weights = {name: own.get(name, {}) for name in OF_FAST}
            self._models[label] = FastClassifier(weights, float(self.intercept[label]), self.common, np.zeros(2))
        return self._models[label]

    def contributions(self, texts: Iterable[str], *, own: Sequence[Spans] | None = None) -> list[tuple[Integers, Floats]]:
        """Say which spans move each text's log-odds, and by how much.

        Parameters
        ----------
        texts : iterable of str
            The texts.
        own : sequence of tuple of (int, int), optional
            As in `decision_function`.

        Returns
        -------
        list of (ndarray of shape (n_spans, 2), ndarray of shape (n_spans, n_labels))
            Spans of each text, in any order, a span once or more, and what each adds to each label; `intercept` plus their sum is
            `decision_function`. An empty span is the whole text.
        """
        known = checked(texts, own)
        spans = own if own is not None else whole(known)
        return [self._moved(text, mine) for text, mine in zip(known, spans, strict=True)]

    def _moved(self, text: str, own: Spans) -> tuple[Integers, Floats]:
        """Return the spans of one text and what each adds."""
        tokens = tokenize(text, self.common, own)
        spans, parts = [np.zeros((0, 2), dtype=np.int64)], [np.zeros((0, len(self.labels)))]
        for name, (rows, values) in self.weights.items():
            found = MEASURES[name](tokens)
            at = np.array([rows.get(key, -1) for _, _, key, _ in found], dtype=np.int64)
            known = at >= 0
            spans.append(np.array([(start, end) for start, end, _, _ in found], dtype=np.int64).reshape(-1, 2)[known])
            parts.append(values[at[known]] * np.array([size for *_, size in found], dtype=np.float64)[known, np.newaxis])
        return np.concatenate(spans), np.concatenate(parts)


def checked(texts: Iterable[str], own: Sequence[Spans] | None) -> list[str]:
    """Return texts as a list, or say what is wrong with them or with their spans."""
    known = check_passages(texts, "texts")
    if own is not None:
        check_own(own, known, "texts")
    return known


def whole(texts: Iterable[str]) -> list[Spans]:
    """Return the spans of texts all of whose words count."""
    return [((0, len(text)),) for text in texts]
