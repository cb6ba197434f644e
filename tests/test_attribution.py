"""Whose word an article goes on with: whole articles, coded."""

from __future__ import annotations

from datetime import date

import pytest

from dateline.coding.coder import RuleCoder
from dateline.coding.records import Article


@pytest.mark.parametrize(
    ("text", "claimants"),
    [
        ("The defence ministry of Chad said rebels shelled Bol. It added that rebels shelled Moundou on Friday.",
         ["TCDGOVMIL", "TCDGOVMIL"]),
        ("The defence ministry of Chad said rebels shelled Bol. Its statement said they shelled Moundou on Friday.",
         ["TCDGOVMIL", "TCDGOVMIL"]),
        ("Chad said on Monday that rebels shelled Bol. The ministry said that rebels shelled Moundou on Friday.",
         ["TCD", "TCDGOV"]),
        ("“The rebels shelled Mao for hours. They shelled Moundou on Friday,” the governor of Lac in Chad said.",
         ["TCDGOV", "TCDGOV"]),
        ("Gunmen shelled a market in Gao in northern Mali, the military said.", ["MLIMIL"]),
    ],
)  # fmt: skip
def test_who_goes_on_speaking(rule_coder: RuleCoder, text: str, claimants: list[str]) -> None:
    (result,) = rule_coder([Article("a", text, published_on=date(2022, 3, 22))])
    told = [e for e in result.events if e.action == "shelling"]
    assert [e.claimant.code if e.claimant else None for e in told] == claimants


def test_we_and_our_are_the_side_of_who_speaks(rule_coder: RuleCoder) -> None:
    text = "“They shelled our positions. We shot down two of their drones,” the Georgian commander said."
    (result,) = rule_coder([Article("a", text, published_on=date(2022, 3, 22))])
    shelling, shooting = (next(e for e in result.events if e.action == a) for a in ("shelling", "interception"))
    assert shelling.target is not None and shelling.target.country == "GEO"
    assert shooting.source is not None and shooting.source.country == "GEO"


def test_own_announcement_of_an_offer_is_no_claim(rule_coder: RuleCoder) -> None:
    text = "A Chadian government spokesman said that Chad would send food to Niger."
    (result,) = rule_coder([Article("a", text, published_on=date(2022, 3, 22))])
    assert [(e.act, e.status, e.claimant) for e in result.events] == [("intend", "reported", None)]
