"""Coding results become rows, and one that breaks the declaration is quarantined whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from dateline.coding.records import CodingResult, Event, Loss, MentionPart, Place
from dateline.datasets.quarantine import Quarantined
from dateline.datasets.rows import (
    SNIPPET_LENGTH,
    ArticleRows,
    hash_text,
    make_quarantine_row,
    make_rows,
    shorten,
)
from dateline.datasets.tables import EVENTS, TABLES

MakeResult = Callable[[str], CodingResult]


class DeadlyScheme:
    name = "deadly"

    def codes_for(self, event: Event, /) -> list[tuple[str, str, str]]:
        return [("deaths", str(event.killed), "Deaths")]


def rows_of(result: CodingResult, text: str = "full") -> ArticleRows:
    return make_rows(result, [DeadlyScheme()], text, "bay.jsonl", 7)


def change_event(result: CodingResult, **fields: object) -> CodingResult:
    return replace(result, events=(replace(result.events[0], **fields), *result.events[1:]))  # type: ignore[arg-type]


def event_values(rows: ArticleRows, column: str) -> list[object]:
    place = EVENTS.column_names.index(column)
    return [row[place] for row in sorted(rows.tables["events"], key=lambda row: str(row[0]))]


def test_each_row_has_a_value_for_each_column(make_result: MakeResult) -> None:
    rows = rows_of(make_result("a1"))
    for table in TABLES:
        for row in rows.tables.get(table.name, ()):
            assert len(row) == len(table.columns)
    assert {name: len(found) for name, found in rows.tables.items()} == {
        "articles": 1,
        "sentences": 3,
        "events": 2,
        "losses": 1,
        "codes": 2,
        "mentions": 3,
        "rejections": 1,
    }


def test_text_is_hashed_whole_whatever_is_shown(make_result: MakeResult) -> None:
    result = make_result("a1")
    long = replace(result, article=replace(result.article, text=result.article.text + " word" * 200))
    for policy in ("full", "snippet", "withheld"):
        row = rows_of(long, policy).tables["articles"][0]
        assert row[-1] == hash_text(long.article.text)
        assert (row[-2] is None) == (policy == "withheld")
    shown = rows_of(long, "snippet").tables["articles"][0][-2]
    assert isinstance(shown, str) and len(shown) <= SNIPPET_LENGTH and long.article.text.startswith(shown)


@pytest.mark.parametrize(("text", "shown"), [("", ""), ("short", "short"), ("x" * 400, "x" * 280)])
def test_shorten(text: str, shown: str) -> None:
    assert shorten(text) == shown


def test_losses_move_to_the_row_that_is_first_in_the_file(make_result: MakeResult) -> None:
    result = make_result("a1")
    first, second = result.events
    swapped = replace(result, events=(replace(first, event_id="a1-z"), replace(second, event_id="a1-b")))
    rows = rows_of(swapped)
    assert event_values(rows, "event_id") == ["a1-b", "a1-z"]
    assert event_values(rows, "killed") == [3, None]
    assert [row[0] for row in rows.tables["losses"]] == ["a1-b"]
    assert [row[0] for row in rows.tables["mentions"] if row[2] == "loss"] == ["a1-b"]


def test_equal_counts_on_each_row_of_a_happening_are_kept_once(make_result: MakeResult) -> None:
    result = make_result("a1")
    losses, mentions = result.events[0].losses, result.events[0].mentions
    repeated = replace(
        result,
        events=(result.events[0], replace(result.events[1], killed=3, losses=losses, mentions=mentions)),
    )
    rows = rows_of(repeated)
    assert event_values(rows, "killed") == [3, None]
    assert len(rows.tables["losses"]) == 1


def test_a_scheme_sees_the_deaths_of_the_happening_on_each_row(make_result: MakeResult) -> None:
    codes = rows_of(make_result("a1")).tables["codes"]
    assert sorted(row[3] for row in codes if isinstance(row[3], str)) == ["3", "3"]


def test_the_count_told_first_and_the_longer_span_stand(make_result: MakeResult) -> None:
    later = Loss("killed", "four", (100, 104), "CZEMIL", 4, 4, 4)
    result = make_result("a1")
    result = change_event(
        result,
        losses=(later, *result.events[0].losses),
        mentions=(MentionPart(0, "source", 17, 20), MentionPart(0, "source", 17, 23)),
    )
    rows = rows_of(result)
    assert [row[4] for row in rows.tables["losses"]] == [3]
    assert [row[4] for row in rows.tables["mentions"] if row[0] == "a1-0"] == [23]


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"act": "wave"}, "events.act must be one of do"),
        ({"killed": 2**40}, "out of the range of int32"),
        ({"killed": -1}, "at least 0"),
        ({"killed": "three"}, "must be int32"),
        ({"is_reciprocal": 1}, "must be bool"),
        ({"score": float("nan")}, "events.score"),
        ({"score": 1.5}, "at most 1"),
        ({"trigger_text": None}, "may not be null"),
        ({"trigger_text": "a\ud800b"}, "UTF-8"),
        ({"place": Place("x", (0, 1), latitude=91.0)}, "events.latitude"),
        ({"place": Place("x", (0, 1), precision=4)}, "events.place_precision"),
        ({"event_id": "a1-1"}, "twice"),
        ({"mentions": (MentionPart(0, "verb", 1, 2),)}, "mentions.part"),
    ],
)
def test_what_the_declaration_does_not_allow_quarantines_the_article(
    make_result: MakeResult, fields: dict[str, object], told: str
) -> None:
    rows = rows_of(change_event(make_result("a1"), **fields))
    assert set(rows.tables) == {"quarantine"}
    input_name, line, article_id, reason, detail = rows.tables["quarantine"][0]
    assert (input_name, line, article_id, reason) == ("bay.jsonl", 7, "a1", "coder_failed")
    assert told in str(detail)


def test_an_article_that_was_not_coded_keeps_its_reason(make_result: MakeResult) -> None:
    result = CodingResult(make_result("a1").article, error=("wrong_language", "de"))
    assert rows_of(result).tables == {"quarantine": (("bay.jsonl", 7, "a1", "wrong_language", "de"),)}


def test_an_undocumented_reason_goes_into_the_detail() -> None:
    row = make_quarantine_row(Quarantined("x", None, None, "too_boring", "yawn"))
    assert row == ("x", None, None, "other", "too_boring: yawn")


def test_bytes_that_are_no_text_can_be_told() -> None:
    assert make_quarantine_row(Quarantined("caf\udce9.txt", None, None, "undecodable"))[0] == "caf\\udce9.txt"
