"""YAML with line numbers: scalars stay as written, and errors name file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.coding.errors import OntologyError
from dateline.coding.ontology.yamlfiles import YamlFile, load_yaml


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "family.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def read(tmp_path: Path, text: str) -> YamlFile:
    return load_yaml(write(tmp_path, text))


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("041", "041"),
        ("on", "on"),
        ("no", "no"),
        ("Yes", "Yes"),
        ("2020-01-01", "2020-01-01"),
        ("1:30", "1:30"),
        ("1_000", "1_000"),
        ("190", 190),
        ("-2.5", -2.5),
        ("0", 0),
        ("true", True),
        ("null", None),
        ("", None),
        ('"190"', "190"),
    ],
)
def test_scalars_stay_as_written(tmp_path: Path, written: str, value: object) -> None:
    data = read(tmp_path, f"key: {written}\n").data
    assert data == {"key": value}
    assert type(data["key"]) is type(value)


def test_prepositions_stay_keys(tmp_path: Path) -> None:
    assert read(tmp_path, "preps: {on: x, off: y}").data == {"preps": {"on": "x", "off": "y"}}


def test_lines_of_keys_and_items(tmp_path: Path) -> None:
    file = read(tmp_path, "# header\nactions:\n  shelling:\n    verbs:\n      - shell\n      - {verb: pound}\n")
    assert file.line("actions") == 2
    assert file.line("actions", "shelling") == 3
    assert file.line("actions", "shelling", "verbs", 1) == 6
    assert file.line("actions", "shelling", "verbs", 1, "verb") == 6
    assert file.line("actions", "nothing") == 2


def test_unknown_names_the_nearest(tmp_path: Path) -> None:
    file = read(tmp_path, "a: 1\nlable: x\n")
    with pytest.raises(OntologyError, match=r"family\.yaml, line 2: unknown key 'lable'; did you mean 'label'"):
        file.check_mapping((), file.data, ("a", "label"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: 1\nb: 2\na: 3\n", "line 3: the key 'a' is given twice"),
        ("a: [1\nb: 2\n", "not valid YAML"),
        ("a: 1\ntrue: 2\n", "line 2: a key must be text"),
        ("a: 1\nb: 2\nnull: 3\n", "line 3: a key must be text"),
    ],
)
def test_bad_files(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(OntologyError, match=message):
        read(tmp_path, text)


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match="cannot be read"):
        load_yaml(tmp_path / "none.yaml")


def test_texts(tmp_path: Path) -> None:
    file = read(tmp_path, "a: one\nb: [one, two]\nc: [one, 2]\nd:\n")
    assert file.check_texts(("a",), file.data["a"]) == ("one",)
    assert file.check_texts(("b",), file.data["b"]) == ("one", "two")
    assert file.check_texts(("d",), file.data["d"]) == ()
    with pytest.raises(OntologyError, match="line 3: expected text"):
        file.check_texts(("c",), file.data["c"])


def test_bool_key_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match="line 1: a key must be text"):
        read(tmp_path, "true: 2\n")
