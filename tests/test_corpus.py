import pandas as pd
import pytest

from framing import datasets
from framing.corpus import (
    CONTRAST,
    SETS,
    WEIGHTS,
    contrast,
    first_of_its_kind,
    joined,
    load_all,
    passage_weights,
    speech,
    verb_swaps,
)
from framing.duplicates import near_duplicate_groups
from framing.voice import attributions


def test_swapped_verbs_keep_the_facts_and_change_the_verb():
    texts = ["The tax will rise, the mayor said.", "It rained.", "“No,” she says."]
    frame = verb_swaps(pd.DataFrame({"text": texts, "label": 0}))
    assert frame["label"].tolist() == [0, 1] * 2
    for neutral, swapped in zip(frame["text"][::2], frame["text"][1::2], strict=True):
        assert [verb.verb for verb in attributions(neutral)] == ["say"]
        assert neutral.split()[:2] == swapped.split()[:2]
        assert neutral != swapped


def test_only_sets_whose_licence_allows_any_use_are_trained_on():
    licences = {datasets.describe(name)["licence"] for name in (*WEIGHTS, *CONTRAST) if name in datasets.names()}
    assert {licence.partition(" (")[0] for licence in licences} == {"MIT", "CC BY 4.0", "CC0-1.0"}


def test_swaps_are_drawn_the_same_each_time():
    frame = pd.DataFrame({"text": [f"Tax {n} will rise, she said." for n in range(9)], "label": 0})
    assert verb_swaps(frame).equals(verb_swaps(frame))


def test_classes_of_a_source_weigh_more_alike():
    frame = pd.DataFrame({"set": "babe", "source": "a", "label": [1.0] * 400 + [0.0] * 100})
    weights = passage_weights(frame)
    assert weights.sum() == pytest.approx(500 * WEIGHTS["babe"])
    assert weights[:400].sum() / weights[400:].sum() == pytest.approx(4**0.3, rel=0.05)


def test_other_sets_keep_their_weight():
    frame = pd.DataFrame({"set": ["annolexical", "babe"], "source": "", "label": [1.0, 0.0]})
    assert passage_weights(frame)[0] == WEIGHTS["annolexical"]


def test_the_earlier_set_keeps_a_duplicate_and_tests_keep_theirs():
    frame = pd.DataFrame({"set": ["annolexical", "babe", "checkthat", "verb_swaps", "newssd"], "duplicates": [1, 1, 1, 2, 2]})
    assert first_of_its_kind(frame).tolist() == [False, True, True, False, True]


def test_only_what_is_for_training_becomes_contrast():
    texts = {"text": ["It rained.", "It poured shamelessly."], "label": [0.0, 1.0], "part": ["train", "test"]}
    plain = pd.DataFrame(texts).assign(strength=0, source="", topic="", group="g", set="x", quoted=float("nan"))
    said = plain.assign(text='"A vile lie," he said.', label=0.0, quoted=1.0)
    frame = contrast({"contrast_pairs": plain, "contrast_traps": plain, "contrast_quotations": said})
    assert frame["text"].tolist() == ["It rained.", "It rained.", '"A vile lie," he said.', "A vile lie,"]
    assert frame["label"].tolist() == [0, 0, 0, 1]
    assert set(frame["set"]) == {"contrast"}


def test_no_test_item_of_a_contrast_set_is_trained_on():
    sets = {name: load_all([name])[name] for name in CONTRAST}
    held = pd.concat([frame[frame["part"] == "test"] for frame in sets.values()])["text"].tolist()
    trained = contrast(sets)["text"].tolist()
    groups = near_duplicate_groups([*trained, *held])
    assert set(groups[: len(trained)]).isdisjoint(groups[len(trained) :])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ""),
        ("It rained.", ""),
        ('"Go home," she said. "We leave now."', "Go home, We leave now."),
        ('The "experts" met.', ""),
    ],
)
def test_speech_is_the_words_of_those_quoted(text, words):
    assert speech(text) == words


@pytest.mark.slow
def test_no_near_duplicate_is_left_across_training_sets(data_dir):
    corpus = joined(load_all(SETS, data_dir))
    train = corpus[corpus["set"].isin([name for name in WEIGHTS if name not in ("verb_swaps", "contrast")])]
    groups = pd.Series(near_duplicate_groups(train["text"].tolist()))
    assert train["set"].groupby(groups.to_numpy()).nunique().max() == 1
