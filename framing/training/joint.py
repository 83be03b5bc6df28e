"""Fit the accurate model in stages that build on each other; every held-out fold has a last stage of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property
from time import monotonic
from typing import NamedTuple

import numpy as np
from joblib import Parallel, delayed
from numpy.typing import NDArray

from framing.corpus import WEIGHTS, passage_weights
from framing.training.examples import Example, examples, marks_of
from framing.training.lessons import TaughtWords, unlabelled
from framing.training.network import (
    PLAIN,
    SATURATED,
    Gates,
    Network,
    Rates,
    State,
    Targets,
    device,
    fit,
    fresh,
    restored,
    scores,
    state_of,
)
from framing.training.prepared import AT_ONCE, MAIN, Corpus, keys_of, training_rows
from framing.training.pretrained import Pretrained
from framing.training.readings import Readings, readings
from framing.training.stages import Arrays, Stages, digest

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
# One head for each meaning of a label; sets without a head of their own teach the mean of all.
HEADS = (MAIN, "annolexical", "newssd")
HEAD_OF = {name: HEADS.index(name) for name in HEADS} | {"verb_swaps": HEADS.index("annolexical")}
# Passages of each set in the second stage.
N_JOINT = {"newssd": 2000, "annolexical": 3000, "verb_swaps": 500}
NOTHING, NO_LESSONS, NO_PARTS = np.zeros(0, dtype=np.int64), np.zeros(0), np.zeros((0, 2))


@dataclass(frozen=True, slots=True)
class Settings:
    """What is not learnt by the fit itself.

    Attributes
    ----------
    distant : Rates
        First stage: sentences labelled by language models, none of an outlet of the main set.
    joint : Rates
        Second stage: news labelled by other people, and some of the first stage again.
    lessons : Rates
        Third stage: all lessons of a teacher, and nothing else; there is none without one.
    last : Rates
        Last stage: the main set and our contrast sets, and some of the lessons again.
    n_joint : mapping of str to int
        Passages of each set that the second stage sees, half of them of class 1 if there are as many.
    n_contrast, n_again, n_taught : int
        Passages of our contrast sets, of the second stage, and of the lessons, that the last one sees a pass.
    n_last : int
        Times that the last stage is fitted, each with a seed of its own; what they end with is averaged.
    gates : Gates
        What gates add.
    seed : int
        Of everything that is drawn.
    """

    distant: Rates = field(default_factory=lambda: Rates(2, 1.2e-4, marks=0))
    joint: Rates = field(default_factory=lambda: Rates(1, 6e-5))
    lessons: Rates = field(default_factory=lambda: Rates(4, 2e-4, batch=128, marks=0))
    last: Rates = field(default_factory=lambda: Rates(3, 7e-5))
    n_joint: Mapping[str, int] = field(default_factory=lambda: dict(N_JOINT))
    n_contrast: int = 2200
    n_again: int = 600
    n_taught: int = 10_000
    n_last: int = 1
    gates: Gates = SATURATED
    seed: int = 42


# Of a larger encoder, which is fitted with care, and learns faster.
TEACHER = Settings(
    distant=Rates(1, 3e-5, marks=0),
    joint=Rates(1, 3e-5),
    last=Rates(2, 3e-5),
    n_contrast=800,
    n_again=400,
    n_last=2,
    gates=PLAIN,
)


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage, which is fitted, or taken from the cache, when its numbers are asked for.

    Attributes
    ----------
    key : str
        A digest of all that leads to it.
    fitted : callable
        Returns the network's numbers.
    """

    key: str
    fitted: Callable[[], State]


class Kept(NamedTuple):
    """What is kept of a job under a name and a key, and how it is made."""

    name: str
    key: str
    make: Callable[[], Arrays]


@dataclass(frozen=True, slots=True)
class Job:
    """What one last stage holds out.

    Attributes
    ----------
    name : str
        Its name.
    kind : str
        By what it is held out, as `training_rows` takes it.
    test : ndarray of shape (n_passages,)
        Rows that are held out, and scored.
    without : str
        A set that no stage may have seen, "" for none.
    """

    name: str
    kind: str
    test: Integers
    without: str = ""


@dataclass(frozen=True)
class Trainer:
    """Everything that a run of training holds.

    Attributes
    ----------
    corpus : Corpus
        The passages.
    encoder : Pretrained
        The pretrained encoder.
    settings : Settings
        Hyperparameters.
    stages : Stages
        Where finished stages are kept.
    say : callable
        Takes a line of progress.
    taught : mapping of str to ndarray of shape (n_lessons,)
        By the name of a last stage: what lessons are to a teacher that did not see what it holds out, in [0, 1].
    teacher : str
        Digest of its pretrained encoder, "" without one.
    """

    corpus: Corpus
    encoder: Pretrained
    settings: Settings
    stages: Stages
    say: Callable[[str], None]
    taught: Mapping[str, Floats] = field(default_factory=dict)
    teacher: str = ""

    @cached_property
    def examples(self) -> list[Example]:
        """All passages as the encoder reads them."""
        frame = self.corpus.frame
        return examples(frame["text"].tolist(), marks_of(frame, self.corpus.sets), self.corpus.common, self.encoder.vocabulary)

    @cached_property
    def unlabelled(self) -> list[str]:
        """Passages for lessons."""
        return unlabelled(self.corpus)

    @cached_property
    def lessons(self) -> list[Example]:
        """The same as the encoder reads them."""
        return examples(self.unlabelled, [None] * len(self.unlabelled), self.corpus.common, self.encoder.vocabulary)

    @cached_property
    def readings(self) -> Readings:
        """Passages in which single words are read."""
        return readings(self.corpus, self.encoder.vocabulary)

    @cached_property
    def read(self) -> list[Example]:
        """All passages, and behind them those for lessons if there are any to learn."""
        return [*self.examples, *(self.lessons if self.taught else ())]

    @cached_property
    def foreign(self) -> NDArray[np.bool_]:
        """Tell which passages are from no outlet of the main set."""
        keys = keys_of(self.corpus.frame["source"])
        return ~keys.isin(set(keys.iloc[self.corpus.rows_of(MAIN)]) - {""}).to_numpy()

    def targets(self, rows: Integers) -> Targets:
        """Return what every passage should give; those of the main set among `rows` weigh by source and class."""
        frame = self.corpus.frame
        heads = np.array([HEAD_OF.get(name, -1) for name in frame["set"]], dtype=np.int64)
        values = self.corpus.labels.copy()
        strength = frame["strength"].fillna(frame["label"]).to_numpy(dtype=float)
        voted = frame["set"].isin([MAIN]).to_numpy()
        values[voted] = (values[voted] + strength[voted]) / 2
        weights = np.ones(len(frame))
        own = rows[voted[rows]]
        weights[own] = passage_weights(frame.iloc[own]) / WEIGHTS[MAIN] if len(own) else 1.0
        return Targets(heads, values, weights)

    def distant(self) -> Stage:
        """Return the first stage."""
        rates = self.settings.distant
        rows = np.concatenate([self.corpus.rows_of(name) for name in ("annolexical", "verb_swaps")])
        rows = rows[self.foreign[rows]]
        return self.stage("distant", None, [rows] * rates.epochs, rates, self.settings.seed)

    def joint(self, without: str = "") -> Stage:
        """Return the second stage, without one set and those of the same sentences."""
        rows = [self.joint_rows(without)] * self.settings.joint.epochs
        return self.stage(f"joint-{without or 'all'}", self.distant(), rows, self.settings.joint, self.settings.seed)

    def last(self, job: Job) -> Stage:
        """Return the last stage, fitted to all that may be seen if some passages are held out: the average of some fits."""
        return averaged([self.last_of(job, self.settings.seed + run) for run in range(self.settings.n_last)])

    def last_of(self, job: Job, seed: int) -> Stage:
        """Return one fit of the last stage."""
        rows = training_rows(self.corpus.frame, job.kind, job.test)
        main, contrast = (np.intersect1d(self.corpus.rows_of(one), rows) for one in (MAIN, "contrast"))
        again = np.intersect1d(self.joint_rows(job.without), rows)
        settings, rng, taught = self.settings, np.random.default_rng(seed), self.taught.get(job.name, NO_LESSONS)
        drawn = (contrast, settings.n_contrast), (again, settings.n_again), (self.rows_of_lessons(taught), settings.n_taught)
        epochs = [np.concatenate([main, *(some(rows, n, rng) for rows, n in drawn)]) for _ in range(settings.last.epochs)]
        return self.stage(f"last-{job.name}", self.before_last(job, taught), epochs, settings.last, seed, taught)

    def before_last(self, job: Job, taught: Floats) -> Stage:
        """Return the third stage of one job, the second if nothing is taught."""
        if not len(taught):
            return self.joint(job.without)
        epochs = [self.rows_of_lessons(taught)] * self.settings.lessons.epochs
        return self.stage(
            f"lessons-{job.name}", self.joint(job.without), epochs, self.settings.lessons, self.settings.seed, taught
        )

    def rows_of_lessons(self, taught: Floats) -> Integers:
        """Return where the lessons stand behind the passages."""
        return len(self.examples) + np.arange(len(taught))

    def joint_rows(self, without: str) -> Integers:
        """Draw the passages of the second stage; none of a set that is left out, nor like one of it."""
        allowed = training_rows(self.corpus.frame, without or "random", self.corpus.rows_of(without))
        rng = np.random.default_rng(self.settings.seed)
        drawn = []
        for name, n in self.settings.n_joint.items():
            rows = self.corpus.rows_of(name)
            drawn.append(balanced(rows[self.foreign[rows]], self.corpus.labels, n, rng))
        rows = np.concatenate(drawn)
        return np.asarray(rows[np.isin(rows, allowed)])

    def stage(
        self, name: str, start: Stage | None, epochs: list[Integers], rates: Rates, seed: int, taught: Floats = NO_LESSONS
    ) -> Stage:
        """Return one stage, from where another ends; `taught` is what to learn of the lessons."""
        rows = np.concatenate(epochs)
        targets = with_lessons(self.targets(np.unique(rows[rows < len(self.examples)])), taught)
        own = [self.read[row] for row in rows]
        seen = np.concatenate([one.ids for one in own]), np.concatenate([one.marks for one in own])
        gates = self.settings.gates if rates.marks else ()
        parts = (targets.heads[rows], targets.values[rows], targets.weights[rows], asdict(rates), gates, seed)
        key = digest(start.key if start else self.encoder.sha256, len(HEADS), *seen, *parts)

        def make() -> Arrays:
            network = self.network(start.fitted()) if start else fresh(*self.shape, seed)
            began = monotonic()
            fit(network, self.read, epochs, targets, rates, seed)
            self.say(f"{name}: {len(rows):,} passages in {monotonic() - began:,.0f} s")
            return state_of(network)

        return Stage(key, lambda: dict(self.stages.done(name, key, make)))

    def held_out(self, jobs: Sequence[Job]) -> dict[str, Arrays]:
        """Fit the last stage of each job, and score what it held out, its tokens, and the lessons."""
        return self.of_each(jobs, self.scored)

    def words(self, jobs: Sequence[Job]) -> TaughtWords:
        """Return what words add on average in the last stage of each job."""
        found = self.of_each(jobs, self.averages)
        return TaughtWords(self.readings.words, {name: one["averages"] for name, one in found.items()})

    def of_each(self, jobs: Sequence[Job], kept: Callable[[Job], Kept]) -> dict[str, Arrays]:
        """Return what is kept of each job, making several at once; what they begin with is fitted first, unless all are there."""
        asked = {job.name: kept(job) for job in jobs}
        left = sorted({job.without for job in jobs if not self.stages.have(*asked[job.name][:2])})
        if not left:
            return {name: self.stages.done(*one) for name, one in asked.items()}
        self.distant().fitted()
        parallel()(delayed(self.begun)(without) for without in left)
        return dict(zip(asked, parallel()(delayed(self.stages.done)(*one) for one in asked.values()), strict=True))

    def begun(self, without: str) -> None:
        """Have the second stage in the cache."""
        self.joint(without).fitted()

    @property
    def shape(self) -> tuple[str, int, Gates]:
        """What a network is built from."""
        return self.encoder.folder, len(HEADS), self.settings.gates

    def network(self, state: State) -> Network:
        """Return a network with given numbers."""
        return restored(*self.shape, state)

    def scored(self, job: Job) -> Kept:
        """Return how the last stage of one job is fitted, and scores."""
        stage = self.last(job)

        def make() -> Arrays:
            network = self.network(stage.fitted())
            log_odds, added = scores(network, [self.examples[row] for row in job.test])
            taught, _ = scores(network, self.lessons)
            return {"log_odds": log_odds, "added": np.concatenate([NO_PARTS, *added]).sum(axis=1), "lessons": taught}

        ids = np.concatenate([NOTHING, *(self.examples[row].ids for row in job.test), *(one.ids for one in self.lessons)])
        return Kept(f"scores-{job.name}", digest(stage.key, ids), make)

    def averages(self, job: Job) -> Kept:
        """Return how the last stage of one job is fitted, and reads what words add on average."""
        stage, own = self.last(job), self.readings

        def make() -> Arrays:
            network = self.network(stage.fitted())
            _, added = scores(network, own.examples)
            return {"averages": own.averages(np.concatenate([NO_PARTS, *added]))}

        ids = np.concatenate([NOTHING, *(one.ids for one in own.examples)])
        key = digest(stage.key, ids, own.words, own.counts, own.numbers, own.lengths)
        return Kept(f"words-{job.name}", key, make)


def parallel() -> Parallel:
    """Return what fits several networks at once, on a GPU one after the other."""
    return Parallel(n_jobs=1 if device() == "cuda" else AT_ONCE)


def averaged(stages: Sequence[Stage]) -> Stage:
    """Average the numbers of some fits of the same stage, which is worth an ensemble of them at the cost of one [1]_.

    References
    ----------
    .. [1] Wortsman et al., "Model soups", ICML 2022.
    """

    def fitted() -> State:
        states = [stage.fitted() for stage in stages]
        return {name: np.mean([one[name] for one in states], axis=0).astype(first.dtype) for name, first in states[0].items()}

    return Stage(digest(*(stage.key for stage in stages)), fitted)


def with_lessons(targets: Targets, taught: Floats) -> Targets:
    """Return targets of passages, and behind them those of lessons, which all heads together learn."""
    heads, weights = np.full(len(taught), -1), np.ones(len(taught))
    both = (targets.heads, heads), (targets.values, taught), (targets.weights, weights)
    return Targets(*(np.concatenate(one) for one in both))


def some(rows: Integers, n: int, rng: np.random.Generator) -> Integers:
    """Draw some rows, or take all if there are no more."""
    return rng.choice(rows, min(n, len(rows)), replace=False) if len(rows) else rows


def balanced(rows: Integers, labels: Floats, n: int, rng: np.random.Generator) -> Integers:
    """Draw some rows, at most half of them of class 1, or take all if there are no more; fewer if class 0 has not enough.

    Examples
    --------
    >>> balanced(np.arange(4), np.array([1.0, 1, 1, 0]), 2, np.random.default_rng(0)).tolist()
    [2, 3]
    """
    if len(rows) <= n:
        return rows
    positive = some(rows[labels[rows] == 1], n // 2, rng)
    return np.concatenate([positive, some(rows[labels[rows] != 1], n - len(positive), rng)])
