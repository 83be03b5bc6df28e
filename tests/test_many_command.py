import sys
from pathlib import Path

import pandas as pd
import pytest

from framing.__main__ import main
from framing.many import Progress, Run
from framing.many.command import summary, watched


@pytest.fixture
def archive(tmp_path):
    path = tmp_path / "articles.csv"
    path.write_text("name,paper,body\na,Times,A vile lie. Rain fell.\nb,Herald,\n", encoding="utf-8")
    return path


def test_the_command_scores_and_says_what_it_did(archive, tmp_path, capsys):
    arguments = [
        "--text",
        "body",
        "--id",
        "name",
        "--source",
        "paper",
        "--quotes",
        "include",
        "--keep",
        "name, paper",
        "--out",
        str(tmp_path / "out"),
    ]
    assert main(["score-many", str(archive), *arguments]) == 0
    said = capsys.readouterr()
    assert said.out.startswith("2 articles, 2 passages; 1 without a score (1 text is empty: see column reason); ")
    assert said.err == ""
    assert pd.read_parquet(tmp_path / "out")["source"].tolist() == ["Times", "Times", "Herald"]


@pytest.mark.parametrize(
    ("run", "said"), [(Run(1, 1), "1 article, 1 passage; 2 s: out\n"), (Run(1234, 0), "1,234 articles, 0 passages; 2 s: out\n")]
)
def test_what_was_done_is_counted_as_people_count(run, said):
    assert summary(run, Path("out"), 1.6) == said


def test_what_was_scored_before_is_counted(archive, tmp_path, capsys):
    arguments = ["score-many", str(archive), "--text", "body", "--out", str(tmp_path / "out"), "--rows", "1"]
    assert main(arguments) == 0
    (tmp_path / "out/part-000001.parquet").unlink()
    assert main([*arguments, "--resume"]) == 0
    assert "; 1 scored before; " in capsys.readouterr().out


def test_a_run_that_scored_nothing_fails(archive, tmp_path, capsys):
    archive.write_text("body,n\n,1\n", encoding="utf-8")
    assert main(["score-many", str(archive), "--text", "body", "--out", str(tmp_path / "out")]) == 1
    assert capsys.readouterr().out.startswith("1 article, 0 passages; 1 without a score")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--text", "none"], "must be a column of articles.csv, got 'none'; it has name, paper, body"),
        (["--text", "body", "--model", "slow"], "model must be one of"),
        (
            ["--text", "body", "--scheduler", "nowhere"],
            "scheduler must be the address of a running Dask scheduler, got 'nowhere'",
        ),
    ],
)
def test_an_error_is_a_line_and_a_status(archive, tmp_path, capsys, arguments, message):
    assert main(["score-many", str(archive), "--out", str(tmp_path / "out"), *arguments]) == 1
    said = capsys.readouterr()
    assert said.err.startswith("framing score-many: ")
    assert message in said.err
    assert said.out == ""


def test_an_interruption_says_how_to_go_on(archive, tmp_path, capsys, monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt
        yield

    monkeypatch.setattr("framing.many.command.steps", interrupted)
    assert main(["score-many", str(archive), "--out", str(tmp_path / "out")]) == 130
    assert capsys.readouterr().err == "framing score-many: interrupted; go on with --resume\n"


@pytest.mark.parametrize("missing", [False, True])
def test_a_bar_changes_nothing(monkeypatch, missing):
    if missing:
        monkeypatch.setitem(sys.modules, "tqdm", None)
    steps = [Progress(Run(1, 2), 50, 100), Progress(Run(2, 4), 100, 100)]
    assert list(watched(iter(steps))) == steps
