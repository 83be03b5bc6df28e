"""A passage as words, with the names taken out.

Names of persons, parties, places and outlets say who a passage is about, never how it is written; so they are masked before
anything is counted, and swapping one for another cannot move a score.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache

from framing.lexicons import rows
from framing.voice import Attribution, Quotation, heard, outside

WORD = re.compile(r"[^\W\d_]+(?:['’\u00ad][^\W\d_]+)*")
SENTENCE_MARKS = frozenset('.?!:;“”"‘«»„(—–•…|')
TITLE_SHARE = 0.85
SMALL_IN_TITLES = frozenset(
    ("a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "into", "of", "on", "or", "over", "the", "to", "vs", "with")
)
LONG = 3
# Measured on inner folds (docs/evaluation.md): what is left of a word's weight in indirect speech.
REPORTED = 0.5
# Characters after verb and speaker that are no clause, such as "on Monday in London."
SHORT_REST = 25
Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words of one voice in one passage.

    Attributes
    ----------
    text : str
        The passage, whole.
    own : tuple of (int, int)
        The spans of it that are in this voice.
    quotations : list of Quotation
        What stands in quotation marks in `text`.
    attributions : list of Attribution
        The reporting verbs in `text`.
    spans : list of tuple of int
        Start and end of each word in `text`.
    words : list of str
        Lowercase words, curly apostrophes made straight and possessive endings cut; ``""`` where a name was masked.
    joined : list of bool
        Whether the word follows the one before it with a space or a hyphen only.
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


def tokenize(text: str, common: Collection[str] | None = None, own: Spans | None = None) -> Tokens:
    """Cut a passage into the words of one voice and mask its names.

    A word is a name if it is in the lexicon of identities, if it is capitalised within a sentence, or if it is capitalised
    where any word would be (sentence start, title, capitals) and not a common word.

    Parameters
    ----------
    text : str
        One passage.
    common : collection of str, optional
        Lowercase words that are no names, from `common_words`. Without it, words capitalised where any word would be are kept.
    own : tuple of (int, int), optional
        The spans in the voice that is asked for; without it the author's: all but direct speech.

    Returns
    -------
    Tokens

    Examples
    --------
    >>> tokenize('The mayor met Ada Lovelace, "a menace", he said.').words
    ['the', 'mayor', 'met', '', '', '', 'said']
    """
    quotes, verbs = heard(text)
    if own is None:
        own = outside(len(text), [(quote.start, quote.end) for quote in quotes if quote.kind == "speech"])
    found = [match for start, stop in own for match in WORD.finditer(text, start, stop)]
    title = is_title([match[0] for match in found])
    masked = identities()
    spans: list[tuple[int, int]] = []
    words: list[str] = []
    joined: list[bool] = []
    end = 0
    for match in found:
        word = match[0]
        gap = text[end : match.start()]
        plain = plain_form(word)
        free = title or not spans or (len(word) > LONG and word.isupper()) or not SENTENCE_MARKS.isdisjoint(gap)
        kept = plain not in masked and (word[0].islower() or (free and (common is None or plain in common)))
        joined.append(bool(spans) and len(gap) <= 2 and (gap.isspace() or gap == "-"))
        spans.append(match.span())
        words.append(plain if kept else "")
        end = match.end()
    reported = [indirect(verb, len(text)) for verb in verbs if verb.verb_class == "neutral" and not by_author(verb, text)]
    shares = [REPORTED if any(a <= start < b for a, b in reported) else 1.0 for start, _ in spans]
    return Tokens(text, own, quotes, verbs, spans, words, joined, shares, sum(map(bool, words)))


def by_author(verb: Attribution, text: str) -> bool:
    """Tell whether a reporting verb's speaker is the writer."""
    return text[max(verb.speaker_start, 0) : max(verb.speaker_end, 0)].casefold() in ("i", "we")


def indirect(verb: Attribution, length: int) -> tuple[int, int]:
    """Return the span that a verb makes indirect speech: what follows, or what stands before if little follows."""
    start = min(verb.start, verb.speaker_start) if verb.speaker_start >= 0 else verb.start
    end = max(verb.end, verb.speaker_end)
    return (end, length) if length - end > min(SHORT_REST, start) else (0, start)


def plain_form(word: str) -> str:
    """Return a word in lower case, with straight apostrophes, without soft hyphens and possessive ending."""
    return word.lower().replace("’", "'").replace("\u00ad", "").removesuffix("'s")


def is_title(words: list[str]) -> bool:
    """Tell whether almost all words begin with a capital but those that titles write small."""
    capital = [word[0].isupper() for word in words if word not in SMALL_IN_TITLES]
    return len(capital) > 2 and sum(capital) / len(capital) > TITLE_SHARE


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


@cache
def identities() -> frozenset[str]:
    """Return the words whose swap must not move a score."""
    return frozenset(row["cue"] for row in rows("identities"))
