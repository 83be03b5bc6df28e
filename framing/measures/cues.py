"""Cues of our lexicons: words and phrases that hedge, boost, judge or call names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial

from framing.lexicons import rows
from framing.measures import Occurrence
from framing.tokens import Tokens

LEXICONS = (
    "boosters",
    "euphemisms",
    "evaluative_adverbs",
    "factives",
    "hedges",
    "hyperbole",
    "implicatives",
    "intensifiers",
    "loaded",
    "modals",
    "name_calling",
    "negation",
    "sensational",
    "superlatives",
)
# A passage of fewer words counts as one of so many: one cue among two words is no rate.
SHORTEST = 15
# Lexicons of words that judge: their strength counts too, since one that is harmless in another sense says less.
JUDGING = ("evaluative_adverbs", "hyperbole", "intensifiers", "loaded", "name_calling", "sensational", "superlatives")
STRONG = 0.8
COLUMNS = (
    *(f"{name}_per_100_words" for name in LEXICONS),
    *(f"strength_of_{name}_per_100_words" for name in JUDGING),
    "strong_cues_per_100_words",
)

# A phrase as words and as written, its column's name, and its strength if that counts.
Phrase = tuple[tuple[str, ...], str, str, float]


def cues(tokens: Tokens) -> list[Occurrence]:
    """Find the cues of each lexicon, in cues per 100 words (of 15 words or more), and the strengths of those that judge."""
    return found_in(tokens, LEXICONS)


def found_in(tokens: Tokens, lexicons: tuple[str, ...]) -> list[Occurrence]:
    """Find the phrases of some lexicons, in phrases per 100 words; the longest phrase at a place wins in its lexicon."""
    share, table = of_hundred(tokens.n_words), phrases(lexicons)
    found: list[Occurrence] = []
    for at, entries in ((at, table[word]) for at, word in enumerate(tokens.words) if word in table):
        start, value = tokens.spans[at][0], share * tokens.shares[at]
        for n_words, feature, factor in fed_by(entries, tokens.words, at, partial(written, tokens, at)):
            found.append((start, tokens.spans[at + n_words - 1][1], feature, value * factor))
    return found


def of_hundred(n_words: int) -> float:
    """Return the rate per 100 words of one cue in a passage of so many words."""
    return 100 / max(n_words, SHORTEST)


def written(tokens: Tokens, at: int, n_words: int) -> str:
    """Return some words of a passage as they are written, from word `at`."""
    return tokens.text[tokens.spans[at][0] : tokens.spans[at + n_words - 1][1]]


def fed_by(
    entries: Iterable[Phrase], words: Sequence[str], at: int, written: Callable[[int], str]
) -> Iterator[tuple[int, str, float]]:
    """Yield which features are fed by the phrases that begin with a word.

    Parameters
    ----------
    entries : iterable of Phrase
        The phrases with this first word, longest first.
    words : sequence of str
        Plain words.
    at : int
        Which of them is the first.
    written : callable
        From a number of words to their text.

    Yields
    ------
    n_words : int
        Words of the phrase.
    feature : str
        Name of a column.
    factor : float
        What it is fed, for each phrase per 100 words.
    """
    taken: set[str] = set()
    for phrase, cue, kind, strength in entries:
        n_words = len(phrase)
        there = n_words == 1 or tuple(words[at : at + n_words]) == phrase
        if kind not in taken and there and same_hyphens(written(n_words), cue):
            taken.add(kind)
            yield n_words, f"{kind}_per_100_words", 1.0
            if strength:
                yield n_words, f"strength_of_{kind}_per_100_words", strength
            if strength >= STRONG:
                yield n_words, "strong_cues_per_100_words", 1.0


@cache
def phrases(lexicons: tuple[str, ...]) -> dict[str, list[Phrase]]:
    """Return the phrases of some lexicons by their first word, longest first."""
    table: dict[str, list[Phrase]] = {}
    for name in lexicons:
        for row in rows(name):
            phrase = words_of(row["cue"])
            strength = float(row["strength"]) if name in JUDGING else 0.0
            table.setdefault(phrase[0], []).append((phrase, row["cue"], row.get("class") or name, strength))
    for entries in table.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return table


def words_of(cue: str) -> tuple[str, ...]:
    """Return the words of a cue, cut at spaces and hyphens as passages are."""
    return tuple(cue.replace("-", " ").split())


def same_hyphens(text: str, cue: str) -> bool:
    """Tell a "has-been" from what "has been" said."""
    return text.count("-") == cue.count("-")
