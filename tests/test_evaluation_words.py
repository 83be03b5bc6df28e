"""Tests of `framing.evaluation.words`."""

import numpy as np
import pytest

from framing.evaluation.words import counts, of_words

TEXT = "The vile, vile lie of the so-called regime"


@pytest.mark.parametrize(
    ("text", "contributions", "marked", "counted"),
    [
        ("", [], [], (0, 0, 0)),
        (TEXT, [], ["vile"], (2, 0, 0)),
        (TEXT, [(4, 8, 1.0)], ["VILE lie"], (2, 1, 0)),
        (TEXT, [(10, 14, 0.3), (10, 18, 0.2), (15, 18, 0.5)], ["lie"], (1, 2, 1)),
        (TEXT, [(4, 8, 0.49), (15, 18, -2.0), (42, 42, 5.0)], [""], (0, 0, 0)),
        (TEXT, [(36, 42, 1.0)], ["reg", "regime", "regime"], (1, 1, 1)),
    ],
)
def test_words_are_counted_once(text, contributions, marked, counted):
    assert counts(text, contributions, marked) == counted


def test_less_is_shown_when_more_is_asked_for():
    assert [counts(TEXT, [(4, 8, 1.0)], (), least)[1] for least in (0.9, 1.0, 1.1)] == [1, 1, 0]


def test_f1_is_over_all_words_of_all_passages():
    got = of_words(np.array([[2, 3, 1], [0, 1, 0], [2, 0, 0]]), resamples=50)
    assert [got[name].value for name in ("precision", "recall", "F1")] == [0.25, 0.25, 0.25]
    assert got["F1"].low <= 0.25 <= got["F1"].high


def test_nothing_marked_and_nothing_shown_has_no_f1():
    assert np.isnan(of_words(np.zeros((2, 3), dtype=int), 0)["F1"].value)
