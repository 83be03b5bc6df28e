"""Charts of what was measured: bytes of PNG by matplotlib, which is loaded only here and only when asked for."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

SIZE, DOTS = (6.0, 5.0), 150
MODEL, LABELS, EVEN = "#1f5f8b", "#c8843c", "#888888"
# More bars than this are not read.
MOST_SOURCES = 20
BAR = 0.38
# Without these, equal numbers would not give equal bytes.
METADATA = {"Software": None}


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
    figure, axes = blank(SIZE)
    axes.plot([0, 1], [0, 1], color=EVEN, linestyle="--", linewidth=1)
    probability, share = [one["probability"] for one in bins], [one["share"] for one in bins]
    sizes = np.array([one["n"] for one in bins], dtype=float)
    axes.plot(probability, share, color=MODEL, linewidth=1)
    axes.scatter(probability, share, s=20 + 180 * sizes / sizes.max(), color=MODEL, zorder=3, clip_on=False)
    for one in bins:
        axes.annotate(f"{one['n']:,}", (one["probability"], one["share"]), (10, -4), textcoords="offset points", fontsize=8)
    axes.set(xlim=(-0.02, 1.02), ylim=(-0.02, 1.02), aspect="equal", title=title)
    axes.set(xlabel="mean probability", ylabel="share labelled editorialized")
    return as_png(figure)


def bars_by_source(sources: Sequence[Mapping[str, Any]], title: str) -> bytes:
    """Draw each source's mean score and share labelled editorialized, with intervals; those with most passages."""
    rows = sources[:MOST_SOURCES][::-1]
    figure, axes = blank((7.0, 1.4 + 0.42 * len(rows)))
    places = np.arange(len(rows))
    for name, label, color, side in (
        ("score", "mean score", MODEL, 0.5),
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


def blank(size: tuple[float, float]) -> tuple[Figure, Axes]:
    """Return an empty chart, without a window and without touching a global."""
    try:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
    except ImportError as missing:
        raise ImportError("charts must have matplotlib, got none; install it: pip install 'news-framing[charts]'") from missing
    figure = Figure(figsize=size)
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    axes.spines[["top", "right"]].set_visible(False)
    return figure, axes


def as_png(figure: Figure) -> bytes:
    """Return a chart's bytes."""
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=DOTS, bbox_inches="tight", metadata=METADATA)
    return buffer.getvalue()
