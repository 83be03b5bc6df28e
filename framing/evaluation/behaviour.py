"""Behaviour: what should raise a score raises it, and what should not does not; on the test parts of our contrast sets."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from framing import datasets
from framing.classifiers.additive import AdditiveClassifier
from framing.evaluation.intervals import RESAMPLES, Estimate, estimate
from framing.evaluation.quality import share
from framing.scoring import score_passages

Floats = NDArray[np.float64]
EVEN = 0.5
# How far a score may move when only who is written about changes.
NEAR = 0.03
ByName = dict[str, Estimate]


def behaviour(model: AdditiveClassifier, resamples: int = RESAMPLES) -> ByName:
    """Measure a model on the test parts of all contrast sets.

    Parameters
    ----------
    model : AdditiveClassifier
        A fitted model.
    resamples : int, default=1000
        Draws of each interval.

    Returns
    -------
    dict of str to Estimate
        Shares of what is right; 1 is best.
    """
    measured: ByName = {}
    for name, measure in MEASURES.items():
        frame = datasets.load(name)
        measured |= measure(model, frame[frame["part"] == "test"], resamples)
    return measured


def pairs(model: AdditiveClassifier, frame: pd.DataFrame, resamples: int = RESAMPLES) -> ByName:
    """Measure whether of two versions of the same facts the editorialized one scores higher."""
    neutral, editorialized = sides(model, frame)
    return {
        "pairs ranked right": estimate(share, ranked(editorialized, neutral), resamples=resamples),
        "pairs with both versions on their side of .5": estimate(
            share, (neutral < EVEN) & (editorialized > EVEN), resamples=resamples
        ),
    }


def injections(model: AdditiveClassifier, frame: pd.DataFrame, resamples: int = RESAMPLES) -> ByName:
    """Measure whether injected loaded words raise a score over .5, and whether it was under .5 without them."""
    neutral, editorialized = sides(model, frame)
    return {
        "injected loaded words over .5": estimate(share, editorialized > EVEN, resamples=resamples),
        "factual sentences under .5": estimate(share, neutral < EVEN, resamples=resamples),
    }


def traps(model: AdditiveClassifier, frame: pd.DataFrame, resamples: int = RESAMPLES) -> ByName:
    """Measure whether neutral sentences that look loaded score under .5, by kind."""
    right = probabilities(model, frame["text"].tolist()) < EVEN
    return by_kind("traps under .5", right, frame["kind"], resamples)


def identities(model: AdditiveClassifier, frame: pd.DataFrame, resamples: int = RESAMPLES) -> ByName:
    """Measure how often a score stays when only who is written about changes."""
    scores = pd.Series(probabilities(model, frame["text"].tolist()), index=frame.index)
    moved = (scores - scores.groupby(frame["group"]).transform("median")).abs()
    right, groups = (moved <= NEAR).to_numpy(), frame["group"].to_numpy()
    return {f"identity swaps within {NEAR:.2f}".replace("0.", "."): estimate(share, right, groups=groups, resamples=resamples)}


def quotations(model: AdditiveClassifier, frame: pd.DataFrame, resamples: int = RESAMPLES) -> ByName:
    """Measure whether loaded words are put down to whoever says them, by kind.

    An author without words of their own counts as neutral; quoted words that were not found count as wrong.
    """
    scored = [score_passages(text, model) for text in frame["text"]]
    author, quoted = np.array([one.score for one in scored]), np.array([one.quoted_score for one in scored])
    labels, wanted = frame["label"].to_numpy(dtype=float), frame["quoted"].to_numpy(dtype=float)
    own = (author > EVEN) == (labels == 1)
    theirs = ((quoted > EVEN) == (wanted == 1)) & ~np.isnan(quoted)
    framed, heard = (labels == 0) & (wanted == 1), ~np.isnan(wanted)
    return {
        "loaded quotations in a neutral frame told apart": estimate(share, (own & theirs)[framed], resamples=resamples),
        **by_kind("author's voice right", own, frame["kind"], resamples),
        **by_kind("quoted voice right", theirs[heard], frame["kind"][heard], resamples),
    }


def probabilities(model: AdditiveClassifier, texts: Sequence[str]) -> Floats:
    """Return each passage's probability of being editorialized, in the author's voice."""
    return model.predict_proba(texts)[:, 1]


def sides(model: AdditiveClassifier, frame: pd.DataFrame) -> tuple[Floats, Floats]:
    """Return the scores of the neutral and of the editorialized version of each pair."""
    scores = pd.Series(probabilities(model, frame["text"].tolist()), index=[frame["group"], frame["label"]])
    table = scores.unstack()
    return table[0.0].to_numpy(), table[1.0].to_numpy()


def ranked(higher: Floats, lower: Floats) -> Floats:
    """Return 1 for each pair in order, 0 for one out of order, a half for a tie."""
    return np.asarray((higher > lower) + 0.5 * (higher == lower))


def by_kind(name: str, right: NDArray[np.bool_], kinds: pd.Series[str], resamples: int) -> ByName:
    """Return the share that is right, over all and by kind."""
    own = kinds.to_numpy()
    parts = {name: np.ones(len(own), dtype=bool)} | {f"{name}: {kind}": own == kind for kind in sorted(set(own))}
    return {part: estimate(share, right[at], resamples=resamples) for part, at in parts.items()}


MEASURES: dict[str, Callable[[AdditiveClassifier, pd.DataFrame, int], ByName]] = {
    "contrast_pairs": pairs,
    "contrast_injections": injections,
    "contrast_traps": traps,
    "contrast_identities": identities,
    "contrast_quotations": quotations,
}
