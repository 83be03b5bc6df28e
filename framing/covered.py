"""A passage as the encoder reads it: names and other voices covered, everything else in place."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from framing.tokens import Tokens
from framing.voice import outside

# What stands for a name, and for the words of another voice. The encoder's own sign for a word that it cannot see.
NAME, OTHERS = "[MASK]", ' "[MASK]" '
# Characters that news writes in several ways, by the one that the encoder knows best; each is one character.
PLAIN = str.maketrans("“”„«»‘’‚‛–—\u00a0\n\t", '"""""\'\'\'\'--   ')


@dataclass(frozen=True, slots=True)
class Covered:
    """What the encoder reads of a passage, and where it comes from.

    Attributes
    ----------
    text : str
        The passage with placeholders.
    starts : list of int
        Where each piece of `text` begins, ascending.
    origins : list of int
        Where each piece begins in the passage; -1 for a placeholder.
    """

    text: str
    starts: list[int]
    origins: list[int]

    def origin(self, at: int) -> int:
        """Return the place in the passage of a place in `text`, -1 in a placeholder."""
        piece = bisect_right(self.starts, at) - 1
        return self.origins[piece] + at - self.starts[piece] if self.origins[piece] >= 0 else -1


def covered(tokens: Tokens) -> Covered:
    """Cover the names in a voice's words, one placeholder for a name of several words, and all words of other voices.

    Parameters
    ----------
    tokens : Tokens
        One voice of one passage, from `framing.tokens.tokenize`.

    Returns
    -------
    Covered

    Examples
    --------
    >>> from framing.tokens import tokenize
    >>> covered(tokenize('The mayor met Ada Lovelace, "a menace to us all", they said.')).text
    'The mayor met [MASK],  "[MASK]" , they said.'
    """
    text = tokens.text.translate(PLAIN)
    hidden = [(start, end, OTHERS) for start, end in outside(len(text), tokens.own)]
    hidden += [(start, end, NAME) for start, end in names(tokens)]
    pieces, starts, origins = [], [], []
    at, length = 0, 0
    for start, end, sign in [*sorted(hidden), (len(text), len(text), "")]:
        for piece, origin in ((text[at:start], at), (sign, -1)):
            if piece:
                pieces.append(piece)
                starts.append(length)
                origins.append(origin)
                length += len(piece)
        at = max(at, end)
    return Covered("".join(pieces), starts, origins)


def names(tokens: Tokens) -> list[tuple[int, int]]:
    """Return the spans of names, words that follow each other joined."""
    spans: list[tuple[int, int]] = []
    last = ""
    for (start, end), word, joined in zip(tokens.spans, tokens.words, tokens.joined, strict=True):
        if not word and joined and not last and spans:
            spans[-1] = (spans[-1][0], end)
        elif not word:
            spans.append((start, end))
        last = word
    return spans
