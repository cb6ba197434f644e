"""When a mention happened: the dates of its clause, an offset from another happening, or the passage that it is in.

A Mention with its Sentence and the dated expressions that may be its own goes in; its interval, and whether it is
background, come out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from dateline.coding.dates.context import choose_date
from dateline.coding.dates.model import DatedExpression
from dateline.coding.dates.periods import add_months, month_period, unit_period, year_period
from dateline.coding.records import DateInterval, Mention, Predication, Sentence
from dateline.coding.syntax.numerals import read_number

BACKGROUND_AFTER = timedelta(days=14)
OPENING = 12  # characters before the date that opens a sentence: "On", "Early in"
_OFFSET = re.compile(
    r"(?P<count>[\w-]+)\s+(?P<unit>day|week|month|year)s?\s+(?:\w+ly\s+|just\s+)?(?P<side>after|before|following)$",
    re.IGNORECASE,
)
_WHEN = re.compile(r",?\s+when\b", re.IGNORECASE)
_PLUPERFECT = re.compile(r"\bhad\s+(?:(?:\w+ly|been|already|not|also|first|once|long|just)\s+)*$", re.IGNORECASE)
_ONGOING = re.compile(r"\b(?:now|today|still|since|recently|has|have)\b", re.IGNORECASE)
_AND = re.compile(r"\s+and\s+(?:on\s+)?")
_BREAK = re.compile(r"[,;:–—]|\bbut\b")
PAST_ACTS = frozenset({"do", "attempt"})
_UNTOLD = frozenset({"until", "before", "compared"})


class Timing:
    """Dates the mentions of one article, read sentence by sentence; made anew for every article.

    Parameters
    ----------
    published_on: the day of publication, from which news without a date is dated.
    is_deed: whether a mention is something done on the ground, rather than said.
    """

    def __init__(self, published_on: date | None, is_deed: Callable[[Mention], bool]) -> None:
        self._published_on = published_on
        self._is_deed = is_deed
        self._scene: DateInterval | None = None  # the day of the deeds that the paragraph tells
        self._story: DateInterval | None = None  # the day of the first deed of the article
        self._passage: DateInterval | None = None
        self._frame_year: int | None = None

    def read(
        self, sentence: Sentence, dates: Sequence[DatedExpression], frame_year: int | None, starts_paragraph: bool
    ) -> None:
        """Take in the next sentence: a passage of background begins with its date and ends with its paragraph."""
        self._frame_year = frame_year
        if starts_paragraph:
            self._passage = self._scene = None
        told = [dated.interval for dated in dates if dated.interval is not None]
        if any(not self.is_old(interval) for interval in told):
            self._passage = None
        opening = [d for d in dates if d.expression.start - sentence.start <= OPENING and d.expression.relation is None]
        if opening and opening[0].interval is not None and self.is_old(opening[0].interval):
            self._passage = opening[0].interval

    def settle(
        self,
        mention: Mention,
        sentence: Sentence,
        own: Sequence[DatedExpression],
        dates: Sequence[DatedExpression],
    ) -> tuple[DateInterval | None, bool]:
        """The interval of a mention (None: not told) and whether it is background.

        `dates` are those of the sentence, `own` those of them that stand in no clause about something else.
        """
        linked = self._linked(mention, sentence, dates)
        found = linked[0] if linked else choose_date(mention.predication.clause, mention.trigger, tuple(own))
        if found is not None and mention.act not in PAST_ACTS and self._published_on is not None:
            # "will visit on Friday": the day of the promise is not the day of the visit.
            found = found if found.start <= self._published_on else None
        if found is not None and self._published_on is not None and mention.predication.tense == "past":
            if found.start > self._published_on:
                return None, False  # what has happened did so before it was published: the words name something else
        if found is not None:
            found = _with_neighbour(found, dates, sentence)
            self._note(mention, found)
            return found, self.is_old(found)
        if self._published_on is None or linked or any(_is_unread(dated) for dated in own):
            return None, False
        return self._infer(mention, sentence, self._published_on)

    def _infer(self, mention: Mention, sentence: Sentence, published_on: date) -> tuple[DateInterval | None, bool]:
        """The date of a mention whose sentence tells none."""
        before = sentence.text[: mention.predication.start - sentence.start]
        is_told = mention.predication.tense == "past" and not _ONGOING.search(sentence.text)
        if self._passage is not None and is_told:
            # What a passage goes on to tell is of its time.
            return replace(self._passage, method="discourse"), True
        if self._frame_year is not None and self._frame_year < published_on.year:
            # The passage tells of an earlier year: not today's, and its own day is not told.
            return None, True
        scene = self._scene or self._story
        if scene is not None and is_told and self._is_deed(mention):
            return replace(scene, method="discourse"), False
        if _PLUPERFECT.search(before) and not mention.predication.chain:
            # "China had blocked a stronger text": before the news, and no more is told.
            return None, False
        return DateInterval(published_on, published_on, "day", "publication"), False

    def _note(self, mention: Mention, interval: DateInterval) -> None:
        if self.is_old(interval) or interval.precision != "day" or not self._is_deed(mention):
            return
        self._scene = interval
        self._story = self._story or interval

    def _linked(
        self, mention: Mention, sentence: Sentence, dates: Sequence[DatedExpression]
    ) -> tuple[DateInterval | None] | None:
        """The date that the mention has by its link to another clause; None: there is no such link."""
        for dated in dates:
            if dated.expression.kind == "event_offset" and _leads_to(dated, mention, sentence):
                return (self._count_from(dated, dates),)
        opened = _opened_by_when(mention.predication, sentence, dates)
        return (opened,) if opened is not None else None

    def _count_from(self, offset: DatedExpression, dates: Sequence[DatedExpression]) -> DateInterval | None:
        """'left on Friday, two days after the army took the town': counted from the other clause's day."""
        start = offset.expression.start
        named = [d.interval for d in dates if d.interval is not None and d.expression.end <= start]
        if named and named[-1].precision != "day":
            return named[-1]
        base = named[-1].start if named else self._published_on
        match = _OFFSET.search(offset.expression.text)
        count = read_number(match["count"]) if match else None
        if match and count is None and match["count"].lower() in {"a", "an", "the", "one"}:
            count = 1
        if match is None or base is None or count is None:
            return None
        count = count if match["side"].lower() == "before" else -count
        unit, span = match["unit"].lower(), (offset.expression.start, offset.expression.end)
        if unit == "day":
            day = base + timedelta(days=count)
            return DateInterval(day, day, "day", "relative", offset.expression.text, span)
        if unit == "year":
            period, precision = year_period(base.year + count), "year"
        elif unit == "month":
            month = add_months(base, count)
            period, precision = month_period(month.year, month.month), "month"
        else:
            week = unit_period("week", base, count)
            if week is None:
                return None
            period, precision = week, "week"
        return DateInterval(*period, precision, "relative", offset.expression.text, span)

    def is_old(self, interval: DateInterval) -> bool:
        """Whether the interval ends too long before the day of publication to be news."""
        return self._published_on is not None and self._published_on - interval.end > BACKGROUND_AFTER


def _is_unread(dated: DatedExpression) -> bool:
    """Whether words tell a time that stands for no day of the calendar, or for one that cannot be known."""
    return dated.interval is None and dated.expression.kind in {"unread", "date", "nth", "holiday"}


def _with_neighbour(interval: DateInterval, dates: Sequence[DatedExpression], sentence: Sentence) -> DateInterval:
    """'on Tuesday and Wednesday': both days."""
    if interval.span is None or interval.precision != "day":
        return interval
    for dated in dates:
        other, expression = dated.interval, dated.expression
        if other is None or other.precision != "day" or other.span == interval.span or other.span is None:
            continue
        first, second = sorted((interval.span, (expression.start, expression.end)))
        between = sentence.text[first[1] - sentence.start : second[0] - sentence.start]
        days = abs(interval.start - other.start)
        if _AND.fullmatch(between) and timedelta(0) < days <= timedelta(days=7):
            start, end = min(interval.start, other.start), max(interval.end, other.end)
            text = sentence.text[first[0] - sentence.start : second[1] - sentence.start]
            return DateInterval(start, end, "range", interval.method, text, (first[0], second[1]))
    return interval


def _leads_to(offset: DatedExpression, mention: Mention, sentence: Sentence) -> bool:
    """Whether the words after an offset, up to the next break, are the mention's: "a day after rebels shelled"."""
    end = offset.expression.end
    if mention.trigger[0] < end:
        return False
    return _BREAK.search(sentence.text[end - sentence.start : mention.trigger[0] - sentence.start]) is None


def _opened_by_when(
    predication: Predication, sentence: Sentence, dates: Sequence[DatedExpression]
) -> DateInterval | None:
    """'since May, when rebels took the town': the month is that of the clause, however the main clause uses it."""
    for dated in dates:
        after = sentence.text[dated.expression.end - sentence.start :]
        match = _WHEN.match(after)
        if match is None or dated.interval is None or dated.expression.relation in _UNTOLD:
            continue
        start = dated.expression.end + match.end()
        if not start <= predication.start < start + len(re.split(r"[;.]|, (?:the|a|an|but|which)\b", after)[0]):
            continue
        if dated.expression.relation == "since":
            return _first_of(dated)
        return dated.interval
    return None


def _first_of(dated: DatedExpression) -> DateInterval | None:
    """The period itself of which "since May" is the beginning."""
    interval, expression = dated.interval, dated.expression
    if interval is None:
        return None
    start = interval.start
    if expression.day is not None or expression.kind in ("weekday", "day_word"):
        return replace(interval, end=start, precision="day")
    if expression.month is not None:
        return replace(interval, end=month_period(start.year, start.month)[1], precision="month")
    if expression.year is not None:
        return replace(interval, end=year_period(start.year)[1], precision="year")
    return None
