"""`dateline agree` from the outside: datasets in, a table and a folder out."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from dateline.coding.records import Actor, CodingResult, Event
from dateline.experiments.agreement.codings import name_folders, read_coding
from dateline.experiments.agreement.rendering import AGREEMENT
from dateline.experiments.cli import main

Datasets = Callable[..., Path]


@pytest.fixture(autouse=True)
def _workplace(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def datasets(
    tmp_path: Path, make_result: Callable[[str], CodingResult], write_dataset: Callable[..., Path]
) -> tuple[Path, Path]:
    """Two codings of eight articles: the second changes every third event's action, drops every fourth."""
    results = [make_result(f"a{number}") for number in range(8)]

    def differ(number: int, event: Event) -> Event:
        return replace(event, action="armed_clash") if number % 3 == 0 else event

    others = [
        replace(
            result,
            events=tuple(
                differ(2 * place + number, event)
                for number, event in enumerate(result.events)
                if (2 * place + number) % 4
            ),
        )
        for place, result in enumerate(results)
    ]
    return write_dataset(tmp_path / "one", results), write_dataset(tmp_path / "two", others)


def read_files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_the_report_is_printed_and_written(
    datasets: tuple[Path, Path], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["agree", "one", "two", "bootstrap=100", "fields=[source_code,date_start]"]) == 0
    out = capsys.readouterr().out
    assert "8 shared articles, 24 sentences, 16 events" in out
    assert "events found 4 by one only, 12 by both" in out
    assert "report: out/agreement" in out
    assert max(map(len, out.splitlines())) <= 80
    folder = tmp_path / "out" / "agreement"
    assert set(read_files(folder)) == set(AGREEMENT.files)
    assert [path.name for path in folder.parent.iterdir()] == ["agreement"]


def test_the_files_say_the_same(datasets: tuple[Path, Path], tmp_path: Path) -> None:
    assert main(["agree", "one", "two", "bootstrap=100", "output=report"]) == 0
    report = json.loads((tmp_path / "report" / "agreement.json").read_text(encoding="utf-8"))
    assert report["format"] == "dateline agreement"
    assert [coding["events"] for coding in report["codings"]] == [16, 12]
    f1 = report["pairs"][0]["f1"]["value"]
    assert f1 == pytest.approx(24 / 28, abs=1e-6)
    with (tmp_path / "report" / "agreement.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert float(next(row for row in rows if row["measure"] == "f1")["value"]) == f1
    with (tmp_path / "report" / "units.csv").open(encoding="utf-8", newline="") as file:
        units = list(csv.DictReader(file))
    assert len(units) == 16
    assert {unit["one type"] for unit in units} == {"shelling"}
    assert {unit["two type"] for unit in units} == {"shelling", "armed_clash", ""}
    assert "| one, two | 16, 12 | 12 | 0.86" in (tmp_path / "report" / "agreement.md").read_text(encoding="utf-8")


def test_the_same_codings_give_the_same_bytes(datasets: tuple[Path, Path], tmp_path: Path) -> None:
    for output in ("first", "second"):
        assert main(["agree", "one", "two", "bootstrap=50", f"output={output}"]) == 0
    assert read_files(tmp_path / "first") == read_files(tmp_path / "second")
    assert str(tmp_path).encode() not in b"".join(read_files(tmp_path / "first").values())


def test_a_scheme_and_codings_from_the_config(datasets: tuple[Path, Path], tmp_path: Path) -> None:
    argv = [
        "agree",
        "codings=[one,two]",
        "type=stub.code:5",
        "bootstrap=0",
        "match.type=action",
        "output=report",
    ]
    assert main(argv) == 0
    report = json.loads((tmp_path / "report" / "agreement.json").read_text(encoding="utf-8"))
    assert {row["code"] for row in report["codes"]} == {"armed", "shell"}
    assert report["settings"]["match"]["type"] == "action"


def test_a_report_is_replaced_on_demand_only(
    datasets: tuple[Path, Path], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    argv = ["agree", "one", "two", "bootstrap=0"]
    assert main(argv) == 0
    assert main(argv) == 1
    assert "overwrite=true" in capsys.readouterr().err
    assert main([*argv, "type=act", "overwrite=true"]) == 0
    folder = tmp_path / "out" / "agreement"
    assert [path.name for path in folder.parent.iterdir()] == ["agreement"]
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    assert main([*argv, "overwrite=true"]) == 1
    assert "holds 'notes.txt'" in capsys.readouterr().err
    assert (folder / "notes.txt").is_file()


@pytest.mark.parametrize("output", ["one", "."])
def test_what_is_no_report_is_never_replaced(
    output: str, datasets: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    before = read_files(datasets[0])
    assert main(["agree", "one", "two", f"output={output}", "overwrite=true"]) == 1
    assert "choose another output" in capsys.readouterr().err
    assert read_files(datasets[0]) == before


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        ([], 2, "two codings or more"),
        (["one"], 2, "two codings or more"),
        (["one", "one"], 2, "given twice"),
        (["one", "nowhere"], 1, "nowhere is no dateline dataset"),
        (["one", "two", "type=stub.cod"], 2, "did you mean 'stub.code'?"),
        (["one", "two", "type=stub.code:99"], 2, "unknown level 99"),
        (["one", "two", "fields=[plce_id]"], 2, "did you mean 'place_id'?"),
        (["one", "two", "match.dais=3"], 2, "did you mean 'days'?"),
        (["one", "two", "match.days=soon"], 2, "match.days"),
        (["one", "two", "missed=dropped"], 2, "left_out"),
    ],
)
def test_a_wrong_call_is_one_clear_line(
    words: list[str],
    code: int,
    message: str,
    datasets: tuple[Path, Path],
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    assert main(["agree", *words]) == code
    err = capsys.readouterr().err
    assert err.startswith("dateline: ")
    assert err.count("\n") == 1
    assert message in err
    assert not (tmp_path / "out").exists()


def test_a_coding_without_events_is_an_error(
    datasets: tuple[Path, Path],
    make_result: Callable[[str], CodingResult],
    write_dataset: Callable[..., Path],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    write_dataset(tmp_path / "none", [replace(make_result("a1"), events=())])
    assert main(["agree", "one", "none"]) == 1
    assert "none has no events" in capsys.readouterr().err


def test_a_broken_table_is_an_error(datasets: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    (datasets[1] / "events.parquet").write_bytes(b"PAR1 and no more")
    assert main(["agree", "one", "two"]) == 1
    assert "events.parquet cannot be read" in capsys.readouterr().err
    table = pq.read_table(datasets[0] / "mentions.parquet").drop_columns(["part"])
    pq.write_table(table, datasets[1] / "events.parquet")
    assert main(["agree", "one", "two"]) == 1
    assert "dateline verify" in capsys.readouterr().err


def test_names_are_as_short_as_they_can_be(tmp_path: Path) -> None:
    assert name_folders([tmp_path / "a" / "x", tmp_path / "b" / "y"]) == ("x", "y")
    assert name_folders([tmp_path / "a" / "x", tmp_path / "b" / "x"]) == ("a/x", "b/x")


def test_a_coding_as_it_is_read(
    make_result: Callable[[str], CodingResult], write_dataset: Callable[..., Path], tmp_path: Path
) -> None:
    result = make_result("a1")
    first, second = result.events
    met = replace(
        second,
        is_reciprocal=True,
        source=Actor("SVK", "SVK", None, "x", "name"),
        target=Actor("CZE", "CZE", None, "y", "name"),
    )
    coding = read_coding(write_dataset(tmp_path / "one", [replace(result, events=(first, met))]), "one")
    events = {event.event_id: event for event in coding.events["a1"]}
    # Counts are the happening's, whichever row carries them; both sides of a meeting stand in one order.
    assert [events[event.event_id].values["killed"] for event in (first, second)] == [3, 3]
    assert events[second.event_id].values["source_code"] == "CZE"
    assert events[second.event_id].values["target_country"] == "SVK"
    assert events[first.event_id].codes["stub.code"] == ("shelling",)
    assert events[first.event_id].trigger == coding.spans["a1"]["trigger"][0]
    assert len(coding.articles["a1"].sentences) == len(result.sentences)
