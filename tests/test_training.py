import os

import numpy as np
import pandas as pd
import pytest

from framing.errors import IntegrityError
from framing.resources import resource_folder
from framing.training.examples import changed_words, examples, inside, marks_of
from framing.training.stages import Stages, digest

VOCABULARY = resource_folder("models") / "accurate" / "tokenizer.json"


def made(value, calls):
    def make():
        calls.append(value)
        return {"value": np.array([value])}

    return make


def test_a_finished_stage_is_not_made_again(tmp_path):
    calls = []
    for _ in range(2):
        assert Stages(tmp_path).done("joint", "k" * 64, made(1, calls))["value"] == 1
    assert calls == [1]


def test_a_stage_of_other_data_is_made_anew(tmp_path):
    calls = []
    Stages(tmp_path).done("joint", digest(np.arange(3)), made(1, calls))
    assert Stages(tmp_path).done("joint", digest(np.arange(4)), made(2, calls))["value"] == 2


def test_an_interrupted_stage_leaves_nothing_that_counts(tmp_path, monkeypatch):
    def killed(descriptor):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", killed)
        with pytest.raises(KeyboardInterrupt):
            Stages(tmp_path).done("joint", "k" * 64, made(1, []))
    assert Stages(tmp_path).done("joint", "k" * 64, made(2, []))["value"] == 2


def test_a_damaged_stage_is_named(tmp_path):
    Stages(tmp_path).done("joint", "k" * 64, made(1, []))
    path = next(tmp_path.glob("*.npz"))
    path.write_bytes(path.read_bytes()[:20])
    with pytest.raises(IntegrityError, match=r"damaged joint-k+\.npz.*delete it"):
        Stages(tmp_path).done("joint", "k" * 64, made(1, []))


def test_marks_are_of_the_tokens_in_a_span():
    assert inside(np.array([-1, 0, 4, 9]), [(4, 8)]).tolist() == [0, 0, 1, 0]


def test_examples_know_where_their_tokens_are():
    pytest.importorskip("tokenizers")
    text = "Ada Lovelace told a shameless lie."
    one = examples([text], [[(20, 29)]], ["told", "a", "lie"], VOCABULARY.read_text(encoding="utf-8"))[0]
    words = [text[at : at + length] for at, length in zip(one.origins, one.lengths, strict=True) if at >= 0]
    assert "".join(words) == "toldashamelesslie."
    assert "".join(word for word, mark in zip(words, one.marked[one.origins >= 0], strict=True) if mark) == "shameless"


def pair(neutral, editorialized):
    return pd.DataFrame({"group": ["a", "a"], "label": [0.0, 1.0], "text": [neutral, editorialized]})


@pytest.mark.parametrize(
    ("neutral", "editorialized", "changed"),
    [
        ("He left.", "He left.", None),
        ("He left the room.", "He flounced out of the room.", ["flounced"]),
        ("He left the warm room.", "He left the room.", None),
        ("He left.", "He slunk away like the craven, whimpering coward that he is.", None),
    ],
)
def test_what_changed_is_marked_if_it_is_a_few_words(neutral, editorialized, changed):
    spans = changed_words(pair(neutral, editorialized)).get(editorialized)
    assert (spans and [editorialized[start:end] for start, end in spans]) == changed


def test_marks_are_those_of_annotators_and_our_own():
    texts = ["A vile lie.", "A vile plot.", "A vile farce.", "He left.", "He sulkily left.", "He left us all."]
    sets = {
        "babe": pd.DataFrame({"text": texts[:2], "words": [["vile"], []], "votes": [5.0, np.nan]}),
        "contrast_pairs": pair(texts[3], texts[4]),
    }
    frame = pd.DataFrame({"text": texts, "label": [1, 1, 1, 0, 1, 1]})
    frame["set"] = ["babe", "babe", "annolexical", "contrast", "contrast", "newssd"]
    assert marks_of(frame, sets) == [[(2, 6)], None, None, [], [(3, 10)], None]
