"""What scoring an article gives: plain records, without a model and without a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from framing.passages import Kind
from framing.tokens import Spans
from framing.voice import Voice

# Whose words move a score.
Moved = Literal["author", "quoted"]


@dataclass(frozen=True, slots=True)
class ScoredPassage:
    """A passage with its scores.

    Attributes
    ----------
    start, end : int
        Where it is in the article.
    text : str
        The passage.
    paragraph : int
        Number of its paragraph, from 0.
    kind : {"headline", "body", "caption", "dateline", "promotion"}
        What it is; datelines and promotion are never scored.
    voice : {"author", "quoted", "mixed"}
        Whose words it has.
    score : float
        How editorialized the author's words are: 0 neutral, 1 editorialized; nan if not scored or if there are none.
    quoted_score : float
        The same for the words of those quoted; nan if there are none.
    percentile : float
        Share of neutral wire copy with a lower `score`, from 0 to 1; nan where `score` is.
    n_words : int
        Words in the passage, in any voice.
    n_author_words, n_quoted_words : int
        Words that count for `score` and for `quoted_score`.
    """

    start: int
    end: int
    text: str
    paragraph: int
    kind: Kind
    voice: Voice
    score: float
    quoted_score: float
    percentile: float
    n_words: int
    n_author_words: int
    n_quoted_words: int


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that move a passage's score.

    Attributes
    ----------
    passage : int
        Number of the passage, from 0.
    start, end : int
        Where the words are in the article.
    text : str
        The words.
    kind : str
        What kind of cue, for example ``"loaded reporting verb"``.
    weight : float
        Log-odds that they add; negative if they lower the score.
    suggestion : str
        A neutral alternative; empty if none is known, or if they do not raise the score.
    voice : {"author", "quoted"}
        Whose score it moves: the passage's `score` or its `quoted_score`.
    """

    passage: int
    start: int
    end: int
    text: str
    kind: str
    weight: float
    suggestion: str
    voice: Moved = "author"


@dataclass(frozen=True, slots=True)
class Scores:
    """The scores of one article.

    Attributes
    ----------
    text : str
        The article, plain text; all offsets are into it.
    passages : tuple of ScoredPassage
        Its passages, in order.
    cues : tuple of Cue
        What moves their scores, in order.
    score : float
        The author's voice over the article, 0 to 1; nan if nothing was scored.
    quoted_score : float
        The quoted voices over the article; nan if there are none.
    model : str
        Name and version of the model.
    warnings : tuple of str
        Why the scores may not be reliable.
    own : tuple of tuple of (int, int)
        For each passage, the spans of it that count for its `score`.
    speech : tuple of tuple of (int, int)
        For each passage, the direct speech in it, whatever it counts for.
    quotes : {"separate", "include", "exclude"}
        What was done with direct speech.
    """

    text: str
    passages: tuple[ScoredPassage, ...]
    cues: tuple[Cue, ...]
    score: float
    quoted_score: float
    model: str
    warnings: tuple[str, ...]
    own: tuple[Spans, ...]
    speech: tuple[Spans, ...]
    quotes: str = "separate"
