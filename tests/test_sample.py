"""The sample corpus: whole, marked as constructed, of the promised lengths and settings."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest

from dateline.coding.records import Article
from dateline.datasets.readers.languages import detected_language
from dateline.datasets.readers.sample import SampleReader


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    records = list(SampleReader())
    assert all(isinstance(record, Article) for record in records), "none of the sample is quarantined"
    return [record for record in records if isinstance(record, Article)]


def test_forty_articles(articles: list[Article]) -> None:
    assert len(articles) == SampleReader().count() == 40
    settings = Counter(article.article_id.rsplit("-", 1)[0] for article in articles)
    assert min(settings.values()) >= 2
    assert settings["sample-none"] >= 6


def test_every_article_says_that_it_is_constructed(articles: list[Article]) -> None:
    for article in articles:
        assert article.licence == "CC0-1.0; constructed for dateline"
        assert article.publisher is not None and article.publisher.endswith("(constructed)")


def test_articles_are_whole(articles: list[Article]) -> None:
    for article in articles:
        assert 120 <= len(article.text.split()) <= 350, article.article_id
        assert article.published_on is not None
        assert article.title is not None and article.text.startswith(f"{article.title}\n\n")
        assert article.language == detected_language(article.text) == "en"
        assert all(paragraph.strip()[-1] in ".!?”" for paragraph in article.text.split("\n\n")[1:])


def test_no_two_articles_share_a_sentence(articles: list[Article]) -> None:
    seen: dict[tuple[str, ...], str] = {}
    for article in articles:
        words = article.text.split()
        for run in zip(*(words[start:] for start in range(12)), strict=False):
            assert seen.setdefault(run, article.article_id) == article.article_id


def test_accounts_of_the_same_day_are_several(articles: list[Article]) -> None:
    days = Counter(article.published_on for article in articles if article.article_id[7:9] in ("az", "am", "ru", "in"))
    assert max(days.values()) >= 4
    assert all(first.article_id < second.article_id for first, second in pairwise(articles[:3]))


def test_input_is_named_without_a_path() -> None:
    assert [name for name, _ in SampleReader().inputs()] == ["articles.jsonl"]
