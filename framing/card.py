"""A trained model's manifest, and its card: the manifest as a page that a person reads."""

from __future__ import annotations

import importlib.metadata
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

import pandas as pd

from framing import datasets
from framing.classifiers.fast import FastClassifier
from framing.classifiers.fast_fit import Settings
from framing.corpus import WEIGHTS
from framing.evaluation import SEED

# How far a metric may fall before a retraining counts as worse: the noise of one run.
SLACK = 0.005
FLOORED = ("macro_f1", "auc")
GOLDEN = (
    "The council approved the budget on Monday by seven votes to two.",
    "Shocking reality: the so-called reform is a disgraceful gift to greedy landlords!",
    "Prices will rise again next year, screams the Herald.",
    '"This is the worst lie in the history of the republic," the senator said.',
    "The minister insisted that the plan was fair.",
    "",
)
PAGE = """# Model card: {name} {version}

{description}. Trained {created} with seed {seed} by `python -m framing.train {name}`, which also measured every number below.

## Use
It says how likely trained annotators would call a passage of English news editorialized, in the author's own words. It is for
comparing passages, articles and sources, and for finding what to look at. It is **not** a detector of truth, of lies or of a
political side; a grim fact in neutral words should score low. Do not rank outlets by it without intervals and enough articles.

Names of persons, parties, places, outlets, nations and religions, and words of gender, are masked before anything is counted, so
swapping one for another does not move a score. Words in quotation marks that are direct speech are left out.

## Training data
| set | licence as found | passages | called editorialized | weight |
|---|---|---|---|---|
{data}

Near duplicates across sets were removed first. Each set has its own intercept; that of {main} is kept. Classes of each source
in {main} are weighed to be more alike, so that the model gains little from knowing an outlet. `verb_swaps` are neutral passages
of annolexical and copies of them whose "said" became a loaded reporting verb. Word vectors were learnt from the texts of
annolexical and allsides (7,413 news articles) without their labels, so they have seen the sentences, never the labels, of
annolexical where that set is left out. The texts are not part of the package; the weights
are, under the package's licence (MIT). Some sets state no licence or are for research: judge for your use.

## Measured
| held out | macro-F1 | MCC | AUC | calibration error | passages |
|---|---|---|---|---|---|
{metrics}

*Random folds* are stratified, with near duplicates of a held-out passage never trained on. *Source folds* and *topic folds*
share no outlet or topic between training (in any set) and test. *Left out*: the whole set, and every set of the same sentences,
were not trained on; only the order of its passages is judged (AUC), since its labels mean something else.
Calibration: {calibration}. The percentile's reference: {reference}.

## Known failures
- A third of passages at the threshold are judged differently by another panel: experts agree with each other at .79 only.
- Irony, insinuation, selection of facts and loaded metaphors without loaded words are missed: the model sees words, not meaning.
- Indirect speech ("he said the plan was a disgrace") counts half as the author's words; "called it a disgrace" counts whole.
- Words with a harmless sense ("toxic fumes", "a brutal murder", "the earthquake destroyed homes") raise the score too.
- Names that are ordinary words (Strange, Will) are not masked at the start of a sentence.
- Interviews and transcripts without quotation marks ("SMITH: …") are taken for the author's words.
- Opinion pieces score high, as they should; the score does not know that they were labelled as opinion.
- It was trained on news of the United States from 2015 to 2022; other English is less sure, other languages are not supported.
"""


def described(
    model: FastClassifier, frame: pd.DataFrame, settings: Settings, results: Mapping[str, Mapping[str, float]], reference: str
) -> dict[str, Any]:
    """Return the manifest of a fast model.

    Parameters
    ----------
    model : FastClassifier
        The model.
    frame : DataFrame
        The corpus that it was trained on.
    settings : Settings
        Its hyperparameters.
    results : mapping of str to mapping of str to float
        What was measured, by evaluation.
    reference : str
        What its percentiles refer to.

    Returns
    -------
    dict
        What `framing.save_model` records beside the weights.
    """
    labels = {str(name): own for name, own in frame.groupby("set")["label"]}
    data = {
        name: {"weight": weight, "rows": len(labels[name]), "share": round(float(labels[name].mean()), 4)}
        for name, weight in WEIGHTS.items()
    }
    floors = {name: {key: round(values[key] - SLACK, 3) for key in FLOORED if key in values} for name, values in results.items()}
    return {
        "name": "fast",
        "version": "0.1.0",
        "kind": "fast",
        "created": datetime.now(UTC).date().isoformat(),
        "description": "A linear model over words, cues, reporting verbs and surface; names masked, direct speech left out",
        "libraries": {name: importlib.metadata.version(name) for name in ("scikit-learn", "numpy", "scipy", "pandas")},
        "classes": {"0": "neutral", "1": "editorialized"},
        "calibration": f"Platt scaling on held-out random folds of {next(iter(WEIGHTS))}, folded into the weights",
        "reference": reference,
        "settings": asdict(settings),
        "seed": SEED,
        "data": data,
        "metrics": {name: {key: round(value, 4) for key, value in values.items()} for name, values in results.items()},
        "floors": floors,
        "golden": [{"text": text, "log_odds": float(model.decision_function([text])[0])} for text in GOLDEN],
    }


def card(manifest: Mapping[str, Any]) -> str:
    """Write a manifest as a page of Markdown.

    Parameters
    ----------
    manifest : mapping
        From `described`.

    Returns
    -------
    str
        The card.
    """
    data = [
        f"| {name} | {licence(name)} | {entry['rows']:,} | {entry['share']:.0%} | {entry['weight']:g} |"
        for name, entry in manifest["data"].items()
    ]
    keys = ("macro_f1", "mcc", "auc", "calibration_error")
    measured = [
        f"| {name} | {' | '.join(f'{values[key]:.3f}' if key in values else '' for key in keys)} | {values['n']:,} |"
        for name, values in manifest["metrics"].items()
    ]
    tables = {"data": "\n".join(data), "metrics": "\n".join(measured), "main": next(iter(manifest["data"]))}
    return PAGE.format(**{**manifest, **tables})


def licence(name: str) -> str:
    """Return a data set's licence as found."""
    return str(datasets.describe(name)["licence"]) if name in datasets.names() else "made from annolexical"
