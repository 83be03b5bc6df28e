import sys

import pytest

from framing.figures import as_png, blank


@pytest.mark.parametrize("layout", [None, "constrained"])
def test_equal_figures_have_equal_bytes(layout):
    pytest.importorskip("matplotlib", reason="needs the charts extra")
    one, other = (as_png(blank(2.0, 1.0, layout)[0]) for _ in range(2))
    assert one == other
    assert one.startswith(b"\x89PNG")


def test_without_matplotlib_it_is_said_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    with pytest.raises(ImportError, match=r"charts must have matplotlib, .* pip install 'news-framing\[charts\]'"):
        blank(2.0, 1.0)
