"""Cues of our lexicons: words and phrases that hedge, boost, judge or call names."""

from __future__ import annotations

from functools import cache

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


def cues(tokens: Tokens) -> list[Occurrence]:
    """Find the cues of each lexicon, in cues per 100 words."""
    return found_in(tokens, LEXICONS)


def found_in(tokens: Tokens, lexicons: tuple[str, ...]) -> list[Occurrence]:
    """Find the phrases of some lexicons, in phrases per 100 words; the longest phrase at a place wins in its lexicon."""
    share = 100 / max(tokens.n_words, 1)
    table = phrases(lexicons)
    found: list[Occurrence] = []
    for at, word in enumerate(tokens.words):
        taken: set[str] = set()
        for phrase, cue, kind in table.get(word, ()):
            stop = at + len(phrase)
            if kind in taken or tuple(tokens.words[at:stop]) != phrase:
                continue
            start, end = tokens.spans[at][0], tokens.spans[stop - 1][1]
            if same_hyphens(tokens.text[start:end], cue):
                taken.add(kind)
                found.append((start, end, f"{kind}_per_100_words", share * tokens.shares[at]))
    return found


@cache
def phrases(lexicons: tuple[str, ...]) -> dict[str, list[tuple[tuple[str, ...], str, str]]]:
    """Return the phrases of some lexicons by their first word, longest first, as written, with the name of their column."""
    table: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    for name in lexicons:
        for row in rows(name):
            phrase = words_of(row["cue"])
            table.setdefault(phrase[0], []).append((phrase, row["cue"], row.get("class") or name))
    for entries in table.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return table


def words_of(cue: str) -> tuple[str, ...]:
    """Return the words of a cue, cut at spaces and hyphens as passages are."""
    return tuple(cue.replace("-", " ").split())


def same_hyphens(text: str, cue: str) -> bool:
    """Tell a "has-been" from what "has been" said."""
    return text.count("-") == cue.count("-")
