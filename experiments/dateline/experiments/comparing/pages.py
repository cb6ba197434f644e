"""A Comparison in, what people read of it out: a page of Markdown, and tables of 80 columns for the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from rich.console import Group, JustifyMethod, RenderableType
from rich.table import Table
from rich.text import Text

from dateline.experiments.agreement.report import Report
from dateline.experiments.comparing.crosswalks import NO_CODE, Collapse, Information
from dateline.experiments.comparing.rendering import list_figures
from dateline.experiments.comparing.report import Comparison, Confusion
from dateline.experiments.comparing.series import ALL, Correlation
from dateline.experiments.comparing.tallies import Tally, order_by_spread

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
    grids = [*list_grids(comparison, PRINTED)]
    if comparison.kind != "schemes":
        grids += list_scheme_grids(comparison, PRINTED)
    for grid in grids:
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
    """The report for a terminal of 80 columns; an axis that is the only one of its scheme goes by the scheme's name."""
    parts: list[RenderableType] = [Text(line) for line in summarise(comparison)]
    short = _shorten_axes(comparison.columns) if comparison.kind == "schemes" else {}
    for grid in list_grids(comparison, PRINTED // 2):
        table = Table(box=None, header_style="bold", pad_edge=False)
        for place, head in enumerate(grid.heads):
            justify: JustifyMethod = "left" if place < grid.names else "right"
            table.add_column(Text(short.get(head, head)), justify=justify, overflow="fold")
        for line in grid.lines:
            table.add_row(*(Text(short.get(cell, cell)) for cell in line))
        parts += [Text(), Text(grid.title, style="bold underline"), table]
        if grid.note:
            parts.append(Text(grid.note, style="dim"))
    return Group(*parts)


def _shorten_axes(axes: Collection[str]) -> dict[str, str]:
    schemes = Counter(axis.partition(".")[0] for axis in axes)
    return {axis: scheme for axis in axes if schemes[scheme := axis.partition(".")[0]] == 1}


def summarise(comparison: Comparison) -> Iterator[str]:
    """What was compared, in a few lines."""
    runs = comparison.runs
    yield f"{len(runs)} dataset{'s' * (len(runs) > 1)}, {comparison.articles} articles that all of them have"
    if comparison.differences:
        yield f"the configs differ in {', '.join(comparison.differences)}"
    axes = sorted({axis for each in comparison.information for axis in (each.first, each.second)})
    if comparison.kind == "schemes" and axes:
        yield f"codes are those of {', '.join(axes)}"
    for pool in comparison.pools:
        if len(pool.runs) > 1:
            yield f"{', '.join(pool.runs)} hold the same {len(pool.events)} events"


def list_grids(comparison: Comparison, limit: int) -> Iterator[Grid]:
    """The tables of the report in their order, those of counts with their first `limit` lines.

    What the schemes' codes tell of each other is among them only where the schemes are what is compared.
    """
    yield _tabulate_runs(comparison)
    if comparison.kind == "schemes":
        yield from list_scheme_grids(comparison, limit)
    if comparison.agreement is not None:
        yield from _tabulate_agreement(comparison.agreement)
        yield from _tabulate_confusions(comparison.confusions, limit)
    for grid, _ in list_contrasts(comparison, limit):
        yield grid
    if comparison.correlations:
        yield _tabulate_correlations(comparison.correlations)


def list_scheme_grids(comparison: Comparison, limit: int) -> Iterator[Grid]:
    """The tables on what the schemes' codes tell of each other."""
    yield from _tabulate_information(comparison.information)
    yield from _tabulate_collapses(comparison.collapses, limit)


def list_contrasts(comparison: Comparison, limit: int) -> Iterator[tuple[Grid, Tally]]:
    """The codes, dyads and places on which the columns differ most, with the tallies that they show the first lines
    of; none where there is one column.
    """
    for title, tally in (
        ("Codes that differ most", order_by_spread(_keep_shared(comparison))),
        ("Dyads that differ most", comparison.dyads),
        ("Places that differ most", comparison.places),
    ):
        if len(tally.columns) > 1 and any(line.spread for line in tally.lines):
            yield _tabulate_lines(title, tally, limit), tally


def _keep_shared(comparison: Comparison) -> Tally:
    """The counts of those fields that every coding has: a scheme that is not there is no difference in counts."""
    axes = set.intersection(*(set(pool.coding.axes) for pool in comparison.pools))
    lines = tuple(line for line in comparison.counts.lines if "." not in line.keys[0] or line.keys[0] in axes)
    return replace(comparison.counts, lines=lines)


def _tabulate_agreement(report: Report) -> Iterator[Grid]:
    pairs = tuple(
        (pair.first, pair.second, str(pair.first_events), str(pair.second_events), str(pair.both))
        + (_spell(pair.f1.value, pair.f1.low, pair.f1.high),)
        for pair in report.pairs
    )
    yield Grid("Events found by both", ("events of", "and of", "first", "second", "both", "F1"), pairs, 2)
    fields = tuple(
        (row.field, str(row.units))
        + tuple(_figure(row.measures[name].value) if name in row.measures else "-" for name in _MEASURES)
        for row in report.fields
        if row.unit == "event"
    )
    heads = ("field", "events", "agree", "alpha", "AC1")
    yield Grid("Agreement on events that two codings or more found", heads, fields)


def _tabulate_confusions(confusions: Sequence[Confusion], limit: int) -> Iterator[Grid]:
    others = sorted(
        (each for each in confusions if each.first_type != each.second_type),
        key=lambda each: (-each.events, each.first, each.second, each.first_type, each.second_type),
    )
    lines = tuple(
        (each.first, each.second, each.first_type, each.second_type, str(each.events)) for each in others[:limit]
    )
    same = sum(each.events for each in confusions) - sum(each.events for each in others)
    left = f"; confusions.csv has all {len(others)} pairs" if len(others) > limit else ""
    note = f"{same} pairs of codings of an event have the same type{left}"
    if lines:
        yield Grid("Types that are taken for another", ("by", "and by", "the type", "is", "events"), lines, 4, note)


_MEASURES = ("percent", "alpha", "ac1")


def _tabulate_runs(comparison: Comparison) -> Grid:
    figures = {each.run.name: list_figures(each) for each in comparison.runs}
    heads = tuple(dict.fromkeys(head for own in figures.values() for head in own))
    lines = tuple((head, *(str(own.get(head, "")) for own in figures.values())) for head in heads)
    return Grid("Datasets", ("figure", *figures), lines)


def _tabulate_lines(title: str, tally: Tally, limit: int) -> Grid:
    shown = tuple(
        ((line.keys[0], f"{line.keys[1]} {line.label}".strip()) if line.label else line.keys)
        + (*map(str, line.counts), str(line.spread))
        for line in tally.lines[:limit]
        if line.spread
    )
    left = f"{tally.name}.csv has all {len(tally.lines)}" if len(tally.lines) > limit else ""
    return Grid(title, (*tally.heads, *tally.columns, "difference"), shown, len(tally.heads), left)


def _tabulate_information(information: Sequence[Information]) -> Iterator[Grid]:
    if not information:
        return
    several = len({each.dataset for each in information}) > 1
    names = [(each.dataset,) * several + (each.first, each.second) for each in information]
    heads = ("dataset",) * several + ("first", "second")
    counts = ((each.both, each.first_only, each.second_only, each.neither) for each in information)
    covered = tuple((*own, *map(str, each)) for own, each in zip(names, counts, strict=True))
    yield Grid("Events that the schemes code", (*heads, "both", "1st only", "2nd only", "neither"), covered, len(heads))
    figures = (
        (each.mutual, each.normalised, each.adjusted, each.first_lost, each.second_lost)
        + (each.first_recovered, each.second_recovered)
        for each in information
    )
    told = tuple((*own, *map(_figure, each)) for own, each in zip(names, figures, strict=True))
    notes = [f"{each.first}, {each.second}: {each.note}" for each in information if each.note]
    yield Grid(
        "What the codes tell of each other",
        (*heads, "bits", "norm.", "adj.", "lost 1st", "lost 2nd", "told 1st", "told 2nd"),
        told,
        len(heads),
        ". ".join((INFORMATION_HELP, *dict.fromkeys(notes))),
    )


INFORMATION_HELP = (
    "Of the events that both code: the information that they share, in bits, from 0 to 1 (norm.), and less what "
    "chance gives (adj.); the bits of the first scheme's codes that are lost in the second, and the other way round; "
    "the share of events whose code of the first the best guess from the second tells, and the other way round"
)


def _tabulate_collapses(collapses: Sequence[Collapse], limit: int) -> Iterator[Grid]:
    coded = [each for each in collapses if each.code != NO_CODE]
    ordered = sorted(coded, key=lambda each: (-len(each.codes), -each.events, each.axis, each.into, each.code))
    several = len({each.dataset for each in collapses}) > 1
    lines = tuple(
        (each.dataset,) * several
        + (each.axis, each.into, each.code, ", ".join(f"{code} ({count})" for code, count in each.codes))
        for each in ordered[:limit]
    )
    if lines:
        note = f"collapses.csv has all {len(ordered)}" if len(ordered) > limit else ""
        heads = ("dataset",) * several + ("of", "in", "code", "codes and events")
        yield Grid("Codes that become one", heads, lines, len(heads), note)


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
