"""What an article calls itself: marks such as "Opinion:" above it, and notes at its end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from framing.lexicons import rows

# Lines at the top in which a headline, a rubric and a byline stand, and lines at either end in which notes stand.
HEADLINES, TOP, NOTES = 2, 5, 3
MAX_HEADLINE = 250
# A sentence about the author names them before it says what they are.
MAX_BEFORE_BIOGRAPHY = 60
# What an article is called if it is called several things.
FIRST = ("satire", "opinion", "analysis")
ENTRIES = re.compile(r"[|•>›»/]|^\s*-\s")
# Lines end where paragraphs may.
LINE = re.compile(r"\S[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]*")
NAME = r"[A-Z][\w.'-]*(?:\s[A-Z][\w.'-]*){1,3}"
# What judges write is no opinion piece.
COURT = r"(?i:(?:the\s|chief\s|circuit\s|district\s)*(?:judge|justice|court)\b)"


@dataclass(frozen=True, slots=True)
class Rubric:
    """A mark by which an article says what it is.

    Attributes
    ----------
    label : {"opinion", "analysis", "satire"}
        What it says.
    start, end : int
        Where the mark is in the article.
    """

    label: str
    start: int
    end: int


def rubric_of(text: str) -> Rubric | None:
    """Find the mark by which an article says what it is.

    Parameters
    ----------
    text : str
        The article, plain text.

    Returns
    -------
    Rubric or None
        The first mark; one of satire before one of opinion, and one of opinion before one of analysis. None without a mark.

    Examples
    --------
    >>> rubric_of("Opinion | The bridge is a mistake")
    Rubric(label='opinion', start=0, end=7)
    >>> rubric_of("Opinion polls: the mayor leads") is None
    True
    """
    return min(rubrics(text), key=lambda one: (FIRST.index(one.label), one.start), default=None)


def rubrics(text: str) -> Iterator[Rubric]:
    """Yield the marks of an article, in no order."""
    lines = [(one.start(), one.group().rstrip()) for one in LINE.finditer(text.replace("’", "'"))]
    for number, (start, line) in enumerate(lines[:TOP]):
        if len(line) > MAX_HEADLINE:
            continue
        if number < HEADLINES and not in_menu(line):
            yield from found(start, line, pattern("introduces"), pattern("closes"))
        if not any(in_menu(one) for _, one in lines[max(0, number - 1) : number + 2]):
            yield from found(start, line, pattern("alone"))
        yield from found(start, line, pattern("byline"))
    for number, (start, line) in enumerate(lines):
        if number < NOTES or number >= len(lines) - NOTES:
            yield from found(start, line, pattern("note"), pattern("biography"))


def found(start: int, line: str, *patterns: re.Pattern[str]) -> Iterator[Rubric]:
    """Yield the mark that each pattern finds in a line."""
    for one in patterns:
        if match := one.search(line):
            mark = " ".join(match["mark"].lower().split())
            yield Rubric(classes()[mark], start + match.start("mark"), start + match.end("mark"))


def in_menu(line: str) -> bool:
    """Tell whether a line has the name of another section as an entry."""
    return any(classes().get(entry.strip().lower()) == "section" for entry in ENTRIES.split(line))


@cache
def classes() -> dict[str, str]:
    """Return what each mark says."""
    return {row["cue"]: row["class"] for row in rows("genre_marks")}


@cache
def pattern(place: str) -> re.Pattern[str]:
    """Return the pattern of the marks in one place of a line; rubrics have a capital."""
    heads = rf"(?P<mark>(?=[A-Z])(?ai:{cues('rubric', 'headline')}))"
    rubric = rf"(?P<mark>(?=[A-Z])(?ai:{cues('rubric')}))"
    whose = rf"(?:\s(?i:by|from)\s(?!{COURT}).{{1,50}})?"
    forms = {
        "introduces": rf"^\W*{heads}(?:\s*[:|/]|[\])]:?|\s*[–—]|\s+-(?=\s))\s*\S",
        "closes": rf"\S\s*(?:\||\s[–—-]\s|[(\[])\s*{heads}(?:\s*\|[^|]{{1,40}})?\W*$",
        "alone": rf"^\W*(?:An?\s)?{rubric}{whose}\W*$",
        "byline": rf"^\W*(?:(?:[Bb]y|BY)\s)?(?:[Tt]he\s|THE\s|{NAME}\s?[,|]\s)?(?P<mark>(?ai:{cues('byline')}))\W*$",
        "note": rf"\b(?P<mark>(?ai:{cues('note')}))\b",
        "biography": rf"^.{{0,{MAX_BEFORE_BIOGRAPHY}}}\b(?P<mark>(?ai:{cues('biography')}))\b",
    }
    return re.compile(forms[place])


def cues(*places: str) -> str:
    """Return the marks of some places as alternatives, the longest first."""
    own = sorted((row["cue"] for row in rows("genre_marks") if row["place"] in places), key=len, reverse=True)
    return "|".join(r"(?u:\s+)".join(map(re.escape, cue.split(" "))) for cue in own)
