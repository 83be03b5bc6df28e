"""The surface of a passage: punctuation, capitals, numbers, length."""

from __future__ import annotations

from framing.features.extractor import Extractor
from framing.measures.surface import COLUMNS, surface


class Surface(Extractor):
    """Tell which marks a passage has, and how long it and its words are.

    Examples
    --------
    >>> surface = Surface().fit([])
    >>> row = surface.transform(["What a WASTE!"])[0]
    >>> [name for name, value in zip(surface.get_feature_names_out(), row) if value == 1]
    ['has_exclamation', 'has_capitals']
    """

    measure = staticmethod(surface)
    columns = COLUMNS
