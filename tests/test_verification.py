"""Verification passes what is sound and names whatever was changed."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dateline.coding.errors import DatasetError
from dateline.coding.records import CodingResult
from dateline.coding.schemes import Scheme
from dateline.datasets.faults import CHECKS, Fault
from dateline.datasets.folders import LOG_NAME
from dateline.datasets.manifest import hash_manifest, render_manifest
from dateline.datasets.tables import TABLES
from dateline.datasets.verification import compare_datasets, verify_dataset

MakeResult = Callable[[str], CodingResult]
WriteDataset = Callable[..., Path]
Row = dict[str, Any]

FILES = [*(table.file for table in TABLES), "README.md", "codebook.md", "croissant.json", "datapackage.json"]


@pytest.fixture
def folder(tmp_path: Path, make_result: MakeResult, write_dataset: WriteDataset) -> Path:
    return write_dataset(tmp_path / "out", [make_result("a1"), make_result("a2")])


def change_rows(folder: Path, name: str, change: Callable[[list[Row]], object]) -> None:
    """Write a table anew after a change to its rows, as somebody with pyarrow would."""
    table = next(table for table in TABLES if table.name == name)
    rows = pq.read_table(folder / table.file).to_pylist()
    change(rows)
    # A null where none may be could not be written under the declared schema.
    pq.write_table(pa.Table.from_pylist(rows, schema=table.schema), folder / table.file)


def found(folder: Path) -> set[tuple[str, str]]:
    faults = verify_dataset(folder)
    assert all(fault.check in CHECKS for fault in faults)
    return {(fault.file, fault.check) for fault in faults}


@pytest.mark.parametrize("text", ["full", "snippet", "withheld"])
def test_what_was_written_is_sound(
    tmp_path: Path, make_result: MakeResult, write_dataset: WriteDataset, text: str
) -> None:
    failed = replace(make_result("a3"), events=(), sentences=(), rejections=(), error=("too_long", "x"))
    folder = write_dataset(tmp_path / "out", [make_result("a2"), make_result("a1"), failed], text=text)
    assert verify_dataset(folder) == []
    empty = write_dataset(tmp_path / "empty", [], text=text)
    assert verify_dataset(empty) == []


@pytest.mark.parametrize("name", [*FILES, "manifest.json"])
def test_one_changed_byte_anywhere_is_found_and_named(folder: Path, name: str) -> None:
    content = (folder / name).read_bytes()
    for place in {0, len(content) // 3, len(content) // 2, len(content) - 1}:
        changed = bytearray(content)
        changed[place] ^= 1
        (folder / name).write_bytes(changed)
        assert name in {fault.file for fault in verify_dataset(folder)}, place
    (folder / name).write_bytes(content[:-1])
    assert name in {fault.file for fault in verify_dataset(folder)}
    (folder / name).unlink()
    assert name in {fault.file for fault in verify_dataset(folder)}


def test_files_that_the_manifest_does_not_list_are_named(folder: Path) -> None:
    (folder / "extra.parquet").write_bytes(b"")
    (folder / LOG_NAME).write_text("12:00 started")
    assert found(folder) == {("extra.parquet", "unlisted")}


def test_a_manifest_written_anew_is_found(folder: Path) -> None:
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps(manifest), "utf-8")
    assert found(folder) == {("manifest.json", "manifest")}
    manifest["content_sha256"] = "0" * 64
    manifest["tables"]["events"]["rows"] = 7
    manifest["manifest_sha256"] = hash_manifest(manifest)
    path.write_text(render_manifest(manifest), "utf-8")
    assert found(folder) == {("manifest.json", "content"), ("events.parquet", "rows")}
    del manifest["tables"]
    path.write_text(render_manifest(manifest), "utf-8")
    assert found(folder) == {("manifest.json", "manifest")}


def test_what_is_no_dataset_is_told(tmp_path: Path) -> None:
    assert [fault.check for fault in verify_dataset(tmp_path)] == ["manifest"]
    with pytest.raises(DatasetError, match="no folder"):
        verify_dataset(tmp_path / "none")


def set_value(place: int, **values: Any) -> Callable[[list[Row]], object]:
    return lambda rows: rows[place].update(values)


@pytest.mark.parametrize(
    ("table", "change", "check"),
    [
        ("articles", set_value(0, text="Harbour shelled quite otherwise"), "text"),
        ("articles", set_value(0, text_sha256="0"), "text"),
        ("articles", set_value(0, title="Another headline"), "text"),
        ("articles", lambda rows: rows.reverse(), "order"),
        ("articles", lambda rows: rows.append(rows[-1]), "key"),
        ("articles", lambda rows: rows.append({**rows[-1], "article_id": "a9"}), "rows"),
        ("sentences", set_value(0, end=9999), "span"),
        ("sentences", set_value(1, start=3), "span"),
        ("sentences", set_value(1, start=60, end=50), "span"),
        ("sentences", set_value(5, article_id="a7"), "reference"),
        ("events", set_value(0, act="wave"), "values"),
        ("events", set_value(0, status="rumoured"), "values"),
        ("events", set_value(0, place_precision=9), "values"),
        ("events", set_value(0, latitude=100.0), "values"),
        ("events", set_value(0, score=0.123456), "values"),
        ("events", set_value(0, topics=["rights", "military"]), "values"),
        ("events", set_value(0, killed=-3), "values"),
        ("events", set_value(0, date_end=None), "date"),
        ("events", set_value(0, date_end=date(2021, 11, 1)), "date"),
        ("events", set_value(0, date_end=date(2021, 11, 30)), "date"),
        ("events", set_value(0, date_precision=None), "date"),
        ("events", set_value(0, date_method=None), "date"),
        ("events", set_value(0, longitude=None), "place"),
        ("events", set_value(0, place_text=None), "place"),
        ("events", set_value(1, killed=3), "losses"),
        ("events", set_value(1, captured=0), "losses"),
        ("events", set_value(0, happening_id="a2-h"), "happening"),
        ("events", set_value(0, article_id="a7"), "reference"),
        ("events", set_value(0, sentence=7), "reference"),
        ("events", set_value(0, sentence=2), "sentence"),
        ("events", lambda rows: rows.pop(0), "dangling"),
        ("losses", set_value(0, event_id="a1-1"), "losses"),
        ("losses", set_value(0, low=4), "losses"),
        ("losses", set_value(0, kind="lost"), "values"),
        ("codes", set_value(0, scheme="other"), "code"),
        ("codes", set_value(0, label="Other"), "code"),
        ("codes", set_value(0, event_id="a0"), "reference"),
        ("mentions", set_value(0, end=9999), "span"),
        ("mentions", set_value(0, part="verb"), "values"),
        ("mentions", set_value(0, start=20, end=20), "span"),
        ("rejections", set_value(0, sentence=1), "span"),
        ("rejections", set_value(0, reason="dull"), "values"),
        ("rejections", set_value(0, start=0, end=5), "span"),
    ],
)
def test_a_row_that_is_wrong_is_found(
    folder: Path, table: str, change: Callable[[list[Row]], object], check: str
) -> None:
    change_rows(folder, table, change)
    faults = found(folder)
    assert (f"{table}.parquet", "sha256") in faults
    if check == "sentence":
        assert ("mentions.parquet", "span") in faults
    elif check == "dangling":
        assert ("mentions.parquet", "reference") in faults and ("codes.parquet", "reference") in faults
    else:
        assert (f"{table}.parquet", check) in faults


def test_a_table_of_another_schema_is_found(folder: Path) -> None:
    path = folder / "losses.parquet"
    table = pq.read_table(path)
    for changed, told in (
        (table.drop_columns(["low"]), "lacks low"),
        (table.append_column("mood", pa.array(["x"] * len(table))), "has mood more"),
        (table.select(list(reversed(table.column_names))), "another order"),
        (table.set_column(3, "low", table["low"].cast(pa.int64())), "int64"),
        (table.set_column(0, "event_id", table["event_id"]), "may be null"),
    ):
        pq.write_table(changed, path)
        schema = [fault.detail for fault in verify_dataset(folder) if fault.check == "schema"]
        assert len(schema) == 1 and told in schema[0]


def test_withheld_text_must_not_be_there(tmp_path: Path, make_result: MakeResult, write_dataset: WriteDataset) -> None:
    folder = write_dataset(tmp_path / "out", [make_result("a1")], text="withheld")
    change_rows(folder, "articles", set_value(0, text="Harbour shelled"))
    assert ("articles.parquet", "text") in found(folder)


def test_codes_are_checked_against_the_schemes_that_are_known(folder: Path) -> None:
    labels: dict[str, dict[str, str]] = {"code": {"shelling": "Shelling"}, "deadly": {}}
    # Of a scheme only its list of codes matters here, not the crosswalk to it.
    scheme = cast(Scheme, SimpleNamespace(name="stub", labels_by_axis=lambda: labels))
    assert [fault.detail for fault in verify_dataset(folder, [scheme])] == [
        "stub has no such deadly: a1-0/stub/deadly/1, a1-1/stub/deadly/1, a2-0/stub/deadly/1 and 1 more"
    ]
    del labels["deadly"]
    assert [fault.check for fault in verify_dataset(folder, [scheme])] == ["code"]
    labels["deadly"] = {"1": "Deadly"}
    assert verify_dataset(folder, [scheme]) == []


def test_two_builds_are_compared_byte_for_byte(
    tmp_path: Path, folder: Path, make_result: MakeResult, write_dataset: WriteDataset
) -> None:
    again = tmp_path / "again"
    shutil.copytree(folder, again)
    (again / LOG_NAME).write_text("other times")
    assert compare_datasets(folder, again) == []
    change_rows(again, "events", set_value(0, status="claimed"))
    change_rows(again, "losses", lambda rows: rows.pop(0))
    change_rows(again, "codes", lambda rows: rows.append({**rows[-1], "event_id": "a9"}))
    pq.write_table(pq.read_table(again / "mentions.parquet"), again / "mentions.parquet", compression="none")
    (again / "codebook.md").write_text("# Codebook\nmore\n")
    (again / "README.md").unlink()
    assert [str(fault) for fault in compare_datasets(folder, again)] == [
        "README.md: difference: the other build does not have it",
        "codebook.md: difference: differs after line 1",
        "codes.parquet: difference: a9/stub/deadly/1 is in the other build only",
        "events.parquet: difference: a1-0 differs in status",
        "losses.parquet: difference: a1-0/killed/CZEMIL is in this dataset only",
        "mentions.parquet: difference: holds the same rows in other bytes",
    ]
    (again / "events.parquet").write_bytes(b"PAR1")
    assert any("cannot be read" in fault.detail for fault in compare_datasets(folder, again))


def test_of_many_rows_that_differ_the_first_are_listed(
    tmp_path: Path, make_result: MakeResult, write_dataset: WriteDataset
) -> None:
    one = write_dataset(tmp_path / "one", [make_result(f"a{number:02d}") for number in range(30)])
    two = write_dataset(tmp_path / "two", [])
    faults = [fault for fault in compare_datasets(one, two) if fault.file == "articles.parquet"]
    assert len(faults) == 21
    assert faults[-1] == Fault("articles.parquet", "difference", "and 10 more rows")
