"""What the text and the page of a report share: which passages and cues to show, made safe to show."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence

from framing.scores import Cue, ScoredPassage, Scores

BREAKS = re.compile("[\t-\r\x1c-\x1e\x85\u2028\u2029]+")
# C0 and C1 controls (escape sequences begin with one) and the controls of bidirectional text, which reorder what a reader sees.
CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# Log-odds: the cues to show raise the odds by two thirds or more; a report's `cues` has all of them.
LEAST = 0.5


def safe(text: str) -> str:
    r"""Return a text on one line without characters that a terminal or a browser obeys.

    Examples
    --------
    >>> safe("Rain\x1b[2J fell\nhere")
    'Rain[2J fell here'
    """
    return CONTROLS.sub("", BREAKS.sub(" ", text))


def pieces(passage: ScoredPassage, cues: Sequence[Cue]) -> Iterator[tuple[str, Cue | None]]:
    """Yield a passage piece by piece, each with its cue if it is one; a cue that overlaps the one before is left out."""
    at = 0
    for cue in sorted(cues, key=lambda cue: cue.start):
        start, end = cue.start - passage.start, cue.end - passage.start
        if start < at:
            continue
        yield safe(passage.text[at:start]), None
        yield safe(passage.text[start:end]), cue
        at = end
    yield safe(passage.text[at:]), None


def raising(scores: Scores) -> list[list[Cue]]:
    """Return, for each passage, the cues that raise its score clearly."""
    found: list[list[Cue]] = [[] for _ in scores.passages]
    for cue in scores.cues:
        if cue.weight >= LEAST:
            found[cue.passage].append(cue)
    return found


def summary(scores: Scores) -> str:
    """Say an article's scores in one line."""
    own = "all words" if scores.quotes == "include" else "own voice"
    named = ((scores.score, own), (scores.quoted_score, "quoted"))
    known = [f"{score:.2f} ({voice})" for score, voice in named if not math.isnan(score)]
    found = f"editorialized {', '.join(known)}" if known else "nothing to score"
    model = [f"model {safe(scores.model)}"] if scores.model else []
    return " · ".join([found, counted(len(scores.passages), "passage", "passages"), *model])


def facts(passage: ScoredPassage) -> str:
    """Say a passage's rank, voice and kind."""
    rank = [] if math.isnan(passage.percentile) else [f"above {int(100 * passage.percentile)} % of wire copy"]
    quoted = "" if math.isnan(passage.quoted_score) else f" (quoted words {passage.quoted_score:.2f})"
    return " · ".join([*rank, f"{passage.voice}{quoted}", passage.kind])


def described(cue: Cue) -> str:
    """Say a cue's kind, weight and alternative."""
    alternative = f" → {safe(cue.suggestion)}" if cue.suggestion else ""
    return f"{'quoted ' if cue.voice == 'quoted' else ''}{safe(cue.kind)} {cue.weight:+.1f}{alternative}"


def unscored(scores: Scores) -> str:
    """Say what has no score of its own, or nothing."""
    left = [passage for passage in scores.passages if math.isnan(passage.score)]
    why = [reason(passage) for passage in left]
    names = {"dateline": "datelines", "promotion": "promotions", "without words": "without words"}
    return ", ".join(counted(why.count(one), one, many) for one, many in names.items() if one in why)


def only_quoted(scores: Scores) -> str:
    """Say how many passages are nobody's words but those quoted, and how editorialized those are, or nothing."""
    left = [one for one in scores.passages if math.isnan(one.score) and reason(one) == "only quoted"]
    most = max((one.quoted_score for one in left if not math.isnan(one.quoted_score)), default=math.nan)
    known = "" if math.isnan(most) else f", up to {most:.2f}"
    return f"{counted(len(left), 'passage', 'passages')}{known}" if left else ""


def reason(passage: ScoredPassage) -> str:
    """Say why a passage has no score of its own, for some that it is only quoted."""
    if passage.kind in ("dateline", "promotion"):
        return passage.kind
    return "only quoted" if passage.voice == "quoted" else "without words"


def counted(number: int, one: str, many: str) -> str:
    """Return a number and its noun."""
    return f"{number:,} {one if number == 1 else many}"
