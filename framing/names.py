"""Which words are names: of persons, parties, places, outlets, nations and faiths, and words of gender.

Names say who a passage is about, never how it is written; so they are masked before anything is counted, and swapping one for
another cannot move a score.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

from framing.lexicons import rows
from framing.passages.words import WORDS as ABBREVIATIONS

BETWEEN = re.compile(r"[\s.\u2010\u2011-]+")
WORD = re.compile(r"[^\W\d_]+(?:['’\u00ad][^\W\d_]+)*")
# What has no white space, and what of it is an address.
UNBROKEN = re.compile(r"\S+")
OF_ADDRESS = re.compile(r"://|www\.|@|\.(?:com|org|net)\b")
SENTENCE_MARKS = frozenset('.?!:;“”"‘«»„(—–•…|')
TITLE_SHARE = 0.85
# Words in capitals are shouted if they are longer; shorter ones are abbreviations, but in a passage in capitals.
LONG = 3
# What may stand behind a sentence's full stop.
CLOSING = " \n\t\"'”’»)]"
SMALL_IN_TITLES = frozenset(
    ("a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "into", "of", "on", "or", "over", "the", "to", "vs", "with")
)
# Words that belong to the name behind them: Ursula von der Leyen, Bashar al-Assad.
PARTICLES = frozenset(
    ("al", "el", "ul", "bin", "ibn", "abu", "van", "von", "der", "den", "de", "del", "della", "di", "da", "dos", "la")
)
# Single letters that are words; others are initials, or what is left of one.
LETTERS = frozenset(("a", "i"))
# No word of a language is longer; what is, is an address or noise.
LONGEST = 50
# Classes whose phrases may be ordinary words in lower case ("the times were hard").
CAPITALISED = frozenset(("party", "place", "outlet", "person"))
# The class of ordinary words that are names where they begin with a capital (May, Rice).
ORDINARY = "ordinary word"
# Distinct words that are kept at hand; English news has fewer.
MAX_WORDS = 200_000


class Word(NamedTuple):
    """One word as it is written, wherever it stands.

    Attributes
    ----------
    plain : str
        Its `plain_form`.
    kind : {"name", "word", "capital"}
        A name anywhere, a word anywhere, or either, by its place.
    """

    plain: str
    kind: Literal["name", "word", "capital"]


def without_names(text: str, found: Sequence[re.Match[str]], common: Collection[str] | None) -> list[str]:
    """Return the plain forms of the words of a passage, ``""`` for names.

    Parameters
    ----------
    text : str
        The passage.
    found : sequence of re.Match
        Where `WORD` matches in it.
    common : collection of str or None
        Words that are no names, from `common_words`.

    Returns
    -------
    list of str
        One for each match.

    Examples
    --------
    >>> without_names("The U.S. mayor met Ada", list(WORD.finditer("The U.S. mayor met Ada")), {"the"})
    ['the', '', '', 'mayor', 'met', '']
    """
    written = [match[0] for match in found]
    known = [known_word(word) for word in written]
    words = [word.plain if word.kind != "name" else "" for word in known]
    capitals = [at for at, word in enumerate(known) if word.kind == "capital"]
    title = bool(capitals) and is_title(written, 1.0 if is_ended(text) else TITLE_SHARE)
    loud = bool(capitals) and is_loud(written)
    for at in capitals:
        free = (title or is_free(text, found, at)) and (loud or not is_abbreviation(written[at]))
        if not free or (common is not None and words[at] not in common):
            words[at] = ""
    mask_phrases(text, found, [word.plain for word in known], words)
    for start, end in addresses(text):
        first, last = (bisect_left(found, place, key=re.Match.start) for place in (start, end))
        words[first:last] = [""] * (last - first)
    mask_particles(text, found, words)
    return words


@lru_cache(maxsize=MAX_WORDS)
def known_word(word: str) -> Word:
    """Say what is known of a word without its place.

    It is a name if the lexicon of identities has it, if it is a letter or too long for a word; it may be one if it has a capital.
    """
    plain = plain_form(word)
    if plain in identities() or len(plain) > LONGEST or (len(plain) == 1 and plain not in LETTERS):
        return Word(plain, "name")
    if word[0].islower():
        return Word(plain, "word")
    return Word(plain, "name" if plain in ordinary_names() else "capital")


def is_free(text: str, found: Sequence[re.Match[str]], at: int) -> bool:
    """Tell whether a word stands where any word would be capitalised: at a sentence's start, or among capitals."""
    word = found[at][0]
    if not at or (len(word) > LONG and word.isupper()):
        return True
    gap = text[found[at - 1].end() : found[at].start()]
    if is_dot(gap):
        dotted = at > 1 and text[found[at - 2].end() : found[at - 1].start()] == "."
        return not (is_title_of_person(found[at - 1][0]) or (is_initial(found[at - 1][0]) and not dotted))
    return not SENTENCE_MARKS.isdisjoint(gap)


def is_dot(gap: str) -> bool:
    """Tell whether what stands between two words is a full stop, and no more than a space."""
    return len(gap) <= len(". ") and gap.strip() == "."


def is_join(gap: str, *, initial: bool) -> bool:
    """Tell whether what stands between two words joins them: a space, a hyphen, or the dot of an initial."""
    return (len(gap) <= 2 and gap.isspace()) or gap == "-" or (initial and is_dot(gap))


def is_title_of_person(word: str) -> bool:
    """Tell whether a word, with its full stop, stands before a name: Sen."""
    return word in ABBREVIATIONS["title"]


def is_initial(word: str) -> bool:
    """Tell whether a word can be the initial of a name."""
    return len(word) == 1 and word.isupper() and word.lower() not in LETTERS


def is_abbreviation(word: str) -> bool:
    """Tell whether a word, where not all are in capitals, is an abbreviation, and so a name or like one: US, WHO."""
    return 1 < len(word) <= LONG and word.isupper()


def is_loud(words: Sequence[str]) -> bool:
    """Tell whether most words of a passage are in capitals, those of a letter aside."""
    several = [word for word in words if len(word) > 1]
    return 2 * sum(map(str.isupper, several)) > len(several)


def is_ended(text: str) -> bool:
    """Tell whether a passage ends with a full stop, as few titles do, and not that of an abbreviation with dots."""
    bare = text.rstrip(CLOSING)
    return bare.endswith(".") and bare[-3:-1].isalnum()


def addresses(text: str) -> list[tuple[int, int]]:
    """Find the addresses of pages, mail and accounts in a text, which name things.

    Examples
    --------
    >>> addresses("More at www.example.org, says @ada.")
    [(8, 24), (30, 35)]
    """
    if not ("://" in text or "www." in text or "@" in text or ".com" in text or ".org" in text or ".net" in text):
        return []
    return [one.span() for one in UNBROKEN.finditer(text) if OF_ADDRESS.search(one[0])]


def mask_phrases(text: str, found: Sequence[re.Match[str]], plain: Sequence[str], words: list[str]) -> None:
    """Mask names of several words, such as far-left or U.S., in place.

    Parameters
    ----------
    text : str
        The passage.
    found : sequence of re.Match
        Where its words are.
    plain : sequence of str
        Their plain forms.
    words : list of str
        Their plain forms, or ``""`` where masked already; each word of a name found becomes ``""``.
    """
    table = identity_phrases()
    for at, pair in enumerate(pairwise(plain)):
        if pair in table:
            name = name_at(at, pair, len(found), lambda first, n: text[found[first].start() : found[first + n - 1].end()])
            words[name.start : name.stop] = [""] * len(name)


def mask_particles(text: str, found: Sequence[re.Match[str]], words: list[str]) -> None:
    """Mask in place what leads to a name and is part of it: al-Assad, von der Leyen."""
    for at in range(len(words) - 2, -1, -1):
        if words[at] in PARTICLES and not words[at + 1]:
            words[at] *= not is_join(text[found[at].end() : found[at + 1].start()], initial=False)


def name_at(at: int, pair: tuple[str, str], end: int, written: Callable[[int, int], str]) -> range:
    """Find the name of several words that begins at word `at`.

    Parameters
    ----------
    at : int
        The number of its first word.
    pair : (str, str)
        Plain forms of its first two words.
    end : int
        The number of words in the passage.
    written : callable
        From the number of a word and a number of words to their text.

    Returns
    -------
    range
        The numbers of its words, without a leading "the"; empty if there is no name.
    """
    for n_words, phrase, capitalised in identity_phrases().get(pair, ()):
        if at + n_words <= end:
            text = written(at, n_words)
            if spaced(text) == phrase and not (capitalised and text.islower()):
                return range(at + (pair[0] == "the"), at + n_words)
    return range(0)


def common_words(texts: Iterable[str], min_count: int = 2) -> frozenset[str]:
    """Learn which words are no names, from how texts write them.

    Parameters
    ----------
    texts : iterable of str
        Passages, the more the better.
    min_count : int, default=2
        How often a word must be written in lower case.

    Returns
    -------
    frozenset of str
        The words that stand in lower case at least half of the times that they stand within a sentence.

    Examples
    --------
    >>> sorted(common_words(["We met Grant.", "They met Grant."]))
    ['met']
    """
    lower: Counter[str] = Counter()
    upper: Counter[str] = Counter()
    for text in texts:
        end = 0
        title = is_title(WORD.findall(text))
        for match in WORD.finditer(text):
            inside = end and SENTENCE_MARKS.isdisjoint(text[end : match.start()]) and not title
            end = match.end()
            if inside and (len(match[0]) == 1 or not match[0].isupper()):
                (upper if match[0][0].isupper() else lower)[plain_form(match[0])] += 1
    return frozenset(word for word, count in lower.items() if count >= min_count and count >= upper[word])


def plain_form(word: str) -> str:
    """Return a word in lower case, with straight apostrophes, without soft hyphens and possessive ending."""
    return word.lower().replace("’", "'").replace("\u00ad", "").removesuffix("'s")


def is_title(words: list[str], share: float = TITLE_SHARE) -> bool:
    """Tell whether words begin with a capital, a share of them at least, but those that titles write small."""
    capital = [word[0].isupper() for word in words if word not in SMALL_IN_TITLES]
    return len(capital) > 2 and sum(capital) / len(capital) >= share


def spaced(phrase: str) -> str:
    """Return a phrase with one space between its parts, where it has spaces, hyphens or dots, or both."""
    return " ".join(BETWEEN.split(plain_form(phrase).strip(".")))


@cache
def identities() -> frozenset[str]:
    """Return the single words whose swap must not move a score."""
    return frozenset(row["cue"] for row in rows("identities") if row["class"] != ORDINARY)


@cache
def ordinary_names() -> frozenset[str]:
    """Return the ordinary words that are names where they begin with a capital."""
    return frozenset(row["cue"] for row in rows("identities") if row["class"] == ORDINARY)


@cache
def identity_phrases() -> dict[tuple[str, str], list[tuple[int, str, bool]]]:
    """Return names of several words by the first two: number of words, the phrase, and whether it must have a capital."""
    table: dict[tuple[str, str], list[tuple[int, str, bool]]] = {}
    for row in rows("identities"):
        parts = WORD.findall(row["cue"])
        if len(parts) > 1:
            entry = (len(parts), spaced(row["cue"]), row["class"] in CAPITALISED)
            table.setdefault((plain_form(parts[0]), plain_form(parts[1])), []).append(entry)
    for entries in table.values():
        entries.sort(reverse=True)
    return table
