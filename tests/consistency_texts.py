"""Coded articles made by hand for the tests of `dateline check`: each line tells one thing, by one trigger."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np

from dateline.coding.records import Actor, Article, CodingResult, Event, MentionPart, Rejection, Sentence
from dateline.experiments.consistency.units import PlainSentence, Unit

Line = tuple[str, str, str | None]
"""A sentence, the words of its trigger, and the action that it is coded with; None where it is rejected."""

PATTERNS = (
    ("shelled", "shelling", "the depot with heavy guns"),
    ("bombarded", "shelling", "the depot with heavy guns"),
    ("detained", "detention", "two editors of a weekly"),
    ("arrested", "detention", "two editors of a weekly"),
    ("met", "meeting", "the envoy for talks"),
    ("hosted", "meeting", "the envoy for talks"),
)
_NAMES = "Alder Birch Cedar Elm Hazel Larch Maple Oak Pine Rowan Spruce Willow".split()
_SUBJECTS = "Rebels Soldiers Guards Officials Ministers Marines".split()


def make_coded(article_id: str, lines: Sequence[Line], day: date | None = None, publisher: str = "") -> CodingResult:
    """An article of these lines, coded as they say."""
    text = "\n".join(line for line, _, _ in lines)
    sentences, events, rejections = [], [], []
    start = 0
    for number, (line, words, action) in enumerate(lines):
        sentences.append(Sentence(number, start, start + len(line), line))
        at = start + line.index(words)
        span = (at, at + len(words))
        if action is None:
            rejections.append(Rejection(number, *span, "negated", "shelling"))
        else:
            events.append(
                Event(
                    event_id=f"{article_id}-{number}",
                    happening_id=f"{article_id}-{number}",
                    sentence=number,
                    action=action,
                    act="do",
                    topics=(),
                    source_text="",
                    source=Actor("ZZZREB", None, "REB", "rebels", "noun"),
                    trigger_text=words,
                    rule="hand",
                    coder="hand 1",
                    mentions=(MentionPart(0, "trigger", *span, "hand"),),
                )
            )
        start += len(line) + 1
    article = Article(article_id, text, None, day, publisher or None, "en", None, "CC0-1.0")
    return CodingResult(article, tuple(sentences), tuple(events), tuple(rejections))


def make_corpus(articles: int) -> list[CodingResult]:
    """Articles of four lines each that tell of three actions by two triggers each, and of one thing denied."""
    results = []
    for number in range(articles):
        lines: list[Line] = []
        for place in range(3):
            words, action, rest = PATTERNS[(number + 2 * place) % len(PATTERNS)]
            # Numbers in the name keep any two lines from being near-duplicates.
            name = f"{_NAMES[(number * 5 + place) % 12]} {number * 7 + place} {_NAMES[(number + place) % 12]} {number}"
            subject = _SUBJECTS[(number + place) % len(_SUBJECTS)]
            lines.append((f"{subject} of {name} {words} {rest}.", words, action))
        lines.append((f"Nobody in {_NAMES[number % 12]} {number} denied the attack {number}.", "attack", None))
        day = date(2021, 1, 4) + timedelta(days=number)
        results.append(make_coded(f"a{number:03}", lines, day, ("Courier", "Herald")[number % 2]))
    return results


def make_unit(article_id: str, text: str, trigger: str, code: str, **fields: Any) -> Unit:
    """A unit whose cue is its text."""
    given = {"sentence": 0, "start": 0, "end": len(text), "event_id": f"{article_id}-0", **fields}
    return Unit(article_id=article_id, text=text, cue=text.lower(), trigger=trigger, code=code, **given)


def make_sentence(article_id: str, text: str, sentence: int = 0) -> PlainSentence:
    """A sentence of an article without a date."""
    return PlainSentence(article_id, sentence, 0, len(text), text, None, None)


def spread(labels: Sequence[int], classes: int, sure: float = 0.9) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Probabilities that give each label `sure` and share the rest among the other classes."""
    chances = np.full((len(labels), classes), (1 - sure) / (classes - 1))
    chances[np.arange(len(labels)), labels] = sure
    return chances
