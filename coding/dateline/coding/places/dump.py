"""Reads GeoNames' own dump files (allCountries, one country's, cities500; zipped or not): a file in, DumpRows out."""

from __future__ import annotations

import hashlib
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from dateline.coding.errors import ConfigError, GazetteerError

COLUMNS = 19
# What a place is, by the beginning of its feature class and code, the first that fits. None: of no use here.
_KINDS: tuple[tuple[str, str | None], ...] = (
    ("A.ADM1H", None),
    ("A.ADM2H", None),
    ("A.PCL", None),
    ("A.ADM1", "admin1"),
    ("A.ADM2", "admin2"),
    ("A.", "area"),
    ("P.", "town"),
    ("H.", "water"),
    ("L.CONT", None),
    ("L.", "area"),
    ("S.", "site"),
    ("T.ISL", "island"),
    ("T.", "range"),
)
_LATIN_NAME = re.compile(r"(?![A-Z]{3,4}$)[A-ZÀ-ÖØ-ÞĀ-ſƏḀ-ỿ'’‘`ʻʼ][A-Za-zÀ-ɏəḀ-ỿ'’‘`ʻʼʾʿ\-. ()]{2,39}")
_COUNTRY = re.compile(r"(?:[A-Z]{2})?")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_CUT_OFF = "the file is cut off or is no dump of GeoNames; get it again"
_REPORTED = 20_000  # lines between two reports


@dataclass(frozen=True, slots=True)
class DumpRow:
    """One place of a dump; `alternates` are its names in Latin letters, `admin1` is GeoNames' code."""

    geonames_id: int
    name: str
    ascii_name: str
    alternates: tuple[str, ...]
    latitude: float
    longitude: float
    kind: str
    country: str
    admin1: str
    population: int


@dataclass(slots=True)
class Dump:
    """A dump file, to be read once.

    `report` is told how many bytes of how many have been read; `lines` and `sha256` (of the lines, zipped or not)
    hold for what has been read so far.
    """

    path: Path
    report: Callable[[int, int], None] = field(default=lambda done, total: None)
    lines: int = 0
    _digest: hashlib._Hash = field(default_factory=hashlib.sha256)

    @property
    def sha256(self) -> str:
        """The hash of the lines read so far."""
        return self._digest.hexdigest()

    def __iter__(self) -> Iterator[DumpRow]:
        """The places of the kinds that we know. Raises GazetteerError with the line for what is no dump."""
        done, line = 0, b"\n"
        with open_dump(self.path) as (stream, total):
            for line in stream:
                self.lines += 1
                self._digest.update(line)
                done += len(line)
                if self.lines % _REPORTED == 1:
                    self.report(done, total)
                row = self._read(line)
                if row is not None:
                    yield row
            self.report(done, total)
        if not self.lines:
            raise GazetteerError(f"{self.path} holds no line; {_CUT_OFF}")

    def _read(self, line: bytes) -> DumpRow | None:
        try:
            columns = line.decode("utf-8").rstrip("\r\n").split("\t")
        except UnicodeDecodeError:
            raise self._fault("is not UTF-8") from None
        if len(columns) != COLUMNS:
            raise self._fault(f"has {len(columns)} columns separated by tabs, and a dump has {COLUMNS}")
        ident, name, ascii_name, alternates, latitude, longitude, feature, code, country = columns[:9]
        try:
            number, population = int(ident), int(columns[14] or 0)
            north, east = float(latitude), float(longitude)
        except ValueError:
            raise self._fault("has no number where a dump has id, latitude, longitude and population") from None
        if not (number > 0 and name and abs(north) <= 90 and abs(east) <= 180 and _COUNTRY.fullmatch(country)):
            raise self._fault("has no id, name, degrees or country where a dump has them")
        if not _DAY.fullmatch(columns[18]):
            raise self._fault(f"ends with {columns[18]!r}, where a dump has a day such as 2020-01-31")
        kind = find_kind(f"{feature}.{code}")
        if kind is None:
            return None
        latin = tuple(other for other in alternates.split(",") if _LATIN_NAME.fullmatch(other))
        return DumpRow(number, name, ascii_name, latin, north, east, kind, country, columns[10], max(population, 0))

    def _fault(self, what: str) -> GazetteerError:
        return GazetteerError(f"{self.path}, line {self.lines}: the line {what}; {_CUT_OFF}")


def find_kind(feature: str) -> str | None:
    """The kind of a feature class and code ("P.PPL"), None for one that is left out: roads, states, the deep sea."""
    return next((kind for start, kind in _KINDS if feature.startswith(start)), None)


@contextmanager
def open_dump(path: Path) -> Iterator[tuple[IO[bytes], int]]:
    """The lines of a dump, unzipped where it is zipped, and how many bytes they are."""
    try:
        with path.open("rb") as raw:
            is_zipped = raw.read(4) == b"PK\x03\x04"
            raw.seek(0)
            if not is_zipped:
                yield raw, path.stat().st_size
                return
            with zipfile.ZipFile(raw) as packed:
                member = _find_member(path, packed)
                with packed.open(member) as stream:
                    yield stream, member.file_size
    except FileNotFoundError:
        raise ConfigError(f"there is no gazetteer file {path}") from None
    except IsADirectoryError:
        raise ConfigError(f"{path} is a folder; name the dump file in it") from None
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise GazetteerError(f"{path} is no sound zip file ({error}); {_CUT_OFF}") from None
    except OSError as error:
        raise GazetteerError(f"cannot read {path}: {error.strerror}") from None


def _find_member(path: Path, packed: zipfile.ZipFile) -> zipfile.ZipInfo:
    """The one text file of a zipped dump; that of a country has a readme beside it."""
    texts = [
        member
        for member in packed.infolist()
        if member.filename.endswith(".txt") and member.filename.lower() != "readme.txt"
    ]
    if len(texts) != 1:
        raise GazetteerError(f"{path} must hold one text file beside its readme, and holds {len(texts)}")
    return texts[0]
