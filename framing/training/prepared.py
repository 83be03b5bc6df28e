"""What every fit needs: the joint corpus, words that are no names, wire copy; and which rows may be trained on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from framing.classifiers.additive import AdditiveClassifier
from framing.corpus import SAME, SETS, TEST_ONLY, WEIGHTS, joined, load_all
from framing.evaluation import By, folds
from framing.names import common_words
from framing.passages import split
from framing.scoring import scored
from framing.voice import outside, voices

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
MAIN = next(iter(WEIGHTS))
SPLITS: tuple[By, ...] = ("random", "source", "topic")
NEUTRAL_SOURCES = ("Reuters", "Associated Press")
QUANTILES = 1001
# Folds that are fitted at the same time, which for small networks is faster than one by all cores.
AT_ONCE = 2
REFERENCE = f"{QUANTILES} quantiles of the log-odds of body passages of {' and '.join(NEUTRAL_SOURCES)}"
ARTICLES, UNLABELLED = "hyperpartisan_articles", "allsides"
# Sets of sentences that nothing is trained on.
NEW = ("semeval2020", "hyperpartisan_titles", "mpqa", "cwhard")


@dataclass(frozen=True, slots=True)
class Corpus:
    """Passages and articles with everything a fit needs.

    Attributes
    ----------
    frame : DataFrame
        The passages, from `framing.corpus.joined`.
    sets : mapping of str to DataFrame
        The data sets as loaded, articles among them.
    common : frozenset of str
        Words that are no names.
    """

    frame: pd.DataFrame
    sets: Mapping[str, pd.DataFrame]
    common: frozenset[str]

    @property
    def labels(self) -> Floats:
        """Class of each passage."""
        return self.frame["label"].to_numpy(dtype=float)

    @property
    def wire(self) -> list[str]:
        """Articles of neutral news agencies."""
        articles = self.sets[UNLABELLED]
        return list(articles.loc[articles["source"].isin(NEUTRAL_SOURCES), "text"])

    def rows_of(self, name: str) -> Integers:
        """Return the rows of a set."""
        return np.flatnonzero((self.frame["set"] == name).to_numpy())

    def tests(self) -> dict[By, list[Integers]]:
        """Return the held-out rows of each fold of the main set, by what folds do not share."""
        rows = self.rows_of(MAIN)
        return {by: [rows[test] for _, test in folds(self.frame.iloc[rows], by)] for by in SPLITS}


def prepared(data_dir: Path | None) -> Corpus:
    """Load all sets, join those of passages, and learn which words are no names."""
    sets = load_all((*SETS, *NEW, ARTICLES, UNLABELLED), data_dir)
    frame = joined(sets)
    return Corpus(frame, sets, common_words(frame.loc[frame["set"] == "annolexical", "text"]))


def keys_of(values: pd.Series[str]) -> pd.Series[str]:
    """Spell the names of a source in one way."""
    return values.str.casefold().str.replace(r"[\W_]+|^the\b", "", regex=True)


def training_rows(frame: pd.DataFrame, name: str, test: Integers) -> Integers:
    """Return the rows to train on when some are held out.

    Left out are their near duplicates, and, as `name` says, all passages of their sources or topics in any set, the passages of
    the main set whose source or topic is unknown, or the whole set and those of the same sentences.
    """
    held = frame.iloc[test]
    out = frame["duplicates"].isin(held["duplicates"]) | frame["set"].isin(TEST_ONLY)
    if name in ("source", "topic"):
        keys = keys_of(frame[name])
        out |= keys.isin(keys.iloc[test]) & (keys != "") | (keys == "") & (frame["set"] == MAIN)
    elif name != "random":
        out |= frame["set"].isin([name, *SAME.get(name, ())])
        if name == "annolexical":
            out |= frame["set"] == "verb_swaps"
    return np.flatnonzero(~out.to_numpy())


def reference_of(model: AdditiveClassifier, wire: list[str]) -> Floats:
    """Return the quantiles of a model's log-odds of neutral wire copy."""
    log_odds = np.concatenate([of_author(text, model) for text in wire])
    return np.asarray(np.quantile(log_odds, np.linspace(0, 1, QUANTILES)))


def of_author(text: str, model: AdditiveClassifier) -> Floats:
    """Return the log-odds of an article's body passages in the author's voice."""
    body = [one for one in voices(text, split(text)) if one.passage.kind == "body"]
    log_odds, _ = scored(body, [outside(len(one.passage.text), one.quoted) for one in body], model)
    return log_odds[~np.isnan(log_odds)]
