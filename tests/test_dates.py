"""Dates: what is found in a sentence, what it resolves to, and which date a happening gets."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.coding.dates import DateContext, choose_date, find_dates, resolve_date
from dateline.coding.records import PRECISIONS, DateInterval

WEDNESDAY = date(2019, 6, 12)


def _texts(text: str) -> list[str]:
    return [expression.text for expression in find_dates(text)]


def _resolved(text: str, anchor: date | None = WEDNESDAY) -> list[tuple[str, str, str]]:
    return [
        (dated.interval.start.isoformat(), dated.interval.end.isoformat(), dated.interval.precision)
        for dated in DateContext(anchor).read(text)
        if dated.interval is not None
    ]


@pytest.mark.parametrize(
    "text",
    [
        "It began on 3 March 2018.",
        "It began on March 3, 2018.",
        "It began on March 3rd, 2018.",
        "It began on the 3rd of March, 2018.",
        "It began on Mar. 3, 2018.",
        "It began on Saturday, March 3, 2018.",
        "It began on 2018-03-03.",
        "BUNIA, 3 MAR 18 -- IT BEGAN.",
    ],
)
def test_full_dates(text: str) -> None:
    assert _resolved(text) == [("2018-03-03", "2018-03-03", "day")]


DATED = [
    ("Troops shelled the port on 16/11/2018.", [("2018-11-16", "2018-11-16", "day")]),
    ("Rebels attacked on Tuesday morning.", [("2019-06-11", "2019-06-11", "day")]),
    ("Rebels attacked on Wednesday.", [("2019-06-12", "2019-06-12", "day")]),
    ("The envoy will arrive on Friday.", [("2019-06-14", "2019-06-14", "day")]),
    ("The envoy arrived last Friday.", [("2019-06-07", "2019-06-07", "day")]),
    ("They met on Friday last week.", [("2019-06-07", "2019-06-07", "day")]),
    ("They met on November 14.", [("2018-11-14", "2018-11-14", "day")]),
    ("The court will meet on July 4.", [("2019-07-04", "2019-07-04", "day")]),
    ("They met on May 30 and 31.", [("2019-05-30", "2019-05-30", "day"), ("2019-05-31", "2019-05-31", "day")]),
    ("They met in April last year.", [("2018-04-01", "2018-04-30", "month")]),
    ("They met yesterday.", [("2019-06-11", "2019-06-11", "day")]),
    ("They fought overnight.", [("2019-06-11", "2019-06-12", "range")]),
    ("They met earlier this month.", [("2019-06-01", "2019-06-12", "month")]),
    ("They met earlier this week.", [("2019-06-10", "2019-06-12", "week")]),
    ("They met two years ago.", [("2017-01-01", "2017-12-31", "year")]),
    ("They met 11 days ago.", [("2019-06-01", "2019-06-01", "day")]),
    ("Over the last few days, guns fired.", [("2019-06-05", "2019-06-12", "range")]),
    ("In the past decade, it grew.", [("2009-06-12", "2019-06-12", "range")]),
    ("They fought from 3 to 5 May.", [("2019-05-03", "2019-05-05", "range")]),
    ("They fought on May 3-5, 2017.", [("2017-05-03", "2017-05-05", "range")]),
    ("They fought between March and June 2016.", [("2016-03-01", "2016-06-30", "range")]),
    ("The war of 2014-15 ended.", [("2014-01-01", "2015-12-31", "range")]),
    ("It has held the town since 2014.", [("2014-01-01", "2019-06-12", "range")]),
    ("It rose in the third quarter of 2017.", [("2017-07-01", "2017-09-30", "range")]),
    ("It rose in mid-March.", [("2019-03-11", "2019-03-21", "range")]),
    ("It rose in the 1990s.", [("1990-01-01", "1999-12-31", "range")]),
    ("It fell last summer.", [("2018-06-01", "2018-08-31", "range")]),
    ("TROOPS ATTACKED THE PORT IN MAY.", [("2019-05-01", "2019-05-31", "month")]),
    ("It happened on Christmas Day last year.", [("2018-12-25", "2018-12-25", "day")]),
]


@pytest.mark.parametrize(("text", "expected"), DATED)
def test_resolved(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert _resolved(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The siege lasted for three days.",
        "The 12-day war ruined a 1,430-kilometer road.",
        "Article 5 and Formula 1 were discussed.",
        "The May government fell; the March on the capital may begin.",
        "The Sun rose and Sat. scores were 3-2.",
        "A 23-year-old man in his 30s, aged 45.",
        "They killed 1950 people and 1990 soldiers at 1625 hours.",
        "Every Friday and on Sundays the Sunday Times recalls Bloody Sunday.",
        "He drove a 1987 Toyota.",
    ],
)
def test_not_dates(text: str) -> None:
    assert _texts(text) == []


def test_a_weekday_settles_the_year() -> None:
    assert _resolved("The vote is on Monday, June 17.") == [("2019-06-17", "2019-06-17", "day")]


def test_without_an_anchor_only_full_dates_are_known() -> None:
    assert _resolved("They met on Tuesday and on May 4.", None) == []
    assert _resolved("They met on May 4, 2018.", None) == [("2018-05-04", "2018-05-04", "day")]


def test_a_wire_dateline_is_the_anchor_where_none_is_given() -> None:
    context = DateContext(None)
    context.read("LIMA, 12 JUN 89 (EFE) -- TROOPS ENTERED THE CITY.")
    (dated,) = context.read("THEY CLASHED YESTERDAY.")
    assert dated.interval is not None
    assert dated.interval.start == date(1989, 6, 11)


def test_discourse() -> None:
    context = DateContext(WEDNESDAY)
    starts = []
    for text in (
        "On May 9, gunmen crossed the river.",
        "On the same day, mortars fell on the town.",
        "Two days later, the governor resigned.",
        "The following week, talks began.",
    ):
        (dated,) = context.read(text)
        assert dated.interval is not None
        starts.append(dated.interval.start.isoformat())
    assert starts == ["2019-05-09", "2019-05-09", "2019-05-11", "2019-05-13"]


def test_discourse_without_an_earlier_date_is_unknown() -> None:
    assert _resolved("Two weeks later, the governor resigned.") == []
    assert _resolved("Two days after the vote, the governor resigned.") == []


def test_background_keeps_its_year() -> None:
    context = DateContext(date(2021, 3, 2))
    context.read("The border war broke out on September 27, 2019.")
    (dated,) = context.read("It ended when the sides signed a truce on November 10.")
    assert dated.interval is not None
    assert (dated.interval.start, dated.interval.method) == (date(2019, 11, 10), "discourse")


def test_today_ends_the_background() -> None:
    context = DateContext(date(2021, 3, 2))
    context.read("The border war broke out on September 27, 2019.")
    context.read("On Monday, the sides met again.")
    (dated,) = context.read("They had met on February 10.")
    assert dated.interval is not None
    assert dated.interval.start == date(2021, 2, 10)


def _chosen(text: str, trigger: str, clause: str | None = None) -> DateInterval | None:
    dates = DateContext(WEDNESDAY).read(text)
    first = text.index(trigger)
    begin = text.index(clause) if clause else 0
    return choose_date((begin, begin + len(clause or text)), (first, first + len(trigger)), dates)


def test_the_nearest_date_in_the_clause_is_chosen() -> None:
    text = "On Monday, troops shelled Ostra, and on Tuesday they withdrew."
    chosen = _chosen(text, "withdrew", "on Tuesday they withdrew")
    assert chosen is not None and chosen.start == date(2019, 6, 11)


def test_a_date_of_another_noun_is_not_chosen() -> None:
    assert _chosen("Protesters denounced Friday's ruling.", "denounced") is None
    chosen = _chosen("Protesters denounced Friday's raid.", "raid")
    assert chosen is not None and chosen.start == date(2019, 6, 7)


@pytest.mark.parametrize(
    "text",
    [
        "It was the heaviest shelling since 2014.",
        "The shelling went on until Friday.",
        "The shelling came before May 3.",
    ],
)
def test_bounds_and_comparisons_are_not_chosen(text: str) -> None:
    assert _chosen(text, "shelling") is None


def test_timex_values() -> None:
    text = "On Tuesday, last week, in May, in 2014, last fall, in Q2 2018 and two months ago"
    values = [dated.value for dated in DateContext(WEDNESDAY).read(text)]
    assert values == ["2019-06-11", "2019-W23", "2019-05", "2014", "2018-FA", "2018-Q2", "2019-04"]


def test_impossible_days_are_unknown() -> None:
    (expression,) = find_dates("It was signed on February 30, 2019.")
    assert resolve_date(expression, WEDNESDAY) is None


PIECES = st.lists(
    st.sampled_from(
        "on 3 31 May , 2018 - to from between and last next week Tuesday two years ago later "
        "the same day since until month December 30 February early mid- "
        "1990s 's following of now 9/11 2014-15 weekend several decades century in".split()
    ),
    max_size=20,
)


@given(PIECES, st.dates(min_value=date(1800, 1, 1), max_value=date(2200, 1, 1)), st.integers(0, 900))
def test_spans_and_intervals_hold(pieces: list[str], anchor: date, start: int) -> None:
    text = " ".join(pieces)
    last_end = start
    for dated in DateContext(anchor).read(text, start):
        expression = dated.expression
        assert text[expression.start - start : expression.end - start] == expression.text
        assert expression.start >= last_end
        last_end = expression.end
        if dated.interval is not None:
            assert dated.interval.start <= dated.interval.end
            assert dated.interval.precision in PRECISIONS


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rebels shelled the town on the third Friday of January.", (date(2023, 1, 20), date(2023, 1, 20))),
        ("Rebels shelled the town on the last day of March.", (date(2023, 3, 31), date(2023, 3, 31))),
        ("Rebels shelled the town in the second week of March.", (date(2023, 3, 6), date(2023, 3, 12))),
        ("Rebels shelled the town on 19-Nov-22.", (date(2022, 11, 19), date(2022, 11, 19))),
        ("Rebels shelled the town on 11/19/22.", (date(2022, 11, 19), date(2022, 11, 19))),
        ("Rebels shelled the town in 11/2022.", (date(2022, 11, 1), date(2022, 11, 30))),
        ("Rebels shelled the town on 5/1/2023.", None),
        ("Rebels shelled the town on 30 February 2022.", None),
        ("Rebels shelled the town on the day of the vote.", None),
        ("Rebels shelled the town during Ramadan.", None),
    ],
)
def test_a_time_that_is_counted_or_cannot_be_read(text: str, expected: tuple[date, date] | None) -> None:
    (dated,) = DateContext(date(2023, 4, 5)).read(text)
    assert (dated.interval and (dated.interval.start, dated.interval.end)) == expected


NAMES = ["the May 13 Brigade", "the April 6 Movement", "July 14 Street", "the 17 November group"]


@pytest.mark.parametrize("name", NAMES)
def test_a_date_in_a_name_is_no_time(name: str) -> None:
    assert _texts(f"Fighters of {name} met.") == []
