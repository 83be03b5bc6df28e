"""Many articles in a frame become one frame of passages, in batches, on one core or several."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from framing.classifiers.additive import AdditiveClassifier, edges
from framing.errors import check_int, check_text, shown
from framing.models import resolved
from framing.names import plain_form
from framing.report import framed
from framing.report.pieces import LEAST
from framing.scores import Cue, ScoredPassage
from framing.scoring import Cut, Heard, Quotes, check_quotes, doubts, heard_together, read, score_together

if TYPE_CHECKING:
    from pandas import DataFrame, Index

Model = str | Path | AdditiveClassifier
Errors = Literal["raise", "report"]
ERRORS: tuple[Errors, ...] = ("raise", "report")
# Characters of the articles that are scored together, and that go to another process together.
CHARACTERS = 250_000
MISSING, EMPTY = "text is missing", "text is empty"
# Stands for an article without passages.
NOTHING = ScoredPassage(0, 0, "", -1, "body", "author", float("nan"), float("nan"), float("nan"), 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Article:
    """What became of one article.

    Attributes
    ----------
    passages : tuple of ScoredPassage
        Its passages; none if there is nothing to score.
    reason : str
        Why there are no scores, or doubtful ones.
    cues : tuple of str
        For each passage, the words that raise its score, if they are asked for.
    """

    passages: tuple[ScoredPassage, ...] = ()
    reason: str = ""
    cues: tuple[str, ...] = ()


def score_frame(
    df: DataFrame,
    text: Hashable = "text",
    *,
    model: Model = "fast",
    quotes: Quotes = "separate",
    n_jobs: int = 1,
    errors: Errors = "raise",
    cues: bool = False,
) -> DataFrame:
    """Score the articles in a column of a frame.

    Parameters
    ----------
    df : DataFrame
        A row an article. Of a Dask frame the result is one too, nothing is scored before it is asked for, and each partition is
        scored on its own.
    text : hashable, default="text"
        The column with the articles: plain text, pieces of HTML such as feeds' summaries, or HTML pages.
    model : str, Path, FastClassifier or AccurateClassifier, default="fast"
        The name of a shipped model, a model's folder, or a loaded model. A name or a folder is loaded once a process.
    quotes : {"separate", "include", "exclude"}, default="separate"
        As in `framing.score`.
    n_jobs : int, default=1
        Processes, as in joblib: -1 for one a core. They pay for the fast model and hundreds of articles; the accurate model uses
        all cores in one. 1 for a Dask frame, whose scheduler has its own.
    errors : {"raise", "report"}, default="raise"
        What to do about an article that cannot be read (no str, no valid Unicode): raise and name its row, before anything is
        scored, or keep the row, with the error as its reason.
    cues : bool, default=False
        Add a column with the words that raise a passage's score clearly; it takes about half as long again.

    Returns
    -------
    DataFrame
        A row a passage, articles in the order of `df`. Its index is that of `df`, repeated, and named ``article`` if it has one
        level. Columns: passage, its number in the article, from 0; those of `Report.passages` but techniques (`Report.score` and
        `Report.quoted_score` weigh passages by n_author_words and n_quoted_words); reason, why an article has no scores or
        doubtful ones, else ""; with `cues` also cues, those words in lower case, ``"; "`` between them. An article that is
        missing, empty or unread is one row, of passage -1.

    Raises
    ------
    TypeError
        If `df` is no frame, `model` none of the four, or `n_jobs` no int.
    ValueError
        If there is no such column, `quotes`, `errors` or `n_jobs` is none of what is allowed, or an article cannot be read.
    ImportError
        If a page in HTML or the accurate model needs a package that is not there.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"text": ["Rain fell. The shameless regime lied.", None]}, index=["a", "b"])
    >>> found = score_frame(articles)
    >>> found[["passage", "kind", "reason"]].to_records().tolist()
    [('a', 0, 'body', ''), ('a', 1, 'body', ''), ('b', -1, '', 'text is missing')]
    >>> bool(found["score"].iloc[1] > found["score"].iloc[0])
    True
    """
    import numpy as np
    from pandas import Series

    if hasattr(df, "map_partitions"):
        return lazily(df, text, n_jobs, {"model": model, "quotes": quotes, "errors": errors, "cues": cues})
    checked(df, text, quotes, n_jobs, errors)
    resolved(model)
    articles = df[text].tolist()
    if errors == "raise":
        readable(articles, df.index)
    found = [one for batch in scored_batches(articles, n_jobs, (model, quotes, cues)) for one in batch]
    lengths = [max(len(one.passages), 1) for one in found]
    frame = framed(ScoredPassage, [one for article in found for one in article.passages or (NOTHING,)])
    numbers = [number for one in found for number in (range(len(one.passages)) or (-1,))]
    frame.insert(0, "passage", np.array(numbers, dtype="int64"))
    reasons = [one.reason for one, length in zip(found, lengths, strict=True) for _ in range(length)]
    frame["reason"] = Series(reasons, dtype="str")
    if cues:
        frame["cues"] = Series([words for one in found for words in one.cues or ("",)], dtype="str")
    frame.loc[frame["passage"] < 0, ["kind", "voice"]] = ""
    frame.index = df.index.repeat(lengths)
    return frame if frame.index.nlevels > 1 else frame.rename_axis("article")


def lazily(df: Any, text: Hashable, n_jobs: int, options: Mapping[str, Any]) -> DataFrame:
    """Return what a Dask frame will become, partition by partition."""
    if n_jobs != 1:
        raise ValueError(f"n_jobs must be 1 for a Dask frame, got {shown(n_jobs)}; its scheduler has its own")
    meta = score_frame(df._meta, text, **options)
    lazy: DataFrame = df.map_partitions(score_frame, text=text, meta=meta, **options)
    return lazy


def readable(articles: Sequence[object], index: Index) -> None:
    """Raise for the first article that is neither missing nor a text."""
    for row, article in zip(index, articles, strict=True):
        if not is_missing(article):
            try:
                check_text(article)
            except (TypeError, ValueError) as error:
                message = f"df must have an article in every row, got in row {shown(row)}: {error}; or pass errors='report'"
                raise ValueError(message) from error


def checked(df: object, text: Hashable, quotes: object, n_jobs: object, errors: object) -> None:
    """Say what is wrong with the arguments."""
    from pandas import DataFrame

    if not isinstance(df, DataFrame):
        raise TypeError(f"df must be a pandas DataFrame, got {type(df).__name__} {shown(df)}; put the articles in one")
    if not isinstance(text, Hashable) or text not in df.columns or isinstance(df[text], DataFrame):
        have = ", ".join(map(str, df.columns))
        raise ValueError(f"text must be one column of df, got {shown(text)}; df has {have or 'no columns'}")
    check_quotes(quotes)
    if errors not in ERRORS:
        raise ValueError(f"errors must be one of {', '.join(ERRORS)}, got {shown(errors)}; pass {ERRORS[0]!r}")
    check_n_jobs(n_jobs)


def check_n_jobs(n_jobs: object) -> None:
    """Raise for what is no number of processes."""
    check_int(n_jobs, "n_jobs", "pass 1, or -1 for all cores")
    if n_jobs == 0:
        raise ValueError("n_jobs must be a number of processes or -1 for all cores, got 0; pass 1")


def scored_batches(texts: Sequence[object], n_jobs: int, options: tuple[Model, Quotes, bool]) -> Iterable[list[Article]]:
    """Score batches of articles, in order; `options` are those of `scored`."""
    ends = edges([len(text) if isinstance(text, str) else 0 for text in texts], CHARACTERS)
    batches = (texts[first:last] for first, last in pairwise(ends))
    if n_jobs == 1 or len(ends) == 2:
        return (scored(batch, *options) for batch in batches)
    from joblib import Parallel, delayed

    found: Iterable[list[Article]] = Parallel(n_jobs=n_jobs, return_as="generator")(
        delayed(scored)(batch, *options) for batch in batches
    )
    return found


def scored(texts: Sequence[object], model: Model, quotes: Quotes, cues: bool) -> list[Article]:
    """Score one batch of articles."""
    articles = [read_article(text) for text in texts]
    good = heard_together([one for one in articles if not isinstance(one, Article)], quotes)
    found = zip(good, score_together(good, resolved(model)[0], cues=cues), strict=True)
    return [one if isinstance(one, Article) else finished(*next(found)) for one in articles]


def finished(article: Heard, scores: tuple[tuple[ScoredPassage, ...], list[list[Cue]]]) -> Article:
    """Put an article's passages, the doubts about them and the words that raise their scores clearly together."""
    passages, cues = scores
    words = tuple(
        "; ".join(" ".join(map(plain_form, cue.text.split())) for cue in own if cue.weight >= LEAST and cue.text[0].isalpha())
        for own in cues
    )
    return Article(passages, "; ".join(doubts(article.text, passages)), words)


def read_article(text: object) -> Cut | Article:
    """Cut an article into passages, or say why it cannot be."""
    if is_missing(text):
        return Article(reason=MISSING)
    if isinstance(text, str) and not text.strip():
        return Article(reason=EMPTY)
    try:
        return read(text)  # type: ignore[arg-type]  # what is no str raises
    except (TypeError, ValueError) as error:
        return Article(reason=str(error))


def is_missing(value: object) -> bool:
    """Tell None, nan and pandas' NA."""
    from pandas import isna
    from pandas.api.types import is_scalar

    return bool(is_scalar(value) and isna(value))  # type: ignore[call-overload]  # asked of scalars alone
