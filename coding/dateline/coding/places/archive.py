"""The gazetteer's packed form: rows of places and a sorted list of names in one zip file.

`names.txt` holds one folded name a line, sorted by bytes, with the rows that bear it: `key<TAB>a,b;c`, row
numbers in base 16, those with the name as their own before the semicolon, those with it as an alternate one
after. `rows.bin` holds fixed-width rows, `labels.txt` the names as they are shown. Nothing is unpacked before
it is asked for.
"""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

# GeoNames id, latitude and longitude in 1/100,000 degree, population, offset of the label, row of the
# first-level division plus one (0: none), ISO 3166 alpha-2 country, kind.
_ROW = struct.Struct("<IiiIII2sBx")
_MEMBERS = ("SOURCES.txt", "labels.txt", "names.txt", "rows.bin")
_EPOCH = (1980, 1, 1, 0, 0, 0)  # a fixed time, so that the same content gives the same bytes
KINDS = ("", "country", "admin1", "admin2", "town")


@dataclass(frozen=True, slots=True)
class Row:
    """One place of the packed gazetteer; `admin1` is the row number of its first-level division."""

    geonames_id: int
    label: str
    kind: str
    country: str
    latitude: float
    longitude: float
    population: int
    admin1: int | None = None


class Archive:
    """The packed gazetteer in memory: two blobs and the rows, searched by bisection (20 MB)."""

    __slots__ = ("_labels", "_names", "_rows")

    def __init__(self, names: bytes, rows: bytes, labels: bytes) -> None:
        self._names = names
        self._rows = rows
        self._labels = labels

    def __len__(self) -> int:
        return len(self._rows) // _ROW.size

    def row(self, number: int) -> Row:
        """The row of that number."""
        ident, latitude, longitude, population, offset, admin1, country, kind = _ROW.unpack_from(
            self._rows, number * _ROW.size
        )
        return Row(
            geonames_id=ident,
            label=self._labels[offset : self._labels.index(b"\n", offset)].decode("utf-8"),
            kind=KINDS[kind],
            country=country.decode("ascii"),
            latitude=latitude / 100_000,
            longitude=longitude / 100_000,
            population=population,
            admin1=admin1 - 1 if admin1 else None,
        )

    def numbers(self, key: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Rows that bear the folded name as their own, and those that bear it as an alternate one."""
        line = self._line(key.encode("utf-8"))
        if line is None:
            return (), ()
        own, _, other = line.partition(b";")
        return _decode(own), _decode(other)

    def _line(self, key: bytes) -> bytes | None:
        names, low, high = self._names, 0, len(self._names)
        while low < high:
            start = names.rfind(b"\n", low, (low + high) // 2) + 1 or low
            end = names.index(b"\n", start)
            found, _, rest = names[start:end].partition(b"\t")
            if found == key:
                return rest
            if found < key:
                low = end + 1
            else:
                high = start
        return None


def _decode(numbers: bytes) -> tuple[int, ...]:
    return tuple(int(number, 16) for number in numbers.split(b",") if number)


def read_archive(stream: IO[bytes]) -> Archive:
    """Read a packed gazetteer."""
    with zipfile.ZipFile(stream) as packed:
        return Archive(packed.read("names.txt"), packed.read("rows.bin"), packed.read("labels.txt"))


def write_archive(
    path: Path,
    rows: Iterable[Row],
    names: Mapping[str, tuple[frozenset[int], frozenset[int]]],
    sources: str,
) -> None:
    """Write a packed gazetteer: rows in order, and for each folded name its own and its alternate rows."""
    labels = bytearray()
    offsets: dict[str, int] = {}
    packed_rows = bytearray()
    for row in rows:
        if row.label not in offsets:
            offsets[row.label] = len(labels)
            labels += row.label.encode("utf-8") + b"\n"
        packed_rows += _ROW.pack(
            row.geonames_id,
            round(row.latitude * 100_000),
            round(row.longitude * 100_000),
            row.population,
            offsets[row.label],
            0 if row.admin1 is None else row.admin1 + 1,
            row.country.encode("ascii"),
            KINDS.index(row.kind),
        )
    # By the key alone: the bisection compares keys.
    lines = [
        key.encode("utf-8") + b"	" + _encode(own) + b";" + _encode(other)
        for key, (own, other) in sorted(names.items(), key=lambda item: item[0].encode("utf-8"))
    ]
    contents = (sources.encode("utf-8"), bytes(labels), b"\n".join(lines) + b"\n", bytes(packed_rows))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for member, content in zip(_MEMBERS, contents, strict=True):
            info = zipfile.ZipInfo(member, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(info, content, compresslevel=9)


def _encode(numbers: frozenset[int]) -> bytes:
    return ",".join(f"{number:x}" for number in sorted(numbers)).encode("ascii")
