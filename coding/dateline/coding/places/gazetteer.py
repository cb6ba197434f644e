"""The gazetteer: a place name (str) in, the places that bear it (Entry) out.

Towns and divisions come from the packed GeoNames data; countries, regions, waters and further names from the
CSV files in `data/`, whose headers say where they are from; and whatever a user adds from the index of a dump.
"""

from __future__ import annotations

import csv
import functools
import hashlib
import importlib.resources
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from importlib.resources.abc import Traversable
from pathlib import Path

from dateline.coding.errors import DatelineError
from dateline.coding.places.archive import Archive, Row, read_archive
from dateline.coding.places.folding import fold, spellings
from dateline.coding.places.index import Division, Index, IndexRow, ensure_index, open_index

REGION_KINDS = ("continent", "region", "division", "area", "sea", "water", "range", "island", "site")
_COUNTRY_COLUMNS = (
    "alpha2",
    "alpha3",
    "geonames_id",
    "name",
    "latitude",
    "longitude",
    "population",
    "capital",
    "aliases",
    "demonyms",
)
_REGION_COLUMNS = ("kind", "name", "country", "latitude", "longitude", "admin1", "aliases")
_ALIAS_COLUMNS = ("name", "target", "country")
_MOST_HELD = 100_000  # names and candidates kept in memory
_FILES = ("aliases.csv", "countries.csv", "gazetteer.zip", "regions.csv", "words.txt")


@dataclass(frozen=True, slots=True)
class Entry:
    """One place of the gazetteer.

    `entry_id` is "geonames:" with the GeoNames number, or "dateline:" with our own name for what GeoNames'
    towns and divisions lack. `kind` is country, admin1, admin2, town or one of REGION_KINDS. `country` is ISO
    3166 alpha-3. Degrees are WGS 84.
    """

    entry_id: str
    name: str
    kind: str
    country: str | None
    latitude: float
    longitude: float
    population: int = 0
    admin1: str | None = None
    admin1_id: str | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name may stand for; `standing` is curated, own (its own name) or alternate."""

    entry: Entry
    standing: str


@dataclass(slots=True)
class Gazetteer:
    """All known places, found by name. Load it once with `load_gazetteer`.

    `version` names the data by their hashes; `index` holds the places that a user has added.
    """

    archive: Archive
    alpha3: dict[str, str]
    demonyms: dict[str, str]
    version: str = ""
    index: Index | None = None
    capital_ids: frozenset[str] = frozenset()
    _curated: dict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    _aliases: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))
    _points: dict[int, tuple[float, float]] = field(default_factory=dict)
    _labels: dict[int, str] = field(default_factory=dict)
    _rows: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    _cache: dict[str, tuple[Candidate, ...]] = field(default_factory=dict)
    _held: int = 0  # names and candidates in the cache

    def find(self, name: str) -> tuple[Candidate, ...]:
        """The places that bear the name in one of its spellings, in no order; empty where none does."""
        for key in spellings(name):
            found = self.find_key(key)
            if found:
                return found
        return ()

    def find_key(self, key: str) -> tuple[Candidate, ...]:
        """The places that bear the folded name."""
        found = self._cache.get(key)
        if found is None:
            found = self._collect(key)
            self._held += 1 + len(found)
            if self._held > _MOST_HELD:
                self._cache.clear()
                self._held = 0
            self._cache[key] = found
        return found

    def _collect(self, key: str) -> tuple[Candidate, ...]:
        found: dict[str, Candidate] = {}
        for entry in self._curated.get(key, ()):
            found.setdefault(entry.entry_id, Candidate(entry, "curated"))
        for target, country in self._aliases.get(key, ()):
            entry = self._target(target, country)
            found.setdefault(entry.entry_id, Candidate(entry, "curated"))
        for number in self._rows.get(key, ()):
            entry = self._entry(number)
            found.setdefault(entry.entry_id, Candidate(entry, "curated"))
        own, other = self.archive.numbers(key)
        for number in own:
            entry = self._entry(number)
            found.setdefault(entry.entry_id, Candidate(entry, "own"))
        for number in other:
            entry = self._entry(number)
            found.setdefault(entry.entry_id, Candidate(entry, "alternate"))
        for row in self.index.find(key) if self.index is not None else ():
            entry = self._added(row)
            found.setdefault(entry.entry_id, Candidate(entry, "alternate" if row.is_other else "own"))
        return tuple(found.values())

    def _added(self, row: IndexRow) -> Entry:
        return Entry(
            entry_id=f"geonames:{row.geonames_id}",
            name=row.label,
            kind=row.kind,
            country=self.alpha3.get(row.country),
            latitude=row.latitude,
            longitude=row.longitude,
            population=row.population,
            admin1=row.admin1,
            admin1_id=f"geonames:{row.admin1_id}" if row.admin1_id is not None else None,
        )

    def read_divisions(self) -> dict[int, Division]:
        """The first-level division of every town of the archive, by the town's GeoNames number."""
        divisions: dict[int, Division] = {}
        towns: dict[int, Division] = {}
        for number, row in enumerate(map(self.archive.row, range(len(self.archive)))):
            if row.kind == "admin1":
                divisions[number] = Division(row.geonames_id, self._labels.get(number, row.label))
            elif row.kind == "town" and row.admin1 is not None:
                towns[row.geonames_id] = divisions[row.admin1]
        return towns

    def _entry(self, number: int) -> Entry:
        row = self.archive.row(number)
        latitude, longitude = self._points.get(number, (row.latitude, row.longitude))
        admin1 = self.archive.row(row.admin1) if row.admin1 is not None else None
        return Entry(
            entry_id=f"geonames:{row.geonames_id}",
            name=self._labels.get(number, row.label),
            kind=row.kind,
            country=self.alpha3.get(row.country),
            latitude=latitude,
            longitude=longitude,
            population=row.population,
            admin1=self._labels.get(row.admin1 or 0, admin1.label) if admin1 else None,
            admin1_id=f"geonames:{admin1.geonames_id}" if admin1 else None,
        )

    def _target(self, target: str, country: str) -> Entry:
        """The entry that an alias stands for: the town before the division, then the larger."""
        own, other = self.archive.numbers(fold(target))
        for numbers in (own, other):
            entries = [entry for entry in map(self._entry, numbers) if entry.country == country]
            if entries:
                return max(entries, key=lambda entry: (entry.kind == "town", entry.population))
        raise DatelineError(
            f"aliases.csv names {target!r} in {country}, which the gazetteer does not hold; correct the line."
        )

    def add_country(self, line: dict[str, str]) -> None:
        """Add a line of countries.csv."""
        entry = Entry(
            entry_id=f"geonames:{line['geonames_id']}",
            name=line["name"],
            kind="country",
            country=line["alpha3"],
            latitude=float(line["latitude"]),
            longitude=float(line["longitude"]),
            population=int(line["population"]),
        )
        for name in (line["name"], *_split(line["aliases"])):
            self._curated[fold(name)].append(entry)

    def add_region(self, line: dict[str, str]) -> None:
        """Add a line of regions.csv: a point and names for a division of the archive, else a new place."""
        names = (line["name"], *_split(line["aliases"]))
        point = float(line["latitude"]), float(line["longitude"])
        number = self._division(line["name"], line["country"]) if line["kind"] in ("region", "division") else None
        if number is not None:
            self._points[number] = point
            if line["name"].rsplit(" ", 1)[-1].lower() not in (
                "region",
                "oblast",
                "state",
                "province",
                "krai",
            ):
                self._labels[number] = line["name"]
            for name in names:
                self._rows[fold(name)].append(number)
            return
        country = line["country"] or None
        key = fold(line["name"]).replace(" ", "-") + (f"-{country.lower()}" if country else "")
        entry = Entry(f"dateline:{key}", line["name"], line["kind"], country, *point, admin1=line["admin1"] or None)
        for name in names:
            self._curated[fold(name)].append(entry)

    def add_alias(self, line: dict[str, str]) -> None:
        """Add a line of aliases.csv."""
        self._aliases[fold(line["name"])].append((line["target"], line["country"]))

    def _division(self, name: str, country: str) -> int | None:
        for numbers in self.archive.numbers(fold(name)):
            for number in numbers:
                row: Row = self.archive.row(number)
                if row.kind == "admin1" and self.alpha3.get(row.country) == country:
                    return number
        return None


def _split(names: str) -> list[str]:
    return [name for name in names.split("|") if name]


def data_folder() -> Traversable:
    """The folder with the gazetteer's files."""
    return importlib.resources.files("dateline.coding.places") / "data"


def read_table(name: str, columns: tuple[str, ...]) -> Iterator[dict[str, str]]:
    """The lines of one of the CSV files; DatelineError where its columns are not those."""
    with (data_folder() / name).open(encoding="utf-8") as stream:
        reader = csv.DictReader(line for line in stream if not line.startswith("#"))
        if tuple(reader.fieldnames or ()) != columns:
            raise DatelineError(f"{name} must have the columns {', '.join(columns)}, and has {reader.fieldnames}.")
        yield from reader


@functools.cache
def load_gazetteer(added: str | None = None) -> Gazetteer:
    """Read the gazetteer (0.2 s, about 35 MB); the same object each time.

    `added` is a dump of GeoNames or the index of one (see `index`), whose places join those that we have.
    """
    if added is not None:
        standard = load_gazetteer()
        index = open_index(ensure_index(Path(added), standard.read_divisions))
        version = f"{standard.version} + {index.source} {index.sha256[:12]}"
        return replace(standard, version=version, index=index, _cache={}, _held=0)
    with (data_folder() / "gazetteer.zip").open("rb") as stream:
        archive = read_archive(stream)
    countries = list(read_table("countries.csv", _COUNTRY_COLUMNS))
    names = {line["name"] for line in countries}  # the Philippines are no people's plural
    gazetteer = Gazetteer(
        archive=archive,
        version=f"standard {_hash_data()[:12]}",
        alpha3={line["alpha2"]: line["alpha3"] for line in countries},
        demonyms={
            demonym: line["alpha3"]
            for line in countries
            for word in _split(line["demonyms"])
            for demonym in (word, f"{word}s")
            if demonym not in names
        },
    )
    for line in countries:
        gazetteer.add_country(line)
    for line in read_table("regions.csv", _REGION_COLUMNS):
        gazetteer.add_region(line)
    for line in read_table("aliases.csv", _ALIAS_COLUMNS):
        gazetteer.add_alias(line)
    gazetteer.capital_ids = frozenset(_capitals(gazetteer, countries))
    return gazetteer


def _hash_data() -> str:
    digest = hashlib.sha256()
    for name in _FILES:
        digest.update((data_folder() / name).read_bytes())
    return digest.hexdigest()


def _capitals(gazetteer: Gazetteer, countries: list[dict[str, str]]) -> Iterator[str]:
    """Ids of the capitals, and of the first-level divisions that bear the same name."""
    for line in countries:
        for candidate in gazetteer.find(line["capital"]) if line["capital"] else ():
            if candidate.entry.country == line["alpha3"] and candidate.entry.kind in ("town", "admin1"):
                yield candidate.entry.entry_id
