"""Rates of cue words: how often a passage hedges, boosts, judges or calls names."""

from __future__ import annotations

from framing.features.extractor import Extractor
from framing.measures.cues import LEXICONS, cues


class CueRates(Extractor):
    """Count the cues of each of our lexicons per 100 words.

    The lexicons and the sources of their classes are in ``docs/lexicons.md``. Direct speech is left out.

    Examples
    --------
    >>> rates = CueRates().fit([])
    >>> column = rates.get_feature_names_out().tolist().index("hedges_per_100_words")
    >>> float(rates.transform(["Perhaps it rains."])[0, column].round(2))
    33.33
    """

    measure = staticmethod(cues)
    columns = tuple(f"{name}_per_100_words" for name in LEXICONS)
