"""Folds: which passages are trained on, and which are held out."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.model_selection import StratifiedGroupKFold, StratifiedKFold

Integers = NDArray[np.int64]
By = Literal["random", "source", "topic", "group"]
N_FOLDS, SEED = 5, 42


def folds(frame: pd.DataFrame, by: By, n_folds: int = N_FOLDS) -> list[tuple[Integers, Integers]]:
    """Cut passages into folds: at random, or so that no source, topic or group is in two of them.

    Parameters
    ----------
    frame : DataFrame
        Passages with label, and the column that is not to be shared.
    by : {"random", "source", "topic", "group"}
        What must not be shared; passages for which it is "" are in no fold.
    n_folds : int, default=5
        How many folds.

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
        return list(StratifiedKFold(n_folds, shuffle=True, random_state=SEED).split(labels, labels))
    groups = frame[by].to_numpy()
    known = np.flatnonzero(groups != "")
    splitter = StratifiedGroupKFold(n_folds, shuffle=True, random_state=SEED)
    return [(known[train], known[test]) for train, test in splitter.split(known, labels[known], groups[known])]
