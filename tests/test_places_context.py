"""The article's evidence: countries, holders, dateline; and how it ranks the places of one name."""

from __future__ import annotations

import pytest

from dateline.coding.places.context import find_dateline, read_context
from dateline.coding.places.gazetteer import Candidate, Entry, Gazetteer, load_gazetteer
from dateline.coding.places.ranking import contains, distance_km, rank


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("MINGORA, Pakistan (Newswire) - Two men died.", "MINGORA"),
        ("BAGHDAD -- Two men died.", "BAGHDAD"),
        ("Clashes in the capital\nKyiv, 12 May (Newswire) — Two men died.", "Kyiv"),
        ("GENEVA (Newswire) - Two men died.", "GENEVA"),
        ("Two men died - and one was hurt.", None),
        ("The talks failed. Geneva - the host - was sorry.", None),
    ],
)
def test_find_dateline(gazetteer: Gazetteer, text: str, place: str | None) -> None:
    span = find_dateline(text, gazetteer)
    assert (text[slice(*span)] if span else None) == place


def test_countries_are_weighed_by_names_and_peoples(gazetteer: Gazetteer) -> None:
    context = read_context("Iraqi police said Iraq and Iran had talked. Iraq welcomed it.", gazetteer)
    assert context.countries["IRQ"] > context.countries["IRN"] > 0


@pytest.mark.parametrize(
    "text",
    [
        "He lives in Reading, England.",
        "Syria's second city Aleppo was hit.",
        "It began in Bor (South Sudan).",
    ],
)
def test_the_holder_of_a_place_is_read(gazetteer: Gazetteer, text: str) -> None:
    assert len(read_context(text, gazetteer).held) == 1


def test_a_list_of_divisions_holds_nothing(gazetteer: Gazetteer) -> None:
    assert not read_context("It rained in Oregon, Washington and Idaho.", gazetteer).held


def town(ident: str, country: str, latitude: float, longitude: float, population: int) -> Candidate:
    return Candidate(Entry(ident, "Nova", "town", country, latitude, longitude, population), "own")


def test_rank_weighs_people_country_holder_and_nearness() -> None:
    large, small = town("a", "AAA", 0, 0, 900_000), town("b", "BBB", 40, 40, 9_000)
    holder = Entry("c", "Bland", "country", "BBB", 41, 41)
    near = Entry("d", "Other", "town", "BBB", 40.1, 40.1)
    order = {
        "people": rank((large, small), {}, {}),
        "country": rank((large, small), {"BBB": 3.0}, {}),
        "holder": rank((large, small), {"AAA": 1.0}, {}, (holder,)),
        "near": rank((large, small), {"BBB": 0.1, "CCC": 3.0}, {"d": near}),
    }
    assert {name: ranked[0][1].entry.entry_id for name, ranked in order.items()} == {
        "people": "a",
        "country": "b",
        "holder": "b",
        "near": "b",
    }


def test_distance_and_containment() -> None:
    paris = Entry("p", "Paris", "town", "FRA", 48.8534, 2.3488, admin1_id="i")
    london = Entry("l", "London", "town", "GBR", 51.5085, -0.1257)
    assert distance_km(paris, london) == pytest.approx(344, abs=3)
    assert contains(Entry("f", "France", "country", "FRA", 46, 2), paris)
    assert contains(Entry("i", "Ile", "admin1", "FRA", 48.7, 2.5), paris)
    assert not contains(paris, london)
