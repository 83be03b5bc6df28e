"""Tests of `framing.evaluation.transfer` and `framing.evaluation.subject`, on made-up data sets."""

import numpy as np
import pandas as pd
import pytest

from framing import datasets
from framing.corpus import CONTRAST
from framing.evaluation.held_out import HeldOut, known
from framing.evaluation.intervals import Estimate
from framing.evaluation.subject import Missing, Subject, Unmeasured, attempted, is_new
from framing.evaluation.transfer import auc_within, confounds, of_articles, of_sentences, of_versions, ratio

WIRE = "The council approved the budget for schools and roads on Monday evening"
LOUD = "The shameless regime and its vile cronies lied to all of us once again"
OTHER = "Rain fell on the north of the country for most of the day"


@pytest.fixture
def sets(monkeypatch):
    """Return made-up sets by name, which `framing.datasets.load` then finds; others are missing."""
    found = {}

    def load(name, data_dir=None):
        if name not in found:
            raise FileNotFoundError(f"no {name} here")
        frame = pd.DataFrame(found[name])
        defaults = {"label": np.nan, "source": "", "group": [f"{name}-{row}" for row in range(len(frame))]}
        return frame.assign(**{column: value for column, value in defaults.items() if column not in frame})

    monkeypatch.setattr(datasets, "load", load)
    return found


def trained(fast, *names, held_out=None):
    manifest = {"name": "mine", "version": "1", "data": {name: {} for name in names}}
    return Subject(fast, manifest, HeldOut(held_out or {}), None, resamples=20)


# --- what a model was trained on does not count


def test_a_passage_with_a_near_duplicate_in_training_is_dropped(fast, sets):
    sets["babe"] = {"text": [WIRE, LOUD]}
    sets["mpqa"] = {"text": [f"{WIRE}.", OTHER, f"“{LOUD.upper()}!”", "A shameful disgrace."], "label": [0, 0, 1, 1]}
    got = of_sentences(trained(fast, "babe"), "mpqa")
    assert {own.n for own in got.values()} == {2}
    assert {own.n for own in of_sentences(trained(fast), "mpqa").values()} == {4}


@pytest.mark.parametrize(("part", "n"), [("train", 1), ("test", 2)])
def test_only_the_part_for_training_was_trained_on(fast, sets, part, n):
    sets["contrast_traps"] = {"text": [WIRE], "part": [part]}
    sets["mpqa"] = {"text": [WIRE, LOUD], "label": [0, 1]}
    assert of_sentences(trained(fast, "contrast_traps"), "mpqa")["mpqa: AUC"].n == n


def test_the_joint_contrasts_are_those_that_were_trained_on(fast, sets):
    for name in CONTRAST:
        sets[name] = {"text": [WIRE, LOUD], "part": ["train", "test"]}
    sets["mpqa"] = {"text": [WIRE, LOUD], "label": [0, 1]}
    assert of_sentences(trained(fast, "contrast"), "mpqa")["mpqa: AUC"].n == 1


def test_a_set_that_was_trained_on_is_measured_by_its_held_out_scores(fast, sets):
    sets["checkthat"] = {"text": [WIRE, LOUD, OTHER], "label": [0, 1, 1]}
    held_out = {"left out: checkthat": known([WIRE, LOUD], [2.0, 1.0])}
    for name in ("checkthat", "newssd"):
        got = of_sentences(trained(fast, name, held_out=held_out), "checkthat")
        assert (got["checkthat: AUC"].value, got["checkthat: AUC"].n) == (0, 2)


def test_without_held_out_scores_there_is_a_reason(fast, sets):
    sets["checkthat"] = {"text": [WIRE, LOUD], "label": [0, 1]}
    with pytest.raises(Unmeasured, match=r"trained on checkthat.*'left out: checkthat'.*framing train"):
        of_sentences(trained(fast, "checkthat"), "checkthat")


def test_a_missing_set_has_its_reason(fast, sets):
    one = trained(fast)
    assert attempted("mpqa", lambda: of_sentences(one, "mpqa")) == {"mpqa": Missing("no mpqa here")}


@pytest.mark.parametrize("at_hand", [True, False])
def test_a_users_passages_that_were_trained_on_are_known(fast, sets, monkeypatch, at_hand):
    monkeypatch.setenv("FRAMING_DATA", "x" if at_hand else "")
    sets["babe"] = {"text": [WIRE, LOUD]}
    held_out = {"babe, topic folds": known([WIRE, LOUD], [1.0, 1.0]), "left out: mpqa": known([OTHER], [1.0])}
    one = trained(fast, "babe", held_out=held_out)
    assert is_new(one, [WIRE, f"{LOUD}.", OTHER]).tolist() == [False, not at_hand, True]


# --- measures


def test_an_article_scores_the_mean_of_its_passages(fast, sets):
    sets["hyperpartisan_articles"] = {"text": [f"{WIRE}. {OTHER}.", f"{LOUD}. {OTHER}."], "label": [0, 1]}
    assert of_articles(trained(fast))["hyperpartisan_articles: AUC"].value == 1
    sets["babe"] = {"text": [LOUD, OTHER]}
    assert of_articles(trained(fast, "babe"))["hyperpartisan_articles: AUC"].n == 1


def test_a_version_that_says_more_scores_higher(fast, sets):
    texts = [LOUD, OTHER, "A vile, shameless lie.", "Rain.", WIRE]
    roles = ["hyperbole", "paraphrase", "paraphrase", "hyperbole", "minimal_unit"]
    sets["hypo_pairs"] = {"text": texts, "role": roles, "group": ["a", "a", "b", "b", "a"]}
    got = of_versions(trained(fast), "hypo_pairs")
    assert [(own.value, own.n) for own in got.values()] == [(0.5, 2), (1, 1)]


def test_an_auc_within_sources_does_not_compare_sources():
    labels, scores = np.array([0, 1, 0, 1, 1.0]), np.array([0, 1, 5, 4, 9.0])
    assert auc_within(labels, scores, np.array([0, 0, 1, 1, 2])) == 0.5
    assert np.isnan(auc_within(labels[4:], scores[4:], np.array([2])))


def test_quotation_marks_should_not_make_neutral_passages_wrong(fast, sets):
    texts = [f"“{WIRE}”", f"‘{WIRE}’", f'She said: "{OTHER}"', LOUD]
    sets["babe"] = {"text": texts, "label": [0, 0, 0, 1]}
    got = confounds(trained(fast, "babe", held_out={"babe, random folds": known(texts, [1.0, 1.0, -1.0, 1.0])}))
    assert isinstance(got["newsmtsc"], Missing)
    rates = {name.rsplit(", ")[-1]: own for name, own in got.items() if isinstance(own, Estimate)}
    assert [(rates[name].value, rates[name].n) for name in ("with quotation marks", "without quotation marks")] == [
        (0.5, 2),
        (1, 1),
    ]
    assert rates["babe: ratio of both (1 is best)"].value == 0.5


def test_bad_news_is_compared_with_neutral_news(fast, sets):
    sets["newsmtsc"] = {"text": [LOUD, WIRE, OTHER], "polarity": [-1.0, 0.0, 1.0]}
    (got,) = [own for name, own in confounds(trained(fast)).items() if name.startswith("newsmtsc")]
    assert (got.value, got.n) == (1, 2)


def test_a_ratio_to_nothing_is_nan():
    assert np.isnan(ratio(np.array([True, False]), np.array([True, False])))
