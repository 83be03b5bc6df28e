"""Measure a classifier: held-out folds, left-out data sets, calibration."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score, matthews_corrcoef, roc_auc_score
from sklearn.model_selection import StratifiedGroupKFold, StratifiedKFold

from framing.classifiers.additive import probability

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
By = Literal["random", "source", "topic"]
N_FOLDS, SEED, N_BINS = 5, 42, 10


def folds(frame: pd.DataFrame, by: By) -> list[tuple[Integers, Integers]]:
    """Cut passages into five folds: at random, or so that no source or topic is in two of them.

    Parameters
    ----------
    frame : DataFrame
        Passages with label, source and topic.
    by : {"random", "source", "topic"}
        What must not be shared; passages whose source or topic is unknown are in no fold.

    Returns
    -------
    list of (train, test)
        Row numbers.

    Examples
    --------
    >>> frame = pd.DataFrame({"label": [0, 1] * 10, "topic": list("aabbccddee") * 2})
    >>> [set(frame.topic[train]) & set(frame.topic[test]) for train, test in folds(frame, "topic")]
    [set(), set(), set(), set(), set()]
    """
    labels = frame["label"].to_numpy()
    if by == "random":
        return list(StratifiedKFold(N_FOLDS, shuffle=True, random_state=SEED).split(labels, labels))
    groups = frame[by].to_numpy()
    known = np.flatnonzero(groups != "")
    splitter = StratifiedGroupKFold(N_FOLDS, shuffle=True, random_state=SEED)
    return [(known[train], known[test]) for train, test in splitter.split(known, labels[known], groups[known])]


def platt(linear: Floats, labels: Floats) -> tuple[float, float]:
    """Fit calibration: log-odds are ``slope * linear + offset``.

    Parameters
    ----------
    linear : ndarray of shape (n_passages,)
        Scores of passages that the model was not trained on.
    labels : ndarray of shape (n_passages,)
        Their classes.

    Returns
    -------
    slope, offset : float

    Notes
    -----
    Platt, "Probabilistic outputs for support vector machines", 1999.
    """
    fitted = LogisticRegression(C=np.inf).fit(linear[:, None], labels)
    return float(fitted.coef_[0, 0]), float(fitted.intercept_[0])


def cross_calibrated(linear: Floats, labels: Floats, tests: Iterable[Integers]) -> Floats:
    """Calibrate each fold's held-out scores by the other folds'."""
    log_odds = np.full(len(linear), np.nan)
    held_out = list(tests)
    for number, test in enumerate(held_out):
        others = np.concatenate([rows for other, rows in enumerate(held_out) if other != number])
        slope, offset = platt(linear[others], labels[others])
        log_odds[test] = slope * linear[test] + offset
    return log_odds


def calibration_error(labels: Floats, probabilities: Floats) -> float:
    """Return the expected calibration error over ten bins of equal width.

    Parameters
    ----------
    labels, probabilities : ndarray of shape (n_passages,)
        Classes, and probabilities of class 1.

    Returns
    -------
    float
        Mean over passages of the distance between the mean probability and the share of class 1 in their bin; 0 is best.

    Notes
    -----
    Guo et al., "On calibration of modern neural networks", 2017.

    Examples
    --------
    >>> calibration_error(np.array([0, 1.0]), np.array([0.25, 0.75]))
    0.25
    """
    bins = np.minimum((probabilities * N_BINS).astype(int), N_BINS - 1)
    gaps = np.bincount(bins, weights=labels - probabilities, minlength=N_BINS)
    return float(np.abs(gaps).sum() / len(labels))


def metrics(labels: Floats, log_odds: Floats) -> dict[str, float]:
    """Measure held-out scores.

    Parameters
    ----------
    labels : ndarray of shape (n_passages,)
        Classes.
    log_odds : ndarray of shape (n_passages,)
        Calibrated log-odds; nan where a passage was not held out, which is left out.

    Returns
    -------
    dict of str to float
        ``macro_f1``, ``mcc``, ``auc``, ``calibration_error``, and ``n``.

    Examples
    --------
    >>> metrics(np.array([0, 1.0]), np.array([-9, 9.0]))["macro_f1"]
    1.0
    """
    known = ~np.isnan(log_odds)
    labels, log_odds = labels[known], log_odds[known]
    return {
        "macro_f1": float(f1_score(labels, log_odds > 0, average="macro")),
        "mcc": float(matthews_corrcoef(labels, log_odds > 0)),
        "auc": float(roc_auc_score(labels, log_odds)),
        "calibration_error": calibration_error(labels, probability(log_odds)),
        "n": int(known.sum()),
    }
