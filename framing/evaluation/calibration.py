"""Calibration: scores become probabilities, and how far those are from what happens."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.special import expit
from sklearn.linear_model import LogisticRegression

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
N_BINS = 10
# Log-odds beyond which a probability is 0 or 1 for any set.
MOST_SHIFT = 40.0


@dataclass(frozen=True, slots=True)
class Bin:
    """Passages of like probability.

    Attributes
    ----------
    probability : float
        Their mean probability of class 1.
    share : float
        The share of them that is of class 1.
    n : int
        Their number.
    """

    probability: float
    share: float
    n: int


def platt(linear: Floats, labels: Floats, weights: Floats | None = None) -> tuple[Floats, float]:
    """Fit calibration: log-odds are ``linear @ slopes + offset``.

    Parameters
    ----------
    linear : ndarray of shape (n_passages, n_parts)
        Scores of passages by each part of a model that was not trained on them.
    labels : ndarray of shape (n_passages,)
        Their classes.
    weights : ndarray of shape (n_passages,), optional
        Their weights.

    Returns
    -------
    slopes : ndarray of shape (n_parts,)
    offset : float

    Notes
    -----
    Platt, "Probabilistic outputs for support vector machines", 1999; with several parts it is stacking (Wolpert, "Stacked
    generalization", 1992).
    """
    fitted = LogisticRegression(C=np.inf).fit(linear, labels, sample_weight=weights)
    return np.asarray(fitted.coef_[0]), float(fitted.intercept_[0])


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
    gaps = np.bincount(binned(probabilities), weights=labels - probabilities, minlength=N_BINS)
    return float(np.abs(gaps).sum() / len(labels))


def error_at_share(labels: Floats, log_odds: Floats) -> float:
    """Return the calibration error that is left when all log-odds are shifted to have the right mean probability.

    Labels of another set may mean more or less than those that a model was calibrated by; this leaves that out.

    Parameters
    ----------
    labels, log_odds : ndarray of shape (n_passages,)
        Classes, and log-odds of class 1.

    Returns
    -------
    float
        As `calibration_error`; nan if there is one class only.

    Examples
    --------
    >>> round(error_at_share(np.array([0, 1.0] * 5), np.repeat(3.0, 10)), 3)
    0.0
    """
    share = labels.mean()
    if share in (0, 1):
        return float("nan")
    low, high = -MOST_SHIFT - log_odds.max(), MOST_SHIFT - log_odds.min()
    shift = brentq(lambda by: expit(log_odds + by).mean() - share, low, high)
    return calibration_error(labels, expit(log_odds + shift))


def reliability(labels: Floats, probabilities: Floats) -> list[Bin]:
    """Compare probabilities with what happened, over ten bins of equal width.

    Parameters
    ----------
    labels, probabilities : ndarray of shape (n_passages,)
        Classes, and probabilities of class 1.

    Returns
    -------
    list of Bin
        The bins that hold a passage, ascending.

    Examples
    --------
    >>> reliability(np.array([0, 1, 1.0]), np.array([0.25, 0.25, 0.75]))
    [Bin(probability=0.25, share=0.5, n=2), Bin(probability=0.75, share=1.0, n=1)]
    """
    bins = binned(probabilities)
    own = [bins == number for number in np.unique(bins)]
    return [Bin(float(probabilities[at].mean()), float(labels[at].mean()), int(at.sum())) for at in own]


def binned(probabilities: Floats) -> Integers:
    """Return the number of each probability's bin."""
    return np.minimum((probabilities * N_BINS).astype(np.int64), N_BINS - 1)
