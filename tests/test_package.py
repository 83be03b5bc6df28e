import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import framing

ROOT = Path(__file__).parents[1]
SCORE = "import sys, framing; framing.score('It rained. A vile lie.').score"


def loaded_by(code):
    command = f"{code}; print(*{{name.split('.')[0] for name in sys.modules}})"
    return subprocess.run([sys.executable, "-c", command], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()


def test_importing_loads_no_heavy_package():
    assert {"numpy", "pandas", "sklearn", "scipy", "matplotlib"}.isdisjoint(loaded_by("import sys, framing"))


def test_scoring_loads_neither_pandas_nor_scikit_learn():
    assert {"pandas", "sklearn", "scipy", "matplotlib"}.isdisjoint(loaded_by(SCORE))


@pytest.mark.parametrize("name", framing.__all__)
def test_every_public_name_is_there_and_documented(name):
    assert name == "__version__" or getattr(framing, name).__doc__


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'scor'; it has"):
        framing.scor  # noqa: B018


def test_ci_runs_the_readmes_test_command():
    pattern = re.search(r"sed -n 's/\^\\\((.*)\\\)\$", (ROOT / ".ci/run").read_text(encoding="utf-8"))[1]
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    assert len([line for line in lines if re.fullmatch(pattern, line)]) == 1


def test_the_version_is_written_once():
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert f"## {version}" in (ROOT / "docs/changelog.md").read_text(encoding="utf-8")
    assert f"version: {version}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")


def test_there_are_at_most_two_more_core_dependencies():
    needed = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    assert {re.match(r"[\w-]+", one)[0] for one in needed} == {"scikit-learn", "joblib", "numpy", "pandas", "scipy"}


def test_the_versions_of_python_that_are_claimed_are_those_of_the_checks():
    classifiers = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["classifiers"]
    claimed = {one.rpartition(" ")[2] for one in classifiers if re.search(r"Python :: 3\.\d+$", one)}
    assert claimed == set(re.findall(r"python(3\.\d+)", (ROOT / ".ci/run").read_text(encoding="utf-8")))
