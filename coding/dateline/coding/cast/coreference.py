"""Coreference inside one article: surnames, "the minister", "the two countries", "his counterpart", he, she,
they, it.

Phrases are fed in reading order with their actors; a later phrase is resolved by kind, number and salience: the
subjects of the nearest sentence come first. Where two answers are as near, or none fits, there is none: a wrong actor
costs more than a missing one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from dateline.coding.cast.names import fold, tokens
from dateline.coding.records import Actor, Phrase

_PERSONS = frozenset("he she him her his hers himself herself".split())
_PLURALS = frozenset("they them their theirs themselves".split())
_THINGS = frozenset("it its itself".split())
_OTHER_SIDE = frozenset({"opposing", "other", "opposite", "enemy"})
_STATE_NOUNS = frozenset("country nation state side republic neighbor neighbour government kingdom party".split())
_GROUP_NOUNS = frozenset(
    "group organization organisation movement militia party faction bloc alliance body agency".split()
)
_PERSON_NOUNS = frozenset(
    """president minister premier chancellor king queen prince ambassador envoy spokesman spokeswoman governor
    mayor general colonel commander
    leader official senator lawmaker judge prosecutor man woman journalist reporter activist secretary chief
    diplomat""".split()
)
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "both"})
_TWO = frozenset({"two", "2", "both"})
_SIDES = frozenset(
    "side party neighbor neighbour rival foe belligerent army troop force government leader president minister "
    "military power capital".split()
)
_FACING = frozenset({"warring", "opposing", "rival", "conflicting", "feuding", "belligerent", "hostile"})
_THREE = frozenset({"three", "3"})
_BACK_SENTENCES = 3  # over which a pronoun reaches
_TOGETHER = 12  # names of countries looked back over for "the three countries"
_LATELY = 8  # sentences looked back over for one that names just so many countries
_IN_PLAY = 8  # names of countries looked back over for "the two countries"
_ENOUGH = 6  # names that show what two countries an article is about ...
_SHARE = 0.85  # ... where so many of them are of these two
_INTERNATIONAL = ("IGO", "NGO", "IMG")
_REACH = 60  # phrases looked back over for a name or noun, about a dozen sentences
_NEAR = 8  # phrases looked back over for a pronoun


@dataclass(frozen=True, slots=True)
class _Seen:
    phrase: Phrase
    actor: Actor | None  # None: somebody whom nothing is known of, who may yet be meant
    words: frozenset[str]
    kind: str  # person, state, group or people
    sentence: int = 0
    is_subject: bool = False


class Coreference:
    """Who an article has named so far; made anew for every article."""

    def __init__(self) -> None:
        self._seen: list[_Seen] = []
        self._named: dict[int, str] = {}  # offset of a name: its country
        self._together: list[list[str]] = []  # the countries named in each sentence
        self._number = 0  # of the sentence that is being read
        self._subjects: frozenset[int] = frozenset()
        self._fellows: dict[int, int] = {}

    def begin_sentence(self, subjects: Iterable[int] = (), fellows: Mapping[int, int] | None = None) -> None:
        """Say that the phrases that follow stand in a new sentence.

        `subjects` are the offsets of the heads of its clauses' subjects; `fellows` gives for the head of an object
        that of the subject of its verb, who cannot be meant by it.
        """
        self._number += 1
        self._together.append([])
        self._subjects = frozenset(subjects)
        self._fellows = dict(fellows or {})

    def observe(self, phrase: Phrase, actor: Actor) -> None:
        """Remember a phrase and its actor; a pronoun counts as a mention of whom it means."""
        self._remember(
            phrase, actor, self._kind_of_pronoun(phrase, actor) if phrase.is_pronoun else _kind(phrase, actor)
        )

    def note_country(self, start: int, country: str) -> None:
        """Remember that a country is named at an offset, be it in a modifier: "Peruvian positions"."""
        self._named[start] = country
        if self._together and country not in self._together[-1]:
            self._together[-1].append(country)

    def resolve(self, phrase: Phrase, actor: Actor | None = None) -> Actor | None:
        """Whom a phrase means by what came before, None if that is open.

        `actor` is what the phrase tells by itself; one with a country, or an international body, needs no
        help and gives None.
        """
        if actor is not None and _is_complete(actor):
            return None
        found = self._refer(phrase, actor)
        if (
            found is None
            and actor is None
            and not phrase.is_pronoun
            and (phrase.entity == "PERSON" or phrase.head in _PERSON_NOUNS)
        ):
            self._remember(phrase, None, "person")
        return found

    def countries(self, phrase: Phrase) -> tuple[Actor, ...]:
        """The states of "the two countries", "both sides" and "the three leaders": those that are in play, oldest
        first; empty if they are not so many."""
        several = _means_several(phrase)
        codes = self._countries_in_play(phrase.start, several) if several else []
        return tuple(Actor(code, code, None, code, f"coreference: {several} countries") for code in codes)

    def _countries_in_play(self, before: int, several: int) -> list[str]:
        """The countries that were named lately, else those that the article is about, else none."""
        named = [self._named[start] for start in sorted(self._named) if start < before]
        if not named:
            named = [seen.actor.country for seen in self._seen if seen.actor is not None and seen.actor.country]
        for told in self._together[-_LATELY:][::-1]:
            if several > 2 and len(told) == several:
                return told  # "Mali, Niger and Chad met ... All three leaders"
        near = _distinct(named[-(_IN_PLAY if several == 2 else _TOGETHER) :])
        if len(near) == several:
            return near
        counts = Counter(named)
        main = [country for country, _ in counts.most_common(several)]
        if len(named) < _ENOUGH or len(main) < several:
            return []
        if sum(counts[country] for country in main) < _SHARE * len(named):
            return []
        return [country for country in _distinct(named) if country in main]

    def _refer(self, phrase: Phrase, actor: Actor | None) -> Actor | None:
        if phrase.is_pronoun:
            return self._pronoun(phrase)
        if phrase.head in ("counterpart", "opponent") or _is_other_side(phrase):
            return self._other_party(phrase)
        if phrase.entity == "PERSON" or (phrase.pos == "PROPN" and not phrase.modifiers):
            return self._short_name(phrase)
        if phrase.possessor is not None and phrase.possessor.is_pronoun:
            return self._possessed(phrase.possessor, actor)
        if phrase.determiner in _DEFINITE and phrase.possessor is None:
            return self._definite(phrase)
        return None

    def _pronoun(self, phrase: Phrase) -> Actor | None:
        word = fold(phrase.text)
        if word in _PERSONS:
            return self._salient(phrase, lambda seen: seen.kind == "person")
        if word in _PLURALS:
            return self._salient(
                phrase, lambda seen: seen.kind in ("people", "group") or seen.phrase.number == "plural"
            )
        if word in _THINGS:
            return self._salient(phrase, lambda seen: seen.kind in ("state", "group"))
        return None

    def _salient(self, phrase: Phrase, fits: Callable[[_Seen], bool]) -> Actor | None:
        """Who fits, of the nearest sentence its subjects first; None where the most salient ones differ."""
        fellow = self._fellows.get(phrase.head_start)
        near = [
            seen
            for seen in self._seen
            if self._number - seen.sentence <= _BACK_SENTENCES
            and seen.phrase.head_start < phrase.head_start
            and seen.phrase.head_start != fellow
            and fits(seen)
        ]
        if not near:
            return None
        nearest = max((seen.sentence, seen.is_subject) for seen in near)
        return self._sole(seen for seen in near if (seen.sentence, seen.is_subject) == nearest)

    def _short_name(self, phrase: Phrase) -> Actor | None:
        """ "Shoigu" after "Sergei Shoigu", "Jihad" after "Islamic Jihad", "the HNC" after its name in full."""
        words = [token.key for token in tokens(phrase.entity_text or phrase.text) if token.key != "the"]
        if not words:
            return None
        is_acronym = len(words) == 1 and phrase.head.isalpha() and _initials_are(words[0])
        persons = [seen for seen in self._back(_REACH) if seen.kind == "person" and words[-1] in seen.words]
        if (found := self._sole(seen for seen in persons if seen.actor is not None)) is not None:
            return found
        if phrase.entity == "PERSON":
            return None
        bodies = [
            seen
            for seen in self._back(_REACH)
            if seen.actor is not None
            and _is_complete(seen.actor)
            and seen.kind == "group"
            and seen.phrase.pos == "PROPN"
            and (set(words) < seen.words or is_acronym and _initials(seen.phrase) == words[0])
        ]
        return self._sole(bodies)

    def _possessed(self, pronoun: Phrase, actor: Actor | None) -> Actor | None:
        """ "Its army", "their soldiers": the noun's role with the owner's country."""
        owner = self._pronoun(pronoun)
        if owner is None or owner.country is None or actor is None:
            return None
        return replace(actor, code=owner.country + actor.code, country=owner.country, method="coreference: possessive")

    def _definite(self, phrase: Phrase) -> Actor | None:
        head = fold(phrase.head)
        same = [
            seen
            for seen in self._back(_REACH)
            if seen.actor is not None
            and _is_complete(seen.actor)
            and seen.kind != "state"
            and (seen.phrase.head == phrase.head or (seen.kind == "person" and head in seen.words))
            and (phrase.number is None or seen.phrase.number in (None, phrase.number))
        ]
        if same:
            nearest = [seen for seen in same if seen.kind == "person" and phrase.number == "singular"][:1]
            return self._sole(same) or self._sole(nearest)
        if phrase.number == "plural" or phrase.modifiers:
            return None
        if phrase.head in _GROUP_NOUNS:
            return self._salient(phrase, lambda seen: seen.kind == "group")
        if phrase.head in ("country", "nation", "kingdom"):
            return self._salient(phrase, lambda seen: seen.kind == "state")
        return None

    def _other_party(self, phrase: Phrase) -> Actor | None:
        """ "His counterpart" and "the opposing side": the other one where exactly two countries are in
        play."""
        near = [seen.actor for seen in self._back(_NEAR) if seen.actor is not None and seen.actor.country is not None]
        countries = _distinct(actor.country for actor in near)
        if len(countries) != 2:
            return None
        # Who is spoken of is the nearest; the other is the one before.
        other = next(actor for actor in near if actor.country == countries[1])
        return replace(other, method=f"coreference: other party than {countries[0]}")

    def _sole(self, candidates: Iterable[_Seen]) -> Actor | None:
        """The actor of the candidates if they are all of one code; None where any is unknown or they
        differ."""
        found = list(candidates)
        if not found or any(seen.actor is None for seen in found):
            return None
        actors = [seen.actor for seen in found if seen.actor is not None]
        if len({actor.code for actor in actors}) > 1:
            return None
        return replace(actors[0], method="coreference")

    def _back(self, reach: int) -> Iterator[_Seen]:
        return iter(self._seen[: -reach - 1 : -1])

    def _remember(self, phrase: Phrase, actor: Actor | None, kind: str) -> None:
        words = frozenset(token.key for token in tokens(phrase.text[: phrase.head_end - phrase.start]))
        is_subject = phrase.head_start in self._subjects
        self._seen.append(_Seen(phrase, actor, words, kind, self._number, is_subject))

    def _kind_of_pronoun(self, phrase: Phrase, actor: Actor) -> str:
        if fold(phrase.text) in _PERSONS:
            return "person"
        return next(
            (s.kind for s in self._back(_REACH) if s.actor is not None and s.actor.code == actor.code),
            "group",
        )


def _is_complete(actor: Actor) -> bool:
    return actor.country is not None or actor.sector in _INTERNATIONAL


def _distinct(countries: Iterable[str | None]) -> list[str]:
    return list(dict.fromkeys(country for country in countries if country is not None))


def _kind(phrase: Phrase, actor: Actor) -> str:
    is_plural = phrase.number == "plural"
    if not is_plural and (
        phrase.entity == "PERSON" or phrase.head in _PERSON_NOUNS or actor.method.startswith(("person", "name"))
    ):
        return "person"
    if actor.code == actor.country or actor.method == "capital":
        return "people" if is_plural and phrase.entity == "NORP" else "state"
    return "people" if is_plural and actor.method.startswith(("noun", "people")) else "group"


def _means_several(phrase: Phrase) -> int:
    """2 for "the two countries", "both governments", "the sides", 3 for "all three leaders", else 0."""
    words = {token.key for token in tokens(phrase.text[: phrase.head_start - phrase.start])}
    if phrase.head in _STATE_NOUNS | _SIDES:
        if words & _TWO and words <= _TWO | _FACING | _DEFINITE | {"all"}:
            return 2
        if words & _THREE and words <= _THREE | _DEFINITE | {"all"}:
            return 3
    if phrase.number != "plural" or phrase.determiner not in _DEFINITE or phrase.possessor is not None:
        return 0
    facing = bool({word.lemma for word in phrase.modifiers} & _FACING)
    return 2 if facing and phrase.head in _SIDES or phrase.head == "side" and not phrase.modifiers else 0


def _initials(phrase: Phrase) -> str:
    named = phrase.entity_text or phrase.text
    return "".join(word[0] for word in named.split() if word[:1].isupper() and word.lower() != "the").lower()


def _initials_are(word: str) -> bool:
    return 2 <= len(word) <= 6


def _is_other_side(phrase: Phrase) -> bool:
    return phrase.head in ("side", "party", "camp") and any(word.lemma in _OTHER_SIDE for word in phrase.modifiers)
