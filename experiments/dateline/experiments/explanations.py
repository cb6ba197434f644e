"""A trace in, what `dateline explain` shows of it out: each sentence, what was coded by which rule, what was not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from rich.console import Group, RenderableType
from rich.text import Text

from dateline.coding.coder import Trace
from dateline.coding.records import (
    REJECTION_REASONS,
    Actor,
    DateInterval,
    Event,
    Loss,
    Mention,
    Place,
    Predication,
    Rejection,
    Sentence,
)
from dateline.coding.resolution import Reading
from dateline.experiments.paragraphs import Paragraph, quote, visible
from dateline.experiments.predicates import name_predication, render_predication, sketch_clauses
from dateline.experiments.traces import Glossary

_INDENT = 2
_HANG = 13
_INNER_HANG = 15
_CODED, _REJECTED = "bold green", "yellow"

_PRECISIONS = {1: "exact", 2: "near, or a small region", 3: "a large region"}
_LEGEND = (
    '[12:20] characters of the text.  "..." words of the text.  ? not resolved, so null in the dataset.',
    "A coding reads act(action). A predicate reads: kind, lemma, [form], roles with their words; <that< say: it "
    'hangs from "say" as its that-clause.',
    "when: first to last possible day, precision, and how it was found: explicit, relative, discourse, or "
    "publication, which means no words dated it.",
    "silent: no rule fired on these. In brackets the actions and acts that know the word, but whose conditions do not "
    "hold, and what it does to a content (report, presuppose, ...); without brackets the ontology lacks it.",
    "status: reported by the paper itself, claimed by a party, alleged against one, or denied.",
)
_VALUE = re.compile(r"[+-]?\d+\.\d+")

Row = tuple[str, Text]


@dataclass(frozen=True, slots=True)
class _View:
    """A trace with the numbers of its events, counted from 1 in the order of the text."""

    trace: Trace
    glossary: Glossary
    numbers: dict[str, int] = field(default_factory=dict)

    def mention_of(self, event: Event) -> Mention | None:
        """The mention that the event was first made of, where the coder kept it."""
        spans = {(part.start, part.end) for part in event.mentions if part.part == "trigger" and not part.mention}
        for step in self.trace.sentences:
            for mention in step.mentions:
                if (mention.action, mention.act) == (event.action, event.act) and mention.trigger in spans:
                    return mention
        return None


def render_trace(trace: Trace, glossary: Glossary) -> RenderableType:
    """All of a trace: the parse, codings with everything that led to them, rejections, unknown words, a legend."""
    return Group(*_render(trace, glossary, _render_sentence), *_render_legend())


def render_codings(trace: Trace, glossary: Glossary) -> RenderableType:
    """The codings and rejections of a trace alone."""
    return Group(*_render(trace, glossary, _render_sentence_briefly))


def _render(
    trace: Trace, glossary: Glossary, render_sentence: Callable[[_View, Sentence], Iterator[RenderableType]]
) -> Iterator[RenderableType]:
    result = trace.result
    if result.error is not None:
        reason, detail = result.error
        yield Paragraph(Text(f"not coded: {reason}, {visible(detail)}", style="red"), hang=_INDENT)
        return
    view = _View(trace, glossary, {event.event_id: n for n, event in enumerate(result.events, 1)})
    for sentence in result.sentences:
        yield from render_sentence(view, sentence)
    events, rejections = len(result.events), len(result.rejections)
    words = f"{_count(events, 'event')} coded, {_count(rejections, 'predicate')} rejected"
    yield Paragraph(Text(words, style="bold" if events else _REJECTED))
    if result.article.published_on is None:
        note = 'The day of publication is not known: "on Monday" cannot be dated. Give it with --date YYYY-MM-DD.'
        yield Paragraph(Text(note, style="dim"), hang=_INDENT)
    for note in result.notes:
        yield Paragraph(Text(visible(note), style="dim"), hang=_INDENT)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")


def _render_legend() -> Iterator[RenderableType]:
    yield Text("")
    for line in _LEGEND:
        yield Paragraph(Text(line, style="dim"), hang=_INDENT)


def _render_sentence_briefly(view: _View, sentence: Sentence) -> Iterator[RenderableType]:
    events = [event for event in view.trace.result.events if event.sentence == sentence.index]
    rejections = [entry for entry in view.trace.result.rejections if entry.sentence == sentence.index]
    if not events and not rejections:
        return
    yield Paragraph(Text(visible(sentence.text), style="bold"))
    for event in events:
        words = f"{_name_party(event.source_text, event.source)} -> {_name_party(event.target_text, event.target)}"
        facts = [words, *(fact.plain for fact in _brief_facts(event))]
        text = Text(f"{event.act}({event.action})", style=_CODED)
        text.append("  " + "; ".join(facts), style="default")
        yield _labelled(f"{view.numbers[event.event_id]}", text, hang=_INDENT + 4)
    for rejection in rejections:
        yield _labelled("--", _describe_rejection(view, rejection), hang=_INDENT + 4)
    yield Text("")


def _brief_facts(event: Event) -> Iterator[Text]:
    if event.date is not None:
        yield Text(_days(event.date))
    if event.place is not None:
        yield Text(event.place.name or visible(event.place.text))
    for loss in event.losses:
        yield Text(f"{'?' if loss.best is None else loss.best} {loss.kind}")
    claimed = event.claimant_text is not None or event.claimant is not None
    by = f" by {_name_party(event.claimant_text, event.claimant)}" if claimed else ""
    yield Text(event.status + by + (", disputed" if event.is_disputed else ""))


def _render_sentence(view: _View, sentence: Sentence) -> Iterator[RenderableType]:
    step = next((step for step in view.trace.sentences if step.sentence.index == sentence.index), None)
    head = Text(f"{visible(sentence.text)} ", style="bold")
    head.append(f"[{sentence.start}:{sentence.end}]", style="not bold dim")
    yield Paragraph(head)
    if step is not None and step.predications:
        yield _labelled("parse", Text(sketch_clauses(step.predications), style="dim"))
    seen: set[int] = set()
    yield from _render_events(view, sentence, seen)
    yield from _render_repetitions(view, sentence, step, seen)
    yield from _render_rejections(view, sentence, step, seen)
    if step is not None:
        silent = [_describe_silence(p, view.glossary) for p in step.predications if p.index not in seen]
        if silent:
            yield _labelled("silent", Text("; ".join(dict.fromkeys(silent)), style="dim"))
    yield Text("")


def _describe_silence(predication: Predication, glossary: Glossary) -> str:
    name = name_predication(predication)
    known = glossary.know(predication)
    return f"{name} ({', '.join(known)})" if known else name


def _labelled(label: str, words: Text, style: str = "dim", hang: int = _HANG) -> Paragraph:
    return Paragraph(words, Text(label, style=style), _INDENT, hang)


def _render_events(view: _View, sentence: Sentence, seen: set[int]) -> Iterator[RenderableType]:
    """The sentence's events; of several pairs of actors in one happening, each after the first only what differs."""
    first: dict[str, tuple[int, list[Row]]] = {}
    for event in view.trace.result.events:
        if event.sentence != sentence.index:
            continue
        number = view.numbers[event.event_id]
        text = Text(f"{event.act}({event.action})", style=_CODED)
        text.append(f"  {view.glossary.describe(event)}", style="default")
        yield _labelled(f"coded {number}", text, style=_CODED)
        mention = view.mention_of(event)
        if mention is not None:
            seen.add(mention.predication.index)
        rows = list(_describe_event(event, sentence, mention, view.glossary))
        if event.happening_id in first:
            other, known = first[event.happening_id]
            rows = [row for row in rows if row not in known]
            rows.append(("else", Text(f"as {other}: one happening, another pair of actors")))
        else:
            first[event.happening_id] = number, rows
        for label, words in rows:
            yield Paragraph(words, Text(label, style="dim"), _INDENT + 2, _INNER_HANG)


def _describe_event(event: Event, sentence: Sentence, mention: Mention | None, glossary: Glossary) -> Iterator[Row]:
    if mention is not None:
        yield "reads", render_predication(mention.predication)
    score = "" if event.score is None else f", score {event.score:.2f}"
    rule = event.rule or "none"
    written = glossary.lines.get(rule)
    where = f" ({written})" if written else ""
    yield "rule", Text(f"{rule}{where} on {quote(event.trigger_text)}{_span(event, 'trigger')}{score}")
    if mention is not None and mention.weighed:
        yield "weighed", Text(", ".join(f"{name} {weight:+.2f}" for name, weight in mention.weighed))
    sides = (("source", event.source_text, event.source), ("target", event.target_text, event.target))
    for role, words, actor in sides:
        yield role, _describe_party(words, actor, _span(event, role), mention, role)
    if event.is_reciprocal:
        yield "both", Text("sides act alike: one row")
    yield "when", _describe_date(event.date, event.is_background)
    yield "where", _describe_place(event.place, sentence)
    for loss in event.losses:
        yield "loss", _describe_loss(loss)
    yield "status", _describe_status(event)
    if event.topics:
        yield "topics", Text(", ".join(event.topics))
    for scheme, codes in glossary.codes_for(event):
        yield scheme.name, _describe_codes(codes)


def _span(event: Event, part: str) -> str:
    spans = [(each.start, each.end) for each in event.mentions if each.part == part and each.mention == 0]
    return f" [{spans[0][0]}:{spans[0][1]}]" if spans else ""


def _describe_party(words: str | None, actor: Actor | None, span: str, mention: Mention | None, role: str) -> Text:
    if words is None and actor is None:
        return Text("nobody named", style="dim")
    text = Text(f"{quote(words or '')}{span}")
    party = getattr(mention, role, None)
    if party is not None and words is not None and party.text != words and party.text in words:
        text.append(f", of {quote(party.text)}")
    return _append_actor(text, actor)


def _append_actor(text: Text, actor: Actor | None) -> Text:
    text.append(" -> ")
    if actor is None:
        return text.append("?", style=_REJECTED)
    text.append(actor.code, style="bold")
    return text.append(f" {visible(actor.name)} (by {visible(actor.method)})")


def _name_party(words: str | None, actor: Actor | None) -> str:
    if words is None and actor is None:
        return "nobody named"
    return f"{visible(words or '')} [{actor.code if actor else '?'}]"


def _days(interval: DateInterval) -> str:
    days = [interval.start.isoformat(), interval.end.isoformat()]
    return " to ".join(dict.fromkeys(days))


def _describe_date(interval: DateInterval | None, is_background: bool) -> Text:
    if interval is None:
        text = Text("?", style=_REJECTED)
    else:
        text = Text(f"{_days(interval)}, {interval.precision}, {interval.method}")
        if interval.text is not None:
            span = f" [{interval.span[0]}:{interval.span[1]}]" if interval.span else ""
            text.append(f": {quote(interval.text)}{span}")
    return text.append("; background, long before the article", style="default") if is_background else text


def _describe_place(place: Place | None, sentence: Sentence) -> Text:
    if place is None:
        return Text("?", style=_REJECTED)
    text = Text(f"{quote(place.text)} [{place.span[0]}:{place.span[1]}] -> ")
    names = [name for name in (place.name, place.admin1, place.country) if name]
    if not names:
        return text.append("?", style=_REJECTED)
    text.append(", ".join(names))
    if place.precision is not None:
        text.append(f"; precision {place.precision}, {_PRECISIONS.get(place.precision, 'unknown')}")
    if place.candidates:
        text.append(f"; {_count(len(place.candidates), 'candidate')}")
    if not sentence.start <= place.span[0] < sentence.end:
        text.append("; named outside this sentence")
    return text


def _describe_loss(loss: Loss) -> Text:
    bounds = [str(bound) for bound in dict.fromkeys((loss.low, loss.high)) if bound is not None]
    best = "?" if loss.best is None else str(loss.best)
    between = f" ({' to '.join(bounds)})" if bounds and bounds != [best] else ""
    whose = f" of {loss.of_code}" if loss.of_code else ""
    return Text(f"{best} {loss.kind}{between}{whose}: {quote(loss.text)} [{loss.span[0]}:{loss.span[1]}]")


def _describe_status(event: Event) -> Text:
    text = Text(event.status)
    if event.claimant_text is not None or event.claimant is not None:
        text = Text(f"{event.status} by {quote(event.claimant_text or '')}{_span(event, 'claimant')}")
        _append_actor(text, event.claimant)
    return text.append("; disputed: another party denies it", style=_REJECTED) if event.is_disputed else text


def _describe_codes(codes: Sequence[tuple[str, str, str]]) -> Text:
    if not codes:
        return Text("no code: this scheme has no such event", style="dim")
    by_axis: dict[str, list[str]] = {}
    for axis, code, label in codes:
        by_axis.setdefault(axis, []).append(code if _says_nothing_more(label, code) else f"{code} {label}")
    parts = [("" if axis == "code" else f"{axis} ") + ", ".join(names) for axis, names in by_axis.items()]
    return Text("; ".join(parts))


def _says_nothing_more(label: str, code: str) -> bool:
    """Whether the code is its own name, or a value on a scale, which has none."""
    return _letters(label) in ("", _letters(code)) or _VALUE.fullmatch(code) is not None


def _letters(words: str) -> str:
    return "".join(letter for letter in words.casefold() if letter.isalnum())


def _render_repetitions(
    view: _View, sentence: Sentence, step: Reading | None, seen: set[int]
) -> Iterator[RenderableType]:
    """Where an event of an earlier clause is told again."""
    text = view.trace.result.article.text
    for event in view.trace.result.events:
        for part in event.mentions:
            if part.part != "trigger" or not part.mention or not sentence.start <= part.start < sentence.end:
                continue
            _see(step, part.start, part.end, seen)
            words = f"{quote(text[part.start : part.end])} [{part.start}:{part.end}] tells event"
            number = view.numbers[event.event_id]
            yield _labelled("again", Text(f"{words} {number}, {event.act}({event.action}), once more"), style="green")


def _render_rejections(
    view: _View, sentence: Sentence, step: Reading | None, seen: set[int]
) -> Iterator[RenderableType]:
    shown: set[int] = set(seen)
    for rejection in view.trace.result.rejections:
        if rejection.sentence != sentence.index:
            continue
        yield _labelled("not coded", _describe_rejection(view, rejection), style=_REJECTED)
        for predication in _see(step, rejection.start, rejection.end, seen):
            if predication.index not in shown:
                shown.add(predication.index)
                yield Paragraph(render_predication(predication), Text("reads", style="dim"), _INDENT + 2, _INNER_HANG)


def _see(step: Reading | None, start: int, end: int, seen: set[int]) -> Iterable[Predication]:
    """The predications whose trigger overlaps the span; they count as seen."""
    found = [p for p in (step.predications if step else ()) if p.start < end and start < p.end]
    seen.update(p.index for p in found)
    return found


def _describe_rejection(view: _View, rejection: Rejection) -> Text:
    words = view.trace.result.article.text[rejection.start : rejection.end]
    text = Text(f"{quote(words)} [{rejection.start}:{rejection.end}] ")
    text.append(rejection.reason, style=_REJECTED)
    text.append(f": {REJECTION_REASONS.get(rejection.reason, 'no explanation is known')}")
    return text.append(f"; {visible(rejection.detail)}") if rejection.detail else text
