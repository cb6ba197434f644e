"""A dataset's Parquet tables in, counts of what their columns hold out, without a row in Python for each row."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from dateline.coding.errors import DatasetError
from dateline.datasets.tables import Table


def read_columns(folder: Path, table: Table, columns: Sequence[str], only: pc.Expression | None = None) -> pa.Table:
    """Some columns of a dataset's table, of the rows that `only` lets through.

    Raises DatasetError where they cannot be read.
    """
    path = folder / table.file
    try:
        found = pq.read_table(path, columns=list(columns), filters=only)
    except FileNotFoundError as error:
        raise DatasetError(f"{folder} lacks {table.file}; build the dataset again") from error
    except (OSError, pa.ArrowException) as error:
        reason = str(error).splitlines()[0]
        raise DatasetError(f"{path} cannot be read: {reason}; run dateline verify {folder}") from error
    missing = sorted(set(columns) - set(found.column_names))
    if missing:
        raise DatasetError(f"{path} has no column {missing[0]!r}; run dateline verify {folder}")
    return found


def count_rows(table: pa.Table, columns: Sequence[str]) -> list[tuple[Any, ...]]:
    """The different values of the columns, each with its number of rows at the end: most rows first."""
    grouped = table.select(list(columns)).group_by(list(columns)).aggregate([([], "count_all")])
    *values, counts = (grouped[name].to_pylist() for name in (*columns, "count_all"))
    return sorted(zip(*values, counts, strict=True), key=_rank)


def sum_column(table: pa.Table, key: str, column: str) -> list[tuple[Any, ...]]:
    """For each value of `key` the number of rows, of those with a number in the column, and the sum of these."""
    grouped = table.group_by(key).aggregate([([], "count_all"), (column, "count"), (column, "sum")])
    names = (key, "count_all", f"{column}_count", f"{column}_sum")
    return sorted(zip(*(grouped[name].to_pylist() for name in names), strict=True), key=lambda row: str(row[0]))


def count_distinct(table: pa.Table, column: str) -> int:
    """How many different values other than null the column has."""
    return int(pc.count_distinct(table[column], mode="only_valid").as_py())


def _rank(row: tuple[Any, ...]) -> tuple[Any, ...]:
    *values, count = row
    return (-count, *((value is not None, str(value)) for value in values))
