"""Dumps of GeoNames and their index: what is read, what is refused, and that nothing is left behind."""

from __future__ import annotations

import sqlite3
import zipfile
from pathlib import Path

import pytest

from dateline.coding.errors import ConfigError, DatelineError, GazetteerError
from dateline.coding.places import PlaceResolver
from dateline.coding.places.dump import Dump, find_kind
from dateline.coding.places.gazetteer import load_gazetteer
from dateline.coding.places.index import Division, build_index, ensure_index, index_path, open_index
from dateline.experiments.cli import main

NO_TOWNS: dict[int, Division] = {}


def line(ident: int, name: str, feature: str = "P.PPL", country: str = "ML", admin1: str = "04", **more: str) -> str:
    group, _, code = feature.partition(".")
    columns = [str(ident), name, more.get("ascii", name), more.get("alternates", ""), more.get("latitude", "14.5")]
    columns += [more.get("longitude", "-3.25"), group, code, country, "", admin1, "", "", "", more.get("people", "0")]
    return "\t".join([*columns, "", "265", "Africa/Bamako", more.get("day", "2020-01-31")]) + "\n"


LINES = [
    line(900001, "Mopti Testregion", "A.ADM1"),
    line(900002, "Tamberekoro", people="412", alternates="Tambérékoro,Тамбере,TMB"),
    line(900003, "Tamberekoro", "H.STM"),
    line(900004, "Old Road", "R.RD"),
    line(900005, "Zélékoro", ascii="Zelekoro", admin1="00"),
]


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    path = tmp_path / "ML.txt"
    path.write_text("".join(LINES), "utf-8")
    return path


def test_finds_what_a_dump_holds(dump: Path) -> None:
    index = index_path(dump)
    build_index(Dump(dump), index, NO_TOWNS)
    held = open_index(index)
    assert (held.source, held.places) == ("ML.txt", 4)
    town, stream = held.find("tamberekoro")
    assert (town.geonames_id, town.kind, town.population, town.is_other) == (900002, "town", 412, False)
    assert (town.admin1, town.admin1_id, town.country) == ("Mopti Testregion", 900001, "ML")
    assert (town.latitude, town.longitude) == (14.5, -3.25)
    assert (stream.geonames_id, stream.kind) == (900003, "water")
    assert [row.admin1 for row in held.find("zelekoro")] == [None]
    assert held.find("old road") == held.find("tmb") == ()


def test_other_spellings_are_other_names(tmp_path: Path) -> None:
    path = tmp_path / "ML.txt"
    path.write_text(line(900002, "Tamberekoro", alternates="Tamberecoura"), "utf-8")
    build_index(Dump(path), index_path(path), NO_TOWNS)
    held = open_index(index_path(path))
    assert [row.is_other for row in held.find("tamberecoura")] == [True]
    assert [row.is_other for row in held.find("tamberekoro")] == [False]


def test_a_dump_without_divisions_takes_those_of_towns_that_are_known(tmp_path: Path) -> None:
    path = tmp_path / "cities500.txt"
    path.write_text(
        line(1, "Known") + line(2, "Also Known") + line(3, "Newtown") + line(4, "Other", admin1="07"), "utf-8"
    )
    towns = {1: Division(70, "Mopti"), 2: Division(70, "Mopti")}
    build_index(Dump(path), index_path(path), towns)
    held = open_index(index_path(path))
    assert [(row.admin1, row.admin1_id) for row in held.find("newtown")] == [("Mopti", 70)]
    assert [row.admin1 for row in held.find("other")] == [None]


@pytest.mark.parametrize(
    ("feature", "kind"),
    [
        ("P.PPL", "town"),
        ("A.ADM1", "admin1"),
        ("A.ADM1H", None),
        ("A.ADM3", "area"),
        ("A.PCLI", None),
        ("T.ISL", "island"),
        ("T.MTS", "range"),
        ("R.RD", None),
        (".", None),
    ],
)
def test_kinds(feature: str, kind: str | None) -> None:
    assert find_kind(feature) == kind


def test_zipped_or_not_is_the_same(dump: Path, tmp_path: Path) -> None:
    packed = tmp_path / "ML.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("readme.txt", "what the columns are")
        archive.writestr("ML.txt", dump.read_bytes())
    for path in (dump, packed):
        build_index(Dump(path), index_path(path), NO_TOWNS)
    plain, zipped = open_index(index_path(dump)), open_index(index_path(packed))
    assert plain.sha256 == zipped.sha256
    assert plain.find("tamberekoro") == zipped.find("tamberekoro")


def test_the_same_dump_gives_the_same_bytes(dump: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "first.sqlite", tmp_path / "second.sqlite"
    build_index(Dump(dump), first, NO_TOWNS)
    build_index(Dump(dump), second, NO_TOWNS)
    assert first.read_bytes() == second.read_bytes()


GOOD = "".join(LINES[:3])


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (GOOD + line(900006, "Cut")[:20], r"ML\.txt, line 4: the line has \d+ columns"),
        (GOOD + line(900006, "Cut")[:-4], r"line 4: the line ends with '2020-01"),
        ("name,lat,lon\nMopti,14,-4\n", "line 1: the line has 1 columns"),
        (GOOD + line(0, "No number"), "line 4: the line has no id"),
        (GOOD + line(900006, "Far", latitude="914.5"), "line 4: the line has no id, name, degrees"),
        (GOOD + line(900006, "Nowhere", latitude="north"), "line 4: the line has no number"),
        (GOOD + line(900006, "Nowhere", latitude="nan"), "line 4: the line has no id, name, degrees"),
        (GOOD + line(900006, "Land", country="Mali"), "line 4: the line has no id, name, degrees or country"),
        ("", "holds no line"),
        ("\n", "line 1: the line has 1 columns"),
    ],
)
def test_a_bad_dump_is_refused_and_leaves_nothing(tmp_path: Path, content: str, words: str) -> None:
    path = tmp_path / "ML.txt"
    path.write_text(content, "utf-8")
    with pytest.raises(GazetteerError, match=words):
        ensure_index(path, dict)
    assert [each.name for each in tmp_path.iterdir()] == ["ML.txt"]


def test_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "ML.txt"
    path.write_bytes(GOOD.encode() + line(900006, "Zélékoro").encode("latin-1"))
    with pytest.raises(GazetteerError, match="line 4: the line is not UTF-8"):
        ensure_index(path, dict)
    assert [each.name for each in tmp_path.iterdir()] == ["ML.txt"]


def test_a_zip_file_that_is_cut_off_or_of_something_else_is_refused(dump: Path, tmp_path: Path) -> None:
    packed = tmp_path / "all.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("ML.txt", dump.read_bytes())
        archive.writestr("NE.txt", dump.read_bytes())
    with pytest.raises(GazetteerError, match="must hold one text file"):
        ensure_index(packed, dict)
    packed.write_bytes(packed.read_bytes()[:300])
    with pytest.raises(GazetteerError, match="no sound zip file"):
        ensure_index(packed, dict)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["ML.txt", "all.zip"]


def test_what_is_not_there_is_a_fault_of_the_config(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="there is no gazetteer file"):
        ensure_index(tmp_path / "gone.txt", dict)
    with pytest.raises(ConfigError, match="is a folder"):
        ensure_index(tmp_path, dict)


def test_an_interrupted_build_leaves_what_was_there(dump: Path) -> None:
    def interrupt(done: int, total: int) -> None:
        raise KeyboardInterrupt

    index = index_path(dump)
    with pytest.raises(KeyboardInterrupt):
        build_index(Dump(dump, interrupt), index, NO_TOWNS)
    assert [each.name for each in dump.parent.iterdir()] == ["ML.txt"]
    build_index(Dump(dump), index, NO_TOWNS)
    before = index.read_bytes()
    with pytest.raises(KeyboardInterrupt):
        build_index(Dump(dump, interrupt), index, NO_TOWNS)
    assert index.read_bytes() == before


def test_an_index_is_built_once_and_again_for_another_dump(dump: Path) -> None:
    index = ensure_index(dump, dict)
    built = index.stat().st_mtime_ns
    assert ensure_index(dump, dict).stat().st_mtime_ns == built
    dump.write_text("".join([*LINES, line(900009, "Dabakoro")]), "utf-8")
    assert open_index(ensure_index(dump, dict)).places == 5
    assert ensure_index(index, dict) == index  # an index may be named itself


def test_a_file_of_sqlite_that_is_no_sound_index_is_refused(dump: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.sqlite"
    connection = sqlite3.connect(other)
    connection.execute("CREATE TABLE place (name TEXT)")
    connection.close()
    with pytest.raises(GazetteerError, match="no index of a gazetteer"):
        load_gazetteer(str(other))
    index = ensure_index(dump, dict)
    content = index.read_bytes()
    index.write_bytes(content[: len(content) // 2])
    with pytest.raises(GazetteerError, match="is damaged"):
        load_gazetteer(str(index))
    assert open_index(ensure_index(dump, dict)).places == 4  # by the dump, it is built again


def test_places_of_a_dump_join_our_own(dump: Path) -> None:
    resolver = PlaceResolver.load(str(dump))
    text = "Gunmen attacked Tamberekoro in Mali on Monday. Bamako sent troops."
    context = resolver.read_context(text, ((16, 27, "GPE"), (31, 35, "GPE"), (47, 53, "GPE")))
    found = {place.text: place.place_id for place in resolver.find_places(text, 0, context)}
    assert found["Tamberekoro"] == "geonames:900002"
    assert found["Bamako"] == "geonames:2460596"
    standard = load_gazetteer()
    assert standard.find("Tamberekoro") == ()
    assert resolver.gazetteer.version.startswith(f"{standard.version} + ML.txt ")


def test_the_command_builds_and_says_what_it_holds(dump: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["gazetteer", str(dump)]) == 0
    out = capsys.readouterr().out
    assert "4 places with 4 names" in out and f"coder.gazetteer={dump}" in out
    assert main(["gazetteer", str(index_path(dump))]) == 2
    assert main(["gazetteer", str(dump), "--index", str(dump.parent / "no" / "x.sqlite")]) == 1
    assert "cannot write the index" in capsys.readouterr().err
    assert issubclass(GazetteerError, DatelineError)
