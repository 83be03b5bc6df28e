import json
import shutil

import numpy as np
import pytest

from framing import IntegrityError, list_models, load_model, save_model
from framing.card import card
from framing.models import CARD, MANIFEST, REGISTRY, WEIGHTS, digest, read_manifest, sha256
from framing.resources import resource_folder
from framing.train import regressions

SHIPPED = [model["name"] for model in list_models()]


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(resource_folder("models") / "fast", tmp_path / "fast")


@pytest.mark.parametrize("name", SHIPPED)
def test_golden_scores_are_the_same_everywhere(name):
    golden = read_manifest(name)["golden"]
    scores = load_model(name).decision_function([row["text"] for row in golden])
    assert scores == pytest.approx([row["log_odds"] for row in golden], abs=1e-9)


@pytest.mark.parametrize("name", SHIPPED)
def test_no_metric_is_under_its_floor(name):
    manifest = read_manifest(name)
    assert manifest["floors"]
    assert regressions(manifest["floors"], manifest["metrics"]) == []


def test_the_fast_model_is_as_good_as_the_project_promises():
    measured = read_manifest("fast")["metrics"]
    random = measured["babe, random folds"]
    assert random["macro_f1"] >= 0.78
    assert random["calibration_error"] <= 0.05
    assert measured["babe, source folds"]["macro_f1"] >= random["macro_f1"] - 0.03
    assert measured["babe, topic folds"]["macro_f1"] >= random["macro_f1"] - 0.03


@pytest.mark.parametrize("name", SHIPPED)
def test_the_card_is_the_manifests(name):
    assert (resource_folder("models") / name / CARD).read_text(encoding="utf-8") == card(read_manifest(name))


def test_the_registry_lists_every_shipped_file():
    models = resource_folder("models")
    lines = (models / REGISTRY).read_text(encoding="utf-8").splitlines()
    files = sorted(path for path in models.glob("*/*") if path.is_file())
    assert lines == [f"{p.relative_to(models).as_posix()} {sha256(p.read_bytes())} {p.stat().st_size}" for p in files]


def test_a_saved_model_scores_the_same(fast, tmp_path):
    save_model(fast, tmp_path / "mine")
    texts = ["A shocking, disgraceful lie!", "The council met.", ""]
    assert load_model(tmp_path / "mine").decision_function(texts).tolist() == fast.decision_function(texts).tolist()


@pytest.mark.parametrize("name", [MANIFEST, WEIGHTS, CARD])
@pytest.mark.parametrize("at", [0, 100, -3])
def test_one_changed_byte_raises_before_anything_is_built(folder, name, at, monkeypatch):
    data = bytearray((folder / name).read_bytes())
    data[at] ^= 1
    (folder / name).write_bytes(data)
    monkeypatch.setattr("framing.models.built", lambda *_: pytest.fail("built"))
    with pytest.raises(IntegrityError, match="must"):
        load_model(folder)


def test_a_shipped_file_must_be_the_registered_one(folder, monkeypatch):
    save_model(load_model(folder), folder)
    (folder.parent / REGISTRY).write_bytes((resource_folder("models") / REGISTRY).read_bytes())
    monkeypatch.setattr("framing.models.resource_folder", lambda _: folder.parent)
    with pytest.raises(IntegrityError, match=r"model\.json must have sha256"):
        load_model("fast")


def test_an_unknown_format_says_what_to_install(folder):
    content = json.loads((folder / MANIFEST).read_text(encoding="utf-8")) | {"format": 99}
    content.pop("digest")
    (folder / MANIFEST).write_text(json.dumps(content | {"digest": digest(content)}), encoding="utf-8")
    with pytest.raises(ValueError, match="must have format 1, got 99; install"):
        load_model(folder)


def test_a_pickle_in_the_weights_is_never_loaded(folder):
    np.savez(folder / WEIGHTS, common=np.array([{}], dtype=object))
    content = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    content.pop("digest")
    content["files"][WEIGHTS]["sha256"] = sha256((folder / WEIGHTS).read_bytes())
    (folder / MANIFEST).write_text(json.dumps(content | {"digest": digest(content)}), encoding="utf-8")
    with pytest.raises(IntegrityError, match=r"weights\.npz must hold the arrays"):
        load_model(folder)


@pytest.mark.parametrize("model", ["accurat", "no/such/folder", ""])
def test_a_missing_model_names_those_that_are_there(model):
    with pytest.raises(FileNotFoundError, match="model must be one of fast, or a folder"):
        load_model(model)


def test_a_missing_file_is_named(folder):
    (folder / WEIGHTS).unlink()
    with pytest.raises(FileNotFoundError, match=r"must have the file weights\.npz"):
        load_model(folder)


def test_a_model_must_be_a_name_or_a_folder():
    with pytest.raises(TypeError, match="model must be a name or a folder, got int 3"):
        load_model(3)
