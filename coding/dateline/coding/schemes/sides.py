"""Events and their code in; what kind of actor each side is to a scheme, and the code of the pair, out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dateline.coding.records import Actor, Event
from dateline.coding.schemes.conditions import sector_of


@dataclass(frozen=True, slots=True)
class SideRow:
    """One row of a table of actor types: the first whose every part holds gives the type (None: none is known).

    `sectors` asks for the actor's sector; `values` for one of these codes among the event's own (on any axis);
    `side` for "source" or "target"; `abroad` that the event's place is known to lie outside the actor's country.
    A part that is None asks nothing.
    """

    type: str | None
    sectors: frozenset[str] | None = None
    values: frozenset[str] | None = None
    side: str | None = None
    abroad: bool | None = None

    def holds(self, event: Event, actor: Actor, side: str, values: frozenset[str]) -> bool:
        """Whether the row gives the type of the actor, who stands on `side` of an event with these codes."""
        return (
            (self.sectors is None or sector_of(actor) in self.sectors)
            and (self.values is None or not self.values.isdisjoint(values))
            and self.side in (None, side)
            and self.abroad in (None, _is_abroad(event, actor))
        )


@dataclass(frozen=True, slots=True)
class Sides:
    """The axes of the source's type, the target's and the pair's, with all codes, and the table that gives them."""

    source_axis: str
    target_axis: str
    pair_axis: str
    types: Mapping[str, str]  # code: label
    pairs: Mapping[str, str]
    rows: tuple[SideRow, ...]
    alone: frozenset[str] = frozenset()  # codes whose target takes no part: what a protest is against

    @property
    def labels(self) -> dict[str, Mapping[str, str]]:
        """The codes of each axis with their labels."""
        return {self.source_axis: self.types, self.target_axis: self.types, self.pair_axis: self.pairs}

    def codes_for(self, event: Event, values: frozenset[str]) -> tuple[tuple[str, str, str], ...]:
        """Axis, code and label of what is known of the sides of an event that has the codes `values`.

        The pair has a code where both types are known, or where the source's is and nobody else takes part.
        """
        source = self._type_of(event, event.source, "source", values)
        is_named = event.target is not None or event.target_text is not None
        is_alone = not is_named or not self.alone.isdisjoint(values)
        target = None if is_alone else self._type_of(event, event.target, "target", values)
        found = [(axis, type) for axis, type in ((self.source_axis, source), (self.target_axis, target)) if type]
        if source and target:
            pair = "".join(sorted((source, target)))
        elif source and is_alone:
            pair = f"{source}0"
        else:
            pair = ""
        if pair in self.pairs:
            found.append((self.pair_axis, pair))
        return tuple((axis, code, self.labels[axis][code]) for axis, code in found)

    def _type_of(self, event: Event, actor: Actor | None, side: str, values: frozenset[str]) -> str | None:
        if actor is None:
            return None
        return next((row.type for row in self.rows if row.holds(event, actor, side, values)), None)


def _is_abroad(event: Event, actor: Actor) -> bool:
    country = event.place.country if event.place is not None else None
    return None not in (country, actor.country) and country != actor.country
