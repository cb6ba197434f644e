"""Sorted runs of rows on disk, and their merge: so that memory does not grow with the corpus.

A part is a folder with at most some runs of every table. A run is an Arrow stream of rows sorted by the
table's order, with one more column, `unit`: which result of which input a row came from. Two articles with
the same id have different units, so the merge can drop every row of one of them, whatever the order in which
the two were added.
"""

from __future__ import annotations

import hashlib
import heapq
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

import pyarrow as pa

from dateline.datasets.rows import ArticleRows, Row
from dateline.datasets.tables import ARTICLES, TABLES, Table

SPILL_SIZE = 16_000_000
"""Characters of rows, roughly, that are held in memory before they are written as a run."""

FAN_IN = 24
"""Runs that are merged at once; more of them are first merged into fewer."""

_ROWS_PER_BATCH = {ARTICLES.name: 16}
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=date.isoformat).encode


def encode_row(row: Row) -> bytes:
    """One row as a line of JSON in UTF-8, a date as YYYY-MM-DD: what content hashes are taken over."""
    return _encode(row).encode("utf-8") + b"\n"


def sorting_key(table: Table) -> Callable[[Row], tuple[object, ...]]:
    """A function that gives a row's place in its table's order; nulls stand first."""
    places = [table.column_names.index(name) for name in table.order]
    nullable = any(table.column(name).is_nullable for name in table.order)
    if nullable:
        return lambda row: tuple((row[place] is not None, row[place]) for place in places)
    return lambda row: tuple(row[place] for place in places)


class Part:
    """A folder of runs that one process fills: rows are added, sorted and spilled to it."""

    def __init__(self, folder: Path, spill_size: int = SPILL_SIZE) -> None:
        self.folder = folder
        self._spill_size = spill_size
        self._size = 0
        self._runs = 0
        self._rows: dict[str, list[Row]] = {table.name: [] for table in TABLES}
        folder.mkdir(parents=True, exist_ok=True)

    def add(self, rows: ArticleRows, input_name: str, line: int | None) -> None:
        """Add all rows of one article, read from that line of that input."""
        digest = hashlib.sha256()
        for table in TABLES:
            for row in sorted(map(encode_row, rows.tables.get(table.name, ()))):
                digest.update(row)
                self._size += len(row)
        unit = _join_unit(input_name, line, digest.hexdigest()[:32])
        for name, added in rows.tables.items():
            self._rows[name].extend((*row, unit) for row in added)
        if self._size >= self._spill_size:
            self.spill()

    def spill(self) -> None:
        """Write what is held in memory as a run of each table."""
        for table in TABLES:
            rows = self._rows[table.name]
            if rows:
                rows.sort(key=_run_key(table))
                write_run(self.folder / f"{table.name}-{self._runs:06d}.arrows", table, rows)
                rows.clear()
        self._runs += 1
        self._size = 0


def split_unit(unit: str) -> tuple[str, int | None]:
    """The input and line that a unit names."""
    input_name, line, _ = unit.rsplit("\t", 2)
    return input_name, int(line) or None


def find_runs(folder: Path, table: Table) -> list[Path]:
    """The runs of one table in a part's folder, in a fixed order."""
    return sorted(folder.glob(f"{table.name}-*.arrows"))


def write_run(path: Path, table: Table, rows: Iterable[Row]) -> None:
    """Write rows, already sorted and each followed by its unit, as one run."""
    schema = pa.schema([*table.schema, pa.field("unit", pa.string())])
    size = _ROWS_PER_BATCH.get(table.name, 1024)
    options = pa.ipc.IpcWriteOptions(compression="zstd")
    with pa.OSFile(str(path), "wb") as file, pa.ipc.new_stream(file, schema, options=options) as stream:
        batch: list[Row] = []
        for row in rows:
            batch.append(row)
            if len(batch) == size:
                stream.write_batch(_make_batch(batch, schema))
                batch = []
        if batch:
            stream.write_batch(_make_batch(batch, schema))


def read_run(path: Path) -> Iterator[Row]:
    """The rows of a run, each followed by its unit, a batch at a time."""
    with pa.OSFile(str(path), "rb") as file, pa.ipc.open_stream(file) as stream:
        for batch in stream:
            yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def merge_runs(runs: Sequence[Path], table: Table, folder: Path) -> Iterator[Row]:
    """All rows of the runs in order, each followed by its unit; `folder` holds the runs in between, then
    removed.
    """
    level = 0
    paths = list(runs)
    key = _run_key(table)
    made: list[Path] = []
    while len(paths) > FAN_IN:
        groups = [paths[i : i + FAN_IN] for i in range(0, len(paths), FAN_IN)]
        merged = [folder / f"merged-{table.name}-{level}-{number:06d}.arrows" for number in range(len(groups))]
        for group, path in zip(groups, merged, strict=True):
            write_run(path, table, heapq.merge(*map(read_run, group), key=key))
        for path in made:
            path.unlink()
        level, paths, made = level + 1, merged, merged
    yield from heapq.merge(*map(read_run, paths), key=key)
    for path in made:
        path.unlink()


def _join_unit(input_name: str, line: int | None, digest: str) -> str:
    """Sorts by input, then line, then content, so that the first of two articles with one id is the one that
    stands.
    """
    return f"{input_name}\t{line or 0:015d}\t{digest}"


def _run_key(table: Table) -> Callable[[Row], tuple[object, ...]]:
    """By the table's order, then by unit, so that merging gives one order whatever the runs were."""
    key = sorting_key(table)
    return lambda row: (*key(row), row[-1])


def _make_batch(rows: Sequence[Row], schema: pa.Schema) -> pa.RecordBatch:
    columns = zip(*rows, strict=True)
    arrays = [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)
