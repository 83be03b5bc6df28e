"""Labelled passages: a data set's, or a user's own, against a model's log-odds of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from framing.classifiers.additive import AdditiveClassifier, probability
from framing.errors import check_names, check_passages, shown
from framing.evaluation.calibration import calibration_error, reliability
from framing.evaluation.intervals import RESAMPLES, Estimate, estimate, jsonable
from framing.evaluation.quality import auc, macro_f1, mcc, share, spearman
from framing.evaluation.splits import SEED
from framing.models import resolved

Floats = NDArray[np.float64]
NEEDED, OPTIONAL = ("text", "label"), ("source", "strength", "group", "id")
SECTION = "Labelled passages"


def labelled(model: str | Path | AdditiveClassifier, frame: pd.DataFrame, resamples: int = RESAMPLES) -> dict[str, Any]:
    """Measure a model on passages with labels of one's own.

    Parameters
    ----------
    model : str, Path, FastClassifier or AccurateClassifier
        As in `framing.score`.
    frame : DataFrame
        Columns text and label (0 or 1); optional source, strength (share of annotators who said 1, or any order), id, and group
        (of passages that intervals keep together, such as an article's).
    resamples : int, default=1000
        Draws of each interval.

    Returns
    -------
    dict
        resamples, seed, measures by section and name, reliability and sources, as values that JSON knows.

    Raises
    ------
    TypeError
        If `model`, `frame` or `resamples` is of another kind.
    ValueError
        If a column, a label, a strength or a text is not what it should be, or ids are there twice.

    Examples
    --------
    >>> frame = pd.DataFrame({"text": ["Rain fell on Rome.", "The shameless regime lied."], "label": [0, 1]})
    >>> labelled("fast", frame)["measures"]["Labelled passages"]["AUC"]["value"]
    1.0
    """
    frame = checked(frame)
    log_odds = resolved(model)[0].decision_function(frame["text"])
    found = {name: asdict(own) for name, own in measures(frame, log_odds, resamples).items()}
    content: dict[str, Any] = jsonable({"measures": {SECTION: found}, **shape(frame, log_odds, resamples)})
    return {"resamples": resamples, "seed": SEED, **content}


def checked(frame: pd.DataFrame, of_texts: str = "text", of_labels: str = "label") -> pd.DataFrame:
    """Return a frame of labelled passages, or say what is wrong with it and what the caller calls texts and labels."""
    refuse_columns(frame)
    if frame.empty:
        raise ValueError(f"{of_texts} must have a passage of each class, got no rows; add some")
    for number, text in enumerate(frame["text"]):
        if not isinstance(text, str) or not text.strip():
            raise ValueError(f"{of_texts} must be a passage in every row, got {shown(text)} in row {number}; drop that row")
    check_passages(frame["text"].tolist(), of_texts)
    if "id" in frame and frame["id"].duplicated().any():
        twice = frame.loc[frame["id"].duplicated(), "id"].tolist()[0]
        raise ValueError(f"id must be there once, got {shown(twice)} twice; drop one of the rows")
    known = {"strength": strengths(frame["strength"])} if "strength" in frame else {}
    return frame.assign(label=labels(frame["label"], of_labels), **known)


def refuse_columns(frame: pd.DataFrame) -> None:
    """Say of a frame of labelled passages which column is missing, or there twice."""
    if not isinstance(frame, pd.DataFrame):
        raise TypeError(f"frame must be a pandas DataFrame, got {type(frame).__name__} {shown(frame)}; make one of it")
    for column in NEEDED:
        if column not in frame:
            have = ", ".join(map(str, frame.columns))
            raise ValueError(f"the labelled frame must have a column {column!r}, got {shown(have)}; name the column that has it")
    for column in (*NEEDED, *OPTIONAL):
        if list(frame.columns).count(column) > 1:
            raise ValueError(f"the labelled frame must have one column {column!r}, got several; drop or rename the others")


def labels(column: pd.Series[Any], name: str) -> Floats:
    """Return labels as numbers, or say which is none."""
    numbers = pd.to_numeric(column, errors="coerce").to_numpy(dtype=float)
    wrong = np.flatnonzero(~np.isin(numbers, (0, 1)))
    if len(wrong):
        got = f"{shown(column.tolist()[wrong[0]])} in row {wrong[0]}"
        raise ValueError(f"{name} must be 0 (neutral) or 1 (editorialized), got {got}; recode it")
    if len(np.unique(numbers)) < 2:
        raise ValueError(f"{name} must have both classes, got {numbers[0]:.0f} only; add passages of the other class")
    return numbers


def strengths(column: pd.Series[Any]) -> Floats:
    """Return strengths as numbers, nan where there is none, or say which is no number."""
    numbers = pd.to_numeric(column, errors="coerce").to_numpy(dtype=float)
    there = column.notna() & (column.astype(str).str.strip() != "")
    wrong = np.flatnonzero(np.isnan(numbers) & there.to_numpy(dtype=bool))
    if len(wrong):
        got = f"{shown(column.tolist()[wrong[0]])} in row {wrong[0]}"
        raise ValueError(f"strength must be a number, or empty, got {got}; recode it")
    return numbers


def shape(frame: pd.DataFrame, log_odds: Floats, resamples: int) -> dict[str, Any]:
    """Return the reliability and the sources of passages with log-odds."""
    bins = reliability(frame["label"].to_numpy(dtype=float), probability(log_odds))
    sources = by_source(frame, log_odds, resamples) if "source" in frame else []
    return {"reliability": [asdict(one) for one in bins], "sources": sources}


def measures(frame: pd.DataFrame, log_odds: Floats, resamples: int) -> Mapping[str, Estimate]:
    """Measure log-odds against labels, and against strengths where they are there."""
    own, groups = frame["label"].to_numpy(dtype=float), groups_of(frame)
    measure = partial(estimate, groups=groups, resamples=resamples)
    found = {
        "macro-F1": measure(macro_f1, own, log_odds),
        "MCC": measure(mcc, own, log_odds),
        "AUC": measure(auc, own, log_odds),
        "calibration error": measure(calibration_error, own, probability(log_odds)),
    }
    if "strength" in frame:
        strength = pd.to_numeric(frame["strength"], errors="coerce").to_numpy(dtype=float)
        known = ~np.isnan(strength)
        found["Spearman with strength"] = measure(spearman, strength[known], log_odds[known], groups=groups[known])
    return found


def groups_of(frame: pd.DataFrame) -> NDArray[np.int64]:
    """Return the number of what has to stay together: the passages of a group; those without one are each by itself."""
    alone = np.arange(len(frame))
    if "group" not in frame:
        return alone
    groups = frame["group"].astype(object)
    check_names(groups, "group")
    numbers, names = pd.factorize(groups.mask(groups.isin([""])))
    return np.where(numbers < 0, len(names) + alone, numbers)


def by_source(frame: pd.DataFrame, log_odds: Floats, resamples: int) -> list[dict[str, Any]]:
    """Return each known source's mean score, share labelled editorialized, and AUC, those with most passages first."""
    sources = frame["source"].astype("string").fillna("").astype(str)
    own, scores, groups = frame["label"].to_numpy(dtype=float), probability(log_odds), groups_of(frame)
    rows = []
    for source, n in sources[sources != ""].value_counts().sort_index().sort_values(ascending=False, kind="stable").items():
        at = (sources == source).to_numpy()
        measure = partial(estimate, groups=groups[at], resamples=resamples)
        found = {
            "score": measure(share, scores[at]),
            "share": measure(share, own[at]),
            "AUC": measure(auc, own[at], log_odds[at]),
        }
        rows.append({"source": source, "n": int(n), **{name: asdict(one) for name, one in found.items()}})
    return rows
