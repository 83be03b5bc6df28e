"""Measure a classifier: held-out folds, left-out data sets, calibration, behaviour, with intervals."""

from __future__ import annotations

from framing.evaluation.calibration import calibration_error, error_at_share, platt, reliability
from framing.evaluation.everything import evaluate
from framing.evaluation.intervals import Estimate, estimate
from framing.evaluation.judgements import labelled
from framing.evaluation.quality import metrics
from framing.evaluation.splits import SEED, By, folds

__all__ = [
    "SEED",
    "By",
    "Estimate",
    "calibration_error",
    "error_at_share",
    "estimate",
    "evaluate",
    "folds",
    "labelled",
    "metrics",
    "platt",
    "reliability",
]
