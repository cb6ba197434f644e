"""Plain numbers in, a Figure for a report out: bars, lines, matrices, calibration and learning curves.

Every figure reads without colour too: series differ in marker, dash or hatch, and numbers stand where there is room.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.ticker import MaxNLocator

from dateline.experiments.reporting.canvas import (
    BACK,
    DASHES,
    FAINT,
    HATCHES,
    HEAT,
    INK,
    MARKERS,
    ON_HEAT,
    SERIES,
    Drawing,
    start_drawing,
)
from dateline.experiments.reporting.page import Figure, format_number

# Characters, as many as fit.
_LONGEST_LABEL, _LONGEST_HEAD, _LONGEST_NAME = 42, 26, 40
_ROOM_FOR_HEADS = 55
_ROOM_FOR_NAMES = 80
# The first shade on which light text reads better than dark text.
_DARK_SHADE = 4
_DIAGONAL = "perfect calibration"
# Columns of a matrix, and the size in which its numbers fit them.
_NUMBER_SIZES = ((14, 9), (26, 7))
_MOST_MARKERS = 40
_MOST_DESCRIBED = 30


@dataclass(frozen=True, slots=True)
class Series:
    """One line or one set of bars: a value for each place, None where there is none.

    `low` and `high`, where given, are the ends of an interval around each value.
    """

    name: str
    values: tuple[float | None, ...]
    low: tuple[float | None, ...] | None = None
    high: tuple[float | None, ...] | None = None


@dataclass(frozen=True, slots=True)
class Bin:
    """One bin of a calibration curve: the mean score in it, the share that was right, and how many there were."""

    predicted: float
    observed: float
    count: int


def draw_bars(caption: str, bars: Sequence[tuple[str, float]], unit: str) -> Figure:
    """A bar for each (label, value), downwards in the order given. `unit` names the axis, such as "events"."""
    with start_drawing(0.7 + 0.26 * max(1, len(bars))) as drawing:
        axes = drawing.axes
        rows = range(len(bars))
        drawn = axes.barh(rows, [value for _, value in bars], color=SERIES[0], height=0.72)
        axes.bar_label(drawn, [format_number(value) for _, value in bars], padding=3, color=INK, fontsize=9)
        _label_rows(axes, [label for label, _ in bars])
        axes.set_xlabel(unit)
        axes.margins(x=0.1)
        _tick_counts(axes.xaxis, [value for _, value in bars])
    return Figure(caption, drawing.svg, _describe(bars, unit))


def draw_grouped_bars(caption: str, labels: Sequence[str], series: Sequence[Series], unit: str) -> Figure:
    """For each label one bar of each series, with its interval where it has one."""
    height = 0.8 / max(1, len(series))
    with start_drawing(0.9 + max(1, len(labels)) * (0.16 + 0.16 * len(series))) as drawing:
        axes = drawing.axes
        for number, one in enumerate(series):
            places = [row - 0.4 + height * (number + 0.5) for row in range(len(labels))]
            known = [(place, value) for place, value in zip(places, one.values, strict=True) if value is not None]
            axes.barh(
                [place for place, _ in known],
                [value for _, value in known],
                height=height * 0.9,
                color=SERIES[number % len(SERIES)],
                hatch=HATCHES[number % len(HATCHES)],
                edgecolor=BACK,
                linewidth=0,
                label=_shorten(one.name, _LONGEST_NAME),
            )
            for place, low, high in _find_intervals(places, one):
                axes.plot([low, high], [place, place], color=INK, linewidth=1)
        _label_rows(axes, labels)
        axes.set_xlabel(unit)
        _add_legend(drawing, [one.name for one in series])
    described = [(f"{label}, {one.name}", one.values[row]) for row, label in enumerate(labels) for one in series]
    return Figure(caption, drawing.svg, _describe(described, unit))


def draw_timeline(caption: str, days: Sequence[date], series: Sequence[Series], unit: str) -> Figure:
    """A line for each series over the days."""
    with start_drawing(3.0) as drawing:
        axes = drawing.axes
        _draw_lines(axes, days, series)
        axes.set_ylabel(unit)
        axes.set_ylim(bottom=0)
        _tick_counts(axes.yaxis, [value for one in series for value in one.values])
        _add_legend(drawing, [one.name for one in series])
    described = [
        (f"{day.isoformat()}, {one.name}", one.values[place]) for place, day in enumerate(days) for one in series
    ]
    return Figure(caption, drawing.svg, _describe(described, unit))


def draw_curves(caption: str, places: Sequence[float], series: Sequence[Series], along: str, unit: str) -> Figure:
    """A line for each series over numbers, such as a learning curve: `along` names the axis below."""
    with start_drawing(3.2) as drawing:
        axes = drawing.axes
        _draw_lines(axes, places, series)
        axes.set_xlabel(along)
        axes.set_ylabel(unit)
        _tick_counts(axes.xaxis, places)
        _add_legend(drawing, [one.name for one in series])
    described = [
        (f"{format_number(at)}, {one.name}", one.values[place]) for place, at in enumerate(places) for one in series
    ]
    return Figure(caption, drawing.svg, _describe(described, unit))


def draw_matrix(
    caption: str,
    rows: Sequence[str],
    columns: Sequence[str],
    values: Sequence[Sequence[float | None]],
    row_title: str,
    column_title: str,
) -> Figure:
    """A shaded cell for each row and column, with its number: a confusion matrix, or kappas by field.

    Shades go from 0 or the lowest negative value to the highest; a cell without a value stays blank.
    """
    known = [value for row in values for value in row if value is not None]
    low, high = min([0.0, *known]), max([0.0, *known])
    size = next((size for most, size in _NUMBER_SIZES if len(columns) <= most), None)
    longest = max((len(_shorten(label, _LONGEST_HEAD)) for label in columns), default=0)
    is_slanted = longest * len(columns) > _ROOM_FOR_HEADS
    with start_drawing(1.0 + 0.3 * max(1, len(rows)) + (0.06 * longest if is_slanted else 0)) as drawing:
        axes = drawing.axes
        axes.grid(visible=False)
        for row, cells in enumerate(values):
            for column, value in enumerate(cells):
                if value is not None:
                    shade = _shade(value, low, high)
                    axes.barh(row, 1, height=1, left=column - 0.5, color=HEAT[shade], linewidth=0)
                    # What is there must stand out from the noughts.
                    colour = ON_HEAT if shade >= _DARK_SHADE else INK if value else FAINT
                    if size is not None:
                        shown = format_number(value)
                        axes.text(column, row, shown, ha="center", va="center", color=colour, fontsize=size)
        axes.set_xlim(-0.5, max(1, len(columns)) - 0.5)
        axes.set_ylim(max(1, len(rows)) - 0.5, -0.5)
        axes.set_yticks(range(len(rows)), [_shorten(label) for label in rows])
        axes.set_xticks(range(len(columns)), [_shorten(label, _LONGEST_HEAD) for label in columns])
        axes.tick_params(length=0)
        axes.xaxis.tick_top()
        axes.xaxis.set_label_position("top")
        if is_slanted:
            for label in axes.get_xticklabels():
                label.set(rotation=40, ha="left", rotation_mode="anchor")
        axes.spines[:].set_visible(False)
        axes.set_ylabel(row_title)
        axes.set_xlabel(column_title, labelpad=8)
    described = [
        (f"{row_title} {rows[row]}, {column_title} {columns[column]}", value)
        for row, cells in enumerate(values)
        for column, value in enumerate(cells)
        if value
    ]
    return Figure(caption, drawing.svg, _describe(described, ""))


def draw_calibration(caption: str, curves: Sequence[tuple[str, Sequence[Bin]]]) -> Figure:
    """For each named set of bins the share that was right against the score; on the diagonal both agree.

    A point is the larger the more cases its bin has.
    """
    most = max((bin.count for _, bins in curves for bin in bins), default=1)
    with start_drawing(4.6) as drawing:
        axes = drawing.axes
        axes.plot([0, 1], [0, 1], color=FAINT, linewidth=1, linestyle=":", label=_DIAGONAL)
        for number, (name, bins) in enumerate(curves):
            colour, marker = SERIES[number % len(SERIES)], MARKERS[number % len(MARKERS)]
            predicted, observed = [bin.predicted for bin in bins], [bin.observed for bin in bins]
            axes.plot(predicted, observed, color=colour, linestyle=DASHES[number % len(DASHES)], linewidth=1.4)
            sizes = [15 + 100 * bin.count / most for bin in bins]
            axes.scatter(
                predicted, observed, s=sizes, color=colour, marker=marker, label=_shorten(name, _LONGEST_NAME), zorder=3
            )
        axes.set_xlim(-0.02, 1.02)
        axes.set_ylim(-0.02, 1.02)
        axes.set_aspect("equal")
        axes.set_xlabel("score")
        axes.set_ylabel("share right")
        _add_legend(drawing, [_DIAGONAL, *(name for name, _ in curves)])
    described = [
        (f"{name}, score {bin.predicted:.2f} of {bin.count}", bin.observed) for name, bins in curves for bin in bins
    ]
    return Figure(caption, drawing.svg, _describe(described, "right"))


def _draw_lines(axes: Axes, places: Sequence[Any], series: Sequence[Series]) -> None:
    # Many points would melt into a band of markers.
    every = max(1, math.ceil(len(places) / _MOST_MARKERS))
    for number, one in enumerate(series):
        colour = SERIES[number % len(SERIES)]
        axes.plot(
            places,
            [math.nan if value is None else value for value in one.values],
            color=colour,
            linestyle=DASHES[number % len(DASHES)],
            linewidth=1.6,
            marker=MARKERS[number % len(MARKERS)],
            markersize=4,
            markevery=every,
            label=_shorten(one.name, _LONGEST_NAME),
        )
        known = _find_intervals(places, one)
        if known:
            axes.fill_between(
                [place for place, _, _ in known],
                [low for _, low, _ in known],
                [high for _, _, high in known],
                color=colour,
                alpha=0.18,
                linewidth=0,
            )


def _find_intervals(places: Sequence[Any], one: Series) -> list[tuple[Any, float, float]]:
    if one.low is None or one.high is None:
        return []
    ends = zip(places, one.low, one.high, strict=True)
    return [(place, low, high) for place, low, high in ends if low is not None and high is not None]


def _label_rows(axes: Axes, labels: Sequence[str]) -> None:
    axes.set_yticks(range(len(labels)), [_shorten(label) for label in labels])
    axes.set_ylim(max(1, len(labels)) - 0.4, -0.6)
    axes.tick_params(axis="y", length=0)
    axes.grid(visible=False, axis="y")


def _tick_counts(axis: Axis, values: Sequence[float | None]) -> None:
    """Counts have no ticks between whole numbers."""
    if all(isinstance(value, int) for value in values if value is not None):
        axis.set_major_locator(MaxNLocator(nbins=7, integer=True, min_n_ticks=1))


def _add_legend(drawing: Drawing, names: Sequence[str]) -> None:
    if len(names) > 1:
        # Besides its name each entry has its line and a gap.
        widest = max(len(_shorten(name, _LONGEST_NAME)) for name in names) + 8
        columns = min(len(names), max(1, _ROOM_FOR_NAMES // widest))
        drawing.canvas.legend(loc="outside upper left", ncols=columns, handlelength=2.6)


def _shade(value: float, low: float, high: float) -> int:
    """The shade of a value: the first for the lowest or nought alone, the others in equal steps up to the highest."""
    if value == low:
        return 0
    return min(len(HEAT) - 1, 1 + int((len(HEAT) - 1) * (value - low) / (high - low)))


def _shorten(label: str, longest: int = _LONGEST_LABEL) -> str:
    label = " ".join(label.split())
    return label if len(label) <= longest else label[: longest - 1] + "…"


def _describe(values: Sequence[tuple[str, float | None]], unit: str) -> str:
    """What a figure shows in words; the first values only where there are many."""
    named = [f"{name}: {format_number(value)}" for name, value in values if value is not None]
    if not named:
        return "Nothing to show."
    rest = f"; and {len(named) - _MOST_DESCRIBED} more" if len(named) > _MOST_DESCRIBED else ""
    return "; ".join(named[:_MOST_DESCRIBED]) + rest + (f" ({unit})." if unit else ".")
