"""Codings and settings in, the report of their agreement out: on events, fields, codes and spans."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

import numpy as np

from dateline.coding.errors import ConfigError, DatasetError
from dateline.datasets.tables import MENTION_PARTS
from dateline.experiments.agreement.bootstrap import Estimate, Evaluable, estimate
from dateline.experiments.agreement.codings import Coding
from dateline.experiments.agreement.fields import Field, parse_field, parse_type
from dateline.experiments.agreement.measures import tally_code, tally_ratings
from dateline.experiments.agreement.ratings import Floats, Ratings
from dateline.experiments.agreement.shared import SharedGround, join_codings
from dateline.experiments.agreement.spans import MarkedText, tally_spans
from dateline.experiments.agreement.tolerances import make_tolerance
from dateline.experiments.agreement.units import MISSED, AlignedArticle, align_ground, rate_codes, rate_fields


@dataclass(frozen=True, slots=True)
class Settings:
    """What is measured and how; `match` are the tolerances as the config has them."""

    type: str
    fields: tuple[str, ...]
    match: Mapping[str, Any]
    missed: str = "left_out"
    replicates: int = 1000
    confidence: float = 0.95
    seed: int = 0


@dataclass(frozen=True, slots=True)
class CodingSummary:
    """A coding as the report names it: its events and those in articles that another coding has too."""

    name: str
    articles: int
    events: int
    shared_events: int
    content_sha256: str


@dataclass(frozen=True, slots=True)
class PairRow:
    """Two codings: their events in the articles of both, those both found, and twice these over all (F1)."""

    first: str
    second: str
    first_events: int
    second_events: int
    both: int
    f1: Estimate


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A field's agreement over `units` events or sentences that two coders rated.

    `note` says why coefficients are missing.
    """

    unit: str
    field: str
    measurement: str
    units: int
    measures: Mapping[str, Estimate]
    note: str | None = None


@dataclass(frozen=True, slots=True)
class CodeRow:
    """One code against all others. `counts` are each coder's events with it in the shared articles."""

    unit: str
    code: str
    counts: tuple[int, ...]
    units: int
    measures: Mapping[str, Estimate]


@dataclass(frozen=True, slots=True)
class SpanRow:
    """One part of the events' words: how many spans were marked, and unitizing alpha."""

    part: str
    spans: int
    alpha: Estimate


@dataclass(frozen=True, slots=True)
class AlignedUnit:
    """One event as the coders have it: their event ids and types, None for a coder who did not find it."""

    article_id: str
    sentence: int
    event_ids: tuple[str | None, ...]
    types: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """All that `dateline agree` tells. `found_by` counts the events by how many coders found them."""

    settings: Settings
    codings: tuple[CodingSummary, ...]
    articles: int
    differing: int
    sentences: int
    found_by: Mapping[int, int]
    pairs: tuple[PairRow, ...]
    fields: tuple[FieldRow, ...]
    codes: tuple[CodeRow, ...]
    spans: tuple[SpanRow, ...]
    units: tuple[AlignedUnit, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _FoundTally:
    """Sums by article for two coders: twice the events found by both, and all events of both."""

    twice: Floats
    events: Floats
    used_articles: int

    def evaluate(self, weights: Floats) -> dict[str, Floats]:
        events = weights @ self.events
        f1 = np.full(events.shape, np.nan)
        np.divide(weights @ self.twice, events, out=f1, where=events > 0)
        return {"f1": f1}


@dataclass(slots=True)
class _Table:
    """Tallies by key, and how many articles bear on each: what the bootstrap takes."""

    tallies: dict[tuple[str, ...], Evaluable] = field(default_factory=dict)
    used: dict[tuple[str, ...], int] = field(default_factory=dict)

    def add(self, key: tuple[str, ...], tally: Evaluable, used: int) -> None:
        self.tallies[key], self.used[key] = tally, used


def measure_codings(codings: Sequence[Coding], settings: Settings) -> Report:
    """The agreement of two codings or more.

    Raises ConfigError for settings that name nothing known, and DatasetError where the codings share no
    article or hold fewer than two events or sentences between them.
    """
    kind = parse_type(settings.type, codings)
    fields = tuple(parse_field(spelling, codings) for spelling in settings.fields)
    tolerance = make_tolerance(settings.match, kind, codings)
    _check_settings(settings)
    ground = join_codings(codings)
    aligned = align_ground(ground, tolerance)
    _check_units(aligned, ground)
    rated = rate_fields(aligned, kind, fields, settings.missed, len(codings))
    codes = rate_codes(aligned, kind, settings.missed, len(codings))
    table = _Table()
    for key, ratings in rated.items():
        if ratings.unit_count >= 2:
            table.add(("field", *key), tally_ratings(ratings), ratings.used_cluster_count)
    for key, ratings in codes.items():
        if ratings.unit_count >= 2:
            table.add(("code", *key), tally_code(ratings), ratings.used_cluster_count)
    pairs = _count_pairs(aligned, codings, table)
    marks = _mark_parts(ground, table)
    estimates = estimate(
        table.tallies,
        table.used,
        len(ground.articles),
        settings.replicates,
        settings.confidence,
        settings.seed,
    )
    measurements = {each.spelling: each.measurement for each in (kind, *fields)}
    return Report(
        settings=settings,
        codings=_summarise(codings, ground),
        articles=len(ground.articles),
        differing=ground.differing,
        sentences=sum(len(article.sentences) for article in ground.articles),
        found_by=dict(sorted(Counter(len(unit) for each in aligned for unit in each.units).items())),
        pairs=tuple(PairRow(*names, *counts, estimates["pair", *names]["f1"]) for names, counts in pairs.items()),
        fields=tuple(
            FieldRow(
                unit=unit,
                field=name,
                measurement=measurements.get(name, "nominal"),
                units=ratings.unit_count,
                measures=estimates.get(("field", unit, name), {}),
                note=_explain(ratings),
            )
            for (unit, name), ratings in rated.items()
        ),
        codes=_list_codes(aligned, kind, codes, estimates, len(codings)),
        spans=tuple(SpanRow(part, count, estimates["span", part]["unitizing_alpha"]) for part, count in marks.items()),
        units=_list_units(aligned, kind, len(codings)),
    )


def _check_settings(settings: Settings) -> None:
    if settings.missed not in MISSED:
        raise ConfigError(f"missed is {settings.missed!r} (allowed: {', '.join(MISSED)})")
    if settings.replicates < 0:
        raise ConfigError(f"bootstrap is {settings.replicates}; give the number of draws, 0 for no intervals")
    if not 0 < settings.confidence < 1:
        raise ConfigError(f"confidence is {settings.confidence}; give a number between 0 and 1, such as 0.95")


def _check_units(aligned: Sequence[AlignedArticle], ground: SharedGround) -> None:
    events = sum(len(each.units) for each in aligned)
    if events < 2:
        have = "no event" if not events else "one event only"
        raise DatasetError(
            f"the codings hold {have} in the {len(ground.articles)} articles that they share; "
            "agreement needs two events or more: code more articles"
        )


def _count_pairs(
    aligned: Sequence[AlignedArticle], codings: Sequence[Coding], table: _Table
) -> dict[tuple[str, str], tuple[int, int, int]]:
    counted = {}
    for one, two in combinations(range(len(codings)), 2):
        twice, events = np.zeros(len(aligned)), np.zeros(len(aligned))
        totals = Counter[str]()
        for each in aligned:
            if one not in each.article.events or two not in each.article.events:
                continue
            both = sum(one in unit and two in unit for unit in each.units)
            first, second = len(each.article.events[one]), len(each.article.events[two])
            twice[each.place], events[each.place] = 2 * both, first + second
            totals.update(first=first, second=second, both=both)
        names = (codings[one].name, codings[two].name)
        counted[names] = (totals["first"], totals["second"], totals["both"])
        used = int(np.count_nonzero(events))
        table.add(("pair", *names), _FoundTally(twice, events, used), used)
    return counted


def _mark_parts(ground: SharedGround, table: _Table) -> dict[str, int]:
    """The number of spans of each part that more than one coder could mark."""
    counted = {}
    for part in MENTION_PARTS:
        texts = [
            MarkedText(
                length=max((end for _, end in article.sentences), default=0),
                cluster=place,
                spans=tuple(article.marks[coder].get(part, ()) for coder in article.coders),
            )
            for place, article in enumerate(ground.articles)
        ]
        tally = tally_spans(texts, len(ground.articles))
        if tally.span_count:
            counted[part] = tally.span_count
            table.add(("span", part), tally, tally.used_cluster_count)
    return counted


def _list_codes(
    aligned: Sequence[AlignedArticle],
    kind: Field,
    codes: Mapping[tuple[str, str], Ratings],
    estimates: Mapping[tuple[str, ...], Mapping[str, Estimate]],
    coders: int,
) -> tuple[CodeRow, ...]:
    """The codes, the most frequent first."""
    counts = [
        Counter(
            code for each in aligned for event in each.article.events.get(coder, ()) for code in kind.codes_of(event)
        )
        for coder in range(coders)
    ]
    rows = [
        CodeRow(
            unit=unit,
            code=code,
            counts=tuple(own[code] for own in counts),
            units=ratings.unit_count,
            measures=estimates.get(("code", unit, code), {}),
        )
        for (unit, code), ratings in codes.items()
    ]
    return tuple(sorted(rows, key=lambda row: (-sum(row.counts), row.code, row.unit)))


def _list_units(aligned: Sequence[AlignedArticle], kind: Field, coders: int) -> tuple[AlignedUnit, ...]:
    return tuple(
        AlignedUnit(
            article_id=each.article.article_id,
            sentence=min(event.sentence for event in unit.values()),
            event_ids=tuple(unit[coder].event_id if coder in unit else None for coder in range(coders)),
            types=tuple(str(kind.value_of(unit[coder]) or "") if coder in unit else None for coder in range(coders)),
        )
        for each in aligned
        for unit in each.units
    )


def _summarise(codings: Sequence[Coding], ground: SharedGround) -> tuple[CodingSummary, ...]:
    return tuple(
        CodingSummary(
            name=coding.name,
            articles=len(coding.articles),
            events=coding.event_count,
            shared_events=sum(len(article.events.get(place, ())) for article in ground.articles),
            content_sha256=coding.content_sha256,
        )
        for place, coding in enumerate(codings)
    )


def _explain(ratings: Ratings) -> str | None:
    if ratings.unit_count == 0:
        return "no unit has a value by two coders"
    if ratings.unit_count == 1:
        return "one unit only has values by two coders"
    if len({ratings.categories[index] for row in ratings.indices for index in row if index >= 0}) == 1:
        return "all values are the same: agreement cannot be told from chance"
    return None
