"""Runs in, pools out: runs that hold the very same events, each with the codes of its own schemes, are one pool.

A corpus that is coded once for every scheme gives the same events each time; pooled, each event has the codes of
all of them side by side.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dateline.experiments.agreement.codings import CodedEvent, Coding
from dateline.experiments.comparing.runs import Run

_OF_THE_CODER = ("coder", "score", "rule")
"""Columns that tell how an event was found, not what it says."""

MAIN_AXES: Mapping[str, str] = {
    "acled": "sub_event_type",
    "cameo": "code",
    "plover": "event",
    "ucdp": "type_of_violence",
}
"""The axis of each scheme that names the kind of event; of a scheme of the user's own `code`, or its first axis."""


@dataclass(frozen=True, slots=True)
class Pool:
    """Events with the codes of every scheme that one of its `runs` gave them; `name` joins the names of the runs."""

    name: str
    runs: tuple[str, ...]
    coding: Coding

    @property
    def schemes(self) -> tuple[str, ...]:
        return tuple(sorted({axis.partition(".")[0] for axis in self.coding.axes}))

    @property
    def main_axes(self) -> tuple[str, ...]:
        """One axis of each scheme: the one that names the kind of event."""
        return tuple(_choose_axis(scheme, sorted(self.coding.axes)) for scheme in self.schemes)

    @property
    def events(self) -> tuple[CodedEvent, ...]:
        return tuple(event for _, events in sorted(self.coding.events.items()) for event in events)


def pool_runs(runs: Sequence[Run]) -> tuple[Pool, ...]:
    """The pools, in the order of their first runs."""
    pools: list[list[Coding]] = []
    for run in runs:
        for members in pools:
            if all(_agree(run.coding, other) for other in members):
                members.append(run.coding)
                break
        else:
            pools.append([run.coding])
    return tuple(_join(members) for members in pools)


def _agree(one: Coding, two: Coding) -> bool:
    """Whether two codings hold the same events, and the same codes on every axis that both have."""
    if one.events.keys() != two.events.keys():
        return False
    shared = one.axes.keys() & two.axes.keys()
    for article_id, events in one.events.items():
        others = {event.event_id: event for event in two.events[article_id]}
        if len(events) != len(others):
            return False
        for event in events:
            other = others.get(event.event_id)
            if other is None or _say(event) != _say(other):
                return False
            if any(event.codes.get(axis) != other.codes.get(axis) for axis in shared):
                return False
    return True


def _say(event: CodedEvent) -> dict[str, object]:
    return {name: value for name, value in event.values.items() if name not in _OF_THE_CODER}


def _join(members: Sequence[Coding]) -> Pool:
    names = tuple(member.name for member in members)
    codes: dict[str, dict[str, tuple[str, ...]]] = {}
    axes: dict[str, dict[str, str]] = {}
    for member in members:
        for axis, labels in member.axes.items():
            axes.setdefault(axis, {}).update(labels)
        for own in member.events.values():
            for event in own:
                codes.setdefault(event.event_id, {}).update(event.codes)
    first = members[0]
    events = {
        article_id: tuple(replace(event, codes=codes[event.event_id]) for event in own)
        for article_id, own in first.events.items()
    }
    name = " + ".join(names)
    return Pool(name, names, replace(first, name=name, events=events, axes=dict(sorted(axes.items()))))


def _choose_axis(scheme: str, axes: Sequence[str]) -> str:
    own = [axis for axis in axes if axis.partition(".")[0] == scheme]
    wanted = f"{scheme}.{MAIN_AXES.get(scheme, 'code')}"
    return wanted if wanted in own else own[0]
