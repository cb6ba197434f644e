"""Out-of-fold probabilities and codes in, figures out: F1 with intervals, calibration, confusion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from dateline.experiments.agreement.bootstrap import Estimate, estimate
from dateline.experiments.consistency.groups import Ints
from dateline.experiments.consistency.probabilities import Floats

BINS = 10
_LEAST = 1e-9


@dataclass(frozen=True, slots=True)
class CalibrationBin:
    """Units whose most probable code has a probability in a tenth of 0 to 1: its mean, and the share right."""

    low: float
    high: float
    units: int
    probability: float | None
    right: float | None


@dataclass(frozen=True, slots=True)
class Score:
    """How well one classifier foretells the coding; all from 0 to 1 but `log_loss` (in nats).

    `split` is "articles" (cross-validation) or "time" (trained on earlier, tested on later units). `brier` is the mean
    squared error over all codes, `calibration_error` the mean gap between probability and share right.
    """

    classifier: str
    split: str
    units: int
    macro_f1: Estimate
    micro_f1: Estimate
    log_loss: float
    brier: float
    calibration_error: float
    bins: tuple[CalibrationBin, ...]


@dataclass(frozen=True, slots=True)
class CodeScore:
    """One code as one classifier foretells it."""

    classifier: str
    code: str
    units: int
    precision: float | None
    recall: float | None
    f1: float | None


@dataclass(frozen=True, slots=True, eq=False)
class F1Tally:
    """Sums by group (rows) and code (columns): foretold rightly, foretold, and coded."""

    hits: csr_matrix
    told: csr_matrix
    coded: csr_matrix

    def evaluate(self, weights: Floats) -> dict[str, Floats]:
        """Macro F1 over the codes that a draw has, and micro F1, for each row of weights."""
        hits, told, coded = (
            np.asarray(weights @ each, dtype=np.float64) for each in (self.hits, self.told, self.coded)
        )
        both = told + coded
        f1 = np.divide(2 * hits, both, out=np.full(both.shape, np.nan), where=both > 0)
        with np.errstate(invalid="ignore"):
            macro = np.nanmean(f1, axis=1)
            micro = 2 * hits.sum(axis=1) / both.sum(axis=1)
        return {"macro_f1": macro, "micro_f1": micro}


def tally_f1(labels: Ints, told: Ints, groups: Ints, group_count: int, classes: int) -> F1Tally:
    """The sums behind F1."""

    def count(codes: Ints, rows: Ints) -> csr_matrix:
        return csr_matrix((np.ones(len(codes)), (rows, codes)), shape=(group_count, classes))

    right = labels == told
    return F1Tally(count(labels[right], groups[right]), count(told, groups), count(labels, groups))


def score_classifiers(
    chances: Mapping[tuple[str, str], tuple[Ints, Floats]],
    labels: Ints,
    groups: Ints,
    replicates: int,
    confidence: float,
    seed: int,
) -> tuple[Score, ...]:
    """The figures of each classifier and split: `chances` has the units tested and their probabilities.

    Intervals come from drawing groups of articles anew.
    """
    group_count = int(groups.max()) + 1
    tallies = {
        key: tally_f1(labels[units], each.argmax(axis=1), groups[units], group_count, each.shape[1])
        for key, (units, each) in chances.items()
    }
    used = {key: len(np.unique(groups[units])) for key, (units, _) in chances.items()}
    estimates = estimate(tallies, used, group_count, replicates, confidence, seed)
    return tuple(_score(key, labels[units], each, estimates[key]) for key, (units, each) in sorted(chances.items()))


def _score(key: tuple[str, str], labels: Ints, chances: Floats, estimates: Mapping[str, Estimate]) -> Score:
    bins = bin_probabilities(labels, chances)
    gaps = (
        each.units * abs(each.probability - each.right)
        for each in bins
        if each.probability is not None and each.right is not None
    )
    own = chances[np.arange(len(labels)), labels]
    return Score(
        classifier=key[0],
        split=key[1],
        units=len(labels),
        macro_f1=estimates["macro_f1"],
        micro_f1=estimates["micro_f1"],
        log_loss=-float(np.log(np.maximum(own, _LEAST)).mean()),
        brier=float(((chances**2).sum(axis=1) - 2 * own + 1).mean()),
        calibration_error=sum(gaps) / len(labels),
        bins=bins,
    )


def bin_probabilities(labels: Ints, chances: Floats) -> tuple[CalibrationBin, ...]:
    """The probability of the most probable code against how often it is the one coded."""
    top, right = chances.max(axis=1), chances.argmax(axis=1) == labels
    place = np.minimum((top * BINS).astype(int), BINS - 1)
    bins = []
    for number in range(BINS):
        inside = place == number
        known = bool(inside.any())
        bins.append(
            CalibrationBin(
                low=number / BINS,
                high=(number + 1) / BINS,
                units=int(inside.sum()),
                probability=float(top[inside].mean()) if known else None,
                right=float(right[inside].mean()) if known else None,
            )
        )
    return tuple(bins)


def score_codes(classifier: str, codes: Sequence[str], labels: Ints, told: Ints) -> tuple[CodeScore, ...]:
    """Precision, recall and F1 of each code; None where nothing was foretold as it."""
    scores = []
    for number, code in enumerate(codes):
        hits = int(((labels == number) & (told == number)).sum())
        coded, given = int((labels == number).sum()), int((told == number).sum())
        scores.append(
            CodeScore(
                classifier,
                code,
                coded,
                hits / given if given else None,
                hits / coded if coded else None,
                2 * hits / (coded + given) if coded + given else None,
            )
        )
    return tuple(scores)


def count_confusion(codes: Sequence[str], labels: Ints, told: Ints) -> tuple[tuple[str, str, int], ...]:
    """How often each code was foretold as each: (code, foretold, units), where it ever was."""
    matrix = np.zeros((len(codes), len(codes)), dtype=int)
    np.add.at(matrix, (labels, told), 1)
    return tuple(
        (codes[row], codes[column], int(matrix[row, column])) for row, column in zip(*np.nonzero(matrix), strict=True)
    )
