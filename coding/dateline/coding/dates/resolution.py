"""A time expression in, the interval of days that it stands for out (None: unknown), and its TIMEX3 value.

Years and days left out are found from the publication date (`anchor`), from the date named before in the article
(`previous`), and from the year of a passage of background (`frame_year`). Nothing is guessed beyond that.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from dateline.coding.dates.model import TimeExpression
from dateline.coding.dates.periods import (
    DAYS_OF_A_FEW,
    Period,
    add_months,
    fourth_thursday,
    make_day,
    month_period,
    narrow,
    season_period,
    unit_period,
    week_period,
    year_period,
)
from dateline.coding.dates.vocabulary import SEASONS
from dateline.coding.records import DateInterval

_PRECISION_OF_UNIT = {"day": "day", "week": "week", "fortnight": "range", "weekend": "range", "month": "month",
                      "quarter": "range", "year": "year", "decade": "range", "century": "range"}  # fmt: skip
_HALF_YEAR = timedelta(days=183)
_LONG_PAST = timedelta(days=240)
_SOON = timedelta(days=122)


def resolve_date(
    expression: TimeExpression,
    anchor: date | None,
    previous: DateInterval | None = None,
    tense: str | None = None,
    frame_year: int | None = None,
) -> DateInterval | None:
    """The interval of an expression; None where it cannot be known.

    `anchor` is the day of publication, `previous` the date that the article named before, `tense` the tense of the
    governing predicate ("future" turns a bare weekday, month or day forward), `frame_year` the year of a passage.
    """
    whole = resolve_whole(expression, anchor, previous, tense, frame_year)
    if whole is None:
        return None
    start, end, precision = whole.start, whole.end, whole.precision
    if expression.edge in ("early", "mid", "late"):
        start, end = narrow((start, end), expression.edge)
        precision = "range" if precision in ("month", "year") else precision
    if anchor is not None:
        if expression.edge == "later" and start <= anchor <= end:
            start = anchor
        elif tense != "future" and start <= anchor < end:
            end = anchor
    if expression.relation == "since" and expression.kind != "range":
        if anchor is None or start > anchor:
            return None
        end, precision = anchor, "range"
    return replace(whole, start=start, end=end, precision=precision)


def resolve_whole(
    expression: TimeExpression,
    anchor: date | None,
    previous: DateInterval | None = None,
    tense: str | None = None,
    frame_year: int | None = None,
) -> DateInterval | None:
    """The period that the words name, before it is cut at the anchor or to its early or late part."""
    try:
        return _resolve(expression, anchor, previous, tense, frame_year)
    except (OverflowError, ValueError):
        return None  # out of the calendar: "900,000 years ago"


def _resolve(
    expression: TimeExpression,
    anchor: date | None,
    previous: DateInterval | None,
    tense: str | None,
    frame_year: int | None,
) -> DateInterval | None:
    kind = expression.kind
    found: tuple[Period | None, str, str]
    if kind == "range":
        return _resolve_range(expression, anchor, previous, tense, frame_year)
    if expression.part_of is not None:
        found = _resolve_part(expression, expression.part_of, anchor, previous)
    elif kind == "date":
        found = _resolve_calendar(expression, anchor, previous, tense, frame_year)
    elif kind == "nth":
        found = _resolve_nth(expression, anchor, previous, tense, frame_year)
    elif kind == "anaphor":
        found = _resolve_anaphor(expression, anchor, previous)
    elif kind == "decade" and expression.year is not None:
        found = (year_period(expression.year)[0], year_period(expression.year + 9)[1]), "range", "explicit"
    elif kind == "quarter" and expression.year is not None and expression.number is not None:
        found = unit_period("quarter", date(expression.year, 3 * expression.number, 1), 0), "range", "explicit"
    elif kind == "season":
        found = _resolve_season(expression, anchor)
    elif kind == "holiday":
        found = _resolve_holiday(expression, anchor, tense)
    elif kind == "weekday":
        found = _resolve_weekday(expression, anchor, previous, tense)
    elif anchor is not None:
        found = _resolve_from_anchor(expression, anchor, tense)
    else:
        return None
    period, precision, method = found
    if period is None:
        return None
    return DateInterval(*period, precision, method, expression.text, (expression.start, expression.end))


def _resolve_nth(
    expression: TimeExpression,
    anchor: date | None,
    previous: DateInterval | None,
    tense: str | None,
    frame_year: int | None,
) -> tuple[Period | None, str, str]:
    """The day that is counted within its month: "the third Friday of January", "the last day of March"."""
    month = replace(expression, kind="date", weekday=None, number=None, unit=None)
    period, _, method = _resolve_calendar(month, anchor, previous, tense, frame_year)
    if period is None or expression.number is None:
        return None, "day", method
    first, last = period
    days = [first + timedelta(days=i) for i in range((last - first).days + 1)]
    if expression.unit == "week":  # the days of the month from one Monday to the next
        weeks: list[list[date]] = []
        for day in days:
            weeks = [*weeks, [day]] if not weeks or day.weekday() == 0 else [*weeks[:-1], [*weeks[-1], day]]
        counted = [(week[0], week[-1]) for week in weeks]
    else:
        counted = [(day, day) for day in days if expression.weekday in (None, day.weekday())]
    index = expression.number - 1 if expression.number > 0 else expression.number
    found = counted[index] if -len(counted) <= index < len(counted) else None
    return found, expression.unit or "day", method


def timex_value(expression: TimeExpression, whole: DateInterval | None) -> str | None:
    """The TIMEX3 value of an expression whose whole period is known: 2021-11-16, 2021-W46, 2021, 1998-FA, P2M."""
    if expression.kind == "reference":
        return "PRESENT_REF"
    if expression.kind == "window":
        unit = (expression.unit or "day")[0].upper()
        scale = {"d": 1, "w": 1, "m": 1, "y": 1}.get(unit.lower(), 1)
        if expression.unit == "decade":
            return f"P{10 * expression.number}Y" if expression.number else "PXY"
        return f"P{expression.number * scale if expression.number else 'X'}{unit}"
    if whole is None:
        return None
    year, month, week = whole.start.year, whole.start.month, whole.start.isocalendar()
    if expression.kind == "season" and expression.season:
        return f"{year}-{SEASONS[expression.season][0]}"
    if expression.unit == "weekend":
        return f"{week.year}-W{week.week:02}-WE"
    if expression.kind == "quarter" or expression.unit == "quarter":
        return f"{year}-Q{(month + 2) // 3}"
    if expression.kind == "decade" or expression.unit == "decade":
        return str(year)[:3]
    if expression.unit == "century":
        return str(year)[:2]
    if whole.start == whole.end:
        return whole.start.isoformat()
    if whole.precision == "week":
        return f"{week.year}-W{week.week:02}"
    if whole.precision == "month":
        return f"{year}-{month:02}"
    if whole.precision == "year":
        return str(year)
    return None


def _resolve_range(
    expression: TimeExpression,
    anchor: date | None,
    previous: DateInterval | None,
    tense: str | None,
    frame_year: int | None,
) -> DateInterval | None:
    if expression.since is None or expression.until is None:
        return None
    first = resolve_date(expression.since, anchor, previous, tense, frame_year)
    if expression.until.kind == "reference":
        last = None if anchor is None else DateInterval(anchor, anchor, "day", "relative")
    else:
        last = resolve_date(expression.until, anchor, previous, tense, frame_year)
    if first is None or last is None:
        return None
    if (
        first.start > last.end
        and expression.since.kind == expression.until.kind == "date"
        and expression.until.year is None
    ):
        last = _next_year(last)
    if last is None or first.start > last.end:
        return None
    method = "explicit" if first.method == last.method == "explicit" else last.method
    return DateInterval(first.start, last.end, "range", method, expression.text, (expression.start, expression.end))


def _resolve_part(
    expression: TimeExpression, of: TimeExpression, anchor: date | None, previous: DateInterval | None
) -> tuple[Period | None, str, str]:
    """A day, month or season of a year, or a weekday of a week, that is itself relative."""
    whole = resolve_whole(of, anchor, previous)
    if whole is None:
        return None, "day", "relative"
    if expression.kind == "holiday":
        return _resolve_holiday(replace(expression, year=whole.start.year), anchor, None)
    if expression.kind == "season" and expression.season:
        return season_period(expression.season, whole.start.year), "range", whole.method
    if expression.kind == "weekday" and expression.weekday is not None:
        day = whole.start + timedelta(days=expression.weekday)
        return (day, day), "day", whole.method
    precision = "day" if expression.day else "month"
    return _calendar_period(expression, whole.start.year), precision, whole.method


def _next_year(interval: DateInterval) -> DateInterval | None:
    start = make_day(interval.start.year + 1, interval.start.month, interval.start.day)
    end = make_day(interval.end.year + 1, interval.end.month, interval.end.day)
    return None if start is None or end is None else replace(interval, start=start, end=end)


def _calendar_period(expression: TimeExpression, year: int) -> Period | None:
    if expression.month is None:
        return year_period(year)
    if expression.day is None:
        return month_period(year, expression.month)
    day = make_day(year, expression.month, expression.day)
    if day is None:
        return None
    return week_period(day) if expression.unit == "week" else (day, day)


def _resolve_calendar(
    expression: TimeExpression,
    anchor: date | None,
    previous: DateInterval | None,
    tense: str | None,
    frame_year: int | None,
) -> tuple[Period | None, str, str]:
    precision = "week" if expression.unit else "day" if expression.day else "month" if expression.month else "year"
    if expression.year is not None:
        return _calendar_period(expression, expression.year), precision, "explicit"
    if frame_year is not None and expression.modifier is None and (expression.day or not expression.modifies):
        period = _calendar_period(expression, frame_year)
        told_on = previous is not None and previous.start.year == frame_year and previous.precision in ("day", "month")
        if period and previous and told_on and period[1] < previous.start - _HALF_YEAR:
            # A story that was in autumn and names a spring month has gone on into the next year.
            later = _calendar_period(expression, frame_year + 1)
            period = later if later and (anchor is None or later[0] <= anchor) else period
        return period, precision, "discourse"
    if anchor is None:
        return None, precision, "relative"
    candidates = [
        period for offset in range(-8, 9) if (period := _calendar_period(expression, anchor.year + offset)) is not None
    ]
    if expression.weekday is not None:
        # The weekday settles the year and the direction.
        fitting = [period for period in candidates if period[0].weekday() == expression.weekday]
        return min(fitting, key=lambda period: abs(period[0] - anchor), default=None), precision, "relative"
    return _nearest(candidates, anchor, expression.modifier, tense), precision, "relative"


def _nearest(candidates: list[Period], anchor: date, modifier: str | None, tense: str | None) -> Period | None:
    """Of the same period in different years, the one meant: the latest past one, or the first coming one."""
    past = [period for period in candidates if period[0] <= anchor]
    coming = [period for period in candidates if period[1] >= anchor]
    if modifier == "last":
        return next((period for period in reversed(candidates) if period[1] < anchor), None)
    if modifier == "next":
        return next((period for period in candidates if period[0] > anchor), None)
    if modifier == "this":
        return next((period for period in candidates if period[0].year == anchor.year), None)
    if tense == "future":
        return coming[0] if coming else None
    is_old = bool(past) and past[-1][0].year < anchor.year and anchor - past[-1][1] > _LONG_PAST
    if tense is None and is_old and coming and coming[0][0] - anchor < _SOON:
        # Nobody leaves the year out of a date that is nearly a year old.
        return coming[0]
    return past[-1] if past else None


def _resolve_season(expression: TimeExpression, anchor: date | None) -> tuple[Period | None, str, str]:
    if expression.season is None:
        return None, "range", "explicit"
    if expression.year is not None:
        return season_period(expression.season, expression.year), "range", "explicit"
    if anchor is None:
        return None, "range", "relative"
    candidates = [season_period(expression.season, anchor.year + offset) for offset in (-2, -1, 0, 1, 2)]
    return _nearest(candidates, anchor, expression.modifier, None), "range", "relative"


def _resolve_holiday(
    expression: TimeExpression, anchor: date | None, tense: str | None
) -> tuple[Period | None, str, str]:
    if expression.month is None or (anchor is None and expression.year is None):
        return None, "day", "relative"
    years = (
        [expression.year] if expression.year else [anchor.year + offset for offset in range(-2, 3)] if anchor else []
    )
    days = [
        date(year, expression.month, expression.day) if expression.day else fourth_thursday(year, expression.month)
        for year in years
    ]
    if expression.year or anchor is None:
        return (days[0], days[0]), "day", "explicit"
    return _nearest([(day, day) for day in days], anchor, expression.modifier, tense), "day", "relative"


def _resolve_weekday(
    expression: TimeExpression, anchor: date | None, previous: DateInterval | None, tense: str | None
) -> tuple[Period | None, str, str]:
    modifier = expression.modifier
    if modifier in ("that", "following", "previous"):
        if previous is None or previous.start != previous.end or expression.weekday is None:
            return None, "day", "discourse"
        gap = (expression.weekday - previous.start.weekday()) % 7
        if modifier == "that":
            day = previous.start + timedelta(days=gap if gap <= 3 else gap - 7)
        elif modifier == "following":
            day = previous.start + timedelta(days=gap or 7)
        else:
            day = previous.start + timedelta(days=gap - 7)
        return (day, day), "day", "discourse"
    if anchor is None or expression.weekday is None:
        return None, "day", "relative"
    ahead = (expression.weekday - anchor.weekday()) % 7
    if modifier == "last":
        day = anchor + timedelta(days=ahead - 7)
    elif modifier == "next":
        day = anchor + timedelta(days=ahead or 7)
    elif ahead == 0 or tense == "future" or (modifier == "this" and tense != "past"):
        day = anchor + timedelta(days=ahead)
    else:
        day = anchor + timedelta(days=ahead - 7)
    return (day, day), "day", "relative"


def _resolve_anaphor(
    expression: TimeExpression, anchor: date | None, previous: DateInterval | None
) -> tuple[Period | None, str, str]:
    unit, number = expression.unit or "day", expression.number
    precision = _PRECISION_OF_UNIT[unit]
    if number is None:
        number = {"same": 0, "following": 1, "previous": -1}.get(expression.modifier or "", None)
        if number is None:
            return None, precision, "discourse"
    if previous is None:
        # "A day earlier" without a date before it counts from the story's own day; "a day later" cannot.
        if anchor is None or number >= 0:
            return None, precision, "discourse"
        previous = DateInterval(anchor, anchor, "day", "publication")
    if previous.start != previous.end and unit == "day":
        return None, precision, "discourse"
    if previous.precision in ("year", "range") and unit != "year":
        return None, precision, "discourse"
    if unit in ("month", "year") and number != 0 and expression.modifier is None:
        return _whole_offset(previous.start, number, unit), precision, "discourse"
    if unit == "week" and number != 0 and expression.modifier is None:
        return week_period(previous.start + timedelta(weeks=number)), "week", "discourse"
    return unit_period(unit, previous.start, number), precision, "discourse"


def _whole_offset(day: date, number: int, unit: str) -> Period | None:
    try:
        moved = add_months(day, number if unit == "month" else 12 * number)
    except ValueError:
        return None
    return unit_period(unit, moved, 0)


def _resolve_from_anchor(expression: TimeExpression, anchor: date, tense: str | None) -> tuple[Period | None, str, str]:
    kind, unit, number = expression.kind, expression.unit or "day", expression.number
    if kind == "day_word" and number is not None:
        day = anchor + timedelta(days=number)
        if unit == "night":
            return (day - timedelta(days=1), day), "range", "relative"
        return (day, day), "day", "relative"
    if kind == "offset" and number is not None:
        if unit in ("month", "year"):
            return _whole_offset(anchor, number, unit), _PRECISION_OF_UNIT[unit], "relative"
        return unit_period(unit, anchor, number), _PRECISION_OF_UNIT[unit], "relative"
    if kind == "unit":
        if expression.modifier == "nearest":
            count = 0 if anchor.weekday() >= 5 or tense == "future" else -1
        else:
            count = {"last": -1, "this": 0, "next": 1}[(expression.modifier or "").split()[-1]]
        return unit_period(unit, anchor, count), _PRECISION_OF_UNIT[unit], "relative"
    if kind == "window":
        return _resolve_window(expression, anchor), "range", "relative"
    return None, "range", "relative"


def _resolve_window(expression: TimeExpression, anchor: date) -> Period | None:
    unit, number = expression.unit or "day", expression.number
    try:
        if number is None:
            if unit not in DAYS_OF_A_FEW:
                return None
            days = timedelta(days=DAYS_OF_A_FEW[unit])
            return (anchor - days, anchor) if expression.modifier == "last" else (anchor, anchor + days)
        sign = -1 if expression.modifier == "last" else 1
        if unit in ("day", "week", "fortnight"):
            edge = anchor + sign * timedelta(days=number * {"day": 1, "week": 7, "fortnight": 14}[unit])
        elif unit in ("month", "quarter", "year", "decade"):
            edge = add_months(anchor, sign * number * {"month": 1, "quarter": 3, "year": 12, "decade": 120}[unit])
        else:
            return None
    except (ValueError, OverflowError):
        return None
    return (edge, anchor) if sign < 0 else (anchor, edge)
