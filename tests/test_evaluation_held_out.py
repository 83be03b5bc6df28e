"""Tests of `framing.evaluation.held_out` and of model folders that keep it."""

import numpy as np
import pytest

from framing import IntegrityError, load_model
from framing.evaluation.held_out import HeldOut, keys_of, known, packed, unpacked
from framing.models import HELD_OUT, read_extra, save_model

TEXTS = ["Rain fell.", "It was a vile lie.", "", "Rain fell."]
KEPT = HeldOut(
    {
        "babe, random folds": known(TEXTS, [-1.5, 2.0, np.nan, 9.0], [[0, 1, 0], [2, 300, 1], [0, 0, 0], [9, 9, 9]]),
        "left out: mpqa": known(["Sun."], [0.25]),
    }
)


def test_a_passage_is_found_by_its_text_and_others_are_nan():
    for held_out in (KEPT, unpacked(packed(KEPT))):
        got = held_out.log_odds("babe, random folds", ["It was a vile lie.", "rain fell.", "Rain fell.", ""])
        assert np.array_equal(got, [2.0, np.nan, -1.5, np.nan], equal_nan=True)
        assert held_out.log_odds("left out: mpqa", ["Sun."]).tolist() == [0.25]
        assert np.isnan(held_out.log_odds("no such evaluation", ["Sun."])).all()


def test_words_are_counted_up_to_what_a_byte_holds():
    got = unpacked(packed(KEPT)).words("babe, random folds", ["It was a vile lie.", "Sun.", "Rain fell."])
    assert got.tolist() == [[2, 255, 1], [0, 1, 0]]
    assert KEPT.words("left out: mpqa", ["Sun."]).shape == (0, 3)


def test_no_sentence_is_stored_and_equal_scores_give_equal_bytes():
    assert b"vile" not in packed(KEPT)
    assert packed(KEPT) == packed(unpacked(packed(KEPT)))


def test_passages_that_are_those_of_the_evaluation_before_are_kept_once():
    names, texts = [f"fold {number}" for number in range(8)], [f"{number} drops fell." for number in range(100)]
    folds = HeldOut({name: known(texts, np.arange(100) + at) for at, name in enumerate(names)})
    assert len(packed(folds)) < len(
        packed(HeldOut({name: known([f"{name} {one}" for one in texts], np.arange(100)) for name in names}))
    )
    got = unpacked(packed(folds))
    assert [got.log_odds(name, texts)[7] for name in names] == [7 + at for at in range(8)]


@pytest.mark.parametrize("texts", [[], ["Rain fell.", "é"]])
def test_a_key_is_the_start_of_a_sha256(texts):
    assert keys_of(texts).shape == (len(texts),)
    assert keys_of(["Rain fell."])[0].tobytes().hex() == "8a4b1e83d9ac7658"


@pytest.mark.parametrize(("log_odds", "words"), [([1.0], None), ([1.0, np.inf], None), ([1.0, 2.0], [[1, 1, 1]])])
def test_what_does_not_fit_is_not_kept(log_odds, words):
    with pytest.raises(ValueError, match="must"):
        known(["a", "b"], log_odds, words)


def archive(tmp_path, **arrays):
    np.savez(tmp_path / "x.npz", **arrays)
    return (tmp_path / "x.npz").read_bytes()


@pytest.mark.parametrize(
    "change",
    [
        *({"0.keys": np.array([2, 1], "u8")}, {"0.keys": np.array([1, 2])}, {"0.log_odds": np.array([1, np.nan], "f4")}),
        *({"0.words": np.zeros((1, 3), "u1")}, {"names": np.array(["a"], dtype=object)}, {"names": np.frombuffer(b"a\nb", "u1")}),
    ],
)
def test_an_archive_of_something_else_is_refused(tmp_path, change):
    whole = {"names": np.frombuffer(b"a", "u1"), "0.keys": np.array([1, 2], "u8"), "0.log_odds": np.ones(2, "f4")}
    whole |= {"0.words": np.zeros((0, 3), "u1")}
    assert list(unpacked(archive(tmp_path, **whole)).evaluations) == ["a"]
    with pytest.raises(IntegrityError, match="held-out scores must be arrays"):
        unpacked(archive(tmp_path, **(whole | change)))


@pytest.mark.parametrize("data", [b"", b"no archive"])
def test_bytes_of_something_else_are_refused(data):
    with pytest.raises(IntegrityError, match="held-out scores must be arrays"):
        unpacked(data)


# --- in a model's folder


def test_a_model_without_held_out_scores_has_none(tmp_path, fast):
    save_model(fast, tmp_path, extras={HELD_OUT: packed(KEPT)})
    assert read_extra(tmp_path, HELD_OUT) == packed(KEPT)
    save_model(fast, tmp_path)
    assert read_extra(tmp_path, HELD_OUT) is None
    assert not (tmp_path / HELD_OUT).exists()
    assert unpacked(None).evaluations == {}


def test_held_out_scores_are_verified_with_the_model(tmp_path, fast):
    save_model(fast, tmp_path, extras={HELD_OUT: packed(KEPT)})
    with (tmp_path / HELD_OUT).open("ab") as file:
        file.write(b"x")
    for read in (lambda folder: read_extra(folder, HELD_OUT), load_model):
        with pytest.raises(IntegrityError, match=r"held_out\.npz must have sha256"):
            read(tmp_path)
