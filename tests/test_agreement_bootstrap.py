"""Intervals: seeded, over articles, and absent where they would say too much."""

from __future__ import annotations

import random

import numpy as np
import pytest

from dateline.experiments.agreement import bootstrap
from dateline.experiments.agreement.bootstrap import Estimate, draw_weights, estimate
from dateline.experiments.agreement.measures import MEASURES, measure_agreement, tally_ratings
from dateline.experiments.agreement.ratings import Ratings, make_ratings

ARTICLES = 12


def make_rows(seed: int = 3) -> tuple[list[list[int | None]], list[int]]:
    generator = random.Random(seed)
    rows: list[list[int | None]] = []
    for _ in range(60):
        value = generator.randrange(4)
        other = value if generator.random() < 0.7 else generator.randrange(4)
        rows.append([value, other, generator.choice([value, other, None])])
    return rows, [generator.randrange(ARTICLES) for _ in rows]


def rate(measurement: str = "nominal") -> Ratings:
    rows, clusters = make_rows()
    return make_ratings(rows, measurement, clusters, ARTICLES)


def bound(ratings: Ratings, seed: int = 0, replicates: int = 200, confidence: float = 0.95) -> dict[str, Estimate]:
    used = {"x": ratings.used_cluster_count}
    tallies = {"x": tally_ratings(ratings)}
    return estimate(tallies, used, ratings.cluster_count, replicates, confidence, seed)["x"]


@pytest.mark.parametrize("measurement", ["nominal", "ordinal", "interval"])
def test_weights_do_what_repeated_articles_do(measurement: str) -> None:
    rows, clusters = make_rows()
    weights = next(draw_weights(ARTICLES, 5, 7))
    found = tally_ratings(rate(measurement)).evaluate(weights)
    for replicate, drawn in enumerate(weights):
        repeated = [row for row, article in zip(rows, clusters, strict=True) for _ in range(int(drawn[article]))]
        expected = measure_agreement(make_ratings(repeated, measurement))
        for name in MEASURES:
            assert found[name][replicate] == pytest.approx(expected[name]), name


def test_every_draw_has_as_many_articles_as_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = np.concatenate(list(draw_weights(ARTICLES, 50, 1)))
    assert (whole.sum(axis=1) == ARTICLES).all()
    assert whole.shape == (50, ARTICLES)
    monkeypatch.setattr(bootstrap, "_CELLS", 7 * ARTICLES)
    assert np.array_equal(np.concatenate(list(draw_weights(ARTICLES, 50, 1))), whole)


def test_the_seed_decides_the_interval() -> None:
    assert bound(rate()) == bound(rate())
    assert bound(rate()) != bound(rate(), seed=1)


def test_an_interval_holds_its_value_and_widens_with_confidence() -> None:
    narrow, wide = bound(rate(), confidence=0.5), bound(rate(), confidence=0.99)
    for name in MEASURES:
        for each in (narrow[name], wide[name]):
            assert each.value is not None and each.low is not None and each.high is not None
            assert each.low <= each.value <= each.high
        assert (wide[name].low or 0) < (narrow[name].low or 0)


def test_no_interval_without_draws_or_from_few_articles() -> None:
    assert all(each.low is None and each.value is not None for each in bound(rate(), replicates=0).values())
    rows, _ = make_rows()
    few = make_ratings(rows, clusters=[index % 4 for index in range(len(rows))], cluster_count=ARTICLES)
    assert all(each.low is None for each in bound(few).values())


def test_no_interval_where_most_draws_leave_it_undefined() -> None:
    rows = [["a", "a"]] * 9 + [["b", "b"]]
    found = bound(make_ratings(rows))
    assert found["percent"] == Estimate(1.0, 1.0, 1.0)
    assert found["alpha"] == Estimate(1.0)
