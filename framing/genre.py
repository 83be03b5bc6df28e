"""Whether an article is opinion or reporting: what it calls itself, and how it reads."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from framing.classifiers.additive import probability
from framing.rubrics import rubric_of
from framing.scores import Scores

# Intercept, and slope over the log-odds of an article's score; `python docs/benchmarks/genre.py --data-dir DIR` prints them.
COEFFICIENTS = {"accurate 0.12.0": (0.5462, 2.0125), "fast 0.11.0": (0.6332, 2.2415)}
# Probabilities from which, and up to which, an article is said to read as opinion and as reporting (docs/genre.md has how often
# that is right).
OPINION, REPORTING = 0.75, 0.25
# Of articles that score still higher no more are opinion: some news pages are written so too.
MOST = 0.85
# Words of its author from which an article has a probability; hardly any that the coefficients were fitted to has fewer.
FEWEST_WORDS = 150
NEAREST = 1e-6
EXPECTED = {
    "opinion": "editorializing is expected",
    "analysis": "judgements are expected",
    "satire": "it is not meant as news",
}


@dataclass(frozen=True, slots=True)
class Genre:
    """What an article calls itself, and how it reads.

    ``str(genre)`` says it in one line, and nothing if there is nothing to say.

    Attributes
    ----------
    label : {"opinion", "analysis", "satire", ""}
        What the article calls itself; empty if it bears no mark, which most opinion pieces do not.
    marker : str
        The words that say so, for example ``"OPINION"``; empty without a label.
    start, end : int
        Where these are in the article; both 0 without a label.
    probability : float
        That an article of this score is opinion and not reporting, if both are equally frequent; 0.85 at most. It knows the score
        only, not the label. nan if the model is not one that ships, quotations were counted as the author's words, the text does
        not read as English, or the author's words are fewer than 150.

    Examples
    --------
    >>> print(Genre("opinion", "OPINION", 0, 7, 0.81))
    labelled opinion (“OPINION”): editorializing is expected
    >>> print(Genre(probability=0.81))
    reads as opinion (0.81), no label found: editorializing is expected of opinion, not of reporting
    >>> print(Genre(probability=0.12))
    reads on the whole as reporting (probability of opinion 0.12)
    """

    label: str = ""
    marker: str = ""
    start: int = 0
    end: int = 0
    probability: float = math.nan

    def __str__(self) -> str:
        """Return what there is to say, in one line."""
        if self.label:
            return f"labelled {self.label} (“{self.marker}”): {EXPECTED[self.label]}"
        likely = f"{self.probability:.2f}"
        if self.probability >= OPINION:
            return f"reads as opinion ({likely}), no label found: editorializing is expected of opinion, not of reporting"
        return f"reads on the whole as reporting (probability of opinion {likely})" if self.probability <= REPORTING else ""


def genre_of(scores: Scores) -> Genre:
    """Say what an article calls itself, and how it reads.

    Parameters
    ----------
    scores : Scores
        The article, scored.

    Returns
    -------
    Genre
    """
    likely, rubric = probability_of(scores), rubric_of(scores.text)
    if rubric is None:
        return Genre(probability=likely)
    return Genre(rubric.label, scores.text[rubric.start : rubric.end], rubric.start, rubric.end, likely)


def probability_of(scores: Scores) -> float:
    """Return the probability that an article of this score is opinion, at even odds; nan where it was not measured."""
    measured = scores.model in COEFFICIENTS and scores.quotes != "include" and not scores.warnings
    if not measured or author_words(scores) < FEWEST_WORDS:
        return math.nan
    intercept, slope = COEFFICIENTS[scores.model]
    return min(probability(np.array(intercept + slope * log_odds(scores.score))).item(), MOST)


def author_words(scores: Scores) -> int:
    """Return the number of words that an article's score is the mean over."""
    return sum(one.n_author_words for one in scores.passages if not math.isnan(one.score))


def log_odds(score: float) -> float:
    """Return the log-odds of an article's score, also of one that is rounded to 0 or 1.

    Examples
    --------
    >>> log_odds(0.5)
    0.0
    """
    held = min(max(score, NEAREST), 1 - NEAREST)
    return math.log(held / (1 - held))
