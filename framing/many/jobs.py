"""One job: a chunk of an archive becomes a part of the result, as bytes, in whatever process there is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.articles import score_frame
from framing.many.archive import Chunk
from framing.many.schema import CUES, as_parquet
from framing.many.tables import Unread
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
    reasons : dict of str to int
        How many of its articles have no score, by why.
    """

    number: int
    data: bytes
    passages: int
    reasons: dict[str, int]


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
    cues : bool
        Whether to keep the words that raise scores.
    keep : tuple of str
        Names of further columns.
    about : mapping
        Settings and a digest of the articles, kept in the part.
    finished : Part or None
        What an earlier run made of it.
    """

    number: int
    chunk: Chunk
    model: str | Path
    quotes: Quotes
    cues: bool
    keep: tuple[str, ...]
    about: Mapping[str, Any]
    finished: Part | None = None


def scored_part(job: Job) -> Part:
    """Score one chunk."""
    frame = scored(job)
    passages = int((frame["passage"] >= 0).sum())
    good = frame["score"].notna() | frame["quoted_score"].notna()
    first = frame.loc[~frame["article"].isin(frame.loc[good, "article"])].drop_duplicates("article")
    reasons = dict(Counter(reason.partition(", got")[0].partition(":")[0] for reason in first["reason"]))
    about = {**job.about, "passages": passages, "reasons": reasons}
    return Part(job.number, as_parquet(frame, [*([CUES] if job.cues else []), *job.keep], about), passages, reasons)


def scored(job: Job) -> DataFrame:
    """Return the passages of one chunk, with its articles' numbers, names and sources."""
    import pandas as pd

    chunk = job.chunk
    articles = pd.RangeIndex(chunk.first, chunk.first + len(chunk.texts))
    readable = [None if isinstance(text, Unread) else text for text in chunk.texts]
    table = pd.DataFrame({"text": pd.Series(readable, articles, dtype=object)})
    frame = score_frame(table, model=job.model, quotes=job.quotes, errors="report", cues=job.cues)
    for number, text in zip(articles, chunk.texts, strict=True):
        if isinstance(text, Unread):
            frame.loc[number, "reason"] = text.reason
    others = dict(zip(job.keep, zip(*chunk.kept, strict=True), strict=False)) if chunk.kept else dict.fromkeys(job.keep, ())
    for name, values in {"id": chunk.ids, "source": chunk.sources, **others}.items():
        frame[name] = pd.Series(values, articles, dtype="str")[frame.index]
    return frame.reset_index()
