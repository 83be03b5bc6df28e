"""A report as text: strongest passages first, the words that raise them marked."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from textwrap import fill

from framing.report.pieces import counted, described, facts, only_quoted, pieces, raising, safe, summary, unscored
from framing.scores import Cue, ScoredPassage, Scores

MOST_CUES = 5
# Marks in text from which every control was taken; one column wide, as the asterisk that they become.
OPEN, CLOSE = "\x01", "\x02"
PLAIN = {OPEN: "*", CLOSE: "*"}
COLORED = {OPEN: "\x1b[1;31m", CLOSE: "\x1b[0m"}


def as_text(scores: Scores, genre: str, *, width: int, limit: int, color: bool) -> str:
    """Return a report to read in a terminal.

    Parameters
    ----------
    scores : Scores
        Scores of one article.
    genre : str
        What there is to say of its genre, or nothing.
    width : int
        Columns of a line.
    limit : int
        Passages to show at most.
    color : bool
        Mark cues by colour in place of asterisks.

    Returns
    -------
    str
        Lines, without an end of line after the last.
    """
    cues = raising(scores)
    scored = [at for at, passage in enumerate(scores.passages) if not math.isnan(passage.score)]
    ranked = sorted(scored, key=lambda at: -scores.passages[at].score)[:limit]
    parts = ["\n".join(fill(safe(line), width) for line in (summary(scores), f"Genre: {genre}" if genre else "") if line)]
    parts += [block(scores.passages[at], cues[at], width) for at in ranked]
    parts += ["\n".join(fill(line, width) for line in notes(scores, len(scored) - len(ranked)))]
    text = "\n\n".join(part for part in parts if part)
    for mark, look in (COLORED if color else PLAIN).items():
        text = text.replace(mark, look)
    return text


def block(passage: ScoredPassage, cues: Sequence[Cue], width: int) -> str:
    """Return a passage with its scores above it and its cues below."""
    own = [cue for cue in cues if cue.voice == "author"]
    first = sorted(own, key=lambda cue: -cue.weight)[:MOST_CUES]
    marked = "".join(f"{OPEN}{piece}{CLOSE}" if cue else piece for piece, cue in pieces(passage, first))
    marked = marked.replace(f"{CLOSE}{OPEN}", "")
    return "\n".join(
        [
            f"{passage.score:.2f}  {facts(passage)}",
            fill(marked, width, initial_indent="  ", subsequent_indent="  "),
            *(f'    "{safe(cue.text)}" {described(cue)}' for cue in first),
        ]
    )


def notes(scores: Scores, hidden: int) -> Iterator[str]:
    """Yield what is not shown, what was not scored and what to doubt."""
    if hidden:
        yield f"Not shown: {counted(hidden, 'passage', 'passages')} with lower scores"
    if quoted := only_quoted(scores):
        yield f"Only quoted: {quoted}"
    if left := unscored(scores):
        yield f"Not scored: {left}"
    for warning in scores.warnings:
        yield f"Warning: {safe(warning)}"
