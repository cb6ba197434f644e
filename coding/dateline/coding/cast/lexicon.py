"""The lexicon of heads: nouns and titles that stand for actors, the roles they give, and what ministries are
charged with.

Takes the words before a head and the head itself, gives the Head that the longest run of them names.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable

from dateline.coding.cast.composition import split
from dateline.coding.cast.names import fold, tokens
from dateline.coding.cast.tables import read_rows

MINISTERIAL = frozenset(
    """minister ministry secretary department official spokesman spokeswoman spokesperson undersecretary
    office commission committee chief
    commissioner authority agency service directorate portfolio source delegation""".split()
)
QUANTITIES = frozenset(
    """hundred thousand dozen million ten score number group crowd member majority part some lot team band
    handful pair couple
    series column majority minority rest half quarter third percent one two three four five six seven eight
    nine total estimate one most many
    several few more all each convoy wave contingent unit gang faction bunch string batch party generation
    sort kind type class section
    leader leadership remnant element detachment branch wing cell mob
    affiliate offshoot""".split()
)
_IRREGULAR = {
    "men": "man",
    "women": "woman",
    "children": "child",
    "people": "people",
    "wives": "wife",
    "thieves": "thief",
    "police": "police",
}


@dataclass(frozen=True, slots=True)
class Head:
    """What a noun or title tells: `roles` are code elements, empty where it names an actor of no certain
    role."""

    words: str
    roles: tuple[str, ...]
    kind: str  # person, office, people, body, force, state or place


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Heads by their words, portfolios of ministries by theirs."""

    heads: dict[tuple[str, ...], Head]
    portfolios: dict[tuple[str, ...], tuple[str, ...]]
    longest: int

    @classmethod
    def load(cls, folder: Traversable) -> Lexicon:
        """Read heads.csv and portfolios.csv."""
        heads: dict[tuple[str, ...], Head] = {}
        for row in read_rows(folder, "heads.csv", ("role", "kind", "words")):
            roles = () if row["role"] == "-" else split(row["role"])
            for words in row.words("words"):
                heads.setdefault(word_keys(words), Head(words, roles, row["kind"]))
        portfolios: dict[tuple[str, ...], tuple[str, ...]] = {}
        for row in read_rows(folder, "portfolios.csv", ("role", "words")):
            for words in row.words("words"):
                portfolios[word_keys(words)] = () if row["role"] == "-" else (row["role"],)
        return cls(heads, portfolios, max(len(key) for key in heads))

    def head(self, before: Sequence[str], forms: Sequence[str]) -> Head | None:
        """The head that the longest run of words ending in one of `forms` names, with a ministry's charge
        added."""
        for size in range(min(self.longest - 1, len(before)), -1, -1):
            for form in forms:
                found = self.heads.get((*before[len(before) - size :], form))
                if found and (size or not (charged := self._charged(before, form))):
                    return found
                if found and not size and charged:
                    return charged
        for form in forms:
            if charged := self._charged(before, form):
                return charged
        return None

    def charge(self, head: str, portfolio: Sequence[str]) -> Head | None:
        """The head of "minister of X": as `head` finds it for "X minister"."""
        return self._charged(portfolio, head)

    def last(self, words: Sequence[str]) -> tuple[int, Head] | None:
        """The last head in a run of words, with the index of its last word: the title before a name."""
        for end in range(len(words), 0, -1):
            if found := self.head(words[: end - 1], tuple(forms(words[end - 1]))):
                return end - 1, found
        return None

    def is_title(self, word: str) -> bool:
        """Whether one word is an office or rank."""
        found = next((h for form in forms(fold(word)) if (h := self.heads.get((form,)))), None)
        return found is not None and found.kind in ("office", "force", "person")

    def is_word(self, word: str) -> bool:
        """Whether a word stands in any head or portfolio."""
        return any((form,) in self.heads or (form,) in self.portfolios for form in forms(word))

    def _charged(self, before: Sequence[str], form: str) -> Head | None:
        if form not in MINISTERIAL:
            return None
        for size in range(min(3, len(before)), 0, -1):
            roles = self.portfolios.get(tuple(before[len(before) - size :]))
            if roles is not None:
                plain = self.heads.get((form,))
                kind = "office" if plain is None or plain.kind in ("office", "person") else "body"
                return Head(" ".join((*before[len(before) - size :], form)), ("GOV", *roles), kind)
        return None


def word_keys(text: str) -> tuple[str, ...]:
    """The words of a text as the lexicon has them: folded, split at hyphens."""
    return tuple(token.key for token in tokens(text))


def forms(word: str) -> Iterator[str]:
    """A folded word and its possible singulars."""
    yield word
    if word in _IRREGULAR:
        yield _IRREGULAR[word]
    if word.endswith("men") and len(word) > 4:
        yield word[:-3] + "man"
    if word.endswith("women"):
        yield word[:-5] + "woman"
    if word.endswith("ies") and len(word) > 4:
        yield word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes")):
        yield word[:-2]
    if word.endswith("s") and len(word) > 3:
        yield word[:-1]
