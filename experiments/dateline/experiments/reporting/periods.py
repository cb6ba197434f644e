"""Days with counts in, a gapless row of days, weeks, months or years out, so that a time line has neither holes nor
thousands of points.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

# A unit is the finest with which the line has no more points than these.
_MOST_DAYS, _MOST_WEEKS, _MOST_MONTHS = 130, 130, 240


@dataclass(frozen=True, slots=True)
class Periods:
    """`starts` are the first days of periods that follow each other; `unit` is day, week, month or year."""

    unit: str
    starts: tuple[date, ...]

    def total(self, counts: Mapping[date, int]) -> tuple[int, ...]:
        """The counts of the days of each period together; every day must lie within."""
        totals = dict.fromkeys(self.starts, 0)
        for day, count in counts.items():
            totals[_begin(day, self.unit)] += count
        return tuple(totals.values())


def divide_days(days: Sequence[date]) -> Periods:
    """Periods from the first to the last of the days."""
    if not days:
        return Periods("day", ())
    first, last = min(days), max(days)
    span = (last - first).days + 1
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if span <= _MOST_DAYS:
        unit = "day"
    elif span <= _MOST_WEEKS * 7:
        unit = "week"
    else:
        unit = "month" if months <= _MOST_MONTHS else "year"
    starts = [_begin(first, unit)]
    end = _begin(last, unit)
    while starts[-1] < end:
        starts.append(_follow(starts[-1], unit))
    return Periods(unit, tuple(starts))


def _begin(day: date, unit: str) -> date:
    if unit == "week":
        # The first week of all may begin before the calendar does.
        return date.fromordinal(max(1, day.toordinal() - day.weekday()))
    if unit == "month":
        return day.replace(day=1)
    return day.replace(month=1, day=1) if unit == "year" else day


def _follow(start: date, unit: str) -> date:
    if unit == "month":
        return date(start.year + start.month // 12, start.month % 12 + 1, 1)
    if unit == "year":
        return date(start.year + 1, 1, 1)
    return start + timedelta(days=7 if unit == "week" else 1)
