"""How a field is written, what it takes from an event, and what is refused."""

from __future__ import annotations

from datetime import date

import pytest
from tests.agreement_codings import make_coding, make_event

from dateline.coding.errors import ConfigError
from dateline.datasets.tables import EVENTS
from dateline.experiments.agreement.fields import COLUMNS, parse_field, parse_type

CODINGS = (make_coding("a"), make_coding("b"))
EVENT = make_event(
    "one",
    action="ceasefire",
    act="ask",
    date_start=date(2020, 5, 1),
    killed=0,
    is_background=False,
    codes={"cameo.code": ("193",), "cameo.goldstein": ("-10.0",), "plover.context": ("military", "rights")},
)


@pytest.mark.parametrize(
    ("spelling", "value", "measurement"),
    [
        ("action", "ceasefire", "nominal"),
        ("coding", "ask(ceasefire)", "nominal"),
        ("cameo.code", "193", "nominal"),
        ("cameo.code:2", "19", "nominal"),
        ("cameo.goldstein:interval", -10.0, "interval"),
        ("cameo.quad_class", None, "nominal"),
        ("date_start", date(2020, 5, 1).toordinal(), "interval"),
        ("date_start:nominal", date(2020, 5, 1).toordinal(), "nominal"),
        ("killed:ordinal", 0, "ordinal"),
        ("is_background", False, "nominal"),
        ("source_code", None, "nominal"),
    ],
)
def test_a_field_and_its_value(spelling: str, value: object, measurement: str) -> None:
    field = parse_field(spelling, CODINGS)
    assert field.value_of(EVENT) == value
    assert field.measurement == measurement


def test_every_declared_column_is_one_of_the_table() -> None:
    assert set(COLUMNS) <= set(EVENTS.column_names)


@pytest.mark.parametrize(
    ("spelling", "words"),
    [
        ("kiled", "did you mean 'killed'"),
        ("cameo.cod", "did you mean 'cameo.code'"),
        ("plover.event", "axes of the schemes in the datasets: cameo.code"),
        ("cameo.code:4", "have 1 to 3 characters"),
        ("cameo.code:0", "unknown level 0"),
        ("action:2", "only the codes of a scheme have levels"),
        ("killed:ordnal", "did you mean 'ordinal'"),
        ("action:interval", "names and have no order"),
        ("coding:ordinal", "names and have no order"),
        ("cameo.quad_class:ordinal", "names and have no order"),
        ("cameo.goldstein:2:interval", "a code that is cut is a name"),
    ],
)
def test_a_field_that_is_none(spelling: str, words: str) -> None:
    with pytest.raises(ConfigError, match=words):
        parse_field(spelling, CODINGS)


@pytest.mark.parametrize("spelling", ["status", "killed", "cameo.goldstein:interval"])
def test_a_field_that_is_no_type(spelling: str) -> None:
    with pytest.raises(ConfigError, match="is no type of an event"):
        parse_type(spelling, CODINGS)
