"""The text of a piece of HTML, such as what a feed says of an article: tags and references, without a page around them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape
from html.entities import html5

# What begins a paragraph, and what stands within one.
BLOCKS = (
    "address|article|aside|blockquote|center|dd|details|div|dl|dt|figcaption|figure|footer|form|h1|h2|h3|h4|h5|h6|header|hr|li|main|nav|"
    "ol|p|pre|section|summary|table|td|th|tr|ul"
)
INLINE = "a|abbr|b|bdi|big|br|cite|code|del|em|font|i|img|ins|kbd|mark|q|s|small|span|strong|sub|sup|time|tt|u|wbr"
VALUE = r"\s*=\s*(?:\"[^\"<]*\"|'[^'<]*'|[^\s\"'<>=]+)"
# Tags that show that a text is HTML; all tags, which of such a text are left out; what is left out with all that is in it.
KNOWN = re.compile(rf"</?(?:{BLOCKS}|{INLINE})(?:\s+[\w:.-]+{VALUE})*+\s*+/?>", re.IGNORECASE)
ANY = re.compile(rf"<!--|-->|<!\[cdata\[|\]\]>|<(?P<name>/?[a-z][\w:-]*)(?:\s+[\w:.-]+(?:{VALUE})?+)*+\s*+/?>", re.IGNORECASE)
HIDDEN = {"<!--": "-->", "script": "/script", "style": "/style"}
BLOCK = re.compile(rf"</?(?:br|{BLOCKS})\b", re.IGNORECASE)
INSTEAD = {
    "br": "\n",
    "q": "“",
    "/q": "”",
    **dict.fromkeys([*BLOCKS.split("|"), *("/" + name for name in BLOCKS.split("|"))], "\n\n"),
}
REFERENCE = re.compile(r"&(#\d{1,7};|#x[\da-f]{1,6};|[a-z][a-z\d]{1,31};)", re.IGNORECASE)
BREAK = re.compile(r"[^\S\n]*+\n\s*+")
SPACES = re.compile(r"[ \t\r]+")
OPENING = tuple("\"'“‘„‚«‹")
DASHES = tuple("—–-")


def unmarked(text: str) -> str:
    r"""Return a text without the tags and references of HTML, if it has any.

    What tags quote (``q``, ``blockquote``) is put in quotation marks. What only looks like HTML stays: a less-than sign, an
    ampersand in a name.

    Parameters
    ----------
    text : str
        A piece of HTML, or plain text.

    Returns
    -------
    str
        Plain text.

    Examples
    --------
    >>> unmarked("<p>&#8220;It rained,&#8221; <b>she</b> said.</p><p>It&rsquo;s dry.</p>")
    '“It rained,” she said.\n\nIt’s dry.'
    >>> unmarked("AT&T lost < 2 % to R&D.")
    'AT&T lost < 2 % to R&D.'
    """
    if "&" in text and not has_tags(text):
        text = meant(text)
    if not has_tags(text):
        return text
    if not BLOCK.search(text):
        return "".join(pieces(text))
    # Where there are paragraphs, a line's end is a space; a blank line ends a paragraph even so.
    return broken(SPACES.sub(" ", "".join(pieces(broken(text, " ")))), "\n").strip()


def has_tags(text: str) -> bool:
    """Say whether a text has a tag that stands in pieces of HTML.

    Examples
    --------
    >>> has_tags("<b>Rain</b>"), has_tags("<rain@example.org> wrote: a <b and c> d")
    (True, False)
    """
    return "<" in text and KNOWN.search(text) is not None


def pieces(text: str) -> list[str]:
    """Return the pieces of a text: lines and paragraphs for tags, what is quoted by tags in marks.

    Where block quotations hold more than half of all, they are left as they are: the author has another reason for the tag.
    """
    between = between_tags(text)
    found = [INSTEAD.get(one, "") if number % 2 else meant(one) for number, one in enumerate(between)]
    quotations, opened = [], list[int]()
    for number in range(1, len(between), 2):
        if between[number] == "blockquote":
            opened.append(number)
        elif between[number] == "/blockquote" and opened:
            start = opened.pop()
            quotations += [] if opened else [slice(start, number + 1)]
    if 2 * sum(length(found[one]) for one in quotations) <= length(found):
        for one in reversed(quotations):
            found[one] = [in_marks("".join(found[one]))]
    return found


def between_tags(text: str) -> list[str]:
    """Return what stands between tags, and at odd places the names of the tags; without what is hidden, if it ends.

    Examples
    --------
    >>> between_tags("It <b>rained</b><!-- <i>on</i> -->.")
    ['It ', 'b', 'rained', '/b', '', '<!--', '.']
    """
    tags = [(tag.start(), tag.end(), (tag["name"] or tag[0]).lower()) for tag in ANY.finditer(text)]
    last = {name: start for start, _, name in tags}
    found, at, until = [], 0, ""
    for start, end, name in tags:
        if until and name != until:
            continue
        if until:
            until = ""
        else:
            found += [text[at:start], name]
            end_of = HIDDEN.get(name, "")
            until = end_of if last.get(end_of, start) > start else ""
        at = end
    return [*found, text[at:]]


def in_marks(quotation: str) -> str:
    """Put a mark before each line of a block quotation and one behind the last; a line that names its source has none."""
    lines = quotation.split("\n")
    own = [number for number, line in enumerate(lines) if line.strip() and not line.lstrip().startswith(DASHES)]
    if not own or quotation.lstrip().startswith(OPENING):
        return quotation
    for number in own:
        lines[number] = "“" + lines[number].lstrip()
    lines[own[-1]] = lines[own[-1]].rstrip() + "”"
    return "\n".join(lines)


def broken(text: str, single: str) -> str:
    """Return a text with each blank line as one, and another mark for a line's end."""
    return BREAK.sub(lambda found: "\n\n" if found[0].count("\n") > 1 else single, text)


def meant(text: str) -> str:
    """Return a text with the characters that its references mean; unknown ones are left as they are."""
    return REFERENCE.sub(lambda found: unescape(found[0]) if found[1].startswith("#") or found[1] in html5 else found[0], text)


def length(found: Sequence[str]) -> int:
    """Return how many characters pieces have."""
    return sum(len(one.strip()) for one in found)
