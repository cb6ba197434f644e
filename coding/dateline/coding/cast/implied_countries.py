"""Members without a country in, the same with the one that the place, the other side or the article gives, out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from dateline.coding.events.drafts import Member
from dateline.coding.records import Actor, Phrase, Place, Sentence

# Sectors of those who act at home.
HOME = frozenset(
    {"COP", "CVL", "OPP", "JUD", "LEG", "LAB", "EDU", "MED", "GOV", "CRM", "PTY", "HLH", "AGR", "BUS", "REL"}
)
REBELS = frozenset({"REB", "UAF", "INS", "SEP"})
STATE = frozenset({"GOV", "COP", "JUD", "LEG", "PTY", "SPY"})
ABROAD = frozenset({"embassy", "consulate", "ambassador", "envoy", "diplomat", "mission", "delegation", "tourist"})
# Sectors of people who act at home: in a named country they are that country's.
DOMESTIC = frozenset({"COP", "CVL", "OPP", "JUD", "LEG", "LAB", "EDU", "MED", "GOV", "CRM", "PTY", "HLH", "AGR"})


def stand_on_territory(
    place: Place | None, sentence: Sentence, phrases: Iterable[Phrase], sources: tuple[Member, ...]
) -> tuple[Member, ...]:
    """The country of the sentence's own place, where nobody is named: 'imposed a curfew after riots in Lima'."""
    if place is None or place.country is None or not sentence.start <= place.span[0] < sentence.end:
        return ()
    if any(phrase is not None and phrase.start <= place.span[0] < phrase.end for phrase, _ in sources):
        return ()
    words = next((p for p in phrases if p.head_end == place.span[1]), None)
    if words is None:
        start, end = place.span
        words = Phrase(start, end, place.text, place.text.lower(), start, end, "PROPN", "GPE", place.text)
    lone = replace(words, conjuncts=())
    return ((lone, Actor(place.country, place.country, None, place.text, f"country of {place.text}")),)


def localise(actor: Actor | None, place: Place | None) -> Actor | None:
    """'police arrested protesters in Nairobi': people who act at home are of the country they act in."""
    if actor is None or actor.country is not None or place is None or place.country is None:
        return actor
    if actor.sector not in DOMESTIC or actor.code[:3] != actor.sector:
        return actor
    return replace(
        actor, code=place.country + actor.code, country=place.country, method=f"{actor.method}; country of {place.text}"
    )


def share_countries(
    sources: tuple[Member, ...], targets: tuple[Member, ...], place: Place | None
) -> tuple[tuple[Member, ...], tuple[Member, ...]]:
    """Members without a country get the other side's where both act at home: a state's police and its protesters."""
    here = place.country if place is not None else None
    sources, targets = _with_fellows(sources), _with_fellows(targets)
    sources = _rebels_of(sources, targets, here)
    targets = _rebels_of(targets, sources, here)
    return _share(sources, targets, here), _share(targets, sources, here)


def locate_things(members: tuple[Member, ...], words: Phrase | None, places: Sequence[Place]) -> tuple[Member, ...]:
    """A thing without an actor is of the country of the place in its words: 'the mosque in Kano'."""
    if len(members) != 1 or members[0][1] is not None or words is None or words.is_pronoun:
        return members
    inside = [
        place for place in places if words.start <= place.span[0] and place.span[1] <= words.end and place.country
    ]
    if len({place.country for place in inside}) != 1 or inside[0].country is None:
        return members
    country = inside[0].country
    return ((members[0][0], Actor(country, country, None, inside[0].text, f"country of {inside[0].text}")),)


def ground_capitals(members: tuple[Member, ...]) -> tuple[Member, ...]:
    """What is shelled or burnt in a capital is the city or a thing in it: of its country, not its government."""
    return tuple(
        (phrase, actor)
        if actor is None or actor.method != "capital" or actor.country is None
        else (phrase, Actor(actor.country, actor.country, None, actor.name, "city"))
        for phrase, actor in members
    )


def answer_at_home(members: tuple[Member, ...], others: tuple[Member, ...], place: Place | None) -> tuple[Member, ...]:
    """'Rallied in Lima against fuel prices': the government answers for what is no party, if the country is named."""
    countries = {actor.country for _, actor in others if actor is not None and actor.country is not None}
    if not countries and place is not None and place.country is not None:
        countries = {place.country}
    if len(countries) != 1 or place is not None and place.country not in (None, *countries):
        return members
    (country,) = countries
    government = Actor(f"{country}GOV", country, "GOV", country, "government that answers for it")
    return tuple((phrase, actor or government) for phrase, actor in members)


def is_among(members: tuple[Member, ...], others: tuple[Member, ...]) -> bool:
    """Whether the members' countries are all found among two or more others."""
    countries = {actor.country if actor is not None else None for _, actor in members}
    known = {actor.country for _, actor in others if actor is not None}
    return bool(members) and len(others) > 1 and None not in countries and countries <= known


def _with_fellows(members: tuple[Member, ...]) -> tuple[Member, ...]:
    """'The Malian speaker and a group of deputies': who is named beside a country's own is of that country."""
    known = [actor for _, actor in members if actor is not None and actor.country is not None]
    if len({actor.country for actor in known}) != 1 or len(known) == len(members):
        return members
    return tuple((phrase, _given(actor, phrase, known[0], "who is named beside")) for phrase, actor in members)


def _rebels_of(members: tuple[Member, ...], others: tuple[Member, ...], here: str | None) -> tuple[Member, ...]:
    """Rebels who fight a state's own forces on its soil are of that state."""
    states = {actor.country for _, actor in others if actor is not None and actor.sector in STATE | {"MIL"}}
    if here is None or states != {here}:
        return members
    return tuple(
        (
            phrase,
            replace(actor, code=f"{here}{actor.code}", country=here, method=f"{actor.method}; fights {here} there")
            if actor is not None and actor.country is None and actor.sector in REBELS and actor.code[:3] == actor.sector
            else actor,
        )
        for phrase, actor in members
    )


def _share(members: tuple[Member, ...], others: tuple[Member, ...], here: str | None) -> tuple[Member, ...]:
    countries = {actor.country for _, actor in others if actor is not None and actor.country is not None}
    if len(countries) != 1:
        return members
    if any(actor is not None and actor.country not in (None, *countries) for _, actor in members):
        return members  # "the Malian speaker and lawmakers": who is named with a guest is a guest
    other = next(actor for _, actor in others if actor is not None and actor.country is not None)
    if here is not None and here != other.country or not _acts_at_home(others):
        return members
    return tuple((phrase, _given(actor, phrase, other, "the other side")) for phrase, actor in members)


def _acts_at_home(members: tuple[Member, ...]) -> bool:
    return all(
        actor is not None and (actor.sector in HOME | STATE) and (phrase is None or phrase.head not in ABROAD)
        for phrase, actor in members
    )


def _given(actor: Actor | None, phrase: Phrase | None, other: Actor, whose: str) -> Actor | None:
    if actor is None or actor.country is not None or actor.sector not in HOME or actor.code[:3] != actor.sector:
        return actor
    if phrase is not None and phrase.head in ABROAD or actor.sector == other.sector == "GOV":
        # Of two governments one is as likely the other's guest.
        return actor
    return replace(
        actor,
        code=f"{other.country}{actor.code}",
        country=other.country,
        method=f"{actor.method}; country of {whose}, {other.name}",
    )
