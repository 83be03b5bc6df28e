"""Fit the fast classifier: one linear model over all features, one intercept a data set."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags, hstack
from sklearn.linear_model import LogisticRegression

from framing.classifiers.added import Saturation
from framing.classifiers.fast import MEASURES, FastClassifier
from framing.features import CueRates, Person, ReportingVerbs, Subwords, Surface, Words
from framing.features.extractor import Extractor
from framing.measures.words import root_share
from framing.tokens import Tokens
from framing.vectors import WordVectors

Floats = NDArray[np.float64]
# Steps of a fit; with lessons it takes some 600.
MOST_STEPS = 1000
Columns = dict[str, tuple[NDArray[np.object_], slice]]


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
    taught : float
        Size of what words add in an encoder on average, to the mean, by gates and by their saturation, relative to all words of a
        passage each.
    trust : float
        How many times what the fit gives them the mean and the gates count: more carries further (docs/evaluation.md).
    half : float
        The `half` of `Saturation`, in the encoder's log-odds.
    lessons : float
        Weight of an unlabelled passage with the accurate model's score.
    """

    C: float = 0.5
    min_passages: int = 5
    subwords: float = 0.5
    others: float = 0.3
    vectors: float = 0.5
    taught: float = 2.0
    trust: float = 1.5
    half: float = 0.2
    lessons: float = 1.0


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
    n_words : ndarray of shape (n_passages,)
        Each passage's number of words, at least 1.
    """

    matrix: csr_matrix
    columns: Columns
    vectors: csr_matrix
    summed: Floats
    lengths: Floats
    n_words: Floats

    def counts(self, rows: NDArray[np.int64]) -> csr_matrix:
        """Return how often each word is in passages; indirect speech counts less, other features 0."""
        _, where = self.columns["words"]
        single = np.zeros(self.matrix.shape[1])
        single[where] = [" " not in name for name in self.columns["words"][0]]
        return csr_matrix(diags(self.lengths[rows]) @ self.matrix[rows] @ diags(single))

    def read(self, rows: NDArray[np.int64], taught: Floats) -> Floats:
        """Return what the words of passages add by a table (n_features, 2), as `framing.training.lessons.TaughtWords` has it.

        Returns
        -------
        ndarray of shape (n_rows, 2)
            To the mean, and each time that they are there.
        """
        of_mean, each = (self.counts(rows) @ taught).T
        return np.stack([of_mean / self.n_words[rows], each], axis=1)

    def by_feature(self, words: Sequence[str], table: Floats) -> Floats:
        """Return a table of words as one of all features, 0 for those that are no such word."""
        found = np.zeros((self.matrix.shape[1], table.shape[1]))
        found[places(words, *self.columns["words"])] = table
        return found


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
    measures: Collection[str] = MEASURES,
    words: Collection[str] = (),
) -> Design:
    """Measure all passages once; each word that has a vector, or is named, is a feature, whether a passage has it or not.

    Parameters
    ----------
    passages : sequence of Tokens
        The passages.
    word_vectors : WordVectors
        Vectors of words.
    measures : collection of str, optional
        What to measure, words among it; all that the fast model does without it.
    words : collection of str, optional
        Further words that are features.
    """
    matrix, columns = features_of(
        passages, {name: own for name, own in extractors().items() if name in measures}, {*word_vectors.words, *words}
    )
    vectors = by_column(word_vectors, *columns["words"], matrix.shape[1])
    lengths = np.array([1 / root_share(tokens) for tokens in passages])
    n_words = np.array([max(tokens.n_words, 1) for tokens in passages], dtype=np.float64)
    return Design(matrix, columns, vectors, (matrix @ vectors).toarray(), lengths, n_words)


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


def places(words: Sequence[str], names: NDArray[np.object_], where: slice) -> list[int]:
    """Return the columns of some words."""
    column = {name: where.start + number for number, name in enumerate(names)}
    return [column[word] for word in words]


def by_column(word_vectors: WordVectors, names: NDArray[np.object_], where: slice, n_features: int) -> csr_matrix:
    """Return the vector of each feature: of words their own, of others 0."""
    n_words, n_dimensions = word_vectors.vectors.shape
    rows = np.repeat(places(word_vectors.words, names, where), n_dimensions)
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
    taught : ndarray of shape (n_features, 2)
        Log-odds if all of a passage were a word, and for each time that it is there, however long the passage; 0 for other
        features.
    saturation : Saturation
        What words add besides what they add each time.
    intercept : float
        Log-odds of a passage of set 0 without any feature.
    """

    coefficients: Floats
    taught: Floats
    saturation: Saturation
    intercept: float

    def scores(self, features: Design, rows: NDArray[np.int64]) -> Floats:
        """Return the log-odds of passages."""
        of_mean, each = features.read(rows, self.taught).T
        of_read = of_mean + each * (1 + self.saturation.factor(each))
        return np.asarray(features.matrix[rows] @ self.coefficients + of_read + self.intercept)


def fit_linear(
    features: Design,
    rows: NDArray[np.int64],
    labels: Floats,
    weights: Floats,
    sets: NDArray[np.int64],
    taught: Floats,
    settings: Settings,
) -> Fitted:
    """Fit one linear model over features, sums of word vectors and what words add in an encoder, an intercept for each set.

    What a word adds through its vector is added to the coefficient of the word, so the fitted model needs no vectors. What words
    add in the encoder counts in three ways: to the mean, by gates each time, and by the gates' saturation.

    Parameters
    ----------
    features : Design
        Features of all passages.
    rows : ndarray of shape (n_training_passages,)
        Which passages to train on.
    labels, weights, sets : ndarray of shape (n_training_passages,)
        Class (0 or 1), weight, and number of the data set, 0 for the one whose intercept is kept.
    taught : ndarray of shape (n_features, 2)
        What words add in an encoder that saw no other labels, from `Design.by_feature`; 0 without one.
    settings : Settings
        Hyperparameters.

    Returns
    -------
    Fitted
    """
    scale = scaled(features, rows, settings)
    others = csr_matrix((sets[:, None] == np.arange(1, sets.max() + 1)[None, :]).astype(np.float64))
    to_mean, gates = features.read(rows, taught).T
    read = np.stack([to_mean, gates, gates * Saturation(1.0, settings.half).factor(gates)], axis=1)
    spread = read.std(axis=0)
    units = settings.taught / np.where(spread > 0, spread, 1.0)
    own = scale.matrix(rows)
    X = csr_matrix(hstack([own, csr_matrix(read * units), others]))
    fitted = LogisticRegression(C=settings.C, max_iter=MOST_STEPS, tol=1e-4).fit(X, labels, sample_weight=weights)
    of_own, of_read, _ = np.split(fitted.coef_[0], [own.shape[1], own.shape[1] + len(units)])
    of_mean, each, most = (of_read * units * [settings.trust, settings.trust, 1.0]).tolist()
    # Gates are multiplied by their coefficient, so half of them is too.
    saturation = Saturation(1.0, settings.half).stretched(each)._replace(most=most)
    return Fitted(scale.coefficients(of_own), taught * [of_mean, each], saturation, float(fitted.intercept_[0]))


def classifier(features: Design, fitted: Fitted, calibration: tuple[float, float], common: Iterable[str]) -> FastClassifier:
    """Build a classifier whose weights are calibrated: log-odds are ``slope * linear + offset``."""
    slope, offset = calibration
    weights, intercept = weights_of(features, fitted, slope), slope * fitted.intercept + offset
    return FastClassifier(weights, intercept, frozenset(common), np.zeros(2), fitted.saturation.stretched(slope))


def weights_of(features: Design, fitted: Fitted, slope: float) -> dict[str, dict[str, float]]:
    """Return calibrated weights by measure and feature."""
    values = {name: (names, fitted.coefficients[where]) for name, (names, where) in features.columns.items()}
    names, where = features.columns["words"]
    values |= {name: (names, own) for name, own in zip(("averaged", "marked"), fitted.taught[where].T, strict=True)}
    return {
        name: {str(feature): slope * value for feature, value in zip(names, own.tolist(), strict=True) if value}
        for name, (names, own) in values.items()
    }
