"""Who asserts an event and how sure: reported, claimed, alleged or denied."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from dateline.coding.ontology import Ontology
from dateline.coding.records import Event, Mention, Phrase, Predication

IsActor = Callable[[Phrase], bool]

ALLEGING_ADVERBS = frozenset({"allegedly", "purportedly", "supposedly", "reportedly", "apparently", "presumably"})
ALLEGING_ADJECTIVES = frozenset({"alleged", "so-called", "purported", "supposed", "suspected"})
ALLEGING_VERBS = frozenset({"allege", "accuse", "suspect", "blame"})
# What these families hold is itself speech or dealings that a party tells of itself.
SPEECH_FAMILIES = frozenset({"comment", "consultation", "diplomatic_cooperation", "disapproval", "rejection"})
SOURCES_OF_CLAIMS = ("according to", "according")
# A paper's own report of what it saw or what a neutral wire says is no claim of a party.
SPEECH_LIKE = ("by", "of", "from", "possessor")


@dataclass(frozen=True, slots=True)
class Claim:
    """Status of one mention and the phrase of who asserts it (None: the publisher itself)."""

    status: str = "reported"
    claimant: Phrase | None = None


def find_claim(mention: Mention, predications: tuple[Predication, ...], ontology: Ontology, is_actor: IsActor) -> Claim:
    """The claim of one mention from its own sentence."""
    predication = mention.predication
    if mention.alleged_by is not None:
        return Claim("alleged", mention.alleged_by)
    alleged = bool(ALLEGING_ADVERBS & set(predication.adverbs)) or any(
        word.lemma in ALLEGING_ADJECTIVES for word in predication.modifiers
    )
    claimant: Phrase | None = None
    passed = [predication]
    for link in predication.chain:
        above = predications[link.predication]
        alleged = alleged or bool(ALLEGING_ADVERBS & set(above.adverbs))
        if link.relation in {"that", "quote", "parenthetical", "gerund", "object"} and _reports(above, ontology):
            alleged = alleged or above.lemma in ALLEGING_VERBS
            speaker = _speaker(above, is_actor)
            if speaker is not None and link.relation != "object":
                claimant = speaker
                break
        passed.append(above)
    if claimant is None:
        claimant = _according_to(passed, predications, is_actor)
    action = ontology.actions.get(mention.action)
    is_speech = mention.act not in {"do", "attempt"} or (action is not None and action.family in SPEECH_FAMILIES)
    if claimant is not None and is_speech and mention.source is not None:
        if claimant.head_start == mention.source.head_start or claimant.is_pronoun:
            # "Xi said he would visit": the speech is the event; the paper reports it.
            claimant = None
    if alleged:
        return Claim("alleged", claimant)
    return Claim("claimed", claimant) if claimant is not None else Claim()


def _reports(predication: Predication, ontology: Ontology) -> bool:
    return predication.lemma in ontology.embedding.get("report", frozenset()) or predication.lemma in ALLEGING_VERBS


def _speaker(predication: Predication, is_actor: IsActor) -> Phrase | None:
    for phrase in (predication.agent, *predication.phrases("by")):
        if phrase is None:
            continue
        if is_actor(phrase) or phrase.is_pronoun:
            return phrase
        # "reads the statement issued by the ministry"
        for name, inner in phrase.complements:
            if name in SPEECH_LIKE and is_actor(inner):
                return inner
        if phrase.possessor is not None and is_actor(phrase.possessor):
            return phrase.possessor
    return None


def _according_to(passed: list[Predication], predications: tuple[Predication, ...], is_actor: IsActor) -> Phrase | None:
    for predication in passed:
        for phrase in predication.phrases(*SOURCES_OF_CLAIMS, "to"):
            named = [name for name, inner in predication.complements if inner is phrase]
            if "to" in named and not any(name.startswith("according") for name in named):
                continue
            if is_actor(phrase):
                return phrase
            for name, inner in phrase.complements:
                if name in SPEECH_LIKE and is_actor(inner):
                    return inner
            if phrase.possessor is not None and is_actor(phrase.possessor):
                return phrase.possessor
    return None


def speaker_of_sentence(predications: tuple[Predication, ...], ontology: Ontology, is_actor: IsActor) -> Phrase | None:
    """Who speaks in a sentence, for quotations that go on in the next one."""
    for predication in predications:
        if predication.kind == "verb" and _reports(predication, ontology):
            speaker = _speaker(predication, is_actor)
            if speaker is not None:
                return speaker
    return _according_to(list(predications), predications, is_actor)


def mark_disputes(events: tuple[Event, ...]) -> tuple[Event, ...]:
    """Events that another party of the same article denies: its denial or accusation of falsehood comes with a target.

    A party's claim is disputed where a party of another country, the accused side, denies or dismisses what the
    claimant's side says, or denies the same action.
    """
    denials = [event for event in events if event.act == "deny" and event.source is not None]
    if not denials:
        return events
    return tuple(replace(event, is_disputed=True) if _is_denied(event, denials) else event for event in events)


def _is_denied(event: Event, denials: list[Event]) -> bool:
    if event.act not in {"do", "attempt"} or event.source is None or event.status == "denied":
        return False
    for denial in denials:
        assert denial.source is not None
        denier = denial.source.country or denial.source.code
        doer = event.source.country or event.source.code
        if denier != doer:
            continue
        if denial.action == event.action:
            return True
        claimant = event.claimant
        if claimant is None or denial.target is None or event.status not in {"claimed", "alleged"}:
            continue
        if (claimant.country or claimant.code) == (denial.target.country or denial.target.code):
            return True
    return False
