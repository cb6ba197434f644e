"""The local index of a GeoNames dump, built once into one SQLite file: a folded name (str) in, IndexRows out.

Only what is asked for is read from the disk, so that it opens at once and takes little memory, however long the dump.
"""

from __future__ import annotations

import hashlib
import logging
import os
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from dateline.coding.errors import GazetteerError
from dateline.coding.places.dump import Dump, DumpRow, open_dump
from dateline.coding.places.folding import fold

log = logging.getLogger(__name__)

_MAGIC = b"SQLite format 3\x00"
_APPLICATION = 0x64746C67  # "dtlg": what tells our index from another SQLite file
_FORMAT = 1  # to be raised when the tables or the folding of names change
_KINDS = ("admin1", "admin2", "area", "town", "water", "site", "island", "range")
_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT);
CREATE TABLE division (number INTEGER PRIMARY KEY, geonames_id INTEGER, label TEXT);
CREATE TABLE place (number INTEGER PRIMARY KEY, geonames_id INTEGER, label TEXT, kind INTEGER, country TEXT,
                    latitude INTEGER, longitude INTEGER, population INTEGER, division INTEGER);
CREATE TABLE name (key TEXT, is_other INTEGER, rank INTEGER, place INTEGER,
                   PRIMARY KEY (key, is_other, rank, place)) WITHOUT ROWID;
CREATE TABLE staging.name (key TEXT, is_other INTEGER, rank INTEGER, place INTEGER);
"""
_MOST = 300  # places of one name
_FIND = f"""
SELECT place.geonames_id, place.label, kind, country, latitude, longitude, population,
       division.geonames_id, division.label, is_other
FROM name JOIN place ON place.number = name.place LEFT JOIN division ON division.number = place.division
WHERE key = ? ORDER BY is_other, rank, place LIMIT {_MOST}
"""
_BATCH = 20_000  # rows written at once
_EDGE = 1 << 16  # bytes at either end of a dump that tell it from another
_WRITE_MEMORY, _READ_MEMORY = 64_000, 8_000  # kB of SQLite's cache


@dataclass(frozen=True, slots=True)
class IndexRow:
    """One place of an index; `country` is ISO 3166 alpha-2, `is_other` says that the name is not its own."""

    geonames_id: int
    label: str
    kind: str
    country: str
    latitude: float
    longitude: float
    population: int
    admin1_id: int | None
    admin1: str | None
    is_other: bool


@dataclass(frozen=True, slots=True)
class Division:
    """A first-level division that is known already, by its GeoNames number."""

    geonames_id: int
    label: str


@dataclass(frozen=True, slots=True)
class Index:
    """An open index. `sha256` is the hash of the dump's lines; the rest says how much it holds."""

    connection: sqlite3.Connection
    source: str
    sha256: str
    places: int
    names: int

    def find(self, key: str) -> tuple[IndexRow, ...]:
        """The places that bear the folded name, its own before others', the largest first (at most 300)."""
        return tuple(
            IndexRow(
                ident, label, _KINDS[kind], country, latitude / 100_000, longitude / 100_000, population,
                admin1_id, admin1, bool(is_other),
            )
            for ident, label, kind, country, latitude, longitude, population, admin1_id, admin1, is_other
            in self.connection.execute(_FIND, (key,))
        )  # fmt: skip


def index_path(dump: Path) -> Path:
    """Where the index of a dump stands, if not elsewhere: beside it."""
    return dump.with_name(f"{dump.name}.sqlite")


def is_index(path: Path) -> bool:
    """Whether the file is one of SQLite's rather than a dump."""
    try:
        with path.open("rb") as stream:
            return stream.read(len(_MAGIC)) == _MAGIC
    except OSError:
        return False


def ensure_index(path: Path, read_towns: Callable[[], Mapping[int, Division]]) -> Path:
    """The index that is `path`, or that of the dump `path`, which is built where there is none that fits."""
    if is_index(path):
        return path
    index = index_path(path)
    if not _fits(index, path):
        log.warning("reading %s into %s, once; `dateline gazetteer %s` shows how far it is", path, index, path)
        build_index(Dump(path), index, read_towns())
    return index


def open_index(path: Path) -> Index:
    """Open an index. Raises GazetteerError for a file that is none, or is damaged, or of another version."""
    try:
        uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
        ((application,),) = connection.execute("PRAGMA application_id")
        ((version,),) = connection.execute("PRAGMA user_version")
        if application != _APPLICATION:
            raise GazetteerError(f"{path} is an SQLite file, but no index of a gazetteer; name a dump of GeoNames")
        if version != _FORMAT:
            raise GazetteerError(f"{path} was built by another version; run dateline gazetteer on its dump again")
        ((pages,),) = connection.execute("PRAGMA page_count")
        ((size,),) = connection.execute("PRAGMA page_size")
        if pages * size != path.stat().st_size:
            raise sqlite3.DatabaseError("it is cut off")
        connection.execute(f"PRAGMA cache_size = -{_READ_MEMORY}")
        meta = dict(connection.execute("SELECT key, value FROM meta"))
        return Index(connection, meta["source"], meta["sha256"], int(meta["places"]), int(meta["names"]))
    except (sqlite3.Error, KeyError, OSError) as error:
        raise GazetteerError(f"the index {path} is damaged ({error}); remove it and build it again") from None


def build_index(dump: Dump, path: Path, towns: Mapping[int, Division]) -> None:
    """Read a dump into the index `path`; whatever goes wrong, no index is left that was not there before.

    `towns` gives the divisions of the towns that we know, by which we know those that a dump without divisions, such
    as cities500, names by their codes alone.
    """
    # By process, so that two that build the same index at once do not meet.
    partial = path.with_name(f".{path.name}-{os.getpid()}.partial")
    try:
        partial.unlink(missing_ok=True)
        with closing(sqlite3.connect(partial, isolation_level=None, check_same_thread=False)) as connection:
            _Builder(connection, dump, towns).build()
        os.replace(partial, path)
    except (sqlite3.Error, OSError) as error:
        raise GazetteerError(
            f"cannot write the index {path} ({error}); free space there, or name another place: "
            f"dateline gazetteer {dump.path} --index PATH"
        ) from None
    finally:
        partial.unlink(missing_ok=True)


@dataclass(slots=True)
class _Builder:
    connection: sqlite3.Connection
    dump: Dump
    towns: Mapping[int, Division]
    # By country and GeoNames' code: its number in the index.
    numbers: dict[tuple[str, str], int] = field(default_factory=dict)
    divisions: dict[int, Division] = field(default_factory=dict)
    votes: defaultdict[int, Counter[Division]] = field(default_factory=lambda: defaultdict(Counter))

    def build(self) -> None:
        run = self.connection.execute
        run(f"PRAGMA cache_size = -{_WRITE_MEMORY}")
        for setting in (
            "journal_mode = OFF",
            "synchronous = OFF",
            f"application_id = {_APPLICATION}",
            f"user_version = {_FORMAT}",
        ):
            run(f"PRAGMA {setting}")
        run("ATTACH '' AS staging")  # a file that SQLite removes by itself
        self.connection.executescript(_TABLES)
        run("BEGIN")
        places = self._write_places()
        _run_apart(
            self.connection,
            "INSERT OR IGNORE INTO main.name SELECT * FROM staging.name ORDER BY key, is_other, rank, place",
        )
        self._write_divisions()
        ((names,),) = run("SELECT count(*) FROM main.name")
        meta = {
            "source": self.dump.path.name,
            "sha256": self.dump.sha256,
            "fingerprint": _take_fingerprint(self.dump.path),
            "places": str(places),
            "names": str(names),
        }
        self.connection.executemany("INSERT INTO meta VALUES (?, ?)", sorted(meta.items()))
        run("COMMIT")
        run("DETACH staging")

    def _write_places(self) -> int:
        labels = {division.geonames_id: division for division in self.towns.values()}
        places: list[tuple[object, ...]] = []
        names: list[tuple[object, ...]] = []
        count = 0
        for count, row in enumerate(self.dump, 1):
            number = self._number(row)
            if number is not None and row.kind == "admin1":
                self.divisions[number] = labels.get(row.geonames_id, Division(row.geonames_id, row.name))
            elif number is not None and row.geonames_id in self.towns:
                self.votes[number][self.towns[row.geonames_id]] += 1
            places.append(
                (
                    count, row.geonames_id, row.name, _KINDS.index(row.kind), row.country,
                    round(row.latitude * 100_000), round(row.longitude * 100_000), row.population, number,
                )
            )  # fmt: skip
            rank = -(2 * row.population + (row.kind == "town"))
            names.extend((key, is_other, rank, count) for key, is_other in _keys(row))
            if len(places) >= _BATCH:
                self._flush(places, names)
        self._flush(places, names)
        return count

    def _number(self, row: DumpRow) -> int | None:
        """The number of the division that the place lies in."""
        if row.admin1 in ("", "00"):
            return None
        return self.numbers.setdefault((row.country, row.admin1), len(self.numbers) + 1)

    def _flush(self, places: list[tuple[object, ...]], names: list[tuple[object, ...]]) -> None:
        self.connection.executemany("INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", places)
        self.connection.executemany("INSERT INTO staging.name VALUES (?, ?, ?, ?)", names)
        places.clear()
        names.clear()

    def _write_divisions(self) -> None:
        for number in self.numbers.values():
            division = self.divisions.get(number)
            votes = self.votes.get(number)
            if division is None and votes:
                division = min(votes, key=lambda each: (-votes[each], each.geonames_id))
            if division is not None:
                row = (number, division.geonames_id, division.label)
                self.connection.execute("INSERT INTO division VALUES (?, ?, ?)", row)


def _keys(row: DumpRow) -> Iterable[tuple[str, int]]:
    """The folded names of a place, and whether each is another's than its own."""
    own = {fold(row.name), fold(row.ascii_name)}
    others = {fold(name) for name in row.alternates} - own
    yield from ((key, 0) for key in sorted(own) if len(key) > 1)
    yield from ((key, 1) for key in sorted(others) if len(key) > 1)


def _run_apart(connection: sqlite3.Connection, statement: str) -> None:
    """Run a long statement so that Ctrl-C and a polite kill end it: Python hears of them only outside of SQLite."""
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(connection.execute, statement)
        try:
            running.result()
        except BaseException:
            connection.interrupt()
            raise


def _fits(index: Path, dump: Path) -> bool:
    """Whether the index was built of this very dump by this version."""
    if not index.exists():
        return False
    try:
        opened = open_index(index)
    except GazetteerError:
        return False
    with closing(opened.connection) as connection:
        ((fingerprint,),) = connection.execute("SELECT value FROM meta WHERE key = 'fingerprint'")
    return bool(fingerprint == _take_fingerprint(dump))


def _take_fingerprint(dump: Path) -> str:
    """What tells a dump from another without reading all of it: its size, its beginning and its end."""
    with open_dump(dump):
        pass  # says what is wrong with a file that cannot be read
    size = dump.stat().st_size
    with dump.open("rb") as stream:
        first = stream.read(_EDGE)
        stream.seek(max(0, size - _EDGE))
        last = stream.read(_EDGE)
    return f"{size}-{hashlib.sha256(first + last).hexdigest()}"
