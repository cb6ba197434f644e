from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dateline.coding.errors import ConfigError, DatelineError
from dateline.coding.records import Article, CodingResult
from dateline.experiments.executors import Executor, ProcessExecutor, SerialExecutor

STUB = {"_target_": "stub_coder.StubCoder"}
PLUGINS = Path(__file__).parent / "plugins"


@pytest.fixture(autouse=True)
def _plugins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(PLUGINS)


def make_articles(*texts: str) -> list[Article]:
    return [Article(article_id=f"a{number}", text=text) for number, text in enumerate(texts)]


def code(executor: Executor, articles: list[Article]) -> list[CodingResult]:
    return list(executor.code(STUB, articles))


def test_serial_gives_one_result_per_article_in_order() -> None:
    articles = make_articles("one", "two", "three")
    assert [result.article for result in code(SerialExecutor(), articles)] == articles


def test_processes_give_the_results_of_serial() -> None:
    articles = make_articles(*(f"text {number}" for number in range(23)))
    assert code(ProcessExecutor(workers=2, batch=3), articles) == code(SerialExecutor(), articles)


def test_an_article_at_which_the_coder_fails_is_lost_alone() -> None:
    articles = make_articles("one", "raise it", "three", "four")
    serial = code(SerialExecutor(), articles)
    assert [result.error for result in serial] == [
        None,
        ("coder_failed", "ValueError: a fault of the coder"),
        None,
        None,
    ]
    assert code(ProcessExecutor(workers=1, batch=3), articles) == serial


def test_an_article_that_kills_its_process_is_lost_alone() -> None:
    articles = make_articles("one", "two", "die here", "four", "five", "six")
    results = code(ProcessExecutor(workers=2, batch=2), articles)
    assert [result.article for result in results] == articles
    assert [bool(result.error) for result in results] == [False, False, True, False, False, False]


def test_processes_that_all_die_end_the_run() -> None:
    with pytest.raises(DatelineError, match="die one after the other"):
        code(ProcessExecutor(workers=1, batch=4), make_articles("die", "die", "die", "die"))


def test_a_coder_that_skips_an_article_is_refused() -> None:
    faulty = {"_target_": "stub_coder.FaultyCoder"}
    with pytest.raises(DatelineError, match="exactly one result per article"):
        list(SerialExecutor().code(faulty, make_articles("one", "two")))


def test_articles_are_read_no_further_than_needed() -> None:
    read: list[str] = []

    def stream() -> Iterator[Article]:
        for article in make_articles(*("text" for _ in range(100))):
            read.append(article.article_id)
            yield article

    results = ProcessExecutor(workers=1, batch=2).code(STUB, stream())
    next(results)
    assert len(read) <= 6
    results.close()  # type: ignore[attr-defined]


@pytest.mark.parametrize("key", ["workers", "batch"])
def test_less_than_one_worker_or_article_is_refused(key: str) -> None:
    with pytest.raises(ConfigError, match=f"executor.{key} is 0"):
        ProcessExecutor(**{key: 0})
