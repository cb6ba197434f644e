"""The gazetteer's data: packed form, tables without dead or double lines, spellings."""

from __future__ import annotations

import io
import tracemalloc
from collections import Counter
from pathlib import Path

import pytest

from dateline.coding.places.archive import Row, read_archive, write_archive
from dateline.coding.places.folding import fold, spellings
from dateline.coding.places.gazetteer import REGION_KINDS, Gazetteer, data_folder, load_gazetteer, read_table


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


def table(name: str) -> list[dict[str, str]]:
    lines = [line for line in (data_folder() / name).read_text("utf-8").splitlines() if line[0] != "#"]
    return list(read_table(name, tuple(lines[0].split(","))))


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Donets’k", "donetsk"),
        ("Ağdərə", "agdara"),
        ("İstanbul", "istanbul"),
        ("St. Marc", "saint marc"),
        ("Côte d'Ivoire", "cote divoire"),
        ("Mazar-e-Sharif", "mazar e sharif"),
        ("U.S.", "us"),
    ],
)
def test_fold(name: str, key: str) -> None:
    assert fold(name) == key
    assert fold(key) == key


def test_spellings_try_the_arabic_article() -> None:
    assert spellings("al-Raqqa") == ("al raqqa", "el raqqa", "raqqa")
    assert spellings("As-Suwayda") == ("as suwayda", "suwayda", "al suwayda")
    assert spellings("Albany") == ("albany",)


def test_archive_round_trip(tmp_path: Path) -> None:
    rows = [
        Row(1, "Ayvan", "admin1", "IR", 33.5, 46.25, 900),
        Row(2, "Ayvan", "town", "IR", -33.82719, 179.99999, 800, 0),
        Row(3, "Ab", "town", "CZ", 0.0, 0.0, 0),
    ]
    names = {
        "ayvan": (frozenset({0, 1}), frozenset()),
        "a b": (frozenset(), frozenset({2})),
        "a": (frozenset({2}), frozenset({1})),
    }
    path = tmp_path / "packed.zip"
    write_archive(path, rows, names, "nowhere")
    content = path.read_bytes()
    archive = read_archive(io.BytesIO(content))
    assert [archive.row(number) for number in range(len(archive))] == rows
    for key, (own, other) in names.items():
        assert archive.numbers(key) == (tuple(sorted(own)), tuple(sorted(other)))
    assert archive.numbers("zz") == archive.numbers("") == ((), ())
    write_archive(path, rows, names, "nowhere")
    assert path.read_bytes() == content


def test_names_of_the_shipped_archive_are_all_found(gazetteer: Gazetteer) -> None:
    for number in range(0, len(gazetteer.archive), 997):
        row = gazetteer.archive.row(number)
        assert number in gazetteer.archive.numbers(fold(row.label))[0]


def test_an_airport_code_is_no_name(gazetteer: Gazetteer) -> None:
    assert {each.entry.country for each in gazetteer.find("Gao")} <= {
        "MLI",
        "BFA",
        "NGA",
        "IND",
        "CHN",
        "TCD",
    }
    assert not gazetteer.find("GTM")


def test_countries_have_one_line_and_a_point() -> None:
    countries = table("countries.csv")
    assert len(countries) > 240
    assert max(Counter(line["alpha3"] for line in countries).values()) == 1
    for line in countries:
        assert -90 <= float(line["latitude"]) <= 90 and -180 <= float(line["longitude"]) <= 180, line["name"]


def test_regions_have_known_kinds_and_countries() -> None:
    known = {line["alpha3"] for line in table("countries.csv")} | {""}
    regions = table("regions.csv")
    for line in regions:
        assert line["kind"] in REGION_KINDS, line
        assert line["country"] in known, line
    double = Counter((fold(line["name"]), line["country"]) for line in regions)
    assert [key for key, count in double.items() if count > 1] == []


def test_aliases_lead_to_a_place(gazetteer: Gazetteer) -> None:
    aliases = table("aliases.csv")
    for line in aliases:
        found = gazetteer.find(line["name"])
        assert any(each.standing == "curated" and each.entry.country == line["country"] for each in found), line
    double = Counter((fold(line["name"]), line["country"]) for line in aliases)
    assert [key for key, count in double.items() if count > 1] == []


def test_there_are_enough_names_of_our_own() -> None:
    ours = sum(1 + len(line["aliases"].split("|")) for line in table("regions.csv")) + len(table("aliases.csv"))
    assert ours > 800


def test_every_file_says_where_it_is_from() -> None:
    for name in ("countries.csv", "regions.csv", "aliases.csv", "words.txt"):
        assert (data_folder() / name).read_text("utf-8").startswith("# "), name


def test_memory_stays_in_the_tens_of_megabytes() -> None:
    load_gazetteer.cache_clear()
    tracemalloc.start()
    load_gazetteer()
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert held < 60_000_000
