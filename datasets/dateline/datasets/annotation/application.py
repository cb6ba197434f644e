"""Annotations in, coding results out: what a person left as it was stays, what he or she changed is made anew.

A suggestion that comes back unchanged gives the very same event, rule and score included, so that these show what a
person has accepted as it stood. Of a changed one every field that stands as suggested is kept, every other is made
from what the person wrote; `rule` and `score` are then null.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from dateline.coding.cast.composition import Codebook
from dateline.coding.cast.tables import data_folder
from dateline.coding.errors import DatasetError
from dateline.coding.events.drafts import digest
from dateline.coding.places.gazetteer import load_gazetteer
from dateline.coding.records import Actor, CodingResult, DateInterval, Event, Loss, MentionPart, Place
from dateline.coding.syntax.numerals import NUMBER, read_number
from dateline.datasets.annotation.labels import Labels
from dateline.datasets.annotation.markings import ROLES, TRIGGER, Annotation, Marking, Span, Task, find_kind
from dateline.datasets.annotation.spelling import read_date, read_losses, spell_losses
from dateline.datasets.tables import LOSS_KINDS

METHOD = "person"
"""How the actor of a code that a person wrote was found, as its record says."""

_SHOWN = 10
_PRECISIONS = {"town": 1, "admin2": 2, "admin1": 3, "country": 3}


class AnnotationError(DatasetError):
    """A file of annotations that cannot be used: a line for each fault, with the item and the mend."""

    def __init__(self, file: str, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        rest = f"\n  and {len(faults) - _SHOWN} more" if len(faults) > _SHOWN else ""
        shown = "".join(f"\n  {fault}" for fault in faults[:_SHOWN])
        count = "one fault" if len(faults) == 1 else f"{len(faults)} faults"
        super().__init__(f"{file} has {count}; nothing was written:{shown}{rest}")


@dataclass(frozen=True, slots=True)
class Annotator:
    """Who coded: `coder_id` stands in every event. `writes_values` says whether the tool let the person write codes,
    dates and counts; where it did not, they go with the words: kept where the words stand, unknown where not.
    """

    coder_id: str
    writes_values: bool = True


def apply_annotations(
    annotations: Iterable[Annotation], tasks: Mapping[str, Task], labels: Labels, annotator: Annotator, file: str
) -> tuple[CodingResult, ...]:
    """The coding of every annotated article, by article id; raises AnnotationError with all faults of the file."""
    faults: list[str] = []
    results = {}
    for annotation in annotations:
        task = tasks[annotation.article_id]
        events: list[Event] = []
        for number, marking in enumerate(annotation.markings):
            words = task.article.text[slice(*marking.trigger)]
            where = annotation.places[number] if annotation.places else f"{annotation.where}, trigger {words!r}"
            found = [*_find_faults(marking, task, labels)]
            faults += [f"{where}: {fault}" for fault in found]
            if not found:
                try:
                    events.append(apply_marking(marking, task, annotator))
                except ValueError as error:
                    faults.append(f"{where}: {error}")
        twice = [key for key, count in Counter(event.event_id for event in events).items() if count > 1]
        for key in twice:
            words = next(event.trigger_text for event in events if event.event_id == key)
            faults.append(
                f"{annotation.where}: two events on {words!r} have the same action, act and parties; remove one"
            )
        results[annotation.article_id] = CodingResult(task.article, task.sentences, tuple(events))
    if faults:
        raise AnnotationError(file, faults)
    return tuple(results[key] for key in sorted(results))


def _find_faults(marking: Marking, task: Task, labels: Labels) -> Iterable[str]:
    original = task.events.get(marking.event_id or "")
    if original is None or marking.action != original.action:
        yield from filter(None, [labels.find_unknown("action", [marking.action])])
    yield from filter(None, [labels.find_unknown("act", [marking.act])])
    yield from filter(None, [labels.find_unknown("status", [marking.status])])
    yield from filter(None, [labels.find_unknown("flag", marking.flags)])
    known = original.topics if original else ()
    topics = [topic for topic in _split_topics(marking) if topic not in known]
    yield from filter(None, [labels.find_unknown("topic", topics)])
    yield from filter(None, [labels.find_unknown("words", [part for part, _, _ in marking.spans])])
    suggested = _suggestion_of(marking, task)
    kept = {(TRIGGER, *suggested.trigger), *suggested.spans} if suggested else set()
    for part, start, end in ((TRIGGER, *marking.trigger), *marking.spans):
        if (part, start, end) not in kept and task.find_sentence(start, end) is None:
            words = task.article.text[start:end]
            yield f"the {part} {words!r} does not lie within one sentence; mark words of one sentence only"


def _suggestion_of(marking: Marking, task: Task) -> Marking | None:
    if marking.event_id is None:
        return None
    return next((own for own in task.suggestions if own.event_id == marking.event_id), None)


def apply_marking(marking: Marking, task: Task, annotator: Annotator) -> Event:
    """The event that a marking stands for; raises ValueError for a value that cannot be read."""
    suggested = _suggestion_of(marking, task)
    original = task.events.get(marking.event_id or "") if suggested else None
    if original is None or suggested is None:
        original, suggested = None, Marking("", "", "", (-1, -1))
    elif marking == suggested or (
        not annotator.writes_values and replace(marking, values=suggested.values) == suggested
    ):
        return replace(original, coder=annotator.coder_id)
    change = _Change(marking, suggested, original, task, annotator)
    source_text, source = change.party("source")
    target_text, target = change.party("target")
    claimant_text, claimant = change.party("claimant")
    losses = change.losses()
    told = change.told_same
    event = Event(
        event_id="",
        happening_id="",
        sentence=original.sentence if original and told else change.sentence(),
        action=marking.action,
        act=marking.act,
        topics=_split_topics(marking) if annotator.writes_values else (original.topics if original else ()),
        is_reciprocal="reciprocal" in marking.flags,
        source_text=source_text,
        source=source,
        target_text=target_text,
        target=target,
        date=change.date(),
        place=change.place(),
        status=marking.status,
        claimant_text=claimant_text,
        claimant=claimant,
        is_disputed="disputed" in marking.flags,
        is_background="background" in marking.flags,
        trigger_text=original.trigger_text if original and told else change.words(marking.trigger),
        coder=annotator.coder_id,
        mentions=change.mentions(),
        losses=losses,
    )
    killed, wounded, captured = change.counts(losses)
    event = replace(event, killed=killed, wounded=wounded, captured=captured)
    return _name_event(event, original, change)


def _name_event(event: Event, original: Event | None, change: _Change) -> Event:
    """The event with its ids: those of the suggestion while it is about the same, the usual hashes otherwise."""
    marking, article_id = change.marking, change.task.article.article_id
    same = original is not None and change.told_same and (event.action, event.act) == (original.action, original.act)
    pair = [
        (actor.code if actor else "", marking.words_of(side))
        for side, actor in (("source", event.source), ("target", event.target))
    ]
    if original is not None and same:
        before = [
            (actor.code if actor else "", change.suggested.words_of(side))
            for side, actor in (("source", original.source), ("target", original.target))
        ]
        if pair == before:
            return replace(event, event_id=original.event_id, happening_id=original.happening_id)
    told = (article_id, event.action, event.act, *marking.trigger)
    starts = [words[0][1] if words else -1 for _, words in pair]
    happening = original.happening_id if original is not None and same else digest(*told, "happening")
    return replace(event, event_id=digest(*told, *starts, *(code for code, _ in pair)), happening_id=happening)


@dataclass(frozen=True, slots=True)
class _Change:
    """A marking beside the suggestion and the event that it was made from; an added one has an empty suggestion."""

    marking: Marking
    suggested: Marking
    original: Event | None
    task: Task
    annotator: Annotator

    @property
    def told_same(self) -> bool:
        return self.marking.trigger == self.suggested.trigger

    def words(self, span: Span) -> str:
        return self.task.article.text[span[0] : span[1]]

    def sentence(self) -> int:
        sentence = self.task.find_sentence(*self.marking.trigger)
        if sentence is None:
            raise ValueError("the trigger does not lie within one sentence; mark words of one sentence only")
        return sentence.index

    def _kept(self, *parts: str) -> bool:
        return self.original is not None and self.marking.words_of(*parts) == self.suggested.words_of(*parts)

    def _written(self, name: str, *parts: str) -> str | None:
        """What the person wrote in a field; None where it stands as suggested."""
        if not self.annotator.writes_values:
            return None if self._kept(*parts) else ""
        value = self.marking.values.get(name, "")
        return None if self.original is not None and value == self.suggested.values.get(name, "") else value

    def _first_words(self, part: str) -> tuple[str, Span] | None:
        spans = self.marking.words_of(part)
        return (self.words(spans[0][1:]), spans[0][1:]) if spans else None

    def party(self, side: str) -> tuple[str | None, Actor | None]:
        """Words and actor of a side."""
        original = self.original
        marked = self._first_words(side)
        text = getattr(original, f"{side}_text") if self._kept(side) else marked[0] if marked else None
        written = self._written(f"{side}_code", side)
        if written is None:
            return text, getattr(original, side)
        return text, make_actor(written, text) if written else None

    def date(self) -> DateInterval | None:
        """The date; one that a person wrote is dated by the words marked, or else by the article."""
        marked = self._first_words("date")
        text, span = marked or (None, None)
        original = self.original.date if self.original else None
        written = self._written("date", "date")
        if written is None:
            return original if original is None or self._kept("date") else replace(original, text=text, span=span)
        if not written:
            return None
        start, end, precision = read_date(written)
        if text is not None:
            method = "explicit" if re.search(r"\d", text) else "relative"
        else:
            method = "publication" if start == end == self.task.article.published_on else "discourse"
        return DateInterval(start, end, precision, method, text, span)

    def place(self) -> Place | None:
        """The place: a name that a person wrote is looked up, and resolved where it can mean one place only."""
        marked = self._first_words("place")
        original = self.original.place if self.original else None
        written = self._written("place", "place")
        if written is None:
            if self._kept("place") or original is None:
                return original
            return replace(original, text=marked[0], span=marked[1]) if marked else original
        if not written and not marked:
            return None
        text, span = marked or (original.text if original else written, (0, 0))
        return find_place(written, text, span)

    def losses(self) -> tuple[Loss, ...]:
        """The losses; those of a tool that takes no counts are read from the words that were marked."""
        original = self.original.losses if self.original else ()
        if not self.annotator.writes_values:
            return original if self._kept(*LOSS_KINDS) else self._losses_of_words(original)
        written = self._written("losses", *LOSS_KINDS)
        if written is None:
            return original
        spans = {kind: list(self.marking.words_of(kind)) for kind in LOSS_KINDS}
        losses = []
        for loss in read_losses(written):
            before = next((old for old in original if spell_losses([old]) == spell_losses([loss])), None)
            if before is not None:
                losses.append(before)
                continue
            span = spans[loss.kind].pop(0)[1:] if spans[loss.kind] else self.marking.trigger
            losses.append(replace(loss, text=self.words(span), span=span))
        return tuple(losses)

    def _losses_of_words(self, original: Sequence[Loss]) -> tuple[Loss, ...]:
        marked = self.marking.words_of(*LOSS_KINDS)
        shown = self.suggested.words_of(*LOSS_KINDS)
        losses = {
            (loss.kind, loss.of_code): loss
            for loss in original
            if (loss.kind, *loss.span) in marked or (loss.kind, *loss.span) not in shown
        }
        for kind, start, end in marked:
            if (kind, start, end) in shown:
                continue
            words = self.words((start, end))
            counts = [read_number(number) for number in re.findall(rf"\b{NUMBER}\b", words, re.IGNORECASE)]
            count = counts[0] if len(counts) == 1 else None
            losses.setdefault((kind, ""), Loss(kind, words, (start, end), "", count, count, count))
        return tuple(losses.values())

    def counts(self, losses: Sequence[Loss]) -> tuple[int | None, int | None, int | None]:
        """Killed, wounded and captured: those of the suggestion where its losses stand."""
        original = self.original
        if original is not None and losses == original.losses:
            return original.killed, original.wounded, original.captured
        return _sum_up(losses, "killed"), _sum_up(losses, "wounded"), _sum_up(losses, "captured")

    def mentions(self) -> tuple[MentionPart, ...]:
        """The spans: of the first mention those marked, the others as they were."""
        before = self.original.mentions if self.original else ()
        told = self.told_same and any(part.mention == 0 and part.part == TRIGGER for part in before)
        kept = [part for part in before if part.mention > 0 or self._is_kept(part)]
        if not told and (self.original is None or not self.told_same):
            kept.append(MentionPart(0, TRIGGER, *self.marking.trigger))
        there = {(part.part, part.start, part.end) for part in kept if part.mention == 0}
        for part, start, end in self.marking.spans:
            name, rule = ("loss", part) if part in LOSS_KINDS else (part, None)
            if (name, start, end) not in there:
                kept.append(MentionPart(0, name, start, end, rule))
        return tuple(kept)

    def _is_kept(self, part: MentionPart) -> bool:
        if part.part == TRIGGER:
            return self.told_same
        name = part.part
        if part.part == "loss" and self.original is not None:
            kind = find_kind(self.original.losses, (part.start, part.end), part.rule)
            if kind is None:
                return True
            name = kind
        return name not in (*ROLES, *LOSS_KINDS) or (name, part.start, part.end) in self.marking.spans


def _sum_up(losses: Iterable[Loss], kind: str) -> int | None:
    known = [loss.best for loss in losses if loss.kind == kind and loss.best is not None]
    return sum(known) if known else None


@cache
def _codebook() -> Codebook:
    return Codebook.load(data_folder(None))


def make_actor(code: str, text: str | None) -> Actor:
    """The actor of a code that a person wrote; raises ValueError for a code that is not composed as it should be."""
    problem = _codebook().problem(code)
    if problem:
        raise ValueError(f"the actor code {code!r} cannot be used: {problem}; compose it as in ARMMIL or IGOUNO")
    return Actor(code, _codebook().country(code), _codebook().sector(code), text or code, METHOD)


def find_place(written: str, text: str, span: Span) -> Place:
    """The place of a name and country as a person writes them, such as "Idlib, SYR", "Idlib" or "SYR".

    Raises ValueError for a country that is none. A name that may mean several places stays unresolved.
    """
    name, _, country = (part.strip() for part in written.rpartition(","))
    gazetteer = load_gazetteer()
    countries = set(gazetteer.alpha3.values())
    if not name and country not in countries:
        name, country = country, ""
    if country and country not in countries:
        raise ValueError(
            f"{country!r} in the place {written!r} is no country; write its three letters, as in Idlib, SYR"
        )
    found = [each for each in gazetteer.find(name) if not country or each.entry.country == country] if name else []
    best = [each.entry for each in found if each.standing != "alternate"] or [each.entry for each in found]
    if len(best) != 1:
        return Place(text, span, country=country or None)
    entry = best[0]
    return Place(
        text,
        span,
        entry.name,
        entry.entry_id,
        entry.admin1,
        entry.country,
        entry.latitude,
        entry.longitude,
        _PRECISIONS.get(entry.kind, 3),
    )


def _split_topics(marking: Marking) -> tuple[str, ...]:
    found = (topic.strip() for topic in re.split(r"[,;\n]", marking.values.get("topics", "")))
    return tuple(sorted({topic for topic in found if topic}))
