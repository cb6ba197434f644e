"""What each coder said of each unit, as one table: the input of every measure in `measures`."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.coding.errors import DatasetError, nearest

MEASUREMENTS = {
    "nominal": "values are names: they are the same or they differ",
    "ordinal": "values have an order: they differ by the ranks between them",
    "interval": "values are numbers: they differ by the square of their distance",
}
"""The levels of measurement that Krippendorff's alpha is computed for."""

MISSING = -1

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Ratings:
    """One row of `indices` for each unit, one column for each coder.

    A cell is an index into `categories`, or MISSING where the coder did not rate the unit. `clusters` gives
    the article of each unit as an index below `cluster_count`. `numbers` holds the value of each category
    where `measurement` is ordinal or interval.
    """

    indices: Ints
    categories: tuple[Hashable, ...]
    clusters: Ints
    cluster_count: int
    measurement: str = "nominal"
    numbers: Floats | None = None

    @property
    def coder_count(self) -> int:
        return int(self.indices.shape[1])

    @property
    def counts(self) -> Floats:
        """How many coders gave each unit each category: units by categories."""
        units = len(self.indices)
        table = np.zeros((units, len(self.categories)))
        for column in self.indices.T:
            rated = np.flatnonzero(column != MISSING)
            np.add.at(table, (rated, column[rated]), 1.0)
        return table

    @property
    def unit_count(self) -> int:
        """Units that two coders or more rated: those that tell of agreement."""
        return int(np.count_nonzero((self.indices != MISSING).sum(axis=1) >= 2))

    @property
    def used_cluster_count(self) -> int:
        """Articles with at least one such unit."""
        pairable = (self.indices != MISSING).sum(axis=1) >= 2
        return len(np.unique(self.clusters[pairable]))


def make_ratings(
    rows: Sequence[Sequence[Any]],
    measurement: str = "nominal",
    clusters: Sequence[int] | None = None,
    cluster_count: int | None = None,
) -> Ratings:
    """Ratings from one row of values for each unit; None stands for a unit that the coder did not rate.

    Without `clusters` each unit is its own. Raises DatasetError for an unknown level of measurement, for rows
    of different lengths, for fewer than two coders, and for values without an order where one is needed.
    """
    if measurement not in MEASUREMENTS:
        near = nearest(measurement, MEASUREMENTS)
        raise DatasetError(f"unknown level of measurement {measurement!r}{near}; give one of {', '.join(MEASUREMENTS)}")
    widths = {len(row) for row in rows}
    if len(widths) > 1:
        raise DatasetError(f"each unit needs one value for each coder; there are rows of {sorted(widths)} values")
    if widths and min(widths) < 2:
        raise DatasetError("agreement needs two coders or more; give a value of each of them for every unit")
    values = {value for row in rows for value in row if value is not None}
    if measurement != "nominal" and not all(isinstance(value, (int, float)) for value in values):
        raise DatasetError(f"{measurement} ratings must be numbers; take nominal for names")
    categories: tuple[Any, ...] = tuple(sorted(values, key=lambda value: (str(type(value)), value)))
    if measurement != "nominal":
        categories = tuple(sorted(values))
    places = {value: place for place, value in enumerate(categories)}
    width = widths.pop() if widths else 2
    table = [[MISSING if value is None else places[value] for value in row] for row in rows]
    chosen = list(range(len(rows))) if clusters is None else list(clusters)
    return Ratings(
        indices=np.array(table, dtype=np.int64).reshape(len(rows), width),
        categories=categories,
        clusters=np.array(chosen, dtype=np.int64),
        cluster_count=cluster_count if cluster_count is not None else max(chosen, default=-1) + 1,
        measurement=measurement,
        numbers=None if measurement == "nominal" else np.array(categories, dtype=np.float64),
    )
