"""Words, pairs of words and pieces of words, names masked."""

from __future__ import annotations

from framing.features.extractor import Extractor
from framing.measures.words import subwords, words


class Words(Extractor):
    """Weigh each word and each pair of neighbours by one over the root of the passage's length.

    Names of persons, parties, places and outlets are masked before (see `framing.tokens`), and direct speech is left out.

    Parameters
    ----------
    min_passages : int, default=1
        How many passages of `fit` must have a word for it to become a column.
    sparse_output : bool, default=True
        Whether `transform` gives a CSR matrix, or an array, which pandas output needs.

    Examples
    --------
    >>> words = Words().fit(["rain fell", "rain"])
    >>> words.get_feature_names_out().tolist()
    ['fell', 'rain', 'rain fell']
    >>> words.transform(["rain, rain"]).toarray().round(2)
    array([[0.  , 0.71, 0.  ]])
    """

    measure = staticmethod(words)

    def __init__(self, *, min_passages: int = 1, sparse_output: bool = True) -> None:
        self.min_passages = min_passages
        self.sparse_output = sparse_output


class Subwords(Extractor):
    """Weigh the pieces of 3 to 5 letters of each word as `Words` weighs words.

    Parameters
    ----------
    min_passages : int, default=1
        How many passages of `fit` must have a piece for it to become a column.
    sparse_output : bool, default=True
        Whether `transform` gives a CSR matrix, or an array, which pandas output needs.

    Examples
    --------
    >>> Subwords().fit(["rain"]).get_feature_names_out().tolist()
    ['<ra', '<rai', '<rain', 'ain', 'ain>', 'in>', 'rai', 'rain', 'rain>']
    """

    measure = staticmethod(subwords)

    def __init__(self, *, min_passages: int = 1, sparse_output: bool = True) -> None:
        self.min_passages = min_passages
        self.sparse_output = sparse_output
