"""Reporting verbs by class: "said" only reports, "insisted" judges, "screamed" is loaded."""

from __future__ import annotations

from framing.measures import Occurrence
from framing.tokens import Tokens, inside


def verbs(tokens: Tokens) -> list[Occurrence]:
    """Find the reporting verbs of each class, in verbs per passage; a loaded or evaluative one counts by its strength too."""
    found: list[Occurrence] = []
    for verb in tokens.attributions:
        if inside(tokens.own, verb.start):
            found.append((verb.start, verb.end, f"n_{verb.verb_class}_reporting_verbs", 1.0))
            if verb.strength:
                found.append((verb.start, verb.end, "strength_of_reporting_verbs", verb.strength))
    return found
