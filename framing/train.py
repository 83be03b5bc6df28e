"""Retrain a model from raw data: fit, evaluate, write weights, manifest and card; never lower a floor unasked."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from joblib import Parallel, delayed
from numpy.typing import NDArray

from framing.card import card, described
from framing.classifiers.additive import AdditiveClassifier, probability
from framing.classifiers.fast import FastClassifier
from framing.classifiers.fast_fit import Design, Settings, classifier, design, fit_linear
from framing.corpus import SAME, SETS, TEST_ONLY, WEIGHTS, joined, load_all, passage_weights
from framing.duplicates import unseen
from framing.errors import IntegrityError
from framing.evaluation import By, cross_calibrated, folds, metrics, platt
from framing.models import MANIFEST, read_manifest, save_model, write_registry
from framing.names import common_words
from framing.passages import split
from framing.resources import resource_folder
from framing.scoring import scored
from framing.tokens import tokenize
from framing.vectors import learn
from framing.voice import outside, voices

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Floors = Mapping[str, Mapping[str, float]]
MAIN = next(iter(WEIGHTS))
TRANSFER = ("checkthat", "semeval2020", "hyperpartisan_titles", "mpqa", "cwhard", "annolexical")
SPLITS: tuple[By, ...] = ("random", "source", "topic")
NEUTRAL_SOURCES = ("Reuters", "Associated Press")
QUANTILES = 1001
NOTHING = np.zeros(0, dtype=np.int64)
REFERENCE = f"{QUANTILES} quantiles of the log-odds of body passages of {' and '.join(NEUTRAL_SOURCES)}"


@dataclass(frozen=True, slots=True)
class Corpus:
    """Passages with everything a fit needs.

    Attributes
    ----------
    frame : DataFrame
        The passages, from `framing.corpus.joined`.
    features : Design
        Their features.
    common : frozenset of str
        Words that are no names.
    wire : list of str
        Articles of neutral news agencies.
    articles : DataFrame
        Hyperpartisan and other articles, never trained on.
    """

    frame: pd.DataFrame
    features: Design
    common: frozenset[str]
    wire: list[str]
    articles: pd.DataFrame


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line: ``python -m framing.train fast --data-dir DIR``.

    Parameters
    ----------
    arguments : sequence of str, optional
        The command line; `sys.argv` without it.

    Returns
    -------
    int
        0 if the model was written, 1 if a floor forbade it or data are missing.
    """
    parser = argparse.ArgumentParser(prog="framing train", description="Retrain a model from raw data and evaluate it.")
    parser.add_argument("model", choices=["fast"], help="which model to train")
    parser.add_argument("--data-dir", type=Path, help="folder of the data sets; without it those that may be are fetched")
    parser.add_argument("--out", type=Path, help="folder to write; the shipped model's own without it")
    parser.add_argument("--allow-regression", action="store_true", help="write even if a recorded floor is not reached")
    options = parser.parse_args(arguments)
    folder = options.out or resource_folder("models") / options.model
    try:
        model, manifest = train_fast(options.data_dir)
    except (FileNotFoundError, IntegrityError, ConnectionError, ImportError) as error:
        sys.stderr.write(f"framing train: {error}\n")
        return 1
    floors = floors_of(folder) or floors_of(resource_folder("models") / options.model)
    lowered = regressions(floors, manifest["metrics"])
    for line in lowered:
        say(line)
    if lowered and not options.allow_regression:
        say("nothing was written; pass --allow-regression to lower the floors")
        return 1
    if not lowered:
        manifest["floors"] = raised(floors, manifest["floors"])
    save_model(model, folder, manifest=manifest, card=card(manifest))
    if folder.parent == resource_folder("models"):
        write_registry(folder.parent)
    say(f"wrote {folder.name}")
    return 0


def train_fast(data_dir: Path | None = None, settings: Settings | None = None) -> tuple[FastClassifier, dict[str, Any]]:
    """Fit and evaluate the fast model.

    Parameters
    ----------
    data_dir : Path, optional
        Where the data sets lie.
    settings : Settings, optional
        Hyperparameters; the defaults of `Settings` without it.

    Returns
    -------
    model : FastClassifier
        The model, fitted to all training sets.
    manifest : dict
        Data, metrics, floors and golden scores.
    """
    started = time.monotonic()
    settings = settings or Settings()
    corpus = prepared(data_dir)
    say(f"{len(corpus.frame):,} passages, {corpus.features.matrix.shape[1]:,} features, {time.monotonic() - started:.0f} s")
    linear, results = evaluated(corpus, settings)
    main_rows = np.flatnonzero((corpus.frame["set"] == MAIN).to_numpy())
    calibration = platt(linear[main_rows], corpus.frame["label"].to_numpy(dtype=float)[main_rows])
    coefficients, intercept = fit(corpus, training_rows(corpus.frame, "random", NOTHING), settings)
    model = classifier(corpus.features, coefficients, intercept, calibration, corpus.common)
    model = referenced(model, corpus.wire)
    results["left out: hyperpartisan_articles"] = on_articles(corpus, settings)
    for name, measured in results.items():
        say(name.ljust(34) + "  ".join(f"{key} {value:,.3f}".removesuffix(".000") for key, value in measured.items()))
    say(f"trained and evaluated in {time.monotonic() - started:.0f} s")
    return model, described(model, corpus.frame, settings, results, REFERENCE)


def prepared(data_dir: Path | None) -> Corpus:
    """Load, cut and measure all passages once."""
    sets = load_all((*SETS, "hyperpartisan_articles", "allsides"), data_dir)
    frame = joined(sets)
    common = common_words(frame.loc[frame["set"] == "annolexical", "text"])
    unlabelled = [*sets["allsides"]["text"], *frame.loc[frame["set"] == "annolexical", "text"]]
    features = design([tokenize(text, common) for text in frame["text"]], learn(unlabelled, common))
    wire = sets["allsides"].loc[sets["allsides"]["source"].isin(NEUTRAL_SOURCES), "text"].tolist()
    return Corpus(frame, features, common, wire, sets["hyperpartisan_articles"])


def evaluated(corpus: Corpus, settings: Settings) -> tuple[Floats, dict[str, dict[str, float]]]:
    """Score every passage by models that saw neither it nor a near duplicate; return the random folds' scores and all metrics."""
    frame = corpus.frame
    labels = frame["label"].to_numpy(dtype=float)
    main_rows = np.flatnonzero((frame["set"] == MAIN).to_numpy())
    tests: dict[str, list[Integers]] = {by: [main_rows[test] for _, test in folds(frame.iloc[main_rows], by)] for by in SPLITS}
    jobs: list[tuple[str, Integers]] = [(by, test) for by in SPLITS for test in tests[by]]
    jobs += [(name, np.flatnonzero((frame["set"] == name).to_numpy())) for name in TRANSFER]
    scores = Parallel(n_jobs=2)(delayed(held_out)(corpus, name, test, settings) for name, test in jobs)
    results: dict[str, dict[str, float]] = {}
    linear = {by: np.full(len(frame), np.nan) for by in SPLITS}
    for (name, test), values in zip(jobs, scores, strict=True):
        if name in linear:
            linear[name][test] = values
        else:
            measured = metrics(labels[test], values)
            results[f"left out: {name}"] = {"auc": measured["auc"], "n": measured["n"]}
    calibrated = linear | {"random": cross_calibrated(linear["random"], labels, tests["random"])}
    return linear["random"], {f"{MAIN}, {by} folds": metrics(labels, calibrated[by]) for by in SPLITS} | results


def held_out(corpus: Corpus, name: str, test: Integers, settings: Settings) -> Floats:
    """Return the linear scores of passages under a model that saw none of them, nor their like."""
    rows = training_rows(corpus.frame, name, test)
    coefficients, intercept = fit(corpus, rows, settings)
    return np.asarray(corpus.features.matrix[test] @ coefficients + intercept)


def training_rows(frame: pd.DataFrame, name: str, test: Integers) -> Integers:
    """Return the rows to train on when some are held out.

    Left out are their near duplicates, and, as `name` says, all passages of their sources or topics in any set, the passages of
    the main set whose source or topic is unknown, or the whole set and those of the same sentences.
    """
    held = frame.iloc[test]
    out = frame["duplicates"].isin(held["duplicates"]) | frame["set"].isin(TEST_ONLY)
    if name in ("source", "topic"):
        keys = frame[name].str.casefold().str.replace(r"[\W_]+|^the\b", "", regex=True)
        out |= keys.isin(keys.iloc[test]) & (keys != "") | (keys == "") & (frame["set"] == MAIN)
    elif name != "random":
        out |= frame["set"].isin([name, *SAME.get(name, ())])
        if name == "annolexical":
            out |= frame["set"] == "verb_swaps"
    return np.flatnonzero(~out.to_numpy())


def fit(corpus: Corpus, rows: Integers, settings: Settings) -> tuple[Floats, float]:
    """Fit the joint model to some rows."""
    own = corpus.frame.iloc[rows]
    number = {name: place for place, name in enumerate(WEIGHTS)}
    return fit_linear(
        corpus.features,
        rows,
        own["label"].to_numpy(dtype=float),
        passage_weights(own),
        np.asarray(own["set"].map(number), dtype=np.int64),
        settings,
    )


def referenced(model: FastClassifier, wire: list[str]) -> FastClassifier:
    """Give a model the log-odds of neutral wire copy as its reference."""
    log_odds = np.concatenate([of_author(text, model) for text in wire])
    reference = np.quantile(log_odds, np.linspace(0, 1, QUANTILES))
    return FastClassifier(model.weights, model.intercept, model.common, reference)


def of_author(text: str, model: AdditiveClassifier) -> Floats:
    """Return the log-odds of an article's body passages in the author's voice."""
    body = [one for one in voices(text, split(text)) if one.passage.kind == "body"]
    log_odds, _ = scored(body, [outside(len(one.passage.text), one.quoted) for one in body], model)
    return log_odds[~np.isnan(log_odds)]


def on_articles(corpus: Corpus, settings: Settings) -> dict[str, float]:
    """Score articles by the mean of their passages, by a model that saw no near duplicate of these."""
    passages = [[one.text for one in split(text)] for text in corpus.articles["text"]]
    rows = training_rows(corpus.frame, "random", NOTHING)
    new = unseen(corpus.frame["text"].iloc[rows].tolist(), [text for own in passages for text in own])
    coefficients, intercept = fit(corpus, rows[new], settings)
    model = classifier(corpus.features, coefficients, intercept, (1.0, 0.0), corpus.common)
    scores = [float(np.mean(probability(model.decision_function(own)))) for own in passages]
    measured = metrics(corpus.articles["label"].to_numpy(dtype=float), np.array(scores))
    return {"auc": measured["auc"], "n": measured["n"]}


def floors_of(folder: Path) -> dict[str, dict[str, float]]:
    """Return the recorded floors of a folder, none if it holds no model."""
    if not (folder / MANIFEST).is_file():
        return {}
    floors: dict[str, dict[str, float]] = read_manifest(folder)["floors"]
    return floors


def raised(old: Floors, new: Floors) -> dict[str, dict[str, float]]:
    """Return floors that are nowhere lower than the old ones.

    Examples
    --------
    >>> raised({"babe": {"auc": 0.8}}, {"babe": {"auc": 0.7, "macro_f1": 0.7}})
    {'babe': {'auc': 0.8, 'macro_f1': 0.7}}
    """
    return {name: {key: max(least, old.get(name, {}).get(key, least)) for key, least in own.items()} for name, own in new.items()}


def regressions(floors: Floors, measured: Floors) -> list[str]:
    """Say which recorded floors a model does not reach.

    Parameters
    ----------
    floors, measured : mapping of str to mapping of str to float
        By evaluation, the least and the measured value of each metric.

    Returns
    -------
    list of str
        One line a floor.

    Examples
    --------
    >>> regressions({"babe": {"auc": 0.8}}, {"babe": {"auc": 0.7}})
    ['babe: auc must be at least 0.800, got 0.7000']
    """
    return [
        f"{name}: {key} must be at least {least:.3f}, got {measured.get(name, {}).get(key, float('nan')):.4f}"
        for name, values in floors.items()
        for key, least in values.items()
        if not measured.get(name, {}).get(key, float("nan")) >= least
    ]


def say(line: str) -> None:
    """Print a line of progress."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
