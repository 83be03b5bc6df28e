"""How likely annotators mark a word, whatever stands around it: learnt from the words that they marked."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags, hstack, identity, vstack
from sklearn.linear_model import LogisticRegression

from framing.measures.words import pieces

Floats = NDArray[np.float64]
# Inverse strength of the penalty, and the size of a word's vector relative to the word and its pieces; from inner folds
# (docs/evaluation.md).
C, VECTOR = 3.0, 2.0
# Words that are marked less often than this add nothing: about the share of all words that are marked.
LEAST = 0.04


def pieces_of(words: Sequence[str]) -> csr_matrix:
    """Return which pieces each word has, a row a word, each row of length 1."""
    number: dict[str, int] = {}
    rows, columns = [], []
    for row, word in enumerate(words):
        for piece in pieces(word):
            rows.append(row)
            columns.append(number.setdefault(piece, len(number)))
    found = csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(words), max(len(number), 1)))
    lengths = np.sqrt(np.asarray(found.multiply(found).sum(axis=1)).ravel())
    return csr_matrix(diags(1 / np.maximum(lengths, 1)) @ found)


def chances(words: Sequence[str], vectors: csr_matrix, marked: Floats, unmarked: Floats) -> Floats:
    """Return the chance that each word is marked where it stands.

    A word that was never judged gets its chance from its pieces and from words in like company.

    Parameters
    ----------
    words : sequence of str
        The words.
    vectors : csr_matrix of shape (n_words, n_dimensions)
        Their vectors, of length about 1; 0 for words without one.
    marked, unmarked : ndarray of shape (n_words,)
        How often each was marked, and was not, where annotators were asked.

    Returns
    -------
    ndarray of shape (n_words,)
        Chances in [0, 1]; 0 for words that are marked hardly ever, and for all if none was marked.

    Examples
    --------
    >>> none = csr_matrix((3, 1))
    >>> chances(["vile", "day", "vilest"], none, np.array([9.0, 0, 0]), np.array([1.0, 90, 0])).round(1)
    array([0.9, 0. , 0.4])
    """
    judged = marked + unmarked > 0
    if not marked.any():
        return np.zeros(len(words))
    X = csr_matrix(hstack([identity(len(words)), pieces_of(words), VECTOR * vectors]))
    own = X[judged]
    labels = np.repeat([1.0, 0.0], own.shape[0])
    fitted = LogisticRegression(C=C, max_iter=100, tol=1e-3)
    fitted.fit(vstack([own, own]), labels, sample_weight=np.concatenate([marked[judged], unmarked[judged]]))
    found = np.asarray(fitted.predict_proba(X)[:, 1])
    return np.where(found >= LEAST, found, 0.0)
