"""What a coding is about: topics of its action and trigger, and those that its words give away."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.coding.ontology.model import Action, Ontology, Trigger
from dateline.coding.records import Phrase, Predication

DEPTH = 3


def find_topics(ontology: Ontology, action: Action, trigger: Trigger, predication: Predication) -> tuple[str, ...]:
    """Topics of a coding, sorted."""
    words = set(_words(predication))
    found = {topic for topic, lemmas in ontology.topics.items() if words & lemmas}
    return tuple(sorted(found | set(action.contexts) | set(trigger.topics)))


def _words(predication: Predication) -> Iterator[str]:
    yield predication.lemma
    for word in predication.modifiers:
        yield word.lemma
    for phrase in (predication.patient, predication.recipient, *(p for _, p in predication.complements)):
        if phrase is not None:
            yield from _phrase_words(phrase, DEPTH)


def _phrase_words(phrase: Phrase, depth: int) -> Iterator[str]:
    for member in phrase.members:
        yield member.head
        for word in member.modifiers:
            yield word.lemma
        if depth:
            for _, inner in member.complements:
                yield from _phrase_words(inner, depth - 1)
