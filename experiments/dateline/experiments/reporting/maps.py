"""Places with counts in, a Figure out: circles on a map of coast lines and borders, as wide as the places lie.

The projection is the equirectangular one, true to scale along the middle parallel. The outline is `data/world.csv`,
whose header says where it comes from; it is too coarse to tell on which side of a border a place lies.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt
from matplotlib.collections import LineCollection
from matplotlib.patches import PathPatch
from matplotlib.path import Path as Outline

from dateline.experiments.reporting.canvas import BACK, BORDER, FAINT, INK, LAND, SERIES, WIDTH, start_drawing
from dateline.experiments.reporting.page import Figure, format_number

Points = npt.NDArray[np.float64]

_LEAST_SPAN = 8.0
"""Degrees that a map shows at least in both directions, so that the outline is of use around a single place."""
_MARGIN = 0.12
_MOST_NAMED = 12
_MOST_DESCRIBED = 30
# Areas of circles in square points, and the number of places from which the circles shrink.
_LARGEST, _SMALLEST, _FEW = 420.0, 12.0, 40
# Inches: a map of a long strip of land must still fit a page.
_LOWEST, _HIGHEST = 2.6, 6.0


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the map; `count` is what its circle's area grows with."""

    name: str
    latitude: float
    longitude: float
    count: int


@dataclass(frozen=True, slots=True)
class _Frame:
    """The part of the world that a map shows, in degrees."""

    west: float
    east: float
    south: float
    north: float

    @property
    def stretch(self) -> float:
        """How much longer a degree of latitude is than one of longitude at the middle."""
        return 1 / math.cos(math.radians((self.south + self.north) / 2))

    def touches(self, points: Points) -> bool:
        west, south = points.min(axis=0)
        east, north = points.max(axis=0)
        return bool(west <= self.east and east >= self.west and south <= self.north and north >= self.south)


def draw_map(caption: str, points: Sequence[Point], unit: str) -> Figure:
    """A circle for each place, its area growing with the count; the largest are named. `unit` is what is counted."""
    ranked = sorted(points, key=lambda point: (-point.count, point.name, point.latitude, point.longitude))
    frame = _frame_points(ranked)
    height = WIDTH * (frame.north - frame.south) * frame.stretch / (frame.east - frame.west)
    with start_drawing(min(_HIGHEST, max(_LOWEST, height)) + 0.3) as drawing:
        axes = drawing.axes
        land, borders = _read_outline()
        shown = [ring for ring in land if frame.touches(ring)]
        if shown:
            # One shape of all rings: what is turned the other way is cut out.
            patch = PathPatch(Outline.make_compound_path(*map(_close, shown)), linewidth=0.5)
            patch.set(facecolor=LAND, edgecolor=BORDER)
            axes.add_patch(patch)
        lines = [line for line in borders if frame.touches(line)]
        axes.add_collection(LineCollection(lines, colors=BORDER, linewidths=0.7), autolim=False)
        radii = _measure(ranked)
        axes.scatter(
            [point.longitude for point in ranked],
            [point.latitude for point in ranked],
            s=[math.pi * radius**2 for radius in radii],
            color=SERIES[1],
            edgecolor=BACK,
            linewidth=0.8,
            alpha=0.75,
            zorder=3,
        )
        for point, above in _name_points(ranked, radii, frame):
            axes.annotate(
                f"{point.name} ({format_number(point.count)})",
                (point.longitude, point.latitude),
                xytext=(0, above),
                textcoords="offset points",
                ha="center",
                va="bottom" if above > 0 else "top",
                fontsize=8.5,
                color=INK,
                zorder=4,
            )
        axes.set_xlim(frame.west, frame.east)
        axes.set_ylim(frame.south, frame.north)
        axes.set_aspect(frame.stretch)
        axes.xaxis.set_major_formatter(lambda degrees, _: _spell_degrees(degrees, "E", "W"))
        axes.yaxis.set_major_formatter(lambda degrees, _: _spell_degrees(degrees, "N", "S"))
        axes.tick_params(labelsize=8, length=0, labelcolor=FAINT)
        axes.spines[:].set_visible(False)
    return Figure(caption, drawing.svg, _describe(ranked, unit))


def _frame_points(points: Sequence[Point]) -> _Frame:
    """What holds all points with a margin; the whole inhabited world where there are none."""
    if not points:
        return _Frame(-180, 180, -60, 85)
    west, east = _widen([point.longitude for point in points], 180)
    south, north = _widen([point.latitude for point in points], 85)
    # Neither a strip nor a column: the shorter side is widened to half of the longer, as far as the world goes.
    stretch = 1 / math.cos(math.radians((south + north) / 2))
    wide, high = east - west, (north - south) * stretch
    if wide < high:
        west, east = _grow(west, east, high, 180)
    elif high < wide / 2:
        south, north = _grow(south, north, wide / 2 / stretch, 85)
    return _Frame(west, east, south, north)


def _widen(values: Sequence[float], limit: float) -> tuple[float, float]:
    low, high = min(values), max(values)
    return _grow(low, high, max(_LEAST_SPAN, (high - low) * (1 + 2 * _MARGIN)), limit)


def _grow(low: float, high: float, span: float, limit: float) -> tuple[float, float]:
    """The ends of `span` around the same middle, held within the limits but never inside of low and high."""
    middle = (low + high) / 2
    return min(low, max(-limit, middle - span / 2)), max(high, min(limit, middle + span / 2))


def _name_points(ranked: Sequence[Point], radii: Sequence[float], frame: _Frame) -> list[tuple[Point, float]]:
    """The points with most, and how far above each its name stands, in points, clear of other names and circles."""
    per_degree = WIDTH * 72 / (frame.east - frame.west)
    circles = {
        point: (point.longitude * per_degree, point.latitude * per_degree * frame.stretch, radius)
        for point, radius in zip(ranked, radii, strict=True)
    }
    taken: list[tuple[float, float, float, float]] = []
    named: list[tuple[Point, float]] = []
    for point in ranked[: 3 * _MOST_NAMED]:
        across, up, radius = circles[point]
        others = [(x - r, x + r, y - r, y + r) for other, (x, y, r) in circles.items() if other != point]
        half = 2.6 * (len(point.name) + len(str(point.count)) + 3)
        for above in (radius + 1, -radius - 1):
            foot = up + above - (0 if above > 0 else 11)
            box = (across - half, across + half, foot, foot + 11)
            inside = frame.west * per_degree <= box[0] and box[1] <= frame.east * per_degree
            if inside and not any(_overlap(box, other) for other in (*taken, *others)):
                taken.append(box)
                named.append((point, above))
                break
        if len(named) == _MOST_NAMED:
            break
    return named


def _measure(ranked: Sequence[Point]) -> list[float]:
    """The radius of each point's circle, in points of type: smaller where many circles must share the map."""
    most = max((point.count for point in ranked), default=1)
    largest = _LARGEST * min(1.0, _FEW / max(1, len(ranked))) + _SMALLEST
    return [math.sqrt((_SMALLEST + (largest - _SMALLEST) * point.count / most) / math.pi) for point in ranked]


def _overlap(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]


def _close(ring: Points) -> Outline:
    return Outline(np.vstack([ring, ring[:1]]), closed=True)


def _spell_degrees(degrees: float, positive: str, negative: str) -> str:
    letter = positive if degrees > 0 else negative if degrees < 0 else ""
    return f"{abs(degrees):g}°{letter}"


def _describe(ranked: Sequence[Point], unit: str) -> str:
    if not ranked:
        return "A map without any place."
    named = "; ".join(f"{point.name}: {format_number(point.count)}" for point in ranked[:_MOST_DESCRIBED])
    rest = f"; and {len(ranked) - _MOST_DESCRIBED} more places" if len(ranked) > _MOST_DESCRIBED else ""
    return f"A map of {len(ranked)} places ({unit}). {named}{rest}."


@cache
def _read_outline() -> tuple[list[Points], list[Points]]:
    """The rings of land and the lines of borders, each an array of (longitude, latitude)."""
    text = files(__package__).joinpath("data/world.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    outline: dict[str, list[Points]] = {"land": [], "border": []}
    for row in rows:
        outline[row["kind"]].append(np.array(row["points"].split(), dtype=np.float64).reshape(-1, 2))
    return outline["land"], outline["border"]
