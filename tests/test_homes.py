"""Whose the unnamed parties of an article are: records by hand in, countries out."""

from __future__ import annotations

import pytest

from dateline.coding.cast.homes import Homes, as_people, as_state, find_setting
from dateline.coding.events.drafts import Member
from dateline.coding.records import Actor, Phrase, Place, Word


def party(text: str, code: str, start: int = 0, country: str | None = None, number: str = "plural") -> Member:
    *before, head = text.split()
    words = [word for word in before if word not in {"the", "The"}]
    at = start + len(text) - len(head)
    phrase = Phrase(
        start, start + len(text), text, head.rstrip("s"), at, start + len(text), "NOUN", number=number,
        determiner="the" if text.startswith("the ") else None,
        modifiers=tuple(Word(start, start, word, word.lower(), "ADJ") for word in words),
    )  # fmt: skip
    sector = code.removeprefix(country or "") or None
    return phrase, Actor(code, country, sector, text, "noun")


def country_of(member: Member) -> str | None:
    return member[1].country if member[1] is not None else None


SYRIA = Place("Aleppo", (0, 6), "Aleppo", country="SYR", precision=1)
NOBODY: dict[str, float] = {}


def test_the_same_words_are_the_same_party() -> None:
    homes = Homes.read([[party("rebels", "MLIREB", 5, "MLI")]], {"FRA": 9.0})
    assert country_of(homes.settle(party("the rebels", "REB", 90), None)) == "MLI"


def test_other_words_for_a_force_are_not() -> None:
    homes = Homes.read([[party("forces", "USAMIL", 5, "USA")], [party("troops", "SYRMIL", 30, "SYR")]], NOBODY)
    assert country_of(homes.settle(party("pro-regime forces", "MIL", 90), SYRIA)) == "SYR"


def test_who_lives_there_is_of_the_place_before_the_setting() -> None:
    homes = Homes.read([], {"IRQ": 5.0})
    assert country_of(homes.settle(party("residents", "CVL"), SYRIA)) == "SYR"
    assert country_of(homes.settle(party("residents", "CVL"), None)) == "IRQ"
    assert country_of(homes.settle(party("residents", "CVL"), SYRIA, is_guest=True)) is None


def test_an_army_of_two_states_stays_open() -> None:
    known = [[party("army", "RUSMIL", 5, "RUS", "singular")], [party("army", "UKRMIL", 30, "UKR", "singular")]]
    homes = Homes.read(known, {"RUS": 4.0, "UKR": 4.0})
    assert country_of(homes.settle(party("an army", "MIL", 90, number="singular"), None)) is None


def test_ministers_of_several_countries_are_of_none_alone() -> None:
    homes = Homes.read([[party("minister", "TURGOV", 5, "TUR", "singular")]], NOBODY)
    phrase, actor = party("ministers", "GOV", 90)
    assert phrase is not None
    whole = Phrase(100, 110, "the states", "state", 104, 110, "NOUN", number="plural")
    several = Phrase(**{name: getattr(phrase, name) for name in phrase.__slots__} | {"complements": (("from", whole),)})
    assert country_of(homes.settle((several, actor), None)) is None


def test_in_an_article_about_one_country_all_are_of_it() -> None:
    known = [[party(f"workers{i}", "ZAFLAB", i, "ZAF")] for i in range(6)]
    homes = Homes.read(known, NOBODY)
    assert country_of(homes.settle(party("farmers", "AGR", 90), None)) == "ZAF"
    person = Phrase(90, 97, "Dlamini", "dlamini", 90, 97, "PROPN", entity="PERSON")
    assert country_of(homes.settle((person, None), None)) == "ZAF"
    assert country_of(homes.settle(party("monitors", "IGOUNO", 90), None)) is None


@pytest.mark.parametrize(
    ("weights", "setting"),
    [({"SYR": 6.0, "RUS": 3.0}, "SYR"), ({"SYR": 6.0, "RUS": 5.5}, None), ({"SYR": 0.5}, None), ({}, None)],
)
def test_the_setting_leads_clearly_or_there_is_none(weights: dict[str, float], setting: str | None) -> None:
    assert find_setting(weights) == setting


def test_a_state_acts_by_government_or_army_and_a_place_stands_for_its_people() -> None:
    state = Actor("CHN", "CHN", None, "China", "state")
    assert [as_state(state, armed).sector for armed in (False, True)] == ["GOV", "MIL"]  # type: ignore[union-attr]
    people = as_people(state)
    assert people is not None and (people.code, people.sector) == ("CHN", "CVL")
    police = Actor("CHNCOP", "CHN", "COP", "police", "noun")
    assert as_state(police, True) is police and as_people(police) is police
