import shutil

import numpy as np
import pandas as pd
import pytest

from framing import datasets, load_model
from framing.corpus import CONTRAST, SETS
from framing.models import MANIFEST, read_manifest, save_model, write_registry
from framing.resources import resource_folder
from framing.train import floors_of, main, regressions
from framing.training.prepared import NEW, training_rows
from framing.training.trained import Trained

NEWER = {"created": "2030-01-01"}
MEASURED = {"babe, random folds": {"macro_f1": 0.79, "auc": 0.86}}


@pytest.mark.parametrize(
    ("floors", "lines"),
    [
        ({}, 0),
        ({"babe, random folds": {"macro_f1": 0.79}}, 0),
        ({"babe, random folds": {"macro_f1": 0.791, "auc": 0.9}}, 2),
        ({"a set that is gone": {"auc": 0.5}}, 1),
    ],
)
def test_a_floor_that_is_not_reached_is_named(floors, lines):
    assert len(regressions(floors, MEASURED)) == lines


@pytest.fixture
def folder(tmp_path, monkeypatch):
    manifest = read_manifest("fast")
    worse = manifest | {"metrics": {name: values | {"auc": 0.5} for name, values in manifest["metrics"].items()}}
    monkeypatch.setattr("framing.train.train_fast", lambda _: Trained(load_model("fast"), worse, {}))
    return shutil.copytree(resource_folder("models") / "fast", tmp_path / "fast")


def test_a_worse_model_is_not_written(folder, capsys):
    before = (folder / MANIFEST).read_bytes()
    assert main(["fast", "--out", str(folder)]) == 1
    assert (folder / MANIFEST).read_bytes() == before
    assert "--allow-regression" in capsys.readouterr().out


def test_a_worse_model_is_written_when_that_is_allowed(folder):
    assert main(["fast", "--out", str(folder), "--allow-regression"]) == 0
    assert {values["auc"] for values in read_manifest(folder)["metrics"].values()} == {0.5}
    assert load_model(folder).predict(["It rained."]).tolist() == [0]


@pytest.fixture
def models(tmp_path, monkeypatch):
    """A copy of the shipped fast model where the shipped models are looked for, and what would train another."""
    shutil.copytree(resource_folder("models") / "fast", tmp_path / "models" / "fast")
    write_registry(tmp_path / "models")
    for module in ("models", "train"):
        monkeypatch.setattr(f"framing.{module}.resource_folder", lambda name: tmp_path / name)
    monkeypatch.setattr("framing.train.train_fast", lambda _: Trained(load_model("fast"), read_manifest("fast") | NEWER, {}))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "models"


@pytest.mark.parametrize("out", [[], ["--out", "models/fast"], ["--out", "models/../models/fast"]])
def test_a_shipped_model_is_registered_however_its_folder_is_named(models, out):
    assert main(["fast", *out]) == 0
    assert read_manifest("fast")["created"] == NEWER["created"]


@pytest.mark.parametrize(
    ("data", "message"),
    [(b"{", r"model.json must be a manifest"), (b'{"format": 99, "digest": ""}', r"must have format 1 or 2 or 3")],
)
def test_what_forbids_writing_is_said_before_training(models, monkeypatch, capsys, data, message):
    (models / "fast" / MANIFEST).write_bytes(data)
    monkeypatch.setattr("framing.train.train_fast", lambda _: pytest.fail("trained"))
    assert main(["fast"]) == 1
    assert message in capsys.readouterr().err


def test_a_file_in_the_way_is_named_before_training(tmp_path, monkeypatch, capsys):
    (tmp_path / "file").touch()
    monkeypatch.setattr("framing.train.train_fast", lambda _: pytest.fail("trained"))
    with pytest.raises(SystemExit, match="2"):
        main(["fast", "--out", str(tmp_path / "file")])
    assert "argument --out: must be a folder, got the file" in capsys.readouterr().err


def test_floors_never_slide(tmp_path, monkeypatch):
    manifest, steps = read_manifest("fast"), iter([0.001, -0.001])

    def slightly_worse(_):
        above = next(steps)
        measured = {name: {key: least + above for key, least in floor.items()} for name, floor in manifest["floors"].items()}
        floors = {
            name: {key: least + above - 0.005 for key, least in floor.items()} for name, floor in manifest["floors"].items()
        }
        found = manifest | {"metrics": with_the_rest(measured), "floors": floors}
        return Trained(load_model("fast"), found, {})

    def with_the_rest(measured):
        return {name: values | measured.get(name, {}) for name, values in manifest["metrics"].items()}

    monkeypatch.setattr("framing.train.train_fast", slightly_worse)
    assert main(["fast", "--out", str(tmp_path / "new")]) == 0
    assert floors_of(tmp_path / "new") == manifest["floors"]
    assert main(["fast", "--out", str(tmp_path / "new")]) == 1


def test_a_new_folder_has_no_floors(tmp_path):
    assert floors_of(tmp_path) == {}
    save_model(load_model("fast"), tmp_path)
    assert floors_of(tmp_path) == {}
    save_model(load_model("fast"), tmp_path, manifest={"floors": {"babe": {"auc": 0.1}}})
    assert floors_of(tmp_path) == {"babe": {"auc": 0.1}}


FRAME = pd.DataFrame(
    {
        "set": ["babe", "babe", "babe", "annolexical", "annolexical", "newssd", "checkthat"],
        "source": ["The Herald", "Lantern", "", "the-herald", "globe", "", ""],
        "topic": ["tax", "war", "war", "", "", "", ""],
        "duplicates": [0, 1, 2, 3, 1, 5, 6],
    }
)


@pytest.mark.parametrize(
    ("name", "test", "rows"),
    [
        ("random", [], [0, 1, 2, 3, 4, 5]),
        ("random", [1], [0, 2, 3, 5]),
        ("source", [0], [1, 4, 5]),
        ("topic", [1], [0, 3, 5]),
        ("checkthat", [6], [0, 1, 2, 3, 4]),
        ("annolexical", [3, 4], [0, 2, 5]),
    ],
)
def test_what_is_held_out_and_its_like_is_not_trained_on(name, test, rows):
    assert training_rows(FRAME, name, np.array(test, dtype=int)).tolist() == rows


def test_without_data_it_says_what_to_download_from_where(tmp_path, capsys):
    assert main(["fast", "--data-dir", str(tmp_path), "--out", str(tmp_path / "out")]) == 1
    missing = capsys.readouterr().err
    others = [*(name for name in SETS if name not in CONTRAST), *NEW, "hyperpartisan_articles", "allsides"]
    assert all(f"to load '{name}'" in missing for name in others)
    assert missing.count("download the set from https://") == len(others)
    assert all(line.startswith("framing train: ") for line in missing.splitlines())


@pytest.mark.slow
def test_retraining_reaches_the_floors_and_the_same_scores(data_dir, tmp_path):
    shutil.copytree(resource_folder("models") / "fast", tmp_path / "fast")
    assert main(["fast", "--data-dir", str(data_dir), "--out", str(tmp_path / "fast")]) == 0
    passages = datasets.load("babe", data_dir)["text"].tolist()
    again, shipped = load_model(tmp_path / "fast"), load_model("fast")
    assert np.corrcoef(again.decision_function(passages), shipped.decision_function(passages))[0, 1] > 0.999


@pytest.mark.slow
@pytest.mark.parametrize("name", ["frames", "techniques"])
def test_retraining_labels_reaches_the_floors_and_shows_the_same(name, data_dir, tmp_path):
    shutil.copytree(resource_folder("models") / name, tmp_path / name)
    assert main([name, "--data-dir", str(data_dir), "--out", str(tmp_path / name)]) == 0
    texts = datasets.load("semeval2023", data_dir)["text"].tolist()[:500]
    again, shipped = load_model(tmp_path / name), load_model(name)
    assert again.labels == shipped.labels
    both = zip(
        again.decision_function(texts).T, shipped.decision_function(texts).T, again.thresholds, shipped.thresholds, strict=True
    )
    for own, recorded, threshold, least in both:
        # Where a fit stops depends on the number of threads; of labels that are hardly learnt, what it finds does too.
        if not np.isnan(least):
            assert np.corrcoef(own, recorded)[0, 1] > 0.99
            assert threshold == pytest.approx(least, abs=0.05)
