import doctest
import re
from pathlib import Path

import pytest

from framing import features
from framing.__main__ import main
from framing.card.passages import KEYS
from framing.models import read_manifest

ROOT = Path(__file__).parents[1]
TEXTS = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in [ROOT / "README.md", *ROOT.glob("docs/*.md")]
}
README = TEXTS["README.md"]


def test_the_readmes_output_is_what_the_command_prints(capsys, monkeypatch):
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "80")
    command = re.search(r"pip install \. && framing (score .*)", README)[1]
    assert main(command.split()) == 0
    assert capsys.readouterr().out.strip() in README


@pytest.mark.parametrize("page", sorted(page for page, text in TEXTS.items() if ">>>" in text))
def test_the_pages_python_runs(page, monkeypatch):
    monkeypatch.chdir(ROOT)
    done = doctest.testfile(str(ROOT / page), module_relative=False, encoding="utf-8")
    assert (done.failed, done.attempted > 0) == (0, True)


def test_no_python_of_a_page_is_left_out():
    blocks = [block for text in TEXTS.values() for block in re.findall(r"```python\n(.*?)```", text, re.DOTALL)]
    assert [block.split("\n")[0] for block in blocks if ">>>" not in block and "spark" not in block] == []  # tests/test_spark.py


def test_the_annotated_extractor_is_the_one_that_runs():
    code = "".join((ROOT / f"framing/{part}/verbs.py").read_text(encoding="utf-8") for part in ("measures", "features"))
    [block] = re.findall(r"```python\n(.*?)```", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"), re.DOTALL)
    lines = [line.partition("  #")[0].strip() for line in block.splitlines() if "..." not in line]
    assert [line for line in lines if not line.startswith("#") and line not in code] == []


def test_the_readmes_numbers_are_the_models():
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in README.splitlines() if line.startswith("|")]
    for model in ("accurate", "fast"):
        for name, values in read_manifest(model)["metrics"].items():
            assert [name, model, *(f"{values[key]:.3f}" if key in values else "" for key in KEYS)] in rows


def test_the_table_of_features_has_every_column():
    rows = [line.split("|") for line in TEXTS["docs/features.md"].splitlines() if line.startswith("| `")]
    named = [name for row in rows if len(row) == 6 for name in re.findall(r"`([\w-]+)`", row[1])]
    fixed = [getattr(features, name).columns for name in features.__all__]
    assert sorted(named) == sorted(column for columns in fixed if columns for column in columns)
