"""Finds the words of an article that may name places: text in, FoundNames with their evidence out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from dateline.coding.places.folding import fold
from dateline.coding.places.gazetteer import Candidate, Gazetteer
from dateline.coding.places.lexicon import (
    BODY_HEADS,
    BODY_WORDS,
    DIRECTIONS,
    FUNCTION_WORDS,
    NEVER,
    PERSON_NAMES,
    PLACE_TYPES,
    SEATS,
    TITLES,
    common_words,
)
from dateline.coding.places.ranking import contains, prominence
from dateline.coding.places.surroundings import (
    Surroundings,
    is_in_body,
    is_in_longer_name,
    is_in_person,
    read_surroundings,
    type_after,
    with_type,
)
from dateline.coding.places.tokens import TokenRow

Entity = tuple[int, int, str]  # start, end and label, as the parser gives them
PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
OTHER_LABELS = frozenset({"PERSON", "ORG", "NORP", "EVENT", "WORK_OF_ART", "LAW", "PRODUCT", "LANGUAGE"})

# Words without a capital inside a name: "Port-au-Prince", "Ceamurlia de Jos", "Deir ez-Zor".
_JOINERS = frozenset(
    "of the and de la le les du del della al el ez es e i ul an as ash da do dos das sur upon am kwa ibn bin "
    "en di van au aux on o a".split()
)
_ADJECTIVE = re.compile(r"(?:ean|ish|ese|ian|ayan|ite|ic|al)$")
_NEVER_PLACES = FUNCTION_WORDS | DIRECTIONS | NEVER | TITLES | BODY_WORDS | frozenset(PLACE_TYPES)
_LONGEST = 6  # words of the longest name looked for
STRONG_POPULATION = 100_000  # a town whose name needs no other evidence
LIKELY_POPULATION = 15_000  # one whose name needs little
CITY_POPULATION = 500_000  # one that a word of the language or another spelling means too


@dataclass(frozen=True, slots=True)
class FoundName:
    """Words that may name a place.

    `evidence` says why they do: locative, typed, label, dateline, strong, or weak for none. `precision` is
    what the words around say (2 for "near X" and "the outskirts of X"). `candidates` is empty where only
    those words make it a place.
    """

    start: int
    end: int
    text: str
    candidates: tuple[Candidate, ...]
    evidence: str
    preposition: str | None = None
    type_word: str | None = None
    precision: int = 1


@dataclass(slots=True)
class NameFinder:
    """Finds names of places in one article's text.

    `entities` are the parser's, where there are any; `dateline` is the span of the dateline's place.
    """

    gazetteer: Gazetteer
    text: str
    entities: tuple[Entity, ...] = ()
    dateline: tuple[int, int] | None = None
    _row: TokenRow = field(init=False)
    _person_words: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self._row = TokenRow(self.text)
        self._person_words = PERSON_NAMES | frozenset(self._persons())

    def find(self) -> tuple[FoundName, ...]:
        """All possible names of places in the text, in order and without overlaps."""
        found: list[FoundName] = []
        index = 0
        while index < len(self._row.tokens):
            match = self._longest(index)
            name = self._judge(index, *match) if match else self._unknown(index)
            if name is not None:
                if found and name.start < found[-1].end:
                    found.pop()  # "West Beirut" is not the region of the name "West"
                found.append(name)
            index = match[0] + 1 if match else index + 1
        return tuple(found)

    def _persons(self) -> Iterator[str]:
        """Words of persons' names: after a title, or where the parser says so."""
        for start, end, label in self.entities:
            if label == "PERSON":
                yield from (word.lower() for word in re.findall(r"[^\W\d_]+", self.text[start:end]))
        for index, token in enumerate(self._row.tokens):
            is_title = token.is_capital and token.lower.rstrip(".") in TITLES
            following = self._row.at(index + 1)
            if is_title and following and following.is_capital and self._row.gap(index).strip(".") == " ":
                yield following.lower
                beyond = self._row.next_capital(index + 1)
                if beyond:
                    yield beyond.lower

    def _longest(self, index: int) -> tuple[int, tuple[Candidate, ...]] | None:
        """The longest known name that begins with this word: the number of its last word, and its places."""
        row = self._row
        first = row.tokens[index]
        if not first.is_capital and not (first.lower in ("al", "el") and row.gap(index) == "-"):
            return None
        ends = [index]
        for last in range(index, min(index + _LONGEST, len(row.tokens)) - 1):
            is_saint = row.gap(last) == ". " and row.tokens[last].lower in ("st", "mt", "ft")
            following = row.tokens[last + 1]
            if row.gap(last) not in (" ", "-") and not is_saint:
                break
            if following.is_capital:
                ends.append(last + 1)
            elif following.lower in PLACE_TYPES:
                ends.append(last + 1)  # "Lachin corridor": only our own lists have such names
                break
            elif following.lower not in _JOINERS:
                break
        for last in reversed(ends):
            words = self.text[first.start : row.tokens[last].end]
            candidates = self._known(words, index == last and not self._is_dateline(first.start))
            if not row.tokens[last].is_capital and last > index:
                candidates = self._own_places(candidates, first.start, row.tokens[last - 1].end)
            if candidates and first.lower in BODY_HEADS and " of " in words:
                return None  # "University of X" is listed as a town of its own
            if candidates:
                return last, candidates
        return None

    def _own_places(self, candidates: tuple[Candidate, ...], start: int, end: int) -> tuple[Candidate, ...]:
        """Those of our own lists that the name without its word of type does not stand for as well."""
        known = {each.entry.entry_id for each in self.gazetteer.find(self.text[start:end])}
        return tuple(each for each in candidates if each.standing == "curated" and each.entry.entry_id not in known)

    def _is_dateline(self, start: int) -> bool:
        return self.dateline is not None and start == self.dateline[0]

    def _known(self, words: str, is_single: bool) -> tuple[Candidate, ...]:
        key = fold(words)
        if len(key) < 2 or key in NEVER or key in FUNCTION_WORDS:
            return ()
        # "The Hague" keeps its article, and "an" is no Arabic one.
        is_literal = key.split(" ", 1)[0] in ("the", "an", "as", "at")
        candidates = self.gazetteer.find_key(key) if is_literal else self.gazetteer.find(words)
        if self._row.is_capitals and (is_literal or key.rsplit(" ", 1)[-1] in FUNCTION_WORDS):
            return tuple(each for each in candidates if each.standing == "curated")
        if self._row.is_capitals and words == "CAR":
            return ()  # the vehicle rather than the Central African Republic
        if is_single and words.isupper() and len(key) <= 5 and not self._row.is_capitals:
            # A short word in capitals is an abbreviation: only our own lists know which of them are places.
            return tuple(each for each in candidates if each.standing == "curated")
        if is_single and len(key) <= 3 and not words.isupper():
            # "Us" is no country; "Van" and "Gao" are towns.
            return tuple(each for each in candidates if each.entry.kind not in ("country", "continent"))
        return candidates

    def _judge(self, first: int, last: int, candidates: tuple[Candidate, ...]) -> FoundName | None:
        row, demonyms = self._row, self.gazetteer.demonyms
        kind = max(candidates, key=prominence).entry.kind
        if kind not in ("country", "continent"):
            last = with_type(row, last)
        start, end = row.tokens[first].start, row.tokens[last].end
        around = self.text[max(0, start - 1) : start], self.text[end : end + 1]
        if "$" in around or around == ("/", "/"):
            return None  # "US$5", "A/California/7"
        surroundings = read_surroundings(row, first, last, demonyms)
        label = self._label(start, end)
        if kind in ("country", "continent"):
            if is_in_body(row, first, last) or is_in_person(row, first, last):
                return None
        elif is_in_longer_name(row, first, last, demonyms, label in PLACE_LABELS):
            return None
        if self.text[start:end] in demonyms and not (surroundings.type_word and kind == "admin1"):
            return None
        if self._has_direction(first):
            if kind in ("water", "range"):
                return None  # "West Nile" is not the river
            if kind == "town" and row.gap(first - 2) == " ":
                start = row.tokens[first - 1].start  # "East Aleppo"
        text = self.text[start:end]
        if fold(text) in SEATS and not surroundings.is_locative:
            return None
        evidence = self._weigh(first, last, candidates, surroundings, label)
        if evidence is None:
            return None
        precision = 1 if evidence == "dateline" else surroundings.precision
        return FoundName(
            start,
            end,
            text,
            candidates,
            evidence,
            surroundings.preposition,
            surroundings.type_word,
            precision,
        )

    def _has_direction(self, first: int) -> bool:
        before = self._row.at(first - 1)
        is_direction = before is not None and before.is_capital and before.lower in DIRECTIONS
        return is_direction and self._row.gap(first - 1) == " "

    def _weigh(
        self,
        first: int,
        last: int,
        candidates: tuple[Candidate, ...],
        surroundings: Surroundings,
        label: str | None,
    ) -> str | None:
        """The evidence that the name is a place; None where it rather is something else."""
        is_country = any(each.entry.kind in ("country", "continent") for each in candidates)
        is_shown = surroundings.is_locative or surroundings.type_word or self._is_held(last, candidates)
        if self._is_dateline(self._row.tokens[first].start):
            return "dateline"
        if (
            label in OTHER_LABELS
            and not is_country
            and not is_shown
            and not self._is_great_city(first, last, candidates)
        ):
            return None
        if not is_country and self._is_plain_word(first, last, candidates):
            # "at the University"; in a text in capitals nothing tells "IN POLICE CUSTODY" from the town.
            is_bare = self._row.is_capitals or not (surroundings.is_adjacent or surroundings.type_word)
            if not is_shown or (is_bare and not self._is_held(last, candidates)):
                return None
            return "locative"
        if surroundings.is_locative:
            return "locative"
        if is_shown:
            return "typed"
        if label in PLACE_LABELS:
            return "label"
        if is_country or self._is_strong(first, last, candidates, surroundings.preposition):
            return "strong"
        return "weak"

    def _is_great_city(self, first: int, last: int, candidates: tuple[Candidate, ...]) -> bool:
        """Whether the words are all of what the parser takes for a person or body, and a city of that very name."""
        span = self._row.tokens[first].start, self._row.tokens[last].end
        is_whole = any((start, end) == span and label in ("PERSON", "ORG") for start, end, label in self.entities)
        return is_whole and any(
            each.entry.kind == "town" and each.standing != "alternate" and each.entry.population >= CITY_POPULATION
            for each in candidates
        )

    def _is_strong(self, first: int, last: int, candidates: tuple[Candidate, ...], preposition: str | None) -> bool:
        """Whether the name alone says that it is a place."""
        words = {token.lower for token in self._row.tokens[first : last + 1]}
        if words & self._person_words:
            return first != last and any(map(_is_well_known, candidates))
        if any(map(_is_well_known, candidates)):
            return True
        # A smaller town's name of several words, or after "from" or "to", is hardly a person's.
        return (first != last or preposition in ("from", "to")) and any(
            each.standing != "alternate" and each.entry.population >= LIKELY_POPULATION for each in candidates
        )

    def _is_plain_word(self, first: int, last: int, candidates: tuple[Candidate, ...]) -> bool:
        """Whether the word is one of the language, here with a capital: "Police", "Reading"."""
        if first != last:
            return False
        word = fold(self._row.tokens[first].text)
        if word in self._row.lower_words or word in DIRECTIONS:
            return True
        return word in common_words() and not any(
            each.entry.kind == "town" and each.standing != "alternate" and each.entry.population > CITY_POPULATION
            for each in candidates
        )

    def _is_held(self, last: int, candidates: tuple[Candidate, ...]) -> bool:
        """Whether the name of a country or division that holds the place follows: "Reading, England"."""
        following = self._longest(last + 1) if self._row.gap(last) == ", " else None
        if following is None:
            return False
        wholes = [
            each.entry
            for each in following[1]
            if each.entry.kind in ("country", "admin1") and each.standing != "alternate"
        ]
        parts = [each.entry for each in candidates if each.standing != "alternate"]
        return any(contains(whole, part) for whole in wholes for part in parts)

    def _unknown(self, index: int) -> FoundName | None:
        """A name that only the words around show to be a place: "the village of X", "X district"."""
        row, token = self._row, self._row.tokens[index]
        if not token.is_capital or row.is_capitals or len(token.text) < 4 or token.text.isupper():
            return None
        if token.lower in _NEVER_PLACES or token.lower in row.lower_words or token.lower in common_words():
            return None
        before = row.at(index - 1)
        is_joined = before is not None and before.is_capital and row.gap(index - 1) in (" ", "-")
        if is_joined or row.next_capital(index) or token.text in self.gazetteer.demonyms:
            return None
        surroundings = read_surroundings(row, index, index, self.gazetteer.demonyms)
        following = type_after(row, index)
        is_named = surroundings.type_word is not None and before is not None and before.lower == "of"
        is_typed = following is not None and row.gap(index - 1) == " " and not _ADJECTIVE.search(token.lower)
        if not is_named and not is_typed and not self._is_located(index, surroundings):
            return None
        return FoundName(
            token.start,
            token.end,
            token.text,
            (),
            "typed" if is_named or is_typed else "locative",
            surroundings.preposition,
            surroundings.type_word,
            surroundings.precision,
        )

    def _is_located(self, index: int, surroundings: Surroundings) -> bool:
        """Whether an unknown name stands where only a place does: "near X", "in X" that the parser calls a place."""
        token, before = self._row.tokens[index], self._row.at(index - 1)
        label = self._label(token.start, token.end)
        if before is None or token.lower in self._person_words or label in {"NORP", "DATE", "TIME", "EVENT"}:
            return False
        if before.lower in ("near", "outside") or before.lower == "of" and surroundings.preposition == "near":
            return True
        return surroundings.is_adjacent and surroundings.is_locative and label in PLACE_LABELS

    def _label(self, start: int, end: int) -> str | None:
        """The parser's label of the entity that the name is, or is part of."""
        for entity_start, entity_end, label in self.entities:
            if entity_start < end and start < entity_end:
                return label
        return None


def _is_well_known(candidate: Candidate) -> bool:
    entry = candidate.entry
    if candidate.standing == "curated":
        return True
    if candidate.standing == "alternate":
        return entry.population > CITY_POPULATION
    if entry.kind == "town":
        return entry.population >= STRONG_POPULATION
    return entry.kind == "admin1" and entry.population >= 3 * STRONG_POPULATION
