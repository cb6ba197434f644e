"""Event files in the shape of other datasets: the columns in their order, and nothing that is not known."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from tests.conftest import MakeResult

from dateline.coding.errors import DatasetError
from dateline.coding.records import Actor, CodingResult, DateInterval, Event
from dateline.coding.schemes import load_scheme
from dateline.datasets.description import Description
from dateline.datasets.shapes import SHAPES, acled, render_shape
from dateline.datasets.shapes.cameo import classify
from dateline.datasets.shapes.files import read_columns, render_table
from dateline.datasets.shapes.sources import Sources, read_sources
from dateline.datasets.writing import DatasetWriter

LENGTHS = {"acled": 31, "cameo": 26, "polecat": 40, "gdelt": 61, "icews": 20}

load = cache(load_scheme)


def write(
    output: Path, results: Iterable[CodingResult], schemes: tuple[str, ...] = ("acled", "cameo", "plover")
) -> Path:
    description = Description("bay", "Bay", "hand 1", "# Codebook\n", {})
    with DatasetWriter(output, description, [load(name) for name in schemes]) as writer:
        for result in results:
            writer.add(result, "bay.jsonl")
        return writer.finish()


@pytest.fixture
def sources(tmp_path: Path, make_result: MakeResult) -> Sources:
    result = make_result("a-1")
    first, second = result.events
    army = Actor("SYRMIL", "SYR", "MIL", "army", "noun")
    city = replace(first.place, country="SYR") if first.place else None
    met = replace(
        second,
        event_id="a-1-2",
        happening_id="a-1-m",
        action="meeting",
        is_reciprocal=True,
        source=army,
        target=Actor("TURGOV", "TUR", "GOV", "government", "noun"),
        date=DateInterval(date(2021, 11, 1), date(2021, 11, 30), "month", "explicit"),
        place=None,
        source_text="=the army",
    )
    fought = replace(first, source=army, target=Actor("REB", None, "REB", "rebels", "noun"), place=city)
    return read_sources(write(tmp_path / "bay", [replace(result, events=(fought, met))]))


def read(sources: Sources, name: str) -> list[dict[str, str]]:
    shape = SHAPES[name]
    text = render_shape(shape, sources).files[shape.file]
    rows = list(csv.reader(io.StringIO(text), delimiter=shape.delimiter))
    columns = list(read_columns(shape.columns).filled)
    if shape.has_header:
        assert rows.pop(0) == columns
    return [dict(zip(columns, row, strict=True)) for row in rows]


@pytest.mark.parametrize(("name", "length"), LENGTHS.items())
def test_every_list_of_columns_is_whole_and_names_its_source(name: str, length: int) -> None:
    columns = read_columns(name)
    assert len(columns.filled) == length
    assert any(note.startswith("From: ") for note in columns.provenance)


def test_acled_has_its_events_alone(sources: Sources) -> None:
    (row,) = read(sources, "acled")
    assert (row["event_type"], row["sub_event_type"]) == (
        "Explosions/Remote violence",
        "Shelling/artillery/missile attack",
    )
    assert (row["inter1"], row["inter2"], row["interaction"]) == (
        "State forces",
        "Rebel group",
        "State forces-Rebel group",
    )
    assert (row["iso"], row["country"], row["fatalities"], row["time_precision"]) == ("760", "Syria", "3", "1")
    assert (row["assoc_actor_1"], row["source_scale"], row["timestamp"]) == ("", "", "")


def test_cameo_files_have_both_directions_of_what_both_sides_do(sources: Sources) -> None:
    rows = {row["EventID"]: row for row in read(sources, "cameo")}
    assert set(rows) == {"a-1-0", "a-1-2", "a-1-2-r"}
    there, back = rows["a-1-2"], rows["a-1-2-r"]
    assert there["SourceActorFull"] == back["TargetActorFull"] == "SYRMIL"
    assert (there["SourceActorEntity"], there["SourceActorRole"]) == ("SYR", "MIL")
    # Known to the month: neither a date nor a day.
    assert (there["Date"], there["Year"], there["Month"], there["Day"]) == ("", "2021", "11", "")
    assert (rows["a-1-0"]["TargetActorEntity"], rows["a-1-0"]["TargetActorRole"]) == ("", "REB")
    gdelt = {row["GLOBALEVENTID"]: row for row in read(sources, "gdelt")}
    assert (gdelt["a-1-0"]["FractionDate"], gdelt["a-1-2"]["FractionDate"]) == ("2021.9452", "")
    assert (gdelt["a-1-0"]["ActionGeo_CountryCode"], gdelt["a-1-2"]["MonthYear"]) == ("SY", "202111")
    icews = {row["Event ID"]: row for row in read(sources, "icews")}
    assert (icews["a-1-0"]["Source Sectors"], icews["a-1-0"]["Source Country"]) == ("military", "Syria")


def test_plover_has_rows_and_records(sources: Sources) -> None:
    rows = read(sources, "plover")
    assert [row["Event Type"] for row in rows] == ["ASSAULT", "CONSULT"]
    lines = render_shape(SHAPES["plover"], sources).files["events.jsonl"].splitlines()
    fought, met = (json.loads(line) for line in lines)
    assert fought["size"] == {"dead": 3} and "recipient" in fought
    assert [entity["code"] for entity in met["actor"]] == ["SYRMIL", "TURGOV"] and "recipient" not in met
    known = {name.split(".")[0] for name in read_columns("plover").filled}
    assert set(fought) | set(met) <= known | {"size"}


def test_a_cell_is_no_formula_and_no_line_of_its_own(sources: Sources) -> None:
    columns = read_columns("icews")
    text = render_table([{"Source Name": "=1+1\n\tx", "Longitude": -3.5, "Event Date": None}], columns, "\t", [])
    assert text.split("\t")[2] == "'=1+1 x" and text.endswith("\t-3.5\n")
    with pytest.raises(KeyError):
        render_table([{"no such": 1}], columns, "\t", [])


def test_the_readme_tells_of_every_column(sources: Sources) -> None:
    for shape in SHAPES.values():
        exported = render_shape(shape, sources)
        page = exported.files["README.md"]
        assert all(f"| {name} |" in page for name in read_columns(shape.columns).filled)
        assert exported.events + exported.left_out == 2


def test_a_dataset_without_the_scheme_is_refused(tmp_path: Path, make_result: MakeResult) -> None:
    held = read_sources(write(tmp_path / "bay", [make_result("a-1")], ("plover",)))
    with pytest.raises(DatasetError, match="no codes of acled .its schemes: plover.; build it again with scheme=acled"):
        render_shape(SHAPES["acled"], held)


@pytest.mark.parametrize(
    ("root", "number"), [("01", 0), ("05", 1), ("08", 2), ("13", 3), ("16", 3), ("14", 4), ("20", 4)]
)
def test_phoenix_classes(root: str, number: int) -> None:
    assert classify(root) == number


def test_a_date_is_no_more_exact_than_known(sources: Sources) -> None:
    source = sources.events[0]

    def dated(days: int) -> tuple[date | None, int | None]:
        start = date(2021, 3, 1)
        event = {**source.event, "date_start": start, "date_end": date.fromordinal(start.toordinal() + days - 1)}
        return acled.date_event(replace(source, event=event))

    assert dated(1) == (date(2021, 3, 1), 1)
    assert dated(7) == (date(2021, 3, 4), 2)
    assert dated(31) == (date(2021, 3, 16), 3)
    assert dated(32) == (None, None)


def test_events_without_texts_are_exported_too(tmp_path: Path, make_result: MakeResult) -> None:
    description = Description("bay", "Bay", "hand 1", "# Codebook\n", {}, text="withheld")
    with DatasetWriter(tmp_path / "bay", description, [load("plover")]) as writer:
        writer.add(make_result("a-1"), "bay.jsonl")
        held = read_sources(writer.finish())
    assert [source.sentence for source in held.events] == [None, None]
    assert isinstance(make_result("a-1").events[0], Event)
