"""What every classifier here can do, given what each span of a passage adds to its log-odds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from itertools import pairwise
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from framing.errors import check_own, check_passages, shown
from framing.tokens import Spans
from framing.voice import Heard

if TYPE_CHECKING:
    from sklearn.utils import Tags

Contribution = tuple[int, int, float]
Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
DIGITS = 9
# Passages that are read together, and their characters: more need more memory, fewer more time.
BATCH, CHARACTERS = 512, 1_000_000
# Attribute of a loaded model: name and version of its manifest. It is no parameter, but goes with copies and pickles.
LOADED = "loaded_"


class Moves(NamedTuple):
    """What spans of some passages add to their log-odds, in any order, a span once or more.

    Attributes
    ----------
    rows : ndarray of shape (n_moves,)
        The number of the passage.
    starts, ends : ndarray of shape (n_moves,)
        The span, offsets into the passage; an empty span is the whole passage (its length).
    weights : ndarray of shape (n_moves,)
        What it adds.
    """

    rows: Integers
    starts: Integers
    ends: Integers
    weights: Floats


class AdditiveClassifier:
    """Score passages by the sum of what their spans add: log-odds are the intercept plus all contributions.

    A fitted classifier with scikit-learn's methods; `framing.load_model` builds it and `python -m framing.train` fits it.
    Calibration is linear in the log-odds, so each span's contribution is exact. Direct speech in a passage is not the author's
    and does not count, unless `own` says so.

    Parameters
    ----------
    intercept : float
        Log-odds of a passage to which nothing adds.
    reference : ndarray of shape (n_quantiles,)
        Log-odds of neutral wire copy, at evenly spaced quantiles, ascending.
    """

    # Names of the constructor's arguments.
    _params: ClassVar[tuple[str, ...]] = ("intercept", "reference")

    def __init__(self, intercept: float, reference: Floats) -> None:
        self.intercept = intercept
        self.reference = reference
        self.classes_ = np.array([0, 1])

    def decision_function(
        self, passages: Iterable[str], *, own: Sequence[Spans] | None = None, heard: Sequence[Heard] | None = None
    ) -> Floats:
        """Return the log-odds that annotators would call each passage editorialized.

        Parameters
        ----------
        passages : iterable of str
            The passages.
        own : sequence of tuple of (int, int), optional
            For each passage, the spans in the voice that is asked for, ordered and disjoint; without it, the author's: all but
            direct speech. A word is in the span that it begins in.
        heard : sequence of (list of Quotation, list of Attribution), optional
            For each passage, its quotations and reporting verbs, offsets into it, as `framing.voice.VoicedPassage.heard` gives
            them for passages of an article; without it, they are found in each passage alone.

        Returns
        -------
        ndarray of shape (n_passages,)
            Log-odds; 0 is an even chance.

        Raises
        ------
        TypeError
            If `passages` is a single str or holds something else than str.
        ValueError
            If `own` or `heard` has another length than `passages`, or `own` spans that overlap, are out of order or beyond their
            passage.
        """
        batches = (np.bincount(moves.rows, moves.weights, n) for n, moves in self._batches(passages, own, heard))
        return self.intercept + np.concatenate([np.zeros(0), *batches])

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

    def predict(self, passages: Iterable[str], *, own: Sequence[Spans] | None = None) -> NDArray[np.int64]:
        """Return 1 for each passage that is more likely editorialized than not, else 0.

        Parameters
        ----------
        passages : iterable of str
            The passages.
        own : sequence of tuple of (int, int), optional
            As in `decision_function`.

        Returns
        -------
        ndarray of shape (n_passages,)
            The classes.
        """
        return (self.decision_function(passages, own=own) > 0).astype(np.int64)

    def score(self, passages: Iterable[str], y: Sequence[int], sample_weight: Sequence[float] | None = None) -> float:
        """Return the share of passages whose class is predicted, as scikit-learn's classifiers do.

        Parameters
        ----------
        passages : iterable of str
            The passages.
        y : sequence of {0, 1}
            Their classes.
        sample_weight : sequence of float, optional
            What each counts; 1 without it.

        Returns
        -------
        float
            Accuracy, from 0 to 1.
        """
        from sklearn.metrics import accuracy_score

        return float(accuracy_score(y, self.predict(passages), sample_weight=sample_weight))

    def contributions(
        self, passages: Iterable[str], *, own: Sequence[Spans] | None = None, heard: Sequence[Heard] | None = None
    ) -> list[list[Contribution]]:
        """Say which spans move each passage's log-odds, and by how much.

        Parameters
        ----------
        passages : iterable of str
            The passages.
        own, heard : sequence, optional
            As in `decision_function`.

        Returns
        -------
        list of list of (start, end, weight)
            Spans by place, offsets into the passage, each span once; `intercept` plus the weights is
            `decision_function`. An empty span is the whole passage (its length).
        """
        return [found for n, moves in self._batches(passages, own, heard) for found in by_passage(n, moves)]

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
        # Many short passages of wire copy have the same log-odds; the last digits of a sum must not move a rank among them.
        values, first = np.unique(np.round(self.reference, DIGITS), return_index=True)
        return np.asarray(np.interp(np.round(log_odds, DIGITS), values, first / (len(self.reference) - 1)))

    def fit(self, passages: Iterable[str], y: object = None) -> Self:
        """Return the classifier as it is: it was trained already, by `python -m framing.train`.

        Parameters
        ----------
        passages : iterable of str
            Ignored.
        y : object
            Ignored.

        Returns
        -------
        AdditiveClassifier
            The classifier itself.
        """
        return self

    def set_params(self, **params: Any) -> Self:
        """Change what the classifier was built from; it is no longer the model that was loaded then.

        Parameters
        ----------
        **params
            Any of the constructor's arguments.

        Returns
        -------
        AdditiveClassifier
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
        if any(value is not known[name] for name, value in params.items()):
            self.__dict__.pop(LOADED, None)
        return self

    def get_params(self, deep: bool = True) -> dict[str, Any]:
        """Return what the classifier was built from."""
        return {name: getattr(self, name) for name in self._params}

    def __sklearn_clone__(self) -> Self:
        """Return a copy, which keeps the name that it was loaded by; there is nothing learnt to forget."""
        return copy(self)

    def __sklearn_is_fitted__(self) -> bool:
        """Tell scikit-learn that there is nothing left to fit."""
        return True

    def __sklearn_tags__(self) -> Tags:
        """Tell scikit-learn that this classifies texts; scikit-learn is imported only when it asks."""
        from sklearn.utils import ClassifierTags, InputTags, Tags, TargetTags

        return Tags("classifier", TargetTags(required=False), classifier_tags=ClassifierTags(), input_tags=InputTags(string=True))

    def _batches(
        self, passages: Iterable[str], own: Sequence[Spans] | None, heard: Sequence[Heard] | None
    ) -> Iterator[tuple[int, Moves]]:
        """Yield the number of passages in each batch, and what moves them."""
        texts = check_passages(passages)
        if own is not None:
            check_own(own, texts)
        if heard is not None and len(heard) != len(texts):
            raise ValueError(f"heard must have an entry for each of {len(texts)} passages, got {len(heard)}; or leave it out")
        for first, last in pairwise(edges([len(text) for text in texts], CHARACTERS)):
            here = slice(first, last)
            known = None if own is None else own[here], None if heard is None else heard[here]
            yield last - first, self._moves(texts[here], *known)

    def _moves(self, texts: Sequence[str], own: Sequence[Spans] | None, heard: Sequence[Heard] | None) -> Moves:
        """Return what the spans of each passage add."""
        raise NotImplementedError


def edges(sizes: Sequence[int], most: int) -> list[int]:
    """Return where batches of texts begin, and the last one ends: `BATCH` texts, or fewer that have `most` characters together.

    Examples
    --------
    >>> edges([40, 70, 20], 100)
    [0, 1, 3]
    """
    found, together = [0], 0
    for at, size in enumerate(sizes):
        if at - found[-1] >= BATCH or (together and together + size > most):
            found.append(at)
            together = 0
        together += size
    return [*found, len(sizes)]


def moves_of(found: Iterable[tuple[int, Contribution]]) -> Moves:
    """Return what spans add, each with the number of its passage, as arrays."""
    columns = np.array([(row, *one) for row, one in found], dtype=np.float64).reshape(-1, 4).T
    rows, starts, ends = columns[:3].astype(np.int64)
    return Moves(rows, starts, ends, columns[3])


def concatenated(moves: Sequence[Moves]) -> Moves:
    """Return all that some moves add, without those that add nothing."""
    rows, starts, ends, weights = map(np.concatenate, zip(*moves, strict=True))
    some = weights != 0
    return Moves(rows[some], starts[some], ends[some], weights[some])


def by_passage(n: int, moves: Moves) -> list[list[Contribution]]:
    """Add up what the same span of a passage adds, and order the spans of each of `n` passages by place."""
    order = np.lexsort((moves.ends, moves.starts, moves.rows))
    rows, starts, ends, weights = (column[order] for column in moves)
    new = np.flatnonzero(
        np.diff(rows, prepend=-1).astype(bool) | np.diff(starts, prepend=-1).astype(bool) | np.diff(ends, prepend=-1).astype(bool)
    )
    sums = np.add.reduceat(weights, new) if len(new) else weights
    found = list(zip(starts[new].tolist(), ends[new].tolist(), sums.tolist(), strict=True))
    edges = np.searchsorted(rows[new], np.arange(n + 1)).tolist()
    return [found[start:end] for start, end in pairwise(edges)]


def probability(log_odds: Floats) -> Floats:
    """Return the logistic function of log-odds, without overflow."""
    return np.asarray(0.5 * (1 + np.tanh(0.5 * log_odds)))
