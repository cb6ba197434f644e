"""Shared articles in, ratings out: what each coder said of each event and of each sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from dateline.experiments.agreement.alignment import Unit, align_events
from dateline.experiments.agreement.codings import CodedEvent
from dateline.experiments.agreement.fields import Field, Value
from dateline.experiments.agreement.ratings import MISSING, Ratings, make_ratings
from dateline.experiments.agreement.shared import SharedArticle, SharedGround
from dateline.experiments.agreement.tolerances import Tolerance

NO_EVENT = "no event"
MISSED = {
    "left_out": "an event counts for its fields only among the coders who found it",
    "no_event": f"a coder who missed an event is taken to have given it the type {NO_EVENT!r}",
}
"""What becomes of an event for a coder who did not find it."""

_Inside = Mapping[int, Sequence[CodedEvent]]


@dataclass(frozen=True, slots=True)
class AlignedArticle:
    """An article with its units; `place` is its index among the shared articles."""

    place: int
    article: SharedArticle
    units: tuple[Unit, ...]


def align_ground(ground: SharedGround, tolerance: Tolerance) -> tuple[AlignedArticle, ...]:
    """The units of every shared article."""
    return tuple(
        AlignedArticle(place, article, align_events(article.events, tolerance))
        for place, article in enumerate(ground.articles)
    )


def rate_fields(
    aligned: Sequence[AlignedArticle], kind: Field, fields: Sequence[Field], missed: str, coders: int
) -> dict[tuple[str, str], Ratings]:
    """Ratings by unit and field: of sentences (has it an event, its first event's type), then of events."""
    places: list[int] = []
    has_event: list[list[Value | None]] = []
    first_type: list[list[Value | None]] = []
    for place, inside in _walk_sentences(aligned):
        places.append(place)
        has_event.append([bool(inside[coder]) if coder in inside else None for coder in range(coders)])
        first_type.append([_first_type(inside[coder], kind) if coder in inside else None for coder in range(coders)])
    count = len(aligned)
    rated = {
        ("sentence", "has an event"): make_ratings(has_event, "nominal", places, count),
        ("sentence", f"first {kind.spelling}"): make_ratings(first_type, "nominal", places, count),
    }
    places = [each.place for each in aligned for _ in each.units]
    for field in dict.fromkeys((kind, *fields)):
        absent = NO_EVENT if missed == "no_event" and field == kind else None
        rows = [
            [_rate(unit, coder, each.article, field, absent) for coder in range(coders)]
            for each in aligned
            for unit in each.units
        ]
        rated["event", field.spelling] = make_ratings(rows, field.measurement, places, count)
    return rated


def rate_codes(
    aligned: Sequence[AlignedArticle], kind: Field, missed: str, coders: int
) -> dict[tuple[str, str], Ratings]:
    """True and false by unit and code: did the coder give it to the event, or anywhere in the sentence."""
    events: list[tuple[int, _Inside]] = []
    for each in aligned:
        for unit in each.units:
            # Without an event there are no codes: all are false.
            absent = each.article.coders if missed == "no_event" else ()
            found = {coder: (event,) for coder, event in unit.items()}
            events.append((each.place, {**dict.fromkeys(absent, ()), **found}))
    of_event = _rate_each(events, kind, coders, len(aligned))
    of_sentence = _rate_each(list(_walk_sentences(aligned)), kind, coders, len(aligned))
    return {
        (unit, code): ratings
        for code in sorted({*of_event, *of_sentence})
        for unit, found in (("event", of_event), ("sentence", of_sentence))
        if (ratings := found.get(code)) is not None
    }


def _rate_each(rows: Sequence[tuple[int, _Inside]], kind: Field, coders: int, articles: int) -> dict[str, Ratings]:
    base = np.full((len(rows), coders), MISSING, dtype=np.int64)
    cells: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for row, (_, inside) in enumerate(rows):
        for coder, events in inside.items():
            base[row, coder] = 0
            for code in {code for event in events for code in kind.codes_of(event)}:
                cells[code].append((row, coder))
    places = np.array([place for place, _ in rows], dtype=np.int64)
    rated = {}
    for code, found in sorted(cells.items()):
        indices = base.copy()
        indices[tuple(np.array(found).T)] = 1
        rated[code] = Ratings(indices, (False, True), places, articles)
    return rated


def _walk_sentences(aligned: Iterable[AlignedArticle]) -> Iterable[tuple[int, _Inside]]:
    for each in aligned:
        inside: list[dict[int, list[CodedEvent]]] = [
            {coder: [] for coder in each.article.coders} for _ in each.article.sentences
        ]
        for coder, events in each.article.events.items():
            for event in events:
                if event.sentence < len(inside):
                    inside[event.sentence][coder].append(event)
        for events_by_coder in inside:
            yield each.place, events_by_coder


def _first_type(events: Sequence[CodedEvent], kind: Field) -> Value:
    """The type of the first event that has one in the scheme."""
    return next((value for event in events if (value := kind.value_of(event)) is not None), NO_EVENT)


def _rate(unit: Unit, coder: int, article: SharedArticle, field: Field, absent: str | None) -> Value | None:
    if coder in unit:
        return field.value_of(unit[coder])
    return absent if coder in article.events else None
