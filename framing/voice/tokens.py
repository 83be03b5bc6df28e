"""Tokens and sentences, with every quotation as one token."""

from __future__ import annotations

import re
from dataclasses import dataclass

from framing.voice.marks import Pair, paragraphs
from framing.voice.verbs import forms
from framing.voice.words import word_set

QUOTE, INSIDE, PARAGRAPH = "\ue000", "\ue001", "\ue002"  # private-use characters that stand in the masked text
STAND_INS = {QUOTE: '"', PARAGRAPH: "\n"}
PLAIN = str.maketrans({"’": "'", QUOTE: " ", INSIDE: " ", PARAGRAPH: " "})
TOKEN = re.compile(
    rf"{QUOTE}{INSIDE}*|{PARAGRAPH}"
    r"|(?:[^\W\d_]\.){2,}|\d[\d.,]*\d"
    r"|[^\W_]+(?:['\-&][^\W_]+)*"
    r"|[.!?…,;:()\[\]—–]|-{1,2}"
)
# Abbreviations whose full stop ends no sentence.
ABBREVIATIONS = word_set(
    """
    mr mrs ms dr sen sens rep reps gov govs gen col lt sgt capt cmdr maj adm st ste prof rev hon pres sec amb
    atty supt vs no jan feb mar apr jun jul aug sept sep oct nov dec ave blvd d.c r d i.e e.g
    """
)
# Words that begin a sentence after an abbreviation such as "U.S.".
STARTERS = word_set(
    """
    the a an but and in on at he she it they we i this that these those there if when while as after before for
    according his her its their what who how why yet so still
    """
)
LATER = 8  # tokens after a quoted question or exclamation in which its reporting verb may stand


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as tokens and sentences; a quotation is the token ``"``."""

    text: str
    pairs: list[Pair]
    starts: list[int]
    ends: list[int]
    words: list[str]  # lower case; the token of a quotation is one quotation mark, a paragraph's end is a line break
    capital: list[bool]
    quote_at: dict[int, int]  # token -> which quotation
    sentences: list[tuple[int, int]]  # token ranges


def read(text: str, pairs: list[Pair]) -> Reading:
    """Cut a text into tokens and sentences."""
    by_start = {pair.start: number for number, pair in enumerate(pairs)}
    found = list(TOKEN.finditer(masked(text, pairs)))
    starts = [one.start() for one in found]
    words = [one[0].lower() for one in found]
    capital = [one[0][0].isupper() for one in found]
    quote_at = {}
    for i, word in enumerate(words):
        if word[0] in STAND_INS:
            words[i] = STAND_INS[word[0]]
            if words[i] == '"':
                quote_at[i] = by_start[starts[i]]
    reading = Reading(text, pairs, starts, [one.end() for one in found], words, capital, quote_at, [])
    reading.sentences.extend(sentences(reading))
    return reading


def masked(text: str, pairs: list[Pair]) -> str:
    """Replace quotations and paragraph ends by stand-ins of the same length."""
    parts: list[str] = []
    at = 0
    spans = [(start, end, QUOTE) for start, end, _, _ in pairs]
    spans += [(end, end + 1, PARAGRAPH) for _, end in paragraphs(text)[:-1]]
    for start, end, sign in sorted(spans):
        if start < at:
            continue
        parts += (plain(text[at:start]), sign, INSIDE * (end - start - 1))
        at = end
    return "".join((*parts, plain(text[at:])))


def plain(text: str) -> str:
    """Write straight apostrophes, and none of our stand-ins."""
    return text if text.isascii() else text.translate(PLAIN)


def sentences(reading: Reading) -> list[tuple[int, int]]:
    """Return the token ranges of the sentences."""
    found, first, n = [], 0, len(reading.words)
    enders = ENDERS
    for i, word in enumerate(reading.words):
        if (word in enders or word[-1] == ".") and ends_sentence(reading, i):
            found.append((first, i + 1))
            first = i + 1
    if first < n:
        found.append((first, n))
    return found


ENDERS = frozenset('.!?…"\n')


def ends_sentence(reading: Reading, i: int) -> bool:
    """Tell whether the sentence ends with token `i`."""
    words = reading.words
    word, following = words[i], words[i + 1] if i + 1 < len(words) else "\n"
    if word == "\n" or following == "\n":
        return word == "\n"
    if word == '"':
        return quote_ends_sentence(reading, i)
    if len(word) > 1:
        return following in STARTERS and reading.capital[i + 1]
    if word == "." and i and (words[i - 1] in ABBREVIATIONS or (len(words[i - 1]) == 1 and reading.capital[i - 1])):
        return False
    if following == '"':
        opener = reading.text[reading.ends[i] : reading.ends[i] + 1]
        return opener.isspace()
    return reading.capital[i + 1] or following[0].isdigit()


def quote_ends_sentence(reading: Reading, i: int) -> bool:
    """Tell whether the sentence ends with the quotation at token `i`."""
    pair = reading.pairs[reading.quote_at[i]]
    last = reading.text[pair.inner_start : pair.inner_end].rstrip("\"'”’»")[-1:]
    if last not in ".!?…" or not last or not (reading.capital[i + 1] or reading.words[i + 1] == '"'):
        return False
    if last == ".":
        return True
    return not any(word in forms() for word in reading.words[i + 1 : i + 1 + LATER])
