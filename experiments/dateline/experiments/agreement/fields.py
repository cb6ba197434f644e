"""What is measured of an event: a field is a column of the events table, the coding, or an axis of a scheme.

A field is written NAME, NAME:LEVEL or NAME:MEASUREMENT, such as `action`, `coding`, `cameo.code:2`,
`date_start`, `place_precision:nominal`. LEVEL is how many leading characters of a code count: 2 gives CAMEO's
roots.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dateline.coding.errors import ConfigError, nearest
from dateline.datasets.tables import EVENTS
from dateline.experiments.agreement.codings import CodedEvent, Coding
from dateline.experiments.agreement.ratings import MEASUREMENTS

Value = str | int | float | bool

TYPE_FIELDS = ("action", "act", "coding")
"""Fields besides a scheme's axes that may serve as the type of an event; `coding` is the act with its action.
"""

COLUMNS: Mapping[str, str] = {
    "action": "nominal",
    "act": "nominal",
    "is_reciprocal": "nominal",
    "source_code": "nominal",
    "source_country": "nominal",
    "source_sector": "nominal",
    "target_code": "nominal",
    "target_country": "nominal",
    "target_sector": "nominal",
    "date_start": "interval",
    "date_end": "interval",
    "date_precision": "nominal",
    "date_method": "nominal",
    "place_id": "nominal",
    "place_name": "nominal",
    "place_admin1": "nominal",
    "place_country": "nominal",
    "place_precision": "ordinal",
    "latitude": "interval",
    "longitude": "interval",
    "killed": "interval",
    "wounded": "interval",
    "captured": "interval",
    "status": "nominal",
    "claimant_code": "nominal",
    "is_disputed": "nominal",
    "is_background": "nominal",
    "score": "interval",
}
"""The columns that can be measured, each with the level of measurement that it has unless another is asked
for.
"""

_NUMBERS = ("int8", "int32", "int64", "float64", "date32")


@dataclass(frozen=True, slots=True)
class Field:
    """One thing to measure: `spelling` is how the user wrote it, `level` cuts a code to its first letters."""

    spelling: str
    name: str
    measurement: str
    level: int | None = None

    @property
    def is_axis(self) -> bool:
        return "." in self.name

    def codes_of(self, event: CodedEvent) -> tuple[str, ...]:
        """Every code that the event has on the field; a scheme may give one event several."""
        if self.is_axis:
            codes = event.codes.get(self.name, ())
            return tuple(sorted({code[: self.level] for code in codes}))
        value = self.value_of(event)
        return () if value is None else (str(value),)

    def value_of(self, event: CodedEvent) -> Value | None:
        """The event's value, None where it is unknown or the scheme has no code for it; dates are day
        numbers.
        """
        if self.is_axis:
            codes = self.codes_of(event)
            if self.measurement == "nominal":
                return "+".join(codes) or None
            return float(codes[0]) if len(codes) == 1 else None
        if self.name == "coding":
            return f"{event.values['act']}({event.values['action']})"
        value: Value | date | None = event.values[self.name]
        return value.toordinal() if isinstance(value, date) else value


def parse_field(spelling: str, codings: Sequence[Coding]) -> Field:
    """The field that the user wrote; raises ConfigError for an unknown name, level or measurement."""
    name, *suffixes = str(spelling).split(":")
    axes = _join_axes(codings)
    known = (*COLUMNS, "coding", *axes)
    if name not in known:
        raise ConfigError(
            f"unknown field {name!r}{nearest(name, known)} "
            f"(fields: {', '.join((*COLUMNS, 'coding'))}; axes of the schemes in the datasets: "
            f"{', '.join(axes) or 'none'})"
        )
    level: int | None = None
    measurement = COLUMNS.get(name, "nominal")
    for suffix in suffixes:
        if suffix.isdecimal():
            level = _check_level(spelling, name, int(suffix), axes.get(name))
        elif suffix in MEASUREMENTS:
            measurement = _check_measurement(spelling, name, suffix, axes.get(name))
        else:
            raise ConfigError(
                f"unknown level {suffix!r} in {spelling!r}{nearest(suffix, MEASUREMENTS)} "
                f"(a number of leading characters of a code, or {', '.join(MEASUREMENTS)})"
            )
    if level is not None and measurement != "nominal":
        raise ConfigError(f"{spelling!r}: a code that is cut is a name; leave out {measurement!r}")
    return Field(str(spelling), name, measurement, level)


def parse_type(spelling: str, codings: Sequence[Coding]) -> Field:
    """The field that says what kind of event it is; raises ConfigError for one that does not."""
    field = parse_field(spelling, codings)
    if field.measurement != "nominal" or not (field.is_axis or field.name in TYPE_FIELDS):
        raise ConfigError(
            f"{spelling!r} is no type of an event (types: {', '.join(TYPE_FIELDS)}, or an axis of a scheme "
            "such as cameo.code:2)"
        )
    return field


def _join_axes(codings: Sequence[Coding]) -> dict[str, set[str]]:
    """The codes of the axes that every coding has."""
    shared = set.intersection(*(set(coding.axes) for coding in codings)) if codings else set()
    return {axis: {code for coding in codings for code in coding.axes[axis]} for axis in sorted(shared)}


def _check_level(spelling: str, name: str, level: int, codes: set[str] | None) -> int:
    if codes is None:
        raise ConfigError(f"{spelling!r}: only the codes of a scheme have levels, {name} has none; write {name}")
    longest = max(map(len, codes), default=0)
    if not 1 <= level <= longest:
        raise ConfigError(f"unknown level {level} in {spelling!r}: the codes of {name} have 1 to {longest} characters")
    return level


def _check_measurement(spelling: str, name: str, measurement: str, codes: set[str] | None) -> str:
    if measurement == "nominal":
        return measurement
    if codes is not None:
        is_number = all(_is_number(code) for code in codes) and any("." in code for code in codes)
    else:
        is_number = name != "coding" and EVENTS.column(name).type in _NUMBERS
    if not is_number:
        raise ConfigError(f"{spelling!r}: the values of {name} are names and have no order; write {name}:nominal")
    return measurement


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
