"""The declaration of the tables is the published contract, and all that it declares hangs together."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from dateline.coding.records import ACTS, PRECISIONS, REJECTION_REASONS, STATUSES
from dateline.datasets.quarantine import QUARANTINE_REASONS
from dateline.datasets.tables import ARROW_TYPES, EVENTS, QUARANTINE, REJECTIONS, TABLES, Table

CONTRACT = Path(__file__).parent / "data" / "event_columns.csv"


def test_the_tables_are_those_of_the_contract() -> None:
    with CONTRACT.open(newline="", encoding="utf-8") as file:
        wanted = [
            (row["table"], row["column"], row["type"], row["key"] == "primary", row["null_means"])
            for row in csv.DictReader(line for line in file if not line.startswith("#"))
        ]
    declared = [
        (table.name, column.name, column.type, column.name in table.key, column.null_means)
        for table in TABLES
        for column in table.columns
    ]
    assert len(wanted) == 83
    order = list(dict.fromkeys(row[0] for row in wanted))
    assert sorted(declared, key=lambda row: order.index(row[0])) == wanted


def test_the_enumerated_values_are_those_of_the_records() -> None:
    assert tuple(EVENTS.column("act").values) == ACTS
    assert tuple(EVENTS.column("status").values) == STATUSES
    assert tuple(EVENTS.column("date_precision").values) == PRECISIONS
    assert REJECTIONS.column("reason").values == REJECTION_REASONS
    assert QUARANTINE.column("reason").values == QUARANTINE_REASONS


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_keys_name_columns_and_every_column_is_described(table: Table) -> None:
    by_name = {other.name: other for other in TABLES}
    assert set(table.key) <= set(table.column_names)
    for key in table.foreign_keys:
        assert set(key.columns) <= set(table.column_names)
        assert by_name[key.table].key == key.references
    for column in table.columns:
        assert column.description and column.null_means and column.type in ARROW_TYPES
        assert all(column.values.values())
    assert not any(table.column(name).is_nullable for name in table.key)


def test_the_schema_carries_the_documentation() -> None:
    field = EVENTS.schema.field("latitude")
    assert field.metadata[b"unit"] == b"degrees"
    assert field.metadata[b"null_means"] == b"unresolved"
    assert field.nullable and not EVENTS.schema.field("event_id").nullable
