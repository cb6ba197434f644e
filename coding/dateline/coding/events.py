"""Resolved mentions of one article in, Events out: one row per pair of actors, and one event for what is told twice."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from dateline.coding.records import (
    Actor,
    Article,
    DateInterval,
    Event,
    Loss,
    Mention,
    MentionPart,
    Phrase,
    Place,
)

Member = tuple[Phrase | None, Actor | None]

MOST_PAIRS = 12
MERGINGS = {
    "same": "mentions that agree in action, act, actors, date and place are one event",
    "none": "every mention is an event of its own",
}
"""How the mentions of one article become events."""
NEAR = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Draft:
    """One mention with everything about it resolved, before rows are made of it."""

    mention: Mention
    sentence: int
    sources: tuple[Member, ...]
    targets: tuple[Member, ...]
    date: DateInterval | None = None
    place: Place | None = None
    status: str = "reported"
    claimant_phrase: Phrase | None = None
    claimant: Actor | None = None
    is_disputed: bool = False
    is_background: bool = False
    losses: tuple[Loss, ...] = ()


def build_events(article: Article, drafts: Sequence[Draft], coder_id: str, merging: str = "same") -> tuple[Event, ...]:
    """Events of an article in text order; `merging` is one of MERGINGS."""
    events: list[Event] = []
    for draft in drafts:
        events += _expand(article, _in_own_words(article, draft), coder_id)
    return tuple(events if merging == "none" else _merge(events, article))


def _in_own_words(article: Article, draft: Draft) -> Draft:
    """The draft of a text that was read in another case than the article's, with the article's own words."""
    date, place = draft.date, draft.place
    if date is not None and date.span is not None:
        date = replace(date, text=article.text[slice(*date.span)])
    if place is not None:
        place = replace(place, text=article.text[slice(*place.span)])
    losses = tuple(replace(loss, text=article.text[slice(*loss.span)]) for loss in draft.losses)
    return replace(draft, date=date, place=place, losses=losses)


def _expand(article: Article, draft: Draft, coder_id: str) -> list[Event]:
    """One event per pair of actors, tied by `happening_id`; losses on the first only."""
    mention = draft.mention
    start, end = mention.trigger
    happening = digest(article.article_id, mention.action, mention.act, start, end, "happening")
    events: list[Event] = []
    for position, (source, target) in enumerate(_pairs(draft)):
        (source_phrase, source_actor), (target_phrase, target_actor) = source, target
        source_words = _words(source_phrase, mention.source, mention.source_words)
        target_words = _words(target_phrase, mention.target, mention.target_words)
        losses = draft.losses if position == 0 else ()
        events.append(
            Event(
                event_id=digest(
                    article.article_id,
                    mention.action,
                    mention.act,
                    start,
                    end,
                    source_phrase.start if source_phrase else -1,
                    target_phrase.start if target_phrase else -1,
                    source_actor.code if source_actor else "",
                    target_actor.code if target_actor else "",
                ),  # fmt: skip
                happening_id=happening,
                sentence=draft.sentence,
                action=mention.action,
                act=mention.act,
                topics=mention.topics,
                is_reciprocal=mention.is_reciprocal,
                source_text=_quote(article, source_words),
                source=source_actor,
                target_text=_quote(article, target_words),
                target=target_actor,
                date=draft.date,
                place=draft.place,
                killed=_total(losses, "killed"),
                wounded=_total(losses, "wounded"),
                captured=_total(losses, "captured"),
                status=draft.status,
                claimant_text=_quote(article, draft.claimant_phrase),
                claimant=draft.claimant,
                is_disputed=draft.is_disputed,
                is_background=draft.is_background,
                trigger_text=article.text[start:end],
                rule=mention.rule,
                coder=coder_id,
                score=mention.score,
                mentions=_parts(draft, source_words, target_words, losses),
                losses=losses,
            )
        )
    return events


def _words(member: Phrase | None, party: Phrase | None, words: Phrase | None) -> Phrase | None:
    """The words to show for a member: those that stand in the role, where the member is the party itself."""
    if member is None or party is None or words is None:
        return member
    return words if member.head_start == party.head_start and not party.conjuncts else member


def _quote(article: Article, phrase: Phrase | None) -> str | None:
    """The article's own words for a phrase."""
    return article.text[phrase.start : phrase.end] if phrase is not None else None


def _pairs(draft: Draft) -> list[tuple[Member, Member]]:
    nobody: Member = (None, None)
    sources, targets = draft.sources, draft.targets
    if draft.mention.is_reciprocal and not (sources and targets):
        members = sources or targets
        if len(members) > 1:
            pairs = [(a, b) for i, a in enumerate(members) for b in members[i + 1 :]]
            return pairs[:MOST_PAIRS]
        return [(members[0], nobody)] if members else [(nobody, nobody)]
    pairs = [
        (source, target)
        for source in sources or (nobody,)
        for target in targets or (nobody,)
        if source[0] is None or target[0] is None or source[0].start != target[0].start
    ]
    return pairs[:MOST_PAIRS] or [(sources[0] if sources else nobody, nobody)]


def _total(losses: Iterable[Loss], kind: str) -> int | None:
    counts = [loss.best for loss in losses if loss.kind == kind and loss.best is not None]
    return sum(counts) if counts else None


def _parts(
    draft: Draft, source: Phrase | None, target: Phrase | None, losses: Iterable[Loss]
) -> tuple[MentionPart, ...]:
    mention = draft.mention
    parts = [MentionPart(0, "trigger", *mention.trigger, rule=mention.rule)]
    for part, phrase in (("source", source), ("target", target), ("claimant", draft.claimant_phrase)):
        if phrase is not None:
            parts.append(MentionPart(0, part, phrase.start, phrase.end))
    if draft.place is not None:
        parts.append(MentionPart(0, "place", *draft.place.span))
    if draft.date is not None and draft.date.span is not None:
        parts.append(MentionPart(0, "date", *draft.date.span, rule=draft.date.method))
    parts += [MentionPart(0, "loss", *loss.span, rule=loss.kind) for loss in losses]
    unique = {(part.part, part.start): part for part in parts}
    return tuple(sorted(unique.values(), key=lambda p: (p.mention, p.part, p.start)))


def _merge(events: list[Event], article: Article) -> list[Event]:
    """Fold an event into an earlier one that tells the same: action, act, actors, date and place agree."""
    merged: list[Event] = []
    for event in events:
        for position, earlier in enumerate(merged):
            if earlier.happening_id != event.happening_id and _is_same(earlier, event, article):
                merged[position] = _fold(earlier, event)
                break
        else:
            merged.append(event)
    return merged


def _is_same(earlier: Event, later: Event, article: Article) -> bool:
    if (earlier.action, earlier.act) != (later.action, later.act):
        return False
    for first, second in ((earlier.source, later.source), (earlier.target, later.target)):
        if not _actors_agree(first, second):
            return False
    if (earlier.source is None or later.source is None) and (earlier.target is None or later.target is None):
        return False
    has_headline = article.title is not None and 0 in (earlier.sentence, later.sentence)
    return _dates_agree(earlier.date, later.date, has_headline) and _places_agree(earlier.place, later.place)


def _actors_agree(first: Actor | None, second: Actor | None) -> bool:
    if first is None or second is None:
        return True
    return first.code == second.code or (
        first.country is not None and first.country == second.country
        and (first.code.startswith(second.code) or second.code.startswith(first.code))
    )  # fmt: skip


def _dates_agree(first: DateInterval | None, second: DateInterval | None, has_headline: bool) -> bool:
    if first is None or second is None:
        known = first or second
        return known is None or known.method == "publication"
    if has_headline and "publication" in (first.method, second.method):
        # A headline is undated: its shelling is the lead's, if the days are near.
        return abs(first.start - second.start) <= NEAR
    return first.start == second.start and first.end == second.end


def _places_agree(first: Place | None, second: Place | None) -> bool:
    if first is None or second is None:
        return True
    if first.place_id is not None and second.place_id is not None:
        return first.place_id == second.place_id or 3 in (first.precision, second.precision)
    return first.text.lower() == second.text.lower()


def _fold(earlier: Event, later: Event) -> Event:
    number = 1 + max(part.mention for part in earlier.mentions)
    parts = tuple(replace(part, mention=number, rule=part.rule or "merge/same") for part in later.mentions)
    explicit = earlier.date if earlier.date is not None and earlier.date.method != "publication" else None
    losses = _higher_losses(earlier.losses, later.losses)
    return replace(
        earlier,
        source_text=earlier.source_text or later.source_text,
        source=_finer(earlier.source, later.source),
        target_text=earlier.target_text or later.target_text,
        target=_finer(earlier.target, later.target),
        date=explicit or later.date or earlier.date,
        place=earlier.place if _is_finer_place(earlier.place, later.place) else later.place,
        losses=losses,
        killed=_total(losses, "killed"),
        wounded=_total(losses, "wounded"),
        captured=_total(losses, "captured"),
        claimant_text=earlier.claimant_text or later.claimant_text,
        claimant=earlier.claimant or later.claimant,
        status=earlier.status if earlier.status != "reported" else later.status,
        is_disputed=earlier.is_disputed or later.is_disputed,
        mentions=(*earlier.mentions, *parts),
    )


def _higher_losses(first: tuple[Loss, ...], second: tuple[Loss, ...]) -> tuple[Loss, ...]:
    """Of each kind of loss what tells the higher toll: headline, lead and body tell one happening's again and again."""
    losses: list[Loss] = []
    for kind in dict.fromkeys(loss.kind for loss in (*first, *second)):
        own, other = (tuple(loss for loss in losses if loss.kind == kind) for losses in (first, second))
        losses += other if not own or (_total(other, kind) or 0) > (_total(own, kind) or 0) else own
    return tuple(losses)


def _finer(first: Actor | None, second: Actor | None) -> Actor | None:
    if first is None or second is None:
        return first or second
    return second if len(second.code) > len(first.code) and second.code.startswith(first.code) else first


def _is_finer_place(first: Place | None, second: Place | None) -> bool:
    if first is None or second is None:
        return second is None
    return (first.precision or 9) <= (second.precision or 9)


def digest(*parts: object) -> str:
    """A stable id of 16 hexadecimal digits."""
    return hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:16]
