"""Which place of one name is meant: Candidates and the article's evidence in, Candidates in order out."""

from __future__ import annotations

import math
from collections.abc import Mapping

from dateline.coding.places.gazetteer import Candidate, Entry

EARTH_RADIUS_KM = 6371.0
# Prominence is measured in powers of ten of people; what has no people has the prominence of a town as
# often named.
_PROMINENCE = {
    "country": 9.5,
    "continent": 9.5,
    "region": 7.2,
    "sea": 7.2,
    "area": 6.0,
    "site": 6.0,
    "water": 6.3,
    "range": 6.3,
    "island": 6.5,
}
# Such a place of a dump is a stream, hill or school that hardly anybody names: less than the least of towns.
_MINOR = 2.0
_STANDING = {"curated": 0.5, "own": 0.0, "alternate": -1.3}


def distance_km(first: Entry, second: Entry) -> float:
    """Great-circle distance in kilometres."""
    latitude, other_latitude = math.radians(first.latitude), math.radians(second.latitude)
    half_latitude = (other_latitude - latitude) / 2
    half_longitude = math.radians(second.longitude - first.longitude) / 2
    chord = math.sin(half_latitude) ** 2 + math.cos(latitude) * math.cos(other_latitude) * math.sin(half_longitude) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(chord)))


def prominence(candidate: Candidate) -> float:
    """How often the place is meant when nothing else is known, on a scale of powers of ten of people."""
    entry = candidate.entry
    if entry.kind in _PROMINENCE:
        base = _PROMINENCE[entry.kind] if candidate.standing == "curated" else _MINOR
    else:
        base = math.log10(max(entry.population, 300))
        if entry.kind == "admin1":
            base = max(base, 6.3)
        elif entry.kind == "admin2":
            base -= 2.0
    return base + _STANDING[candidate.standing]


def contains(whole: Entry, part: Entry) -> bool:
    """Whether `part` lies in the country or first-level division `whole`."""
    if whole.kind == "country":
        return part.country == whole.country
    if whole.kind == "admin1":
        return part.admin1_id == whole.entry_id and part.entry_id != whole.entry_id
    if part.kind in ("country", "continent"):
        return False
    if whole.kind in ("region", "area", "island", "admin2") and whole.country in (None, part.country):
        return distance_km(whole, part) < (120 if whole.kind != "region" else 350)
    return False


def rank(
    candidates: tuple[Candidate, ...],
    countries: Mapping[str, float],
    anchors: Mapping[str, Entry],
    qualifiers: tuple[Entry, ...] = (),
) -> list[tuple[float, Candidate]]:
    """Candidates with their scores, the best first.

    `countries` gives the article's countries with their weights, `anchors` the places already settled (by
    id), and `qualifiers` the places that the article names as holding this one ("Bentiu, South Sudan").
    """
    rivals = {each.entry.country for each in candidates if each.entry.kind == "admin1" and each.standing == "curated"}
    rival_weight = max((countries.get(country or "", 0.0) for country in rivals), default=0.0)
    heaviest = max(countries.values(), default=0.0)
    scored = []
    for candidate in candidates:
        entry = candidate.entry
        score = prominence(candidate)
        if entry.country:
            weight = countries.get(entry.country, 0.0)
            if weight and not (entry.kind == "country" and entry.country not in rivals and rival_weight > weight):
                score += 1.2 + 1.8 * weight / heaviest
        if any(contains(whole, entry) for whole in qualifiers):
            score += 6.0 if candidate.standing != "alternate" else 3.0
        score += _nearness(entry, anchors)
        scored.append((score, candidate))
    scored.sort(key=lambda pair: (-pair[0], -pair[1].entry.population, pair[1].entry.entry_id))
    return scored


def _nearness(entry: Entry, anchors: Mapping[str, Entry]) -> float:
    if entry.kind in ("country", "continent", "region", "sea"):
        return 0.0
    nearest = min(
        (
            distance_km(entry, anchor)
            for anchor in anchors.values()
            if anchor.entry_id != entry.entry_id and anchor.name != entry.name
        ),
        default=math.inf,
    )
    if nearest < 60:
        return 1.6
    return 1.0 if nearest < 200 else 0.4 if nearest < 500 else 0.0
