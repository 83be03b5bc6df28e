"""Intervals: how far a measure would move if other passages had been drawn."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.errors import check_int, shown
from framing.evaluation.splits import SEED

Integers = NDArray[np.int64]
RESAMPLES = 1000
BOUNDS = (0.025, 0.975)


@dataclass(frozen=True, slots=True)
class Estimate:
    """A measured value.

    Attributes
    ----------
    value : float
        What was measured; nan if nothing could be.
    low, high : float
        Its interval of 95 %; nan if none was asked for, or all is of one group, which says nothing of others.
    n : int
        On how many passages, pairs or words.
    """

    value: float
    low: float
    high: float
    n: int


def estimate(
    statistic: Callable[..., float],
    *columns: NDArray[np.generic],
    groups: NDArray[np.generic] | None = None,
    resamples: int = RESAMPLES,
) -> Estimate:
    """Measure, with a percentile bootstrap interval.

    Parameters
    ----------
    statistic : callable
        Takes the columns, returns a number; nan where it has none.
    *columns : ndarray of shape (n_rows, ...)
        What it takes.
    groups : ndarray of shape (n_rows,), optional
        Rows that belong together, such as sentences of one article: groups are drawn, not rows.
    resamples : int, default=1000
        How often to draw, by the seed `SEED`; 0 for no interval.

    Returns
    -------
    Estimate

    Raises
    ------
    TypeError
        If `resamples` is no int.
    ValueError
        If `resamples` is negative.

    Notes
    -----
    Efron and Tibshirani, "An introduction to the bootstrap", 1993, chapter 13.

    Examples
    --------
    >>> estimate(np.mean, np.array([0.5, 0.5]))
    Estimate(value=0.5, low=0.5, high=0.5, n=2)
    """
    check_int(resamples, "resamples", "pass 1000 if unsure")
    if resamples < 0:
        raise ValueError(f"resamples must be 0 or more, got {shown(resamples)}; pass 1000 if unsure")
    n = len(columns[0])
    if not n:
        return Estimate(float("nan"), float("nan"), float("nan"), 0)
    several = n > 1 if groups is None else (groups != groups[0]).any()
    drawn = [statistic(*(column[rows] for column in columns)) for rows in draws(n, groups, resamples if several else 0)]
    known = np.array([value for value in drawn if not np.isnan(value)])
    low, high = np.quantile(known, BOUNDS) if len(known) else (float("nan"), float("nan"))
    return Estimate(float(statistic(*columns)), float(low), float(high), n)


def draws(n: int, groups: NDArray[np.generic] | None, resamples: int) -> Iterator[Integers]:
    """Yield row numbers, drawn with replacement, whole groups at a time."""
    rng = np.random.default_rng(SEED)
    if groups is None:
        for _ in range(resamples):
            yield rng.integers(n, size=n)
        return
    _, numbers, sizes = np.unique(groups, return_inverse=True, return_counts=True)
    rows, starts = np.argsort(numbers, kind="stable"), np.cumsum(sizes) - sizes
    for _ in range(resamples):
        chosen = rng.integers(len(sizes), size=len(sizes))
        ends = np.cumsum(sizes[chosen])
        within = np.arange(ends[-1]) - np.repeat(ends - sizes[chosen], sizes[chosen])
        yield rows[np.repeat(starts[chosen], sizes[chosen]) + within]


def jsonable(value: Any) -> Any:
    """Return a value with None in place of nan, in mappings and lists too."""
    if isinstance(value, Mapping):
        return {name: jsonable(own) for name, own in value.items()}
    if isinstance(value, list):
        return [jsonable(own) for own in value]
    return None if isinstance(value, float) and math.isnan(value) else value
