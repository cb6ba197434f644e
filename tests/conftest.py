"""Fixtures that several tests share: coded articles made by hand, without any model."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import pytest
from tests.loaded import load_coder

from dateline.coding.cast import ActorResolver
from dateline.coding.coder import RuleCoder
from dateline.coding.records import (
    Actor,
    Article,
    CodingResult,
    DateInterval,
    Event,
    Loss,
    MentionPart,
    Place,
    Rejection,
    Sentence,
)
from dateline.coding.syntax.parser import Parser
from dateline.datasets.description import Description
from dateline.datasets.writing import DatasetWriter

MakeResult = Callable[[str], CodingResult]
WriteDataset = Callable[..., Path]

_LINES = (
    "Harbour shelled",
    "Rebels shelled the harbour of Ostrava Bay on Monday, killing three sailors.",
    "The navy and the coast guard did not return fire.",
)


class StubScheme:
    """A scheme with one axis: the action's name as the code; `deadly` besides where anybody died."""

    name = "stub"

    def codes_for(self, event: Event, /) -> Iterable[tuple[str, str, str]]:
        yield "code", event.action, event.action.title()
        if event.killed:
            yield "deadly", "1", "Deadly"


def _make_result(article_id: str) -> CodingResult:
    text = "\n".join(_LINES)
    starts = [text.index(line) for line in _LINES]
    sentences = tuple(Sentence(i, s, s + len(_LINES[i]), _LINES[i]) for i, s in enumerate(starts))

    def span(words: str) -> tuple[int, int]:
        start = text.index(words, starts[1])
        return start, start + len(words)

    rebels = Actor("ZZZREB", None, "REB", "rebels", "noun")
    trigger, loss = span("shelled"), span("three sailors")
    day = date(2021, 11, 15)
    events = tuple(
        Event(
            event_id=f"{article_id}-{number}",
            happening_id=f"{article_id}-h",
            sentence=1,
            action="shelling",
            act="do",
            topics=("military",),
            source_text="Rebels",
            source=rebels,
            target=target,
            date=DateInterval(day, day, "day", "relative", "on Monday", span("on Monday")),
            place=Place("Ostrava Bay", span("Ostrava Bay"), "Ostrava Bay", "g1", None, "CZE", 49.8, 18.2, 1),
            killed=3 if number == 0 else None,
            trigger_text="shelled",
            rule="shelling/verb:shell",
            coder="hand 1",
            score=0.75,
            mentions=(
                MentionPart(0, "trigger", *trigger, "shelling/verb:shell"),
                MentionPart(0, "loss", *loss),
            )[: 2 - number],
            losses=(Loss("killed", "three sailors", loss, "CZEMIL", 3, 3, 3),) if number == 0 else (),
        )
        for number, target in enumerate((Actor("CZEMIL", "CZE", "MIL", "navy", "noun"), None))
    )
    rejections = (Rejection(2, *span("return fire"), "negated", "armed_clash"),)
    article = Article(article_id, text, _LINES[0], date(2021, 11, 16), "Bay Courier", "en", None, "CC0-1.0")
    return CodingResult(article, sentences, events, rejections)


@pytest.fixture
def make_result() -> MakeResult:
    """A function that gives the coding of one small article: two events of one happening, and a rejection."""
    return _make_result


@pytest.fixture
def describe() -> Callable[..., Description]:
    """A function that gives the description of a dataset with any of its fields replaced."""

    def make(**fields: object) -> Description:
        given: dict[str, object] = {
            "name": "bay",
            "title": "Bay of events",
            "coder": "hand 1",
            "codebook": "# Codebook\n",
            "config": {"corpus": {"path": "bay.jsonl"}},
            "versions": {"dateline": "0"},
        }
        return Description(**{**given, **fields})  # type: ignore[arg-type]

    return make


@pytest.fixture
def write_dataset(describe: Callable[..., Description]) -> WriteDataset:
    """A function that writes results to a folder: `write_dataset(output, results, **description)`."""

    def write(output: Path, results: Iterable[CodingResult], **fields: object) -> Path:
        with DatasetWriter(output, describe(**fields), [StubScheme()]) as writer:
            for result in results:
                writer.add(result, "bay.jsonl", None)
            return writer.finish()

    return write


@pytest.fixture(scope="session")
def rule_coder() -> RuleCoder:
    """The rule coder with the standard ontology; loading it takes seconds, so tests share one and its parts."""
    return load_coder()


@pytest.fixture(scope="session")
def parser(rule_coder: RuleCoder) -> Parser:
    """The parser that all tests share."""
    return rule_coder.parser


@pytest.fixture(scope="session")
def actors(rule_coder: RuleCoder) -> ActorResolver:
    """The resolver of the shipped actors."""
    return rule_coder.actors
