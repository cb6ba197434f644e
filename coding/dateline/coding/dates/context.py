"""The dates of one article, read sentence by sentence; and the date of a happening among those of its sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from dateline.coding.dates.expressions import find_dates
from dateline.coding.dates.model import DatedExpression, TimeExpression
from dateline.coding.dates.resolution import resolve_date, resolve_whole, timex_value
from dateline.coding.dates.tense import guess_tense
from dateline.coding.dates.vocabulary import PERIOD_NOUNS
from dateline.coding.records import DateInterval

_PERIOD = re.compile(rf"\b(?:{'|'.join(PERIOD_NOUNS)})\b", re.IGNORECASE)
_AHEAD = re.compile(r"\b(?:deadlines?|elections?|runoff|referendum|vote|summit|ceremony|inauguration)\b", re.IGNORECASE)
_BEFORE_FRAME = re.compile(r"\b(?:in|of|during|throughout)\s+(?:the\s+)?$", re.IGNORECASE)
_SENTENCES_OF_A_FRAME = {"day": 2, "month": 1, "year": 0}
_SENTENCES_OF_A_PERIOD = 2
_DATELINE_REACH = 100  # a wire report's own date stands in its first words
_NOT_ITS_OWN = frozenset({"until", "by", "before", "after", "compared"})


class DateContext:
    """Reads the sentences of an article in order and keeps what later dates depend on.

    It holds the publication date, the last date named, and the year of a passage that tells of an earlier time.
    """

    def __init__(self, published_on: date | None) -> None:
        self._anchor = published_on
        self._previous: DateInterval | None = None
        self._frame: int | None = None
        self._frame_left = 0
        self._frame_noun = ""  # of a frame that only a noun of a happening gave ("the 2020 war")

    @property
    def frame_year(self) -> int | None:
        """The year of the passage that is being read, where it tells of an earlier time."""
        return self._frame

    def read(self, text: str, start: int = 0) -> tuple[DatedExpression, ...]:
        """The dates of the next sentence; `start` is its offset in the article."""
        expressions = find_dates(text, start)
        if self._anchor is None:
            self._anchor = _wire_date(text, start, expressions)
        dated = []
        for expression in expressions:
            tense = guess_tense(text, expression.start - start, expression.end - start)
            if expression.modifies is not None:
                tense = "future" if _is_ahead(text, start, expression) and tense != "past" else None
            if tense == "future":
                self._frame = None
            is_framed = not self._frame_noun or self._frame_noun in text.lower()
            frame = self._frame if is_framed else None
            whole = resolve_whole(expression, self._anchor, self._previous, tense, frame)
            interval = resolve_date(expression, self._anchor, self._previous, tense, frame)
            dated.append(DatedExpression(expression, interval, timex_value(expression, whole)))
            self._remember(text, start, expression, whole)
        self._frame_left -= 1
        if self._frame_left < 0:
            self._frame = None
        return tuple(dated)

    def _remember(self, text: str, start: int, expression: TimeExpression, whole: DateInterval | None) -> None:
        if whole is None or expression.kind in ("window", "decade", "reference"):
            return
        if expression.relation not in ("compared", "until", "since"):
            self._previous = whole
        if self._anchor is None or expression.kind == "range":
            return
        if _is_deictic(expression) and not (expression.unit == "year" and expression.modifier == "last"):
            self._frame = None
            return
        if expression.kind == "anaphor" or whole.start.year >= self._anchor.year or expression.relation in _NOT_ITS_OWN:
            return
        if expression.year is None and expression.unit != "year":
            return
        reach = _SENTENCES_OF_A_FRAME.get(whole.precision, 0)
        noun = ""
        if whole.precision == "year":
            near = _PERIOD.search(text[max(0, expression.start - start - 60) : expression.end - start + 40])
            if near:
                reach, noun = _SENTENCES_OF_A_PERIOD, near[0].lower()
            elif expression.kind == "date" and not _BEFORE_FRAME.search(text[: expression.start - start]):
                return
        elif expression.relation == "since" or expression.modifies is not None:
            return
        self._frame, self._frame_left, self._frame_noun = whole.start.year, reach, noun


def choose_date(
    clause: tuple[int, int],
    trigger: tuple[int, int],
    dates: Sequence[DatedExpression],
) -> DateInterval | None:
    """The date of the happening whose predicate is at `trigger`, from the dates of its sentence; None: none fits.

    A date that belongs to the predicate's own noun ("Friday's raid") comes first, then the date nearest to the
    predicate inside its clause, then the nearest in the sentence. Dates that only bound the happening ("until
    Friday", "before the May 3 vote", "the worst since 2014") or belong to another noun are not its own.
    """
    own = [dated for dated in dates if dated.expression.modifies and _overlaps(dated.expression.modifies, trigger)]
    if own:
        return min(own, key=lambda dated: _distance(dated, trigger)).interval
    free = [
        dated
        for dated in dates
        if dated.expression.modifies is None
        and dated.expression.relation not in _NOT_ITS_OWN
        and dated.expression.kind != "reference"
    ]
    inside = [dated for dated in free if clause[0] <= dated.expression.start and dated.expression.end <= clause[1]]
    open_ended = [dated for dated in free if dated.expression.relation != "since"]
    for group in (inside, open_ended):
        if group:
            return min(group, key=lambda dated: (_distance(dated, trigger), dated.expression.start)).interval
    return None


def _overlaps(span: tuple[int, int], other: tuple[int, int]) -> bool:
    return span[0] < other[1] and other[0] < span[1]


def _distance(dated: DatedExpression, trigger: tuple[int, int]) -> int:
    expression = dated.expression
    return max(expression.start - trigger[1], trigger[0] - expression.end, 0)


def _is_deictic(expression: TimeExpression) -> bool:
    return expression.kind in ("day_word", "offset", "unit") or (
        expression.kind == "weekday" and expression.modifier in (None, "last", "this", "next")
    )


def _is_ahead(text: str, start: int, expression: TimeExpression) -> bool:
    """Whether the noun that the date belongs to is one that is named before it happens ("the May 3 deadline")."""
    first, last = expression.modifies or (start, start)
    return _AHEAD.search(text[first - start : last - start]) is not None


def _wire_date(text: str, start: int, expressions: tuple[TimeExpression, ...]) -> date | None:
    """The full date in a wire report's dateline ("BOGOTA, 3 JUL 89 (EFE) --"), None where there is none."""
    for expression in expressions:
        tail = text[expression.end - start :].lstrip()
        if (
            expression.start - start <= _DATELINE_REACH
            and expression.year
            and tail.startswith(("(", "--", "—", "–", "/"))
        ):
            interval = resolve_date(expression, None)
            if interval is not None and interval.precision == "day":
                return interval.start
    return None
