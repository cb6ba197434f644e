"""Tables: CSV, TSV or Parquet files with a column of texts in; articles and quarantined rows out."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, TextIO

import pyarrow as pa
import pyarrow.parquet as pq

from dateline.coding.errors import CorpusError, nearest
from dateline.coding.records import Article
from dateline.datasets.quarantine import Quarantined
from dateline.datasets.readers.admission import MAX_CHARACTERS, Admission, AdmissionRules
from dateline.datasets.readers.files import (
    CorpusFile,
    check_encoding,
    check_text_file,
    corpus_files,
    is_decoded,
    open_text,
)

SUFFIXES = (".csv", ".tsv", ".parquet")
_DELIMITERS = ",;\t|"
_BATCH_ROWS = 64
_DEFAULT_COLUMNS = {"id": "id", "date": "date"}


class TableReader:
    """Reads a .csv, .tsv or .parquet file, or all those of a folder.

    `text`, `id`, `date`, `title`, `publisher`, `language`, `url` and `licence` name the columns that hold
    them, None where the table has none. A table without the columns `id` or `date` is read if their names
    are the default ones: its articles get a hash of their url or text as id, and no date. `delimiter` None
    takes the commonest one of the header.
    """

    def __init__(
        self,
        path: str | Path,
        text: str = "text",
        id: str | None = "id",
        date: str | None = "date",
        title: str | None = None,
        publisher: str | None = None,
        language: str | None = None,
        url: str | None = None,
        licence: str | None = None,
        delimiter: str | None = None,
        encoding: str = "utf-8",
        text_is: str = "article",
        max_characters: int = MAX_CHARACTERS,
        only_language: str | None = "en",
    ) -> None:
        self._path = path
        named = {"text": text, "id": id, "date": date, "title": title, "publisher": publisher}
        named |= {"language": language, "url": url, "licence": licence}
        self._columns = {field: column for field, column in named.items() if column is not None}
        self._delimiter = delimiter
        self._encoding = encoding
        self._rules = AdmissionRules(text_is, max_characters, only_language)

    def check(self) -> None:
        """Raises CorpusError or ConfigError where no work can start: no file, no such column, no rows."""
        self._files()

    def count(self) -> int | None:
        """The number of rows of the tables."""
        return sum(self._count_rows(file) for file in self._files())

    def inputs(self) -> list[tuple[str, str]]:
        """The name, relative to the corpus, and the SHA-256 of every file."""
        return [(file.name, file.sha256()) for file in self._files()]

    def __iter__(self) -> Iterator[Article | Quarantined]:
        return self._records(self._files())

    def _files(self) -> list[CorpusFile]:
        self._rules.check()
        check_encoding(self._encoding)
        files = corpus_files(self._path, SUFFIXES)
        for file in files:
            if file.path.suffix.lower() not in SUFFIXES:
                raise CorpusError(f"the file {file.name!r} is no table; give {', '.join(SUFFIXES)} files")
            check_text_file(file)
            self._check_columns(file, self._header(file))
        if not any(self._holds_rows(file) for file in files):
            raise CorpusError(f"{str(self._path)!r} holds no row below the header")
        return files

    def _check_columns(self, file: CorpusFile, header: list[str]) -> None:
        shown = ", ".join(header[:40])
        for field, column in self._columns.items():
            if column not in header and _DEFAULT_COLUMNS.get(field) != column:
                raise CorpusError(
                    f"the file {file.name!r} has no column {column!r} for the {field}; it has {shown}"
                    f"{nearest(column, header)}"
                )
        twice = [name for name, times in Counter(header).items() if times > 1 and name in self._columns.values()]
        if twice:
            raise CorpusError(f"the file {file.name!r} has the column {twice[0]!r} more than once")

    def _header(self, file: CorpusFile) -> list[str]:
        if _is_parquet(file):
            with _open_parquet(file) as table:
                schema = table.schema_arrow
            column = self._columns["text"]
            if column in schema.names and not _is_text(schema.field(column).type):
                kind = schema.field(column).type
                raise CorpusError(f"the column {column!r} of {file.name!r} holds {kind}, not text")
            return list(schema.names)
        with open_text(file, self._encoding, "") as stream:
            return next(self._rows(file, stream), (1, [], None))[1]

    def _holds_rows(self, file: CorpusFile) -> bool:
        if _is_parquet(file):
            return self._count_rows(file) > 0
        with open_text(file, self._encoding, "") as stream:
            rows = self._rows(file, stream)
            next(rows, None)
            return next(rows, None) is not None

    def _count_rows(self, file: CorpusFile) -> int:
        if _is_parquet(file):
            with _open_parquet(file) as table:
                return int(table.metadata.num_rows)
        with open_text(file, self._encoding, "") as stream:
            return max(0, sum(1 for _ in self._rows(file, stream)) - 1)

    def _rows(self, file: CorpusFile, stream: TextIO) -> Iterator[tuple[int, list[str], str | None]]:
        """The rows of a CSV file that are not blank: number of their first line, fields, and any fault."""
        # A quote that is never closed must not draw the rest of the file into one field.
        csv.field_size_limit(max(csv.field_size_limit(), 4 * self._rules.max_characters))
        reader = csv.reader(stream, delimiter=self._delimiter or _delimiter(file, self._encoding))
        while True:
            line = reader.line_num + 1
            try:
                row = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield line, [], str(error)
                continue
            if line == 1:
                row = [name.strip().removeprefix("\ufeff") for name in row]
            if row:
                yield line, row, None

    def _records(self, files: list[CorpusFile]) -> Iterator[Article | Quarantined]:
        admission = Admission(self._rules)
        for file in files:
            read = self._parquet_records if _is_parquet(file) else self._csv_records
            yield from read(file, admission.admit)

    def _csv_records(self, file: CorpusFile, admit: _Admit) -> Iterator[Article | Quarantined]:
        try:
            with open_text(file, self._encoding, "") as stream:
                rows = self._rows(file, stream)
                header = next(rows)[1]
                places = {field: header.index(name) for field, name in self._columns.items() if name in header}
                for line, row, fault in rows:
                    if fault is not None:
                        yield Quarantined(file.name, line, None, "bad_row", fault)
                    elif len(row) != len(header):
                        detail = f"{len(row)} fields, and the header has {len(header)}"
                        yield Quarantined(file.name, line, None, "bad_row", detail)
                    elif not all(is_decoded(row[place], stream) for place in places.values()):
                        detail = f"the row is not {stream.encoding} text"
                        yield Quarantined(file.name, line, None, "undecodable", detail)
                    else:
                        yield admit(file.name, line, {field: row[place] for field, place in places.items()})
        except OSError as error:
            yield Quarantined(file.name, None, None, "unreadable", error.strerror)

    def _parquet_records(self, file: CorpusFile, admit: _Admit) -> Iterator[Article | Quarantined]:
        number = 0
        try:
            with _open_parquet(file) as table:
                names = set(table.schema_arrow.names)
                columns = {field: name for field, name in self._columns.items() if name in names}
                wanted = sorted(set(columns.values()))
                for batch in table.iter_batches(batch_size=_BATCH_ROWS, columns=wanted, use_threads=False):
                    for row in range(batch.num_rows):
                        number += 1
                        values = {field: batch.column(name)[row] for field, name in columns.items()}
                        yield _parquet_record(file.name, number, values, admit)
        except (OSError, pa.ArrowException):
            # Arrow's own message may name a path of this machine.
            detail = f"the file is damaged after row {number}"
            yield Quarantined(file.name, number + 1, None, "unreadable", detail)


_Admit = Callable[[str, int | None, Mapping[str, object]], Article | Quarantined]


def _parquet_record(name: str, number: int, values: Mapping[str, Any], admit: _Admit) -> Article | Quarantined:
    fields: dict[str, object] = {}
    for field, value in values.items():
        try:
            fields[field] = value.as_py()
        except UnicodeDecodeError:
            return Quarantined(name, number, None, "undecodable", f"the {field} is not UTF-8 text")
        except (ValueError, OverflowError, ArithmeticError):
            reason = "bad_date" if field == "date" else "bad_field"
            return Quarantined(name, number, None, reason, f"the {field} is out of range")
    return admit(name, number, fields)


def _is_parquet(file: CorpusFile) -> bool:
    return file.path.suffix.lower() == ".parquet"


def _open_parquet(file: CorpusFile) -> Any:
    try:
        return pq.ParquetFile(file.path, pre_buffer=False)
    except (OSError, pa.ArrowException) as error:
        raise CorpusError(f"the file {file.name!r} is no Parquet file: {str(error).splitlines()[0]}") from None


def _is_text(kind: Any) -> bool:
    value = kind.value_type if pa.types.is_dictionary(kind) else kind
    return bool(pa.types.is_string(value) or pa.types.is_large_string(value) or pa.types.is_string_view(value))


def _delimiter(file: CorpusFile, encoding: str) -> str:
    if file.path.suffix.lower() == ".tsv":
        return "\t"
    with open_text(file, encoding, "") as stream:
        header = stream.readline(10_000)
    # The first of the commonest, so that a header of one column has the comma.
    return max(_DELIMITERS, key=header.count)
