"""Predications of a sentence in, named features and word vectors out: what the classifier knows of a predicate.

Nothing here asks whether a rule fired, so that the classifier's word is a second opinion. It does ask which actions
and acts the ontology lists under a word.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dateline.coding.ontology import Ontology
from dateline.coding.records import Phrase, Predication, Word

IsActor = Callable[[Phrase], bool]
Vectors = Callable[[str], NDArray[np.float32]]
"""The vector of a lemma, of length 1; all zero where it is unknown."""

NAMED = {"GPE": "place", "LOC": "place", "FAC": "place", "NORP": "people", "ORG": "body", "PERSON": "person"}
LINKS_READ = 2


@dataclass(frozen=True, slots=True)
class Description:
    """What the classifier sees of one predication: names of features that hold, and a vector of its words."""

    names: tuple[str, ...]
    vector: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Describer:
    """Describes predications with an ontology's word lists, a test for actors and word vectors."""

    ontology: Ontology
    is_actor: IsActor
    vectors: Vectors

    def describe(self, predication: Predication, predications: Sequence[Predication]) -> Description:
        """The description of one predication; `predications` are those of its sentence."""
        names = dict.fromkeys(self._names(predication, predications))
        return Description(tuple(names), self._vector(predication))

    def _names(self, predication: Predication, predications: Sequence[Predication]) -> Iterator[str]:
        word = _word(predication)
        yield f"word {word}"
        yield f"kind {predication.kind}"
        index = self.ontology.action_index, self.ontology.act_index
        for listed in index:
            for action, trigger in listed.get((predication.kind, predication.lemma), ()):
                if trigger.particle == predication.particle:
                    yield f"listed {action.name}"
        if predication.light_verb is not None:
            yield f"light {predication.light_verb}"
            yield f"light {predication.light_verb} {word}"
        for name, phrase in _roles(predication):
            for each in self._kinds(phrase):
                yield f"{name} {each}"
                yield f"{word} {name} {each}"
            for part in _content_words(phrase):
                yield f"any {part}"
        for modifier in predication.modifiers:
            yield f"modifier {modifier.lemma}"
            yield f"{word} modifier {modifier.lemma}"
            yield f"any {modifier.lemma}"
        if predication.patient is None:
            yield f"{word} no object"
        for flag in ("is_passive", "is_negated", "is_conditional"):
            if getattr(predication, flag):
                yield flag
        for depth, link in enumerate(predication.chain[:LINKS_READ]):
            yield f"under{depth} {link.relation}"
            yield f"under{depth} {link.relation} {link.lemma}"
        for below in predications:
            if below.chain and below.chain[0].predication == predication.index:
                relation = below.chain[0].relation
                yield f"over {relation}"
                yield f"over {relation} {below.lemma}"
                yield f"{word} over {relation}"

    def _kinds(self, phrase: Phrase) -> Iterator[str]:
        yield NAMED.get(phrase.entity or "", phrase.head if not phrase.is_pronoun else "pronoun")
        if self.is_actor(phrase):
            yield "@actor"
        for name, words in self.ontology.classes.items():
            if phrase.head in words:
                yield f"@{name}"

    def _vector(self, predication: Predication) -> NDArray[np.float32]:
        """The predicate's own vector, its object's, and the mean of its other words', one after the other."""
        own = self.vectors(predication.lemma)
        object_words = list(_content_words(predication.patient)) if predication.patient is not None else []
        others = [
            part
            for name, phrase in _roles(predication)
            if name not in {"object", "subject"}
            for part in _content_words(phrase)
        ]
        others += [modifier.lemma for modifier in predication.modifiers]
        return np.concatenate([own, self._mean(object_words), self._mean(others)])

    def _mean(self, words: Sequence[str]) -> NDArray[np.float32]:
        if not words:
            return np.zeros_like(self.vectors("event"))
        mean = np.mean([self.vectors(word) for word in words], axis=0, dtype=np.float32)
        length = float(np.linalg.norm(mean))
        scaled: NDArray[np.float32] = np.asarray(mean / length if length else mean, dtype=np.float32)
        return scaled


def _word(predication: Predication) -> str:
    return f"{predication.lemma} {predication.particle}" if predication.particle else predication.lemma


def _roles(predication: Predication) -> Iterator[tuple[str, Phrase]]:
    for name, phrase in (
        ("subject", predication.agent),
        ("object", predication.patient),
        ("recipient", predication.recipient),
        *predication.complements,
    ):
        if phrase is not None:
            yield name, phrase


def _content_words(phrase: Phrase) -> Iterator[str]:
    """Lemmas of the phrase's common nouns and adjectives, those of nested phrases included; names are left out."""
    if phrase.entity is None and phrase.pos in {"NOUN", "ADJ", "VERB"}:
        yield phrase.head
    yield from (word.lemma for word in phrase.modifiers if _is_content(word))
    for _, inner in phrase.complements:
        yield from _content_words(inner)
    for conjunct in phrase.conjuncts:
        yield from _content_words(conjunct)


def _is_content(word: Word) -> bool:
    return word.entity is None and word.pos in {"NOUN", "ADJ", "VERB"}
