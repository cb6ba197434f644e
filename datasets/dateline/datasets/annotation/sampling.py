"""Coded articles in, a drawn sample of them out, in a random order; the same seed gives the same sample."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dateline.coding.errors import ConfigError
from dateline.coding.records import CodingResult

WAYS = {
    "all": "every article has the same chance",
    "code": "the actions take turns, so that rare ones are there too",
    "uncertainty": "articles with an event whose score is nearest to the threshold come first",
}
"""How articles are drawn."""

ALL, NO_EVENT = "all", "no event"


@dataclass(frozen=True, slots=True)
class Sample:
    """What to draw: `size` articles (None: all) in one of WAYS.

    `without_events` is the share of them, from 0 to 1, that are to be articles without an event where the way is code
    or uncertainty; both would draw none otherwise, and what a coder missed would never be seen.
    """

    size: int | None = None
    by: str = ALL
    threshold: float = 0.5
    without_events: float = 0.2

    def __post_init__(self) -> None:
        if self.size is not None and self.size < 1:
            raise ConfigError(f"sample.size is {self.size}; give a number from 1 up, or null for every article")
        for name in ("threshold", "without_events"):
            if not 0 <= getattr(self, name) <= 1:
                raise ConfigError(f"sample.{name} is {getattr(self, name)}; give a number from 0 to 1")


def draw_sample(results: Sequence[CodingResult], sample: Sample, seed: int) -> tuple[tuple[CodingResult, str], ...]:
    """Each drawn article with its stratum: an action, NO_EVENT or ALL."""
    dice = random.Random(seed)
    shuffled = sorted(results, key=lambda result: result.article.article_id)
    dice.shuffle(shuffled)
    size = len(shuffled) if sample.size is None else min(sample.size, len(shuffled))
    if sample.by == ALL:
        return tuple((result, ALL) for result in shuffled[:size])
    with_events = [result for result in shuffled if result.events]
    empty = [result for result in shuffled if not result.events]
    wanted = min(len(empty), max(round(size * sample.without_events), size - len(with_events)))
    ordered = _take_turns(with_events) if sample.by == "code" else _rank_doubtful(with_events, sample.threshold)
    drawn = [*ordered[: size - wanted], *((result, NO_EVENT) for result in empty[:wanted])]
    # The order must not tell which articles have events.
    dice.shuffle(drawn)
    return tuple(drawn)


def _take_turns(results: Sequence[CodingResult]) -> list[tuple[CodingResult, str]]:
    """One article of each action, the rarest action first, then a second of each, until all are taken."""
    strata: dict[str, list[CodingResult]] = defaultdict(list)
    for result in results:
        for action in sorted({event.action for event in result.events}):
            strata[action].append(result)
    queues: Mapping[str, list[CodingResult]] = dict(sorted(strata.items(), key=lambda item: (len(item[1]), item[0])))
    taken: dict[str, tuple[CodingResult, str]] = {}
    while len(taken) < len(results):
        for action, queue in queues.items():
            while queue and queue[0].article.article_id in taken:
                queue.pop(0)
            if queue:
                result = queue.pop(0)
                taken[result.article.article_id] = (result, action)
    return list(taken.values())


def _rank_doubtful(results: Sequence[CodingResult], threshold: float) -> list[tuple[CodingResult, str]]:
    ranked = []
    for place, result in enumerate(results):
        scored = [(abs(event.score - threshold), event.action) for event in result.events if event.score is not None]
        if scored:
            distance, action = min(scored)
            ranked.append((distance, place, action))
    if not ranked:
        raise ConfigError(
            "sample.by is uncertainty, but no event of the dataset has a score; build it with coder=hybrid, or take "
            "sample.by=code"
        )
    return [(results[place], action) for _, place, action in sorted(ranked)]
