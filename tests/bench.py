"""Measures speed, memory and accuracy, and prints Markdown tables; `make bench` runs it. Nothing is asserted.

Speed: the sample corpus, repeated, is parsed by the bare pipeline and coded by the rule coder, one article at a
time in one process; a fresh process for each size, so that its peak memory is its own. Accuracy: the ontology's
own examples and counterexamples, and the articles of the gold. All are constructed; they say what rules do on plain
cases, not what they do on news.
"""

from __future__ import annotations

import argparse
import multiprocessing
import platform
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tests.accuracy import format_table, load_plover, measure_classes, say, tabulate_families

from dateline.coding.cast import ActorResolver
from dateline.coding.coder import RuleCoder
from dateline.coding.errors import DatelineError
from dateline.coding.ontology import load_ontology
from dateline.coding.places import PlaceResolver
from dateline.coding.records import Article
from dateline.coding.syntax.parser import Parser
from dateline.datasets.readers.sample import SampleReader

SIZES = (1, 4)
UNIT = 1 if sys.platform == "darwin" else 1024  # of ru_maxrss, in bytes


@dataclass(frozen=True, slots=True)
class Speed:
    """One run over the sample, `copies` times: seconds, bytes and counts."""

    copies: int
    articles: int
    words: int
    events: int
    failed: int
    parsing: float
    coding: float
    loaded: int  # peak memory before the first article
    peak: int
    loading: tuple[tuple[str, float], ...]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure speed, memory and accuracy.")
    parser.add_argument("--copies", type=int, nargs="+", default=SIZES, help="sizes: the sample, so many times")
    parser.add_argument("--only", choices=("speed", "accuracy"), help="measure one of the two")
    arguments = parser.parse_args()
    try:
        if arguments.only != "accuracy":
            print_speeds([measure_apart(copies) for copies in arguments.copies])
        if arguments.only != "speed":
            print_accuracy()
    except DatelineError as error:
        sys.exit(f"bench: {error}")


def measure_apart(copies: int) -> Speed:
    """The speed measured in a process of its own."""
    say(f"coding the sample {copies} times")
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(measure_speed, (copies,))


def measure_speed(copies: int) -> Speed:
    """Load everything, then parse the corpus bare, then code it."""
    loading = tuple(time_loading())
    coder = RuleCoder()
    sample = tuple(item for item in SampleReader() if isinstance(item, Article))
    for _ in coder(sample[:1]):
        pass
    loaded = peak_memory()
    words = copies * sum(len(article.text.split()) for article in sample)
    begun = time.perf_counter()
    for article in repeat(sample, copies):
        coder.parser.parse(article.text)
    parsed = time.perf_counter()
    events = failed = 0
    for result in coder(repeat(sample, copies)):
        events += len(result.events)
        failed += result.error is not None
    coded = time.perf_counter()
    return Speed(
        copies=copies,
        articles=copies * len(sample),
        words=words,
        events=events,
        failed=failed,
        parsing=parsed - begun,
        coding=coded - parsed,
        loaded=loaded,
        peak=peak_memory(),
        loading=loading,
    )


def time_loading() -> Iterator[tuple[str, float]]:
    """What the coder loads, with seconds for each, in the coder's order."""

    def pipeline() -> object:
        return Parser().nlp

    steps = {
        "ontology": load_ontology,
        "pipeline": pipeline,
        "actors": ActorResolver.load,
        "places": PlaceResolver.load,
    }
    for name, load in steps.items():
        begun = time.perf_counter()
        load()
        yield name, time.perf_counter() - begun


def repeat(sample: Sequence[Article], copies: int) -> Iterator[Article]:
    """The sample again and again, with ids of their own."""
    for number in range(copies):
        for article in sample:
            yield replace(article, article_id=f"{article.article_id}-{number}")


def peak_memory() -> int:
    """The most that this process ever held, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * UNIT


def print_speeds(speeds: Sequence[Speed]) -> None:
    """The tables of speed and memory."""
    print(f"## Speed\n\nPython {platform.python_version()}, {platform.machine()}, one process.\n")
    rows = [
        (
            f"{speed.copies}x",
            speed.articles,
            speed.words,
            f"{speed.words / speed.parsing:,.0f}",
            f"{speed.words / speed.coding:,.0f}",
            f"{speed.articles / speed.coding:.1f}",
            f"{speed.coding / speed.parsing:.2f}",
            speed.events,
            speed.failed,
            f"{speed.loaded / 1e6:,.0f}",
            f"{speed.peak / 1e6:,.0f}",
        )
        for speed in speeds
    ]
    headings = ("sample", "articles", "words", "parse words/s", "code words/s", "code articles/s")
    print(format_table((*headings, "code/parse time", "events", "failed", "MB loaded", "MB peak"), rows), end="")
    print("\nSeconds to load, first size:\n")
    first = speeds[0].loading
    total = sum(seconds for _, seconds in first)
    print(
        format_table((*(name for name, _ in first), "all"), [(*(f"{s:.2f}" for _, s in first), f"{total:.2f}")]), end=""
    )


def print_accuracy() -> None:
    """The tables of accuracy."""
    ontology, scheme = load_plover()
    families, classes = measure_classes(ontology, scheme)
    headings = ("family", "actions", "examples right", "", "counterexamples clean", "")
    print("\n## Accuracy on the ontology's own examples\n")
    print(format_table(headings, tabulate_families(families, ontology)), end="")
    print("\n## By class of PLOVER: expected, precision, recall\n")
    print(classes, end="")


if __name__ == "__main__":
    main()
