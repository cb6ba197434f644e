"""Codes in, the same with a share of them flipped out, and how many of those the report then finds.

The dataset's own errors count as false alarms here, so the precision is the least that it can be.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dateline.coding.errors import ConfigError
from dateline.experiments.consistency.groups import Ints
from dateline.experiments.consistency.probabilities import Floats

SHARES = (0.01, 0.02, 0.05, 0.1)
"""How far down the ranking a coder reads, as shares of all units."""

SURE = 0.5


@dataclass(frozen=True, slots=True)
class PlantedCut:
    """The first `rows` of a ranking: the share of them that was planted, and the share of the planted among them."""

    cut: str
    rows: int
    found: int
    precision: float | None
    recall: float


@dataclass(frozen=True, slots=True)
class Planted:
    """What was found of `planted` flipped codes among `units`."""

    units: int
    planted: int
    cuts: tuple[PlantedCut, ...]


def plant_errors(labels: Ints, classes: int, share: float, seed: int) -> tuple[Ints, Ints]:
    """The labels with a share of them flipped to another class, each alike likely, and which ones were.

    A class keeps two members at least. Raises ConfigError for a share that is none.
    """
    if not 0 < share < 1:
        raise ConfigError(f"planted is {share}; give the share of codes to flip, between 0 and 1, or null for none")
    generator = np.random.default_rng(seed)
    flipped = labels.copy()
    left = np.bincount(labels, minlength=classes)
    chosen: list[int] = []
    for number in generator.permutation(len(labels)):
        if len(chosen) >= max(1, round(share * len(labels))):
            break
        if left[labels[number]] > 2:
            left[labels[number]] -= 1
            flipped[number] = (labels[number] + generator.integers(1, classes)) % classes
            chosen.append(int(number))
    return flipped, np.array(sorted(chosen), dtype=np.int64)


def measure_found(chosen: Ints, flipped: Ints, suspects: Ints, chances: Floats) -> Planted:
    """How many planted errors stand among the suspects (likeliest first), at several cuts."""
    units = len(flipped)
    best, own = chances.max(axis=1), chances.argmax(axis=1)
    sure = suspects[(best[suspects] >= SURE) & (own[suspects] != flipped[suspects])]
    cuts = [
        _measure(f"first {share:.0%} of all units", suspects[: max(1, round(share * units))], chosen)
        for share in SHARES
        if 1 <= share * units <= len(suspects)
    ]
    cuts.append(_measure(f"another code has {SURE} or more", sure, chosen))
    cuts.append(_measure("all rows listed", suspects, chosen))
    return Planted(units, len(chosen), tuple(cuts))


def _measure(cut: str, rows: Sequence[int] | Ints, chosen: Ints) -> PlantedCut:
    found = len(np.intersect1d(rows, chosen))
    return PlantedCut(cut, len(rows), found, found / len(rows) if len(rows) else None, found / max(1, len(chosen)))
