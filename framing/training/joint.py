"""Fit the accurate model in stages that build on each other; every held-out fold has a last stage of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from functools import cached_property
from time import monotonic

import numpy as np
from numpy.typing import NDArray

from framing.corpus import SAME, WEIGHTS, passage_weights
from framing.training.examples import Example, examples, marks_of
from framing.training.lessons import unlabelled
from framing.training.network import Network, Rates, State, Targets, fit, restored, scores, state_of
from framing.training.prepared import MAIN, Corpus, keys_of, training_rows
from framing.training.stages import Arrays, Stages, digest

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
# One head for each meaning of a label; sets without a head of their own teach the mean of all.
HEADS = (MAIN, "annolexical", "semeval2020", "hyperpartisan_titles", "newssd")
HEAD_OF = {name: HEADS.index(name) for name in HEADS} | {"verb_swaps": HEADS.index("annolexical")}
NOTHING = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Settings:
    """What is not learnt by the fit itself.

    Attributes
    ----------
    distant : Rates
        First stage: sentences labelled by language models, none of an outlet of the main set.
    joint : Rates
        Second stage: all other sets.
    last : Rates
        Last stage: the main set and our contrast sets.
    n_positive, n_negative : int
        Lines of SemEval-2020 a pass.
    n_distant, n_swaps : int
        Sentences of the first stage that the second sees again.
    n_contrast, n_again : int
        Passages of our contrast sets, and of the second stage, that the last one sees a pass.
    seed : int
        Of everything that is drawn.
    """

    distant: Rates = field(default_factory=lambda: Rates(2, 1.2e-4, marks=0))
    joint: Rates = field(default_factory=lambda: Rates(1, 6e-5))
    last: Rates = field(default_factory=lambda: Rates(3, 1e-4, frozen=3))
    n_positive: int = 3000
    n_negative: int = 4000
    n_distant: int = 3000
    n_swaps: int = 500
    n_contrast: int = 500
    n_again: int = 400
    seed: int = 42


@dataclass(frozen=True, slots=True)
class Stage:
    """A fitted stage.

    Attributes
    ----------
    key : str
        A digest of all that led to it.
    state : dict of str to ndarray
        The network's numbers.
    """

    key: str
    state: State


@dataclass(frozen=True)
class Trainer:
    """Everything that a run of training holds.

    Attributes
    ----------
    corpus : Corpus
        The passages.
    encoder : str
        The pretrained encoder.
    pretrained : str
        A digest of it.
    vocabulary : str
        Its tokenizer, as JSON.
    settings : Settings
        Hyperparameters.
    stages : Stages
        Where finished stages are kept.
    say : callable
        Takes a line of progress.
    """

    corpus: Corpus
    encoder: str
    pretrained: str
    vocabulary: str
    settings: Settings
    stages: Stages
    say: Callable[[str], None]

    @cached_property
    def examples(self) -> list[Example]:
        """All passages as the encoder reads them."""
        frame, sets = self.corpus.frame, self.corpus.sets
        marks = marks_of(frame, sets["babe"], sets["semeval2020"])
        return examples(frame["text"].tolist(), marks, self.corpus.common, self.vocabulary)

    @cached_property
    def unlabelled(self) -> list[str]:
        """Passages for lessons."""
        return unlabelled(self.corpus)

    @cached_property
    def lessons(self) -> list[Example]:
        """The same as the encoder reads them."""
        return examples(self.unlabelled, [None] * len(self.unlabelled), self.corpus.common, self.vocabulary)

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
        titles = self.corpus.rows_of("hyperpartisan_titles")
        values[titles] = strength[titles]
        weights = np.ones(len(frame))
        own = rows[voted[rows]]
        weights[own] = passage_weights(frame.iloc[own]) / WEIGHTS[MAIN] if len(own) else 1.0
        return Targets(heads, values, weights)

    def distant(self) -> Stage:
        """Fit the first stage."""
        rows = np.concatenate([self.corpus.rows_of(name) for name in ("annolexical", "verb_swaps")])
        return self.stage("distant", None, [rows[self.foreign[rows]]] * self.settings.distant.epochs, self.settings.distant)

    def joint(self, without: str = "") -> Stage:
        """Fit the second stage, without one set and those of the same sentences."""
        rows = [self.joint_rows(without)] * self.settings.joint.epochs
        return self.stage(f"joint-{without or 'all'}", self.distant(), rows, self.settings.joint)

    def last(self, name: str, kind: str, test: Integers, without: str = "") -> Stage:
        """Fit the last stage on all that may be seen if some passages are held out."""
        rows = training_rows(self.corpus.frame, kind, test)
        main, contrast = (np.intersect1d(self.corpus.rows_of(one), rows) for one in (MAIN, "contrast"))
        again = np.intersect1d(self.joint_rows(without), rows)
        settings, rng = self.settings, np.random.default_rng(self.settings.seed)
        epochs = [
            np.concatenate([main, some(contrast, settings.n_contrast, rng), some(again, settings.n_again, rng)])
            for _ in range(settings.last.epochs)
        ]
        return self.stage(f"last-{name}", self.joint(without), epochs, self.settings.last)

    def joint_rows(self, without: str) -> Integers:
        """Draw the passages of the second stage."""
        settings, rng = self.settings, np.random.default_rng(self.settings.seed)
        semeval = self.corpus.rows_of("semeval2020")
        positive = self.corpus.labels[semeval] == 1
        drawn = (
            (self.corpus.rows_of("hyperpartisan_titles"), len(semeval)),
            (self.corpus.rows_of("newssd"), len(semeval)),
            (self.corpus.rows_of("annolexical"), settings.n_distant),
            (self.corpus.rows_of("verb_swaps"), settings.n_swaps),
            (semeval[positive], settings.n_positive),
            (semeval[~positive], settings.n_negative),
        )
        rows = np.concatenate([some(own[self.foreign[own]], n, rng) for own, n in drawn])
        out = self.corpus.frame["set"].isin([without, *SAME.get(without, ())]).to_numpy()
        return np.asarray(rows[~out[rows]])

    def stage(self, name: str, start: Stage | None, epochs: list[Integers], rates: Rates) -> Stage:
        """Fit one stage from where another ended, or take it from the cache."""
        rows = np.concatenate(epochs)
        targets = self.targets(np.unique(rows))
        ids = np.concatenate([self.examples[row].ids for row in rows])
        parts = (targets.heads[rows], targets.values[rows], targets.weights[rows], asdict(rates), self.settings.seed)
        key = digest(start.key if start else self.pretrained, len(HEADS), ids, *parts)

        def make() -> Arrays:
            network = restored(self.encoder, len(HEADS), start.state) if start else Network(self.encoder, len(HEADS))
            began = monotonic()
            fit(network, self.examples, epochs, targets, rates, self.settings.seed)
            self.say(f"{name}: {len(rows):,} passages in {monotonic() - began:,.0f} s")
            return state_of(network)

        return Stage(key, dict(self.stages.done(name, key, make)))

    def held_out(self, name: str, kind: str, test: Integers, without: str = "", score: Integers | None = None) -> Arrays:
        """Score held-out passages or others that were never trained on, their tokens, and the lessons."""
        stage = self.last(name, kind, test, without)
        rows = test if score is None else score

        def make() -> Arrays:
            network = restored(self.encoder, len(HEADS), stage.state)
            log_odds, added = scores(network, [self.examples[row] for row in rows])
            taught, _ = scores(network, self.lessons)
            return {"log_odds": log_odds, "added": np.concatenate([np.zeros(0), *added]), "lessons": taught}

        ids = np.concatenate([NOTHING, *(self.examples[row].ids for row in rows), *(one.ids for one in self.lessons)])
        return self.stages.done(f"scores-{name}", digest(stage.key, ids), make)


def some(rows: Integers, n: int, rng: np.random.Generator) -> Integers:
    """Draw some rows, or take all if there are no more."""
    return rng.choice(rows, min(n, len(rows)), replace=False) if len(rows) else rows
