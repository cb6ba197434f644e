"""A coding result as text for the terminal: each sentence, what was coded in it, what was not, and why."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from dateline.coding.records import REJECTION_REASONS, Actor, CodingResult, Event, Rejection


def render_trace(result: CodingResult) -> RenderableType:
    """The trace of one article."""
    if result.error is not None:
        reason, detail = result.error
        return Text(f"not coded: {reason}, {detail}", style="red")
    return Group(*_lines(result))


def _lines(result: CodingResult) -> Iterator[RenderableType]:
    for sentence in result.sentences:
        events = [event for event in result.events if event.sentence == sentence.index]
        rejections = [rejection for rejection in result.rejections if rejection.sentence == sentence.index]
        yield Text(sentence.text.strip(), style="bold" if events else "")
        for event in events:
            yield Padding(_render_event(event), (0, 0, 0, 2))
        for rejection in rejections:
            yield Padding(_render_rejection(result, rejection), (0, 0, 0, 2))
        yield Text("")
    if not result.events:
        yield Text("no event was coded", style="yellow")
    for note in result.notes:
        yield Text(note, style="dim")


def _render_event(event: Event) -> Text:
    text = Text()
    text.append(f"{event.act}({event.action})", style="green bold")
    text.append(f"  {_name(event.source_text, event.source)} -> {_name(event.target_text, event.target)}\n")
    facts = [f"trigger {event.trigger_text!r}, rule {event.rule}"]
    if event.date is not None:
        days = sorted({event.date.start.isoformat(), event.date.end.isoformat()})
        words = f", {event.date.text!r}" if event.date.text else ""
        facts.append(f"date {' to '.join(days)} ({event.date.precision}, {event.date.method}{words})")
    if event.place is not None:
        names = (event.place.name, event.place.admin1, event.place.country)
        found = ", ".join(name for name in names if name)
        facts.append(f"place {event.place.text!r}: {found or 'unresolved'}")
    facts += [f"{loss.kind} {loss.best} ({loss.text!r})" for loss in event.losses]
    claimant = f" by {_name(event.claimant_text, event.claimant)}" if event.claimant_text else ""
    disputed = ", disputed" if event.is_disputed else ""
    background = ", background" if event.is_background else ""
    facts.append(f"{event.status}{claimant}{disputed}{background}")
    text.append("\n".join(facts), style="dim")
    return text


def _render_rejection(result: CodingResult, rejection: Rejection) -> Text:
    words = result.article.text[rejection.start : rejection.end]
    reason = REJECTION_REASONS.get(rejection.reason, rejection.reason)
    detail = f" ({rejection.detail})" if rejection.detail else ""
    return Text(f"not coded: {words!r}: {reason}{detail}", style="yellow")


def _name(words: str | None, actor: Actor | None) -> str:
    if words is None:
        return "nobody named"
    return f"{words} [{actor.code if actor else '?'}]"
