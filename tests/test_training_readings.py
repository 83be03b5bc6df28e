import numpy as np
import pandas as pd
import pytest

from framing.resources import resource_folder
from framing.tokens import tokenize
from framing.training.examples import Example, examples
from framing.training.lessons import news, words_at_hand, words_packed, words_unpacked
from framing.training.prepared import Corpus
from framing.training.readings import ENOUGH, placed, readings

VOCABULARY = resource_folder("models") / "accurate" / "tokenizer.json"
# Where tokens begin: a sign of the tokenizer's own, "vil", "e", "lie", a full stop.
ORIGINS = np.array([-1, 0, 3, 5, 8])
COMMON = frozenset({"the", "vile", "lie", "rain", "fell", "here"})


def read(*texts):
    passages = [tokenize(text, COMMON) for text in texts]
    one = Example(np.arange(5), ORIGINS, np.array([0, 3, 1, 3, 1]), None)
    return placed(passages, [one] * len(texts))


def test_tokens_belong_to_the_words_that_they_are_in():
    found = read("vile lie.", "vile lie.")
    assert found.words == ("lie", "vile")
    assert found.counts.tolist() == [2, 2]
    assert found.numbers.tolist() == [2, 1, 1, 0, 2] * 2
    assert found.lengths.tolist() == [2] * 10


def test_words_that_stand_once_are_left_out():
    assert read("vile lie.", "vile cow.").words == ("vile",)


def test_averages_are_drawn_to_nothing():
    found = read("vile lie.", "vile lie.")
    added = np.array([[9, 9], [0.5, 0.25], [0.25, 0.5], [-0.5, 0], [9, 9]])
    lie, vile = found.averages(np.concatenate([added, added]))
    assert vile == pytest.approx([2 * 0.75 * 2 / 3, 2 * 0.75 / 3])
    assert lie == pytest.approx([2 * -0.5 * 2 / 3, 0])


def test_a_passage_without_words_of_its_own_has_none():
    found = read("vile lie.", "vile lie.", "“Vile lie.”")
    assert found.numbers.tolist() == [2, 1, 1, 0, 2] * 2 + [2] * 5
    assert placed([], []).averages(np.zeros((0, 2))).shape == (0, 2)


def test_quoted_words_and_names_are_not_read():
    pytest.importorskip("tokenizers")
    text = 'Ada Lovelace told a "vile lie", he said, and rain fell.'
    one = tokenize(text, COMMON)
    [example] = examples([text], [None], COMMON, VOCABULARY.read_text(encoding="utf-8"))
    found = placed([one, one], [example, example])
    assert set(found.words) == {"told", "a", "said", "and", "rain", "fell"}


def corpus(*articles):
    frame = pd.DataFrame({"text": ["The vile lie fell with the rain over here."], "set": ["babe"]})
    sets = {"allsides": pd.DataFrame({"text": list(articles), "source": "wire"})}
    return Corpus(frame, sets, COMMON)


def test_news_is_cut_into_passages_that_are_there_once():
    again = "Rain fell on the northern coast. Rain fell on the northern coast."
    found = news(corpus(again, again + " Too short."))
    assert found["text"].tolist() == ["Rain fell on the northern coast."]
    assert found["source"].tolist() == ["wire"]


def test_nothing_like_a_labelled_passage_is_read():
    pytest.importorskip("tokenizers")
    own = "The vile lie fell with the rain over here."
    found = readings(corpus(f"{own} The rain fell and the rain fell."), VOCABULARY.read_text(encoding="utf-8"))
    assert found.words == ("fell", "rain", "the")
    assert len(found.examples) == 1


def test_a_word_is_read_some_times_and_no_more():
    pytest.importorskip("tokenizers")
    texts = " ".join(f"Rain fell {number} times over here." for number in range(20))
    found = readings(corpus(texts), VOCABULARY.read_text(encoding="utf-8"))
    assert dict(zip(found.words, found.counts.tolist(), strict=True))["rain"] == ENOUGH


def test_what_the_shipped_encoder_adds_is_at_hand():
    taught = words_at_hand()
    assert "whole" in taught.tables
    number = {word: at for at, word in enumerate(taught.words)}
    table = taught.tables["whole"]
    assert table.shape == (len(taught.words), 2)
    assert (table[:, 1] >= 0).all()
    assert table[number["shameless"], 1] > 10 * table[number["announced"], 1]
    assert not {"biden", "trump", "fox"} & number.keys()
    assert words_packed(words_unpacked(words_packed(taught))) == words_packed(taught)
