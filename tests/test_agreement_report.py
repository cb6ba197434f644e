"""The whole measurement on small codings whose figures can be counted by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from tests.agreement_codings import make_coding, make_event

from dateline.coding.errors import ConfigError, DatasetError
from dateline.experiments.agreement.codings import CodedEvent, Coding
from dateline.experiments.agreement.report import FieldRow, Report, Settings, measure_codings

MATCH: dict[str, Any] = {
    **dict.fromkeys(("type", "source", "target", "place", "km", "days")),
    "sentences": 0,
    "unlike": 0.6,
}


def measure_all(codings: Sequence[Coding], **settings: Any) -> Report:
    given = {"type": "action", "fields": ("source_code",), "match": MATCH, "replicates": 50, **settings}
    return measure_codings(codings, Settings(**given))


def make_events(article: str, actions: Sequence[str | None], **values: Any) -> list[CodedEvent]:
    """One event in each sentence but where the action is None."""
    return [
        replace(
            make_event(f"{article}{i}", sentence=i, trigger=(i * 31, i * 31 + 5), action=action, **values),
            article_id=article,
        )
        for i, action in enumerate(actions)
        if action
    ]


@pytest.fixture
def pair() -> tuple[Coding, Coding]:
    one = {
        "x": make_events("x", ["shelling", "shelling", "meeting", None], source_code="CZE"),
        "y": make_events("y", ["meeting", None, None, None]),
    }
    two = {
        "x": make_events("x", ["shelling", "meeting", "meeting", "meeting"], source_code="CZE"),
        "y": make_events("y", [None, "meeting", None, None]),
    }
    return make_coding("one", one), make_coding("two", two)


def field(report: Report, unit: str, name: str) -> FieldRow:
    return next(row for row in report.fields if (row.unit, row.field) == (unit, name))


def test_events_are_counted(pair: tuple[Coding, Coding]) -> None:
    report = measure_all(pair)
    assert (report.articles, report.sentences) == (2, 8)
    assert report.found_by == {1: 3, 2: 3}
    row = report.pairs[0]
    assert (row.first_events, row.second_events, row.both) == (4, 5, 3)
    assert row.f1.value == pytest.approx(6 / 9)
    assert len(report.units) == 6
    assert report.units[0].event_ids == ("x0", "x0")


def test_sentences_and_events_are_rated(pair: tuple[Coding, Coding]) -> None:
    report = measure_all(pair)
    assert field(report, "sentence", "has an event").measures["percent"].value == pytest.approx(5 / 8)
    assert field(report, "sentence", "first action").measures["percent"].value == pytest.approx(4 / 8)
    assert field(report, "event", "action").units == 3
    assert field(report, "event", "action").measures["percent"].value == pytest.approx(2 / 3)


def test_a_missed_event_may_count(pair: tuple[Coding, Coding]) -> None:
    row = field(measure_all(pair, missed="no_event"), "event", "action")
    assert row.units == 6
    assert row.measures["percent"].value == pytest.approx(2 / 6)


def test_a_field_without_spread_says_so(pair: tuple[Coding, Coding]) -> None:
    report = measure_all(pair, fields=("source_code", "target_code"))
    same = field(report, "event", "source_code")
    assert same.units == 3
    assert same.measures["alpha"].value is None
    assert "all values are the same" in (same.note or "")
    assert field(report, "event", "target_code").note == "no unit has a value by two coders"


def test_codes_are_counted_the_most_frequent_first(pair: tuple[Coding, Coding]) -> None:
    report = measure_all(pair)
    assert [(row.code, row.unit, row.counts) for row in report.codes] == [
        ("meeting", "event", (2, 4)),
        ("meeting", "sentence", (2, 4)),
        ("shelling", "event", (2, 1)),
        ("shelling", "sentence", (2, 1)),
    ]
    assert report.codes[2].measures["specific"].value == pytest.approx(2 / 3)
    # By sentence both say meeting once; one says it twice, the other four times.
    assert report.codes[1].measures["specific"].value == pytest.approx(2 / 6)


def test_three_codings_of_which_one_lacks_an_article(pair: tuple[Coding, Coding]) -> None:
    third = make_coding("three", {"x": make_events("x", ["shelling", None, "meeting", None])})
    report = measure_all((*pair, third))
    assert report.articles == 2
    assert report.found_by == {1: 3, 2: 1, 3: 2}
    assert [(row.first, row.second, row.both) for row in report.pairs] == [
        ("one", "two", 3),
        ("one", "three", 2),
        ("two", "three", 2),
    ]
    # The third did not see y: nothing is said of it there.
    assert field(report, "sentence", "has an event").units == 8


def test_spans_are_measured() -> None:
    events = {"x": make_events("x", ["shelling", "meeting", None, None])}
    spans = {"x": {"trigger": ((0, 5), (31, 36))}}
    others = {"x": {"trigger": ((0, 5), (40, 45)), "source": ((10, 12),)}}
    report = measure_all((make_coding("one", events, spans=spans), make_coding("two", events, spans=others)))
    assert [(row.part, row.spans) for row in report.spans] == [("trigger", 4), ("source", 1)]
    assert 0 < (report.spans[0].alpha.value or 0) < 1


def test_the_report_is_the_same_again(pair: tuple[Coding, Coding]) -> None:
    assert measure_all(pair) == measure_all(pair)


def test_articles_of_another_text_are_left_out(pair: tuple[Coding, Coding]) -> None:
    one, two = pair
    articles = {**two.articles, "y": replace(two.articles["y"], text_sha256="other")}
    report = measure_all((one, replace(two, articles=articles)))
    assert (report.articles, report.differing) == (1, 1)


def test_no_article_in_common() -> None:
    one = make_coding("one", {"x": make_events("x", ["shelling"])})
    two = make_coding("two", {"y": make_events("y", ["shelling"])})
    with pytest.raises(DatasetError, match="one has no article in common with two .*'x' and 'y'"):
        measure_all((one, two))


def test_no_text_in_common() -> None:
    events = {"x": make_events("x", ["shelling"])}
    with pytest.raises(DatasetError, match="article ids but no text"):
        measure_all((make_coding("one", events), make_coding("two", events, text_sha256="other")))


def test_one_event_only() -> None:
    events = {"x": make_events("x", ["shelling"])}
    with pytest.raises(DatasetError, match="one event only .* code more articles"):
        measure_all((make_coding("one", events), make_coding("two", events)))


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"type": "actoin"}, "did you mean 'action'"),
        ({"fields": ("kiled",)}, "did you mean 'killed'"),
        ({"missed": "dropped"}, "allowed: left_out, no_event"),
        ({"replicates": -1}, "bootstrap is -1"),
        ({"confidence": 95.0}, "such as 0.95"),
    ],
)
def test_settings_that_name_nothing(pair: tuple[Coding, Coding], settings: dict[str, Any], words: str) -> None:
    with pytest.raises(ConfigError, match=words):
        measure_all(pair, **settings)
