"""Tests of `framing evaluate`: a user's own file, pages, charts, errors, and what is written."""

import builtins
import json

import numpy as np
import pandas as pd
import pytest

from framing import datasets
from framing.__main__ import main
from framing.evaluation import everything
from framing.evaluation.charts import charts
from framing.evaluation.everything import all_folds, annotated, evaluate, marked_words
from framing.evaluation.files import read_table
from framing.evaluation.held_out import HeldOut, known, packed
from framing.evaluation.judgements import groups_of, labelled
from framing.evaluation.page import page
from framing.evaluation.subject import Unmeasured, subject
from framing.models import HELD_OUT, load_model, save_model

TEXTS = ["The council met on Monday.", "The shameless regime lied again!", "Rain fell on Rome.", "A vile, disgraceful stunt."]
FRAME = pd.DataFrame(
    {"text": TEXTS, "label": [0, 1, 0, 1], "source": ["Wire", "Blog", "Wire", None], "strength": [0, 1, 0.2, 0.6]}
)
FILES = ["evaluation.json", "evaluation.md", "reliability.png", "sources.png"]
PNG = b"\x89PNG"


@pytest.fixture
def csv(tmp_path, monkeypatch):
    monkeypatch.delenv("FRAMING_DATA", raising=False)
    FRAME.to_csv(tmp_path / "mine.csv", index=False)
    return tmp_path / "mine.csv"


# --- a frame of one's own


def test_one_passage_or_one_article_has_no_interval(fast):
    [_, blog] = labelled(fast, FRAME, 20)["sources"]
    assert (blog["n"], blog["share"]["value"], blog["share"]["low"], blog["score"]["high"]) == (1, 1, None, None)
    one = labelled(fast, FRAME.assign(group="a"), 20)["measures"]["Labelled passages"]
    assert {measured["low"] for measured in one.values()} == {None}


def test_own_labels_are_measured_and_sources_compared(fast):
    got = labelled(fast, FRAME, 20)
    measures = got["measures"]["Labelled passages"]
    assert list(measures) == ["macro-F1", "MCC", "AUC", "calibration error", "Spearman with strength"]
    assert (measures["AUC"]["value"], measures["macro-F1"]["n"]) == (1, 4)
    assert [(row["source"], row["n"], row["share"]["value"]) for row in got["sources"]] == [("Wire", 2, 0), ("Blog", 1, 1)]
    assert got["sources"][0]["AUC"]["value"] is None
    assert labelled(fast, FRAME.astype({"source": "category"}), 20)["sources"] == got["sources"]
    assert sum(one["n"] for one in got["reliability"]) == 4


def test_a_strength_may_be_empty(fast):
    got = labelled(fast, FRAME.assign(strength=["0.1", "", None, " 0.9 "]), 0)["measures"]["Labelled passages"]
    assert got["Spearman with strength"]["n"] == 2


def test_source_and_strength_are_optional(fast):
    got = labelled(fast, FRAME[["text", "label"]], 0)
    assert got["sources"] == []
    assert "Spearman with strength" not in got["measures"]["Labelled passages"]


def test_passages_of_one_article_are_drawn_together(fast):
    frame = pd.concat([FRAME.iloc[[0, 3]]] * 20).assign(label=[0, 1, 1, 0] * 10)
    alone = labelled(fast, frame, 50)["measures"]["Labelled passages"]["AUC"]
    together = labelled(fast, frame.assign(group=["a", "a", "b", "b"] * 10), 50)["measures"]["Labelled passages"]["AUC"]
    assert (alone["low"] > 0.2, together["low"], together["high"]) == (True, 0, 1)


@pytest.mark.parametrize(
    "groups",
    [
        [1, "b", None, np.nan],
        pd.array(["a", "b", None, ""], dtype="string"),
        pd.Categorical(["a", "b", None, None]),
        pd.array([1, 2, None, None], dtype="Int64"),
        [("a", 1), 1, ("a", "b"), None],
    ],
)
def test_a_passage_without_a_group_is_by_itself(groups):
    assert len(set(groups_of(FRAME.assign(group=groups)))) == 4


@pytest.mark.parametrize(("group", "got"), [(["a"], r"list \['a'\]"), (("a", ["b"]), r"tuple \('a', \['b'\]\)")])
def test_a_group_that_is_a_list_or_has_one_is_refused_by_name(group, got):
    with pytest.raises(TypeError, match=f"group must hold texts or numbers, got {got}; write it as one text"):
        groups_of(FRAME.assign(group=[group] * 4))


def test_the_command_draws_the_passages_of_one_article_together(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    frame = pd.concat([FRAME.iloc[[0, 3]]] * 20).assign(label=[0, 1, 1, 0] * 10, article=["a", "a", "b", "b"] * 10)
    frame.to_csv("mine.csv", index=False)
    assert main(["evaluate", "--labelled", "mine.csv", "--resamples", "50", "--group", "article", "--out", "out"]) == 0
    found = json.loads((tmp_path / "out/evaluation.json").read_text(encoding="utf-8"))
    assert found["measures"]["Labelled passages"]["AUC"]["low"] == 0


def test_a_sources_passages_of_one_article_are_drawn_together(fast):
    frame = pd.DataFrame({"text": [TEXTS[0]] * 20, "label": [0] * 10 + [1] * 10, "source": "Wire"})
    [alone] = labelled(fast, frame, 50)["sources"]
    [together] = labelled(fast, frame.assign(group=["a"] * 10 + ["b"] * 10), 50)["sources"]
    assert 0 < alone["share"]["low"] < alone["share"]["high"] < 1
    assert (together["share"]["low"], together["share"]["high"]) == (0, 1)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"label": [0, 1, 2, 1]}, r"label must be 0 .* or 1 .*, got 2 in row 2; recode it"),
        ({"label": ["0", "1", "no", "1"]}, "got 'no' in row 2"),
        ({"label": [0, 1, np.nan, 1]}, "got nan in row 2"),
        ({"label": 1}, "label must have both classes, got 1 only"),
        ({"text": ["a", " ", "b", "c"]}, "text must be a passage in every row, got ' ' in row 1; drop that row"),
        ({"text": ["a", None, "b", "c"]}, "text must be a passage in every row, got .* in row 1"),
        ({"strength": ["0.2", "", None, "0,7"]}, "strength must be a number, or empty, got '0,7' in row 3; recode it"),
        ({"id": [1, 2, 3, 2]}, "id must be there once, got 2 twice; drop one of the rows"),
    ],
)
def test_a_frame_that_cannot_be_measured_is_refused(fast, change, message):
    with pytest.raises(ValueError, match=message):
        labelled(fast, FRAME.assign(**change))


@pytest.mark.parametrize(
    ("frame", "resamples", "error", "message"),
    [
        ({"text": TEXTS}, 9, TypeError, "frame must be a pandas DataFrame, got dict .*; make one of it"),
        (pd.concat([FRAME, FRAME[["text"]]], axis=1), 9, ValueError, "must have one column 'text', got several; drop or rename"),
        (FRAME, 1.5, TypeError, "resamples must be an int, got float 1.5"),
    ],
)
def test_what_is_no_frame_or_number_of_draws_is_refused(frame, resamples, error, message):
    with pytest.raises(error, match=message):
        labelled("fast", frame, resamples)


def test_a_frame_without_a_column_or_a_row_is_refused(fast):
    with pytest.raises(ValueError, match=r"must have a column 'label', got 'text, source, strength'; name"):
        labelled(fast, FRAME.drop(columns="label"))
    with pytest.raises(ValueError, match="got no rows"):
        labelled(fast, FRAME[:0])


# --- pages and charts


def test_a_page_says_why_something_was_not_measured():
    missing = {"mpqa": {"reason": "no mpqa here"}}
    found = {"model": "mine 1", "of": "x", "resamples": 5, "seed": 1, "measures": {"Transfer": missing}, "left_out": 3}
    assert "- mpqa: not measured. no mpqa here" in page(found)
    assert "Left out: 3 passages" in page(found)
    assert "| measure" not in page(found)


def test_a_sources_name_does_not_break_its_table(fast):
    got = labelled(fast, FRAME.assign(source="Bar | Grill\nNews $x$ <b>"), 5) | {"model": "mine", "of": "x"}
    assert "| Bar \\| Grill News $x$ <b> | " in page(got)
    assert charts(got)["sources.png"].startswith(PNG)


def test_equal_measures_give_equal_charts(fast):
    got = labelled(fast, FRAME, 5) | {"model": "mine", "of": "x"}
    assert charts(got) == charts(got)
    assert charts(got | {"sources": [], "reliability": []}) == {}


# --- the command


@pytest.mark.parametrize("kind", ["csv", "jsonl", "parquet"])
def test_own_files_are_measured_and_written(tmp_path, monkeypatch, capsys, kind):
    monkeypatch.delenv("FRAMING_DATA", raising=False)
    frame = FRAME.rename(columns={"text": "sentence", "label": "biased"})
    path = tmp_path / f"mine.{kind}"
    {"csv": lambda: frame.to_csv(path), "jsonl": lambda: frame.to_json(path, orient="records", lines=True)}.get(
        kind, lambda: frame.to_parquet(path)
    )()
    out = tmp_path / "new" / "out"
    arguments = ["--labelled", str(path), "--text", "sentence", "--label", "biased", "--out", str(out), "--resamples", "9"]
    assert main(["evaluate", *arguments]) == 0
    assert sorted(file.name for file in out.iterdir()) == FILES
    assert capsys.readouterr().out == (out / "evaluation.md").read_text(encoding="utf-8")
    found = json.loads((out / "evaluation.json").read_text(encoding="utf-8"))
    assert (found["model"].split()[0], found["of"], found["resamples"]) == ("fast", f"mine.{kind}", 9)
    assert found["measures"]["Labelled passages"]["AUC"]["value"] == 1


@pytest.mark.parametrize("kind", ["csv", "jsonl"])
def test_a_byte_order_mark_and_rare_ends_of_line_are_no_hindrance(tmp_path, kind):
    frame = FRAME[["text", "label"]].assign(text=[f"Rain\u2028fell\x85on {day}." for day in range(4)])
    lines = frame.to_csv(index=False) if kind == "csv" else frame.to_json(orient="records", lines=True, force_ascii=False)
    (tmp_path / f"mine.{kind}").write_text(lines, encoding="utf-8-sig")
    read = read_table(tmp_path / f"mine.{kind}", {"text": "text", "label": "label"}, "FILE")
    pd.testing.assert_frame_equal(read, frame, check_dtype=False)


@pytest.mark.parametrize(("line", "message"), [("[1, 2]", r"line 3 is no JSON object, but \[1, 2\]"), ("{", "line 3 is no JSON")])
def test_the_line_that_holds_no_object_is_named(tmp_path, line, message):
    (tmp_path / "mine.jsonl").write_text(f'{{"text": "a", "label": 0}}\n\n{line}\n', encoding="utf-8")
    with pytest.raises(ValueError, match=f"which pandas cannot read: {message}"):
        read_table(tmp_path / "mine.jsonl", {"text": "text", "label": "label"}, "FILE")


def test_numbers_among_the_texts_of_a_csv_file_stay_as_they_are_written(tmp_path):
    rows = {"text": ["1984", "2024"], "label": [True, False], "source": ["007", "7"], "id": ["01", "1"]}
    pd.DataFrame(rows).to_csv(tmp_path / "mine.csv", index=False)
    read = read_table(tmp_path / "mine.csv", {"text": "text", "label": "label", "source": None}, "FILE")
    assert read.to_dict("list") == rows


def test_rows_that_are_wider_than_their_heading_are_not_read_as_others(tmp_path):
    (tmp_path / "mine.csv").write_text("text,label\na,b,0\nc,d,1\n", encoding="utf-8")
    with pytest.raises(ValueError, match="which pandas cannot read: its rows have more cells than its heading"):
        read_table(tmp_path / "mine.csv", {"text": "text", "label": "label"}, "FILE")


def test_passages_that_the_model_was_trained_on_are_left_out(csv, tmp_path, fast, capsys):
    held_out = packed(HeldOut({"babe, random folds": known(TEXTS[:1], [0.0])}))
    save_model(fast, tmp_path / "mine", manifest={"data": {"babe": {}}}, extras={HELD_OUT: held_out})
    with csv.open("a", encoding="utf-8") as file:
        file.write("Another plain day.,0,,\n")
    assert main(["evaluate", "--model", str(tmp_path / "mine"), "--labelled", str(csv), "--resamples", "0"]) == 0
    assert "Left out: 1 passages" in capsys.readouterr().out


@pytest.mark.parametrize("n", [2, 4])
def test_a_file_that_the_model_was_trained_on_is_not_blamed(csv, tmp_path, fast, capsys, n):
    held_out = packed(HeldOut({"babe, random folds": known([TEXTS[at] for at in (1, 3, 0, 2)][:n], [0.0] * n)}))
    save_model(fast, tmp_path / "mine", manifest={"data": {"babe": {}}}, extras={HELD_OUT: held_out})
    assert main(["evaluate", "--model", str(tmp_path / "mine"), "--labelled", str(csv)]) == 1
    assert f"without the passages that mine 0 was trained on, which are {n} of 4; add" in capsys.readouterr().err


def test_a_file_in_the_way_is_named_before_measuring(csv, monkeypatch, capsys):
    monkeypatch.setattr("framing.evaluation.command.measured", lambda _: pytest.fail("measured"))
    with pytest.raises(SystemExit, match="2"):
        main(["evaluate", "--labelled", str(csv), "--out", str(csv)])
    assert "argument --out: must be a folder, got the file" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "arguments", "message"),
    [
        ("", [], "must be a table in UTF-8, got 'mine.csv', which pandas cannot read"),
        ("text,label\na,b,c,0\nd,1,2,3,4\n", [], "Expected 4 fields in line 3, saw 5; repair it"),
        ("text,label\n", [], "got no rows"),
        ("text,label\na,0\nb,1\n", ["--text", "body"], "--text must name a column of 'mine.csv', got 'body'; it has text, label"),
        ("text,label\na,0\nb,1\n", ["--source", "outlet"], "--source must name a column of 'mine.csv', got 'outlet'"),
        ("text,kind\na,0\nb,1\n", [], "--label must name a column of 'mine.csv', got 'label'; it has text, kind"),
        ("text,label\na,0\nb,3\n", [], "label must be 0"),
        ("text,label\na,0\nb,0\n", [], "both classes"),
        ("id,text,label\n7,a,0\n7,b,1\n", [], "id must be there once, got '7' twice"),
        ("text,label\na,0\nb,1\n", ["--model", "slow"], "model must be one of accurate, fast"),
        ("text,label\na,0\nb,1\n", ["--labelled", "none.csv"], "--labelled must be a file, got 'none.csv'"),
        (
            "text,label\na,0\nb,1\n",
            ["--labelled", __file__],
            "must end in .csv, .jsonl, .parquet, got 'test_evaluation_command.py'",
        ),
        ("text,label\na,0\nb,1\n", ["--data-dir", "none"], "'babe'"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(csv, capsys, content, arguments, message):
    csv.write_text(content, encoding="utf-8")
    out = csv.parent / "out"
    assert main(["evaluate", "--labelled", str(csv), "--out", str(out), *arguments]) == 1
    got = capsys.readouterr()
    assert message in got.err
    assert got.err.startswith("framing evaluate: ")
    assert (got.out, out.exists()) == ("", False)


def test_a_folder_of_data_that_is_not_there_is_named(tmp_path, capsys):
    assert main(["evaluate", "--data-dir", str(tmp_path / "none"), "--out", str(tmp_path / "out")]) == 1
    assert "data_dir must be a folder, got" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_without_matplotlib_only_the_charts_are_missing(csv, monkeypatch, capsys):
    real = builtins.__import__

    def without(name, *arguments, **options):
        if name.startswith("matplotlib"):
            raise ImportError(name)
        return real(name, *arguments, **options)

    monkeypatch.setattr(builtins, "__import__", without)
    assert main(["evaluate", "--labelled", str(csv), "--out", str(csv.parent / "out"), "--resamples", "0"]) == 0
    assert sorted(file.name for file in (csv.parent / "out").iterdir()) == FILES[:2]
    assert capsys.readouterr().err.count("pip install 'news-framing[charts]'") == 1


@pytest.mark.parametrize("draws", ["-1", "many"])
def test_a_wrong_number_of_draws_exits_with_2(draws, capsys):
    with pytest.raises(SystemExit, match="2"):
        main(["evaluate", f"--resamples={draws}"])
    assert "must be a whole number" in capsys.readouterr().err


# --- everything


def test_without_data_every_measure_has_a_reason(tmp_path, monkeypatch):
    monkeypatch.setattr(everything, "behaviour", lambda model, resamples: {})
    found = evaluate("fast", tmp_path, 0)
    reasons = [one["reason"] for section in found["measures"].values() for one in section.values()]
    assert all("download the set from" in reason for reason in reasons)
    assert found["reliability"] == found["sources"] == []
    assert page(found)


def test_held_out_scores_of_a_models_folder_are_measured(tmp_path, fast, monkeypatch):
    babe = FRAME.assign(votes=[5, 5, 5, np.nan], words=[[], ["shameless"], [], ["vile"]], group=list("abcd"), set="babe")

    def load(name, data_dir=None):
        if name != "babe":
            raise FileNotFoundError(name)
        return babe

    held_out = {"babe, random folds": known(TEXTS[:3], [-1.0, 1.0, 1.0], [[0, 0, 0], [1, 1, 1], [0, 1, 0]])}
    save_model(fast, tmp_path, manifest={"data": {"babe": {}}}, extras={HELD_OUT: packed(HeldOut(held_out))})
    monkeypatch.setattr(everything, "behaviour", lambda model, resamples: {})
    monkeypatch.setattr(datasets, "load", load)
    found = evaluate(tmp_path, None, 20)
    folds, words = found["measures"]["Held-out folds"], found["measures"]["Marked words"]
    assert (folds["babe, random folds: AUC"]["value"], folds["babe, random folds: AUC"]["n"]) == (0.75, 3)
    assert "keeps no held-out scores" in folds["babe, topic folds"]["reason"]
    assert words["marked words of babe: F1"]["value"] == pytest.approx(2 / 3)
    assert [row["source"] for row in found["sources"]] == ["Wire", "Blog"]


def test_a_model_that_was_not_trained_on_babe_is_scored_on_it(tmp_path, fast, monkeypatch):
    babe = FRAME.assign(votes=np.nan, words=[["shameless"]] * 4, group=list("abcd"))
    save_model(fast, tmp_path)
    monkeypatch.setattr(datasets, "load", lambda name, data_dir=None: babe)
    measured = marked_words(subject(tmp_path, None, 0))
    assert measured["marked words of babe: recall"].value == 1
    assert all_folds(subject(tmp_path, None, 0))["babe, topic folds: AUC"].n == 4


@pytest.mark.parametrize(
    ("votes", "words", "n"), [([5, np.nan], [["vile"], []], 1), ([np.nan] * 2, [["vile"], []], 2), ([5, 5], [[], []], 2)]
)
def test_only_passages_whose_words_were_judged_are_counted(votes, words, n):
    assert len(annotated(pd.DataFrame({"votes": votes, "words": words}))) == n


def test_without_marked_words_there_is_a_reason():
    with pytest.raises(Unmeasured, match="have no marked words"):
        annotated(pd.DataFrame({"votes": [np.nan], "words": [[]]}))


@pytest.mark.slow
def test_everything_is_measured_of_a_model_that_keeps_held_out_scores(data_dir, tmp_path):
    found = evaluate("fast", data_dir, 5)
    assert json.loads(json.dumps(found, allow_nan=False)) == found
    assert found["measures"]["Transfer"]["mpqa: AUC"]["value"] > 0.65
    assert load_model("fast").classes_.tolist() == [0, 1]
