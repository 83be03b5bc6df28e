"""Tests of `framing.__main__`: formats, errors, exit codes."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import framing
import framing.train
from framing.__main__ import colored, main

ROOT = Path(__file__).parents[1]
ARTICLE = ROOT / "docs/article.txt"
MODULE = [sys.executable, "-m", "framing"]


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Go to a folder with good and bad articles."""
    contents = {"good.txt": b"Rain fell.", "empty.txt": b"", "bom.txt": b"\xef\xbb\xbfRain fell.", "latin.txt": b"It\x92s wet."}
    contents |= {
        "utf16.txt": "Rain.".encode("utf-16"),
        "nul.txt": b"PK\0Rain",
        "binary.bin": b"PK\0\xff\xfe",
        "bom_latin.txt": b"\xef\xbb\xbfIt\x92s wet.",
    }
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "folder").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def report() -> framing.Report:
    return framing.score(ARTICLE.read_text(encoding="utf-8"))


def output(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    """Return what a command that goes well writes."""
    assert main([str(one) for one in arguments]) == 0
    found = capsys.readouterr()
    assert found.err == ""
    return found.out


# --- formats


def test_text_is_the_report(capsys: pytest.CaptureFixture[str], report: framing.Report) -> None:
    assert output(capsys, "score", ARTICLE) == f"{report}\n"
    assert output(capsys, "score", ARTICLE, "--limit", 2) == report.to_text(limit=2) + "\n"


def test_json_is_one_object(capsys: pytest.CaptureFixture[str], report: framing.Report) -> None:
    found = json.loads(output(capsys, "score", ARTICLE, "--format", "json"))
    assert found == {"file": str(ARTICLE), **report.to_dict()}


@pytest.mark.parametrize(("names", "found"), [(["good.txt", "empty.txt"], 2), (["good.txt", "none"], 1), (["none", "none"], 0)])
def test_json_of_several_files_is_an_array(files: Path, capsys: pytest.CaptureFixture[str], names: list[str], found: int) -> None:
    main(["score", *names, "--format", "json"])
    assert [one["file"] for one in json.loads(capsys.readouterr().out)] == names[:found]


def test_jsonl_is_a_line_for_each_file(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = output(capsys, "score", "good.txt", "empty.txt", "--format", "jsonl").splitlines()
    assert [json.loads(line)["file"] for line in lines] == ["good.txt", "empty.txt"]
    assert [len(json.loads(line)["passages"]) for line in lines] == [1, 0]


def test_csv_is_a_row_for_each_passage(capsys: pytest.CaptureFixture[str], report: framing.Report) -> None:
    rows = list(csv.DictReader(io.StringIO(output(capsys, "score", ARTICLE, "--format", "csv"))))
    assert list(rows[0]) == ["file", *report.passages.columns]
    assert [row["text"] for row in rows] == report.passages["text"].tolist()
    assert [row["score"] for row in rows] == ["" if score != score else str(score) for score in report.passages["score"].tolist()]


def test_csv_warns_on_standard_error(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score", "empty.txt", "--format", "csv"]) == 0
    assert capsys.readouterr().err == "framing: empty.txt: text has no passages to score\n"


def test_html_is_the_page(capsys: pytest.CaptureFixture[str], report: framing.Report) -> None:
    assert output(capsys, "score", ARTICLE, "--format", "html") == report.to_html()


def test_several_texts_stand_under_their_names(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    parts = output(capsys, "score", "good.txt", "bom.txt").split("\n\n")
    assert [part.strip() for part in parts if part.strip().endswith(".txt")] == ["good.txt", "bom.txt"]


def test_an_empty_file_has_nothing_to_score(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert output(capsys, "score", "empty.txt").startswith("nothing to score · 0 passages")


def test_a_byte_order_mark_is_no_text(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(output(capsys, "score", "bom.txt", "--format", "json"))
    assert (found["passages"][0]["start"], found["passages"][0]["text"]) == (0, "Rain fell.")


def test_quotes_are_passed_on(capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(output(capsys, "score", ARTICLE, "--format", "json", "--quotes", "exclude"))
    assert found["quoted_score"] is None


# --- errors


def test_standard_input_stands_once(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["score", "-", "-"])
    assert "standard input can be read once" in capsys.readouterr().err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs the device /dev/full")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("good.txt >/dev/full", "framing: output: No space left on device; make room, or write elsewhere\n"),
        ("good.txt >&-", ""),
        ("good.txt 2>&-", ""),
        ("- <&-", "framing: standard input: must be open, got a closed one; name a file\n"),
    ],
)
def test_what_cannot_be_read_or_written_is_no_traceback(files: Path, arguments: str, said: str) -> None:
    command = f'"{sys.executable}" -m framing score {arguments}'
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, said)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("none.txt", "none.txt: no such file; check its name and folder"),
        ("", "framing: file: must be named, got an empty name; is a variable of the shell unset?"),
        ("folder", "folder: must be a file, got a folder; name the files in it"),
        ("latin.txt", "got byte 0x92 at offset 2; convert it: iconv -f windows-1252 -t utf-8 latin.txt"),
        ("bom_latin.txt", "got byte 0x92 at offset 5;"),
        ("nul.txt", "nul.txt: must be text, got a NUL at character 2; is it a binary file, or UTF-16?"),
        ("binary.bin", "binary.bin: must be text, got a binary file; name a file of plain text or HTML"),
        ("utf16.txt", "iconv -f utf-16 -t utf-8 utf16.txt"),
        ("x" * 300, "File name too long"),
        ("\x1b[2J", "framing: [2J: no such file"),
    ],
)
def test_a_bad_file_is_named_and_the_others_are_done(
    files: Path, capsys: pytest.CaptureFixture[str], name: str, message: str
) -> None:
    assert main(["score", name, "good.txt", "--format", "jsonl"]) == 1
    found = capsys.readouterr()
    assert message in found.err
    assert found.err.count("\n") == 1
    assert json.loads(found.out)["file"] == "good.txt"


@pytest.mark.parametrize("format_", ["text", "json", "jsonl", "html"])
def test_one_bad_file_writes_nothing(files: Path, capsys: pytest.CaptureFixture[str], format_: str) -> None:
    assert main(["score", "none.txt", "--format", format_]) == 1
    assert capsys.readouterr().out == ""


def test_an_unreadable_file_is_named(files: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    framing.score("")
    assert main(["score", "good.txt"]) == 1
    assert capsys.readouterr().err == "framing: good.txt: may not be read; change its permissions\n"


def test_a_missing_model_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score", str(ARTICLE), "--model", "slow"]) == 1
    found = capsys.readouterr()
    assert found.out == ""
    assert found.err.startswith("framing: --model slow: model must be one of ")


def test_a_model_that_was_changed_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    framing.save_model(framing.load_model("fast"), tmp_path)
    with (tmp_path / "weights.npz").open("ab") as file:
        file.write(b"x")
    assert main(["score", str(ARTICLE), "--model", str(tmp_path)]) == 1
    assert "weights.npz must have sha256" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "required: COMMAND"),
        (["judge"], "invalid choice: 'judge'"),
        (["score"], "required: FILE"),
        (["score", "a", "--format", "pdf"], "invalid choice: 'pdf'"),
        (["score", "a", "--quotes", "some"], "invalid choice: 'some'"),
        (["score", "a", "--limit", "-1"], "must be a whole number, 0 or more, got '-1'"),
        (["score", "a", "b", "--format", "html"], "--format html takes one file, got 2"),
    ],
)
def test_a_wrong_command_line_exits_with_2(capsys: pytest.CaptureFixture[str], arguments: list[str], message: str) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(arguments)
    assert message in capsys.readouterr().err


# --- other commands


def test_models_are_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    heading, *rows = output(capsys, "models").splitlines()
    assert heading.split() == ["name", "version", "created", "description"]
    assert [row.split()[:2] for row in rows] == [[one["name"], one["version"]] for one in framing.list_models()]


def test_the_version_is_the_packages(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        main(["--version"])
    assert capsys.readouterr().out == f"framing {framing.__version__}\n"


def test_train_gets_all_that_follows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(framing.train, "main", lambda arguments: len(arguments))
    assert main(["train", "fast", "--data-dir", "x"]) == 3


# --- terminals and pipes


@pytest.mark.parametrize(
    ("stream", "setting", "expected"),
    [(io.StringIO(), "", False), (Terminal(), "", True), (Terminal(), "1", False), (io.StringIO(), "1", False)],
)
def test_colour_is_for_terminals_of_those_who_want_it(
    monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, setting: str, expected: bool
) -> None:
    monkeypatch.setenv("NO_COLOR", setting)
    assert colored(stream) is expected


@pytest.mark.parametrize(("names", "drawn"), [(["good.txt"], False), (["good.txt", "empty.txt"], True)])
def test_a_bar_is_drawn_for_several_files(files: Path, monkeypatch: pytest.MonkeyPatch, names: list[str], drawn: bool) -> None:
    monkeypatch.setattr(sys, "stderr", Terminal())
    assert main(["score", *names]) == 0
    found = sys.stderr.getvalue()
    assert ("] 1/2" in found) is drawn
    assert not found or found.endswith("\r\x1b[K")


@pytest.mark.parametrize("data", [b"", "“Rain” fell.".encode(), b"\xff"])
def test_standard_input_is_utf8_under_any_locale(data: bytes) -> None:
    settings = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONPATH": str(ROOT)}
    done = subprocess.run([*MODULE, "score", "-", "--format", "csv"], input=data, env=settings, capture_output=True, check=False)
    assert done.returncode == (1 if data == b"\xff" else 0)
    assert done.stderr.decode().startswith("framing: standard input: must be UTF-8") is (data == b"\xff")
    assert ("“Rain” fell." in done.stdout.decode()) is (len(data) > 1)


def test_a_closed_pipe_is_no_error() -> None:
    command = [*MODULE, "score", *[str(ARTICLE)] * 9, "--format", "jsonl"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait() == 0


def test_errors_are_written_in_one_place():
    package = Path(framing.__file__).parent
    writing = [path.name for path in package.rglob("*.py") if "stderr.write" in path.read_text(encoding="utf-8")]
    assert sorted(writing) == ["__main__.py", "console.py"]  # the first one draws a bar
