"""Everything that is measured of one model, as values that JSON knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from framing.datasets.articles import LOADED
from framing.evaluation import judgements, words
from framing.evaluation.behaviour import behaviour
from framing.evaluation.intervals import RESAMPLES, Estimate, jsonable
from framing.evaluation.splits import SEED
from framing.evaluation.subject import Measures, Missing, Subject, Unmeasured, attempted, subject
from framing.evaluation.transfer import MAIN, RANDOM, confounds, transfer

Floats = NDArray[np.float64]
SPANS = "semeval2020"
FOLDS = (RANDOM, f"{MAIN}, source folds", f"{MAIN}, topic folds")


def evaluate(model: str | Path, data_dir: str | Path | None = None, resamples: int = RESAMPLES) -> dict[str, Any]:
    """Measure all that is known to measure of one model.

    Parameters
    ----------
    model : str or Path
        The name of a shipped model, or a folder.
    data_dir : str or Path, optional
        Where the data sets lie, as in `framing.datasets.load`.
    resamples : int, default=1000
        Draws of each interval.

    Returns
    -------
    dict
        ``model``; ``resamples`` and ``seed``; ``measures``, by section and name value, low, high and n, or the reason why there
        are none; ``reliability`` and ``sources`` of the passages that ``of`` names.

    Raises
    ------
    FileNotFoundError
        If there is no such model, or no such folder of data.
    """
    if data_dir is not None and not Path(data_dir).is_dir():
        raise FileNotFoundError(f"data_dir must be a folder, got {str(data_dir)!r}; docs/data.md shows its layout")
    one = subject(model, data_dir, resamples)
    sections: Mapping[str, Mapping[str, Estimate | Missing]] = {
        "Held-out folds": all_folds(one),
        "Marked words": attempted("marked words of babe", partial(marked_words, one))
        | attempted(f"spans of {SPANS}, cues as shown", partial(spans_of_others, one)),
        "Contrast sets": behaviour(one.model, resamples),
        "Transfer": transfer(one),
        "Confounds": confounds(one),
    }
    found: dict[str, Any] = jsonable(
        {
            "model": one.name,
            "of": RANDOM,
            "resamples": resamples,
            "seed": SEED,
            "measures": {section: {name: asdict(own) for name, own in of.items()} for section, of in sections.items()},
            **shape(one),
        }
    )
    return found


def all_folds(one: Subject) -> Measures:
    """Measure the held-out folds of BABE."""
    measured: Measures = {}
    for name in FOLDS:
        measured |= attempted(name, partial(of_folds, one, name))
    return measured


def of_folds(one: Subject, name: str) -> Measures:
    """Measure one kind of folds."""
    frame, log_odds = held_out(one, name)
    return {f"{name}: {measure}": own for measure, own in judgements.measures(frame, log_odds, one.resamples).items()}


def held_out(one: Subject, name: str) -> tuple[pd.DataFrame, Floats]:
    """Return the passages of BABE that have held-out log-odds, and these; strengths only where annotators' votes are known."""
    frame = one.load(MAIN)
    log_odds = one.fair_log_odds(MAIN, name, frame["text"].tolist())
    known = ~np.isnan(log_odds)
    return frame.assign(strength=frame["strength"].where(frame["votes"].notna()))[known], log_odds[known]


def marked_words(one: Subject) -> Measures:
    """Measure shown words against those that BABE's annotators marked, held out if the model was trained on them."""
    frame = annotated(one.load(MAIN))
    texts = frame["text"].tolist()
    counted = one.held_out.words(RANDOM, texts)
    if not one.saw(MAIN):
        found = zip(texts, one.model.contributions(texts), frame["words"], strict=True)
        counted = np.array([words.counts(*row) for row in found])
    if not len(counted):
        raise Unmeasured(
            f"the model was trained on {MAIN} and its folder keeps no counts of words; train it again with `framing train`"
        )
    return {f"marked words of {MAIN}: {name}": own for name, own in words.of_words(counted, one.resamples).items()}


def spans_of_others(one: Subject) -> Measures:
    """Measure the words that a report underlines against spans of loaded language, name calling and exaggeration."""
    if one.saw(SPANS):
        raise Unmeasured(f"the model was trained on {SPANS}")
    frame = one.load(SPANS)
    texts = frame["text"].tolist()
    marked = [[(start, end) for start, end, name in own if name in LOADED] for own in frame["spans"]]
    found = zip(texts, marked, one.model.contributions(texts), strict=True)
    counted = np.array([words.agreement(text, own, words.underlined(text, added)) for text, own, added in found])
    return {f"spans of {SPANS}, cues as shown: {name}": own for name, own in words.of_words(counted, one.resamples).items()}


def annotated(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the passages whose words were judged: those with votes, or all where the words came without votes."""
    judged = frame["votes"].notna()
    if judged.any():
        return frame[judged]
    if not frame["words"].str.len().any():
        raise Unmeasured(f"the files of {MAIN} at hand have no marked words; docs/data.md names the file that has")
    return frame


def shape(one: Subject) -> dict[str, Any]:
    """Return reliability and sources of BABE's held-out passages, none if they cannot be had."""
    try:
        frame, log_odds = held_out(one, RANDOM)
    except (FileNotFoundError, ConnectionError, ImportError, Unmeasured):
        return {"reliability": [], "sources": []}
    return judgements.shape(frame, log_odds, one.resamples)
