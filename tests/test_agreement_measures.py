"""The coefficients give the values that the literature gives for its own examples."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from dateline.coding.errors import DatasetError
from dateline.experiments.agreement.measures import MEASURES, measure, measure_agreement, tally_code
from dateline.experiments.agreement.ratings import make_ratings

# Krippendorff (2011), Computing Krippendorff's Alpha-Reliability: sections A to E; "." is a missing value.
KRIPPENDORFF_FOUR = ("123321412...", "1233224125.3", ".3332342251.", "12332441251.")
KRIPPENDORFF_BINARY = ("0100000010", "1110010000")
KRIPPENDORFF_NOMINAL = ("aabbdcccedda", "babbbccceddd")

# Fleiss (1971), table 1: thirty patients by six psychiatrists in five diagnoses.
FLEISS = (
    "00060 03003 01401 00006 03030 20400 00402 20310 20040 00006 10050 11040 03300 10050 02031 "
    "00501 30012 51000 02040 10203 00006 01050 02013 20040 10041 05010 40002 02040 10500 00006"
).split()


def by_unit(coders: Sequence[str], convert: Any = str) -> list[list[Any]]:
    return [[None if value == "." else convert(value) for value in unit] for unit in zip(*coders, strict=True)]


def by_counts(counts: Sequence[Sequence[int]]) -> list[list[int]]:
    return [[category for category, count in enumerate(unit) for _ in range(count)] for unit in counts]


def by_cells(table: Sequence[Sequence[int]]) -> list[list[int]]:
    """The ratings of two coders from their table of counts."""
    return [[i, j] for i, row in enumerate(table) for j, count in enumerate(row) for _ in range(count)]


@pytest.mark.parametrize(("measurement", "alpha"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849)])
def test_alpha_of_four_observers_with_missing_data(measurement: str, alpha: float) -> None:
    ratings = make_ratings(by_unit(KRIPPENDORFF_FOUR, int), measurement)
    assert measure("alpha", ratings) == pytest.approx(alpha, abs=5e-4)
    assert ratings.unit_count == 11


@pytest.mark.parametrize(("coders", "alpha"), [(KRIPPENDORFF_BINARY, 0.095), (KRIPPENDORFF_NOMINAL, 0.692)])
def test_alpha_of_two_observers(coders: Sequence[str], alpha: float) -> None:
    assert measure("alpha", make_ratings(by_unit(coders))) == pytest.approx(alpha, abs=5e-4)


def test_fleiss_kappa_of_thirty_patients() -> None:
    rows = by_counts([[int(count) for count in unit] for unit in FLEISS])
    found = measure_agreement(make_ratings(rows))
    assert found["percent"] == pytest.approx(0.556, abs=5e-4)
    assert found["fleiss_kappa"] == pytest.approx(0.430, abs=5e-4)


@pytest.mark.parametrize(
    ("table", "kappa"),
    [
        # Cohen (1960), table 1: two judges of two hundred subjects.
        (((88, 10, 2), (14, 40, 6), (18, 10, 12)), 0.492),
        # The same share of agreement with other margins: the usual textbook pair.
        (((45, 15), (25, 15)), 0.1304),
        (((25, 35), (5, 35)), 0.2593),
        (((20, 5), (10, 15)), 0.4),
    ],
)
def test_cohen_kappa(table: Sequence[Sequence[int]], kappa: float) -> None:
    assert measure("cohen_kappa", make_ratings(by_cells(table))) == pytest.approx(kappa, abs=5e-4)


def test_ac1_holds_where_kappa_breaks_down() -> None:
    # Gwet (2002), Kappa statistic is not satisfactory: two raters say yes to nearly all of 125 subjects.
    found = measure_agreement(make_ratings(by_cells(((118, 5), (2, 0)))))
    assert found["cohen_kappa"] == pytest.approx(-0.0234, abs=5e-4)
    assert found["ac1"] == pytest.approx(0.9408, abs=5e-4)


def test_coefficients_with_missing_ratings() -> None:
    # Gwet (2014), Handbook of Inter-Rater Reliability: its values for the four observers above.
    found = measure_agreement(make_ratings(by_unit(KRIPPENDORFF_FOUR)))
    assert found["percent"] == pytest.approx(0.81818, abs=5e-6)
    assert found["ac1"] == pytest.approx(0.77544, abs=5e-6)
    assert found["fleiss_kappa"] == pytest.approx(0.76117, abs=5e-6)


def test_cohen_kappa_of_three_coders_is_the_mean_over_pairs() -> None:
    generator = random.Random(1)
    rows = [[generator.choice("abc") for _ in range(3)] for _ in range(40)]
    columns = list(zip(*rows, strict=True))
    pairs = [(0, 1), (0, 2), (1, 2)]
    expected = sum(cohen_kappa_score(columns[i], columns[j]) for i, j in pairs) / 3
    assert measure("cohen_kappa", make_ratings(rows)) == pytest.approx(expected)


CELLS = st.one_of(st.none(), st.integers(0, 4))
TABLES = (
    st.integers(2, 4)
    .flatmap(lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=2, max_size=12))
    .filter(lambda rows: sum(sum(value is not None for value in row) >= 2 for row in rows) >= 2)
)


@settings(max_examples=60, deadline=None)
@given(rows=TABLES, measurement=st.sampled_from(["nominal", "ordinal", "interval"]))
def test_the_order_of_coders_and_units_does_not_matter(rows: list[list[int | None]], measurement: str) -> None:
    found = measure_agreement(make_ratings(rows, measurement))
    turned = measure_agreement(make_ratings([row[::-1] for row in rows][::-1], measurement))
    for name in MEASURES:
        one, two = found[name], turned[name]
        assert (one is None) == (two is None)
        if one is not None:
            assert one == pytest.approx(two)
            assert one <= 1 + 1e-12


@settings(max_examples=60, deadline=None)
@given(rows=TABLES, factor=st.floats(0.1, 1000), shift=st.floats(-1e5, 1e5))
def test_interval_alpha_knows_no_unit_and_no_zero(rows: list[list[int | None]], factor: float, shift: float) -> None:
    moved = [[None if value is None else value * factor + shift for value in row] for row in rows]
    expected = measure("alpha", make_ratings(rows, "interval"))
    found = measure("alpha", make_ratings(moved, "interval"))
    assert found is None if expected is None else found == pytest.approx(expected, abs=1e-4)


@settings(max_examples=60, deadline=None)
@given(rows=TABLES)
def test_alpha_is_as_its_definition_says(rows: list[list[int | None]]) -> None:
    """The coincidences of values, written out as Krippendorff does."""
    values = sorted({value for row in rows for value in row if value is not None})
    coincidences = np.zeros((5, 5))
    for row in rows:
        rated = [value for value in row if value is not None]
        for i, one in enumerate(rated):
            for j, two in enumerate(rated):
                if i != j:
                    coincidences[one, two] += 1 / (len(rated) - 1)
    margins = coincidences.sum(axis=0)
    for measurement in ("nominal", "ordinal", "interval"):
        observed = expected = 0.0
        for one in values:
            for two in values:
                low, high = sorted((one, two))
                rank = margins[low : high + 1].sum() - (margins[low] + margins[high]) / 2
                weight = {
                    "nominal": float(one != two),
                    "ordinal": rank**2,
                    "interval": float(one - two) ** 2,
                }[measurement]
                observed += coincidences[one, two] * weight
                expected += margins[one] * margins[two] * weight
        found = measure("alpha", make_ratings(rows, measurement))
        if np.count_nonzero(margins) < 2:
            assert found is None
        else:
            assert found == pytest.approx(1 - (margins.sum() - 1) * observed / expected)


def test_full_agreement_is_one() -> None:
    found = measure_agreement(make_ratings([["a", "a"], ["b", "b"], ["c", "c"]]))
    assert found == dict.fromkeys(MEASURES, pytest.approx(1.0))


def test_agreement_on_one_value_cannot_be_told_from_chance() -> None:
    found = measure_agreement(make_ratings([["a", "a"], ["a", "a"]]))
    assert found == {**dict.fromkeys(MEASURES, None), "percent": 1.0}


def test_specific_agreement_of_two_coders_is_the_f1_of_one_against_the_other() -> None:
    rows = [[True, True]] * 3 + [[True, False]] * 2 + [[False, True]] + [[False, False]] * 9
    tally = tally_code(make_ratings(rows))
    found = tally.evaluate(np.ones((1, len(rows))))["specific"][0]
    assert found == pytest.approx(2 * 3 / (5 + 4))


@pytest.mark.parametrize("rows", [[], [["a", "a"]], [["a", None], ["a", "b"]]])
def test_one_unit_is_too_few(rows: list[list[str | None]]) -> None:
    with pytest.raises(DatasetError, match="two units or more"):
        measure_agreement(make_ratings(rows))


@pytest.mark.parametrize(
    ("rows", "measurement", "words"),
    [
        ([["a"], ["b"]], "nominal", "two coders or more"),
        ([["a", "b"], ["a"]], "nominal", "one value for each coder"),
        ([["a", "b"]], "ordinal", "must be numbers"),
        ([[1, 2]], "ordinl", "did you mean 'ordinal'"),
    ],
)
def test_ratings_that_cannot_be_measured(rows: list[list[Any]], measurement: str, words: str) -> None:
    with pytest.raises(DatasetError, match=words):
        make_ratings(rows, measurement)


def test_an_unknown_measure_names_the_nearest() -> None:
    with pytest.raises(DatasetError, match="did you mean 'cohen_kappa'"):
        measure("cohens_kappa", make_ratings([["a", "a"], ["b", "b"]]))
