"""Schemes in, tables out: which actions reach which code, and which lines of a scheme file do nothing."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.coding.records import UNSPECIFIED
from dateline.coding.schemes.loader import inherited_entry
from dateline.coding.schemes.projection import Code, Entry, Scheme


@dataclass(frozen=True, slots=True)
class Reach:
    """One way to a code: an act of an action, under a condition in words (empty: always)."""

    action: str
    act: str
    condition: str


@dataclass(frozen=True, slots=True)
class Support:
    """A code of a scheme with the ways to it; `reason` says why there are none."""

    code: Code
    ways: tuple[Reach, ...]
    reason: str | None


def support(scheme: Scheme) -> tuple[Support, ...]:
    """For each code of a scheme, in the scheme's order, the (action, act, condition) that reach it.

    An attempt that is coded as the deed is not listed again.
    """
    ways: dict[str, list[Reach]] = {key: [] for key in scheme.codes}
    for (action, act), rows in scheme.rows.items():
        if act == "attempt" and rows == scheme.rows[action, "do"]:
            continue
        for row in rows:
            if row.key is not None:
                ways[row.key].append(Reach(action, act, row.when.describe()))
    return tuple(
        Support(code, tuple(ways[key]), None if ways[key] else scheme.unreached.get(key))
        for key, code in scheme.codes.items()
    )


def dead_entries(scheme: Scheme) -> tuple[Entry, ...]:
    """The entries that change nothing: without one of them every action would be coded as it is."""
    entries = {(entry.level, entry.name, entry.act): entry for entry in scheme.entries}
    dead = []
    for key, entry in entries.items():
        others = {other: value for other, value in entries.items() if other != key}
        places = [(family, action) for family, action in scheme.vocabulary.actions if _covers(entry, family, action)]
        if _covers(entry, "", UNSPECIFIED):
            places.append(("", UNSPECIFIED))
        acts = ("do", "attempt") if entry.act == "do" else (entry.act,)
        if all(
            (without := inherited_entry(others, family, action, act)) is not None
            and without.rows == scheme.rows[action, act]
            for family, action in places
            for act in acts
        ):
            dead.append(entry)
    return tuple(dead)


def _covers(entry: Entry, family: str, action: str) -> bool:
    return entry.level == "acts" or entry.name == (family if entry.level == "family" else action)
