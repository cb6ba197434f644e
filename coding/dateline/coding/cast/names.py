"""Names in running text: one lookup over token tuples for all names, with the case and accents of the text
told apart.

Takes text, gives matches with half-open offsets into it. A name is matched by its words without case,
accents, full stops and possessive
's; an acronym only where the text writes it in capitals, a proper name only where its last word has a
capital.
"""

from __future__ import annotations

import re
import unicodedata
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dateline.coding.cast.entries import Entry

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}(?:[^\W\d_](?![^\W_]))?|[^\W_]+(?:['’ʼ‘`][^\W_]+)*|&")
_APOSTROPHES = str.maketrans("", "", "'’ʼ‘`.")
_SPECIAL = str.maketrans({"ı": "i", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae"})
# Acronyms that spell words: matched only where the text around them is not in capitals too, never as "Fact".
_WORDS = frozenset({"is", "who", "it", "let", "mit", "ap", "tak", "fact", "mend", "sana", "fama", "jem", "gam"})
_MAX_ACRONYM = 6
_RECENT = 2048  # texts whose words and names are kept: rules ask for those of one phrase again and again
# Words that a proper name may begin with in lower case.
_PARTICLES = frozenset(
    "al el as ad an ar ash at az ud ul de del von van der den le la da du di dos bin ibn abu anti the".split()
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: its key for the lookup and how the text writes it."""

    key: str
    start: int
    end: int
    is_capital: bool
    is_upper: bool


@dataclass(frozen=True, slots=True)
class Match:
    """A name found in a text."""

    start: int
    end: int
    entry: Entry


@dataclass(frozen=True, slots=True)
class _Name:
    entry: Entry
    case: str  # "acronym", "proper", "mixed" (only the first word has a capital) or "any"


@lru_cache(_RECENT)
def tokens(text: str) -> tuple[Token, ...]:
    """The words of a text; hyphens separate, a possessive 's belongs to no word."""
    found = []
    for match in _WORD.finditer(text):
        raw = match.group()
        if len(raw) > 2 and raw[-2] in "'’ʼ" and raw[-1] in "sS":
            raw = raw[:-2]
        key = fold(raw)
        if key:
            bare = raw.translate(_APOSTROPHES)
            upper = bare.isupper() and bare.isalpha()
            found.append(Token(key, match.start(), match.start() + len(raw), not raw[0].islower(), upper))
    return tuple(found)


def fold(word: str) -> str:
    """A word without case, accents, apostrophes and full stops."""
    plain = word.translate(_APOSTROPHES)
    if plain.isascii():
        return plain.lower()
    decomposed = unicodedata.normalize("NFKD", plain.translate(_SPECIAL))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


def key_of(name: str) -> tuple[str, ...]:
    """The keys of a name's words."""
    return tuple(token.key for token in tokens(name))


class NameIndex:
    """All names, looked up by their words. Names added first win over the same name added later."""

    def __init__(self) -> None:
        self._names: dict[tuple[str, ...], _Name] = {}
        self._longest: dict[str, int] = {}
        self._recent: OrderedDict[str, tuple[Match, ...]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._names)

    def add(self, name: str, entry: Entry) -> bool:
        """Add a name; False where it is known already."""
        key = key_of(name)
        if not key or key in self._names:
            return False
        self._names[key] = _Name(entry, _case(name))
        self._recent.clear()
        self._longest[key[0]] = max(len(key), self._longest.get(key[0], 0))
        return True

    def entry(self, name: str) -> Entry | None:
        """The entry of a name whatever its case, None if it is not known."""
        found = self._names.get(key_of(name))
        return found.entry if found else None

    def entries(self) -> Iterable[Entry]:
        """Every entry, as often as it has names."""
        return (name.entry for name in self._names.values())

    def find(self, text: str) -> tuple[Match, ...]:
        """The names in a text from left to right, the longest at each place, none overlapping."""
        found = self._recent.get(text)
        if found is None:
            found = self._recent[text] = tuple(self._scan(tokens(text), text.isupper()))
            if len(self._recent) > _RECENT:
                self._recent.popitem(last=False)
        return found

    def cases(self, text: str) -> list[tuple[int, int, str, Entry]]:
        """The names in a text in capitals, with how print writes each: "acronym", "proper", "mixed" or "any"."""
        return [
            (match.start, match.end, self._names[key_of(text[match.start : match.end])].case, match.entry)
            for match in self._scan(tokens(text), True)
        ]

    def _scan(self, words: Sequence[Token], is_all_capitals: bool) -> Iterator[Match]:
        position = 0
        while position < len(words):
            longest = self._longest.get(words[position].key)
            if longest is None:
                position += 1
                continue
            for size in range(min(longest, len(words) - position), 0, -1):
                run = words[position : position + size]
                name = self._names.get(tuple(word.key for word in run))
                if name and _fits(name, run, is_all_capitals):
                    yield Match(run[0].start, run[-1].end, name.entry)
                    position += size
                    break
            else:
                position += 1


def _case(name: str) -> str:
    if name.islower():
        return "any"
    bare = name.translate(_APOSTROPHES)
    last = name.replace("-", " ").split()[-1]
    if last[0].islower():
        return "mixed"
    return "acronym" if bare.isupper() and bare.isalpha() and len(bare) <= _MAX_ACRONYM else "proper"


def _fits(name: _Name, run: Sequence[Token], is_all_capitals: bool) -> bool:
    if name.case == "any":
        return True
    if name.case == "acronym" and run[0].is_capital and len(run[0].key) > 3 and run[0].key not in _WORDS:
        return True  # British papers write Nato and Asean
    if name.case == "acronym":
        return run[0].is_upper and not (is_all_capitals and run[0].key in _WORDS)
    if name.case == "mixed":
        return run[0].is_capital
    return run[-1].is_capital and (run[0].is_capital or (len(run) > 1 and run[0].key in _PARTICLES))
