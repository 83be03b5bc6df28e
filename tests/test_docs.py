import doctest
import re
from pathlib import Path

import pytest

from framing.__main__ import main
from framing.card.passages import KEYS
from framing.models import read_manifest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_readmes_output_is_what_the_command_prints(capsys, monkeypatch):
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "80")
    command = re.search(r"pip install \. && framing (score .*)", README)[1]
    assert main(command.split()) == 0
    assert capsys.readouterr().out.strip() in README


@pytest.mark.parametrize(
    "page",
    [
        "README.md",
        "docs/adapting.md",
        "docs/archives.md",
        "docs/comparison.md",
        "docs/evaluation.md",
        "docs/features.md",
        "docs/frames.md",
        "docs/lexicons.md",
        "docs/scores.md",
    ],
)
def test_the_pages_python_runs(page, monkeypatch):
    monkeypatch.chdir(ROOT)
    done = doctest.testfile(str(ROOT / page), module_relative=False, encoding="utf-8")
    assert (done.failed, done.attempted > 0) == (0, True)


def test_the_readmes_numbers_are_the_models():
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in README.splitlines() if line.startswith("|")]
    for model in ("accurate", "fast"):
        for name, values in read_manifest(model)["metrics"].items():
            assert [name, model, *(f"{values[key]:.3f}" if key in values else "" for key in KEYS)] in rows
