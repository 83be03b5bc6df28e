"""Measure a classifier: held-out folds, left-out data sets, calibration, behaviour, with intervals."""

from __future__ import annotations

from framing.evaluation.calibration import calibration_error, platt
from framing.evaluation.everything import evaluate
from framing.evaluation.judgements import labelled
from framing.evaluation.quality import metrics
from framing.evaluation.splits import SEED, By, folds

__all__ = [
    "SEED",
    "By",
    "calibration_error",
    "evaluate",
    "folds",
    "labelled",
    "metrics",
    "platt",
]
