"""Predications in, Mentions out, where the words are named by a classifier and all else is the rule coder's doing.

The rule coder reads a sentence by triggers. Here a sentence gets triggers of its own, made of what the namer
says of its predicates, and the matcher that reads them settles act, standing and parties as it does for the rules.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from dateline.coding.candidates.conditions import Recogniser
from dateline.coding.candidates.matcher import Matcher
from dateline.coding.classifier.features import Describer
from dateline.coding.classifier.gold import ACT_PREFIX, NOTHING
from dateline.coding.classifier.namer import Namer
from dateline.coding.ontology import Ontology
from dateline.coding.ontology.model import Action, Trigger
from dateline.coding.records import Mention, Predication, Rejection

RULE = "classifier"
# How a content may hang from an act's word, where no trigger says it.
CONTENT = ("infinitive", "that", "gerund", "object", "for", "to", "of")

Index = dict[tuple[str, str], tuple[tuple[Action, Trigger], ...]]


@dataclass(frozen=True, slots=True)
class Naming:
    """What the namer says of the predicates of a sentence: one row each, one column for each class."""

    classes: tuple[str, ...]
    chances: NDArray[np.float64]

    def chance(self, index: int, label: str) -> float:
        """The probability that a predicate names `label`; 0 where the namer does not know the label."""
        if label not in self.classes:
            return 0.0
        return float(self.chances[index, self.classes.index(label)])

    def best(self, index: int) -> tuple[str, float]:
        """The most probable label but NOTHING, and its probability."""
        row = self.chances[index].copy()
        if NOTHING in self.classes:
            row[self.classes.index(NOTHING)] = 0
        column = int(row.argmax())
        return self.classes[column], float(row[column])


@dataclass(frozen=True, slots=True)
class SentenceNamer:
    """Names the predicates of a sentence and reads it by these names."""

    ontology: Ontology
    parties: Recogniser
    describer: Describer
    namer: Namer

    def name(self, predications: tuple[Predication, ...]) -> Naming:
        """The naming of a sentence."""
        descriptions = [self.describer.describe(p, predications) for p in predications]
        return Naming(self.namer.classes, self.namer.weigh(descriptions))

    def read(
        self, predications: tuple[Predication, ...], naming: Naming, least: float
    ) -> tuple[tuple[Mention, ...], tuple[Rejection, ...]]:
        """Mentions by names that have a probability of `least` or more, the ontology's own triggers left out."""
        actions, acts = self._triggers(predications, naming, least)
        return Matcher(replace(self.ontology, action_index=actions, act_index=acts), self.parties).match(predications)

    def _triggers(self, predications: tuple[Predication, ...], naming: Naming, least: float) -> tuple[Index, Index]:
        actions: Index = {}
        acts: Index = {}
        for predication in predications:
            label, chance = naming.best(predication.index)
            if chance < least:
                continue
            key = predication.kind, predication.lemma
            known = (self.ontology.acts if label.startswith(ACT_PREFIX) else self.ontology.actions).get(
                label.removeprefix(ACT_PREFIX)
            )
            if known is None:
                continue
            if label.startswith(ACT_PREFIX):
                acts[key] = ((known, _act_trigger(predication, known, self.ontology.act_index)),)
            else:
                actions[key] = ((known, _trigger(predication)),)
        return actions, acts


def _trigger(predication: Predication) -> Trigger:
    return Trigger(RULE, predication.kind, (predication.lemma,), predication.particle)


def _act_trigger(
    predication: Predication, act: Action, index: Mapping[tuple[str, str], tuple[tuple[Action, Trigger], ...]]
) -> Trigger:
    """The ontology's own trigger of the word for this act where it has one, as to where content and addressee stand."""
    for other, trigger in index.get((predication.kind, predication.lemma), ()):
        if other.name == act.name and trigger.particle == predication.particle:
            return replace(trigger, rule=RULE, bare=True)
    return replace(_trigger(predication), content=CONTENT, addressee=("object", "recipient", "to", "on"), bare=True)
