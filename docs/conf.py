"""The documentation's site: ``pip install 'news-framing[docs]' && sphinx-build -W docs site``.

Sphinx with MyST, since the pages are read in the repository too; numpydoc, since docstrings are in its format.
"""

from __future__ import annotations

from framing import __version__

project, author, release = "framing", "The framing authors", __version__
project_copyright = "The framing authors, MIT licence"
extensions = ["myst_parser", "sphinx.ext.autodoc", "numpydoc"]
html_theme = "alabaster"
html_theme_options = {"page_width": "70rem", "description": "Which passages of a news article are editorialized"}
autodoc_typehints = "none"
numpydoc_show_class_members = False
