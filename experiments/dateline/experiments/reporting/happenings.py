"""The columns of a dataset's events, codes and losses in, sections of a report out: what, when, where, who."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from dateline.datasets.tables import (
    ACT_MEANINGS,
    DATE_METHODS,
    LOSS_KINDS,
    PLACE_PRECISIONS,
    PRECISION_MEANINGS,
    STATUS_MEANINGS,
)
from dateline.experiments.reporting.charts import Series, draw_bars, draw_matrix, draw_timeline
from dateline.experiments.reporting.counting import count_rows, sum_column
from dateline.experiments.reporting.maps import Point, draw_map
from dateline.experiments.reporting.page import Block, Section, Table, Text, format_number
from dateline.experiments.reporting.periods import divide_days
from dateline.experiments.reporting.sampling import name_event, spell_days

_MOST_BARS = 25
_MOST_SIDES = 12
_MOST_LINES = 3
_NOTHING = Text(("Nothing to count.",))
_UNKNOWN = "not known"


def count_things(number: int, thing: str) -> str:
    """A count with its noun, such as "1 event" or "12 events"."""
    return f"{format_number(number)} {thing}" + ("" if number == 1 else "s")


def tell_rest(shown: int, total: int) -> str | None:
    """What to say under a table that shows only its first rows; None where it shows all."""
    return f"The first {format_number(shown)} of {format_number(total)} rows." if shown < total else None


def describe_kinds(events: pa.Table, rows: int) -> Section:
    """Events by action and act."""
    kinds = [
        (name_event(act, action), act, action, count) for act, action, count in count_rows(events, ["act", "action"])
    ]
    acts = tuple((act, ACT_MEANINGS.get(act), count) for act, count in count_rows(events, ["act"]))
    if not kinds:
        return Section("What happened", None, (_NOTHING,))
    return Section(
        "What happened",
        "The action is what is done, the act what the source does about it: demand(withdrawal) is a withdrawal that is "
        "demanded. The codebook of the dataset tells what each action is.",
        (
            draw_bars(
                _top("Events by kind", len(kinds)), [(name, count) for name, *_, count in kinds[:_MOST_BARS]], "events"
            ),
            _tabulate("Events by kind", ("kind", "act", "action", "events"), kinds, rows),
            Table("Events by act", ("act", "meaning", "events"), acts),
        ),
    )


def describe_codes(codes: pa.Table, rows: int) -> Section:
    """Events by code, scheme by scheme; bars for the axis of each that has most events."""
    axes: dict[tuple[str, str], list[tuple[str, str | None, int]]] = {}
    for scheme, axis, code, label, count in count_rows(codes, ["scheme", "axis", "code", "label"]):
        axes.setdefault((scheme, axis), []).append((code, _tell_label(code, label), count))
    largest: dict[str, tuple[int, str]] = {}
    for (scheme, axis), counted in sorted(axes.items()):
        events = sum(count for *_, count in counted)
        if events > largest.get(scheme, (0, ""))[0]:
            largest[scheme] = (events, axis)
    blocks: list[Block] = []
    for (scheme, axis), counted in sorted(axes.items()):
        if axis == largest[scheme][1] and len(counted) > 1:
            bars = [(code if label is None else f"{code} {label}", count) for code, label, count in counted]
            blocks.append(draw_bars(_top(f"Events by {scheme} {axis}", len(bars)), bars[:_MOST_BARS], "events"))
        if all(label is None for _, label, _ in counted):
            plain = [(code, count) for code, _, count in counted]
            blocks.append(_tabulate(f"Codes of {scheme} {axis}", ("code", "events"), plain, rows))
        else:
            blocks.append(_tabulate(f"Codes of {scheme} {axis}", ("code", "label", "events"), counted, rows))
    opening = "An event that a scheme has no code for is in no row of that scheme."
    return Section("Codes of the schemes", opening, tuple(blocks) or (_NOTHING,))


def describe_days(events: pa.Table) -> Section:
    """Events over time: those told as news, by the first day on which they can have been."""
    news = events.filter(pc.invert(events["is_background"]))
    dated = [(day, count) for day, count in count_rows(news, ["date_start"]) if day is not None]
    methods = tuple(
        (
            precision or _UNKNOWN,
            PRECISION_MEANINGS.get(precision or ""),
            method or _UNKNOWN,
            DATE_METHODS.get(method or ""),
            count,
        )
        for precision, method, count in count_rows(events, ["date_precision", "date_method"])
    )
    table = Table("How events are dated", ("precision", "meaning", "method", "how", "events"), methods)
    undated = news.num_rows - sum(count for _, count in dated)
    opening = (
        f"The line counts {count_things(news.num_rows - undated, 'event')} by the first day on which it can have "
        f"been. It leaves out {count_things(events.num_rows - news.num_rows, 'event')} told as background and "
        f"{format_number(undated)} without a date."
    )
    if not dated:
        return Section("When", opening, (table,) if methods else ())
    periods = divide_days([day for day, _ in dated])
    lines = [Series("all events", periods.total(dict(dated)))]
    for action, _ in count_rows(news, ["action"])[: _MOST_LINES + 1]:
        if action != "unspecified" and len(lines) <= _MOST_LINES:
            own = news.filter(pc.equal(news["action"], action))
            counted = {day: count for day, count in count_rows(own, ["date_start"]) if day is not None}
            lines.append(Series(action, periods.total(counted)))
    days = [day for day, _ in dated]
    caption = f"Events by {periods.unit}, {spell_days(min(days), max(days))}: all, and the most frequent actions."
    figure = draw_timeline(caption, periods.starts, lines, f"events in a {periods.unit}")
    return Section("When", opening, (figure, table))


def describe_places(events: pa.Table, rows: int) -> Section:
    """Events on a map and by place."""
    columns = ["place_id", "place_name", "place_country", "latitude", "longitude", "place_precision"]
    places = [row for row in count_rows(events, columns) if row[3] is not None and row[4] is not None]
    mapped = sum(row[-1] for row in places)
    opening = (
        f"{count_things(mapped, 'event')} of {format_number(events.num_rows)} have a place with coordinates. The area "
        "of a circle grows with the number of events. An event that is placed no closer than in a country or a large "
        "region stands at a single point of it."
    )
    if not places:
        return Section("Where", opening, ())
    points = [Point(row[1] or row[0] or "?", row[3], row[4], row[-1]) for row in places[:rows]]
    listed = [
        (name, country, latitude, longitude, PLACE_PRECISIONS.get(str(precision)), count)
        for _, name, country, latitude, longitude, precision, count in places
    ]
    names = ("place", "country", "latitude", "longitude", "precision", "events")
    which = (
        "" if len(places) <= rows else f", the {format_number(rows)} of {format_number(len(places))} with most events"
    )
    caption = f"Events by place{which}. Outline: Natural Earth. Its borders take no stand on any claim."
    return Section("Where", opening, (draw_map(caption, points, "events"), _tabulate("Places", names, listed, rows)))


def describe_dyads(events: pa.Table, rows: int) -> Section:
    """Events by source and target."""
    dyads = [
        (source or "", target or "", count)
        for source, target, count in count_rows(events, ["source_code", "target_code"])
        if source or target
    ]
    unresolved = events.num_rows - sum(count for *_, count in dyads)
    opening = (
        "Actors are composed of country and sector, such as ARMGOV. An empty cell is a side that is not named or not "
        f"resolved; {count_things(unresolved, 'event')} with neither side resolved "
        f"{'is' if unresolved == 1 else 'are'} left out."
    )
    if not dyads:
        return Section("Who to whom", opening, ())
    blocks: list[Block] = []
    both = [(source, target, count) for source, target, count in dyads if source and target]
    if both:
        cells = _choose_pairs(both)
        sources = _rank_sides([(source, count) for (source, _), count in cells.items()])
        targets = _rank_sides([(target, count) for (_, target), count in cells.items()])
        values = [[cells.get((source, target)) for target in targets] for source in sources]
        caption = "Events between the most frequent sources and targets. A blank cell is a pair without events."
        blocks.append(draw_matrix(caption, sources, targets, values, "source", "target"))
    blocks.append(_tabulate("Pairs of actors", ("source", "target", "events"), dyads, rows))
    return Section("Who to whom", opening, tuple(blocks))


def describe_losses(losses: pa.Table, events: pa.Table, rows: int) -> Section:
    """Losses by kind, and the events with most deaths."""
    kinds = tuple(
        (kind, LOSS_KINDS.get(kind), count, counted, total)
        for kind, count, counted, total in sum_column(losses, "kind", "best")
    )
    opening = (
        "Sums of what the articles say, each happening counted once in an article. Where several articles tell of the "
        "same happening, its losses are in the sum several times."
    )
    if not kinds:
        return Section("Losses", opening, (_NOTHING,))
    columns = [
        "killed",
        "date_start",
        "place_name",
        "act",
        "action",
        "source_code",
        "target_code",
        "status",
        "article_id",
    ]
    deadly = events.filter(pc.greater(events["killed"], 0)).select(columns).to_pylist()
    deadly.sort(key=lambda row: (-row["killed"], str(row["date_start"]), row["article_id"], row["act"], row["action"]))
    listed = [
        (
            row["killed"],
            spell_days(row["date_start"], None) or None,
            name_event(row["act"], row["action"]),
            row["source_code"],
            row["target_code"],
            row["place_name"],
            row["status"],
            row["article_id"],
        )
        for row in deadly
    ]
    names = ("killed", "day", "event", "source", "target", "place", "status", "article")
    sums = Table("Losses by kind", ("kind", "meaning", "mentions", "with a best count", "sum of these"), kinds)
    return Section(
        "Losses", opening, (sums, *([_tabulate("Events with deaths", names, listed, rows)] if listed else []))
    )


def describe_status(events: pa.Table, rows: int) -> Section:
    """On whose word events stand."""
    statuses = tuple((status, STATUS_MEANINGS.get(status), count) for status, count in count_rows(events, ["status"]))
    if not statuses:
        return Section("On whose word", None, (_NOTHING,))
    claimants = [
        (claimant, status, count)
        for claimant, status, count in count_rows(events, ["claimant_code", "status"])
        if claimant is not None
    ]
    disputed = int(pc.sum(events["is_disputed"]).as_py() or 0)
    return Section(
        "On whose word",
        f"{count_things(disputed, 'event')} of {format_number(events.num_rows)} "
        f"{'is' if disputed == 1 else 'are'} disputed: another party in the same article denies or contradicts it.",
        (
            Table("Events by status", ("status", "meaning", "events"), statuses),
            *([_tabulate("Claimants", ("claimant", "status", "events"), claimants, rows)] if claimants else []),
        ),
    )


def _tell_label(code: str, label: str) -> str | None:
    """The label, unless it says no more than the code."""
    plain = [re.sub(r"[\W_]+", " ", words).casefold() for words in (code, label)]
    return label if plain[0] != plain[1] else None


def _tabulate(caption: str, columns: tuple[str, ...], counted: Sequence[tuple[Any, ...]], rows: int) -> Table:
    shown = tuple(counted[:rows])
    return Table(caption, columns, shown, note=tell_rest(len(shown), len(counted)))


def _top(caption: str, total: int) -> str:
    return f"{caption}: the {_MOST_BARS} most frequent of {total}." if total > _MOST_BARS else f"{caption}."


def _choose_pairs(dyads: Sequence[tuple[str, str, int]]) -> dict[tuple[str, str], int]:
    """The most frequent pairs that fit a matrix of so many sources and targets; the pairs come most frequent first."""
    sources: set[str] = set()
    targets: set[str] = set()
    for source, target, _ in dyads:
        if len(sources | {source}) <= _MOST_SIDES and len(targets | {target}) <= _MOST_SIDES:
            sources.add(source)
            targets.add(target)
    return {(source, target): count for source, target, count in dyads if source in sources and target in targets}


def _rank_sides(counted: Sequence[tuple[str, int]]) -> list[str]:
    totals: Counter[str] = Counter()
    for name, count in counted:
        totals[name] += count
    return sorted(totals, key=lambda name: (-totals[name], name))
