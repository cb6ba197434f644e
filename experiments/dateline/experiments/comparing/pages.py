"""A Comparison in, what people read of it out: a page of Markdown, and tables of 80 columns for the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from dateline.experiments.comparing.crosswalks import Collapse, Information
from dateline.experiments.comparing.rendering import list_figures
from dateline.experiments.comparing.report import Comparison
from dateline.experiments.comparing.series import ALL, Correlation
from dateline.experiments.comparing.tallies import Line, Tally

PRINTED = 10
"""Lines of each table in the report, the first of the file's; on the terminal half as many."""

Cells = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table to be read: `names` of its first columns hold words, the others figures. `note` says what is left."""

    title: str
    heads: Cells
    lines: tuple[Cells, ...]
    names: int = 1
    note: str = ""


def render_markdown(comparison: Comparison) -> str:
    """The report as a page."""
    parts = ["# Comparison", "", *(f"- {line}" for line in summarise(comparison))]
    for grid in list_grids(comparison, PRINTED):
        parts += ["", f"## {grid.title}", ""]
        parts.append(f"| {' | '.join(map(_escape, grid.heads))} |")
        parts.append("|" + "---|" * grid.names + "---:|" * (len(grid.heads) - grid.names))
        parts += [f"| {' | '.join(map(_escape, line))} |" for line in grid.lines]
        if grid.note:
            parts += ["", grid.note]
    parts += ["", "## The rows behind a number", "", ROWS_HELP, ""]
    return "\n".join(parts)


ROWS_HELP = (
    "Each line of `counts.csv`, `joint.csv`, `series.csv`, `dyads.csv` and `places.csv` has a name in its first "
    "column, `row`. The lines of `rows.csv` with this `row`, the file's name as `table` and the column's name are the "
    "events that were counted; `events.csv` has their sentences. `units.csv` has the events that `agreement.csv` and "
    "`confusions.csv` are about, side by side."
)


def render_terminal(comparison: Comparison) -> RenderableType:
    """The report for a terminal of 80 columns."""
    parts: list[RenderableType] = [Text(line) for line in summarise(comparison)]
    for grid in list_grids(comparison, PRINTED // 2):
        table = Table(box=None, header_style="bold", pad_edge=False)
        for place, head in enumerate(grid.heads):
            table.add_column(Text(head), justify="left" if place < grid.names else "right", overflow="fold")
        for line in grid.lines:
            table.add_row(*map(Text, line))
        parts += [Text(), Text(grid.title, style="bold underline"), table]
        if grid.note:
            parts.append(Text(grid.note, style="dim"))
    return Group(*parts)


def summarise(comparison: Comparison) -> Iterator[str]:
    """What was compared, in a few lines."""
    runs = comparison.runs
    yield f"{len(runs)} dataset{'s' * (len(runs) > 1)}, {comparison.articles} articles that all of them have"
    if comparison.differences:
        yield f"the configs differ in {', '.join(comparison.differences)}"
    for pool in comparison.pools:
        if len(pool.runs) > 1:
            yield f"{', '.join(pool.runs)} hold the same {len(pool.events)} events"


def list_grids(comparison: Comparison, limit: int) -> Iterator[Grid]:
    """The tables of the report in their order, those of counts with their first `limit` lines."""
    yield _tabulate_runs(comparison)
    if comparison.agreement is not None:
        pairs = tuple(
            (pair.first, pair.second, str(pair.first_events), str(pair.second_events), str(pair.both))
            + (_spell(pair.f1.value, pair.f1.low, pair.f1.high),)
            for pair in comparison.agreement.pairs
        )
        yield Grid("Events found by both", ("events of", "and of", "first", "second", "both", "F1"), pairs, 2)
        fields = tuple(
            (row.field, str(row.units))
            + tuple(_figure(row.measures[name].value) if name in row.measures else "-" for name in _MEASURES)
            for row in comparison.agreement.fields
            if row.unit == "event"
        )
        heads = ("field", "events", "agree", "alpha", "AC1")
        yield Grid("Agreement on events that two codings or more found", heads, fields)
    counted = sorted(comparison.counts.lines, key=lambda line: (-line.spread, -sum(line.counts), line.keys))
    if len(comparison.counts.columns) > 1:
        yield _tabulate_lines("Codes that differ most", comparison.counts, counted, limit)
    yield from _tabulate_information(comparison.information)
    yield from _tabulate_collapses(comparison.collapses, limit)
    if comparison.correlations:
        yield _tabulate_correlations(comparison.correlations)
    for title, tally in (("Dyads that differ most", comparison.dyads), ("Places that differ most", comparison.places)):
        if len(tally.columns) > 1 and tally.lines:
            yield _tabulate_lines(title, tally, tally.lines, limit)


_MEASURES = ("percent", "alpha", "ac1")


def _tabulate_runs(comparison: Comparison) -> Grid:
    figures = {each.run.name: list_figures(each) for each in comparison.runs}
    heads = tuple(dict.fromkeys(head for own in figures.values() for head in own))
    lines = tuple((head, *(str(own.get(head, "")) for own in figures.values())) for head in heads)
    return Grid("Datasets", ("figure", *figures), lines)


def _tabulate_lines(title: str, tally: Tally, lines: Sequence[Line], limit: int) -> Grid:
    shown = tuple(
        ((line.keys[0], f"{line.keys[1]} {line.label}".strip()) if line.label else line.keys)
        + (*map(str, line.counts), str(line.spread))
        for line in lines[:limit]
    )
    note = f"{tally.name}.csv has all {len(lines)}" if len(lines) > limit else ""
    return Grid(title, (*tally.heads, *tally.columns, "difference"), shown, len(tally.heads), note)


def _tabulate_information(information: Sequence[Information]) -> Iterator[Grid]:
    several = len({each.dataset for each in information}) > 1
    lines, notes = [], []
    for each in information:
        names = (each.dataset, each.first, each.second) if several else (each.first, each.second)
        counts = (each.both, each.first_only, each.second_only)
        bits = (each.mutual, each.normalised, each.adjusted, each.first_lost, each.second_lost)
        lines.append((*names, *map(str, counts), *map(_figure, bits)))
        if each.note:
            notes.append(each.note)
    if lines:
        heads = ("dataset",) * several + ("first", "second", "both", "first only", "second only")
        heads += ("bits shared", "normalised", "adjusted", "lost of first", "lost of second")
        note = "Lost: bits of the one scheme's codes that cannot be told from the other's. " + "; ".join(
            dict.fromkeys(notes)
        )
        yield Grid("What the schemes tell of each other", heads, tuple(lines), 2 + several, note.strip())


def _tabulate_collapses(collapses: Sequence[Collapse], limit: int) -> Iterator[Grid]:
    coded = [each for each in collapses if not each.code.startswith("(")]
    ordered = sorted(coded, key=lambda each: (-len(each.codes), -each.events, each.axis, each.into, each.code))
    lines = tuple(
        (each.axis, each.into, each.code, ", ".join(f"{code} {count}" for code, count in each.codes))
        for each in ordered[:limit]
    )
    if lines:
        note = f"collapses.csv has all {len(ordered)}" if len(ordered) > limit else ""
        yield Grid("Codes that become one", ("of", "in", "code", "codes and events"), lines, 4, note)


def _tabulate_correlations(correlations: Sequence[Correlation]) -> Grid:
    lines = tuple(
        (each.step, each.first, each.second, str(each.periods), *map(_figure, (each.pearson, each.spearman)))
        for each in correlations
        if each.code == ALL
    )
    heads = ("step", "first", "second", "periods", "Pearson", "Spearman")
    return Grid("Series that go together", heads, lines, 3, "correlations.csv has them for each code as well")


def _spell(value: float | None, low: float | None, high: float | None) -> str:
    if value is None or low is None or high is None:
        return _figure(value)
    return f"{_figure(value)} [{_figure(low)}, {_figure(high)}]"


def _figure(value: float | None) -> str:
    return "-" if value is None else f"{round(value, 2) + 0.0:.2f}"


def _escape(text: str) -> str:
    return text.replace("|", "\\|")
