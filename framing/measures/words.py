"""Words, pairs of words, and pieces of words."""

from __future__ import annotations

from collections.abc import Iterator

from framing.measures import Occurrence
from framing.tokens import Tokens

PIECE_LENGTHS = (3, 4, 5)
# A passage of fewer words counts as one of so many.
SHORTEST = 8
# What stands for a masked name in a pair of words; no name of its own, and no matter how many words it had.
NAME = "<name>"

Step = tuple[tuple[int, int], tuple[int, int], str, str, float]


def words(tokens: Tokens) -> list[Occurrence]:
    """Find each word and each pair of neighbours, weighted by one over the root of the passage's number of words (8 at least)."""
    share = root_share(tokens)
    found: list[Occurrence] = []
    for span, both, word, pair, own in steps(tokens):
        if word != NAME:
            found.append((*span, word, share * own))
        if pair:
            found.append((*both, pair, share * own))
    return found


def counted(tokens: Tokens) -> list[Occurrence]:
    """Find each word, by as much of it as is the author's own, however long the passage."""
    found = zip(tokens.spans, tokens.words, tokens.shares, strict=True)
    return [(start, end, word, own) for (start, end), word, own in found if word]


def averaged(tokens: Tokens) -> list[Occurrence]:
    """Find each word, weighted by one over the passage's number of words: what it adds to a mean over all of them."""
    return [(start, end, word, own / tokens.n_words) for start, end, word, own in counted(tokens)]


def steps(tokens: Tokens) -> Iterator[Step]:
    """Yield each word, or run of masked words, with the pair that it makes with the one before.

    Each step is the word's span, the pair's span (without a masked word), the word, the pair (empty where something stands
    between), and how much of it is the author's own.
    """
    before, last = "", (0, 0)
    for span, word, joined, own in zip(tokens.spans, tokens.words, tokens.joined, tokens.shares, strict=True):
        if not word and joined and before == NAME:
            continue
        shown = word or NAME
        both = span if before == NAME else last if not word else (last[0], span[1])
        yield span, both, shown, f"{before} {shown}" if joined else "", own
        before, last = shown, span


def subwords(tokens: Tokens) -> list[Occurrence]:
    """Find the pieces of 3 to 5 letters of each word, its edges marked by < and >."""
    share = root_share(tokens)
    return [
        (start, end, piece, share * own)
        for (start, end), word, own in zip(tokens.spans, tokens.words, tokens.shares, strict=True)
        if word
        for piece in pieces(word)
    ]


def pieces(word: str) -> tuple[str, ...]:
    """Return the pieces of one word."""
    edged = f"<{word}>"
    return tuple(edged[at : at + length] for length in PIECE_LENGTHS for at in range(len(edged) - length + 1))


def root_share(tokens: Tokens) -> float:
    """Return one over the root of the number of words, or of `SHORTEST`."""
    return float(max(tokens.n_words, SHORTEST) ** -0.5)
