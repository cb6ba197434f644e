"""Days and months of events, and how two series go together."""

from __future__ import annotations

from datetime import date

import pytest
from tests.agreement_codings import make_event

from dateline.experiments.agreement.codings import CodedEvent
from dateline.experiments.comparing.series import ALL, Correlation, correlate, list_periods, tally_series
from dateline.experiments.comparing.tallies import Column


def make_dated(start: date | None, end: date | None = None, background: bool = False) -> CodedEvent:
    return make_event(f"{start}", date_start=start, date_end=end or start, is_background=background)


def correlate_days(one: str, two: str, step: str = "day") -> Correlation:
    """The correlation of all events on the days of March 2022 whose numbers are given."""
    columns = [
        Column(name, name, tuple(make_dated(date(2022, 3, int(day))) for day in days.split()))
        for name, days in (("one", one), ("two", two))
    ]
    (found,) = (each for each in correlate(tally_series(columns, lambda event: ())) if each.step == step)
    return found


def test_an_event_counts_where_all_of_it_lies() -> None:
    day = date(2022, 3, 7)
    assert list_periods(make_dated(day)) == (("day", "2022-03-07"), ("month", "2022-03"))
    assert list_periods(make_dated(day, date(2022, 3, 31))) == (("month", "2022-03"),)
    assert list_periods(make_dated(day, date(2022, 4, 1))) == ()
    assert list_periods(make_dated(day, background=True)) == ()
    assert list_periods(make_dated(None)) == ()


def test_days_without_an_event_count_as_nothing() -> None:
    # 1, 0, 1, 0, 0, 2 against 0, 1, 0, 0, 0, 1.
    found = correlate_days("1 3 6 6", "2 6")
    assert (found.periods, found.events) == (6, (4, 2))
    assert found.pearson == pytest.approx(0.3162278, abs=1e-6)
    # Ranks 4.5, 2, 4.5, 2, 2, 6 against 2.5, 5.5, 2.5, 2.5, 2.5, 5.5.
    assert found.spearman == pytest.approx(3 / 180**0.5, abs=1e-6)


def test_equal_series_go_together() -> None:
    found = correlate_days("1 2 2 5", "1 2 2 5")
    assert found.pearson == found.spearman == 1.0


@pytest.mark.parametrize(
    ("one", "two", "step", "note"),
    [
        ("1 3", "2", "day", "fewer than 5 days"),
        ("1 2 3 4 5", "1 5", "day", "one has the same count in every day"),
        ("1 9", "", "day", "two has the same count in every day"),
        ("1 9", "2", "month", "fewer than 5 months"),
    ],
)
def test_no_correlation_without_reason(one: str, two: str, step: str, note: str) -> None:
    found = correlate_days(one, two, step)
    assert (found.pearson, found.spearman, found.note) == (None, None, note)


def test_months_are_filled_across_the_year() -> None:
    days = [date(2021, 11, 3), date(2022, 4, 9)]
    column = Column("one", "one", tuple(map(make_dated, days)))
    other = Column("two", "two", (make_dated(days[0]),))
    found = correlate(tally_series([column, other], lambda event: [("act", "do")]))
    assert {(each.step, each.code): each.periods for each in found} == {
        ("day", ALL): 158,
        ("day", "do"): 158,
        ("month", ALL): 6,
        ("month", "do"): 6,
    }
