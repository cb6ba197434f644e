"""Events as rows of the CAMEO datasets: Phoenix, GDELT and ICEWS.

Where both sides act alike there is a row for each direction, as these datasets have it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from dateline.coding.cast.tables import data_folder, read_rows
from dateline.datasets.shapes.files import Cell
from dateline.datasets.shapes.sources import Source, both_directions, divide

_PENTA = ((("01", "02"), 0), (("03", "04", "05"), 1), (("06", "07", "08"), 2), (("16",), 3))
_PENTA_VERBAL, _PENTA_MATERIAL = 3, 4


def make_phoenix_rows(source: Source) -> Iterable[Mapping[str, Cell]]:
    """The rows of an event in Phoenix's columns."""
    return map(_make_phoenix_row, both_directions(source))


def make_gdelt_rows(source: Source) -> Iterable[Mapping[str, Cell]]:
    """The rows of an event in GDELT's columns."""
    return map(_make_gdelt_row, both_directions(source))


def make_icews_rows(source: Source) -> Iterable[Mapping[str, Cell]]:
    """The rows of an event in ICEWS' columns."""
    return map(_make_icews_row, both_directions(source))


def _make_phoenix_row(source: Source) -> Mapping[str, Cell]:
    event, article, code = source.event, source.article, source.code("cameo.code")
    row: dict[str, Cell] = {
        "EventID": source.key,
        "Date": source.day.strftime("%Y%m%d") if source.day else None,
        "Year": source.year,
        "Month": source.month,
        "Day": source.day.day if source.day else None,
        "EventCode": code,
        "EventRootCode": code[:2],
        "PentaClass": classify(code[:2]),
        "GoldsteinScore": _number(source.code("cameo.goldstein")),
        "Lat": event["latitude"],
        "Lon": event["longitude"],
        "LocationName": event["place_name"],
        "StateName": event["place_admin1"],
        "CountryCode": event["place_country"],
        "SentenceID": f"{event['article_id']}_{event['sentence']}",
        "URLs": article["url"],
        "NewsSources": article["publisher"],
    }
    for side, name in (("source", "SourceActor"), ("target", "TargetActor")):
        elements = divide(event[f"{side}_code"])
        # An actor without a country begins with its role.
        first = elements[:1] if elements and elements[0] != event[f"{side}_sector"] else ()
        rest = elements[len(first) :]
        row[f"{name}Full"] = event[f"{side}_code"]
        row[f"{name}Entity"] = "".join(first)
        row[f"{name}Role"] = "".join(rest[:1])
        row[f"{name}Attribute"] = ";".join(rest[1:])
    return row


def classify(root: str) -> int:
    """Phoenix's class of a CAMEO root: statements and appeals 0, and 16 among the verbal conflict."""
    listed = next((number for roots, number in _PENTA if root in roots), None)
    if listed is not None:
        return listed
    return _PENTA_VERBAL if root <= "13" else _PENTA_MATERIAL


def _make_gdelt_row(source: Source) -> Mapping[str, Cell]:
    event, code, day = source.event, source.code("cameo.code"), source.day
    country = source.country("place_country")
    where = [event["place_name"], event["place_admin1"], country.name if country else None]
    is_country = country is not None and event["place_name"] == country.name
    row: dict[str, Cell] = {
        "GLOBALEVENTID": source.key,
        "SQLDATE": day.strftime("%Y%m%d") if day else None,
        "MonthYear": f"{source.year:04d}{source.month:02d}" if source.year and source.month else None,
        "Year": source.year,
        "FractionDate": f"{day.year + (day.month * 30 + day.day) / 365:.4f}" if day else None,
        "EventCode": code,
        "EventBaseCode": code[:3],
        "EventRootCode": code[:2],
        "QuadClass": _number(source.code("cameo.quad_class")),
        "GoldsteinScale": _number(source.code("cameo.goldstein")),
        "NumMentions": source.mentions,
        "NumSources": 1,
        "NumArticles": 1,
        "ActionGeo_Type": 1 if is_country else None,
        "ActionGeo_FullName": ", ".join(dict.fromkeys(part for part in where if part)) if where[0] else None,
        "ActionGeo_CountryCode": country.fips if country else None,
        "ActionGeo_Lat": event["latitude"],
        "ActionGeo_Long": event["longitude"],
        "SOURCEURL": source.article["url"],
    }
    for side, name in (("source", "Actor1"), ("target", "Actor2")):
        row[f"{name}Code"] = event[f"{side}_code"]
        row[f"{name}Name"] = event[f"{side}_text"]
        row[f"{name}CountryCode"] = event[f"{side}_country"]
        for number, element in enumerate(source.elements(side)[:3], 1):
            row[f"{name}Type{number}Code"] = element
    return row


def _make_icews_row(source: Source) -> Mapping[str, Cell]:
    event, country = source.event, source.country("place_country")
    row: dict[str, Cell] = {
        "Event ID": source.key,
        "Event Date": source.day,
        "Event Text": source.labels.get("cameo.code"),
        "CAMEO Code": source.code("cameo.code"),
        "Intensity": _number(source.code("cameo.goldstein")),
        "Story ID": event["article_id"],
        "Sentence Number": event["sentence"],
        "Publisher": source.article["publisher"],
        "City": event["place_name"] if event["place_precision"] == 1 else None,
        "Province": event["place_admin1"],
        "Country": country.name if country else None,
        "Latitude": event["latitude"],
        "Longitude": event["longitude"],
    }
    for side, name in (("source", "Source"), ("target", "Target")):
        own = source.country(f"{side}_country")
        row[f"{name} Name"] = event[f"{side}_text"]
        row[f"{name} Country"] = own.name if own else None
        row[f"{name} Sectors"] = ",".join(_meanings().get(element, element) for element in source.elements(side))
    return row


def _number(code: str) -> float | int | None:
    if not code:
        return None
    return float(code) if "." in code else int(code)


@cache
def _meanings() -> Mapping[str, str]:
    """The meaning of each element of an actor code."""
    rows = read_rows(data_folder(None), "codes.csv", ("kind", "code", "meaning"))
    return {row["code"]: row["meaning"] for row in rows}
