"""Fit the fast classifier: one linear model over all features, one intercept a data set."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags, hstack
from sklearn.linear_model import LogisticRegression

from framing.classifiers.fast import MEASURES, FastClassifier
from framing.classifiers.marked import chances
from framing.features import CueRates, Person, ReportingVerbs, Subwords, Surface, Words
from framing.features.extractor import Extractor
from framing.measures.words import root_share
from framing.tokens import Tokens
from framing.vectors import WordVectors

Floats = NDArray[np.float64]
Marked = Sequence[tuple[int, int]]
Columns = dict[str, tuple[NDArray[np.object_], slice]]
# Parts of the passages whose words annotators judged, each scored by the chances that the others teach; and passages that stay
# together, since a pair's two versions follow each other.
PARTS, BLOCK = 3, 64


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
    marked : float
        Size of the number of words that annotators would mark relative to all words of a passage.
    lessons : float
        Weight of an unlabelled passage with the accurate model's score.
    """

    C: float = 0.5
    min_passages: int = 5
    subwords: float = 0.5
    others: float = 0.3
    vectors: float = 0.5
    marked: float = 2.0
    lessons: float = 1.0


@dataclass(frozen=True, slots=True)
class Marks:
    """Words that annotators marked.

    Attributes
    ----------
    asked : ndarray of shape (n_passages,)
        Whether somebody was asked to mark the words of a passage.
    counts : csr_matrix of shape (n_passages, n_features)
        How often each word is marked in it.
    """

    asked: NDArray[np.bool_]
    counts: csr_matrix


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
    lengths : ndarray of shape (n_passages,)
        Root of each passage's number of words, or of the least that counts: it makes shares of `matrix` numbers of words.
    marks : Marks
        Which words annotators marked.
    """

    matrix: csr_matrix
    columns: Columns
    vectors: csr_matrix
    summed: Floats
    lengths: Floats
    marks: Marks

    def counts(self, rows: NDArray[np.int64]) -> csr_matrix:
        """Return how often each word is in passages; indirect speech counts less, other features 0."""
        _, where = self.columns["words"]
        single = np.zeros(self.matrix.shape[1])
        single[where] = [" " not in name for name in self.columns["words"][0]]
        return csr_matrix(diags(self.lengths[rows]) @ self.matrix[rows] @ diags(single))


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


def design(
    passages: Sequence[Tokens],
    word_vectors: WordVectors,
    marks: Sequence[Marked | None],
    measures: Collection[str] = MEASURES,
) -> Design:
    """Measure all passages once; each word that has a vector is a feature, whether a passage has it or not.

    Parameters
    ----------
    passages : sequence of Tokens
        The passages.
    word_vectors : WordVectors
        Vectors of words.
    marks : sequence of list of (start, end) or None
        What annotators marked in each passage; None where they were not asked.
    measures : collection of str, optional
        What to measure, words among it; all that the fast model does without it.
    """
    matrix, columns = features_of(
        passages, {name: own for name, own in extractors().items() if name in measures}, word_vectors.words
    )
    vectors = by_column(word_vectors, *columns["words"], matrix.shape[1])
    lengths = np.array([1 / root_share(tokens) for tokens in passages])
    counted = marked_words(passages, marks, *columns["words"], matrix.shape[1])
    return Design(matrix, columns, vectors, (matrix @ vectors).toarray(), lengths, counted)


def features_of(
    passages: Sequence[Tokens], measures: Mapping[str, Extractor], words: Iterable[str] = ()
) -> tuple[csr_matrix, Columns]:
    """Measure passages.

    Parameters
    ----------
    passages : sequence of Tokens
        The passages.
    measures : mapping of str to Extractor
        What to measure.
    words : iterable of str, optional
        Words that get a column even if no passage has them.

    Returns
    -------
    matrix : csr_matrix of shape (n_passages, n_features)
        The features.
    columns : mapping of str to (names, slice)
        Names and columns of the features by measure.
    """
    blocks, columns, start = [], {}, 0
    for name, extractor in measures.items():
        block = csr_matrix(extractor.fit(passages).transform(passages))
        names = extractor.get_feature_names_out()
        if name == "words":
            unseen = sorted(set(words).difference(names))
            names = np.concatenate([names, np.array(unseen, dtype=object)])
            block = csr_matrix((block.data, block.indices, block.indptr), shape=(len(passages), len(names)))
        columns[name] = (names, slice(start, start + block.shape[1]))
        start += block.shape[1]
        blocks.append(block)
    return csr_matrix(hstack(blocks)), columns


def marked_words(
    passages: Sequence[Tokens], marks: Sequence[Marked | None], names: NDArray[np.object_], where: slice, n_features: int
) -> Marks:
    """Count the marked words of each passage, each by as much of it as is its author's own."""
    column = {name: where.start + number for number, name in enumerate(names)}
    found = [
        (row, column[word], share)
        for row, (tokens, spans) in enumerate(zip(passages, marks, strict=True))
        for (start, end), word, share in zip(tokens.spans, tokens.words, tokens.shares, strict=True)
        if word in column and any(start < stop and begin < end for begin, stop in spans or ())
    ]
    rows, columns, shares = zip(*found, strict=True) if found else ((), (), ())
    counts = csr_matrix((shares, (rows, columns)), shape=(len(passages), n_features), dtype=np.float64)
    return Marks(np.array([spans is not None for spans in marks]), counts)


def by_column(word_vectors: WordVectors, names: NDArray[np.object_], where: slice, n_features: int) -> csr_matrix:
    """Return the vector of each feature: of words their own, of others 0."""
    column = {name: where.start + number for number, name in enumerate(names)}
    n_words, n_dimensions = word_vectors.vectors.shape
    rows = np.repeat([column[word] for word in word_vectors.words], n_dimensions)
    columns = np.tile(np.arange(n_dimensions), n_words)
    return csr_matrix((word_vectors.vectors.ravel(), (rows, columns)), shape=(n_features, n_dimensions))


def scales(rows: csr_matrix, columns: Columns, settings: Settings) -> Floats:
    """Return the size of each column for the fit, 0 for a rare word; learnt from the training rows alone.

    Words and pieces are weighed by inverse document frequency, as in TF-IDF; the others by their root mean square.
    """
    counts = np.bincount(rows.indices, minlength=rows.shape[1])
    size = np.zeros(rows.shape[1])
    lexical = np.zeros(rows.shape[1], dtype=bool)
    for name, relative in (("words", 1.0), ("subwords", settings.subwords)):
        if name in columns:
            size[columns[name][1]] = relative
            lexical[columns[name][1]] = True
    idf = np.log((1 + rows.shape[0]) / (1 + counts)) + 1
    size *= np.where(counts >= settings.min_passages, idf, 0.0)
    squares = np.asarray(rows.multiply(rows).mean(axis=0)).ravel()
    size /= np.sqrt(max((squares * size**2).sum(), np.finfo(float).tiny))
    seen = ~lexical & (counts >= settings.min_passages)
    size[seen] = settings.others / np.sqrt(squares[seen])
    return size


@dataclass(frozen=True, slots=True)
class Scaled:
    """Features on the scale on which they are fitted, and the way back.

    Attributes
    ----------
    features : Design
        Features of all passages.
    used : ndarray of shape (n_used,)
        The columns that are fitted.
    size : ndarray of shape (n_used,)
        What each of them is multiplied by.
    vector : float
        What sums of word vectors are multiplied by.
    """

    features: Design
    used: NDArray[np.int64]
    size: Floats
    vector: float

    def matrix(self, rows: NDArray[np.int64]) -> csr_matrix:
        """Return the features of passages: a column for each feature that is used, then one for each dimension of the vectors."""
        own = csr_matrix(self.features.matrix[rows])
        return csr_matrix(hstack([own[:, self.used] @ diags(self.size), csr_matrix(self.vector * self.features.summed[rows])]))

    def coefficients(self, fitted: Floats) -> Floats:
        """Return what a unit of each feature adds; what a word adds through its vector is added to its own.

        Parameters
        ----------
        fitted : ndarray of shape (n_used + n_dimensions,)
            Coefficients of the columns of `matrix`.

        Returns
        -------
        ndarray of shape (n_features,)
        """
        of_words, of_vectors = np.split(fitted, [len(self.used)])
        found = self.vector * np.asarray(self.features.vectors @ of_vectors)
        found[self.used] += of_words * self.size
        return found


def scaled(features: Design, rows: NDArray[np.int64], settings: Settings) -> Scaled:
    """Return features on a scale that is learnt from the training rows alone."""
    size = scales(csr_matrix(features.matrix[rows]), features.columns, settings)
    used = np.flatnonzero(size)
    summed = features.summed[rows]
    spread = np.sqrt(np.square(summed - summed.mean(axis=0)).sum(axis=1).mean())
    return Scaled(features, used, size[used], settings.vectors / spread)


@dataclass(frozen=True, slots=True)
class Fitted:
    """A fitted linear model.

    Attributes
    ----------
    coefficients : ndarray of shape (n_features,)
        Log-odds for each unit of each feature.
    marked : ndarray of shape (n_features,)
        Log-odds for each time that a word is there, however long the passage; 0 for other features.
    intercept : float
        Log-odds of a passage of set 0 without any feature.
    """

    coefficients: Floats
    marked: Floats
    intercept: float

    def scores(self, features: Design, rows: NDArray[np.int64]) -> Floats:
        """Return the log-odds of passages."""
        return np.asarray(features.matrix[rows] @ self.coefficients + features.counts(rows) @ self.marked + self.intercept)


def fit_linear(
    features: Design, rows: NDArray[np.int64], labels: Floats, weights: Floats, sets: NDArray[np.int64], settings: Settings
) -> Fitted:
    """Fit one linear model over features, sums of word vectors and words that annotators would mark, an intercept for each set.

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
    Fitted
    """
    scale = scaled(features, rows, settings)
    others = csr_matrix((sets[:, None] == np.arange(1, sets.max() + 1)[None, :]).astype(np.float64))
    chance = chances_of(features, rows)
    loaded = loaded_words(features, rows, chance)
    unit = settings.marked / max(loaded.std(), np.finfo(float).tiny)
    own = scale.matrix(rows)
    X = csr_matrix(hstack([own, unit * loaded[:, None], others]))
    fitted = LogisticRegression(C=settings.C, max_iter=600, tol=1e-4).fit(X, labels, sample_weight=weights)
    of_own, of_loaded = np.split(fitted.coef_[0], [own.shape[1], own.shape[1] + 1])[:2]
    coefficients = scale.coefficients(of_own)
    return Fitted(coefficients, float(of_loaded[0]) * unit * chance, float(fitted.intercept_[0]))


def loaded_words(features: Design, rows: NDArray[np.int64], chance: Floats) -> Floats:
    """Return how many words annotators would mark in each training passage.

    Where they were asked, a passage's own marks must not have taught the chances: else they would tell its label.
    """
    loaded = np.asarray(features.counts(rows) @ chance)
    asked = np.flatnonzero(features.marks.asked[rows])
    part = np.arange(len(asked)) // BLOCK % PARTS
    for number in np.unique(part):
        own = asked[part == number]
        loaded[own] = features.counts(rows[own]) @ chances_of(features, np.delete(rows, own))
    return loaded


def chances_of(features: Design, rows: NDArray[np.int64]) -> Floats:
    """Return the chance that annotators mark each word, learnt from training rows; 0 for other features."""
    names, where = features.columns["words"]
    single = np.flatnonzero([" " not in name for name in names])
    asked = rows[features.marks.asked[rows]]
    marked = np.asarray(features.marks.counts[asked].sum(axis=0)).ravel()
    unmarked = np.maximum(np.asarray(features.counts(asked).sum(axis=0)).ravel() - marked, 0)
    at = where.start + single
    found = np.zeros(features.matrix.shape[1])
    found[at] = chances([str(name) for name in names[single]], features.vectors[at], marked[at], unmarked[at])
    return found


def classifier(features: Design, fitted: Fitted, calibration: tuple[float, float], common: Iterable[str]) -> FastClassifier:
    """Build a classifier whose weights are calibrated: log-odds are ``slope * linear + offset``."""
    slope, offset = calibration
    return FastClassifier(weights_of(features, fitted, slope), slope * fitted.intercept + offset, frozenset(common), np.zeros(2))


def weights_of(features: Design, fitted: Fitted, slope: float) -> dict[str, dict[str, float]]:
    """Return calibrated weights by measure and feature."""
    values = {name: (names, fitted.coefficients[where]) for name, (names, where) in features.columns.items()}
    names, where = features.columns["words"]
    values["marked"] = names, fitted.marked[where]
    return {
        name: {str(feature): slope * value for feature, value in zip(names, own.tolist(), strict=True) if value}
        for name, (names, own) in values.items()
    }
