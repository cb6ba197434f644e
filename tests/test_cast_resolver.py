"""Phrases built by hand, without a parser, and the actors that they must give."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from dateline.coding.cast import ActorResolver
from dateline.coding.errors import ConfigError
from dateline.coding.records import Phrase, Word


@pytest.fixture
def resolver(actors: ActorResolver) -> ActorResolver:
    return actors


def make(text: str, head: str | None = None, lemma: str | None = None, start: int = 0, **fields: object) -> Phrase:
    """A phrase whose head is `head` (default: the last word); modifiers are the words before it."""
    head = head or text.split()[-1]
    at = text.rindex(head)
    before = [m for m in re.finditer(r"[\w'.-]+", text[:at]) if m.group().lower() not in ("the", "a", "an")]
    words = tuple(Word(start + m.start(), start + m.end(), m.group(), m.group().lower(), "ADJ") for m in before)
    phrase = Phrase(
        start=start, end=start + len(text), text=text, head=(lemma or head).lower(),
        head_start=start + at, head_end=start + at + len(head),
        pos="PROPN" if head[0].isupper() else "NOUN", modifiers=words,
        determiner="the" if text.lower().startswith("the ") else None,
    )  # fmt: skip
    return replace(phrase, **fields)  # type: ignore[arg-type]


def owned(possessor: str, noun: str, **fields: object) -> Phrase:
    """The phrase "POSSESSOR's NOUN"."""
    text = f"{possessor}'s {noun}"
    phrase = make(text, **fields)  # type: ignore[arg-type]
    return replace(phrase, modifiers=phrase.modifiers[len(possessor.split()) :], possessor=make(possessor))


def under(head: str, preposition: str, owner: str, lemma: str | None = None) -> Phrase:
    """The phrase "HEAD PREPOSITION OWNER"."""
    text = f"{head} {preposition} {owner}"
    last = head.split()[-1]
    phrase = make(text[: len(head)], last, lemma)
    complement = make(owner, start=len(head) + len(preposition) + 2)
    return replace(phrase, text=text, end=len(text), complements=((preposition, complement),))


CASES = [
    (make("Russia"), None, "RUS", None),
    (make("Moscow"), None, "RUSGOV", "GOV"),
    (make("the Kremlin"), None, "RUSGOV", "GOV"),
    (make("Armenian armed forces", "forces", "force"), None, "ARMMIL", "MIL"),
    (make("Azerbaijani servicemen", lemma="serviceman"), None, "AZEMIL", "MIL"),
    (make("Afghan rebels", lemma="rebel"), None, "AFGREB", "REB"),
    (make("Palestinian militants", lemma="militant"), None, "PSEREB", "REB"),
    (make("the army"), None, "MIL", "MIL"),
    (make("the Taliban"), date(2021, 8, 14), "AFGREB", "REB"),
    (make("the Taliban"), date(2021, 8, 15), "AFGGOV", "GOV"),
    (make("the UN Security Council"), None, "IGOUNOSEC", "IGO"),
    (make("the EU"), None, "IGOEEC", "IGO"),
    (make("NATO troops", lemma="troop"), None, "IGONATMIL", "IGO"),
    (make("UN peacekeepers", lemma="peacekeeper"), None, "IGOUNOPKO", "IGO"),
    (make("Hezbollah fighters", lemma="fighter"), None, "LBNREB", "REB"),
    (make("Russian Defense Minister Sergei Shoigu", entity="PERSON"), date(2020, 1, 1), "RUSGOVMIL", "GOV"),
    (make("Sergei Shoigu", entity="PERSON"), date(2025, 1, 1), "RUSGOV", "GOV"),
    (make("Bulgarian Defence Minister Ivan Vazovski", entity="PERSON"), None, "BGRGOVMIL", "GOV"),
    (make("former president Jacques Chirac", entity="PERSON"), date(2010, 1, 1), "FRAELI", "ELI"),
    (make("American Airlines"), None, "USABUS", "BUS"),
    (make("Turkish Airlines"), None, "TURBUS", "BUS"),
    (make("the Washington Post"), None, "USAMED", "MED"),
    (make("Bank of America", "Bank"), None, "USABUS", "BUS"),
    (make("US-backed Syrian rebels", lemma="rebel"), None, "SYRREB", "REB"),
    (make("pro-Russian separatists", lemma="separatist"), None, "REB", "REB"),
    (make("the Saudi-led coalition"), None, "SAUMIL", "MIL"),
    (make("Abkhaz forces", lemma="force"), None, "GEOREB", "REB"),
    (make("Kurdish rebels", lemma="rebel"), None, "REBkur", "REB"),
    (make("Iraqi Kurdish fighters", lemma="fighter"), None, "IRQUAFkur", "UAF"),
    (make("border patrol agents", lemma="agent"), None, "COP", "COP"),
    (make("Assad regime forces", lemma="force"), date(2015, 1, 1), "SYRMIL", "MIL"),
    (make("Soviet troops", lemma="troop"), date(1989, 1, 1), "SUNMIL", "MIL"),
    (make("Zaire"), date(1996, 1, 1), "COD", None),
    (make("Burma"), None, "MMR", None),
    (make("Ivory Coast"), None, "CIV", None),
    (make("Kosovo"), None, "XKX", None),
    (make("the West Bank"), None, "PSE", None),
    (make("the U.K."), None, "GBR", None),
    (make("ethnic Albanians", lemma="albanian"), None, "CVL", "CVL"),
    (owned("Israel", "military"), None, "ISRMIL", "MIL"),
    (owned("Kyiv", "forces", lemma="force"), None, "UKRMIL", "MIL"),
    (owned("Azerbaijan", "Defense Ministry"), None, "AZEGOVMIL", "GOV"),
    (owned("Georgia", "governor"), None, "USAGOV", "GOV"),
    (under("the president", "of", "Russia"), None, "RUSGOV", "GOV"),
    (under("the ministry", "of", "defence"), None, "GOVMIL", "GOV"),
    (under("protesters", "in", "Cairo", "protester"), None, "EGYOPP", "OPP"),
    (under("troops", "in", "Iraq", "troop"), None, "MIL", "MIL"),
    (under("the ambassador", "to", "Russia"), None, "GOV", "GOV"),
    (under("hundreds", "of", "protesters", "hundred"), None, "OPP", "OPP"),
    (under("members", "of", "Hamas", "member"), None, "PSEREBHMS", "REB"),
    (under("a spokesman", "for", "the Houthis"), None, "YEMREB", "REB"),
]


@pytest.mark.parametrize(("phrase", "on", "code", "sector"), CASES, ids=lambda value: getattr(value, "text", None))
def test_a_phrase_gives_its_actor(
    resolver: ActorResolver, phrase: Phrase, on: date | None, code: str, sector: str | None
) -> None:
    actor = resolver.resolve(phrase, on)
    assert actor is not None
    assert (actor.code, actor.sector) == (code, sector)


@pytest.mark.parametrize(
    "phrase",
    [
        make("the inflation"),
        make("the storm"),
        make("a Chinese restaurant"),
        make("the goalkeeper"),
        make("the film"),
        make("Russian gas"),
        make("us", pos="PRON"),
        make("Michael Jordan", entity="PERSON", entity_text="Michael Jordan"),
        make("Chad Johnson", entity="PERSON", entity_text="Chad Johnson"),
        make("Stephen King", entity="PERSON", entity_text="Stephen King"),
        make("the two Koreas"),
    ],
    ids=lambda phrase: phrase.text,
)
def test_what_is_no_known_actor_stays_none(resolver: ActorResolver, phrase: Phrase) -> None:
    assert resolver.resolve(phrase) is None


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        (make("Russia"), True),
        (make("the soldiers", lemma="soldier"), True),
        (make("the foreign ministry"), True),
        (make("him", pos="PRON"), True),
        (make("it", pos="PRON"), False),
        (make("Ivan Vazovski", entity="PERSON"), True),
        (make("inflation"), False),
        (make("the storm"), False),
        (make("a Chinese restaurant"), False),
        (make("the goalkeeper"), False),
        (make("Azerbaijani positions", lemma="position"), False),
        (make("the border village"), False),
    ],
    ids=lambda value: getattr(value, "text", None),
)
def test_plausible_actors(resolver: ActorResolver, phrase: Phrase, expected: bool) -> None:
    assert resolver.is_actor(phrase) is expected


def test_conjoined_countries_are_several_parties(resolver: ActorResolver) -> None:
    phrase = make("Armenian and Azerbaijani soldiers", lemma="soldier", number="plural", start=10)
    members = resolver.resolve_members(phrase)
    assert [actor.code for _, actor in members if actor] == ["ARMMIL", "AZEMIL"]
    assert [part.text for part, _ in members] == ["Armenian", "Azerbaijani soldiers"]
    assert all(phrase.text[part.start - 10 : part.end - 10] == part.text for part, _ in members)


def test_conjuncts_are_several_parties(resolver: ActorResolver) -> None:
    text = "Armenia, Azerbaijan and Russia"
    others = (make("Azerbaijan", start=9), make("Russia", start=24))
    phrase = replace(make("Armenia"), conjuncts=others)
    members = resolver.resolve_members(phrase)
    assert [actor.code for _, actor in members if actor] == ["ARM", "AZE", "RUS"]
    assert [text[part.start : part.end] for part, _ in members] == ["Armenia", "Azerbaijan", "Russia"]


def test_a_plural_office_of_several_countries(resolver: ActorResolver) -> None:
    owner = replace(make("Russia", start=18), conjuncts=(make("Ukraine", start=29),))
    phrase = replace(make("the presidents", lemma="president"), number="plural", complements=(("of", owner),))
    assert [actor.code for _, actor in resolver.resolve_members(phrase) if actor] == ["RUSGOV", "UKRGOV"]


def test_an_apposition_tells_who_a_stranger_is(resolver: ActorResolver) -> None:
    apposition = make("the Bulgarian army chief", "chief", start=16)
    actor = resolver.resolve(replace(make("Ivan Vazovski", entity="PERSON"), appositions=(apposition,)))
    assert actor is not None and actor.code == "BGRMIL" and actor.name == "Ivan Vazovski"


def test_names_in_text_have_their_offsets(resolver: ActorResolver) -> None:
    text = "Nato and the U.S. told us that ISIS and M23 had met Emmanuel Macron in Türkiye."
    found = resolver.find_names(text, 100, date(2022, 1, 1))
    assert [(text[start - 100 : end - 100], actor.code) for start, end, actor in found] == [
        ("Nato", "IGONAT"),
        ("U.S.", "USA"),
        ("ISIS", "IMGMOSISI"),
        ("M23", "CODREB"),
        ("Emmanuel Macron", "FRAGOV"),
        ("Türkiye", "TUR"),
    ]


def test_context_can_give_the_country(resolver: ActorResolver) -> None:
    army, council = resolver.resolve(make("the army")), resolver.resolve(make("the UN"))
    assert army is not None and council is not None
    assert resolver.with_country(army, "CHL").code == "CHLMIL"
    assert resolver.with_country(council, "CHL") == council


def test_a_person_out_of_office_keeps_only_the_country(resolver: ActorResolver) -> None:
    actor = resolver.resolve(make("Tony Blair", entity="PERSON"), date(1980, 1, 1))
    assert actor is not None and (actor.code, actor.sector) == ("GBR", None)


def test_a_folder_without_tables_is_refused(tmp_path: object) -> None:
    with pytest.raises(ConfigError, match="codes.csv"):
        ActorResolver.load(str(tmp_path))


def test_a_nationality_before_conjoined_nouns_is_that_of_all(resolver: ActorResolver) -> None:
    tanks = make("tanks", lemma="tank", start=30)
    phrase = make("Chadian helicopters", lemma="helicopter", conjuncts=(tanks,))
    assert [actor.code for _, actor in resolver.resolve_members(phrase) if actor] == ["TCDMIL", "TCDMIL"]
    apart = replace(tanks, determiner="the")
    members = resolver.resolve_members(replace(phrase, conjuncts=(apart,)))
    assert [actor.code for _, actor in members if actor] == ["TCDMIL", "MIL"]


def test_those_counted_are_of_their_nation(resolver: ActorResolver) -> None:
    counted = under("Thousands", "of", "Tunisians", lemma="thousand")
    ((name, people),) = counted.complements
    actor = resolver.resolve(replace(counted, complements=((name, replace(people, number="plural")),)))
    assert actor is not None and actor.country == "TUN"


def test_relatives_of_several_people_are_one_party(resolver: ActorResolver) -> None:
    owner = replace(make("nine women", lemma="woman", start=12), conjuncts=(make("children", lemma="child", start=27),))
    phrase = replace(make("the families", lemma="family"), number="plural", complements=(("of", owner),))
    assert [part.text for part, _ in resolver.resolve_members(phrase)] == ["the families"]


def test_a_spokesman_to_a_ministry_is_its_own_and_an_envoy_to_a_country_is_not(resolver: ActorResolver) -> None:
    ministry = resolver.resolve(under("the spokesman", "to", "Peru"))
    assert ministry is not None and ministry.country == "PER"
    envoy = resolver.resolve(under("the ambassador", "to", "Peru"))
    assert envoy is not None and envoy.country is None
