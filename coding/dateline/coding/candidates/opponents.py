"""Whom a protest, a refusal or a threat is meant for where only a clause or an aside beside it tells.

A Mention and the predications of its sentence go in, the Party comes out: 'marched to demand reforms from the
council', 'will not lift the ban until Chad pays', 'refused to resign despite calls by the unions'.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.coding.candidates.conditions import Conditioner, Party, parts_of
from dateline.coding.records import Mention, Phrase, Predication

PURPOSES = frozenset(
    {"purpose", "infinitive", "participle", "gerund", "in", "as", "of", "for", "during", "at", "following"}
)
DEMANDING = frozenset(
    """demand urge call press pressure push ask convince persuade force compel seek request want insist require appeal
    petition plead""".split()
)
OPPOSING = frozenset(
    """protest demonstrate oppose denounce condemn decry criticize criticise reject resist challenge defy accuse blame
    defiance opposition disapproval anger show express voice rally demonstration march strike""".split()
)
CONTENTS = frozenset({"that", "infinitive", "small"})
ENDS_OF_OFFICE = frozenset(
    "resignation removal ouster overthrow departure impeachment dismissal sacking end fall policy plan decision".split()
)
OWNED_BY = ("by", "possessor", "from", "of", "modifier", "against", "to")
AIMED_AT = ("against", "at", "with", "over", "of", "on", "for", "to", "from")
# Clauses that name who has to move first, or who has moved.
TERMS = frozenset({"condition", "until"})
EMPLOYERS = frozenset({"company", "management", "employer", "firm", "operator", "airline"})
SUSPICIONS = frozenset({"that", "condition", "of", "into", "over", "about"})
PRESSURE = frozenset(
    """pressure call appeal demand protest warning request plea threat objection opposition criticism condemnation
    ultimatum urging insistence offer proposal agreement deal talk negotiation accord pledge promise""".split()
)
PRESSED = ("despite", "amid", "amidst", "after", "following", "under", "in")
PRESSED_BY = ("by", "from", "with", "possessor", "modifier", "of")


@dataclass(frozen=True, slots=True)
class OpponentFinder:
    """Reads the opponent from the clauses below and beside a mention.

    Parameters
    ----------
    conditioner: the test of phrases and the ontology, as the matcher uses them.
    """

    conditioner: Conditioner

    def find_protested(self, mention: Mention, predications: Sequence[Predication]) -> Party | None:
        """Whom protesters turn against: 'fasted to protest Chad's raid', 'rallied, demanding that the mayor resign'."""
        anchors = _anchors(mention, predications)
        for below in predications:
            if not any(link.predication in anchors for link in below.chain[:2]) or below.index in anchors:
                continue
            if below.chain[0].relation not in PURPOSES:
                continue
            found = self._in_purpose(below, mention, predications)
            if found is not None:
                return found
        return None

    def _in_purpose(self, below: Predication, mention: Mention, predications: Sequence[Predication]) -> Party | None:
        if below.lemma in DEMANDING:
            for content in predications:
                link = content.chain[0] if content.chain else None
                if link is not None and link.predication == below.index and link.relation in CONTENTS:
                    asked = self._foe(content.agent, mention)
                    if asked is not None:
                        return asked
            for phrase in (*below.phrases("from", "on", "upon", "to", "by"), below.patient):
                asked = self._foe(phrase, mention) or self._owner(phrase, mention)
                if asked is not None:
                    return asked
            for phrase in below.phrases("for"):
                asked = self._owner(phrase, mention)
                if asked is not None:
                    return asked
        if below.lemma in OPPOSING:
            for phrase in (below.patient, *below.phrases(*AIMED_AT)):
                opposed = self._foe(phrase, mention) or self._owner(phrase, mention)
                if opposed is not None:
                    return opposed
        return None

    def find_awaited(self, mention: Mention, predications: Sequence[Predication]) -> Party | None:
        """Who has to act first: 'will not lift the ban until Chad pays', 'will strike unless the firm gives in'."""
        above = {mention.predication.index, *(link.predication for link in mention.predication.chain)}
        for below in predications:
            terms = TERMS if mention.act in {"intend", "threaten"} else TERMS | {"adverbial"}
            if below.chain and below.chain[0].predication in above and below.chain[0].relation in terms:
                for phrase in (below.agent, below.patient):
                    awaited = self._foe(phrase, mention) or self._owner(phrase, mention)
                    if awaited is not None:
                        return awaited
        return None

    def find_suspected(self, mention: Mention, predications: Sequence[Predication]) -> Party | None:
        """Who is looked into: 'investigates whether soldiers shot at nurses', 'an inquiry into claims that ...'."""
        carried = mention.predication.patient
        anchors = {mention.predication.index}
        anchors |= {p.index for p in predications if carried is not None and p.start == carried.head_start}
        for below in predications:
            link = below.chain[0] if below.chain else None
            if link is not None and link.predication in anchors and link.relation in SUSPICIONS:
                for phrase in (below.agent, below.patient):
                    if phrase is not None and not phrase.is_pronoun and not _overlaps(phrase, mention.source):
                        if self.conditioner.parties.is_actor(phrase):
                            return Party(phrase, phrase)
        return None

    def find_pressing(self, mention: Mention) -> Party | None:
        """Who calls for what is refused: 'declined to resign despite pressure by the unions'."""
        for phrase in mention.predication.phrases(*PRESSED):
            if phrase.head in PRESSURE:
                for part in PRESSED_BY:
                    for author in parts_of(phrase, part):
                        pressing = self._foe(author, mention)
                        if pressing is not None:
                            return pressing
        return None

    def _foe(self, phrase: Phrase | None, mention: Mention) -> Party | None:
        if phrase is None or phrase.is_pronoun or _overlaps(phrase, mention.source):
            return None
        parties = self.conditioner.parties
        is_foe = (
            parties.is_authority(phrase)
            or phrase.head in EMPLOYERS
            or phrase.entity == "PERSON"
            and parties.is_public(phrase)
        )
        return Party(phrase, phrase) if is_foe else None

    def _owner(self, phrase: Phrase | None, mention: Mention) -> Party | None:
        """'the raids by the army', 'Chad's decision', 'reforms by the president's government'."""
        if phrase is None:
            return None
        for thing in phrase.members:
            for part in OWNED_BY:
                if part == "of" and thing.head in self.conditioner.ontology.nouns - ENDS_OF_OFFICE:
                    continue  # "the arrest of activists" is not the activists' doing
                for owner in parts_of(thing, part):
                    found = self._foe(owner, mention)
                    if found is not None:
                        return Party(found.phrase, thing)
            for _, inner in thing.complements:
                found = self._owner(inner, mention)
                if found is not None:
                    return Party(found.phrase, thing)
        return None


def _anchors(mention: Mention, predications: Sequence[Predication]) -> set[int]:
    """The mention's predicate and the light verb that carries it."""
    noun = mention.predication
    return {noun.index, *(verb.index for verb in _carriers(noun, predications))}


def _carriers(noun: Predication, predications: Sequence[Predication]) -> Iterator[Predication]:
    for verb in predications:
        if noun.kind == "noun" and verb.kind == "verb" and verb.lemma == noun.light_verb:
            carried = (verb.patient, *(phrase for _, phrase in verb.complements))
            if any(m.head_start == noun.start for phrase in carried if phrase is not None for m in phrase.members):
                yield verb


def _overlaps(phrase: Phrase, other: Phrase | None) -> bool:
    return other is not None and (
        phrase.start <= other.head_start < phrase.end or other.start <= phrase.head_start < other.end
    )
