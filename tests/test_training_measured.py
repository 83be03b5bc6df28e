import numpy as np
import pandas as pd
import pytest

from framing.classifiers.fast import MEASURES, FastClassifier
from framing.training.measured import Linear, added_up, calibrated, measured, of_new_sets, shown, side_by_side
from framing.training.prepared import NEW, Corpus

N = 60
TEXTS = [f"A vile lie was told in place {number}." for number in range(N)]


def made(labels):
    frame = pd.DataFrame({"text": TEXTS, "label": labels, "set": "babe", "duplicates": range(N)})
    frame["source"], frame["topic"] = [f"s{n % 10}" for n in range(N)], [f"t{n % 12}" for n in range(N)]
    frame["strength"] = frame["label"]
    babe = pd.DataFrame({"text": TEXTS, "votes": 5.0, "words": [["vile"]] * N})
    return Corpus(frame, {"babe": babe, "hyperpartisan_articles": pd.DataFrame()}, frozenset())


@pytest.fixture
def labels():
    return np.random.default_rng(0).permutation([0.0, 1.0] * (N // 2))


@pytest.fixture
def linear(labels):
    noise = np.random.default_rng(1).normal(size=N)
    scores = (2 * labels - 1 + noise)[:, None]
    vile = [[[(2, 6, 1.0), (7, 10, 0.2)]]] * N
    return Linear(dict.fromkeys(("random", "source", "topic"), scores), {"mpqa": (TEXTS, labels, scores)}, vile)


def test_everything_that_is_promised_is_measured(linear, labels):
    _, results, held_out = measured(made(labels), linear)
    assert {"macro_f1", "mcc", "auc", "calibration_error", "spearman", "words_f1", "n"} <= results["babe, random folds"].keys()
    assert {"auc", "calibration_error", "n"} == results["left out: mpqa"].keys()
    assert not np.isnan(held_out.log_odds("babe, topic folds", TEXTS)).any()
    assert held_out.words("babe, random folds", TEXTS).shape == (N, 3)


@pytest.mark.parametrize("by", ["random", "source", "topic"])
def test_a_fold_is_not_calibrated_by_its_own_labels(linear, labels, by, monkeypatch):
    test = np.arange(10)
    monkeypatch.setattr(Corpus, "tests", lambda _: {by: [test]})
    changed = labels.copy()
    changed[test] = 1 - changed[test]
    one, other = (calibrated(made(own), linear, by)[test] for own in (labels, changed))
    assert one == pytest.approx(other)
    assert not np.isnan(one).any()


def test_words_are_shown_from_where_the_other_folds_agree_best(linear, labels):
    counted = shown(made(labels), [own for (own,) in linear.contributions])
    assert counted.sum(axis=0).tolist() == [N, N, N]


def test_parts_of_a_model_are_scored_side_by_side(linear):
    other = np.arange(N)[:, None]
    both = side_by_side(linear, Linear(linear.folds, {"mpqa": (TEXTS, np.zeros(N), other)}, linear.contributions))
    assert both.folds["random"].shape == (N, 2)
    assert both.left_out["mpqa"][2][:, 1].tolist() == list(range(N))
    assert added_up([np.array([1.0, 10.0])], both.contributions[:1]) == [[(2, 6, 11.0), (7, 10, pytest.approx(2.2))]]


def test_sets_and_articles_are_ordered_by_passages_that_are_new():
    old, calm, loaded = TEXTS[0], "The council met on the plan.", "What a vile, vile, vile farce."
    sentences = pd.DataFrame({"text": [old, calm, loaded, calm], "label": [0.0, 0.0, 1.0, np.nan]})
    articles = pd.DataFrame({"text": [f"{old} {calm}", f"{old} {loaded}", calm], "label": [0.0, 1.0, 0.0]})
    corpus = made(np.tile([0.0, 1.0], N // 2))
    sets = dict.fromkeys(NEW, sentences) | {"hyperpartisan_articles": articles}
    corpus = Corpus(corpus.frame, {**corpus.sets, **sets}, corpus.common)
    weights = {name: {} for name in MEASURES} | {"words": {"vile": 5.0}}
    found = of_new_sets(corpus, FastClassifier(weights, -1.0, {"vile"}, np.zeros(2)))
    assert found["left out: hyperpartisan_articles"]["auc"] == 1
    assert [(found[f"left out: {name}"]["auc"], found[f"left out: {name}"]["n"]) for name in NEW] == [(1, 2)] * len(NEW)
