"""`dateline report` from the outside: a dataset in, one file out that says what is in the dataset and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from tests.report_pages import ReportPage, check_report_page

from dateline.coding.records import Article, CodingResult
from dateline.experiments.cli import main

EVIL = "<script>alert('x')</script>"


@pytest.fixture(autouse=True)
def _workplace(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def dataset(tmp_path: Path, make_result: Callable[[str], CodingResult], write_dataset: Callable[..., Path]) -> Path:
    """Six articles, one of them without events, one with hostile words."""
    results = [make_result(f"a{number}") for number in range(6)]
    article = results[1].article
    results[1] = replace(
        results[1],
        article=replace(article, title=EVIL, publisher=EVIL),
        events=tuple(replace(event, source_text=EVIL, claimant_text=EVIL) for event in results[1].events),
    )
    results[5] = replace(results[5], events=(), rejections=())
    return write_dataset(tmp_path / "bay", results)


def read_report(*words: str) -> ReportPage:
    assert main(["report", "bay", "output=r.html", *words]) == 0
    return check_report_page(Path("r.html").read_text(encoding="utf-8"))


def test_every_number_is_the_dataset_s(dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    read = read_report()
    assert capsys.readouterr().out == "report: r.html\n"
    events = pq.read_table(dataset / "events.parquet")
    codes = pq.read_table(dataset / "codes.parquet").to_pylist()
    facts = [words.strip() for tag, words in read.words if tag == "dd"][:6]
    assert facts == ["6", "18", str(events.num_rows), "5", "5", "0"]
    assert "10 events coded from 6 articles, published 2021-11-16." in read.text
    assert read.tables["Events by kind"][1:] == [["shelling", "do", "shelling", "10"]]
    assert read.tables["Codes of stub code"][1:] == [["shelling", "10"]]
    deadly = sum(code["axis"] == "deadly" for code in codes)
    assert read.tables["Codes of stub deadly"][1:] == [["1", "Deadly", str(deadly)]]
    assert read.tables["Places"][1:] == [["Ostrava Bay", "CZE", "49.80", "18.20", "exact place", "10"]]
    assert read.tables["Pairs of actors"][1:] == [["ZZZREB", "", "5"], ["ZZZREB", "CZEMIL", "5"]]
    assert read.tables["Losses by kind"][1:] == [["killed", "people killed", "5", "5", "15"]]
    assert len(read.tables["Events with deaths"]) == 1 + 5
    assert read.tables["Rejections by reason"][1:] == [["negated", "the clause says that it did not happen", "5"]]
    assert read.tables["Events by status"][1:] == [["reported", "the publisher states it", "10"]]
    assert len(read.tables["Events of these articles"]) == 1 + 10


def test_articles_have_their_words_marked_and_their_codings_beside(dataset: Path) -> None:
    read = read_report()
    marked = {words for tag, words in read.words if tag == "mark"}
    assert marked == {"shelled", "three sailors"}
    assert {f"event-a{number}-{pair}" for number in range(5) for pair in (0, 1)} <= set(read.ids)
    assert "nothing coded" in read.text
    assert EVIL in read.text
    assert dataset.name in {path.name for path in Path().iterdir()}


def test_a_few_articles_are_drawn_always_the_same(dataset: Path) -> None:
    first = read_report("articles=2", "seed=3")
    assert "2 articles of 6, drawn by chance (seed 3)." in first.text
    again = read_report("articles=2", "seed=3", "overwrite=true")
    assert again.text == first.text
    # Numbers are of the whole dataset all the same.
    assert first.tables["Events by kind"][1:] == [["shelling", "do", "shelling", "10"]]
    none = read_report("articles=0", "overwrite=true")
    assert "mark" not in none.tags
    assert dataset.is_dir()


def test_a_table_is_cut_and_says_so(dataset: Path) -> None:
    read = read_report("rows=1")
    assert len(read.tables["Pairs of actors"]) == 2
    assert "The first 1 of 2 rows." in read.text
    assert dataset.is_dir()


@pytest.mark.parametrize(("text", "words"), [("withheld", "withholds the texts"), ("snippet", "the beginning of each")])
def test_withheld_texts_are_not_shown(
    text: str, words: str, make_result: Callable[[str], CodingResult], write_dataset: Callable[..., Path]
) -> None:
    write_dataset(Path("bay"), [make_result("a")], text=text)
    read = read_report()
    assert words in read.text
    assert ("mark" in read.tags) == (text == "snippet")


def test_a_dataset_without_events(write_dataset: Callable[..., Path]) -> None:
    write_dataset(Path("bay"), [CodingResult(Article("a", "No news."), error=("coder_failed", "it broke"))])
    read = read_report()
    assert "0 events coded from" in read.text
    assert read.tables["Inputs in quarantine"][1][0] == "bay.jsonl"


def test_a_dataset_without_articles(write_dataset: Callable[..., Path]) -> None:
    write_dataset(Path("bay"), [])
    assert "0 events coded from 0 articles." in read_report().text


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        ([], "none is given"),
        (["nowhere"], "nowhere is no dateline dataset"),
        (["bay", "other"], "one dataset, not 2"),
        (["bay", "articles=-1"], "articles must be 0 or more"),
        (["bay", "rows=none"], "rows"),
        (["bay", "article=3"], "articles"),
        (["bay", "output=bay/report.html"], "choose another output"),
        (["bay", "output=mine.txt", "overwrite=true"], "no report of dateline"),
        (["bay", "output=bay"], "is no file"),
    ],
)
def test_a_wrong_call_is_one_clear_line(
    argv: list[str], words: str, dataset: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("mine.txt").write_text("mine", encoding="utf-8")
    before = sorted(path.name for path in dataset.iterdir())
    assert main(["report", *argv]) in (1, 2)
    err = capsys.readouterr().err
    assert err.startswith("dateline: ")
    assert err.count("\n") == 1
    assert words in err
    assert sorted(path.name for path in dataset.iterdir()) == before


def test_a_table_that_is_missing_is_named(dataset: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (dataset / "losses.parquet").unlink()
    assert main(["report", "bay"]) == 1
    assert "lacks losses.parquet" in capsys.readouterr().err
    assert not Path("out").exists()
