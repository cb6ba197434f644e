"""A scheme: the crosswalk from actions, acts and topics to the codes of one published event scheme."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dateline.coding.schemes.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Code:
    """One code of a scheme: `key` is how the scheme's file names it, `values` what it says on each axis."""

    key: str
    values: tuple[tuple[str, str, str], ...]  # (axis, code, label)

    @property
    def label(self) -> str:
        """The scheme's own name of the code, which for some schemes is the key itself."""
        return next((label for _, code, label in self.values if code == self.key), self.key)


@dataclass(frozen=True, slots=True)
class Condition:
    """What must hold of an event for a row to apply. A field that is None asks nothing.

    `topics`, `status` and `losses` ask for at least one of theirs (a loss counts when it is above 0);
    `source`, `target` and `either` ask for the sector of the source, the target, or any of the two. A sector
    may be `country` (the actor is a country and nothing more) or `unknown`.
    """

    topics: frozenset[str] | None = None
    source: frozenset[str] | None = None
    target: frozenset[str] | None = None
    either: frozenset[str] | None = None
    losses: frozenset[str] | None = None
    status: frozenset[str] | None = None
    reciprocal: bool | None = None

    @property
    def is_empty(self) -> bool:
        return self == Condition()

    def describe(self) -> str:
        """The condition in a few words, empty for one that asks nothing: `topics crime or corruption`."""
        parts = [
            f"{name} {' or '.join(sorted(words))}"
            for name, words in (
                ("topics", self.topics),
                ("source", self.source),
                ("target", self.target),
                ("either", self.either),
                ("losses", self.losses),
                ("status", self.status),
            )
            if words is not None
        ]
        if self.reciprocal is not None:
            parts.append("reciprocal" if self.reciprocal else "not reciprocal")
        return "; ".join(parts)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a crosswalk: where `when` holds, the event has the code `key` (None: it has none here)."""

    key: str | None
    when: Condition = Condition()


@dataclass(frozen=True, slots=True)
class Tags:
    """An axis that may hold several codes, taken from an event's topics and from its action."""

    axis: str
    labels: Mapping[str, str]  # code: label
    by_topic: Mapping[str, tuple[str, ...]]
    by_action: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Entry:
    """Rows as a file gives them, before inheritance: for an action, a family or all actions, and one act."""

    level: str  # "action", "family" or "acts"
    name: str  # the action or family; "" for the level "acts"
    act: str
    rows: tuple[Row, ...]
    path: Path
    line: int


@dataclass(frozen=True, slots=True)
class Scheme:
    """A loaded scheme. `rows` holds every act of every action; the first row that applies gives the code.

    `only` must hold of an event for it to have any code at all. `unreached` says, for each code that no
    action can reach, why. `vocabulary` says which actions the table was made for.
    """

    name: str
    label: str
    axes: tuple[str, ...]
    codes: Mapping[str, Code]
    rows: Mapping[tuple[str, str], tuple[Row, ...]]  # (action, act)
    only: Condition
    tags: Tags | None
    unreached: Mapping[str, str]
    entries: tuple[Entry, ...]
    vocabulary: Vocabulary
