"""Passages and a model become scores."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from math import isnan
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from framing.classifiers.additive import AdditiveClassifier, Contribution, probability
from framing.cues import cues_of
from framing.errors import shown
from framing.lexicons import rows
from framing.names import WORD
from framing.passages import Passage, passages_of, plain_text
from framing.scores import Cue, Moved, ScoredPassage, Scores
from framing.tokens import Spans
from framing.voice import VoicedPassage, all_voices, outside

Quotes = Literal["separate", "include", "exclude"]
QUOTES: tuple[Quotes, ...] = ("separate", "include", "exclude")
SCORED = ("headline", "body", "caption")
# Least share of English function words; English news has .1 and more, other languages under .02.
ENGLISH_SHARE = 0.05
ENOUGH_WORDS = 40
LAST_LATIN = "\u024f"
NOT_ENGLISH = "text does not read as English: scores are not reliable"
NO_WORDS = "text has no passages to score"

Floats = NDArray[np.float64]
Moves = dict[int, list[Contribution]]
# An article's plain text, and its passages.
Cut = tuple[str, list[Passage]]


@dataclass(frozen=True, slots=True)
class Heard:
    """An article's passages and whose words they have.

    Attributes
    ----------
    text : str
        The article, plain text.
    voiced : list of VoicedPassage
        Its passages.
    own, quoted : list of tuple of (int, int)
        For each passage, the spans that count for the author and for those quoted.
    """

    text: str
    voiced: list[VoicedPassage]
    own: list[Spans]
    quoted: list[Spans]


def score_passages(text: str, model: AdditiveClassifier, *, name: str = "", quotes: Quotes = "separate") -> Scores:
    """Score one article.

    Parameters
    ----------
    text : str
        The article, plain text or an HTML page.
    model : AdditiveClassifier
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
        If `text` is not valid Unicode or a page without an article, or `quotes` is none of the three.
    """
    article = heard(text, quotes)
    log_odds, of_author = scored(article.voiced, article.own, model)
    quoted, of_quoted = scored(article.voiced, article.quoted, model)
    passages = records([article], log_odds, quoted, model)
    return Scores(
        text=article.text,
        passages=passages,
        cues=all_cues(article.voiced, {"author": of_author, "quoted": of_quoted}),
        score=mean((one.score, one.n_author_words) for one in passages),
        quoted_score=mean((one.quoted_score, one.n_quoted_words) for one in passages),
        model=name,
        warnings=doubts(article.text, passages),
        own=tuple(article.own),
        speech=tuple(one.quoted for one in article.voiced),
        quotes=quotes,
    )


def score_together(
    articles: Sequence[Heard], model: AdditiveClassifier, *, cues: bool = False
) -> list[tuple[tuple[ScoredPassage, ...], list[list[Cue]]]]:
    """Score the passages of several articles in one go, which is faster than one by one.

    Parameters
    ----------
    articles : sequence of Heard
        The articles, from `heard`.
    model : AdditiveClassifier
        The model.
    cues : bool, default=False
        Whether to tell the cues in the author's words.

    Returns
    -------
    list of (tuple of ScoredPassage, list of list of Cue)
        The passages of each article, and the cues of each passage, none without `cues`.
    """
    voiced = [one for article in articles for one in article.voiced]
    own = [spans for article in articles for spans in article.own]
    log_odds, moves = scored(voiced, own, model) if cues else (log_odds_of(voiced, own, model), {})
    quoted = log_odds_of(voiced, [spans for article in articles for spans in article.quoted], model)
    passages = iter(records(articles, log_odds, quoted, model))
    found: list[list[Cue]] = [[] for _ in voiced]
    for cue in all_cues(voiced, {"author": moves}):
        found[cue.passage].append(cue)
    rest = iter(found)
    return [(tuple(islice(passages, len(article.voiced))), list(islice(rest, len(article.voiced)))) for article in articles]


def heard(text: str, quotes: Quotes) -> Heard:
    """Cut an article into passages and tell whose words they have."""
    check_quotes(quotes)
    return heard_together([read(text)], quotes)[0]


def read(text: str) -> Cut:
    """Return an article's plain text, and its passages."""
    text = plain_text(text)
    return text, passages_of(text)


def heard_together(articles: Sequence[Cut], quotes: Quotes) -> list[Heard]:
    """Tell whose words the passages of several articles have, which is faster than one by one."""
    texts, passages = [text for text, _ in articles], [own for _, own in articles]
    return [voiced_apart(*one, quotes) for one in zip(texts, all_voices(texts, passages), strict=True)]


def voiced_apart(text: str, voiced: list[VoicedPassage], quotes: Quotes) -> Heard:
    """Tell which spans of an article's passages count for the author, and which for those quoted."""
    whole: list[Spans] = [((0, len(one.passage.text)),) for one in voiced]
    own = whole if quotes == "include" else [outside(len(one.passage.text), one.quoted) for one in voiced]
    quoted: list[Spans] = [one.quoted if quotes == "separate" else () for one in voiced]
    return Heard(text, voiced, own, quoted)


def check_quotes(quotes: object) -> None:
    """Raise for what is none of the ways to treat direct speech."""
    if quotes not in QUOTES:
        raise ValueError(f"quotes must be one of {', '.join(QUOTES)}, got {shown(quotes)}; pass 'separate'")


def scored(voiced: Sequence[VoicedPassage], spans: Sequence[Spans], model: AdditiveClassifier) -> tuple[Floats, Moves]:
    """Return each passage's log-odds for the words in its spans, and what moves them, by the passage's number.

    The log-odds are nan where a passage is not scored or its spans hold no word.
    """
    at = with_words(voiced, spans)
    moves = dict(zip(at, model.contributions(**known_of(at, voiced, spans)), strict=True))
    log_odds = np.full(len(voiced), np.nan)
    log_odds[at] = [model.intercept + sum(weight for _, _, weight in found) for found in moves.values()]
    return log_odds, moves


def log_odds_of(voiced: Sequence[VoicedPassage], spans: Sequence[Spans], model: AdditiveClassifier) -> Floats:
    """Return each passage's log-odds as `scored` does, without what moves them."""
    at = with_words(voiced, spans)
    log_odds = np.full(len(voiced), np.nan)
    log_odds[at] = model.decision_function(**known_of(at, voiced, spans))
    return log_odds


def known_of(at: Sequence[int], voiced: Sequence[VoicedPassage], spans: Sequence[Spans]) -> dict[str, Any]:
    """Return what a model is told of some passages: their texts, the spans that count, and what is heard in them."""
    some = [voiced[number] for number in at]
    return {
        "passages": [one.passage.text for one in some],
        "own": [spans[number] for number in at],
        "heard": [one.heard() for one in some],
    }


def with_words(voiced: Sequence[VoicedPassage], spans: Sequence[Spans]) -> list[int]:
    """Return the numbers of the passages that are scored and have a word in their spans."""
    both = zip(voiced, spans, strict=True)
    return [at for at, (one, own) in enumerate(both) if one.passage.kind in SCORED and has_words(one.passage.text, own)]


def records(articles: Sequence[Heard], log_odds: Floats, quoted: Floats, model: AdditiveClassifier) -> tuple[ScoredPassage, ...]:
    """Put the passages of some articles and their numbers together."""
    voiced = (parts for article in articles for parts in zip(article.voiced, article.own, article.quoted, strict=True))
    read = ((one, counted(one.passage.text, own, quoted)) for one, own, quoted in voiced)
    numbers = (probability(log_odds).tolist(), probability(quoted).tolist(), model.percentile(log_odds).tolist())
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
            n_words=counts[0],
            n_author_words=counts[1],
            n_quoted_words=counts[2],
        )
        for (one, counts), score, quoted_score, percentile in zip(read, *numbers, strict=True)
    )


def all_cues(voiced: Sequence[VoicedPassage], moves: Mapping[Moved, Moves]) -> tuple[Cue, ...]:
    """Return the cues of every scored passage, by place."""
    found: list[Cue] = []
    for voice, by_passage in moves.items():
        for number, contributions in by_passage.items():
            one = voiced[number]
            verbs = one.attributions if voice == "author" else ()
            found += cues_of(number, one.passage.start, one.passage.text, contributions, verbs, voice)
    return tuple(sorted(found, key=lambda cue: cue.start))


def mean(scores: Iterable[tuple[float, int]]) -> float:
    """Return the mean score over passages, each weighted by its words in the voice."""
    known = [(score, weight) for score, weight in scores if not isnan(score)]
    total = sum(weight for _, weight in known)
    return sum(score * weight for score, weight in known) / total if total else float("nan")


def counted(text: str, own: Spans, quoted: Spans) -> tuple[int, int, int]:
    """Count the words of a passage, the author's, and those of people quoted."""
    whole: Spans = ((0, len(text)),)
    of_author = n_words(text, own)
    return of_author if own == whole else n_words(text, whole), of_author, n_words(text, quoted)


def n_words(text: str, spans: Spans) -> int:
    """Count the words in some spans of a text."""
    return sum(len(WORD.findall(text, start, end)) for start, end in spans)


def has_words(text: str, spans: Spans) -> bool:
    """Tell whether some spans of a text have a word."""
    return any(WORD.search(text, start, end) for start, end in spans)


def doubts(text: str, passages: Sequence[ScoredPassage]) -> tuple[str, ...]:
    """Say why scores may not be reliable."""
    if all(isnan(one.score) and isnan(one.quoted_score) for one in passages):
        return (NO_WORDS,)
    return () if reads_as_english(WORD.findall(text)) else (NOT_ENGLISH,)


def reads_as_english(words: Sequence[str]) -> bool:
    """Tell English from other languages by its letters and function words; a text too short to tell is English."""
    if sum(word[0] <= LAST_LATIN for word in words) < len(words) / 2:
        return False
    english = sum(map(function_words("english").__contains__, map(str.lower, words)))
    foreign = sum(map(function_words("foreign").__contains__, words))
    return foreign <= english and (english >= ENGLISH_SHARE * len(words) or len(words) < ENOUGH_WORDS)


@cache
def function_words(language: str) -> frozenset[str]:
    """Return the function words of English that few other languages have, or those of others that English does not have."""
    return frozenset(row["cue"] for row in rows("function_words") if row["class"] == language)
