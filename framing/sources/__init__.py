"""From passages to articles and sources: how much each editorializes in its own voice, and how sure that is."""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from framing.errors import check_int, check_names, shown
from framing.report.pieces import counted
from framing.scoring import SCORED
from framing.sources.estimates import Integers, Moments, difference, estimates, moments, ranks, without_topics
from framing.sources.typical import typical

if TYPE_CHECKING:
    from pandas import DataFrame, Index, Series

# Articles from which a group is ranked.
FEWEST = 20
ARTICLE, PASSAGE, REASON, CUES, ONE_MODEL = "article", "passage", "reason", "cues", "model"
OPTIONAL = (PASSAGE, REASON, CUES, ONE_MODEL)
TIME = re.compile(r"\d{4}(?:-?(?:\d\d(?:-?\d\d)?|Q\d|W\d\d))?")
NUMBERS = ("score", "percentile", "n_author_words", "n_quoted_words")
NEEDED = ("kind", *NUMBERS)
# What is summed up of an article, and what comes of it.
SUMS = ["n_passages", "n_words", "n_quoted_words", "score", "percentile", "of_headline", "headline_words"]
GAP = "headline_gap"
# What else the result has, which cannot have two columns of a name.
RESULT = ("n_articles", "n_left_out", "low", "high", "share_quoted", "typical_cues", "rank_low", "rank_high")
CHANGES = ("change", "change_low", "change_high", "changed")


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
        One column or several; "article" for one row an article. If the last of several is a time (dates, periods, numbers, or
        texts such as 2024-05), each row is compared with the one before it of the same group.
    topic : hashable, optional
        A column with the topic of each article: scores are compared as if all had an average topic, so that a war desk is not
        held against a sports desk. Articles without one have a topic of their own.
    fewest : int, default=20
        Articles from which a group is ranked.

    Returns
    -------
    DataFrame
        A row a group, the index its values in `by`, ascending. Columns:

        - n_articles, n_passages, n_words: articles, passages and words in the author's voice that count.
        - n_left_out: articles without a score, or with a doubtful one (column reason of `frame`), which do not count.
        - score: mean over articles of their scores (means of passages, weighed by words), 0 neutral, 1 editorialized.
        - low, high: its 95 % interval, Student's over articles; nan for one article.
        - share_quoted: quoted words, as a share of all.
        - headline_gap: by how much headlines score over the rest of their articles, on average.
        - percentile: mean rank of passages among those of neutral wire copy, weighed by words.
        - typical_cues, if `frame` has cues: up to five that clearly more of its articles have than those of other groups.
        - rank_low, rank_high: the ranks that the intervals allow, 1 for the least editorialized; NA below `fewest` articles, and
          for articles that lack a value in `by` (missing, or ""), which are one row.
        - reason: why a group is not ranked, else "".

        With a time as the last of several columns in `by` also change, change_low, change_high: the difference from the row
        before, with its 95 % interval (Welch's); changed: whether that interval leaves out 0.

    Raises
    ------
    TypeError
        If `frame` is no DataFrame, has texts for numbers or lists for names, `by` or `topic` is no column's name, or `fewest` no
        int.
    ValueError
        If a column is missing, there twice, named twice or summed up itself, articles cannot be told apart, no passage has a
        score, scores are not in [0, 1], or there are scores of several models.

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

    check_int(fewest, "fewest", f"pass {FEWEST}")
    keys = [by] if isinstance(by, str) or not isinstance(by, Sequence) else list(by)
    passages = checked(frame, keys, topic)
    every = of_articles(passages, keys, topic)
    group, index = numbered(every, keys)
    known = every["n_words"].to_numpy() > 0
    articles, groups, n_groups = every[known], group[known], len(index)
    scores, alone = articles["score"].to_numpy(), np.zeros(n_groups, dtype=bool)
    of_groups = moments(scores, groups, n_groups)
    if topic is not None:
        of_groups, alone = without_topics(scores, groups, pd.factorize(articles[topic], use_na_sentinel=False)[0], n_groups)
    mean, low, high = estimates(of_groups)
    sums = articles.groupby(groups)[["n_passages", "n_words", "percentile"]].sum().reindex(range(n_groups))
    quoted = every.groupby(group)["n_quoted_words"].sum()
    n_articles, fewest, nameless = np.bincount(groups, minlength=n_groups), max(fewest, 2), unknown(index)
    found = pd.DataFrame(
        {
            "n_articles": n_articles,
            "n_left_out": np.bincount(group[~known], minlength=n_groups),
            "n_passages": sums["n_passages"].fillna(0).astype("int64"),
            "n_words": sums["n_words"].fillna(0).astype("int64"),
            "score": mean,
            "low": low,
            "high": high,
            "share_quoted": quoted / (sums["n_words"].fillna(0) + quoted),
            "headline_gap": articles.groupby(groups)["headline_gap"].mean().reindex(range(n_groups)),
            "percentile": sums["percentile"] / sums["n_words"],
        }
    ).set_axis(index)
    if CUES in passages.columns:
        found["typical_cues"] = typical_cues(passages, keys, n_groups)
    found["rank_low"], found["rank_high"] = ranks(low, high, enough=(n_articles >= fewest) & ~alone & ~nameless)
    found["reason"] = [reason(*one, fewest) for one in zip(n_articles, nameless, alone, np.isnan(low), strict=True)]
    if len(keys) == 1 or keys[-1] == ARTICLE or not is_time(index.unique(len(keys) - 1)):
        return found
    return over_time(found, of_groups)


def checked(frame: DataFrame, keys: list[Hashable], topic: Hashable | None) -> DataFrame:
    """Return passages with articles in a column, or say what is wrong."""
    from pandas import DataFrame

    if not isinstance(frame, DataFrame):
        raise TypeError(f"frame must be a pandas DataFrame, got {type(frame).__name__} {shown(frame)}; pass score_frame's result")
    refuse_keys(keys, topic)
    in_index = ARTICLE in frame.index.names and ARTICLE not in frame.columns
    frame = frame.reset_index(ARTICLE) if in_index else frame.reset_index(drop=True)
    if topic is not None and topic in (*keys, ARTICLE):
        raise ValueError(f"topic must be another column than {ARTICLE} and those of by, got {shown(topic)}; leave it out")
    refuse_columns(frame, [ARTICLE, *keys, *([] if topic is None else [topic])])
    refuse_values(frame, keys)
    last = frame[keys[-1]]
    if hasattr(last, "cat") and is_time(last.cat.categories):  # categories may be in any order, as they came
        frame[keys[-1]] = last.cat.reorder_categories(last.cat.categories.sort_values())
    return frame


def refuse_columns(frame: DataFrame, names: list[Hashable]) -> None:
    """Say which column is missing or there twice, and which of those with names holds something else."""
    for name in (*names, *NEEDED):
        if name not in frame.columns:
            have = ", ".join(map(str, frame.columns)) or "no columns"
            raise ValueError(f"frame must have the column {shown(name)}, got {have}; join it to score_frame's result")
    for name in (*names, *NEEDED, *OPTIONAL):
        if name in frame.columns[frame.columns.duplicated()]:
            raise ValueError(f"frame must have one column {shown(name)}, got several; drop or rename the others")
    for name in names:
        if frame[name].dtype == object:
            check_names(frame[name], str(name))
            refuse_times(frame[name], name)


def refuse_times(values: Series, name: Hashable) -> None:
    """Say which times of a column cannot be put in order, such as those with a time zone and those without."""
    for one, other in pairwise(value for value in values.dropna().unique() if isinstance(value, date)):
        try:
            sorted((one, other))
        except TypeError as error:
            got = f"got {shown(str(one))} and {shown(str(other))}"
            raise ValueError(
                f"{name} must hold times of one kind, {got}; pass it through pandas.to_datetime(…, utc=True)"
            ) from error


def refuse_keys(keys: list[Hashable], topic: Hashable) -> None:
    """Say what is wrong with the columns to sum up by."""
    for name, key in (*(("by", key) for key in keys), ("topic", topic)):
        if not isinstance(key, Hashable):
            raise TypeError(f"{name} must name columns, got {type(key).__name__} {shown(key)}; pass a name such as 'source'")
        if key in (*SUMS, GAP, REASON, *RESULT, *CHANGES):
            raise ValueError(f"{name} must name columns that the result has not, got {shown(key)}; rename yours, or pass another")
    if not keys:
        raise ValueError("by must name a column, got none; pass 'source'")
    for key in keys:
        if keys.count(key) > 1:
            raise ValueError(f"by must name each column once, got {shown(key)} twice; leave one out")


def refuse_values(frame: DataFrame, keys: list[Hashable]) -> None:
    """Say what is wrong with what is in a frame."""
    from pandas.api.types import is_numeric_dtype

    for name in NUMBERS:
        if not is_numeric_dtype(frame[name]):
            raise TypeError(f"{name} must hold numbers, got a column of {frame[name].dtype}; pass score_frame's result")
    if ONE_MODEL in frame.columns and frame[ONE_MODEL].nunique() > 1:
        named = ", ".join(map(str, frame[ONE_MODEL].unique()[:3]))
        raise ValueError(f"frame must hold scores of one model, got {named}; sum each up on its own")
    scores = frame["score"].dropna()
    if scores.empty:
        raise ValueError(f"frame must hold scores, got {len(frame)} passages without; see its column reason")
    if CUES in frame.columns and not frame[CUES].map(lambda one: isinstance(one, str) or one is None or one != one).all():
        raise ValueError("cues must hold texts, got a column of others; pass score_frame's with cues=True, or drop the column")
    wrong = scores[~scores.between(0, 1)]
    if not wrong.empty:
        raise ValueError(f"score must be from 0 to 1, got {shown(float(wrong.iloc[0]))}; pass score_frame's result")
    if PASSAGE in frame.columns and (twice := frame.duplicated([*dict.fromkeys([*keys, ARTICLE, PASSAGE])])).any():
        one = frame.loc[twice.to_numpy(), ARTICLE].iloc[0]
        raise ValueError(
            f"frame must tell articles apart, got two of the name {shown(one)}; reset_index(drop=True) before score_frame"
        )


def of_articles(passages: DataFrame, keys: list[Hashable], topic: Hashable | None) -> DataFrame:
    """Return a row for each article: its score, nan without a word that counts, its words, its headline's gap."""
    good, heard = counting(passages), passages["kind"].isin(SCORED)
    if REASON in passages.columns:
        heard &= ~doubtful(passages)
    words = passages["n_author_words"].where(good, 0)
    headline = passages["kind"] == "headline"
    weighed = (passages["score"] * words).where(good, 0.0)
    table = passages[[*dict.fromkeys([*keys, ARTICLE, *([] if topic is None else [topic])])]].assign(
        n_passages=good,
        n_words=words,
        n_quoted_words=passages["n_quoted_words"].where(heard, 0),
        score=weighed,
        percentile=(passages["percentile"] * words).where(good, 0.0),
        of_headline=weighed.where(headline, 0.0),
        headline_words=words.where(headline, 0),
    )
    grouped = table.groupby([*dict.fromkeys([*keys, ARTICLE])], sort=True, dropna=False, observed=True)
    articles = grouped[SUMS].sum() if topic is None else grouped[SUMS].sum().join(grouped[[topic]].first())
    articles = articles.reset_index()
    rest = articles["n_words"] - articles["headline_words"]
    both = (articles["headline_words"] > 0) & (rest > 0)
    gap = articles["of_headline"] / articles["headline_words"] - (articles["score"] - articles["of_headline"]) / rest
    return articles.assign(score=articles["score"] / articles["n_words"], headline_gap=gap.where(both))


def typical_cues(passages: DataFrame, keys: list[Hashable], n_groups: int) -> list[str]:
    """Return the typical cues of each group, of passages that count."""
    good = counting(passages)
    group = passages.groupby(keys, sort=True, dropna=False, observed=True).ngroup()[good]
    article = passages.groupby([*dict.fromkeys([*keys, ARTICLE])], sort=False, dropna=False, observed=True).ngroup()[good]
    return typical(passages.loc[good, CUES], np.asarray(article, np.int64), np.asarray(group, np.int64), n_groups)


def counting(passages: DataFrame) -> Series[bool]:
    """Tell which passages have a score that is not doubtful."""
    good = passages["score"].notna()
    return good & ~doubtful(passages) if REASON in passages.columns else good


def doubtful(passages: DataFrame) -> Series[bool]:
    """Tell which passages are of articles that come with a reason not to count them."""
    return passages[REASON].fillna("") != ""


def numbered(articles: DataFrame, keys: list[Hashable]) -> tuple[Integers, Index]:
    """Return the number of each article's group, ascending by its values, and the groups' index."""
    grouped = articles.groupby(keys, sort=True, dropna=False, observed=True)
    index = grouped.size().index
    return np.asarray(grouped.ngroup(), dtype=np.int64), index.get_level_values(0) if len(keys) == 1 else index


def over_time(found: DataFrame, of_groups: Moments) -> DataFrame:
    """Add by how much each row differs from the one before that has articles, of the same group."""
    some = found["n_articles"].to_numpy() > 0
    index = found.index[some]
    outer = index.to_frame(index=False).iloc[:, :-1].map(repr)
    first = (outer != outer.shift()).any(axis=1).to_numpy() | index.get_level_values(-1).isna()
    changes = np.full((3, len(found)), np.nan)
    changes[:, some] = np.where(first, np.nan, difference(Moments(*(values[some] for values in of_groups))))
    change, low, high = changes
    return found.assign(**dict(zip(CHANGES, (change, low, high, (low > 0) | (high < 0)), strict=True)))


def is_time(values: Index) -> bool:
    """Tell whether the values of a column are times that sort as such."""
    if values.dtype.kind in "iufmM" or str(values.dtype).startswith("period"):
        return True
    return all(isinstance(value, date) or (isinstance(value, str) and TIME.fullmatch(value)) for value in values.dropna())


def unknown(index: Index) -> NDArray[np.bool_]:
    """Tell which groups are of articles that lack a value to sum up by."""
    values = index.to_frame(index=False).astype(object)
    return np.asarray((values.isna() | (values == "")).any(axis=1))


def reason(n_articles: int, nameless: bool, alone: bool, unsure: bool, fewest: int) -> str:
    """Say why a group is not ranked."""
    if nameless:
        return "unknown, perhaps several: not comparable"
    if n_articles < fewest:
        return f"{counted(n_articles, 'article', 'articles')}, fewer than {fewest}"
    if alone:
        return "shares no topic with most others: not comparable"
    return "has about as many topics as articles: not comparable" if unsure else ""
