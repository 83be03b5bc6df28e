"""Word lists as data: one TSV file a lexicon, with its provenance on top."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

__all__ = ["names", "rows"]


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """Read the rows of one lexicon.

    Parameters
    ----------
    name : str
        The lexicon's file name without ``.tsv``, for example ``"hedges"``.

    Returns
    -------
    tuple of dict
        One dict a row, by column name; every value is a str.

    Raises
    ------
    FileNotFoundError
        If no lexicon has this name.

    Examples
    --------
    >>> rows("reporting_verbs")[0]["class"] in {"neutral", "evaluative", "loaded"}
    True
    """
    if name not in names():
        raise FileNotFoundError(f"name must be one of {', '.join(names())}, got {name!r}; see framing/lexicons/")
    text = (files("framing.lexicons") / f"{name}.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return tuple(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE, strict=True))


def names() -> tuple[str, ...]:
    """Name the lexicons, in alphabetical order."""
    found = (file.name for file in files("framing.lexicons").iterdir())
    return tuple(sorted(name.removesuffix(".tsv") for name in found if name.endswith(".tsv")))
