"""Events in, codes of one published scheme out: the crosswalk from actions, acts and topics in memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dateline.coding.records import Event
from dateline.coding.schemes.conditions import ALWAYS, Condition
from dateline.coding.schemes.sides import Sides
from dateline.coding.schemes.vocabulary import Vocabulary

AxisCode = tuple[str, str, str]
"""Axis, code and the scheme's own name of the code: ("code", "0841", "Return, release person(s)")."""


@dataclass(frozen=True, slots=True)
class Code:
    """One code of a scheme: `key` is how the scheme's file names it, `values` what it says on each axis."""

    key: str
    values: tuple[AxisCode, ...]

    @property
    def label(self) -> str:
        """The scheme's own name of the code, which for some schemes is the key itself."""
        return next((label for _, code, label in self.values if code == self.key), self.key)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a crosswalk: where `when` holds, the event has the code `key` (None: it has none here)."""

    key: str | None
    when: Condition = ALWAYS


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
    sides: Sides | None
    unreached: Mapping[str, str]
    entries: tuple[Entry, ...]
    vocabulary: Vocabulary

    def codes_for(self, event: Event) -> tuple[AxisCode, ...]:
        """The codes of an event, axis by axis; empty where the scheme has no such event.

        An action that the scheme was not loaded for has no codes.
        """
        if not self.only.holds(event):
            return ()
        for row in self.rows.get((event.action, event.act), ()):
            if row.when.holds(event):
                return () if row.key is None else self._describe(event, self.codes[row.key].values)
        return ()

    def labels_by_axis(self) -> dict[str, dict[str, str]]:
        """Every code that the scheme can write, with its label, axis by axis."""
        labels: dict[str, dict[str, str]] = {axis: {} for axis in self.axes}
        for code in self.codes.values():
            for axis, value, label in code.values:
                labels[axis][value] = label
        if self.tags is not None:
            labels[self.tags.axis].update(self.tags.labels)
        if self.sides is not None:
            for axis, named in self.sides.labels.items():
                labels[axis].update(named)
        return labels

    def _describe(self, event: Event, values: tuple[AxisCode, ...]) -> tuple[AxisCode, ...]:
        sides = () if self.sides is None else self.sides.codes_for(event, frozenset(code for _, code, _ in values))
        return (*values, *self._tags_for(event), *sides)

    def _tags_for(self, event: Event) -> tuple[AxisCode, ...]:
        tags = self.tags
        if tags is None:
            return ()
        found = {tag for topic in event.topics for tag in tags.by_topic.get(topic, ())}
        found.update(tags.by_action.get(event.action, ()))
        return tuple((tags.axis, tag, tags.labels[tag]) for tag in sorted(found))


def codes_for(event: Event, scheme: Scheme) -> tuple[AxisCode, ...]:
    """`scheme.codes_for(event)` as a function, to be mapped over events."""
    return scheme.codes_for(event)
