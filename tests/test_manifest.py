"""The manifest holds no path of the machine and proves itself."""

from __future__ import annotations

import json
from enum import Enum
from pathlib import Path
from typing import Any

import pytest

from dateline.coding.errors import DatasetError
from dateline.datasets.manifest import (
    InputFile,
    WrittenTable,
    collect_versions,
    describe_inputs,
    hash_content,
    hash_manifest,
    make_manifest,
    read_manifest,
    record_config,
    render_manifest,
)


def make(**fields: Any) -> dict[str, Any]:
    given: dict[str, Any] = {
        "name": "bay",
        "text": "full",
        "inputs": [InputFile("b.txt", 1, "0" * 64), InputFile("a.txt", 1, "1" * 64)],
        "config": {"corpus": {"path": "bay.jsonl"}},
        "versions": {"dateline": "0"},
        "schemes": ["stub"],
        "tables": {"events": WrittenTable(1, "2" * 64)},
        "files": {},
    }
    return make_manifest(**{**given, **fields})


def test_the_checksum_covers_everything_else() -> None:
    manifest = make()
    assert manifest["manifest_sha256"] == hash_manifest(manifest)
    assert [file["name"] for file in manifest["inputs"]] == ["a.txt", "b.txt"]
    for key in manifest.keys() - {"manifest_sha256"}:
        assert hash_manifest({**manifest, key: "other"}) != manifest["manifest_sha256"]


def test_it_is_written_in_one_way() -> None:
    manifest = make()
    assert render_manifest(json.loads(render_manifest(manifest))) == render_manifest(manifest)


def test_the_config_is_recorded_without_what_no_row_depends_on(tmp_path: Path) -> None:
    class Colour(Enum):
        red = 1

    config = {
        "output": "out",
        "overwrite": True,
        "executor": {"workers": 2},
        "corpus": {"path": str(tmp_path / "in" / "bay.jsonl"), "rows": [1, None, 2.5, Path("x/y")]},
        "elsewhere": "/somewhere/else/bay.jsonl",
        "windows": "C:\\Users\\someone\\bay.jsonl",
        "relative": "../bay.jsonl",
        "colour": Colour.red,
    }
    assert record_config(config, tmp_path) == {
        "corpus": {"path": "in/bay.jsonl", "rows": [1, None, 2.5, "x/y"]},
        "elsewhere": "bay.jsonl",
        "windows": "bay.jsonl",
        "relative": "../bay.jsonl",
        "colour": "red",
    }


def test_what_cannot_be_recorded_is_refused() -> None:
    with pytest.raises(DatasetError, match="cannot be written"):
        record_config({"key": object()})
    with pytest.raises(DatasetError, match="relative"):
        make(inputs=[InputFile("/etc/bay.jsonl", 1, "0" * 64)])


def test_inputs_are_named_relative_to_the_corpus(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "two.txt").write_text("2")
    (tmp_path / "one.txt").write_text("1")
    (tmp_path / "three.csv").write_text("3")
    assert [file.name for file in describe_inputs(tmp_path, "*.txt")] == ["b/two.txt", "one.txt"]
    assert describe_inputs(tmp_path / "one.txt")[0] == InputFile(
        "one.txt", 1, "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b"
    )
    with pytest.raises(DatasetError, match="no input"):
        describe_inputs(tmp_path / "none")


def test_versions_name_what_bears_on_the_bytes() -> None:
    versions = collect_versions({"model": "en 1"})
    assert versions["model"] == "en 1"
    assert versions["pyarrow"] and versions["python"] and versions["dateline"]


def test_the_content_hash_tells_the_tables_apart() -> None:
    one, two = WrittenTable(1, "1" * 64), WrittenTable(1, "2" * 64)
    assert hash_content({"a": one, "b": two}) == hash_content({"b": two, "a": one})
    assert hash_content({"a": one, "b": two}) != hash_content({"a": two, "b": one})


@pytest.mark.parametrize("content", [None, "", "[]", "{", "{}", "\xff"])
def test_a_manifest_that_is_none_is_told(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "manifest.json").write_bytes(content.encode("latin-1"))
    with pytest.raises(DatasetError, match=r"manifest\.json"):
        read_manifest(tmp_path)
