"""What the words around a name say of it: is it a place, how near, or part of the name of something else."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

from dateline.coding.places.lexicon import (
    BODY_HEADS,
    BODY_WORDS,
    DIRECTION_OF,
    DIRECTIONAL,
    DIRECTIONS,
    FUNCTION_WORDS,
    LINKING,
    LOCATIVE,
    LOOSE_TYPES,
    NEAR,
    OFFICE_WORDS,
    OFFICES,
    PERSON_COUNTRIES,
    PLACE_TYPES,
    TITLES,
)
from dateline.coding.places.tokens import TokenRow

_REACH = 5  # words looked back for a preposition: "in the eastern Ukrainian city of"
_PLAIN_FOLLOWERS = frozenset(PLACE_TYPES) | OFFICE_WORDS | FUNCTION_WORDS
_PLAIN_LEADERS = frozenset(PLACE_TYPES) | DIRECTIONS | FUNCTION_WORDS


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The words around a name: its preposition, its word of type, and its precision by them (1 to 3)."""

    preposition: str | None = None
    type_word: str | None = None
    precision: int = 1
    is_adjacent: bool = False  # the preposition stands directly before the name

    @property
    def is_locative(self) -> bool:
        return self.preposition in LOCATIVE


def read_surroundings(row: TokenRow, first: int, last: int, demonyms: Container[str]) -> Surroundings:
    """Read the words before and after the name that spans the words `first` to `last`."""
    preposition, type_word, precision = _read_before(row, first, demonyms)
    following = type_after(row, last)
    if following and precision == 1:
        precision = PLACE_TYPES[following]
    before = row.at(first - 1)
    is_adjacent = preposition is not None and before is not None and before.lower == preposition
    return Surroundings(preposition, type_word or following, precision, is_adjacent)


def _read_before(row: TokenRow, first: int, demonyms: Container[str]) -> tuple[str | None, str | None, int]:
    index, type_word, precision = first - 1, None, 1
    for _ in range(_REACH):
        token = row.at(index)
        gap = row.gap(index)
        if token is None or gap not in (" ", "-", "\n", ' "', ", ") or (gap == ", " and type_word is None):
            break
        word = token.lower
        if word == "of" and type_word is None:
            holder = row.at(index - 1)
            if holder and holder.lower in PLACE_TYPES and holder.text not in OFFICES:
                type_word = holder.lower
                precision = 2 if PLACE_TYPES[type_word] == 2 else precision
                index -= 2
                continue
            if holder and (holder.lower in DIRECTION_OF or holder.lower in DIRECTIONS):
                return "near", None, 2
            return "of", None, precision
        if word in LOCATIVE or word in DIRECTIONAL:
            return word, type_word, 2 if word in NEAR else precision
        if word in PLACE_TYPES and type_word is None and index == first - 1 and not token.is_capital:
            type_word = word
        elif word not in DIRECTIONS | LINKING and token.text not in demonyms and not _is_possessive(row, index):
            if type_word is None or token.is_capital:
                break
        index -= 1
    return None, type_word, precision


def type_after(row: TokenRow, last: int) -> str | None:
    """The word of type after the name: "X district"."""
    token = row.at(last + 1)
    if token is None or row.gap(last) != " " or token.lower not in PLACE_TYPES:
        return None
    return None if token.lower in LOOSE_TYPES else token.lower


def with_type(row: TokenRow, last: int) -> int:
    """The name's last word with the word of type that belongs to it: "Swat Valley", "Kunar Province"."""
    following, beyond = row.next_capital(last), row.at(last + 2)
    if following is None or row.gap(last) != " " or row.is_capitals or _is_possessive(row, last):
        return last
    if following.lower not in PLACE_TYPES:
        return last
    if beyond and (beyond.is_capital or beyond.lower == "of") and row.gap(last + 1) == " ":
        return last  # "X City Hall", "X Department of Health"
    return last + 1


def is_in_body(row: TokenRow, first: int, last: int) -> bool:
    """Whether the name is part of a body's: "Bank of X", "X Airlines"."""
    following = row.next_capital(last)
    if following and following.lower in BODY_WORDS and following.lower not in OFFICE_WORDS:
        return True
    before, head = row.at(first - 1), row.at(first - 2)
    if before and before.lower == "the":
        before, head = row.at(first - 2), row.at(first - 3)
    return bool(before and head and before.lower == "of" and head.is_capital and head.lower in BODY_HEADS)


def is_in_person(row: TokenRow, first: int, last: int) -> bool:
    """Whether a country's name that is also a person's follows a first name: "Michael Jordan"."""
    before = row.at(first - 1)
    if first != last or row.tokens[first].lower not in PERSON_COUNTRIES or before is None or row.is_capitals:
        return False
    is_name = before.is_capital and row.gap(first - 1) == " "
    return is_name and before.lower not in _PLAIN_LEADERS and before.lower not in OFFICE_WORDS


def is_in_longer_name(row: TokenRow, first: int, last: int, demonyms: Container[str], is_labelled: bool) -> bool:
    """Whether the words are only part of a longer name: of a person, a body, a street.

    `is_labelled` says that the parser calls them a place.
    """
    if is_in_body(row, first, last) or row.gap(last) == " & ":
        return True
    if row.is_capitals:
        return False
    following = row.next_capital(last)
    if following and not _is_possessive(row, last):
        if following.lower in BODY_WORDS:
            return True
        if following.lower not in _PLAIN_FOLLOWERS and not is_labelled:
            return True
    before, gap = row.at(first - 1), row.gap(first - 1)
    if before is None or not before.is_capital or gap not in (" ", "-", ". "):
        return False
    word = before.lower.rstrip(".")
    if word in TITLES or (gap == ". " and len(word) == 1):
        return True
    if gap == ". " or word in _PLAIN_LEADERS:
        return False
    if before.text in demonyms or _is_possessive(row, first - 1):
        return False
    return not is_labelled


def _is_possessive(row: TokenRow, index: int) -> bool:
    return row.tokens[index].end != row.tokens[index].stop
