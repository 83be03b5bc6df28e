"""The fast classifier: a sum over words, pieces of words, cues and surface."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from framing.classifiers.added import NO_SATURATION, Saturation, added
from framing.classifiers.additive import AdditiveClassifier, Floats, Moves
from framing.classifiers.batches import read
from framing.classifiers.vocabulary import Vocabulary
from framing.measures import Measure
from framing.measures.cues import cues
from framing.measures.person import person
from framing.measures.surface import surface
from framing.measures.verbs import verbs
from framing.measures.words import averaged, counted, subwords, words
from framing.names import MAX_WORDS
from framing.tokens import Spans
from framing.voice import Heard

MEASURES: dict[str, Measure] = {
    "words": words,
    "subwords": subwords,
    "marked": counted,
    "averaged": averaged,
    "cues": cues,
    "person": person,
    "verbs": verbs,
    "surface": surface,
}


class FastClassifier(AdditiveClassifier):
    """Score passages by a calibrated additive model over words, cues and surface.

    Every feature is a sum over spans of the passage (see `framing.measures`). Words count in three ways: by their share of the
    passage, and as the accurate model reads them on average, which is by their share of a mean and, by how likely annotators
    would mark them, each time that they are there, but each further loaded word less. What a distinct word adds is kept in a
    table, and passages are read many at a time.

    Parameters
    ----------
    weights : mapping of str to mapping of str to float
        By measure, the log-odds for each unit of each feature.
    intercept : float
        Log-odds of a passage without any feature.
    common : collection of str
        Words that are no names (see `framing.names.common_words`).
    reference : ndarray of shape (n_quantiles,)
        Log-odds of neutral wire copy, at evenly spaced quantiles, ascending.
    saturation : Saturation, optional
        What loaded words add besides (`framing.classifiers.added.Saturation`); nothing without it.
    """

    _params = ("weights", "intercept", "common", "reference", "saturation")

    def __init__(
        self,
        weights: Mapping[str, Mapping[str, float]],
        intercept: float,
        common: Collection[str],
        reference: Floats,
        saturation: Saturation = NO_SATURATION,
    ) -> None:
        super().__init__(intercept, reference)
        self.weights = weights
        self.common = common
        self.saturation = saturation
        self._vocabulary: Vocabulary | None = None

    def __getstate__(self) -> dict[str, Any]:
        """Leave the table of words behind: it is made anew, and holds a lock."""
        return self.__dict__ | {"_vocabulary": None}

    def _moves(self, texts: Sequence[str], own: Sequence[Spans] | None, heard: Sequence[Heard] | None) -> Moves:
        vocabulary = self._vocabulary
        if vocabulary is None or len(vocabulary) > MAX_WORDS:
            self._vocabulary = vocabulary = Vocabulary(self.weights, self.common)
        return added(read(texts, own, heard, vocabulary), self.weights, self.saturation)
