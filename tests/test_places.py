"""Places: finding names, settling which place is meant, and choosing the event's place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.coding.places import PlaceContext, PlaceResolver, choose_place
from dateline.coding.records import Place


@pytest.fixture(scope="module")
def resolver() -> PlaceResolver:
    return PlaceResolver.load()


def find(resolver: PlaceResolver, text: str) -> dict[str, Place]:
    context = resolver.read_context(text)
    return {place.text: place for place in resolver.find_places(text, 0, context)}


# text, name as written, the gazetteer's name, country
FOUND = [
    ("Gunmen opened fire in Gao at dawn, Malian officials said.", "Gao", "Gao", "MLI"),
    ("The truck left Tripoli, Libya, before noon.", "Tripoli", "Tripoli", "LBY"),
    ("Clashes broke out in Tripoli, where Lebanese troops had been sent.", "Tripoli", "Tripoli", "LBN"),
    ("The minister flew to Tbilisi, the capital of Georgia.", "Georgia", "Georgia", "GEO"),
    ("The storm crossed Georgia and Alabama, U.S. officials said.", "Georgia", "Georgia", "USA"),
    ("Rebels shelled Hodeidah, a port of Yemen.", "Hodeidah", "Al Ḩudaydah", "YEM"),
    ("Drones flew over Kiev, Ukraine, at night.", "Kiev", "Kyiv", "UKR"),
    ("Azerbaijan said that its posts were fired at from Basarkechar.", "Basarkechar", "Vardenis", "ARM"),
    ("Armenia denied firing near Garakilsa.", "Garakilsa", "Sisian", "ARM"),
    ("Militiamen burned huts in Darfur.", "Darfur", "Darfur", "SDN"),
    ("A patrol boat sank in the Strait of Hormuz.", "Strait of Hormuz", "Strait of Hormuz", None),
    ("A bomb went off in Al-Fallujah, Iraq.", "Al-Fallujah", "Al Fallūjah", "IRQ"),
    ("Police in Nice made two arrests.", "Nice", "Nice", "FRA"),
    ("Troops entered Port-au-Prince and Goma.", "Port-au-Prince", "Port-au-Prince", "HTI"),
    ("The Sydney-based group sent aid.", "Sydney", "Sydney", "AUS"),
    ("Fighters hold the Swat Valley, Pakistan said.", "Swat Valley", "Swat Valley", "PAK"),
    ("He was held in The Hague.", "The Hague", "The Hague", "NLD"),
]


@pytest.mark.parametrize(("text", "words", "name", "country"), FOUND)
def test_find_places_names_the_place(
    resolver: PlaceResolver, text: str, words: str, name: str, country: str | None
) -> None:
    place = find(resolver, text)[words]
    assert (place.name, place.country) == (name, country)
    assert text[slice(*place.span)] == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Paris Hilton and Michael Jordan met Sergei Lavrov.", "Paris"),
        ("Paris Hilton and Michael Jordan met Sergei Lavrov.", "Jordan"),
        ("The New York Times and Manchester United signed it.", "New York"),
        ("The New York Times and Manchester United signed it.", "Manchester"),
        ("A professor of the University of Texas spoke.", "Texas"),
        ("The Bank of England kept rates.", "England"),
        ("President Lincoln spoke, and Lincoln was cheered.", "Lincoln"),
        ("Police dispersed the march and the police chief resigned.", "Police"),
        ("The Opposition walked out in March.", "Opposition"),
        ("The Opposition walked out in March.", "March"),
        ("Most of Us stayed at home.", "Us"),
        ("The fine was US$40 million.", "US"),
        ("The White House refused to comment.", "White House"),
        ("The Department of Labour closed.", "Labour"),
    ],
)
def test_find_places_leaves_words_persons_and_bodies(resolver: PlaceResolver, text: str, words: str) -> None:
    assert words not in find(resolver, text)


@pytest.mark.parametrize(
    ("text", "words", "precision"),
    [
        ("Shells fell in Bakhmut, Ukraine.", "Bakhmut", 1),
        ("Shells fell near Bakhmut, Ukraine.", "Bakhmut", 2),
        ("Shells fell on the outskirts of Bakhmut, Ukraine.", "Bakhmut", 2),
        ("Shells fell 12 km north of Bakhmut, Ukraine.", "Bakhmut", 2),
        ("Shells fell in Kherson province, Ukraine.", "Kherson", 3),
        ("Shells fell in Darfur.", "Darfur", 3),
        ("Shells fell in Ukraine.", "Ukraine", 3),
    ],
)
def test_precision_follows_the_words_around(resolver: PlaceResolver, text: str, words: str, precision: int) -> None:
    assert find(resolver, text)[words].precision == precision


def test_every_town_has_its_first_level_division(resolver: PlaceResolver) -> None:
    found = find(resolver, "Fighting was heavy in Mosul, Iraq, and in Goma, Congo.")
    assert (found["Mosul"].admin1, found["Goma"].admin1) == ("Nineveh", "North Kivu")


def test_candidates_are_kept(resolver: PlaceResolver) -> None:
    place = find(resolver, "A man was shot in Springfield, Illinois.")["Springfield"]
    assert place.admin1 == "Illinois"
    assert place.candidates[0] == place.place_id
    assert len(place.candidates) > 3


def test_a_village_of_an_unrelated_country_stays_unresolved(resolver: PlaceResolver) -> None:
    """Better no answer than a namesake on another continent."""
    place = find(resolver, "Three farmers died in the village of Assen, Ethiopian officials said.")
    assert place["Assen"].country in (None, "ETH", "NLD")
    place = find(resolver, "Kenyan herders fled the village of Qorxafayle.")
    assert place["Qorxafayle"].place_id is None


def test_entities_add_and_remove_evidence(resolver: PlaceResolver) -> None:
    text = "Wajid thanked Tawila for its help, Sudanese traders said."
    start = text.index("Tawila")
    labelled = resolver.read_context(text, ((start, start + 6, "GPE"),))
    person = resolver.read_context(text, ((start, start + 6, "PERSON"),))
    assert [place.text for place in resolver.find_places(text, 0, labelled)] == ["Tawila"]
    assert resolver.find_places(text, 0, person) == ()


def test_a_text_in_capitals(resolver: PlaceResolver) -> None:
    found = find(resolver, "GUNMEN KILLED A MAYOR IN AYACUCHO, PERU, ON FRIDAY, POLICE IN LIMA SAID.")
    assert list(found) == ["AYACUCHO", "PERU", "LIMA"]


def test_find_places_respects_the_part_asked_for(resolver: PlaceResolver) -> None:
    text = "Rain fell in Oslo. Snow fell in Bergen, Norway."
    context = resolver.read_context(text)
    start = text.index("Snow")
    assert [place.text for place in resolver.find_places(text[start:], start, context)] == [
        "Bergen",
        "Norway",
    ]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("North Kivu", "COD"),
        ("the Gaza Strip", "PSE"),
        ("Kunar Province", "AFG"),
        ("Nagorno-Karabakh", "AZE"),
        ("Republic of Sudan", "SDN"),
        ("Xqzvwy", None),
    ],
)
def test_resolve_takes_a_bare_name(resolver: PlaceResolver, name: str, expected: str | None) -> None:
    place = resolver.resolve(name, PlaceContext())
    assert (place.country if place else None) == expected


@given(st.text(alphabet=st.sampled_from("Gao in Nice, al-Raqqa's (IRAQ) St. Île–‘\n$/"), max_size=60))
def test_spans_hold_for_any_text(text: str) -> None:
    resolver = PlaceResolver.load()
    context = resolver.read_context(text)
    places = resolver.find_places(text, 0, context)
    assert all(text[slice(*place.span)] == place.text for place in places)
    assert places == resolver.find_places(text, 0, resolver.read_context(text))


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        ("Russia said its troops fought in Bakhmut.", "fought", "Bakhmut"),
        ("Moscow denied that Kharkiv had been shelled.", "denied", None),
        ("Two men were killed near Sarmin, Syria, when a shell hit Idlib.", "killed", "Sarmin"),
        ("Officials in Paris said that militants attacked Kidal, Mali.", "attacked", "Kidal"),
        ("Israel attacked Iran.", "attacked", None),
        ("Protesters marched to Lahore from Multan, Pakistan.", "marched", "Lahore"),
        ("Rebels captured the town of Sake, Congo.", "captured", "Sake"),
        ("KHARKIV, Ukraine (Newswire) - A market was shelled.", "shelled", "KHARKIV"),
        ("The army fired along the Lachin corridor, Azerbaijan said.", "fired", "Lachin corridor"),
        ("A convoy was hit in Ukraine.", "hit", "Ukraine"),
        ("Raiders burned huts in Sudan's Darfur region.", "burned", "Darfur"),
        ("Shelling of Orikhiv, Ukraine, went on.", "Shelling", "Orikhiv"),
        ("Jets struck the Idlib countryside, Syrian monitors said.", "struck", "Idlib countryside"),
        ("Guards shot a man outside the White House.", "shot", "White House"),
    ],
)
def test_choose_place(resolver: PlaceResolver, text: str, trigger: str, expected: str | None) -> None:
    context = resolver.read_context(text)
    start = text.index(trigger)
    whole = (0, len(text))
    places = resolver.find_places(text, 0, context)
    chosen = choose_place(whole, (start, start + len(trigger)), whole, places, context, resolver)
    assert (chosen.text if chosen else None) == expected


def test_choose_place_prefers_the_own_clause(resolver: PlaceResolver) -> None:
    text = "Police arrested nine men in Osh, while a bomb exploded in Jalal-Abad, Kyrgyzstan."
    context = resolver.read_context(text)
    places = resolver.find_places(text, 0, context)
    clause = (text.index("while"), len(text))
    start = text.index("exploded")
    chosen = choose_place(clause, (start, start + 8), (0, len(text)), places, context, resolver)
    assert chosen is not None and chosen.text == "Jalal-Abad"
