"""The grammar of time expressions: patterns over plain text, each with the function that reads its match.

`RULES` is ordered: where two matches of the same length begin at the same place, the earlier rule wins.
Patterns match without regard to case; what depends on case is settled by `expressions`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from dateline.coding.dates.vocabulary import (
    EDGES,
    HOLIDAYS,
    MONTH_ABBREVIATIONS,
    MONTH_NUMBERS,
    MONTHS,
    PARTS_OF_DAY,
    SEASONS,
    UNITS,
    WEEKDAY_ABBREVIATIONS,
    WEEKDAYS,
)
from dateline.coding.syntax.numerals import DIGITS, WORDS, read_number

Fields = dict[str, int | str | None]
TWO_DIGIT_PIVOT = 50  # "89" is 1989 and "21" is 2021: news is not older than the wire archives


class Rule(NamedTuple):
    """One form of time expression; `read` gives the fields of a match, or None where it is no time after all."""

    kind: str
    pattern: re.Pattern[str]
    read: Callable[[re.Match[str]], Fields | None]


def _alternatives(words: list[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


MONTH = rf"(?P<month>(?:{_alternatives(MONTHS)})\b|(?:{_alternatives(list(MONTH_ABBREVIATIONS))})\b\.?)"
DAY = r"(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
YEAR = r"(?P<year>1[5-9]\d\d|20\d\d)(?![\d,.:]*\d)"
WEEKDAY = rf"(?P<weekday>{_alternatives(WEEKDAYS)})"
ANY_WEEKDAY = (
    rf"(?:(?P<weekday>{_alternatives(WEEKDAYS)}|(?:{_alternatives(WEEKDAY_ABBREVIATIONS)})\b\.?),?\s+(?:the\s+)?)?"
)
SEASON = rf"(?P<season>{_alternatives(list(SEASONS))})"
UNIT = rf"(?P<unit>{_alternatives(UNITS)})"
LONG_UNIT = UNIT.replace("|day", "")
PART = rf"(?:{_alternatives(PARTS_OF_DAY)})"
UNIT_OR_PART = rf"(?P<unit>{_alternatives(UNITS + PARTS_OF_DAY)})"
EDGE = r"(?:(?P<edge>early|mid|late)[\s-]+|(?:the\s+)?(?P<edge2>start|beginning|middle|end)\s+of\s+)"
_COUNT = rf"(?:{DIGITS}|{WORDS}|an?|(?:a\s+)?(?:few|couple(?:\s+of)?)|several|many)"
COUNT = rf"(?:about\s+|around\s+|nearly\s+|almost\s+|some\s+|more\s+than\s+|over\s+)?(?P<number>{_COUNT})"
_EDGE_NAMES = {"start": "early", "beginning": "early", "middle": "mid", "end": "late"} | {e: e for e in EDGES.values()}
_VAGUE = {"a": 1, "an": 1}


def _count(match: re.Match[str]) -> int | None:
    words = match["number"].lower()
    return _VAGUE.get(words) or read_number(words)


def _edge(match: re.Match[str]) -> str | None:
    groups = match.groupdict()
    word = groups.get("edge") or groups.get("edge2")
    return _EDGE_NAMES[word.lower()] if word else None


def _weekday_number(word: str | None) -> int | None:
    if not word:
        return None
    return next(number for number, name in enumerate(WEEKDAYS) if name.startswith(word.lower().rstrip(".")[:3]))


def _year(text: str | None) -> int | None:
    if text is None:
        return None
    number = int(text)
    if number >= 100:
        return number
    return number + (1900 if number >= TWO_DIGIT_PIVOT else 2000)


def _read_calendar(match: re.Match[str]) -> Fields | None:
    groups = match.groupdict()
    month = groups.get("month")
    fields: Fields = {
        "year": _year(groups.get("year") or groups.get("year2")),
        "month": MONTH_NUMBERS[month.lower().rstrip(".")] if month else None,
        "day": int(groups["day"]) if groups.get("day") else None,
        "weekday": _weekday_number(groups.get("weekday")),
        "edge": _edge(match),
    }
    if groups.get("modifier"):
        fields["modifier"] = groups["modifier"].lower()
    return fields


def _read_iso(match: re.Match[str]) -> Fields | None:
    month, day = int(match["m"]), int(match["d"])
    return {"year": int(match["year"]), "month": month, "day": day} if month <= 12 and 1 <= day <= 31 else None


def _read_slashed(match: re.Match[str]) -> Fields | None:
    """16/11/2021 or 11/16/2021; None where both orders are possible and differ."""
    first, second = int(match["a"]), int(match["b"])
    if not (1 <= first <= 31 and 1 <= second <= 31) or (first > 12 and second > 12):
        return None
    if first <= 12 and second <= 12 and first != second:
        return None
    day, month = (first, second) if first > 12 else (second, first)
    groups = match.groupdict()
    return {"year": _year(groups.get("year") or groups.get("year2")), "month": month, "day": day}


_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1, "final": -1}


def _read_nth(match: re.Match[str]) -> Fields | None:
    groups = match.groupdict()
    fields = _read_calendar(match) or {}
    weekday = groups.get("weekday")
    return {**fields, "number": _ORDINALS[match["nth"].lower()], "weekday": _weekday_number(weekday), "day": None,
            "unit": "week" if (groups.get("unit") or "").lower() == "week" else None}  # fmt: skip


def _read_month_of_year(match: re.Match[str]) -> Fields | None:
    return {"year": int(match["year"]), "month": int(match["month_number"])}


def _read_decade(match: re.Match[str]) -> Fields | None:
    digits = match["decade"] or match["short"]
    return {"year": int(digits) if len(digits) == 4 else 1900 + int(digits), "edge": _edge(match)}


def _read_season(match: re.Match[str]) -> Fields | None:
    groups = match.groupdict()
    modifier = groups.get("modifier")
    return {
        "season": match["season"].lower(),
        "year": _year(groups.get("year")),
        "modifier": modifier.lower() if modifier else None,
        "edge": _edge(match),
    }


def _read_quarter(match: re.Match[str]) -> Fields | None:
    word = match["quarter"].lower()
    return {"number": int(word) if word.isdigit() else ["first", "second", "third", "fourth"].index(word) + 1,
            "year": int(match["year"])}  # fmt: skip


_MODIFIERS = {
    "past": "last",
    "coming": "next",
    "upcoming": "next",
    "current": "this",
    "preceding": "previous",
    "subsequent": "following",
}


def _modifier(word: str | None) -> str | None:
    if word is None:
        return None
    words = word.lower().split()
    return _MODIFIERS.get(words[-1], words[-1])


def _read_weekday(match: re.Match[str]) -> Fields | None:
    return {"weekday": _weekday_number(match["weekday"]), "modifier": _modifier(match["modifier"])}


_DAY_WORDS = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1, "overnight": 0}


def _read_day_word(match: re.Match[str]) -> Fields | None:
    word = match["word"].lower()
    return {"number": _DAY_WORDS[word], "unit": "night" if word == "overnight" else "day"}


def _read_unit(match: re.Match[str]) -> Fields | None:
    edge = match["edge"]
    return {
        "modifier": _modifier(match["modifier"]),
        "unit": match["unit"].lower(),
        "edge": edge.lower().split()[0] if edge else None,
    }


def _read_anaphor(match: re.Match[str]) -> Fields | None:
    groups = match.groupdict()
    modifier = (groups.get("modifier") or "").lower().removeprefix("the ").removeprefix("very ")
    unit = match["unit"].lower()
    return {
        "modifier": {"that": "same", "next": "following", "preceding": "previous"}.get(modifier, modifier),
        "unit": "day" if unit in PARTS_OF_DAY else unit,
    }


def _read_offset(match: re.Match[str]) -> Fields | None:
    number = _count(match)
    sign = -1 if match["side"].lower() in ("ago", "back", "earlier", "before", "previously") else 1
    return {"number": None if number is None else sign * number, "unit": match["unit"].lower()}


def _read_day_before(match: re.Match[str]) -> Fields | None:
    return {"number": -1 if match["side"].lower() == "before" else 1, "unit": match["unit"].lower()}


def _read_window(match: re.Match[str]) -> Fields | None:
    number = _count(match) if match.groupdict().get("number") else None
    modifier = match["modifier"].lower()
    return {
        "number": number,
        "unit": match["unit"].lower(),
        "modifier": "next" if modifier in ("next", "coming") else "last",
    }


def _read_holiday(match: re.Match[str]) -> Fields | None:
    groups = match.groupdict()
    month, day = HOLIDAYS[match["holiday"].lower().replace("’", "'")]
    modifier = _modifier(groups.get("modifier"))
    return {"month": month, "day": day, "year": _year(groups.get("year")), "modifier": modifier}


def _rule(kind: str, pattern: str, read: Callable[[re.Match[str]], Fields | None]) -> Rule:
    return Rule(kind, re.compile(rf"(?<![\w$£€/.])(?<!\d,)(?<!\w-)(?:{pattern})(?!\w)", re.IGNORECASE), read)


_SHORT_YEAR = r"(?P<year2>\d\d)(?![\d,.:]*\d|\s*(?:%|percent|\w+s\b))"
_PLAIN_SHORT_YEAR = r"(?P<year2>\d\d)(?!\d)"
_NTH = rf"(?:the\s+)?(?P<nth>{_alternatives(list(_ORDINALS))})\s+"
_FEASTS = "Ramadan|Ashura|Muharram|Passover|Diwali|Nowruz|Newroz|Lent|Yom\\s+Kippur|Eid(?:\\s+al-\\w+)?|Tet|Advent"
_OPTIONAL_PART = rf"(?:\s+{PART})?"
_OF = r"(?:\s+of)?\s+"
_LAST = r"(?:(?P<modifier>last|next)\s+)?"
_LAST_DAY = r"(?:the\s+)?(?:last|previous|following)|this(?:\s+(?:past|coming))?|next|past|coming|that"
_LAST_UNIT = r"(?:the\s+)?(?:last|past(?=\s+weekend)|next|coming|current)|this(?:\s+(?:past|coming))?"
_SAME = r"that\s+very|(?:the\s+)?(?:very\s+)?same|that"
_CLAUSE_END = r"(?=\s*(?:[.,;:)\]\"]|(?:and|but|in|at|when)\b|$))"
_SHORT_DECADE = r"(?:(?:the\s+)(?:(?:early|late|mid)[\s-]+)?['’]?|['’])(?P<short>[2-9]0)['’]?s"
_DECADE = rf"(?:(?:the\s+)?{EDGE}?(?:the\s+)?(?P<decade>1[5-9]\d0|20\d0)['’]?s|{_SHORT_DECADE})"
_HOLIDAY = f"(?P<holiday>{_alternatives(list(HOLIDAYS))})".replace("'", "['’]")
_WEEKEND = r"(?:over|at|during|through)\s+the\s+weekend|the\s+weekend"
_ATTACKS = r"9/11|September\s+11\s+(?=(?:terror\w*\s+)?attacks)"  # a name that is a date


def _fixed(**fields: int | str) -> Callable[[re.Match[str]], Fields | None]:
    values: Fields = dict(fields)
    return lambda _: values


def _fixed_unit(number: int) -> Callable[[re.Match[str]], Fields | None]:
    return lambda match: {"number": number, "unit": match["unit"].lower(), "modifier": "last"}


RULES: tuple[Rule, ...] = (
    _rule("date", rf"{YEAR}-(?P<m>\d\d)-(?P<d>\d\d)(?:T[\d:.]+Z?)?", _read_iso),
    _rule("date", rf"(?P<a>\d\d?)(?P<mark>[/.])(?P<b>\d\d?)(?P=mark){YEAR}", _read_slashed),
    _rule("date", rf"(?P<a>\d\d?)(?P<mark>[/-])(?P<b>\d\d?)(?P=mark){_PLAIN_SHORT_YEAR}", _read_slashed),
    _rule("date", rf"(?P<month_number>0?[1-9]|1[0-2])/{YEAR}", _read_month_of_year),
    _rule("date", rf"{DAY}-{MONTH}-{_PLAIN_SHORT_YEAR}", _read_calendar),
    _rule("nth", rf"{_NTH}(?:{WEEKDAY}|(?P<unit>day|week))\s+(?:of|in)\s+{MONTH}(?:,?\s+{YEAR})?", _read_nth),
    _rule("date", rf"{ANY_WEEKDAY}{DAY}[\s-]+(?:of\s+|day\s+of\s+)?{MONTH}(?:,?[\s-]+{YEAR})", _read_calendar),
    _rule("date", rf"{ANY_WEEKDAY}{DAY}\s+{MONTH}\s+{_SHORT_YEAR}", _read_calendar),
    _rule("date", rf"{ANY_WEEKDAY}{MONTH}\s+{DAY},?\s+{YEAR}", _read_calendar),
    _rule("date", rf"{ANY_WEEKDAY}{_LAST}{MONTH}\s+{DAY}(?!\w)", _read_calendar),
    _rule("date", rf"{ANY_WEEKDAY}{_LAST}{DAY}{_OF}{MONTH}", _read_calendar),
    _rule("date", rf"{EDGE}?{MONTH},?{_OF}{YEAR}", _read_calendar),
    _rule("date", rf"{EDGE}?(?:(?P<modifier>last|this|next)\s+)?{MONTH}", _read_calendar),
    _rule("decade", _DECADE, _read_decade),
    _rule("season", rf"{EDGE}?(?:the\s+)?{SEASON},?{_OF}{YEAR}", _read_season),
    _rule("season", rf"{EDGE}?(?P<modifier>last|this|next)\s+(?:past\s+)?{SEASON}", _read_season),
    _rule("quarter", rf"(?:the\s+)?(?P<quarter>first|second|third|fourth)\s+quarter\s+of\s+{YEAR}", _read_quarter),
    _rule("quarter", rf"Q(?P<quarter>[1-4])\s+{YEAR}", _read_quarter),
    _rule("date", rf"{EDGE}?{YEAR}", _read_calendar),
    _rule("date", r"['’](?P<year2>\d\d)(?=[\s.,;)])", _read_calendar),
    _rule("anaphor", rf"(?:(?:earlier|later)\s+)?(?P<modifier>{_SAME})\s+{UNIT_OR_PART}", _read_anaphor),
    _rule("anaphor", rf"the\s+(?P<modifier>next|following|previous|preceding)\s+{UNIT_OR_PART}", _read_anaphor),
    _rule("anaphor", rf"the\s+{UNIT}\s+(?P<side>before|after){_CLAUSE_END}", _read_day_before),
    _rule("anaphor", rf"{COUNT}\s+{UNIT}s?\s+(?P<side>before|after|afterwards?){_CLAUSE_END}", _read_offset),
    _rule("anaphor", rf"{COUNT}\s+{UNIT}s?\s+(?P<side>later|earlier)", _read_offset),
    _rule(
        "event_offset", rf"(?:{COUNT}|the)\s+{UNIT}s?\s+(?:\w+ly\s+|just\s+)?(?:after|before|since|following)", _fixed()
    ),
    _rule("offset", rf"{COUNT}\s+{UNIT}s?\s+(?P<side>ago|back|from\s+(?:now|today))", _read_offset),
    _rule(
        "window",
        rf"(?:the\s+|these\s+)?(?P<modifier>last|past|previous|next|coming)\s+{COUNT}\s+{UNIT}s?",
        _read_window,
    ),
    _rule("window", rf"(?:the\s+|these\s+)?(?P<modifier>recent|past|last|coming|next)\s+{UNIT}s", _read_window),
    _rule("window", rf"(?:the\s+)?past\s+{UNIT}(?<!weekend)", _fixed_unit(1)),
    _rule("window", r"(?:the\s+)?last\s+(?P<unit>decade|century)", _fixed_unit(1)),
    _rule("day_word", r"(?:the\s+)?day\s+before\s+yesterday", _fixed(number=-2, unit="day")),
    _rule("day_word", r"(?:the\s+)?day\s+after\s+tomorrow", _fixed(number=2, unit="day")),
    _rule("day_word", rf"(?P<word>today|tonight|yesterday|tomorrow){_OPTIONAL_PART}", _read_day_word),
    _rule("day_word", r"(?P<word>overnight)", _read_day_word),
    _rule("day_word", r"last\s+(?:night|evening)", _fixed(number=-1, unit="day")),
    _rule("day_word", r"this\s+(?:morning|afternoon|evening)", _fixed(number=0, unit="day")),
    _rule("weekday", rf"(?:(?P<modifier>{_LAST_DAY})\s+)?{WEEKDAY}{_OPTIONAL_PART}", _read_weekday),
    _rule(
        "unit", rf"(?:(?P<edge>earlier|later|early|late|mid)\s+)?(?P<modifier>{_LAST_UNIT})\s+{LONG_UNIT}", _read_unit
    ),
    _rule("unit", _WEEKEND, _fixed(modifier="nearest", unit="weekend")),
    _rule("holiday", rf"{_HOLIDAY},?\s+{YEAR}", _read_holiday),
    _rule("holiday", rf"(?:(?P<modifier>last|this|next)\s+)?{_HOLIDAY}", _read_holiday),
    _rule("date", _ATTACKS, _fixed(year=2001, month=9, day=11)),
    _rule("reference", r"now", _fixed(modifier="this")),
    # Last, so that whatever can be read goes before.
    _rule("unread", r"\d{1,2}([/.-])\d{1,2}\1\d{2,4}", _fixed()),
    _rule("unread", rf"{_NTH}(?:{WEEKDAY}|day|week|month)\s+(?:of|in)\s+(?:the\s+)?[\w’'-]+", _fixed()),
    _rule(
        "unread",
        r"(?:on|at|during)\s+(?:the\s+)?(?:eve|day|night|morning|evening|anniversary)\s+of\s+(?:the\s+)?[\w’'-]+",
        _fixed(),
    ),
    _rule("unread", rf"(?:on|during|in)\s+(?:the\s+)?(?:holy\s+month\s+of\s+)?(?:{_FEASTS})", _fixed()),
)
