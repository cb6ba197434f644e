"""Runs that hold the same events are one pool with the codes of all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.agreement_codings import make_coding, make_event

from dateline.coding.errors import ConfigError, DatasetError
from dateline.experiments.comparing.pools import pool_runs
from dateline.experiments.comparing.runs import Run, check_schemes, find_differences, share_articles


def make_run(name: str, axis: str, code: str = "1", config: Mapping[str, Any] | None = None, **values: Any) -> Run:
    """A run of one event with one code."""
    event = make_event("e1", codes={axis: (code,)}, **values)
    coding = replace(make_coding(name, {"x": [event]}), axes={axis: {code: f"label of {code}"}})
    return Run(name, Path(name), {"config": dict(config or {})}, coding)


def test_the_same_events_have_the_codes_of_all_schemes() -> None:
    runs = [make_run("one", "cameo.code", coder="a 1"), make_run("two", "plover.event", coder="b 1")]
    (pool,) = pool_runs(runs)
    assert (pool.name, pool.runs, pool.schemes) == ("one + two", ("one", "two"), ("cameo", "plover"))
    assert pool.main_axes == ("cameo.code", "plover.event")
    (event,) = pool.events
    assert event.codes == {"cameo.code": ("1",), "plover.event": ("1",)}


@pytest.mark.parametrize(
    "other",
    [
        make_run("two", "cameo.code", code="2"),
        make_run("two", "plover.event", place_country="PER"),
        replace(make_run("two", "cameo.code"), coding=make_coding("two", articles=["x"])),
    ],
    ids=["another code", "another place", "no event"],
)
def test_what_differs_stays_apart(other: Run) -> None:
    assert [pool.runs for pool in pool_runs([make_run("one", "cameo.code"), other])] == [("one",), ("two",)]


def test_the_axis_of_an_own_scheme() -> None:
    assert pool_runs([make_run("one", "mine.kind")])[0].main_axes == ("mine.kind",)


def test_runs_differ_in_the_keys_of_their_configs() -> None:
    one = make_run("one", "a.code", config={"name": "x", "coder": {"min_score": 0.5, "model": "m"}})
    two = make_run("two", "a.code", config={"name": "y", "coder": {"min_score": 0.7, "model": "m"}, "text": "full"})
    assert find_differences([one, two]) == ("coder.min_score", "text")


def test_only_what_all_have_is_compared() -> None:
    def make(name: str, *articles: str) -> Run:
        events = {key: [make_event(f"{name}-{key}")] for key in articles}
        return Run(name, Path(name), {}, make_coding(name, events))

    kept = share_articles([make("one", "a", "b"), make("two", "b", "c"), make("three", "b")])
    assert [sorted(run.coding.events) for run in kept] == [["b"]] * 3
    with pytest.raises(DatasetError, match="one has no article in common with two"):
        share_articles([make("one", "a"), make("two", "b")])
    with pytest.raises(DatasetError, match="no article is in all of one, two, three"):
        share_articles([make("one", "a", "b"), make("two", "b", "c"), make("three", "c", "a")])


def test_one_dataset_in_one_scheme_is_nothing_to_compare() -> None:
    with pytest.raises(ConfigError, match=r"coded in cameo only.*scheme=all"):
        check_schemes([make_run("one", "cameo.code")])
