"""A comparison as one HTML page: both texts side by side, shaded by score, changed words marked. No script runs."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from framing.comparison.changes import Change, QuoteChange
from framing.comparison.pairs import Pair, by_pair
from framing.comparison.text import QUOTES, STATUS, head
from framing.report.page import STYLE as REPORT_STYLE
from framing.report.page import document, escaped, look, title_of, voiced
from framing.scores import ScoredPassage, Scores

STYLE = (
    REPORT_STYLE.replace("max-width: 42rem", "max-width: 76rem")
    + """
table { border-collapse: collapse; width: 100%; table-layout: fixed } caption { text-align: left; font-weight: bold }
th, td { text-align: left; vertical-align: top; padding: .35rem .5rem; border-top: 1px solid #8886 }
thead th:first-child, tbody th { width: 8.5rem; font: .8rem/1.5 system-ui, sans-serif; color: var(--faint) }
del { text-decoration: line-through 2px } ins { text-decoration: underline 2px; font-weight: bold }
@media print { body { max-width: none } }
"""
)

BODY = """<main>
<table>
<caption>Passage by passage</caption>
<thead><tr><th scope="col">what became of it</th><th scope="col">original</th><th scope="col">rewrite</th></tr></thead>
<tbody>
{rows}
</tbody>
</table>
{quotes}</main>
<footer>
<h2>What it means</h2>
<ul>
<li><span class="author" style="--score:.1">pale</span> to <span class="author" style="--score:1">strong</span>: how likely
trained annotators would call the author's words editorialized; <span class="quoted" style="--score:.6">italic, blue</span>: words
of those quoted, shaded by a score of their own.</li>
<li><del>Struck out</del> and <ins>underlined</ins>: words that only the original, and only the rewrite has.</li>
<li>“Added in the rewrite's own voice” is the mean over its passages of their score minus that of the passage that they come from.
It is about wording: it does not say what is true, or what leaving a passage out does to a reader.</li>
</ul>
</footer>
"""


def as_page(
    scores: tuple[float, float, float],
    pairs: Sequence[Pair],
    sides: tuple[Scores, Scores],
    changes: Sequence[Change],
    quotes: Sequence[QuoteChange],
    warnings: Sequence[str],
) -> str:
    """Return a comparison as a page of its own; arguments as `framing.comparison.text.as_text` takes them, and both sides."""
    summary, *tallies = head(scores, pairs, quotes)
    notes = [*tallies, *(f"Warning: {warning}" for warning in warnings)]
    listed = "\n".join(quotation(one) for one in quotes if one.status in QUOTES)
    quoted = f"<h2>Quotations</h2>\n<ul>\n{listed}\n</ul>\n" if listed else ""
    body = BODY.format(rows="\n".join(rows(pairs, sides, changes)), quotes=quoted)
    return document(title_of(sides[1].passages, "Framing comparison"), STYLE, summary, notes, body)


def rows(pairs: Sequence[Pair], sides: tuple[Scores, Scores], changes: Sequence[Change]) -> Iterator[str]:
    """Yield a row for each pair."""
    changed = by_pair(changes)
    for pair in pairs:
        own = changed.get((pair.original, pair.rewrite), [])
        became = f"{STATUS[pair.status]}{', moved' if pair.moved else ''}{moved_score(pair)}"
        old = cell(sides[0], pair.original, sorted((one.before_start, one.before_start + len(one.before)) for one in own), "del")
        new = cell(sides[1], pair.rewrite, sorted((one.start, one.end) for one in own), "ins")
        yield f'<tr><th scope="row">{escaped(became)}</th>{old}{new}</tr>'


def moved_score(pair: Pair) -> str:
    """Say how a passage's score moved, or what it is."""
    shown = [f"{score:.2f}" for score in (pair.original_score, pair.rewrite_score) if not math.isnan(score)]
    return f" · {' → '.join(shown if pair.status == 'edited' else shown[-1:])}" if shown else ""


def cell(scores: Scores, number: int, spans: Sequence[tuple[int, int]], tag: str) -> str:
    """Return one side of a pair, shaded, the words in some spans of the article in a tag."""
    if number < 0:
        return "<td></td>"
    passage = scores.passages[number]
    inner = voiced(scores, number, lambda part: tagged(part, spans, tag))
    return f'<td dir="auto"><span {look(passage)}>{inner}</span></td>'


def tagged(passage: ScoredPassage, spans: Sequence[tuple[int, int]], tag: str) -> str:
    """Return a passage, or a stretch of one, the words in some spans of the article in a tag."""
    parts, at = [], passage.start
    for start, end in ((max(start, passage.start), min(end, passage.end)) for start, end in spans):
        if start < end:
            parts += [escaped(between(passage, at, start)), f"<{tag}>{escaped(between(passage, start, end))}</{tag}>"]
            at = end
    return "".join([*parts, escaped(between(passage, at, passage.end))])


def between(passage: ScoredPassage, start: int, end: int) -> str:
    """Return what stands between two places of the article that are in a passage."""
    return passage.text[start - passage.start : end - passage.start]


def quotation(one: QuoteChange) -> str:
    """Return what became of a quotation."""
    was = f", was: “{one.before}”" if one.before and one.after else ""
    return f"<li>{escaped(f'{QUOTES[one.status]}: “{one.after or one.before}”{was}')}</li>"
