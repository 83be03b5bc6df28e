import numpy as np
import pandas as pd
import pytest
from scipy.stats import spearmanr
from sklearn.metrics import f1_score, matthews_corrcoef, roc_auc_score

from framing.evaluation import calibration_error, folds, metrics, platt
from framing.evaluation.calibration import error_at_share
from framing.evaluation.intervals import Estimate, draws, estimate
from framing.evaluation.quality import auc, macro_f1, mcc, share, spearman

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


@pytest.mark.parametrize("shift", [-2.0, 0.0, 3.0])
def test_calibration_at_a_sets_share_is_of_the_order_alone(shift):
    log_odds = np.repeat([-1.0, 1.0], 500)
    labels = np.concatenate([np.arange(500) < 134, np.arange(500) < 366]).astype(float)
    assert error_at_share(labels, log_odds + shift) == pytest.approx(0, abs=0.002)
    assert error_at_share(labels, -log_odds + shift) > 0.4


def test_calibration_at_the_share_of_one_class_is_none():
    assert np.isnan(error_at_share(np.ones(3), np.zeros(3)))


def test_platt_finds_the_slope_of_each_part_and_the_offset():
    rng = np.random.default_rng(0)
    linear = rng.normal(size=(3000, 2))
    labels = (rng.random(3000) < 1 / (1 + np.exp(-(linear @ [2, -1] + 0.5)))).astype(float)
    slopes, offset = platt(linear, labels)
    assert [*slopes, offset] == pytest.approx([2, -1, 0.5], abs=0.25)


def test_metrics_leave_out_what_was_not_held_out():
    got = metrics(np.array([0, 0, 1, 1.0]), np.array([-1.0, 1.0, 1.0, np.nan]))
    assert got["n"] == 3
    assert got["macro_f1"] == pytest.approx(2 / 3)
    assert got["auc"] == pytest.approx(0.75)


# --- quality and intervals


@pytest.mark.parametrize("seed", range(3))
def test_quality_is_scikit_learns(seed):
    rng = np.random.default_rng(seed)
    labels, scores = rng.integers(2, size=50).astype(float), rng.integers(-3, 4, size=50) / 2
    assert macro_f1(labels, scores) == pytest.approx(f1_score(labels, scores > 0, average="macro"))
    assert mcc(labels, scores) == pytest.approx(matthews_corrcoef(labels, scores > 0))
    assert auc(labels, scores) == pytest.approx(roc_auc_score(labels, scores))
    assert spearman(labels, scores) == pytest.approx(spearmanr(labels, scores).statistic)


@pytest.mark.parametrize("measure", [auc, spearman])
def test_what_needs_both_classes_is_nan_without(measure):
    assert np.isnan(measure(np.ones(3), np.arange(3.0)))
    assert np.isnan(measure(np.zeros(0), np.zeros(0)))


def test_an_interval_is_that_of_a_mean():
    values = np.random.default_rng(1).normal(size=400)
    got = estimate(np.mean, values)
    assert (got.value, got.n) == (pytest.approx(values.mean()), 400)
    assert (got.high - got.low) / 2 == pytest.approx(1.96 * values.std() / 20, rel=0.1)
    assert got == estimate(np.mean, values)


def test_passages_of_one_group_are_drawn_together():
    values, groups = np.repeat([0.0, 1.0], 200), np.repeat(["a", "b"], 200)
    assert estimate(np.mean, values).high < 0.6
    assert estimate(np.mean, values, groups=groups) == Estimate(0.5, 0.0, 1.0, 400)


def test_a_draw_of_groups_holds_whole_groups():
    groups = np.array(["b", "a", "b", "c"])
    for rows in draws(4, groups, 20):
        assert np.bincount(rows, minlength=4)[0] == np.bincount(rows, minlength=4)[2]
    assert len({tuple(rows) for rows in draws(4, groups, 20)}) > 1


def test_an_interval_leaves_out_draws_without_a_value():
    got = estimate(auc, np.array([0, 1.0]), np.array([0, 1.0]))
    assert (got.value, got.low, got.high) == (1, 1, 1)


@pytest.mark.parametrize(("values", "n"), [([], 0), ([1.0], 1)])
def test_without_draws_there_is_no_interval(values, n):
    got = estimate(share, np.array(values), resamples=0)
    assert np.isnan(got.low)
    assert got.n == n


def test_a_negative_number_of_draws_is_refused():
    with pytest.raises(ValueError, match="resamples must be 0 or more, got -1"):
        estimate(share, np.ones(1), resamples=-1)
