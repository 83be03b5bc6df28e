"""Fitting models of several labels."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from framing import datasets
from framing.training.labels import (
    N_FOLDS,
    TASKS,
    articles,
    calibrated,
    classifier,
    folds_of,
    laboratory,
    measured,
    of_wholes,
    one_cut,
    passages,
    threshold,
)

COURT = ("The court ruled on the law.", "Judges will hear the appeal.", "The court said the law was void.")
RAIN = ("Rain fell on the hills.", "The rain will fall all day.", "Rain and wind were strong.")
OTHER = ("Prices rose again.", "The team won at home.", "The mayor opened a school.")


def lines(n=60, seed=0):
    """Articles of three lines, some of them about a court, some about rain."""
    rng = np.random.default_rng(seed)
    rows = []
    for group in range(n):
        law, wet = rng.random(2) < 0.5
        pool = [*(COURT if law else ()), *(RAIN if wet else ()), *OTHER]
        for line in range(3):
            text = f"{pool[rng.integers(len(pool))]} Item {'abcdefghij'[line]}{group} was noted by clerk {group * 7}."
            spans = [(0, 4, "Loaded_Language")] if text.startswith(("The court", "Judges")) else []
            frames = [name for name, there in (("Legality_Constitutionality", law), ("Health_and_safety", wet)) if there]
            rows.append((f"a{group}", line, text, spans, frames))
    return pd.DataFrame(rows, columns=["group", "line", "text", "spans", "frames"])


def lab(name, **settings):
    task = TASKS[name]
    task = replace(task, settings=replace(task.settings, min_passages=2, **settings))
    return task, laboratory(task, lines(), lines()["text"].tolist(), frozenset())


def test_articles_without_frames_are_left_out():
    frame = lines(8)
    found = articles(frame)
    judged = frame.groupby("group")["frames"].first().map(len) > 0
    assert found["article"].tolist() == judged.index[judged].tolist()
    assert found["text"].iloc[0].count("\n\n") == 2


def test_passages_have_the_techniques_whose_spans_are_in_them():
    text = "Rain fell. What a vile lie! The sun shone."
    frame = pd.DataFrame({"group": ["a"], "text": [text], "spans": [[(13, 19, "Doubt"), (18, 22, "Loaded_Language")]]})
    assert passages(frame)["labels"].tolist() == [[], ["Doubt", "Loaded_Language"], []]


def test_techniques_in_direct_speech_are_not_the_authors():
    text = "“What a vile lie!” the mayor said. “We will never agree to this.” Rain fell."
    frame = pd.DataFrame({"group": ["a"], "text": [text], "spans": [[(8, 12, "Loaded_Language"), (23, 28, "Doubt")]]})
    found = passages(frame)
    assert found["labels"].tolist() == [["Doubt"], []]
    assert [text[start:end].strip() for start, end in found["own"][0]] == ["the mayor said."]


@pytest.mark.parametrize("name", list(TASKS))
def test_what_is_fitted_is_what_the_classifier_says(name):
    task, made = lab(name)
    scores = made.held_out()
    assert np.isfinite(scores).all()
    slopes, offsets = calibrated(scores, made.given)
    model = classifier(made, frozenset(), np.full(len(made.labels), 0.5), slopes, offsets)
    scale, coefficients, intercepts = made.fit(np.arange(len(made.texts)))
    expected = (scale.matrix(np.arange(len(made.texts))) @ coefficients + intercepts) * slopes + offsets
    np.testing.assert_allclose(model.decision_function(made.texts), expected, atol=0.05)
    by_label, overall = measured(made, scores, task)
    assert overall[task.whole]["micro_f1"] > 0.6
    assert set(by_label) == set(made.labels)


def test_near_duplicates_of_an_article_are_in_its_fold():
    text = "The council met on Monday to vote on the budget, which passed by seven votes to two after a long debate."
    frame = pd.DataFrame(
        {"group": [f"a{number}" for number in range(20)], "text": [text, f"{text} Again.", *(f"{w} " * 9 for w in range(18))]}
    )
    folds = folds_of(frame, frame["group"])
    assert folds[0] == folds[1]
    assert set(folds) == set(range(N_FOLDS))


def test_a_label_that_is_never_useful_has_no_threshold():
    rng = np.random.default_rng(0)
    assert np.isnan(threshold((rng.random(400) < 0.1).astype(float), rng.random(400)))
    labels = np.repeat([1.0, 0.0], [40, 360])
    assert threshold(labels, np.where(labels == 1, 0.7, 0.2)) == 0.7


def test_wholes_have_what_any_part_has():
    part_of = np.array([0, 0, 1])
    assert of_wholes(np.array([[0.0, 1.0], [0, 0], [1, 0]]), part_of).tolist() == [[0, 1], [1, 0]]
    assert of_wholes(np.array([[1.0], [2.0], [4.0]]), part_of, np.add).tolist() == [[3], [4]]


def test_the_cut_of_a_fold_is_of_the_others():
    folds = np.repeat(np.arange(N_FOLDS), 4)
    given = np.tile([[1.0], [1.0], [0.0], [0.0]], (N_FOLDS, 1))
    likely = np.tile([[0.9], [0.6], [0.4], [0.1]], (N_FOLDS, 1))
    assert one_cut(given, likely, folds)["micro_f1"] == 1
    likely[folds == 0] = 1 - likely[folds == 0]
    assert one_cut(given, likely, folds)["micro_f1"] == pytest.approx(0.8)


def test_folds_of_the_data_share_no_article(data_dir):
    frame = datasets.load("semeval2023", data_dir)
    folds = folds_of(frame, frame["group"])
    assert pd.Series(folds).groupby(frame["group"].to_numpy()).nunique().max() == 1
    assert np.bincount(folds).min() > len(frame) / N_FOLDS / 3
