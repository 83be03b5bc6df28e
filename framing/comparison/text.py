"""A comparison as text: what became most editorialized first."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from textwrap import fill

from framing.comparison.changes import Change, QuoteChange
from framing.comparison.pairs import Pair, by_pair
from framing.report.pieces import counted, safe
from framing.scoring import SCORED

QUOTES = {
    "altered": "Quotation altered",
    "cut": "Quotation cut",
    "quoted": "The original's own words in quotation marks",
    "unquoted": "Quotation that lost its marks",
}
STATUS = {"exact": "as in the original", "edited": "edited", "added": "added", "dropped": "dropped", "moved": "moved"}
QUOTE_STATUS = {"altered": "altered", "cut": "cut", "unquoted": "unquoted", "quoted": "made of the author's words", "new": "new"}
MOST_CHANGES = 6


def as_text(
    scores: tuple[float, float, float],
    pairs: Sequence[Pair],
    changes: Sequence[Change],
    quotes: Sequence[QuoteChange],
    warnings: Sequence[str],
    *,
    width: int,
    limit: int,
) -> str:
    """Return a comparison to read in a terminal.

    Parameters
    ----------
    scores : (float, float, float)
        What was added, and the scores of the original and of the rewrite.
    pairs, changes, quotes : sequence of Pair, of Change, of QuoteChange
        What became of passages, of their words, and of quotations.
    warnings : sequence of str
        Why it may mean nothing.
    width, limit : int
        Columns of a line; passages to show at most.

    Returns
    -------
    str
        Lines, without an end of line after the last.
    """
    before = scores[1]
    new = [pair for pair in pairs if pair.status in ("edited", "added") and not math.isnan(pair.rewrite_score)]
    ranked = sorted(new, key=lambda pair: -moved_by(pair, before))
    parts = ["\n".join(fill(line, width) for line in head(scores, pairs, quotes))]
    changed = by_pair(changes)
    parts += [block(pair, changed.get((pair.original, pair.rewrite), []), width) for pair in ranked[:limit]]
    parts += ["\n".join(quoted(one, width)) for one in quotes if one.status in QUOTES]
    left = [pair for pair in pairs if pair.status == "dropped" and pair.kind in SCORED]
    parts += [f"dropped\n{indented(pair.original_text, width)}" for pair in left[:limit]]
    hidden = max(len(ranked) - limit, 0) + max(len(left) - limit, 0)
    parts += ["\n".join(fill(line, width) for line in notes(hidden, warnings))]
    return "\n\n".join(part for part in parts if part)


def head(scores: tuple[float, float, float], pairs: Sequence[Pair], quotes: Sequence[QuoteChange]) -> tuple[str, ...]:
    """Say what was added, and what became of passages and of quotations."""
    added, before, after = scores
    what = "unknown" if math.isnan(added) else f"{added:+.2f}"
    summary = f"editorialization added in the rewrite's own voice: {what} (original {number(before)}, rewrite {number(after)})"
    of_passages = Counter[str](pair.status for pair in pairs if pair.kind in SCORED)
    of_passages["moved"] = sum(pair.moved for pair in pairs if pair.kind in SCORED)
    of_quotes = Counter[str](one.status for one in quotes)
    lines = (tally(of_passages, STATUS, "passage"), tally(of_quotes, QUOTE_STATUS, "quotation"))
    return summary, *filter(None, lines)


def tally(found: Mapping[str, int], names: Mapping[str, str], noun: str) -> str:
    """Say how many things are what."""
    first, *others = [(found[status], name) for status, name in names.items() if found.get(status)] or [(0, "")]
    return (
        ", ".join([f"{counted(first[0], noun, f'{noun}s')} {first[1]}", *(f"{n} {name}" for n, name in others)])
        if first[0]
        else ""
    )


def moved_by(pair: Pair, before: float) -> float:
    """Return by how much a passage's score is over that of what it comes from, or of the original as a whole."""
    source = before if math.isnan(pair.original_score) else pair.original_score
    return pair.rewrite_score - (0.0 if math.isnan(source) else source)


def block(pair: Pair, own: Sequence[Change], width: int) -> str:
    """Return a passage with its scores above it and what changed below."""
    scores = (
        f"{number(pair.original_score)} → {number(pair.rewrite_score)}" if pair.status == "edited" else number(pair.rewrite_score)
    )
    lines = [f"{scores}  {pair.status}{', moved' if pair.moved else ''}", indented(pair.rewrite_text, width)]
    if pair.status == "edited" and len(own) > MOST_CHANGES:
        lines.append(indented(f"was: {pair.original_text}", width))
        return "\n".join(lines)
    return "\n".join([*lines, *(f"    {one_change(one)}" for one in own)])


def one_change(change: Change) -> str:
    """Say what became what."""
    before, after = (f'"{safe(text)}"' if text else "nothing" for text in (change.before, change.after))
    return f"{before} → {after}{f' ({change.kind})' if change.kind else ''}"


def quoted(one: QuoteChange, width: int) -> Iterator[str]:
    """Yield what became of a quotation."""
    yield QUOTES[one.status]
    if one.after:
        yield indented(f"“{one.after}”", width)
    if one.before:
        yield indented(f"was: “{one.before}”" if one.after else f"“{one.before}”", width)


def notes(hidden: int, warnings: Sequence[str]) -> Iterator[str]:
    """Yield what is not shown, and what to doubt."""
    if hidden:
        yield f"Not shown: {counted(hidden, 'passage', 'passages')} more"
    for warning in warnings:
        yield f"Warning: {safe(warning)}"


def number(score: float) -> str:
    """Return a score with two decimals."""
    return "none" if math.isnan(score) else f"{score:.2f}"


def indented(text: str, width: int) -> str:
    """Return a text indented."""
    return fill(safe(text), width, initial_indent="  ", subsequent_indent="  ")
