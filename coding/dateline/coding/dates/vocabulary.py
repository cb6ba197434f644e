"""Words of the English calendar: the tables from which the date grammar is built.

Everyday English as newspapers write it (month and weekday abbreviations as the Associated Press stylebook lists
them, 2023); compiled by hand.
"""

from __future__ import annotations

MONTHS = ("january february march april may june july august september october november december").split()
MONTH_ABBREVIATIONS = {
    "jan": 1,
    "feb": 2,
    "mar": 3,
    "apr": 4,
    "jun": 6,
    "jul": 7,
    "aug": 8,
    "sept": 9,
    "sep": 9,
    "oct": 10,
    "nov": 11,
    "dec": 12,
}
MONTH_NUMBERS = {name: number for number, name in enumerate(MONTHS, 1)} | MONTH_ABBREVIATIONS
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
WEEKDAY_ABBREVIATIONS = "mon tues tue wed thurs thur thu fri sat sun".split()
SEASONS = {"spring": ("SP", 3), "summer": ("SU", 6), "autumn": ("FA", 9), "fall": ("FA", 9), "winter": ("WI", 12)}
"""Season to TIMEX3 letters and its first month (meteorological seasons of the northern hemisphere)."""

UNITS = "day week weekend fortnight month quarter year decade century".split()
PARTS_OF_DAY = "morning afternoon evening night".split()

EDGES = {
    "early": "early",
    "earlier in": "early",
    "the start of": "early",
    "the beginning of": "early",
    "mid": "mid",
    "the middle of": "mid",
    "late": "late",
    "later in": "late",
    "the end of": "late",
}

HOLIDAYS = {
    "new year's day": (1, 1),
    "new year's eve": (12, 31),
    "christmas day": (12, 25),
    "christmas eve": (12, 24),
    "christmas": (12, 25),
    "thanksgiving day": (11, None),
    "thanksgiving": (11, None),
}
"""Fixed holidays; None: the fourth Thursday of that month (the Thanksgiving of the United States)."""

PERIOD_NOUNS = (
    "war conflict invasion offensive campaign uprising revolution revolt rebellion insurgency genocide "
    "massacre siege coup intervention crisis clashes fighting hostilities occupation protests famine election "
    "elections"
).split()
"""Nouns whose year dates the passage that follows: "the 2020 war ... ended on November 10"."""

COUNTED_NOUNS = (
    "people persons soldiers troops men women children civilians fighters militants rebels police policemen "
    "officers protesters demonstrators refugees victims prisoners workers families homes houses villages "
    "tanks vehicles aircraft weapons rifles rounds shells rockets missiles dollars euros pounds rubles rupees "
    "pesos tons tonnes kilometers kilometres km miles meters metres feet acres hectares barrels megawatts "
    "hours hrs gmt utc local votes seats points jobs inhabitants residents members cases copies others "
    "civilians troops percent students prisoners migrants arrests deaths"
).split()
"""What may be counted by four digits that look like a year: "1990 soldiers"."""

FIRST_NAME_MONTHS = ("april", "may", "june", "august", "january")
PERIODICALS = (
    "times",
    "telegraph",
    "mirror",
    "express",
    "mail",
    "herald",
    "post",
    "agreement",
    "accord",
    "accords",
    "news",
)
"""A weekday before one of these is part of a name: the Sunday Times, the Good Friday Agreement."""
NAMED_DAYS = ("black", "bloody", "good", "super", "holy", "ash", "easter", "palm", "maundy", "shrove", "casual", "man")
