"""Proves a dataset folder: manifest, hashes, schema, keys, values, spans and codes; a folder in, its faults
out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from dateline.coding.errors import DatasetError
from dateline.coding.schemes import STANDARD_SCHEMES, Scheme, load_scheme
from dateline.datasets.checks import TableView, check_tables
from dateline.datasets.comparison import compare_datasets
from dateline.datasets.faults import Fault
from dateline.datasets.folders import LOG_NAME, MANIFEST_NAME
from dateline.datasets.manifest import (
    WrittenTable,
    hash_content,
    hash_file,
    hash_manifest,
    read_manifest,
    render_manifest,
)
from dateline.datasets.parts import encode_row, sorting_key
from dateline.datasets.rows import SNIPPET_LENGTH, hash_text
from dateline.datasets.tables import ARTICLES, TABLES, Column, Table

__all__ = ["Fault", "compare_datasets", "verify_dataset"]

_ROWS_PER_BATCH = {ARTICLES.name: 64}
_READING_ERRORS = (OSError, pa.ArrowException, ValueError, KeyError, TypeError, MemoryError)


def verify_dataset(folder: Path, schemes: Sequence[Scheme] | None = None) -> list[Fault]:
    """Every fault of a dataset, in the order of its files; an empty list for a sound one.

    Codes are checked against `schemes`; where None, against those of the manifest's schemes that dateline
    ships. Raises DatasetError where the folder does not exist.
    """
    if not folder.is_dir():
        raise DatasetError(f"{folder} is no folder; name the folder of a dataset")
    try:
        manifest = read_manifest(folder)
    except DatasetError as error:
        return [Fault(MANIFEST_NAME, "manifest", str(error))]
    faults = list(_check_manifest(folder, manifest))
    if faults and not _is_complete(manifest):
        return faults
    faults += _check_files(folder, manifest)
    views: dict[str, TableView] = {}
    found: dict[str, WrittenTable] = {}
    for table in TABLES:
        try:
            faults += _check_table(folder, table, manifest, views, found)
        except _READING_ERRORS as error:
            told = " ".join(str(error).split())
            faults.append(Fault(table.file, "schema", f"cannot be read: {told}"))
    if len(found) == len(TABLES) and hash_content(found) != manifest["content_sha256"]:
        faults.append(Fault(MANIFEST_NAME, "content", "the content hash is not that of the tables"))
    known = _load_schemes(manifest) if schemes is None else schemes
    faults += check_tables(views, manifest["text"], manifest["schemes"], known)
    return faults


def _check_manifest(folder: Path, manifest: Mapping[str, Any]) -> Iterator[Fault]:
    if not _is_complete(manifest):
        yield Fault(MANIFEST_NAME, "manifest", "lacks parts that every manifest has")
    if manifest.get("manifest_sha256") != hash_manifest(manifest):
        yield Fault(MANIFEST_NAME, "manifest", "does not fit its own checksum; it was changed after the build")
    elif (folder / MANIFEST_NAME).read_bytes() != render_manifest(manifest).encode("utf-8"):
        yield Fault(MANIFEST_NAME, "manifest", "was written anew: it says the same in other bytes")


def _is_complete(manifest: Mapping[str, Any]) -> bool:
    """Whether a manifest has all the parts that verification looks at, in the right types."""
    files, tables, schemes = manifest.get("files"), manifest.get("tables"), manifest.get("schemes")
    return (
        isinstance(files, dict)
        and all(isinstance(file, dict) and {"bytes", "sha256"} <= file.keys() for file in files.values())
        and isinstance(tables, dict)
        and {table.name for table in TABLES} <= tables.keys()
        and all(isinstance(table, dict) and {"rows", "content_sha256"} <= table.keys() for table in tables.values())
        and isinstance(schemes, list)
        and {"text", "content_sha256", "manifest_sha256"} <= manifest.keys()
    )


def _check_files(folder: Path, manifest: Mapping[str, Any]) -> Iterator[Fault]:
    listed: Mapping[str, Mapping[str, Any]] = manifest["files"]
    there = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if not path.is_dir()}
    for name, entry in sorted(listed.items()):
        if name not in there:
            yield Fault(name, "missing", "the manifest lists it and it is not there")
        elif (size := there[name].stat().st_size) != entry["bytes"]:
            yield Fault(name, "sha256", f"has {size} bytes and not {entry['bytes']}; it was changed after the build")
        elif hash_file(there[name]) != entry["sha256"]:
            yield Fault(name, "sha256", "does not fit its hash; it was changed after the build")
    for table in TABLES:
        if table.file not in listed:
            yield Fault(table.file, "unlisted", "the manifest does not list this table")
    for name in sorted(there.keys() - listed.keys() - {MANIFEST_NAME, LOG_NAME} - {t.file for t in TABLES}):
        yield Fault(name, "unlisted", "the manifest does not list it")


def _check_table(
    folder: Path,
    table: Table,
    manifest: Mapping[str, Any],
    views: dict[str, TableView],
    found: dict[str, WrittenTable],
) -> Iterator[Fault]:
    """Check one table by itself; its view and its rows' number and hash go to `views` and `found`."""
    path = folder / table.file
    if not path.is_file():
        return
    with pq.ParquetFile(path) as file:
        problem = _find_schema_problem(table, file.schema_arrow)
        if problem:
            yield Fault(table.file, "schema", problem)
            return
        view = TableView(table)
        watch = _RowWatch(table)
        values: dict[str, Fault] = {}
        texts: list[Fault] = []
        for batch in file.iter_batches(batch_size=_ROWS_PER_BATCH.get(table.name, 8192)):
            for column in table.columns:
                if column.name not in values and (wrong := _find_wrong_value(column, batch.column(column.name))):
                    values[column.name] = Fault(table.file, "values", f"{column.name} {wrong}")
            watch.see(batch)
            if table is ARTICLES:
                texts += _check_texts(batch, manifest["text"])
            view.add(batch)
    yield from values.values()
    yield from watch.faults
    yield from texts[:3]
    if len(texts) > 3:
        yield Fault(table.file, "text", f"and {len(texts) - 3} more articles")
    found[table.name] = watch.written
    expected = manifest["tables"][table.name]
    if watch.written.rows != expected["rows"]:
        yield Fault(table.file, "rows", f"has {watch.written.rows} rows and not {expected['rows']}")
    elif watch.written.content_sha256 != expected["content_sha256"]:
        yield Fault(table.file, "content", "its rows do not say what its content hash says")
    views[table.name] = view


def _find_schema_problem(table: Table, schema: pa.Schema) -> str | None:
    declared = table.schema
    if schema.names != declared.names:
        missing = [name for name in declared.names if name not in schema.names]
        extra = [name for name in schema.names if name not in declared.names]
        told = [f"lacks {', '.join(missing)}"] * bool(missing) + [f"has {', '.join(extra)} more"] * bool(extra)
        return " and ".join(told) or "has its columns in another order"
    for field in declared:
        other = schema.field(field.name)
        if other.type != field.type:
            return f"{field.name} is {other.type} and not {field.type}"
        if other.nullable != field.nullable:
            return f"{field.name} {'may' if other.nullable else 'may not'} be null in this file"
    return None


def _find_wrong_value(column: Column, values: pa.Array) -> str | None:
    """What is wrong with the first value that the column's declaration does not allow."""
    if not column.is_nullable and values.null_count:
        return "holds a null"
    present = values.drop_null()
    if column.values:
        allowed = pa.array(list(column.values) if column.type == "string" else map(int, column.values), values.type)
        wrong = present.filter(pc.invert(pc.is_in(present, allowed)))
    elif column.low is not None and column.high is not None:
        wrong = present.filter(
            pc.invert(pc.and_(pc.greater_equal(present, column.low), pc.less_equal(present, column.high)))
        )
    elif column.low is not None:
        wrong = present.filter(pc.less(present, column.low))
    else:
        return None
    return f"holds {wrong[0].as_py()!r}, which is not allowed" if len(wrong) else None


class _RowWatch:
    """Sees the rows of a table go by: their order, their keys, their number and the hash of what they say."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._key = sorting_key(table)
        self._last: tuple[object, ...] | None = None
        self._content = sha256()
        self._rows = 0
        self._found: dict[str, Fault] = {}

    def see(self, batch: pa.RecordBatch) -> None:
        for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            self._content.update(encode_row(row))
            self._rows += 1
            try:
                self._compare(self._key(row))
            except TypeError:  # a null in a key, which is told as a fault of its values
                self._last = None

    def _compare(self, key: tuple[object, ...]) -> None:
        if self._last is not None and key <= self._last:
            if key < self._last:
                self._note("order", f"row {self._rows} belongs before the row above it")
            elif self._table.key:
                self._note("key", f"row {self._rows} has the key of the row above it: {key!r}")
        self._last = key

    def _note(self, check: str, detail: str) -> None:
        self._found.setdefault(check, Fault(self._table.file, check, detail))

    @property
    def faults(self) -> list[Fault]:
        """The first fault of each kind."""
        return list(self._found.values())

    @property
    def written(self) -> WrittenTable:
        return WrittenTable(self._rows, self._content.hexdigest())


def _check_texts(batch: pa.RecordBatch, policy: str) -> Iterator[Fault]:
    columns = (batch.column(name).to_pylist() for name in ("article_id", "title", "text", "text_sha256"))
    for article_id, title, text, digest in zip(*columns, strict=True):
        problem = _find_text_problem(title, text, digest or "", policy)
        if problem:
            yield Fault(ARTICLES.file, "text", f"article {article_id!r} {problem}")


def _find_text_problem(title: str | None, text: str | None, digest: str, policy: str) -> str | None:
    if len(digest) != 64 or not set(digest) <= set("0123456789abcdef"):
        return "has a text_sha256 that is no SHA-256"
    if policy == "withheld":
        return "has a text although texts are withheld" if text is not None else None
    if text is None:
        return "has no text"
    if policy == "snippet" and len(text) > SNIPPET_LENGTH:
        return f"has more text than a snippet's {SNIPPET_LENGTH} characters"
    if policy == "full" and hash_text(text) != digest:
        return "has a text that does not fit its text_sha256"
    if title and not text.startswith(title[: len(text)]):
        return "has a text that does not begin with its title"
    return None


def _load_schemes(manifest: Mapping[str, Any]) -> list[Scheme]:
    """The manifest's schemes that dateline ships; a scheme of the user's own is known to its maker only."""
    return [load_scheme(name) for name in manifest["schemes"] if name in STANDARD_SCHEMES]
