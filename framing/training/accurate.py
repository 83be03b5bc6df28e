"""Fit, evaluate and export the accurate model."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.classifiers.accurate import AccurateClassifier
from framing.classifiers.additive import Contribution, probability
from framing.classifiers.fast_fit import Settings as LinearSettings
from framing.classifiers.fast_fit import weights_of
from framing.encoder import Encoder
from framing.evaluation import platt
from framing.evaluation.held_out import packed
from framing.models import HELD_OUT, LESSONS, TAUGHT
from framing.names import WORD
from framing.training.examples import Example
from framing.training.export import exported
from framing.training.fast import held_out as linear_held_out
from framing.training.fast import laboratory
from framing.training.joint import NOTHING, TEACHER, Job, Settings, Trainer
from framing.training.lessons import WHOLE, lessons, words_packed
from framing.training.measured import Linear, measured, of_new_sets, side_by_side
from framing.training.prepared import MAIN, SPLITS, Corpus, prepared, reference_of
from framing.training.pretrained import packaged, pretrained
from framing.training.stages import Arrays, Stages
from framing.training.trained import Trained, described

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
# Sets whose sentences are trained on, and that are left out to test on them.
LEFT_OUT = ("checkthat",)
ALL = Job(WHOLE, "random", NOTHING)
DESCRIPTION = (
    "A small contextual encoder (MiniLM) with gates for loaded words, and a linear model; names masked, direct speech left out"
)


def train_accurate(
    data_dir: Path | None,
    say: Callable[[str], None],
    *,
    encoder: str | None = None,
    teacher: str | None = None,
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
    teacher : str, optional
        Folder of a larger one, whose scores of unlabelled passages the last two stages learn; none without it.
    cache : Path, optional
        Where finished stages are kept, for a run that is interrupted; a folder for this run alone without it.
    settings : Settings, optional
        Hyperparameters; the defaults of `Settings` without it.

    Returns
    -------
    Trained
        The model, with its held-out scores and its lessons for the fast model, and what words add in it.
    """
    with TemporaryDirectory() as temporary:
        stages, corpus = Stages(cache or Path(temporary)), prepared(data_dir)
        return trained(trainer_of(corpus, encoder or packaged(), teacher, stages, settings or Settings(), say))


def trained(trainer: Trainer) -> Trained:
    """Fit and evaluate the accurate model."""
    began = monotonic()
    corpus, say = trainer.corpus, trainer.say
    of_encoder, taught = held_out(trainer)
    say(f"encoders of all folds are fitted, {monotonic() - began:.0f} s")
    of_words = trainer.words(jobs_of(corpus))
    say(f"words are read, {monotonic() - began:.0f} s")
    lab = laboratory(corpus, LinearSettings(taught=0.0, lessons=0.0))
    both = side_by_side(of_encoder, linear_held_out(lab))
    (slopes, offset), results, kept = measured(corpus, both)
    network = trainer.network(trainer.last(ALL).fitted())
    words = lab.fit(WHOLE, "random", NOTHING)
    intercept = slopes @ [float(network.heads.bias.detach().mean()), words.intercept] + offset
    model = AccurateClassifier(
        Encoder(exported(network, slopes[0]), trainer.encoder.vocabulary),
        weights_of(lab.features, words, slopes[1]),
        float(intercept),
        corpus.common,
        np.zeros(2),
        network.gates.saturation.stretched(slopes[0]),
    )
    model.set_params(reference=reference_of(model, corpus.wire))
    results |= of_new_sets(corpus, model)
    manifest = described(
        model,
        corpus.frame,
        results,
        name="accurate",
        description=DESCRIPTION,
        settings=asdict(trainer.settings) | encoders_of(trainer) | {"linear": asdict(lab.settings)},
        libraries=("torch", "transformers", "onnx", "scikit-learn", "numpy"),
    )
    say(f"trained and evaluated in {monotonic() - began:.0f} s")
    teaching = lessons(trainer.unlabelled, calibrated_alone(corpus, of_encoder, taught))
    extras = {HELD_OUT: packed(kept), LESSONS: packed(teaching), TAUGHT: words_packed(of_words)}
    return Trained(model, manifest, extras)


def trainer_of(
    corpus: Corpus, encoder: str, teacher: str | None, stages: Stages, settings: Settings, say: Callable[[str], None]
) -> Trainer:
    """Return what fits encoders, from a folder that holds a pretrained one, and what a larger one teaches it, if there is one."""
    trainer = Trainer(corpus, pretrained(encoder), settings, stages, say)
    if teacher is None:
        return trainer
    above = replace(trainer, encoder=pretrained(teacher), settings=TEACHER)
    taught = {name: probability(found["lessons"]) for name, found in above.held_out(jobs_of(corpus)).items()}
    say("teachers of all folds are fitted")
    return replace(trainer, taught=taught, teacher=above.encoder.sha256)


def encoders_of(trainer: Trainer) -> dict[str, Any]:
    """Return digests of the pretrained encoders, and how the teacher was fitted."""
    own = {"encoder": trainer.encoder.sha256}
    if not trainer.teacher:
        return own
    settings = {name: value for name, value in asdict(TEACHER).items() if name not in ("lessons", "n_taught")}  # of pupils alone
    return own | {"teacher": {"encoder": trainer.teacher, "n_lessons": len(trainer.unlabelled), **settings}}


def jobs_of(corpus: Corpus) -> list[Job]:
    """Return all last stages: of each fold, without each set that is left out, and the one that ships."""
    of_folds = [Job(f"{by}-{number}", by, test) for by, tests in corpus.tests().items() for number, test in enumerate(tests)]
    return [*of_folds, *(Job(name, name, corpus.rows_of(name), without=name) for name in LEFT_OUT), ALL]


def calibrated_alone(corpus: Corpus, linear: Linear, scores: Mapping[str, Floats]) -> dict[str, Floats]:
    """Return log-odds of a model of one part from its scores, by name."""
    rows = corpus.rows_of(MAIN)
    slopes, offset = platt(linear.folds["random"][rows], corpus.labels[rows])
    return {name: slopes[0] * own + offset for name, own in scores.items()}


def held_out(trainer: Trainer) -> tuple[Linear, dict[str, Floats]]:
    """Score every passage by encoders that saw neither it nor a near duplicate; return what each of them teaches, too."""
    corpus, jobs = trainer.corpus, jobs_of(trainer.corpus)
    found = trainer.held_out(jobs)
    folds: dict[str, Floats] = {by: np.full((len(corpus.frame), 1), np.nan) for by in SPLITS}
    contributions: dict[int, list[Contribution]] = {}
    for job in (job for job in jobs if job.kind in SPLITS and job is not ALL):
        folds[job.kind][job.test, 0] = found[job.name]["log_odds"]
        if job.kind == "random":
            contributions.update(by_words(trainer, job.test, found[job.name]))
    texts = corpus.frame["text"]
    left_out = {}
    for job in (job for job in jobs if job.without):
        log_odds = found[job.name]["log_odds"][:, None]
        left_out[job.name] = texts.iloc[job.test].tolist(), corpus.labels[job.test], log_odds
    linear = Linear(folds, left_out, [[contributions[row]] for row in corpus.rows_of(MAIN).tolist()])
    return linear, {name: arrays["lessons"] for name, arrays in found.items()}


def by_words(trainer: Trainer, rows: Integers, found: Arrays) -> dict[int, list[Contribution]]:
    """Return what the words of passages add, by row."""
    lengths = [len(trainer.examples[row].ids) for row in rows]
    added = np.split(found["added"], np.cumsum(lengths)[:-1])
    texts = trainer.corpus.frame["text"]
    return {
        row: contributions(texts.iloc[row], trainer.examples[row], own) for row, own in zip(rows.tolist(), added, strict=True)
    }


def contributions(text: str, example: Example, added: Floats) -> list[Contribution]:
    """Return what each word of a passage adds."""
    there, words = example.in_words([match.span() for match in WORD.finditer(text)])
    return [(*word, float(added[at])) for word, at in zip(words, there, strict=True)]
