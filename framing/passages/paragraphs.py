"""Where the paragraphs of a plain text begin and end."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from framing.passages.sentences import trim

LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
ENDED = re.compile(r"[.?!…:;][\"'”’»“‘)\]*]*$")
# Wrapped text is this wide in print, mail and terminals; a longer line was not broken by its width.
WIDTHS = range(40, 101)
# Lines broken by hand are not always as full as a program makes them.
FILLED = 0.95
# Below this many broken lines their widths say nothing.
MIN_BROKEN_LINES = 3


class Block(NamedTuple):
    """A line or a paragraph: where it is, and which run of lines without a blank one it belongs to."""

    start: int
    end: int
    run: int


def paragraphs(text: str, stands_alone: Callable[[str], bool]) -> list[Block]:
    r"""Return the paragraphs of a text.

    Blank lines end paragraphs. A single line break ends one as well, unless the text is hard-wrapped: most of its
    broken lines stop in mid-sentence and are full, which means that the next line's first word had no room in
    them. In such a text a full line goes on in the next one.

    Parameters
    ----------
    text : str
        Plain text.
    stands_alone : callable
        Says of a line that it is a paragraph of its own, however full the line before it is.

    Returns
    -------
    list of Block
        Ordered and disjoint, without unseen characters at their edges.

    Examples
    --------
    >>> paragraphs("One.\nTwo.\n\nThree.", lambda line: False)
    [Block(start=0, end=4, run=0), Block(start=5, end=9, run=0), Block(start=11, end=17, run=1)]
    """
    found = _lines(text)
    width = _width(text, found)
    joined = found[:1]
    for line, following in pairwise(found):
        if line.run == following.run and _goes_on(text, line, following, width, stands_alone):
            joined[-1] = Block(joined[-1].start, following.end, line.run)
        else:
            joined.append(following)
    return joined


def _lines(text: str) -> list[Block]:
    """Return the lines in which something can be seen; one that is indented behind a sentence's end begins a run."""
    lines: list[Block] = []
    run = previous = indent = 0
    for found in LINE.finditer(text):
        start, end = trim(text, *found.span())
        if start == end:
            continue
        deeper = start - found.start() > indent and bool(ENDED.search(text, max(0, previous - 8), previous))
        run += bool(lines) and (_is_blank(text[previous : found.start()]) or deeper)
        indent = start - found.start()
        lines.append(Block(start, end, run))
        previous = found.end()
    return lines


def _is_blank(between: str) -> bool:
    """Say whether a blank line, a page break or a paragraph separator is between two lines."""
    return len(between.replace("\r\n", "\n")) > 1 or between in "\f\u2029"


def _width(text: str, lines: Sequence[Block]) -> int:
    """Return the width at which the text is hard-wrapped, or 0."""
    broken = [(line, after) for line, after in pairwise(lines) if line.run == after.run]
    if not broken:
        return 0
    width = max(line.end - line.start for line, _ in broken)
    if width not in WIDTHS:
        return 0
    if len(broken) < MIN_BROKEN_LINES:
        return width * all(text[after.start].islower() for _, after in broken)
    n_full = sum(_is_full(text, line, after, width) for line, after in broken)
    n_open = sum(not ENDED.search(text, max(line.start, line.end - 8), line.end) for line, _ in broken)
    return width * (n_full >= 0.7 * len(broken) and n_open >= 0.5 * len(broken))


def _is_full(text: str, line: Block, following: Block, width: int) -> bool:
    """Say whether the following line's first word had no room in the line."""
    word = text[following.start : min(following.end, following.start + width)].split()[0]
    return line.end - line.start + 1 + len(word) > FILLED * width


def _goes_on(text: str, line: Block, following: Block, width: int, stands_alone: Callable[[str], bool]) -> bool:
    """Say whether a line is a hard-wrapped part of the paragraph that the following line continues."""
    if not width or stands_alone(text[line.start : line.end]) or stands_alone(text[following.start : following.end]):
        return False
    return _is_full(text, line, following, width) or text[following.start].islower()
