"""Measures speed, memory and accuracy, and prints Markdown tables; `make bench` runs it. Nothing is asserted.

Speed: the sample corpus, repeated, is parsed by the bare pipeline and coded by the rule coder, one article at a
time in one process; a fresh process for each size, so that its peak memory is its own. Accuracy: the ontology's
own examples and counterexamples, which are constructed sentences and say what rules do on plain cases, not
what they do on news.
"""

from __future__ import annotations

import argparse
import multiprocessing
import platform
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from dateline.coding.actors import ActorResolver
from dateline.coding.coder import RuleCoder
from dateline.coding.errors import DatelineError
from dateline.coding.ontology import Ontology, load_ontology
from dateline.coding.ontology.trial import Examiner, Trial
from dateline.coding.parser import Parser
from dateline.coding.places import PlaceResolver
from dateline.coding.records import Article, Event
from dateline.coding.schemes import Scheme, Vocabulary, load_scheme
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


@dataclass(slots=True)
class Score:
    """What of a family's examples, or of a scheme's class, was found."""

    right: int = 0
    missed: int = 0
    wrong: int = 0
    clean: int = 0
    soiled: int = 0


@dataclass(slots=True)
class Scores:
    """Scores by family and by class of PLOVER."""

    families: dict[str, Score] = field(default_factory=dict)
    classes: dict[str, Score] = field(default_factory=dict)


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
            ontology = load_ontology()
            scheme = load_scheme("plover", Vocabulary.of(ontology))
            print_scores(score_examples(ontology, scheme), ontology)
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


def score_examples(ontology: Ontology, scheme: Scheme) -> Scores:
    """Code all examples and count by family and by class."""
    scores = Scores()
    tester = Examiner(ontology, Parser(), ActorResolver.load())
    for number, trial in enumerate(tester.run()):
        if not number % 100:
            say(f"{number} examples tried")
        count_trial(trial, ontology, scheme, scores)
    return scores


def count_trial(trial: Trial, ontology: Ontology, scheme: Scheme, scores: Scores) -> None:
    """Count one example. A class is found where any expected coding of the class came."""
    family = scores.families.setdefault(trial.family, Score())
    if trial.example.main is None:
        family.soiled += bool(trial.fault)
        family.clean += not trial.fault
    else:
        family.wrong += bool(trial.fault)
        family.right += not trial.fault
    expected = find_classes(trial.example.codings, ontology, scheme)
    came = find_classes(trial.codings, ontology, scheme)
    for name in expected | came:
        score = scores.classes.setdefault(name, Score())
        score.right += name in expected and name in came
        score.missed += name not in came
        score.wrong += name not in expected


def find_classes(codings: Iterable[str], ontology: Ontology, scheme: Scheme) -> set[str]:
    """The scheme's classes of codings such as "ask(ceasefire)", whoever the parties are."""
    found: set[str] = set()
    for coding in codings:
        act, _, rest = coding.partition("(")
        name = rest.rstrip(")")
        action = ontology.actions.get(name)
        topics = action.contexts if action is not None else ()
        event = Event(event_id="", happening_id="", sentence=0, action=name, act=act, topics=topics)
        found.update(code for axis, code, _ in scheme.codes_for(event) if axis == "event")
    return found


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
    print_table((*headings, "code/parse time", "events", "failed", "MB loaded", "MB peak"), rows)
    print("\nSeconds to load, first size:\n")
    first = speeds[0].loading
    total = sum(seconds for _, seconds in first)
    print_table((*(name for name, _ in first), "all"), [(*(f"{s:.2f}" for _, s in first), f"{total:.2f}")])


def print_scores(scores: Scores, ontology: Ontology) -> None:
    """The tables of accuracy."""
    print("\n## Accuracy on the ontology's own examples\n")
    actions = Counter(action.family for action in (*ontology.actions.values(), *ontology.acts.values()))
    rows: list[tuple[object, ...]] = []
    whole = Score()
    for family, score in sorted(scores.families.items()):
        rows.append((family, actions[family], *describe_family(score)))
        for part in ("right", "wrong", "clean", "soiled"):
            setattr(whole, part, getattr(whole, part) + getattr(score, part))
    rows.append(("**all**", actions.total(), *describe_family(whole)))
    print_table(("family", "actions", "examples right", "", "counterexamples clean", ""), rows)
    print("\nBy class of PLOVER, over all examples and counterexamples:\n")
    classes = [
        (
            name,
            score.right + score.missed,
            share(score.right, score.right + score.wrong),
            share(score.right, score.right + score.missed),
        )
        for name, score in sorted(scores.classes.items())
    ]
    print_table(("class", "expected", "precision", "recall"), classes)


def describe_family(score: Score) -> tuple[str, ...]:
    """Counts and shares of examples and of counterexamples."""
    examples, others = score.right + score.wrong, score.clean + score.soiled
    return (
        f"{score.right} of {examples}",
        share(score.right, examples),
        f"{score.clean} of {others}",
        share(score.clean, others),
    )


def share(part: int, whole: int) -> str:
    """The share with two decimals; nothing where there is nothing to share."""
    return f"{part / whole:.2f}" if whole else ""


def print_table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A Markdown table, the first column to the left, the others to the right."""
    print(f"| {' | '.join(headings)} |")
    print(f"| {' | '.join(['---', *['---:'] * (len(headings) - 1)])} |")
    for row in rows:
        print(f"| {' | '.join(f'{cell:,}' if isinstance(cell, int) else str(cell) for cell in row)} |")


def say(words: str) -> None:
    """Tell how far it is, on stderr."""
    print(f"bench: {words}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
