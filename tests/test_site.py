"""The documentation's site."""

import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
FIGURE = DOCS / "way_of_the_data.svg"
HOW = DOCS / "how_it_works.md"
PATH = re.compile(r"\b(?:framing|models|tests)/[\w/.]*\w")


def paths(page):
    return set(PATH.findall(page.read_text(encoding="utf-8")))


@pytest.mark.slow
def test_the_site_is_built_without_a_warning(tmp_path):
    pytest.importorskip("myst_parser", reason="the docs extra is not installed")
    done = subprocess.run([sys.executable, "-m", "sphinx", "-W", "-q", str(DOCS), str(tmp_path)], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert "framing.compare" in (tmp_path / "api.html").read_text(encoding="utf-8")


def test_every_page_is_in_the_site():
    pages = {path.stem for path in DOCS.glob("*.md")} - {"index"}
    assert pages == {line for line in (DOCS / "index.md").read_text(encoding="utf-8").splitlines() if line in pages}


@pytest.mark.parametrize("page", [FIGURE, HOW], ids=lambda page: page.name)
def test_what_the_way_of_the_data_names_is_there(page):
    assert [path for path in sorted(paths(page)) if not (ROOT / path).exists()] == []


def test_the_figure_names_nothing_that_its_description_does_not():
    assert {path for path in paths(FIGURE) if path.startswith("framing/")} <= paths(HOW)


def test_every_module_has_its_place_on_the_page():
    modules = {path.name for path in (ROOT / "framing").glob("[!_]*") if path.suffix in {"", ".py"}}
    assert modules - {path.split("/")[1] for path in paths(HOW) if path.startswith("framing/")} == set()


def test_the_figure_is_small_and_says_what_it_shows():
    figure = ElementTree.parse(FIGURE).getroot()
    tags = [one.tag.rpartition("}")[2] for one in figure]
    assert (tags[:2], float(figure.get("width")) <= 700, FIGURE.stat().st_size < 10_000) == (["title", "desc"], True, True)
    assert figure.get("aria-labelledby").split() == [one.get("id") for one in figure[:2]]
