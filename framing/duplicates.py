"""Texts that are the same but for a few words: found within a set and across sets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from framing.errors import shown

WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
QUOTES = str.maketrans("\u2019\u2018\u201b`\u00b4", "'''''")
# A run of three words is packed in one number, 21 bits a word.
BITS = 21
# A text of 8 words or more that lies almost whole in another one is a duplicate of it.
CONTAINED = 0.85
LONG = 8
CHUNK = 4096

Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Shingles:
    """Which runs of three words each text has: shape (n_texts, n_runs)."""

    matrix: sparse.csr_array
    sizes: Integers
    n_words: Integers


def words(text: str) -> list[str]:
    """Return the words of a text, without case and punctuation."""
    return WORD.findall(text.translate(QUOTES).casefold())


def near_duplicate_groups(texts: Sequence[str], threshold: float = 0.6) -> Integers:
    """Give near duplicates the same number.

    Two texts are near duplicates when their runs of three words overlap by
    `threshold` or more (Jaccard), or when 85 % of those of one, of at least
    eight words, are in the other. Duplicates of duplicates are of one group.
    A text of fewer than three words has one run, all of it.

    Parameters
    ----------
    texts : sequence of str
        The texts; case, punctuation and the form of quotes do not count.
    threshold : float, default=0.6
        Overlap in (0, 1]; 1 asks for the same runs of words.

    Returns
    -------
    ndarray of shape (n_texts,)
        The number of each text's group, from 0.

    Raises
    ------
    TypeError
        If `texts` is a single str.
    ValueError
        If `threshold` is not in (0, 1].

    Notes
    -----
    Resemblance and containment: Broder, "On the resemblance and containment
    of documents", 1997. The rarest runs of a text are enough to find all its
    duplicates: Chaudhuri, Ganti and Kaushik, "A primitive operator for
    similarity joins in data cleaning", 2006.

    Examples
    --------
    >>> near_duplicate_groups(["Rain fell on Rome today.", "Sun.", "rain fell on Rome, today"])
    array([0, 1, 0])
    """
    if isinstance(texts, str):
        raise TypeError(f"texts must be a sequence of texts, got one str: {shown(texts)}; put it in a list")
    if not 0 < threshold <= 1:
        raise ValueError(f"threshold must be over 0 and at most 1, got {shown(threshold)}; pass 0.6 if unsure")
    if not len(texts):
        return np.zeros(0, dtype=np.int64)
    pairs = near_pairs(shingle(texts), threshold)
    links = sparse.coo_array((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=(len(texts), len(texts)))
    return np.asarray(connected_components(links.tocsr(), directed=False)[1], dtype=np.int64)


def unseen(train: Sequence[str], test: Sequence[str]) -> NDArray[np.bool_]:
    """Tell which texts have no near duplicate among texts held out.

    Parameters
    ----------
    train : sequence of str
        Texts to keep or drop.
    test : sequence of str
        Texts that must not be trained on.

    Returns
    -------
    ndarray of shape (n_train,)
        True where no text of `test` is in the same group.

    Examples
    --------
    >>> unseen(["Rain fell on Rome today.", "Sun."], ["Rain fell on Rome, today"])
    array([False,  True])
    """
    groups = near_duplicate_groups([*train, *test])
    return np.isin(groups[: len(train)], groups[len(train) :], invert=True)


def shingle(texts: Sequence[str]) -> Shingles:
    """Return which runs of three words each text has."""
    numbers: dict[str, int] = {}
    runs, n_words = [], []
    for text in texts:
        tokens = [numbers.setdefault(word, len(numbers) + 1) for word in words(text)]
        n_words.append(len(tokens))
        runs.append(_runs(tokens))
    sizes = np.array([len(own) for own in runs], dtype=np.int64)
    distinct, columns = np.unique(np.concatenate(runs), return_inverse=True)
    starts = np.concatenate([[0], np.cumsum(sizes)])
    ones = np.ones(len(columns), dtype=np.int32)
    matrix = sparse.csr_array((ones, columns, starts), shape=(len(texts), len(distinct)))
    return Shingles(matrix, sizes, np.array(n_words, dtype=np.int64))


def _runs(tokens: list[int]) -> Integers:
    """Return the distinct runs of three words, each as one number."""
    padded = np.array(tokens + [0] * max(0, 3 - len(tokens)), dtype=np.int64)
    return np.unique((padded[:-2] << 2 * BITS) | (padded[1:-1] << BITS) | padded[2:])


def near_pairs(known: Shingles, threshold: float) -> Integers:
    """Return the places of near duplicates, shape (n_pairs, 2), each pair once."""
    found = [pairs[_are_near(pairs, known, threshold)] for pairs in _candidates(known, min(threshold, CONTAINED))]
    return np.concatenate(found)


def _candidates(known: Shingles, share: float) -> Iterator[Integers]:
    """Yield pairs of which the smaller text has one of its rarest runs in the other."""
    rarest = _rarest(known, share)
    texts_of = known.matrix.T.tocsr()
    for start in range(0, len(known.sizes), CHUNK):
        product = (rarest[start : start + CHUNK] @ texts_of).tocoo()
        small, large = product.row.astype(np.int64) + start, product.col.astype(np.int64)
        sizes = known.sizes[small] - known.sizes[large]
        kept = (sizes < 0) | ((sizes == 0) & (small < large))
        yield np.column_stack([small[kept], large[kept]])


def _rarest(known: Shingles, share: float) -> sparse.csr_array:
    """Keep so many of each text's rarest runs that `share` of all must have one of them."""
    matrix = known.matrix
    frequency = np.bincount(matrix.indices, minlength=matrix.shape[1])
    rows = np.repeat(np.arange(len(known.sizes)), known.sizes)
    order = np.lexsort((frequency[matrix.indices], rows))
    rank = np.arange(len(rows)) - matrix.indptr[:-1][rows]
    kept = rank < (known.sizes - np.ceil(share * known.sizes - 1e-9) + 1)[rows]
    columns = matrix.indices[order][kept]
    return sparse.csr_array((np.ones(len(columns), dtype=np.int32), (rows[kept], columns)), shape=matrix.shape)


def _are_near(pairs: Integers, known: Shingles, threshold: float) -> NDArray[np.bool_]:
    """Tell which pairs, the smaller text first, overlap enough."""
    shared = np.zeros(len(pairs))
    for start in range(0, len(pairs), CHUNK * 16):
        small, large = pairs[start : start + CHUNK * 16].T
        shared[start : start + CHUNK * 16] = known.matrix[small].multiply(known.matrix[large]).sum(axis=1)
    small, large = pairs.T
    union = known.sizes[small] + known.sizes[large] - shared
    contained = (shared >= CONTAINED * known.sizes[small]) & (known.n_words[small] >= LONG)
    return np.asarray((shared >= threshold * union - 1e-9) | contained)
