"""Calendar arithmetic: days, weeks, months, years and seasons as pairs of first and last day."""

from __future__ import annotations

import calendar
from datetime import MAXYEAR, MINYEAR, date, timedelta

from dateline.coding.dates.vocabulary import SEASONS

Period = tuple[date, date]
DAYS_OF_A_FEW = {"day": 7, "week": 28, "month": 92, "year": 1096}
"""How far "the last few days", "recent weeks" and the like reach back, in days."""


def make_day(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has none such (30 February)."""
    if not MINYEAR <= year <= MAXYEAR or not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None
    return date(year, month, day)


def month_period(year: int, month: int) -> Period:
    """First to last day of a month, 1 to 12."""
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def year_period(year: int) -> Period:
    """1 January to 31 December."""
    return date(year, 1, 1), date(year, 12, 31)


def week_period(day: date) -> Period:
    """Monday to Sunday of the week that holds the day."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def season_period(season: str, year: int) -> Period:
    """The three months of a season; a winter belongs to the year in which it begins."""
    month = SEASONS[season][1]
    last = add_months(date(year, month, 1), 2)
    return date(year, month, 1), month_period(last.year, last.month)[1]


def add_months(day: date, count: int) -> date:
    """The same day `count` months on, or that month's last day where it is shorter."""
    years, month = divmod(day.month - 1 + count, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def fourth_thursday(year: int, month: int) -> date:
    """The day of American Thanksgiving, if the month is November."""
    first = date(year, month, 1)
    return first + timedelta(days=(3 - first.weekday()) % 7 + 21)


def unit_period(unit: str, day: date, count: int) -> Period | None:
    """The whole week, month, year, ... `count` units from the one that holds `day`; None: out of the calendar."""
    try:
        if unit == "day":
            moved = day + timedelta(days=count)
            return moved, moved
        if unit in ("week", "fortnight"):
            return week_period(day + timedelta(weeks=count * (2 if unit == "fortnight" else 1)))
        if unit == "weekend":
            sunday = week_period(day + timedelta(weeks=count))[1]
            return sunday - timedelta(days=1), sunday
        if unit == "month":
            moved = add_months(day.replace(day=1), count)
            return month_period(moved.year, moved.month)
        if unit == "quarter":
            first = add_months(date(day.year, 3 * ((day.month - 1) // 3) + 1, 1), 3 * count)
            last = add_months(first, 2)
            return first, month_period(last.year, last.month)[1]
        span = {"year": 1, "decade": 10, "century": 100}[unit]
        year = (day.year // span + count) * span
        return date(year, 1, 1), date(year + span - 1, 12, 31)
    except (ValueError, OverflowError):
        return None


def narrow(period: Period, edge: str | None) -> Period:
    """The first, middle or last third of a period ("early", "mid", "late")."""
    first, last = period
    days = (last - first).days + 1
    third = max(1, round(days / 3))
    if edge == "early":
        return first, first + timedelta(days=third - 1)
    if edge == "mid":
        return first + timedelta(days=third), last - timedelta(days=third)
    if edge == "late":
        return last - timedelta(days=third - 1), last
    return period
