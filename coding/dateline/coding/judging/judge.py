"""A candidate and its scene in, a Verdict out: a probability and what weighed in it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from dateline.coding.judging.features import Scene, describe
from dateline.coding.ontology import Ontology
from dateline.coding.records import Mention

SHOWN = 4  # features that a trace shows
DIGITS = 3  # scores are rounded so that they are the same wherever they are computed


@dataclass(frozen=True, slots=True)
class Verdict:
    """The probability that a careful reader would code a candidate, from 0 to 1, and the features that weighed in it,
    heaviest first; a negative weight speaks against it."""

    probability: float
    weighed: tuple[tuple[str, float], ...] = ()

    @property
    def heaviest(self) -> tuple[tuple[str, float], ...]:
        """The few features that weighed most, for a trace."""
        return tuple((name, round(weight, DIGITS)) for name, weight in self.weighed[:SHOWN])

    @property
    def against(self) -> str | None:
        """The name of the feature that speaks most against coding it; None where none does."""
        return next((name for name, weight in self.weighed if weight < 0), None)


class Judge(Protocol):
    """What settles whether a candidate is an event."""

    def weigh(self, mention: Mention, scene: Scene) -> Verdict:
        """The verdict on one candidate of a sentence."""


@dataclass(frozen=True, slots=True)
class StrictJudge:
    """Takes the rules at their word: what they doubt is no event, what they do not doubt has their certainty."""

    def weigh(self, mention: Mention, scene: Scene) -> Verdict:
        if mention.doubt is not None:
            return Verdict(0.0)
        return Verdict(mention.score if mention.score is not None else 1.0)


@dataclass(frozen=True, slots=True)
class Model:
    """A logistic regression over named features; `slope` and `offset` calibrate its log-odds (Platt 1999)."""

    weights: Mapping[str, float]
    intercept: float
    slope: float = 1.0
    offset: float = 0.0

    def weigh(self, features: Mapping[str, float]) -> Verdict:
        """The verdict on the features of one candidate; those never seen in training weigh nothing."""
        parts = [
            (name, self.slope * self.weights[name] * value) for name, value in features.items() if name in self.weights
        ]
        odds = self.slope * self.intercept + self.offset + sum(weight for _, weight in parts)
        weighed = tuple(sorted(parts, key=lambda part: (-abs(part[1]), part[0])))
        return Verdict(round(1 / (1 + math.exp(-odds)), DIGITS), weighed)


@dataclass(frozen=True, slots=True)
class TrainedJudge:
    """Weighs what the rules say of a candidate with all else that is known of it, by a trained model."""

    model: Model
    ontology: Ontology

    def weigh(self, mention: Mention, scene: Scene) -> Verdict:
        return self.model.weigh(describe(mention, scene, self.ontology))
