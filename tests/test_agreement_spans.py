"""Unitizing alpha: worked by hand, and against alpha where the two must be the same."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.coding.errors import DatasetError
from dateline.experiments.agreement.measures import measure
from dateline.experiments.agreement.ratings import make_ratings
from dateline.experiments.agreement.spans import MarkedText, Span, merge_spans, unitizing_alpha


def mark(length: int, *coders: tuple[Span, ...], cluster: int = 0) -> MarkedText:
    return MarkedText(length, cluster, coders)


def test_the_same_spans_agree_fully() -> None:
    assert unitizing_alpha([mark(20, ((0, 4), (9, 12)), ((0, 4), (9, 12)))]) == pytest.approx(1.0)


def test_half_overlapping_spans() -> None:
    # Of 20 coincidences 4 are on marked and 8 on unmarked text. Chance gives 20 (8² - 32) / 356 of the first
    # and 20 (12² - 12) / 356 of the second, where 356 = 20² - 32 - 12.
    expected = 1 - (20 - 12) / (20 - 20 * (32 + 132) / 356)
    assert unitizing_alpha([mark(10, ((0, 4),), ((2, 6),))]) == pytest.approx(expected)


def test_spans_that_never_meet_are_worse_than_chance() -> None:
    found = unitizing_alpha([mark(10, ((0, 4),), ((6, 10),))])
    assert found is not None
    assert found < 0


def test_articles_make_one_long_text() -> None:
    parts = [mark(10, ((0, 4),), ((2, 6),)), mark(15, ((1, 2),), ())]
    whole = mark(25, ((0, 4), (11, 12)), ((2, 6),))
    assert unitizing_alpha(parts) == pytest.approx(unitizing_alpha([whole]))


def test_nothing_marked_and_all_marked_are_undefined() -> None:
    assert unitizing_alpha([]) is None
    assert unitizing_alpha([mark(10, (), ())]) is None
    assert unitizing_alpha([mark(10, ((0, 10),), ((0, 10),))]) is None


def test_overlapping_spans_of_one_coder_are_one() -> None:
    assert merge_spans([(5, 9), (0, 3), (2, 4), (4, 5), (7, 7)]) == ((0, 4), (4, 5), (5, 9))


BITS = st.lists(st.tuples(st.booleans(), st.booleans(), st.booleans()), min_size=2, max_size=25)


@settings(max_examples=60, deadline=None)
@given(BITS)
def test_of_single_characters_it_is_alpha_over_characters(bits: list[tuple[bool, bool, bool]]) -> None:
    coders = (tuple((i, i + 1) for i, marks in enumerate(bits) if marks[coder]) for coder in range(3))
    expected = measure("alpha", make_ratings(bits))
    found = unitizing_alpha([mark(len(bits), *coders)])
    assert found is None if expected is None else found == pytest.approx(expected)


def test_a_span_outside_its_text_is_an_error() -> None:
    with pytest.raises(DatasetError, match="leaves its text of 10 characters"):
        unitizing_alpha([mark(10, ((8, 11),), ())])


def test_one_coder_is_too_few() -> None:
    with pytest.raises(DatasetError, match="two coders or more"):
        unitizing_alpha([mark(10, ((8, 9),))])
