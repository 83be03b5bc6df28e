"""Distinct words as a table: what is known of each, and adds, wherever it stands; and of what stands between words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import chain
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from framing.measures import cues, person
from framing.measures.cues import Phrase, fed_by, phrases
from framing.measures.surface import LONG_WORD
from framing.measures.words import NAME, pieces
from framing.names import (
    LONG,
    PARTICLES,
    SENTENCE_MARKS,
    SMALL_IN_TITLES,
    identity_phrases,
    is_dot,
    is_initial,
    is_join,
    is_title_of_person,
    known_word,
    plain_form,
)
from framing.voice.verbs import LETTERS, words_of_forms

Weights = Mapping[str, Mapping[str, float]]
Flags = NDArray[np.bool_]
Integers = NDArray[np.int64]
Floats = NDArray[np.float64]

KINDS = {"word": 0, "capital": 1, "name": 2}
# What is known of a word as it is written.
KNOWN = np.dtype(
    [
        ("kind", "i1"),  # one of KINDS
        ("shouted", "?"),  # in capitals, and no abbreviation
        ("upper", "?"),  # several letters, all capitals
        ("titled", "?"),  # stands, with a full stop, before a name
        ("initial", "?"),  # may be the initial of one
        ("particle", "?"),  # may belong to a name behind it
        ("large", "?"),  # begins with a capital
        ("small", "?"),  # one that titles write small
        ("long", "?"),  # has many letters
        ("reports", "?"),  # may be a form of a reporting verb
        ("size", "i4"),  # characters
        ("common", "?"),  # no name where any word would have a capital
        ("part", "i4"),  # its number as part of a pair, 0 if it is in none
        ("share", "f8"),  # log-odds for its share of the passage
        ("each", "f8"),  # log-odds each time
        ("mean", "f8"),  # log-odds if all of the passage were this word
        ("cue", "f8"),  # log-odds as a cue, for each in 100 words
    ]
)
# Lexicons by measure.
CUES = {"cues": cues.LEXICONS, "person": person.LEXICONS}
FEWEST = 4096
# What stands between two words, as bits: joins them; a full stop and no more than a space; ends a sentence, or may; nothing but a
# full stop.
JOINS, DOT, SENTENCE, ONLY_DOT = 1, 2, 4, 8
# What may begin with a pair of words, as bits: a name, a cue, a form of a reporting verb.
OF_NAME, OF_CUE, OF_FORM = 1, 2, 4
SOFT_HYPHEN = "\u00ad"
# What is kept at hand of gaps.
LONGEST_GAP, MAX_GAPS = 2, 10_000


class Gaps(dict[str, int]):
    """What stands between two words, by its bits."""

    def __missing__(self, gap: str) -> int:
        """Return the bits of a gap, and keep them if it is short."""
        bits = JOINS * is_join(gap, initial=False) | DOT * is_dot(gap)
        bits |= SENTENCE * (not SENTENCE_MARKS.isdisjoint(gap)) | ONLY_DOT * (gap == ".")
        if len(gap) <= LONGEST_GAP and len(self) < MAX_GAPS:
            self[gap] = bits
        return bits


class Pairs:
    """Pairs of words by number, each pair one number.

    Parameters
    ----------
    numbers : mapping of str to int
        The numbers of words, from 1.
    pairs : mapping of (str, str) to float
        The pairs, and what each adds.
    """

    def __init__(self, numbers: Mapping[str, int], pairs: Mapping[tuple[str, ...], float]) -> None:
        self.base = len(numbers) + 1
        keys = np.array([numbers[first] * self.base + numbers[second] for first, second in pairs], dtype=np.int64)
        order = np.argsort(keys)
        self.keys = np.append(keys[order], np.iinfo(np.int64).max)
        self.values = np.append(np.array(list(pairs.values()))[order], 0)

    def find(self, first: Integers, second: Integers) -> tuple[Integers, NDArray[np.float64]]:
        """Return which pairs of words are among these, and what they add."""
        keys = first.astype(np.int64) * self.base + second
        at = np.searchsorted(self.keys, keys)
        found = np.flatnonzero(self.keys[at] == keys)
        return found, self.values[at[found]]


class Vocabulary(dict[str, int]):
    """The distinct words that were met, as they are written, each with its row in `known`.

    Parameters
    ----------
    weights : mapping of str to mapping of str to float
        By measure, the log-odds for each unit of each feature.
    common : collection of str
        Words that are no names.

    Attributes
    ----------
    known : ndarray of shape (n_rows,)
        What is known of each word, `KNOWN`.
    plain : list of str
        The plain form of each word.
    adding : Pairs
        The pairs of plain words that add to the log-odds.
    openings : Pairs
        The first two words of names, cues and forms of reporting verbs that have several, with bits for which.
    name : int
        The number of a masked name as part of a pair.
    longest_cue : int
        Words of the longest cue.
    """

    def __init__(self, weights: Weights, common: Collection[str]) -> None:
        super().__init__()
        self._weights, self._common = weights, common
        adding = {tuple(pair.split(" ")): value for pair, value in weights["words"].items() if " " in pair}
        openings: Counter[tuple[str, ...]] = Counter(dict.fromkeys(identity_phrases(), OF_NAME))
        known = [phrase for lexicons in CUES.values() for entries in phrases(lexicons).values() for phrase, *_ in entries]
        self.longest_cue = max(map(len, known))
        openings.update(dict.fromkeys((phrase[:2] for phrase in known if len(phrase) > 1), OF_CUE))
        openings.update(dict.fromkeys((one[:2] for own in words_of_forms()[1].values() for one in own), OF_FORM))
        parts = dict.fromkeys([NAME, *chain.from_iterable(adding), *chain.from_iterable(openings)])
        self._numbers = {part: number for number, part in enumerate(parts, 1)}
        self.name = self._numbers[NAME]
        self.adding, self.openings = Pairs(self._numbers, adding), Pairs(self._numbers, openings)
        self.known = np.zeros(FEWEST, dtype=KNOWN)
        self.plain: list[str] = []
        self._cues: dict[tuple[str, str], list[tuple[str, list[Phrase]]]] = {}
        self._lock = Lock()

    def __missing__(self, word: str) -> int:
        """Add a word; one thread at a time, since its row is where `plain` ends."""
        with self._lock:
            if word not in self:
                row = len(self.plain)
                if row == len(self.known):
                    self.known = np.concatenate([self.known, np.zeros_like(self.known)])
                plain, kind = known_word(word)
                place = plain in self._common, self._numbers.get(plain, 0)
                added = self._added(plain) if kind != "name" else (0.0, 0.0, 0.0, 0.0)
                self.known[row] = (KINDS[kind], *shape(word), *place, *added)
                self.plain.append(plain)
                self[word] = row
            return self[word]

    def _added(self, plain: str) -> tuple[float, ...]:
        of = self._weights
        share = of["words"].get(plain, 0.0) + sum(of["subwords"].get(piece, 0.0) for piece in pieces(plain))
        cue = sum(value for _, value in self.cues([plain], lambda _: plain))
        return share, of["marked"].get(plain, 0.0), of["averaged"].get(plain, 0.0), cue

    def cues(self, words: Sequence[str], written: Callable[[int], str]) -> list[tuple[int, float]]:
        """Return what the cues that begin with the first of some plain words add, each with its number of words.

        What it adds is in log-odds for each cue in 100 words.
        """
        return [
            (n_words, factor * weight)
            for name, entries in self._begun(*words[:2])
            for n_words, feature, factor in fed_by(entries, words, 0, written)
            if (weight := self._weights[name].get(feature))
        ]

    def _begun(self, first: str, second: str = "") -> list[tuple[str, list[Phrase]]]:
        """Return the cues that may begin with two words, by measure."""
        known = self._cues.get((first, second))
        if known is None:
            all_ = ((name, phrases(lexicons).get(first, ())) for name, lexicons in CUES.items())
            known = [(name, [one for one in entries if one[0][1:2] in ((), (second,))]) for name, entries in all_ if entries]
            if second:  # a word is asked for alone once
                self._cues[first, second] = known
        return known


def shape(word: str) -> tuple[bool | int, ...]:
    """Return what is known of a word by its letters alone."""
    upper = len(word) > 1 and word.isupper()
    shouted = upper and len(word) > LONG
    reports = not words_of_forms()[0].isdisjoint(LETTERS.findall(word.lower())) or SOFT_HYPHEN in word
    of_name = is_title_of_person(word), is_initial(word), plain_form(word) in PARTICLES
    return shouted, upper, *of_name, word[0].isupper(), word in SMALL_IN_TITLES, len(word) > LONG_WORD, reports, len(word)
