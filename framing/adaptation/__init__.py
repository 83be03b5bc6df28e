"""A shipped model becomes one for labels of one's own: moved as far as these show that it pays."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags, hstack
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits  # of scikit-learn, which needs it

from framing.classifiers.additive import AdditiveClassifier
from framing.classifiers.fast import FastClassifier
from framing.classifiers.fast_fit import Columns, Settings, extractors, features_of, scales
from framing.errors import check_passages, shown
from framing.evaluation.judgements import checked, groups_of
from framing.evaluation.quality import metrics
from framing.evaluation.splits import N_FOLDS, folds
from framing.models import resolved
from framing.tokens import tokenize

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Splits = list[tuple[Integers, Integers]]
# Strengths of the penalty to choose from, and the size of the model's own log-odds against all words of a passage: so large that
# the penalty hardly weighs on them.
STRENGTHS, OWN = (0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0), 10.0
SETTINGS, MOST_STEPS = Settings(min_passages=2), 1000
FEWEST = 2 * N_FOLDS


def adapt(
    texts: Sequence[str],
    labels: Sequence[float],
    model: str | Path | AdditiveClassifier = "fast",
    *,
    groups: Sequence[object] | None = None,
) -> FastClassifier:
    """Adapt a fast model to labelled passages of one's own.

    Parameters
    ----------
    texts : sequence of str
        The passages; some hundred are worth it, a hundred calibrate.
    labels : sequence of {0, 1}
        1 for editorialized, or whatever else the new model is to tell.
    model : str, Path or FastClassifier, default="fast"
        The model to begin with.
    groups : sequence, optional
        What has to stay together when strengths are compared, such as each passage's article; one of None or "" is by itself.

    Returns
    -------
    FastClassifier
        Its log-odds are those of `model`, stretched and moved, and what words, pieces, cues, verbs and surface add besides. Ranks
        (`percentile`) are those of `model`'s reference, stretched and moved.

    Raises
    ------
    TypeError
        If `model` is no fast model, `texts` is a single str, a text is no str, or `labels` or `groups` is no sequence.
    ValueError
        If a label is neither 0 nor 1, a class has fewer than ten passages, a text is empty, lengths differ, or all passages of a
        class are in fewer than five groups.

    Notes
    -----
    Logistic regression in which the old log-odds are a feature that the L2 penalty hardly weighs on, so that few labels move the
    model little; the penalty is chosen by five folds. After Daumé, "Frustratingly easy domain adaptation", 2007, whose baseline
    PRED it is, with the words beside it.

    Examples
    --------
    >>> texts = [f"{start} on day {n}." for n in range(10) for start in ("The match was a feast", "The council met")]
    >>> mine = adapt(texts, [1, 0] * 10)
    >>> mine.predict(["The match was a feast.", "The council met."])
    array([1, 0])
    """
    frame, base = labelled(texts, labels, groups), of_kind(model)
    return adapted(base, frame, measured(base, frame["text"].tolist()))


def held_out(model: FastClassifier, frame: pd.DataFrame, features: Measured) -> Floats:
    """Score passages by what a model becomes without their fold.

    Parameters
    ----------
    model : FastClassifier
        The model to begin with.
    frame : DataFrame
        Passages, from `labelled`.
    features : Measured
        The same passages, measured.

    Returns
    -------
    ndarray of shape (n_passages,)
        Log-odds.
    """
    log_odds = np.full(len(frame), np.nan)
    for train, test in folds(frame, "group"):
        log_odds[test] = adapted(model, frame, features, train).decision_function(frame["text"].iloc[test])
    return log_odds


def compared(frame: pd.DataFrame, before: Floats, after: Floats) -> dict[str, dict[str, float]]:
    """Measure a model and what it becomes, both on passages that the adapted one did not see.

    Parameters
    ----------
    frame : DataFrame
        Passages, from `labelled`.
    before, after : ndarray of shape (n_passages,)
        Their log-odds by the model to begin with, and from `held_out`.

    Returns
    -------
    dict of str to dict of str to float
        Metrics (see `framing.evaluation.metrics`) as it is, and adapted in five folds.
    """
    labels = frame["label"].to_numpy(dtype=float)
    return {"as it is": metrics(labels, before), "adapted, 5 folds": metrics(labels, after)}


def labelled(texts: Sequence[str], labels: Sequence[float], groups: Sequence[object] | None) -> pd.DataFrame:
    """Return passages with labels and groups as a frame, or say what is wrong with them."""
    passages = check_passages(texts, "texts")
    given = {"label": labels} | ({} if groups is None else {"group": groups})
    for name, entries in given.items():
        if not isinstance(entries, Iterable):
            raise TypeError(f"{name}s must be a sequence, got {type(entries).__name__} {shown(entries)}; give one for each text")
    columns: dict[str, list[Any]] = {"text": passages} | {name: list(entries) for name, entries in given.items()}
    for name, values in columns.items():
        if len(values) != len(passages):
            raise ValueError(f"{name}s must have an entry for each of {len(passages)} texts, got {len(values)}; give both alike")
    return enough(checked(pd.DataFrame(columns), "texts", "labels"))


def enough(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a checked frame with numbers of groups if it has passages enough, or say what is missing."""
    frame = frame.assign(group=pd.factorize(groups_of(frame))[0])
    for label, own in frame.groupby("label"):
        if len(own) < FEWEST:
            raise ValueError(f"labels must have {FEWEST} passages of each class, got {len(own)} of {label:.0f}; label more")
        if own["group"].nunique() < N_FOLDS:
            raise ValueError(
                f"groups must have each class in {N_FOLDS} of them or more, got {own['group'].nunique()} for {label:.0f}; label "
                "passages of more articles"
            )
    return frame


def of_kind(model: str | Path | AdditiveClassifier) -> FastClassifier:
    """Return a fast model, or say that it is none."""
    found = resolved(model)[0]
    if not isinstance(found, FastClassifier):
        raise TypeError(f"model must be a fast one, whose weights can be moved, got {shown(str(model))}; pass 'fast'")
    return found


@dataclass(frozen=True, slots=True)
class Measured:
    """Passages measured by all that a fast model sums up.

    Attributes
    ----------
    matrix : csr_matrix of shape (n_passages, n_features)
        The features.
    columns : mapping of str to (names, slice)
        Names and columns of the features by measure.
    log_odds : ndarray of shape (n_passages,)
        By the model to begin with.
    """

    matrix: csr_matrix
    columns: Columns
    log_odds: Floats


def measured(model: FastClassifier, texts: list[str]) -> Measured:
    """Measure passages once."""
    matrix, columns = features_of([tokenize(text, model.common) for text in texts], extractors())
    return Measured(matrix, columns, model.decision_function(texts))


def adapted(model: FastClassifier, frame: pd.DataFrame, features: Measured, rows: Integers | None = None) -> FastClassifier:
    """Adapt a model to the rows of a frame, or to some of them."""
    rows = np.arange(len(frame)) if rows is None else rows
    labels, log_odds = frame["label"].to_numpy(dtype=float)[rows], features.log_odds[rows]
    own = csr_matrix(features.matrix[rows])
    size = scales(own, features.columns, SETTINGS)
    used = np.flatnonzero(size)
    unit = OWN / max(log_odds.std(), 1.0)
    X = csr_matrix(hstack([csr_matrix(unit * log_odds[:, None]), own[:, used] @ diags(size[used])]))
    # Its vectors are short: on busy cores, threads of BLAS wait for each other a hundred times as long as they reckon.
    with threadpool_limits(1):
        strength = best_strength(X, labels, inner_folds(frame.iloc[rows]))
        fitted = LogisticRegression(C=strength, max_iter=MOST_STEPS).fit(X, labels)
    slope, offset, added = float(unit * fitted.coef_[0, 0]), float(fitted.intercept_[0]), np.zeros(len(size))
    added[used] = fitted.coef_[0, 1:] * size[used]
    weights = {name: {key: slope * value for key, value in old.items()} for name, old in model.weights.items()}
    for name, (names, where) in features.columns.items():
        for key, value in zip(names, added[where].tolist(), strict=True):
            if value:
                weights[name][key] = weights[name].get(key, 0.0) + value
    reference = np.sort(slope * np.asarray(model.reference) + offset)
    intercept, saturation = slope * model.intercept + offset, model.saturation.stretched(slope)
    return FastClassifier(weights, intercept, model.common, reference, saturation)


def inner_folds(frame: pd.DataFrame) -> Splits:
    """Cut passages into five folds that share no group, or into as many as the rarer class has groups."""
    return folds(frame, "group", min(N_FOLDS, frame.groupby("label")["group"].nunique().min()))


def best_strength(X: csr_matrix, labels: Floats, splits: Splits) -> float:
    """Return the strength whose models give held-out labels the highest probability."""
    losses = []
    for strength in STRENGTHS:
        loss = 0.0
        for train, test in splits:
            fitted = LogisticRegression(C=strength, max_iter=MOST_STEPS).fit(X[train], labels[train])
            loss += np.logaddexp(0, (1 - 2 * labels[test]) * fitted.decision_function(X[test])).sum()
        losses.append(loss)
    return STRENGTHS[int(np.argmin(losses))]
