"""Events in, tables of counts out, in which every count knows the events that it counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from dateline.experiments.agreement.codings import CodedEvent

Keys = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """What is set side by side with others: a coding, or what one scheme codes of it; `dataset` holds the events."""

    name: str
    dataset: str
    events: tuple[CodedEvent, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a tally: what it is of, and the events under each column, in order and each once."""

    keys: Keys
    events: tuple[tuple[CodedEvent, ...], ...]
    label: str = ""

    @property
    def name(self) -> str:
        """The keys as one string: how the rows behind the line's counts are found."""
        return " | ".join(self.keys)

    @property
    def counts(self) -> tuple[int, ...]:
        return tuple(map(len, self.events))

    @property
    def spread(self) -> int:
        """The greatest count less the smallest."""
        return max(self.counts) - min(self.counts)


@dataclass(frozen=True, slots=True)
class Tally:
    """A table of counts: `heads` name the keys of its lines, `columns` what is set side by side.

    `datasets` names for each column the dataset in which its events stand.
    """

    name: str
    heads: Keys
    columns: Keys
    datasets: Keys
    lines: tuple[Line, ...]


def tally_events(
    name: str,
    heads: Keys,
    columns: Sequence[Column],
    keys_of: Callable[[CodedEvent], Iterable[Keys]],
) -> Tally:
    """Count the events of each column under every one of their keys; lines in the order of their keys."""
    found: dict[Keys, dict[int, list[CodedEvent]]] = defaultdict(lambda: defaultdict(list))
    for place, column in enumerate(columns):
        for event in column.events:
            for keys in sorted(set(keys_of(event))):
                found[keys][place].append(event)
    lines = tuple(
        Line(keys, tuple(tuple(cells.get(place, ())) for place in range(len(columns))))
        for keys, cells in sorted(found.items())
    )
    names, datasets = (tuple(column.name for column in columns), tuple(column.dataset for column in columns))
    return Tally(name, heads, names, datasets, lines)


def label_lines(tally: Tally, labels: Mapping[Keys, str]) -> Tally:
    """The tally with the labels that its keys have."""
    lines = tuple(replace(line, label=labels.get(line.keys, "")) for line in tally.lines)
    return replace(tally, lines=lines)


def order_by_spread(tally: Tally) -> Tally:
    """The lines in which the columns differ most come first; among equals those with the most events."""

    def rank(line: Line) -> tuple[Hashable, ...]:
        return -line.spread, -sum(line.counts), line.keys

    return replace(tally, lines=tuple(sorted(tally.lines, key=rank)))
