"""Named actors as the tables give them: entries with codes that hold for spells of time.

Takes the tables of a folder, gives a NameIndex-ready sequence of (name, Entry). A table that comes first wins
a name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from importlib.resources.abc import Traversable

from dateline.coding.cast.tables import Row, parse_day, read_rows

COUNTRY_COLUMNS = ("code", "name", "kind", "aliases", "adjectives", "capitals", "from", "to")
PEOPLE_COLUMNS = ("name", "aliases", "code", "country", "kind")
NAME_COLUMNS = ("name", "aliases", "code", "from", "to", "added")
DICTIONARY_COLUMNS = ("name", "aliases", "spells")
PLACE_COLUMNS = ("country", "names")
GEOGRAPHIC = ("state", "nationality", "capital", "place")


@dataclass(frozen=True, slots=True)
class Spell:
    """A code and the days between which it holds; None is open."""

    code: str
    start: date | None = None
    end: date | None = None

    def holds(self, on: date) -> bool:
        """Whether the code holds on that day, first and last day included."""
        return (self.start is None or self.start <= on) and (self.end is None or on <= self.end)


@dataclass(frozen=True, slots=True)
class Entry:
    """A named actor. `kind` is state, nationality, capital, place, person, body, group or people."""

    name: str
    kind: str
    spells: tuple[Spell, ...]
    is_breakaway: bool = False

    def spell(self, on: date | None) -> Spell | None:
        """The spell that holds on a day, the latest for None; None where no spell holds."""
        if on is None:
            return max(self.spells, key=lambda spell: spell.start or date.min)
        return next((spell for spell in self.spells if spell.holds(on)), None)

    def nearest(self, on: date) -> Spell:
        """The spell that is nearest to a day, for names that mean the same outside their dates."""

        def distance(spell: Spell) -> int:
            if spell.start is not None and on < spell.start:
                return (spell.start - on).days
            if spell.end is not None and on > spell.end:
                return (on - spell.end).days
            return 0

        return min(self.spells, key=distance)


def read_names(folder: Traversable) -> Iterator[tuple[str, Entry]]:
    """Every name of the tables with its entry, in the order of precedence."""
    yield from _countries(folder)
    for kind, table in (("person", "leaders.csv"), ("group", "groups.csv"), ("body", "bodies.csv")):
        yield from _dated(folder, table, kind)
    yield from _peoples(folder)
    for kind, table in (
        ("body", "dictionary_bodies.csv"),
        ("group", "dictionary_groups.csv"),
        ("person", "dictionary_persons.csv"),
    ):
        yield from _dictionary(folder, table, kind)
    for row in read_rows(folder, "places.csv", PLACE_COLUMNS):
        for name in row.words("names"):
            yield name, Entry(name, "place", (Spell(row["country"]),))


def _countries(folder: Traversable) -> Iterator[tuple[str, Entry]]:
    for row in read_rows(folder, "countries.csv", COUNTRY_COLUMNS):
        spells = (Spell(row["code"]),)
        state = Entry(row["name"], "state", spells, row["kind"] == "breakaway")
        for name in (row["name"], *row.words("aliases")):
            yield name, state
        nationality = replace(state, kind="nationality")
        for adjective in row.words("adjectives"):
            for form in (adjective, adjective + "s"):
                yield form, nationality
        capital = replace(state, kind="capital")
        for name in row.words("capitals"):
            yield name, capital


def _peoples(folder: Traversable) -> Iterator[tuple[str, Entry]]:
    for row in read_rows(folder, "peoples.csv", PEOPLE_COLUMNS):
        entry = Entry(row["name"], "people", (Spell(row["country"] + row["code"]),))
        for name in (row["name"], *row.words("aliases")):
            yield name, entry


def _dated(folder: Traversable, table: str, kind: str) -> Iterator[tuple[str, Entry]]:
    rows: dict[str, list[Row]] = {}
    for row in read_rows(folder, table, NAME_COLUMNS):
        for name in (row["name"], *row.words("aliases")):
            rows.setdefault(name, []).append(row)
    for name, own in rows.items():
        spells = tuple(Spell(row["code"], row.day("from"), row.day("to")) for row in own)
        # A line may list several persons or groups of one code; only a surname or variant goes by the first
        # name.
        is_variant = kind == "person" and name.split()[-1] == own[0]["name"].split()[-1]
        yield name, Entry(own[0]["name"] if is_variant else name, kind, spells)


def _dictionary(folder: Traversable, table: str, kind: str) -> Iterator[tuple[str, Entry]]:
    for row in read_rows(folder, table, DICTIONARY_COLUMNS):
        spells = tuple(_spell(text, row.where) for text in row.words("spells"))
        entry = Entry(row["name"], kind, spells)
        for name in (row["name"], *row.words("aliases")):
            yield name, entry


def _spell(text: str, where: str) -> Spell:
    code, _, days = text.partition("@")
    start, _, end = days.partition("..")
    return Spell(code, parse_day(start, where), parse_day(end, where))
