"""A spreadsheet: one row for each event and for each sentence without one, out as CSV and back.

Words stand in the cells as they are in the text. An unchanged cell keeps its span; new words are looked up in the
row's sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from dateline.datasets.annotation.cells import read_cells, render_cells
from dateline.datasets.annotation.documents import Inbox
from dateline.datasets.annotation.markings import FLAGS, ROLES, TRIGGER, VALUES, Annotation, Marking, Span, Task
from dateline.datasets.annotation.spelling import read_losses
from dateline.datasets.tables import LOSS_KINDS

_PLACE = ("article_id", "sentence", "published_on", "text")
_CODING = ("action", "act", "status", "flags", "trigger_text")
_WORDS = {f"{role}_text": (role,) for role in ROLES} | {"loss_text": tuple(LOSS_KINDS)}
COLUMNS = (
    *_PLACE,
    "event_id",
    *_CODING,
    *("source_text", "source_code", "target_text", "target_code", "date_text", "date", "place_text", "place"),
    *("loss_text", "losses", "claimant_text", "claimant_code", "topics"),
)
"""The columns of the sheet; others that a person adds are left alone."""

_JOINT = " | "


def render_sheet(tasks: Iterable[Task]) -> str:
    """The sheet as CSV, with the suggestions of the tasks that have some."""
    return render_cells((row for task in tasks for row in _make_rows(task)), COLUMNS)


def _make_rows(task: Task) -> Iterator[dict[str, str]]:
    day = task.article.published_on.isoformat() if task.article.published_on else ""
    for sentence in task.sentences:
        place = {
            "article_id": task.article.article_id,
            "sentence": str(sentence.index),
            "published_on": day,
            "text": " ".join(sentence.text.split()),
        }
        told = [own for own in task.suggestions if task.events[str(own.event_id)].sentence == sentence.index]
        for marking in told:
            yield {**place, **_spell(marking, task)}
        if not told:
            yield place


def _spell(marking: Marking, task: Task) -> dict[str, str]:
    return {
        "event_id": marking.event_id or "",
        "action": marking.action,
        "act": marking.act,
        "status": marking.status,
        "flags": ", ".join(marking.flags),
        "trigger_text": _spell_words([(TRIGGER, *marking.trigger)], task),
        **{name: _spell_words(marking.words_of(*parts), task) for name, parts in _WORDS.items()},
        **marking.values,
    }


def _spell_words(spans: Iterable[tuple[str, int, int]], task: Task) -> str:
    return _JOINT.join(" ".join(task.article.text[start:end].split()) for _, start, end in spans)


def read_sheet(text: str, name: str, tasks: Mapping[str, Task]) -> Inbox:
    """The annotations of a sheet; raises DatasetError where its columns are not those of one."""
    inbox = Inbox(tasks)
    found: dict[str, list[tuple[Marking, str]]] = {}
    first: dict[str, str] = {}
    needed = [column for column in COLUMNS if column not in ("published_on", "text")]
    for where, cells in read_cells(text, name, COLUMNS, needed):
        task = inbox.find_task(cells["article_id"], None, where)
        if task is None:
            continue
        first.setdefault(task.article.article_id, where)
        rows = found.setdefault(task.article.article_id, [])
        coded = [key for key in COLUMNS if key not in (*_PLACE, "event_id") and cells[key]]
        if not cells["action"]:
            # An emptied action takes a suggestion back, whatever still stands in its row.
            if coded and not cells["event_id"]:
                inbox.faults.append(f"{where}: it has a {coded[0]} but no action; write one, or empty the row")
            continue
        try:
            rows.append((_read_row(cells, task), where))
        except ValueError as error:
            inbox.faults.append(f"{where}: {error}")
    for article_id, rows in found.items():
        where = f"{first[article_id]} (article {article_id})"
        markings = _name_once(marking for marking, _ in rows)
        inbox.add(Annotation(article_id, tuple(markings), where, tuple(place for _, place in rows)))
    return inbox


def _name_once(markings: Iterable[Marking]) -> Iterator[Marking]:
    """A row that was copied to add an event has the id of the row above it: only the first stands for it."""
    seen: set[str | None] = set()
    for marking in markings:
        yield replace(marking, event_id=None) if marking.event_id in seen else marking
        seen.add(marking.event_id)


def _read_row(cells: Mapping[str, str], task: Task) -> Marking:
    suggested = next((own for own in task.suggestions if own.event_id == cells["event_id"]), None)
    shown = _spell(suggested, task) if suggested else {}
    if not cells["sentence"].isdecimal():
        raise ValueError(
            f"the sentence {cells['sentence']!r} is no number; write that of the sentence it was exported with"
        )
    number = int(cells["sentence"])
    if all(sentence.index != number for sentence in task.sentences):
        raise ValueError(f"the article has no sentence {number}; write that of the sentence it was exported with")
    if not cells["trigger_text"]:
        raise ValueError("it has an action but no trigger_text; write the words of the text that tell the event")
    if suggested and cells["trigger_text"] == shown["trigger_text"]:
        trigger = suggested.trigger
    else:
        trigger = _find_words(cells["trigger_text"], number, task)
    spans: set[tuple[str, int, int]] = set()
    for column, parts in _WORDS.items():
        if suggested and cells[column] == shown[column]:
            spans.update(suggested.words_of(*parts))
        elif cells[column]:
            for place, words in enumerate(cells[column].split(_JOINT.strip())):
                part = parts[0] if len(parts) == 1 else _kind_at(place, cells["losses"])
                spans.add((part, *_find_words(words, number, task)))
    flags = {flag.strip() for flag in cells["flags"].split(",")} - {""}
    return Marking(
        action=cells["action"],
        act=cells["act"] or "do",
        status=cells["status"] or "reported",
        trigger=trigger,
        event_id=suggested.event_id if suggested else None,
        flags=(*(flag for flag in FLAGS if flag in flags), *sorted(flags - set(FLAGS))),
        spans=tuple(sorted(spans)),
        values={name: cells[name] for name in VALUES if cells[name]},
    )


def _kind_at(place: int, losses: str) -> str:
    """The kind of the loss that stands at a place of the list of losses."""
    kinds = [loss.kind for loss in read_losses(losses)]
    if place >= len(kinds):
        raise ValueError(
            "it has more words in loss_text than losses; write a loss for each, such as killed 3; wounded 2"
        )
    return kinds[place]


def _find_words(words: str, number: int, task: Task) -> Span:
    """Where the words stand: in the sentence, or else in the nearest one that has them."""
    wanted = words.split()
    for sentence in sorted(task.sentences, key=lambda sentence: (abs(sentence.index - number), sentence.index)):
        span = _find_in(wanted, task.article.text, sentence.start, sentence.end)
        if span is not None:
            return span
    raise ValueError(f"the words {words.strip()!r} do not stand in the article; write them as they are in the text")


def _find_in(wanted: list[str], text: str, start: int, end: int) -> Span | None:
    """The first place of the words, whatever white space stands between them."""
    place = text.find(wanted[0], start, end) if wanted else -1
    while place >= 0:
        here = place
        for word in wanted:
            here += len(text[here:end]) - len(text[here:end].lstrip())
            if not text.startswith(word, here, end):
                break
            here += len(word)
        else:
            return place, here
        place = text.find(wanted[0], place + 1, end)
    return None
