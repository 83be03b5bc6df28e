import numpy as np
import pandas as pd
import pytest

from framing.evaluation import calibration_error, cross_calibrated, folds, metrics, platt

FRAME = pd.DataFrame(
    {"label": [0, 1] * 20, "source": list("abcdefghij") * 4, "topic": [*"pqrstuvwxy", *([""] * 10), *"pqrstuvwxy" * 2]}
)


@pytest.mark.parametrize("by", ["random", "source", "topic"])
def test_every_known_passage_is_held_out_once(by):
    held = np.concatenate([test for _, test in folds(FRAME, by)])
    known = np.arange(40) if by == "random" else np.flatnonzero(FRAME[by] != "")
    assert sorted(held) == sorted(known)


@pytest.mark.parametrize("by", ["source", "topic"])
def test_no_source_or_topic_is_on_both_sides(by):
    for train, test in folds(FRAME, by):
        assert set(FRAME[by].iloc[train]).isdisjoint(FRAME[by].iloc[test])


@pytest.mark.parametrize(
    ("labels", "probabilities", "error"),
    [([0, 1], [0, 1], 0), ([1, 1], [0.25, 0.25], 0.75), ([0, 1, 1, 1], [0.75] * 4, 0), ([0, 1], [0.95, 0.95], 0.45)],
)
def test_calibration_error_is_the_gap_in_each_bin(labels, probabilities, error):
    assert calibration_error(np.array(labels, float), np.array(probabilities)) == pytest.approx(error)


def test_platt_finds_slope_and_offset():
    linear = np.repeat([-1.0, 0.0, 1.0], 1000)
    rng = np.random.default_rng(0)
    labels = (rng.random(3000) < 1 / (1 + np.exp(-(2 * linear + 0.5)))).astype(float)
    assert platt(linear, labels) == pytest.approx((2, 0.5), abs=0.25)


def test_a_fold_is_calibrated_by_the_others_alone():
    linear, labels = np.array([-1.0, 1, -1, 1, 0, 0]), np.array([0.0, 1, 1, 0, 0, 1])
    tests = [np.array([0, 1]), np.array([2, 3, 4, 5])]
    changed = labels.copy()
    changed[:2] = 1 - changed[:2]
    assert cross_calibrated(linear, labels, tests)[:2] == pytest.approx(cross_calibrated(linear, changed, tests)[:2])


def test_metrics_leave_out_what_was_not_held_out():
    got = metrics(np.array([0, 0, 1, 1.0]), np.array([-1.0, 1.0, 1.0, np.nan]))
    assert got["n"] == 3
    assert got["macro_f1"] == pytest.approx(2 / 3)
    assert got["auc"] == pytest.approx(0.75)
