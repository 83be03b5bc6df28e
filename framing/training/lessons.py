"""What the accurate model teaches the fast one: its log-odds of unlabelled passages, from every fold."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from framing.duplicates import unseen
from framing.evaluation.held_out import HeldOut, Known, keys_of, known, unpacked
from framing.models import LESSONS, read_extra
from framing.passages import split
from framing.training.prepared import UNLABELLED, Corpus

Floats = NDArray[np.float64]
N_LESSONS, A_SOURCE = 40_000, 700
FEWEST_WORDS, MOST_WORDS = 5, 60
# The lessons of the model that ships; others are named by the fold that their model did not see.
WHOLE = "whole"


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
    articles = corpus.sets[UNLABELLED]
    rows = [
        (one.text, source)
        for text, source in zip(articles["text"], articles["source"], strict=True)
        for one in split(text)
        if one.kind == "body" and FEWEST_WORDS <= len(one.text.split()) <= MOST_WORDS
    ]
    frame = pd.DataFrame(rows, columns=["text", "source"]).drop_duplicates("text")
    # By their hashes, so that other rules of cutting change few of them, and lessons go on to fit.
    frame = frame.iloc[np.argsort(keys_of(frame["text"]))]
    frame = frame.groupby("source", sort=False).head(A_SOURCE).head(N_LESSONS)
    texts = frame["text"].tolist()
    return [texts[row] for row in np.flatnonzero(unseen(texts, corpus.frame["text"].tolist()))]


def lessons(texts: list[str], log_odds: Mapping[str, Floats]) -> HeldOut:
    """Return lessons by the fold that was not seen, ready to be kept; they are read like held-out scores."""
    return HeldOut({name: rounded(known(texts, values)) for name, values in log_odds.items()})


def rounded(own: Known) -> Known:
    """Round log-odds to one decimal, which packs better."""
    return Known(own.keys, np.round(own.log_odds, 1), own.words)


def lessons_at_hand() -> HeldOut:
    """Return the lessons of the accurate model that ships, none if there are none."""
    try:
        return unpacked(read_extra("accurate", LESSONS))
    except FileNotFoundError:
        return HeldOut({})
