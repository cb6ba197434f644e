"""Markings without ids in, the suggestions that they stand for out: tools give the things that they hold new ids."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from dateline.datasets.annotation.markings import Marking, Task

_SIDES = ("source", "target")
_LIKENESSES: tuple[Callable[[Marking, Marking], bool], ...] = (
    lambda one, two: replace(one, event_id=None) == replace(two, event_id=None),
    lambda one, two: _bare(one) == _bare(two),
    lambda one, two: (
        one.trigger == two.trigger
        and one.words_of(*_SIDES) == two.words_of(*_SIDES)
        and (one.action, one.act) == (two.action, two.act)
    ),
    lambda one, two: one.trigger == two.trigger and one.words_of(*_SIDES) == two.words_of(*_SIDES),
    lambda one, two: one.trigger == two.trigger and (one.action, one.act) == (two.action, two.act),
    lambda one, two: one.trigger == two.trigger,
)
"""When a marking may stand for a suggestion, the surest likeness first."""


def match_suggestions(markings: Sequence[Marking], task: Task) -> tuple[Marking, ...]:
    """The markings with the ids of the suggestions that they stand for; each suggestion is taken once.

    An id that a marking has already stands where the task knows it.
    """
    left = {own.event_id: own for own in task.suggestions}
    named = []
    for marking in markings:
        is_known = marking.event_id is not None and left.pop(marking.event_id, None) is not None
        named.append(marking if is_known else replace(marking, event_id=None))
    for is_like in _LIKENESSES:
        for place, marking in enumerate(named):
            if marking.event_id is None:
                found = next((key for key, own in left.items() if is_like(marking, own)), None)
                if found is not None:
                    named[place] = replace(marking, event_id=found)
                    del left[found]
    return tuple(named)


def _bare(marking: Marking) -> Marking:
    """A marking without what some tools cannot hold."""
    return replace(marking, event_id=None, values={})
