"""What classifiers learn from: units of a dataset, with their codes and cues."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.consistency_texts import make_coded

from dateline.coding.errors import ConfigError, DatasetError
from dateline.experiments.consistency.units import NONE, CodedText, read_units, write_cue

WriteDataset = Callable[..., Path]

LINES = (
    ("Rebels shelled the port and the navy detained a crew.", "shelled", "shelling"),
    ("The navy did not fire on anybody that day.", "fire", None),
    ("The two ministers met in the capital.", "met", "meeting"),
)


@pytest.fixture
def dataset(tmp_path: Path, write_dataset: WriteDataset) -> Path:
    return write_dataset(tmp_path / "d", [make_coded("a1", LINES), make_coded("a2", LINES[1:])])


def read(dataset: Path, type_: str = "action", unit: str = "trigger", uncoded: str = "left_out") -> CodedText:
    return read_units(dataset, type_, unit, uncoded, 2)


def test_a_unit_is_a_trigger_with_its_words(dataset: Path) -> None:
    coded = read(dataset)
    assert [(unit.article_id, unit.code, unit.cue) for unit in coded.units] == [
        ("a1", "shelling", "rebels «shelled» the port «shell~»"),
        ("a1", "meeting", "two ministers «met» in the «met~»"),
        ("a2", "meeting", "two ministers «met» in the «met~»"),
    ]
    first = coded.units[0]
    assert (first.event_id, first.trigger, first.text[: first.end - first.start]) == ("a1-0", "shelled", LINES[0][0])
    assert (coded.articles, coded.events, len(coded.sentences)) == (2, 3, 5)


def test_a_sentence_has_the_code_of_its_first_event(dataset: Path) -> None:
    units = read(dataset, unit="sentence").units
    assert [unit.code for unit in units] == ["shelling", "meeting", "meeting"]
    assert units[0].cue == "rebels shelled the port and the navy detained a crew"


@pytest.mark.parametrize("unit", ["trigger", "sentence"])
def test_what_has_no_event_may_be_a_class(dataset: Path, unit: str) -> None:
    none = [each for each in read(dataset, unit=unit, uncoded="own_class").units if each.code == NONE]
    assert [(each.article_id, each.sentence, each.event_id) for each in none] == [("a1", 1, None), ("a2", 0, None)]
    assert none[0].trigger == ("fire" if unit == "trigger" else "")


def test_codes_of_a_scheme_are_cut_to_their_level(dataset: Path) -> None:
    coded = read(dataset, "stub.code:4")
    assert {unit.code for unit in coded.units} == {"shel", "meet"}
    assert read(dataset, "stub.code").labels["meeting"] == "Meeting"


def test_a_snippet_gives_what_it_holds(tmp_path: Path, write_dataset: WriteDataset) -> None:
    long = ("Guards " + "and more guards " * 30 + "detained a clerk.", "detained", "detention")
    coded = read(write_dataset(tmp_path / "d", [make_coded("a1", (LINES[0], long))], text="snippet"))
    assert [unit.code for unit in coded.units] == ["shelling"]
    assert (coded.cut, coded.events) == (1, 2)


@pytest.mark.parametrize(
    ("type_", "unit", "uncoded", "message"),
    [
        ("actoin", "trigger", "left_out", "did you mean 'action'"),
        ("stub.code:99", "trigger", "left_out", "unknown level 99"),
        ("action", "clause", "left_out", "unit is 'clause'"),
        ("action", "trigger", "dropped", "uncoded is 'dropped'"),
    ],
)
def test_unknown_settings_are_named(dataset: Path, type_: str, unit: str, uncoded: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        read(dataset, type_, unit, uncoded)


def test_texts_and_rejections_are_needed(tmp_path: Path, write_dataset: WriteDataset) -> None:
    withheld = write_dataset(tmp_path / "w", [make_coded("a1", LINES)], text="withheld")
    with pytest.raises(DatasetError, match="text=full"):
        read(withheld)
    with pytest.raises(ConfigError, match="set unit=sentence"):
        read(write_dataset(tmp_path / "r", [make_coded("a1", LINES[::2])]), uncoded="own_class")
    with pytest.raises(DatasetError, match="has no events"):
        read(write_dataset(tmp_path / "n", [make_coded("a1", LINES[1:2])]))


def test_a_cue_without_a_trigger_is_the_sentence() -> None:
    assert write_cue("The U.N. met.", None, 3) == "the u n met"
    assert write_cue("Guards opened fire again.", (7, 18), 0) == "«opened» «fire» «opene~» «fire~»"
