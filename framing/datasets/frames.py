"""Files of a data set to one frame with the columns that all sets share."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from framing.datasets.clean import clean

SHARED = ("text", "label", "strength", "votes", "source", "topic", "group", "set")


def read_lines(path: Path) -> pd.DataFrame:
    """Read a gzipped file of JSON lines, types as they are in it."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return pd.DataFrame([json.loads(line) for line in file])


def texts(values: pd.Series[Any]) -> pd.Series[Any]:
    """Return the values as str, "" where there is none."""
    return values.astype(object).where(values.notna(), "").astype(str)


def lists(values: Iterable[object]) -> pd.Series[Any]:
    """Return a column of lists, empty where there is none."""
    return pd.Series([value if isinstance(value, list) else [] for value in values], dtype=object)


def complete(frame: pd.DataFrame, name: str, tidy: Callable[[str], str] = clean) -> pd.DataFrame:
    """Give a frame the columns that every set has.

    Parameters
    ----------
    frame : DataFrame
        A column text, and what else the set has.
    name : str
        The set, for the column of that name and for groups that it lacks.
    tidy : callable, default=clean
        What to do to each text; `str` keeps it, for sets with offsets.

    Returns
    -------
    DataFrame of shape (n_texts, at least 8)
        In the file's order, without rows that have no text.
    """
    frame = frame.reset_index(drop=True)
    frame["text"] = [tidy(text) for text in texts(frame["text"])]
    for column in ("source", "topic", "group"):
        frame[column] = texts(frame[column]).str.strip() if column in frame else ""
    own_group = pd.Series([f"{name}-{row}" for row in range(len(frame))], index=frame.index)
    frame["group"] = frame["group"].where(frame["group"] != "", own_group)
    for column, fallback in (("label", None), ("strength", "label"), ("votes", None)):
        values = frame[column] if column in frame else pd.Series(np.nan, index=frame.index)
        values = values.astype(float)
        frame[column] = values.fillna(frame[fallback]) if fallback else values
    frame["set"] = name
    extra = [column for column in frame.columns if column not in SHARED]
    return frame.loc[frame["text"].str.strip() != "", [*SHARED, *extra]].reset_index(drop=True)
