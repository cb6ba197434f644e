"""Facts about other datasets' columns in, and rows of text out to their files."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files

Cell = str | int | float | date | None
_RISKY = ("=", "+", "-", "@")


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a file, each with what dateline writes into it (empty: nothing), and where the list is from."""

    filled: Mapping[str, str]
    provenance: tuple[str, ...]


def read_columns(name: str) -> Columns:
    """The columns of one of the lists in the folder `columns`."""
    lines = (
        files("dateline.datasets.shapes").joinpath("columns", f"{name}.csv").read_text(encoding="utf-8").splitlines()
    )
    notes = tuple(line[2:] for line in lines if line.startswith("# "))
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    return Columns({row["column"]: row["filled"] for row in rows}, notes)


def render_table(
    rows: Iterable[Mapping[str, Cell]], columns: Columns, delimiter: str, header: Iterable[Iterable[str]]
) -> str:
    """The rows as text under their `header` lines; what is not known is an empty cell.

    Raises KeyError for a row with a column that is not of the list, which is a defect.
    """
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\n")
    writer.writerows(header)
    for row in rows:
        for name in row:
            columns.filled[name]
        writer.writerow([_spell(row.get(name)) for name in columns.filled])
    return text.getvalue()


def _spell(cell: Cell) -> str:
    """A cell; a text that a spreadsheet would take for a formula gets an apostrophe before it."""
    if cell is None:
        return ""
    if not isinstance(cell, str):
        return cell.isoformat() if isinstance(cell, date) else str(cell)
    words = " ".join(cell.split())
    return f"'{words}" if words.startswith(_RISKY) else words
