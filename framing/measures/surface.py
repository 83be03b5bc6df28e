"""The surface of a passage: punctuation, capitals, numbers, length."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from math import log1p

from framing.measures import Occurrence
from framing.names import LONG
from framing.tokens import Spans, Tokens, inside
from framing.voice import Quotation

MARKS = {
    "exclamation": re.compile(r"!+"),
    "question": re.compile(r"\?+"),
    "ellipsis": re.compile(r"\.\.\.+|…"),
    "dash": re.compile(r"—|--+|(?<=\s)[–-](?=\s)"),
    "colon": re.compile(r":(?=\s)"),
    "semicolon": re.compile(r";"),
    "parenthesis": re.compile(r"\([^()]{0,200}\)"),
    "number": re.compile(r"\d+(?:[.,:]\d+)*"),
    "money": re.compile(r"[$€£]"),
    "percent": re.compile(r"%"),
}
# What stands in each mark, whatever else does; of numbers the digits of ASCII, others are rare. An ellipsis may be dots, too.
SIGNS = {
    "exclamation": "!",
    "question": "?",
    "ellipsis": "…",
    "dash": "—–-",
    "colon": ":",
    "semicolon": ";",
    "parenthesis": "(",
    "number": "0123456789",
    "money": "$€£",
    "percent": "%",
}
LONG_WORD = 8
LENGTHS = ("log_n_words", "mean_letters_per_word", "share_of_long_words")
COLUMNS = (*(f"has_{name}" for name in MARKS), "has_scare_quotes", "has_capitals", *LENGTHS)


def surface(tokens: Tokens) -> list[Occurrence]:
    """Find marks, capitals, scare quotes and numbers, each 1 in all where a passage has any, and length."""
    kept = [span for span, word in zip(tokens.spans, tokens.words, strict=True) if word]
    capitals = [(a, b) for a, b in kept if b - a > LONG and tokens.text[a:b].isupper()]
    return [
        *marks(tokens.text, tokens.own, there(tokens.text)),
        *scare_quotes(tokens.quotations, tokens.own),
        *spread("has_capitals", capitals),
        *length(kept),
    ]


def marks(text: str, own: Spans, names: Iterable[str]) -> list[Occurrence]:
    """Find some marks in one voice of a text."""
    return [
        one
        for name in names
        for one in spread(f"has_{name}", [m.span() for start, end in own for m in MARKS[name].finditer(text, start, end)])
    ]


def scare_quotes(quotations: Iterable[Quotation], own: Spans) -> list[Occurrence]:
    """Find the scare quotes of one voice."""
    scare = [(quote.start, quote.end) for quote in quotations if quote.kind == "scare" and inside(own, quote.start)]
    return spread("has_scare_quotes", scare)


def there(text: str) -> list[str]:
    """Return the marks that a text may have, by its characters."""
    characters = set(text)
    found = [name for name, signs in SIGNS.items() if not characters.isdisjoint(signs)]
    if "..." in text and "ellipsis" not in found:
        found.append("ellipsis")
    if not text.isascii() and "number" not in found:
        found.append("number")
    return found


def length(kept: Sequence[tuple[int, int]]) -> list[Occurrence]:
    """Measure the passage's length, in log words, and its words' length, in letters; an empty span is the whole passage."""
    if not kept:
        return []
    letters = [end - start for start, end in kept]
    values = (log1p(len(kept)), sum(letters) / len(kept), sum(size > LONG_WORD for size in letters) / len(kept))
    return [(0, 0, name, value) for name, value in zip(LENGTHS, values, strict=True)]


def spread(name: str, spans: Sequence[tuple[int, int]]) -> list[Occurrence]:
    """Give each span an equal share of one."""
    return [(start, end, name, 1 / len(spans)) for start, end in spans]
