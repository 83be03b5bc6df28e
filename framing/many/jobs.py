"""One job: a chunk of an archive becomes a part of the result, as bytes, in whatever process there is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.frames import score_frame
from framing.many.archive import Chunk, Unread
from framing.many.schema import as_parquet
from framing.scoring import Quotes

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the result.

    Attributes
    ----------
    number : int
        Which, from 0.
    data : bytes
        The file; empty if it is there already.
    passages : int
        Its passages.
    unscored : int
        Its articles without a score.
    """

    number: int
    data: bytes
    passages: int
    unscored: int


@dataclass(frozen=True, slots=True)
class Job:
    """Everything that one part is made from.

    Attributes
    ----------
    number : int
        Which part, from 0.
    chunk : Chunk
        The articles.
    model : str or Path
        Name or folder.
    quotes : {"separate", "include", "exclude"}
        As in `framing.score`.
    about : mapping
        Settings and a digest of the articles, kept in the part.
    finished : Part or None
        What an earlier run made of it.
    """

    number: int
    chunk: Chunk
    model: str | Path
    quotes: Quotes
    about: Mapping[str, Any]
    finished: Part | None = None


def scored_part(job: Job) -> Part:
    """Score one chunk."""
    frame = scored(job)
    missing = frame["passage"] < 0
    passages = int((~missing).sum())
    unscored = len(job.chunk.texts) - frame.loc[frame["score"].notna() | frame["quoted_score"].notna(), "article"].nunique()
    about = {**job.about, "passages": passages, "unscored": unscored}
    return Part(job.number, as_parquet(frame, about), passages, unscored)


def scored(job: Job) -> DataFrame:
    """Return the passages of one chunk, with its articles' numbers, names and sources."""
    import pandas as pd

    chunk = job.chunk
    articles = pd.RangeIndex(chunk.first, chunk.first + len(chunk.texts))
    readable = [None if isinstance(text, Unread) else text for text in chunk.texts]
    table = pd.DataFrame({"text": pd.Series(readable, articles, dtype=object)})
    frame = score_frame(table, model=job.model, quotes=job.quotes, errors="report")
    for number, text in zip(articles, chunk.texts, strict=True):
        if isinstance(text, Unread):
            frame.loc[number, "reason"] = text.reason
    for name, values in (("source", chunk.sources), ("id", chunk.ids)):
        frame.insert(0, name, pd.Series(values, articles, dtype="str")[frame.index])
    return frame.reset_index()
