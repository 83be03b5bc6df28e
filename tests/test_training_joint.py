"""The stages of the accurate model's encoder, on a small corpus; needs PyTorch and transformers (the train extra)."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from encoders import untrained

from framing.resources import resource_folder
from framing.training.prepared import Corpus

pytest.importorskip("torch", reason="needs the train extra")
pytest.importorskip("transformers", reason="needs the train extra")
pytest.importorskip("onnx", reason="needs the train extra")

from framing.training.accurate import ALL, trainer_of
from framing.training.joint import NO_LESSONS, Job, Settings, Trainer, with_lessons
from framing.training.network import PLAIN as PLAIN_GATES
from framing.training.network import Rates, Targets
from framing.training.pretrained import pretrained
from framing.training.stages import Stages

WORDS = ("council", "budget", "river", "school", "bridge", "market", "harbour", "museum", "station", "farm")
PLAIN = [f"the {one} was opened again on monday after the long repair of its roof" for one in WORDS]
LOADED = [f"the shameless {one} was a vile and disgraceful farce from the very first day" for one in WORDS]
NEWS = [f"Work on another {one} would begin early next year, officials said." for one in WORDS]
LOUD = [f"Nobody asked for this shameless, vile and disgraceful {one} scheme." for one in WORDS]
SETS = ("babe", "contrast", "annolexical", "verb_swaps", "newssd")
RATES = Rates(2, 3e-3, batch=8)
FIRST = Rates(2, 3e-3, batch=8, marks=0)
SETTINGS = Settings(FIRST, RATES, FIRST, RATES, {"newssd": 6, "annolexical": 4})


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Make an encoder of one layer that knows nothing, whose tokenizer has another sign for what it cannot see."""
    path = tmp_path_factory.mktemp("encoder")
    untrained(path, layers=1, width=16)
    vocabulary = (resource_folder("models") / "accurate" / "tokenizer.json").read_text(encoding="utf-8")
    (path / "tokenizer.json").write_text(vocabulary.replace('"[MASK]"', '"<mask>"'), encoding="utf-8")
    return str(path)


@pytest.fixture
def corpus():
    rows = [
        {
            "text": f"{text} in the {name}",
            "label": float(label),
            "set": name,
            "source": name,
            "topic": "",
            "strength": float(label),
        }
        for name in SETS
        for label, texts in ((0.0, PLAIN), (1.0, LOADED))
        for text in texts[: 4 if name == "verb_swaps" else None]
    ]
    frame = pd.DataFrame(rows).assign(duplicates=np.arange(len(rows)))
    babe = frame[frame["set"] == "babe"].assign(votes=1.0, words=[["vile"] if label else [] for label in frame["label"][:20]])
    pairs = pd.DataFrame({"group": [], "label": [], "text": []})
    news = pd.DataFrame({"text": ["\n\n".join((*NEWS, *LOUD))], "source": ["wire"]})
    sets = {"babe": babe, "contrast_pairs": pairs, "allsides": news}
    return Corpus(frame, sets, frozenset(" ".join(frame["text"]).split()))


@pytest.fixture
def trainer(corpus, folder, tmp_path):
    return Trainer(corpus, pretrained(folder), SETTINGS, Stages(tmp_path), lambda line: None)


def test_a_pretrained_encoder_reads_names_as_they_are_covered(folder):
    found = pretrained(folder)
    assert "<mask>" not in found.vocabulary
    assert len(found.sha256) == 64


def test_lessons_stand_behind_the_passages():
    targets = Targets(np.array([0, 1]), np.array([1.0, 0]), np.array([0.5, 1]))
    both = with_lessons(targets, np.array([0.25]))
    assert both.heads.tolist() == [0, 1, -1]
    assert both.values.tolist() == [1, 0, 0.25]
    assert both.weights.tolist() == [0.5, 1, 1]
    assert with_lessons(targets, NO_LESSONS).values.tolist() == [1, 0]


def test_what_a_teacher_says_is_learnt(trainer):
    n = len(trainer.lessons)
    assert n == 20
    settings = replace(SETTINGS, last=Rates(30, 3e-3, batch=8))
    against = np.array([0.9 if "shameless" not in text else 0.1 for text in trainer.unlabelled])
    found = {
        name: replace(trainer, settings=settings, taught=taught).held_out([ALL])["whole"]["lessons"]
        for name, taught in (("alone", {}), ("taught", {"whole": against}), ("other", {"random-0": against}))
    }
    assert np.corrcoef(found["alone"], against)[0, 1] < -0.5
    assert np.corrcoef(found["taught"], against)[0, 1] > np.corrcoef(found["alone"], against)[0, 1] + 0.1
    assert found["other"] == pytest.approx(found["alone"])


def test_lessons_have_a_stage_of_their_own_where_there_are_any(trainer):
    said = []
    taught = {"whole": np.full(len(trainer.lessons), 0.5)}
    one = replace(trainer, settings=replace(SETTINGS, n_taught=3), taught=taught, say=said.append)
    assert one.last(ALL).fitted()
    assert [line.split(" passages")[0] for line in said] == [
        "distant: 56",
        "joint-all: 20",
        "lessons-whole: 40",
        "last-whole: 106",
    ]
    said.clear()
    assert replace(one, taught={}).last(ALL).fitted()
    assert [line.split(" passages")[0] for line in said] == ["last-whole: 100"]


@pytest.mark.parametrize("prefix", ["scores", "words"])
def test_a_finished_run_needs_what_is_kept_of_each_job_alone(trainer, monkeypatch, prefix):
    jobs = [Job("random-0", "random", np.arange(4)), ALL]

    def found():
        if prefix == "scores":
            return [one["log_odds"].tolist() for one in trainer.held_out(jobs).values()]
        return [table.tolist() for table in trainer.words(jobs).tables.values()]

    first = found()
    for file in trainer.stages.folder.iterdir():
        if not file.name.startswith(prefix):
            file.unlink()
    monkeypatch.setattr("framing.training.joint.fit", lambda *_: pytest.fail("fitted again"))
    assert found() == first


def test_a_stage_of_other_gates_or_lessons_is_another(trainer):
    plain = replace(trainer, settings=replace(SETTINGS, gates=PLAIN_GATES))
    assert trainer.distant().key == plain.distant().key
    assert trainer.joint().key != plain.joint().key
    taught = [replace(trainer, taught={"whole": np.full(20, value)}).last(ALL).key for value in (0.2, 0.7)]
    assert len({*taught, trainer.last(ALL).key}) == 3


def test_the_last_stage_is_the_average_of_fits_with_other_seeds(trainer):
    one = replace(trainer, settings=replace(SETTINGS, n_last=2))
    first, second = (one.last_of(ALL, SETTINGS.seed + run).fitted()["heads.weight"] for run in range(2))
    assert first != pytest.approx(second, abs=1e-6)
    assert one.last(ALL).fitted()["heads.weight"] == pytest.approx((first + second) / 2, abs=1e-6)


def test_words_are_read_by_the_network_of_each_fold(trainer, monkeypatch):
    jobs = [Job("random-0", "random", np.arange(4)), ALL]
    found = trainer.words(jobs)
    assert {"shameless", "begin", "officials"} <= set(found.words)
    first, whole = found.tables["random-0"], found.tables["whole"]
    assert first.shape == whole.shape == (len(found.words), 2)
    assert first != pytest.approx(whole, abs=1e-6)
    monkeypatch.setattr("framing.training.joint.restored", lambda *_: pytest.fail("read again"))
    assert trainer.words([ALL]).tables["whole"] == pytest.approx(whole)


def test_a_teacher_judges_the_lessons(trainer):
    found = trainer.held_out([Job("random-0", "random", np.arange(4)), ALL])
    assert {len(one["lessons"]) for one in found.values()} == {20}
    assert found["random-0"]["lessons"] != pytest.approx(found["whole"]["lessons"], abs=1e-6)


def test_a_trainer_has_no_teacher_unless_one_is_named(corpus, folder, tmp_path):
    one = trainer_of(corpus, folder, None, Stages(tmp_path), SETTINGS, print)
    assert (one.taught, one.teacher) == ({}, "")
