"""The gold codings are sound, and the scorer gives full marks to the gold itself and none to nothing."""

from __future__ import annotations

import importlib.util
import json
import sys
from dataclasses import replace
from datetime import date
from importlib.resources import files
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from dateline.coding.cast.composition import Codebook
from dateline.coding.ontology.loader import load_ontology
from dateline.coding.records import ACTS, STATUSES, UNSPECIFIED
from dateline.datasets.readers.jsonl import JsonlReader

GOLD = Path(__file__).parent / "gold"
KEYS = (
    "action act trigger source target date place place_country "
    "killed wounded captured status claimant disputed background"
).split()
OPTIONAL_KEYS = {"reciprocal", "accept", "optional"}


def _scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_gold", GOLD / "score_gold.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    # Dataclasses look their own module up by its name.
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


scorer = _scorer()
RECORDS = [
    (name, json.loads(line))
    for name in scorer.SETS
    for line in (GOLD / f"{name}.jsonl").read_text("utf-8").splitlines()
]
EVENTS = [(record["article_id"], event) for _, record in RECORDS for event in record["events"]]
ARTICLES = {name: scorer.read_gold(name) for name in scorer.SETS}


def _options(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def test_sizes() -> None:
    assert len(ARTICLES["coded"]) == 60
    assert len(ARTICLES["held_out"]) == 30
    assert sum(not article.events for article in ARTICLES["coded"]) == 7
    ids = [article.article_id for articles in ARTICLES.values() for article in articles]
    assert len(ids) == len(set(ids))


def test_own_articles_are_whole_and_marked_as_constructed() -> None:
    own = [record for _, record in RECORDS if "text" in record]
    assert len(own) == 50
    for record in own:
        assert 90 <= len(record["text"].split()) <= 220, record["article_id"]
        assert record["publisher"].endswith("(constructed)")
        assert record["licence"] == "CC0-1.0; constructed for dateline"
        assert date(1985, 1, 1) <= date.fromisoformat(record["published_on"]) <= date(2025, 12, 31)


def test_no_two_articles_share_twelve_words_in_a_row() -> None:
    seen: dict[tuple[str, ...], str] = {}
    for article in [*ARTICLES["coded"], *ARTICLES["held_out"]]:
        words = article.text.split()
        for run in zip(*(words[start:] for start in range(12)), strict=False):
            assert seen.setdefault(run, article.article_id) == article.article_id


@pytest.mark.parametrize("name", scorer.SETS)
def test_triggers_stand_once_in_the_text_and_places_stand_in_it(name: str) -> None:
    for article in ARTICLES[name]:
        for event in article.events:
            assert article.text.count(event.trigger) == 1, (article.article_id, event.trigger)
            assert all(place in article.text for place in event.place if place), (
                article.article_id,
                event.place,
            )


def test_events_have_the_agreed_keys_and_values() -> None:
    for article_id, event in EVENTS:
        assert set(event) - OPTIONAL_KEYS == set(KEYS), (article_id, event["trigger"])
        assert event["act"] in ACTS
        assert set(_options(event["status"])) <= set(STATUSES)
        assert event["disputed"] in (True, False, None) and event["background"] in (True, False, None)
        for count in ("killed", "wounded", "captured"):
            assert all(value is None or value > 0 for value in _options(event[count]))
        if event["date"] is not None:
            first, last = map(date.fromisoformat, event["date"])
            assert first <= last


def test_nothing_is_dated_after_publication() -> None:
    # One day of grace: a rule that takes effect at midnight.
    for articles in ARTICLES.values():
        for article in articles:
            published = date.fromisoformat(article.fields["published_on"])
            for event in article.events:
                if event.date is not None:
                    assert event.date[0] <= published and (event.date[1] - published).days <= 1, event.trigger


def test_actor_codes_and_actions_are_known() -> None:
    codebook = Codebook.load(files("dateline.coding.cast") / "data")
    known = {*load_ontology().actions, UNSPECIFIED}
    for article_id, event in EVENTS:
        codings = [f"{event['act']}({event['action']})", *event.get("accept", ())]
        for act, action in (coding.removesuffix(")").split("(") for coding in codings):
            assert act in ACTS and (action in known or action == "*"), (article_id, action)
        for code in (code for role in ("source", "target", "claimant") for code in _options(event[role])):
            if code is not None:
                assert codebook.problem(code) is None, article_id
                assert scorer.country_of(code) == codebook.country(code), code
                assert scorer.sector_of(code) == codebook.sector(code), code
        countries = {country for country in _options(event["place_country"]) if country}
        assert countries <= codebook.countries, article_id


def test_required_events_name_a_party() -> None:
    # An event of which no party at all is known is nothing that a coder must find.
    for articles in ARTICLES.values():
        for article in articles:
            for event in article.events:
                assert event.is_optional or event.source != (None,) or event.target != (None,), event.trigger


def test_the_corpus_can_be_read(tmp_path: Path) -> None:
    for name, articles in ARTICLES.items():
        path = tmp_path / f"{name}.jsonl"
        assert scorer.main(["--write-corpus", str(path), name]) == 0
        read = list(JsonlReader(path))
        assert [getattr(record, "article_id", None) for record in read] == [a.article_id for a in articles]
        assert [getattr(record, "text", None) for record in read] == [a.text for a in articles]


def _coded(article: Any, event: Any, index: int) -> Any:
    """The row that a perfect coder would write for a gold event."""
    start = article.text.index(event.trigger)
    row = {
        "action": event.action,
        "act": event.act,
        "is_reciprocal": event.is_reciprocal,
        "date_start": event.date[0] if event.date else None,
        "date_end": event.date[1] if event.date else None,
        "place_text": event.place[0],
        "place_name": event.place[0],
        "place_country": event.place_country[0],
        "killed": event.killed[0],
        "wounded": event.wounded[0],
        "captured": event.captured[0],
        "status": event.status[0],
        "claimant_code": event.claimant[0],
        "is_disputed": bool(event.disputed),
        "is_background": bool(event.background),
        "trigger_text": event.trigger,
        "event_id": f"{article.article_id}-{index}",
    }
    for role, code in (("source", event.source[0]), ("target", event.target[0])):
        row[f"{role}_code"] = code
        row[f"{role}_country"] = scorer.country_of(code)
        row[f"{role}_sector"] = scorer.sector_of(code)
    return scorer.CodedEvent(row, ((start, start + len(event.trigger)),), frozenset({0}))


def _perfect(articles: list[Any]) -> Any:
    return scorer.Dataset(
        {article.article_id: article.text for article in articles},
        {article.article_id: [(0, 0, len(article.text))] for article in articles},
        {a.article_id: [_coded(a, event, i) for i, event in enumerate(a.events)] for a in articles},
    )


@pytest.mark.parametrize("name", scorer.SETS)
def test_the_gold_scores_full_marks_against_itself(name: str) -> None:
    articles = ARTICLES[name]
    dataset = _perfect(articles)
    results = [scorer.compare(article, dataset) for article in articles]
    assert not [event.trigger for result in results for event in (*result.missed,)]
    assert not [event.name for result in results for event in result.extra]
    assert all(pair.is_exact for result in results for pair in result.pairs)
    wrong = [
        (pair.gold.trigger, column)
        for result in results
        for pair in result.pairs
        if pair.gold.trigger == pair.coded.row["trigger_text"]
        for column, verdict in scorer.judge(pair).items()
        if not verdict
    ]
    assert not wrong


def test_an_empty_dataset_finds_nothing() -> None:
    articles = ARTICLES["coded"]
    empty = replace(_perfect(articles), events={article.article_id: [] for article in articles})
    results = [scorer.compare(article, empty) for article in articles]
    assert not any(result.pairs or result.extra for result in results)
    assert "recall   0.0 %" in scorer.report(results)[1]


def test_the_assignment_is_the_best_one() -> None:
    # Taking the greatest weight first (9) would give 9 + 1.
    assert sorted(scorer._best_assignment([[9, 8], [7, 1]])) == [(0, 1), (1, 0)]
    assert scorer._best_assignment([]) == []


def test_a_swapped_reciprocal_event_is_right() -> None:
    article = next(a for a in ARTICLES["coded"] if any(event.is_reciprocal for event in a.events))
    event = next(event for event in article.events if event.is_reciprocal)
    coded = _coded(article, event, 0)
    swapped = {**coded.row}
    for column in ("code", "country", "sector"):
        swapped[f"source_{column}"], swapped[f"target_{column}"] = (
            coded.row[f"target_{column}"],
            coded.row[f"source_{column}"],
        )
    dataset = replace(_perfect([article]), events={article.article_id: [replace(coded, row=swapped)]})
    (pair,) = scorer.compare(article, dataset).pairs
    assert pair.is_swapped and all(scorer.judge(pair).values())
