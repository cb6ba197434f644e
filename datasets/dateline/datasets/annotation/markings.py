"""Coding results in, tasks out: an article with its events as a person sees and edits them.

A Marking holds less than an Event: what a person can see. What it leaves out is not lost, because an annotation is
read beside the dataset that it was made from: a marking that comes back unchanged stands for the very same event.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from dateline.coding.records import Article, CodingResult, Event, Loss, Sentence
from dateline.datasets.annotation.spelling import spell_date, spell_losses, spell_place
from dateline.datasets.tables import LOSS_KINDS

Span = tuple[int, int]

TRIGGER = "trigger"
ROLES = ("source", "target", "place", "date", "claimant")
PARTS = (*ROLES, *LOSS_KINDS)
"""What the words beside a trigger can be: a role, or the count of a kind of loss."""

FLAGS = ("reciprocal", "background", "disputed")
VALUES = {
    "source_code": "actor code of the source, such as ARMMIL",
    "target_code": "actor code of the target",
    "claimant_code": "actor code of who asserts it, where that is not the publisher",
    "date": "day, month or year of the event, or two days with a slash: 2021-11-15, 2021-11, 2021-11-15/2021-11-20",
    "place": "name and country of the place, such as Idlib, SYR; or the country alone",
    "losses": "losses, such as killed 3 of CZEMIL; wounded 10 (8-12); captured 2",
    "topics": "topics, separated by commas",
}
"""What a person writes about an event, by field."""


@dataclass(frozen=True, slots=True)
class Marking:
    """One event as a person sees and edits it.

    `spans` are the words of its PARTS, sorted, as (part, start, end); `values` holds those of VALUES that are not
    empty. `event_id` is that of the suggestion that it stands for, None for an event that a person added.
    """

    action: str
    act: str
    status: str
    trigger: Span
    event_id: str | None = None
    flags: tuple[str, ...] = ()
    spans: tuple[tuple[str, int, int], ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)

    def words_of(self, *parts: str) -> tuple[tuple[str, int, int], ...]:
        """The spans of some parts."""
        return tuple(span for span in self.spans if span[0] in parts)


@dataclass(frozen=True, slots=True)
class Task:
    """An article to be coded by a person.

    `suggestions` are shown, and `events` are theirs; a blind task has none and says so.
    """

    article: Article
    sentences: tuple[Sentence, ...]
    suggestions: tuple[Marking, ...] = ()
    events: Mapping[str, Event] = field(default_factory=dict)
    is_blind: bool = False

    def find_sentence(self, start: int, end: int) -> Sentence | None:
        """The sentence that holds a span, None where none does."""
        place = bisect.bisect_right([sentence.start for sentence in self.sentences], start) - 1
        sentence = self.sentences[place] if place >= 0 else None
        return sentence if sentence is not None and end <= sentence.end else None


@dataclass(frozen=True, slots=True)
class Annotation:
    """What a person made of one article.

    `where` names the item of the file for messages; `places` name the item of each marking where that is another.
    """

    article_id: str
    markings: tuple[Marking, ...]
    where: str
    places: tuple[str, ...] = ()


def make_task(result: CodingResult) -> Task:
    """The task of a coded article, its events as suggestions in the order of the text."""
    markings = [mark_event(event, result) for event in result.events]
    order = sorted(range(len(markings)), key=lambda i: (markings[i].trigger, markings[i].event_id or ""))
    return Task(
        result.article,
        result.sentences,
        tuple(markings[index] for index in order),
        {event.event_id: event for event in result.events},
    )


def make_blind_task(result: CodingResult) -> Task:
    """The task of an article that is to be coded without any suggestion."""
    return Task(result.article, result.sentences, is_blind=True)


def mark_event(event: Event, result: CodingResult) -> Marking:
    """The marking of an event: the spans of its first mention, and its values spelled out."""
    spans = set()
    for part in event.mentions:
        if part.mention == 0 and part.part in ROLES:
            spans.add((part.part, part.start, part.end))
        elif part.mention == 0 and part.part == "loss":
            kind = find_kind(event.losses, (part.start, part.end), part.rule)
            if kind is not None:
                spans.add((kind, part.start, part.end))
    flagged = (event.is_reciprocal, event.is_background, event.is_disputed)
    values = {
        "source_code": event.source.code if event.source else "",
        "target_code": event.target.code if event.target else "",
        "claimant_code": event.claimant.code if event.claimant else "",
        "date": spell_date(event.date),
        "place": spell_place(event.place),
        "losses": spell_losses(event.losses),
        "topics": ", ".join(sorted(set(event.topics))),
    }
    return Marking(
        action=event.action,
        act=event.act,
        status=event.status,
        trigger=_find_trigger(event, result),
        event_id=event.event_id,
        flags=tuple(name for name, holds in zip(FLAGS, flagged, strict=True) if holds),
        spans=tuple(sorted(spans)),
        values={name: value for name, value in values.items() if value},
    )


def find_kind(losses: Iterable[Loss], span: Span, rule: str | None) -> str | None:
    """The kind of loss that the words of a mention tell, None where that is not known."""
    return next((loss.kind for loss in losses if loss.span == span), rule if rule in LOSS_KINDS else None)


def _find_trigger(event: Event, result: CodingResult) -> Span:
    """The first trigger; for a coder that marks none its words in the sentence, or else the sentence."""
    marked = (part for part in event.mentions if part.mention == 0 and part.part == TRIGGER)
    first = next(marked, None)
    if first is not None:
        return first.start, first.end
    sentence = _sentence_of(event, result.sentences)
    start = result.article.text.find(event.trigger_text, sentence.start, sentence.end) if event.trigger_text else -1
    return (start, start + len(event.trigger_text)) if start >= 0 else (sentence.start, sentence.end)


def _sentence_of(event: Event, sentences: Sequence[Sentence]) -> Sentence:
    return next(sentence for sentence in sentences if sentence.index == event.sentence)
