"""Texts cut by a pattern all at once, which is faster than one by one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]
BETWEEN = "\n"


class Cut(NamedTuple):
    """What a pattern finds in some texts.

    Attributes
    ----------
    text : str
        The texts, one behind the other.
    offsets : ndarray of shape (n_texts + 1,)
        Where each text begins in `text`, and where one more would.
    found : list of str
        What the pattern finds, in order.
    gaps : list of str
        What stands before each.
    starts, ends : ndarray of shape (n_found,)
        The place of each in `text`.
    """

    text: str
    offsets: Integers
    found: list[str]
    gaps: list[str]
    starts: Integers
    ends: Integers


def cut(pattern: re.Pattern[str], texts: Iterable[str]) -> Cut:
    r"""Find a pattern in some texts.

    Parameters
    ----------
    pattern : re.Pattern
        Captures all that it finds as its one group, and finds no line break: one stands between texts.
    texts : iterable of str
        The texts.

    Returns
    -------
    Cut

    Examples
    --------
    >>> made = cut(re.compile(r"(\w+)"), ["It rained", "all day"])
    >>> made.found, made.starts.tolist(), made.offsets.tolist()
    (['It', 'rained', 'all', 'day'], [0, 3, 10, 14], [0, 10, 18])
    """
    known = list(texts)
    text = BETWEEN.join(known)
    pieces = pattern.split(text)
    edges = np.cumsum(np.fromiter(map(len, pieces), np.int64, len(pieces)))
    offsets = np.cumsum([0, *(len(one) + len(BETWEEN) for one in known)])
    return Cut(text, offsets, pieces[1::2], pieces[:-1:2], edges[:-1:2], edges[1::2])
