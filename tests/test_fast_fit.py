import numpy as np
import pytest

from framing.classifiers.fast_fit import Settings, classifier, design, fit_linear
from framing.tokens import tokenize
from framing.vectors import learn

CALM = ["The council met on the budget.", "Rain fell in the north on Monday.", "Officials said the road was closed."]
LOADED = ["A shameless, disgraceful lie.", "What a vile and shameless farce!", "The vile plan is a disgraceful stunt."]
REPORTED = ["The council said it was a vile and shameless plan that Ada Lovelace met with a lie."]
TEXTS = [*CALM, *LOADED, *REPORTED] * 6
LABELS = np.array([0.0, 0, 0, 1, 1, 1, 0] * 6)
COMMON = set(" ".join(TEXTS).lower().split()) - {"ada", "lovelace"}
# What words add in an encoder: if all of a passage were the word, and each time that it is there.
READ = {"shameless": (1.0, 0.9), "disgraceful": (2.0, 0.5), "vile": (0.0, 0.8), "council": (-1.0, 0.0), "loathsome": (1.0, 0.7)}
WORDS, TABLE = list(READ), np.array(list(READ.values()))
ROWS = np.arange(len(TEXTS))


@pytest.fixture(scope="module")
def features():
    return design([tokenize(text, COMMON) for text in TEXTS], learn(TEXTS, COMMON), words=WORDS)


def fitted(features, taught, **settings):
    return fit_linear(features, ROWS, LABELS, np.ones(len(ROWS)), np.zeros(len(ROWS), dtype=int), taught, Settings(**settings))


@pytest.fixture(scope="module")
def taught(features):
    return features.by_feature(WORDS, TABLE)


def test_a_classifier_scores_as_what_was_fitted(features, taught):
    found = fitted(features, taught)
    model = classifier(features, found, (2.0, -0.5), COMMON)
    assert model.decision_function(TEXTS) == pytest.approx(2 * found.scores(features, ROWS) - 0.5, abs=1e-9)
    assert ((model.decision_function(TEXTS) > 0) == LABELS).all()


def test_passages_are_read_by_their_words(features, taught):
    read = features.read(np.array([0, 3, 4, 6]), taught)
    of_mean, each = read.T
    assert of_mean == pytest.approx([-1 / 6, 3 / 4, 1 / 6, (-1 + 0.5) / 15])  # two of the words are a name
    assert each == pytest.approx([0, 1.4, 1.7, 0.5 * 1.7])


def test_words_add_what_they_add_in_the_encoder(features, taught):
    model = classifier(features, fitted(features, taught), (1.0, 0.0), COMMON)
    averaged, marked = model.weights["averaged"], model.weights["marked"]
    assert marked.keys() == set(WORDS) - {"council"}
    assert averaged.keys() == set(WORDS) - {"vile"}
    share, each = averaged["shameless"], marked["shameless"] / 0.9
    assert share > 0
    assert each > 0
    for word, (of_mean, own) in READ.items():
        assert (averaged.get(word, 0), marked.get(word, 0)) == pytest.approx((share * of_mean, each * own))


def test_each_further_loaded_word_adds_less(features, taught):
    found = fitted(features, taught, half=0.3)
    model = classifier(features, found, (2.0, -0.5), COMMON)
    assert model.saturation.most > 0
    assert model.saturation.half == pytest.approx(0.3 * model.weights["marked"]["shameless"] / 0.9)
    assert found.saturation.stretched(2.0) == model.saturation


def test_a_word_that_no_passage_has_counts_as_the_encoder_reads_it(features, taught):
    model = classifier(features, fitted(features, taught), (1.0, 0.0), COMMON)
    loathsome, unheard = model.decision_function(["The plan is loathsome.", "The plan is uncommon."])
    assert loathsome > unheard + 0.5 * model.weights["marked"]["loathsome"]


def test_the_encoder_is_trusted_more_than_the_fit_says(features, taught):
    plain, more = (fitted(features, taught, trust=trust) for trust in (1.0, 1.5))
    assert more.taught == pytest.approx(1.5 * plain.taught)
    assert more.saturation == pytest.approx((plain.saturation.most, 1.5 * plain.saturation.half))
    assert more.coefficients == pytest.approx(plain.coefficients)


@pytest.mark.parametrize("times", [(10.0, 1.0), (1.0, 10.0)])
def test_the_scale_of_what_an_encoder_adds_does_not_matter(features, taught, times):
    one, other = fitted(features, taught), fitted(features, taught * times, half=Settings().half * times[1])
    assert other.scores(features, ROWS) == pytest.approx(one.scores(features, ROWS), abs=1e-6)


@pytest.mark.parametrize("trust", [1.5, 9.0])
def test_without_an_encoder_nothing_is_taught(features, taught, trust):
    model = classifier(features, fitted(features, np.zeros_like(taught), trust=trust), (1.0, 0.0), COMMON)
    assert model.weights["averaged"] == model.weights["marked"] == {}
    assert ((model.decision_function(TEXTS) > 0) == LABELS).all()
