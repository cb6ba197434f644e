"""Finds the words of an article that may name places: text in, FoundNames out, each with the evidence that it is a place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from dateline.coding.places.folding import fold
from dateline.coding.places.gazetteer import Candidate, Gazetteer
from dateline.coding.places.lexicon import (
    BODY_HEADS,
    BODY_WORDS,
    DIRECTION_OF,
    DIRECTIONAL,
    DIRECTIONS,
    FUNCTION_WORDS,
    LOCATIVE,
    NEAR,
    NEVER,
    OFFICE_WORDS,
    PERSON_NAMES,
    PLACE_TYPES,
    TITLES,
    common_words,
)
from dateline.coding.places.ranking import prominence

Entity = tuple[int, int, str]  # start, end and label, as the parser gives them
PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
OTHER_LABELS = frozenset({"PERSON", "ORG", "NORP", "EVENT", "WORK_OF_ART", "LAW", "PRODUCT", "LANGUAGE"})

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|(?:St|Ste|Mt|Ft)\.|[^\W\d_](?:[^\W_]|['’‘ʻʼ`](?=[^\W\d_]))*")
_JOINERS = frozenset("of the and de la le les du del della al el ez es e i ul an as ash da do dos das sur upon am kwa ibn bin en di van au aux on o a".split())
_POSSESSIVE = re.compile(r"['’]s$")
_LONGEST = 6  # words of the longest name looked for
STRONG_POPULATION = 100_000


@dataclass(frozen=True, slots=True)
class FoundName:
    """Words that may name a place. `evidence` says why they do: locative, typed, label, strong, or weak for none.

    `holder` is the span of a name after a comma or in brackets that may hold this place; `precision` what the words around say (2 for "near").
    """

    start: int
    end: int
    text: str
    candidates: tuple[Candidate, ...]
    evidence: str
    preposition: str | None = None
    type_word: str | None = None
    precision: int = 1


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    text: str
    lower: str
    is_capital: bool


@dataclass(slots=True)
class NameFinder:
    """Finds names of places in one article's text."""

    gazetteer: Gazetteer
    text: str
    entities: tuple[Entity, ...] = ()
    _tokens: list[_Token] = field(default_factory=list)
    _lower_words: frozenset[str] = frozenset()
    _person_words: frozenset[str] = frozenset()
    _is_capitals: bool = False

    def find(self) -> tuple[FoundName, ...]:
        """All possible names of places in the text, in order and without overlaps."""
        self._tokens = list(_tokens(self.text))
        words = [token for token in self._tokens if len(token.text) > 1]
        self._is_capitals = bool(words) and sum(token.text.isupper() for token in words) > 0.8 * len(words)
        self._lower_words = frozenset(token.text for token in words if token.text.islower())
        self._person_words = frozenset(self._persons())
        found = []
        index = 0
        while index < len(self._tokens):
            match = self._longest(index)
            if match is None:
                index += 1
                continue
            last, candidates = match
            name = self._judge(index, last, candidates)
            if name is not None:
                found.append(name)
            # A name that is part of a longer unknown one is passed over word by word.
            index = last + 1
        return tuple(found)

    def _gap(self, index: int) -> str:
        """The text between this token and the next."""
        if index < 0 or index + 1 >= len(self._tokens):
            return "\n"
        return self.text[self._tokens[index].end : self._tokens[index + 1].start]

    def _token(self, index: int) -> _Token | None:
        return self._tokens[index] if 0 <= index < len(self._tokens) else None

    def _persons(self) -> Iterator[str]:
        """Last words of what looks like a person's name or stands after a title; and those of the parser's PERSONs."""
        for start, end, label in self.entities:
            if label == "PERSON":
                for word in re.findall(r"[^\W\d_]+", self.text[start:end]):
                    yield word.lower()
        for index, token in enumerate(self._tokens[1:], 1):
            before = self._tokens[index - 1]
            if token.is_capital and before.lower.rstrip(".") in TITLES and self._gap(index - 1).strip(".") == " " and before.is_capital:
                following = self._token(index + 1)
                yield token.lower
                if following and following.is_capital and self._gap(index) == " ":
                    yield following.lower

    def _longest(self, index: int) -> tuple[int, tuple[Candidate, ...]] | None:
        first = self._tokens[index]
        if not (first.is_capital or (first.lower in ("al", "el") and self._gap(index) == "-")):
            return None
        last = index
        ends = [index]
        while last + 1 < len(self._tokens) and last - index < _LONGEST - 1:
            gap = self._gap(last)
            if gap not in (" ", "-", " \n") and not (gap == ". " and self._tokens[last].lower in ("st", "mt", "ft")):
                break
            following = self._tokens[last + 1]
            if not following.is_capital and following.lower not in _JOINERS:
                break
            last += 1
            if following.is_capital:
                ends.append(last)
        for last in reversed(ends):
            start, end = first.start, self._end(last)
            words = self.text[start:end]
            candidates = self._known(words, index == last)
            if candidates:
                return last, candidates
        return None

    def _end(self, last: int) -> int:
        token = self._tokens[last]
        possessive = _POSSESSIVE.search(token.text)
        return token.end - len(possessive.group()) if possessive else token.end

    def _known(self, words: str, is_single: bool) -> tuple[Candidate, ...]:
        key = fold(words)
        if len(key) < 2 or key in NEVER or key in FUNCTION_WORDS:
            return ()
        # "The Hague" keeps its article; "the Gambia" is found without it.
        candidates = self.gazetteer.find_key(key) if key.startswith("the ") else self.gazetteer.find(words)
        if is_single and words.isupper() and len(key) <= 5 and not self._is_capitals:
            # A short word in capitals is an abbreviation: only our own lists know which of them are places.
            candidates = tuple(each for each in candidates if each.standing == "curated")
        elif is_single and len(key) <= 3 and not words.isupper():
            # "Us" is no country; "Van" and "Gao" are towns.
            candidates = tuple(each for each in candidates if each.entry.kind not in ("country", "continent") or key == "uk")
        return candidates

    def _judge(self, first: int, last: int, candidates: tuple[Candidate, ...]) -> FoundName | None:
        start, end = self._tokens[first].start, self._end(last)
        if self.text[end : end + 1] == "$":
            return None
        extended = self._with_type(last)
        last, end = extended, self._end(extended)
        text = self.text[start:end]
        label = self._label(start, end)
        strongest = max(candidates, key=prominence)
        is_country = strongest.entry.kind in ("country", "continent")
        preposition, type_word, precision = self._before(first)
        type_after = self._type_after(last)
        type_word = type_word or type_after
        if precision == 1 and type_after:
            precision = PLACE_TYPES[type_after]
        is_locative = preposition in LOCATIVE
        if not is_country and self._in_longer_name(first, last, label):
            return None
        if is_country and self._in_body(first, last):
            return None
        if label in OTHER_LABELS and not is_country and not is_locative and not type_word:
            return None
        evidence = "weak"
        if not is_country and self._is_plain_word(first, last, strongest):
            is_adjacent = bool(preposition) and self._tokens[first - 1].lower == preposition
            if not (is_locative and is_adjacent) and type_word is None:
                return None
            evidence = "locative"
        elif is_locative:
            evidence = "locative"
        elif type_word:
            evidence = "typed"
        elif label in PLACE_LABELS:
            evidence = "label"
        elif self._is_strong(first, last, strongest):
            evidence = "strong"
        return FoundName(start, end, text, candidates, evidence, preposition, type_word, precision)

    def _with_type(self, last: int) -> int:
        """The last word of the name with the word of type that belongs to it: "Swat Valley", "Kunar Province"."""
        following, beyond = self._token(last + 1), self._token(last + 2)
        if not following or not following.is_capital or self._gap(last) != " " or self._end(last) != self._tokens[last].end:
            return last
        if following.lower not in PLACE_TYPES or self._is_capitals:
            return last
        if beyond and beyond.is_capital and self._gap(last + 1) == " ":
            return last
        return last + 1

    def _is_strong(self, first: int, last: int, strongest: Candidate) -> bool:
        entry = strongest.entry
        if entry.kind in ("country", "continent"):
            return True
        if first == last and self._tokens[first].lower in (PERSON_NAMES | self._person_words):
            return False
        if strongest.standing == "curated" and entry.kind != "town":
            return True
        if strongest.standing == "alternate":
            return entry.population > 5 * STRONG_POPULATION
        if entry.kind == "town":
            return entry.population >= STRONG_POPULATION
        return entry.kind == "admin1" and entry.population >= 3 * STRONG_POPULATION

    def _is_plain_word(self, first: int, last: int, strongest: Candidate) -> bool:
        """Whether the word is one of the language, here with a capital: "Police", "Reading"."""
        if first != last:
            return False
        word = fold(self._tokens[first].text)
        if word in self._lower_words:
            return True
        return word in common_words() and (strongest.entry.population < 5 * STRONG_POPULATION)

    def _label(self, start: int, end: int) -> str | None:
        for entity_start, entity_end, label in self.entities:
            if entity_start < end and start < entity_end:
                inside = self.text[entity_start:entity_end]
                covers = abs(entity_start - start) <= 4 and (abs(entity_end - end) <= 2 or inside.rstrip("'’s") == self.text[start:end])
                if label in PLACE_LABELS or covers or (end - start) < (entity_end - entity_start):
                    return label
        return None

    def _before(self, first: int) -> tuple[str | None, str | None, int]:
        """The preposition before the name, the word of type before it ("the town of"), and the precision these words give."""
        index, type_word, precision = first - 1, None, 1
        for _ in range(5):
            token = self._token(index)
            if token is None or self._gap(index) not in (" ", "-", "\n", ' "', ", "):
                return None, type_word, precision
            if self._gap(index) == ", " and type_word is None:
                return None, type_word, precision
            word = token.lower
            if word == "of" and type_word is None:
                holder = self._token(index - 1)
                if holder and holder.lower in PLACE_TYPES:
                    type_word = holder.lower
                    precision = max(precision, PLACE_TYPES[type_word]) if PLACE_TYPES[type_word] == 2 else precision
                    index -= 2
                    continue
                if holder and (holder.lower in DIRECTION_OF or holder.lower in DIRECTIONS):
                    return "near", type_word, 2
                return "of", type_word, precision
            if word in NEAR:
                return word, type_word, 2
            if word in LOCATIVE:
                return word, type_word, precision
            if word in DIRECTIONAL:
                return word, type_word, precision
            if word in PLACE_TYPES and type_word is None and index == first - 1:
                type_word = word
            elif word not in DIRECTIONS and word not in ("the", "a", "nearby", "neighbouring", "neighboring", "city's", "besieged", "occupied", "border", "coastal", "capital", "remote"):
                demonym = self.gazetteer.demonyms.get(token.text.removesuffix("'s"))
                if demonym is None and not (type_word and not token.is_capital):
                    return None, type_word, precision
            index -= 1
        return None, type_word, precision

    def _type_after(self, last: int) -> str | None:
        token = self._token(last + 1)
        if token is None or self._gap(last) != " ":
            return None
        return token.lower if token.lower in PLACE_TYPES and token.lower not in ("front", "line", "base", "square", "hospital", "division", "state", "capital", "coast", "prison") else None

    def _in_body(self, first: int, last: int) -> bool:
        """Whether a country's name is part of a body's: "Bank of X", "X Airlines"."""
        following = self._token(last + 1)
        if following and following.is_capital and self._gap(last) == " " and following.lower in BODY_WORDS - OFFICE_WORDS:
            return True
        before, head = self._token(first - 1), self._token(first - 2)
        if before and before.lower == "the":
            before, head = self._token(first - 2), self._token(first - 3)
        return bool(before and head and before.lower == "of" and head.is_capital and head.lower in BODY_HEADS | BODY_WORDS)

    def _in_longer_name(self, first: int, last: int, label: str | None) -> bool:
        """Whether the words are only part of a longer name: of a person, a body, a street."""
        if self._in_body(first, last):
            return True
        following, before = self._token(last + 1), self._token(first - 1)
        is_possessive = self._end(last) != self._tokens[last].end
        if following and following.is_capital and self._gap(last) in (" ", "-") and not self._is_capitals and not is_possessive:
            if following.lower in BODY_WORDS:
                return True
            known = following.lower in PLACE_TYPES or following.lower in OFFICE_WORDS or following.lower in FUNCTION_WORDS
            is_office = following.lower in OFFICE_WORDS
            if not known and label not in PLACE_LABELS:
                return True
            if is_office and label in OTHER_LABELS:
                return True
        if following and self._gap(last) in (" & ",):
            return True
        if before and before.is_capital and self._gap(first - 1) in (" ", "-", ". ") and not self._is_capitals:
            word = before.lower.rstrip(".")
            if self._gap(first - 1) == ". " and not (word in TITLES or len(word) == 1):
                return False
            if word in TITLES:
                return True
            if word in DIRECTIONS or word in PLACE_TYPES or word in FUNCTION_WORDS:
                return False
            if before.text.removesuffix("'s") in self.gazetteer.demonyms or before.text.endswith(("'s", "’s")):
                return False
            return label not in PLACE_LABELS
        return False


def _tokens(text: str) -> Iterator[_Token]:
    for found in _WORD.finditer(text):
        word = found.group()
        yield _Token(found.start(), found.end(), word, word.lower(), word[0].isupper())
