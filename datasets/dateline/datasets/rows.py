"""From a CodingResult to the rows of every table, checked against the declaration of the tables.

A row is a tuple of values in the order of its table's columns.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from dateline.coding.records import Actor, Article, CodingResult, Event, Loss, MentionPart
from dateline.datasets.quarantine import QUARANTINE_REASONS, Quarantined
from dateline.datasets.tables import QUARANTINE, TABLES, TEXT_POLICIES, Column, Table

Row = tuple[object, ...]

SNIPPET_LENGTH = 280
"""Characters of a text, at most, that the policy `snippet` leaves in."""

_PYTHON_TYPES: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "bool": (bool,),
    "int8": (int,),
    "int32": (int,),
    "int64": (int,),
    "float64": (float, int),
    "date32": (date,),
    "list<string>": (list, tuple),
}
_BITS = {"int8": 8, "int32": 32, "int64": 64}


class Projection(Protocol):
    """What the writer needs of a coding scheme: its name, and axis, code and label of an event's codes."""

    @property
    def name(self) -> str: ...

    def codes_for(self, event: Event, /) -> Iterable[tuple[str, str, str]]: ...


@dataclass(frozen=True, slots=True)
class ArticleRows:
    """All rows of one article by table name: just one of the quarantine where it could not be coded."""

    article_id: str
    tables: Mapping[str, tuple[Row, ...]]


class RowError(ValueError):
    """A value that its column's declaration does not allow; the message names table, column and value."""


def hash_text(text: str) -> str:
    """SHA-256 of a text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def shorten(text: str) -> str:
    """The first SNIPPET_LENGTH characters of a text or fewer, up to a space; offsets into it stay valid."""
    if len(text) <= SNIPPET_LENGTH:
        return text
    space = text.rfind(" ", 1, SNIPPET_LENGTH + 1)
    return text[: space if space > 0 else SNIPPET_LENGTH]


def make_rows(
    result: CodingResult, schemes: Sequence[Projection], text: str, input_name: str, line: int | None
) -> ArticleRows:
    """The rows of every table for one coding result.

    `text` is a key of TEXT_POLICIES; `input_name` and `line` say where the article was read, for the
    quarantine. A result with an error, or one that breaks the declaration of the tables, gives nothing but a
    row of the quarantine.
    """
    article_id = result.article.article_id
    try:
        if result.error is not None:
            reason, detail = result.error
            raise _Uncoded(reason, detail)
        tables = _tables(result, schemes, text)
        for table in TABLES:
            check_rows(table, tables.get(table.name, ()))
    except _Uncoded as error:
        reason, detail = error.args
    except Exception as error:  # a fault of a coder or scheme must not end a run of many days
        reason, detail = "coder_failed", f"{type(error).__name__}: {error}"
    else:
        return ArticleRows(article_id, tables)
    quarantined = Quarantined(input_name, line, article_id, reason, detail)
    return ArticleRows(article_id, {QUARANTINE.name: (make_quarantine_row(quarantined),)})


def make_quarantine_row(quarantined: Quarantined) -> Row:
    """The row of one input; an undocumented reason is kept in the detail under `other`."""
    reason, detail = quarantined.reason, quarantined.detail
    if reason not in QUARANTINE_REASONS:
        reason, detail = "other", f"{reason}: {detail}" if detail else reason
    row = (quarantined.input, quarantined.line, quarantined.article_id, reason, detail)
    # Bytes that are no text may have come in as lone surrogates, which no UTF-8 file can hold.
    return tuple(_encodable(value) if isinstance(value, str) else value for value in row)


def check_rows(table: Table, rows: Iterable[Row]) -> None:
    """Raise RowError for the first value that its column does not allow, and for a key that comes twice."""
    columns = table.columns
    key_places = [table.column_names.index(name) for name in table.key]
    seen = set()
    for row in rows:
        for column, value in zip(columns, row, strict=True):
            problem = find_problem(column, value)
            if problem:
                raise RowError(f"{table.name}.{column.name} {problem}")
        if key_places:
            key = tuple(row[place] for place in key_places)
            if key in seen:
                raise RowError(f"{table.name} has the key {key!r} twice")
            seen.add(key)


def find_problem(column: Column, value: object) -> str | None:
    """What is wrong with a value under its column's declaration, None where nothing is."""
    if value is None:
        return None if column.is_nullable else "may not be null"
    if not isinstance(value, _PYTHON_TYPES[column.type]) or isinstance(value, bool) != (column.type == "bool"):
        return f"must be {column.type}, not {value!r}"
    if column.type in _BITS and not -(2 ** (_BITS[column.type] - 1)) <= value < 2 ** (_BITS[column.type] - 1):
        return f"is out of the range of {column.type}: {value!r}"
    if column.values and str(value) not in column.values:
        return f"must be one of {', '.join(column.values)}, not {value!r}"
    # `not >=` rather than `<`, so that a NaN is caught too.
    if column.low is not None and not value >= column.low:  # type: ignore[operator]
        return f"must be at least {column.low:g}, not {value!r}"
    if column.high is not None and not value <= column.high:  # type: ignore[operator]
        return f"must be at most {column.high:g}, not {value!r}"
    if isinstance(value, (list, tuple)):
        if any(not isinstance(item, str) or not _is_encodable(item) for item in value):
            return f"must hold text only, not {value!r}"
    elif isinstance(value, str) and not _is_encodable(value):
        return "holds characters that UTF-8 cannot write"
    return None


class _Uncoded(Exception):
    """Carries the reason and detail that a coder gave for not coding an article."""


def _is_encodable(value: str) -> bool:
    return value.isascii() or not any("\ud800" <= character <= "\udfff" for character in value)


def _encodable(value: str) -> str:
    return value if _is_encodable(value) else value.encode("utf-8", "backslashreplace").decode("utf-8")


def _tables(result: CodingResult, schemes: Sequence[Projection], text: str) -> dict[str, tuple[Row, ...]]:
    article_id = result.article.article_id
    events = settle_losses(result.events)
    rejections = {(article_id, r.sentence, r.start, r.end, r.reason, r.detail) for r in result.rejections}
    codes = {
        (event.event_id, scheme.name, axis, code, label)
        for event in share_counts(events)
        for scheme in schemes
        for axis, code, label in scheme.codes_for(event)
    }
    return {
        "articles": (_article_row(result.article, text),),
        "sentences": tuple((article_id, s.index, s.start, s.end) for s in result.sentences),
        "events": tuple(_event_row(event, article_id) for event in events),
        "losses": tuple(row for event in events for row in _loss_rows(event)),
        "codes": tuple(codes),
        "mentions": tuple(row for event in events for row in _mention_rows(event)),
        "rejections": tuple(rejections),
    }


def _article_row(article: Article, text: str) -> Row:
    if text not in TEXT_POLICIES:
        raise ValueError(f"text policy must be one of {', '.join(TEXT_POLICIES)}, not {text!r}")
    shown = {"full": article.text, "snippet": shorten(article.text)}.get(text)
    return (
        article.article_id,
        article.title,
        article.published_on,
        article.publisher,
        article.language,
        article.url,
        article.licence,
        shown,
        hash_text(article.text),
    )


def _actor_values(actor: Actor | None) -> Row:
    return (actor.code, actor.country, actor.sector) if actor else (None, None, None)


def _event_row(event: Event, article_id: str) -> Row:
    day, place = event.date, event.place
    return (
        event.event_id,
        event.happening_id,
        article_id,
        event.sentence,
        event.action,
        event.act,
        sorted(set(event.topics)),
        event.is_reciprocal,
        event.source_text,
        *_actor_values(event.source),
        event.target_text,
        *_actor_values(event.target),
        *((day.start, day.end, day.precision, day.method, day.text) if day else (None,) * 5),
        place.text if place else None,
        place.name if place else None,
        place.place_id if place else None,
        place.admin1 if place else None,
        place.country if place else None,
        place.latitude if place else None,
        place.longitude if place else None,
        place.precision if place else None,
        event.killed,
        event.wounded,
        event.captured,
        event.status,
        event.claimant_text,
        event.claimant.code if event.claimant else None,
        event.is_disputed,
        event.is_background,
        event.trigger_text,
        event.rule,
        event.coder,
        None if event.score is None else round(float(event.score), 4),
    )


def _loss_rows(event: Event) -> list[Row]:
    """One row per kind and whose; of two counts of the same losses the one told first stands."""
    told: dict[tuple[str, str], Loss] = {}
    for loss in sorted(event.losses, key=lambda loss: (loss.span, loss.text)):
        told.setdefault((loss.kind, loss.of_code), loss)
    return [(event.event_id, s.kind, s.of_code, s.low, s.best, s.high, s.text) for s in told.values()]


def _mention_rows(event: Event) -> list[Row]:
    """One row per part and beginning; of two spans that begin together the longer holds the other."""
    spans: dict[tuple[int, str, int], MentionPart] = {}
    for part in sorted(event.mentions, key=lambda part: (-part.end, part.rule or "")):
        spans.setdefault((part.mention, part.part, part.start), part)
    return [(event.event_id, p.mention, p.part, p.start, p.end, p.rule) for p in spans.values()]


def settle_losses(events: Sequence[Event]) -> tuple[Event, ...]:
    """The events with a happening's losses and counts on its first row, which is the one of the smallest
    event id.

    The tables are sorted by event id, so a coder cannot know which row will stand first. Losses that the
    coder spread over several rows of a happening are left as they are, unless each row holds the same.
    """
    happenings: dict[str, list[Event]] = {}
    for event in events:
        happenings.setdefault(event.happening_id, []).append(event)
    settled: dict[str, Event] = {}
    for rows in happenings.values():
        carriers = [event for event in rows if _losses_of(event) != (None, None, None, ())]
        first = min(rows, key=lambda event: event.event_id)
        if len(rows) == 1 or not carriers or len({_losses_of(event) for event in carriers}) > 1:
            continue
        carrier = first if first in carriers else carriers[0]
        moved = () if carrier is first else tuple(part for part in carrier.mentions if part.part == "loss")
        for event in carriers:
            kept = tuple(part for part in event.mentions if part.part != "loss")
            settled[event.event_id] = replace(event, killed=None, wounded=None, captured=None, losses=(), mentions=kept)
        settled[first.event_id] = replace(
            first,
            killed=carrier.killed,
            wounded=carrier.wounded,
            captured=carrier.captured,
            losses=carrier.losses,
            mentions=first.mentions + moved,
        )
    return tuple(settled.get(event.event_id, event) for event in events)


def share_counts(events: Sequence[Event]) -> tuple[Event, ...]:
    """The events, each with the counts of its happening: a scheme that asks for deaths asks for the
    happening's.
    """
    counts: dict[str, tuple[int | None, int | None, int | None]] = {}
    for event in events:
        found = (event.killed, event.wounded, event.captured)
        if found != (None, None, None):
            counts.setdefault(event.happening_id, found)
    shared = []
    for event in events:
        killed, wounded, captured = counts.get(event.happening_id, (None, None, None))
        shared.append(replace(event, killed=killed, wounded=wounded, captured=captured))
    return tuple(shared)


def _losses_of(event: Event) -> tuple[int | None, int | None, int | None, tuple[Loss, ...]]:
    return event.killed, event.wounded, event.captured, event.losses
