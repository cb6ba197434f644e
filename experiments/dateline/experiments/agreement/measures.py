"""Ratings in, coefficients of agreement out: percent agreement, Cohen's, Fleiss', Krippendorff's and Gwet's.

Each coefficient is a function of sums over units. The sums are kept by article, so that a bootstrap over
articles is a product of matrices: a tally is made once and evaluated for many weights.

Sources: Cohen (1960), Educational and Psychological Measurement 20; Light (1971), Psychological Bulletin 76,
for the mean over pairs; Fleiss (1971), Psychological Bulletin 76; Gwet (2008), British Journal of
Mathematical and Statistical Psychology 61, and Gwet (2014), Handbook of Inter-Rater Reliability, for units
that not all coders rated; Krippendorff (2011), Computing Krippendorff's Alpha-Reliability; Cicchetti and
Feinstein (1990), Journal of Clinical Epidemiology 43, for specific agreement.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from dateline.coding.errors import DatasetError, nearest
from dateline.experiments.agreement.ratings import MISSING, Floats, Ratings


@dataclass(frozen=True, slots=True, eq=False)
class PairSums:
    """Sums by article for two coders: units both rated, units rated the same, and each coder's categories."""

    both: Floats
    same: Floats
    first: Floats
    second: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Tally:
    """The sums by article of which every coefficient is made.

    A unit with r values, n of them in a category, adds to `agreement` the share of its pairs of coders that
    agree, to `shares` n/r for each category, to `values` n, and to `difference` its disagreement over r - 1.
    The first, the third and the fourth are over units with two values or more (`pairable` of them), `shares`
    over all `rated`.
    """

    ratings: Ratings
    pairable: Floats
    agreement: Floats
    rated: Floats
    shares: Floats
    values: Floats
    difference: Floats
    pairs: tuple[PairSums, ...]

    def evaluate(self, weights: Floats) -> dict[str, Floats]:
        """Every coefficient for each row of `weights` (replicates by articles); NaN where it is undefined."""
        return {name: measure(self, weights) for name, measure in MEASURES.items()}


@dataclass(frozen=True, slots=True, eq=False)
class CodeTally:
    """A tally of yes and no for one code, with the specific agreement on yes besides."""

    tally: Tally
    agreeing: Floats
    possible: Floats

    def evaluate(self, weights: Floats) -> dict[str, Floats]:
        specific = _divide(weights @ self.agreeing, weights @ self.possible)
        return {**self.tally.evaluate(weights), "specific": specific}


def tally_ratings(ratings: Ratings) -> Tally:
    """The sums by article of the ratings."""
    counts = ratings.counts
    per_unit = counts.sum(axis=1)
    is_pairable = per_unit >= 2
    is_rated = per_unit >= 1
    rest = np.where(is_pairable, per_unit - 1, 1.0)
    total = np.where(is_rated, per_unit, 1.0)
    agreeing = (counts * (counts - 1)).sum(axis=1) / (total * rest)
    paired = counts * is_pairable[:, None]

    def by_article(column: Floats) -> Floats:
        sums = np.zeros((ratings.cluster_count, *column.shape[1:]))
        np.add.at(sums, ratings.clusters, column)
        return sums

    return Tally(
        ratings=ratings,
        pairable=by_article(is_pairable.astype(float)),
        agreement=by_article(agreeing * is_pairable),
        rated=by_article(is_rated.astype(float)),
        shares=by_article(counts / total[:, None]),
        values=by_article(paired),
        difference=by_article(_differences(paired, per_unit, ratings) / rest),
        pairs=tuple(
            _sum_pair(ratings, first, second, by_article)
            for first, second in combinations(range(ratings.coder_count), 2)
        ),
    )


def tally_code(ratings: Ratings) -> CodeTally:
    """The sums of ratings that are true or false."""
    counts = ratings.counts
    yes = counts[:, ratings.categories.index(True)] if True in ratings.categories else np.zeros(len(counts))
    agreeing, possible = np.zeros(ratings.cluster_count), np.zeros(ratings.cluster_count)
    np.add.at(agreeing, ratings.clusters, yes * (yes - 1))
    np.add.at(possible, ratings.clusters, yes * np.maximum(counts.sum(axis=1) - 1, 0))
    return CodeTally(tally_ratings(ratings), agreeing, possible)


def measure_agreement(ratings: Ratings) -> dict[str, float | None]:
    """Every coefficient of MEASURES by its name; None where the ratings leave it undefined.

    Raises DatasetError where fewer than two units were rated by two coders or more.
    """
    if ratings.unit_count < 2:
        raise DatasetError(f"agreement needs two units or more that two coders rated; there are {ratings.unit_count}")
    return as_numbers(tally_ratings(ratings).evaluate(np.ones((1, ratings.cluster_count))))


def measure(name: str, ratings: Ratings) -> float | None:
    """One coefficient; raises DatasetError for a name not in MEASURES and for fewer than two units."""
    if name not in MEASURES:
        raise DatasetError(f"unknown measure {name!r}{nearest(name, MEASURES)}; give one of {', '.join(MEASURES)}")
    return measure_agreement(ratings)[name]


def as_numbers(values: Mapping[str, Floats]) -> dict[str, float | None]:
    """The first value of each array; None for NaN."""
    return {name: None if np.isnan(array[0]) else float(array[0]) for name, array in values.items()}


def percent_agreement(tally: Tally, weights: Floats) -> Floats:
    """Share (0 to 1) of the pairs of coders that agree, as the mean over units with two values or more."""
    return _divide(weights @ tally.agreement, weights @ tally.pairable)


def cohen_kappa(tally: Tally, weights: Floats) -> Floats:
    """Cohen's kappa; of more than two coders the mean over the pairs that define it (Light's kappa)."""
    total, defined = np.zeros(len(weights)), np.zeros(len(weights))
    for pair in tally.pairs:
        both = weights @ pair.both
        observed = _divide(weights @ pair.same, both)
        products = ((weights @ pair.first) * (weights @ pair.second)).sum(axis=1)
        kappa = _correct(observed, _divide(products, both**2))
        is_defined = ~np.isnan(kappa)
        total += np.where(is_defined, kappa, 0.0)
        defined += is_defined
    return _divide(total, defined)


def fleiss_kappa(tally: Tally, weights: Floats) -> Floats:
    """Fleiss' kappa; units that not all coders rated are treated as Gwet (2014) does."""
    shares = _divide(weights @ tally.shares, (weights @ tally.rated)[:, None])
    return _correct(percent_agreement(tally, weights), (shares**2).sum(axis=1))


def gwet_ac1(tally: Tally, weights: Floats) -> Floats:
    """Gwet's AC1; undefined where there is one category only."""
    categories = len(tally.ratings.categories)
    if categories < 2:
        return np.full(len(weights), np.nan)
    shares = _divide(weights @ tally.shares, (weights @ tally.rated)[:, None])
    expected = (shares * (1 - shares)).sum(axis=1) / (categories - 1)
    return _correct(percent_agreement(tally, weights), expected)


def krippendorff_alpha(tally: Tally, weights: Floats) -> Floats:
    """Krippendorff's alpha at the ratings' level of measurement; undefined where all values are the same."""
    values = weights @ tally.values
    total = values.sum(axis=1)
    numbers = tally.ratings.numbers
    if numbers is None:
        observed = weights @ tally.difference
        expected = total**2 - (values**2).sum(axis=1)
    elif tally.ratings.measurement == "interval":
        scale = _centre(numbers)
        observed = weights @ tally.difference
        expected = 2 * (total * (values @ scale**2) - (values @ scale) ** 2)
    else:
        ranks = np.cumsum(values, axis=1) - values / 2
        observed = _rank_difference(tally.ratings, weights, ranks)
        expected = 2 * (total * (values * ranks**2).sum(axis=1) - (values * ranks).sum(axis=1) ** 2)
    varies = np.count_nonzero(values, axis=1) >= 2
    return 1 - _divide((total - 1) * observed, np.where(varies, expected, 0.0))


MEASURES: Mapping[str, Callable[[Tally, Floats], Floats]] = {
    "percent": percent_agreement,
    "cohen_kappa": cohen_kappa,
    "fleiss_kappa": fleiss_kappa,
    "alpha": krippendorff_alpha,
    "ac1": gwet_ac1,
}
"""Every coefficient by the name that reports give it."""


def _differences(paired: Floats, per_unit: Floats, ratings: Ratings) -> Floats:
    """The sum of each unit's differences over ordered pairs of values; ordinal ones depend on all units'
    ranks.
    """
    if ratings.numbers is None:
        total = paired.sum(axis=1)
        return np.asarray(total**2 - (paired**2).sum(axis=1))
    scale = _centre(ratings.numbers)
    return np.asarray(2 * (per_unit * (paired @ scale**2) - (paired @ scale) ** 2))


def _rank_difference(ratings: Ratings, weights: Floats, ranks: Floats) -> Floats:
    counts = ratings.counts
    per_unit = counts.sum(axis=1)
    kept = per_unit >= 2
    counts, per_unit = counts[kept], per_unit[kept]
    squares = per_unit[:, None] * (counts @ (ranks**2).T) - (counts @ ranks.T) ** 2
    of_unit = weights[:, ratings.clusters[kept]].T
    return np.asarray((of_unit * 2 * squares / (per_unit - 1)[:, None]).sum(axis=0))


def _centre(numbers: Floats) -> Floats:
    """Dates as day numbers are large: their squares would lose the digits that matter."""
    return numbers - numbers.mean() if len(numbers) else numbers


def _sum_pair(ratings: Ratings, first: int, second: int, by_article: Callable[[Floats], Floats]) -> PairSums:
    one, two = ratings.indices[:, first], ratings.indices[:, second]
    both = (one != MISSING) & (two != MISSING)
    categories = np.arange(len(ratings.categories))
    return PairSums(
        both=by_article(both.astype(float)),
        same=by_article((both & (one == two)).astype(float)),
        first=by_article(((one[:, None] == categories) & both[:, None]).astype(float)),
        second=by_article(((two[:, None] == categories) & both[:, None]).astype(float)),
    )


def _divide(numerator: Floats, denominator: Floats) -> Floats:
    shape = np.broadcast_shapes(numerator.shape, denominator.shape)
    result = np.full(shape, np.nan)
    np.divide(numerator, denominator, out=result, where=np.broadcast_to(denominator > 0, shape))
    return result


def _correct(observed: Floats, expected: Floats) -> Floats:
    """Agreement corrected for chance; undefined where chance alone would make all agree."""
    # Shares are sums of fractions: one that should be 1 may miss it by a rounding.
    room = np.where(1 - expected > 1e-12, 1 - expected, 0.0)
    return _divide(observed - expected, room)
