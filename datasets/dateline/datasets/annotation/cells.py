"""Rows of text to CSV that any spreadsheet opens, and back from what it saved."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence

from dateline.coding.errors import DatasetError, nearest

_RISKY = ("=", "+", "-", "@", "\t", "\r")
_DELIMITERS = (",", ";", "\t")


def guard(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: one that begins like a formula gets an apostrophe before it."""
    return f"'{cell}" if cell.lstrip("'").startswith(_RISKY) else cell


def unguard(cell: str) -> str:
    """The cell that `guard` was given."""
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(_RISKY) else cell


def render_cells(rows: Iterable[Mapping[str, str]], columns: Sequence[str]) -> str:
    """The rows as CSV under a header; a column that a row does not have is an empty cell."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\r\n", restval="")
    writer.writeheader()
    writer.writerows({name: guard(cell) for name, cell in row.items()} for row in rows)
    return text.getvalue()


def read_cells(
    text: str, name: str, columns: Sequence[str], needed: Sequence[str]
) -> Iterator[tuple[str, dict[str, str]]]:
    """The rows that are not empty, each with its place for messages, with the cells of `columns`.

    Reads commas, semicolons and tabs between the cells. Raises DatasetError where a needed column is missing.
    """
    header = text.split("\n", 1)[0]
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=max(_DELIMITERS, key=header.count))
    found = [column or "" for column in reader.fieldnames or ()]
    for column in needed:
        if column not in found:
            raise DatasetError(
                f"{name}, line 1: the column {column!r} is missing{nearest(column, found)} "
                "(keep the header as it was exported)"
            )
    for row in _read_rows(reader, name):
        cells = {column: unguard((row.get(column) or "").strip()) for column in columns}
        if any(cells.values()):
            yield f"{name}, line {reader.line_num}", cells


def _read_rows(reader: csv.DictReader[str], name: str) -> Iterator[dict[str, str]]:
    try:
        yield from reader
    except csv.Error as error:
        raise DatasetError(f"{name}, line {reader.line_num}: it cannot be read as CSV: {error}") from error
