"""Fit and evaluate the models of several labels: frames of articles, persuasion techniques of passages."""

from __future__ import annotations

import importlib.metadata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from typing import Any

import numpy as np
import pandas as pd
from joblib import Parallel, delayed
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score, precision_score, recall_score, roc_auc_score
from sklearn.model_selection import GroupKFold

from framing.classifiers.additive import probability
from framing.classifiers.fast_fit import Design, Scaled, Settings, design, scaled
from framing.classifiers.labels import LabelClassifier, Weights
from framing.datasets import describe, load, verified
from framing.duplicates import near_duplicate_groups
from framing.evaluation import SEED, calibration_error, platt
from framing.labels import spans_of
from framing.names import common_words
from framing.passages import split
from framing.scoring import has_words, heard
from framing.tokens import tokenize
from framing.training.trained import SLACK, VERSION, Trained
from framing.vectors import learn
from framing.weights import STORED

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
MAIN, NEWS, COMMON = "semeval2023", ("allsides", "annolexical"), "annolexical"
N_FOLDS = 5
# A label is given from the probability at which it is right at least as often as AIM in the other folds, if it is given to FEWEST
# texts there; and only if it is then right in half of the cases or more, of ENOUGH to tell.
AIM, FEWEST, USEFUL, ENOUGH = 0.55, 15, 0.5, 30
HALF, GRID = 0.5, np.linspace(0.05, 0.95, 91).round(2)
# What other data call what a frame is about: data set, column, its value, frame.
ELSEWHERE = (
    ("gvfc", "theme1", "3", "political"),
    ("gvfc", "theme1", "7", "public opinion"),
    ("gvfc", "theme1", "9", "economic"),
    ("narrative_framing", "frames", "moral", "morality"),
)
GOLDEN = (
    "The court ruled on Monday that the tax law was unconstitutional.",
    "Wake up, people! Are we really to believe these crooks?",
    "Hospitals ran out of beds as the outbreak spread.",
    "",
)


@dataclass(frozen=True, slots=True)
class Task:
    """What one model is to learn.

    Attributes
    ----------
    unit, whole : str
        What its texts are, and what they are parts of that others measure.
    description : str
        The model in a line.
    texts : callable
        From the lines of the data set to a frame with text, the spans of it that count, labels, article and the whole that a text
        is part of.
    measures : tuple of str
        What is measured.
    settings : Settings
        Hyperparameters; from inner folds of the first fold's training part (docs/frames.md).
    """

    unit: str
    whole: str
    description: str
    texts: Callable[[pd.DataFrame], pd.DataFrame]
    measures: tuple[str, ...]
    settings: Settings


def articles(lines: pd.DataFrame) -> pd.DataFrame:
    """Return the articles whose frames were judged."""
    grouped = lines.sort_values(["group", "line"]).groupby("group", sort=True)
    found = pd.DataFrame({"text": grouped["text"].agg("\n\n".join), "labels": grouped["frames"].first()})
    found = found[found["labels"].map(len) > 0].reset_index(names="article")
    return found.assign(whole=found["text"], own=found["text"].map(lambda text: spans_of(split(text))))


def passages(lines: pd.DataFrame) -> pd.DataFrame:
    """Return the passages of all lines that have words of their author, with the techniques whose spans are in these."""
    rows = []
    for group, text, spans in zip(lines["group"], lines["text"], lines["spans"], strict=True):
        read = heard(text, "separate")
        for one, own in zip((voiced.passage for voiced in read.voiced), read.own, strict=True):
            inside = [(one.start + start, one.start + stop) for start, stop in own]
            labels = {name for start, end, name in spans if any(start < stop and begin < end for begin, stop in inside)}
            if has_words(one.text, own):
                rows.append((group, text, one.text, own, sorted(labels)))
    return pd.DataFrame(rows, columns=["article", "whole", "text", "own", "labels"])


TASKS = {
    "frames": Task(
        unit="articles",
        whole="articles",
        description="The 14 generic frames of an article, by linear models over words; names masked",
        texts=articles,
        measures=("words",),
        settings=Settings(C=10.0, min_passages=3, vectors=1.0),
    ),
    "techniques": Task(
        unit="passages",
        whole="paragraphs",
        description="Persuasion techniques of a passage, by linear models over words, cues, verbs and surface; names masked",
        texts=passages,
        measures=("words", "cues", "person", "verbs", "surface"),
        settings=Settings(C=2.0, min_passages=3, vectors=1.0, others=1.6),
    ),
}


@dataclass(frozen=True, slots=True)
class Lab:
    """Everything that a fit needs.

    Attributes
    ----------
    texts : list of str
        The texts.
    labels : tuple of str
        The names of the labels.
    given : ndarray of shape (n_texts, n_labels)
        Which text has which, 0 or 1.
    wholes : list of str
        What others measure: the texts themselves, or what they are parts of.
    part_of : ndarray of shape (n_texts,)
        Number of the whole of each text.
    folds : ndarray of shape (n_texts,)
        Number of the fold in which each is held out; near duplicates, and passages of one article, are in the same.
    n_articles : int
        Number of articles that the texts are from.
    features : Design
        What is measured in each.
    settings : Settings
        Hyperparameters.
    """

    texts: list[str]
    labels: tuple[str, ...]
    given: Floats
    wholes: list[str]
    part_of: Integers
    folds: Integers
    n_articles: int
    features: Design
    settings: Settings

    def fit(self, rows: Integers) -> tuple[Scaled, Floats, Floats]:
        """Fit one linear model a label; return the scale, coefficients of shape (n_columns, n_labels), and intercepts."""
        scale = scaled(self.features, rows, self.settings)
        X = scale.matrix(rows)
        fitted = Parallel(n_jobs=-1)(delayed(fit_one)(X, self.given[rows, at], self.settings.C) for at in range(len(self.labels)))
        coefficients, intercepts = zip(*fitted, strict=True)
        return scale, np.column_stack(coefficients), np.array(intercepts)

    def held_out(self) -> Floats:
        """Return the scores of every text by models that saw neither it nor its like."""
        found = np.full(self.given.shape, np.nan)
        for test, others in splits(self.folds):
            scale, coefficients, intercepts = self.fit(others)
            found[test] = scale.matrix(test) @ coefficients + intercepts
        return found


def train_labels(name: str, data_dir: Path | None, say: Callable[[str], None]) -> Trained:
    """Fit and evaluate a model of several labels.

    Parameters
    ----------
    name : {"frames", "techniques"}
        Which one.
    data_dir : Path or None
        Where the data sets lie.
    say : callable
        Takes a line of progress.

    Returns
    -------
    Trained
        The model, fitted to all texts, calibrated by held-out scores.
    """
    began, task = monotonic(), TASKS[name]
    news = {one: verified(one, data_dir)["text"] for one in NEWS}
    common = common_words(news[COMMON])
    lines = verified(MAIN, data_dir)
    lab = laboratory(task, lines, [text for texts in news.values() for text in texts], common)
    say(f"{len(lab.texts):,} {task.unit}, {lab.features.matrix.shape[1]:,} features, {monotonic() - began:.0f} s")
    scores = lab.held_out()
    by_label, results = measured(lab, scores, task)
    slopes, offsets = calibrated(scores, lab.given)
    likely = probability(scores * slopes + offsets)
    thresholds = np.array(
        [
            threshold(own, there) if by_label[name]["precision"] >= USEFUL and by_label[name]["n_given"] >= ENOUGH else np.nan
            for name, own, there in zip(lab.labels, lab.given.T, likely.T, strict=True)
        ]
    )
    model = classifier(lab, common, thresholds, slopes, offsets)
    results |= elsewhere(model, data_dir) if name == "frames" else {}
    say(f"trained and evaluated in {monotonic() - began:.0f} s")
    return Trained(model, described(name, task, lab, model, results, by_label), {})


def laboratory(task: Task, lines: pd.DataFrame, news: list[str], common: frozenset[str]) -> Lab:
    """Read the texts of a task and measure them once."""
    frame = task.texts(lines)
    frame["labels"] = [[plain(name) for name in own] for own in frame["labels"]]
    labels = tuple(sorted({name for own in frame["labels"] for name in own}))
    given = np.array([[name in own for name in labels] for own in frame["labels"]], dtype=np.float64)
    tokens = [tokenize(text, common, own) for text, own in zip(frame["text"], frame["own"], strict=True)]
    features = design(tokens, learn(news, common), task.measures)
    part_of, _ = pd.factorize(frame["article"].astype(str) + "\n" + frame["whole"])
    wholes: list[str] = frame["whole"].groupby(part_of).first().tolist()
    return Lab(
        frame["text"].tolist(),
        labels,
        given,
        wholes,
        part_of,
        folds_of(lines, frame["article"]),
        frame["article"].nunique(),
        features,
        task.settings,
    )


def plain(name: str) -> str:
    """Return a label's name in words.

    Examples
    --------
    >>> [plain(name) for name in ("Exaggeration-Minimisation", "Legality_Constitutionality_and_jurisprudence")]
    ['exaggeration or minimisation', 'legality, constitutionality and jurisprudence']
    """
    return name.lower().replace("y_c", "y, c").replace("_", " ").replace("-", " or ")


def folds_of(lines: pd.DataFrame, articles: pd.Series[Any]) -> Integers:
    """Return the number of each text's fold; near duplicates of an article are in its fold."""
    whole = lines.groupby("group", sort=True)["text"].agg("\n".join)
    group = dict(zip(whole.index, near_duplicate_groups(whole.tolist()), strict=True))
    groups = np.array([group[article] for article in articles])
    found = np.empty(len(groups), dtype=np.int64)
    for number, (_, test) in enumerate(GroupKFold(N_FOLDS, shuffle=True, random_state=SEED).split(groups, groups=groups)):
        found[test] = number
    return found


def fit_one(X: Any, labels: Floats, C: float) -> tuple[Floats, float]:
    """Fit one label."""
    fitted = LogisticRegression(C=C, max_iter=300, tol=1e-3).fit(X, labels)
    return fitted.coef_[0], float(fitted.intercept_[0])


def calibrated(scores: Floats, given: Floats) -> tuple[Floats, Floats]:
    """Return the slope and the offset that make each label's held-out scores log-odds."""
    fitted = [platt(own[:, None], labels) for own, labels in zip(scores.T, given.T, strict=True)]
    return np.array([float(slopes[0]) for slopes, _ in fitted]), np.array([offset for _, offset in fitted])


def threshold(labels: Floats, probabilities: Floats) -> float:
    """Return the probability from which a label is given: of those at which it is useful, the one of best F1; nan if none is.

    It is never less than the share of texts that have the label: what a model knows nothing of must not get it.

    Examples
    --------
    >>> threshold(np.repeat([1.0, 0.0], 20), np.repeat([0.8, 0.3], 20))
    0.8
    >>> threshold(np.tile([1.0, 0.0, 0.0], 20), np.full(60, 0.3))
    nan
    """
    best, found = 0.0, float("nan")
    for least in GRID[labels.mean() <= GRID]:
        said = probabilities >= least
        hits = float(labels[said].sum())
        f1 = 2 * hits / (said.sum() + labels.sum()) if labels.any() else 0.0
        if said.sum() >= FEWEST and hits >= AIM * said.sum() and f1 >= best:
            best, found = f1, least
    return float(found)


def measured(lab: Lab, scores: Floats, task: Task) -> tuple[dict[str, dict[str, float]], dict[str, dict[str, float]]]:
    """Measure held-out scores, each fold calibrated and cut by the others: by label, and overall beside a baseline."""
    found, said = np.empty_like(scores), np.zeros(scores.shape, dtype=bool)
    for test, others in splits(lab.folds):
        slopes, offsets = calibrated(scores[others], lab.given[others])
        rest = probability(scores[others] * slopes + offsets)
        found[test] = probability(scores[test] * slopes + offsets)
        cuts = [threshold(*one) for one in zip(lab.given[others].T, rest.T, strict=True)]
        said[test] = found[test] >= np.array(cuts)
    by_label = {
        name: {
            "precision": float(precision_score(own, there, zero_division=np.nan)),
            "recall": float(recall_score(own, there)),
            "f1": float(f1_score(own, there)),
            "auc": float(roc_auc_score(own, likely)),
            "n": int(own.sum()),
            "n_given": int(there.sum()),
        }
        for name, own, there, likely in zip(lab.labels, lab.given.T, said.T, found.T, strict=True)
    }
    given, folds = of_wholes(lab.given, lab.part_of), of_wholes(lab.folds[:, None], lab.part_of)[:, 0]
    words = bag_of_words(lab.wholes, given, folds)
    overall = {
        task.whole: one_cut(given, 1 - np.exp(-of_wholes(-np.log1p(-found), lab.part_of, np.add)), folds),
        f"{task.whole}, TF-IDF and logistic regression": one_cut(given, words, folds),
        f"{task.whole}, the same cut at one half": of_decisions(given, words >= HALF) | {"n": len(given)},
        f"{task.unit}, as given": of_decisions(lab.given, said)
        | {"calibration_error": calibration_error(lab.given.ravel(), found.ravel()), "n": len(lab.texts)},
    }
    return by_label, overall


def splits(folds: Integers) -> list[tuple[Integers, Integers]]:
    """Return the rows of each fold, and those of the others."""
    return [(np.flatnonzero(folds == number), np.flatnonzero(folds != number)) for number in range(N_FOLDS)]


def of_wholes(values: NDArray[Any], part_of: Integers, put_together: np.ufunc = np.maximum) -> NDArray[Any]:
    """Put the values of the parts of each whole together; their labels are those of any."""
    found = np.zeros((part_of.max() + 1, values.shape[1]))
    put_together.at(found, part_of, values)
    return found


def of_decisions(given: Floats, said: NDArray[np.bool_]) -> dict[str, float]:
    """Return F1 over all decisions, and its mean over labels."""
    return {f"{mean}_f1": float(f1_score(given, said, average=mean, zero_division=0)) for mean in ("micro", "macro")}


def one_cut(given: Floats, likely: Floats, folds: Integers) -> dict[str, float]:
    """Measure decisions at one cut for all labels, in each fold the one of best micro-F1 in the others."""
    said = np.zeros(given.shape, dtype=bool)
    for test, others in splits(folds):
        f1 = [of_decisions(given[others], likely[others] >= least)["micro_f1"] for least in GRID]
        said[test] = likely[test] >= GRID[int(np.argmax(f1))]
    return of_decisions(given, said) | {"n": len(given)}


def bag_of_words(texts: Sequence[str], given: Floats, folds: Integers) -> Floats:
    """Return held-out probabilities by TF-IDF with one logistic regression a label, both as scikit-learn has them."""
    found = np.zeros(given.shape)
    for test, train in splits(folds):
        words = TfidfVectorizer()
        X, held = words.fit_transform([texts[at] for at in train]), words.transform([texts[at] for at in test])
        for at, own in enumerate(given[train].T):
            if own.any():
                found[test, at] = LogisticRegression(max_iter=300).fit(X, own).predict_proba(held)[:, 1]
    return found


def classifier(lab: Lab, common: frozenset[str], thresholds: Floats, slopes: Floats, offsets: Floats) -> LabelClassifier:
    """Fit to all texts; calibration goes into the weights."""
    scale, fitted, intercepts = lab.fit(np.arange(len(lab.texts)))
    values = np.column_stack([scale.coefficients(own) for own in fitted.T]) * slopes
    weights = {
        name: Weights({str(names[at]): row for row, at in enumerate(there)}, own[there].astype(STORED).astype(np.float64))
        for name, (names, where) in lab.features.columns.items()
        if len(there := np.flatnonzero((own := values[where]).any(axis=1)))
    }
    return LabelClassifier(lab.labels, weights, slopes * intercepts + offsets, thresholds, common)


def elsewhere(model: LabelClassifier, data_dir: Path | None) -> dict[str, dict[str, float]]:
    """Measure whether frames order the texts of other data by what these call by a like name."""
    found = {}
    for name, column, value, frame in ELSEWHERE:
        texts = load(name, data_dir)
        own = texts[column].map(lambda one, value=value: value in one if isinstance(one, list) else str(one) == value)
        likely = model.decision_function(texts["text"].tolist())[:, model.labels.index(frame)]
        found[f"{frame} in {name}"] = {"auc": float(roc_auc_score(own.astype(int), likely)), "n": len(texts)}
    return found


def described(
    name: str,
    task: Task,
    lab: Lab,
    model: LabelClassifier,
    results: Mapping[str, Mapping[str, float]],
    by_label: Mapping[str, Mapping[str, float]],
) -> dict[str, Any]:
    """Return the manifest of a model."""
    return {
        "name": name,
        "version": VERSION,
        "created": datetime.now(UTC).date().isoformat(),
        "description": task.description,
        "libraries": {one: importlib.metadata.version(one) for one in ("scikit-learn", "numpy", "scipy", "pandas")},
        "unit": task.unit,
        "calibration": "logistic regression on held-out scores of each label, in the weights",
        "settings": asdict(task.settings),
        "seed": SEED,
        "data": {MAIN: {"rows": len(lab.texts), "articles": lab.n_articles, "content": describe(MAIN)["content"]}},
        "metrics": rounded(results),
        "labels": rounded(by_label),
        "shown": [label for label, least in zip(model.labels, model.thresholds.tolist(), strict=True) if not np.isnan(least)],
        "floors": {
            one: {"micro_f1": round(results[one]["micro_f1"] - SLACK, 3)} for one in (task.whole, f"{task.unit}, as given")
        },
        "golden": [{"text": text, "log_odds": model.decision_function([text])[0].tolist()} for text in GOLDEN],
    }


def rounded(results: Mapping[str, Mapping[str, float]]) -> dict[str, dict[str, float | None]]:
    """Return numbers of four decimals, None in place of nan."""
    return {
        name: {key: None if np.isnan(value) else round(value, 4) for key, value in own.items()} for name, own in results.items()
    }
