"""A forest plot: each source's estimate with its interval, the least editorialized first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from framing.figures import BLUE, as_png, blank

if TYPE_CHECKING:
    from pandas import DataFrame

UNSURE, UNKNOWN = "#9a9a9a", "unknown"
ROW, MARGIN, WIDTH = 0.28, 1.2, 7.0
# More rows are not read.
MOST = 80


def forest_plot(found: DataFrame) -> bytes:
    """Draw what `summarize` gave.

    Parameters
    ----------
    found : DataFrame
        From `framing.summarize`; of more than 80 rows those with most articles are drawn.

    Returns
    -------
    bytes
        A PNG. Groups that are not ranked, for whatever `reason`, are grey.

    Raises
    ------
    ImportError
        If matplotlib is not there.
    """
    rows = found.nlargest(MOST, "n_articles").sort_values("score", ascending=False)
    figure, axes = blank(WIDTH, MARGIN + ROW * len(rows), "constrained")
    for place, (_, row) in enumerate(rows.iterrows()):
        color = UNSURE if row["reason"] else BLUE
        axes.plot([row["low"], row["high"]], [place, place], color=color, linewidth=1.5)
        axes.plot(row["score"], place, "o", color=color, markersize=4)
        axes.annotate(
            f"{row['n_articles']:,}",
            (1, place),
            (4, -3),
            xycoords=("axes fraction", "data"),
            textcoords="offset points",
            fontsize=7,
        )
    axes.set_yticks(range(len(rows)), [named(name) for name in rows.index], fontsize=8, parse_math=False)
    axes.set(xlabel="editorialized in its own voice, mean of articles with 95 % interval", ylim=(-0.7, len(rows) - 0.3))
    axes.set_title("articles", loc="right", fontsize=7)
    axes.grid(axis="x", linewidth=0.4)
    return as_png(figure)


def named(group: Any) -> str:
    """Return what a group is called, also one of articles without a source.

    Examples
    --------
    >>> named(("Valley Post", float("nan"))), named("")
    ('Valley Post · unknown', 'unknown')
    """
    from pandas import isna

    if isinstance(group, tuple):
        return " · ".join(map(named, group))
    return UNKNOWN if isna(group) or group == "" else str(group)
