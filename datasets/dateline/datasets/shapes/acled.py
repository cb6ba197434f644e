"""Events as rows of ACLED's export; what kind of actor each side is stands in the dataset's own codes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from dateline.coding.schemes.facts import FACTS, read_facts
from dateline.datasets.shapes.files import Cell
from dateline.datasets.shapes.sources import Source

_VIOLENCE = frozenset({"Violence against civilians", "Explosions/Remote violence"})
_CIVILIANS = "Civilians"
_WEEK, _MONTH = 7, 31


def make_rows(source: Source) -> Iterable[Mapping[str, Cell]]:
    """The row of an event."""
    event, article = source.event, source.article
    country = source.country("place_country")
    kind = source.code("acled.sub_event_type")
    second = name_code(source, "actor2_type")
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
        "inter1": name_code(source, "actor1_type"),
        "actor2": event["target_text"],
        "inter2": second,
        "interaction": name_code(source, "interaction"),
        "civilian_targeting": "Civilian targeting"
        if second == _CIVILIANS and source.code("acled.event_type") in _VIOLENCE
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


def name_code(source: Source, axis: str) -> str | None:
    """ACLED's name of an actor type or interaction."""
    code = source.code(f"acled.{axis}")
    return read_facts(FACTS / "acled_sides.csv").rows[code]["label"] if code else None
