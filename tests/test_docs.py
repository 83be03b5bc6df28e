import doctest
import re
from pathlib import Path

import pytest

from framing.__main__ import main
from framing.models import read_manifest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_readmes_output_is_what_the_command_prints(capsys, monkeypatch):
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "80")
    command = re.search(r"pip install \. && framing (score .*)", README)[1]
    assert main(command.split()) == 0
    assert capsys.readouterr().out.strip() in README


@pytest.mark.parametrize("page", ["README.md", "docs/evaluation.md", "docs/features.md", "docs/lexicons.md", "docs/scores.md"])
def test_the_pages_python_runs(page, monkeypatch):
    monkeypatch.chdir(ROOT)
    done = doctest.testfile(str(ROOT / page), module_relative=False, encoding="utf-8")
    assert (done.failed, done.attempted > 0) == (0, True)


def test_the_readmes_numbers_are_the_models():
    measured = read_manifest("fast")["metrics"]
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in README.splitlines() if line.startswith("|")]
    for name, values in measured.items():
        keys = ("macro_f1", "mcc", "auc", "calibration_error")
        assert [name, *(f"{values[key]:.3f}" if key in values else "" for key in keys)] in rows
