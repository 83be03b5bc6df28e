"""Models adapted to labels of one's own."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_info

from framing import FastClassifier, adapt, datasets, load_model
from framing.__main__ import main
from framing.adaptation import compared, held_out, labelled, measured
from framing.adaptation.command import SHOWN, summary
from framing.evaluation import folds, metrics
from framing.evaluation.subject import subject
from framing.models import CARD, read_manifest

WORDS = ("stadium", "harbour", "museum", "library", "bridge", "market")


def passages(n=120, seed=0):
    """Passages that are of class 1 if they speak of a feast, whatever the shipped model thinks of them."""
    rng = np.random.default_rng(seed)
    label = rng.random(n) < 0.5
    start = np.where(label, "It was a feast at the", "The council met at the")
    texts = [f"{one} {WORDS[rng.integers(len(WORDS))]} on day {number}." for number, one in enumerate(start)]
    return texts, label.astype(int).tolist()


@pytest.fixture(scope="module")
def mine():
    return adapt(*passages())


def test_an_adapted_model_knows_what_was_labelled(mine):
    texts, labels = passages(60, seed=1)
    assert (mine.predict(texts) == labels).mean() == 1
    assert not (load_model("fast").predict(texts) == labels).all()


def test_passages_that_share_no_word_calibrate():
    texts = [f"{number}, {chr(0x4E00 + number)}." for number in range(20)]
    mine = adapt(texts, [0, 1] * 10)
    assert mine.predict_proba(texts)[:, 1].mean() == pytest.approx(0.5, abs=0.01)


def test_fitting_keeps_to_one_thread_so_that_busy_cores_do_not_stall_it(monkeypatch):
    seen, fit = set(), LogisticRegression.fit

    def watched(self, X, y):
        seen.update(one["num_threads"] for one in threadpool_info())
        return fit(self, X, y)

    monkeypatch.setattr(LogisticRegression, "fit", watched)
    adapt(*passages())
    assert seen == {1}


def test_it_is_a_fast_model_whose_words_add_up(mine):
    assert isinstance(mine, FastClassifier)
    [parts] = mine.contributions(["A feast at the vile market!"])
    total = mine.intercept + sum(weight for _, _, weight in parts)
    assert total == pytest.approx(mine.decision_function(["A feast at the vile market!"])[0])
    assert mine.reference.tolist() == sorted(mine.reference)


def test_names_are_still_masked(mine):
    assert (
        np.ptp(mine.decision_function([f"It was a feast, the {party} mayor said." for party in ("Democratic", "Republican")]))
        == 0
    )


def test_few_labels_without_a_pattern_move_little():
    rng = np.random.default_rng(2)
    texts, _ = passages(100)
    mine = adapt(texts, rng.permutation([0, 1] * 50).tolist())
    assert metrics(np.array([0.0, 1.0] * 50), mine.decision_function(texts))["calibration_error"] < 0.25


def test_labels_of_another_set_calibrate(data_dir):
    frame = datasets.load("mpqa", data_dir).sample(1200, random_state=0)
    own = labelled(frame["text"].tolist(), frame["label"].tolist(), frame["group"].tolist())
    fast, own = load_model("fast"), own.head(400)
    features = measured(fast, own["text"].tolist())
    before, after = compared(own, features.log_odds, held_out(fast, own, features)).values()
    assert after["calibration_error"] < 0.1 < before["calibration_error"]
    assert after["auc"] > before["auc"]


def test_passages_without_a_group_are_each_by_themselves():
    frame = labelled(*passages(), [None, "", *"ab"] * 30)
    assert frame["group"].nunique() == 62


@pytest.mark.parametrize("n_groups", [5, 6])
def test_five_groups_are_enough_to_score_what_is_held_out(n_groups):
    frame = labelled(*passages(), [number % n_groups for number in range(120)])
    fast = load_model("fast")
    assert np.isfinite(held_out(fast, frame, measured(fast, frame["text"].tolist()))).all()


def test_folds_share_no_group():
    texts, labels = passages()
    frame = labelled(texts, labels, [number // 6 for number in range(120)])
    for train, test in folds(frame, "group"):
        assert set(frame["group"].iloc[train]).isdisjoint(frame["group"].iloc[test])


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        ({"labels": [0, 1]}, ValueError, "labels must have an entry for each of 120 texts, got 2"),
        ({"labels": [0, 2] * 60}, ValueError, "labels must be 0"),
        ({"labels": [0] * 120}, ValueError, "labels must have both classes"),
        ({"labels": [1] * 9 + [0] * 111}, ValueError, "labels must have 10 passages of each class, got 9 of 1"),
        ({"groups": [1] * 120}, ValueError, "groups must have each class in 5 of them or more, got 1 for 0"),
        ({"groups": [1]}, ValueError, "groups must have an entry for each of 120 texts, got 1"),
        ({"texts": ["x"] * 119 + [""]}, ValueError, "texts must be a passage in every row"),
        ({"texts": ["x"] * 119 + [3]}, TypeError, "each of texts must be a str, got int 3"),
        ({"texts": "x" * 120}, TypeError, "texts must be an iterable of str, got one str"),
        ({"texts": None}, TypeError, "texts must be an iterable of str, got NoneType None; pass a list of texts"),
        ({"labels": 1}, TypeError, "labels must be a sequence, got int 1; give one for each text"),
        ({"groups": 3}, TypeError, "groups must be a sequence, got int 3; give one for each text"),
        ({"texts": [], "labels": []}, ValueError, "texts must have a passage of each class, got no rows"),
        ({"model": "frames"}, ValueError, "model must score passages"),
        ({"model": "none"}, FileNotFoundError, "model must be one of"),
    ],
)
def test_bad_input_is_named(change, error, message):
    texts, labels = passages()
    with pytest.raises(error, match=message):
        adapt(**{"texts": texts, "labels": labels} | change)


def test_an_accurate_model_is_refused():
    with pytest.raises(TypeError, match="model must be a fast one, whose weights can be moved, got 'accurate'"):
        adapt(*passages(), model="accurate")


@pytest.fixture
def table(tmp_path):
    texts, labels = passages()
    pd.DataFrame({"sentence": texts, "label": labels, "article": [n // 4 for n in range(120)]}).to_csv(tmp_path / "mine.csv")
    return tmp_path / "mine.csv"


def test_the_command_writes_a_model_and_says_what_it_is_worth(table, tmp_path, capsys):
    out = tmp_path / "model"
    assert main(["adapt", str(table), "--text", "sentence", "--group", "article", "--out", str(out)]) == 0
    said = capsys.readouterr().out
    assert "adapted, 5 folds  1.000" in said
    assert f"--model {out}" in said
    manifest = read_manifest(out)
    assert manifest["data"]["own labels"]["rows"] == 120
    assert set(read_manifest("fast")["data"]) < set(manifest["data"])
    assert "adapted to 120 labelled passages" in (out / CARD).read_text(encoding="utf-8")
    assert subject(out).saw("babe")
    assert load_model(out).predict(["It was a feast at the museum."]).tolist() == [1]
    (tmp_path / "a.txt").write_text("It was a feast at the market.", encoding="utf-8")
    assert main(["score", str(tmp_path / "a.txt"), "--model", str(out), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["score"] > 0.5


def test_an_adapted_model_is_not_measured_on_its_own_labels(table, tmp_path, capsys, monkeypatch):
    monkeypatch.delenv("FRAMING_DATA", raising=False)
    first, out = tmp_path / "first", tmp_path / "model"
    main(["adapt", str(table), "--text", "sentence", "--out", str(first)])
    pd.DataFrame(dict(zip(("text", "label"), passages(seed=1), strict=True))).to_csv(tmp_path / "other.csv")
    main(["adapt", str(tmp_path / "other.csv"), "--model", str(first), "--out", str(out)])
    for model in (first, out):
        assert main(["evaluate", "--model", str(model), "--labelled", str(table), "--text", "sentence"]) == 1
        assert "trained on, which are 120 of 120" in capsys.readouterr().err
    babe = subject("fast").held_out.evaluations["babe, random folds"].keys
    seen = subject(out).held_out.evaluations
    assert "babe, random folds" not in seen
    assert any(np.array_equal(own.keys, babe) for own in seen.values())


def test_what_adapting_is_worth_is_not_measured_on_what_the_first_model_saw(tmp_path, capsys):
    texts, labels = passages()
    frame = pd.DataFrame({"text": texts, "label": np.random.default_rng(0).permutation(labels)})
    frame[:100].to_csv(tmp_path / "mine.csv")
    frame.to_csv(tmp_path / "more.csv")
    first, out = tmp_path / "first", tmp_path / "model"
    assert main(["adapt", str(tmp_path / "mine.csv"), "--out", str(first)]) == 0
    assert main(["adapt", str(tmp_path / "more.csv"), "--model", str(first), "--out", str(out)]) == 0
    assert [own["n"] for own in read_manifest(out)["metrics"].values()] == [20, 20]
    assert "20 passages that first 1 was not trained on" in (out / CARD).read_text(encoding="utf-8")
    assert main(["adapt", str(tmp_path / "mine.csv"), "--model", str(first), "--out", str(out)]) == 1
    assert "FILE must have both classes without the passages that first 1 was trained on" in capsys.readouterr().err


def test_a_folder_that_is_called_like_a_shipped_model_is_named_in_full(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    said = summary({"as it is": dict.fromkeys(SHOWN, 0.5)}, Path("fast"))
    assert shlex.split(said)[-1] == str(tmp_path / "fast")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "--text must name a column of 'mine.csv', got 'text'"),
        (["--text", "sentence", "--group", "paper"], "--group must name a column"),
        (["--text", "sentence", "--model", "accurate"], "model must be a fast one"),
    ],
)
def test_the_command_names_what_is_wrong_and_writes_nothing(table, tmp_path, capsys, arguments, message):
    assert main(["adapt", str(table), *arguments, "--out", str(tmp_path / "model")]) == 1
    assert message in capsys.readouterr().err
    assert not (tmp_path / "model").exists()


@pytest.mark.parametrize(
    ("name", "message"), [("none.csv", "FILE must be a file, got 'none.csv'"), (__file__, "FILE must end in .csv")]
)
def test_the_file_is_called_what_the_command_calls_it(tmp_path, capsys, monkeypatch, name, message):
    monkeypatch.chdir(tmp_path)
    assert main(["adapt", name, "--out", "model"]) == 1
    assert message in capsys.readouterr().err


def test_a_folder_of_other_files_is_left_alone(table, tmp_path, capsys):
    assert main(["adapt", str(table), "--text", "sentence", "--out", str(tmp_path)]) == 1
    assert "--out must be new or a model's folder" in capsys.readouterr().err
    with pytest.raises(SystemExit, match="2"):
        main(["adapt", str(table), "--out", str(table)])
    assert "argument --out: must be a folder, got the file" in capsys.readouterr().err
