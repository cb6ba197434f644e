"""Adjudication: what coders agree on stands, what they dispute is decided, and nothing is decided by itself."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
from tests.annotated_articles import LABELS
from tests.conftest import MakeResult, StubScheme

from dateline.coding.errors import ConfigError
from dateline.coding.records import Actor, CodingResult
from dateline.datasets.annotation.application import AnnotationError
from dateline.datasets.description import Description
from dateline.datasets.writing import DatasetWriter
from dateline.experiments.adjudication.disputes import Ground, find_disputes
from dateline.experiments.adjudication.settlement import settle
from dateline.experiments.adjudication.table import read_table, render_table

MATCH = {
    "type": None,
    "source": None,
    "target": None,
    "place": None,
    "km": None,
    "days": None,
    "sentences": 0,
    "unlike": 0.5,
}


def write(output: Path, result: CodingResult) -> Path:
    description = Description(output.name, output.name, output.name, "# Codebook\n", {})
    with DatasetWriter(output, description, [StubScheme()]) as writer:
        writer.add(result, "bay.jsonl")
        return writer.finish()


@pytest.fixture
def ground(tmp_path: Path, make_result: MakeResult) -> Ground:
    """Maria has both events; jun has the first only, threatened, by another source, with other losses."""
    result = make_result("a-1")
    first = result.events[0]
    loss = replace(first.losses[0], best=4, high=5)
    jun = replace(
        first,
        event_id="j-0",
        act="threaten",
        source=Actor("CZEREB", "CZE", "REB", "rebels", "noun"),
        losses=(loss,),
        killed=4,
        coder="jun 1",
    )
    folders = [write(tmp_path / "maria", result), write(tmp_path / "jun", replace(result, events=(jun,)))]
    return find_disputes(folders, "action", MATCH)


def rows_of(ground: Ground) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(render_table(ground).lstrip("\ufeff"), newline="")))


def decide(ground: Ground, **decisions: str) -> tuple[CodingResult, ...]:
    """Settle with the same decision for every row of a field; rows without one keep what stands there."""
    rows = rows_of(ground)
    for row in rows:
        row["decision"] = decisions.get(row["field"], row["decision"])
        if row["field"] == "event" and not row["jun"]:
            row["decision"] = decisions.get("alone", "")
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    read, faults = read_table(text.getvalue(), "table.csv", ground)
    return settle(ground, read, faults, LABELS, "adjudication 1", "table.csv")


def test_the_table_shows_disputes_alone(ground: Ground) -> None:
    rows = [(row["field"], row["maria"], row["jun"], row["decision"]) for row in rows_of(ground)]
    assert rows == [
        ("event", "yes", "", ""),
        ("event", "yes", "yes", "maria"),
        ("act", "do", "threaten", ""),
        ("source", "ZZZREB", "CZEREB", ""),
        ("losses", "killed 3 of CZEMIL", "killed 4 (3-5) of CZEMIL", ""),
    ]


def test_one_coder_s_side_gives_that_coder_s_events(ground: Ground, make_result: MakeResult) -> None:
    ((second, first),) = (
        result.events for result in decide(ground, act="maria", source="maria", losses="maria", alone="maria")
    )
    before = {event.event_id: event for event in make_result("a-1").events}
    for event in (second, first):
        assert (event.coder, event.rule) == ("adjudication 1", "shelling/verb:shell")
        assert set(event.mentions) == set(before[event.event_id].mentions)
    assert (first.losses[0].best, first.source and first.source.code) == (3, "ZZZREB")


def test_fields_may_come_from_different_coders_and_values_be_written(ground: Ground) -> None:
    ((event,),) = (result.events for result in decide(ground, act="do", source="jun", losses="killed 9", alone="none"))
    assert event.source is not None and (event.source.code, event.source.country) == ("CZEREB", "CZE")
    assert (event.act, event.killed, event.losses[0].best, event.score) == ("do", 9, 9, None)
    ((event,),) = (result.events for result in decide(ground, act="jun", source="-", losses="jun", alone="none"))
    assert (event.act, event.source, event.source_text, event.killed) == ("threaten", None, "Rebels", 4)


def test_no_event_at_all_is_a_coding_too(ground: Ground) -> None:
    assert [result.events for result in decide(ground, event="none", alone="none")] == [()]


@pytest.mark.parametrize(
    ("decisions", "told"),
    [
        (
            {"act": "maria", "source": "jun", "losses": "jun"},
            "line 2: event: undecided; write whose event stands .maria.",
        ),
        ({"alone": "none", "source": "jun", "losses": "jun"}, "line 4: act: undecided; write whose value stands"),
        ({"alone": "mariah"}, "'mariah' is no decision; did you mean 'maria'"),
        ({"alone": "none", "act": "threatn"}, "line 4: unknown act 'threatn'; did you mean 'threaten'"),
        ({"alone": "none", "act": "-"}, "line 4: the act cannot be unknown"),
        ({"alone": "none", "act": "do", "source": "XX", "losses": "jun"}, "line 3 and on: the actor code 'XX'"),
    ],
)
def test_what_is_not_decided_is_named(ground: Ground, decisions: dict[str, str], told: str) -> None:
    with pytest.raises(AnnotationError, match=told):
        decide(ground, **decisions)


def test_a_table_of_other_datasets_is_refused(ground: Ground) -> None:
    text = render_table(ground).lstrip("\ufeff")
    unit = rows_of(ground)[0]["unit"]
    _, faults = read_table(text.replace(unit, "feed"), "table.csv", ground)
    assert "table.csv, line 2: the unit 'feed' is none of these datasets" in faults[0]
    _, faults = read_table(text + text.split("\r\n", 1)[1], "table.csv", ground)
    assert "stand in table.csv, line 2 already" in faults[0]


def test_one_coding_has_no_disputes(tmp_path: Path, make_result: MakeResult) -> None:
    with pytest.raises(ConfigError, match="adjudication needs two codings or more"):
        find_disputes([write(tmp_path / "maria", make_result("a-1"))], "action", MATCH)
    folders = [write(tmp_path / name, make_result("a-1")) for name in ("decision", "jun")]
    with pytest.raises(ConfigError, match="may not be called 'decision'"):
        find_disputes(folders, "action", MATCH)
