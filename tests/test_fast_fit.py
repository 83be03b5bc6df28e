import numpy as np
import pytest
from scipy.sparse import csr_matrix

from framing.classifiers import fast_fit
from framing.classifiers.fast_fit import Settings, chances_of, classifier, design, fit_linear, loaded_words
from framing.classifiers.marked import chances
from framing.tokens import tokenize
from framing.vectors import learn

CALM = ["The council met on the budget.", "Rain fell in the north on Monday.", "Officials said the road was closed."]
LOADED = ["A shameless, disgraceful lie.", "What a vile and shameless farce!", "The vile plan is a disgraceful stunt."]
TEXTS = [*CALM, *LOADED] * 6
LABELS = np.array([0.0, 0, 0, 1, 1, 1] * 6)
COMMON = set(" ".join(TEXTS).lower().split())
WORDS = ("shameless", "disgraceful", "vile")
MARKS = [[(text.find(word), text.find(word) + len(word)) for word in WORDS if word in text] for text in TEXTS]
ROWS = np.arange(len(TEXTS))


@pytest.fixture(scope="module")
def features():
    return design([tokenize(text, COMMON) for text in TEXTS], learn(TEXTS, COMMON), [*MARKS[:-6], *[None] * 6])


def fitted(features, **settings):
    return fit_linear(features, ROWS, LABELS, np.ones(len(ROWS)), np.zeros(len(ROWS), dtype=int), Settings(**settings))


def test_a_classifier_scores_as_what_was_fitted(features):
    found = fitted(features)
    model = classifier(features, found, (2.0, -0.5), COMMON)
    assert model.decision_function(TEXTS) == pytest.approx(2 * found.scores(features, ROWS) - 0.5, abs=1e-9)
    assert ((model.decision_function(TEXTS) > 0) == LABELS).all()


def test_words_that_annotators_mark_add_each_time_they_are_there(features):
    model = classifier(features, fitted(features), (1.0, 0.0), COMMON)
    assert set(WORDS) <= set(model.weights["marked"])
    assert "council" not in model.weights["marked"]
    assert all(weight > 0 for weight in model.weights["marked"].values())


def test_passages_that_nobody_was_asked_about_teach_no_chances(features):
    asked = ROWS[:-6]
    assert chances_of(features, asked).any()
    assert chances_of(features, ROWS) == pytest.approx(chances_of(features, asked))
    assert not chances_of(features, ROWS[-6:]).any()


def test_a_passage_counts_its_loaded_words_by_what_others_teach(features, monkeypatch):
    monkeypatch.setattr(fast_fit, "BLOCK", 1)
    rows = np.array([0, 3, 6])  # only the passage in the middle has marked words, so that the others teach none
    chance = chances_of(features, rows)
    assert (features.counts(rows) @ chance)[1] > 0.5
    assert loaded_words(features, rows, chance)[1] == 0


def test_a_word_that_was_never_judged_is_judged_by_its_pieces():
    found = chances(
        ["shameless", "day", "shamelessly", "daily"], csr_matrix((4, 1)), np.array([9.0, 0, 0, 0]), np.array([1.0, 50, 0, 0])
    )
    assert found[2] > 2 * found[3]
