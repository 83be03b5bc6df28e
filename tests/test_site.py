"""The documentation's site."""

import subprocess
import sys
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[1] / "docs"


@pytest.mark.slow
def test_the_site_is_built_without_a_warning(tmp_path):
    pytest.importorskip("myst_parser", reason="the docs extra is not installed")
    done = subprocess.run([sys.executable, "-m", "sphinx", "-W", "-q", str(DOCS), str(tmp_path)], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert "framing.compare" in (tmp_path / "api.html").read_text(encoding="utf-8")


def test_every_page_is_in_the_site():
    pages = {path.stem for path in DOCS.glob("*.md")} - {"index"}
    assert pages == {line for line in (DOCS / "index.md").read_text(encoding="utf-8").splitlines() if line in pages}
