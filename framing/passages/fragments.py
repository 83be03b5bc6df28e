"""The text of a piece of HTML, such as what a feed says of an article: tags and references, without a page around them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape
from html.entities import html5

# What begins a paragraph, what stands within one, and what keeps the words around it apart.
BLOCKS = (
    "address|article|aside|blockquote|caption|center|dd|details|div|dl|dt|figcaption|figure|footer|form|h1|h2|h3|h4|h5|h6|header|hr|"
    "legend|li|main|nav|ol|option|p|pre|section|summary|table|td|th|title|tr|ul"
)
INLINE = "a|abbr|b|bdi|big|cite|code|del|em|font|i|ins|kbd|mark|q|s|script|small|span|strong|style|sub|sup|time|tt|u|wbr"
APART = "audio|button|iframe|img|input|label|object|picture|select|source|svg|video"
ATTRIBUTE = r"(?:\s+|(?<=[\"']))[\w:.-]+"
VALUE = r"\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'<>]+)"
# What shows that a text is HTML: a tag, but of those within a paragraph, such as <b>, only an end or one with a value.
KNOWN = re.compile(
    rf"<!--|</?(?:br|{BLOCKS}|{APART})(?:{ATTRIBUTE}{VALUE})*+\s*+/?>|</(?:{INLINE})\s*>|<(?:{INLINE})(?:{ATTRIBUTE}{VALUE})++\s*+/?>",
    re.IGNORECASE,
)
# All tags, which of such a text are left out, and those that hide what is in them.
ANY = re.compile(
    rf"<!--|-->|<!\[cdata\[|\]\]>|<[!?][^<>]*>|<(?P<name>/?[a-z][\w:.-]*)(?:{ATTRIBUTE}(?:{VALUE})?+)*+\s*+/?>", re.IGNORECASE
)
HIDDEN = {"<!--": "-->", "script": "/script", "style": "/style"}
BLOCK = re.compile(rf"</?(?:br|{BLOCKS})\b", re.IGNORECASE)
INSTEAD = {
    end + name: mark for names, mark in ((BLOCKS, "\n\n"), (APART, " ")) for name in names.split("|") for end in ("", "/")
} | {"br": "\n"}
# Some lack their semicolon; what follows the names of those is no letter, as in the address of a page (?a=1&quote=2).
REFERENCE = re.compile(
    r"&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31}(?=;)|(?:amp|ldquo|lsquo|nbsp|quot|rdquo|rsquo)(?![\w=]));?", re.IGNORECASE
)
BREAK = re.compile(r"(?<![^\S\n])[^\S\n]*+\n\s*+")
SPACES = re.compile(r"[ \t\r]+")
OPENING, DASHES = tuple("\"'“‘„‚«‹"), tuple("—–-")


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
    for _ in range(2):  # references may hold tags, or further references
        text = without_tags(text) if has_tags(text) else meant(text)
    return text


def has_tags(text: str) -> bool:
    """Say whether a text has a tag that stands in pieces of HTML.

    Examples
    --------
    >>> has_tags("<b>Rain</b>"), has_tags("<rain@example.org> wrote: a <b and c> d")
    (True, False)
    """
    return "<" in text and KNOWN.search(text) is not None


def without_tags(text: str) -> str:
    """Return the text of a piece of HTML."""
    if not BLOCK.search(text):
        return "".join(pieces(text)).strip()
    # Where there are paragraphs, a line's end is a space; a blank line ends a paragraph even so.
    return broken(SPACES.sub(" ", "".join(pieces(broken(text, " ")))), "\n").strip()


def pieces(text: str) -> list[str]:
    """Return the pieces of a text, each what a tag stands for and what is behind it, and put in marks what tags quote.

    Where block quotations hold more than half of all, they are left as they are: the author has another reason for the tag.
    """
    tags = between_tags(text)
    names, found = [name for name, _ in tags], [INSTEAD.get(name, "") + meant(behind) for name, behind in tags]
    marked: list[bool] = []
    opened: list[int] = []
    blocks: list[tuple[int, int]] = []
    for number, name in enumerate(names):
        if name == "q":
            marked.append(not found[number].lstrip().startswith(OPENING))
            found[number] = "“" * marked[-1] + found[number]
        elif name == "/q" and marked:
            found[number] = "”" * marked.pop() + found[number]
        elif name == "blockquote":
            opened.append(number)
        elif name == "/blockquote" and opened:
            start = opened.pop()
            blocks += [] if opened else [(start, number)]
    if 2 * sum(length(found[start:end]) for start, end in blocks) <= length(found):
        for start, end in blocks:
            mark_block(names, found, start, end)
    return found


def mark_block(names: Sequence[str], found: list[str], start: int, end: int) -> None:
    """Put marks around a block quotation: around its paragraphs, if it has any, for what else is in it names the source."""
    paragraphs = [number for number in range(start, end) if names[number] == "p"]
    ends = [next((n for n in range(one + 1, end) if names[n] in ("p", "/p")), end) for one in paragraphs]
    places = [slice(*both) for both in zip(paragraphs, ends, strict=True)] or [slice(start, end)]
    places = [place for place in places if length(found[place])]
    if not places or "".join(found[places[0]]).lstrip().startswith(OPENING):
        return
    for place in places:
        text = in_marks("".join(found[place]), close=place is places[-1])
        found[place] = [text, *[""] * (place.stop - place.start - 1)]


def in_marks(text: str, *, close: bool) -> str:
    """Put a mark before each line, and one behind the last; a line that begins with a dash names the source."""
    lines = text.split("\n")
    own = [number for number, line in enumerate(lines) if line.strip() and not line.lstrip().startswith(DASHES)]
    for number in own:
        lines[number] = "“" + lines[number].lstrip()
    if own and close:
        lines[own[-1]] = lines[own[-1]].rstrip() + "”"
    return "\n".join(lines)


def between_tags(text: str) -> list[tuple[str, str]]:
    """Return the name of each tag and what is between it and the next; first "" and what is before all of them.

    What is hidden is left out: comments that end, scripts and styles.

    Examples
    --------
    >>> between_tags("It <b>rained</b><!-- <i>on</i> -->.")
    [('', 'It '), ('b', 'rained'), ('/b', ''), ('<!--', '.')]
    """
    tags = [(tag.start(), tag.end(), (tag["name"] or tag[0]).lower()) for tag in ANY.finditer(text)]
    last_end = max((start for start, _, name in tags if name == "-->"), default=-1)
    found, name, at, until = list[tuple[str, str]](), "", 0, ""
    for start, end, following in tags:
        if following == until:
            at, until = end, ""
        elif not until and following != "-->":
            found.append((name, text[at:start]))
            name, at = following, end
            until = HIDDEN.get(name, "") if name != "<!--" or start < last_end else ""
    return [*found, (name, "" if until else text[at:])]


def broken(text: str, single: str) -> str:
    """Return a text with each blank line as one, and another mark for a line's end."""
    return BREAK.sub(lambda found: "\n\n" if found[0].count("\n") > 1 else single, text)


def meant(text: str) -> str:
    """Return a text with the characters that its references mean; unknown ones are left as they are."""
    return REFERENCE.sub(character, text) if "&" in text else text


def character(reference: re.Match[str]) -> str:
    """Return what a reference means, or itself."""
    name = reference[0].strip("&;")
    return unescape(f"&{name};") if name.startswith("#") or f"{name};" in html5 else reference[0]


def length(found: Sequence[str]) -> int:
    """Return how many characters pieces have."""
    return sum(len(one.strip()) for one in found)
