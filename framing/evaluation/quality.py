"""Quality: how well log-odds tell the classes apart, and how well they order the strengths."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata

from framing.classifiers.additive import probability
from framing.evaluation.calibration import calibration_error

Floats = NDArray[np.float64]


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
        "macro_f1": macro_f1(labels, log_odds),
        "mcc": mcc(labels, log_odds),
        "auc": auc(labels, log_odds),
        "calibration_error": calibration_error(labels, probability(log_odds)),
        "n": int(known.sum()),
    }


def counts(labels: Floats, log_odds: Floats) -> tuple[float, float, float, float]:
    """Return the numbers of right 1, wrong 1, wrong 0 and right 0; log-odds over 0 mean 1."""
    called, true = log_odds > 0, labels == 1
    right, wrong = float((called & true).sum()), float((called & ~true).sum())
    return right, wrong, float(true.sum()) - right, float((~true).sum()) - wrong


def macro_f1(labels: Floats, log_odds: Floats) -> float:
    """Return the mean of both classes' F1; 0 for a class that is neither there nor called.

    Examples
    --------
    >>> round(macro_f1(np.array([0, 1, 1.0]), np.array([-1, -1, 1.0])), 4)
    0.6667
    """
    right, wrong, missed, left = counts(labels, log_odds)
    return f1(2 * right, wrong + missed) / 2 + f1(2 * left, wrong + missed) / 2


def f1(twice: float, wrong: float) -> float:
    """Return F1 from twice the hits and all that is wrong."""
    return twice / (twice + wrong) if twice else 0.0


def mcc(labels: Floats, log_odds: Floats) -> float:
    """Return Matthews' correlation of classes and calls; 0 if either is always the same.

    Examples
    --------
    >>> mcc(np.array([0, 0, 1, 1.0]), np.array([-1, 1, -1, 1.0]))
    0.0
    """
    right, wrong, missed, left = counts(labels, log_odds)
    spread = (right + wrong) * (right + missed) * (left + wrong) * (left + missed)
    return (right * left - wrong * missed) / float(np.sqrt(spread)) if spread else 0.0


def auc(labels: Floats, scores: Floats) -> float:
    """Return how likely a passage of class 1 scores over one of class 0, ties counting half; nan without both classes.

    Examples
    --------
    >>> auc(np.array([0, 0, 1, 1.0]), np.array([0, 1, 1, 2.0]))
    0.875
    """
    ones = float((labels == 1).sum())
    pairs = ones * (len(labels) - ones)
    return (float(rankdata(scores)[labels == 1].sum()) - ones * (ones + 1) / 2) / pairs if pairs else float("nan")


def spearman(strengths: Floats, scores: Floats) -> float:
    """Return the rank correlation of strengths and scores; nan if either is always the same.

    Examples
    --------
    >>> round(spearman(np.array([0, 0.5, 1]), np.array([-1, 3, 4.0])), 4)
    1.0
    """
    ranks = rankdata(strengths), rankdata(scores)
    if len(strengths) < 2 or not all(np.ptp(own) for own in ranks):
        return float("nan")
    return float(np.corrcoef(*ranks)[0, 1])


def share(values: NDArray[Any]) -> float:
    """Return the mean of truths, or of numbers; nan of none."""
    return float(values.mean()) if len(values) else float("nan")
