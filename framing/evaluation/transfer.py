"""Transfer: data sets whose labels mean nearly the same, and what should not be confounded with it."""

from __future__ import annotations

from functools import partial

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from framing.classifiers.additive import probability
from framing.evaluation.behaviour import ranked
from framing.evaluation.calibration import calibration_error, error_at_share
from framing.evaluation.intervals import Estimate, estimate
from framing.evaluation.quality import auc, share
from framing.evaluation.subject import Measures, Subject, attempted
from framing.passages import split

Floats = NDArray[np.float64]
SENTENCES = ("checkthat", "semeval2020", "hyperpartisan_titles", "mpqa", "cwhard", "annolexical")
ARTICLES = "hyperpartisan_articles"
# The set whose neutral passages are compared, held out.
MAIN = "babe"
RANDOM = f"{MAIN}, random folds"
# Of each set of versions: which is more editorialized than which.
VERSIONS = {"hypo_pairs": (("hyperbole", "paraphrase"), ("hyperbole", "minimal_unit")), "wnc_pairs": (("biased", "neutral"),)}
NAMES = {"minimal_unit": "the same words used literally", "biased": "before a neutrality edit", "neutral": "after it"}
QUOTED = '["“”]'


def transfer(subject: Subject) -> Measures:
    """Measure a model on the sets that it should carry over to.

    Parameters
    ----------
    subject : Subject
        The model.

    Returns
    -------
    dict of str to Estimate or Missing
        AUC of each set of sentences and of the articles, and calibration error as it is and at the set's own share of class 1;
        shares of pairs in the right order.
    """
    measured: Measures = {}
    for name in SENTENCES:
        measured |= attempted(name, partial(of_sentences, subject, name))
    measured |= attempted(ARTICLES, partial(of_articles, subject))
    for name in VERSIONS:
        measured |= attempted(name, partial(of_versions, subject, name))
    return measured


def of_sentences(subject: Subject, name: str) -> Measures:
    """Measure the order and the calibration of a set's sentences, by models that were not trained on it."""
    frame = subject.load(name).dropna(subset=["label"])
    return ordered(subject, name, frame, subject.fair_log_odds(name, f"left out: {name}", frame["text"].tolist()))


def of_articles(subject: Subject) -> Measures:
    """Measure the order and the calibration of articles, each scored by the mean of its passages."""
    frame = subject.load(ARTICLES)
    passages = [[one.text for one in split(text)] for text in frame["text"]]
    flat = probability(subject.fair_log_odds(ARTICLES, f"left out: {ARTICLES}", [text for own in passages for text in own]))
    article = np.repeat(np.arange(len(frame)), [len(own) for own in passages])
    means = pd.Series(flat).groupby(article).mean().reindex(range(len(frame))).to_numpy(dtype=float)
    return ordered(subject, ARTICLES, frame, np.log(means) - np.log1p(-means))


def ordered(subject: Subject, name: str, frame: pd.DataFrame, log_odds: Floats) -> Measures:
    """Measure AUC and calibration error, with and without the set's own share of class 1; groups are drawn."""
    known = ~np.isnan(log_odds)
    labels, groups = frame["label"].to_numpy(dtype=float)[known], frame["group"].to_numpy()[known]
    measure = partial(estimate, groups=groups, resamples=subject.resamples)
    return {
        f"{name}: AUC": measure(auc, labels, log_odds[known]),
        f"{name}: calibration error": measure(calibration_error, labels, probability(log_odds[known])),
        f"{name}: calibration error at the set's share": measure(error_at_share, labels, log_odds[known]),
    }


def of_versions(subject: Subject, name: str) -> Measures:
    """Measure how often the more editorialized version of a sentence scores higher."""
    frame = subject.load(name)
    log_odds = subject.fair_log_odds(name, f"left out: {name}", frame["text"].tolist())
    table = pd.Series(log_odds, index=[frame["group"], frame["role"]]).unstack()
    measured: Measures = {}
    for more, less in VERSIONS[name]:
        both = table[[more, less]].dropna().to_numpy()
        title = f"{name}: {NAMES.get(more, more)} over {NAMES.get(less, less)}"
        measured[title] = estimate(share, ranked(both[:, 0], both[:, 1]), resamples=subject.resamples)
    return measured


def confounds(subject: Subject) -> Measures:
    """Measure what a score should not follow: bad news about somebody, and quotation marks.

    Parameters
    ----------
    subject : Subject
        The model.

    Returns
    -------
    dict of str to Estimate or Missing
        An AUC, best at .5, and false-positive rates.
    """
    bad_news = attempted("newsmtsc", partial(of_bad_news, subject))
    return bad_news | attempted(f"{MAIN}, quotation marks", partial(of_quotation_marks, subject))


def of_bad_news(subject: Subject) -> Measures:
    """Measure how far sentences that are bad for who is in them score over neutral ones; within a source if it is known."""
    frame = subject.load("newsmtsc")
    frame = frame[frame["polarity"] <= 0].reset_index(drop=True)
    frame["log_odds"] = subject.fair_log_odds("newsmtsc", "left out: newsmtsc", frame["text"].tolist())
    frame = frame.dropna(subset=["log_odds"])
    _, source = np.unique(frame["source"].to_numpy(dtype=str), return_inverse=True)
    columns = (frame["polarity"] < 0).to_numpy(dtype=float), frame["log_odds"].to_numpy(), source
    measured = estimate(auc_within, *columns, groups=frame["group"].to_numpy(), resamples=subject.resamples)
    return {"newsmtsc: AUC of bad against neutral news of somebody (.5 is best)": measured}


def auc_within(labels: Floats, scores: Floats, sources: NDArray[np.int64]) -> float:
    """Return the mean AUC within sources, each weighted by its passages; nan if none has both classes."""
    own = [sources == source for source in np.unique(sources)]
    found = [(auc(labels[at], scores[at]), int(at.sum())) for at in own]
    both = [(value, n) for value, n in found if not np.isnan(value)]
    return sum(value * n for value, n in both) / sum(n for _, n in both) if both else float("nan")


def of_quotation_marks(subject: Subject) -> Measures:
    """Measure how often neutral passages are called editorialized, with and without quotation marks."""
    frame = subject.load(MAIN)
    frame = frame[frame["label"] == 0].reset_index(drop=True)
    log_odds = subject.fair_log_odds(MAIN, RANDOM, frame["text"].tolist())
    known = ~np.isnan(log_odds)
    wrong, quoted = (log_odds > 0)[known], frame["text"].str.contains(QUOTED).to_numpy(dtype=bool)[known]
    rate: dict[str, Estimate] = {
        f"{MAIN}: neutral passages over .5, {name} quotation marks": estimate(share, wrong[at], resamples=subject.resamples)
        for name, at in (("with", quoted), ("without", ~quoted))
    }
    return {**rate, f"{MAIN}: ratio of both (1 is best)": estimate(ratio, wrong, quoted, resamples=subject.resamples)}


def ratio(wrong: NDArray[np.bool_], quoted: NDArray[np.bool_]) -> float:
    """Return how much more often passages with quotation marks are wrong; nan if those without never are."""
    with_marks, without = share(wrong[quoted]), share(wrong[~quoted])
    return with_marks / without if without else float("nan")
