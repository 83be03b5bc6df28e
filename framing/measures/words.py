"""Words, pairs of words, and pieces of words."""

from __future__ import annotations

from functools import lru_cache

from framing.measures import Occurrence
from framing.tokens import Tokens

PIECE_LENGTHS = (3, 4, 5)
SPOKEN = 200_000


def words(tokens: Tokens) -> list[Occurrence]:
    """Find each word and each pair of neighbours, weighted by one over the root of the passage's number of words."""
    share = root_share(tokens)
    found: list[Occurrence] = []
    before = ""
    start_before = 0
    for (start, end), word, joined, own in zip(tokens.spans, tokens.words, tokens.joined, tokens.shares, strict=True):
        if word:
            found.append((start, end, word, share * own))
            if joined and before:
                found.append((start_before, end, f"{before} {word}", share * own))
        before, start_before = word, start
    return found


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
