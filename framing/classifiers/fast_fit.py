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
from framing.vectors import WordVectors

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
    vectors : float
        Size of a passage's sum of word vectors relative to all its words.
    lessons : float
        Weight of an unlabelled passage with the accurate model's score.
    """

    C: float = 0.5
    min_passages: int = 5
    subwords: float = 0.5
    others: float = 0.3
    vectors: float = 0.5
    lessons: float = 3.0


@dataclass(frozen=True, slots=True)
class Design:
    """All features of all passages: one matrix, its columns by measure.

    Attributes
    ----------
    matrix : csr_matrix of shape (n_passages, n_features)
        Values as the extractors give them.
    columns : dict of str to (names, slice)
        By measure, the names of the columns and where they are.
    vectors : csr_matrix of shape (n_features, n_dimensions)
        The vector of each word, 0 for other features and for words without one.
    summed : ndarray of shape (n_passages, n_dimensions)
        The sum of vectors of each passage, ``matrix @ vectors``.
    """

    matrix: csr_matrix
    columns: dict[str, tuple[NDArray[np.object_], slice]]
    vectors: csr_matrix
    summed: Floats


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


def design(passages: Sequence[Tokens], word_vectors: WordVectors) -> Design:
    """Measure all passages once; each word that has a vector is a feature, whether a passage has it or not."""
    blocks, columns, start = [], {}, 0
    for name, extractor in extractors().items():
        block = csr_matrix(extractor.fit(passages).transform(passages))
        names = extractor.get_feature_names_out()
        if name == "words":
            unseen = sorted(set(word_vectors.words).difference(names))
            names = np.concatenate([names, np.array(unseen, dtype=object)])
            block = csr_matrix((block.data, block.indices, block.indptr), shape=(len(passages), len(names)))
        columns[name] = (names, slice(start, start + block.shape[1]))
        start += block.shape[1]
        blocks.append(block)
    matrix = csr_matrix(hstack(blocks))
    vectors = by_column(word_vectors, *columns["words"], start)
    return Design(matrix, columns, vectors, (matrix @ vectors).toarray())


def by_column(word_vectors: WordVectors, names: NDArray[np.object_], where: slice, n_features: int) -> csr_matrix:
    """Return the vector of each feature: of words their own, of others 0."""
    column = {name: where.start + number for number, name in enumerate(names)}
    n_words, n_dimensions = word_vectors.vectors.shape
    rows = np.repeat([column[word] for word in word_vectors.words], n_dimensions)
    columns = np.tile(np.arange(n_dimensions), n_words)
    return csr_matrix((word_vectors.vectors.ravel(), (rows, columns)), shape=(n_features, n_dimensions))


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
    """Fit one linear model over features and sums of word vectors, with an intercept for each set.

    What a word adds through its vector is added to the coefficient of the word, so the fitted model needs no vectors.

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
    summed = features.summed[rows]
    scale = settings.vectors / np.sqrt(np.square(summed - summed.mean(axis=0)).sum(axis=1).mean())
    X = csr_matrix(hstack([own[:, used] @ diags(size[used]), scale * summed, others]))
    fitted = LogisticRegression(C=settings.C, max_iter=600, tol=1e-4).fit(X, labels, sample_weight=weights)
    of_words, of_vectors = np.split(fitted.coef_[0], [len(used), len(used) + summed.shape[1]])[:2]
    coefficients = scale * (features.vectors @ of_vectors)
    coefficients[used] += of_words * size[used]
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
