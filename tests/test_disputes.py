"""Who contradicts whom: whole articles, coded, and drafts made by hand."""

from __future__ import annotations

from datetime import date

import pytest

from dateline.coding.claims.disputes import settle_disputes
from dateline.coding.coder import RuleCoder
from dateline.coding.events.drafts import Draft
from dateline.coding.records import Actor, Article, Event, Mention, Phrase, Predication


def code(rule_coder: RuleCoder, text: str) -> tuple[Event, ...]:
    (result,) = rule_coder([Article("a", text, published_on=date(2022, 3, 22))])
    assert result.error is None
    return result.events


@pytest.mark.parametrize(
    "text",
    [
        "Chad accused Niger of shelling two villages. Niamey denied it.",
        "Chad accused Niger of shelling two villages. He gave no proof. Niamey rejected the accusation.",
        "Chad accused Niger of shelling two villages. The foreign ministry in Niamey called this a lie.",
        "Chad said that soldiers of Niger had shelled two villages. Niger denied having crossed the border.",
        "Villagers said that the army had shelled the market. The governor said that the reports were untrue.",
        "The ministry said that rebels had shelled the mill, which the rebels denied.",
        "The ministry said that rebels had shelled Bol. It rained. Nobody came. Crops failed. "
        "A spokesman for the rebels denied that there had been any shelling.",
    ],
)
def test_claim_that_another_party_denies_is_disputed(rule_coder: RuleCoder, text: str) -> None:
    told = [event for event in code(rule_coder, text) if event.action == "shelling" and event.act == "do"]
    assert [event.is_disputed for event in told] == [True]


@pytest.mark.parametrize(
    "text",
    [
        "Chad accused Niger of shelling two villages. Niamey rejected the offer.",
        "Chad said that rebels had shelled two villages. The army denied any loss.",
        "Rebels shelled two villages. Niamey denied it.",
    ],
)
def test_other_refusals_dispute_nothing(rule_coder: RuleCoder, text: str) -> None:
    assert not any(event.is_disputed for event in code(rule_coder, text))


def test_answer_is_a_denial_of_the_claim(rule_coder: RuleCoder) -> None:
    (denial,) = [
        e for e in code(rule_coder, "Chad accused Niger of shelling Bol. Niamey called this a lie.") if e.act == "deny"
    ]
    assert (denial.action, denial.source and denial.source.country, denial.target and denial.target.country) == (
        "shelling", "NER", "TCD",
    )  # fmt: skip


def test_denial_of_the_same_deed_elsewhere_disputes_it() -> None:
    armenia, azerbaijan = (Actor(code, code, None, code, "name") for code in ("ARM", "AZE"))

    def draft(act: str, source: Actor, target: Actor, status: str, claimant: Actor | None, sentence: int) -> Draft:
        phrase = Phrase(0, 1, "x", "x", 0, 1, "PROPN")
        predication = Predication(0, sentence, "verb", "shell", 0, 1, "x")
        mention = Mention(predication, "shelling", act, "rule", trigger=(0, 1))
        return Draft(
            mention, sentence, ((phrase, source),), ((phrase, target),), status=status, claimant=claimant
        )  # fmt: skip

    alleged = draft("do", azerbaijan, armenia, "alleged", armenia, 0)
    denial = draft("deny", azerbaijan, armenia, "reported", None, 5)
    own = draft("do", armenia, azerbaijan, "claimed", None, 6)
    assert [d.is_disputed for d in settle_disputes((alleged, denial, own), ())] == [True, False, False]
