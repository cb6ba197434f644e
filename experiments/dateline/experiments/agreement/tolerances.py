"""How unlike two codings of one event may be: a tolerance for each of type, actors, place, date and sentence.

Whatever has no tolerance still tells which pairing is the likest. A measured field that the pairing asks for
agrees by construction: set a tolerance on what you do not measure.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dateline.coding.errors import ConfigError, nearest
from dateline.experiments.agreement.codings import CodedEvent, Coding
from dateline.experiments.agreement.fields import Field, parse_type

ACTOR_TOLERANCES = ("code", "country", "sector")
PLACE_TOLERANCES = ("id", "admin1", "country")

_EARTH_RADIUS = 6371.0088
"""Mean radius of the earth in kilometres (IUGG)."""
_UNKNOWN = 0.5


@dataclass(frozen=True, slots=True)
class Tolerance:
    """What two events must have in common to be paired; None asks nothing.

    `type` is a field in which they must be equal; `source` and `target` are of ACTOR_TOLERANCES, `place` of
    PLACE_TOLERANCES; `km` is the distance between places, `days` the gap between date intervals, `sentences`
    the distance between sentences; `unlike` (0 to 1) is how unlike they may be over all. `compared` is the
    type that is compared where no `type` is asked for.
    """

    compared: Field
    type: Field | None = None
    source: str | None = None
    target: str | None = None
    place: str | None = None
    km: float | None = None
    days: int | None = None
    sentences: int | None = None
    unlike: float = 0.5

    def distance(self, one: CodedEvent, two: CodedEvent) -> float | None:
        """How unlike two events are, from 0 to 1; None where they may not be paired."""
        if self.sentences is not None and abs(one.sentence - two.sentence) > self.sentences:
            return None
        place = _equal(one, two, f"place_{self.place or 'id'}")
        near = None if self.km is None else _near(one, two, self.km)
        source = _equal(one, two, f"source_{self.source or 'code'}")
        target = _equal(one, two, f"target_{self.target or 'code'}")
        kind = _same(self.type or self.compared, one, two)
        date = _meet(one, two, self.days or 0)
        asked = (
            (self.type, kind),
            (self.source, source),
            (self.target, target),
            (self.place, place),
            (self.km, near),
            (self.days, date),
        )
        if any(tolerance is not None and verdict is False for tolerance, verdict in asked):
            return None
        verdicts = (_overlap(one, two), kind, source, target, place if self.km is None else near, date)
        unlike = sum(_UNKNOWN if verdict is None else float(not verdict) for verdict in verdicts)
        mean = unlike / len(verdicts)
        return mean if mean <= self.unlike else None


def make_tolerance(match: Mapping[str, Any], compared: Field, codings: Sequence[Coding]) -> Tolerance:
    """The tolerance that a config's `match` describes; raises ConfigError for a value that says nothing."""
    for key in ("source", "target"):
        _check_choice(f"match.{key}", match[key], ACTOR_TOLERANCES)
    _check_choice("match.place", match["place"], PLACE_TOLERANCES)
    for key in ("km", "days", "sentences"):
        if match[key] is not None and match[key] < 0:
            raise ConfigError(f"match.{key} is {match[key]}; give a number of 0 or more, or null to ask nothing")
    if not 0 <= match["unlike"] <= 1:
        raise ConfigError(f"match.unlike is {match['unlike']}; give a number from 0 (all alike) to 1 (no limit)")
    return Tolerance(
        compared=compared,
        type=None if match["type"] is None else parse_type(match["type"], codings),
        source=match["source"],
        target=match["target"],
        place=match["place"],
        km=match["km"],
        days=match["days"],
        sentences=match["sentences"],
        unlike=match["unlike"],
    )


def _check_choice(key: str, value: str | None, allowed: Sequence[str]) -> None:
    if value is not None and value not in allowed:
        raise ConfigError(f"{key} is {value!r}{nearest(value, allowed)} (allowed: null, {', '.join(allowed)})")


def _overlap(one: CodedEvent, two: CodedEvent) -> bool | None:
    if one.trigger is None or two.trigger is None:
        return None
    return max(one.trigger[0], two.trigger[0]) < min(one.trigger[1], two.trigger[1])


def _same(field: Field, one: CodedEvent, two: CodedEvent) -> bool | None:
    first, second = field.value_of(one), field.value_of(two)
    return None if first is None or second is None else first == second


def _equal(one: CodedEvent, two: CodedEvent, column: str) -> bool | None:
    first, second = one.values[column], two.values[column]
    return None if first is None or second is None else bool(first == second)


def _meet(one: CodedEvent, two: CodedEvent, days: int) -> bool | None:
    first, second = one.values, two.values
    if first["date_start"] is None or second["date_start"] is None:
        return None
    gap = max(first["date_start"], second["date_start"]) - min(first["date_end"], second["date_end"])
    return bool(gap.days <= days)


def _near(one: CodedEvent, two: CodedEvent, km: float) -> bool | None:
    points = [(event.values["latitude"], event.values["longitude"]) for event in (one, two)]
    if any(degree is None for point in points for degree in point):
        return None
    return measure_distance(*points) <= km


def measure_distance(one: tuple[float, float], two: tuple[float, float]) -> float:
    """Kilometres between two points, given by latitude and longitude in degrees, along the great circle."""
    latitude, longitude = (math.radians(degree) for degree in one)
    other_latitude, other_longitude = (math.radians(degree) for degree in two)
    half = math.sin((other_latitude - latitude) / 2) ** 2
    half += math.cos(latitude) * math.cos(other_latitude) * math.sin((other_longitude - longitude) / 2) ** 2
    return 2 * _EARTH_RADIUS * math.asin(min(1.0, math.sqrt(half)))
