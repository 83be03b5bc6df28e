"""Reporting verbs by class: "said" only reports, "insisted" judges, "screamed" is loaded."""

from __future__ import annotations

from collections.abc import Iterable

from framing.measures import Occurrence
from framing.tokens import Spans, Tokens, inside
from framing.voice import Attribution


def verbs(tokens: Tokens) -> list[Occurrence]:
    """Find the reporting verbs of each class, in verbs per passage; a loaded or evaluative one counts by its strength too."""
    return reporting(tokens.attributions, tokens.own)


def reporting(attributions: Iterable[Attribution], own: Spans) -> list[Occurrence]:
    """Find the reporting verbs of one voice."""
    found: list[Occurrence] = []
    for verb in attributions:
        if inside(own, verb.start):
            found.append((verb.start, verb.end, f"n_{verb.verb_class}_reporting_verbs", 1.0))
            if verb.strength:
                found.append((verb.start, verb.end, "strength_of_reporting_verbs", verb.strength))
    return found
