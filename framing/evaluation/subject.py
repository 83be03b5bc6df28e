"""What is evaluated: a model with what it was trained on, and its scores of passages that it did not see."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from framing import datasets
from framing.classifiers.additive import AdditiveClassifier
from framing.corpus import CONTRAST, SAME
from framing.duplicates import unseen
from framing.evaluation.held_out import HeldOut, keys_of, unpacked
from framing.evaluation.intervals import RESAMPLES, Estimate
from framing.models import HELD_OUT, read_extra, read_manifest, resolved

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Missing:
    """A measure that could not be taken.

    Attributes
    ----------
    reason : str
        Why not, and what to do.
    """

    reason: str


class Unmeasured(ValueError):
    """Raised where a model was trained on a set and keeps no held-out scores of it."""


Measures = dict[str, Estimate | Missing]


@dataclass(frozen=True)
class Subject:
    """A model under evaluation.

    Attributes
    ----------
    model : AdditiveClassifier
        The model.
    manifest : mapping
        Its manifest; ``data`` names the sets that it was trained on.
    held_out : HeldOut
        Its held-out scores.
    data_dir : Path or None
        Where the data sets lie, as in `framing.datasets.load`.
    resamples : int
        Draws of each interval.
    """

    model: AdditiveClassifier
    manifest: Mapping[str, Any]
    held_out: HeldOut
    data_dir: Path | None = None
    resamples: int = RESAMPLES

    @property
    def name(self) -> str:
        """Name and version."""
        return f"{self.manifest['name']} {self.manifest['version']}"

    @cached_property
    def training_sets(self) -> tuple[str, ...]:
        """Names of the sets that it was trained on."""
        return tuple(self.manifest.get("data", ()))

    @cached_property
    def training_texts(self) -> list[str]:
        """The passages of these sets, and of what "contrast" is made of; of sets in two parts, the part that is for training."""
        names = [own for name in self.training_sets for own in (CONTRAST if name == "contrast" else (name,))]
        known = [self.load(name) for name in names if name in datasets.names()]
        return [text for frame in known for text in for_training(frame)["text"]]

    def load(self, name: str) -> pd.DataFrame:
        """Load a data set."""
        return datasets.load(name, self.data_dir)

    def saw(self, name: str) -> bool:
        """Tell whether it was trained on a set, or on one of the same sentences."""
        return not {name, *SAME.get(name, ())}.isdisjoint(self.training_sets)

    def fair_log_odds(self, name: str, evaluation: str, texts: list[str]) -> Floats:
        """Score passages as if they were new.

        Parameters
        ----------
        name : str
            Their set.
        evaluation : str
            Which held-out scores to take if the model was trained on the set.
        texts : list of str
            The passages.

        Returns
        -------
        ndarray of shape (n_passages,)
            Log-odds; nan for passages that were not held out, or that have a near duplicate in a training set.

        Raises
        ------
        Unmeasured
            If the model was trained on the set and none of the passages was held out.
        """
        if not self.saw(name):
            return self.new_log_odds(texts)
        log_odds = self.held_out.log_odds(evaluation, texts)
        if np.isnan(log_odds).all():
            raise Unmeasured(
                f"the model was trained on {name} and its folder keeps no held-out scores {evaluation!r}; "
                "train it again with `framing train`"
            )
        return log_odds

    def new_log_odds(self, texts: list[str]) -> Floats:
        """Score passages of a set that was not trained on; nan for those with a near duplicate in a training set."""
        log_odds = np.full(len(texts), np.nan)
        new = np.flatnonzero(unseen(texts, self.training_texts))
        log_odds[new] = self.model.decision_function([texts[at] for at in new])
        return log_odds


def for_training(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the passages of a set that may be trained on."""
    return frame[frame["part"] == "train"] if "part" in frame else frame


def is_new(one: Subject, texts: list[str]) -> NDArray[np.bool_]:
    """Tell which passages of a user's own a model was not trained on.

    Parameters
    ----------
    one : Subject
        The model.
    texts : list of str
        The passages.

    Returns
    -------
    ndarray of shape (n_passages,)
        False where the passage was trained on, as the held-out scores tell, which know passages to the letter, or where the
        training sets are at hand and have a near duplicate of it.
    """
    new = ~seen(one, texts)
    return new & unseen(texts, one.training_texts) if one.data_dir is not None or os.environ.get("FRAMING_DATA") else new


def seen(one: Subject, texts: list[str]) -> NDArray[np.bool_]:
    """Tell which passages a model was trained on to the letter, as its held-out scores tell."""
    trained = [
        own.keys for name, own in one.held_out.evaluations.items() if any(one.saw(part) for part in re.split("[,:] *", name))
    ]
    return np.isin(keys_of(texts), np.concatenate([np.zeros(0, dtype=np.uint64), *trained]))


def check_new(one: Subject, labels: pd.Series[Any], new: NDArray[np.bool_], argument: str) -> None:
    """Raise where new passages are not of both classes; `argument` is what the command line calls their file."""
    if labels[new].nunique() < 2:
        raise ValueError(
            f"{argument} must have both classes without the passages that {one.name} was trained on, which are "
            f"{int((~new).sum()):,} of {len(labels):,}; add others"
        )


def subject(model: str | Path, data_dir: str | Path | None = None, resamples: int = RESAMPLES) -> Subject:
    """Load a model to evaluate it.

    Parameters
    ----------
    model : str or Path
        As in `framing.load_model`.
    data_dir : str or Path, optional
        As in `framing.datasets.load`.
    resamples : int, default=1000
        Draws of each interval.

    Returns
    -------
    Subject
    """
    folder = None if data_dir is None else Path(data_dir)
    return Subject(resolved(model)[0], read_manifest(model), unpacked(read_extra(model, HELD_OUT)), folder, resamples)


def attempted(name: str, measure: Callable[[], Measures]) -> Measures:
    """Return what was measured, or why it could not be, under a name."""
    try:
        return measure()
    except (FileNotFoundError, ConnectionError, ImportError, Unmeasured) as error:
        return {name: Missing(str(error))}
