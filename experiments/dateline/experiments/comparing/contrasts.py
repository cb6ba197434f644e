"""Events in, the pairs of actors and the places out on which the columns differ most."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dateline.experiments.agreement.codings import CodedEvent
from dateline.experiments.comparing.tallies import Column, Keys, Tally, order_by_spread, tally_events

_UNNAMED = "(unnamed)"


def contrast_dyads(columns: Sequence[Column], level: str) -> Tally:
    """Events by source and target, both known, at the level of code, country or sector; the most unlike first."""

    def keys_of(event: CodedEvent) -> Iterable[Keys]:
        source, target = event.values[f"source_{level}"], event.values[f"target_{level}"]
        if source is not None and target is not None:
            yield source, target

    return order_by_spread(tally_events("dyads", ("source", "target"), columns, keys_of))


def contrast_places(columns: Sequence[Column], level: str) -> Tally:
    """Events by country and place, at the level of name, admin1 or country; the most unlike first."""

    def keys_of(event: CodedEvent) -> Iterable[Keys]:
        country, place = event.values["place_country"], event.values[f"place_{level}"]
        if level == "country":
            if country is not None:
                yield (country,)
        elif place is not None:
            yield country or _UNNAMED, place

    heads = ("country",) if level == "country" else ("country", "place")
    return order_by_spread(tally_events("places", heads, columns, keys_of))
