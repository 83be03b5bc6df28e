from pathlib import Path

import pytest

import framing
from framing.__main__ import main


@pytest.fixture
def files(tmp_path, monkeypatch):
    contents = {
        "good.txt": b"Rain fell.",
        "rewrite.txt": b"Rain fell. A vile day!",
        "empty.txt": b"",
        "latin.txt": b"It\x92s wet.",
    }
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("kind", ["text", "json", "html"])
def test_a_comparison_is_that_of_the_library(files, capsys, monkeypatch, kind):
    monkeypatch.setenv("COLUMNS", "80")
    found = framing.compare(Path("good.txt").read_text(), Path("rewrite.txt").read_text())
    assert main(["compare", "good.txt", "rewrite.txt", "--format", kind]) == 0
    assert capsys.readouterr().out == {"text": found.to_text, "json": found.to_json, "html": found.to_html}[kind]() + "\n"


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (("good.txt", "none.txt"), "none.txt: no such file"),
        (("good.txt", "empty.txt"), "rewrite must have a passage to score"),
        (("latin.txt", "good.txt"), "latin.txt: must be UTF-8"),
        (("good.txt", "rewrite.txt", "--model", "slow"), "model must be one of"),
    ],
)
def test_what_cannot_be_compared_is_named(files, capsys, names, message):
    assert main(["compare", *names]) == 1
    said = capsys.readouterr()
    assert said.err.startswith("framing compare: ")
    assert message in said.err
    assert said.out == ""


@pytest.mark.parametrize(
    ("arguments", "message"),
    [(("good.txt", "rewrite.txt", "--limit", "-1"), "must be a whole number"), (("-", "-"), "- may stand once, got it twice")],
)
def test_a_wrong_command_line_exits_with_2(files, capsys, arguments, message):
    with pytest.raises(SystemExit, match="2"):
        main(["compare", *arguments])
    assert message in capsys.readouterr().err
