"""What was measured as a page of Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

INTRODUCTION = (
    "Values with their {level} % intervals (bootstrap, {resamples:,} draws, seed {seed}) and the number n that they are of."
)
LEVEL = 95
BARE = "Values and the number n that they are of; intervals were not asked for."


def page(found: Mapping[str, Any]) -> str:
    """Write what was measured as Markdown.

    Parameters
    ----------
    found : mapping
        From `framing.evaluation.evaluate` or `framing.evaluation.labelled`, with the model's name.

    Returns
    -------
    str
        The page.

    Examples
    --------
    >>> auc = {"value": 0.8, "low": None, "high": None, "n": 9}
    >>> print(page({"model": "fast 0.1.0", "resamples": 0, "seed": 1, "measures": {"Transfer": {"AUC": auc}}}))
    # Evaluation of fast 0.1.0
    <BLANKLINE>
    Values and the number n that they are of; intervals were not asked for.
    <BLANKLINE>
    ## Transfer
    <BLANKLINE>
    | measure | value | interval | n |
    |---|---|---|---|
    | AUC | 0.800 |  | 9 |
    <BLANKLINE>
    """
    resamples = found["resamples"]
    told = INTRODUCTION.format(level=LEVEL, resamples=resamples, seed=found["seed"]) if resamples else BARE
    parts = [f"# Evaluation of {found['model']}", told]
    if found.get("left_out"):
        parts.append(f"Left out: {found['left_out']:,} passages that the model was trained on, or a near duplicate of which.")
    for section, measures in found["measures"].items():
        parts += [f"## {section}", *of_measures(measures)]
    if found.get("reliability"):
        rows = [(f"{one['probability']:.3f}", f"{one['share']:.3f}", f"{one['n']:,}") for one in found["reliability"]]
        parts += [f"## Reliability: {found['of']}", table(("mean probability", "share editorialized", "n"), rows)]
    if found.get("sources"):
        heading = ("source", "mean score", "share labelled editorialized", "AUC", "n")
        parts += [f"## Sources: {found['of']}", table(heading, [of_source(row) for row in found["sources"]])]
    return "\n\n".join(parts) + "\n"


def of_measures(measures: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Return a table of what was measured, and a line for each that could not be."""
    taken = [
        (name, number(one["value"]), interval(one), f"{one['n']:,}") for name, one in measures.items() if "reason" not in one
    ]
    missing = [f"- {name}: not measured. {one['reason']}" for name, one in measures.items() if "reason" in one]
    rows = [table(("measure", "value", "interval", "n"), taken)] if taken else []
    return [*rows, "\n".join(missing)] if missing else rows


def of_source(row: Mapping[str, Any]) -> tuple[str, ...]:
    """Return a source's cells."""
    cells = [f"{number(row[name]['value'])} {interval(row[name])}".strip() for name in ("score", "share", "AUC")]
    return (row["source"], *cells, f"{row['n']:,}")


def number(value: float | None) -> str:
    """Return a value to three digits, empty for none."""
    return "" if value is None else f"{value:.3f}"


def interval(one: Mapping[str, Any]) -> str:
    """Return an interval, empty for none."""
    return "" if one["low"] is None else f"[{number(one['low'])}, {number(one['high'])}]"


def table(heading: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a table of Markdown; a bar or a line break in a cell does not break it."""
    names = list(heading)
    cells = [names, ["---"] * len(names), *rows]
    lines = ["|".join(["", *(own if own == "---" else f" {plain(own)} " for own in row), ""]) for row in cells]
    return "\n".join(lines)


def plain(cell: str) -> str:
    """Return a cell on one line, its bars escaped."""
    return " ".join(cell.split()).replace("|", "\\|")
