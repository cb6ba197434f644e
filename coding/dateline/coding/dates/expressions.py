"""Plain text in, time expressions out: what names a date, and how it is tied to the words around it.

No parse is looked at. A pattern's match is kept only if its surroundings allow it: "May" and "March" want a
preposition or a day, four digits want one too and no counted noun after them, a weekday must not be part of a name.
"""

from __future__ import annotations

import re
from dataclasses import replace

from dateline.coding.dates.grammar import RULES
from dateline.coding.dates.model import TimeExpression
from dateline.coding.dates.vocabulary import (
    COUNTED_NOUNS,
    FIRST_NAME_MONTHS,
    MONTH_ABBREVIATIONS,
    NAMED_DAYS,
    PERIODICALS,
)

_BEFORE_MONTH = re.compile(
    r"\b(?:in|since|until|till|during|by|from|through|throughout|before|after|between|to|and|or|early|late|last|next|this|mid|"
    r"(?:end|start|beginning|middle|month|week|half)\s+of)[\s-]+$",
    re.IGNORECASE,
)
_BEFORE_MONTH_UNCASED = re.compile(
    r"\b(?:in|since|until|during|early|late|last|next|mid|(?:end|start|beginning|middle|month)\s+of)[\s-]+$",
    re.IGNORECASE,
)
_DETERMINED = re.compile(r"(?:\b(?:the|a|an|its|his|her|their|this|that|of|s)|['’]s?)\s+$", re.IGNORECASE)
_BEFORE_YEAR = re.compile(
    r"\b(?:in|since|until|till|by|from|to|through|throughout|of|during|before|after|between|and|or|early|late|around|circa|"
    r"for|as of|back|mid|than|into|year)[\s-]+(?:about\s+|around\s+|the\s+year\s+)?$",
    re.IGNORECASE,
)
_NAMES_AFTER = re.compile(r"\s+[A-Z][a-z]+")
_NAME_AFTER = re.compile(
    r"\s+(?:\d{1,2}\s+)?(?:[A-Z][\w-]+\s+){0,2}(?:group|movement|brigades?|Movement|Brigades?|Street|Square|Group|Party|Front|Youth|Bridge|Avenue|Road|Hospital|"
    r"University|Coalition|Forces?|Organi[sz]ation|Camp|Boulevard|Battalion|Division|Stadium|Airport|Barracks|District|"
    r"Neighbou?rhood|Alliance|Committee|Council|Union|Army|Guards?|School|Mosque|Airbase|Base)\b"
)
_MARCH_AFTER = re.compile(r"\s+(?:on|for|against|to|toward|towards|of|through|in)\b", re.IGNORECASE)
_MAY_AFTER = re.compile(r"['’]s\s|\s+(?:government|cabinet|administration|ministry|premiership|deal)\b", re.IGNORECASE)
_COUNTED_AFTER = re.compile(
    rf"(?:\s+(?:\w+\s+)?(?:{'|'.join(COUNTED_NOUNS)})\b|\s*(?:%|percent|per\s+cent|-(?:\w+)\b))", re.IGNORECASE
)
_SET_BEFORE = re.compile(r"\b(?:every|each|most|all|per|any|some)\s+(?:other\s+)?$", re.IGNORECASE)
_NAMED_BEFORE = re.compile(rf"\b(?:{'|'.join(NAMED_DAYS)})\s+$", re.IGNORECASE)
_PERIODICAL_AFTER = re.compile(rf"\s+(?:{'|'.join(PERIODICALS)})\b", re.IGNORECASE)
_SUPERLATIVE = re.compile(r"\b(?:\w{3,}est|most|least|first|worst|best|only|second|third)\b", re.IGNORECASE)
_RELATION_BEFORE = re.compile(
    r"\b(?P<word>since|until|till|by|before|after|prior\s+to|ahead\s+of|following|no\s+later\s+than|up\s+to|through)\s+"
    r"(?:the\s+(?:\w+\s+of\s+)?|at\s+least\s+|about\s+|around\s+|late\s+|early\s+|on\s+|in\s+)?$",
    re.IGNORECASE,
)
_RELATIONS = {"till": "until", "prior to": "before", "ahead of": "before", "following": "after", "up to": "until",
              "no later than": "by", "through": "until"}  # fmt: skip
_CONNECTOR = re.compile(r"\s*(?P<word>to|and|until|till|through|-|–|—)\s*(?:the\s+)?", re.IGNORECASE)
_OF = re.compile(r"\s+(?:of\s+)?", re.IGNORECASE)
_WEEK_OF = re.compile(r"\b(?:the\s+)?week\s+of\s+$", re.IGNORECASE)
_OPENER = re.compile(r"\b(?P<word>from|between)\s+(?:the\s+)?$", re.IGNORECASE)
_MORE_DAYS = re.compile(
    r"(?P<join>\s*(?:-|–|—)\s*|\s*,?\s+(?:to|through|and|or)\s+)(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
    r"(?![\d:%])(?:,?\s+(?P<year>1[5-9]\d\d|20\d\d)(?!\d))?"
    r"(?=\s*(?:[.,;:)\]\"'’-]|$)|\s+(?:in|at|on|during|when|near|by|after|as|for|of|that|which|with|was|were|and|but)\b)",
    re.IGNORECASE,
)
_FEWER_DAYS = re.compile(
    r"(?<![\w$.,:/-])(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?P<join>\s*(?:-|–|—)\s*|\s*,?\s+(?:to|through|and|or)\s+)$",
    re.IGNORECASE,
)
_YEARS = re.compile(r"(?<![\w$£€/.,-])(?P<a>1[5-9]\d\d|20\d\d)\s?[-–/]\s?(?P<b>\d{4}|\d\d)(?![\w/-]|[.,:]\d)")
# "asked for help under the treaty of 1997": the paper's year and not the day of what is done under it.
_DOCUMENT_OF = re.compile(
    r"\b(?P<words>treaty|treaties|agreements?|accords?|pact|law|resolution|constitution|convention|memorandum|charter|act|"
    r"declaration|protocol|decree)\s+of\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_MODIFIED = re.compile(
    r"(?:['’]s?|,)?\s+(?P<words>(?!(?:in|on|at|by|of|to|and|or|but|that|which|who|when|where|with|for|from|after|before|since|"
    r"until|as|was|were|is|are|has|have|had|will|would|said|says)\b)[\w'’-]+(?:\s+[\w'’-]+){0,3})"
)


def find_dates(text: str, start: int = 0) -> tuple[TimeExpression, ...]:
    """The time expressions of a sentence, in order; `start` is the offset of `text` in its article."""
    is_cased = text != text.lower() and text != text.upper()
    found = [*_year_ranges(text), *_matches(text, is_cased)]
    kept: list[TimeExpression] = []
    for expression in sorted(found, key=lambda item: (item.start, -item.end)):
        if not kept or expression.start >= kept[-1].end:
            kept.append(expression)
    joined = _join_ranges(text, _add_bare_days(text, _join_wholes(text, kept)))
    tied = [_tie(text, expression) for expression in joined]
    return tuple(_shift(expression, start) for expression in tied)


def _matches(text: str, is_cased: bool) -> list[TimeExpression]:
    found = []
    for rule in RULES:
        for match in rule.pattern.finditer(text):
            fields = rule.read(match)
            if fields is None:
                continue
            first, last = match.span()
            while text[last - 1].isspace():
                last -= 1
            expression = TimeExpression(first, last, text[first:last], rule.kind, **fields)  # type: ignore[arg-type]
            if _is_time(text, expression, match, is_cased):
                found.append(expression)
    return found


def _is_time(text: str, expression: TimeExpression, match: re.Match[str], is_cased: bool) -> bool:
    """Whether the words around a match let it be a time."""
    before, after = text[: match.start()], text[expression.end :]
    if expression.kind in ("weekday", "unit", "date", "day_word") and _SET_BEFORE.search(before):
        return False
    groups = match.groupdict()
    if expression.kind in ("date", "holiday", "weekday", "nth") and _NAME_AFTER.match(after):
        return False  # "the April 6 Movement", "May 13 Street"
    if expression.kind == "weekday":
        written = groups["weekday"]
        if is_cased and written.islower():
            return False
        return not (_NAMED_BEFORE.search(before) or (_PERIODICAL_AFTER.match(after) and after.lstrip()[:1].isupper()))
    if expression.kind == "date" and groups.get("month"):
        return _is_month(text, expression, groups["month"], match, is_cased)
    if expression.kind == "date" and expression.month is None:
        return _is_year(text, expression, before, after)
    if expression.kind in ("offset", "anaphor") and expression.number is not None:
        return expression.number != 0
    if expression.kind == "window":
        return not re.search(r"\b(?:for|each\s+of)\s+$", before, re.IGNORECASE) or expression.modifier == "last"
    if expression.kind == "reference":
        if expression.text[0].isupper() and is_cased:
            return False  # "Now, ..." opens a thought, it dates nothing
        return not re.match(r"[\s-]+(?:that|famous|infamous|defunct|former)\b|-", after) and not re.search(
            r"\b(?:by|until|right|for|from|just|even)\s+$", before, re.IGNORECASE
        )
    return True


def _is_month(text: str, expression: TimeExpression, month: str, match: re.Match[str], is_cased: bool) -> bool:
    written = month.rstrip(".")
    if is_cased and not written[0].isupper():
        return False
    if expression.day is not None or expression.year is not None or expression.edge or expression.modifier:
        return not (expression.day is None and expression.year is None and written.lower() == "may" and not is_cased
                    and expression.modifier == "this")  # fmt: skip
    before, after = text[: match.start("month")], text[expression.end :]
    if written.lower() in MONTH_ABBREVIATIONS and not month.endswith("."):
        return False
    if not is_cased:
        return bool(_BEFORE_MONTH_UNCASED.search(before)) or written.lower() not in ("may", "march", "august")
    has_preposition = bool(_BEFORE_MONTH.search(before))
    if written.lower() == "may" and _MAY_AFTER.match(after):
        return False
    if written.lower() in ("may", "march") and not has_preposition:
        return (
            bool(_DETERMINED.search(before)) and bool(re.match(r"\s+[a-z0-9]", after)) and not _MARCH_AFTER.match(after)
        )
    if written.lower() in FIRST_NAME_MONTHS and not has_preposition:
        return not _NAMES_AFTER.match(after)
    return True


def _is_year(text: str, expression: TimeExpression, before: str, after: str) -> bool:
    if expression.text[0] in "'’":
        return bool(re.search(r"\b(?:in|since|of|summer|winter|spring|fall)\s+$", before, re.IGNORECASE))
    if _COUNTED_AFTER.match(after) and not after.startswith(("-based",)):
        return bool(re.search(r"\b(?:the|in)\s+$", before, re.IGNORECASE)) and bool(
            re.match(r"\s+(?:war|clash)", after)
        )
    if re.search(r"(?:\ban?|['’]s|\bhis|\bher|\btheir)\s+$", before) and re.match(r"\s+[A-Z][a-z]", after):
        return False  # the model of a car or a weapon
    if expression.edge or _BEFORE_YEAR.search(before) or _DETERMINED.search(before) or re.match(r"['’]s\b", after):
        return True
    return bool(re.search(r"[(,]\s*$", before)) and bool(re.match(r"\s*(?:[),;.]|$|(?:and|or)\s+\d{4})", after))


def _year_ranges(text: str) -> list[TimeExpression]:
    """Ranges of years written with a dash: "1998-2001", "2014-15"."""
    found = []
    for match in _YEARS.finditer(text):
        first, second = int(match["a"]), int(match["b"])
        if second < 100:
            second += first - first % 100
        if first < second <= first + 60 and not _COUNTED_AFTER.match(text[match.end() :]):
            ends = [
                TimeExpression(*match.span(name), match[name], "date", year=year)
                for name, year in (("a", first), ("b", second))
            ]
            found.append(TimeExpression(*match.span(), match[0], "range", since=ends[0], until=ends[1]))
    return found


def _join_wholes(text: str, found: list[TimeExpression]) -> list[TimeExpression]:
    """Neighbours of which the second holds the first: "April last year", "Friday of last week"; "the week of May 6"."""
    result: list[TimeExpression] = []
    for expression in found:
        last = result[-1] if result else None
        if last is not None and _is_whole_of(last, expression) and _OF.fullmatch(text, last.end, expression.start):
            whole = text[last.start : expression.end]
            result[-1] = replace(last, end=expression.end, text=whole, part_of=expression)
            continue
        match = _WEEK_OF.search(text[: expression.start])
        if match and expression.kind == "date" and expression.day:
            words = text[match.start() : expression.end]
            expression = replace(expression, start=match.start(), text=words, unit="week")
        result.append(expression)
    return result


def _is_whole_of(part: TimeExpression, whole: TimeExpression) -> bool:
    if whole.kind not in ("unit", "anaphor") or whole.number is not None or part.modifier or part.edge == "later":
        return False
    if whole.unit == "year":
        return part.kind in ("date", "season", "holiday") and part.year is None
    return whole.unit == "week" and part.kind == "weekday"


def _add_bare_days(text: str, found: list[TimeExpression]) -> list[TimeExpression]:
    """Days that share the month of their neighbour: "May 3-5, 2020", "April 24 and 25", "3 to 5 May", "3 and 5 May"."""
    result: list[TimeExpression] = []
    for expression in found:
        if result and expression.start < result[-1].end:
            continue  # the year of a range just read
        if expression.kind != "date" or expression.day is None:
            result.append(expression)
            continue
        month_first = not expression.text[0].isdigit()
        after = _MORE_DAYS.match(text, expression.end) if month_first and expression.year is None else None
        before = (
            _FEWER_DAYS.search(text[: expression.start]) if not month_first and expression.weekday is None else None
        )
        match = after or before
        if match is None:
            result.append(expression)
            continue
        first, last = match.span("day")
        other = replace(expression, start=first, end=last, text=text[first:last], day=int(match["day"]))
        if after is not None and after["year"]:
            expression, other = replace(expression, year=int(after["year"])), replace(other, year=int(after["year"]))
        pair = [expression, other] if after is not None else [other, expression]
        if match["join"].strip(" ,").lower() in ("and", "or") and not _OPENER.search(text[: pair[0].start]):
            result.extend(pair)
        else:
            end = match.end("year") if after is not None and after["year"] else pair[1].end
            result.append(_range(text, pair[0].start, end, pair[0], pair[1]))
    return result


def _range(text: str, start: int, end: int, since: TimeExpression, until: TimeExpression) -> TimeExpression:
    return TimeExpression(start, end, text[start:end], "range", since=since, until=until)


def _join_ranges(text: str, found: list[TimeExpression]) -> list[TimeExpression]:
    """Neighbours joined by "from ... to", "between ... and" or a dash become one range."""
    result: list[TimeExpression] = []
    for expression in found:
        previous = result[-1] if result else None
        if previous is not None and _is_range(text, previous, expression):
            since = previous
            if since.year is None and since.kind == expression.kind == "date" and expression.year is not None:
                since = replace(since, year=expression.year)
            result[-1] = _range(text, since.start, expression.end, since, expression)
        else:
            result.append(expression)
    return result


def _is_range(text: str, first: TimeExpression, second: TimeExpression) -> bool:
    joinable = ("date", "weekday", "unit", "day_word", "season")
    if first.kind not in joinable or second.kind not in (*joinable, "reference"):
        return False
    match = _CONNECTOR.fullmatch(text, first.end, second.start)
    if match is None:
        return False
    opener = _OPENER.search(text[: first.start])
    word = match["word"].lower()
    if word == "and":
        return opener is not None and opener["word"].lower() == "between"
    return opener is not None or (first.kind == second.kind and word != "until")


def _tie(text: str, expression: TimeExpression) -> TimeExpression:
    """Adds the word that relates the expression to its clause, and the noun that it belongs to."""
    before, after = text[: expression.start], text[expression.end :]
    relation = None
    match = _RELATION_BEFORE.search(before)
    if match:
        word = " ".join(match["word"].lower().split())
        relation = _RELATIONS.get(word, word)
        if relation == "since" and _SUPERLATIVE.search(" ".join(before[: match.start()].split()[-12:])):
            relation = "compared"
    modifies = None
    noun = _MODIFIED.match(after)
    if noun and (
        after[:1] in "'’"
        or ((after[:1] != "," or expression.year) and _DETERMINED.search(before) and _can_modify(expression))
    ):
        modifies = (expression.end + noun.start("words"), expression.end + noun.end("words"))
    elif document := _DOCUMENT_OF.search(before):
        modifies = document.span("words")
    if expression.kind == "event_offset":
        relation = "after"
    return replace(expression, relation=relation, modifies=modifies)


def _can_modify(expression: TimeExpression) -> bool:
    return expression.kind in ("date", "weekday", "season", "holiday", "decade")


def _shift(expression: TimeExpression, by: int) -> TimeExpression:
    if by == 0:
        return expression
    return replace(
        expression,
        start=expression.start + by,
        end=expression.end + by,
        modifies=(expression.modifies[0] + by, expression.modifies[1] + by) if expression.modifies else None,
        since=_shift(expression.since, by) if expression.since else None,
        until=_shift(expression.until, by) if expression.until else None,
        part_of=_shift(expression.part_of, by) if expression.part_of else None,
    )
