"""A Hit and the predications of its sentence in, the Party on either side out: in its own clause, or just beside it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dateline.coding.candidates.conditions import Conditioner, Party
from dateline.coding.candidates.factuality import REACHING, SENDING
from dateline.coding.candidates.hits import Hit
from dateline.coding.candidates.sifting import VIOLENT
from dateline.coding.ontology.model import Ontology, Trigger
from dateline.coding.records import Phrase, Predication, Word

SPEAKER = "speaker"
# Verbs that bring a side into a meeting.
BRINGING = frozenset({"involve", "include", "bring", "join", "gather"})
# Who hurries or puts off a thing does it, whatever it is made of.
PACING = frozenset({"speed", "accelerate", "hasten", "expedite", "slow", "delay", "postpone", "oversee"})
SERVING = frozenset(
    "help assist aid support back protect defend train fight combat counter reinforce evacuate attack".split()
)
# Who makes a thing known, orders or wins it, is whose doing it is.
ANNOUNCING = frozenset("announce order plan propose pledge promise offer win secure sign seek declare unveil".split())
# Under these a noun tells what the subject of the clause was about: "on a visit", "after talks".
ACCOMPANYING = frozenset({"on", "during", "after", "following", "before", "at", "ahead of", "with"})
RECIPROCAL_TARGETS = ("object", "recipient", "with", "against", "to")


@dataclass(frozen=True, slots=True)
class Sides:
    """Looks for the parties of a trigger, nearest places first.

    Parameters
    ----------
    ontology: the classes of verbs that hand on what happens.
    conditioner: the reading of a trigger's own places.
    """

    ontology: Ontology
    conditioner: Conditioner

    def source_of(self, hit: Hit, predications: tuple[Predication, ...]) -> Party | None:
        """Who does it."""
        return (
            self._paced_by(hit, predications)
            or self._responsible(hit, predications)
            or self.conditioner.source_of(hit.trigger, hit.predication)
            or self.speaker_above(hit, predications)
            or self._party_beside(hit, predications)
            or self._subject_above(hit, predications)
        )

    def target_of(self, hit: Hit, source: Party | None, predications: tuple[Predication, ...]) -> Party | None:
        """To whom it is done."""
        struck = self._struck(hit, source, predications)
        found = self.conditioner.target_of(_narrow(hit), hit.predication, source)
        around = [phrase.head_start for phrase in hit.predication.phrases("near", "in", "outside", "around")]
        if struck is not None and found is not None and found.words.head_start in around:
            found = struck  # "the bombing near Basra killed a soldier"
        return (
            found
            or self._target_below(hit, source, predications)
            or struck
            or self._sent_to(hit, source, predications)
            or self._served(hit, source, predications)
        )

    def both_of(self, hit: Hit, predications: tuple[Predication, ...]) -> Phrase | None:
        """Those between whom it is: 'a truce between Mali and Niger', 'the Mali-Niger accord'; None where not two."""
        predication = hit.predication
        if predication.kind != "noun" and not predication.is_passive and not hit.action.is_reciprocal:
            return None
        told = [p for p in predications if p.chain and _hangs(p, predication, "participle")]
        for phrase in (phrase for each in (predication, *told) for phrase in each.phrases("between")):
            if sum(self.conditioner.parties.is_actor(member) for member in phrase.members) > 1:
                return phrase
        if not hit.action.is_reciprocal:
            return None
        compounds = [part for phrase in predication.phrases("compound") for part in _names_in(phrase)]
        named = [part for part in compounds if self.conditioner.parties.is_authority(part)]
        return replace(named[0], conjuncts=tuple(named[1:])) if len(named) > 1 else None

    def speaker_above(self, hit: Hit, predications: tuple[Predication, ...]) -> Party | None:
        """'said the rebels were responsible': for a trigger whose source is the speaker of its clause."""
        if SPEAKER not in (hit.trigger.source or ()):
            return None
        for link in hit.predication.chain:
            if link.relation in {"that", "quote", "parenthetical"}:
                speaker = predications[link.predication].agent
                return (
                    Party(speaker, speaker)
                    if speaker is not None and self.conditioner.parties.is_actor(speaker)
                    else None
                )
        return None

    def _paced_by(self, hit: Hit, predications: tuple[Predication, ...]) -> Party | None:
        """'Chad speeded up the withdrawal of its troops': who hurries it does it."""
        link = hit.predication.chain[0] if hit.predication.chain else None
        if hit.predication.kind != "noun" or link is None or link.relation != "object":
            return None
        above = predications[link.predication]
        if above.lemma not in PACING or above.agent is None or not self.conditioner.parties.is_actor(above.agent):
            return None
        return Party(above.agent, above.agent)

    def _responsible(self, hit: Hit, predications: tuple[Predication, ...]) -> Party | None:
        """'The militia was responsible for the killings': the noun's doer is the adjective's subject."""
        link = hit.predication.chain[0] if hit.predication.chain else None
        if hit.predication.kind != "noun" or link is None or link.relation != "for" or link.lemma != "responsible":
            return None
        doer = predications[link.predication].agent
        return Party(doer, doer) if doer is not None and self.conditioner.parties.is_actor(doer) else None

    def _sent_to(self, hit: Hit, source: Party | None, predications: tuple[Predication, ...]) -> Party | None:
        """'sent experts to Chad to investigate': where they are sent is where they act; 'called X to apologise'."""
        link = hit.predication.chain[0] if hit.predication.chain else None
        if link is None or link.relation not in {"purpose", "infinitive"}:
            return None
        above = predications[link.predication]
        if above.lemma not in SENDING | REACHING:
            return None
        reached = above.patient if above.lemma in REACHING else None
        for phrase in (reached, *above.phrases("to", "into", "with")):
            if (
                phrase is not None
                and self.conditioner.parties.is_actor(phrase)
                and (source is None or phrase.head_start != source.head_start)
            ):
                return Party(phrase, phrase)
        return None

    def _served(self, hit: Hit, source: Party | None, predications: tuple[Predication, ...]) -> Party | None:
        """'deployed troops to help the Malian army': whom they are to help or fight."""
        for below in predications:
            link = below.chain[0] if below.chain else None
            if link is None or link.predication != hit.predication.index or below.lemma not in SERVING:
                continue
            if link.relation in {"purpose", "infinitive"} and below.patient is not None:
                helped = below.patient
                is_other = source is None or helped.head_start != source.head_start
                if is_other and not helped.is_pronoun and self.conditioner.parties.is_actor(helped):
                    return Party(helped, helped)
        return None

    def _party_beside(self, hit: Hit, predications: tuple[Predication, ...]) -> Party | None:
        """'In talks with X, Y said': the subject of the clause took part."""
        predication = hit.predication
        if predication.kind != "noun" or not hit.action.is_reciprocal or not predication.chain:
            return None
        link = predication.chain[0]
        subject = predications[link.predication].agent
        if link.relation in {"in", "during", "at", "after", "following"} and subject is not None:
            return Party(subject, subject) if self.conditioner.parties.is_actor(subject) else None
        return None

    def _subject_above(self, hit: Hit, predications: tuple[Predication, ...]) -> Party | None:
        """'Cohen, on a visit to Japan, said', 'Lima announced a withdrawal': a noun's doer is its clause's subject."""
        predication = hit.predication
        if predication.kind != "noun" or hit.action.family in {*VIOLENT, "acts"} or not predication.chain:
            return None
        link = next((link for link in predication.chain[:2] if predications[link.predication].kind == "verb"), None)
        if link is None:
            return None
        above = predications[link.predication]
        told = self.ontology.action_index.get((above.kind, above.lemma), ())
        if any(action.family == hit.action.family for action, _ in told):
            return None  # "met on the sidelines of the summit": the verb tells it
        embedding = self.ontology.embedding
        is_carried = link.relation == "object" and any(
            above.lemma in embedding.get(name, ()) for name in ("light", "aspect", "end", "negate")
        )
        if not is_carried and above.lemma not in ANNOUNCING and link.relation not in ACCOMPANYING:
            return None
        subject = above.agent
        return Party(subject, subject) if subject is not None and self.conditioner.parties.is_actor(subject) else None

    def _target_below(self, hit: Hit, source: Party | None, predications: tuple[Predication, ...]) -> Party | None:
        """'lifted sanctions imposed on India': the target stands in a clause below the trigger."""
        taken = source.head_start if source is not None else -1
        start, end = hit.predication.start, hit.predication.clause[1]
        for below in predications:
            if hit.action.is_reciprocal and below.lemma not in BRINGING:
                continue  # "talks to touch on Chad": a topic is no side
            links = {(link.predication, link.relation) for link in below.chain[:2]}
            if (hit.predication.index, "participle") not in links or not start < below.start < end:
                continue
            for phrase in (below.patient, below.recipient, *(p for _, p in below.complements)):
                if phrase is not None and phrase.head_start != taken and self.conditioner.parties.is_actor(phrase):
                    return Party(phrase, phrase)
        return None

    def _struck(self, hit: Hit, source: Party | None, predications: tuple[Predication, ...]) -> Party | None:
        """'the air strike destroyed the depot': what the verb hits is what the noun hits."""
        predication = hit.predication
        if predication.kind != "noun" or not predication.chain or hit.action.family not in {*VIOLENT, "protest"}:
            return None
        link = predication.chain[0]
        verb = predications[link.predication]
        struck = verb.patient
        if struck is None or verb.lemma not in self.ontology.embedding.get("factual", frozenset()):
            return None
        if link.relation != "subject" and not (verb.is_passive and link.relation in {"in", "by", "during"}):
            return None
        if (
            source is not None
            and struck.head_start == source.head_start
            or not self.conditioner.parties.is_actor(struck)
        ):
            return None
        return Party(struck, struck)


def _hangs(below: Predication, above: Predication, relation: str) -> bool:
    return (below.chain[0].predication, below.chain[0].relation) == (above.index, relation)


def _names_in(phrase: Phrase) -> tuple[Phrase, ...]:
    """The names of a compound, each by itself: "Mali-Niger"."""
    head = phrase.text[phrase.head_start - phrase.start : phrase.head_end - phrase.start]
    words = [*phrase.modifiers, Word(phrase.head_start, phrase.head_end, head, phrase.head, phrase.pos, phrase.entity)]
    words = [word for word in words if word.pos == "PROPN"]
    return tuple(Phrase(w.start, w.end, w.text, w.lemma, w.start, w.end, w.pos, w.entity, w.text) for w in words)


def _narrow(hit: Hit) -> Trigger:
    """'met in Astana': who meets whom does not stand under a preposition of place."""
    if hit.trigger.target is not None or not hit.action.is_reciprocal:
        return hit.trigger
    return replace(hit.trigger, target=RECIPROCAL_TARGETS)
