"""Word lists as data: one TSV file a lexicon, with its provenance on top."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

__all__ = ["names", "rows"]


@cache
def rows(name: str) -> tuple[Mapping[str, str], ...]:
    """Read the rows of one lexicon.

    Parameters
    ----------
    name : str
        The lexicon's file name without ``.tsv``, for example ``"hedges"``.

    Returns
    -------
    tuple of mapping of str to str
        One mapping a row, by column name, which nobody can change: they are read once and shared.

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
    return tuple(map(MappingProxyType, csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE, strict=True)))


def names() -> tuple[str, ...]:
    """Name the lexicons, in alphabetical order."""
    found = (file.name for file in files("framing.lexicons").iterdir())
    return tuple(sorted(name.removesuffix(".tsv") for name in found if name.endswith(".tsv")))
