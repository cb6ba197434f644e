"""Events of one article in, one for each mention; out come Events in which what is told several times is one.

Two mentions of the same act and action are compared part by part, and each part has a weight. Parts that agree add
theirs, parts that contradict each other take away theirs times `disagreement`, and what either leaves open counts
nothing. From the threshold on they are one event, which keeps the spans of all its mentions and says why.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import timedelta

from dateline.coding.errors import ConfigError, nearest
from dateline.coding.events.drafts import total_losses
from dateline.coding.records import Actor, Article, DateInterval, Event, Loss, Place

MERGINGS = {
    "same": "mentions that agree in action, act, actors, date and place are one event",
    "none": "every mention is an event of its own",
}
"""How the mentions of one article become events."""
NEAR = timedelta(days=1)
# Sectors of those who may be told of as one crowd, and of those who may speak and act for one state.
CROWD = frozenset({"CVL", "OPP", "EDU", "LAB", "REF", "AGR", "CRM", "UAF"})
STATE = frozenset({"GOV", "MIL", "COP", "SPY", "LEG", "JUD", None})
BARE_THRESHOLD = 0.0  # for a mention that names no party, so that only what is told besides can speak against it


@dataclass(frozen=True, slots=True)
class MergeWeights:
    """What each part of two mentions says of their being one event, and the sum from which they are.

    With the weights as they stand a date that agrees and one party are enough, and one contradiction is too much.
    """

    source: float = 2.0
    target: float = 2.0
    date: float = 1.0
    place: float = 1.0
    losses: float = 1.0
    disagreement: float = 4.0
    threshold: float = 3.0


def read_weights(given: Mapping[str, float] | None) -> MergeWeights:
    """The weights with those given in a config; ConfigError for an unknown name or a number below zero."""
    known = [each.name for each in fields(MergeWeights)]
    for name, weight in (given or {}).items():
        if name not in known:
            hint = nearest(name, known)
            raise ConfigError(f"coder.merge_weights has the key {name!r}{hint} (allowed: {', '.join(known)})")
        if not isinstance(weight, int | float) or not 0 <= weight < math.inf:
            raise ConfigError(f"coder.merge_weights.{name} is {weight!r}; give a finite number of zero or more")
    return replace(MergeWeights(), **{name: float(weight) for name, weight in (given or {}).items()})


def merge_events(events: Sequence[Event], article: Article, weights: MergeWeights) -> tuple[Event, ...]:
    """Fold each event into the first earlier one that tells the same."""
    merged: list[Event] = []
    for event in events:
        # What names no party is told of the nearest: "the strikes", "the talks".
        order = reversed(range(len(merged))) if _is_bare(event) else range(len(merged))
        for position in order:
            earlier = merged[position]
            reason = _why_same(earlier, event, article, weights)
            if reason is not None:
                merged[position] = _fold(earlier, event, reason)
                break
        else:
            merged.append(event)
    return tuple(merged)


def _why_same(earlier: Event, later: Event, article: Article, weights: MergeWeights) -> str | None:
    """What speaks for one event, as "merge/source+date=3"; None where they are two."""
    if earlier.happening_id == later.happening_id or (earlier.action, earlier.act) != (later.action, later.act):
        return None
    has_headline = article.title is not None and 0 in (earlier.sentence, later.sentence)
    parts = (
        ("source", weights.source, _compare_sources(earlier, later)),
        ("target", weights.target, _compare_targets(earlier, later)),
        ("date", weights.date, _compare_dates(earlier.date, later.date, has_headline)),
        ("place", weights.place, _compare_places(earlier.place, later.place)),
        ("losses", weights.losses, _compare_losses(earlier, later)),
    )
    known = [(weight, agrees) for _, weight, agrees in parts if agrees is not None]
    score = sum(weight if agrees else -weight * weights.disagreement for weight, agrees in known)
    threshold = min(weights.threshold, BARE_THRESHOLD) if _is_bare(earlier) or _is_bare(later) else weights.threshold
    if score < threshold:
        return None
    return f"merge/{'+'.join(name for name, weight, agrees in parts if agrees and weight)}={score:g}"


def _is_bare(event: Event) -> bool:
    return event.source is None and event.target is None and event.source_text is None and event.target_text is None


def _compare_sides(first: Actor | None, second: Actor | None, words: str | None, other: str | None) -> bool | None:
    """As actors; of those whom nothing is known of, the same name is the same person."""
    if first is None and second is None and words and other:
        return True if words.split()[-1] == other.split()[-1] and words[:1].isupper() else None
    return _compare_actors(first, second)


def _compare_actors(first: Actor | None, second: Actor | None) -> bool | None:
    """Whether two actors are one; None where they may be. Protesters, students and residents are one crowd."""
    if first is None or second is None:
        return None
    if first.code == second.code:
        return True
    if first.country is not None and second.country is not None:
        if first.country != second.country:
            return False
        if first.code.startswith(second.code) or second.code.startswith(first.code):
            return True
    is_one_kind = first.sector == second.sector or {first.sector, second.sector} <= CROWD
    if is_one_kind:
        return True
    return None if {first.sector, second.sector} <= STATE else False


def _compare_sources(earlier: Event, later: Event) -> bool | None:
    return _compare_sides(earlier.source, later.source, earlier.source_text, later.source_text)


def _compare_targets(earlier: Event, later: Event) -> bool | None:
    """As actors; but two towns are two targets, though both are of one country or nothing more is known of them."""
    first, second = earlier.target, later.target
    plain = all(actor is None or actor.code == actor.country for actor in (first, second))
    if plain and _are_two_names(earlier.target_text, later.target_text):
        if first is None or second is None or first.name != second.name:
            return False
    return _compare_sides(first, second, earlier.target_text, later.target_text)


def _are_two_names(first: str | None, second: str | None) -> bool:
    """Whether both are names, and no word of one is in the other."""
    words = [(text or "").removeprefix("the ").removeprefix("The ").split() for text in (first, second)]
    return all(w and all(word[:1].isupper() for word in w) for w in words) and set(words[0]).isdisjoint(words[1])


def _compare_dates(first: DateInterval | None, second: DateInterval | None, has_headline: bool) -> bool:
    if first is None or second is None:
        known = first or second
        return known is None or known.method == "publication"
    if has_headline and "publication" in (first.method, second.method):
        # A headline is undated: its shelling is the lead's, if the days are near.
        return abs(first.start - second.start) <= NEAR
    return first.start == second.start and first.end == second.end


def _compare_places(first: Place | None, second: Place | None) -> bool | None:
    if first is None or second is None:
        return None
    if first.place_id is not None and second.place_id is not None:
        return first.place_id == second.place_id or (None if 3 in (first.precision, second.precision) else False)
    return first.text.lower() == second.text.lower()


def _compare_losses(earlier: Event, later: Event) -> bool | None:
    """Equal counts show that both tell the same; a toll that differs may have been brought up to date."""
    counts = [(e.killed, e.wounded, e.captured) for e in (earlier, later)]
    return True if counts[0] == counts[1] and any(count is not None for count in counts[0]) else None


def _fold(earlier: Event, later: Event, reason: str) -> Event:
    number = 1 + max(part.mention for part in earlier.mentions)
    parts = tuple(
        replace(part, mention=number, rule=part.rule if part.part == "trigger" else reason) for part in later.mentions
    )
    explicit = earlier.date if earlier.date is not None and earlier.date.method != "publication" else None
    losses = _higher_losses(earlier.losses, later.losses)
    source_text, source = _finer_side((earlier.source_text, earlier.source), (later.source_text, later.source))
    target_text, target = _finer_side((earlier.target_text, earlier.target), (later.target_text, later.target))
    # Who says it goes with whom it names: nobody is made to blame a party that only another has named.
    names_first = earlier.source is None and source is not None
    teller = later if names_first or earlier.status == "reported" and earlier.source is None else earlier
    return replace(
        earlier,
        source_text=source_text,
        source=source,
        target_text=target_text,
        target=target,
        date=explicit or later.date or earlier.date,
        place=earlier.place if _is_finer_place(earlier.place, later.place) else later.place,
        losses=losses,
        killed=total_losses(losses, "killed"),
        wounded=total_losses(losses, "wounded"),
        captured=total_losses(losses, "captured"),
        claimant_text=teller.claimant_text,
        claimant=teller.claimant,
        status=teller.status,
        is_disputed=earlier.is_disputed or later.is_disputed,
        mentions=(*earlier.mentions, *parts),
    )


def _higher_losses(first: tuple[Loss, ...], second: tuple[Loss, ...]) -> tuple[Loss, ...]:
    """Of each kind of loss what tells the higher toll: headline, lead and body tell one happening's again and again."""
    losses: list[Loss] = []
    for kind in dict.fromkeys(loss.kind for loss in (*first, *second)):
        own, other = (tuple(loss for loss in losses if loss.kind == kind) for losses in (first, second))
        losses += other if not own or (total_losses(other, kind) or 0) > (total_losses(own, kind) or 0) else own
    return tuple(losses)


Side = tuple[str | None, Actor | None]


def _finer_side(first: Side, second: Side) -> Side:
    """Of two tellings of one party, words and actor together, the one that says more of it."""
    if first[1] is None:
        return second if second[1] is not None or first[0] is None else first
    if second[1] is None or second[0] is None and first[0] is not None:
        return first
    return second if len(second[1].code) > len(first[1].code) and second[1].code.startswith(first[1].code) else first


def _is_finer_place(first: Place | None, second: Place | None) -> bool:
    if first is None or second is None:
        return second is None
    return (first.precision or 9) <= (second.precision or 9)
