"""Person and address: where a writer speaks of himself or to the reader."""

from __future__ import annotations

from framing.features.extractor import Extractor
from framing.measures.person import COLUMNS, person


class Person(Extractor):
    """Count words of first and second person, imperatives and tag questions per 100 words.

    Examples
    --------
    >>> Person().fit([]).transform(["We know you."])[0, :2].round(2)
    array([6.67, 6.67])
    """

    measure = staticmethod(person)
    columns = COLUMNS
