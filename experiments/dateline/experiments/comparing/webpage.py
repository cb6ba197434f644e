"""A Comparison in, its page for a browser out: the report's tables, figures, and sentences behind the counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from dateline.experiments.agreement.codings import CodedEvent
from dateline.experiments.comparing.pages import (
    PRINTED,
    ROWS_HELP,
    Grid,
    list_contrasts,
    list_grids,
    list_scheme_grids,
    summarise,
)
from dateline.experiments.comparing.report import CodedSentence, Comparison
from dateline.experiments.comparing.series import ALL, fill_periods
from dateline.experiments.comparing.tallies import Line, Tally
from dateline.experiments.reporting.charts import Series, draw_grouped_bars, draw_matrix, draw_timeline
from dateline.experiments.reporting.page import (
    Block,
    Cell,
    Coding,
    Fact,
    Figure,
    Page,
    Passage,
    Passages,
    Section,
    Span,
    Table,
    Text,
    render_page,
)

SHOWN_EVENTS = 5
"""Events shown behind each line of the page; all are in rows.csv."""
LARGEST_MATRIX = 30
"""Codes of an axis above which its joint tables are in the CSV alone."""


def render_webpage(comparison: Comparison) -> str:
    """The report as one HTML file."""
    shown = f"{len(comparison.columns)} {comparison.kind}"
    return render_page(
        Page(
            title=f"Comparison of {', '.join(each.run.name for each in comparison.runs)}",
            lead="; ".join(summarise(comparison)) + ".",
            facts=(
                Fact("datasets", len(comparison.runs)),
                Fact("articles", comparison.articles, "that all datasets have"),
                Fact("side by side", shown),
            ),
            sections=tuple(_make_sections(comparison)),
        )
    )


def _make_sections(comparison: Comparison) -> Iterator[Section]:
    contrasts = {grid.title for grid, _ in list_contrasts(comparison, PRINTED)}
    grids = [grid for grid in list_grids(comparison, PRINTED) if grid.title not in contrasts]
    about_schemes = {grid.title for grid in list_scheme_grids(comparison, PRINTED)}
    yield Section("Figures", None, tuple(_make_table(grid) for grid in grids if grid.title not in about_schemes))
    yield Section("Series", "Events by month; all days are in series.csv.", tuple(_draw_series(comparison)))
    yield from _make_contrasts(comparison)
    schemes = [_make_table(grid) for grid in list_scheme_grids(comparison, PRINTED)]
    if schemes:
        yield Section("Schemes", None, (*schemes, *_draw_joint_tables(comparison)))
    yield Section("The rows behind a number", None, (Text((ROWS_HELP.replace("`", ""),)),))


def _make_table(grid: Grid) -> Table:
    rows = tuple((*line[: grid.names], *map(_read_figure, line[grid.names :])) for line in grid.lines)
    return Table(grid.title, grid.heads, rows, grid.note or None)


def _read_figure(text: str) -> Cell | str | int | None:
    if text.isdecimal():
        return int(text)
    if text in ("", "-"):
        return None
    try:
        return Cell(text, float(text.partition(" ")[0]))
    except ValueError:
        return text


def _draw_series(comparison: Comparison) -> Iterator[Figure]:
    series = comparison.series
    groups: dict[tuple[str, str], dict[str, tuple[int, ...]]] = {}
    for line in series.lines:
        step, field, code, period = line.keys
        if step == "month":
            groups.setdefault((field, code), {})[period] = line.counts
    found = [period for counts in groups.values() for period in counts]
    if not found:
        return
    months = fill_periods("month", min(found), max(found))
    days = [date.fromisoformat(f"{month}-01") for month in months]
    none = (0,) * len(series.columns)
    for (field, code), counts in sorted(groups.items()):
        columns = tuple(
            Series(name, tuple(counts.get(month, none)[place] for month in months))
            for place, name in enumerate(series.columns)
        )
        caption = ALL if code == ALL else f"{field} {code}"
        yield draw_timeline(f"{caption}, by month", days, columns, "events")


def _make_contrasts(comparison: Comparison) -> Iterator[Section]:
    """The lines on which the columns differ most, each with a link to sentences that it counts."""
    sentences = {(each.dataset, each.event.event_id): each for each in comparison.sentences}
    for grid, tally in list_contrasts(comparison, PRINTED):
        lines = tally.lines[: len(grid.lines)]
        anchors = [f"{tally.name}-{number}" for number in range(len(lines))]
        rows = tuple(
            (Cell(cells[0], link=f"#{anchor}"), *cells[1 : grid.names], *map(_read_figure, cells[grid.names :]))
            for anchor, cells in zip(anchors, grid.lines, strict=True)
        )
        columns = tuple(
            Series(name, tuple(line.counts[place] for line in lines)) for place, name in enumerate(tally.columns)
        )
        blocks: list[Block] = [
            Table(grid.title, grid.heads, rows, grid.note or None),
            draw_grouped_bars(grid.title, [line.name for line in lines], columns, "events"),
        ]
        blocks += [_show_events(tally, line, anchor, sentences) for anchor, line in zip(anchors, lines, strict=True)]
        yield Section(grid.title, "Follow a line's first word to sentences that it counts.", tuple(blocks))


def _show_events(tally: Tally, line: Line, anchor: str, sentences: dict[tuple[str, str], CodedSentence]) -> Passages:
    """Sentences of the line: first those that not every column counts."""
    told: dict[tuple[str, int], list[tuple[str, CodedSentence]]] = {}
    for column, dataset, events in zip(tally.columns, tally.datasets, line.events, strict=True):
        for event in events:
            told.setdefault((event.article_id, event.sentence), []).append((column, sentences[dataset, event.event_id]))

    def rank(place: tuple[str, int]) -> tuple[object, ...]:
        counted = Counter(column for column, _ in told[place])
        return len({counted[column] for column in tally.columns}) == 1, place

    ordered = sorted(told, key=rank)
    passages = tuple(
        Passage(
            title=f"{article_id}, sentence {sentence}",
            text=told[article_id, sentence][0][1].text or "(the text is withheld)",
            codings=tuple(_show_coding(column, each) for column, each in told[article_id, sentence]),
            anchor=anchor if number == 0 else None,
        )
        for number, (article_id, sentence) in enumerate(ordered[:SHOWN_EVENTS])
    )
    left = f" ({SHOWN_EVENTS} of {len(ordered)} sentences)" if len(ordered) > SHOWN_EVENTS else ""
    return Passages(f"{line.name}{left}", passages)


def _show_coding(column: str, sentence: CodedSentence) -> Coding:
    event = sentence.event
    trigger = " ".join(str(event.values["trigger_text"] or "").split())
    start = sentence.text.find(trigger)
    spans = (Span(start, start + len(trigger), "trigger"),) if trigger and start >= 0 else ()
    codes = event.codes.get(column.partition(":")[0], ())
    facts = ((column, ", ".join(codes)),) if codes else ()
    label = f"{event.values['act']}({event.values['action']})"
    return Coding(label, spans, (*facts, *_list_facts(event)), column)


def _list_facts(event: CodedEvent) -> Iterator[tuple[str, str]]:
    for name, column in (
        ("source", "source_code"),
        ("target", "target_code"),
        ("date", "date_start"),
        ("place", "place_name"),
        ("status", "status"),
    ):
        if event.values[column] is not None:
            yield name, str(event.values[column])


def _draw_joint_tables(comparison: Comparison) -> Iterator[Figure]:
    joint = comparison.joint
    for place, dataset in enumerate(joint.columns):
        for first, second in sorted({line.keys[:2] for line in joint.lines}):
            lines = [line for line in joint.lines if line.keys[:2] == (first, second) and line.counts[place]]
            rows, columns = (sorted({line.keys[side] for line in lines}) for side in (2, 3))
            if not lines or max(len(rows), len(columns)) > LARGEST_MATRIX:
                continue
            cells = {line.keys[2:]: line.counts[place] for line in lines}
            values = [[cells.get((row, column)) for column in columns] for row in rows]
            yield draw_matrix(f"Events by code, {dataset}", rows, columns, values, first, second)
