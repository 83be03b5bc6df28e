import numpy as np
import pytest

from framing.errors import IntegrityError
from framing.resources import resource_folder
from framing.training.examples import examples, inside
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
    def killed(file, **_):
        file.write(b"half")
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(np, "savez", killed)
        with pytest.raises(KeyboardInterrupt):
            Stages(tmp_path).done("joint", "k" * 64, made(1, []))
    assert Stages(tmp_path).done("joint", "k" * 64, made(2, []))["value"] == 2


def test_a_damaged_stage_is_named(tmp_path):
    Stages(tmp_path).done("joint", "k" * 64, made(1, []))
    path = next(tmp_path.glob("*.npz"))
    path.write_bytes(path.read_bytes()[:20])
    with pytest.raises(IntegrityError, match=r"damaged joint-k+\.npz.*delete it"):
        Stages(tmp_path).done("joint", "k" * 64, made(1, []))


def test_without_a_folder_every_stage_is_made():
    calls = []
    for _ in range(2):
        Stages(None).done("joint", "k", made(1, calls))
    assert calls == [1, 1]


def test_marks_are_of_the_tokens_in_a_span():
    assert inside(np.array([-1, 0, 4, 9]), [(4, 8)]).tolist() == [0, 0, 1, 0]


def test_examples_know_where_their_tokens_are():
    pytest.importorskip("tokenizers")
    text = "Ada Lovelace told a shameless lie."
    one = examples([text], [[(20, 29)]], ["told", "a", "lie"], VOCABULARY.read_text(encoding="utf-8"))[0]
    words = [text[at : at + length] for at, length in zip(one.origins, one.lengths, strict=True) if at >= 0]
    assert "".join(words) == "toldashamelesslie."
    assert "".join(word for word, mark in zip(words, one.marked[one.origins >= 0], strict=True) if mark) == "shameless"
