"""Does a predication meet a trigger's conditions, and where do its parties stand?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from dateline.coding.ontology.model import ANY, Conditions, Constraint, Ontology, Trigger
from dateline.coding.records import Phrase, Predication, Word


class Recogniser(Protocol):
    """What tells a phrase's kind of party: the resolver of actors, or a stand-in in a test."""

    def is_actor(self, phrase: Phrase) -> bool:
        """Whether a phrase may be a party to an event."""

    def is_authority(self, phrase: Phrase) -> bool:
        """Whether it is a state, a public body, an armed group or a party."""

    def is_public(self, phrase: Phrase) -> bool:
        """Whether it is an authority, somebody in public life or of a named country."""

    def is_town(self, phrase: Phrase) -> bool:
        """Whether it is the name of a town, whatever else the parser takes it for."""

    def sector_of(self, phrase: Phrase) -> str | None:
        """The sector of whom it names, such as MIL or REB."""


# How a class of nouns says that names of a sector belong to it: "sector:REB".
SECTOR = "sector:"
SECTOR_WORDS = frozenset(f"{SECTOR}{sector}" for sector in ("MIL", "REB", "UAF", "SEP", "INS", "IMG", "COP"))
VERB_SOURCES = ("subject",)
VERB_TARGETS = (
    "object",
    "recipient",
    "against",
    "at",
    "on",
    "with",
    "to",
    "toward",
    "towards",
    "into",
    "from",
    "in",
    "over",
    "of",
    "for",
)
NOUN_SOURCES = ("by", "subject", "possessor", "compound", "from", "between")
NOUN_TARGETS = ("against", "on", "of", "with", "to", "at", "toward", "towards", "over", "recipient", "in", "for")
OWNER_PARTS = ("possessor", "modifier", "of", "against", "by", "in", "for", "to", "from")
# Adpositions whose phrases hang deep in the parse as often as not.
FOLLOWED_DEEPER = 2


# What stands below these belongs to another happening: "resigned after protests against the tax".
ADJUNCTS = frozenset(
    {"after", "following", "before", "during", "despite", "amid", "amidst", "since", "until", "because of"}
    | {"due to", "ahead of", "without", "upon", "within"}
)


@dataclass(frozen=True, slots=True)
class Party:
    """A party to an event: `phrase` names it, `words` is what stands in the role ("Azerbaijani positions")."""

    phrase: Phrase
    words: Phrase

    @property
    def head_start(self) -> int:
        return self.phrase.head_start


@dataclass(frozen=True, slots=True)
class Conditioner:
    """Checks triggers against predications with an ontology's classes and a test for actors."""

    ontology: Ontology
    parties: Recogniser

    def fits(self, trigger: Trigger, predication: Predication, predications: tuple[Predication, ...] = ()) -> bool:
        """Whether particle, voice, negation, needed and excluded roles all hold.

        `predications` are those of the sentence, for triggers that ask for an infinitive below them.
        """
        if trigger.kind == "verb" and trigger.particle != predication.particle:
            # An unexpected particle makes another verb of it: "shell out" is not "shell".
            return False
        if trigger.voice is not None and (trigger.voice == "passive") != predication.is_passive:
            return False
        if trigger.negated and not predication.is_negated:
            return False
        if trigger.infinitive and not any(
            (below.lemma in trigger.infinitive or ANY in trigger.infinitive)
            and below.chain
            and below.chain[0].predication == predication.index
            and below.chain[0].relation in {"infinitive", "purpose"}
            for below in predications
        ):
            return False
        return self._all_hold(trigger.conditions, predication) and not self._any_holds(trigger.without, predication)

    def _all_hold(self, conditions: Conditions, predication: Predication) -> bool:
        return (
            self._holds(conditions.subject, subject_of(predication), predication)
            and self._holds(conditions.object, predication.patient, predication)
            and self._modified(conditions.modifiers, predication)
            and all(self._holds_any(c, complements_of(predication, name)) for name, c in conditions.preps.items())
        )

    def _any_holds(self, conditions: Conditions, predication: Predication) -> bool:
        pairs = ((conditions.subject, subject_of(predication)), (conditions.object, predication.patient))
        if any(c is not None and p is not None and self.matches(c, p) for c, p in pairs):
            return True
        if conditions.modifiers is not None and self._modified(conditions.modifiers, predication):
            return True
        return any(
            any(self.matches(c, phrase) for phrase in complements_of(predication, name))
            for name, c in conditions.preps.items()
        )

    def _holds(self, constraint: Constraint | None, phrase: Phrase | None, predication: Predication) -> bool:
        if constraint is None:
            return True
        if constraint.absent:
            return phrase is None
        return phrase is not None and self.matches(constraint, phrase)

    def _holds_any(self, constraint: Constraint, phrases: tuple[Phrase, ...]) -> bool:
        if constraint.absent:
            return not phrases
        return any(self.matches(constraint, phrase) for phrase in phrases)

    def _modified(self, constraint: Constraint | None, predication: Predication) -> bool:
        if constraint is None:
            return True
        words = {word.lemma for word in predication.modifiers} | {w.text.lower() for w in predication.modifiers}
        words |= set(predication.adverbs)
        if constraint.absent:
            return not words
        return bool(words & constraint.lemmas) or any(
            words & self.ontology.classes.get(name, frozenset()) for name in constraint.classes
        )

    def matches(self, constraint: Constraint, phrase: Phrase) -> bool:
        """Whether any member of the phrase, or the noun it counts ("dozens of tanks"), is of the kind."""
        if "several" in constraint.classes and len(_countries_named(phrase)) > 1:
            return True
        return any(self._matches_single(constraint, member) for member in expand(phrase))

    def _matches_single(self, constraint: Constraint, phrase: Phrase) -> bool:
        if phrase.head in constraint.lemmas or phrase.text.lower() in constraint.lemmas:
            return True
        modifiers = {f"{word.lemma} {phrase.head}" for word in phrase.modifiers[-1:]}
        if modifiers & constraint.lemmas:
            return True
        return any(self._of_class(name, phrase) for name in constraint.classes)

    def _of_class(self, name: str, phrase: Phrase) -> bool:
        if name == "any":
            return True
        if name == "actor":
            return self.parties.is_actor(phrase)
        if name == "authority":
            return self.parties.is_authority(phrase)
        if name == "person":
            return phrase.entity == "PERSON" or (
                not phrase.entity and self.parties.is_actor(phrase) and phrase.pos in {"NOUN", "PRON"}
            )
        if name == "group":
            return phrase.number == "plural" and self.parties.is_actor(phrase)
        if name == "place":
            territory = self.ontology.classes.get("territory", frozenset())
            return phrase.entity in {"GPE", "LOC", "FAC"} or phrase.head in territory or self.parties.is_town(phrase)
        if name == "number":
            return phrase.pos == "NUM" or phrase.count is not None
        if name == "event":
            return phrase.head in self.ontology.nouns
        words = self.ontology.classes.get(name, frozenset())
        heads = {phrase.head, phrase.head.removesuffix("s")} if phrase.pos == "PROPN" else {phrase.head}
        if heads & words or words & {f"{word.lemma} {phrase.head}" for word in phrase.modifiers[-1:]}:
            return True
        # "Hamas" is of the kind of "rebels": a name by the sector of who bears it.
        is_name = phrase.pos == "PROPN" and not words.isdisjoint(SECTOR_WORDS)
        return is_name and f"{SECTOR}{self.parties.sector_of(phrase)}" in words

    def source_of(self, trigger: Trigger, predication: Predication) -> Party | None:
        """The source, by the trigger's own order or the default one."""
        order = trigger.source or (NOUN_SOURCES if predication.kind == "noun" else VERB_SOURCES)
        explicit = trigger.source is not None
        if not explicit and predication.light_verb is not None and not predication.phrases("by"):
            # "staged a strike over the violations by the army": whose strike it is, the verb tells.
            order = ("subject", *(name for name in order if name != "subject"))
        for name in order:
            for phrase in self._candidates(name, predication):
                if self.parties.is_actor(phrase) or (name == "subject" and explicit):
                    return Party(phrase, phrase)
                beside = next((member for member in phrase.conjuncts if self.parties.is_actor(member)), None)
                if beside is not None:
                    return Party(beside, beside)  # "several party whips and ministers": the one that is known
                if name == "subject" and predication.kind == "noun":
                    continue  # "the arrest of X triggered clashes" is no clash of X's
                # "fire from Armenian positions": what did it is somebody's.
                owner = self._owner(phrase, ("possessor", "modifier", "of", "by"))
                if owner is not None:
                    return Party(owner, phrase)
        return None

    def target_of(self, trigger: Trigger, predication: Predication, source: Party | None) -> Party | None:
        """The target: an actor in one of the places, or the owner of the thing that stands there."""
        order = trigger.target or (NOUN_TARGETS if predication.kind == "noun" else VERB_TARGETS)
        taken = source.phrase.head_start if source is not None else -1
        for name in order:
            for phrase in self._candidates(name, predication):
                if phrase.head_start == taken:
                    continue
                if self.parties.is_actor(phrase):
                    return Party(phrase, phrase)
                owner = self._owner(phrase, OWNER_PARTS)
                if owner is not None and owner.head_start != taken:
                    # The raids "and threats by the army": the words of a conjunct are not the phrase's.
                    return Party(owner, phrase if phrase.start <= owner.start < phrase.end else owner)
        return None

    def _candidates(self, name: str, predication: Predication) -> Iterator[Phrase]:
        if name == "none":
            return
        role, _, part = name.partition(".")
        if part:
            for phrase in self._candidates(role, predication):
                yield from parts_of(phrase, part)
        elif name == "subject":
            if predication.agent is not None:
                yield predication.agent
        elif name == "object":
            if predication.patient is not None:
                yield predication.patient
        elif name == "recipient":
            if predication.recipient is not None:
                yield predication.recipient
        else:
            yield from complements_of(predication, name)

    def _owner(self, phrase: Phrase, parts: tuple[str, ...]) -> Phrase | None:
        """Whose thing it is: "Azerbaijan's positions", "positions of the army", "Azerbaijani positions"."""
        for part in parts:
            for member in phrase.members:
                for owner in parts_of(member, part):
                    if self.parties.is_actor(owner):
                        return owner
        for _, inner in phrase.complements:
            for part in ("possessor", "of", "modifier"):
                for owner in parts_of(inner, part):
                    if self.parties.is_actor(owner):
                        return owner
        return None


def _countries_named(phrase: Phrase) -> frozenset[str]:
    """Heads and nationalities among conjuncts: "Kenya and Uganda", "French and Egyptian warships"."""
    named = {member.head for member in phrase.members if member.entity == "GPE"}
    for member in phrase.members:
        named |= {word.lemma for word in member.modifiers if word.entity in {"NORP", "GPE"}}
        if member.possessor is not None and member.possessor.entity == "GPE":
            named.add(member.possessor.head)
    return frozenset(named)


def subject_of(predication: Predication) -> Phrase | None:
    """The doer, or what stands in its place."""
    return predication.agent


def complements_of(predication: Predication, name: str) -> tuple[Phrase, ...]:
    """Phrases under a preposition: the predicate's own first, then those inside its object and other phrases."""
    if name in {"compound", "possessor"}:
        return predication.phrases(name)
    found = list(predication.phrases(name))
    nested = [predication.patient, *(phrase for outer, phrase in predication.complements if outer not in ADJUNCTS)]
    for phrase in nested:
        if phrase is not None:
            found += [inner for inner in _inside(phrase, name, FOLLOWED_DEEPER) if inner not in found]
    return tuple(found)


def _inside(phrase: Phrase, name: str, depth: int) -> Iterator[Phrase]:
    for preposition, inner in phrase.complements:
        if preposition == name:
            yield inner
        if depth > 1:
            yield from _inside(inner, name, depth - 1)


def parts_of(phrase: Phrase, part: str) -> Iterator[Phrase]:
    """The possessor, the modifiers as phrases, or the complements under a preposition."""
    if part == "possessor":
        if phrase.possessor is not None:
            yield phrase.possessor
    elif part == "modifier":
        yield from _named_modifiers(phrase)
    else:
        for preposition, inner in phrase.complements:
            if preposition == part:
                yield inner


def _named_modifiers(phrase: Phrase) -> Iterator[Phrase]:
    """Names before the head, words of one name together: "South Korean", "West Bank"."""
    run: list[Word] = []
    for word in (*phrase.modifiers, None):
        is_named = word is not None and (word.entity in {"NORP", "GPE", "ORG", "PERSON", "LOC"} or word.pos == "PROPN")
        # "Iraqi Scud missiles": a nationality and a make are two names.
        if word is not None and is_named and (not run or _go_together(run[-1], word)):
            run.append(word)
            continue
        if run:
            first, last = run[0], run[-1]
            text = phrase.text[first.start - phrase.start : last.end - phrase.start]
            yield Phrase(first.start, last.end, text, last.lemma, last.start, last.end, last.pos, last.entity, text)
            run = []
        if word is not None and is_named:
            run = [word]


def _go_together(first: Word, second: Word) -> bool:
    return second.start <= first.end + 1 and (first.entity == second.entity or first.entity != "NORP")


COUNTING_HEADS = frozenset(
    """dozen hundred thousand million number lot group series score handful majority part half one some many most
    several rest pair tens bulk wave piece member battalion contingent convoy tonne ton shipment truckload
    planeload load consignment package batch worth percent % cent barrel kilogram kilo sack container billion
    cache stockpile column team unit stream string
    kg tonnes tons litre liter deployment detachment element patch""".split()
)


def expand(phrase: Phrase) -> Iterator[Phrase]:
    """A phrase, its conjuncts, and for "dozens of tanks" or "one of two trucks" what is counted."""
    for member in phrase.members:
        yield member
        if member.head in COUNTING_HEADS or member.pos == "NUM":
            for preposition, inner in member.complements:
                if preposition == "of":
                    yield from expand(inner)
