"""What a training run gives, and what is recorded of it."""

from __future__ import annotations

import importlib.metadata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

import pandas as pd

from framing import datasets
from framing.classifiers.additive import AdditiveClassifier
from framing.corpus import WEIGHTS
from framing.evaluation import SEED
from framing.training.prepared import REFERENCE
from framing.weights import Model

# How far a metric may fall before a retraining counts as worse: the noise of one run.
SLACK = 0.005
VERSION = "0.12.0"
FLOORED = ("macro_f1", "auc")
GOLDEN = (
    "The council approved the budget on Monday by seven votes to two.",
    "Shocking reality: the so-called reform is a disgraceful gift to greedy landlords!",
    "Prices will rise again next year, screams the Herald.",
    '"This is the worst lie in the history of the republic," the senator said.',
    "The minister insisted that the plan was fair.",
    "",
)

Metrics = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Trained:
    """A trained model with what belongs to it.

    Attributes
    ----------
    model : AdditiveClassifier or LabelClassifier
        The model.
    manifest : dict
        Data, metrics, floors and golden scores.
    extras : dict of str to bytes
        Further files: held-out scores, and lessons for another model.
    """

    model: Model
    manifest: dict[str, Any]
    extras: dict[str, bytes]


def described(
    model: AdditiveClassifier,
    frame: pd.DataFrame,
    results: Metrics,
    *,
    name: str,
    description: str,
    settings: Mapping[str, Any],
    libraries: Iterable[str],
    weights: Mapping[str, float] = MappingProxyType({}),
) -> dict[str, Any]:
    """Return the manifest of a model.

    Parameters
    ----------
    model : AdditiveClassifier
        The model.
    frame : DataFrame
        The corpus that it was trained on.
    results : mapping of str to mapping of str to float
        What was measured, by evaluation.
    name, description : str
        Its name, and what it is in a line.
    settings : mapping
        Its hyperparameters.
    libraries : iterable of str
        What it was fitted with.
    weights : mapping of str to float, optional
        Weight of one passage of each set, if sets are weighed.

    Returns
    -------
    dict
        What `framing.save_model` records beside the weights.
    """
    labels = {str(name): own for name, own in frame.groupby("set")["label"]}
    data = {
        name: {"rows": len(labels[name]), "share": round(float(labels[name].mean()), 4)}
        | ({"content": datasets.describe(name)["content"]} if name in datasets.names() else {})
        | ({"weight": weights[name]} if name in weights else {})
        for name in WEIGHTS
    }
    floors = {name: {key: round(values[key] - SLACK, 3) for key in FLOORED if key in values} for name, values in results.items()}
    return {
        "name": name,
        "version": VERSION,
        "created": datetime.now(UTC).date().isoformat(),
        "description": description,
        "libraries": {name: importlib.metadata.version(name) for name in libraries},
        "classes": {"0": "neutral", "1": "editorialized"},
        "calibration": f"logistic regression on held-out scores of random folds of {next(iter(WEIGHTS))}, in the weights",
        "reference": REFERENCE,
        "settings": dict(settings),
        "seed": SEED,
        "data": data,
        "metrics": {name: {key: round(value, 4) for key, value in values.items()} for name, values in results.items()},
        "floors": floors,
        "golden": [{"text": text, "log_odds": float(model.decision_function([text])[0])} for text in GOLDEN],
    }
