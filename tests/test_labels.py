"""Frames of articles and techniques of passages."""

from __future__ import annotations

import pickle

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import framing
from framing import IntegrityError, LabelClassifier, load_model, save_model
from framing.classifiers.labels import Weights
from framing.labels import frames_of, techniques_of
from framing.models import read_manifest
from framing.weights import archive, as_bytes, unpacked

NAMES = ("frames", "techniques")
COURT = "The court ruled on Monday that the law was unconstitutional, and judges will hear an appeal."
LONG = f"{COURT} " * 4
HOSPITAL = "Hospitals ran out of beds as the disease spread, doctors said."


@pytest.fixture(scope="module", params=NAMES)
def model(request):
    return load_model(request.param)


@settings(max_examples=40, deadline=None)
@given(st.text("Aab Law court!? “”\n", max_size=80), st.sampled_from(NAMES))
def test_contributions_add_up_to_the_log_odds(text, name):
    model = load_model(name)
    [(spans, values)] = model.contributions([text])
    assert len(spans) == len(values)
    assert all(0 <= start <= end <= len(text) for start, end in spans)
    np.testing.assert_allclose(model.intercept + values.sum(axis=0), model.decision_function([text])[0], atol=1e-9)


def test_only_the_words_asked_for_count(model):
    text = f"{COURT} {HOSPITAL}"
    part = model.decision_function([text], own=[((0, len(COURT)),)])
    assert not np.allclose(part, model.decision_function([text]))
    assert np.allclose(model.decision_function([text], own=[()]), model.intercept)


def test_swapping_who_it_is_about_moves_nothing(model):
    texts = [f"The {one} senator said the law was a disgrace." for one in ("Democratic", "Republican", "Christian", "Muslim")]
    assert np.ptp(model.decision_function(texts), axis=0).max() == 0


def test_a_label_without_a_threshold_is_never_given(model):
    given = model.predict([COURT, HOSPITAL, "What a vile, shameless lie!"])
    assert given.shape == (3, len(model.labels))
    assert not given[:, np.isnan(model.thresholds)].any()


SAID = "“What a vile, shameless lie!” screamed Ann Lee. The so-called “reform” of 2021 is a disgrace: WHO would pay?"
PARTS = [((0, 30),), ((30, len(SAID)),), (), ((0, 12), (50, 90))]


def test_one_label_alone_is_told_as_among_all(model):
    texts = [COURT, "", LONG, SAID, "It was said that they will not go home, perhaps."]
    everything = model.decision_function(texts)
    for label in range(len(model.labels)):
        alone = model._alone(label)
        spans = [((0, len(text)),) for text in texts]
        np.testing.assert_allclose(alone.decision_function(texts, own=spans), everything[:, label], rtol=0, atol=1e-9)
    in_parts = model.decision_function([SAID] * 4, own=PARTS)[:, 0]
    np.testing.assert_allclose(model._alone(0).decision_function([SAID] * 4, own=PARTS), in_parts, rtol=0, atol=1e-9)


def test_what_is_given_is_what_is_likely_enough(model):
    given = model.predict([COURT, SAID, "What a vile, shameless lie!"])
    assert given.any()
    assert (given == (model.predict_proba([COURT, SAID, "What a vile, shameless lie!"]) >= model.thresholds)).all()
    again = pickle.loads(pickle.dumps(model))
    assert (again.predict([SAID] * 4, own=PARTS) == (model.predict_proba([SAID] * 4, own=PARTS) >= model.thresholds)).all()


@pytest.mark.parametrize("name", NAMES)
def test_what_is_shown_is_right_in_half_of_the_cases(name):
    manifest, model = read_manifest(name), load_model(name)
    shown = [label for label, least in zip(model.labels, model.thresholds, strict=True) if not np.isnan(least)]
    assert shown == manifest["shown"]
    assert all(manifest["labels"][label]["precision"] >= 0.5 for label in shown)


def test_frames_are_as_good_as_the_project_promises():
    measured = read_manifest("frames")["metrics"]
    assert measured["articles"]["micro_f1"] >= 0.62
    assert measured["articles"]["micro_f1"] >= measured["articles, the same cut at one half"]["micro_f1"] + 0.05


def test_techniques_beat_a_bag_of_words():
    measured = read_manifest("techniques")["metrics"]
    assert measured["paragraphs"]["micro_f1"] > measured["paragraphs, TF-IDF and logistic regression"]["micro_f1"]


def test_frames_name_the_passages_that_speak_for_them():
    found = framing.frames(f"{HOSPITAL}\n\n{COURT}", everything=True)
    assert len(found) == 14
    assert found["probability"].is_monotonic_decreasing
    assert found.loc["legality, constitutionality and jurisprudence", "passages"][0] == 1
    assert found.loc["health and safety", "passages"][0] == 0
    assert found["probability"].between(0, 1).all()


def test_what_the_whole_text_adds_speaks_for_no_passage():
    text = f"\n\n  What a lie from these vile cronies!\n\n{HOSPITAL}\n\nIt was cold and we went home."
    found = frames_of(text, framing.split(text), "techniques", everything=True)  # its lengths are of no span
    assert found.loc["loaded language", "passages"][0] == 0


def test_only_frames_that_are_given_are_returned():
    found, everything = framing.frames(LONG), framing.frames(LONG, everything=True)
    assert 0 < len(found) < 14
    assert found["given"].all()
    assert found.equals(everything[everything["given"]])


def test_a_page_has_the_frames_of_its_text():
    pytest.importorskip("trafilatura")
    body = "".join(f"<p>{text}</p>" for text in (COURT, HOSPITAL) * 3)
    page = f"<html><head><title>News</title></head><body><article><h1>News</h1>{body}</article></body></html>"
    assert framing.frames(page).equals(framing.frames(framing.plain_text(page)))


def test_an_article_that_begins_like_a_page_is_read_once():
    pytest.importorskip("trafilatura", reason="needs the html extra")
    body = "".join(f"<p>{line}</p>" for line in [LONG] * 3)
    page = f"<!doctype html><title>&lt;html&gt; is a tag</title><article><h1>&lt;html&gt; is a tag</h1>{body}</article>"
    text, passages = framing.plain_text(page), framing.split(page)
    assert text.startswith("<html>")
    assert framing.frames(page, everything=True).equals(frames_of(text, passages, everything=True))


@pytest.mark.parametrize(
    "text",
    [
        "Rain fell.",
        "Der Senat hat das Gesetz am Montag beschlossen, und die Richter werden sich mit ihm befassen. " * 5,
        "Правительство приняло закон, и оппозиция протестовала против него в суде. " * 8,
    ],
    ids=["short", "German", "Russian"],
)
def test_what_says_too_little_is_given_no_frame(text):
    assert len(framing.frames(text)) == 0
    assert len(framing.frames(text, everything=True)) == 14


@pytest.mark.parametrize("text", ["", " \n", "12 %", "LONDON (Reuters) —"])
def test_what_has_no_words_has_no_frames(text):
    found = framing.frames(text)
    assert len(found) == 0
    assert found.dtypes.equals(framing.frames(COURT, everything=True).dtypes)
    assert found.index.name == "frame"


def test_a_report_has_its_frames_and_techniques():
    report = framing.score(f"{LONG}What a disgraceful, shameless lie from these vile cronies!")
    assert report.frames.equals(framing.frames(report.text))
    assert report.passages["techniques"].tolist() == [()] * 4 + [("loaded language",)]
    found = report.to_dict()
    assert [one["frame"] for one in found["frames"]] == report.frames.index.tolist()
    assert [one["techniques"] for one in found["passages"]] == [[]] * 4 + [["loaded language"]]
    page = report.to_html()
    assert "Framed as: legality, constitutionality and jurisprudence (" in page
    assert page.count("loaded language") >= 3


def test_a_package_without_these_models_reports_all_else(monkeypatch):
    monkeypatch.setattr("framing.report.is_shipped", lambda name: False)
    report = framing.score(LONG)
    assert report.passages["techniques"].tolist() == [()] * 4
    assert len(report.frames) == 0
    assert report.to_dict()["frames"] == []
    assert "Framed as: " not in report.to_html()


def test_techniques_are_the_authors():
    said = "“What a disgraceful, shameless lie from these vile cronies!” the mayor said."
    assert techniques_of(framing.score(said).scores)[-1] == ()
    assert "loaded language" in techniques_of(framing.score(said, quotes="include").scores)[0]


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: framing.frames(3), TypeError, "text must be a str"),
        (lambda: framing.frames("\ud800"), ValueError, "text must be valid Unicode"),
        (
            lambda: framing.frames(COURT, "fast"),
            ValueError,
            "model must tell labels, got 'fast', which scores passages; pass 'frames'",
        ),
        (
            lambda: framing.frames(COURT, "techniques"),
            ValueError,
            "model must tell frames, got 'techniques', which tells techniques of passages; pass 'frames'",
        ),
        (lambda: framing.frames(COURT, load_model("techniques")), ValueError, "model must tell frames, got a LabelClassifier"),
        (
            lambda: framing.score(COURT, "frames"),
            ValueError,
            "model must score passages, got 'frames', which tells labels; pass 'fast'",
        ),
        (lambda: framing.score(COURT, load_model("frames")), ValueError, "model must score passages, got a LabelClassifier"),
        (lambda: framing.frames(COURT, load_model("fast")), TypeError, "model must be a name, a folder or a LabelClassifier"),
        (lambda: framing.frames(COURT, "frame"), FileNotFoundError, "model must be one of"),
        (lambda: framing.frames(COURT, True), TypeError, "model must be a name, a folder or a LabelClassifier, got True"),
        (lambda: load_model("frames").predict("a"), TypeError, "texts must be"),
        (lambda: load_model("frames").predict(["a"], own=[]), ValueError, "own must have an entry for each of 1 texts, got 0"),
    ],
)
def test_bad_input_is_named(call, error, message):
    with pytest.raises(error, match=message):
        call()


def test_a_loaded_model_of_frames_tells_what_its_name_does():
    found = framing.frames(LONG)
    assert len(found) > 0
    pd.testing.assert_frame_equal(framing.frames(LONG, load_model("frames")), found)


def small(**changed):
    made = {
        "labels": ("grim", "glad"),
        "weights": {"words": Weights({"rain": 0, "sun": 1}, np.array([[1.0, -1.0], [-2.0, 2.0]]))},
        "intercept": np.array([0.5, -0.5]),
        "thresholds": np.array([0.5, np.nan]),
        "common": frozenset({"rain", "sun"}),
    }
    return LabelClassifier(**(made | changed))


def test_a_saved_model_tells_the_same(tmp_path):
    save_model(small(), tmp_path / "mine")
    found = load_model(tmp_path / "mine")
    assert found.labels == ("grim", "glad")
    assert found.thresholds[0] == 0.5
    texts = ["rain and sun", "Rain!", ""]
    assert found.decision_function(texts).tolist() == small().decision_function(texts).tolist()
    assert framing.frames("The rain fell. " * 20, tmp_path / "mine").index.tolist() == ["grim"]


@pytest.mark.parametrize(
    "changed",
    [
        {"intercept": np.array([0.5, np.nan])},
        {"intercept": np.array([0.5])},
        {"thresholds": np.array([0.5])},
        {"weights": {"words": Weights({"rain": 0}, np.array([[np.inf, 0.0]]))}},
        {"weights": {"words": Weights({"rain": 0}, np.array([[1.0]]))}},
        {"thresholds": np.array([0.5, 2.0])},
        {"weights": {"letters": Weights({"rain": 0}, np.array([[1.0, 0.0]]))}},
    ],
)
def test_a_broken_model_is_not_written(tmp_path, changed):
    with pytest.raises(ValueError, match="model must have finite weights"):
        save_model(small(**changed), tmp_path / "mine")
    assert not (tmp_path / "mine").exists()


def test_a_file_with_other_arrays_is_refused():
    from framing.models import built

    arrays = unpacked(archive({"labels": as_bytes(["a"]), "thresholds": np.array([0.5]), "common": as_bytes(["b"])}))
    manifest = {"kind": "labels", "intercept": [0.0], "features": {"words": 1}}
    with pytest.raises(IntegrityError, match="must hold a model of kind labels"):
        built(manifest, {"weights.npz": archive(arrays)})
