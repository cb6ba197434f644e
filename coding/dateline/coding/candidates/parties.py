"""Who stands on either side of a mention where its trigger's own places leave that open.

A Mention with the predications of its sentence goes in, the Mention with fuller parties comes out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dateline.coding.candidates.conditions import Conditioner, Party, complements_of, parts_of
from dateline.coding.candidates.implied_targets import StandIns, family_of, speech_of, trigger_of
from dateline.coding.candidates.opponents import OpponentFinder
from dateline.coding.ontology.model import Trigger
from dateline.coding.records import UNSPECIFIED, Mention, Phrase, Predication

# What is asked of somebody: who refuses it refuses its author.
REQUESTS = frozenset(
    """request demand appeal call proposal offer plan suggestion ultimatum claim bid invitation idea initiative
    resolution draft plea petition overture condition deadline deal order accusation allegation""".split()
)
OWNERS = ("possessor", "by")
REFUSED = frozenset({"object", "for", "to", "on", "of", "with", "infinitive", "that"})
AUTHORS = ("possessor", "by", "from", "modifier", "of")
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
# What several do together they do with each other.
JOINT = frozenset({"military_exercise"})
OFFICIAL = frozenset({"detention", "charge", "conviction", "deportation", "execution", "pardon"})


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

    @property
    def stand_ins(self) -> StandIns:
        """Reads what stands where no party is named, with the same tests."""
        return StandIns(self.conditioner)

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
        issue = self.stand_ins.find_issue(mention)
        if issue is not None:
            return replace(mention, target=issue, target_words=issue)
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
        thing = self.stand_ins.find(mention, predications)
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
            is_state = self.conditioner.parties.sector_of(phrase) is None and self.conditioner.parties.is_public(phrase)
            if phrase.entity == "GPE" and is_state and not _is(phrase, mention.target):
                lone = replace(phrase, conjuncts=())
                return replace(mention, source=lone, source_words=lone)
        return mention

    def _opponent(self, mention: Mention, predications: Sequence[Predication]) -> Party | None:
        if family_of(mention, self.conditioner.ontology) == "protest" and mention.act != "refuse":
            protested = self.opponents.find_protested(mention, predications)
            if protested is not None:
                return protested
        if mention.target is not None:
            return None
        if mention.act == "refuse":
            return self.opponents.find_awaited(mention, predications) or self.opponents.find_pressing(mention)
        if mention.act in {"intend", "threaten"}:
            return self.opponents.find_awaited(mention, predications)
        if family_of(mention, self.conditioner.ontology) == "investigation":
            return self.opponents.find_suspected(mention, predications)
        if family_of(mention, self.conditioner.ontology) == "yielding":
            found = self.opponents.find_pressing(mention)
            is_strike = mention.action == "end_protest"
            return self.opponents.find_awaited(mention, predications) if found is None and is_strike else found
        return None

    def _stands_on_site(self, mention: Mention) -> bool:
        """Whether a protest's target is only where it takes place: 'blocked streets in Chad'."""
        words = mention.target_words
        if words is None or family_of(mention, self.conditioner.ontology) != "protest":
            return False
        return any(words.head_start == phrase.head_start for phrase in complements_of(mention.predication, "in"))

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
        verb = speech_of(mention, predications, self.conditioner.ontology) if mention.act in ASKING else None
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
        verb = speech_of(mention, predications, self.conditioner.ontology)
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
        trigger = trigger_of(mention, self.conditioner.ontology)
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
