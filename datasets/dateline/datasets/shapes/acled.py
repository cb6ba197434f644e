"""Events as rows of ACLED's export.

The kind of an actor follows from its sector and the event; state forces are `External/Other forces` where the event
is in another country than theirs, and stay empty where the country of the event is not known. Which of ACLED's
militias a group is cannot be told from a sector, so militias stay empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache

from dateline.coding.schemes.facts import FACTS, read_facts
from dateline.datasets.shapes.files import Cell, read_numbers
from dateline.datasets.shapes.sources import Source

STATE, REBELS, RIOTERS, PROTESTERS, CIVILIANS, EXTERNAL = (
    "State forces",
    "Rebel group",
    "Rioters",
    "Protesters",
    "Civilians",
    "External/Other forces",
)
_STATE_SECTORS = frozenset({"GOV", "MIL", "COP", "SPY"})
_REBEL_SECTORS = frozenset({"REB", "INS", "SEP"})
_CIVILIAN_SECTORS = frozenset("CVL AGR BUS DEV EDU ELI ENV HLH HRI JRN JUD LAB LEG MED NGO OPP PTY REF REL SOC".split())
_VIOLENCE = frozenset({"Violence against civilians", "Explosions/Remote violence"})
_CROWDS = {"Protests": PROTESTERS, "Violent demonstration": RIOTERS, "Mob violence": RIOTERS}
_WEEK, _MONTH = 7, 31


def make_rows(source: Source) -> Iterable[Mapping[str, Cell]]:
    """The row of an event."""
    event, article = source.event, source.article
    country = source.country("place_country")
    kind = source.code("acled.sub_event_type")
    first, second = find_kind(source, "source"), find_kind(source, "target")
    has_target = event["target_text"] is not None or event["target_code"] is not None
    day, precision = date_event(source)
    yield {
        "event_id_cnty": source.key,
        "event_date": day,
        "year": source.year,
        "time_precision": precision,
        "disorder_type": read_facts(FACTS / "acled.csv").rows[kind]["disorder_type"],
        "event_type": source.code("acled.event_type"),
        "sub_event_type": kind,
        "actor1": event["source_text"],
        "inter1": first,
        "actor2": event["target_text"],
        "inter2": second,
        "interaction": name_interaction(first, second) if has_target else first and f"{first} only",
        "civilian_targeting": "Civilian targeting"
        if second == CIVILIANS and source.code("acled.event_type") in _VIOLENCE
        else None,
        "iso": country.number if country else None,
        "country": country.name if country else None,
        "admin1": event["place_admin1"],
        "location": event["place_name"],
        "latitude": event["latitude"],
        "longitude": event["longitude"],
        "geo_precision": event["place_precision"],
        "source": article["publisher"],
        "notes": source.sentence,
        "fatalities": event["killed"],
    }


def date_event(source: Source) -> tuple[date | None, int | None]:
    """The day and ACLED's precision of it: 1 the day, 2 within a week, 3 within a month; none for less exact ones."""
    start, end = source.event["date_start"], source.event["date_end"]
    if start is None:
        return None, None
    days = (end - start).days + 1
    if days > _MONTH:
        return None, None
    return source.middle_day, 1 if days == 1 else 2 if days <= _WEEK else 3


def find_kind(source: Source, side: str) -> str | None:
    """ACLED's kind of an actor, None where it cannot be told."""
    event = source.event
    sector = event[f"{side}_sector"]
    crowd = _CROWDS.get(source.code("acled.sub_event_type")) or _CROWDS.get(source.code("acled.event_type"))
    if crowd and side == "source" and (sector is None or sector in _CIVILIAN_SECTORS):
        return crowd
    if sector in _CIVILIAN_SECTORS:
        return CIVILIANS
    if sector in _REBEL_SECTORS:
        return REBELS
    own, there = event[f"{side}_country"], event["place_country"]
    if sector in _STATE_SECTORS and own and there:
        return STATE if own == there else EXTERNAL
    return None


def name_interaction(first: str | None, second: str | None) -> str | None:
    """The name of an interaction: the kind of the lower number first; None where a kind is not known."""
    if first is None or second is None:
        return None
    return "-".join(sorted((first, second), key=_numbers().__getitem__))


@cache
def _numbers() -> Mapping[str, int]:
    return read_numbers("acled_actor_types")
