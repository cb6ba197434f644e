"""A party without a country in, the country whose party it must be out: "government forces", "the rebels", "police".

Evidence is taken from the whole article, the nearest first: the same words with a country ("Syrian rebels ... the
rebels"), the place of the event, others of the same kind, the country that the article is set in. Where two are as
likely there is none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from dateline.coding.cast.implied_countries import ABROAD
from dateline.coding.events.drafts import Member
from dateline.coding.records import Actor, Phrase, Place

# Who acts at home: those who live in a place, and those who rise or keep order there.
LOCAL = frozenset("REB UAF OPP SEP INS CVL COP REF LAB EDU MED HLH AGR REL BUS CRM JUD LEG PTY".split())
# A state's own: of the one state of the article that is named with such an office or force.
OFFICIAL = frozenset({"GOV", "MIL", "SPY"})
# Words that set a force or a side against others of the same country.
DOMESTIC_SIDES = frozenset(
    """government regime loyalist pro-government pro-regime anti-government opposition rebel insurgent militant
    paramilitary loyal state security""".split()
)
OFFICIAL_OR_NONE = OFFICIAL | {None}
OPPOSED = frozenset({"REB", "UAF", "OPP", "SEP", "INS", "REF"})
ABROAD_KINDS = frozenset({"IGO", "NGO", "IMG", "MNC", "INT", "HRI"})
HOME_SHARE = 0.85  # of all parties with a country, for an article to be about one country's own affairs ...
HOME_MENTIONS = 5  # ... and how many of them there must be
SETTING_SHARE = 0.35  # of the weight of all countries, for the one that an article is set in ...
SETTING_LEAD = 1.3  # ... how far it must lead the next ...
SETTING_LEAST = 1.0  # ... and the least weight, that of one town


@dataclass(frozen=True, slots=True)
class Known:
    """A party of the article whose country is known, by the head of its phrase."""

    start: int
    head: str
    words: frozenset[str]
    sector: str | None
    country: str
    is_bare: bool  # named by its office, not by its country's name


@dataclass(frozen=True, slots=True)
class Homes:
    """What one article says of whose its unnamed parties are."""

    known: tuple[Known, ...]
    setting: str | None
    home: str | None  # of nearly every party, in an article about one country's own affairs

    @classmethod
    def read(cls, parties: Iterable[Sequence[Member]], weights: Mapping[str, float]) -> Homes:
        """Gather the parties of an article; `weights` say how much it tells of each country."""
        known = [
            Known(
                phrase.head_start,
                phrase.head,
                _qualities(phrase),
                actor.sector,
                actor.country,
                actor.code != actor.country,
            )
            for members in parties
            for phrase, actor in members
            if phrase is not None and actor is not None and actor.country is not None
        ]
        return cls(tuple(sorted(known, key=lambda k: k.start)), find_setting(weights), _find_home(known))

    def settle(self, member: Member, place: Place | None, is_guest: bool = False) -> Member:
        """The member with the country that it must be of, where it has none and is named by its kind alone.

        A guest need not be of the country where it is met.
        """
        phrase, actor = member
        if phrase is not None and self.home is not None and (actor is None or actor.country is None):
            return phrase, self._at_home(phrase, actor, self.home)
        if phrase is None or actor is None or actor.country is not None or actor.sector is None:
            return member
        if actor.code[:3] != actor.sector or phrase.entity in {"PERSON", "ORG"} or phrase.head in ABROAD:
            return member
        country, why = self._home_of(phrase, actor.sector, place, is_guest)
        if country is None:
            return member
        return phrase, replace(actor, code=country + actor.code, country=country, method=f"{actor.method}; {why}")

    def _at_home(self, phrase: Phrase, actor: Actor | None, home: str) -> Actor | None:
        """In an article about one country's affairs whoever is of no other country is of this one."""
        if phrase.head in ABROAD or phrase.is_pronoun and actor is None:
            return actor
        if actor is None:
            is_party = phrase.entity in {"PERSON", "ORG", "NORP"}
            return Actor(home, home, None, phrase.text, "country of the article's affairs") if is_party else None
        if actor.sector is None or actor.code[:3] in ABROAD_KINDS:
            return actor
        return replace(
            actor, code=home + actor.code, country=home, method=f"{actor.method}; country of the article's affairs"
        )

    def others_at_home(self, sources: Sequence[Member]) -> tuple[Member, ...]:
        """Whoever at home it is aimed at that nobody names, where those who do it are at home."""
        countries = {actor.country for _, actor in sources if actor is not None}
        if self.home is None or not countries <= {self.home, None}:
            return ()
        return ((None, Actor(self.home, self.home, None, self.home, "country of the article's affairs")),)

    def people_of(self, place: Place | None, sources: Sequence[Member]) -> tuple[Member, ...]:
        """Those who live where it happens: in the place's country, else in the one that the article is set in.

        A state's own forces fight its people only where the article names others there who fight or oppose them.
        """
        country = place.country if place is not None and place.country is not None else self.setting
        if country is None:
            return ()
        is_own = any(actor is not None and actor.country == country and actor.sector in OFFICIAL_OR_NONE
                     for _, actor in sources)  # fmt: skip
        if is_own and not any(each.country == country and each.sector in OPPOSED for each in self.known):
            return ()
        return ((None, Actor(f"{country}CVL", country, "CVL", country, "people of the place")),)

    def own_thing(self, member: Member, place: Place | None) -> Member:
        """What is struck and is nobody's by its words ("the airbase", "a mall") is of the country where it stands."""
        phrase, actor = member
        country = place.country if place is not None and place.country is not None else self.setting
        if phrase is None or actor is not None or country is None or phrase.is_pronoun or phrase.entity == "PERSON":
            return member
        return phrase, Actor(country, country, None, phrase.text, "thing in the country of the place")

    def _home_of(self, phrase: Phrase, sector: str, place: Place | None, is_guest: bool) -> tuple[str | None, str]:
        if phrase.number == "plural" and sector in OFFICIAL and (phrase.count or _of_several(phrase)):
            return None, ""  # "foreign ministers from the three countries" are of none of them alone
        words = _qualities(phrase)
        same = [k for k in self.known if k.head == phrase.head and k.sector == sector and words <= k.words]
        if (country := _only(same)) is not None:
            return country, "as elsewhere in the article"
        here = place.country if place is not None else None
        is_local = not is_guest and (sector in LOCAL or _is_domestic(phrase))
        if is_local and here is not None:
            return here, "country of the place"
        if is_local and self.setting is not None:
            return self.setting, "country of the article"
        if sector in OFFICIAL:
            alike = [k for k in self.known if k.sector == sector and k.is_bare]
            if (country := _only(alike)) is not None:
                return country, "the only one of its kind in the article"
            before = [k for k in same if k.start < phrase.start]
            if before and phrase.determiner == "the" and not phrase.modifiers:
                return before[-1].country, "as named before"
        return None, ""


def as_state(actor: Actor | None, is_armed: bool) -> Actor | None:
    """A state that acts acts by its government, and by arms by its army: the sector where a country alone is named.

    The code stays the country's own, as the words name no more.
    """
    if actor is None or actor.sector is not None or actor.country is None or actor.code != actor.country:
        return actor
    return replace(actor, sector="MIL" if is_armed else "GOV")


def as_people(actor: Actor | None) -> Actor | None:
    """Who is struck where only a place or a thing is named: those who live there. The code stays the country's own."""
    if actor is None or actor.sector is not None or actor.country is None or actor.code != actor.country:
        return actor
    return replace(actor, sector="CVL")


def find_setting(weights: Mapping[str, float]) -> str | None:
    """The country that an article is set in: the one it tells most of, where no other comes near."""
    ranked = sorted(weights.items(), key=lambda item: (-item[1], item[0]))
    if not ranked:
        return None
    (country, most), rest = ranked[0], ranked[1:]
    leads = not rest or most >= SETTING_LEAD * rest[0][1]
    return country if leads and most >= max(SETTING_LEAST, SETTING_SHARE * sum(weights.values())) else None


def _find_home(known: Sequence[Known]) -> str | None:
    counts = Counter(each.country for each in known)
    if counts.total() < HOME_MENTIONS:
        return None
    country, most = counts.most_common(1)[0]
    return country if most >= HOME_SHARE * counts.total() else None


def _qualities(phrase: Phrase) -> frozenset[str]:
    return frozenset(word.lemma for word in phrase.modifiers)


def _of_several(phrase: Phrase) -> bool:
    return any(name in {"of", "from"} and whole.number == "plural" for name, whole in phrase.complements)


def _only(known: Sequence[Known]) -> str | None:
    """The country of all of them, or of nearly all."""
    counts = Counter(each.country for each in known)
    if not counts:
        return None
    country, most = counts.most_common(1)[0]
    return country if most >= 0.75 * counts.total() else None


def _is_domestic(phrase: Phrase) -> bool:
    return any(word.lemma in DOMESTIC_SIDES or word.text.lower() in DOMESTIC_SIDES for word in phrase.modifiers)
