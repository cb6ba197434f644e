"""Disputes out to a table with a column for decisions, and back.

Each event has a row `event`, and a row for every field in which the coders differ.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dateline.coding.errors import DatasetError, nearest
from dateline.datasets.annotation.cells import read_cells, render_cells
from dateline.experiments.adjudication.disputes import DECISION, EVENT, FIELDS, TABLE_COLUMNS, Dispute, Ground, show

NO_EVENT = "none"
Decisions = Mapping[tuple[str, str], tuple[str, str]]
"""What was decided, and where in the table, by unit and field."""


def render_table(ground: Ground) -> str:
    """The table as CSV, for a spreadsheet. What nobody disputes is decided already."""
    columns = (*TABLE_COLUMNS, *ground.coders, DECISION)
    return "\ufeff" + render_cells((row for dispute in ground.disputes for row in _make_rows(dispute, ground)), columns)


def _make_rows(dispute: Dispute, ground: Ground) -> Iterator[dict[str, str]]:
    article = ground.results[dispute.article_id]
    marking = dispute.first.marking
    sentence = next(own for own in article.sentences if own.index == dispute.first.event.sentence)
    place = {
        "article_id": dispute.article_id,
        "unit": dispute.key,
        "text": " ".join(sentence.text.split()),
        "trigger": article.article.text[slice(*marking.trigger)],
    }
    found = {name: "yes" if name in dispute.versions else "" for name in ground.coders}
    decided = {DECISION: ground.coders[0]} if all(found.values()) else {}
    yield {**place, "field": EVENT, **found, **decided}
    for name in dispute.fields:
        yield {**place, "field": name, **{coder: show(own, name) for coder, own in dispute.versions.items()}}


def read_table(text: str, name: str, ground: Ground) -> tuple[Decisions, list[str]]:
    """The decisions of a table, and its faults: rows of other datasets, rows that come twice."""
    needed = ("unit", "field", DECISION)
    units = {dispute.key for dispute in ground.disputes}
    decisions: dict[tuple[str, str], tuple[str, str]] = {}
    faults = []
    for where, cells in read_cells(text, name, needed, needed):
        key = (cells["unit"], cells["field"])
        if key[0] not in units:
            faults.append(
                f"{where}: the unit {key[0]!r} is none of these datasets; name the datasets, type and match with which "
                "the table was made"
            )
        elif key[1] not in (EVENT, *FIELDS):
            faults.append(f"{where}: unknown field {key[1]!r}{nearest(key[1], FIELDS)} (fields: {', '.join(FIELDS)})")
        elif key in decisions:
            faults.append(f"{where}: its unit and field stand in {decisions[key][1]} already; keep one of the two rows")
        else:
            decisions[key] = (cells[DECISION], where)
    if not decisions and not faults:
        raise DatasetError(f"{name} has no rows; fill in the table that dateline adjudicate wrote")
    return decisions, faults
