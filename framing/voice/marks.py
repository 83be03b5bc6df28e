"""Quotation marks: which pairs of them belong together."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

Hint = Literal["open", "close", "either"]

# A single mark stands for a letter or a figure in all of these: don't, O'Neill, '90s, rock 'n' roll, 'tis.
APOSTROPHE = re.compile(
    r"['’‘](?:(?<=[^\W_].)(?=[^\W_])|(?=\d\ds?\b)|(?<![^\s\-–—(].)(?=n['’]\s)|(?<=['’‘]n.)(?=\s)"
    r"|(?<![^\s\-–—(\"“].)(?=(?:tis|twas|twere|twill|em|til|till|cause|cos|bout|round|neath|nuff|ere|ello|ave)\b))",
    re.IGNORECASE | re.DOTALL,
)
MARK = re.compile(r"``|''|[“”„‟\"«»‹›'‘’‚‛`]")
# A blank line ends a paragraph, and so does a line break after the end of a sentence;
# other line breaks are taken for hard wrapping.
BREAK = re.compile(
    r"\u2029\s*|(?<=[.!?…:;\"”’'»)\]])[^\S\n]++\n\s*|"
    r"\n(?:[^\S\n]*\n\s*|(?<=[.!?…:;\"”’'»)\]]\n)\s*|(?<=\S\n)(?=[^\S\n]*[“\"«„]))"
)
SWAPPED = {("„", "“"), ("‚", "‘"), ("»", "«"), ("«", "»"), ("›", "‹"), ("‹", "›")}  # opening and closing mark
DOUBLE, SINGLE, GUILLEMET, SMALL = "double", "single", "guillemet", "small"
FAMILY = dict.fromkeys(("“", "”", "„", "‟", '"', "``", "''"), DOUBLE)
FAMILY |= dict.fromkeys("'‘’‚‛`", SINGLE) | dict.fromkeys("«»", GUILLEMET) | dict.fromkeys("‹›", SMALL)
BEFORE_OPEN = frozenset("([{-–—/“„«‹‘‚‟\u200b\ufeff")  # characters that an opening mark may follow, beside white space
AFTER_CLOSE = frozenset(".,;:!?…)]}-–—/”»›’*\u200b\ufeff")  # characters that may follow a closing mark, beside white space
FAR = 600  # characters behind a paragraph in which a mark may close what was left open in it
NESTED = 8  # marks behind a paragraph that are looked at for that
NAME_WORDS = 10  # words of the longest line that names who is quoted
POSSESSIVE_WORDS = 12  # a single quotation that ends like a possessive ("the workers' plan") is believed up to this many words


# Every other end of a line or of a paragraph, and every other space, one character each.
ENDS = "\r\v\x1c\x1d\x1e\x85\u2028\f"
SPACES = "\t\x1f\xa0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
OTHER_SPACE = re.compile(f"[{ENDS}{SPACES}]")
PLAIN_SPACE = str.maketrans(ENDS + SPACES, "\n" * 7 + "\u2029" + " " * len(SPACES))


class Pair(NamedTuple):
    """Where a quotation is: with its marks, and inside them."""

    start: int
    end: int
    inner_start: int
    inner_end: int


class Mark(NamedTuple):
    """One quotation mark with what its neighbours say of it."""

    start: int
    end: int
    char: str
    family: str
    hint: Hint
    doubtful: bool  # may also be a possessive, a letter left out or an inch mark


def with_plain_space(text: str) -> str:
    """Return a text of the same length whose lines end with newlines, and whose words have plain spaces between them."""
    return text.replace("\r\n", "\n ").translate(PLAIN_SPACE) if OTHER_SPACE.search(text) else text


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Return the offsets of the paragraphs."""
    if "\n" not in text and "\u2029" not in text:
        return [(0, len(text))]
    edges = [0, *(edge for found in BREAK.finditer(text) for edge in found.span()), len(text)]
    return [(edges[i], edges[i + 1]) for i in range(0, len(edges), 2)]


def pairs(text: str) -> list[Pair]:
    """Pair the quotation marks of a text; the outermost pairs, in order."""
    marks = found_marks(text)
    if not marks:
        return []
    found: list[Pair] = []
    position = 0
    for start, end in paragraphs(text):
        first = position
        while position < len(marks) and marks[position].start < end:
            position += 1
        if position > first:
            inside, left = paired(text, marks[first:position])
            rest = unclosed(text, left, inside, (start, end), goes_on(text, marks, position, end))
            found += [*inside, closed_later(text, rest, marks[position : position + NESTED])] if rest else inside
    return outermost(found)


def closed_later(text: str, rest: Pair, following: list[Mark]) -> Pair:
    """Close what was left open with a double mark in a paragraph near by: “We won. | We will pay.”, he said."""
    mark = next((one for one in following if one.family == DOUBLE), None)
    if mark is None or FAMILY.get(text[rest.start : rest.inner_start]) != DOUBLE:
        return rest
    if mark.hint != "close" or mark.doubtful or mark.start - rest.end > FAR:
        return rest
    return rest if names_speaker(text[rest.end : mark.start]) else rest._replace(end=mark.end, inner_end=mark.start)


def names_speaker(text: str) -> bool:
    """Tell whether the last line is a name, as in a quotation that is shown large: Ann Lee, Mayor of York."""
    words = text[-200:].rpartition("\n")[2].split()
    return len(words) <= NAME_WORDS and 2 * sum(word[0].isupper() for word in words) > len(words)


def goes_on(text: str, marks: list[Mark], position: int, end: int) -> bool:
    """Tell whether the next paragraph opens with a mark, as one more paragraph of the same quotation."""
    return position < len(marks) and marks[position].hint == "open" and text[end : marks[position].start].isspace()


def found_marks(text: str) -> list[Mark]:
    """Return the marks of a text that are neither apostrophes nor markup."""
    marks = []
    attribute = ""  # the mark that ends class="…"
    for found in MARK.finditer(text):
        start, end = found.span()
        char = found[0]
        if char == attribute or text[start - 1 : start] == "=":
            attribute = "" if char == attribute else char
        elif not (char in "'’‘" and APOSTROPHE.match(text, start)):
            marks.append(read_mark(text, char, start, end))
    return marks


def read_mark(text: str, char: str, start: int, end: int) -> Mark:
    """Read one mark by its shape and by the characters on both sides."""
    before, after = text[start - 1 : start], text[end : end + 1]
    opens = (not before or before.isspace() or before in BEFORE_OPEN or before in "\"'") and bool(after.strip())
    closes = (not after or after.isspace() or after in AFTER_CLOSE or after in "\"'") and bool(before.strip())
    family = FAMILY[char]
    by_place: Hint = "either" if opens == closes else "open" if opens else "close"
    lower_follows = after.isspace() and text[end : end + 4].lstrip()[:1].isalpha()
    doubtful = lower_follows and (may_be_letter(text, start) if family == SINGLE else before.isdigit())
    return Mark(start, end, char, family, shaped(char, by_place), doubtful and bool(before))


def may_be_letter(text: str, start: int) -> bool:
    """Tell whether a single mark at a word's end may be a possessive or a letter left out: the workers', goin'."""
    return text[start - 1 : start] in ("s", "S", "z", "x") or (
        text[start - 2 : start] == "in" and text[start - 4 : start].isalpha()
    )


def shaped(char: str, by_place: Hint) -> Hint:
    """Let a mark's shape decide where its place does not contradict it."""
    if char in "„‚‟‛`" or char == "``":
        return "open"
    if char in "“‘" and by_place != "close":
        return "open"
    if (char in "”’" or char == "''") and by_place != "open":
        return "close"
    return by_place


def paired(text: str, marks: list[Mark]) -> tuple[list[Pair], list[Mark]]:
    """Pair the marks of one paragraph, nested pairs included; return what stays open too."""
    stack: list[Mark] = []
    n_open = dict.fromkeys((DOUBLE, SINGLE, GUILLEMET, SMALL), 0)
    found: list[Pair] = []
    coming = next_of_family(marks)
    for mark, following in zip(marks, coming, strict=True):
        if is_opening(mark, stack, n_open):
            stack.append(mark)
            n_open[mark.family] += 1
        elif n_open[mark.family] and closes_here(text, mark, following, stack):
            opening = stack.pop()
            n_open[opening.family] -= 1
            while opening.family != mark.family:
                opening = stack.pop()
                n_open[opening.family] -= 1
            found.append(Pair(opening.start, mark.end, opening.end, mark.start))
    return found, stack


def next_of_family(marks: list[Mark]) -> list[Mark | None]:
    """Return for each mark the next one of its family."""
    last: dict[str, Mark] = {}
    coming: list[Mark | None] = []
    for mark in reversed(marks):
        coming.append(last.get(mark.family))
        last[mark.family] = mark
    return coming[::-1]


def is_opening(mark: Mark, stack: list[Mark], n_open: dict[str, int]) -> bool:
    """Tell whether a mark opens a quotation, given those already open."""
    top = stack[-1] if stack else None
    if top and top.family == mark.family and (top.char, mark.char) in SWAPPED:
        return False
    if mark.hint == "either":
        return mark.family != SINGLE and not n_open[mark.family]
    return mark.hint == "open"


def closes_here(text: str, mark: Mark, following: Mark | None, stack: list[Mark]) -> bool:
    """Tell whether a closing mark closes, rather than being a possessive or an inch mark."""
    top = stack[-1]
    if mark.family == SINGLE and top.family != SINGLE:
        return False
    if not mark.doubtful:
        return True
    if following is not None and following.hint == "close" and not following.doubtful:
        return text[top.end : mark.start].istitle()
    return mark.family != SINGLE or len(text[top.end : min(mark.start, top.end + 200)].split()) <= POSSESSIVE_WORDS


def unclosed(text: str, stack: list[Mark], found: list[Pair], bounds: tuple[int, int], more: bool) -> Pair | None:
    """Close a mark left open at the paragraph's end, or where the next quotation opens."""
    start, end = bounds
    for mark in stack:
        leading = mark.start - start < 9 and not text[start : mark.start].strip()
        if mark.family == SINGLE and not (leading and (more or mark.char == "‘")):
            continue
        later = end if leading and more else min((pair.start for pair in found if pair.start > mark.start), default=end)
        stop = mark.end + len(text[mark.end : later].rstrip())
        return Pair(mark.start, stop, mark.end, stop)
    return None


def outermost(found: list[Pair]) -> list[Pair]:
    """Return the pairs that are inside no other, in order."""
    kept: list[Pair] = []
    for pair in sorted(found):
        if pair.inner_end > pair.inner_start and (not kept or pair.start >= kept[-1].end):
            kept.append(pair)
    return kept
