"""The files of a corpus: a path in; names relative to the corpus, hashes and decoded text out."""

from __future__ import annotations

import codecs
import hashlib
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from dateline.coding.errors import ConfigError, CorpusError

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_PACKED = (b"\x1f\x8b", b"PK\x03\x04", b"BZh", b"\xfd7zXZ\x00", b"\x28\xb5\x2f\xfd")
_ESCAPED_BYTE = re.compile(r"[\udc80-\udcff]")


@dataclass(frozen=True, slots=True)
class CorpusFile:
    """A file of the corpus; `name` is what the dataset calls it, relative to the corpus and with slashes."""

    name: str
    path: Path

    def sha256(self) -> str:
        """The SHA-256 of the file's bytes, in hexadecimal."""
        with self.path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()


def corpus_files(path: str | Path, suffixes: Sequence[str]) -> list[CorpusFile]:
    """The file, or the files of the folder and its subfolders that have one of the suffixes, sorted by name.

    Hidden files are left out. Raises CorpusError where there is none.
    """
    if not str(path).strip():
        raise CorpusError("corpus.path is empty; name a file or a folder")
    root = Path(path)
    kinds = " or ".join(suffixes)
    if root.is_file():
        return [CorpusFile(_printable(root.name), root)]
    if not root.is_dir():
        raise CorpusError(f"there is no file or folder {str(path)!r}; give the corpus as {kinds} files")
    found = []
    for folder, subfolders, names in os.walk(root):
        subfolders[:] = [name for name in subfolders if not name.startswith(".")]
        for name in names:
            file = Path(folder, name)
            if not name.startswith(".") and file.suffix.lower() in suffixes and file.is_file():
                found.append(CorpusFile(_printable(file.relative_to(root).as_posix()), file))
    if not found:
        raise CorpusError(f"the folder {str(path)!r} holds no {kinds} file")
    return sorted(found, key=lambda file: file.name)


def check_encoding(encoding: str) -> None:
    """Raises ConfigError where Python knows no such text encoding."""
    try:
        codecs.lookup(encoding)
    except LookupError:
        raise ConfigError(f"encoding: {encoding!r} is no text encoding; write utf-8, cp1252 or the like") from None


def check_text_file(file: CorpusFile) -> None:
    """Raises CorpusError where the file cannot be opened, is empty or is packed."""
    try:
        with file.path.open("rb") as stream:
            start = stream.read(8)
    except OSError as error:
        raise CorpusError(f"the file {file.name!r} cannot be opened: {error.strerror}") from None
    if not start:
        raise CorpusError(f"the file {file.name!r} is empty")
    if start.startswith(_PACKED):
        raise CorpusError(f"the file {file.name!r} is compressed; unpack it first")


def open_text(file: CorpusFile, encoding: str, newline: str) -> TextIO:
    """The file as a stream that never fails to decode: `is_decoded` tells whether a piece of it was text.

    A byte order mark, or the zero bytes of UTF-16 without one, comes before the encoding given.
    """
    with file.path.open("rb") as stream:
        start = stream.read(256)
    actual = _marked_encoding(start) or encoding
    errors = "surrogateescape" if _is_bytewise(actual) else "replace"
    return file.path.open(encoding=actual, errors=errors, newline=newline)


def is_decoded(piece: str, stream: TextIO) -> bool:
    """Whether the piece of the stream was text in its encoding."""
    if stream.errors == "replace":
        return "\ufffd" not in piece
    return _ESCAPED_BYTE.search(piece) is None


def numbered_lines(stream: TextIO, max_length: int) -> Iterator[tuple[int, str | None]]:
    """The lines with their 1-based numbers, None for a line of more characters than `max_length`."""
    number = 0
    while line := stream.readline(max_length + 1):
        number += 1
        if len(line) <= max_length or line.endswith("\n"):
            yield number, line
            continue
        while line and not line.endswith("\n"):
            line = stream.readline(max_length)
        yield number, None


def _marked_encoding(start: bytes) -> str | None:
    for mark, name in _BYTE_ORDER_MARKS:
        if start.startswith(mark):
            return name
    even, odd = start[::2], start[1::2]
    if len(start) >= 8 and odd.count(0) > len(odd) * 0.4 and 0 not in even:
        return "utf-16-le"
    if len(start) >= 8 and even.count(0) > len(even) * 0.4 and 0 not in odd:
        return "utf-16-be"
    return None


def _is_bytewise(encoding: str) -> bool:
    return not codecs.lookup(encoding).name.startswith(("utf-16", "utf-32"))


def _printable(name: str) -> str:
    """A file name that is not UTF-8 is shown with escapes, so that it can be written to a table."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")
