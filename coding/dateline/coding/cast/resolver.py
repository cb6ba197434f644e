"""The actor resolver: a Phrase and a day go in, the Actor that the phrase stands for comes out, or None.

A name gives its own dated code. A noun or title gives roles by the lexicon, and takes its country from, in
this order: names before it,
its possessor, its complements ("of", for people "in" and "from"), its apposition. What is not known stays
None.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from dataclasses import replace
from datetime import date
from importlib.resources.abc import Traversable
from pathlib import Path

from dateline.coding.cast.composition import Codebook
from dateline.coding.cast.entries import GEOGRAPHIC, Entry, read_names
from dateline.coding.cast.lexicon import QUANTITIES, Head, Lexicon, forms, word_keys
from dateline.coding.cast.names import Match, NameIndex, fold
from dateline.coding.cast.surroundings import (
    Premodifiers,
    complements,
    cut,
    is_within,
    read_premodifiers,
    shared_owner,
    with_owner,
    words_to_head,
)
from dateline.coding.cast.tables import data_folder
from dateline.coding.errors import ConfigError
from dateline.coding.places.resolver import PlaceResolver
from dateline.coding.records import Actor, Phrase

PERSONAL = frozenset("he she they him her them we us i me you who whom himself herself themselves".split())
# Roles that the body before a head keeps ("Hezbollah fighters" are Hezbollah), unlike those who only live
# under it or follow it.
_OWN = frozenset({"MIL", "REB", "UAF", "GOV", "SPY", "PTY", "ELI", "IGO"})
_ADDED = frozenset({"MIL", "COP", "PKO", "LEG", "JUD"})
_IN_KINDS = frozenset({"people", "body"})
_FROM_KINDS = frozenset({"people", "person", "office", "body", "force"})
_GOVERNING = frozenset({"government", "regime", "administration", "cabinet", "junta"})
_SPEAKING = frozenset("official spokesman spokeswoman spokesperson leader chief negotiator commander authority".split())
# An envoy to X is not of X; a spokesman, adviser or aide to X is.
_SERVING = frozenset("spokesman spokeswoman spokesperson adviser advisor aide deputy assistant counsel".split())
_STATE_OFFICES = frozenset(
    {"governor", "senator", "legislature", "sheriff", "legislator", "lawmaker", "republican", "democrat"}
)
_SURE_LABELS = frozenset({"PERSON", "NORP", "ORG", "GPE"})

TOWN_SIZE = 20_000  # inhabitants from which a bare name is a town's rather than a person's

CROWDS = frozenset({"hundred", "thousand", "dozen", "million", "scores"})
PUBLIC_LIFE = frozenset({"CRM", "MED", "LAB", "REF", "ELI", "MNC", "MOD", "RAD"})
AUTHORITIES = frozenset(
    {"GOV", "MIL", "LEG", "JUD", "COP", "SPY", "IGO", "IMG", "NGO", "REB", "UAF", "PTY", "OPP", "SEP", "INS", "NGM"}
)


_PEOPLE = Head("people", ("CVL",), "people")


class ActorResolver:
    """Resolves phrases by the names, heads and codes of a folder of tables, all read and checked at load."""

    def __init__(self, names: NameIndex, lexicon: Lexicon, codebook: Codebook) -> None:
        self._names = names
        self._lexicon = lexicon
        self._codebook = codebook

    @classmethod
    def load(cls, folder: str | Path | None = None) -> ActorResolver:
        """Read the tables of `folder`, None for those shipped (the same object each time).

        ConfigError names the line of a code that cannot be.
        """
        return _load_shipped() if folder is None else cls._read(Path(folder))

    @classmethod
    def _read(cls, data: Traversable) -> ActorResolver:
        codebook = Codebook.load(data)
        names, checked = NameIndex(), set()
        for name, entry in read_names(data):
            for spell in entry.spells:
                if spell.code not in checked:
                    if problem := codebook.problem(spell.code):
                        raise ConfigError(f"The actor {entry.name!r} has an impossible code: {problem}.")
                    checked.add(spell.code)
            names.add(name, entry)
        return cls(names, Lexicon.load(data), codebook)

    def resolve(self, phrase: Phrase, on: date | None = None) -> Actor | None:
        """Who the phrase stands for on a day (None: by the latest facts); of several conjoined parties, the
        first."""
        members = self._parties(phrase, on, 0)
        return members[0][1] if members else None

    def resolve_members(self, phrase: Phrase, on: date | None = None) -> tuple[tuple[Phrase, Actor | None], ...]:
        """Each conjoined party with its actor: conjuncts, and countries conjoined before or under one
        head."""
        first, *rest = ([*self._parties(member, on, 0)] for member in phrase.members)
        country = self._shared_country(phrase, on)
        if country is not None:
            rest = [[(part, self._sharing(part, actor, country)) for part, actor in parties] for parties in rest]
        return tuple(pair for parties in (first, *rest) for pair in parties)

    def find_names(self, text: str, start: int = 0, on: date | None = None) -> list[tuple[int, int, Actor]]:
        """The named actors in a text that begins at offset `start`, as (start, end, actor), from left to
        right."""
        found = []
        for match in self._names.find(text):
            if actor := self._entry_actor(match.entry, on):
                found.append((start + match.start, start + match.end, actor))
        return found

    def find_cases(self, text: str) -> list[tuple[int, int, str]]:
        """The names in a text in capitals as (start, end, case): "acronym" in capitals, "title" always with a capital,
        "name" with one unless it is a word of the language; names that print writes small are left out."""
        found = []
        for start, end, case, entry in self._names.cases(text):
            if case == "acronym":
                found.append((start, end, case))
            elif case != "any":
                found.append((start, end, "title" if entry.kind in GEOGRAPHIC else "name"))
        return found

    def person_words(self) -> tuple[frozenset[str], frozenset[str]]:
        """First words and last words of the persons' names in the tables, in lower case; those borne by several."""
        given: Counter[str] = Counter()
        family: Counter[str] = Counter()
        for name in {entry.name for entry in self._names.entries() if entry.kind == "person"}:
            words = name.lower().split()
            if len(words) > 1:
                given[words[0]] += 1
                family[words[-1]] += 1
        return (
            frozenset(word for word, times in given.items() if times > 2 and len(word) > 2),
            frozenset(word for word in family if len(word) > 2),
        )

    def with_country(self, actor: Actor, country: str | None) -> Actor:
        """The actor with the country that the context gives, where it has none and is no international
        body."""
        if (
            country is None
            or actor.country is not None
            or not actor.code
            or actor.code[:3] in ("IGO", "NGO", "IMG", "MNC", "INT")
        ):
            return actor
        code = self._codebook.compose(country, self._codebook.roles(actor.code))
        return replace(actor, code=code, country=country, method=f"{actor.method}, country from context")

    def is_authority(self, phrase: Phrase) -> bool:
        """Whether a phrase is a state, a public or international body, an armed group or a party."""
        if not self.is_actor(phrase):
            return False
        actor = self.resolve(phrase)
        return actor is not None and (
            actor.sector in AUTHORITIES or (actor.sector is None and actor.country is not None)
        )

    def is_town(self, phrase: Phrase) -> bool:
        """Whether a phrase is the bare name of a town that many live in: "captured Goma", whom the parser may take for
        a person; no name in the tables, no title, no first name before it."""
        if phrase.pos != "PROPN" or phrase.modifiers or phrase.possessor is not None or phrase.entity == "NORP":
            return False
        if (covering := self._premodifiers(phrase).covering) is not None:
            return covering.entry.kind in GEOGRAPHIC and covering.entry.kind != "nationality"
        found = PlaceResolver.load().gazetteer.find(phrase.text)
        return any(each.entry.kind == "town" and each.entry.population >= TOWN_SIZE for each in found)

    def sector_of(self, phrase: Phrase) -> str | None:
        """The sector of whom a phrase names; None where it is not known."""
        actor = self.resolve(phrase)
        return actor.sector if actor is not None else None

    def is_public(self, phrase: Phrase) -> bool:
        """Whether a phrase is an authority, somebody in public life, a crime group or of a named country."""
        actor = self.resolve(phrase) if self.is_actor(phrase) else None
        return actor is not None and (actor.country is not None or actor.sector in {*AUTHORITIES, *PUBLIC_LIFE})

    def is_actor(self, phrase: Phrase) -> bool:
        """Whether a phrase plausibly is an actor: a country, nationality, body, group, person, office or
        people noun."""
        if phrase.is_pronoun:
            return phrase.text.lower() in PERSONAL
        pre = self._premodifiers(phrase)
        if pre.covering is not None:
            return True
        if (head := self._head(phrase, pre)) is not None:
            return head.kind != "place"
        if _is_quantity(phrase) and (parts := complements(phrase, "of")):
            return any(self.is_actor(part) for part in parts)
        if phrase.head in CROWDS and phrase.number == "plural" and not phrase.modifiers:
            return True  # "thousands marched", "dozens were arrested"
        return phrase.entity in _SURE_LABELS and phrase.pos in ("PROPN", "ADJ", "NOUN") and bool(phrase.text)

    def _shared_country(self, phrase: Phrase, on: date | None) -> str | None:
        """The country of the one nationality before the first of conjoined nouns: "Chadian soldiers and police"."""
        pre = self._premodifiers(phrase)
        if not phrase.conjuncts or pre.covering is not None or len(pre.names) != 1:
            return None
        entry = pre.names[0].entry
        return self._country(entry, on) if entry.kind in GEOGRAPHIC else None

    def _sharing(self, phrase: Phrase, actor: Actor | None, country: str) -> Actor | None:
        is_bare = phrase.determiner is None and phrase.possessor is None and phrase.entity is None
        return self.with_country(actor, country) if actor is not None and is_bare else actor

    # One party
    # -----------------------------------------------------------------------------------------------

    def _parties(self, phrase: Phrase, on: date | None, depth: int) -> list[tuple[Phrase, Actor | None]]:
        """The parties of one member: several where countries are conjoined before its head or under it."""
        pre = self._premodifiers(phrase)
        if pre.covering is None and len(pre.conjoined) > 1:
            parties: list[tuple[Phrase, Actor | None]] = []
            for match in pre.conjoined:
                only = replace(pre, names=(match,), conjoined=(match,))
                last = match is pre.conjoined[-1]
                part = cut(phrase, match.start, phrase.head_end if last else match.end)
                parties.append((part, self._one(phrase, only, on, depth)))
            return parties
        shared = shared_owner(phrase)
        if (
            pre.covering is None
            and not pre.names
            and shared is not None
            and shared.conjuncts
            and phrase.number == "plural"
        ):
            spread = []
            for member in shared.members:
                lone = replace(member, conjuncts=())
                swapped = with_owner(phrase, shared, lone)
                spread.append((member, self._one(swapped, self._premodifiers(swapped), on, depth)))
            countries = {actor.country for _, actor in spread if actor is not None}
            if len(countries) == len(spread) and None not in countries:
                return spread
        return [(phrase, self._one(phrase, pre, on, depth))]

    def _one(self, phrase: Phrase, pre: Premodifiers, on: date | None, depth: int) -> Actor | None:
        if depth > 4 or (phrase.is_pronoun and pre.covering is None):
            return None
        if pre.covering is not None:
            return self._named(phrase, pre, pre.covering, on, depth)
        head = self._head(phrase, pre)
        if head is not None and not head.roles and (named := self._named_apposition(phrase, on, depth)) is not None:
            return named
        if head is not None and head.words == "secretary":
            if any(_BARE_COUNCIL.match(part.text) for part in complements(phrase, "of")):
                return self._actor(None, ("GOV",), phrase.text, "secretary of a security council")
        if _is_quantity(phrase) or (head is not None and not head.roles):
            if (actor := self._of_quantity(phrase, head, pre, on, depth)) is not None:
                return actor
        if head is not None:
            return self._by_head(phrase, head, pre, on, depth)
        if phrase.pos == "PROPN" or phrase.entity in ("PERSON", "ORG"):
            return self._unknown_name(phrase, pre, on, depth)
        return None

    def _named(self, phrase: Phrase, pre: Premodifiers, match: Match, on: date | None, depth: int) -> Actor | None:
        """A phrase whose head is part of a known name."""
        entry = match.entry
        if entry.kind == "people":
            return self._people(phrase, pre, entry, on, depth)
        if _is_bare_council(match):
            owner = self._owner(phrase, _PEOPLE, pre, on, depth)
            if owner is not None and owner.country is not None:
                # "Iran's Security Council", unlike that of the United Nations.
                return self._actor(owner.country, ("GOV",), phrase.text, "council of a country")
        if entry.kind == "nationality" and pre.is_ethnic:
            owner = self._owner(phrase, _PEOPLE, pre, on, depth)
            return self._actor(owner.country if owner else None, ("CVL",), phrase.text, "ethnic group")
        if pre.is_former and entry.kind == "person":
            country = self._country(entry, on)
            return self._actor(country, ("ELI",), entry.name, "name, former") if country else None
        actor = self._entry_actor(entry, on)
        if entry.kind == "person" and actor is not None and actor.sector is None:
            titled = self._unknown_name(phrase, pre, on, depth)
            if titled is not None and titled.sector is not None:
                if titled.country is not None or titled.sector in ("IGO", "NGO"):
                    return replace(titled, name=entry.name)
                return self._actor(actor.country, self._codebook.roles(titled.code), entry.name, "name and title")
        if entry.kind == "capital" and is_within(phrase, match):
            return self._actor(entry.spells[0].code, (), entry.name, "part of a longer name")
        return actor

    def _people(self, phrase: Phrase, pre: Premodifiers, entry: Entry, on: date | None, depth: int) -> Actor:
        code = entry.spells[0].code
        country = self._codebook.country(code)
        if country is None and (owner := self._owner(phrase, _PEOPLE, pre, on, depth)) is not None:
            country = owner.country
        roles = tuple(e for e in self._codebook.roles(code) if e != country)
        return self._actor(country, ("CVL", *roles), entry.name, "people")

    def _by_head(self, phrase: Phrase, head: Head, pre: Premodifiers, on: date | None, depth: int) -> Actor | None:
        """A phrase whose head is a noun or title of the lexicon."""
        roles = head.roles
        if pre.is_former:
            roles = ("ELI",) if head.kind == "office" else ()
        owner = self._owner(phrase, head, pre, on, depth)
        if owner is None:
            if not roles:
                return None
            return self._actor(None, (*roles, *_peoples_before(pre, self._codebook)), phrase.text, f"noun {head.words}")
        if owner.sector is not None and owner.method != "capital" and not owner.method.startswith("person"):
            return self._under_body(phrase, head, roles, owner)
        country = owner.country
        if country is None and not roles:
            return None
        if pre.is_breakaway and roles and roles[0] in ("MIL", "GOV", "COP", "GOVMIL"):
            roles = ("REB",)
        return self._actor(country, (*roles, *_peoples_before(pre, self._codebook)), phrase.text, f"noun {head.words}")

    def _under_body(self, phrase: Phrase, head: Head, roles: tuple[str, ...], owner: Actor) -> Actor:
        """A head whose owner is a body, group or office: its own code, or only its country for who merely
        live there."""
        if head.words in _GOVERNING and owner.country is not None:
            return self._actor(owner.country, roles, phrase.text, f"noun {head.words} of {owner.name}")
        if not roles or roles[0] in _OWN:
            elements = self._codebook.roles(owner.code)
            is_international = owner.sector in ("IGO", "NGO")
            if is_international:
                elements = (*elements, *(role for role in roles if role in _ADDED))
            return self._actor(owner.country, elements, phrase.text, f"noun {head.words} of {owner.name}")
        if owner.sector in ("IGO", "NGO"):
            added = roles if roles[0] in _ADDED else ()
            return self._actor(
                None,
                (*self._codebook.roles(owner.code), *added),
                phrase.text,
                f"noun {head.words} of {owner.name}",
            )
        return self._actor(owner.country, roles, phrase.text, f"noun {head.words} of {owner.name}")

    def _owner(self, phrase: Phrase, head: Head, pre: Premodifiers, on: date | None, depth: int) -> Actor | None:
        """Whose the head is: the nearest name before it, its possessor, complement or apposition."""
        if pre.is_us_state and (head.words in _STATE_OFFICES or head.words == "secretary of state"):
            return self._actor("USA", (), "Georgia", "state of the United States")
        for match in reversed(pre.names):
            if _is_bare_council(match) and (phrase.possessor is not None or len(pre.names) > 1):
                continue
            if match.entry.kind == "people":
                if (home := self._codebook.country(match.entry.spells[0].code)) is not None:
                    return self._actor(home, (), match.entry.name, "people")
                continue
            if match.entry.kind == "person":
                if (country := self._country(match.entry, on)) is not None:
                    return self._actor(country, (), match.entry.name, "person before")
            elif (actor := self._entry_actor(match.entry, on)) is not None:
                return self._bare(actor) if match.entry.kind in GEOGRAPHIC else actor
        if phrase.possessor is not None and (actor := self._place_or_body(phrase.possessor, on, depth)) is not None:
            return actor
        prepositions = ["of", "for"]
        prepositions += ["from"] if head.kind in _FROM_KINDS else []
        prepositions += ["to"] if head.words in _SERVING else []
        is_local = head.kind in _IN_KINDS or head.roles[:1] == ("COP",)
        prepositions += ["in", "at", "throughout", "across"] if is_local else []
        for name, complement in phrase.complements:
            if name in prepositions and (actor := self._place_or_body(complement, on, depth)) is not None:
                return actor
        for apposition in phrase.appositions:
            actor = self._one(apposition, self._premodifiers(apposition), on, depth + 1)
            if actor is not None and actor.country is not None:
                return self._bare(actor)
        return None

    def _place_or_body(self, phrase: Phrase, on: date | None, depth: int) -> Actor | None:
        """The owner that a possessor or complement names; a country named by its capital or a person is the
        country alone."""
        pre = self._premodifiers(phrase)
        actor = self._one(phrase, pre, on, depth + 1)
        if actor is None:
            return None
        is_plain = pre.covering is not None and pre.covering.entry.kind in (*GEOGRAPHIC, "person", "people")
        return self._bare(actor) if is_plain else actor

    def _bare(self, actor: Actor) -> Actor:
        if actor.country is None:
            return actor
        return self._actor(actor.country, (), actor.name, actor.method)

    def _named_apposition(self, phrase: Phrase, on: date | None, depth: int) -> Actor | None:
        """The body or group that "the Lebanese group X" names."""
        for apposition in phrase.appositions:
            pre = self._premodifiers(apposition)
            if pre.covering is not None and pre.covering.entry.kind not in GEOGRAPHIC:
                return self._named(apposition, pre, pre.covering, on, depth + 1)
        return None

    def _of_quantity(
        self, phrase: Phrase, head: Head | None, pre: Premodifiers, on: date | None, depth: int
    ) -> Actor | None:
        """Who "hundreds of X", "members of X" and "a group of X" are: X, with the country before the head."""
        for part in complements(phrase, "of"):
            inner = self._premodifiers(part)
            covering = inner.covering.entry.kind if inner.covering is not None else None
            are_nationals = covering == "nationality" and part.number == "plural" and _is_quantity(phrase)
            if covering in (*GEOGRAPHIC, "person") and not are_nationals:
                continue
            actor = self._one(part, inner, on, depth + 1)
            if actor is not None and (actor.sector is not None or are_nationals):
                if actor.country is None and pre.names and (country := self._country(pre.names[-1].entry, on)):
                    return self.with_country(actor, country)
                return actor
        return None

    def _unknown_name(self, phrase: Phrase, pre: Premodifiers, on: date | None, depth: int) -> Actor | None:
        """A name that is in no list: by the title before it, then by its apposition."""
        words = [token.key for token in pre.words]
        if (title := self._lexicon.last(words)) is not None and title[1].kind != "place":
            actor = self._by_head(phrase, self._of_whose(title[1], words[: title[0]]), pre, on, depth + 1)
            if actor is not None:
                return replace(actor, name=phrase.text, method=f"title {title[1].words}")
        for apposition in phrase.appositions:
            inner = self._premodifiers(apposition)
            if inner.covering is None and self._head(apposition, inner) is None:
                continue
            actor = self._one(apposition, inner, on, depth + 1)
            if actor is not None:
                return replace(actor, name=phrase.text, method=f"apposition, {actor.method}")
        geographic = [match for match in pre.names if match.entry.kind in GEOGRAPHIC]
        if geographic and (country := self._country(geographic[-1].entry, on)):
            return self._actor(country, (), phrase.text, "nationality")
        return None

    # Pieces
    # ---------------------------------------------------------------------------------------------------

    def _premodifiers(self, phrase: Phrase) -> Premodifiers:
        return read_premodifiers(phrase, self._names.find(phrase.text))

    def _head(self, phrase: Phrase, pre: Premodifiers) -> Head | None:
        if phrase.entity == "PERSON" and phrase.pos == "PROPN" and phrase.determiner is None:
            return None  # a surname such as King or Marshal is no title
        raw = fold(phrase.text[phrase.head_start - phrase.start : phrase.head_end - phrase.start])
        candidates = tuple(dict.fromkeys((*forms(raw), fold(phrase.head))))
        parts = word_keys(phrase.head)
        if len(parts) > 1:  # "secretary-general" in one token
            candidates = (parts[-1],)
        before = [token.key for token in pre.words] + list(parts[:-1])
        for complement in complements(phrase, "of", "for"):
            for form in candidates:
                portfolio = (*word_keys(words_to_head(complement)),)
                if charged := self._lexicon.charge(form, portfolio):
                    return charged
                whole = self._lexicon.heads.get((form, "of", *portfolio)) or self._lexicon.heads.get(
                    (form, "of", fold(complement.head))
                )
                if whole is not None:
                    return whole
        found = self._lexicon.head(before, candidates)
        return self._of_whose(found, before) if found is not None else None

    def _of_whose(self, head: Head, before: list[str]) -> Head:
        """ "border patrol agents", "opposition spokesman": whose they are tells more than what they are."""
        if before and (not head.roles or head.words in _SPEAKING):
            whose = self._lexicon.last(before[-3:])
            if whose is not None and whose[0] == len(before[-3:]) - 1 and whose[1].roles:
                return Head(f"{whose[1].words} {head.words}", whose[1].roles, whose[1].kind)
        return head

    def _country(self, entry: Entry, on: date | None) -> str | None:
        spell = entry.spell(on) or (entry.nearest(on) if on is not None else None)
        return self._codebook.country(spell.code) if spell is not None else None

    def _entry_actor(self, entry: Entry, on: date | None) -> Actor | None:
        spell = entry.spell(on)
        if spell is None and on is not None:
            if entry.kind == "person":
                country = self._country(entry, on)
                return self._actor(country, (), entry.name, "name, outside its dates") if country else None
            spell = entry.nearest(on)
        if spell is None:
            return None
        if entry.kind == "capital":
            return self._actor(spell.code, ("GOV",), entry.name, "capital")
        if entry.kind == "people":
            roles = self._codebook.roles(spell.code)
            return self._actor(self._codebook.country(spell.code), ("CVL", *roles), entry.name, "people")
        country = self._codebook.country(spell.code)
        return Actor(spell.code, country, self._codebook.sector(spell.code), entry.name, entry.kind)

    def _actor(self, country: str | None, roles: tuple[str, ...], name: str, method: str) -> Actor:
        code = self._codebook.compose(country, roles)
        return Actor(code, country, self._codebook.sector(code), name, method)


@functools.cache
def _load_shipped() -> ActorResolver:
    return ActorResolver._read(data_folder(None))


# That of the United Nations has presidents and no secretary.
_BARE_COUNCIL = re.compile(r"(?:the )?(?:national )?security council", re.IGNORECASE)


def _is_bare_council(match: Match) -> bool:
    """ "Security Council" without "UN": beside a country's name that country's own."""
    return match.entry.spells[0].code == "IGOUNOSEC" and match.end - match.start == len("Security Council")


def _is_quantity(phrase: Phrase) -> bool:
    return phrase.head in QUANTITIES or phrase.pos == "NUM"


def _peoples_before(pre: Premodifiers, codebook: Codebook) -> tuple[str, ...]:
    """Ethnic and religious elements of the names before a head."""
    codes = [match.entry.spells[0].code for match in pre.names if match.entry.kind == "people"]
    return tuple(element for code in codes for element in codebook.roles(code))
