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
    share = 100 / max(tokens.n_words, SHORTEST)
    table = phrases(lexicons)
    found: list[Occurrence] = []
    for at, entries in ((at, table[word]) for at, word in enumerate(tokens.words) if word in table):
        taken: set[str] = set()
        for phrase, cue, kind, strength in entries:
            stop = at + len(phrase)
            if kind in taken or (len(phrase) > 1 and tuple(tokens.words[at:stop]) != phrase):
                continue
            start, end = tokens.spans[at][0], tokens.spans[stop - 1][1]
            if same_hyphens(tokens.text[start:end], cue):
                taken.add(kind)
                value = share * tokens.shares[at]
                found.append((start, end, f"{kind}_per_100_words", value))
                if strength:
                    found.append((start, end, f"strength_of_{kind}_per_100_words", value * strength))
                if strength >= STRONG:
                    found.append((start, end, "strong_cues_per_100_words", value))
    return found


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
