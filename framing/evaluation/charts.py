"""Charts of what was measured."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from framing.figures import BLUE, as_png, blank

LABELS, EVEN = "#c8843c", "#888888"
# More bars than this are not read.
MOST_SOURCES = 20
BAR = 0.38


def charts(found: Mapping[str, Any]) -> dict[str, bytes]:
    """Draw what was measured.

    Parameters
    ----------
    found : mapping
        As in `framing.evaluation.page.page`.

    Returns
    -------
    dict of str to bytes
        ``reliability.png`` and ``sources.png``, each if there is something to draw.

    Raises
    ------
    ImportError
        If matplotlib is not there.
    """
    drawn, title = {}, f"{found['model']}: {found['of']}"
    if found.get("reliability"):
        drawn["reliability.png"] = reliability_diagram(found["reliability"], title)
    if found.get("sources"):
        drawn["sources.png"] = bars_by_source(found["sources"], title)
    return drawn


def reliability_diagram(bins: Sequence[Mapping[str, Any]], title: str) -> bytes:
    """Draw how often passages of a probability are editorialized; on the diagonal, as often as it says."""
    figure, axes = blank(6.0, 5.0)
    axes.plot([0, 1], [0, 1], color=EVEN, linestyle="--", linewidth=1)
    probability, share = [one["probability"] for one in bins], [one["share"] for one in bins]
    sizes = np.array([one["n"] for one in bins], dtype=float)
    axes.plot(probability, share, color=BLUE, linewidth=1)
    axes.scatter(probability, share, s=20 + 180 * sizes / sizes.max(), color=BLUE, zorder=3, clip_on=False)
    for one in bins:
        axes.annotate(f"{one['n']:,}", (one["probability"], one["share"]), (10, -4), textcoords="offset points", fontsize=8)
    axes.set(xlim=(-0.02, 1.02), ylim=(-0.02, 1.02), aspect="equal", title=title)
    axes.set(xlabel="mean probability", ylabel="share labelled editorialized")
    return as_png(figure)


def bars_by_source(sources: Sequence[Mapping[str, Any]], title: str) -> bytes:
    """Draw each source's mean score and share labelled editorialized, with intervals; those with most passages."""
    rows = sources[:MOST_SOURCES][::-1]
    figure, axes = blank(7.0, 1.4 + 0.42 * len(rows))
    places = np.arange(len(rows))
    for name, label, color, side in (
        ("score", "mean score", BLUE, 0.5),
        ("share", "share labelled editorialized", LABELS, -0.5),
    ):
        values = [row[name]["value"] for row in rows]
        axes.barh(places + side * BAR, values, BAR, color=color, label=label)
        axes.errorbar(values, places + side * BAR, xerr=whiskers(rows, name), fmt="none", ecolor="black", elinewidth=1, capsize=2)
    axes.set_yticks(places, [f"{row['source']} ({row['n']:,})" for row in rows], parse_math=False)
    axes.set(xlim=(0, 1), title=title)
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.6 / len(rows) - 0.04), ncols=2, frameon=False)
    return as_png(figure)


def whiskers(rows: Sequence[Mapping[str, Any]], name: str) -> np.ndarray:
    """Return how far each interval reaches below and above its value; nothing where there is none."""
    own = [row[name] for row in rows]
    reach = [(one["value"] - one["low"], one["high"] - one["value"]) if one["low"] is not None else (0.0, 0.0) for one in own]
    return np.array(reach).T.clip(0)
