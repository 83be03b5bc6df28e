"""What is measured of a training run: held-out folds and left-out sets, calibrated, with the words that are shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import spearmanr

from framing.classifiers.additive import AdditiveClassifier, Contribution, by_passage, moves_of, probability
from framing.corpus import WEIGHTS, passage_weights
from framing.duplicates import unseen
from framing.evaluation import By, metrics, platt
from framing.evaluation.held_out import HeldOut, known
from framing.evaluation.words import agreement, counts, f1, places, underlined
from framing.passages import split
from framing.training.prepared import ARTICLES, MAIN, NEW, SPLITS, Corpus

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Calibration = tuple[Floats, float]
# Log-odds by which a word is shown at least: which of these is best is read from the other folds.
LEASTS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1.0, 1.3, 1.6, 2.0)


@dataclass(frozen=True, slots=True)
class Linear:
    """Scores before calibration by models that did not see what they score; a model may have several parts that add up.

    Attributes
    ----------
    folds : mapping of str to ndarray of shape (n_passages, n_parts)
        By what folds do not share; nan for passages in no fold.
    left_out : mapping of str to (texts, labels, scores)
        By set; scores of shape (n_passages, n_parts).
    contributions : sequence of sequence of list of (start, end, weight)
        Of the main set's passages by part, by models of random folds.
    """

    folds: Mapping[str, Floats]
    left_out: Mapping[str, tuple[list[str], Floats, Floats]]
    contributions: Sequence[Sequence[Sequence[Contribution]]]


def side_by_side(first: Linear, second: Linear) -> Linear:
    """Return the scores of a model of which both are parts; sets that only one of them scored are left out."""
    return Linear(
        {by: np.hstack([scores, second.folds[by]]) for by, scores in first.folds.items()},
        {
            name: (texts, labels, np.hstack([scores, second.left_out[name][2]]))
            for name, (texts, labels, scores) in first.left_out.items()
            if name in second.left_out
        },
        [[*own, *others] for own, others in zip(first.contributions, second.contributions, strict=True)],
    )


def measured(corpus: Corpus, linear: Linear) -> tuple[Calibration, dict[str, dict[str, float]], HeldOut]:
    """Calibrate held-out scores and measure them.

    Parameters
    ----------
    corpus : Corpus
        The passages.
    linear : Linear
        Their scores.

    Returns
    -------
    calibration : (ndarray of shape (n_parts,), float)
        Slopes and offset, from all random folds.
    results : dict of str to dict of str to float
        Metrics by evaluation.
    held_out : HeldOut
        The calibrated scores.
    """
    labels, rows = corpus.labels, corpus.rows_of(MAIN)
    texts = corpus.frame["text"].tolist()
    slopes, offset = calibration = platt(linear.folds["random"][rows], labels[rows])
    results, kept = {}, {}
    for by in SPLITS:
        log_odds = calibrated(corpus, linear, by)[rows]
        name = f"{MAIN}, {by} folds"
        results[name] = metrics(labels[rows], log_odds)
        kept[name] = known([texts[row] for row in rows], log_odds)
    random = f"{MAIN}, random folds"
    log_odds = calibrated(corpus, linear, "random")[rows]
    contributions = calibrated_contributions(corpus, linear)
    counted, as_shown = shown(corpus, contributions), cues_counted(corpus, contributions)
    kept[random] = known([texts[row] for row in rows], log_odds, counted)
    results[random] |= of_votes(corpus, log_odds) | {
        "words_f1": f1(counted[voted(corpus)]),
        "cues_f1": f1(as_shown[voted(corpus)]),
    }
    for name, (own, classes, scores) in linear.left_out.items():
        found = metrics(classes, scores @ slopes + offset)
        results[f"left out: {name}"] = {key: found[key] for key in ("auc", "calibration_error", "n")}
        kept[f"left out: {name}"] = known(own, scores @ slopes + offset)
    return calibration, results, HeldOut(kept)


def of_new_sets(corpus: Corpus, model: AdditiveClassifier) -> dict[str, dict[str, float]]:
    """Measure how well a model orders sets that it was not trained on; passages like one trained on do not count.

    An article's score is the mean of its passages.
    """
    trained = corpus.frame.loc[corpus.frame["set"].isin(WEIGHTS), "text"].tolist()
    results = {}
    for name in (*NEW, ARTICLES):
        frame = corpus.sets[name].dropna(subset=["label"])
        rows = [(row, one) for row, text in enumerate(frame["text"]) for one in passages_of(name, text)]
        texts = [text for _, text in rows]
        new = np.flatnonzero(unseen(texts, trained))
        scores = probability(model.decision_function([texts[at] for at in new]))
        means = pd.Series(scores).groupby(np.array([rows[at][0] for at in new])).mean()
        found = metrics(frame["label"].to_numpy(dtype=float)[means.index], np.asarray(np.log(means / (1 - means))))
        results[f"left out: {name}"] = {key: found[key] for key in ("auc", "calibration_error", "n")}
    return results


def cues_counted(corpus: Corpus, contributions: Sequence[Sequence[Contribution]]) -> Integers:
    """Count the words of the main set's passages that are marked, that a report underlines, and both."""
    marked = dict(zip(corpus.sets[MAIN]["text"], corpus.sets[MAIN]["words"], strict=True))
    texts = corpus.frame["text"].iloc[corpus.rows_of(MAIN)]
    return np.array(
        [
            agreement(text, places(marked[text], text), underlined(text, own))
            for text, own in zip(texts, contributions, strict=True)
        ]
    )


def passages_of(name: str, text: str) -> list[str]:
    """Return the passages of an article, or of a set of passages the text itself."""
    return [one.text for one in split(text)] if name == ARTICLES else [text]


def calibrations(corpus: Corpus, linear: Linear, by: By) -> Iterator[tuple[Integers, Floats, float]]:
    """Yield the rows of each fold with slopes and offset, learnt from the scores of passages that are not in it.

    For folds that share no source or topic, classes of a source weigh alike as in training: how often *other* outlets are called
    editorialized says nothing of those held out.
    """
    labels, rows = corpus.labels, corpus.rows_of(MAIN)
    for test in corpus.tests()[by]:
        others = np.setdiff1d(rows, test)
        weights = None if by == "random" else passage_weights(corpus.frame.iloc[others])
        yield test, *platt(linear.folds[by][others], labels[others], weights)


def calibrated(corpus: Corpus, linear: Linear, by: By) -> Floats:
    """Return calibrated log-odds of held-out passages; nan for others."""
    log_odds = np.full(len(corpus.frame), np.nan)
    for test, slopes, offset in calibrations(corpus, linear, by):
        log_odds[test] = linear.folds[by][test] @ slopes + offset
    return log_odds


def calibrated_contributions(corpus: Corpus, linear: Linear) -> list[list[Contribution]]:
    """Return what the words of the main set's passages add, each fold's calibrated by the others."""
    slopes_of = {row: slopes for test, slopes, _ in calibrations(corpus, linear, "random") for row in test.tolist()}
    rows = corpus.rows_of(MAIN).tolist()
    return added_up([slopes_of[row] for row in rows], linear.contributions)


def added_up(slopes: Sequence[Floats], contributions: Sequence[Sequence[Sequence[Contribution]]]) -> list[list[Contribution]]:
    """Return what each span of some passages adds by all parts of a calibrated model, each with the slopes of its passage."""
    found = (
        (row, (start, end, slope * weight))
        for row, parts in enumerate(zip(slopes, contributions, strict=True))
        for slope, own in zip(*parts, strict=True)
        for start, end, weight in own
    )
    return by_passage(len(slopes), moves_of(found))


def voted(corpus: Corpus) -> NDArray[np.bool_]:
    """Tell which passages of the main set have votes of single annotators."""
    votes = dict(zip(corpus.sets[MAIN]["text"], corpus.sets[MAIN]["votes"], strict=True))
    return np.array([not np.isnan(votes[text]) for text in corpus.frame["text"].iloc[corpus.rows_of(MAIN)]])


def of_votes(corpus: Corpus, scores: Floats) -> dict[str, float]:
    """Return the rank correlation of scores with the share of annotators who called a passage editorialized."""
    strength = corpus.frame["strength"].to_numpy(dtype=float)[corpus.rows_of(MAIN)]
    own = voted(corpus)
    return {"spearman": float(spearmanr(scores[own], strength[own]).statistic)} if own.any() else {}


def shown(corpus: Corpus, contributions: Sequence[Sequence[Contribution]]) -> Integers:
    """Count marked and shown words of the main set's passages; each fold's least log-odds are the best of the other folds."""
    rows = corpus.rows_of(MAIN)
    texts = corpus.frame["text"].iloc[rows].tolist()
    marked = dict(zip(corpus.sets[MAIN]["text"], corpus.sets[MAIN]["words"], strict=True))
    tables = [
        np.array([counts(text, own, marked[text], least) for text, own in zip(texts, contributions, strict=True)])
        for least in LEASTS
    ]
    chosen = np.zeros_like(tables[0])
    own = voted(corpus)
    for test in corpus.tests()["random"]:
        inside = np.isin(rows, test)
        best = max(tables, key=lambda table: f1(table[own & ~inside]))
        chosen[inside] = best[inside]
    return chosen
