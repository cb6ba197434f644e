"""Coreference inside one article: surnames, "the minister", "the two countries", "his counterpart", he, she, they, it.

Phrases are fed in reading order with their actors; a later phrase is resolved by recency, number and kind. Where two answers are equally
near, or none fits, there is none: a wrong actor costs more than a missing one.
"""

from __future__ import annotations

from dataclasses import dataclass

from dateline.coding.actors.names import fold, tokens
from dateline.coding.records import Actor, Phrase

_SINGULAR_PERSONS = frozenset({"he", "she", "him", "her", "himself", "herself"})
_PLURALS = frozenset({"they", "them", "themselves"})
_THINGS = frozenset({"it", "itself"})
_POSSESSIVE = {"his": "he", "her": "she", "their": "they", "its": "it"}
_OTHER_SIDE = frozenset({"opposing", "other", "opposite", "enemy"})
_STATE_NOUNS = frozenset({"country", "nation", "state", "side", "republic", "neighbor", "neighbour", "kingdom"})
_GROUP_NOUNS = frozenset({"group", "organization", "organisation", "movement", "militia", "party", "faction", "bloc", "alliance", "body", "agency"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "both"})
_TWO = frozenset({"two", "2", "both"})
# Sectors whose actors a "the ..." noun may mean although it names no country.
_REACH = 60  # phrases looked back over, about a dozen sentences


@dataclass(frozen=True, slots=True)
class _Seen:
    phrase: Phrase
    actor: Actor
    words: frozenset[str]
    kind: str  # "person", "state", "group" or "people"


class Coreference:
    """What an article has named so far. Made anew for every article."""

    def __init__(self) -> None:
        self._seen: list[_Seen] = []

    def observe(self, phrase: Phrase, actor: Actor) -> None:
        """Remember a phrase and its actor; pronouns count as a mention of whom they mean."""
        kind = self._kind_of_pronoun(phrase, actor) if phrase.is_pronoun else _kind(phrase, actor)
        self._seen.append(_Seen(phrase, actor, frozenset(t.key for t in tokens(_core(phrase))), kind))

    def resolve(self, phrase: Phrase, actor: Actor | None = None) -> Actor | None:
        """Whom a phrase means by what came before, None if that is open.

        `actor` is what the phrase tells by itself; an actor with a country needs no help and gives None.
        """
        if actor is not None and (actor.country is not None or actor.sector in ("IGO", "NGO", "IMG")):
            return None
        if phrase.is_pronoun:
            return self._pronoun(phrase)
        if phrase.head in ("counterpart", "opponent") or _is_other_side(phrase):
            return self._other_party(phrase)
        if phrase.entity == "PERSON" or (phrase.pos == "PROPN" and not phrase.modifiers):
            return self._surname(phrase)
        if phrase.determiner in _DEFINITE or phrase.possessor is not None:
            return self._definite(phrase, actor)
        return None

    def countries(self, phrase: Phrase) -> tuple[Actor, ...]:
        """The two states of "the two countries" and "both sides", in the order of their last mention; empty if not exactly two are in play."""
        count = {token.key for token in tokens(phrase.text)}
        if phrase.head not in _STATE_NOUNS or not count & _TWO:
            return ()
        found: dict[str, Actor] = {}
        for seen in self._recent():
            if seen.actor.country is not None and seen.actor.country not in found:
                found[seen.actor.country] = Actor(seen.actor.country, seen.actor.country, None, seen.actor.country, "the two countries")
            if len(found) == 2:
                break
        return tuple(reversed(found.values())) if len(found) == 2 else ()

    # Kinds of reference -----------------------------------------------------------------------------------------

    def _pronoun(self, phrase: Phrase) -> Actor | None:
        word = fold(phrase.text)
        if word in _SINGULAR_PERSONS or _POSSESSIVE.get(word) in ("he", "she"):
            return self._sole("person", phrase, "pronoun")
        if word in _PLURALS or word == "their":
            for seen in self._recent():
                if seen.phrase.number == "plural" or seen.kind == "people":
                    return _as(seen.actor, "pronoun") if not self._has_rival(seen, "plural") else None
            return None
        if word in _THINGS or word == "its":
            for seen in self._recent():
                if seen.kind in ("state", "group") and seen.phrase.number != "plural":
                    return _as(seen.actor, "pronoun") if not self._has_rival(seen, "thing") else None
        return None

    def _surname(self, phrase: Phrase) -> Actor | None:
        words = [token.key for token in tokens(phrase.entity_text or phrase.text)]
        if not words:
            return None
        for seen in self._recent():
            if seen.kind == "person" and words[-1] in seen.words and seen.actor.name:
                return _as(seen.actor, "surname")
        return None

    def _definite(self, phrase: Phrase, actor: Actor | None) -> Actor | None:
        if phrase.possessor is not None and phrase.possessor.is_pronoun:
            owner = self._pronoun(phrase.possessor)
            if owner is not None and owner.country is not None and actor is not None:
                return _of_country(actor, owner.country, "possessive pronoun")
            return None
        for seen in self._recent():
            same_noun = seen.phrase.head == phrase.head and seen.kind != "state"
            if same_noun or (seen.kind == "person" and fold(phrase.head) in seen.words):
                if seen.actor.country is not None or seen.actor.sector in ("IGO", "NGO", "IMG"):
                    return _as(seen.actor, f"the {phrase.head}")
        if phrase.head in _GROUP_NOUNS and phrase.number == "singular":
            return self._sole("group", phrase, f"the {phrase.head}")
        if phrase.head in ("country", "nation", "kingdom") and phrase.number == "singular" and phrase.possessor is None:
            return self._sole("state", phrase, f"the {phrase.head}")
        return None

    def _other_party(self, phrase: Phrase) -> Actor | None:
        """"His counterpart" and "the opposing side": the other one where exactly two countries are in play."""
        countries: dict[str, Actor] = {}
        for seen in self._recent():
            if seen.actor.country is not None:
                countries.setdefault(seen.actor.country, seen.actor)
            if len(countries) > 2:
                return None
        if len(countries) != 2:
            return None
        near, far = countries.values()
        return _as(far, f"other party than {near.country}")

    # Pieces --------------------------------------------------------------------------------------------------------

    def _recent(self) -> list[_Seen]:
        return self._seen[: -_REACH - 1 : -1]

    def _sole(self, kind: str, phrase: Phrase, method: str) -> Actor | None:
        """The nearest of a kind, unless another of it stands in the same phrase's reach: just as near."""
        for seen in self._recent():
            if seen.kind == kind:
                return None if self._has_rival(seen, kind) else _as(seen.actor, method)
        return None

    def _has_rival(self, nearest: _Seen, kind: str) -> bool:
        """Whether a conjunct of the nearest would do as well: "Ivanov and Petrov met; he ..."."""
        if kind == "plural":
            return False
        conjuncts = {conjunct.head_start for conjunct in nearest.phrase.conjuncts}
        return any(
            seen.actor.code != nearest.actor.code and seen.kind == nearest.kind
            and (seen.phrase.head_start in conjuncts or any(c.head_start == nearest.phrase.head_start for c in seen.phrase.conjuncts))
            for seen in self._recent()
        )

    def _kind_of_pronoun(self, phrase: Phrase, actor: Actor) -> str:
        word = fold(phrase.text)
        if word in _SINGULAR_PERSONS:
            return "person"
        return next((seen.kind for seen in self._recent() if seen.actor.code == actor.code), "group")


def _kind(phrase: Phrase, actor: Actor) -> str:
    if phrase.number != "plural" and (phrase.entity == "PERSON" or actor.method.startswith(("person", "name", "title", "apposition", "surname"))):
        return "person"
    if actor.country == actor.code or actor.method in ("state", "capital", "nationality"):
        return "people" if phrase.number == "plural" and phrase.entity == "NORP" else "state"
    if phrase.number == "plural" and actor.method.startswith("noun"):
        return "people"
    if phrase.head in _PERSON_NOUNS and phrase.number != "plural":
        return "person"
    return "group"


_PERSON_NOUNS = frozenset(
    """president minister premier chancellor king queen prince ambassador envoy spokesman spokeswoman governor mayor general colonel commander
    leader official senator lawmaker judge prosecutor man woman journalist reporter activist secretary chief""".split()
)


def _is_other_side(phrase: Phrase) -> bool:
    return phrase.head in ("side", "party", "camp") and any(word.lemma in _OTHER_SIDE for word in phrase.modifiers)


def _core(phrase: Phrase) -> str:
    """The words of a phrase up to its head: a title and a name."""
    return phrase.text[: phrase.head_end - phrase.start]


def _as(actor: Actor, how: str) -> Actor:
    return Actor(actor.code, actor.country, actor.sector, actor.name, f"coreference: {how}")


def _of_country(actor: Actor, country: str, how: str) -> Actor:
    return Actor(country + actor.code, country, actor.sector, actor.name, f"coreference: {how}")
