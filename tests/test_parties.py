"""Parties that a trigger's own places leave open: who asked, who was met, what was hit, whose protesters they are."""

from __future__ import annotations

from datetime import date

import pytest
from tests.loaded import load_coder

from dateline.coding.records import Article, Event


def code(text: str) -> tuple[Event, ...]:
    return load_coder().trace(Article("a1", text, published_on=date(2021, 11, 16))).result.events


def pairs(text: str) -> set[tuple[str | None, str | None]]:
    """Countries of source and target of every event."""
    return {(e.source.country if e.source else None, e.target.country if e.target else None) for e in code(text)}


@pytest.mark.parametrize(
    "text",
    [
        "Peru has rejected a Bolivian request to release the two fishermen.",
        "Peru refused a demand from Bolivia to release the two fishermen.",
        "Peru turned down Bolivia's appeal to release the two fishermen.",
    ],
)
def test_who_refuses_a_request_refuses_its_author(text: str) -> None:
    assert ("PER", "BOL") in pairs(text)


def test_what_the_verb_meets_is_the_other_side_of_the_talks() -> None:
    assert ("KEN", "UGA") in pairs("The Kenyan president met the Ugandan president on Tuesday for talks on trade.")


def test_two_who_agree_in_one_clause_agree_with_each_other() -> None:
    assert pairs("Mali and Niger agreed to a ceasefire.") == {("MLI", "NER")}


def test_a_thing_that_is_hit_is_of_the_country_where_it_stands() -> None:
    (event,) = code("Rebels in Mozambique torched a timber warehouse on Monday.")
    assert event.target is not None
    assert (event.target_text, event.target.code, event.target.sector) == ("a timber warehouse", "MOZ", "CVL")


def test_the_day_is_never_the_target() -> None:
    for event in code("The mayor of Lima resigned on Monday."):
        assert event.target_text is None


@pytest.mark.parametrize(
    "text",
    [
        "Peruvian police arrested twelve protesters.",
        "A judge opened a corruption investigation against three Peruvian officials.",
        "Protesters demanded the resignation of the Peruvian president.",
    ],
)
def test_those_who_act_at_home_share_a_country(text: str) -> None:
    (event,) = code(text)
    assert event.source is not None and event.target is not None
    assert event.source.country == event.target.country == "PER"
    given = [actor for actor in (event.source, event.target) if "other side" in actor.method]
    assert len(given) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Peruvian soldiers shot three civilians.",
        "Students pelted the Peruvian embassy with stones.",
        "The president met the Peruvian foreign minister.",
    ],
)
def test_soldiers_embassies_and_governments_lend_no_country(text: str) -> None:
    for event in code(text):
        for actor in (event.source, event.target):
            assert actor is None or "other side" not in actor.method


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("Bolivia demanded compensation for the fishermen from Peru.", ("BOL", "PER")),
        ("Bolivia demanded that Peru agree to the release of the fishermen.", ("BOL", "PER")),
        ("Bolivia threatened to break off the talks if Peru shelled the border.", ("BOL", "PER")),
        ("Bolivia offered to hand over the two smugglers to Peru.", ("BOL", "PER")),
        ("Bolivia is willing to contribute soldiers to Peru.", ("BOL", "PER")),
        ("Ghana's president has lifted restrictions imposed on Togo.", ("GHA", "TGO")),
    ],
)
def test_who_is_addressed_stands_above_or_below_the_content(text: str, pair: tuple[str, str]) -> None:
    assert pair in pairs(text)


def test_the_two_countries_are_not_a_third_party() -> None:
    events = pairs("Mali and Niger signed an agreement on grazing between the two countries.")
    assert events == {("MLI", "NER")}


def test_a_mosque_is_of_the_country_that_it_stands_in() -> None:
    (event,) = code("Gunmen stormed the mosque in Kano on Friday.")
    assert event.target is not None
    assert (event.target.code, event.target_text) == ("NGA", "the mosque in Kano")


def test_of_two_owners_of_a_border_the_other_one_is_the_target() -> None:
    assert pairs("Peruvian soldiers shelled the Peru-Bolivia border on Monday.") == {("PER", "BOL")}


def test_a_guest_is_not_of_the_country_where_he_is_met() -> None:
    for event in code("The Peruvian minister held talks in Quito with King Felipe and lawmakers."):
        assert event.target is None or event.target.country != "ECU"


def test_two_who_fail_to_agree_fail_each_other() -> None:
    assert pairs("Mali and Niger failed to reach an agreement on grazing.") == {("MLI", "NER")}


@pytest.mark.parametrize(
    ("text", "target", "place"),
    [
        ("Rebels shelled Damascus on Tuesday.", "SYR", "Damascus"),
        ("Gunmen attacked a hotel in Kabul.", "AFG", "Kabul"),
        ("London accused Moscow of spying.", "RUSGOV", None),
    ],
)
def test_a_capital_that_is_struck_is_a_city_and_no_government(text: str, target: str, place: str | None) -> None:
    (event, *_) = code(text)
    assert event.target is not None
    assert (event.target.code, event.place and event.place.text) == (target, place)


def test_a_countrys_security_council_is_its_own() -> None:
    codes = [
        event.source.code
        for text in ("The secretary of Armenia's Security Council met Iran's envoy.", "The Security Council met Iran.")
        for event in code(text)
        if event.source is not None
    ]
    assert codes == ["ARMGOV", "IGOUNOSEC"]
