"""Where an event happened: the places of its sentence and the words around them in, one Place or none out."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dateline.coding.places.context import PlaceContext
from dateline.coding.places.lexicon import DIRECTIONAL, LOCATIVE
from dateline.coding.places.resolver import PlaceResolver
from dateline.coding.records import Place

Span = tuple[int, int]
# Between a verb and a place that is its object: "attacked the besieged northern X".
_OBJECT = re.compile(r" (?:(?!that\b|as\b|if\b)[\w-]+ ){0,3}")
REACHING = frozenset({"on", "to", "from", "of", "against"})

_DIRECTION = re.compile(
    r"\b(?:in the direction|outskirts|north|south|east|west|edge|centre|center|suburbs?) of\b[^.,;]*$"
)
# "seized the capital, Sanaa"; "on the border with Niger"
_APPOSITION = re.compile(r"\bthe (?:[\w-]+ ){0,3}(?:capital|city|town|village|port|stronghold|settlement), $")
_BORDER = re.compile(r"\b(?:border|frontier|boundary)s? with (?:the )?$")


def choose_place(
    clause: Span,
    trigger: Span,
    sentence: Span,
    places: Iterable[Place],
    context: PlaceContext,
    resolver: PlaceResolver,
) -> Place | None:
    """The place of the event that the words at `trigger` tell.

    `places` are those of the sentence, as `PlaceResolver.find_places` gives them; spans are offsets in the
    article that `context` was read from. In order: the place nearest to the trigger in its own clause that
    stands after a preposition of place ("in", "near", "north of"); one that the event reaches ("on", "to",
    "from", "of", or a town as the object); one of the first kind elsewhere in the sentence; the dateline's. A
    country or capital without such a preposition is an actor ("Moscow said") and never chosen.
    """
    named = named_place(clause, trigger, sentence, places, context, resolver)
    if named is not None:
        return named
    chosen = dateline_place(context, resolver)
    # A bureau sits in the capital: its dateline says where the report was written, not where it happened.
    return None if chosen is not None and chosen.place_id in resolver.gazetteer.capital_ids else chosen


def named_place(
    clause: Span,
    trigger: Span,
    sentence: Span,
    places: Iterable[Place],
    context: PlaceContext,
    resolver: PlaceResolver,
) -> Place | None:
    """The place that the sentence itself names for the event, by the first three of `choose_place`'s rules."""
    found = tuple(places)
    names = {name.start: name for name in context.names}
    capitals = resolver.gazetteer.capital_ids

    def standing(place: Place) -> str:
        name = names.get(place.span[0])
        preposition = name.preposition if name else None
        if name and place.span[0] in context.holder_starts:
            return "holder"
        if preposition in LOCATIVE or (name and name.type_word and preposition not in DIRECTIONAL):
            return "locative"
        if preposition == "of" and _DIRECTION.search(context.text[max(0, place.span[0] - 60) : place.span[0]]):
            return "locative"  # "in the direction of the lake of the Lachin district"
        before = context.text[max(0, place.span[0] - 60) : place.span[0]]
        if _APPOSITION.search(before) or _BORDER.search(before):
            return "locative"
        is_party = place.precision == 3 or place.place_id in capitals or place.place_id is None
        if preposition in REACHING:
            is_country = place.country is not None and place.admin1 is None and place.precision == 3
            return "actor" if is_country and preposition not in ("from", "to") else "reached"
        if not is_party and preposition is None and _OBJECT.fullmatch(context.text, trigger[1], place.span[0]):
            return "locative"  # "shelled Sarmin"
        return "actor"

    def nearest(span: Span, wanted: str) -> Place | None:
        inside = [
            place
            for place in found
            if span[0] <= place.span[0] and place.span[1] <= span[1] and standing(place) == wanted
        ]
        return min(inside, key=lambda place: _distance(place.span, trigger), default=None)

    for span, wanted in ((clause, "locative"), (clause, "reached"), (sentence, "locative")):
        chosen = nearest(span, wanted)
        if chosen is not None:
            return chosen
    return None


def dateline_place(context: PlaceContext, resolver: PlaceResolver) -> Place | None:
    """The place of the article's dateline, None where it has none."""
    if context.dateline is None:
        return None
    start, end = context.dateline
    return resolver.resolve(context.text[start:end], context, start)


def _distance(span: Span, trigger: Span) -> tuple[int, int]:
    """Characters between the two; what follows the trigger comes before what precedes it by as much."""
    if span[0] >= trigger[1]:
        return span[0] - trigger[1], 0
    return max(0, trigger[0] - span[1]), 1
