"""Candidate mentions in, the probability that each is right out: a small logistic regression, calibrated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from dateline.coding.classifier.gold import ACT_PREFIX, NOTHING
from dateline.coding.classifier.naming import Naming
from dateline.coding.ontology import Ontology
from dateline.coding.records import UNSPECIFIED, Mention

STRENGTH = 0.3  # inverse of the penalty on large weights
FLOOR = 0.002  # chances below this are all the same
MANY = 4


@dataclass(frozen=True, slots=True)
class Candidate:
    """A mention that may be right. `origin` is "rule", "classifier", or the reason why the rules rejected it."""

    mention: Mention
    origin: str


@dataclass(frozen=True, slots=True)
class Arbiter:
    """Judges candidates. `slope` and `offset` correct its log-odds, by Platt's method on data it had not seen."""

    weights: Mapping[str, float]
    intercept: float
    slope: float = 1.0
    offset: float = 0.0

    def judge(self, features: Mapping[str, float]) -> float:
        """The probability that a candidate is right, from 0 to 1."""
        odds = self.slope * self.log_odds(features) + self.offset
        return float(1 / (1 + np.exp(-odds)))

    def log_odds(self, features: Mapping[str, float]) -> float:
        """The log-odds before they are calibrated."""
        return self.intercept + sum(self.weights.get(name, 0.0) * value for name, value in features.items())

    def state(self) -> dict[str, Any]:
        """All of it as plain data, to be saved."""
        return {
            "weights": dict(self.weights),
            "intercept": self.intercept,
            "slope": self.slope,
            "offset": self.offset,
        }

    @classmethod
    def of_state(cls, state: Mapping[str, Any]) -> Arbiter:
        """The arbiter that was saved."""
        return cls(dict(state["weights"]), state["intercept"], state["slope"], state["offset"])


def describe_candidates(
    candidates: Sequence[Candidate], naming: Naming, ontology: Ontology
) -> tuple[dict[str, float], ...]:
    """Features of the candidates of one sentence."""
    return tuple(dict(_features(candidate, candidates, naming, ontology)) for candidate in candidates)


def _features(
    candidate: Candidate, candidates: Sequence[Candidate], naming: Naming, ontology: Ontology
) -> Iterator[tuple[str, float]]:
    mention, predication = candidate.mention, candidate.mention.predication
    origin = candidate.origin
    yield f"origin {origin}", 1.0
    yield f"{origin} {predication.kind}", 1.0
    yield f"{origin} {'act' if mention.act not in {'do', 'attempt'} else 'deed'}", 1.0
    yield "standing", mention.score if mention.score is not None else 0.5
    for name, phrase in (("source", mention.source), ("target", mention.target)):
        yield f"{name} {'none' if phrase is None else 'named' if phrase.entity else 'noun'}", 1.0
    label = ACT_PREFIX + mention.act if mention.action == UNSPECIFIED else mention.action
    chance = naming.chance(predication.index, label)
    yield "chance", float(np.log(chance + FLOOR))
    yield "nothing", naming.chance(predication.index, NOTHING)
    action = ontology.actions.get(mention.action)
    if action is not None:
        family = [each for each, other in ontology.actions.items() if other.family == action.family]
        yield "family", float(np.log(sum(naming.chance(predication.index, each) for each in family) + FLOOR))
    if naming.best(predication.index)[0] == label:
        yield "best", 1.0
        yield f"best {origin}", 1.0
    relation = predication.chain[0].relation if predication.chain else "none"
    yield f"{predication.kind} under {relation}", 1.0
    yield "depth", float(min(len(predication.chain), MANY))
    for flag in ("is_quoted", "is_passive"):
        if getattr(predication, flag):
            yield flag, 1.0
    rivals = sum(other is not candidate and other.origin == "rule" for other in candidates)
    yield "rivals", float(min(rivals, MANY))


def train_arbiter(
    features: Sequence[Mapping[str, float]], is_right: Sequence[bool], weights: Sequence[float]
) -> Arbiter:
    """Fit an arbiter, not yet calibrated; `weights` say how much each candidate counts."""
    names = sorted({name for each in features for name in each})
    columns = {name: column for column, name in enumerate(names)}
    table = np.zeros((len(features), len(names)))
    for row, each in enumerate(features):
        for name, value in each.items():
            table[row, columns[name]] = value
    model = LogisticRegression(C=STRENGTH, max_iter=1000)
    model.fit(table, np.array(is_right), sample_weight=np.array(weights))
    fitted = {name: round(float(weight), 4) for name, weight in zip(names, model.coef_[0], strict=True)}
    return Arbiter(fitted, float(model.intercept_[0]))


def calibrate(odds: NDArray[np.float64], is_right: NDArray[np.bool_]) -> tuple[float, float]:
    """Slope and offset that turn log-odds on unseen data into probabilities (Platt's method)."""
    model = LogisticRegression(C=1e6, max_iter=1000).fit(odds.reshape(-1, 1), is_right)
    return float(model.coef_[0, 0]), float(model.intercept_[0])
