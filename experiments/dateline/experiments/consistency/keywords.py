"""Counts of words in, a class out by lists of keywords: the baseline that a codebook's word list is."""

from __future__ import annotations

from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.base import BaseEstimator, ClassifierMixin

LEAST_MEMBERS = 2
"""Members of a class that must have a word before it may be one of its keywords."""


class KeywordClassifier(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """Each class has a list of `words` keywords, those with the highest log odds of standing in it.

    A text gets the class whose keywords in it weigh most, or, without any, the commonest class.
    """

    def __init__(self, words: int = 20) -> None:
        self.words = words

    def fit(self, features: csr_matrix, labels: NDArray[np.int64]) -> Self:
        """Choose the keywords from a matrix that tells which texts (rows) have which words (columns)."""
        self.classes_, codes = np.unique(labels, return_inverse=True)
        has = csr_matrix(features, dtype=np.float64)
        everywhere = np.asarray(has.sum(axis=0)).ravel()
        columns, rows, weights = [], [], []
        for code in range(len(self.classes_)):
            members = codes == code
            inside = np.asarray(has[members].sum(axis=0)).ravel()
            outside = everywhere - inside
            odds = np.log((inside + 0.5) / (members.sum() - inside + 0.5))
            odds -= np.log((outside + 0.5) / ((~members).sum() - outside + 0.5))
            odds[inside < LEAST_MEMBERS] = 0
            best = np.argsort(-odds, kind="stable")[: self.words]
            best = best[odds[best] > 0]
            rows += best.tolist()
            columns += [code] * len(best)
            weights += odds[best].tolist()
        # Plain arrays, because skops does not trust sparse matrices.
        self.keywords_ = np.array([rows, columns], dtype=np.int64)
        self.weights_ = np.array(weights, dtype=np.float64)
        self.shares_ = np.bincount(codes) / len(codes)
        return self

    def decision_function(self, features: csr_matrix) -> NDArray[np.float64]:
        """The weight of each class's keywords in each text, and less than any of them for the class's size."""
        shape = (features.shape[1], len(self.classes_))
        weights = csr_matrix((self.weights_, tuple(self.keywords_)), shape=shape)
        scores = np.asarray((csr_matrix(features, dtype=np.float64) @ weights).todense(), dtype=np.float64)
        return scores + 1e-3 * self.shares_

    def predict(self, features: csr_matrix) -> NDArray[np.int64]:
        """The class of each text."""
        chosen: NDArray[np.int64] = self.classes_[self.decision_function(features).argmax(axis=1)]
        return chosen
