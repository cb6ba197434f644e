"""The events of one article by several coders in, units out: in a unit stand the codings of one and the same
event.

Two events may be paired if they keep every tolerance that the user set and are, over trigger, type, source,
target, place and date, no more unlike than the limit. What one side leaves unknown neither forbids a pairing
nor speaks for it: it counts half. Each pair of coders is assigned optimally: as many pairs as possible, and
of those the likest. Of more than two coders the pairs are joined, likest first, as long as all events of a
unit may be paired with one another.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

import numpy as np
from scipy.optimize import linear_sum_assignment

from dateline.experiments.agreement.codings import CodedEvent, sort_key
from dateline.experiments.agreement.tolerances import Tolerance

Unit = Mapping[int, CodedEvent]
"""The codings of one event by the coder's place; a coder who did not find it is absent."""

_Node = tuple[int, CodedEvent]


def align_events(events: Mapping[int, Sequence[CodedEvent]], tolerance: Tolerance) -> tuple[Unit, ...]:
    """The units of one article, in the order of the text; every event stands in just one."""
    nodes: list[_Node] = [(coder, event) for coder, own in events.items() for event in own]
    nodes.sort(key=lambda node: (*sort_key(node[1]), node[0]))
    distances = _measure_pairs(nodes, tolerance)
    assigned = set(_assign(nodes, distances, sorted(events)))
    order = sorted(distances, key=lambda pair: (pair not in assigned, distances[pair], pair))
    group = list(range(len(nodes)))
    members: dict[int, list[int]] = {index: [index] for index in group}
    for first, second in order:
        one, two = group[first], group[second]
        if one != two and _may_join(members[one], members[two], nodes, distances):
            for index in members[two]:
                group[index] = one
            members[one] += members.pop(two)
    units = ({nodes[index][0]: nodes[index][1] for index in sorted(own)} for own in members.values())
    return tuple(dict(sorted(unit.items())) for unit in sorted(units, key=_unit_key))


def _unit_key(unit: Unit) -> tuple[object, ...]:
    return min((*sort_key(event), coder) for coder, event in unit.items())


def _measure_pairs(nodes: Sequence[_Node], tolerance: Tolerance) -> dict[tuple[int, int], float]:
    """The distance of every pair of nodes of two coders that may be paired."""
    distances = {}
    for first, second in combinations(range(len(nodes)), 2):
        if nodes[first][0] != nodes[second][0]:
            distance = tolerance.distance(nodes[first][1], nodes[second][1])
            if distance is not None:
                distances[first, second] = distance
    return distances


def _assign(
    nodes: Sequence[_Node], distances: Mapping[tuple[int, int], float], coders: Sequence[int]
) -> Iterable[tuple[int, int]]:
    for one, two in combinations(coders, 2):
        rows = [index for index, node in enumerate(nodes) if node[0] == one]
        columns = [index for index, node in enumerate(nodes) if node[0] == two]
        if not rows or not columns:
            continue
        # A pair that may not be made costs more than all others together: as few of them as possible.
        forbidden = float(len(nodes) + 1)
        costs = np.array(
            [[distances.get((min(row, column), max(row, column)), forbidden) for column in columns] for row in rows]
        )
        for row, column in zip(*linear_sum_assignment(costs), strict=True):
            if costs[row, column] < forbidden:
                first, second = sorted((rows[row], columns[column]))
                yield first, second


def _may_join(
    one: Sequence[int],
    two: Sequence[int],
    nodes: Sequence[_Node],
    distances: Mapping[tuple[int, int], float],
) -> bool:
    return all(
        nodes[first][0] != nodes[second][0] and (min(first, second), max(first, second)) in distances
        for first in one
        for second in two
    )
