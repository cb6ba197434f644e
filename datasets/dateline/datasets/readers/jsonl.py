"""JSON Lines corpora: .jsonl files, one object per line, in; articles and quarantined lines out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

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
    numbered_lines,
    open_text,
)

SUFFIXES = (".jsonl", ".ndjson")
# A character outside the basic plane takes twelve in an escaped string; the rest is for the other fields.
_ESCAPE_LENGTH = 12
_OTHER_FIELDS = 1_000_000


class JsonlReader:
    """Reads a .jsonl file, or all those of a folder.

    An object has `text`, and may have `id` (or `article_id`), `date` (or `published_on`), `title`,
    `publisher`, `language`, `url` and `licence`; others are passed over. An article without an id gets a
    hash of its url or text.
    """

    def __init__(
        self,
        path: str | Path,
        text_is: str = "article",
        encoding: str = "utf-8",
        max_characters: int = MAX_CHARACTERS,
        only_language: str | None = "en",
        publisher: str | None = None,
        licence: str | None = None,
    ) -> None:
        self._path = path
        self._encoding = encoding
        self._rules = AdmissionRules(text_is, max_characters, only_language, publisher, licence)

    def check(self) -> None:
        """Raises CorpusError or ConfigError where no work can start."""
        self._files()

    def count(self) -> int | None:
        """The number of records: lines that are not blank."""
        return sum(self._count_lines(file) for file in self._files())

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
            check_text_file(file)
        if not any(self._holds_lines(file) for file in files):
            raise CorpusError(f"{str(self._path)!r} holds no line with an article")
        return files

    def _holds_lines(self, file: CorpusFile) -> bool:
        with open_text(file, self._encoding, "\n") as stream:
            for _, line in numbered_lines(stream, self._max_line()):
                start = line.lstrip() if line is not None else "?"
                if start.rstrip() == "[" or start.startswith("[{"):
                    raise CorpusError(
                        f"the file {file.name!r} is one JSON array; write one object per line (jq -c '.[]')"
                    )
                if start:
                    return True
        return False

    def _count_lines(self, file: CorpusFile) -> int:
        with open_text(file, self._encoding, "\n") as stream:
            return sum(line is None or not line.isspace() for _, line in numbered_lines(stream, self._max_line()))

    def _records(self, files: list[CorpusFile]) -> Iterator[Article | Quarantined]:
        admission = Admission(self._rules)
        for file in files:
            try:
                with open_text(file, self._encoding, "\n") as stream:
                    for number, line in numbered_lines(stream, self._max_line()):
                        if line is None:
                            detail = f"the line has more than {self._max_line():,} characters"
                            yield Quarantined(file.name, number, None, "too_long", detail)
                        elif not is_decoded(line, stream):
                            detail = f"the line is not {stream.encoding} text"
                            yield Quarantined(file.name, number, None, "undecodable", detail)
                        elif not line.isspace():
                            yield _admitted(admission, file.name, number, line)
            except OSError as error:
                yield Quarantined(file.name, None, None, "unreadable", error.strerror)

    def _max_line(self) -> int:
        return _ESCAPE_LENGTH * self._rules.max_characters + _OTHER_FIELDS


def _admitted(admission: Admission, name: str, number: int, line: str) -> Article | Quarantined:
    try:
        value = json.loads(line)
    except json.JSONDecodeError as error:
        return Quarantined(name, number, None, "bad_json", f"{error.msg} at character {error.pos + 1}")
    except (ValueError, RecursionError):
        return Quarantined(name, number, None, "bad_json", "a number is too long or the nesting is too deep")
    if not isinstance(value, dict):
        return Quarantined(name, number, None, "not_an_object", "the line holds a JSON value without fields")
    if "text" not in value:
        fields = [str(field) for field in value]
        found = admission.admit(name, number, _fields(value))
        article_id = found.article_id if isinstance(found, Quarantined) else None
        detail = f"no field 'text' among {', '.join(fields[:20]) or 'none'}{nearest('text', fields)}"
        return Quarantined(name, number, article_id, "missing_text", detail.encode("utf-8", "replace").decode())
    return admission.admit(name, number, _fields(value))


def _fields(value: Mapping[str, object]) -> dict[str, object]:
    fields = dict(value)
    for name, alternative in (("id", "article_id"), ("date", "published_on")):
        if fields.get(name) is None:
            fields[name] = value.get(alternative)
    return fields
