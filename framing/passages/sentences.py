"""Where the sentences of one paragraph end.

Rules of our own and not a library: they split news text better and faster than each library measured, and a
boundary that moves with a library's release would move every score (the numbers are in docs/splitters.md).
All patterns are linear: a run is matched once, from its first character, without giving anything back.
"""

from __future__ import annotations

import re

from framing.passages.words import WORDS

# White space and what no reader sees; no passage begins or ends with one of these.
UNSEEN = "".join(map(chr, [*range(0x21), *range(0x7F, 0xA1), 0xAD, 0x61C, 0x1680, 0x180E, *range(0x2000, 0x2010)])) + "".join(
    map(chr, [*range(0x2028, 0x2030), *range(0x205F, 0x2070), 0x3000, 0xFEFF, *range(0xFFF9, 0xFFFC)])
)
# Those that break a word get the width of a space; soft hyphens and joiners stand inside words.
BREAKING = {ord(mark): " " for mark in UNSEEN if not mark.isspace() and mark not in "\xad\u200c\u200d\u2060"}

CLOSING = r"\"'”’»›“‘)\]*"
OPENING = r"\"'“‘„‚«‹”’»(\[*•–—-"
CANDIDATE = re.compile(
    r"(?<![.?!…])(?<!\.\s)"
    r"(?P<stop>(?>\.(?:[ \xa0]\.)++)(?!\.)|[.?!…]++)"
    rf"(?P<close>[{CLOSING}]*+(?:\[\d{{1,3}}\])*+(?:[ \xa0\u202f][”»]++(?=\s))?)"
    rf"[\xad\u200c\u200d\u2060]*+\s++(?=(?P<open>[.…{OPENING}]*+)[ \xa0\u202f]?(?P<word>\w+|\S|\Z))"
)
# Scraped text loses the space between sentences. Without a quotation mark between them, only words that begin sentences
# and no names are taken for that: the rest may be an address.
GLUED = re.compile(
    r"(?<=[a-z]{3})[.?!](?=[“‘]?(?:The|A|An|This|That|These|He|She|It|They|We|You|But|And|In|On|At|If|When|While|"
    r"After|As|For|However|Meanwhile|According)\s)|(?<=[a-z)\]])[.?!](?P<quote>[\"”’])(?=[A-Z“])"
)
SEEN = re.compile(r"[^\W_]")

LETTERS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")
REPORTED = re.compile(
    r"(?:[A-Z][\w.’'-]*+ (?:(?:of|de|van|von|al|the) )?){1,4}"
    r"(?:(?:told|tells)\b(?![^.]{0,60}(?::| that\b))|"
    r"(?:said|says|asked|asks|wrote|writes|added|adds|tweeted|shouted|cried|wondered|replied|joked)\b"
    r"(?!:| (?:that|he|she|it|they|the|there)\b))"
)


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Return start and end of each sentence of a paragraph, without unseen characters at its edges.

    Parameters
    ----------
    text : str
        One paragraph; line breaks in it count as spaces.

    Returns
    -------
    list of tuple of int
        Ordered, disjoint spans that cover all that can be seen.

    Examples
    --------
    >>> sentence_spans('"Who?" he asked. "Mr. Lee."')
    [(0, 16), (17, 27)]
    """
    view = text.translate(BREAKING)
    ends = [found.end("close") for found in CANDIDATE.finditer(view) if _ends_sentence(view, found)]
    ends += _glued_ends(view)
    return _trimmed(text, sorted(ends))


def _trimmed(text: str, ends: list[int]) -> list[tuple[int, int]]:
    """Cut at the ends; a piece without a letter or digit stays with the piece before it."""
    spans: list[tuple[int, int]] = []
    start = 0
    for end in [*ends, len(text)]:
        left, right = trim(text, start, end)
        start = end
        if spans and not SEEN.search(text, left, right):
            spans[-1] = (spans[-1][0], max(spans[-1][1], right if right > left else 0))
        elif right > left:
            spans.append((left, right))
    return spans


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without white space and invisible characters at its edges."""
    piece = text[start:end].lstrip(UNSEEN)
    left = end - len(piece)
    return left, left + len(piece.rstrip(UNSEEN))


def _ends_sentence(view: str, found: re.Match[str]) -> bool:
    """Decide whether the sentence ends at a stop that white space follows."""
    stop, word = found["stop"], found["word"]
    if not word or not _begins(word):
        return not word
    if stop != ".":
        return not _goes_on_after(view, found)
    return not _is_abbreviation(view, found)


def _begins(word: str) -> bool:
    """Say whether a word can be the first of a sentence: iPad can, an address can, and cannot."""
    if word[0] in ",;:.?!%)]}":
        return False
    if word in ("http", "https", "www", "pic"):
        return True
    return not word[0].islower() or word[1:2].isupper()


def _goes_on_after(view: str, found: re.Match[str]) -> bool:
    """Say whether the sentence goes on after an ellipsis, a question or an exclamation."""
    if found["stop"][-1] in ".…" and (found["word"] == "I" or not found.start()):
        return True
    return bool(found["close"]) and REPORTED.match(view, found.start("word"), found.start("word") + 120) is not None


def _is_abbreviation(view: str, found: re.Match[str]) -> bool:
    """Say whether the full stop belongs to an abbreviation, an initial, a list's number or a speaker's letter."""
    before = view[max(0, found.start() - 40) : found.start()].split()
    if not before or view[found.start() - 1].isspace():
        return False
    token, next_word = before[-1].lstrip("\"'“‘„«([—–-"), found["word"]
    if token in WORDS["never"] or _is_title(token.rpartition("-")[2]):
        return True
    if token.lower() in WORDS["number"] and next_word[0].isdecimal():
        return True
    first = len(before) == 1 and found.start() < len("100.")
    if not token or token.isdecimal() or (len(token) == 1 and (first or token.islower())):
        return first
    if LETTERS.fullmatch(token.rpartition("-")[2]):
        return not _letter_ends(token, before[-2:-1]) and not _starts_anew(found)
    known = token in WORDS["unit"] or (token[0].isupper() and token.lower() in WORDS["sometimes"])
    return known and not found["close"].strip("])") and not _starts_anew(found)


def _is_title(token: str) -> bool:
    """Say whether a name follows the token: Dr. and, in transcripts, DR."""
    return token in WORDS["title"] or (token.isupper() and token.capitalize() in WORDS["title"])


def _letter_ends(token: str, before: list[str]) -> bool:
    """Say whether a single letter is a name's last word, as in plan B, or no initial at all."""
    return len(token) == 1 and bool(before) and before[0].lower() in WORDS["lettered"]


def _starts_anew(found: re.Match[str]) -> bool:
    """Say whether what follows a stop begins a sentence, more likely than a name's next part."""
    opened = found["open"]
    if opened[:1] in tuple("–—-"):
        return False
    return found["word"].lower() in WORDS["starter"] or bool(set(opened) & set('"“„«'))


def _glued_ends(view: str) -> list[int]:
    """Return where sentences end without a space before the next one."""
    ends = []
    n_marks = counted = 0
    for found in GLUED.finditer(view):
        stop = found.start()
        n_marks, counted = n_marks + view.count('"', counted, stop), stop
        if found["quote"] == '"':
            ends.append(found.end() - (n_marks % 2 == 0))
        elif found["quote"] or not set(view[max(0, stop - 60) : stop].split()[-1]) & set("/@."):
            ends.append(found.end())
    return ends
