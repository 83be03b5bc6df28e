"""Tests of `framing.evaluation.behaviour`: a model of one word against made-up contrast sets."""

import numpy as np
import pandas as pd
import pytest

from framing import FastClassifier
from framing.classifiers.fast import MEASURES
from framing.evaluation.behaviour import identities, injections, pairs, quotations, ranked, traps


@pytest.fixture
def model():
    """Return a model for which a passage is editorialized if it says vile."""
    weights = {name: {} for name in MEASURES} | {"words": {"vile": 30.0, "rosy": -5.0}}
    return FastClassifier(weights, -3.0, frozenset({"the", "vile", "rosy", "tax", "said", "mayor"}), np.zeros(3))


def values(measured):
    return {name: own.value for name, own in measured.items()}


def versions(*rows):
    texts = [text for row in rows for text in row]
    return pd.DataFrame({"text": texts, "label": [0.0, 1.0] * len(rows), "group": np.repeat(np.arange(len(rows)), 2)})


def test_a_pair_is_right_when_its_loaded_version_scores_higher(model):
    frame = versions(("The tax.", "The vile tax."), ("The rosy tax.", "The tax."), ("The vile tax.", "The tax."), ("A.", "B."))
    got = values(pairs(model, frame, 10))
    assert got == {"pairs ranked right": 2.5 / 4, "pairs with both versions on their side of .5": 0.25}


def test_pairs_need_not_stand_in_order(model):
    frame = versions(("The tax.", "The vile tax."), ("The rosy tax.", "The vile mayor."))
    assert values(pairs(model, frame[::-1], 0))["pairs ranked right"] == 1


def test_injected_words_should_be_seen_and_facts_should_not(model):
    frame = versions(("The tax.", "The vile tax."), ("The vile mayor.", "The mayor."))
    assert values(injections(model, frame, 0)) == {"injected loaded words over .5": 0.5, "factual sentences under .5": 0.5}


def test_traps_are_counted_by_kind(model):
    frame = pd.DataFrame({"text": ["The tax.", "The vile tax.", "The mayor."], "kind": ["crime", "crime", "war"]})
    got = traps(model, frame, 0)
    assert values(got) == {"traps under .5": 2 / 3, "traps under .5: crime": 0.5, "traps under .5: war": 1}
    assert [own.n for own in got.values()] == [3, 2, 1]


def test_a_swap_is_judged_against_its_templates_median(model):
    texts = ["The tax.", "The tax.", "The vile tax.", "The vile mayor.", "The vile tax."]
    got = identities(model, pd.DataFrame({"text": texts, "group": ["a", "a", "a", "b", "b"]}), 10)
    assert values(got) == {"identity swaps within .03": 0.8}


def test_loaded_words_are_put_down_to_who_says_them(model):
    rows = [
        ("“A vile tax,” said the mayor.", 0, 1.0, "speech"),
        ("The vile mayor said: “The tax is the tax.”", 1, 0.0, "speech"),
        ("The tax.\n\nThe vile mayor.", 1, np.nan, "paragraphs"),
        ("The vile tax.", 0, 1.0, "lost"),
    ]
    frame = pd.DataFrame(rows, columns=["text", "label", "quoted", "kind"])
    got = values(quotations(model, frame, 0))
    assert got["loaded quotations in a neutral frame told apart"] == 0.5
    assert (got["author's voice right"], got["author's voice right: lost"]) == (0.75, 0)
    assert (got["quoted voice right"], got["quoted voice right: speech"]) == (2 / 3, 1)
    assert "quoted voice right: paragraphs" not in got


def test_a_tie_is_half_right():
    assert ranked(np.array([1, 2, 3.0]), np.array([2, 2, 2.0])).tolist() == [0, 0.5, 1]
