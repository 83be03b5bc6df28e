"""What the accurate model teaches the fast one: its log-odds of unlabelled passages and what words add in it, from every fold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from framing.duplicates import unseen
from framing.evaluation.held_out import HeldOut, Known, keys_of, known
from framing.evaluation.held_out import unpacked as held_out_in
from framing.models import LESSONS, TAUGHT, read_extra
from framing.passages import split
from framing.training.prepared import UNLABELLED, Corpus
from framing.weights import archive, as_bytes, lines, unpacked

Floats = NDArray[np.float64]
N_LESSONS, A_SOURCE = 40_000, 700
FEWEST_WORDS, MOST_WORDS = 5, 60
# The lessons of the model that ships; others are named by the fold that their model did not see.
WHOLE = "whole"
# What words add is kept in thousandths.
KEPT = 1000


@dataclass(frozen=True, eq=False, slots=True)
class TaughtWords:
    """What words add in an encoder, on average over where they stand in unlabelled news.

    Attributes
    ----------
    words : tuple of str
        The words, in lowercase.
    tables : mapping of str to ndarray of shape (n_words, 2)
        By what the encoder did not see: log-odds, from `framing.training.readings.Readings.averages`.
    """

    words: tuple[str, ...]
    tables: Mapping[str, Floats]


NOTHING_TAUGHT = TaughtWords((), {})


def news(corpus: Corpus) -> pd.DataFrame:
    """Cut unlabelled news into passages, each once.

    They are ordered by their hashes, so that other rules of cutting change few of the first ones, and lessons go on to fit.

    Parameters
    ----------
    corpus : Corpus
        The corpus.

    Returns
    -------
    DataFrame
        ``text`` and ``source``.
    """
    articles = corpus.sets[UNLABELLED]
    rows = [
        (one.text, source)
        for text, source in zip(articles["text"], articles["source"], strict=True)
        for one in split(text)
        if one.kind == "body" and FEWEST_WORDS <= len(one.text.split()) <= MOST_WORDS
    ]
    frame = pd.DataFrame(rows, columns=["text", "source"]).drop_duplicates("text")
    return frame.iloc[np.argsort(keys_of(frame["text"]))]


def unlabelled(corpus: Corpus) -> list[str]:
    """Choose passages of unlabelled news, of no source more than some, none like a labelled passage of any set.

    Parameters
    ----------
    corpus : Corpus
        The corpus.

    Returns
    -------
    list of str
        At most `N_LESSONS` passages, always the same.
    """
    frame = news(corpus).groupby("source", sort=False).head(A_SOURCE).head(N_LESSONS)
    return unlike(frame["text"].tolist(), corpus)


def unlike(texts: list[str], corpus: Corpus) -> list[str]:
    """Return those of some passages that are like no labelled one."""
    return [texts[row] for row in np.flatnonzero(unseen(texts, corpus.frame["text"].tolist()))]


def lessons(texts: list[str], log_odds: Mapping[str, Floats]) -> HeldOut:
    """Return lessons by the fold that was not seen, ready to be kept; they are read like held-out scores."""
    return HeldOut({name: rounded(known(texts, values)) for name, values in log_odds.items()})


def rounded(own: Known) -> Known:
    """Round log-odds to one decimal, which packs better."""
    return Known(own.keys, np.round(own.log_odds, 1), own.words)


def lessons_at_hand() -> HeldOut:
    """Return the lessons of the accurate model that ships, none if there are none."""
    return held_out_in(at_hand(LESSONS))


def words_at_hand() -> TaughtWords:
    """Return what words add in the accurate model that ships, nothing if it does not say."""
    data = at_hand(TAUGHT)
    return NOTHING_TAUGHT if data is None else words_unpacked(data)


def at_hand(name: str) -> bytes | None:
    """Return a further file of the accurate model that ships, None if there is none."""
    try:
        return read_extra("accurate", name)
    except FileNotFoundError:
        return None


def words_packed(taught: TaughtWords) -> bytes:
    """Return what words add as the bytes of an archive without pickle."""
    most = np.iinfo("<i2").max
    found = [np.clip(np.round(KEPT * own), -most, most).astype("<i2") for own in taught.tables.values()]
    tables = {str(number): own for number, own in enumerate(found)}
    return archive({"words": as_bytes(list(taught.words)), "names": as_bytes(list(taught.tables)), **tables})


def words_unpacked(data: bytes) -> TaughtWords:
    """Return what words add from the bytes of an archive.

    Examples
    --------
    >>> packed = words_packed(TaughtWords(("vile",), {"whole": np.array([[0.25, 0.5]])}))
    >>> words_unpacked(packed).tables
    {'whole': array([[0.25, 0.5 ]])}
    """
    arrays = unpacked(data)
    tables = {name: arrays[str(number)] / KEPT for number, name in enumerate(lines(arrays["names"]))}
    return TaughtWords(tuple(lines(arrays["words"])), tables)
