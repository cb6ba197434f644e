"""References inside an article: plain cases are resolved, open ones are left."""

from __future__ import annotations

from dateline.coding.cast import Coreference
from dateline.coding.records import Actor, Phrase, Word

_AT = iter(range(0, 100_000, 100))


def say(
    text: str, head: str | None = None, entity: str | None = None, number: str = "singular", pos: str | None = None
) -> Phrase:
    """A phrase at the next place in the article; its head is the last word."""
    start = next(_AT)
    last = text.split()[-1]
    at = start + len(text) - len(last)
    words = [w for w in text.split()[:-1] if w.lower() not in ("the", "a", "his", "its")]
    return Phrase(
        start, start + len(text), text, (head or last).lower(), at, start + len(text),
        pos or ("PROPN" if last[0].isupper() else "NOUN"), entity=entity,
        entity_text=text if entity else None, number=number,
        determiner="the" if text.startswith("the ") else None,
        modifiers=tuple(Word(start, start + len(w), w, w.lower(), "ADJ") for w in words),
    )  # fmt: skip


def pronoun(text: str, number: str = "singular") -> Phrase:
    return say(text, number=number, pos="PRON")


MINISTER = Actor("RUSGOVMIL", "RUS", "GOV", "Sergei Shoigu", "person")
PREMIER = Actor("ARMGOV", "ARM", "GOV", "Nikol Pashinyan", "person")
ARMY = Actor("ARMMIL", "ARM", "MIL", "the Armenian army", "noun army")
RUSSIA = Actor("RUS", "RUS", None, "Russia", "state")
ARMENIA = Actor("ARM", "ARM", None, "Armenia", "state")


def test_surname_and_title() -> None:
    coreference = Coreference()
    coreference.observe(say("Russian Defense Minister Sergei Shoigu", entity="PERSON"), MINISTER)
    for phrase in (say("Shoigu", entity="PERSON"), say("the minister"), pronoun("he")):
        actor = coreference.resolve(phrase)
        assert actor is not None and actor.code == "RUSGOVMIL"


def test_two_persons_leave_he_open() -> None:
    coreference = Coreference()
    coreference.observe(say("Sergei Shoigu", entity="PERSON"), MINISTER)
    coreference.observe(say("Nikol Pashinyan", entity="PERSON"), PREMIER)
    assert coreference.resolve(pronoun("he")) is None


def test_a_stranger_between_leaves_he_open() -> None:
    coreference = Coreference()
    coreference.observe(say("Sergei Shoigu", entity="PERSON"), MINISTER)
    assert coreference.resolve(say("Ivan Vazovski", entity="PERSON")) is None
    assert coreference.resolve(pronoun("he")) is None


def test_a_noun_is_the_one_named_before() -> None:
    coreference = Coreference()
    coreference.observe(say("the Armenian army"), ARMY)
    actor = coreference.resolve(say("the army"), Actor("MIL", None, "MIL", "the army", "noun army"))
    assert actor is not None and actor.code == "ARMMIL"


def test_two_armies_leave_the_army_open() -> None:
    coreference = Coreference()
    coreference.observe(say("the Armenian army"), ARMY)
    coreference.observe(say("the Russian army"), Actor("RUSMIL", "RUS", "MIL", "the Russian army", "noun army"))
    assert coreference.resolve(say("the army"), Actor("MIL", None, "MIL", "the army", "noun army")) is None


def test_the_two_countries_and_the_opposing_side() -> None:
    coreference = Coreference()
    coreference.observe(say("Russia", entity="GPE"), RUSSIA)
    coreference.observe(say("Armenia", entity="GPE"), ARMENIA)
    two = coreference.countries(say("the two countries", "country", number="plural"))
    assert [actor.code for actor in two] == ["RUS", "ARM"]
    other = coreference.resolve(say("the opposing side"))
    assert other is not None and other.code == "RUS"
    assert coreference.countries(say("the countries", "country", number="plural")) == ()


def test_what_is_known_needs_no_help() -> None:
    coreference = Coreference()
    coreference.observe(say("Russia", entity="GPE"), RUSSIA)
    assert coreference.resolve(say("Armenia", entity="GPE"), ARMENIA) is None


def test_it_is_the_only_body_in_reach() -> None:
    coreference = Coreference()
    coreference.observe(say("Armenia", entity="GPE"), ARMENIA)
    actor = coreference.resolve(pronoun("it"))
    assert actor is not None and actor.code == "ARM"
    coreference.observe(say("Russia", entity="GPE"), RUSSIA)
    assert coreference.resolve(pronoun("it")) is None


def test_nothing_before_means_nothing() -> None:
    assert Coreference().resolve(pronoun("they", "plural")) is None


def test_both_sides_are_the_two_that_were_named_in_any_part_of_a_phrase() -> None:
    coreference = Coreference()
    for country in ("PER", "BOL", "BOL"):
        coreference.note_country(next(_AT), country)
    for text, head in (("the two governments", "government"), ("the warring parties", "party"), ("the sides", "side")):
        two = coreference.countries(say(text, head, number="plural"))
        assert [actor.code for actor in two] == ["PER", "BOL"]
    assert coreference.countries(say("the two Chilean governments", "government", number="plural")) == ()
    coreference.note_country(next(_AT), "CHL")
    assert coreference.countries(say("the sides", "side", number="plural")) == ()


def test_a_third_country_named_in_passing_leaves_the_two_of_the_article() -> None:
    coreference = Coreference()
    for country in ("PER", "BOL", "PER", "BOL", "PER", "BOL", "PER", "CHL", "BOL", "PER"):
        coreference.note_country(next(_AT), country)
    two = coreference.countries(say("both sides", "side", number="plural"))
    assert {actor.code for actor in two} == {"PER", "BOL"}


def test_a_country_named_later_is_not_in_play() -> None:
    coreference = Coreference()
    coreference.note_country(next(_AT), "PER")
    phrase = say("the two countries", "country", number="plural")
    coreference.note_country(next(_AT), "BOL")
    assert coreference.countries(phrase) == ()
