"""Descriptions of predications in, the probability of every action and act out: a logistic regression."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from dateline.coding.classifier.features import Description

LEAST_SEEN = 2
STRENGTH = 10.0  # inverse of the penalty on large weights
VECTOR_WEIGHT = 0.7
ROUNDS = 150
# Weights below this are dropped, and the others rounded, so that the file stays small.
LEAST_WEIGHT = 0.04
DECIMALS = 2


@dataclass(frozen=True, slots=True)
class Namer:
    """Names predicates: `classes` are actions, acts (`act:ask`) and NOTHING."""

    features: Mapping[str, int]
    rarity: NDArray[np.float64]
    weights: sp.csr_array
    intercepts: NDArray[np.float64]
    classes: tuple[str, ...]

    def weigh(self, descriptions: Sequence[Description]) -> NDArray[np.float64]:
        """Probabilities, one row a description, one column a class; every row adds up to 1."""
        if not descriptions:
            return np.zeros((0, len(self.classes)))
        scores = (_matrix(descriptions, self.features, self.rarity) @ self.weights.T).toarray() + self.intercepts
        scores = np.exp(scores - scores.max(axis=1, keepdims=True))
        weighed: NDArray[np.float64] = scores / scores.sum(axis=1, keepdims=True)
        return weighed

    def state(self) -> dict[str, Any]:
        """All of it as plain lists and arrays, to be saved."""
        return {
            "features": sorted(self.features, key=self.features.__getitem__),
            "rarity": self.rarity,
            "weights": (self.weights.data, self.weights.indices, self.weights.indptr),
            "columns": self.weights.shape[1],
            "intercepts": self.intercepts,
            "classes": list(self.classes),
        }

    @classmethod
    def of_state(cls, state: Mapping[str, Any]) -> Namer:
        """The namer that was saved."""
        return cls(
            {name: column for column, name in enumerate(state["features"])},
            state["rarity"],
            sp.csr_array(tuple(state["weights"]), shape=(len(state["classes"]), state["columns"])),
            state["intercepts"],
            tuple(state["classes"]),
        )


def train_namer(descriptions: Sequence[Description], labels: Sequence[str]) -> Namer:
    """Fit a namer. Nothing in it is drawn at random: the same data give the same weights."""
    seen = Counter(name for description in descriptions for name in description.names)
    features = {name: i for i, name in enumerate(sorted(name for name, n in seen.items() if n >= LEAST_SEEN))}
    total = len(descriptions)
    rarity = np.array([np.log((1 + total) / (1 + seen[name])) + 1 for name in features])
    model = LogisticRegression(C=STRENGTH, max_iter=ROUNDS, tol=1e-3)
    model.fit(_matrix(descriptions, features, rarity), list(labels))
    weights = np.round(model.coef_, DECIMALS)
    weights[np.abs(weights) < LEAST_WEIGHT] = 0
    return Namer(
        features,
        rarity,
        sp.csr_array(weights.astype(np.float32)),
        model.intercept_.astype(np.float64),
        tuple(str(name) for name in model.classes_),
    )


def _matrix(
    descriptions: Sequence[Description], features: Mapping[str, int], rarity: NDArray[np.float64]
) -> sp.csr_array:
    rows: list[int] = []
    columns: list[int] = []
    for row, description in enumerate(descriptions):
        known = sorted({features[name] for name in description.names if name in features})
        rows += [row] * len(known)
        columns += known
    values = rarity[columns] if columns else np.zeros(0)
    names = sp.csr_array((values, (rows, columns)), shape=(len(descriptions), len(features)))
    lengths = np.sqrt(np.asarray(names.multiply(names).sum(axis=1)).ravel())
    scale = sp.diags_array(1 / np.where(lengths > 0, lengths, 1))
    vectors = np.array([description.vector for description in descriptions]) * VECTOR_WEIGHT
    return sp.csr_array(sp.hstack([scale @ names, sp.csr_array(vectors)]))
