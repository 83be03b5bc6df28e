import pickle
import re
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.base import clone, is_classifier
from sklearn.calibration import CalibratedClassifierCV
from sklearn.frozen import FrozenEstimator
from sklearn.model_selection import cross_val_score
from sklearn.pipeline import make_pipeline

from framing.classifiers.added import NO_SATURATION, Saturation
from framing.classifiers.additive import probability
from framing.classifiers.fast import MEASURES, FastClassifier
from framing.lexicons import rows
from framing.measures.words import subwords
from framing.models import load_model
from framing.names import identities
from framing.tokens import tokenize
from framing.voice import all_heard

WORDS = [
    *(
        "the",
        "Shocking",
        "mayor",
        "screams",
        "said",
        "von",
        "al-",
        "Van",
        "that",
        "so-called",
        "as",
        "if",
        "we",
        "never",
        "of",
        "course",
        "SHAME",
        "now",
    ),
    *(
        "!",
        "?",
        '"',
        "“",
        "”",
        ",",
        "...",
        "…",
        "—",
        "--",
        "-",
        "(",
        ")",
        ":",
        ";",
        "42",
        "9.5%",
        "$3",
        "٣",
        "\n",
        "\n\n",
        "•",
        "\x00",
    ),
    *(
        "Paris",
        "Ada",
        "U.S.",
        "J. K.",
        "Sen.",
        "US",
        "www.far-left.com/now",
        "New York",
        "the Times",
        "far-left",
        "Mayor's",
        "don't",
        "don’t",
        "rock'n'roll",
        "so\u00adcalled",
    ),
    *("According to", "went on to say", "in the words of", "has-been", "has been", "insists", "the so-called", "it is", "the"),
]
PASSAGES = (
    st.lists(st.sampled_from(WORDS), max_size=20).map(" ".join)
    | st.lists(st.sampled_from(WORDS), max_size=9).map("".join)
    | st.text(max_size=60)
)


def tiny(saturation=NO_SATURATION):
    weights = {name: {} for name in MEASURES}
    weights |= {
        "words": {"grim": 2.0, "grim day": 1.0},
        "subwords": {"<da": -1.0},
        "marked": {"vile": 0.75},
        "averaged": {"sour": 3.0},
    }
    return FastClassifier(weights, -0.5, frozenset(), np.array([-1.0, 0.0, 1.0]), saturation)


@pytest.mark.parametrize(
    ("text", "log_odds"),
    [
        ("", -0.5),
        ("it rained", -0.5),
        ("grim", -0.5 + 2 / 8**0.5),
        ("grim day", -0.5 + (2 + 1 - 1) / 8**0.5),
        ("grim Zoe", -0.5 + 2 / 8**0.5),
        ("vile and vile, and so on until it is the end", -0.5 + 2 * 0.75),
        ("The mayor said it was vile", -0.5 + 0.75 / 2),
        ("sour", -0.5 + 3),
        ("sour and sour Zoe", -0.5 + 2 * 3 / 3),
        ("the mayor said it was sour", -0.5 + 3 / 6 / 2),
        ("grim day and so on until it is the end", -0.5 + (2 + 1 - 1) / 10**0.5),
    ],
)
def test_log_odds_are_the_sum_over_words(text, log_odds):
    assert tiny().decision_function([text])[0] == pytest.approx(log_odds, abs=1e-12)


@pytest.mark.parametrize(
    ("text", "loaded"),
    [
        ("it rained", 0),
        ("it was vile", 0.75),
        ("vile and vile, and so on until it is the end", 2 * 0.75),
        ("it was vile, “a vile, vile lie,” she said", 0.75 / 2),
        ("The mayor said it was vile", 0.75 / 2),
    ],
)
def test_each_further_loaded_word_adds_less(text, loaded):
    plain, more = tiny(), tiny(Saturation(2.0, 0.5))
    besides = 2.0 * loaded / (loaded + 0.5)
    assert more.decision_function([text]) == pytest.approx(plain.decision_function([text]) + besides, abs=1e-12)


def test_loaded_words_share_what_they_add_besides():
    weights = tiny().weights | {"marked": {"vile": 0.75, "sour": 0.25}}
    spans = FastClassifier(weights, 0.0, frozenset(), np.zeros(2), Saturation(2.0, 1.0)).contributions(["vile, sourly sour"])[0]
    assert spans == [(0, 4, pytest.approx(0.75 * 2)), (13, 17, pytest.approx(0.25 * 2 + 3.0 / 3))]


@pytest.mark.parametrize("slope", [2.0, -0.5, 0.0])
def test_stretched_with_its_weights_saturation_adds_so_many_times_as_much(slope):
    saturation, each = Saturation(2.0, 0.5), np.array([-0.5, -0.3, 0.0, 0.3, 4.0])
    stretched = saturation.stretched(slope)
    assert slope * each * stretched.factor(slope * each) == pytest.approx(slope * each * saturation.factor(each))


def test_contributions_name_the_spans():
    spans = [(start, end, round(weight, 9)) for start, end, weight in tiny().contributions(["grim day"])[0]]
    root = 8**0.5
    assert spans == [(0, 4, round(2 / root, 9)), (0, 8, round(1 / root, 9)), (5, 8, round(-1 / root, 9))]


def test_words_of_indirect_speech_count_for_less():
    said, unsaid = tiny().decision_function(["The mayor said it was grim", "The mayor knew it was grim"]) + 0.5
    assert 0 <= said < unsaid


def test_direct_speech_is_not_the_authors():
    classifier = tiny()
    assert classifier.decision_function(['"Grim, a grim day," she said.'])[0] == pytest.approx(-0.5)
    assert classifier.decision_function(["grim"], own=[()])[0] == -0.5


@settings(deadline=None, max_examples=200)
@given(PASSAGES)
def test_contributions_sum_to_the_log_odds(text):
    model = load_model_once()
    contributions = model.contributions([text])[0]
    total = model.intercept + sum(weight for _, _, weight in contributions)
    assert total == pytest.approx(model.decision_function([text])[0], abs=1e-9)
    assert len({span[:2] for span in contributions}) == len(contributions)


@settings(deadline=None, max_examples=200)
@given(st.lists(PASSAGES, min_size=1, max_size=4), st.randoms(), st.data())
def test_batches_add_what_the_features_do_span_by_span(texts, rng, data):
    common = load_model_once().common
    own = [data.draw(st.just(tokenize(text, common).own) | spans_of(text)) for text in texts]
    found = [occurrences(tokenize(text, common, spans)) for text, spans in zip(texts, own, strict=True)]
    weights = {name: {} for name in MEASURES}
    for name, _, _, feature, _ in (one for own in found for one in own):
        weights[name].setdefault(feature, rng.uniform(-1, 1))
    most, half = rng.uniform(-1, 1), rng.uniform(0.01, 1)
    model = FastClassifier(weights, 0.25, common, np.array([-1.0, 0.0, 1.0]), Saturation(most, half))
    added = model.contributions(texts, own=own)
    for one, expected, log_odds in zip(added, found, model.decision_function(texts, own=own), strict=True):
        plain = Counter()
        loaded = sum(value * weights[name][feature] for name, _, _, feature, value in expected if name == "marked")
        times = 1 + most / (half + max(loaded, 0))
        for name, start, end, feature, value in expected:
            plain[start, end] += value * weights[name][feature] * (times if name == "marked" else 1)
        got = {(start, end): weight for start, end, weight in one}
        assert len(got) == len(one)
        assert {span: got.get(span, 0.0) for span in plain} == pytest.approx(dict(plain), abs=1e-9)
        assert got.keys() <= plain.keys()
        assert log_odds == pytest.approx(0.25 + sum(plain.values()), abs=1e-9)


def occurrences(tokens):
    return [(name, *one) for name, measure in MEASURES.items() for one in measure(tokens)]


def spans_of(text):
    edges = st.lists(st.integers(0, len(text)), unique=True, max_size=6).map(sorted)
    return edges.map(lambda places: tuple(zip(places[::2], places[1::2], strict=False)))


def test_more_passages_than_a_batch_has(monkeypatch, fast):
    texts = ["A grim day.", "", "The mayor said it was vile.", "We left New", "York slept", "“A lie,” he said.", "Never again!"]
    own = [((0, len(text)),) if at % 2 else () for at, text in enumerate(texts)]
    whole = fast.contributions(texts), fast.contributions(texts, own=own), fast.decision_function(texts, own=own).tolist()
    for size, characters in ((2, 100), (100, 1)):
        monkeypatch.setattr("framing.classifiers.additive.BATCH", size)
        monkeypatch.setattr("framing.classifiers.additive.CHARACTERS", characters)
        assert (fast.contributions(texts), fast.contributions(texts, own=own)) == whole[:2]
        assert fast.decision_function(texts, own=own).tolist() == whole[2]


@pytest.mark.parametrize(
    "text", ["Critics lash out, and lash out at us", "It is to the best of our knowledge the end of the world as we know it"]
)
def test_cues_of_several_words_count(fast, text):
    found = occurrences(tokenize(text, fast.common))
    longest = max((end for name, _, end, _, _ in found if name == "cues"), default=0)
    assert longest
    moved = Counter()
    for name, _, _, feature, value in found:
        moved[name] += value * fast.weights[name].get(feature, 0)
    most, half = fast.saturation
    expected = fast.intercept + moved.total() + most * moved["marked"] / (moved["marked"] + half)
    assert fast.decision_function([text])[0] == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("own", [((4, 2),), ((0, 3), (2, 5)), ((3, 5), (0, 2)), ((0, 99),), ((-2, 3),)])
def test_spans_that_are_none_are_refused(fast, own):
    with pytest.raises(ValueError, match="own must have ordered, disjoint spans within their text, got"):
        fast.decision_function(["It rained", "It rained"], own=[(), own])


def test_as_many_are_heard_as_are_scored(fast):
    with pytest.raises(ValueError, match="heard must have an entry for each of 2 passages, got 1"):
        fast.decision_function(["It rained", "It rained"], heard=[([], [])])


@settings(deadline=None, max_examples=50)
@given(st.lists(PASSAGES, max_size=5))
def test_what_is_heard_already_scores_the_same(texts):
    model, heard = load_model_once(), all_heard(texts)
    assert model.decision_function(texts, heard=heard).tolist() == model.decision_function(texts).tolist()
    assert model.contributions(texts, heard=heard) == model.contributions(texts)


@settings(deadline=None, max_examples=50)
@given(st.lists(PASSAGES, max_size=5))
def test_a_batch_scores_like_its_passages_alone(texts):
    model = load_model_once()
    alone = [model.decision_function([text])[0] for text in texts]
    assert model.decision_function(texts).tolist() == alone


def load_model_once(cache=[]):  # noqa: B006
    cache or cache.append(load_model("fast"))
    return cache[0]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Democrats", "Republicans"),
        ("Donald Trump", "Joe Biden"),
        ("Trump", "Joe Biden"),
        ("Muslims", "Christians"),
        ("Russia", "United States"),
        ("American", "U.S."),
        ("Ana Ruiz", "J. K. Ruiz"),
        ("CNN", "Breitbart"),
        ("women", "men"),
        ("he", "she"),
    ],
)
def test_swapping_who_it_is_about_moves_no_score(fast, one, other):
    for text in ("On Monday {} voted for a disgraceful law.", "The council said {} will pay!", "Critics slam {} over reform"):
        scores = fast.decision_function([text.format(one), text.format(other)])
        assert scores[0] == pytest.approx(scores[1], abs=1e-12)


def test_no_feature_is_a_name(fast):
    parts = {part for word in fast.weights["words"] for part in word.split()}
    assert parts.isdisjoint(identities())
    names = ("Zelensky", "Ocasio", "Breitbart", "Schumer", "Kavanaugh", "Netanyahu", "Minneapolis", "Huffington", "Rasmussen")
    assert not [name for name in names if name.lower() in parts]


def test_masked_names_leave_no_piece(fast):
    assert subwords(tokenize("Kavanaugh", fast.common)) == []


def test_probabilities_add_up_and_follow_the_log_odds(fast):
    texts = ["The council met.", "A shocking, disgraceful lie!"]
    probabilities = fast.predict_proba(texts)
    assert probabilities.shape == (2, 2)
    assert probabilities.sum(axis=1) == pytest.approx([1, 1])
    assert probabilities[:, 1] == pytest.approx(probability(fast.decision_function(texts)))
    assert fast.predict(texts).tolist() == [0, 1]


def test_probability_does_not_overflow():
    assert probability(np.array([-1e9, 0, 1e9])).tolist() == [0, 0.5, 1]


def test_the_percentile_is_the_rank_in_the_reference():
    assert tiny().percentile(np.array([-9, -1, 0.5, 9])).tolist() == [0, 0, 0.75, 1]


@pytest.mark.parametrize("wrong", ["one text", b"bytes"])
def test_one_lone_text_is_refused(fast, wrong):
    with pytest.raises(TypeError, match="passages must be an iterable of str, got one"):
        fast.predict_proba(wrong)


@pytest.mark.parametrize("wrong", [[None], [3], [b"bytes"]])
def test_what_is_no_text_is_refused(fast, wrong):
    with pytest.raises(TypeError, match="each of passages must be a str"):
        fast.predict(wrong)


def test_classes_are_of_the_voice_that_is_asked_for(fast):
    quoted = "“What a shameless, disgraceful lie!” she said."
    assert fast.predict([quoted] * 2, own=[((1, 35),), ((36, len(quoted)),)]).tolist() == [1, 0]


def test_spans_must_match_the_passages(fast):
    with pytest.raises(ValueError, match="own must have an entry for each of 2 passages, got 1"):
        fast.decision_function(["a", "b"], own=[()])


def test_scikit_learn_takes_it_for_a_classifier(fast):
    assert is_classifier(fast)
    assert fast.predict_proba([]).shape == (0, 2)


def test_the_classifier_works_where_scikit_learn_asks_for_one(fast):
    texts, labels = ["The council met.", "A shameless, disgraceful lie!"] * 4, [0, 1] * 4
    assert make_pipeline(fast).fit(texts, labels).predict(texts).tolist() == labels
    assert clone(fast).predict(texts).tolist() == labels
    calibrated = CalibratedClassifierCV(FrozenEstimator(fast), cv=2).fit(texts, labels)
    assert calibrated.predict(texts).tolist() == labels
    assert cross_val_score(fast, texts, labels, cv=2).tolist() == [1, 1]
    assert fast.score(texts, 1 - np.asarray(labels)) == 0


def test_parameters_are_set_and_forget_what_came_from_the_old_ones():
    classifier = tiny()
    before = classifier.decision_function(["grim"])[0]
    classifier.set_params(weights=tiny().weights | {"words": {"grim": 4.0}}, intercept=0.0)
    assert classifier.decision_function(["grim"])[0] == pytest.approx(2 * (before + 0.5))
    with pytest.raises(ValueError, match="params must be among weights, intercept, common, reference, saturation, got 'C'"):
        classifier.set_params(C=1)


def titled(cue):
    return re.sub(r"(?<![^\W\d_])(?!(?:and|of|the|de|du|au)\b)[^\W\d_]", lambda letter: letter[0].upper(), cue)


@pytest.mark.parametrize("template", ["The {} group met on Monday.", "{} leaders said no.", "Critics slam the {} plan"])
def test_no_identity_moves_a_score(fast, template):
    swappable = {"party", "ideology", "nationality", "religion", "ethnicity", "orientation", "place", "outlet", "person"}
    cues = [row["cue"] for row in rows("identities") if row["class"] in swappable and not row["cue"].startswith("the ")]
    cues = [titled(cue) for cue in cues if re.fullmatch("[^\\W\\d_]+([-. ][^\\W\\d_]+)*", cue)]
    scores = fast.decision_function([template.format(cue) for cue in cues])
    moved = [cue for cue, score in zip(cues, scores, strict=True) if abs(score - np.median(scores)) > 1e-9]
    assert len(cues) > 3500
    assert moved == []


def test_an_ideology_in_lower_case_moves_no_score(fast):
    cues = [row["cue"] for row in rows("identities") if row["class"] == "ideology" and row["cue"][:4] != "the "]
    scores = fast.decision_function([f"The senator met {cue} voters on Monday." for cue in cues])
    assert [cue for cue, score in zip(cues, scores, strict=True) if abs(score - scores[0]) > 1e-9] == []


def test_words_that_are_seen_once_do_not_fill_the_memory(monkeypatch):
    monkeypatch.setattr("framing.classifiers.fast.MAX_WORDS", 5)
    classifier = tiny()
    for letter in "abcdefgh":
        classifier.decision_function([f"grim {letter * 2}"])
        assert len(classifier._vocabulary) <= 7
    assert classifier.decision_function(["hh grim"])[0] == pytest.approx(tiny().decision_function(["hh grim"])[0])


def test_more_words_than_the_table_begins_with(monkeypatch):
    monkeypatch.setattr("framing.classifiers.vocabulary.FEWEST", 2)
    found = tiny().decision_function(["grim day, vile day", "a b c d e f grim"])
    monkeypatch.undo()
    assert found.tolist() == tiny().decision_function(["grim day, vile day", "a b c d e f grim"]).tolist()


def test_threads_that_learn_the_same_words_agree():
    texts = [f"grim day {a}{b} vile" for a in "abcdefghijklmnop" for b in "abcdefghijklmnop"]
    classifier, expected = tiny(), tiny().decision_function(texts).tolist()
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: classifier.decision_function(texts).tolist(), range(32)))
    assert found == [expected] * 32


def test_a_pickled_classifier_leaves_its_words_behind():
    classifier = tiny(Saturation(2.0, 0.5))
    before = len(pickle.dumps(classifier))
    scores = classifier.decision_function(["grim day", "vile"]).tolist()
    assert len(pickle.dumps(classifier)) == before
    assert pickle.loads(pickle.dumps(classifier)).decision_function(["grim day", "vile"]).tolist() == scores


@pytest.mark.parametrize("unit", ["“Yes,” he said, ", "Smith claimed that ", "She said it. ", "word "])
def test_one_long_passage_takes_linear_time(unit):
    def seconds(size):
        start = time.process_time()
        tiny().decision_function([unit * (size // len(unit))])
        return time.process_time() - start

    seconds(1_000)
    assert seconds(1_000_000) < 40 * max(seconds(100_000), 0.02)
