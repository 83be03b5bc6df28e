"""Words: do the words that move a score agree with those that annotators marked."""

from __future__ import annotations

import re
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from framing.cues import Contribution, Span, cues_of, merged
from framing.evaluation.intervals import RESAMPLES, Estimate, estimate
from framing.names import WORD
from framing.report.pieces import LEAST as UNDERLINED
from framing.voice import heard

Integers = NDArray[np.int64]
# Log-odds by which a word is shown at least: they move an even chance to .62; the fast model's F1 hardly differs from .4 to .6.
LEAST = 0.5


def counts(text: str, contributions: Iterable[Contribution], marked: Iterable[str], least: float = LEAST) -> tuple[int, int, int]:
    """Count the words of a passage that annotators marked, that a model shows, and both.

    Parameters
    ----------
    text : str
        The passage.
    contributions : iterable of (start, end, weight)
        From a model's `contributions`.
    marked : iterable of str
        Words and phrases that annotators marked; each marks all its occurrences, whatever their case.
    least : float, default=0.5
        Log-odds that a word or phrase must add to be shown.

    Returns
    -------
    marked, shown, hits : int

    Examples
    --------
    >>> counts("A vile, shameless lie.", [(2, 6, 1.5), (18, 21, 0.7)], ["vile", "Shameless"])
    (2, 2, 1)
    """
    shown = [span for span, weight in merged(contributions, ()) if weight >= least]
    return agreement(text, places(marked, text), shown)


def places(phrases: Iterable[str], text: str) -> list[Span]:
    """Return where phrases are in a text, as whole words, whatever their case."""
    return [match.span() for phrase in phrases for match in occurrences(phrase, text)]


def underlined(text: str, contributions: Iterable[Contribution]) -> list[Span]:
    """Return the spans that a report underlines: words merged into phrases, reporting verbs, what raises the odds by two thirds.

    Parameters
    ----------
    text : str
        The passage.
    contributions : iterable of (start, end, weight)
        From a model's `contributions`.

    Examples
    --------
    >>> underlined("A far-left mob lied.", [(0, 1, 0.1), (2, 5, 0.3), (6, 10, 0.3), (11, 14, 1.5)])
    [(2, 10), (11, 14)]
    """
    cues = cues_of(0, 0, text, contributions, heard(text)[1])
    return [(cue.start, cue.end) for cue in cues if cue.weight >= UNDERLINED]


def agreement(text: str, marked: Iterable[Span], shown: Iterable[Span]) -> tuple[int, int, int]:
    """Count the words of a text in marked spans, in shown ones, and in both.

    Examples
    --------
    >>> agreement("A vile, shameless lie.", [(2, 17)], [(2, 6), (18, 21)])
    (2, 2, 1)
    """
    spans = [match.span() for match in WORD.finditer(text)]
    wanted, found = inside(spans, marked), inside(spans, shown)
    return len(wanted), len(found), len(wanted & found)


def occurrences(phrase: str, text: str) -> Iterable[re.Match[str]]:
    """Find a phrase as whole words."""
    words = phrase.split()
    pattern = r"\s+".join(map(re.escape, words))
    return re.finditer(rf"(?<!\w){pattern}(?!\w)", text, re.IGNORECASE) if words else ()


def inside(words: Iterable[Span], spans: Iterable[Span]) -> set[Span]:
    """Return the words that overlap a span."""
    found = list(spans)
    return {(start, end) for start, end in words if any(begin < end and start < stop for begin, stop in found)}


def of_words(counted: Integers, resamples: int = RESAMPLES) -> dict[str, Estimate]:
    """Measure shown words against marked ones.

    Parameters
    ----------
    counted : ndarray of shape (n_passages, 3)
        From `counts`.
    resamples : int, default=1000
        As in `estimate`; passages are drawn.

    Returns
    -------
    dict of str to Estimate
        precision, recall and F1 over all words.

    Examples
    --------
    >>> {name: round(own.value, 2) for name, own in of_words(np.array([[2, 1, 1], [1, 1, 0]]), 0).items()}
    {'precision': 0.5, 'recall': 0.33, 'F1': 0.4}
    """
    statistics = {"precision": precision, "recall": recall, "F1": f1}
    return {name: estimate(statistic, counted, resamples=resamples) for name, statistic in statistics.items()}


def precision(counted: Integers) -> float:
    """Return the share of shown words that are marked; nan if none is shown."""
    _, shown, hits = counted.sum(axis=0)
    return float(hits / shown) if shown else float("nan")


def recall(counted: Integers) -> float:
    """Return the share of marked words that are shown; nan if none is marked."""
    marked, _, hits = counted.sum(axis=0)
    return float(hits / marked) if marked else float("nan")


def f1(counted: Integers) -> float:
    """Return the harmonic mean of precision and recall; nan if no word is marked or shown."""
    marked, shown, hits = counted.sum(axis=0)
    return float(2 * hits / (marked + shown)) if marked + shown else float("nan")
