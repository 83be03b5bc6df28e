"""The report as values: frames, JSON, quotes and models."""

from __future__ import annotations

import copy
import json
import math
import pickle
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest
from reports import EMPTY, article, passage
from sklearn.base import clone

import framing
from framing.report import Report
from framing.scores import Cue


def test_a_report_has_what_its_scores_have(report: Report) -> None:
    scores = report.scores
    assert (report.text, report.score, report.quoted_score) == (scores.text, 0.25, 0.7)
    assert (report.model, report.warnings) == ("fast 0.1.0", ())


def test_a_report_cannot_be_changed(report: Report) -> None:
    with pytest.raises(FrozenInstanceError, match="scores"):
        report.scores = EMPTY


def test_passages_are_a_frame_with_a_named_index(report: Report) -> None:
    names = "start end text paragraph kind voice score quoted_score percentile n_words n_author_words n_quoted_words techniques"
    assert list(report.passages.columns) == names.split()
    assert report.passages.index.name == "passage"
    assert report.passages["start"].tolist() == [0, 9, 20, 51]
    assert report.passages is report.passages


def test_cues_are_a_frame(report: Report) -> None:
    assert list(report.cues.columns) == ["passage", "start", "end", "text", "kind", "weight", "suggestion", "voice"]
    assert report.cues["passage"].tolist() == [1, 2, 2, 2]


def test_frames_of_an_empty_article_keep_their_types() -> None:
    empty, full = Report(EMPTY), article(passage("Rain.", score=0.1), cues=(Cue(0, 0, 4, "Rain", "word", 0.4, ""),))
    assert len(empty.passages) == len(empty.cues) == 0
    assert empty.passages.dtypes.equals(full.passages.dtypes)
    assert empty.cues.dtypes.equals(full.cues.dtypes)


def test_nan_becomes_null(report: Report) -> None:
    found = json.loads(report.to_json(), parse_constant=pytest.fail)
    assert [one["score"] for one in found["passages"]] == [None, 0.1, 0.9, None]
    assert list(found) == ["model", "score", "quoted_score", "warnings", "genre", "frames", "passages", "cues"]


def test_json_is_exact_and_on_one_line() -> None:
    made = article(passage("Rain\nfell “é”.", score=1 / 3))
    assert "\n" not in made.to_json()
    assert "“é”" in made.to_json()
    assert json.loads(made.to_json())["passages"][0]["score"] == 1 / 3


def test_the_repr_is_one_line(report: Report) -> None:
    assert repr(report) == "<Report: 4 passages, score 0.25, model 'fast 0.1.0'>"


@pytest.mark.parametrize("text", ["", " \n\t", "\ufeff"])
def test_an_article_without_words_is_a_report_too(text: str) -> None:
    report = framing.score(text)
    assert math.isnan(report.score)
    assert (len(report.passages), report.warnings) == (0, ("text has no passages to score",))


def test_a_loaded_model_scores_as_its_name_does() -> None:
    text = "The shameless regime lied. Talks resume on Monday."
    named, loaded = framing.score(text), framing.score(text, model=framing.load_model("fast"))
    assert loaded.to_dict() == named.to_dict()


def test_a_model_that_is_copied_pickled_cloned_or_set_anew_keeps_its_name() -> None:
    loaded = framing.load_model("fast")
    again = loaded.set_params(intercept=loaded.intercept)
    same = (copy.copy(loaded), pickle.loads(pickle.dumps(loaded)), clone(loaded), again)
    assert {framing.score("Rain fell.", one).model for one in same} == {framing.score("Rain fell.").model}
    assert framing.compare("Rain fell.", "Rain fell.", model=loaded).to_dict()["model"] == framing.score("Rain fell.").model


def test_a_model_that_is_changed_loses_its_name() -> None:
    changed = framing.load_model("fast").set_params(intercept=5.0)
    report = framing.score("Rain fell on the town. " * 60, changed)
    assert report.model == "FastClassifier"
    assert math.isnan(report.genre.probability)


def test_a_model_that_was_built_by_hand_is_called_by_its_class() -> None:
    built = framing.FastClassifier(**framing.load_model("fast").get_params())
    assert framing.score("Rain fell.", built).model == "FastClassifier"


def test_a_folder_is_a_model_too(tmp_path: Path) -> None:
    framing.save_model(framing.load_model("fast"), tmp_path / "mine", manifest={"version": "7"})
    report = framing.score("The shameless regime lied.", model=tmp_path / "mine")
    assert report.model == "mine 7"
    assert framing.score("Rain fell.", framing.load_model(tmp_path / "mine")).model == "mine 7"
    assert report.score == framing.score(report.text).score


def test_a_model_of_another_kind_is_refused() -> None:
    with pytest.raises(TypeError, match=r"model must be a name, a folder or a classifier of framing's, got 3; pass 'fast'"):
        framing.score("Rain fell.", model=3)


@pytest.mark.parametrize(
    ("quotes", "own", "quoted"), [("separate", False, True), ("include", True, False), ("exclude", False, False)]
)
def test_quotes_say_what_happens_to_speech(quotes: str, own: bool, quoted: bool) -> None:
    report = framing.score("“It is a shameless plot,” she said. “This is a shameless plot.”", quotes=quotes)
    assert math.isnan(report.scores.passages[-1].score) is not own
    assert math.isnan(report.quoted_score) is not quoted
