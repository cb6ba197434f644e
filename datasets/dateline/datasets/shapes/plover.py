"""Events as rows of POLECAT's files, and as PLOVER's records in JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from dateline.coding import __version__
from dateline.coding.schemes.facts import FACTS, read_facts
from dateline.datasets.shapes.files import Cell
from dateline.datasets.shapes.sources import Source


def make_rows(source: Source) -> Iterable[Mapping[str, Cell]]:
    """The row of an event in POLECAT's columns."""
    event, article = source.event, source.article
    country = source.country("place_country")
    facts = _find_facts(source)
    row: dict[str, Cell] = {
        "Event ID": source.key,
        "Event Date": source.day,
        "Event Type": source.code("plover.event"),
        "Event Mode": source.code("plover.mode"),
        "Intensity": float(facts["score"]),
        "Quad Code": int(facts["quad_class"]),
        "Contexts": ";".join(source.codes.get("plover.context", ())),
        "Placename": event["place_name"],
        "City": event["place_name"] if event["place_precision"] == 1 else None,
        "Province": event["place_admin1"],
        "Country": country.name if country else None,
        "Latitude": event["latitude"],
        "Longitude": event["longitude"],
        "GeoNames ID": _find_number(event["place_id"]),
        "Raw Placename": event["place_text"],
        "Source": article["publisher"],
        "Publication Date": article["published_on"],
        "Language": article["language"],
        "Version": __version__,
    }
    for side, name in (("source", "Actor"), ("target", "Recipient")):
        row[f"{name} Name"] = row[f"{name} Name Raw"] = event[f"{side}_text"]
        row[f"{name} Country"] = event[f"{side}_country"]
        row[f"Primary {name} Sector"] = event[f"{side}_sector"]
        row[f"{name} Sectors"] = ";".join(source.elements(side))
    yield row


def make_record(source: Source) -> dict[str, Any]:
    """The record of an event in PLOVER's JSON, without the fields of which nothing is known."""
    event, article = source.event, source.article
    country, facts = source.country("place_country"), _find_facts(source)
    actor, recipient = _make_entity(event, "source"), _make_entity(event, "target")
    is_mutual = event["is_reciprocal"]
    end = event["date_end"]
    mode = source.code("plover.mode")
    record = {
        "id": source.key,
        "has_event": True,
        "date": event["date_start"].isoformat() if event["date_start"] else None,
        "enddate": end.isoformat() if end and end != event["date_start"] else None,
        "actor": [entity for entity in ((actor, recipient) if is_mutual else (actor,)) if entity],
        "recipient": [] if is_mutual or not recipient else [recipient],
        "event": [source.code("plover.event")],
        "event_loc": _prune(
            {
                "extracted_place": event["place_text"],
                "resolved_place": event["place_name"],
                "geonameid": _find_number(event["place_id"]),
                "lat": event["latitude"],
                "lon": event["longitude"],
                "province": event["place_admin1"],
                "country": country.name if country else None,
                "country_code": event["place_country"],
                "resolution": event["place_precision"],
            }
        ),
        "event_text": [event["trigger_text"]],
        "quad_code": int(facts["quad_class"]),
        "event_scale": float(facts["score"]),
        "mode": [mode] if mode else [],
        "context": list(source.codes.get("plover.context", ())),
        "link": event["happening_id"],
        "size": _prune({"dead": event["killed"], "injured": event["wounded"], "arrested": event["captured"]}),
        "text": source.sentence,
        "text_info": {"sequence": event["sentence"], "start": source.span[0], "end": source.span[1]},
        "cite_info": _prune(
            {
                "url": article["url"],
                "title": article["title"],
                "language": article["language"],
                "publication": article["publisher"],
                "license": article["licence"],
                "coder": event["coder"],
                "version": __version__,
            }
        ),
        "coder": event["coder"],
    }
    return _prune(record)


def _make_entity(event: Mapping[str, Any], side: str) -> dict[str, Any]:
    return _prune(
        {
            "code": event[f"{side}_code"],
            "sector": event[f"{side}_sector"],
            "entity_text": event[f"{side}_text"],
        }
    )


def _prune(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of which something is known."""
    return {name: value for name, value in fields.items() if value not in (None, [], {}, "")}


def _find_facts(source: Source) -> Mapping[str, str]:
    rows = read_facts(FACTS / "plover.csv").rows
    event = source.code("plover.event")
    return rows.get(f"{event}/{source.code('plover.mode')}") or rows[event]


def _find_number(place_id: str | None) -> str | None:
    """The GeoNames number of a place that has one."""
    name, _, number = (place_id or "").partition(":")
    return number if name == "geonames" else None
