"""Runs and settings in, a Comparison out: counts, joint tables, agreement, series, dyads and places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from dateline.experiments.agreement.codings import CodedEvent, Coding
from dateline.experiments.agreement.fields import Field, parse_field
from dateline.experiments.agreement.report import Report, measure_codings
from dateline.experiments.agreement.report import Settings as AgreementSettings
from dateline.experiments.comparing.contrasts import contrast_dyads, contrast_places
from dateline.experiments.comparing.crosswalks import (
    Collapse,
    Information,
    check_informative,
    find_collapses,
    inform,
    pair_axes,
    tabulate_jointly,
)
from dateline.experiments.comparing.pools import Pool, pool_runs
from dateline.experiments.comparing.runs import Run, check_schemes, find_differences, read_sentences, share_articles
from dateline.experiments.comparing.series import Correlation, correlate, tally_series
from dateline.experiments.comparing.tallies import Column, Keys, Tally, label_lines, tally_events

QUAD_CLASS = "cameo.quad_class"
KINDS = {
    "codings": "the columns are datasets, which hold different events",
    "schemes": "all datasets hold the same events; the columns are what each scheme has a code for",
}
"""What is set side by side."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What is compared: axes of the joint tables (none: the main ones), the field that divides the series (None:
    CAMEO's quad class where it is, else the act), the levels of dyads and places, and how agreement is measured.
    """

    agreement: AgreementSettings
    axes: tuple[str, ...] = ()
    series: str | None = None
    dyads: str = "country"
    places: str = "name"


@dataclass(frozen=True, slots=True)
class RunSummary:
    """A dataset in one line. `settings` are the keys in which the datasets differ, `shared_events` its events in
    the articles that all have, `known` the number of these with a source, a target, a day and a place, `coded` with
    a code of each scheme.
    """

    run: Run
    settings: dict[str, str]
    articles: int
    events: int
    rejections: int
    quarantined: int
    shared_events: int
    known: dict[str, int]
    coded: dict[str, int]


@dataclass(frozen=True, slots=True)
class CodedSentence:
    """An event of one dataset with the sentence it was coded from."""

    dataset: str
    event: CodedEvent
    text: str


@dataclass(frozen=True, slots=True)
class Confusion:
    """How many events that two codings both found have the one type by the first and the other by the second."""

    first: str
    second: str
    first_type: str
    second_type: str
    events: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that `dateline compare` tells; `kind` is a key of KINDS, `agreement` None where there is one coding."""

    kind: str
    settings: Settings
    runs: tuple[RunSummary, ...]
    differences: tuple[str, ...]
    articles: int
    pools: tuple[Pool, ...]
    counts: Tally
    joint: Tally
    information: tuple[Information, ...]
    collapses: tuple[Collapse, ...]
    agreement: Report | None
    confusions: tuple[Confusion, ...]
    series: Tally
    correlations: tuple[Correlation, ...]
    dyads: Tally
    places: Tally
    sentences: tuple[CodedSentence, ...] = field(repr=False)

    @property
    def columns(self) -> Keys:
        """What is set side by side in the series, dyads and places: codings, or axes of schemes."""
        return self.series.columns

    @property
    def tallies(self) -> tuple[Tally, ...]:
        return self.counts, self.joint, self.series, self.dyads, self.places


def compare_runs(given: Sequence[Run], settings: Settings) -> Comparison:
    """Compare the runs over the articles that all of them have.

    Raises ConfigError for a single dataset in a single scheme, for settings that name nothing known and for an
    axis without anything to tell, DatasetError where the runs share no article or hold too little.
    """
    check_schemes(given)
    runs = share_articles(given)
    pools = pool_runs(runs)
    joined = _join_axes([pool.coding for pool in pools])
    codings = tuple(Column(pool.name, pool.runs[0], pool.events) for pool in pools)
    axes = tuple(parse_field(axis, [joined]) for axis in settings.axes or _find_main_axes(pools))
    columns, kind = codings, "codings"
    if len(pools) == 1 and len(axes) > 1:
        (only,) = codings
        columns, kind = tuple(_narrow(only, axis) for axis in axes), "schemes"
    pairs = pair_axes(axes)
    joint = tabulate_jointly(codings, pairs)
    covered = [
        (place, *pair)
        for place, pool in enumerate(pools)
        for pair in pairs
        if all(axis.name in pool.coding.axes for axis in pair)
    ]
    information = tuple(
        inform(joint, place, first, second, len(codings[place].events)) for place, first, second in covered
    )
    if kind == "schemes" and (settings.axes or len(runs) == 1):
        check_informative(information, settings.axes)
    divided = parse_field(settings.series or _choose_series(pools), [joined])
    series = tally_series(columns, lambda event: [(divided.spelling, code) for code in divided.codes_of(event)])
    agreement = measure_codings([pool.coding for pool in pools], settings.agreement) if len(pools) > 1 else None
    return Comparison(
        kind=kind,
        settings=settings,
        runs=_summarise(given, runs),
        differences=find_differences(given),
        articles=len(runs[0].coding.articles),
        pools=pools,
        counts=_count_codes(codings, joined),
        joint=joint,
        information=information,
        collapses=tuple(each for place, *pair in covered for each in find_collapses(joint, place, *pair)),
        agreement=agreement,
        confusions=_count_confusions(agreement) if agreement is not None else (),
        series=series,
        correlations=correlate(series),
        dyads=contrast_dyads(columns, settings.dyads),
        places=contrast_places(columns, settings.places),
        sentences=_list_sentences(runs, pools),
    )


def _join_axes(codings: Sequence[Coding]) -> Coding:
    """A coding that has the axes of all, to look names of fields up in."""
    axes: dict[str, dict[str, str]] = {}
    for coding in codings:
        for axis, labels in coding.axes.items():
            axes.setdefault(axis, {}).update(labels)
    return replace(codings[0], axes=dict(sorted(axes.items())))


def _find_main_axes(pools: Sequence[Pool]) -> tuple[str, ...]:
    return tuple(sorted({axis for pool in pools for axis in pool.main_axes}))


def _choose_series(pools: Sequence[Pool]) -> str:
    return QUAD_CLASS if all(QUAD_CLASS in pool.coding.axes for pool in pools) else "act"


def _narrow(column: Column, axis: Field) -> Column:
    events = tuple(event for event in column.events if axis.value_of(event) is not None)
    return Column(axis.spelling, column.dataset, events)


def _count_codes(columns: Sequence[Column], joined: Coding) -> Tally:
    """Events by every code of the action, the act and each axis."""
    fields = [parse_field(name, [joined]) for name in ("action", "act", *joined.axes)]

    def keys_of(event: CodedEvent) -> Iterable[Keys]:
        for each in fields:
            for code in each.codes_of(event):
                yield each.spelling, code

    tally = tally_events("counts", ("field", "code"), columns, keys_of)
    labels: dict[Keys, str] = {
        (axis, code): label for axis, codes in joined.axes.items() for code, label in codes.items()
    }
    return label_lines(tally, labels)


def _count_confusions(report: Report) -> tuple[Confusion, ...]:
    counted = Counter[tuple[str, str, str, str]]()
    names = [coding.name for coding in report.codings]
    for unit in report.units:
        for one, two in combinations(range(len(names)), 2):
            first, second = unit.types[one], unit.types[two]
            if first is not None and second is not None:
                counted[names[one], names[two], first, second] += 1
    return tuple(Confusion(*key, events) for key, events in sorted(counted.items()))


def _summarise(given: Sequence[Run], shared: Sequence[Run]) -> tuple[RunSummary, ...]:
    differences = find_differences(given)
    return tuple(_summarise_run(run, kept, differences) for run, kept in zip(given, shared, strict=True))


def _summarise_run(run: Run, kept: Run, differences: Sequence[str]) -> RunSummary:
    events = [event for own in kept.coding.events.values() for event in own]
    schemes = sorted({axis.partition(".")[0] for axis in kept.coding.axes})
    rows = run.rows
    known = {
        name: sum(event.values[column] is not None for event in events)
        for name, column in (
            ("source", "source_code"),
            ("target", "target_code"),
            ("date", "date_start"),
            ("place", "place_id"),
        )
    }
    coded = {
        scheme: sum(any(axis.startswith(f"{scheme}.") for axis in event.codes) for event in events)
        for scheme in schemes
    }
    return RunSummary(
        run=run,
        settings={key: run.settings.get(key, "") for key in differences},
        articles=len(run.coding.articles),
        events=run.coding.event_count,
        rejections=rows.get("rejections", 0),
        quarantined=rows.get("quarantine", 0),
        shared_events=len(events),
        known=known,
        coded=coded,
    )


def _list_sentences(runs: Sequence[Run], pools: Sequence[Pool]) -> tuple[CodedSentence, ...]:
    by_name = {run.name: run for run in runs}
    found = []
    for pool in pools:
        texts = read_sentences(by_name[pool.runs[0]])
        for event in pool.events:
            found.append(CodedSentence(pool.runs[0], event, texts.get((event.article_id, event.sentence), "")))
    return tuple(found)
