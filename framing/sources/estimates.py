"""Estimates with their uncertainty, from scores of articles."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from pandas.arrays import IntegerArray
    from scipy.sparse import csr_matrix

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
CONFIDENCE = 0.95
# Less than this is nothing but rounding.
LEAST = 1e-9


class Moments(NamedTuple):
    """What is known of the groups' means.

    Attributes
    ----------
    mean, error, freedom : ndarray of shape (n_groups,)
        The mean of each group, its standard error, nan where it cannot be told, and the degrees of freedom of that.
    """

    mean: Floats
    error: Floats
    freedom: Floats


def moments(scores: Floats, groups: Integers, n_groups: int) -> Moments:
    """Return the mean of each group over articles, which are what varies independently.

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
    Moments
    """
    n = np.bincount(groups, minlength=n_groups).astype(float)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.bincount(groups, scores, n_groups) / n
        squares = np.bincount(groups, (scores - mean[groups]) ** 2, n_groups)
        error = np.where(n > 1, np.sqrt(squares / (n - 1) / n), np.nan)
    return Moments(mean, error, n - 1)


def estimates(of_groups: Moments) -> tuple[Floats, Floats, Floats]:
    """Return the mean of each group with a 95 % interval, Student's, in [0, 1]; nan where there is none.

    Examples
    --------
    >>> of_groups = moments(np.array([0.2, 0.4, 0.3]), np.array([0, 0, 0]), 1)
    >>> [values.round(2).tolist() for values in estimates(of_groups)]
    [[0.3], [0.05], [0.55]]
    """
    mean, error, freedom = of_groups
    half = quantile(freedom) * error
    return np.clip(mean, 0, 1), np.clip(mean - half, 0, 1), np.clip(mean + half, 0, 1)


def quantile(freedom: Floats) -> Floats:
    """Return Student's two-sided quantile; nan without a degree of freedom."""
    from scipy.stats import t

    return np.where(freedom > 0, t.ppf(0.5 + CONFIDENCE / 2, np.maximum(freedom, 1)), np.nan)


def difference(of_groups: Moments) -> tuple[Floats, Floats, Floats]:
    """Return by how much each group differs from the one before, with a 95 % interval (Welch's); nan for the first one."""
    mean, error, freedom = of_groups
    change, variances = np.diff(mean, prepend=np.nan), error**2
    before, freedom_before = (np.concatenate([[np.nan], values[:-1]]) for values in (variances, freedom))
    with np.errstate(invalid="ignore", divide="ignore"):
        together = (variances + before) ** 2 / (variances**2 / freedom + before**2 / freedom_before)
        half = quantile(np.nan_to_num(together)) * np.sqrt(variances + before)
    return change, change - half, change + half


def without_topics(scores: Floats, groups: Integers, topics: Integers, n_groups: int) -> tuple[Moments, NDArray[np.bool_]]:
    """Return the groups' means as if every article had an average topic.

    What each group and each topic adds is fitted by least squares. Groups are comparable if topics lead from one to the other;
    of others the means stay as they are.

    Parameters
    ----------
    scores, groups, topics : ndarray of shape (n_articles,)
        Scores, and numbers of each article's group and topic.
    n_groups : int
        How many there are.

    Returns
    -------
    of_groups : Moments
        Errors count that topics are fitted too; nan where articles are too few for their topics.
    alone : ndarray of shape (n_groups,)
        Whether a group shares no topic, nor a chain of them, with the groups that have most articles together.

    Notes
    -----
    Errors allow for groups that vary differently: MacKinnon and White, "Some heteroskedasticity-consistent covariance matrix
    estimators", 1985 (HC2), which without topics is Student's. A group's degrees of freedom are what the fit leaves to its
    articles.
    """
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import connected_components

    n_topics = int(topics.max()) + 1
    n_both = n_groups + n_topics
    links = csr_matrix((np.ones(len(scores)), (groups, n_groups + topics)), shape=(n_both, n_both))
    component = connected_components(links)[1]
    most = np.bincount(component[groups]).argmax()
    common, alone = component[groups] == most, component[:n_groups] != most
    plain = moments(scores, groups, n_groups)
    together = of_both(scores[common], groups[common], topics[common], n_groups, n_topics)
    return Moments(*(np.where(alone, *both) for both in zip(plain, together, strict=True))), alone


def of_both(scores: Floats, groups: Integers, topics: Integers, n_groups: int, n_topics: int) -> Moments:
    """Return the groups' means at an average topic, where topics lead from each group to each other.

    Whichever are more, groups or topics, are taken out first, as means; only what the others add within them needs a matrix that
    is not sparse (Frisch and Waugh, "Partial time regressions as compared with individual trends", 1933).
    """
    from scipy.sparse import csr_matrix, diags, identity

    shares = np.bincount(topics, minlength=n_topics) / len(scores)
    contrasts = csr_matrix(identity(n_groups)), csr_matrix(np.tile(shares, (n_groups, 1)))
    sides = zip((members(groups, n_groups), members(topics, n_topics)), contrasts, strict=True)
    (first, of_first), (other, of_other) = sorted(sides, key=lambda side: -side[0].shape[1])
    average = csr_matrix(diags(1 / np.maximum(first.getnnz(axis=0), 1)))
    means = average @ first.T @ other
    within = other - first @ means
    # What all others add in common cannot be told, and what one without articles adds neither; any value of these does.
    inverse = np.linalg.inv((within.T @ within).toarray() + 1 + np.diag(other.getnnz(axis=0) == 0))
    level, added, spread = average @ (first.T @ scores), inverse @ (within.T @ scores), means @ inverse
    of_place = average.diagonal() + by_row(means.toarray(), spread)
    leverage = of_place[first.indices] + inverse.diagonal()[other.indices] - 2 * spread[first.indices, other.indices]
    left = np.maximum(1 - leverage, 0)
    squares = np.where(left > LEAST, (scores - first @ level - within @ added) ** 2 / np.maximum(left, LEAST), 0.0)
    weighed, weights = diags(squares) @ within, of_first @ average
    moved = (of_other - of_first @ means).toarray()
    led = moved @ inverse
    variance = weights.multiply(weights) @ (first.T @ squares)
    variance += by_row(2 * (weights @ (first.T @ weighed)).toarray() + led @ (within.T @ weighed).toarray(), led)
    freedom = np.bincount(groups, left, n_groups)
    error = np.where(freedom > LEAST, np.sqrt(np.maximum(variance, 0)), np.nan)
    return Moments(np.asarray(of_first @ level + moved @ added), error, np.asarray(freedom, dtype=np.float64))


def members(numbers: Integers, size: int) -> csr_matrix[np.float64]:
    """Return a row for each article, with a one in the column of its number."""
    from scipy.sparse import csr_matrix

    return csr_matrix((np.ones(len(numbers)), (np.arange(len(numbers)), numbers)), shape=(len(numbers), size))


def by_row(one: Floats, other: Floats) -> Floats:
    """Return the scalar product of each row with the other's."""
    return np.asarray(np.einsum("ij,ij->i", one, other))


def ranks(low: Floats, high: Floats, *, enough: NDArray[np.bool_]) -> tuple[IntegerArray, IntegerArray]:
    """Return the lowest and the highest rank that the intervals allow each group, 1 for the least editorialized.

    Groups without enough articles or without an interval have none, and no group is ranked against them.
    """
    import pandas as pd

    enough = enough & ~np.isnan(low)
    lows, highs = np.sort(low[enough]), np.sort(high[enough])
    best = np.searchsorted(highs, low, side="left") + 1
    worst = np.searchsorted(lows, high, side="right")
    return pd.arrays.IntegerArray(best, ~enough), pd.arrays.IntegerArray(worst, ~enough)
