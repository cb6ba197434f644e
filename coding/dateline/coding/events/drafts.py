"""Resolved mentions of one article in, Events out: one row per pair of actors, and one event for what is told twice."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

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


def build_events(article: Article, drafts: Sequence[Draft], coder_id: str) -> tuple[Event, ...]:
    """Events of an article in text order, one for each mention and pair of actors; `merging` makes one of several."""
    events: list[Event] = []
    for draft in drafts:
        events += _expand(article, _in_own_words(article, draft), coder_id)
    return tuple(events)


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
                killed=total_losses(losses, "killed"),
                wounded=total_losses(losses, "wounded"),
                captured=total_losses(losses, "captured"),
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


def total_losses(losses: Iterable[Loss], kind: str) -> int | None:
    """The sum of the best counts of one kind, None where there is none."""
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


def digest(*parts: object) -> str:
    """A stable id of 16 hexadecimal digits."""
    return hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:16]
