"""Person and address: where the writer speaks of himself, or to the reader."""

from __future__ import annotations

from framing.measures import Occurrence
from framing.measures.cues import found_in
from framing.tokens import Tokens

CLASSES = ("first", "second", "imperative", "address", "question-tag", "exclamation")
LEXICONS = ("person",)
COLUMNS = tuple(f"{name}_per_100_words" for name in CLASSES)


def person(tokens: Tokens) -> list[Occurrence]:
    """Find first and second person, imperatives and tag questions, in cues per 100 words."""
    return found_in(tokens, LEXICONS)
