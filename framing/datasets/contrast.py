"""One reader for each contrast set of our own: what a score should tell apart, and what should not move it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pandas as pd

from framing.datasets.frames import complete

SIDES = ("neutral", "editorialized")
SLOT = "{X}"


def pairs(folder: Path) -> pd.DataFrame:
    """Read pairs of a neutral and an editorialized version of the same facts."""
    rows = _lines(folder / "contrast_pairs" / "pairs.jsonl")
    frame = pd.DataFrame(_both(rows, ("topic", "id", "part", "kind", "side")))
    frame["headline"] = [bool(row.get("headline", False)) for row in rows for _ in SIDES]
    return complete(frame, "contrast_pairs", str)


def injections(folder: Path) -> pd.DataFrame:
    """Read factual sentences, and the same with loaded words injected."""
    rows = _lines(folder / "contrast_injections" / "injections.jsonl")
    return complete(pd.DataFrame(_both(rows, ("topic", "id", "part", "kind", "words"))), "contrast_injections", str)


def _both(rows: Iterable[dict[str, Any]], kept: tuple[str, ...]) -> list[dict[str, Any]]:
    """Return two rows a pair, of one group, the neutral one first."""
    return [
        {"text": row[side], "label": label, "group": row["id"], **{name: row[name] for name in kept}}
        for row in rows
        for label, side in enumerate(SIDES)
    ]


def traps(folder: Path) -> pd.DataFrame:
    """Read neutral sentences that look loaded."""
    frame = pd.DataFrame(_lines(folder / "contrast_traps" / "traps.jsonl"))
    kept = frame[["text", "topic", "id", "part", "kind"]]
    return complete(kept.assign(label=0, group=frame["id"]), "contrast_traps", str)


def quotations(folder: Path) -> pd.DataFrame:
    """Read texts that quote, with a label for the author's words and one for the quoted ones."""
    frame = pd.DataFrame(_lines(folder / "contrast_quotations" / "quotations.jsonl"))
    frame = frame.assign(label=frame["author"], group=frame["id"], quoted=frame["quoted"].astype(float))
    kept = ["text", "label", "topic", "group", "id", "part", "kind", "quoted"]
    return complete(frame[kept], "contrast_quotations", str)


def identities(folder: Path) -> pd.DataFrame:
    """Read sentences that differ only in who they are about, a row for each filler of a template."""
    own = folder / "contrast_identities"
    fillers: dict[str, list[str]] = json.loads((own / "fillers.json").read_text(encoding="utf-8"))
    rows = [
        {
            "text": filled(row["text"], filler),
            "filler": filler,
            "group": row["id"],
            **{name: row[name] for name in ("label", "topic", "id", "part", "slot")},
        }
        for row in _lines(own / "identities.jsonl")
        for filler in fillers[row["slot"]]
    ]
    kept = ["text", "label", "topic", "group", "id", "part", "slot", "filler"]
    return complete(pd.DataFrame(rows)[kept], "contrast_identities", str)


def filled(template: str, filler: str) -> str:
    """Return a template with its slot filled; a filler that opens the sentence gets a capital.

    Examples
    --------
    >>> filled("{X} voters met. So did {X} officials.", "left-wing")
    'Left-wing voters met. So did left-wing officials.'
    """
    text = template.replace(SLOT, filler)
    return text[:1].upper() + text[1:] if template.startswith(SLOT) else text


def _lines(path: Path) -> list[dict[str, Any]]:
    """Read a file of JSON lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


READERS = {
    "contrast_identities": identities,
    "contrast_injections": injections,
    "contrast_pairs": pairs,
    "contrast_quotations": quotations,
    "contrast_traps": traps,
}
