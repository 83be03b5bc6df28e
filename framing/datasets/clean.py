"""Repairs of texts that a release garbled: encodings, entities, tags."""

from __future__ import annotations

import html
import re

# UTF-8 read as Windows-1252 leaves runs of a lead byte and its continuation bytes. Only leads that no language puts
# before such signs: a capital É before a closing quotation mark is not garbled.
CP1252 = {bytes([byte]).decode("cp1252", "ignore") or chr(byte): byte for byte in range(0x80, 0xC0)}
LATER = f"[{''.join(CP1252)}\x80-\xbf]"
GARBLED = re.compile(f"[\xc2\xc3]{LATER}|\xe2{LATER}{{2}}|\xf0{LATER}{{3}}")
ENTITY = re.compile(r"&(?:[a-z]{2,8}|#\d{2,5});")
REFERENCE = re.compile(r"<\s*ref\b[^<>]*>.*?<\s*/\s*ref\b\s*>?", re.IGNORECASE)
TAGS = (
    "a|b|i|s|p|br|em|del|ins|ref|td|tr|center|iframe|onlyinclude|span|sub|sup"  # web pages
    "|body|doc|docno|docid|doctype|datetime|endtime|header|hl|lu_annotate"  # wires and transcripts
    "|node|seg|silence|start|text|turn|uh|3d"
)
TAG = re.compile(rf"<\s*/?\s*(?:{TAGS})\b[^<>]*>", re.IGNORECASE)
ESCAPED_SPACE = re.compile(r"(?:\\[nt]|\s)+")


def repair(text: str) -> str:
    """Undo UTF-8 that was read as Windows-1252, also when done twice."""
    for _ in range(2):
        text, found = GARBLED.subn(_decoded, text)
        if not found:
            break
    return text


def _decoded(match: re.Match[str]) -> str:
    """Return the character that the garbled ones stand for, or leave them."""
    try:
        return bytes(CP1252.get(character, ord(character)) for character in match[0]).decode("utf-8")
    except UnicodeDecodeError:
        return match[0]


def clean(text: str) -> str:
    """Return the text as its author wrote it.

    Parameters
    ----------
    text : str
        A text of a release.

    Returns
    -------
    str
        The text without garbled characters, character references, tags and
        outer white space.

    Examples
    --------
    >>> clean(" Bread &amp; <em>butter</em> ")
    'Bread & butter'
    """
    text = repair(text)
    if "&" in text:
        text = text.replace("&amp;amp;", "&amp;")
        text = ENTITY.sub(lambda match: html.unescape(match[0]), text)
    if "<" in text:
        text = re.sub(r" {2,}", " ", TAG.sub("", REFERENCE.sub("", text)))
    return text.strip()


def clean_escapes(text: str) -> str:
    """Return the text without a backslash and a letter for white space."""
    text = ESCAPED_SPACE.sub(" ", text).replace("\\'", "'").replace('\\"', '"')
    return clean(text)
