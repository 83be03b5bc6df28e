"""Quotations: direct speech, scare quotes and titles."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace

from framing.voice.attributions import Found
from framing.voice.places import DASHES, quote_is_open
from framing.voice.spans import Attribution, Quotation, QuotationKind
from framing.voice.tokens import Reading
from framing.voice.words import PREPOSITIONS, is_possessive, word_set

WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
SMALL_WORDS = word_set("a an the and or of in on for to at by with from de la le der van von vs is")
TITLE_WORDS = 10  # words of the longest title
SENTENCE_WORDS = 7  # a quotation of so many words is speech also where nobody is named
BEFORE_TITLE = word_set(
    """
    titled entitled book novel film movie song album show series program programme newspaper magazine paper
    podcast documentary play musical headlined episode
    """
)
DISTANCING = word_set("so-called supposed alleged self-styled self-described self-proclaimed")
ONLY_QUOTED = frozenset(('"', "\n", "."))  # the tokens of a sentence that is nothing but a quotation
MANY = 30  # attributions of one sentence that are all looked at


def judged(reading: Reading, found: list[Found]) -> list[Quotation]:
    """Judge the kind of every quotation and who says it."""
    quotations: list[Quotation] = []
    if not reading.pairs:
        return quotations
    borrowed: list[bool] = []  # whether the attribution is that of a former paragraph
    carried: Attribution | None = None  # who spoke last, while nobody else may have
    fresh, stop = False, 0
    quotes = list(reading.quote_at)
    for first, end in reading.sentences:
        start = stop
        while stop < len(found) and found[stop].first < end:
            stop += 1
        alone = all(word in ONLY_QUOTED for word in reading.words[first:end])
        for token in quotes[bisect_left(quotes, first) : bisect_left(quotes, end)]:
            quotations.append(judge(reading, token, near(found, start, stop, token), carried, alone))
            borrowed.append(start == stop and not fresh)
        if stop > start:
            carried, fresh = found[stop - 1].attribution, True
        elif not alone:
            carried = None
        fresh = fresh and reading.words[end - 1] != "\n"
    return forward(quotations, borrowed)


def near(found: list[Found], start: int, stop: int, token: int) -> list[Found]:
    """Return the attributions of a sentence; in one with very many, those around the token."""
    if stop - start <= MANY:
        return found[start:stop]
    middle = bisect_left(found, token, start, stop, key=lambda one: one.first)
    return found[max(start, middle - MANY) : min(stop, middle + MANY)]


def forward(quotations: list[Quotation], borrowed: list[bool]) -> list[Quotation]:
    """Give a quotation that runs over paragraphs the speaker named at its end."""
    for i in range(len(quotations) - 2, -1, -1):
        this, following = quotations[i], quotations[i + 1]
        runs_on = this.inner_end == this.end and this.kind == following.kind == "speech"
        if runs_on and borrowed[i] and not borrowed[i + 1]:
            quotations[i] = replace(this, attribution=following.attribution)
            borrowed[i] = False
    return quotations


def judge(reading: Reading, token: int, here: list[Found], carried: Attribution | None, alone: bool) -> Quotation:
    """Judge one quotation by the attributions of its sentence, and by whether it is all of it."""
    pair = reading.pairs[reading.quote_at[token]]
    inner = text_of(reading, token)
    kind: QuotationKind = "speech"
    introducing = introduced(reading, token, here)
    attribution = introducing.attribution if introducing else None
    names_speaker = any(one.speaker and one.speaker[0] <= token < one.speaker[1] for one in here)
    if names_speaker or so_called(reading, token):
        kind = "title" if is_title(inner, words_needed=1) else "scare"
    elif is_nickname(reading, token, introducing) or (is_title(inner) and not told(reading, token, introducing)):
        kind = "title"
    elif attribution is None:
        said = alone or is_sentence(inner) or (" " in inner and (in_headline(reading, token) or by_colon(reading, token)))
        kind = "speech" if said else "scare"
        attribution = carried if kind == "speech" else None
    return Quotation(*pair, kind, attribution if kind == "speech" else None)


def introduced(reading: Reading, token: int, here: list[Found]) -> Found | None:
    """Return the attribution that introduces the quotation at a token."""
    left = [one for one in here if one.last <= token]
    right = next((one for one in here if one.first > token), None)
    if right and (not left or (quote_is_open(reading, token) and right.follows_quote)):
        return right
    return left[-1] if left else right


def beside(reading: Reading, token: int, one: Found) -> bool:
    """Tell whether a quotation and its verb are next to each other."""
    if one.last <= token:
        return token - one.last <= 1 or reading.words[token - 1] in {",", ":", "that"}
    return one.follows_quote


def told(reading: Reading, token: int, introducing: Found | None) -> bool:
    """Tell whether a quotation in capitals is something said all the same."""
    if in_headline(reading, token):
        return introducing is not None or len(WORD.findall(text_of(reading, token))) > 1
    before = reading.words[token - 1] if token else ""
    placed = before in PREPOSITIONS or is_possessive(before) or before in BEFORE_TITLE
    return introducing is not None and not placed and beside(reading, token, introducing)


def text_of(reading: Reading, token: int) -> str:
    """Return what stands between the marks of a quotation."""
    pair = reading.pairs[reading.quote_at[token]]
    return reading.text[pair.inner_start : pair.inner_end]


def in_headline(reading: Reading, token: int) -> bool:
    """Tell whether the words around a quotation have capitals as headlines have."""
    near = [k for k in range(max(0, token - 8), min(len(reading.words), token + 8)) if len(reading.words[k]) > 3]
    return len(near) > 2 and sum(reading.capital[k] for k in near) >= 0.8 * len(near)


def by_colon(reading: Reading, token: int) -> bool:
    """Tell whether a quotation begins like a sentence behind a colon, or before one: Lund: "We won", "We won": Lund."""
    around = (*reading.words[max(token - 1, 0) : token], *reading.words[token + 1 : token + 2])
    return (":" in around and text_of(reading, token).lstrip()[:1].isupper()) or signed(reading, token)


def signed(reading: Reading, token: int) -> bool:
    """Tell whether a name ends the line behind a colon or a dash: It is ‘a sham’: Lund, ‘It is a sham’ - Lund on the law."""
    words, stop = reading.words, token + 2
    while stop < len(words) and reading.capital[stop]:
        stop += 1
    ends = stop > token + 2 and (stop == len(words) or words[stop] in {"\n", "on", ","})
    begins = token == 0 or words[token - 1] == "\n"
    return ends and (words[token + 1] == ":" or (begins and words[token + 1] in DASHES - {","}))


def is_nickname(reading: Reading, token: int, introducing: Found | None) -> bool:
    """Tell whether a quotation stands inside a name: C. L. "Butch" Otter, and not in a headline: Mayor Slams "Vile" Plan."""
    if not 0 < token < len(reading.words) - 1 or (introducing and in_headline(reading, token)):
        return False
    before = token - 1 - (reading.words[token - 1] == ".")
    return before >= 0 and reading.capital[before] and reading.capital[token + 1] and " " not in text_of(reading, token)


def so_called(reading: Reading, token: int) -> bool:
    """Tell whether the author keeps away from the word: so-called "…"."""
    return token > 0 and reading.words[token - 1] in DISTANCING


def is_title(inner: str, *, words_needed: int = 2) -> bool:
    """Tell whether words are written like the name of a work or an outlet."""
    if inner.rstrip()[-1:] in "!?…—" or len(inner) > 120:
        return False
    words = WORD.findall(inner)
    if not words_needed <= len(words) <= TITLE_WORDS or not words[0][0].isupper():
        return False
    large = [word for word in words if word.lower() not in SMALL_WORDS]
    return all(word[0].isupper() or word[0].isdigit() for word in large) and bool(large)


def is_sentence(inner: str) -> bool:
    """Tell whether a quotation can stand by itself as something said."""
    words = inner.split()
    ended = len(words) > 1 and words[-1][-1] in ".!?…," and words[0][0].isupper()
    return ended or len(words) >= SENTENCE_WORDS
