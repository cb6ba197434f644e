"""What two schemes tell of each other, against figures worked out by hand."""

from __future__ import annotations

from math import log2

import pytest
from tests.agreement_codings import make_event

from dateline.coding.errors import ConfigError
from dateline.experiments.agreement.fields import Field
from dateline.experiments.comparing.crosswalks import (
    NO_CODE,
    Information,
    check_informative,
    entropy,
    find_collapses,
    inform,
    pair_axes,
    tabulate_jointly,
)
from dateline.experiments.comparing.tallies import Column, Tally

ONE, TWO = (Field(name, name, "nominal") for name in ("a.code", "b.code"))


def make_joint(*codes: tuple[str | None, str | None]) -> tuple[Tally, int]:
    """The joint table of events with these codes in the schemes a and b."""
    events = []
    for number, (first, second) in enumerate(codes):
        given = {name: (code,) for name, code in (("a.code", first), ("b.code", second)) if code is not None}
        events.append(make_event(f"e{number}", codes=given))
    return tabulate_jointly([Column("x", "x", tuple(events))], [(ONE, TWO)]), len(events)


def test_a_fair_coin_has_one_bit() -> None:
    assert entropy([5, 5]) == pytest.approx(1.0)
    assert entropy([1, 1, 1, 1]) == pytest.approx(2.0)
    assert entropy([7]) == entropy([]) == 0.0


def test_a_code_that_is_split_is_lost_one_way_only() -> None:
    # The first scheme's p and q both become x: half of the events lose one bit of two codes.
    joint, events = make_joint(("p", "x"), ("q", "x"), ("r", "y"), ("r", "y"), ("r", None), (None, None))
    told = inform(joint, 0, ONE, TWO, events)
    assert (told.both, told.first_only, told.second_only, told.neither) == (4, 1, 0, 1)
    assert told.first_entropy == pytest.approx(1.5)
    assert told.second_entropy == told.mutual == pytest.approx(1.0)
    assert told.first_lost == pytest.approx(0.5)
    assert told.second_lost == pytest.approx(0.0)
    assert told.normalised == pytest.approx(2 * 1.0 / 2.5)
    assert (told.first_recovered, told.second_recovered) == (0.75, 1.0)


def test_independent_codes_share_nothing() -> None:
    joint, events = make_joint(*[(one, two) for one in "pq" for two in "xy"] * 3)
    told = inform(joint, 0, ONE, TWO, events)
    assert told.mutual == pytest.approx(0.0, abs=1e-12)
    assert told.first_lost == pytest.approx(1.0)
    assert told.adjusted is not None and told.adjusted <= 0.01
    assert told.first_recovered == 0.5


def test_mutual_information_by_its_definition() -> None:
    counts = {("p", "x"): 3, ("p", "y"): 1, ("q", "y"): 4, ("r", "x"): 2}
    joint, events = make_joint(*[pair for pair, count in counts.items() for _ in range(count)])
    rows, columns = {"p": 4, "q": 4, "r": 2}, {"x": 5, "y": 5}
    expected = sum(n / 10 * log2(n * 10 / (rows[one] * columns[two])) for (one, two), n in counts.items())
    assert inform(joint, 0, ONE, TWO, events).mutual == pytest.approx(expected)


def test_every_cell_knows_its_events() -> None:
    joint, _ = make_joint(("p", "x"), ("q", "x"), ("p", "x"), (None, "x"))
    assert {line.keys[2:]: [event.event_id for event in line.events[0]] for line in joint.lines} == {
        ("p", "x"): ["e0", "e2"],
        ("q", "x"): ["e1"],
        (NO_CODE, "x"): ["e3"],
    }


def test_codes_that_become_one_are_listed_both_ways() -> None:
    joint, _ = make_joint(("p", "x"), ("p", "x"), ("q", "x"), ("q", "y"), ("r", None), ("s", None))
    found = {(each.axis, each.code): each.codes for each in find_collapses(joint, 0, ONE, TWO)}
    assert found == {
        ("a.code", "x"): (("p", 2), ("q", 1)),
        ("a.code", NO_CODE): (("r", 1), ("s", 1)),
        ("b.code", "q"): (("x", 1), ("y", 1)),
    }


def test_one_class_gives_no_figure_but_a_reason() -> None:
    joint, events = make_joint(("p", "x"), ("p", "y"))
    told = inform(joint, 0, ONE, TWO, events)
    assert told.mutual is None
    assert told.note is not None and "a.code has one code only" in told.note
    joint, events = make_joint(("p", None), (None, "y"))
    assert inform(joint, 0, ONE, TWO, events).note == "no event has a code on both axes"


def test_what_has_nothing_to_tell_is_an_error_where_it_was_asked_for() -> None:
    def make(first: str, note: str | None) -> Information:
        return Information("x", first, "b.code", 2, 0, 0, 0, note=note)

    good, bad = make("c.code", None), make("a.code", "a.code has one code only")
    check_informative([good, bad], [])
    check_informative([good, bad], ["c.code", "b.code"])
    with pytest.raises(ConfigError, match=r"a\.code and b\.code .*name other axes"):
        check_informative([good, bad], ["a.code", "b.code"])
    with pytest.raises(ConfigError, match="or code more articles"):
        check_informative([bad], [])


def test_axes_of_two_schemes_make_pairs() -> None:
    root, mode = Field("a.code:2", "a.code", "nominal", 2), Field("a.mode", "a.mode", "nominal")
    assert pair_axes([root, mode, TWO]) == ((root, TWO), (mode, TWO))
    assert pair_axes([root, mode]) == ((root, mode),)
