"""`dateline compare` from the outside: configs or datasets in, tables and a folder out."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from dateline.coding.records import CodingResult, Event
from dateline.datasets.manifest import read_manifest
from dateline.experiments.cli import main
from dateline.experiments.comparing.rendering import COMPARISON

PLUGINS = Path(__file__).parent / "plugins"
CONFIGS = ("--config-dir", str(PLUGINS / "configs"))
SCHEMES = ("experiment=schemes", "coder=stub", "corpus=stub")


@pytest.fixture(autouse=True)
def _workplace(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.syspath_prepend(PLUGINS)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def datasets(tmp_path: Path, make_result: Callable[[str], CodingResult], write_dataset: Callable[..., Path]) -> None:
    """`one` and `two`, two codings of four articles: in the second every other event is a clash, one is not there."""
    results = [make_result(f"a{number}") for number in range(4)]

    def differ(place: int, events: tuple[Event, ...]) -> tuple[Event, ...]:
        return (replace(events[0], action="armed_clash"), *events[1:])[: 2 if place else 1]

    others = [replace(result, events=differ(place, result.events)) for place, result in enumerate(results)]
    write_dataset(tmp_path / "one", results)
    write_dataset(tmp_path / "two", others)


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_two_codings_are_set_side_by_side(datasets: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", "one", "two", "bootstrap=0", "dyads=sector"]) == 0
    out = capsys.readouterr().out
    assert "2 datasets, 4 articles that all of them have" in out
    assert "report: out/comparison" in out
    assert max(map(len, out.splitlines())) <= 80
    folder = Path("out/comparison")
    assert set(read_files(folder)) <= set(COMPARISON.files)
    counts = {(line["field"], line["code"]): line for line in read_csv(folder / "counts.csv")}
    clash = counts["stub.code", "armed_clash"]
    assert (clash["one"], clash["two"], clash["difference"]) == ("0", "4", "4")
    assert [line["events"] for line in read_csv(folder / "confusions.csv")] == ["4", "3"]
    (dyad,) = read_csv(folder / "dyads.csv")
    assert (dyad["source"], dyad["target"], dyad["one"], dyad["two"]) == ("REB", "MIL", "4", "4")
    (place,) = read_csv(folder / "places.csv")
    assert (place["country"], place["place"], place["one"], place["two"]) == ("CZE", "Ostrava Bay", "8", "7")
    assert [line["step"] for line in read_csv(folder / "series.csv") if line["code"] == "all events"] == [
        "day",
        "month",
    ]
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert all(f'href="#{table}-0"' in page and f'id="{table}-0"' in page for table in ("counts", "places"))
    report = json.loads((folder / "compare.json").read_text(encoding="utf-8"))
    assert report["kind"] == "codings"
    assert report["agreement"]["pairs"][0]["both"] == 7
    assert [run["versions"] for run in report["datasets"]] == [{"dateline": "0"}] * 2


def test_every_count_leads_to_its_events(datasets: None) -> None:
    assert main(["compare", "one", "two", "bootstrap=0", "output=report"]) == 0
    folder = Path("report")
    behind = Counter((row["table"], row["row"], row["column"]) for row in read_csv(folder / "rows.csv"))
    counted = 0
    for table in ("counts", "joint", "series", "dyads", "places"):
        for line in read_csv(folder / f"{table}.csv"):
            for column in ("one", "two"):
                assert behind[table, line["row"], column] == int(line[column])
                counted += int(line[column])
    assert counted == behind.total() > 0
    events = {(row["dataset"], row["event_id"]): row for row in read_csv(folder / "events.csv")}
    assert {(row["dataset"], row["event_id"]) for row in read_csv(folder / "rows.csv")} == set(events)
    assert all("shelled the harbour" in row["text"] for row in events.values())


def test_the_same_datasets_give_the_same_bytes(datasets: None, tmp_path: Path) -> None:
    for output in ("first", "second"):
        assert main(["compare", "one", "two", "bootstrap=20", f"output={output}"]) == 0
    assert read_files(Path("first")) == read_files(Path("second"))
    assert str(tmp_path).encode() not in b"".join(read_files(Path("first")).values())


def test_a_report_is_replaced_on_demand_only(datasets: None, capsys: pytest.CaptureFixture[str]) -> None:
    argv = ["compare", "one", "two", "bootstrap=0", "output=report"]
    assert main(argv) == 0
    assert main(argv) == 1
    assert "overwrite=true" in capsys.readouterr().err
    assert main([*argv, "overwrite=true"]) == 0
    assert main(["compare", "one", "two", "output=one", "overwrite=true"]) == 1


def test_an_experiment_builds_its_configs_and_compares_their_schemes(capsys: pytest.CaptureFixture[str]) -> None:
    # The stub codes nothing but shellings, so that no scheme tells anything of another.
    assert main(["compare", *CONFIGS, *SCHEMES]) == 2
    err = capsys.readouterr().err
    assert "has one code only among the events that both code" in err
    assert "code more articles" in err
    folder = Path("out/schemes-datasets")
    assert sorted(path.name for path in folder.iterdir()) == ["acled", "cameo", "plover"]
    assert read_manifest(folder / "acled")["config"]["scheme"] == {"names": ["acled"]}
    assert not Path("out/schemes").exists()


def test_datasets_that_are_the_same_are_taken_again(capsys: pytest.CaptureFixture[str]) -> None:
    argv = ["compare", *CONFIGS, "--multirun", "coder=stub", "corpus=stub", "corpus.count=2,3", "bootstrap=0"]
    assert main(argv) == 0
    out = capsys.readouterr().out
    assert "building corpus.count=2" in out
    assert "the configs differ in corpus.count" in out
    report = json.loads(Path("out/comparison/compare.json").read_text(encoding="utf-8"))
    assert [run["overrides"] for run in report["datasets"]] == [["corpus.count=2"], ["corpus.count=3"]]
    runs = read_csv(Path("out/comparison/runs.csv"))
    assert [(run["corpus.count"], run["articles"]) for run in runs] == [("2", "2"), ("3", "3")]
    assert main(argv) == 1
    assert main([*argv, "output=out/again", "datasets=out/comparison-datasets"]) == 1
    capsys.readouterr()
    assert main([*argv, "output=out/again", "datasets=out/comparison-datasets", "reuse=true"]) == 0
    assert "building" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        ([], 2, "two configs or more"),
        (["one"], 2, "coded in stub only"),
        (["one", "one"], 2, "given twice"),
        (["one", "nowhere"], 1, "nowhere is no dateline dataset"),
        (["one", "two", "axes=[stub.cod]"], 2, "did you mean 'stub.code'?"),
        (["one", "two", "dyads=actor"], 2, "expected one of [code, country, sector]"),
        (["one", "two", "corpus=sample"], 2, "corpus says how to build"),
        (["one", "two", "axis=x"], 2, "axis"),
        (["experiment=schemes", "coder=rules,hybrid"], 2, "add --multirun"),
        (["experiment=sample"], 2, "experiment/sample"),
        (["--multirun", "corpus=sample"], 2, "a key with several values"),
        (["--multirun", "experiment=schemes", "coder=rules,hybrid"], 2, "leave out the experiment"),
        (["experiment=schemes", "scheme=ucdp"], 2, "scheme is given on the command line"),
        (["experiment=shcemes"], 2, "did you mean 'schemes'?"),
    ],
)
def test_a_wrong_call_is_one_clear_line(
    words: list[str], code: int, message: str, datasets: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["compare", *words]) == code
    err = capsys.readouterr().err
    assert err.startswith("dateline: ")
    assert err.count("\n") == 1
    assert message in err
    assert not Path("out").exists()


@pytest.mark.parametrize(
    ("variants", "message"),
    [
        ("{a: [scheme=cameo], b: [scheme=cameo]}", "the variants a and b have the same config"),
        ("{a/b: [scheme=cameo]}", "'a/b' cannot be the name of a folder"),
        ("{a: [shceme=cameo]}", "shceme"),
        ("{a: [scheme=cmaeo]}", "did you mean 'cameo'?"),
        ("{a: scheme=cameo}", "incompatible with type hint"),
    ],
)
def test_a_wrong_experiment_is_one_clear_line(
    variants: str, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "configs" / "experiment" / "mine.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(f"# @package _global_\n# mine\nvariants: {variants}\n", encoding="utf-8")
    assert main(["compare", "--config-dir", "configs", "experiment=mine"]) == 2
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert message in err


def test_datasets_without_a_common_article_are_an_error(
    datasets: None,
    make_result: Callable[[str], CodingResult],
    write_dataset: Callable[..., Path],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    write_dataset(tmp_path / "other", [make_result("b1")])
    assert main(["compare", "one", "other"]) == 1
    assert "no article in common" in capsys.readouterr().err
    write_dataset(tmp_path / "none", [replace(make_result("a1"), events=())])
    assert main(["compare", "one", "none"]) == 1
    assert "none has no events" in capsys.readouterr().err
