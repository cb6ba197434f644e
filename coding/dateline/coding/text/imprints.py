"""What is printed about an article: a line or paragraph in; its date, byline, dateline or publisher out.

Manners of print follow the Associated Press stylebook and common web layouts (compiled by hand, 2025). A date
that can be read in two ways, such as 11/12/2021, is no date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from dateline.coding.dates.vocabulary import MONTH_NUMBERS, WEEKDAY_ABBREVIATIONS, WEEKDAYS

_MONTH = "(?:" + "|".join(sorted(MONTH_NUMBERS, key=len, reverse=True)) + r")\b\.?"
_DAY = r"(?<!\d)(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<!\d){_YEAR}([-/.])(?P<month>\d{{1,2}})\2(?P<day>\d{{1,2}})(?=T\d|(?!\d))(?:T[\d:.]+Z?(?:[+-]\d\d:?\d\d)?)?",
        rf"{_DAY}[ -]+(?:of +)?(?P<month>{_MONTH}),?[ -]+{_YEAR}",
        rf"(?P<month>{_MONTH}) +{_DAY},? +{_YEAR}",
        rf"{_DAY}\.(?P<month>\d{{1,2}})\.{_YEAR}",
        rf"(?<!\d)(?P<first>\d{{1,2}})([-/])(?P<second>\d{{1,2}})\2{_YEAR}",
    )
)
_DAY_AND_MONTH = re.compile(rf"{_DAY} +(?P<month>{_MONTH})|(?P<month2>{_MONTH}) +(?P<day2>\d{{1,2}})(?!\d)", re.I)
_TIME = re.compile(
    r"(?<![\d.])\d{1,2}[:.h]\d\d(?::\d\d)?(?: *[ap]\.?m\b\.?)?|\b\d{1,2} *[ap]\.?m\b\.?"
    r"|\(?\b(?:GMT|UTC)? ?[+-]\d{1,2}(?::?\d\d)?\)?",
    re.IGNORECASE,
)
_UPDATE = re.compile(r"\b(?:last +)?(?:updated?|modified|edited|revised|load[- ]date)\b", re.IGNORECASE)
_PUBLISHED = re.compile(r"\b(?:published|posted|publication|issued|released|created|date)\b", re.IGNORECASE)

# Words that stand beside a date in a line that only tells when the article came out.
_DATE_LINE_WORDS = frozenset(
    f"""
    published posted publication date dated issued released created first last update updated
    modified edited revised load on at of the time local gmt utc bst cet cest est edt pst pdt ist
    msk amt azt min mins minute minutes read views view comments shares print edition am pm and h
    hrs hours {" ".join(WEEKDAYS)} {" ".join(WEEKDAY_ABBREVIATIONS)}
    """.split()
)

# Last words of the names of newspapers, agencies and broadcasters, and first words of a few.
_OUTLET_LAST = frozenset(
    """
    news newspaper times post herald wire agency press tribune gazette daily observer chronicle
    journal monitor telegraph online reporter standard courier dispatch bulletin review broadcasting
    network newswire newsline weekly magazine sentinel examiner argus ledger echo record mirror mail
    tv radio fm media insight today
    """.split()
)
_OUTLET_FIRST = frozenset(["radio", "agence", "agencia", "televisión"])
# Names of a paper's sections: "World News" is one of them and not an outlet.
_SECTION_WORDS = frozenset(
    """
    world latest breaking local national international regional global foreign sports sport business
    politics political top more all our daily the us uk eu europe european asia asian africa african
    middle east americas arab caucasus war crime opinion live related
    """.split()
)
# Capitals that stand before a dash without being a dateline's city.
_ACRONYMS = frozenset(
    """
    nato asean osce opec unicef unhcr unesco interpol europol frontex ecowas mercosur nafta brics
    covid covid-19 isis isil hamas minusma monusco unifil amisom iaea apec saarc csto cepol unrwa
    eulex
    """.split()
)
_SMALL_WORDS = frozenset(["of", "the", "and", "for", "in", "de", "&", "(constructed)"])

_BYLINE = re.compile(
    r"^(?:(?:written|reported|story|text|words|article|report) +)?by:? +(?P<rest>\S.*)$"
    r"|^(?:author|authors|reporter|correspondent|byline)s?: *(?P<rest2>\S.*)$",
    re.IGNORECASE,
)
_CREDITS = re.compile(r"(?:sources?|editors?|authors?|reporters?|agency|location|place) *:", re.IGNORECASE)
_COPYRIGHT = re.compile(
    r"^(?:copyright|©|\(c\))[ ©:]*(?:\(c\))?[ ,]*(?:by )?(?:\d{4}(?: ?[-–] ?\d{4})?)?,? *(?:by )?"
    r"(?P<name>[^.,|©]*)",
    re.IGNORECASE,
)
_AGENCY = re.compile(
    r"^[ .,]*(?:\((?P<round>[^()]+(?:\(constructed\))?)\)|/(?P<slash>[^/]+)/|\[(?P<square>[^]]+)\])[ .]*$"
)
_SEPARATOR = re.compile(
    r" *[—–] *| *-- *| +- +|\)(?: *-{1,2}|:) +|/\. +|/ *[-—–] *|(?<=[^\W\d_]{3})[.:] +|(?<=\d)\. +(?!/)"
)


@dataclass(frozen=True, slots=True)
class DateLine:
    """When an article came out, as one line says: the days labelled as published, as updated, or not."""

    published: date | None = None
    updated: date | None = None
    plain: date | None = None


@dataclass(frozen=True, slots=True)
class AgencyDateline:
    """The start of an agency's story, "BAKU, Nov 16 (Agency) -": `end` is where the story begins.

    `year` is None where the dateline names only day and month.
    """

    end: int
    place: str | None = None
    agency: str | None = None
    month: int | None = None
    day: int | None = None
    year: int | None = None

    def date_near(self, other: date | None) -> date | None:
        """The full date; a missing year is taken from another date at most a week later."""
        if self.month is None or self.day is None:
            return None
        if self.year is not None:
            return _real_day(self.year, self.month, self.day)
        if other is None:
            return None
        for year in (other.year, other.year - 1):
            day = _real_day(year, self.month, self.day)
            if day is not None and timedelta(0) <= other - day <= timedelta(days=7):
                return day
        return None


def printed_dates(text: str) -> Iterator[tuple[int, int, date | None]]:
    """Every full date in the text as (start, end, day), in order; day is None if it is not one real day."""
    found: list[tuple[int, int, date | None]] = []
    for pattern in _DATES:
        for match in pattern.finditer(text):
            if all(match.end() <= start or end <= match.start() for start, end, _ in found):
                found.append((match.start(), match.end(), _matched_day(match)))
    yield from sorted(found, key=lambda item: item[:2])


def printed_date(text: str) -> date | None:
    """The day that the whole text stands for ("16 November 2021, 10:22"), None where it is not one."""
    dates = list(printed_dates(text))
    if len(dates) != 1 or _words_beside_dates(text):
        return None
    return dates[0][2]


def date_line(line: str) -> DateLine | None:
    """The dates of a line that says when the article came out and little else, None for any other line."""
    dates = list(printed_dates(line))
    if not dates:
        return None
    beside = _words_beside_dates(line)
    if _CREDITS.match(line) and len(beside) <= 10:
        return _labelled(line, dates)
    if len(beside) > 2 or any(word[:1].islower() for word in beside) or line.endswith(("?", "!")):
        return None
    return _labelled(line, dates)


def byline(line: str) -> DateLine | None:
    """The dates (perhaps none) of a line that names the writers, None for any other line."""
    bare = _without_dates(line).strip(" |,•·-–—")
    match = _BYLINE.match(bare)
    if not match or bare.endswith(("?", "!", ":")) or len(bare.split()) > 16:
        return None
    parts = re.split(r",| and | & | \| | / | in | for |;", match["rest"] or match["rest2"])
    names = [part.split() for part in parts if part.strip()]
    if not names or any(len(name) > 6 for name in names):
        return None
    writer = names[0]
    if not all(_is_name_word(word) for word in writer) or (len(writer) == 1 and len(names) > 1):
        return None
    return _labelled(line, list(printed_dates(line)))


def agency_dateline(paragraph: str) -> AgencyDateline | None:
    """The agency's dateline that the paragraph (or a line of its own) begins with, None if there is none."""
    head = paragraph[:100]
    for match in _SEPARATOR.finditer(head):
        prefix_end = match.start() + (1 if match[0][0] in ")/" else 0)
        is_dash = any(mark in match[0] for mark in "-–—")
        rest = paragraph[match.end() :]
        found = _dateline(paragraph[:prefix_end], match.end(), is_dash)
        is_bare = found is not None and found.agency is None and found.month is None
        if found and rest[:1] and not rest[0].islower() and not (is_bare and rest.isupper()):
            return found
    if len(paragraph) <= 80 and not paragraph.endswith((".", "?", "!")):
        found = _dateline(paragraph, len(paragraph), False)
        return found if found and found.month else None
    return None


def outlet_name(line: str) -> str | None:
    """The line itself where it reads like the name of a newspaper, agency or broadcaster."""
    name = re.sub(r" +logo$", "", line.strip(" |-–—•"), flags=re.IGNORECASE)
    words = name.removesuffix(" (constructed)").split()
    if not 2 <= len(words) <= 6 or "/" in name:
        return None
    if not all(word[0].isupper() or word.lower() in _SMALL_WORDS for word in words):
        return None
    if all(word.lower() in _SECTION_WORDS for word in words[:-1]):
        return None
    is_outlet = words[-1].lower() in _OUTLET_LAST or words[0].lower() in _OUTLET_FIRST
    return name if is_outlet else None


def copyright_holder(line: str) -> str | None:
    """Whom a copyright line names as the holder, where it reads like a publisher."""
    match = _COPYRIGHT.match(line)
    return outlet_name(re.sub(r"(?i) *all rights.*", "", match["name"])) if match else None


def is_copyright(line: str) -> bool:
    """Whether the line is a copyright notice."""
    match = _COPYRIGHT.match(line)
    return bool(match) and (bool(re.search(r"\d{4}|©|\(c\)|all rights", line, re.I)) and len(line.split()) <= 40)


def _labelled(line: str, dates: list[tuple[int, int, date | None]]) -> DateLine:
    update = _UPDATE.search(line)
    published = _PUBLISHED.search(line)
    first: dict[str, date] = {}
    for start, _, day in dates:
        if day is None:
            continue
        label = "plain"
        if update and update.start() < start and not (published and update.start() < published.start() < start):
            label = "updated"
        elif published and published.start() < start:
            label = "published"
        first.setdefault(label, day)
    return DateLine(**first)


def _without_dates(text: str) -> str:
    for start, end, _ in reversed(list(printed_dates(text))):
        text = f"{text[:start]} {text[end:]}"
    return " ".join(_TIME.sub(" ", text).split())


def _words_beside_dates(text: str) -> list[str]:
    words = re.findall(r"[^\W\d_][\w'’]*", _without_dates(text))
    return [word for word in words if word.lower() not in _DATE_LINE_WORDS]


def _matched_day(match: re.Match[str]) -> date | None:
    parts = match.groupdict()
    year = int(parts["year"])
    if "first" in parts:
        first, second = int(parts["first"]), int(parts["second"])
        # Day first or month first is a matter of country; only a number above 12 settles it.
        if first > 12 or first == second:
            return _real_day(year, second, first)
        return _real_day(year, first, second) if second > 12 else None
    month = parts["month"].lower().rstrip(".")
    return _real_day(year, int(month) if month.isdigit() else MONTH_NUMBERS[month], int(parts["day"]))


def _real_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _is_name_word(word: str) -> bool:
    return word[0].isupper() or word.lower() in {
        "de",
        "van",
        "von",
        "al",
        "el",
        "bin",
        "da",
        "der",
        "la",
        "and",
    }


def _dateline(prefix: str, end: int, is_dash: bool) -> AgencyDateline | None:
    """Reads "PLACE, Country, date (Agency)": a dash may follow capitals alone, other marks need a date."""
    agency = None
    opening = re.search(r"[(/\[].*$", prefix)
    if opening and (match := _AGENCY.match(opening[0])):
        agency = (match["round"] or match["slash"] or match["square"]).strip()
        prefix = prefix[: opening.start()]
    day = month = year = None
    dates = list(printed_dates(prefix))
    if dates and (full := dates[0][2]):
        day, month, year = full.day, full.month, full.year
        prefix = prefix[: dates[0][0]] + "," + prefix[dates[0][1] :]
    elif partial := _DAY_AND_MONTH.search(prefix):
        name = (partial["month"] or partial["month2"]).lower().rstrip(".")
        day, month = int(partial["day"] or partial["day2"]), MONTH_NUMBERS[name]
        prefix = prefix[: partial.start()] + "," + prefix[partial.end() :]
    elif not is_dash:
        return None
    parts = [part.strip(" .:") for part in prefix.split(",")]
    parts = [part for part in parts if part]
    if not 1 <= len(parts) <= 3 or any(not _is_place_name(part) for part in parts):
        return None
    if agency is None and month and len(parts) > 1 and (parts[-1].isupper() or outlet_name(parts[-1])):
        agency = parts.pop()
    is_city = parts[0].isupper() and len(parts[0]) > 3 and parts[0].lower() not in _ACRONYMS
    # "Raipur, India - ...": a city with its country or state, set off by a dash.
    is_city = is_city or is_dash and len(parts) > 1 and all(len(part) > 3 for part in parts)
    if agency is None and (month is None or not is_dash) and not is_city:
        return None
    return AgencyDateline(end, ", ".join(parts), agency, month, day, year)


def _is_place_name(part: str) -> bool:
    words = part.split()
    return 1 <= len(words) <= 4 and all(
        word[0].isupper() or word.lower() in {"de", "el", "al", "of", "the", "and", "la", "on"} for word in words
    )
