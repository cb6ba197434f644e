"""Disputes and decisions in, settled codings out.

The decision of the row `event` names the coder whose event stands, or none. The decision of a field names the coder
whose value replaces that event's, or is the value itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from dateline.coding.errors import nearest
from dateline.coding.records import CodingResult, Event
from dateline.datasets.annotation.application import AnnotationError, Annotator, apply_marking
from dateline.datasets.annotation.labels import Labels
from dateline.datasets.annotation.markings import Marking, Task
from dateline.datasets.tables import LOSS_KINDS
from dateline.experiments.adjudication.disputes import EVENT, PARTIES, UNKNOWN, Dispute, Ground
from dateline.experiments.adjudication.table import NO_EVENT, Decisions

_LABELLED = {"action": "action", "act": "act", "status": "status", "flags": "flag", "topics": "topic"}


def settle(
    ground: Ground, decisions: Decisions, faults: Sequence[str], labels: Labels, coder_id: str, name: str
) -> tuple[CodingResult, ...]:
    """The coding of every shared article by the decisions of the table `name`.

    Raises AnnotationError with all `faults` of the table, rows without a decision among them.
    """
    found = list(faults)
    settled: dict[str, list[Event]] = defaultdict(list)
    told: dict[str, str] = {}
    for dispute in ground.disputes:
        decision, where = decisions.get((dispute.key, EVENT), ("", f"{name}, unit {dispute.key}"))
        if decision == NO_EVENT:
            continue
        if decision not in dispute.versions:
            finders = ", ".join(dispute.versions)
            what = f"{decision!r} is no decision{nearest(decision, dispute.versions)}" if decision else "undecided"
            found.append(f"{where}: event: {what}; write whose event stands ({finders}), or {NO_EVENT}")
            continue
        try:
            event = _settle_event(dispute, decision, decisions, ground, labels, coder_id)
        except ValueError as error:
            found.append(str(error))
            continue
        if event.event_id in told:
            found.append(
                f"{where}: its event has the action, act and parties of the one in {told[event.event_id]}; "
                f"decide one of them to {NO_EVENT}"
            )
            continue
        told[event.event_id] = where
        settled[dispute.article_id].append(event)
    if found:
        raise AnnotationError(name, found)
    return tuple(
        replace(result, events=tuple(settled[article_id]), rejections=(), notes=())
        for article_id, result in sorted(ground.results.items())
    )


def _settle_event(
    dispute: Dispute, base: str, decisions: Decisions, ground: Ground, labels: Labels, coder_id: str
) -> Event:
    version = dispute.versions[base]
    marking = version.marking
    taken: dict[str, str] = {}
    for name in dispute.fields:
        decision, where = decisions.get((dispute.key, name), ("", f"{decisions[dispute.key, EVENT][1]} and on"))
        coders = ", ".join(dispute.versions)
        if not decision:
            raise ValueError(f"{where}: {name}: undecided; write whose value stands ({coders}), or the value")
        if decision in dispute.versions:
            taken[name] = decision
            marking = _take(marking, dispute.versions[decision].marking, name)
            continue
        written = "" if decision == UNKNOWN else decision
        problem = _find_problem(written, name, labels)
        if problem:
            raise ValueError(f"{where}: {problem}; or write whose value stands ({coders})")
        marking = _write(marking, written, name)
    result = ground.results[dispute.article_id]
    task = Task(result.article, result.sentences, (version.marking,), {version.event.event_id: version.event})
    try:
        event = apply_marking(marking, task, Annotator(coder_id))
    except ValueError as error:
        raise ValueError(f"{decisions[dispute.key, EVENT][1]} and on: {error}") from error
    for name, coder in taken.items():
        event = _copy(event, dispute.versions[coder].event, name)
    sentence = task.find_sentence(*marking.trigger)
    return event if sentence is None else replace(event, sentence=sentence.index)


def _find_problem(written: str, name: str, labels: Labels) -> str | None:
    """What is wrong with a value that was written for a field of labels; None where nothing is."""
    if not written and name in ("action", "act", "status"):
        return f"the {name} cannot be unknown"
    words = [word.strip() for word in written.split(",")] if written else []
    return labels.find_unknown(_LABELLED[name], words) if name in _LABELLED else None


def _parts_of(name: str) -> tuple[str, ...]:
    return tuple(LOSS_KINDS) if name == "losses" else (name,)


def _value_of(name: str) -> str:
    return f"{name}_code" if name in PARTIES else name


def _take(marking: Marking, other: Marking, name: str) -> Marking:
    """The marking with a field, and the words that go with it, from another."""
    if name == "flags":
        return replace(marking, flags=other.flags)
    if name in ("action", "act", "status"):
        return _write(marking, getattr(other, name), name)
    parts = _parts_of(name)
    spans = [span for span in marking.spans if span[0] not in parts] + list(other.words_of(*parts))
    changed = replace(marking, spans=tuple(sorted(spans)))
    return _write(changed, other.values.get(_value_of(name), ""), name)


def _write(marking: Marking, written: str, name: str) -> Marking:
    """The marking with what was written in a field."""
    if name == "flags":
        return replace(marking, flags=tuple(flag.strip() for flag in written.split(",") if flag.strip()))
    if name in ("action", "act", "status"):
        plain = {"action": marking.action, "act": marking.act, "status": marking.status, name: written}
        return replace(marking, action=plain["action"], act=plain["act"], status=plain["status"])
    values = {key: value for key, value in marking.values.items() if key != _value_of(name)}
    return replace(marking, values={**values, _value_of(name): written} if written else values)


def _copy(event: Event, other: Event, name: str) -> Event:
    """The event with all that another one knows of a field, which is more than a marking holds."""
    if name in PARTIES:
        return replace(event, **{name: getattr(other, name), f"{name}_text": getattr(other, f"{name}_text")})
    if name == "losses":
        return replace(event, losses=other.losses, killed=other.killed, wounded=other.wounded, captured=other.captured)
    if name in ("date", "place"):
        return replace(event, **{name: getattr(other, name)})
    return event
