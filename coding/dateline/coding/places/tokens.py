"""Splits an article into words with their offsets: text in, TokenRow out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|(?:St|Ste|Mt|Ft)\.|[^\W\d_](?:[^\W_]|['’‘ʻʼ`](?=[^\W\d_]))*")
_CAPITAL = re.compile(r"(?:[dlDL]['’])?[A-ZÀ-ÖØ-ÞĀ-ſƏ]")  # "d'Ivoire" goes with "Côte"
_POSSESSIVE = re.compile(r"['’][sS]$")
# From this share of its words on, a text is in capitals and they say nothing.
_ALL_CAPITALS = 0.8


@dataclass(frozen=True, slots=True)
class Token:
    """One word; a hyphen ends it, an apostrophe does not. `end` leaves out a possessive "'s", `stop` not."""

    start: int
    end: int
    stop: int
    text: str
    lower: str
    is_capital: bool


@dataclass(slots=True)
class TokenRow:
    """The words of one article."""

    text: str
    tokens: list[Token] = field(init=False)
    is_capitals: bool = field(init=False)
    lower_words: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self.tokens = list(_split(self.text))
        words = [token.text for token in self.tokens if len(token.text) > 1]
        self.is_capitals = bool(words) and sum(map(str.isupper, words)) > _ALL_CAPITALS * len(words)
        self.lower_words = frozenset(word for word in words if word.islower())

    def at(self, index: int) -> Token | None:
        """The word of that number, None where there is none."""
        return self.tokens[index] if 0 <= index < len(self.tokens) else None

    def gap(self, index: int) -> str:
        """What stands between this word and the next; a line break at either end of the text."""
        if index < 0 or index + 1 >= len(self.tokens):
            return "\n"
        return self.text[self.tokens[index].stop : self.tokens[index + 1].start]

    def next_capital(self, last: int) -> Token | None:
        """The next word if it has a capital and a space or hyphen joins it."""
        token = self.at(last + 1)
        return token if token and token.is_capital and self.gap(last) in (" ", "-") else None


def _split(text: str) -> Iterator[Token]:
    for found in _WORD.finditer(text):
        word = found.group()
        bare = _POSSESSIVE.sub("", word)
        end = found.start() + len(bare)
        yield Token(found.start(), end, found.end(), bare, bare.lower(), bool(_CAPITAL.match(bare)))
