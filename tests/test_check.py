"""`dateline check` from the outside: a dataset in, a table and a folder out."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import skops.io
from tests.consistency_texts import make_coded, make_corpus

from dateline.experiments.cli import main
from dateline.experiments.consistency.findings import KINDS
from dateline.experiments.consistency.models import TRUSTED

WriteDataset = Callable[..., Path]

QUICK = ["classifier=[majority,naive_bayes]", "folds=3", "bootstrap=20", "curve=[0.5,1.0]", "later=0.3"]


@pytest.fixture(autouse=True)
def _workplace(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def dataset(tmp_path: Path, write_dataset: WriteDataset) -> Path:
    """Thirty articles, in one of which a meeting is coded as shelling."""
    results = make_corpus(30)
    wrong = results[9]
    events = tuple(replace(e, action="shelling") if e.action == "meeting" else e for e in wrong.events)
    results[9] = replace(wrong, events=events)
    return write_dataset(tmp_path / "d", results)


def read_files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*.*"))}


def test_the_report_is_printed_and_written(dataset: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["check", "d", *QUICK]) == 0
    out = capsys.readouterr().out
    assert "90 events of 30 articles, 90 units with 3 codes of action" in out
    assert "report: out/check" in out
    assert max(map(len, out.splitlines())) <= 80
    folder = tmp_path / "out" / "check"
    report = json.loads((folder / "check.json").read_text(encoding="utf-8"))
    assert report["format"] == "dateline check"
    assert report["judge"] == "naive_bayes"
    assert report["config"]["seed"] == 0 and report["config"]["classifier"]["naive_bayes"]["alpha"] == 0.3
    assert len(report["dataset"]["manifest_sha256"]) == 64 and report["versions"]["cleanlab"]
    assert {(score["classifier"], score["split"]) for score in report["scores"]} == {
        (name, split) for name in ("majority", "naive_bayes") for split in ("articles", "time")
    }
    best = max(score["macro_f1"]["value"] for score in report["scores"])
    assert best > 0.9
    with (folder / "findings" / "disagreements.csv").open(encoding="utf-8", newline="") as file:
        first = next(csv.DictReader(file))
    assert (first["article_id"], first["code"], first["suggested"]) == ("a009", "shelling", "meeting")
    assert first["event_id"].startswith("a009-") and first["text"].endswith("talks.")
    assert {path.stem for path in (folder / "findings").iterdir()} == set(KINDS)
    model = skops.io.load(folder / "models" / "naive_bayes.skops", trusted=list(TRUSTED))
    assert report["codes"][model.predict(["«hosted» the envoy «hoste~»"])[0]] == "meeting"
    assert "| naive_bayes | other articles | 90 |" in (folder / "report.md").read_text(encoding="utf-8")
    assert "a009" in (folder / "report.html").read_text(encoding="utf-8")


def test_the_same_dataset_gives_the_same_bytes(dataset: Path, tmp_path: Path) -> None:
    for output in ("first", "second"):
        assert main(["check", "d", *QUICK, "unit=sentence", "uncoded=own_class", f"output={output}"]) == 0
    first, second = read_files(tmp_path / "first"), read_files(tmp_path / "second")
    assert first == second
    assert str(tmp_path).encode() not in b"".join(first.values())
    assert "none" in json.loads(first["check.json"])["codes"]


def test_a_report_is_replaced_on_demand_only(dataset: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    argv = ["check", "d", "classifier=[majority]", "folds=2", "bootstrap=0", "curve=[]", "planted=null"]
    assert main(argv) == 0
    assert main(argv) == 1
    assert "overwrite=true" in capsys.readouterr().err
    assert main([*argv, "overwrite=true"]) == 0
    (tmp_path / "out" / "check" / "findings" / "notes.txt").write_text("mine", encoding="utf-8")
    assert main([*argv, "overwrite=true"]) == 1
    assert "findings/notes.txt" in capsys.readouterr().err
    assert main([*argv, "output=d/check"]) == 1
    assert "lies in the dataset" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        ([], 2, "none is given"),
        (["d", "d2"], 2, "one dataset"),
        (["nowhere"], 1, "nowhere is no dateline dataset"),
        (["d", "type=stub.cod"], 2, "did you mean 'stub.code'?"),
        (["d", "type=act"], 2, "the one code 'do' in act, so there is nothing to tell apart"),
        (["d", "folds=31"], 2, "set folds=30 or fewer"),
        (["d", "folds=1"], 2, "2 or more"),
        (["d", "least=31"], 2, "0 codes of action stand in 31 articles or more"),
        (["d", "classifier=[svm]"], 2, "svm"),
        (["d", "classifier=[]"], 2, "classifier names none"),
        (["d", "classifier=[majority]", "classifier.majority.words=3"], 2, "words"),
        (["d", "judge=keywords"], 2, "did you mean 'keyword'?"),
        (["d", "near=0"], 2, "near is 0"),
        (["d", "planted=2"], 2, "planted is 2"),
        (["d", "curve=[0]"], 2, "curve has 0"),
        (["d", "unit=clause"], 2, "trigger"),
        (["d", "fold=3"], 2, "did you mean 'folds'?"),
    ],
)
def test_a_wrong_call_is_one_clear_line(
    words: list[str],
    code: int,
    message: str,
    dataset: Path,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    assert main(["check", *words]) == code
    err = capsys.readouterr().err.strip().splitlines()[-1]
    assert err.startswith("dateline: ")
    assert message in err
    assert not (tmp_path / "out").exists()


def test_a_code_with_one_member_is_named(
    tmp_path: Path, write_dataset: WriteDataset, capsys: pytest.CaptureFixture[str]
) -> None:
    odd = make_coded("b", [("Guards imposed a curfew on the town.", "imposed", "curfew")])
    write_dataset(tmp_path / "odd", [*make_corpus(12), odd])
    assert main(["check", "odd", *QUICK, "least=1"]) == 2
    assert "in one article: curfew" in capsys.readouterr().err
    assert main(["check", "odd", *QUICK]) == 0
    out = capsys.readouterr().out
    assert "1 codes (1 units) stand in fewer than 5 groups" in out
    support = (tmp_path / "out" / "check" / "findings" / "support.csv").read_text(encoding="utf-8")
    assert "Guards imposed a curfew" in support
