"""Losses: what a sentence counts, what it only seems to count, and that every span obeys the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.coding.losses import find_losses
from dateline.coding.losses.quantities import read_quantity
from dateline.coding.losses.vocabulary import DISEASES, EQUIPMENT, NOT_PEOPLE, PEOPLE
from dateline.coding.syntax.numerals import read_number

Count = tuple[str, int | None, int | None, int | None]


def _counts(text: str) -> list[Count]:
    return [(loss.kind, loss.low, loss.best, loss.high) for loss in find_losses(text)]


COUNTED: list[tuple[str, list[Count]]] = [
    ("Three Moldovan border guards have been injured.", [("wounded", 3, 3, 3)]),
    ("A shell hit the depot, killing four and wounding 31.", [("killed", 4, 4, 4), ("wounded", 31, 31, 31)]),
    ("The raid killed three soldiers and a civilian.", [("killed", 3, 3, 3), ("killed", 1, 1, 1)]),
    ("At least 9 people, including two nurses, were killed on Monday.", [("killed", 9, 9, None)]),
    ("Eight people, among them a priest, died in the blaze.", [("killed", 8, 8, 8)]),
    ("The death toll rose to 45.", [("killed", 45, 45, 45)]),
    ("The blast left 12 dead and more than 30 injured.", [("killed", 12, 12, 12), ("wounded", 30, 30, None)]),
    ("The ambush claimed the lives of 16 recruits.", [("killed", 16, 16, 16)]),
    ("The brigade lost five soldiers.", [("killed", 5, 5, 5)]),
    ("The brigade lost five tanks.", [("equipment", 5, 5, 5)]),
    ("None were hurt.", [("wounded", 0, 0, 0)]),
    ("Monday's shelling caused no casualties.", [("killed", 0, 0, 0), ("wounded", 0, 0, 0)]),
    ("Between 10 and 15 rebels were killed.", [("killed", 10, None, 15)]),
    ("Up to 20 miners were hurt, nearly 40 are missing.", [("wounded", None, None, 20), ("missing", None, 40, 40)]),
    ("About 60 militants were captured.", [("captured", None, 60, None)]),
    (
        "Dozens of villagers were killed and hundreds displaced.",
        [("killed", 24, None, None), ("displaced", 200, None, None)],
    ),
    ("Gunmen murdered a man and his two sons.", [("killed", 1, 1, 1), ("killed", 2, 2, 2)]),
    ("A 23-year-old was killed.", [("killed", 1, 1, 1)]),
    ("The mayor, Pavel Horak, was shot dead.", [("killed", 1, 1, 1)]),
    ("Pavel Horak and Jan Maly were assassinated.", [("killed", 1, 1, 1), ("killed", 1, 1, 1)]),
    ("The murder of Senator Pablo Ruiz shocked the capital.", [("killed", 1, 1, 1)]),
    ("Two members of the coast guard were killed.", [("killed", 2, 2, 2)]),
    ("Air defences shot down two helicopters.", [("equipment", 2, 2, 2)]),
    ("FIVE POLICEMEN WERE KILLED AND THREE PEASANTS WERE WOUNDED.", [("killed", 5, 5, 5), ("wounded", 3, 3, 3)]),
    ("five policemen were killed near the bridge", [("killed", 5, 5, 5)]),
    ("The militia took six aid workers hostage.", [("captured", 6, 6, 6)]),
    ("Thirty-three seamen have been injured.", [("wounded", 33, 33, 33)]),
    ("Gunmen shot dead four farmers, two of them children.", [("killed", 4, 4, 4)]),
    ("A suspect in the death of two men was wounded.", [("wounded", 1, 1, 1), ("killed", 2, 2, 2)]),
]

NOT_COUNTED = [
    "The committee killed the bill.",
    "The Senate killed a health bill 51 to 49.",
    "It was a matter of wounded pride.",
    "He killed 45 minutes at the station.",
    "Deaths from cancer rose to 45,000 last year.",
    "Ten people died of cholera.",
    "A new offensive could kill thousands.",
    "They threatened to kill ten hostages.",
    "They will be killed.",
    "The shelling killed or wounded 30 soldiers.",
    "There were no reports of casualties.",
    "The army captured three villages.",
    "The party lost 12 members to its rival.",
]


@pytest.mark.parametrize(("text", "expected"), COUNTED)
def test_counts(text: str, expected: list[Count]) -> None:
    assert sorted(_counts(text), key=str) == sorted(expected, key=str)


@pytest.mark.parametrize("text", NOT_COUNTED)
def test_counts_nothing(text: str) -> None:
    assert _counts(text) == []


def test_whose_and_trigger() -> None:
    text = "Officials said two Georgian servicemen were killed."
    (loss,) = find_losses(text, 100)
    assert (loss.whose_text, loss.trigger_text) == ("two Georgian servicemen", "killed")
    assert loss.whose == (115, 138)
    assert loss.trigger == (144, 150)


def test_a_bare_number_belongs_to_nobody() -> None:
    (loss,) = find_losses("The bomb went off at noon, killing five.")
    assert loss.whose is None
    assert loss.text == "killing five"


def test_parts_of_a_sum_share_a_trigger() -> None:
    losses = find_losses("A rocket killed two doctors and a driver.")
    assert len({loss.trigger for loss in losses}) == 1
    assert sum(loss.best or 0 for loss in losses) == 3


@pytest.mark.parametrize(
    ("words", "bounds"),
    [
        ("at least 7", (7, 7, None)),
        ("more than 30", (30, 30, None)),
        ("up to 20", (None, None, 20)),
        ("fewer than 20", (None, None, 19)),
        ("nearly 40", (None, 40, 40)),
        ("some 60", (None, 60, None)),
        ("10-15", (10, None, 15)),
        ("from ten to twelve", (10, None, 12)),
        ("a couple", (2, 2, 2)),
        ("tens of thousands of", (20_000, None, None)),
    ],
)
def test_quantities(words: str, bounds: tuple[int | None, int | None, int | None]) -> None:
    quantity = read_quantity(words)
    assert quantity is not None
    assert (quantity.low, quantity.best, quantity.high) == bounds


@pytest.mark.parametrize(
    ("words", "number"),
    [("1,007", 1007), ("2.5 million", 2_500_000), ("forty-five", 45), ("two hundred and ten", 210), ("a dozen", 12),
     ("three thousand five", 3005), ("3.5", None), ("a", None)],
)  # fmt: skip
def test_numbers(words: str, number: int | None) -> None:
    assert read_number(words) == number


def test_the_word_lists_hold_no_word_twice() -> None:
    for words in (PEOPLE, EQUIPMENT, NOT_PEOPLE, DISEASES):
        assert len(words) == len(set(words))


WORDS = st.lists(
    st.sampled_from(
        "two thirty-three 1,200 a the no several killed wounded dead were was and , including soldiers "
        "people tanks of lost at least more than General Anna Petrova in died missing between - 15 to".split()
    ),
    max_size=25,
)


@given(WORDS, st.integers(0, 500))
def test_spans_obey_the_text(words: list[str], start: int) -> None:
    text = " ".join(words)
    for loss in find_losses(text, start):
        assert text[loss.start - start : loss.end - start] == loss.text
        assert text[loss.trigger[0] - start : loss.trigger[1] - start] == loss.trigger_text
        if loss.whose is not None:
            assert text[loss.whose[0] - start : loss.whose[1] - start] == loss.whose_text
        bounds = [bound for bound in (loss.low, loss.best, loss.high) if bound is not None]
        assert bounds == sorted(bounds)
