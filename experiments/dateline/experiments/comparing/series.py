"""Events in, their daily and monthly series out, and how far the series of two columns go together.

An event counts in a day or month if all days on which it may have happened lie in it; one told as background, or
dated less exactly, does not count. Between the first and the last day or month with any event those without one
count as 0. Sources: Pearson's r, and Spearman's rho as the r of ranks, ties at their mean rank.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

import numpy as np
from scipy.stats import rankdata

from dateline.experiments.agreement.codings import CodedEvent
from dateline.experiments.agreement.ratings import Floats
from dateline.experiments.comparing.tallies import Column, Keys, Tally, tally_events

ALL = "all events"
LEAST_PERIODS = 5
"""Days or months below which no correlation is given."""

Groups = Callable[[CodedEvent], Iterable[tuple[str, str]]]
"""What an event counts under besides ALL: pairs of a field and its code."""


@dataclass(frozen=True, slots=True)
class Correlation:
    """How the series of two columns go together over `periods` days or months; None where `note` says why."""

    step: str
    field: str
    code: str
    first: str
    second: str
    periods: int
    events: tuple[int, int]
    pearson: float | None = None
    spearman: float | None = None
    note: str | None = None


def tally_series(columns: Sequence[Column], groups: Groups) -> Tally:
    """Events by step (day or month), field, code and period."""

    def keys_of(event: CodedEvent) -> Iterable[Keys]:
        periods = list_periods(event)
        for field, code in (("", ALL), *groups(event)):
            for step, period in periods:
                yield step, field, code, period

    return tally_events("series", ("step", "field", "code", "period"), columns, keys_of)


def list_periods(event: CodedEvent) -> tuple[tuple[str, str], ...]:
    """The day and the month that the event is sure to lie in: ("day", "2021-11-16"), ("month", "2021-11")."""
    start, end = event.values["date_start"], event.values["date_end"]
    if start is None or event.values["is_background"]:
        return ()
    month = (("month", f"{start:%Y-%m}"),) if (start.year, start.month) == (end.year, end.month) else ()
    return (("day", start.isoformat()), *month) if start == end else month


def correlate(series: Tally) -> tuple[Correlation, ...]:
    """The correlation of every two columns, for each step, field and code."""
    spans: dict[str, list[str]] = {}
    for step in ("day", "month"):
        found = [line.keys[3] for line in series.lines if line.keys[0] == step]
        spans[step] = fill_periods(step, min(found), max(found)) if found else []
    groups: dict[Keys, dict[str, tuple[int, ...]]] = {}
    for line in series.lines:
        groups.setdefault(line.keys[:3], {})[line.keys[3]] = line.counts
    found_all = []
    for (step, field, code), counts in sorted(groups.items()):
        none = (0,) * len(series.columns)
        table = np.array([counts.get(period, none) for period in spans[step]], dtype=np.float64)
        for one, two in combinations(range(len(series.columns)), 2):
            names = (step, field, code, series.columns[one], series.columns[two])
            found_all.append(_correlate_pair(names, table[:, one], table[:, two]))
    return tuple(found_all)


def _correlate_pair(names: tuple[str, str, str, str, str], one: Floats, two: Floats) -> Correlation:
    events = (int(one.sum()), int(two.sum()))
    if len(one) < LEAST_PERIODS:
        return Correlation(*names, len(one), events, note=f"fewer than {LEAST_PERIODS} {names[0]}s")
    for name, column in ((names[3], one), (names[4], two)):
        if np.all(column == column[0]):
            return Correlation(*names, len(one), events, note=f"{name} has the same count in every {names[0]}")
    return Correlation(*names, len(one), events, _pearson(one, two), _pearson(rankdata(one), rankdata(two)))


def _pearson(one: Floats, two: Floats) -> float:
    # Rounding may leave a hair more than 1.
    return float(np.clip(np.corrcoef(one, two)[0, 1], -1.0, 1.0))


def fill_periods(step: str, first: str, last: str) -> list[str]:
    """Every day or month from the first to the last."""
    if step == "day":
        start, end = date.fromisoformat(first), date.fromisoformat(last)
        return [(start + timedelta(days=day)).isoformat() for day in range((end - start).days + 1)]
    start_year, start_month = map(int, first.split("-"))
    end_year, end_month = map(int, last.split("-"))
    months = range(12 * start_year + start_month - 1, 12 * end_year + end_month)
    return [f"{month // 12:04d}-{month % 12 + 1:02d}" for month in months]
