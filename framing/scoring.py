"""Passages and a model become scores."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from math import isnan
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from framing.classifiers.fast import FastClassifier, probability
from framing.cues import cues_of
from framing.errors import check_text, shown
from framing.lexicons import rows
from framing.passages import plain_text, split
from framing.scores import Cue, ScoredPassage, Scores
from framing.tokens import WORD, Spans
from framing.voice import VoicedPassage, outside, voices

Quotes = Literal["separate", "include", "exclude"]
QUOTES: tuple[Quotes, ...] = ("separate", "include", "exclude")
SCORED = ("headline", "body", "caption")
# Share of function words in English news is .35 to .5; lists and tables have less, other languages under .1.
ENGLISH_SHARE = 0.15
ENOUGH_WORDS = 10
LAST_LATIN = "\u024f"
NOT_ENGLISH = "text does not read as English: scores are not reliable"
NO_WORDS = "text has no passages to score"

Floats = NDArray[np.float64]


def score_passages(text: str, model: FastClassifier, *, name: str = "", quotes: Quotes = "separate") -> Scores:
    """Score one article.

    Parameters
    ----------
    text : str
        The article, plain text or an HTML page.
    model : FastClassifier
        The model.
    name : str, optional
        The model's name and version, kept with the scores.
    quotes : {"separate", "include", "exclude"}, default="separate"
        Score direct speech apart from the author's words, as if it were the author's, or not at all.

    Returns
    -------
    Scores

    Raises
    ------
    TypeError
        If `text` is not a str.
    ValueError
        If `text` is not valid Unicode, or `quotes` is none of the three.
    """
    if quotes not in QUOTES:
        raise ValueError(f"quotes must be one of {', '.join(QUOTES)}, got {shown(quotes)}; pass 'separate'")
    text = plain_text(check_text(text))
    voiced = voices(text, split(text))
    whole = [((0, len(one.passage.text)),) for one in voiced]
    speech = [one.quoted for one in voiced]
    own = whole if quotes == "include" else [outside(len(one.passage.text), one.quoted) for one in voiced]
    log_odds = scored(voiced, own, model)
    quoted = scored(voiced, speech, model) if quotes == "separate" else np.full(len(voiced), np.nan)
    passages = records(voiced, log_odds, quoted, model.percentile(log_odds))
    return Scores(
        text=text,
        passages=passages,
        cues=tuple(all_cues(voiced, own, log_odds, model)),
        score=mean(passages, [one.score for one in passages], own),
        quoted_score=mean(passages, [one.quoted_score for one in passages], speech),
        model=name,
        warnings=doubts(text, passages),
    )


def scored(voiced: Sequence[VoicedPassage], spans: Sequence[Spans], model: FastClassifier) -> Floats:
    """Return each passage's log-odds for the words in its spans; nan where it is not scored or they hold no word."""
    log_odds = np.full(len(voiced), np.nan)
    rows = [at for at, one in enumerate(voiced) if one.passage.kind in SCORED and n_words(one.passage.text, spans[at])]
    texts = [voiced[at].passage.text for at in rows]
    log_odds[rows] = model.decision_function(texts, own=[spans[at] for at in rows])
    return log_odds


def records(voiced: Sequence[VoicedPassage], log_odds: Floats, quoted: Floats, percentiles: Floats) -> tuple[ScoredPassage, ...]:
    """Put passages and numbers together."""
    columns = zip(voiced, probability(log_odds).tolist(), probability(quoted).tolist(), percentiles.tolist(), strict=True)
    return tuple(
        ScoredPassage(
            start=one.passage.start,
            end=one.passage.end,
            text=one.passage.text,
            paragraph=one.passage.paragraph,
            kind=one.passage.kind,
            voice=one.voice,
            score=score,
            quoted_score=quoted_score,
            percentile=percentile,
            n_words=n_words(one.passage.text, ((0, len(one.passage.text)),)),
        )
        for one, score, quoted_score, percentile in columns
    )


def all_cues(voiced: Sequence[VoicedPassage], own: Sequence[Spans], log_odds: Floats, model: FastClassifier) -> Iterable[Cue]:
    """Yield the cues of every scored passage."""
    rows = np.flatnonzero(~np.isnan(log_odds)).tolist()
    texts = [voiced[at].passage.text for at in rows]
    for at, found in zip(rows, model.contributions(texts, own=[own[at] for at in rows]), strict=True):
        one = voiced[at]
        yield from cues_of(at, one.passage.start, one.passage.text, found, one.attributions)


def mean(passages: Sequence[ScoredPassage], scores: Sequence[float], spans: Sequence[Spans]) -> float:
    """Return the mean score over passages, each weighted by its words in the voice."""
    weights = [n_words(one.text, own) for one, own in zip(passages, spans, strict=True)]
    known = [(score, weight) for score, weight in zip(scores, weights, strict=True) if not isnan(score)]
    total = sum(weight for _, weight in known)
    return sum(score * weight for score, weight in known) / total if total else float("nan")


def n_words(text: str, spans: Spans) -> int:
    """Count the words in some spans of a text."""
    return sum(1 for start, end in spans for _ in WORD.finditer(text, start, end))


def doubts(text: str, passages: Sequence[ScoredPassage]) -> tuple[str, ...]:
    """Say why scores may not be reliable."""
    if all(isnan(one.score) and isnan(one.quoted_score) for one in passages):
        return (NO_WORDS,)
    words = [word.lower() for word in WORD.findall(text)]
    english = sum(word in function_words() for word in words)
    latin = sum(word[0] <= LAST_LATIN for word in words)
    other = len(words) >= ENOUGH_WORDS and english < ENGLISH_SHARE * len(words)
    return (NOT_ENGLISH,) if other or latin < len(words) / 2 else ()


@cache
def function_words() -> frozenset[str]:
    """Return the English function words."""
    return frozenset(row["cue"] for row in rows("function_words"))
