"""A dataset folder in, Units out: what classifiers learn from, each with the text that they read and its code.

A unit is a trigger or a sentence. `unit=trigger` is the default because a sentence often tells several things: each
trigger is read with the words around it, and the actor pairs of one happening, which share it, are one unit.
`unit=sentence` suits codings without triggers: a sentence has the code of its first event, in the order of the text.
Sentences without an event are left out, or are a class of their own: with `unit=trigger` those spans that looked like
an event and were rejected, with `unit=sentence` every sentence that has no event.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from dateline.coding.errors import ConfigError, DatasetError
from dateline.datasets.manifest import read_manifest
from dateline.datasets.reading import read_rows
from dateline.datasets.tables import ARTICLES, REJECTIONS
from dateline.experiments.agreement.codings import CodedEvent, Coding, read_coding
from dateline.experiments.agreement.fields import Field, parse_type
from dateline.experiments.agreement.spans import Span

UNITS = ("trigger", "sentence")
UNCODED = ("left_out", "own_class")
NONE = "none"
"""The code of what has no event, where that is a class of its own."""

STEM_LENGTH = 5
_WORD = re.compile(r"\w[\w'’-]*")


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing coded: `start` and `end` are its sentence's offsets in the article, `text` is that sentence.

    `cue` is what classifiers read, `trigger` the words of the trigger in lower case (empty where it has none),
    `country` that of the event's place, else of its source, else of its target. `event_id` is None where nothing was
    coded.
    """

    article_id: str
    sentence: int
    start: int
    end: int
    text: str
    cue: str
    trigger: str
    code: str
    event_id: str | None = None
    published_on: date | None = None
    publisher: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class PlainSentence:
    """A sentence with its offsets in its article, coded or not."""

    article_id: str
    sentence: int
    start: int
    end: int
    text: str
    published_on: date | None
    publisher: str | None


@dataclass(frozen=True, slots=True)
class CodedText:
    """A dataset as `check` reads it: `sentences` are all whose text it holds.

    `uncoded_events` are the events without a code in the type, `cut` those outside the text that was kept.
    """

    name: str
    manifest_sha256: str
    content_sha256: str
    field: Field
    labels: Mapping[str, str]
    units: tuple[Unit, ...]
    sentences: tuple[PlainSentence, ...]
    articles: int
    events: int
    uncoded_events: int
    cut: int


@dataclass(frozen=True, slots=True)
class _Source:
    text: str
    published_on: date | None
    publisher: str | None
    sentences: tuple[Span, ...]


def read_units(folder: Path, type_: str, unit: str, uncoded: str, window: int) -> CodedText:
    """The units of a dataset in the order of its articles and sentences; `window` is in words on either side.

    Raises ConfigError for settings that name nothing known or do not fit the dataset, and DatasetError where it
    cannot be read, has no event, or holds no text.
    """
    _check_choices(unit, uncoded, window)
    manifest = read_manifest(folder)
    if manifest.get("text") == "withheld":
        raise DatasetError(
            f"{folder} holds no texts (text=withheld), so there is nothing to learn from; build it again with text=full"
        )
    coding = read_coding(folder, folder.resolve().name)
    if not coding.event_count:
        raise DatasetError(f"{folder} has no events; build it with another coder or corpus")
    field = parse_type(type_, (coding,))
    sources = _read_sources(folder, coding)
    events = [event for found in coding.events.values() for event in found]
    named = [event for event in events if field.value_of(event) is not None]
    kept = [event for event in named if _is_inside(sources[event.article_id], event.sentence)]
    if unit == "trigger" and not any(event.trigger for event in kept):
        raise ConfigError(f"no event of {folder} has a trigger; set unit=sentence")
    taken = _take_triggers(kept) if unit == "trigger" else _take_first(kept)
    reach = window if unit == "trigger" else None
    units = [_make_unit(sources[event.article_id], event, field, reach) for event in taken]
    if uncoded == "own_class":
        coded = {(event.article_id, event.sentence) for event in events}
        units += _take_rejected(folder, sources, coded, window) if unit == "trigger" else _take_silent(sources, coded)
    units.sort(key=lambda each: (each.article_id, each.sentence, each.cue, each.event_id or ""))
    return CodedText(
        name=coding.name,
        manifest_sha256=str(manifest.get("manifest_sha256", "")),
        content_sha256=coding.content_sha256,
        field=field,
        labels=dict(coding.axes.get(field.name, {})),
        units=tuple(units),
        sentences=tuple(_list_sentences(sources)),
        articles=len(sources),
        events=len(events),
        uncoded_events=len(events) - len(named),
        cut=len(named) - len(kept),
    )


def write_cue(sentence: str, trigger: Span | None, window: int | None) -> str:
    """The text that classifiers read: words in lower case, `window` of them on either side of the trigger.

    The words of the trigger stand in «»; cut to five letters and with a ~ they stand at the end once more, so that
    "shelled" and "shelling" have something in common. Without a trigger or a window it is the whole sentence.
    """
    if trigger is None or window is None:
        return " ".join(_WORD.findall(sentence.lower()))
    start, end = trigger
    before = _WORD.findall(sentence[:start].lower())
    words = _WORD.findall(sentence[start:end].lower())
    after = _WORD.findall(sentence[end:].lower())
    parts = [
        *before[max(0, len(before) - window) :],
        *(f"«{word}»" for word in words),
        *after[:window],
        *(f"«{word[:STEM_LENGTH]}~»" for word in words),
    ]
    return " ".join(parts)


def _check_choices(unit: str, uncoded: str, window: int) -> None:
    if unit not in UNITS:
        raise ConfigError(f"unit is {unit!r} (allowed: {', '.join(UNITS)})")
    if uncoded not in UNCODED:
        raise ConfigError(f"uncoded is {uncoded!r} (allowed: {', '.join(UNCODED)})")
    if window < 0:
        raise ConfigError(f"window is {window}; give the number of words on either side of a trigger, 0 or more")


def _read_sources(folder: Path, coding: Coding) -> dict[str, _Source]:
    rows = read_rows(folder, ARTICLES, ("article_id", "text", "published_on", "publisher"))
    return {
        row["article_id"]: _Source(
            row["text"] or "",
            row["published_on"],
            row["publisher"],
            coding.articles[row["article_id"]].sentences,
        )
        for row in rows
    }


def _list_sentences(sources: Mapping[str, _Source]) -> Iterator[PlainSentence]:
    for article_id, source in sorted(sources.items()):
        for number, (start, end) in enumerate(source.sentences):
            if end <= len(source.text):
                text = source.text[start:end]
                yield PlainSentence(article_id, number, start, end, text, source.published_on, source.publisher)


def _is_inside(source: _Source, sentence: int) -> bool:
    return sentence < len(source.sentences) and source.sentences[sentence][1] <= len(source.text)


def _take_triggers(events: Sequence[CodedEvent]) -> list[CodedEvent]:
    first: dict[tuple[Any, ...], CodedEvent] = {}
    for event in events:
        place: object = event.trigger or event.event_id
        first.setdefault((event.article_id, event.sentence, place), event)
    return list(first.values())


def _take_first(events: Sequence[CodedEvent]) -> list[CodedEvent]:
    # The events of a coding are sorted by their place in the text.
    first: dict[tuple[str, int], CodedEvent] = {}
    for event in events:
        first.setdefault((event.article_id, event.sentence), event)
    return list(first.values())


def _make_unit(source: _Source, event: CodedEvent, field: Field, window: int | None) -> Unit:
    start, end = source.sentences[event.sentence]
    text = source.text[start:end]
    trigger = _within(event.trigger, start, end)
    countries = (event.values[f"{side}_country"] for side in ("place", "source", "target"))
    return Unit(
        article_id=event.article_id,
        sentence=event.sentence,
        start=start,
        end=end,
        text=text,
        cue=write_cue(text, trigger, window),
        trigger=text[slice(*trigger)].lower() if trigger else "",
        code=str(field.value_of(event)),
        event_id=event.event_id,
        published_on=source.published_on,
        publisher=source.publisher,
        country=next((country for country in countries if country), None),
    )


def _within(span: Span | None, start: int, end: int) -> Span | None:
    """The span counted from its sentence, None where it is not inside (a title's event may have its words below)."""
    if span is None or not start <= span[0] < span[1] <= end:
        return None
    return span[0] - start, span[1] - start


def _take_rejected(
    folder: Path, sources: Mapping[str, _Source], coded: set[tuple[str, int]], window: int
) -> Iterator[Unit]:
    found: dict[tuple[str, int], set[Span]] = defaultdict(set)
    for row in read_rows(folder, REJECTIONS, ("article_id", "sentence", "start", "end")):
        key = (row["article_id"], row["sentence"])
        if key not in coded and _is_inside(sources[key[0]], key[1]):
            found[key].add((row["start"], row["end"]))
    if not found:
        raise ConfigError(
            f"{folder} has no rejections outside its coded sentences, so unit=trigger has nothing for "
            "uncoded=own_class; set unit=sentence or uncoded=left_out"
        )
    for (article_id, sentence), spans in sorted(found.items()):
        # One to a sentence, so that what has no event does not drown what has one.
        yield _make_silent(sources[article_id], article_id, sentence, min(spans), window)


def _take_silent(sources: Mapping[str, _Source], coded: set[tuple[str, int]]) -> Iterator[Unit]:
    for article_id, source in sorted(sources.items()):
        for sentence in range(len(source.sentences)):
            if (article_id, sentence) not in coded and _is_inside(source, sentence):
                yield _make_silent(source, article_id, sentence, None, None)


def _make_silent(source: _Source, article_id: str, sentence: int, span: Span | None, window: int | None) -> Unit:
    start, end = source.sentences[sentence]
    text = source.text[start:end]
    trigger = _within(span, start, end)
    return Unit(
        article_id=article_id,
        sentence=sentence,
        start=start,
        end=end,
        text=text,
        cue=write_cue(text, trigger, window),
        trigger=text[slice(*trigger)].lower() if trigger else "",
        code=NONE,
        published_on=source.published_on,
        publisher=source.publisher,
    )
