"""Words, pairs of words, and pieces of words."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from framing.measures import Occurrence
from framing.tokens import Tokens

PIECE_LENGTHS = (3, 4, 5)
SPOKEN = 200_000
# What stands for a masked name in a pair of words; no name of its own, and no matter how many words it had.
NAME = "<name>"

Step = tuple[int, int, int, str, str, float]


def words(tokens: Tokens) -> list[Occurrence]:
    """Find each word and each pair of neighbours, weighted by one over the root of the passage's number of words."""
    share = root_share(tokens)
    found: list[Occurrence] = []
    for before, start, end, word, pair, own in steps(tokens):
        if word != NAME:
            found.append((start, end, word, share * own))
        if pair:
            found.append((before, end, pair, share * own))
    return found


def steps(tokens: Tokens) -> Iterator[Step]:
    """Yield each word, or run of masked words, with the pair that it makes with the one before.

    Each step is the start of the pair, start and end of the word, the word, the pair (empty where something stands between), and
    how much of it is the author's own.
    """
    before, start_before = "", 0
    for (start, end), word, joined, own in zip(tokens.spans, tokens.words, tokens.joined, tokens.shares, strict=True):
        if not word and joined and before == NAME:
            continue
        shown = word or NAME
        yield start_before, start, end, shown, f"{before} {shown}" if joined else "", own
        before, start_before = shown, start


def subwords(tokens: Tokens) -> list[Occurrence]:
    """Find the pieces of 3 to 5 letters of each word, its edges marked by < and >."""
    share = root_share(tokens)
    return [
        (start, end, piece, share * own)
        for (start, end), word, own in zip(tokens.spans, tokens.words, tokens.shares, strict=True)
        if word
        for piece in pieces(word)
    ]


@lru_cache(maxsize=SPOKEN)
def pieces(word: str) -> tuple[str, ...]:
    """Return the pieces of one word."""
    edged = f"<{word}>"
    return tuple(edged[at : at + length] for length in PIECE_LENGTHS for at in range(len(edged) - length + 1))


def root_share(tokens: Tokens) -> float:
    """Return one over the root of the number of words."""
    return float(max(tokens.n_words, 1) ** -0.5)
