"""A trained model's card: its manifest as a page that a person reads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from framing import datasets

PAGE = """# Model card: {name} {version}

{description}. Trained {created} with seed {seed} by `python -m framing.train {command}`, which also measured every number below.

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

Near duplicates across sets were removed first. Classes of each source in {main} are weighed to be more alike, so that the model
gains little from knowing an outlet. `verb_swaps` are neutral passages of annolexical and copies of them whose "said" became a
loaded reporting verb; `contrast` is what this project wrote (the parts of its contrast sets that are for training). {how}
The texts of others are not part of the package; the weights are, under the package's licence. Labels come only from sets whose
licence allows any use; the votes of {main}'s annotators and the words that they marked are facts from babe_sg2, whose repository
is under AGPL-3.0. allsides is under Apache-2.0 as a collection, its articles are their publishers'; only unlabelled texts are
read of it.

## Measured
| held out | macro-F1 | MCC | AUC | calibration error | Spearman with votes | F1 of marked words | passages |
|---|---|---|---|---|---|---|---|
{metrics}

*Random folds* are stratified, with near duplicates of a held-out passage never trained on. *Source folds* and *topic folds*
share no outlet or topic between training (in any set) and test. *Left out*: the whole set, and every set of the same sentences,
were not trained on, and passages like one that was do not count; only the order of its passages is judged (AUC), since its labels
mean something else.
Calibration: {calibration}; a passage of a fold is calibrated by those of other folds. The percentile's reference: {reference}.
*Spearman*: rank correlation of the score with the share of annotators who called a passage editorialized. *Marked words*: words
that annotators marked against words that add much to the score; how much is read from the other folds.

## Known failures
- A third of passages at the threshold are judged differently by another panel: experts agree with each other at .79 only.
{failures}
- Names that are ordinary words (Strange, Will) are not masked at the start of a sentence.
- Interviews and transcripts without quotation marks ("SMITH: …") are taken for the author's words.
- Opinion pieces score high, as they should; the score does not know that they were labelled as opinion.
- It was trained on news of the United States from 2015 to 2022; other English is less sure, other languages are not supported.
"""

HOW = {
    "fast": """Each set has its own
intercept; that of {main} is kept. Word vectors were learnt
from the texts of annolexical and allsides (7,413 news articles) without their labels, so they have seen the sentences, never the
labels, of annolexical where that set is left out. The accurate model taught it: its scores of 40,000 passages of allsides count
as labels, and a word counts, too, by what it adds in the accurate model's encoder on average over passages of allsides, but each
further loaded word of a passage less; in each fold both are of the model that did not see the fold, and without annolexical there
are none, since the accurate model begins with it.""",
    "accurate": """The encoder
began as all-MiniLM-L6-v2, whose Apache licence it keeps (models/NOTICE). It was fitted in stages, each from where the one before
ended: annolexical (without the outlets of {main}); newssd and some of annolexical again; {main} and contrast.{last}
Each set of labels has a head of its own, and the encoder's score is the mean of all heads. A linear model over words, cues and
surface, fitted to the same sets, is added; logistic regression on held-out scores says how much of each. What other sets would
add is in docs/evaluation.md.""",
}
# What the accurate model learnt from a larger encoder, if there was one.
TAUGHT = """
Before the last of these, and again in it, it learns what a larger encoder, fitted in the same stages, makes of {n_lessons:,}
passages of allsides: in each fold, one that did not see the fold either (models/NOTICE)."""
# How often it was fitted, if more than once.
AVERAGED = """
The last is fitted {n_last} times, with other seeds, and the networks are averaged."""
FAILURES = {
    "fast": """\
- Irony, insinuation, selection of facts and loaded metaphors without loaded words are missed: it sees words, not meaning.
- Indirect speech ("he said the plan was a disgrace") counts half as the author's words; "called it a disgrace" counts whole.
- Words with a harmless sense ("toxic fumes", "a brutal murder", "the earthquake destroyed homes") raise the score too.""",
    "accurate": """\
- Irony, insinuation and selection of facts are often missed.
- Indirect speech ("he said the plan was a disgrace") is judged in its context, not left out as direct speech is.
- What a word adds is seen in its context: the same word adds more or less elsewhere, and neighbours share in what it adds.""",
}
# Metrics of the table.
KEYS = ("macro_f1", "mcc", "auc", "calibration_error", "spearman", "words_f1")


def card(manifest: Mapping[str, Any]) -> str:
    """Write a manifest as a page of Markdown.

    Parameters
    ----------
    manifest : mapping
        As `framing.models.read_manifest` returns it.

    Returns
    -------
    str
        The card.
    """
    main = next(iter(manifest["data"]))
    data = [
        f"| {name} | {licence(name)} | {entry['rows']:,} | {entry['share']:.0%} | {entry.get('weight', '')} |"
        for name, entry in manifest["data"].items()
    ]
    measured = [
        f"| {name} | {' | '.join(f'{values[key]:.3f}' if key in values else '' for key in KEYS)} | {values['n']:,} |"
        for name, values in manifest["metrics"].items()
    ]
    how = HOW[manifest["name"]].format(main=main, last=last_stage(manifest["settings"]))
    command = manifest["name"] + (" --teacher FOLDER" if "teacher" in manifest["settings"] else "")
    texts = {"how": how, "command": command, "failures": FAILURES[manifest["name"]], "main": main}
    return PAGE.format(**{**manifest, **texts, "data": "\n".join(data), "metrics": "\n".join(measured)})


def last_stage(settings: Mapping[str, Any]) -> str:
    """Say what is special about the last stage of an encoder."""
    averaged = AVERAGED.format(**settings) if settings.get("n_last", 1) > 1 else ""
    return averaged + (TAUGHT.format(**settings["teacher"]) if "teacher" in settings else "")


def licence(name: str) -> str:
    """Return a data set's licence as found."""
    made = {"verb_swaps": "made from annolexical", "contrast": "CC0-1.0, our own"}
    return made.get(name) or str(datasets.describe(name)["licence"])
