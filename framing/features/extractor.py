"""What every extractor is: a measure, summed over a passage, one column a feature."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Self

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils.validation import check_is_fitted

from framing.errors import check_int, check_iterable, check_passages, check_text
from framing.measures import Measure
from framing.names import common_words
from framing.tokens import Tokens, tokenize


class Extractor(TransformerMixin, BaseEstimator):  # type: ignore[misc]  # scikit-learn has no types
    """Sum the occurrences of each feature in each passage.

    A child names its `measure`; its `columns` are fixed, or, where they are None, learnt by `fit`: the features found in at
    least `min_passages` passages. Passages are texts, or `Tokens` where a caller has cut them already.
    """

    measure: Measure
    columns: Sequence[str] | None = None
    min_passages: int = 1
    sparse_output: bool = False

    def fit(self, X: Iterable[str | Tokens], y: object = None) -> Self:
        """Learn which words are names, and the columns.

        Parameters
        ----------
        X : iterable of str
            Passages.
        y : object
            Ignored.

        Returns
        -------
        Extractor
            The extractor itself.

        Raises
        ------
        TypeError
            If `X` is a single str, a frame or a mapping, or holds something that is not a str, or `min_passages` is no int.
        ValueError
            If `min_passages` is less than 1.
        """
        check_int(self.min_passages, "min_passages", "pass 1 to keep all")
        if self.min_passages < 1:
            raise ValueError(f"min_passages must be 1 or more, got {self.min_passages}; pass 1 to keep all")
        passages = checked(X)
        self.common_ = common_words(one for one in passages if isinstance(one, str))
        columns = self.columns if self.columns is not None else self._frequent(passages)
        self.columns_ = {name: column for column, name in enumerate(columns)}
        return self

    def fit_transform(self, X: Iterable[str | Tokens], y: object = None) -> csr_matrix | np.ndarray:
        """Fit to passages, then measure them; an iterator is read once.

        Parameters
        ----------
        X : iterable of str
            Passages.
        y : object
            Ignored.

        Returns
        -------
        ndarray or scipy.sparse.csr_matrix of shape (n_passages, n_features)
            As from `transform`.
        """
        X = list(X) if isinstance(X, Iterator) else X
        return self.fit(X, y).transform(X)

    def transform(self, X: Iterable[str | Tokens]) -> csr_matrix | np.ndarray:
        """Measure each passage.

        Parameters
        ----------
        X : iterable of str
            Passages.

        Returns
        -------
        ndarray or scipy.sparse.csr_matrix of shape (n_passages, n_features)
            The features' values, float64; sparse where the extractor has ``sparse_output=True``.

        Raises
        ------
        TypeError
            If `X` is a single str, or holds something that is not a str.
        """
        check_is_fitted(self)
        columns: list[int] = []
        values: list[float] = []
        ends = [0]
        for tokens in self._cut(checked(X)):
            found = [(self.columns_[name], value) for _, _, name, value in self.measure(tokens) if name in self.columns_]
            columns += [column for column, _ in found]
            values += [value for _, value in found]
            ends.append(len(columns))
        shape = (len(ends) - 1, len(self.columns_))
        matrix = csr_matrix((np.array(values, np.float64), np.array(columns, np.int32), np.array(ends, np.int32)), shape=shape)
        matrix.sum_duplicates()
        return matrix if self.sparse_output else matrix.toarray()

    def get_feature_names_out(self, input_features: object = None) -> np.ndarray:
        """Name the columns.

        Parameters
        ----------
        input_features : object
            Ignored.

        Returns
        -------
        ndarray of str
            One name a column.
        """
        check_is_fitted(self)
        return np.asarray(list(self.columns_), dtype=object)

    def _cut(self, passages: list[str | Tokens]) -> Iterable[Tokens]:
        return (tokenize(one, self.common_ or None) if isinstance(one, str) else one for one in passages)

    def _frequent(self, passages: list[str | Tokens]) -> list[str]:
        counts: Counter[str] = Counter()
        for tokens in self._cut(passages):
            counts.update({name for _, _, name, _ in self.measure(tokens)})
        return sorted(name for name, count in counts.items() if count >= self.min_passages)


def checked(X: Iterable[str | Tokens]) -> list[str | Tokens]:
    """Return the passages as a list, or say what is wrong with them."""
    check_iterable(X, "X")
    if isinstance(X, str | bytes):
        return list(check_passages(X, "X"))
    return [one if isinstance(one, Tokens) else check_text(one, "each of X") for one in X]
