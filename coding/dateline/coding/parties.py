"""Who stands on either side of a mention where its trigger's own places leave that open.

A Mention with the predications of its sentence goes in, the Mention with fuller parties comes out; resolved members
go in, members with the country that the other side gives come out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dateline.coding.ontology.conditions import Conditioner, Party, complements_of, parts_of
from dateline.coding.ontology.model import Trigger
from dateline.coding.opponents import OpponentFinder
from dateline.coding.records import UNSPECIFIED, Mention, Phrase, Predication

# What is asked of somebody: who refuses it refuses its author.
REQUESTS = frozenset(
    """request demand appeal call proposal offer plan suggestion ultimatum claim bid invitation idea initiative
    resolution draft plea petition overture condition deadline deal order accusation allegation""".split()
)
OWNERS = ("possessor", "by")
REFUSED = frozenset({"object", "for", "to", "on", "of", "with", "infinitive", "that"})
AUTHORS = ("possessor", "by", "from", "modifier", "of")
# Words that measure time or name the sentence's own frame are never what an event is done to.
FRAMES = frozenset(
    """day week month year hour minute time morning evening night weekend period moment monday tuesday wednesday
    thursday friday saturday sunday way order end part result effect basis""".split()
)
MEASURES = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "CARDINAL", "ORDINAL", "QUANTITY"})
ASKING = frozenset({"ask", "demand"})
ADDRESSING = ("from", "to", "with", "against", "in")
BESIDE = len(" in the ")  # characters between a noun and a phrase that may as well hang from it
BEARING = frozenset({"on", "against"})
CLOSE = 40
CONTENTS = frozenset({"infinitive", "that", "gerund", "object", "to", "with", "purpose", "for", "small"})
# Who is given something is meant before what is given.
CONTENT_TARGETS = (
    *("recipient", "to", "object", "against", "with", "at", "on", "toward", "towards"),
    *("from", "into", "in", "over", "of", "for"),
)
VERB_THINGS = ("object",)
NOUN_THINGS = ("against", "on", "of", "at", "toward", "towards", "into", "over", "to")
THINGS = frozenset({"object", "against", "on", "of", "at", "toward", "towards", "into", "over"})
SITES = ("place", "territory", "building", "military", "vehicle", "vessel", "utility", "road", "battle_site")
AIMING = ("against", "at", "on", "toward", "towards", "into", "to")

# Where a thing is done, the nearest first.
# What these are laid on or taken off is the place, not the measure.
MEASURES_LAID = frozenset({"curfew", "emergency", "end_curfew", "end_emergency", "restriction", "ease_restrictions"})
# What several do together they do with each other.
JOINT = frozenset({"military_exercise"})
OFFICIAL = frozenset({"detention", "charge", "conviction", "deportation", "execution", "pardon"})
WHERE = ("in", "across", "throughout", "at", "outside", "inside", "near", "around", "along", "from")
# Families whose acts bear on the people of the place, and the actions among them that do not.
TERRITORIAL = frozenset(
    {"coercion", "posture", "protest", "aid", "fighting", "assault", "mass_violence", "yielding", "investigation"}
)
UNTIED = frozenset({"surrender", "withdrawal", "resignation", "ceasefire_violation"})
DONE = frozenset({"do", "attempt", "intend", "threaten"})
PARTS = frozenset({"part", "area", "region", "district", "city", "town", "village", "province", "state", "most", "all"})


@dataclass(frozen=True, slots=True)
class PartyFinder:
    """Fills the parties of mentions from their clause.

    Parameters
    ----------
    conditioner: the test of phrases and the ontology, as the matcher uses them.
    """

    conditioner: Conditioner

    @property
    def opponents(self) -> OpponentFinder:
        """Reads opponents with the same tests."""
        return OpponentFinder(self.conditioner)

    def complete(self, mention: Mention, predications: Sequence[Predication]) -> Mention:
        """The mention with a target that its clause names, and reciprocal where two parties agree."""
        spoken_to = self._author_of_request(mention, predications) or self._asked(mention, predications)
        if spoken_to is not None:
            return replace(mention, target=spoken_to.phrase, target_words=spoken_to.words)
        if mention.source is None:
            mention = self._by_local_authority(mention)
        if mention.target is not None and not self._stands_on_site(mention):
            return mention
        opponent = self._opponent(mention, predications)
        if opponent is not None:
            return replace(mention, target=opponent.phrase, target_words=opponent.words)
        if mention.target is not None:
            return mention
        met = self._met(mention, predications)
        if met is not None:
            return replace(mention, target=met.phrase, target_words=met.words)
        is_joint = mention.action in JOINT and mention.source is not None and bool(mention.source.conjuncts)
        if is_joint or _agree_together(mention, predications) or self._fail_together(mention):
            return replace(mention, is_reciprocal=True)
        meant = (
            self._addressed(mention, predications)
            or self._in_content(mention, predications)
            or self._told_of_object(mention, predications)
        )
        if meant is not None:
            return replace(mention, target=meant.phrase, target_words=meant.words)
        thing = self._thing(mention, predications)
        if thing is None or mention.action in MEASURES_LAID:
            thing = self._laid_on(mention) or self._territory(mention, predications) or thing
        if thing is not None:
            return replace(mention, target=thing, target_words=thing)
        return mention

    def _author_of_request(self, mention: Mention, predications: Sequence[Predication]) -> Party | None:
        """'rejected Peru's demand to leave': the refusal is done to Peru, whatever was demanded."""
        if mention.act != "refuse":
            return None
        for link in mention.predication.chain:
            verb = predications[link.predication]
            if verb.kind != "verb" or link.relation not in REFUSED:
                continue
            for phrase in (verb.patient, *verb.phrases("to", "with")):
                if phrase is None or phrase.is_pronoun:
                    continue
                for part in AUTHORS if phrase.head in REQUESTS else OWNERS:
                    for author in parts_of(phrase, part):
                        if self.conditioner.parties.is_actor(author) and not _is(author, mention.source):
                            return Party(author, phrase)
        return None

    def _by_local_authority(self, mention: Mention) -> Mention:
        """'The envoy was arrested in Chad': who arrests, tries or expels somewhere is that country."""
        predication = mention.predication
        if mention.action not in OFFICIAL or mention.act != "do" or not predication.is_passive:
            return mention
        for phrase in predication.phrases("in"):
            if phrase.entity == "GPE" and not _is(phrase, mention.target):
                lone = replace(phrase, conjuncts=())
                return replace(mention, source=lone, source_words=lone)
        return mention

    def _opponent(self, mention: Mention, predications: Sequence[Predication]) -> Party | None:
        if self._family(mention) == "protest" and mention.act != "refuse":
            protested = self.opponents.find_protested(mention, predications)
            if protested is not None:
                return protested
        if mention.target is not None:
            return None
        if mention.act == "refuse":
            return self.opponents.find_awaited(mention, predications) or self.opponents.find_pressing(mention)
        if mention.act in {"intend", "threaten"}:
            return self.opponents.find_awaited(mention, predications)
        if self._family(mention) == "investigation":
            return self.opponents.find_suspected(mention, predications)
        if self._family(mention) == "yielding":
            found = self.opponents.find_pressing(mention)
            is_strike = mention.action == "end_protest"
            return self.opponents.find_awaited(mention, predications) if found is None and is_strike else found
        return None

    def _stands_on_site(self, mention: Mention) -> bool:
        """Whether a protest's target is only where it takes place: 'blocked streets in Chad'."""
        words = mention.target_words
        if words is None or self._family(mention) != "protest":
            return False
        return any(words.head_start == phrase.head_start for phrase in complements_of(mention.predication, "in"))

    def _family(self, mention: Mention) -> str | None:
        action = self.conditioner.ontology.actions.get(mention.action)
        return action.family if action is not None else None

    def _met(self, mention: Mention, predications: Sequence[Predication]) -> Party | None:
        """'met the envoy for talks': the verb's object is the other side of the noun that it carries."""
        noun = mention.predication
        if noun.kind != "noun" or noun.light_verb is None or mention.source is None:
            return None
        for verb in predications:
            if verb.kind != "verb" or verb.lemma != noun.light_verb or not _is(verb.agent, mention.source):
                continue
            met = verb.patient
            if met is not None and met.head_start != noun.start and self.conditioner.parties.is_actor(met):
                return Party(met, met)
        return None

    def _fail_together(self, mention: Mention) -> bool:
        """'Mali and Niger failed to reach an accord': what takes two is refused by each to the other."""
        action = self.conditioner.ontology.actions.get(mention.action)
        is_joint = mention.source is not None and bool(mention.source.conjuncts)
        return mention.act == "refuse" and is_joint and action is not None and action.is_reciprocal

    def _asked(self, mention: Mention, predications: Sequence[Predication]) -> Party | None:
        """'demanded that Chad agree to the release': who is to act, whoever is released."""
        verb = self._speech(mention, predications) if mention.act in ASKING else None
        if verb is None or verb is mention.predication:
            return None
        for link in mention.predication.chain:
            if link.predication == verb.index:
                return None
            asked = self._other(predications[link.predication].agent, mention)
            if asked is not None:
                return asked
        return None

    def _addressed(self, mention: Mention, predications: Sequence[Predication]) -> Party | None:
        """Who is spoken to: 'demanded autonomy from Chad', 'threatened to leave if Chad attacks'."""
        verb = self._speech(mention, predications)
        if verb is None:
            return None
        if mention.act == "refuse" and verb is not mention.predication:
            refused = self._other(verb.patient, mention)
            if refused is not None:
                return refused
        for name in ADDRESSING:
            for phrase in (*verb.phrases(name), *(mention.predication.phrases(name) if name == "in" else ())):
                beside = name != "in" or 0 <= phrase.start - mention.predication.end <= BESIDE
                asked = self._other(phrase, mention) if beside else None
                if asked is not None:
                    return asked
        if mention.act == "threaten":
            for below in predications:
                is_condition = bool(below.chain) and below.chain[0].relation == "condition"
                if is_condition and any(link.predication == verb.index for link in below.chain):
                    asked = self._other(below.agent, mention)
                    if asked is not None:
                        return asked
        return None

    def _in_content(self, mention: Mention, predications: Sequence[Predication]) -> Party | None:
        """'offered to hand the suspects to Chad': where the content has no name, whoever stands in it."""
        if mention.action != UNSPECIFIED:
            return None
        above = {mention.predication.index}
        for below in predications:
            link = below.chain[0] if below.chain else None
            if link is None or link.predication not in above or link.relation not in CONTENTS:
                continue
            above.add(below.index)
            found = self.conditioner.target_of(Trigger("", below.kind, (), target=CONTENT_TARGETS), below, None)
            if found is not None and not _is(found.phrase, mention.source) and not found.phrase.is_pronoun:
                return found
        return None

    def _told_of_object(self, mention: Mention, predications: Sequence[Predication]) -> Party | None:
        """'lifted the sanctions imposed on Chad': the place that the trigger names is filled below its object."""
        trigger = self._trigger(mention)
        thing = mention.predication.patient
        if trigger is None or thing is None:
            return None
        names = {name.rpartition(".")[2] for name in trigger.target or BEARING} & BEARING
        for below in predications:
            if not below.chain or below.chain[0].relation != "participle":
                continue
            if thing.head_start not in (predications[below.chain[0].predication].start, _start(below.patient)):
                continue
            for name in sorted(names):
                for phrase in below.phrases(name):
                    found = self._other(phrase, mention)
                    if found is not None and thing.end <= below.start < thing.end + CLOSE:
                        return found
        return None

    def _other(self, phrase: Phrase | None, mention: Mention) -> Party | None:
        if phrase is None or phrase.is_pronoun or _is(phrase, mention.source):
            return None
        return Party(phrase, phrase) if self.conditioner.parties.is_actor(phrase) else None

    def _speech(self, mention: Mention, predications: Sequence[Predication]) -> Predication | None:
        """The predicate that is the act: "demanded" in 'demanded a truce'."""
        chain = [predications[link.predication] for link in mention.predication.chain]
        for predication in (mention.predication, *chain):
            named = self.conditioner.ontology.act_index.get((predication.kind, predication.lemma), ())
            if any(action.name == mention.act for action, _ in named):
                return predication
        return None

    def _thing(self, mention: Mention, predications: Sequence[Predication]) -> Phrase | None:
        """What the event is done to where that is no actor: 'vetoed the bill', 'fired at the airport'."""
        trigger = self._trigger(mention)
        if trigger is None or mention.is_reciprocal:
            return None
        predication = mention.predication
        verb = self._speech(mention, predications) if mention.act == "refuse" else None
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

    def _laid_on(self, mention: Mention) -> Phrase | None:
        """'Lifted the ban on foreign films': what a measure bears on, be it no party."""
        trigger = self._trigger(mention)
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
        is_done = mention.act in DONE and mention.action not in UNTIED and not mention.is_reciprocal
        return is_done and self._family(mention) in TERRITORIAL

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

    def _trigger(self, mention: Mention) -> Trigger | None:
        ontology = self.conditioner.ontology
        action = (
            ontology.acts.get(mention.act) if mention.action == UNSPECIFIED else ontology.actions.get(mention.action)
        )
        if action is None:
            return None
        return next((trigger for trigger in action.triggers if trigger.rule == mention.rule), None)


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


def _start(phrase: Phrase | None) -> int:
    return phrase.head_start if phrase is not None else -1


def _is(phrase: Phrase | None, other: Phrase | None) -> bool:
    return phrase is not None and other is not None and phrase.head_start == other.head_start


def _agree_together(mention: Mention, predications: Sequence[Predication]) -> bool:
    """'Mali and Niger agreed to a truce': those who agree in one clause agree with each other."""
    if mention.act != "intend" or mention.source is None or not mention.source.conjuncts:
        return False
    verb = next((p for p in predications if p.lemma == "agree" and _is(p.agent, mention.source)), None)
    above = (mention.predication.index, *(link.predication for link in mention.predication.chain))
    return verb is not None and verb.index in above
