"""Events in, codes of a scheme out."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.coding.records import Actor, Event
from dateline.coding.schemes.scheme import Condition, Scheme

AxisCode = tuple[str, str, str]
"""Axis, code and the scheme's own name of the code: ("code", "0841", "Return, release person(s)")."""


def codes_for(event: Event, scheme: Scheme) -> tuple[AxisCode, ...]:
    """The codes of `event` in `scheme`, axis by axis; empty where the scheme has no such event.

    An action that the scheme was not loaded for has no codes.
    """
    if not holds(scheme.only, event):
        return ()
    for row in scheme.rows.get((event.action, event.act), ()):
        if holds(row.when, event):
            if row.key is None:
                return ()
            return (*scheme.codes[row.key].values, *_tags(event, scheme))
    return ()


def holds(condition: Condition, event: Event) -> bool:
    """Whether an event meets every part of a condition."""
    source, target = _sector(event.source), _sector(event.target)
    counts = (("killed", event.killed), ("wounded", event.wounded), ("captured", event.captured))
    return (
        _meets(condition.topics, event.topics)
        and _meets(condition.source, (source,))
        and _meets(condition.target, (target,))
        and _meets(condition.either, (source, target))
        and _meets(condition.losses, [kind for kind, count in counts if count])
        and _meets(condition.status, (event.status,))
        and condition.reciprocal in (None, event.is_reciprocal)
    )


def _meets(wanted: frozenset[str] | None, found: Iterable[str]) -> bool:
    return wanted is None or not wanted.isdisjoint(found)


def _sector(actor: Actor | None) -> str:
    if actor is None:
        return "unknown"
    return actor.sector or ("country" if actor.country else "unknown")


def _tags(event: Event, scheme: Scheme) -> tuple[AxisCode, ...]:
    tags = scheme.tags
    if tags is None:
        return ()
    found = dict.fromkeys(tag for topic in event.topics for tag in tags.by_topic.get(topic, ()))
    found.update(dict.fromkeys(tags.by_action.get(event.action, ())))
    return tuple((tags.axis, tag, tags.labels[tag]) for tag in sorted(found))
