"""Fit and evaluate the fast model, taught by the accurate one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from time import monotonic

import numpy as np
from joblib import Parallel, delayed
from numpy.typing import NDArray

from framing.classifiers.additive import Contribution, probability
from framing.classifiers.fast import FastClassifier
from framing.classifiers.fast_fit import Design, Fitted, Settings, classifier, design, fit_linear
from framing.corpus import WEIGHTS, passage_weights
from framing.evaluation.held_out import HeldOut, packed
from framing.models import HELD_OUT
from framing.tokens import tokenize
from framing.training.lessons import NOTHING_TAUGHT, WHOLE, TaughtWords, lessons_at_hand, unlabelled, words_at_hand
from framing.training.measured import Linear, measured, of_new_sets
from framing.training.prepared import AT_ONCE, MAIN, SPLITS, UNLABELLED, Corpus, prepared, reference_of, training_rows
from framing.training.trained import Trained, described
from framing.vectors import learn

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
LEFT_OUT = ("checkthat", "annolexical")
NOTHING = np.zeros(0, dtype=np.int64)
NO_LESSONS = HeldOut({})
DESCRIPTION = "A linear model over words, loaded words, cues, verbs and surface; names masked, direct speech left out"


@dataclass(frozen=True, slots=True)
class Lab:
    """Everything that a fit needs.

    Attributes
    ----------
    corpus : Corpus
        The passages.
    features : Design
        Features of the passages, then of the unlabelled ones.
    lessons : HeldOut
        What the accurate model gave the unlabelled ones.
    unlabelled : list of str
        These.
    words : TaughtWords
        What words add in it.
    settings : Settings
        Hyperparameters.
    """

    corpus: Corpus
    features: Design
    lessons: HeldOut
    unlabelled: list[str]
    words: TaughtWords
    settings: Settings

    def fit(self, name: str, kind: str, test: Integers) -> Fitted:
        """Fit to all that may be seen if some passages are held out, and to the lessons of a model that did not see them either.

        A lesson is a passage of both classes, weighed by their probability.
        """
        rows = training_rows(self.corpus.frame, kind, test)
        own = self.corpus.frame.iloc[rows]
        number = {one: place for place, one in enumerate(WEIGHTS)}
        taught = self.lessons.log_odds(name, self.unlabelled)
        there = np.flatnonzero(~np.isnan(taught))
        editorialized, again = probability(taught[there]), len(self.corpus.frame) + there
        shares = self.settings.lessons * np.concatenate([editorialized, 1 - editorialized])
        return fit_linear(
            self.features,
            np.concatenate([rows, again, again]),
            np.concatenate([own["label"].to_numpy(dtype=float), np.ones(len(there)), np.zeros(len(there))]),
            np.concatenate([passage_weights(own), shares]),
            np.concatenate([own["set"].map(number).to_numpy(dtype=np.int64), np.zeros(2 * len(there), dtype=np.int64)]),
            self.taught(name),
            self.settings,
        )

    def taught(self, name: str) -> Floats:
        """Return what each feature adds in an encoder that did not see some passages, 0 for all if there is none."""
        words = self.words.words
        return self.features.by_feature(words, self.words.tables.get(name, np.zeros((len(words), 2))))

    def classifier(self, fitted: Fitted, slope: float = 1.0, offset: float = 0.0) -> FastClassifier:
        """Build a classifier whose log-odds are ``slope * linear + offset``."""
        return classifier(self.features, fitted, (slope, offset), self.corpus.common)


def train_fast(data_dir: Path | None, say: Callable[[str], None]) -> Trained:
    """Fit and evaluate the fast model.

    Parameters
    ----------
    data_dir : Path or None
        Where the data sets lie.
    say : callable
        Takes a line of progress.

    Returns
    -------
    Trained
        The model, fitted to all training sets, with its held-out scores.
    """
    began = monotonic()
    corpus = prepared(data_dir)
    lab = laboratory(corpus, Settings(), unlabelled(corpus), lessons_at_hand(), words_at_hand())
    say(f"{len(corpus.frame):,} passages, {lab.features.matrix.shape[1]:,} features, {monotonic() - began:.0f} s")
    linear = held_out(lab)
    (slopes, offset), results, kept = measured(corpus, linear)
    model = lab.classifier(lab.fit(WHOLE, "random", NOTHING), float(slopes[0]), offset)
    model.set_params(reference=reference_of(model, corpus.wire))
    results |= of_new_sets(corpus, model)
    manifest = described(
        model,
        corpus.frame,
        results,
        name="fast",
        description=DESCRIPTION,
        settings=asdict(lab.settings),
        libraries=("scikit-learn", "numpy", "scipy", "pandas"),
        weights=WEIGHTS,
    )
    say(f"trained and evaluated in {monotonic() - began:.0f} s")
    return Trained(model, manifest, {HELD_OUT: packed(kept)})


def laboratory(
    corpus: Corpus,
    settings: Settings,
    texts: Sequence[str] = (),
    lessons: HeldOut = NO_LESSONS,
    words: TaughtWords = NOTHING_TAUGHT,
) -> Lab:
    """Measure all passages once, those of the lessons too."""
    news = [*corpus.sets[UNLABELLED]["text"], *corpus.frame.loc[corpus.frame["set"] == "annolexical", "text"]]
    passages = [tokenize(text, corpus.common) for text in [*corpus.frame["text"], *texts]]
    features = design(passages, learn(news, corpus.common), words=words.words)
    return Lab(corpus, features, lessons, list(texts), words, settings)


def held_out(lab: Lab) -> Linear:
    """Score every passage by models that saw neither it nor a near duplicate."""
    corpus = lab.corpus
    tests = corpus.tests()
    jobs: list[tuple[str, str, Integers]] = [
        (f"{by}-{number}", by, test) for by in SPLITS for number, test in enumerate(tests[by])
    ]
    jobs += [(name, name, corpus.rows_of(name)) for name in LEFT_OUT]
    found = Parallel(n_jobs=AT_ONCE)(delayed(scored_by_others)(lab, *job) for job in jobs)
    folds: dict[str, Floats] = {by: np.full((len(corpus.frame), 1), np.nan) for by in SPLITS}
    left_out: dict[str, tuple[list[str], Floats, Floats]] = {}
    contributions: dict[int, list[Contribution]] = {}
    for (_, kind, test), (scores, parts) in zip(jobs, found, strict=True):
        contributions.update(zip(test.tolist(), parts, strict=False))
        if kind in folds:
            folds[kind][test, 0] = scores
        else:
            left_out[kind] = (corpus.frame["text"].iloc[test].tolist(), corpus.labels[test], scores[:, None])
    return Linear(folds, left_out, [[contributions[row]] for row in corpus.rows_of(MAIN).tolist()])


def scored_by_others(lab: Lab, name: str, kind: str, test: Integers) -> tuple[Floats, list[list[Contribution]]]:
    """Return the scores of held-out passages and, for random folds, what their words add."""
    fitted = lab.fit(name, kind, test)
    scores = fitted.scores(lab.features, test)
    if kind != "random":
        return scores, []
    return scores, lab.classifier(fitted).contributions(lab.corpus.frame["text"].iloc[test].tolist())
