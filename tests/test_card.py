"""The card and the machine-readable descriptions name every table, column and allowed value."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from dateline.coding.records import CodingResult
from dateline.datasets.manifest import hash_file
from dateline.datasets.tables import TABLES

MakeResult = Callable[[str], CodingResult]
WriteDataset = Callable[..., Path]


@pytest.fixture
def folder(tmp_path: Path, make_result: MakeResult, write_dataset: WriteDataset) -> Path:
    return write_dataset(tmp_path / "out", [make_result("a1")], licence="cc-by-4.0", title='Bay "of" events')


def test_the_card_documents_every_column_and_value(folder: Path) -> None:
    card = (folder / "README.md").read_text("utf-8")
    for table in TABLES:
        section = card.split(f"### {table.name} (")[1].split("\n### ")[0]
        for column in table.columns:
            assert f"| `{column.name}` | {column.type} |" in section
            for value, meaning in column.values.items():
                assert f"- `{value}`: {meaning}" in section, (table.name, column.name)
    assert "2 events in 1 articles of 3 sentences" in card
    assert "{" not in card.replace("{text}", "")


def test_the_front_matter_is_what_the_hub_reads(folder: Path) -> None:
    card = (folder / "README.md").read_text("utf-8")
    matter: dict[str, Any] = yaml.safe_load(card.split("---\n")[1])
    assert matter["pretty_name"] == 'Bay "of" events'
    assert matter["license"] == "cc-by-4.0"
    assert matter["language"] == ["en"]
    assert matter["size_categories"] == ["n<1K"]
    assert {config["config_name"]: config["data_files"] for config in matter["configs"]} == {
        table.name: table.file for table in TABLES
    }
    assert [config["config_name"] for config in matter["configs"] if config.get("default")] == ["events"]


def test_croissant_describes_each_file_and_column(folder: Path) -> None:
    croissant = json.loads((folder / "croissant.json").read_text("utf-8"))
    assert {file["contentUrl"]: file["sha256"] for file in croissant["distribution"]} == {
        table.file: hash_file(folder / table.file) for table in TABLES
    }
    ids = {field["@id"] for table in croissant["recordSet"] for field in table["field"]}
    assert ids == {f"{table.name}/{name}" for table in TABLES for name in table.column_names}
    for table in croissant["recordSet"]:
        for field in table["field"]:
            assert field["source"]["fileObject"]["@id"] == f"{table['@id']}.parquet"
            assert field.get("references", {"field": {"@id": field["@id"]}})["field"]["@id"] in ids


def test_the_data_package_holds_keys_and_constraints(folder: Path) -> None:
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    resources = {resource["name"]: resource for resource in package["resources"]}
    assert set(resources) == {table.name for table in TABLES}
    schema = resources["events"]["schema"]
    fields = {field["name"]: field for field in schema["fields"]}
    assert schema["primaryKey"] == ["event_id"]
    assert fields["event_id"]["constraints"] == {"required": True, "unique": True}
    assert fields["place_precision"]["constraints"]["enum"] == [1, 2, 3]
    assert fields["latitude"]["constraints"] == {"minimum": -90, "maximum": 90}
    assert resources["events"]["hash"] == f"sha256:{hash_file(folder / 'events.parquet')}"
