"""Units and a classifier in, out-of-fold probabilities out: what is said of a unit by models that never saw it.

Scores become probabilities by a temperature (Guo et al. 2017). The temperature of a fold is fitted on the other folds,
so no unit bears on its own probabilities.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from scipy.special import log_softmax, softmax

from dateline.experiments.consistency.groups import Ints

Floats = NDArray[np.float64]
Texts = NDArray[np.object_]
MakeModel = Callable[[], Any]
"""Makes an untrained estimator."""

_LEAST = 1e-9


def score_folds(
    make: MakeModel, texts: Texts, labels: Ints, fold: Ints, classes: int, advance: Callable[[], None]
) -> Floats:
    """Scores of each class for each unit, out of fold; a fold's model is trained on the other folds."""
    scores = np.empty((len(labels), classes))
    for number in np.unique(fold):
        test = fold == number
        scores[test] = score_texts(train(make, texts[~test], labels[~test]), texts[test], classes)
        advance()
    return scores


def calibrate_folds(scores: Floats, labels: Ints, fold: Ints) -> Floats:
    """Probabilities of each class for each unit from out-of-fold scores."""
    chances = np.empty_like(scores)
    for number in np.unique(fold):
        inside = fold == number
        chances[inside] = calibrate(scores[inside], fit_temperature(scores[~inside], labels[~inside]))
    return chances


def calibrate(scores: Floats, temperature: float) -> Floats:
    """The softmax of the scores over the temperature."""
    chances: Floats = softmax(scores / temperature, axis=1)
    return chances


def train(make: MakeModel, texts: Texts, labels: Ints) -> Any:
    """A model trained on the units."""
    return make().fit(texts, labels)


def score_texts(model: Any, texts: Texts, classes: int) -> Floats:
    """The model's scores, a column to each class; one that it has never seen is below its lowest."""
    known = np.asarray(model.classes_, dtype=np.int64)
    if hasattr(model, "decision_function"):
        given = np.asarray(model.decision_function(texts), dtype=np.float64)
        if given.ndim == 1:
            given = np.stack([-given / 2, given / 2], axis=1)
    else:
        given = np.log(np.maximum(np.asarray(model.predict_proba(texts), dtype=np.float64), _LEAST))
    scores = np.repeat(given.min(axis=1, keepdims=True) - 1, classes, axis=1)
    scores[:, known] = given
    return scores


def fit_temperature(scores: Floats, labels: Ints) -> float:
    """The number to divide scores by so that their softmax has the least log loss on the labels."""
    rows = np.arange(len(labels))

    def loss(log_temperature: float) -> float:
        told = log_softmax(scores / np.exp(log_temperature), axis=1)[rows, labels]
        return -float(np.maximum(told, np.log(_LEAST)).mean())

    found = minimize_scalar(loss, bounds=(-6.0, 4.0), method="bounded")
    return float(np.exp(found.x))
