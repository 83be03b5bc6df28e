"""The words that decide where sentences and datelines end."""

from __future__ import annotations

from importlib import resources


def _read() -> dict[str, frozenset[str]]:
    """Read words.tsv: the words of each class."""
    table = resources.files("framing.passages").joinpath("words.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines() if not line.startswith("#")]
    return {name: frozenset(words.split("|")) for name, _, words in rows[1:]}


WORDS = _read()
