"""Writes a dataset folder from coding results: sorted, deterministic, in bounded memory, and all at once or
not at all.

    with DatasetWriter(output, description, schemes) as writer:
        for item in corpus:                       # in any order
            writer.add(result, "wire.jsonl", 12)  # or writer.add_quarantined(...), writer.add_part(folder)
        writer.finish()

Whoever codes in several processes lets each fill a Part of its own with `write_part` and adds the folders.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from types import TracebackType

import pyarrow as pa
import pyarrow.parquet as pq

from dateline.coding.errors import DatasetError
from dateline.coding.records import CodingResult
from dateline.datasets.card import render_card
from dateline.datasets.description import Description, Written
from dateline.datasets.descriptors import render_croissant, render_datapackage
from dateline.datasets.folders import MANIFEST_NAME, Staging
from dateline.datasets.manifest import WrittenFile, WrittenTable, hash_file, make_manifest, render_manifest
from dateline.datasets.parts import SPILL_SIZE, Part, encode_row, find_runs, merge_runs, split_unit
from dateline.datasets.quarantine import Quarantined
from dateline.datasets.rows import ArticleRows, Projection, Row, make_quarantine_row, make_rows
from dateline.datasets.tables import ARTICLES, EVENTS, QUARANTINE, TABLES, TEXT_POLICIES, Table

_LANGUAGE = ARTICLES.column_names.index("language")
_LICENCE = ARTICLES.column_names.index("licence")

LISTED_LICENCES = 20
"""Licences of texts that the card names at most, so that a corpus with one per article does not fill it."""


def write_part(
    folder: Path,
    items: Iterable[tuple[CodingResult | Quarantined, str, int | None]],
    schemes: Sequence[Projection],
    text: str,
    spill_size: int = SPILL_SIZE,
) -> Path:
    """Write one partition's results, each with the input and line that it was read from, for `add_part`.

    The folder gets its name only when it is whole; one that exists is left as it is, so that a rerun skips
    it.
    """
    if folder.exists():
        return folder
    staging = Staging(folder)
    try:
        part = Part(staging.files, spill_size)
        for item, input_name, line in items:
            _add_item(part, item, schemes, text, input_name, line)
        part.spill()
        return staging.publish()
    finally:
        staging.discard()


class DatasetWriter:
    """Collects coding results and writes the dataset folder at `finish`; without it nothing is left behind.

    `output` is refused with a DatasetError where it exists, unless `overwrite` and it is a dataset of ours.
    The bytes written depend on what was added, the description and the versions, not on the order of adding
    nor `spill_size` (roughly the characters of rows that are held in memory).
    """

    def __init__(
        self,
        output: Path,
        description: Description,
        schemes: Sequence[Projection] = (),
        overwrite: bool = False,
        spill_size: int = SPILL_SIZE,
    ) -> None:
        if description.text not in TEXT_POLICIES:
            raise DatasetError(f"text must be one of {', '.join(TEXT_POLICIES)}, not {description.text!r}")
        self._description = description
        self._schemes = tuple(schemes)
        self._staging = Staging(output, overwrite)
        self._part = Part(self._staging.parts / "own", spill_size)
        self._folders = [self._part.folder]

    @property
    def folder(self) -> Path:
        """The temporary folder that becomes the dataset: a command may put its log there, under LOG_NAME."""
        return self._staging.files

    def __enter__(self) -> DatasetWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._staging.discard()

    def add(self, result: CodingResult, input_name: str | None = None, line: int | None = None) -> None:
        """Add one article's coding; `input_name` and `line` say where it was read.

        They go to the quarantine if the article could not be coded or its id came before: of several articles
        with one id the first by input, line and content stands. Without a name the only input's, or else the
        dataset's.
        """
        _add_item(self._part, result, self._schemes, self._description.text, input_name or self._corpus, line)

    def add_quarantined(self, quarantined: Quarantined) -> None:
        """Add an input that could not be read."""
        _add_item(self._part, quarantined, (), self._description.text, quarantined.input, quarantined.line)

    def add_part(self, folder: Path) -> None:
        """Add all that `write_part` wrote to a folder, which must be there until `finish`."""
        if not folder.is_dir():
            raise DatasetError(f"the part {folder.name!r} does not exist; write it first")
        self._folders.append(folder)

    def finish(self) -> Path:
        """Merge, write and publish the dataset; returns its folder."""
        self._part.spill()
        dropped = self._drop_repeated()
        languages: set[str] = set()
        licences: set[str] = set()
        tables: dict[str, WrittenTable] = {}
        for table in TABLES:
            rows = self._merge(table, dropped)
            if table is ARTICLES:
                rows = _watch(rows, languages, licences)
            tables[table.name] = write_table(self.folder / table.file, table, rows)
        self._write_pages(tables, tuple(sorted(languages)), tuple(sorted(licences)))
        return self._staging.publish()

    @property
    def _corpus(self) -> str:
        inputs = self._description.inputs
        return inputs[0].name if len(inputs) == 1 else self._description.name

    def _runs(self, table: Table) -> list[Path]:
        return [run for folder in self._folders for run in find_runs(folder, table)]

    def _read(self, table: Table) -> Iterator[Row]:
        return merge_runs(self._runs(table), table, self._staging.parts)

    def _drop_repeated(self) -> set[str]:
        """Quarantine every article whose id, or one of whose event ids, another has; returns their units."""
        dropped: set[str] = set()
        standing: Row | None = None
        for row in self._read(ARTICLES):
            if standing is None or row[0] != standing[0]:
                standing = row
                continue
            self._quarantine(row, "duplicate_id", "an article with this id stands in the dataset")
            if row[-1] != standing[-1]:
                dropped.add(str(row[-1]))
        article_place = EVENTS.column_names.index("article_id")
        event: Row | None = None
        for row in self._read(EVENTS):
            if row[-1] in dropped:
                continue
            if event is None or row[0] != event[0]:
                event = row
            elif row[-1] != event[-1]:
                told = f"its event id {row[0]!r} is also one of article {event[article_place]!r}"
                self._quarantine((row[article_place], row[-1]), "coder_failed", told)
                dropped.add(str(row[-1]))
        self._part.spill()
        return dropped

    def _quarantine(self, row: Row, reason: str, detail: str) -> None:
        input_name, line = split_unit(str(row[-1]))
        self.add_quarantined(Quarantined(input_name, line, str(row[0]), reason, detail))

    def _merge(self, table: Table, dropped: set[str]) -> Iterator[Row]:
        """The rows that stand, without their unit; the same result added twice gives its rows once."""
        last: Row | None = None
        for row in self._read(table):
            if row[-1] in dropped or (row == last and table is not QUARANTINE):
                continue
            last = row
            yield row[:-1]

    def _write_pages(
        self, tables: dict[str, WrittenTable], languages: tuple[str, ...], licences: tuple[str, ...]
    ) -> None:
        files = {table.file: _describe(self.folder / table.file) for table in TABLES}
        names = tuple(scheme.name for scheme in self._schemes)
        written = Written(tables, files, names, languages, licences)
        description = self._description
        pages = {
            "README.md": render_card(description, written),
            "codebook.md": description.codebook,
            "croissant.json": render_croissant(description, written),
            "datapackage.json": render_datapackage(description, written),
        }
        for name, page in pages.items():
            (self.folder / name).write_bytes(page.encode("utf-8"))
            files[name] = _describe(self.folder / name)
        manifest = make_manifest(
            description.name,
            description.text,
            description.inputs,
            description.config,
            description.versions,
            names,
            tables,
            files,
        )
        (self.folder / MANIFEST_NAME).write_bytes(render_manifest(manifest).encode("utf-8"))


def write_table(path: Path, table: Table, rows: Iterable[Row]) -> WrittenTable:
    """Write sorted rows as Parquet in row groups of a fixed size; returns their number and content hash."""
    schema, size = table.schema, table.rows_per_group
    content = sha256()
    count = 0
    group: list[Row] = []
    with pq.ParquetWriter(path, schema, compression="zstd", compression_level=3, version="2.6") as writer:
        for row in rows:
            content.update(encode_row(row))
            group.append(row)
            count += 1
            if len(group) == size:
                writer.write_table(_make_table(group, schema), row_group_size=size)
                group = []
        if group or not count:
            writer.write_table(_make_table(group, schema), row_group_size=size)
    return WrittenTable(count, content.hexdigest())


def _make_table(rows: Sequence[Row], schema: pa.Schema) -> pa.Table:
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(schema)
    arrays = [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema).combine_chunks()


def _describe(path: Path) -> WrittenFile:
    return WrittenFile(path.stat().st_size, hash_file(path))


def _watch(rows: Iterable[Row], languages: set[str], licences: set[str]) -> Iterator[Row]:
    """Pass the articles on and note their languages and, as far as the card names them, licences."""
    for row in rows:
        if row[_LANGUAGE]:
            languages.add(str(row[_LANGUAGE]))
        if row[_LICENCE] and len(licences) < LISTED_LICENCES:
            licences.add(str(row[_LICENCE]))
        yield row


def _add_item(
    part: Part,
    item: CodingResult | Quarantined,
    schemes: Sequence[Projection],
    text: str,
    input_name: str,
    line: int | None,
) -> None:
    if isinstance(item, Quarantined):
        rows = ArticleRows(item.article_id or "", {QUARANTINE.name: (make_quarantine_row(item),)})
    else:
        rows = make_rows(item, schemes, text, input_name, line)
    part.add(rows, input_name, line)
