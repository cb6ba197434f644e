"""Where deeds happened, from sentences and mentions made by hand."""

from __future__ import annotations

import pytest

from dateline.coding.places import PlaceResolver, Siting
from dateline.coding.records import Mention, Place, Predication, Sentence


@pytest.fixture(scope="module")
def resolver() -> PlaceResolver:
    return PlaceResolver.load()


def place(resolver: PlaceResolver, *told: tuple[str, str]) -> list[Place | None]:
    """The places of one deed per sentence; each is told as (sentence, trigger), "\\n" opens a paragraph."""
    text = " ".join(sentence.lstrip("\n") for sentence, _ in told)
    context = resolver.read_context(text)
    siting, start, found = Siting(context, resolver), 0, []
    for index, (words, trigger) in enumerate(told):
        starts_paragraph = words.startswith("\n")
        words = words.lstrip("\n")
        sentence = Sentence(index, start, start + len(words), words)
        places = resolver.find_places(words, start, context)
        siting.read(sentence, places, starts_paragraph)
        at = start + words.index(trigger)
        span = (at, at + len(trigger))
        predication = Predication(0, index, "verb", trigger, *span, trigger, clause=(start, sentence.end))
        found.append(
            siting.place_deed(Mention(predication, "shelling", "do", "rule", trigger=span), sentence, places, places)
        )
        start = sentence.end + 1
    return found


def names(places: list[Place | None]) -> list[str | None]:
    return [found.text if found is not None else None for found in places]


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        ("Gunmen burned a lorry near Zobalo in Mali.", "burned", "Zobalo"),
        ("Houthi fighters seized the capital, Sanaa.", "seized", "Sanaa"),
        ("Gunmen attacked a checkpoint near the border with Niger.", "attacked", "Niger"),
        ("Gunmen abducted an engineer in West Beirut.", "abducted", "West Beirut"),
        ("Rebels shelled the town of Goma.", "shelled", "Goma"),
        ("Niger blamed gunmen.", "blamed", None),
    ],
)
def test_place_of_a_deed(resolver: PlaceResolver, text: str, trigger: str, expected: str | None) -> None:
    assert names(place(resolver, (text, trigger))) == [expected]


def test_country_that_is_entered_is_the_ground(resolver: PlaceResolver) -> None:
    assert names(place(resolver, ("Iraqi forces invade Kuwait.", "invade"))) == ["Kuwait"]


def test_unknown_place_is_of_the_country_named_with_it(resolver: PlaceResolver) -> None:
    (found,) = place(resolver, ("Gunmen burned a lorry near Zobalo in northern Mali.", "burned"))
    assert found is not None and (found.text, found.country, found.place_id) == ("Zobalo", "MLI", None)


def test_scene_goes_on_for_a_sentence_and_further_by_a_word_that_points_back(resolver: PlaceResolver) -> None:
    told = place(
        resolver,
        ("Gunmen raided a mill in Gao.", "raided"),
        ("\nThe raiders burned a lorry.", "burned"),
        ("\nNobody fired.", "fired"),
        ("\nSoldiers then shelled the town.", "shelled"),
    )
    assert names(told) == ["Gao", "Gao", None, "Gao"]


def test_sea_comes_before_the_state_of_its_name(resolver: PlaceResolver) -> None:
    context = resolver.read_context("Sudan complained. Pirates seized a ship in the Red Sea.")
    (sea,) = resolver.find_places("Pirates seized a ship in the Red Sea.", 18, context)
    assert (sea.name, sea.country) == ("Red Sea", None)
