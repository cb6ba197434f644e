"""What stands for a party that nobody names: a thing, an issue or the territory where it happens.

A Mention with the predications of its sentence goes in, the Phrase of what it is done to comes out, or None.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dateline.coding.candidates.conditions import Conditioner, complements_of
from dateline.coding.ontology import Ontology
from dateline.coding.ontology.model import Trigger
from dateline.coding.records import UNSPECIFIED, Mention, Phrase, Predication

# Words that measure time or name the sentence's own frame are never what an event is done to.
FRAMES = frozenset(
    """day week month year hour minute time morning evening night weekend period moment monday tuesday wednesday
    thursday friday saturday sunday way order end part result effect basis""".split()
)
MEASURES = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "CARDINAL", "ORDINAL", "QUANTITY"})
VERB_THINGS = ("object",)
NOUN_THINGS = ("against", "on", "of", "at", "toward", "towards", "into", "over", "to")
THINGS = frozenset({"object", "against", "on", "of", "at", "toward", "towards", "into", "over"})
SITES = ("place", "territory", "building", "military", "vehicle", "vessel", "utility", "road", "battle_site")
AIMING = ("against", "at", "on", "toward", "towards", "into", "to")
# What these are laid on or taken off is the place, not the measure.
MEASURES_LAID = frozenset({"curfew", "emergency", "end_curfew", "end_emergency", "restriction", "ease_restrictions"})
# Gatherings over something: what they are against is their target rather than where they stand.
ISSUES = frozenset({"demonstration", "dissent", "hunger_strike"})
# Where a thing is done, the nearest first.
WHERE = ("in", "across", "throughout", "at", "outside", "inside", "near", "around", "along", "from")
# Families whose acts bear on the people of the place, and the actions among them that do not.
TERRITORIAL = frozenset(
    {"coercion", "posture", "protest", "aid", "fighting", "assault", "mass_violence", "yielding", "investigation"}
)
UNTIED = frozenset({"surrender", "withdrawal", "resignation", "ceasefire_violation"})
DONE = frozenset({"do", "attempt", "intend", "threaten"})
PARTS = frozenset({"part", "area", "region", "district", "city", "town", "village", "province", "state", "most", "all"})


@dataclass(frozen=True, slots=True)
class StandIns:
    """Reads stand-ins from a mention's clause.

    Parameters
    ----------
    conditioner: the test of phrases and the ontology, as the matcher uses them.
    """

    conditioner: Conditioner

    def find(self, mention: Mention, predications: Sequence[Predication]) -> Phrase | None:
        """The thing that it is done to, else the territory; for a measure first what it is laid on or taken off."""
        thing = self._thing(mention, predications)
        if thing is not None and mention.action not in MEASURES_LAID:
            return thing
        return self._bearing(mention) or self._territory(mention, predications) or thing

    def _thing(self, mention: Mention, predications: Sequence[Predication]) -> Phrase | None:
        """What the event is done to where that is no actor: 'vetoed the bill', 'fired at the airport'."""
        trigger = trigger_of(mention, self.conditioner.ontology)
        if trigger is None or mention.is_reciprocal:
            return None
        predication = mention.predication
        verb = speech_of(mention, predications, self.conditioner.ontology) if mention.act == "refuse" else None
        if verb is not None and verb.patient is not None and verb.patient.head not in FRAMES:
            return None if verb.patient.is_pronoun else replace(verb.patient, conjuncts=())
        order = trigger.target or (NOUN_THINGS if predication.kind == "noun" else VERB_THINGS)
        for name in order:
            for phrase in _standing(name, predication):
                if self._is_thing(phrase, trigger, mention) and (name in THINGS or self._is_site(phrase)):
                    return replace(phrase, conjuncts=())
        if trigger.target is None and predication.kind == "verb":
            for name in AIMING:
                for phrase in predication.phrases(name):
                    if self._is_thing(phrase, trigger, mention) and self._is_site(phrase):
                        return replace(phrase, conjuncts=())
        return None

    def find_issue(self, mention: Mention) -> Phrase | None:
        """'Marched in Lima against fuel prices': what is protested against, be it no party."""
        trigger = trigger_of(mention, self.conditioner.ontology)
        if trigger is None or mention.action not in ISSUES:
            return None
        for name in ("against", "over"):
            for phrase in complements_of(mention.predication, name):
                if self._is_thing(phrase, trigger, mention):
                    return replace(phrase, conjuncts=())
        return None

    def _bearing(self, mention: Mention) -> Phrase | None:
        """'Lifted the ban on foreign films': what a measure bears on, be it no party."""
        trigger = trigger_of(mention, self.conditioner.ontology)
        if mention.action not in MEASURES_LAID or trigger is None:
            return None
        for name in ("on", "against"):
            for phrase in complements_of(mention.predication, name):
                if self._is_thing(phrase, trigger, mention):
                    return replace(phrase, conjuncts=())
        return None

    def _territory(self, mention: Mention, predications: Sequence[Predication]) -> Phrase | None:
        """Where it is done, if nobody stands for the other side: 'imposed a curfew in Chad', 'resigned in Peru'."""
        predication = mention.predication
        if not self.bears_on_territory(mention):
            return None
        laid = [below for below in predications if _is_laid(below, predication)]
        for name in WHERE:
            for place in (predication, *laid):
                for phrase in complements_of(place, name):
                    if self._is_territory(phrase) and not _holds(phrase, mention.source):
                        return replace(phrase, conjuncts=())
        return None

    def bears_on_territory(self, mention: Mention) -> bool:
        """Whether the place where it happens stands in for a target that nobody names."""
        trigger = trigger_of(mention, self.conditioner.ontology)
        if trigger is not None and trigger.target is not None and "none" in trigger.target:
            return False  # the words tell that it is done to somebody who is not of the place
        is_done = mention.act in DONE and mention.action not in UNTIED and not mention.is_reciprocal
        return is_done and family_of(mention, self.conditioner.ontology) in TERRITORIAL

    def is_over_issue(self, mention: Mention) -> bool:
        """Whether a target that is no party is what people at home want of those who govern them."""
        return mention.action in ISSUES and mention.act in DONE and mention.target is not None

    def _is_territory(self, phrase: Phrase) -> bool:
        if phrase.is_pronoun or phrase.pos not in {"NOUN", "PROPN"}:
            return False
        if phrase.entity in {"GPE", "LOC"}:
            return True
        return any(_names_place(part) for _, part in phrase.complements) and (
            phrase.head in PARTS or phrase.head in self.conditioner.ontology.classes.get("territory", ())
        )

    def _is_thing(self, phrase: Phrase, trigger: Trigger, mention: Mention) -> bool:
        predication = mention.predication
        if (
            phrase.is_pronoun
            or phrase.head in FRAMES
            or phrase.entity in MEASURES
            or phrase.pos not in {"NOUN", "PROPN"}
        ):
            return False
        if phrase.start <= predication.start < phrase.end or (
            mention.source and phrase.start <= mention.source.head_start < phrase.end
        ):
            return False
        asked = trigger.conditions.object
        is_part_of_trigger = asked is not None and phrase.head in asked.lemmas
        return not is_part_of_trigger and not any(
            phrase.head in constraint.lemmas for constraint in trigger.conditions.preps.values()
        )

    def _is_site(self, phrase: Phrase) -> bool:
        classes = self.conditioner.ontology.classes
        return phrase.entity in {"GPE", "LOC", "FAC"} or any(phrase.head in classes.get(name, ()) for name in SITES)


def family_of(mention: Mention, ontology: Ontology) -> str | None:
    """The family of the mention's action; None for a content that has no name."""
    action = ontology.actions.get(mention.action)
    return action.family if action is not None else None


def trigger_of(mention: Mention, ontology: Ontology) -> Trigger | None:
    """The trigger that named the mention."""
    action = ontology.acts.get(mention.act) if mention.action == UNSPECIFIED else ontology.actions.get(mention.action)
    if action is None:
        return None
    return next((trigger for trigger in action.triggers if trigger.rule == mention.rule), None)


def speech_of(mention: Mention, predications: Sequence[Predication], ontology: Ontology) -> Predication | None:
    """The predicate that is the act: "demanded" in 'demanded a truce'."""
    chain = [predications[link.predication] for link in mention.predication.chain]
    for predication in (mention.predication, *chain):
        named = ontology.act_index.get((predication.kind, predication.lemma), ())
        if any(action.name == mention.act for action, _ in named):
            return predication
    return None


def _standing(name: str, predication: Predication) -> tuple[Phrase, ...]:
    if name == "object":
        return (predication.patient,) if predication.patient is not None else ()
    if name in {"recipient", "subject", "none", "modifier", "compound", "possessor"} or "." in name:
        return ()
    return complements_of(predication, name)


def _is_laid(below: Predication, above: Predication) -> bool:
    """'Shortened the curfew imposed in Chad': the clause that tells where the object was laid."""
    link = below.chain[0] if below.chain else None
    thing = above.patient.head_start if above.patient is not None else above.start
    return (
        link is not None
        and link.relation in {"participle", "relative"}
        and below.patient is not None
        and below.patient.head_start == thing
    )


def _names_place(phrase: Phrase) -> bool:
    return phrase.entity in {"GPE", "LOC"}


def _holds(outer: Phrase, inner: Phrase | None) -> bool:
    return inner is not None and outer.start <= inner.head_start < outer.end
