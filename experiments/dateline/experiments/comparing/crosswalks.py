"""Events coded in two schemes in, their joint table out: what either code tells of the other, and what it loses.

Entropies are in bits. Sources: Cover and Thomas (2006), Elements of Information Theory, chapter 2, for mutual
information and conditional entropy; Vinh, Epps and Bailey (2010), Journal of Machine Learning Research 11, for
mutual information normalised by the mean entropy and its adjustment for chance; Goodman and Kruskal (1954), Journal
of the American Statistical Association 49, for the share that the best guess recovers.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import log2

from dateline.coding.errors import ConfigError
from dateline.experiments.agreement.codings import CodedEvent
from dateline.experiments.agreement.fields import Field
from dateline.experiments.comparing.tallies import Column, Keys, Tally, tally_events

NO_CODE = "(no code)"
"""Stands in a joint table for an event that the scheme has no code for."""

ONE_CLASS = "{axis} has one code only among the events that both code, so nothing can be told from it"


Cells = Mapping[tuple[str, str], int]


@dataclass(frozen=True, slots=True)
class Information:
    """What two axes tell of each other.

    `both` events have a code on both axes; of these are the entropies, in bits. `first_lost` is the entropy of the
    first axis that is left once the second is known: what a crosswalk from the first to the second loses;
    `first_recovered` the share of events whose first code the best guess from the second gives. `mutual` is what
    they share, `normalised` (0 to 1) its ratio to their mean entropy, `adjusted` that less what chance alone gives.
    None where `note` says why.
    """

    dataset: str
    first: str
    second: str
    both: int
    first_only: int
    second_only: int
    neither: int
    first_entropy: float | None = None
    second_entropy: float | None = None
    mutual: float | None = None
    normalised: float | None = None
    adjusted: float | None = None
    first_lost: float | None = None
    second_lost: float | None = None
    first_recovered: float | None = None
    second_recovered: float | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Collapse:
    """Several codes of one axis that fall into one `code` of the other, each with its number of events."""

    dataset: str
    axis: str
    into: str
    code: str
    codes: tuple[tuple[str, int], ...]

    @property
    def events(self) -> int:
        return sum(count for _, count in self.codes)


def pair_axes(fields: Sequence[Field]) -> tuple[tuple[Field, Field], ...]:
    """Every two fields of different schemes; of one scheme where both are all there is."""
    pairs = tuple(combinations(fields, 2))
    across = tuple(pair for pair in pairs if _scheme(pair[0]) != _scheme(pair[1]))
    return across or pairs


def tabulate_jointly(columns: Sequence[Column], pairs: Sequence[tuple[Field, Field]]) -> Tally:
    """The joint tables of the pairs of axes, one line for each pair of codes that occurs."""

    def keys_of(event: CodedEvent) -> Iterator[Keys]:
        for first, second in pairs:
            one, two = (field.value_of(event) for field in (first, second))
            if one is not None or two is not None:
                codes = (NO_CODE if code is None else str(code) for code in (one, two))
                yield first.spelling, second.spelling, *codes

    heads = ("first axis", "second axis", "first code", "second code")
    return tally_events("joint", heads, columns, keys_of)


def inform(joint: Tally, place: int, first: Field, second: Field, events: int) -> Information:
    """What two axes tell of each other by the joint table's column at `place`, which is of so many events."""
    cells = _find_cells(joint, place, first, second)
    both = {pair: count for pair, count in cells.items() if NO_CODE not in pair}
    total = sum(both.values())
    first_only = sum(count for (_, two), count in cells.items() if two == NO_CODE)
    second_only = sum(count for (one, _), count in cells.items() if one == NO_CODE)
    neither = events - total - first_only - second_only
    name = joint.columns[place]
    counted = (name, first.spelling, second.spelling, total, first_only, second_only, neither)
    rows, columns = _sum_margins(both)
    if not total:
        return Information(*counted, note="no event has a code on both axes")
    for axis, margin in ((first, rows), (second, columns)):
        if len(margin) < 2:
            return Information(*counted, note=ONE_CLASS.format(axis=axis.spelling))
    row_entropy, column_entropy = entropy(rows.values()), entropy(columns.values())
    # Rounding may leave less than nothing.
    mutual = max(row_entropy + column_entropy - entropy(both.values()), 0.0)
    return Information(
        *counted,
        first_entropy=row_entropy,
        second_entropy=column_entropy,
        mutual=mutual,
        normalised=2 * mutual / (row_entropy + column_entropy),
        adjusted=_adjust(both),
        first_lost=max(row_entropy - mutual, 0.0),
        second_lost=max(column_entropy - mutual, 0.0),
        first_recovered=_recover(both, 1) / total,
        second_recovered=_recover(both, 0) / total,
    )


def find_collapses(joint: Tally, place: int, first: Field, second: Field) -> tuple[Collapse, ...]:
    """Where several codes of one axis have one code on the other, both ways; those with the most codes first."""
    cells = _find_cells(joint, place, first, second)
    found = []
    for side, axis, into in ((0, first, second), (1, second, first)):
        groups: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for pair, count in cells.items():
            if pair[side] != NO_CODE:
                groups[pair[1 - side]].append((pair[side], count))
        for code, codes in groups.items():
            if len(codes) > 1:
                ordered = tuple(sorted(codes, key=lambda each: (-each[1], each[0])))
                found.append(Collapse(joint.columns[place], axis.spelling, into.spelling, code, ordered))
    return tuple(sorted(found, key=lambda each: (each.axis, each.into, -len(each.codes), -each.events, each.code)))


def check_informative(information: Sequence[Information], asked: Sequence[str]) -> None:
    """Raises ConfigError for a pair of the axes that the user asked for, if it has nothing to tell.

    Where none was asked for, it is raised if no pair has anything to tell.
    """
    chosen = [each for each in information if not asked or (each.first in asked and each.second in asked)]
    mute = [each for each in chosen if each.note]
    if mute and (asked or len(mute) == len(chosen)):
        first = mute[0]
        raise ConfigError(f"{first.first} and {first.second} of {first.dataset}: {first.note}; {_MEND}")


_MEND = "name other axes (axes=[...], such as cameo.code:2 or acled.event_type) or code more articles"


def entropy(counts: Iterable[int]) -> float:
    """Shannon's entropy of the shares, in bits; 0 for no counts."""
    numbers = [count for count in counts if count]
    total = sum(numbers)
    return max(-sum(count / total * log2(count / total) for count in numbers), 0.0) if total else 0.0


def _scheme(field: Field) -> str:
    return field.name.partition(".")[0]


def _find_cells(joint: Tally, place: int, first: Field, second: Field) -> Cells:
    axes = (first.spelling, second.spelling)
    found = ((line.keys[2], line.keys[3], line.counts[place]) for line in joint.lines if line.keys[:2] == axes)
    return {(one, two): count for one, two, count in found if count}


def _sum_margins(both: Cells) -> tuple[Counter[str], Counter[str]]:
    rows, columns = Counter[str](), Counter[str]()
    for (one, two), count in both.items():
        rows[one] += count
        columns[two] += count
    return rows, columns


def _recover(both: Cells, known: int) -> int:
    """Events for which the commonest code that goes with the known one is right."""
    best = Counter[str]()
    for pair, count in both.items():
        best[pair[known]] = max(best[pair[known]], count)
    return best.total()


def _adjust(both: Cells) -> float:
    # Heavy, and needed by this figure alone.
    from sklearn.metrics import adjusted_mutual_info_score

    pairs = [pair for pair, count in sorted(both.items()) for _ in range(count)]
    return float(adjusted_mutual_info_score([one for one, _ in pairs], [two for _, two in pairs]))
