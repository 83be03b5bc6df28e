import json
import shutil
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest
from sklearn.base import clone

from framing import FastClassifier, IntegrityError, frames, list_models, load_model, save_model, score
from framing.card import card
from framing.classifiers.accurate import AccurateClassifier
from framing.classifiers.added import NO_SATURATION, Saturation
from framing.classifiers.fast_fit import Settings
from framing.corpus import WEIGHTS as WEIGHTS_OF_SETS
from framing.models import CARD, MANIFEST, REGISTRY, digest, is_complete, read_manifest, sha256
from framing.resources import resource_folder
from framing.train import regressions
from framing.weights import WEIGHTS

SHIPPED = [model["name"] for model in list_models()]


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(resource_folder("models") / "fast", tmp_path / "fast")


@pytest.mark.parametrize("name", SHIPPED)
def test_golden_scores_are_the_same_everywhere(name):
    golden = read_manifest(name)["golden"]
    scores = load_model(name).decision_function([row["text"] for row in golden])
    close = 0.05 if name == "accurate" else 1e-9  # what onnxruntime rounds to 8 bits, each version rounds in its own way
    np.testing.assert_allclose(scores, [row["log_odds"] for row in golden], rtol=0, atol=close)


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


def test_the_accurate_model_is_as_good_as_the_project_promises():
    measured = read_manifest("accurate")["metrics"]
    random = measured["babe, random folds"]
    assert random["macro_f1"] >= 0.8
    assert random["words_f1"] >= 0.5
    assert random["spearman"] >= 0.65
    assert random["calibration_error"] <= 0.03
    assert np.mean([values["auc"] for name, values in measured.items() if name.startswith("left out")]) >= 0.75


@pytest.mark.parametrize("name", SHIPPED)
def test_the_card_is_the_manifests(name):
    assert (resource_folder("models") / name / CARD).read_text(encoding="utf-8") == card(read_manifest(name))


def test_a_card_says_how_the_last_stage_was_fitted():
    manifest = read_manifest("accurate")
    alone = {name: value for name, value in manifest["settings"].items() if name != "teacher"} | {"n_last": 2}
    taught, untaught = card(manifest), card(manifest | {"settings": alone})
    assert "larger encoder" in taught
    assert "accurate --teacher FOLDER`" in taught
    assert "networks are averaged" not in taught
    assert "larger encoder" not in untaught
    assert "--teacher" not in untaught
    assert "fitted 2 times" in untaught


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


def record(folder, **changes):
    """Record other things in a manifest, and the weights that are there, as if they had been saved so."""
    content = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    content["files"][WEIGHTS]["sha256"] = sha256((folder / WEIGHTS).read_bytes())
    del content["digest"]
    content |= changes
    (folder / MANIFEST).write_text(json.dumps(content | {"digest": digest(content)}), encoding="utf-8")


def test_an_unknown_format_says_what_to_install(folder):
    record(folder, format=99)
    with pytest.raises(ValueError, match="must have format 1 or 2 or 3 or 4 or 5, got 99; install"):
        load_model(folder)


@pytest.mark.parametrize(("number", "unknown"), [(1, ["marked", "averaged"]), (2, ["averaged"]), (3, [])])
def test_a_model_of_an_older_format_is_loaded(folder, number, unknown):
    model = load_model(folder)
    weights = dict(model.weights) | {name: {} for name in unknown}
    older = FastClassifier(weights, model.intercept, model.common, model.reference)
    save_model(older, folder)
    features = {name: n for name, n in read_manifest(folder)["features"].items() if name not in unknown}
    with np.load(folder / WEIGHTS) as arrays:
        kept = {name: array for name, array in arrays.items() if name.split(".")[0] not in (*unknown, "saturation")}
    np.savez(folder / WEIGHTS, **kept)
    record(folder, format=number, features=features)
    texts = ["A shocking, disgraceful lie!", "The council met."]
    assert load_model(folder).decision_function(texts).tolist() == older.decision_function(texts).tolist()


def test_a_model_of_the_format_before_this_one_is_loaded(folder):
    record(folder, format=4)
    assert load_model(folder).saturation == load_model("fast").saturation


def test_an_accurate_model_keeps_its_saturation_and_one_of_an_older_format_has_none(tmp_path):
    model = load_model("accurate")
    save_model(AccurateClassifier(**model.get_params() | {"saturation": Saturation(2.0, 0.5)}), tmp_path)
    assert load_model(tmp_path).saturation == (2.0, 0.5)
    with np.load(tmp_path / WEIGHTS) as arrays:
        np.savez(tmp_path / WEIGHTS, **{name: array for name, array in arrays.items() if name != "saturation"})
    record(tmp_path, format=4)
    assert load_model(tmp_path).saturation == NO_SATURATION


@pytest.mark.parametrize("saturation", [[1.0, 0.0], [1.0], [1.0, float("nan")]])
def test_a_saturation_that_is_none_is_refused(folder, saturation):
    with np.load(folder / WEIGHTS) as arrays:
        np.savez(folder / WEIGHTS, **{**arrays, "saturation": np.array(saturation)})
    record(folder)
    with pytest.raises(IntegrityError, match=r"weights\.npz must hold a model of kind fast"):
        load_model(folder)


def test_a_pickle_in_the_weights_is_never_loaded(folder):
    np.savez(folder / WEIGHTS, common=np.array([{}], dtype=object))
    record(folder)
    with pytest.raises(IntegrityError, match=r"weights\.npz must hold a model of kind fast"):
        load_model(folder)


@pytest.mark.parametrize("model", ["accurat", "no/such/folder", ""])
def test_a_missing_model_names_those_that_are_there(model):
    with pytest.raises(FileNotFoundError, match="model must be one of accurate, fast, frames, techniques, or a folder"):
        load_model(model)


def test_a_missing_model_names_those_that_do_what_is_asked():
    with pytest.raises(FileNotFoundError, match="model must be one of accurate, fast, or a folder"):
        score("Rain fell.", model="nope")
    with pytest.raises(FileNotFoundError, match="model must be one of frames, techniques, or a folder"):
        frames("Rain fell.", "nope")


@pytest.mark.parametrize(
    "change",
    [
        *({"files": {}}, {"files": None}, {"files": {WEIGHTS: {}, CARD: {}}}, {"name": None}, {"version": 3}),
        *({"intercept": "x"}, {"intercept": float("nan")}, {"features": {"words": 1}}, {"features": None}),
    ],
)
def test_a_manifest_that_lacks_something_is_refused(folder, change):
    record(folder, **change)
    with pytest.raises(IntegrityError, match="must"):
        load_model(folder)


def test_a_digest_of_another_type_is_refused(folder):
    content = json.loads((folder / MANIFEST).read_text(encoding="utf-8")) | {"digest": 5}
    (folder / MANIFEST).write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(IntegrityError, match="must have the digest 5"):
        load_model(folder)


@pytest.mark.parametrize("name", ["fast", "accurate"])
def test_ranks_among_wire_copy_are_of_the_model_itself(name):
    reference = load_model(name).reference
    assert len(reference) == 1001
    assert (np.diff(reference) >= 0).all()
    assert reference[0] < reference[-1]


def test_weights_that_are_not_finite_are_not_saved(fast, tmp_path):
    broken = FastClassifier(fast.weights, float("nan"), fast.common, fast.reference)
    with pytest.raises(ValueError, match="finite weights"):
        save_model(broken, tmp_path / "broken")
    assert not (tmp_path / "broken").exists()


def test_an_interrupted_save_keeps_the_model_that_is_there(fast, tmp_path, monkeypatch):
    def interrupted(descriptor):
        raise KeyboardInterrupt

    save_model(fast, tmp_path)
    monkeypatch.setattr("os.fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        save_model(clone(fast).set_params(intercept=5.0), tmp_path)
    assert load_model(tmp_path).intercept == fast.intercept


def test_a_model_of_another_kind_leaves_none_of_its_files(fast, tmp_path):
    save_model(load_model("accurate"), tmp_path)
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    save_model(fast, tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {MANIFEST, WEIGHTS, CARD, "notes.txt"}


def test_a_folder_that_held_no_model_loses_nothing(fast, tmp_path):
    (tmp_path / "tokenizer.json").write_text("of another program", encoding="utf-8")
    save_model(fast, tmp_path)
    assert (tmp_path / "tokenizer.json").is_file()


def test_a_file_that_no_model_has_is_refused(fast, tmp_path):
    with pytest.raises(ValueError, match=r"extras must be of held_out\.npz, lessons\.npz, words\.npz, got 'notes\.txt'"):
        save_model(fast, tmp_path / "new", extras={"notes.txt": b"x"})
    assert not (tmp_path / "new").exists()


def test_an_intercept_may_be_an_int(fast, tmp_path):
    save_model(clone(fast).set_params(intercept=2), tmp_path)
    assert load_model(tmp_path).intercept == 2.0


def test_the_shipped_model_is_what_the_settings_give():
    manifest = read_manifest("fast")
    assert manifest["settings"] == asdict(Settings())
    assert {name: entry["weight"] for name, entry in manifest["data"].items()} == dict(WEIGHTS_OF_SETS)


def test_a_folder_is_read_again_when_it_has_another_model(fast, tmp_path, monkeypatch):
    text = "The council met on Monday."
    save_model(fast, tmp_path / "one" / "mine")
    save_model(FastClassifier(fast.weights, -30.0, fast.common, fast.reference), tmp_path / "two" / "mine")
    monkeypatch.chdir(tmp_path / "one")
    first = score(text, model="mine").score
    monkeypatch.chdir(tmp_path / "two")
    assert score(text, model="mine").score < 1e-6 < first
    save_model(fast, tmp_path / "two" / "mine")
    assert score(text, model="mine").score == first


def test_a_missing_file_is_named(folder):
    (folder / WEIGHTS).unlink()
    with pytest.raises(FileNotFoundError, match=r"must have the file weights\.npz"):
        load_model(folder)


@pytest.mark.parametrize("model", [Path("fast"), "./fast"])
def test_a_folder_that_is_called_like_a_shipped_model_is_read(fast, tmp_path, monkeypatch, model):
    monkeypatch.chdir(tmp_path)
    save_model(clone(fast).set_params(intercept=5.0), "fast")
    assert load_model(model).intercept == 5.0
    assert load_model("fast").intercept == fast.intercept


def test_a_model_must_be_a_name_or_a_folder():
    with pytest.raises(TypeError, match="model must be a name or a folder, got int 3"):
        load_model(3)


@pytest.mark.parametrize(("name", "intercept"), [("fast", [0.1, 0.5]), ("fast", []), ("frames", 0.1), ("frames", [0.1, None])])
def test_an_intercept_of_another_kind_is_refused(name, intercept):
    assert is_complete(read_manifest(name))
    assert not is_complete(read_manifest(name) | {"intercept": intercept})
