"""Dates, places and losses to the words in which a person reads and writes them, and back.

A reader raises ValueError, with a sentence that shows the right form, for words that it cannot read.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from datetime import date, timedelta

from dateline.coding.errors import nearest
from dateline.coding.records import DateInterval, Loss, Place
from dateline.datasets.tables import LOSS_KINDS

_DAY = r"\d{4}-\d{2}-\d{2}"
_DATE = re.compile(rf"(?P<start>{_DAY})(?:/(?P<end>{_DAY}))?|(?P<year>\d{{4}})(?:-(?P<month>\d{{2}}))?")
_COUNT = r"\d{1,9}|\?"
_LOSS = re.compile(
    rf"(?P<kind>\w+)\s+(?P<best>{_COUNT})(?:\s*\((?P<low>{_COUNT})\s*-\s*(?P<high>{_COUNT})\))?(?:\s+of\s+(?P<code>\w+))?"
)
_WEEK = timedelta(days=6)


def spell_date(interval: DateInterval | None) -> str:
    """An interval as 2021-11-15, 2021-11, 2021 or 2021-11-15/2021-11-20; empty where there is none."""
    if interval is None:
        return ""
    start, end = interval.start, interval.end
    if start == end:
        return start.isoformat()
    if (start.month, start.day, end.month, end.day, start.year) == (1, 1, 12, 31, end.year):
        return f"{start.year:04d}"
    if start.day == 1 and end == _last_day(start):
        return f"{start.year:04d}-{start.month:02d}"
    return f"{start.isoformat()}/{end.isoformat()}"


def read_date(text: str) -> tuple[date, date, str]:
    """First day, last day and precision of a date as `spell_date` spells it."""
    found = _DATE.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"{text!r} is no date; write 2021-11-15, 2021-11, 2021 or 2021-11-15/2021-11-20")
    try:
        if found["year"] and found["month"]:
            first = date(int(found["year"]), int(found["month"]), 1)
            return first, _last_day(first), "month"
        if found["year"]:
            return date(int(found["year"]), 1, 1), date(int(found["year"]), 12, 31), "year"
        start = date.fromisoformat(found["start"])
        end = date.fromisoformat(found["end"] or found["start"])
    except ValueError as error:
        raise ValueError(f"{text!r} is no date: {error}") from error
    if end < start:
        raise ValueError(f"{text!r} ends before it begins; write the earlier day first")
    if start == end:
        return start, end, "day"
    return start, end, "week" if end - start == _WEEK else "range"


def _last_day(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def spell_place(place: Place | None) -> str:
    """A place as "Idlib, SYR", or what of it is known; empty where nothing but its words is."""
    if place is None:
        return ""
    return ", ".join(part for part in (place.name, place.country) if part)


def spell_losses(losses: Iterable[Loss]) -> str:
    """Losses as "killed 3 of CZEMIL; wounded 10 (8-12)", sorted; a question mark stands for an unknown count."""
    return "; ".join(sorted(map(_spell_loss, losses)))


def _spell_loss(loss: Loss) -> str:
    low, best, high = ("?" if count is None else str(count) for count in (loss.low, loss.best, loss.high))
    bounds = "" if low == best == high else f" ({low}-{high})"
    return f"{loss.kind} {best}{bounds}{f' of {loss.of_code}' if loss.of_code else ''}"


def read_losses(text: str) -> tuple[Loss, ...]:
    """Losses as `spell_losses` spells them, without the words that told them."""
    losses: dict[tuple[str, str], Loss] = {}
    for item in filter(None, (item.strip() for item in re.split(r"[;\n]", text))):
        found = _LOSS.fullmatch(item)
        if found is None:
            raise ValueError(f"{item!r} is no loss; write killed 3, wounded 10 (8-12) or captured 2 of CZEMIL")
        kind = found["kind"]
        if kind not in LOSS_KINDS:
            raise ValueError(f"unknown loss {kind!r}{nearest(kind, LOSS_KINDS)} (losses: {', '.join(LOSS_KINDS)})")
        best = _count(found["best"])
        low, high = (_count(found["low"]), _count(found["high"])) if found["low"] else (best, best)
        ordered = [count for count in (low, best, high) if count is not None]
        if ordered != sorted(ordered):
            raise ValueError(f"{item!r} is out of order; write the lowest and the highest count around the best")
        loss = Loss(kind, "", (0, 0), found["code"] or "", low, best, high)
        if losses.setdefault((kind, loss.of_code), loss) is not loss:
            raise ValueError(f"{item!r} tells of the same losses as an item before it; keep one of them")
    return tuple(losses.values())


def _count(text: str) -> int | None:
    return None if text == "?" else int(text)
