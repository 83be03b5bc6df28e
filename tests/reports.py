"""Reports made by hand."""

from __future__ import annotations

import math
from dataclasses import replace

from framing.report import Report
from framing.scores import Cue, ScoredPassage, Scores
from framing.tokens import Spans
from framing.voice import outside

NAN = float("nan")
EMPTY = Scores("", (), (), NAN, NAN, "fast 0.1.0", ("text has no passages to score",), (), ())


def passage(text: str, start: int = 0, score: float = NAN, **others: object) -> ScoredPassage:
    rank = NAN if math.isnan(score) else 0.978
    made = ScoredPassage(start, start + len(text), text, 0, "body", "author", score, NAN, rank, 3, 3, 0)
    return replace(made, **others)


def article(
    *passages: ScoredPassage, cues: tuple[Cue, ...] = (), speech: tuple[Spans, ...] | None = None, **others: object
) -> Report:
    text = " ".join(one.text for one in passages)
    speech = speech or tuple(((0, len(one.text)),) if one.voice == "quoted" else () for one in passages)
    own = tuple(outside(len(one.text), spans) for one, spans in zip(passages, speech, strict=True))
    return Report(replace(Scores(text, passages, cues, 0.25, NAN, "fast 0.1.0", (), own, speech), **others))
