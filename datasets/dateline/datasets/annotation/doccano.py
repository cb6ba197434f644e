"""doccano: JSONL for a sequence labelling project with relations out, its JSONL export back.

An entity holds a label and nothing else. So the trigger is labelled with its action (`action:shelling`); what is not
usual about an event is a further entity on the same words (`act:threaten`, `status:claimed`, `flag:background`), and
relations tie all to the trigger. Codes, dates, places and counts cannot be written in doccano. The forms are those of
doccano 1.8.4 (JSONL(Relation) in, JSONL of a project with relations out), which hands further keys of a line through.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dateline.coding.errors import DatasetError
from dateline.coding.records import STATUSES
from dateline.datasets.annotation.attachment import attach_words, settle_span
from dateline.datasets.annotation.documents import Inbox, choose_colors, read_json, show_text
from dateline.datasets.annotation.labels import Labels
from dateline.datasets.annotation.markings import FLAGS, PARTS, TRIGGER, Annotation, Marking, Span, Task
from dateline.datasets.annotation.matching import match_suggestions

RELATION = "has"
_USUAL = {"act": "do", "status": "reported"}


def make_label_types(labels: Labels) -> list[dict[str, Any]]:
    """The labels of entities as doccano imports them."""
    names = [f"action:{name}" for name in labels.actions]
    names += [f"act:{name}" for name in labels.names_of("act") if name != _USUAL["act"]]
    names += [f"status:{name}" for name in STATUSES if name != _USUAL["status"]]
    names += [*(f"flag:{name}" for name in FLAGS), *PARTS]
    return [_make_type(name, color) for name, color in zip(names, choose_colors(len(names)), strict=True)]


def make_relation_types() -> list[dict[str, Any]]:
    """The one kind of relation, as doccano imports it."""
    return [_make_type(RELATION, "#5d6d7e")]


def _make_type(name: str, color: str) -> dict[str, Any]:
    return {
        "text": name,
        "prefix_key": None,
        "suffix_key": None,
        "background_color": color,
        "text_color": "#ffffff",
    }


def make_lines(tasks: Iterable[Task]) -> list[dict[str, Any]]:
    """One object for each article, as doccano imports and exports them."""
    lines = []
    for task in tasks:
        entities: list[dict[str, Any]] = []
        relations: list[dict[str, Any]] = []
        for marking in task.suggestions:
            first = len(entities) + 1
            for label, start, end in (*_label_trigger(marking), *marking.spans):
                here = len(entities) + 1
                entities.append({"id": here, "label": label, "start_offset": start, "end_offset": end})
                if here > first:
                    relations.append({"id": len(relations) + 1, "from_id": first, "to_id": here, "type": RELATION})
        article = task.article
        lines.append(
            {
                "text": show_text(article.text),
                "article_id": article.article_id,
                "published_on": article.published_on.isoformat() if article.published_on else "",
                "publisher": article.publisher or "",
                "suggested": not task.is_blind,
                "entities": entities,
                "relations": relations,
            }
        )
    return lines


def _label_trigger(marking: Marking) -> list[tuple[str, int, int]]:
    labels = [f"action:{marking.action}"]
    labels += [f"act:{marking.act}"] * (marking.act != _USUAL["act"])
    labels += [f"status:{marking.status}"] * (marking.status != _USUAL["status"])
    labels += [f"flag:{flag}" for flag in marking.flags]
    return [(label, *marking.trigger) for label in labels]


def read_lines(text: str, name: str, tasks: Mapping[str, Task], labels: Labels) -> Inbox:
    """The annotations of an export of doccano in JSONL; raises DatasetError for what is none."""
    inbox = Inbox(tasks)
    # Not splitlines: a text may hold a line separator that JSON leaves as it is.
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        where = f"{name}, line {number}"
        item = read_json(line, where)
        if not isinstance(item, dict):
            raise DatasetError(f"{where} is no article of doccano; export the project as JSONL with relations")
        task = inbox.find_task(item.get("article_id"), item.get("text"), where)
        if task is None:
            continue
        where = f"{where} (article {task.article.article_id})"
        try:
            markings = _read_markings(item, task, labels, where, inbox.faults)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            inbox.faults.append(
                f"{where}: it is not as doccano writes it ({error!r}); export the project as JSONL again"
            )
            continue
        if item.get("suggested"):
            markings = match_suggestions(markings, task)
        inbox.add(Annotation(task.article.article_id, tuple(markings), where))
    return inbox


def _read_markings(
    item: Mapping[str, Any], task: Task, labels: Labels, where: str, faults: list[str]
) -> Sequence[Marking]:
    regions: dict[str, tuple[str, Span]] = {}
    kinds: dict[str, str] = {}
    for key, label, start, end in _list_entities(item):
        span = settle_span(start, end, task)
        prefix, colon, name = label.partition(":")
        kind = prefix if colon and prefix in ("action", "act", "status", "flag") else "words"
        problem = labels.find_unknown(kind, [name if kind != "words" else label])
        if problem:
            faults.append(f"{where}, words {task.article.text[start:end]!r}: {problem}")
        elif span is None:
            faults.append(f"{where}: the {label} at {start}:{end} has no words; mark it again")
        else:
            regions[key] = (TRIGGER if kind == "action" else label, span)
            kinds[key] = name
    relations = [(str(own["from_id"]), str(own["to_id"])) for own in item.get("relations") or ()]
    words, problems = attach_words(regions, relations, task)
    faults += [f"{where}: {problem}" for problem in problems]
    return [_make_marking(kinds[key], span, words[key]) for key, (label, span) in regions.items() if label == TRIGGER]


def _list_entities(item: Mapping[str, Any]) -> list[tuple[str, str, int, int]]:
    """Entities with relations, or the plain triples of an export without them."""
    if "entities" in item:
        return [
            (str(own["id"]), str(own["label"]), int(own["start_offset"]), int(own["end_offset"]))
            for own in item["entities"]
        ]
    plain = item.get("label", item.get("labels")) or ()
    return [(f"{place}", str(label), int(start), int(end)) for place, (start, end, label) in enumerate(plain)]


def _make_marking(action: str, trigger: Span, words: set[tuple[str, int, int]]) -> Marking:
    told = {"act": [_USUAL["act"]], "status": [_USUAL["status"]], "flag": []}
    spans = []
    for label, start, end in sorted(words):
        prefix, colon, name = label.partition(":")
        if colon:
            told[prefix].append(name)
        else:
            spans.append((label, start, end))
    flags = tuple(flag for flag in FLAGS if flag in told["flag"])
    return Marking(action, told["act"][-1], told["status"][-1], trigger, None, flags, tuple(spans))
