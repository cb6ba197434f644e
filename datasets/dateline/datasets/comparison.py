"""Compares two builds of a dataset byte for byte and, where bytes differ, row for row."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from dateline.datasets.faults import Fault
from dateline.datasets.folders import LOG_NAME
from dateline.datasets.parts import sorting_key
from dateline.datasets.rows import Row
from dateline.datasets.tables import ARTICLES, TABLES, Table

SHOWN_ROWS = 20
"""Rows that differ which are listed of one table; of the others only the number is told."""

_SHOWN_CHARACTERS = 60
_ROWS_PER_BATCH = {ARTICLES.name: 64}


def compare_datasets(folder: Path, other: Path) -> list[Fault]:
    """What differs in `other`, the build to compare with; an empty list where all bytes are the same.

    For a table whose bytes differ the rows that differ are listed, or it is said that the rows are the same.
    """
    tables = {table.file: table for table in TABLES}
    faults = []
    for name in sorted({*_list_files(folder), *_list_files(other)}):
        first, second = folder / name, other / name
        if not first.is_file() or not second.is_file():
            where = "the other build" if first.is_file() else "this dataset"
            faults.append(Fault(name, "difference", f"{where} does not have it"))
        elif not _are_same(first, second):
            if name in tables:
                faults += _compare_tables(first, second, tables[name])
            else:
                faults.append(Fault(name, "difference", _find_line(first, second)))
    return faults


def _list_files(folder: Path) -> set[str]:
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    return files - {LOG_NAME}


def _are_same(first: Path, second: Path) -> bool:
    if first.stat().st_size != second.stat().st_size:
        return False
    with first.open("rb") as one, second.open("rb") as two:
        while block := one.read(1 << 20):
            if block != two.read(1 << 20):
                return False
    return True


def _find_line(first: Path, second: Path) -> str:
    with first.open("rb") as one, second.open("rb") as two:
        number = 1
        for number, (line, other) in enumerate(zip(one, two, strict=False), 1):
            if line != other:
                return f"differs first in line {number}: {_shorten(line)} here, {_shorten(other)} in the other build"
    return f"differs after line {number}"


def _shorten(line: bytes) -> str:
    text = line.decode("utf-8", "replace").strip()
    return text if len(text) <= _SHOWN_CHARACTERS else f"{text[:_SHOWN_CHARACTERS]}..."


def _compare_tables(first: Path, second: Path, table: Table) -> list[Fault]:
    try:
        differing = _list_differing(_read_rows(first, table), _read_rows(second, table), table)
        shown = [Fault(table.file, "difference", detail) for detail in islice(differing, SHOWN_ROWS)]
        rest = sum(1 for _ in differing)
    except (OSError, pa.ArrowException, ValueError, KeyError, TypeError) as error:
        return [Fault(table.file, "difference", f"cannot be read: {' '.join(str(error).split())}")]
    if rest:
        shown.append(Fault(table.file, "difference", f"and {rest} more rows"))
    return shown or [Fault(table.file, "difference", "holds the same rows in other bytes")]


def _read_rows(path: Path, table: Table) -> Iterator[Row]:
    with pq.ParquetFile(path) as file:
        size = _ROWS_PER_BATCH.get(table.name, 8192)
        for batch in file.iter_batches(batch_size=size, columns=list(table.column_names)):
            columns = [batch.column(name).to_pylist() for name in table.column_names]
            yield from zip(*columns, strict=True)


def _list_differing(first: Iterator[Row], second: Iterator[Row], table: Table) -> Iterator[str]:
    """Name each row of two sorted tables that only one has, or that differs, and in which columns."""
    key = sorting_key(table)
    one, two = next(first, None), next(second, None)
    while one is not None or two is not None:
        if two is None or (one is not None and key(one) < key(two)):
            assert one is not None
            yield f"{_name(one, table)} is in this dataset only"
            one = next(first, None)
        elif one is None or key(two) < key(one):
            yield f"{_name(two, table)} is in the other build only"
            two = next(second, None)
        else:
            if one != two:
                columns = [n for n, a, b in zip(table.column_names, one, two, strict=True) if a != b]
                yield f"{_name(one, table)} differs in {', '.join(columns)}"
            one, two = next(first, None), next(second, None)


def _name(row: Row, table: Table) -> str:
    return "/".join(str(row[table.column_names.index(name)]) for name in table.order)
