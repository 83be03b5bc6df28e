"""Fit the fast classifier: one linear model over all features, one intercept a data set."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags, hstack
from sklearn.linear_model import LogisticRegression

from framing.classifiers.fast import FastClassifier
from framing.features import CueRates, Person, ReportingVerbs, Subwords, Surface, Words
from framing.features.extractor import Extractor
from framing.tokens import Tokens

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Settings:
    """What is not learnt by the fit itself; chosen by inner folds (docs/evaluation.md).

    Attributes
    ----------
    C : float
        Inverse strength of the L2 penalty.
    min_passages : int
        How many passages must have a word or a piece of one.
    subwords : float
        Size of the pieces of words relative to words.
    others : float
        Size of each other feature relative to all words of a passage.
    """

    C: float = 1.0
    min_passages: int = 5
    subwords: float = 0.5
    others: float = 0.3


@dataclass(frozen=True, slots=True)
class Design:
    """All features of all passages: one matrix, its columns by measure.

    Attributes
    ----------
    matrix : csr_matrix of shape (n_passages, n_features)
        Values as the extractors give them.
    columns : dict of str to (names, slice)
        By measure, the names of the columns and where they are.
    """

    matrix: csr_matrix
    columns: dict[str, tuple[NDArray[np.object_], slice]]


def extractors() -> dict[str, Extractor]:
    """Return the extractors of the fast model by measure; rare words are left out later, when the training rows are known."""
    return {
        "words": Words(min_passages=2),
        "subwords": Subwords(min_passages=2),
        "cues": CueRates(),
        "person": Person(),
        "verbs": ReportingVerbs(),
        "surface": Surface(),
    }


def design(passages: Sequence[Tokens]) -> Design:
    """Measure all passages once."""
    blocks, columns, start = [], {}, 0
    for name, extractor in extractors().items():
        block = csr_matrix(extractor.fit(passages).transform(passages))
        columns[name] = (extractor.get_feature_names_out(), slice(start, start + block.shape[1]))
        start += block.shape[1]
        blocks.append(block)
    return Design(csr_matrix(hstack(blocks)), columns)


def scales(rows: csr_matrix, columns: dict[str, tuple[NDArray[np.object_], slice]], settings: Settings) -> Floats:
    """Return the size of each column for the fit, 0 for a rare word; learnt from the training rows alone.

    Words and pieces are weighed by inverse document frequency, as in TF-IDF; the others by their root mean square.
    """
    counts = np.bincount(rows.indices, minlength=rows.shape[1])
    size = np.zeros(rows.shape[1])
    lexical = np.zeros(rows.shape[1], dtype=bool)
    for name, relative in (("words", 1.0), ("subwords", settings.subwords)):
        size[columns[name][1]] = relative
        lexical[columns[name][1]] = True
    idf = np.log((1 + rows.shape[0]) / (1 + counts)) + 1
    size *= np.where(counts >= settings.min_passages, idf, 0.0)
    squares = np.asarray(rows.multiply(rows).mean(axis=0)).ravel()
    size /= np.sqrt((squares * size**2).sum())
    seen = ~lexical & (counts >= settings.min_passages)
    size[seen] = settings.others / np.sqrt(squares[seen])
    return size


def fit_linear(
    features: Design, rows: NDArray[np.int64], labels: Floats, weights: Floats, sets: NDArray[np.int64], settings: Settings
) -> tuple[Floats, float]:
    """Fit one linear model with an intercept for each set.

    Parameters
    ----------
    features : Design
        Features of all passages.
    rows : ndarray of shape (n_training_passages,)
        Which passages to train on.
    labels, weights, sets : ndarray of shape (n_training_passages,)
        Class (0 or 1), weight, and number of the data set, 0 for the one whose intercept is kept.
    settings : Settings
        Hyperparameters.

    Returns
    -------
    coefficients : ndarray of shape (n_features,)
        Log-odds for each unit of each feature.
    intercept : float
        Log-odds of a passage of set 0 without any feature.
    """
    own = csr_matrix(features.matrix[rows])
    size = scales(own, features.columns, settings)
    used = np.flatnonzero(size)
    others = csr_matrix((sets[:, None] == np.arange(1, sets.max() + 1)[None, :]).astype(np.float64))
    X = csr_matrix(hstack([own[:, used] @ diags(size[used]), others]))
    fitted = LogisticRegression(C=settings.C, max_iter=400, tol=1e-4).fit(X, labels, sample_weight=weights)
    coefficients = np.zeros(len(size))
    coefficients[used] = fitted.coef_[0, : len(used)] * size[used]
    return coefficients, float(fitted.intercept_[0])


def classifier(
    features: Design, coefficients: Floats, intercept: float, calibration: tuple[float, float], common: Iterable[str]
) -> FastClassifier:
    """Build a classifier whose weights are calibrated: log-odds are ``slope * linear + offset``."""
    slope, offset = calibration
    weights = {}
    for name, (names, where) in features.columns.items():
        values = (slope * coefficients[where]).tolist()
        weights[name] = {str(feature): value for feature, value in zip(names, values, strict=True) if value}
    return FastClassifier(weights, slope * intercept + offset, frozenset(common), np.zeros(2))
