"""`dateline export`, `import` and `adjudicate` from the outside."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from tests.conftest import MakeResult, WriteDataset

from dateline.coding.ontology import loader
from dateline.experiments.cli import main

_load = cache(loader.load_ontology)


@pytest.fixture(autouse=True)
def _load_the_ontology_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loader, "load_ontology", _load)


@pytest.fixture
def dataset(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write_dataset: WriteDataset, make_result: MakeResult
) -> Path:
    monkeypatch.chdir(tmp_path)
    return write_dataset(tmp_path / "bay", [make_result("a-1"), make_result("b-1")])


def test_human_coding_goes_out_comes_back_and_is_settled(
    dataset: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["export", "bay", "--as", "csv", "output=round"]) == 0
    assert "2 articles, 4 suggested events" in capsys.readouterr().out
    sheet = tmp_path / "round" / "sheet.csv"
    assert {path.name for path in sheet.parent.iterdir()} == {"sheet.csv", "README.md", "codebook.md", "export.json"}
    assert main(["import", str(sheet), "--as", "csv", "dataset=bay", "by=maria", "scheme=ucdp"]) == 0
    assert "2 articles, 4 events (4 as suggested), 0 unfinished" in capsys.readouterr().out
    sheet.write_bytes(sheet.read_bytes().replace(b"do,reported", b"threaten,reported", 1))
    assert main(["import", str(sheet), "--as", "csv", "dataset=bay", "by=jun", "scheme=ucdp"]) == 0
    assert main(["verify", "out/maria"]) == main(["verify", "out/jun"]) == 0
    assert "The coding was done by a person" in Path("out/jun/README.md").read_text(encoding="utf-8")
    assert json.loads(Path("out/jun/manifest.json").read_bytes())["config"]["import"]["coder"] == "jun"
    assert main(["verify", "out/jun", "--rebuild"]) == 2
    assert "was not built from a corpus" in capsys.readouterr().err
    assert main(["adjudicate", "out/maria", "out/jun", "output=table.csv"]) == 0
    assert "2 articles, 4 events: 0 not found by all, 1 fields in dispute" in capsys.readouterr().out
    gold = ["adjudicate", "out/maria", "out/jun", "decisions=table.csv", "scheme=ucdp"]
    assert main(gold) == 1
    assert "act: undecided; write whose value stands (maria, jun)" in capsys.readouterr().err
    table = Path("table.csv")
    table.write_bytes(table.read_bytes().replace(b"do,threaten,", b"do,threaten,jun"))
    assert main(gold) == 0
    assert pq.read_table("out/gold/events.parquet")["act"].to_pylist().count("threaten") == 1
    assert main(["verify", "out/gold"]) == 0
    assert not list(tmp_path.glob("**/.*partial*"))


@pytest.mark.parametrize(
    ("argv", "code", "told"),
    [
        (["export", "bay"], 2, "--as is missing"),
        (["export", "bay", "--as", "labelstudo"], 2, "did you mean 'labelstudio'?"),
        (["export", "--as", "csv"], 2, "name one path, and none is given"),
        (["export", "nowhere", "--as", "csv"], 1, "no dateline dataset"),
        (["export", "bay", "--as", "acled", "sample.size=3"], 2, "sample.size is of use for human coding only"),
        (["export", "bay", "--as", "acled"], 1, "no codes of acled"),
        (["export", "bay", "--as", "csv", "sample.by=cod"], 2, "expected one of [all, code, uncertainty]"),
        (["export", "bay", "--as", "csv", "output=bay", "overwrite=true"], 1, "choose another output"),
        (["import", "bay", "--as", "csv", "dataset=bay"], 2, "by must be given"),
        (["import", "bay", "--as", "csv", "dataset=bay", "by=x"], 1, "is no file"),
        (["import", "bay", "--as", "csv", "dataset=bay", "by=x", "annotator=x"], 2, "--as labelstudio only"),
        (["import", "bay", "--as", "acled"], 2, "there is no format 'acled'"),
        (["adjudicate", "bay"], 2, "adjudication needs two codings or more"),
        (["adjudicate", "bay", "bay", "decisions=none.csv"], 1, "is no file"),
    ],
)
def test_a_wrong_call_is_told_what_to_do(
    dataset: Path, capsys: pytest.CaptureFixture[str], argv: list[str], code: int, told: str
) -> None:
    assert main(argv) == code
    assert told in capsys.readouterr().err
    assert not Path("out").exists()


@pytest.mark.parametrize(
    ("tool", "file"), [("labelstudio", "tasks.json"), ("doccano", "articles.jsonl"), ("csv", "sheet.csv")]
)
def test_a_blind_project_holds_nothing_that_was_coded(dataset: Path, tool: str, file: str) -> None:
    blind = ["export", "bay", "--as", tool, "blind=true", "sample.size=1"]
    assert main(blind) == 0
    text = Path(f"out/bay-{tool}", file).read_text(encoding="utf-8")
    assert "Rebels shelled the harbour" in text and "ZZZREB" not in text
    # The same call gives the same bytes.
    assert main([*blind, "output=again"]) == 0
    assert Path("again", file).read_text(encoding="utf-8") == text
