"""A passage as the words of one voice, with the names taken out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from sys import maxsize

from framing.names import WORD, is_join, without_names
from framing.voice import Attribution, Heard, Quotation, all_heard, outside

# Measured on inner folds (docs/evaluation.md): what is left of a word's weight in indirect speech.
REPORTED = 0.5
# Characters after verb and speaker that are no clause, such as "on Monday in London."
SHORT_REST = 25
ASIDE = (",", "–", "—", "-", '"', "”", "’", "'")
Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words of one voice in one passage.

    Attributes
    ----------
    text : str
        The passage, whole.
    own : tuple of (int, int)
        The spans of it that are in this voice, ordered and disjoint.
    quotations : list of Quotation
        What stands in quotation marks in `text`.
    attributions : list of Attribution
        The reporting verbs in `text`.
    spans : list of tuple of int
        Start and end of each word in `text`.
    words : list of str
        Lowercase words, curly apostrophes made straight and possessive endings cut; ``""`` where a name was masked.
    joined : list of bool
        Whether the word follows the one before it with a space or a hyphen only, or the dot of an initial.
    shares : list of float
        How much of the word is the author's own: less than 1 in indirect speech under a neutral reporting verb.
    n_words : int
        Number of words that are not masked.
    """

    text: str
    own: Spans
    quotations: list[Quotation]
    attributions: list[Attribution]
    spans: list[tuple[int, int]]
    words: list[str]
    joined: list[bool]
    shares: list[float]
    n_words: int


def tokenize(text: str, common: Collection[str] | None = None, own: Spans | None = None, heard: Heard | None = None) -> Tokens:
    """Cut a passage into the words of one voice and mask its names.

    `framing.names` says what a name is.

    Parameters
    ----------
    text : str
        One passage.
    common : collection of str, optional
        Lowercase words that are no names, from `common_words`. Without it, words capitalised where any word would be are kept.
    own : tuple of (int, int), optional
        The spans in the voice that is asked for; without it the author's: all but direct speech.
    heard : (list of Quotation, list of Attribution), optional
        The quotations and reporting verbs in it; found without it.

    Returns
    -------
    Tokens

    Examples
    --------
    >>> tokenize('The mayor met Ada Lovelace, "a menace", he said.').words
    ['the', 'mayor', 'met', '', '', '', 'said']
    """
    [(quotes, verbs)] = [heard] if heard is not None else all_heard([text])
    if own is None:
        own = of_author(len(text), quotes)
    found = [match for match in WORD.finditer(text) if inside(own, match.start())]
    words = without_names(text, found, common)
    spans = [match.span() for match in found]
    joined = [False] * len(spans)
    for at in range(1, len(spans)):
        (begin, end), start = spans[at - 1], spans[at][0]
        gap = text[end:start]
        joined[at] = gap == " " or is_join(gap, initial=end - begin == 1 and not words[at - 1])
    reported = disjoint(reported_by(verbs, text))
    shares = [REPORTED if reported and inside(reported, start) else 1.0 for start, _ in spans]
    return Tokens(text, own, quotes, verbs, spans, words, joined, shares, sum(map(bool, words)))


def of_author(length: int, quotations: Iterable[Quotation]) -> Spans:
    """Return the spans of a text of a given length that are its author's: all but direct speech."""
    return outside(length, [(quote.start, quote.end) for quote in quotations if quote.kind == "speech"])


def reported_by(verbs: Iterable[Attribution], text: str) -> list[tuple[int, int]]:
    """Return the spans of a text that are indirect speech under neutral reporting verbs, those of its writer left out."""
    return [indirect(verb, text) for verb in verbs if verb.verb_class == "neutral" and not by_author(verb, text)]


def disjoint(spans: Iterable[tuple[int, int]]) -> Spans:
    """Return the same places as ordered spans that do not overlap."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def inside(spans: Spans, at: int) -> bool:
    """Tell whether a place is in one of some ordered, disjoint spans."""
    last = bisect_right(spans, (at, maxsize)) - 1
    return last >= 0 and at < spans[last][1]


def by_author(verb: Attribution, text: str) -> bool:
    """Tell whether a reporting verb's speaker is the writer."""
    return text[max(verb.speaker_start, 0) : max(verb.speaker_end, 0)].casefold() in ("i", "we")


def indirect(verb: Attribution, text: str) -> tuple[int, int]:
    """Return the span that a verb makes indirect speech: what follows, or what stands before a comma if little follows."""
    start = min(verb.start, verb.speaker_start) if verb.speaker_start >= 0 else verb.start
    end = max(verb.end, verb.speaker_end)
    behind = len(text) - end <= SHORT_REST and text[:start].rstrip().endswith(ASIDE)
    return (0, start) if behind else (end, len(text))
