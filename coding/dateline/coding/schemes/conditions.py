"""Events in, yes or no out: what a row of a crosswalk asks of an event."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dateline.coding.records import Actor, Event


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
        return self == ALWAYS

    def holds(self, event: Event) -> bool:
        """Whether an event meets every part of the condition."""
        source, target = sector_of(event.source), sector_of(event.target)
        counts = (("killed", event.killed), ("wounded", event.wounded), ("captured", event.captured))
        return (
            _meets(self.topics, event.topics)
            and _meets(self.source, (source,))
            and _meets(self.target, (target,))
            and _meets(self.either, (source, target))
            and _meets(self.losses, [kind for kind, count in counts if count])
            and _meets(self.status, (event.status,))
            and self.reciprocal in (None, event.is_reciprocal)
        )

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


def _meets(wanted: frozenset[str] | None, found: Iterable[str]) -> bool:
    return wanted is None or not wanted.isdisjoint(found)


def sector_of(actor: Actor | None) -> str:
    """The actor's sector; `country` for a country and nothing more, `unknown` for one of whom neither is known."""
    if actor is None:
        return "unknown"
    return actor.sector or ("country" if actor.country else "unknown")


ALWAYS = Condition()
"""The condition that every event meets."""
