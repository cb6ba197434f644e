"""The ontology in memory: families of actions, acts, classes of words and what other verbs do to a content."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

ANY = "any"  # whatever infinitive


@dataclass(frozen=True, slots=True)
class Constraint:
    """What a phrase must be: one of some head lemmas or of some classes; `absent` means there must be none."""

    lemmas: frozenset[str] = frozenset()
    classes: tuple[str, ...] = ()
    absent: bool = False

    @property
    def weight(self) -> float:
        """How much a match tells: a listed word more than a class, a class more than "any"."""
        if self.absent:
            return 0.5
        return 1.0 if self.lemmas or self.classes != ("any",) else 0.25


@dataclass(frozen=True, slots=True)
class Conditions:
    """Constraints on the roles of a predication."""

    subject: Constraint | None = None
    object: Constraint | None = None
    preps: Mapping[str, Constraint] = field(default_factory=dict)
    modifiers: Constraint | None = None


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words, and the roles that they need, by which an action or an act is recognised."""

    rule: str
    kind: str  # "verb", "noun" or "adjective"
    lemmas: tuple[str, ...]
    particle: str | None = None
    conditions: Conditions = Conditions()
    without: Conditions = Conditions()
    source: tuple[str, ...] | None = None
    target: tuple[str, ...] | None = None
    voice: str | None = None
    negated: bool = False
    topics: tuple[str, ...] = ()
    reciprocal: bool | None = None
    infinitive: frozenset[str] = frozenset()
    content: tuple[str, ...] = ()
    addressee: tuple[str, ...] = ()
    bare: bool = False
    needs: str | None = None
    line: int = 0

    @property
    def weight(self) -> float:
        """Specificity: of two triggers of one predication the more specific one fires."""
        conditions = self.conditions
        constraints = [conditions.subject, conditions.object, conditions.modifiers, *conditions.preps.values()]
        weight = sum(constraint.weight for constraint in constraints if constraint is not None)
        if self.infinitive:
            weight += 0.25 if ANY in self.infinitive else 1.0
        return weight + (1.0 if self.particle else 0.0) + (0.5 if self.negated or self.voice else 0.0)


@dataclass(frozen=True, slots=True)
class Example:
    """A constructed sentence and its coding; `source` and `target` are prefixes of actor codes or ABSENT."""

    text: str
    codings: frozenset[str]  # "act(action)"
    main: str | None
    source: str | None
    target: str | None
    line: int
    why: str | None = None


ABSENT = "?"


@dataclass(frozen=True, slots=True)
class Action:
    """What is done. Also used for an act, whose `family` is "acts"."""

    name: str
    family: str
    label: str
    definition: str
    use_instead: Mapping[str, str]
    is_reciprocal: bool
    contexts: tuple[str, ...]
    priority: int
    needs: str
    triggers: tuple[Trigger, ...]
    examples: tuple[Example, ...]
    counterexamples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Family:
    """A file of related actions."""

    name: str
    label: str
    definition: str
    actions: tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class Ontology:
    """All that was loaded, with indexes by trigger word."""

    folder_name: str
    families: tuple[Family, ...]
    actions: Mapping[str, Action]
    acts: Mapping[str, Action]
    classes: Mapping[str, frozenset[str]]
    embedding: Mapping[str, frozenset[str]]
    topics: Mapping[str, frozenset[str]]
    action_index: Mapping[tuple[str, str], tuple[tuple[Action, Trigger], ...]]
    act_index: Mapping[tuple[str, str], tuple[tuple[Action, Trigger], ...]]
    sha256: str

    @property
    def nouns(self) -> frozenset[str]:
        """Lemmas of all nouns that may be predicates."""
        listed = {lemma for kind, lemma in (*self.action_index, *self.act_index) if kind == "noun"}
        return frozenset(listed | set(self.embedding.get("nouns", frozenset())))

    @property
    def adjectives(self) -> frozenset[str]:
        """Lemmas of all adjectives that may be predicates."""
        return frozenset(lemma for kind, lemma in (*self.action_index, *self.act_index) if kind == "adjective")
