"""Groups in, folds out: what is trained on and what it is tested on, never with one group on both sides."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray
from sklearn.model_selection import StratifiedGroupKFold

from dateline.coding.errors import ConfigError
from dateline.experiments.consistency.groups import Ints

LEAST_TEST = 20
"""Units published later, below which no figure over time is given."""


@dataclass(frozen=True, slots=True, eq=False)
class TimeSplit:
    """Units published up to `last_trained` to train on and later ones to test on, none dated being empty.

    `note` says why there is no split, or what was left out of it.
    """

    train: Ints
    test: Ints
    last_trained: date | None
    note: str | None = None


def deal_folds(labels: Ints, groups: Ints, folds: int, seed: int) -> Ints:
    """The fold of each unit, from 0: groups are whole, and codes are spread as evenly as that allows.

    Raises ConfigError for fewer than two folds or more than there are groups.
    """
    count = len(np.unique(groups))
    if folds < 2:
        raise ConfigError(f"folds is {folds}; cross-validation needs 2 or more")
    if count < folds:
        raise ConfigError(
            f"folds is {folds}, but the articles make only {count} groups once near-duplicates are kept together; "
            f"set folds={max(2, count)} or fewer, a higher near, or take a dataset with more articles"
        )
    fold = np.zeros(len(labels), dtype=np.int64)
    splitter = StratifiedGroupKFold(folds, shuffle=True, random_state=seed)
    with warnings.catch_warnings():
        # Codes with fewer units than folds are told of in the report.
        warnings.simplefilter("ignore", UserWarning)
        for number, (_, test) in enumerate(splitter.split(labels, labels, groups)):
            fold[test] = number
    return fold


def split_by_time(dates: Sequence[date | None], groups: Ints, later: float) -> TimeSplit:
    """The last share `later` of the dated units as the test; a group with a unit in the test is not trained on."""
    nothing: Ints = np.zeros(0, dtype=np.int64)
    if not 0 < later < 1:
        raise ConfigError(f"later is {later}; give the share of units to test on over time, between 0 and 1")
    dated = [number for number, day in enumerate(dates) if day is not None]
    days: NDArray[np.int64] = np.array([day.toordinal() for day in dates if day is not None], dtype=np.int64)
    if len(dated) < 2 * LEAST_TEST:
        return TimeSplit(nothing, nothing, None, f"{len(dated)} units have a publication date: too few to split by")
    last = int(np.sort(days)[max(0, int(len(days) * (1 - later)) - 1)])
    numbers = np.array(dated, dtype=np.int64)
    test = numbers[days > last]
    train = numbers[(days <= last) & ~np.isin(groups[numbers], groups[test])]
    if len(test) < LEAST_TEST or not len(train):
        return TimeSplit(
            nothing, nothing, None, "the publication dates do not part the units: nearly all are of one day"
        )
    parts = [f"{len(dates) - len(dated)} units without a date are in neither part"] * (len(dated) < len(dates))
    shared = len(numbers) - len(test) - len(train)
    parts += [f"{shared} earlier units are left out because they are near-duplicates of later ones"] * bool(shared)
    return TimeSplit(train, test, date.fromordinal(last), "; ".join(parts) or None)
