"""Which codings are taken for the same event: tolerances one by one, then the assignment."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from tests.agreement_codings import make_coding, make_event

from dateline.coding.errors import ConfigError
from dateline.experiments.agreement.alignment import align_events
from dateline.experiments.agreement.codings import CodedEvent
from dateline.experiments.agreement.fields import parse_type
from dateline.experiments.agreement.tolerances import Tolerance, make_tolerance, measure_distance

CODINGS = (make_coding("a"), make_coding("b"))
TYPE = parse_type("action", CODINGS)
FREE: Mapping[str, Any] = {
    **dict.fromkeys(("type", "source", "target", "place", "km", "days", "sentences")),
    "unlike": 1.0,
}


def tolerate(**match: Any) -> Tolerance:
    return make_tolerance({**FREE, **match}, TYPE, CODINGS)


def ids(events: Mapping[int, list[CodedEvent]], tolerance: Tolerance) -> list[dict[int, str]]:
    return [{coder: event.event_id for coder, event in unit.items()} for unit in align_events(events, tolerance)]


NEAR: dict[str, Any] = {
    "place_id": "g1",
    "place_admin1": "North",
    "place_country": "CZE",
    "latitude": 50.0,
    "longitude": 14.0,
}
FAR: dict[str, Any] = {
    "place_id": "g2",
    "place_admin1": "North",
    "place_country": "CZE",
    "latitude": 50.0,
    "longitude": 15.0,
}


@pytest.mark.parametrize(
    ("one", "two", "fits", "forbids"),
    [
        ({"action": "shelling"}, {"action": "meeting"}, {}, {"type": "action"}),
        (
            {"codes": {"cameo.code": ("190",)}},
            {"codes": {"cameo.code": ("193",)}},
            {"type": "cameo.code:2"},
            {"type": "cameo.code"},
        ),
        (
            {"source_code": "CZEMIL", "source_country": "CZE", "source_sector": "MIL"},
            {"source_code": "CZEGOV", "source_country": "CZE", "source_sector": "GOV"},
            {"source": "country"},
            {"source": "sector"},
        ),
        (
            {"target_code": "CZEMIL", "target_sector": "MIL"},
            {"target_code": "SVKMIL", "target_sector": "MIL"},
            {"target": "sector"},
            {"target": "code"},
        ),
        (NEAR, FAR, {"place": "admin1"}, {"place": "id"}),
        (NEAR, FAR, {"km": 72}, {"km": 71}),
        (
            {"date_start": date(2020, 5, 1), "date_end": date(2020, 5, 3)},
            {"date_start": date(2020, 5, 5), "date_end": date(2020, 5, 5)},
            {"days": 2},
            {"days": 1},
        ),
        ({"sentence": 1}, {"sentence": 3}, {"sentences": 2}, {"sentences": 1}),
        (
            {"trigger": (0, 4), "source_code": "CZE", "target_code": "SVK", "place_id": "g1"},
            {"trigger": (3, 9), "source_code": "SVK", "target_code": "SVK", "place_id": "g1"},
            {"unlike": 0.25},
            {"unlike": 0.24},
        ),
    ],
)
def test_each_tolerance(
    one: dict[str, Any], two: dict[str, Any], fits: dict[str, Any], forbids: dict[str, Any]
) -> None:
    events = {0: [make_event("one", **one)], 1: [make_event("two", **two)]}
    assert ids(events, tolerate(**fits)) == [{0: "one", 1: "two"}]
    assert len(ids(events, tolerate(**forbids))) == 2


@pytest.mark.parametrize("match", [{"source": "code"}, {"place": "id"}, {"km": 1}, {"days": 0}, {"type": "cameo.code"}])
def test_what_one_side_leaves_unknown_forbids_nothing(match: dict[str, Any]) -> None:
    known = make_event("one", source_code="CZE", date_start=date(2020, 1, 1), date_end=date(2020, 1, 1), **NEAR)
    assert len(ids({0: [known], 1: [make_event("two")]}, tolerate(**match))) == 1


def test_the_likest_are_paired() -> None:
    first = [make_event("a1", action="shelling"), make_event("a2", action="meeting")]
    second = [make_event("b1", action="meeting"), make_event("b2", action="shelling")]
    assert ids({0: first, 1: second}, tolerate()) == [{0: "a2", 1: "b1"}, {0: "a1", 1: "b2"}]


def test_as_many_as_possible_are_paired() -> None:
    # a1 is likest to b1, but then a2, which fits b1 alone, would go without.
    a1 = make_event("a1", sentence=1, source_code="CZE", target_code="SVK")
    a2 = make_event("a2", sentence=0, source_code="POL", target_code="HUN")
    b1 = make_event("b1", sentence=1, source_code="CZE", target_code="SVK")
    b2 = make_event("b2", sentence=2, source_code="AUT", target_code="DEU")
    units = ids({0: [a1, a2], 1: [b1, b2]}, tolerate(sentences=1))
    assert sorted(map(sorted, (unit.values() for unit in units))) == [["a1", "b2"], ["a2", "b1"]]


def test_a_unit_holds_no_two_events_that_may_not_be_paired() -> None:
    events = {coder: [make_event(f"e{coder}", sentence=coder)] for coder in range(3)}
    units = ids(events, tolerate(sentences=1))
    assert sorted(map(len, units)) == [1, 2]


def test_every_event_stands_once_and_the_order_of_coders_does_not_matter() -> None:
    generator = random.Random(5)

    def draw(coder: int) -> list[CodedEvent]:
        return [
            make_event(
                f"{coder}-{number}",
                sentence=generator.randrange(3),
                action=generator.choice(["shelling", "meeting", "sanction"]),
                source_code=generator.choice(["CZE", "SVK", None]),
                target_code=generator.choice(["POL", "HUN", None]),
                trigger=(start := generator.randrange(60), start + 5),
            )
            for number in range(generator.randrange(1, 6))
        ]

    for _ in range(20):
        events = {coder: draw(coder) for coder in range(3)}
        units = ids(events, tolerate(sentences=0, unlike=0.5))
        assert sorted(event for unit in units for event in unit.values()) == sorted(
            event.event_id for own in events.values() for event in own
        )
        turned = ids({2 - coder: own for coder, own in events.items()}, tolerate(sentences=0, unlike=0.5))
        assert sorted(sorted(unit.values()) for unit in units) == sorted(sorted(unit.values()) for unit in turned)


def test_a_coder_without_events_pairs_with_nobody() -> None:
    assert ids({0: [make_event("one")], 1: []}, tolerate()) == [{0: "one"}]


@pytest.mark.parametrize(
    ("match", "words"),
    [
        ({"source": "contry"}, "match.source is 'contry'; did you mean 'country'"),
        ({"place": "town"}, "allowed: null, id, admin1, country"),
        ({"days": -1}, "match.days is -1"),
        ({"unlike": 2.0}, "match.unlike is 2.0"),
        ({"type": "status"}, "no type of an event"),
    ],
)
def test_a_tolerance_that_says_nothing(match: dict[str, Any], words: str) -> None:
    with pytest.raises(ConfigError, match=words):
        tolerate(**match)


def test_distances_follow_the_great_circle() -> None:
    # A quarter of a meridian and of the equator, on a sphere of the earth's mean radius.
    assert measure_distance((0, 0), (90, 0)) == pytest.approx(10007.6, abs=0.1)
    assert measure_distance((0, 0), (0, 90)) == pytest.approx(10007.6, abs=0.1)
    assert measure_distance((0, 179.5), (0, -179.5)) == pytest.approx(111.2, abs=0.1)
