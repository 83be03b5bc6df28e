"""Word vectors, learnt from news without labels: words that stand in like company get like vectors.

They let a classifier carry what it learnt of one word over to words that its labelled passages do not have. A sum of vectors with
one weight a dimension is a sum of one number a word, so the fitted classifier needs no vectors.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.decomposition import TruncatedSVD

from framing.names import WORD, without_names

WINDOW, DIMENSIONS, MIN_COUNT, SMOOTHING, SEED = 4, 150, 8, 0.75, 0
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class WordVectors:
    """Words and their vectors.

    Attributes
    ----------
    words : tuple of str
        The words, the most frequent first.
    vectors : ndarray of shape (n_words, n_dimensions)
        A row a word, of length about 1, their weighted mean 0.
    """

    words: tuple[str, ...]
    vectors: Floats


def learn(texts: Iterable[str], common: Collection[str]) -> WordVectors:
    """Learn vectors from the words that stand near each word.

    Parameters
    ----------
    texts : iterable of str
        News, millions of words of it.
    common : collection of str
        Words that are no names (see `framing.names.common_words`); names get no vectors.

    Returns
    -------
    WordVectors
        Of the words found at least `MIN_COUNT` times.

    Notes
    -----
    Positive pointwise mutual information of words within `WINDOW` words (nearer ones count more), contexts smoothed, factorized:
    Levy, Goldberg and Dagan, "Improving distributional similarity with lessons learned from word embeddings", TACL 2015.

    Examples
    --------
    >>> grim, news = "a grim day in town. " * 99, "a vile day in town. a dull hill by the sea. " * 99
    >>> found = learn([grim, news], {"a"})
    >>> grim, vile, hill = (found.vectors[found.words.index(word)] for word in ("grim", "vile", "hill"))
    >>> bool(grim @ vile > grim @ hill)
    True
    """
    kept = [without_names(text, list(WORD.finditer(text)), common) for text in texts]
    counts = Counter(word for words in kept for word in words if word)
    words = tuple(word for word, count in counts.most_common() if count >= MIN_COUNT)
    information = mutual_information(together(kept, {word: number for number, word in enumerate(words)}))
    svd = TruncatedSVD(min(DIMENSIONS, max(len(words) - 1, 1)), n_iter=3, random_state=SEED)
    vectors = svd.fit_transform(information) / np.sqrt(np.maximum(svd.singular_values_, 1e-12))
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)
    frequent = np.sqrt([counts[word] for word in words])
    return WordVectors(words, vectors - np.average(vectors, axis=0, weights=frequent))


def together(texts: Iterable[list[str]], number: dict[str, int]) -> csr_matrix:
    """Count how often two words stand within `WINDOW` words, 1 / distance each."""
    gap = [-1] * WINDOW
    stream = np.array([at for words in texts for at in (*(number.get(word, -1) for word in words), *gap)], dtype=np.int32)
    counts = csr_matrix((len(number), len(number)))
    for distance in range(1, WINDOW + 1):
        left, right = stream[:-distance], stream[distance:]
        both = (left >= 0) & (right >= 0)
        near = csr_matrix((np.full(both.sum(), 1 / distance), (left[both], right[both])), shape=counts.shape)
        counts = counts + near + near.T
    return csr_matrix(counts)


def mutual_information(counts: csr_matrix) -> csr_matrix:
    """Return positive pointwise mutual information, contexts smoothed by a power of `SMOOTHING`."""
    pairs = counts.tocoo()
    totals = np.asarray(counts.sum(axis=1)).ravel()
    contexts = totals**SMOOTHING
    information = np.log(pairs.data * contexts.sum() / (totals[pairs.row] * contexts[pairs.col]))
    positive = information > 0
    return csr_matrix((information[positive], (pairs.row[positive], pairs.col[positive])), shape=counts.shape)
