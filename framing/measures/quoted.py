"""How much of a passage is somebody else's direct speech."""

from __future__ import annotations

from framing.measures import Occurrence
from framing.tokens import Tokens


def quoted(tokens: Tokens) -> list[Occurrence]:
    """Measure the share of a passage's characters that is direct speech."""
    speech = [(quote.start, quote.end) for quote in tokens.quotations if quote.kind == "speech"]
    return [(start, end, "share_quoted", (end - start) / len(tokens.text)) for start, end in speech]
