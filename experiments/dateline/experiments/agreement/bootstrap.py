"""Tallies by article in, percentile intervals out: articles are drawn anew with replacement, all tallies
alike.

Units of one article depend on one another (one reading of one story), so articles are drawn and never units.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeVar

import numpy as np

from dateline.experiments.agreement.measures import as_numbers
from dateline.experiments.agreement.ratings import Floats

LEAST_ARTICLES = 5
"""Articles with units below which no interval is given: it would look far too sure."""

LEAST_DEFINED = 0.9
"""Share of the draws in which a coefficient must be defined for its interval to be given."""

_CELLS = 2_000_000


class Evaluable(Protocol):
    """A tally: its coefficients for each row of weights (replicates by articles)."""

    def evaluate(self, weights: Floats, /) -> dict[str, Floats]: ...


@dataclass(frozen=True, slots=True)
class Estimate:
    """A coefficient with the bounds of its interval; None where it is undefined or too few articles bear on
    it.
    """

    value: float | None
    low: float | None = None
    high: float | None = None


Key = TypeVar("Key", bound=Hashable)


def estimate(
    tallies: Mapping[Key, Evaluable],
    used_articles: Mapping[Key, int],
    article_count: int,
    replicates: int,
    confidence: float,
    seed: int,
) -> dict[Key, dict[str, Estimate]]:
    """Each tally's coefficients with their intervals; the same seed gives the same intervals.

    `used_articles` says how many articles bear on each tally. `replicates` 0 gives no intervals.
    """
    values = {key: as_numbers(tally.evaluate(np.ones((1, article_count)))) for key, tally in tallies.items()}
    drawn: dict[Key, dict[str, list[Floats]]] = {key: {} for key in tallies}
    bounded = [key for key in tallies if used_articles[key] >= LEAST_ARTICLES]
    if bounded:
        for weights in draw_weights(article_count, replicates, seed):
            for key in bounded:
                for name, array in tallies[key].evaluate(weights).items():
                    drawn[key].setdefault(name, []).append(array)
    return {
        key: {name: _bound(value, drawn[key].get(name, []), confidence) for name, value in values[key].items()}
        for key in tallies
    }


def draw_weights(article_count: int, replicates: int, seed: int) -> Iterator[Floats]:
    """How often each article is drawn in each replicate, some replicates (rows) at a time."""
    generator = np.random.default_rng(seed)
    rows = max(1, _CELLS // max(article_count, 1))
    for first in range(0, replicates, rows):
        size = min(rows, replicates - first)
        weights = np.empty((size, article_count))
        for row in weights:
            row[:] = np.bincount(generator.integers(0, article_count, article_count), minlength=article_count)
        yield weights


def _bound(value: float | None, drawn: list[Floats], confidence: float) -> Estimate:
    if value is None or not drawn:
        return Estimate(value)
    draws = np.concatenate(drawn)
    defined = draws[~np.isnan(draws)]
    if len(defined) < LEAST_DEFINED * len(draws):
        return Estimate(value)
    tail = (1 - confidence) / 2
    low, high = np.quantile(defined, (tail, 1 - tail))
    return Estimate(value, float(low), float(high))
