"""Figures: the same numbers give the same bytes, what is drawn stands in words, nothing fails on little or odd data."""

from __future__ import annotations

import re
from datetime import date
from importlib.resources import files
from xml.etree import ElementTree

import pytest

from dateline.experiments.reporting.charts import (
    Bin,
    Series,
    draw_bars,
    draw_calibration,
    draw_curves,
    draw_grouped_bars,
    draw_matrix,
    draw_timeline,
)
from dateline.experiments.reporting.maps import Point, draw_map
from dateline.experiments.reporting.page import Figure
from dateline.experiments.reporting.periods import divide_days

DAYS = (date(2021, 11, 1), date(2021, 11, 2), date(2021, 11, 3))
ODD = "a <b> & \u0623\u0631 $\\frac{1}{2}$ and more words than a label holds"


def draw_all() -> list[Figure]:
    """One figure of each kind."""
    one = Series("rules", (0.5, None, 0.75), (0.4, None, 0.7), (0.6, None, 0.8))
    two = Series(ODD, (1.0, 0.25, None))
    return [
        draw_bars("bars", ((ODD, 3), ("other", 1)), "events"),
        draw_grouped_bars("grouped", ("a", ODD, "c"), (one, two), "F1"),
        draw_timeline("line", DAYS, (Series("all", (1, 0, 4)), two), "events"),
        draw_curves("curves", (10, 20, 40), (one, two), "articles", "F1"),
        draw_matrix("matrix", ("a", ODD), ("x", ODD, "z"), ((3, None, 1), (0, -2, 0.5)), "row", "column"),
        draw_calibration("calibration", (("hybrid", (Bin(0.1, 0.2, 9), Bin(0.9, 0.8, 90))), (ODD, ()))),
        draw_map("map", (Point(ODD, 40.2, 44.5, 7), Point("Baku", 40.4, 49.9, 1)), "events"),
    ]


@pytest.fixture(scope="module")
def figures() -> list[Figure]:
    return draw_all()


def test_every_figure_is_sound_and_the_same_each_time(figures: list[Figure]) -> None:
    first = figures
    assert [figure.svg for figure in first] == [figure.svg for figure in draw_all()]
    for figure in first:
        words = "".join(ElementTree.fromstring(figure.svg).itertext())
        assert "<metadata" not in figure.svg
        assert not re.search(r"20\d\d-\d\d-\d\dT", figure.svg)
        # Words are words, not outlines of letters.
        assert "<text" in figure.svg
        assert figure.alt
        assert ODD[:7] in words or figure.caption == "map"


def test_what_is_drawn_stands_in_words(figures: list[Figure]) -> None:
    bars, _, line, *_, picture = figures
    assert bars.alt == f"{ODD}: 3; other: 1 (events)."
    assert line.alt.startswith("2021-11-01, all: 1; ")
    assert picture.alt == f"A map of 2 places (events). {ODD}: 7; Baku: 1."
    long = draw_bars("many", [(f"k{number}", number) for number in range(40)], "events")
    assert long.alt.endswith("; and 10 more (events).")


def test_colours_are_variables_with_a_fallback(figures: list[Figure]) -> None:
    for figure in figures:
        named = set(re.findall(r"(?<!, )#[0-9a-f]{6}", figure.svg))
        # What matplotlib draws without being asked, and does not show.
        assert named <= {"#ffffff", "#000000"}, figure.caption


@pytest.mark.parametrize("value", [0, 10**9])
def test_few_and_extreme_numbers(value: int) -> None:
    draw_bars("one", (("a", value),), "events")
    draw_timeline("one", DAYS[:1], (Series("all", (value,)),), "events")
    draw_matrix("one", ("a",), ("b",), ((value,),), "row", "column")


def test_the_page_knows_every_colour_of_a_figure_by_its_light_value_and_a_dark_one(figures: list[Figure]) -> None:
    style = files("dateline.experiments.reporting").joinpath("page.css").read_text(encoding="utf-8")
    light, dark = style.split("@media screen and (prefers-color-scheme: dark)", 1)
    used = {found for figure in figures for found in re.findall(r"var\(--([\w-]+), (#[0-9a-f]{6})\)", figure.svg)}
    assert {name for name, _ in used} >= {"ink", "land", "series-1", "heat-0", "on-heat"}
    for name, colour in used - {("back", "#fffffd")}:
        assert f"--{name}: {colour};" in light
    assert {name for name, _ in used} <= set(re.findall(r"--([\w-]+):", dark))


def test_nothing_to_draw() -> None:
    assert draw_bars("none", (), "events").alt == "Nothing to show."
    draw_timeline("none", (), (), "events")
    draw_matrix("none", (), (), (), "row", "column")
    draw_calibration("none", ())


@pytest.mark.parametrize(
    "points",
    [
        (),
        (Point("pole", 90, 0, 1),),
        (Point("east", -17, 180, 1), Point("west", -17, -180, 2)),
        tuple(Point(f"p{number}", 10, 10, number) for number in range(30)),
    ],
)
def test_maps_of_odd_places(points: tuple[Point, ...]) -> None:
    ElementTree.fromstring(draw_map("map", points, "events").svg)


def test_periods_have_no_gaps() -> None:
    assert divide_days(()).starts == ()
    days = divide_days((DAYS[2], DAYS[0]))
    assert (days.unit, days.starts) == ("day", DAYS)
    assert days.total({DAYS[2]: 4, DAYS[0]: 1}) == (1, 0, 4)
    weeks = divide_days((date(2021, 1, 1), date(2021, 12, 31)))
    assert (weeks.unit, len(weeks.starts)) == ("week", 53)
    months = divide_days((date(2018, 11, 30), date(2022, 1, 1)))
    assert (months.unit, months.starts[0], months.starts[-1]) == ("month", date(2018, 11, 1), date(2022, 1, 1))
    years = divide_days((date(1, 1, 1), date(9999, 12, 31)))
    assert (years.unit, len(years.starts)) == ("year", 9999)
    assert sum(years.total({date(9999, 12, 31): 5})) == 5
