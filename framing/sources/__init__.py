"""From passages to articles and sources: how much each editorializes in its own voice, and how sure that is."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from framing.errors import shown
from framing.sources.estimates import Floats, Integers, difference, estimates, moments, ranks, without_topics

if TYPE_CHECKING:
    from pandas import DataFrame, Index

# Articles from which a group is ranked.
FEWEST = 20
ARTICLE = "article"
NEEDED = ("kind", "score", "percentile", "n_author_words", "n_quoted_words")
ONE_MODEL = "model"


def summarize(
    frame: DataFrame, by: Hashable | Sequence[Hashable] = "source", *, topic: Hashable | None = None, fewest: int = FEWEST
) -> DataFrame:
    """Sum up scored passages by source, or by any other columns.

    Parameters
    ----------
    frame : DataFrame
        Passages from `score_frame` or `score_many`, with the columns to sum up by. Articles are told apart by the column or the
        index ``article``.
    by : hashable or sequence of hashable, default="source"
        One column or several; "article" for one row an article. The last of several is taken for time: each row is compared with
        the one before it of the same group.
    topic : hashable, optional
        A column with the topic of each article: scores are compared as if all had an average topic, so that a war desk is not
        held against a sports desk.
    fewest : int, default=20
        Articles from which a group is ranked.

    Returns
    -------
    DataFrame
        A row a group, the index its values in `by`, ascending. Columns:

        - n_articles, n_passages, n_words: articles, passages and words in the author's voice that count.
        - score: mean over articles of their scores (means of passages, weighed by words), 0 neutral, 1 editorialized.
        - low, high: its 95 % interval, Student's over articles; nan for one article.
        - share_quoted: quoted words, as a share of all.
        - headline_gap: by how much headlines score over the rest of their articles, on average.
        - percentile: mean rank of passages among those of neutral wire copy, weighed by words.
        - rank_low, rank_high: the ranks that the intervals allow, 1 for the least editorialized; NA below `fewest` articles.
        - reason: why a group is not ranked, else "".

        With several columns in `by` also change, change_low, change_high: the difference from the row before, with its 95 %
        interval (Welch's); changed: whether that interval leaves out 0.

    Raises
    ------
    TypeError
        If `frame` is no DataFrame.
    ValueError
        If a column is missing, no passage has a score, scores are not in [0, 1], or there are scores of several models.

    Examples
    --------
    >>> import pandas as pd
    >>> from framing import score_frame
    >>> articles = pd.DataFrame({"text": ["Rain fell.", "It was cold.", "A vile, shameless lie!"], "source": ["A", "A", "B"]})
    >>> found = summarize(score_frame(articles).join(articles["source"]))
    >>> found[["n_articles", "reason"]].to_records().tolist()
    [('A', 2, '2 articles, fewer than 20'), ('B', 1, '1 article, fewer than 20')]
    >>> bool(found["score"]["B"] > found["score"]["A"])
    True
    """
    import pandas as pd

    keys = [by] if isinstance(by, str) or not isinstance(by, Sequence) else list(by)
    passages = checked(frame, keys, topic)
    articles = of_articles(passages, keys, topic)
    groups, index = numbered(articles, keys)
    scores = articles["score"].to_numpy()
    if topic is not None:
        scores = without_topics(scores, groups, pd.factorize(articles[topic])[0])
    mean, low, high = estimates(scores, groups, len(index))
    n_articles = np.bincount(groups, minlength=len(index))
    sums = articles.groupby(groups)[["n_passages", "n_words", "n_quoted_words", "percentile"]].sum()
    found = pd.DataFrame(
        {
            "n_articles": n_articles,
            "n_passages": sums["n_passages"],
            "n_words": sums["n_words"],
            "score": mean,
            "low": low,
            "high": high,
            "share_quoted": sums["n_quoted_words"] / (sums["n_words"] + sums["n_quoted_words"]),
            "headline_gap": articles.groupby(groups)["headline_gap"].mean(),
            "percentile": sums["percentile"] / sums["n_words"],
        }
    ).set_axis(index)
    found["rank_low"], found["rank_high"] = ranks(low, high, enough=n_articles >= max(fewest, 2))
    found["reason"] = [reason(n, max(fewest, 2)) for n in n_articles]
    return found if len(keys) == 1 else over_time(found, moments(scores, groups, len(index)))


def checked(frame: DataFrame, keys: list[Hashable], topic: Hashable | None) -> DataFrame:
    """Return passages with articles in a column, or say what is wrong."""
    from pandas import DataFrame

    if not isinstance(frame, DataFrame):
        raise TypeError(f"frame must be a pandas DataFrame, got {type(frame).__name__} {shown(frame)}; pass score_frame's result")
    if ARTICLE not in frame.columns and ARTICLE in frame.index.names:
        frame = frame.reset_index(ARTICLE)
    wanted = [ARTICLE, *NEEDED, *keys, *([] if topic is None else [topic])]
    missing = [name for name in wanted if name not in frame.columns]
    if missing:
        have = ", ".join(map(str, frame.columns)) or "no columns"
        raise ValueError(f"frame must have the column {shown(missing[0])}, got {have}; join it to score_frame's result")
    if ONE_MODEL in frame.columns and frame[ONE_MODEL].nunique() > 1:
        named = ", ".join(map(str, frame[ONE_MODEL].unique()[:3]))
        raise ValueError(f"frame must hold scores of one model, got {named}; sum each up on its own")
    scores = frame["score"].dropna()
    if scores.empty:
        raise ValueError(f"frame must hold scores, got {len(frame)} passages without; see its column reason")
    if not scores.between(0, 1).all():
        raise ValueError(f"score must be from 0 to 1, got {shown(float(scores.max()))}; pass score_frame's result")
    return frame


def of_articles(passages: DataFrame, keys: list[Hashable], topic: Hashable | None) -> DataFrame:
    """Return a row for each article with a score: this, its words, its headline's gap."""
    words = passages["n_author_words"].where(passages["score"].notna(), 0)
    headline = passages["kind"] == "headline"
    weighed = (passages["score"] * words).fillna(0.0)
    table = passages[[*dict.fromkeys([*keys, ARTICLE, *([] if topic is None else [topic])])]].assign(
        n_passages=passages["score"].notna(),
        n_words=words,
        n_quoted_words=passages["n_quoted_words"],
        score=weighed,
        percentile=(passages["percentile"] * words).fillna(0.0),
        of_headline=weighed.where(headline, 0.0),
        headline_words=words.where(headline, 0),
    )
    grouped = table.groupby([*dict.fromkeys([*keys, ARTICLE])], sort=True, dropna=False)
    sums = ["n_passages", "n_words", "n_quoted_words", "score", "percentile", "of_headline", "headline_words"]
    articles = grouped[sums].sum() if topic is None else grouped[sums].sum().join(grouped[[topic]].first())
    articles = articles[articles["n_words"] > 0].reset_index()
    rest = articles["n_words"] - articles["headline_words"]
    both = (articles["headline_words"] > 0) & (rest > 0)
    gap = articles["of_headline"] / articles["headline_words"] - (articles["score"] - articles["of_headline"]) / rest
    return articles.assign(score=articles["score"] / articles["n_words"], headline_gap=gap.where(both))


def numbered(articles: DataFrame, keys: list[Hashable]) -> tuple[Integers, Index]:
    """Return the number of each article's group, ascending by its values, and the groups' index."""
    grouped = articles.groupby(keys, sort=True, dropna=False)
    index = grouped.size().index
    return np.asarray(grouped.ngroup(), dtype=np.int64), index.get_level_values(0) if len(keys) == 1 else index


def over_time(found: DataFrame, of_groups: tuple[Floats, Floats, Floats]) -> DataFrame:
    """Add by how much each row differs from the one before of the same group."""
    change, low, high = difference(*of_groups)
    outer = [value[:-1] for value in found.index]
    first = np.array([at == 0 or outer[at] != outer[at - 1] for at in range(len(outer))])
    for values in (change, low, high):
        values[first] = np.nan
    return found.assign(change=change, change_low=low, change_high=high, changed=(low > 0) | (high < 0))


def reason(n_articles: int, fewest: int) -> str:
    """Say why a group is not ranked."""
    return "" if n_articles >= fewest else f"{n_articles} article{'' if n_articles == 1 else 's'}, fewer than {fewest}"
