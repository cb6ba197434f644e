"""Near-duplicates, groups and folds: nothing that belongs together is parted."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.coding.errors import ConfigError
from dateline.experiments.consistency.folds import LEAST_TEST, deal_folds, split_by_time
from dateline.experiments.consistency.groups import join_groups, join_near_duplicates

LONG = "Rebels shelled the harbour of the northern town on Monday and burned three boats at its quay"


def test_near_duplicates_are_joined() -> None:
    texts = [LONG, "A quite different sentence about the price of bread.", LONG.replace("three", "four"), LONG.upper()]
    assert join_near_duplicates(texts, 0.7).tolist() == [0, 1, 0, 0]
    assert join_near_duplicates(texts, 0.95).tolist() == [0, 1, 2, 0]


def test_short_sentences_are_never_near_duplicates() -> None:
    assert join_near_duplicates(["Photo: the agency.", "Photo: the agency."], 0.7).tolist() == [0, 1]


def test_groups_are_joined_by_any_key() -> None:
    assert join_groups(["a", "a", "b", "c", "d"], [0, 1, 1, 2, 3]).tolist() == [0, 0, 0, 1, 2]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 2)), min_size=12, max_size=60), st.integers(0, 3))
def test_no_group_is_in_two_folds(pairs: list[tuple[int, int]], seed: int) -> None:
    groups = join_groups([group for group, _ in pairs])
    labels = np.array([label for _, label in pairs])
    if len(set(groups.tolist())) < 3 or max(np.bincount(labels)) < 3:
        return
    fold = deal_folds(labels, groups, 3, seed)
    assert all(len(set(fold[groups == group].tolist())) == 1 for group in groups)
    assert set(fold.tolist()) == {0, 1, 2}
    assert fold.tolist() == deal_folds(labels, groups, 3, seed).tolist()


@pytest.mark.parametrize(("folds", "message"), [(1, "needs 2 or more"), (5, "set folds=3 or fewer")])
def test_too_many_folds_are_an_error(folds: int, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        deal_folds(np.array([0, 1, 0]), np.array([0, 1, 2]), folds, 0)


def test_later_units_test_what_earlier_ones_taught() -> None:
    start = date(2021, 1, 1)
    dates = [start + timedelta(days=number) for number in range(100)] + [None]
    groups = np.arange(101)
    groups[3] = groups[99]
    split = split_by_time(dates, groups, 0.25)
    assert split.last_trained == date(2021, 3, 16)
    assert split.test.tolist() == list(range(75, 100))
    assert 3 not in split.train and len(split.train) == 74
    assert split.note is not None and "without a date" in split.note and "near-duplicates" in split.note


def test_units_without_dates_or_of_one_day_give_no_split() -> None:
    count = 4 * LEAST_TEST
    for dates in ([None] * count, [date(2021, 1, 1)] * count):
        split = split_by_time(dates, np.arange(count), 0.2)
        assert split.last_trained is None and not len(split.test) and split.note
