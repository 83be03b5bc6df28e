"""Rates of cue words: how often a passage hedges, boosts, judges or calls names."""

from __future__ import annotations

from framing.features.extractor import Extractor
from framing.measures.cues import COLUMNS, cues


class CueRates(Extractor):
    """Count the cues of each of our lexicons per 100 words, and add up the strengths of those that judge.

    The lexicons and the sources of their classes are in ``docs/lexicons.md``. Direct speech is left out, indirect speech under a
    neutral reporting verb counts half, and a passage of fewer than 15 words counts as one of 15.

    Examples
    --------
    >>> rates = CueRates().fit([])
    >>> column = rates.get_feature_names_out().tolist().index("hedges_per_100_words")
    >>> float(rates.transform(["Perhaps it rains."])[0, column].round(2))
    6.67
    """

    measure = staticmethod(cues)
    columns = COLUMNS
