"""Label Studio: tasks and a labelling config out, its export in JSON back.

Every event is a region `trigger` with the fields of the event on it; regions of its words hang from it by relations.
The config and the predictions pass the checks of label-studio-sdk 2.1.2.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from xml.sax.saxutils import quoteattr

from dateline.coding.errors import ConfigError, DatasetError
from dateline.coding.records import STATUSES
from dateline.datasets.annotation.attachment import attach_words, settle_span
from dateline.datasets.annotation.documents import Inbox, choose_colors, read_json, show_text
from dateline.datasets.annotation.labels import Labels
from dateline.datasets.annotation.markings import FLAGS, PARTS, TRIGGER, VALUES, Annotation, Marking, Span, Task
from dateline.datasets.annotation.matching import match_suggestions

_Result = dict[str, Any]

_ON_TRIGGER = '<View visibleWhen="region-selected" whenTagName="words" whenLabelValue="trigger">'


def render_config(labels: Labels) -> str:
    """The labelling config in Label Studio's XML."""
    names = (TRIGGER, *PARTS)
    lines = ["<View>", '  <Header value="$title"/>', '  <Labels name="words" toName="text">']
    for name, color in zip(names, choose_colors(len(names)), strict=True):
        lines.append(f"    <Label value={quoteattr(name)} background={quoteattr(color)}/>")
    lines += ["  </Labels>", '  <Text name="text" value="$text" granularity="word" saveTextResult="yes"/>']
    lines.append(f"  {_ON_TRIGGER}")
    lines.append('  <Taxonomy name="action" toName="text" leafsOnly="true" maxUsages="1" perRegion="true">')
    for family, actions in labels.families.items():
        lines.append(f"    <Choice value={quoteattr(family)}>")
        lines += [f"      <Choice value={quoteattr(a.name)} hint={quoteattr(a.meaning)}/>" for a in actions]
        lines.append("    </Choice>")
    lines.append("  </Taxonomy>")
    acts = {act.name: act.meaning for act in labels.acts}
    lines += _render_choices("act", "single", acts)
    lines += _render_choices("status", "single", dict.fromkeys(STATUSES, ""))
    lines += _render_choices("flags", "multiple", dict.fromkeys(FLAGS, ""))
    for name, meaning in VALUES.items():
        lines.append(
            f'  <TextArea name="{name}" toName="text" maxSubmissions="1" editable="true" perRegion="true" '
            f"placeholder={quoteattr(f'{name}: {meaning}')}/>"
        )
    return "\n".join([*lines, "  </View>", "</View>", ""])


def _render_choices(name: str, choice: str, values: Mapping[str, str]) -> Iterator[str]:
    yield f'  <Choices name="{name}" toName="text" choice="{choice}" showInline="true" perRegion="true">'
    for value, hint in values.items():
        told = f" hint={quoteattr(hint)}" if hint else ""
        yield f"    <Choice value={quoteattr(value)}{told}/>"
    yield "  </Choices>"


def make_items(tasks: Iterable[Task], labels: Labels) -> list[dict[str, Any]]:
    """The tasks as Label Studio imports them, with the suggestions as predictions unless they are blind."""
    family_of = {action.name: family for family, actions in labels.families.items() for action in actions}
    return [_make_item(task, family_of) for task in tasks]


def _make_item(task: Task, family_of: Mapping[str, str]) -> dict[str, Any]:
    article = task.article
    item: dict[str, Any] = {
        "data": {
            "article_id": article.article_id,
            "title": article.title or article.article_id,
            "published_on": article.published_on.isoformat() if article.published_on else "",
            "publisher": article.publisher or "",
            "suggested": not task.is_blind,
            "text": show_text(article.text),
        }
    }
    if not task.is_blind:
        coders = sorted({event.coder for event in task.events.values()})
        results = [result for marking in task.suggestions for result in _make_results(marking, task, family_of)]
        item["predictions"] = [{"model_version": ", ".join(coders) or "dateline", "result": results}]
    return item


def _make_results(marking: Marking, task: Task, family_of: Mapping[str, str]) -> Iterator[_Result]:
    text = show_text(task.article.text)
    key = str(marking.event_id)

    def on(region: str, span: Span, name: str, kind: str, value: Mapping[str, Any]) -> _Result:
        start, end = span
        where = {"start": start, "end": end, "text": text[start:end]}
        return {"id": region, "from_name": name, "to_name": "text", "type": kind, "value": {**where, **value}}

    yield on(key, marking.trigger, "words", "labels", {"labels": [TRIGGER]})
    path = [family_of.get(marking.action, "No content"), marking.action]
    yield on(key, marking.trigger, "action", "taxonomy", {"taxonomy": [path]})
    for name, chosen in (("act", [marking.act]), ("status", [marking.status]), ("flags", list(marking.flags))):
        if chosen:
            yield on(key, marking.trigger, name, "choices", {"choices": chosen})
    for name, written in marking.values.items():
        yield on(key, marking.trigger, name, "textarea", {"text": [written]})
    for part, start, end in marking.spans:
        region = f"{key}-{part}-{start}-{end}"
        yield on(region, (start, end), "words", "labels", {"labels": [part]})
        yield {"from_id": key, "to_id": region, "type": "relation", "direction": "right"}


def read_items(text: str, name: str, tasks: Mapping[str, Task], labels: Labels, annotator: str | None) -> Inbox:
    """The finished annotations of an export in Label Studio's JSON.

    `annotator` is the id or e-mail of the person whose annotations are wanted, needed where several persons annotated
    the same file. Raises ConfigError where it must be given, DatasetError for what is no such export.
    """
    items = read_json(text, name)
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise DatasetError(f"{name} is no export of Label Studio; in its export dialogue choose JSON")
    if items and not any("annotations" in item for item in items):
        raise DatasetError(
            f"{name} has tasks but no annotations; submit them in Label Studio, then export as JSON (not JSON-MIN)"
        )
    _check_annotator(items, name, annotator)
    inbox = Inbox(tasks)
    for number, item in enumerate(items, 1):
        data = item.get("data") if isinstance(item.get("data"), dict) else {}
        where = f"{name}, item {number}"
        task = inbox.find_task(data.get("article_id"), data.get("text"), where)
        if task is None:
            continue
        finished = [own for own in _list_finished(item) if annotator in (None, *_identify(own))]
        if not finished:
            inbox.unfinished += 1
            continue
        # A person who annotates a task again replaces what was before.
        where = f"{where} (article {task.article.article_id})"
        try:
            markings = _read_markings(finished[-1].get("result") or [], task, labels, where, inbox.faults)
        except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
            inbox.faults.append(
                f"{where}: its annotation is not as Label Studio writes it ({error!r}); export it again"
            )
            continue
        if data.get("suggested"):
            markings = match_suggestions(markings, task)
        inbox.add(Annotation(task.article.article_id, tuple(markings), where))
    return inbox


def _list_finished(item: Mapping[str, Any]) -> list[dict[str, Any]]:
    found = item.get("annotations") or []
    return [own for own in found if isinstance(own, dict) and not own.get("was_cancelled")]


def _identify(annotation: Mapping[str, Any]) -> tuple[str, ...]:
    """By what names a user may call the person who made an annotation."""
    by = annotation.get("completed_by")
    if isinstance(by, dict):
        return tuple(str(by[key]) for key in ("email", "id") if by.get(key) is not None)
    return () if by is None else (str(by),)


def _check_annotator(items: Sequence[Mapping[str, Any]], name: str, annotator: str | None) -> None:
    people = {_identify(own) for item in items for own in _list_finished(item)} - {()}
    shown = ", ".join(sorted(person[0] for person in people))
    if annotator is None and len(people) > 1:
        raise ConfigError(f"{name} has annotations of {shown}; choose one person with annotator=...")
    if annotator is not None and not any(annotator in person for person in people):
        raise ConfigError(f"{name} has no annotation of {annotator!r} (annotators: {shown or 'none named'})")


def _read_markings(
    results: Sequence[_Result], task: Task, labels: Labels, where: str, faults: list[str]
) -> Sequence[Marking]:
    regions: dict[str, tuple[str, Span]] = {}
    fields: dict[str, dict[str, Any]] = defaultdict(dict)
    relations: list[tuple[str, str]] = []
    for result in results:
        kind, value = result["type"], result.get("value", {})
        if kind == "relation":
            relations.append((result["from_id"], result["to_id"]))
        elif kind == "labels":
            (label,) = value["labels"]
            problem = labels.find_unknown("words", [label])
            if problem:
                faults.append(f"{where}, words {value.get('text')!r}: {problem}")
            elif (span := _read_span(value, task)) is None:
                faults.append(
                    f"{where}: the {label} {value.get('text')!r} does not stand where it is marked; mark it again"
                )
            else:
                regions[result["id"]] = (label, span)
        elif kind == "taxonomy":
            fields[result["id"]]["action"] = value["taxonomy"][0][-1]
        elif kind == "choices":
            chosen = value["choices"]
            name = result["from_name"]
            fields[result["id"]][name] = tuple(chosen) if name == "flags" else chosen[0]
        elif kind == "textarea":
            written = value["text"]
            fields[result["id"]][result["from_name"]] = written if isinstance(written, str) else "\n".join(written)
    words, problems = attach_words(regions, relations, task)
    faults += [f"{where}: {problem}" for problem in problems]
    markings = []
    for key, (label, span) in regions.items():
        if label != TRIGGER:
            continue
        own = fields[key]
        if "action" not in own:
            shown = task.article.text[span[0] : span[1]]
            faults.append(f"{where}: the trigger {shown!r} has no action; choose one, or remove the trigger")
            continue
        markings.append(
            Marking(
                action=own["action"],
                act=own.get("act", "do"),
                status=own.get("status", "reported"),
                trigger=span,
                event_id=key,
                flags=tuple(flag for flag in FLAGS if flag in own.get("flags", ())),
                spans=tuple(sorted(words[key])),
                values={name: own[name].strip() for name in VALUES if own.get(name, "").strip()},
            )
        )
    return markings


def _read_span(value: Mapping[str, Any], task: Task) -> Span | None:
    """The span of a region; None where the words are others than the annotation says."""
    start, end, words = int(value["start"]), int(value["end"]), value.get("text")
    if isinstance(words, str) and words.split() != show_text(task.article.text)[max(start, 0) : end].split():
        return None
    return settle_span(start, end, task)
