"""Estimates with their uncertainty, from scores of articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from pandas.arrays import IntegerArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
CONFIDENCE = 0.95


def estimates(scores: Floats, groups: Integers, n_groups: int) -> tuple[Floats, Floats, Floats]:
    """Return the mean of each group with a 95 % interval: Student's, over articles, which are what varies independently.

    Parameters
    ----------
    scores : ndarray of shape (n_articles,)
        Scores of articles.
    groups : ndarray of shape (n_articles,)
        Number of each article's group.
    n_groups : int
        How many there are.

    Returns
    -------
    mean, low, high : ndarray of shape (n_groups,)
        In [0, 1]; low and high are nan for a group of one article.

    Examples
    --------
    >>> [values.round(2).tolist() for values in estimates(np.array([0.2, 0.4, 0.3]), np.array([0, 0, 0]), 1)]
    [[0.3], [0.05], [0.55]]
    """
    mean, error, n = moments(scores, groups, n_groups)
    half = quantile(n - 1) * error
    return np.clip(mean, 0, 1), np.clip(mean - half, 0, 1), np.clip(mean + half, 0, 1)


def moments(scores: Floats, groups: Integers, n_groups: int) -> tuple[Floats, Floats, Floats]:
    """Return mean, standard error and number of articles of each group; an error of nan where it cannot be told."""
    n = np.bincount(groups, minlength=n_groups).astype(float)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.bincount(groups, scores, n_groups) / n
        squares = np.bincount(groups, (scores - mean[groups]) ** 2, n_groups)
        error = np.where(n > 1, np.sqrt(squares / (n - 1) / n), np.nan)
    return mean, error, n


def quantile(freedom: Floats) -> Floats:
    """Return Student's two-sided quantile; nan without a degree of freedom."""
    from scipy.stats import t

    return np.where(freedom > 0, t.ppf(0.5 + CONFIDENCE / 2, np.maximum(freedom, 1)), np.nan)


def difference(mean: Floats, error: Floats, n: Floats) -> tuple[Floats, Floats, Floats]:
    """Return by how much each group differs from the one before, with a 95 % interval (Welch's); nan for the first one."""
    change, variances = np.diff(mean, prepend=np.nan), error**2
    before = np.concatenate([[np.nan], variances[:-1]])
    freedom_before = np.concatenate([[np.nan], n[:-1] - 1])
    with np.errstate(invalid="ignore", divide="ignore"):
        freedom = (variances + before) ** 2 / (variances**2 / (n - 1) + before**2 / freedom_before)
        half = quantile(np.nan_to_num(freedom)) * np.sqrt(variances + before)
    return change, change - half, change + half


def without_topics(scores: Floats, groups: Integers, topics: Integers, n_groups: int) -> tuple[Floats, NDArray[np.bool_]]:
    """Take out of articles' scores what their topics add on average within groups.

    The effect of each topic is fitted by least squares on scores as they deviate from their group's mean; the mean over
    comparable articles stays as it is. Groups are comparable if topics lead from one to the other; others' scores stay.

    Parameters
    ----------
    scores, groups, topics : ndarray of shape (n_articles,)
        Scores, and numbers of each article's group and topic.
    n_groups : int
        How many there are.

    Returns
    -------
    scores : ndarray of shape (n_articles,)
        As if each article had an average topic.
    alone : ndarray of shape (n_groups,)
        Whether a group shares no topic, nor a chain of them, with the groups that have most articles together.
    """
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import connected_components

    n_topics = int(topics.max()) + 1
    shares = csr_matrix((np.ones(len(scores)), (groups, topics)), shape=(n_groups, n_topics))
    sizes = np.maximum(shares.sum(axis=1), 1)
    means = csr_matrix(shares.multiply(1 / sizes))
    squares = np.diag(np.asarray(shares.sum(axis=0)).ravel()) - csr_matrix(shares.T @ means).toarray()
    within = scores - np.bincount(groups, scores, n_groups)[groups] / np.bincount(groups, minlength=n_groups)[groups]
    effects = np.linalg.lstsq(squares, np.bincount(topics, within, n_topics), rcond=None)[0]
    _, component = connected_components(
        csr_matrix((len(scores) * [1.0], (groups, n_groups + topics)), shape=(n_groups + n_topics,) * 2)
    )
    most = np.bincount(component[groups]).argmax()
    common = component[groups] == most
    added = np.where(common, effects[topics] - effects[topics][common].mean(), 0.0)
    return scores - added, component[:n_groups] != most


def ranks(low: Floats, high: Floats, *, enough: NDArray[np.bool_]) -> tuple[IntegerArray, IntegerArray]:
    """Return the lowest and the highest rank that the intervals allow each group, 1 for the least editorialized.

    Groups without enough articles have none, and no group is ranked against them.
    """
    import pandas as pd

    lows, highs = np.sort(low[enough]), np.sort(high[enough])
    best = np.searchsorted(highs, low, side="left") + 1
    worst = np.searchsorted(lows, high, side="right")
    return pd.arrays.IntegerArray(best, ~enough), pd.arrays.IntegerArray(worst, ~enough)
