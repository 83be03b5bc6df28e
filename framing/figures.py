"""Figures as bytes of PNG by matplotlib, which is loaded only here and only when asked for."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

BLUE, DOTS = "#1f5f8b", 150
# Without these, equal numbers would not give equal bytes.
METADATA = {"Software": None}


def blank(width: float, height: float, layout: Literal["constrained"] | None = None) -> tuple[Figure, Axes]:
    """Return an empty figure, without a window and without touching a global.

    Parameters
    ----------
    width, height : float
        In inches.
    layout : {"constrained"}, optional
        Keep names of rows within the width; without it they make the figure wider.

    Returns
    -------
    Figure, Axes

    Raises
    ------
    ImportError
        If matplotlib is not there.
    """
    try:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
    except ImportError as error:
        raise ImportError("charts must have matplotlib, got none; install it: pip install 'news-framing[charts]'") from error
    figure = Figure(figsize=(width, height), layout=layout)
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    axes.spines[["top", "right"]].set_visible(False)
    return figure, axes


def as_png(figure: Figure) -> bytes:
    """Return a figure's bytes."""
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=DOTS, bbox_inches="tight", metadata=METADATA)
    return buffer.getvalue()
