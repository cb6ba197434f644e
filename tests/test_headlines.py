"""Headlines in sentence case: what is lowered, what stays, and that no offset moves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.coding.text.headlines import lower_headline

STORY = "\n\nThe rebels shelled the port of Darda on Monday. The army of President Amin Zol fired back, said Zol."


def nobody(start: int, end: int) -> bool:
    return False


@pytest.mark.parametrize(
    ("title", "lowered"),
    [
        ("Rebels Shelled the Port of Darda", "Rebels shelled the port of Darda"),
        ("President Zol Fired Back at Rebels", "President Zol fired back at rebels"),
        ("The rebels shelled Darda on Monday", "The rebels shelled Darda on Monday"),
        ("REBELS SHELL DARDA AGAIN", "REBELS SHELL DARDA AGAIN"),
        ("Two Words", "Two Words"),
    ],
)
def test_title_case_goes(title: str, lowered: str) -> None:
    assert lower_headline(title + STORY, title, nobody) == lowered + STORY


def test_known_names_stay() -> None:
    title = "Kenya Sends Troops to Somalia"
    spans = {(0, 5), (22, 29)}
    assert lower_headline(title + "\n\nNo more.", title, lambda a, b: (a, b) in spans).startswith(
        "Kenya sends troops to Somalia"
    )


@given(st.text(max_size=80), st.text(max_size=80))
def test_only_case_changes(title: str, story: str) -> None:
    text = title + story
    lowered = lower_headline(text, title, nobody)
    assert len(lowered) == len(text)
    assert lowered.lower() == text.lower()
