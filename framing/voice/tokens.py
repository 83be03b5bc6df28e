"""Tokens and sentences, with every quotation as one token."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from framing.voice.cut import cut
from framing.voice.marks import Pair, paragraphs
from framing.voice.verbs import forms
from framing.voice.words import word_set

QUOTE, INSIDE, PARAGRAPH = "\ue000", "\ue001", "\ue002"  # private-use characters that stand in the masked text
STAND_INS = {QUOTE: '"', PARAGRAPH: "\n"}
PLAIN = str.maketrans({"’": "'", QUOTE: " ", INSIDE: " ", PARAGRAPH: " "})
TOKEN = re.compile(
    rf"({QUOTE}{INSIDE}*|{PARAGRAPH}"
    r"|(?:[^\W\d_]\.){2,}|\d+(?:[-–]\d+\b(?![.,]\d)|(?:-[^\W\d_]+)+)|\d[\d.,]*\d"
    r"|[^\W_]+(?:['\-&][^\W_]+)*"
    r"|[.!?…,;:()\[\]—–]|-{1,2})"
)
# Abbreviations whose full stop ends no sentence.
ABBREVIATIONS = word_set(
    """
    mr mrs ms dr sen sens rep reps gov govs gen col lt sgt capt cmdr maj adm st ste prof rev rt hon pres sec amb
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
ENDERS = frozenset('.!?…"\n')
MAX_TOKENS = 200_000  # distinct tokens that are kept at hand; English news has fewer
CAPITAL, ENDS, REPORTS = 1, 2, 4  # bits: begins with a capital, may end a sentence, may begin a reporting verb
LATER = 8  # tokens after a quoted question or exclamation in which its reporting verb may stand


class Reading(NamedTuple):
    """A text as tokens and sentences; a quotation is the token ``"``.

    Attributes
    ----------
    text : str
        The text.
    pairs : list of Pair
        Its quotations.
    starts, ends : list of int
        Where each token is.
    words : tuple of str
        The tokens in lower case; a quotation is one quotation mark, a paragraph's end a line break.
    capital : list of bool
        Whether each token begins with a capital.
    quote_at : dict of int to int
        Which quotation a token is.
    reporting : list of int
        The tokens with which the form of a reporting verb may begin.
    sentences : list of (int, int)
        Token ranges.
    """

    text: str
    pairs: list[Pair]
    starts: list[int]
    ends: list[int]
    words: tuple[str, ...]
    capital: list[bool]
    quote_at: dict[int, int]
    reporting: list[int]
    sentences: list[tuple[int, int]]


class WordOf(dict[str, str]):
    """The word of each token that was met."""

    def __missing__(self, token: str) -> str:
        """Return it, and keep it unless it is a quotation, which may be long."""
        word = STAND_INS.get(token[0])
        return word or self.setdefault(token, token.lower())


class BitsOf(dict[str, int]):
    """What each token that was met may be, as bits."""

    def __missing__(self, token: str) -> int:
        """Return them, and keep them unless it is a quotation."""
        word = WORD_OF[token]
        bits = CAPITAL * token[0].isupper() | ENDS * (word in ENDERS or word[-1] == ".") | REPORTS * (word in forms())
        return bits if word in STAND_INS.values() else self.setdefault(token, bits)


WORD_OF, BITS_OF = WordOf(), BitsOf()


def read(texts: Sequence[str], pairs: Sequence[list[Pair]]) -> list[Reading]:
    """Cut texts into tokens and sentences, all at once, which is faster than one by one.

    Parameters
    ----------
    texts : sequence of str
        The texts.
    pairs : sequence of list of Pair
        The quotations of each.

    Returns
    -------
    list of Reading
    """
    if len(WORD_OF) > MAX_TOKENS:
        WORD_OF.clear()
        BITS_OF.clear()
    tokens = cut(TOKEN, map(masked, texts, pairs))
    words = tuple(map(WORD_OF.__getitem__, tokens.found))
    flags = np.fromiter(map(BITS_OF.__getitem__, tokens.found), np.int8, len(words))
    bounds = np.searchsorted(tokens.starts, tokens.offsets)
    local = np.repeat(tokens.offsets[:-1], np.diff(bounds))
    capital = (flags & CAPITAL > 0).tolist()
    starts, ends = (tokens.starts - local).tolist(), (tokens.ends - local).tolist()
    places = zip(pairwise(bounds.tolist()), numbers(flags & REPORTS, bounds), numbers(flags & ENDS, bounds), strict=True)
    found = []
    for text, own, ((a, b), reporting, enders) in zip(texts, pairs, places, strict=True):
        one = Reading(text, own, starts[a:b], ends[a:b], words[a:b], capital[a:b], {}, reporting, [])
        one.quote_at.update(quotes(one, enders))
        one.sentences.extend(sentences(one, enders))
        found.append(one)
    return found


def numbers(flags: NDArray[np.int8], bounds: NDArray[np.int64]) -> list[list[int]]:
    """Return the numbers of the tokens of each text that have a flag."""
    found = np.flatnonzero(flags)
    edges = np.searchsorted(found, bounds)
    local = (found - np.repeat(bounds[:-1], np.diff(edges))).tolist()
    return [local[first:last] for first, last in pairwise(edges.tolist())]


def quotes(reading: Reading, enders: list[int]) -> dict[int, int]:
    """Return which tokens are quotations, and which; `enders` has them all."""
    if not reading.pairs:
        return {}
    by_start = {pair.start: number for number, pair in enumerate(reading.pairs)}
    return {at: by_start[reading.starts[at]] for at in enders if reading.words[at] == '"'}


def sentences(reading: Reading, enders: list[int]) -> list[tuple[int, int]]:
    """Return the token ranges of the sentences, which may end with `enders`."""
    edges = [0, *(at + 1 for at in enders if ends_sentence(reading, at))]
    if edges[-1] < len(reading.words):
        edges.append(len(reading.words))
    return list(pairwise(edges))


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
    if abbreviates(reading, i):
        return False
    if following == '"':
        opener = reading.text[reading.ends[i] : reading.ends[i] + 1]
        return opener.isspace()
    return reading.capital[i + 1] or following[0].isdigit()


def abbreviates(reading: Reading, i: int) -> bool:
    """Tell whether token `i` is the full stop of an abbreviation or an initial: Mr. Lund, J. Lund."""
    before = reading.words[i - 1] if i else ""
    return reading.words[i] == "." and (before in ABBREVIATIONS or (len(before) == 1 and reading.capital[i - 1]))


def quote_ends_sentence(reading: Reading, i: int) -> bool:
    """Tell whether the sentence ends with the quotation at token `i`."""
    pair = reading.pairs[reading.quote_at[i]]
    last = reading.text[pair.inner_start : pair.inner_end].rstrip("\"'”’»")[-1:]
    if last not in ".!?…" or not last or not (reading.capital[i + 1] or reading.words[i + 1] == '"'):
        return False
    if last == ".":
        return True
    return not any(word in forms() for word in reading.words[i + 1 : i + 1 + LATER])
