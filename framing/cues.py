"""Contributions become cues: words and phrases with a kind and, where a lexicon knows one, a neutral alternative."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from itertools import accumulate

from framing.lexicons import rows
from framing.measures.cues import same_hyphens, words_of
from framing.measures.surface import MARKS
from framing.names import LONG, WORD, plain_form
from framing.scores import Cue, Moved
from framing.voice import Attribution
from framing.voice.marks import MARK as QUOTATION_MARK

# The first lexicon that has a phrase names its kind.
KINDS = {
    "sensational": "sensational",
    "name_calling": "name-calling",
    "loaded": "loaded word",
    "hyperbole": "hyperbole",
    "euphemisms": "euphemism",
    "evaluative_adverbs": "evaluative adverb",
    "superlatives": "superlative",
    "intensifiers": "intensifier",
    "boosters": "booster",
    "hedges": "hedge",
    "factives": "factive",
    "implicatives": "implicative",
    "modals": "modal",
    "negation": "negation",
    "person": "address",
}
# Tried only where a word begins: from each letter of a long one it would take quadratic time.
COMPOUND = re.compile(rf"(?<![^\W\d_])(?<![^\W\d_]['’\u00ad]){WORD.pattern}(?:-{WORD.pattern})+")
NUMBER = re.compile(r"(?<!\w)\d\w*(?:[.,:]\d\w*)*")
# Log-odds below this are noise of common words.
LEAST = 0.1

Contribution = tuple[int, int, float]
Span = tuple[int, int]
Description = tuple[str, str]


def cues_of(
    number: int,
    start: int,
    text: str,
    contributions: Iterable[Contribution],
    attributions: Sequence[Attribution],
    voice: Moved = "author",
) -> list[Cue]:
    """Merge one passage's contributions into cues.

    Parameters
    ----------
    number : int
        The passage's number.
    start : int
        Where the passage is in the article.
    text : str
        The passage.
    contributions : iterable of (start, end, weight)
        From a model, ordered, offsets into the passage; one of an empty span is of the whole passage (its length), no cue.
    attributions : sequence of Attribution
        Reporting verbs in the passage, offsets into the article.
    voice : {"author", "quoted"}, default="author"
        Whose words the contributions are of.

    Returns
    -------
    list of Cue
        Ordered, disjoint; loaded and evaluative reporting verbs are always among them.
    """
    verbs = {
        (verb.start - start, verb.end - start): (f"{verb.verb_class} reporting verb", verb.suggestion)
        for verb in attributions
        if verb.verb_class != "neutral"
    }
    phrases, known = known_phrases(text, verbs), list(contributions)
    found = []
    for (begin, stop), weight in merged(known, sorted([*phrases, *wholes(text, phrases, {start for start, _, _ in known})])):
        end = begin + len(text[begin:stop].rstrip())
        if abs(weight) >= LEAST or (begin, end) in verbs:
            kind, suggestion = phrases.get((begin, end)) or plain_kind(text[begin:end], text)
            neutral = suggestion if weight > 0 else ""
            found.append(Cue(number, start + begin, start + end, text[begin:end], kind, weight, neutral, voice))
    return found


def wholes(text: str, phrases: Iterable[Span], starts: Collection[int]) -> list[Span]:
    """Find what is shown as one if no lexicon's phrase is in it: a number, or words joined by hyphens that all add something."""
    found = [match.span() for match in NUMBER.finditer(text)]
    found += [
        match.span()
        for match in COMPOUND.finditer(text)
        if all(word.start() in starts for word in WORD.finditer(text, *match.span()))
    ]
    ordered = sorted(phrases)
    begins, reach = [begin for begin, _ in ordered], [0, *accumulate((stop for _, stop in ordered), max)]
    return [(start, end) for start, end in found if reach[bisect_left(begins, end)] <= start]


def merged(contributions: Iterable[Contribution], phrases: Sequence[Span]) -> list[tuple[Span, float]]:
    """Add up contributions by the phrase, or else the span, that they begin in."""
    starts = [begin for begin, _ in phrases]
    sums = dict.fromkeys(phrases, 0.0)
    last = (0, 0)
    for begin, end, weight in contributions:
        if begin == end:
            continue
        at = bisect_right(starts, begin) - 1
        if at >= 0 and begin < phrases[at][1]:
            last = phrases[at]
        elif begin >= last[1]:
            last = (begin, min(end, starts[at + 1]) if at + 1 < len(starts) else end)
        sums[last] = sums.get(last, 0.0) + weight
    return sorted(sums.items())


def known_phrases(text: str, verbs: Mapping[Span, Description]) -> dict[Span, Description]:
    """Find the longest phrase of our lexicons at each place, unless a reporting verb is there."""
    words = [(match.span(), plain_form(match[0])) for match in WORD.finditer(text)]
    found = dict(verbs)
    taken = {start for start, _ in verbs}
    end = 0
    for at, (span, word) in enumerate(words):
        if span[0] < end or span[0] in taken:
            continue
        following = words[at + 1][1] if at + 1 < len(words) else ""
        for phrase, cue, description in phrases_by_first_word().get(word, ()):
            if len(phrase) > 1 and phrase[1] != following:
                continue
            own = words[at : at + len(phrase)]
            stop = own[-1][0][1]
            same = tuple(word for _, word in own) == phrase and same_hyphens(text[span[0] : stop], cue)
            if same and not any(one[0][0] in taken for one in own):
                end = stop
                found[span[0], end] = description
                break
    return found


@cache
def phrases_by_first_word() -> dict[str, list[tuple[tuple[str, ...], str, Description]]]:
    """Return every phrase of our lexicons by its first word, the longest first, then by the order of the kinds."""
    table: dict[str, list[tuple[tuple[str, ...], str, Description]]] = {}
    for name, kind in KINDS.items():
        for row in rows(name):
            phrase = words_of(row["cue"])
            table.setdefault(phrase[0], []).append((phrase, row["cue"], (kind, row.get("suggestion", ""))))
    for entries in table.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return table


def plain_kind(cue: str, passage: str) -> Description:
    """Describe a cue that no lexicon has; capitals say something only where not all of the passage is in them."""
    if cue[0].isalpha():
        return ("capitals" if len(cue) > LONG and cue.isupper() and not passage.isupper() else "word"), ""
    other = "scare quotes" if QUOTATION_MARK.match(cue) else "mark"
    return next((kind for kind, pattern in MARKS.items() if pattern.search(f" {cue} ")), other), ""
