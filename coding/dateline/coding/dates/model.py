"""The records of the date resolver: a time expression as read from text, and the same with its date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from dateline.coding.records import DateInterval

KINDS = (
    "date",  # year, month and day as far as they are written: "November 14", "May 2021", "1990"
    "decade",  # "the 1990s": year is its first
    "season",  # "last summer", "the spring of 2020"
    "quarter",  # "the third quarter of 2019": number is the quarter
    "weekday",  # "Tuesday", "last Friday"
    "day_word",  # "today", "yesterday": number is the distance from the anchor in days
    "unit",  # "last week", "this year", "next month"
    "offset",  # "two weeks ago": number (negative in the past) and unit
    "window",  # "over the last few days", "in recent weeks": number and unit, up to the anchor or from it
    "anaphor",  # "the same day", "a week later": from an earlier date of the article
    "event_offset",  # "two days after the vote": tied to a happening, not resolved
    "holiday",  # "Christmas Day"
    "reference",  # "now"
    "nth",  # "the third Friday of January", "the last day of March": number counts, -1 is the last
    "unread",  # a time that is there and cannot be read: "5/1/2013", "on the day of the vote"
    "range",  # "from 3 to 5 May": since and until hold its ends
)


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words of a text that name a time; `text` is what stands at `start:end`.

    `kind` is one of KINDS and says which of the other fields are used. `modifier` is last, this, next, same,
    previous, following or that. `edge` is early, mid or late, or earlier or later for a part of a period counted from
    the anchor ("earlier this month"). `relation` is set where the word before keeps the expression from being the
    clause's own date: since, until, by, before, after, compared ("the worst since 2014"). `modifies` is the stretch
    of text whose noun the expression belongs to ("Friday's ruling", "the May 3 attack"). `part_of` is the longer
    period named with it ("in April last year", "on Friday last week").
    """

    start: int
    end: int
    text: str
    kind: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    number: int | None = None
    unit: str | None = None
    modifier: str | None = None
    edge: str | None = None
    season: str | None = None
    relation: str | None = None
    modifies: tuple[int, int] | None = None
    since: TimeExpression | None = None
    until: TimeExpression | None = None
    part_of: TimeExpression | None = None


class DatedExpression(NamedTuple):
    """A time expression, the interval that it stands for (None: unknown), and its TIMEX3 value (None: unknown)."""

    expression: TimeExpression
    interval: DateInterval | None
    value: str | None
