"""Codings of the same articles in, disputes out: one event as each coder has it, and where they differ."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.coding.errors import ConfigError
from dateline.coding.events.drafts import digest
from dateline.coding.records import CodingResult, Event
from dateline.datasets.annotation.markings import Marking, mark_event
from dateline.datasets.reading import read_results
from dateline.experiments.agreement.codings import read_codings
from dateline.experiments.agreement.fields import parse_type
from dateline.experiments.agreement.shared import join_codings
from dateline.experiments.agreement.tolerances import make_tolerance
from dateline.experiments.agreement.units import align_ground

EVENT = "event"
PLAIN = ("action", "act", "status", "flags", "topics")
PARTIES = ("source", "target", "claimant")
FIELDS = (*PLAIN, *PARTIES, "date", "place", "losses")
"""What coders can disagree on besides whether there is an event."""
UNKNOWN = "-"
"""How an empty value is shown and decided."""
TABLE_COLUMNS = ("article_id", "unit", "text", "trigger", "field")
DECISION = "decision"


@dataclass(frozen=True, slots=True)
class Version:
    """An event as one coder has it."""

    event: Event
    marking: Marking


@dataclass(frozen=True, slots=True)
class Dispute:
    """One event by the names of the coders who found it; `key` names it in the table."""

    key: str
    article_id: str
    versions: Mapping[str, Version]

    @property
    def first(self) -> Version:
        """The version of the first coder who found it."""
        return next(iter(self.versions.values()))

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields in which the versions differ."""
        return tuple(name for name in FIELDS if len({show(own, name) for own in self.versions.values()}) > 1)


@dataclass(frozen=True, slots=True)
class Ground:
    """The shared articles of some coders, by article id as the first of them has it, and all that they found there."""

    coders: tuple[str, ...]
    results: Mapping[str, CodingResult]
    disputes: tuple[Dispute, ...]


def find_disputes(folders: Sequence[Path], kind: str, match: Mapping[str, Any]) -> Ground:
    """Pair the events of the datasets as `dateline agree` does; see there for `kind` (its `type`) and `match`.

    Raises DatasetError and ConfigError for what agree refuses as well, and for a dataset without whole texts.
    """
    if len(folders) < 2:
        raise ConfigError(
            "adjudication needs two codings or more: name the dataset folders, dateline adjudicate FOLDER FOLDER ..."
        )
    codings = read_codings(folders)
    names = tuple(coding.name for coding in codings)
    taken = next((name for name in names if name in (*TABLE_COLUMNS, DECISION, "none", UNKNOWN)), None)
    if taken is not None:
        raise ConfigError(
            f"a dataset's folder may not be called {taken!r} here, which has a meaning in the table; rename it"
        )
    coded = [{result.article.article_id: result for result in read_results(folder)} for folder in folders]
    ground = join_codings(codings)
    tolerance = make_tolerance(match, parse_type(kind, codings), codings)
    results: dict[str, CodingResult] = {}
    disputes = []
    for aligned in align_ground(ground, tolerance):
        article_id = aligned.article.article_id
        results[article_id] = coded[aligned.article.coders[0]][article_id]
        for unit in aligned.units:
            versions = {}
            for place, own in unit.items():
                result = coded[place][article_id]
                event = next(event for event in result.events if event.event_id == own.event_id)
                versions[names[place]] = Version(event, mark_event(event, result))
            ids = [f"{name} {version.event.event_id}" for name, version in versions.items()]
            disputes.append(Dispute(digest(article_id, *ids), article_id, versions))
    return Ground(names, results, tuple(disputes))


def show(version: Version, name: str) -> str:
    """A field of a version as the table shows it: of parties and places the code, or else the words."""
    marking = version.marking
    shown: Mapping[str, Callable[[], str]] = {
        "action": lambda: marking.action,
        "act": lambda: marking.act,
        "status": lambda: marking.status,
        "flags": lambda: ", ".join(marking.flags),
    }
    if name in shown:
        return shown[name]() or UNKNOWN
    value = marking.values.get(f"{name}_code" if name in PARTIES else name, "")
    if not value and name in PARTIES:
        value = getattr(version.event, f"{name}_text") or ""
    if not value and name == "place":
        value = version.event.place.text if version.event.place else ""
    return value or UNKNOWN
