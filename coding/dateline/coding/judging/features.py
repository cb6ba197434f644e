"""A candidate and its scene in, named features out: what a judge knows of whether something is an event.

Every feature is a name that can be printed and a number. None names an action or a family, so that a judge fits any
ontology; what an action is like comes from what its YAML says of it.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dateline.coding.candidates.implied_targets import trigger_of
from dateline.coding.ontology import Ontology
from dateline.coding.ontology.yamlfiles import load_yaml
from dateline.coding.records import UNSPECIFIED, Actor, Mention, Phrase, Predication, Sentence

Members = Callable[[Phrase], Sequence[tuple[Phrase | None, Actor | None]]]

GENRES = Path(__file__).parent / "data" / "genres.yaml"
_MARKS = ".,;:!?()[]“”\"'’‘"
DEEDS = frozenset({"do", "attempt"})
LINKS_READ = 2
MANY = 4
LONG = 40  # words from which a sentence is long


@dataclass(frozen=True, slots=True)
class Scene:
    """One sentence as the judge sees it.

    `candidates` are all of the sentence; `members` gives the parties of a phrase with their actors; `is_alone`
    says that the text has no other sentence; `share` is the sentence's position in its article from 0 to 1.
    """

    sentence: Sentence
    predications: tuple[Predication, ...]
    candidates: tuple[Mention, ...]
    members: Members
    is_title: bool
    is_alone: bool
    share: float
    has_date: bool
    has_place: bool


@functools.cache
def load_genres() -> Mapping[str, frozenset[str]]:
    """Lists of words that tell of which kind a sentence is, by the name of the kind."""
    data = load_yaml(GENRES).data
    return {str(name): frozenset(str(words).split()) for name, words in data.items()}


def describe(mention: Mention, scene: Scene, ontology: Ontology) -> dict[str, float]:
    """The features of one candidate; those that are not there are 0."""
    return dict(_features(mention, scene, ontology))


def _features(mention: Mention, scene: Scene, ontology: Ontology) -> Iterator[tuple[str, float]]:
    predication = mention.predication
    doubt = mention.doubt.reason if mention.doubt is not None else "nothing"
    group = "deed" if mention.act in DEEDS else "act"
    yield f"doubt {doubt}", 1.0
    yield f"doubt {doubt}, {predication.kind}", 1.0
    yield f"doubt {doubt}, {group}", 1.0
    yield f"act {mention.act}", 1.0
    if mention.action == UNSPECIFIED:
        yield "content unspecified", 1.0
        yield f"content unspecified, {mention.act}", 1.0
    yield from _of_action(mention, ontology)
    yield from _of_syntax(predication, scene)
    yield from _of_parties(mention, scene, group)
    yield from _of_sentence(mention, scene)
    yield "certainty of the rule", mention.score if mention.score is not None else 0.5


def _of_action(mention: Mention, ontology: Ontology) -> Iterator[tuple[str, float]]:
    action = ontology.actions.get(mention.action)
    if action is not None:
        yield "priority of the action", action.priority / 10
        yield f"needs {action.needs}", 1.0
        if action.is_reciprocal:
            yield "reciprocal action", 1.0
        for context in action.contexts:
            yield f"context {context}", 1.0
    trigger = trigger_of(mention, ontology)
    if trigger is not None:
        yield "specificity of the trigger", min(trigger.weight, 3.0) / 3
        if trigger.weight == 0:
            yield "bare trigger", 1.0
    if mention.topics:
        yield "has a topic", 1.0


def _of_syntax(predication: Predication, scene: Scene) -> Iterator[tuple[str, float]]:
    kind = predication.kind
    yield f"{kind}", 1.0
    if predication.light_verb is not None:
        yield "carried by a verb", 1.0
    tense = predication.tense or "none"
    yield f"tense {tense}, {kind}", 1.0
    if predication.modal is not None:
        yield f"modal {predication.modal}", 1.0
    for flag in ("is_passive", "is_negated", "is_conditional", "is_question", "is_quoted"):
        if getattr(predication, flag):
            yield flag.removeprefix("is_"), 1.0
    if predication.is_quoted and kind == "noun":
        yield "quoted noun", 1.0
    if predication.is_passive and predication.agent is None:
        yield "passive without a doer", 1.0
    for depth, link in enumerate(predication.chain[:LINKS_READ]):
        above = scene.predications[link.predication]
        yield f"{depth + 1} above: {link.relation}", 1.0
        if depth == 0:
            yield f"{kind} under {link.relation}", 1.0
        if above.modal is not None:
            yield f"{depth + 1} above: modal {above.modal}", 1.0
        if above.is_negated:
            yield f"{depth + 1} above: negated", 1.0
        if above.tense == "future":
            yield f"{depth + 1} above: future", 1.0
    if not predication.chain:
        yield f"main {kind}", 1.0
    yield "depth", min(len(predication.chain), MANY) / MANY
    if not predication.complements and predication.patient is None and predication.agent is None:
        yield f"alone, {kind}", 1.0


def _of_parties(mention: Mention, scene: Scene, group: str) -> Iterator[tuple[str, float]]:
    kinds: list[str] = []
    countries: list[frozenset[str]] = []
    for name, phrase in (("source", mention.source), ("target", mention.target)):
        kind, named = _kind_of(phrase, scene)
        kinds.append(kind)
        countries.append(named)
        yield f"{name} {kind}", 1.0
        yield f"{name} {kind}, {group}", 1.0
        if phrase is not None and phrase.number == "plural":
            yield f"{name} plural", 1.0
        for _, actor in scene.members(phrase) if phrase is not None else ():
            if actor is not None and actor.sector is not None:
                yield f"{name} is {actor.sector}", 1.0
    yield f"parties {kinds[0]} and {kinds[1]}", 1.0
    if countries[0] and countries[1]:
        yield "two countries" if countries[0] != countries[1] else "one country", 1.0
    if mention.alleged_by is not None:
        yield "alleged", 1.0


def _kind_of(phrase: Phrase | None, scene: Scene) -> tuple[str, frozenset[str]]:
    if phrase is None:
        return "none", frozenset()
    actors = [actor for _, actor in scene.members(phrase) if actor is not None]
    countries = frozenset(actor.country for actor in actors if actor.country is not None)
    if countries:
        return "of a country", countries
    if phrase.is_pronoun:
        return "pronoun", countries
    if actors:
        return "known", countries
    return "named" if phrase.entity else "noun", countries


def _of_sentence(mention: Mention, scene: Scene) -> Iterator[tuple[str, float]]:
    if scene.is_alone:
        yield "text of one sentence", 1.0
    if scene.is_title:
        yield "in the title", 1.0
    yield "position in the article", scene.share
    if len(scene.sentence.text.split()) > LONG:
        yield "long sentence", 1.0
    if scene.has_date:
        yield "dated", 1.0
    if scene.has_place:
        yield "placed", 1.0
    words = {word.strip(_MARKS) for word in scene.sentence.text.lower().split()}
    for genre, listed in load_genres().items():
        if not words.isdisjoint(listed):
            yield f"words of {genre}", 1.0
    others = [other for other in scene.candidates if other is not mention]
    sure = [other for other in others if other.doubt is None]
    yield "sure ones beside it", min(len(sure), MANY) / MANY
    yield "doubtful ones beside it", min(len(others) - len(sure), MANY) / MANY
    if any(other.predication.index == mention.predication.index for other in others):
        yield "same word coded twice", 1.0
    above = {link.predication for link in mention.predication.chain}
    if any(other.predication.index in above for other in sure):
        yield "under a sure one", 1.0
    if any(mention.predication.index in {link.predication for link in other.predication.chain} for other in sure):
        yield "over a sure one", 1.0
