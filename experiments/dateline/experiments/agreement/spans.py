"""Spans that coders marked in the same texts in, unitizing alpha out.

The coefficient is the member of Krippendorff's family of unitizing alphas that asks only whether a stretch of
text was marked: Krippendorff, Mathet, Bouvry and Widlöcher (2016), On the reliability of unitizing textual
continua: further developments, Quality & Quantity 50. Lengths are characters. Articles stand for one long
text, end to end; a span never crosses from one into the next.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from dateline.coding.errors import DatasetError
from dateline.experiments.agreement.ratings import Floats

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class MarkedText:
    """One text: its length in characters, its article's index, and each coder's spans in it."""

    length: int
    cluster: int
    spans: tuple[tuple[Span, ...], ...]


@dataclass(frozen=True, slots=True, eq=False)
class SpanTally:
    """Sums by article: text that two coders both marked or both left, text marked, text left, and the squares
    of the lengths of the spans.

    The first two are over ordered pairs of coders, divided by the number of coders less one.
    """

    both_marked: Floats
    both_left: Floats
    marked: Floats
    left: Floats
    squares: Floats
    span_count: int
    used_cluster_count: int

    def evaluate(self, weights: Floats) -> dict[str, Floats]:
        """Unitizing alpha for each row of `weights` (replicates by articles); NaN where nothing is marked."""
        marked, left = weights @ self.marked, weights @ self.left
        squares = weights @ self.squares
        total = marked + left
        # A span is not paired with itself; what is unmarked counts as so many single characters.
        room = total**2 - squares - left
        chance_marked = _divide(total * (marked**2 - squares), room)
        chance_left = _divide(total * (left**2 - left), room)
        observed = total - weights @ self.both_marked - weights @ self.both_left
        expected = total - chance_marked - chance_left
        expected = np.where(np.isnan(expected) | (marked <= 0), 0.0, expected)
        return {"unitizing_alpha": 1 - _divide(observed, expected)}


def merge_spans(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans in order, with those that overlap made one: a coder's units may not overlap."""
    merged: list[Span] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def tally_spans(texts: Sequence[MarkedText], cluster_count: int) -> SpanTally:
    """The sums of the texts; overlapping spans of one coder are merged.

    Raises DatasetError for a text with fewer than two coders and for a span that leaves its text.
    """
    sums = np.zeros((5, cluster_count))
    count = 0
    used = set()
    for text in texts:
        coders = len(text.spans)
        if coders < 2:
            raise DatasetError("agreement on spans needs two coders or more in every text")
        units = [merge_spans(spans) for spans in text.spans]
        if any(start < 0 or end > text.length for spans in units for start, end in spans):
            raise DatasetError(f"a span leaves its text of {text.length} characters; check the offsets")
        count += sum(map(len, units))
        marks = np.zeros((coders, text.length), dtype=np.int64)
        for row, spans in enumerate(units):
            for start, end in spans:
                marks[row, start:end] = 1
        if marks.any():
            used.add(text.cluster)
        markers = marks.sum(axis=0)
        others = coders - markers
        marked = float(markers.sum())
        squares = float(sum((end - start) ** 2 for spans in units for start, end in spans))
        sums[:, text.cluster] += (
            float((markers * (markers - 1)).sum()) / (coders - 1),
            float((others * (others - 1)).sum()) / (coders - 1),
            marked,
            float(coders * text.length) - marked,
            squares,
        )
    both_marked, both_left, marked_sum, left_sum, square_sum = sums
    return SpanTally(both_marked, both_left, marked_sum, left_sum, square_sum, count, len(used))


def unitizing_alpha(texts: Sequence[MarkedText]) -> float | None:
    """Unitizing alpha of the texts; None where no coder marked anything, or all marked everything."""
    clusters = max((text.cluster for text in texts), default=-1) + 1
    value = tally_spans(texts, clusters).evaluate(np.ones((1, clusters)))["unitizing_alpha"][0]
    return None if np.isnan(value) else float(value)


def _divide(numerator: Floats, denominator: Floats) -> Floats:
    result = np.full(denominator.shape, np.nan)
    np.divide(numerator, denominator, out=result, where=denominator > 0)
    return result
