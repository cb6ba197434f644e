"""Tolls find their event, and several tolls of one event come to one."""

from __future__ import annotations

from datetime import date

import pytest

from dateline.coding.coder import RuleCoder
from dateline.coding.losses import LossPhrase, find_losses
from dateline.coding.losses.attachment import Toll, sum_up
from dateline.coding.records import Actor, Article


def _tolls(*told: tuple[str, str]) -> list[Toll]:
    """A toll for every phrase that each text counts, with the code of those whose it is."""
    tolls: list[Toll] = []
    for index, (text, code) in enumerate(told):
        whose = Actor(code, code[:3], code[3:], code, "test") if code else None
        phrases: tuple[LossPhrase, ...] = find_losses(text, 1000 * index)
        tolls += [Toll(index, phrase, text, text, (), (0, 0), whose) for phrase in phrases]
    return tolls


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ([("Four people were killed.", ""), ("The toll rose to six.", "")], 6),
        ([("Seven soldiers were killed.", "PERMIL"), ("Five soldiers died.", "PERMIL")], 7),
        ([("One woman was killed.", "PERCVL"), ("Two more people died.", "PERCVL")], 3),
        ([("Seven soldiers were killed.", "PERMIL"), ("Nine rebels died.", "PERREB")], 16),
        ([("Nine people died.", "PERCVL"), ("Four policemen were killed.", "PERCOP")], 9),
        ([("Three soldiers and a driver were killed.", "PERMIL")], 4),
        ([("More than 20 people were killed.", ""), ("The number of the dead was put at 31.", "")], 20),
    ],
)
def test_tolls_of_one_event_come_to_one(told: list[tuple[str, str]], expected: int) -> None:
    losses = sum_up(_tolls(*told))
    assert sum(loss.best or 0 for loss in losses) == expected


STORIES = [
    ("Rebels attacked the town of Ayacucho on Monday. Eleven people died.", 11, None),
    ("Gunmen assassinated Judge Rosa Quintanilla in Lima on Monday.", 1, None),
    ("Guerrillas bombed a bus in Lima on Monday, killing two. Three passengers, all of them nurses, were hurt.", 2, 3),
    ("Guerrillas shelled Ayacucho on Monday. The driver, Luis Ormaza, was killed. Also injured was a nurse.", 1, 1),
    ("Rebels shelled Ayacucho on Monday. The war has cost the lives of 30,000 people since 1980.", None, None),
    ("Rebels bombed a school in Lima on Monday. In 1983 they had killed forty farmers in Tarma.", None, None),
]


@pytest.mark.parametrize(("text", "killed", "wounded"), STORIES)
def test_a_toll_finds_its_event(rule_coder: RuleCoder, text: str, killed: int | None, wounded: int | None) -> None:
    (result,) = rule_coder([Article("a", text, published_on=date(1990, 5, 8))])
    assert result.events[0].killed == killed
    assert result.events[0].wounded == wounded


def test_detained_are_counted_where_they_are_detained(rule_coder: RuleCoder) -> None:
    text = "Police in Lima arrested eleven pickets on Monday."
    (result,) = rule_coder([Article("a", text, published_on=date(1990, 5, 8))])
    assert [event.captured for event in result.events if event.action == "detention"][0] == 11
