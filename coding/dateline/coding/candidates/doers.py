"""A Predication in, the same with the doer that its own words only point to: 'the army said it had withdrawn'."""

from __future__ import annotations

from dataclasses import replace

from dateline.coding.candidates.conditions import Recogniser
from dateline.coding.candidates.factuality import REACHING, SENDING, TELLING
from dateline.coding.records import Phrase, Predication

PERSONAL = frozenset({"he", "she", "it", "they", "we", "i"})
OWN_SIDE = frozenset(
    """country government nation state side party movement organisation organization group administration company
    ministry agency""".split()
)
FIRST_PERSON = frozenset({"i", "we"})
HUMAN = frozenset({"he", "she"})
WRITINGS = frozenset(
    """letter statement report note resolution decree memo petition document message declaration lawsuit suit complaint
    indictment appeal tweet post article speech ruling order verdict motion leaflet video""".split()
)


def name_doer(predication: Predication, predications: tuple[Predication, ...], parties: Recogniser) -> Predication:
    """The same predication with the doer that its own words only point to.

    'The army said it had withdrawn': the pronoun is the speaker. 'The agency sent experts to investigate': the
    one who sends investigates. 'A letter threatening sanctions': its writer threatens.
    """
    agent = predication.agent
    if not predication.chain or predication.kind == "noun" and agent is None:
        return predication
    link = predication.chain[0]
    above = predications[link.predication]
    told = _told(predication, above, parties) if agent is not None and agent.is_pronoun else None
    if told is not None:
        return replace(predication, agent=told)
    if agent is not None and _stands_for_speaker(agent):
        for upper in predication.chain:
            speaker = predications[upper.predication].agent
            if speaker is None or speaker.is_pronoun or not parties.is_actor(speaker):
                continue
            if agent.head in HUMAN and speaker.entity in {"GPE", "ORG", "NORP"}:
                continue
            is_other = predication.is_quoted and not predications[upper.predication].is_quoted
            if is_other and agent.head not in FIRST_PERSON:
                return predication  # "They shelled us," the mayor said: who speaks says "we" of his own side
            agrees = _agree(agent, speaker, upper.relation, parties)
            return replace(predication, agent=speaker) if agrees else predication
        return predication
    if predication.kind == "noun":
        return predication
    is_sent = link.relation in {"purpose", "infinitive"} and above.lemma in SENDING and above.agent is not None
    is_written = link.relation == "participle" and agent is not None and agent.head in WRITINGS
    if (is_sent or is_written) and above.agent is not None and parties.is_actor(above.agent):
        return replace(predication, agent=above.agent)
    if link.relation in {"purpose", "infinitive"} and above.lemma in REACHING and predication.lemma in TELLING:
        # "called the king to congratulate him": who calls congratulates whom he has called.
        reached = predication.recipient or (above.patient if predication.patient is None else None)
        return replace(predication, agent=above.agent, recipient=reached)
    return predication


def _told(predication: Predication, above: Predication, parties: Recogniser) -> Phrase | None:
    """'Reminded Chad that it must pay': the pronoun under a duty is the one who is told."""
    if predication.modal not in {"must", "should"} or predication.chain[0].relation != "that":
        return None
    for phrase in (above.recipient, *above.phrases("to"), above.patient):
        if phrase is not None and not phrase.is_pronoun and parties.is_authority(phrase):
            return phrase
    return None


def _agree(agent: Phrase, speaker: Phrase, relation: str, parties: Recogniser) -> bool:
    """Whether a pronoun or "his country" may mean the speaker; a body or an official says "they" of its side."""
    is_report = relation in {"that", "quote"}
    if not agent.is_pronoun:
        return is_report
    is_plural = speaker.number == "plural" or bool(speaker.conjuncts)
    if agent.head == "they":
        return is_plural or is_report and parties.is_authority(speaker)
    return agent.head in {"i", "we"} or agent.head in PERSONAL and not is_plural


def _stands_for_speaker(agent: Phrase) -> bool:
    """A pronoun, or "his country", "its forces": what a speaker says of itself."""
    owner = agent.possessor
    return agent.is_pronoun or owner is not None and owner.is_pronoun and agent.head in OWN_SIDE
