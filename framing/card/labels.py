"""The card of a model of several labels."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from framing import datasets
from framing.evaluation.page import number

PAGE = """# Model card: {name} {version}

{description}. Trained {created} with seed {seed} by `python -m framing.train {name}`, which also measured every number below.

## Use
{use}

## Training data
| set | licence as found | {unit} |
|---|---|---|
{data}

The texts may not be handed on and are not part of the package; the weights are, under the package's licence (MIT). Whoever needs
models of freely licensed data alone should leave this one out: scores do not use it. Word vectors were learnt from the texts of
annolexical and allsides without their labels.

## Measured
| held out | micro-F1 | macro-F1 | AUC | calibration error | number |
|---|---|---|---|---|---|
{metrics}

Five folds by article; near duplicates of an article are in its fold. The first two rows cut all labels at one probability, the
one of best micro-F1 in the other folds; *as given* is what users are shown, each label at a threshold of its own.
TF-IDF and logistic regression are scikit-learn's, one model a label, in the same folds. {others}

| label | shown | precision | recall | F1 | AUC | {unit} that have it | given to |
|---|---|---|---|---|---|---|---|
{labels}

*Shown* by default are the labels that are right in half of the cases or more on held-out {unit}, if they were given to thirty
or more. Of the others, only the probability is there.

## Known failures
{failures}
- It was trained on {n_articles} articles in English, nine of ten of them opinion, many on the same few affairs of the United
  States; other matters are less sure, other languages are not supported.
"""
USE = {
    "frames": """It says under which of 14 generic frames (Boydstun et al.) an article presents its matter, and which passages
speak for each: `framing.frames(text)`. All words count, whoever says them; names are masked.""",
    "techniques": """It says which persuasion techniques a passage uses in its author's words: `report.passages["techniques"]`.
Names are masked, direct speech is left out.""",
}
OTHERS = {
    "frames": """The last rows: whether a frame orders the texts of other
data by what these call by a like name; no text of these was trained on. The best English system of the shared task had a micro-F1
of about .58 on its test part, which is mostly reporting and not here.""",
    "techniques": """Only words of the author count, and techniques in them: direct
speech is left out, in training too. A paragraph has a technique if one of its passages does.
A span that annotators passed over counts as wrong.""",
}
FAILURES = {
    "frames": """- Rare frames are hardly learnt: see the table.
- It sees words, not meaning: a report on a court has the frame of legality.""",
    "techniques": """- Techniques of argument (straw man, red herring, whataboutism) are hardly to be seen in words: see AUC.
- What is shown is a small part of what is there: see recall.""",
}
KEYS = ("micro_f1", "macro_f1", "auc", "calibration_error")


def card(manifest: Mapping[str, Any]) -> str:
    """Write the manifest of a model of several labels as a page of Markdown."""
    name = manifest["name"]
    data = [f"| {one} | {datasets.describe(one)['licence']} | {entry['rows']:,} |" for one, entry in manifest["data"].items()]
    metrics = [
        f"| {one} | {' | '.join(number(own.get(key)) for key in KEYS)} | {own['n']:,} |"
        for one, own in manifest["metrics"].items()
    ]
    labels = [
        f"| {one} | {'yes' if one in manifest['shown'] else ''} | "
        f"{' | '.join(number(own[key]) for key in ('precision', 'recall', 'f1', 'auc'))} | {own['n']:,} | {own['n_given']:,} |"
        for one, own in manifest["labels"].items()
    ]
    texts = {"use": USE[name], "others": OTHERS[name], "failures": FAILURES[name]}
    tables = {"data": "\n".join(data), "metrics": "\n".join(metrics), "labels": "\n".join(labels)}
    return PAGE.format(**{**manifest, **texts, **tables, "n_articles": next(iter(manifest["data"].values()))["articles"]})
