"""Sentences that only date what was told before give their day to it, and to nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dateline.coding.dates import DateContext
from dateline.coding.dates.accounts import Account, date_by_accounts, find_accounts
from dateline.coding.events.drafts import Draft
from dateline.coding.records import DateInterval, Link, Mention, Predication, Sentence

DAY = DateInterval(date(1990, 5, 3), date(1990, 5, 3), "day", "relative", "3 May", (16, 21))
TODAY = DateInterval(date(1990, 5, 6), date(1990, 5, 6), "day", "publication")


def _read(text: str, noun: str, verb: str, relation: str = "subject") -> tuple[Account, ...]:
    start = text.index(noun)
    predication = Predication(
        0, 0, "noun", noun, start, start + len(noun), noun, clause=(0, len(text)), chain=(Link(verb, relation, 1),)
    )
    dates = DateContext(date(1990, 5, 6)).read(text)
    return find_accounts((predication,), Sentence(3, 0, len(text), text), dates)


@pytest.mark.parametrize(
    ("text", "noun", "verb"),
    [("The explosion occurred on 3 May.", "explosion", "occur"), ("That raid took place on 3 May.", "raid", "take")],
)
def test_a_definite_happening_is_dated(text: str, noun: str, verb: str) -> None:
    (account,) = _read(text, noun, verb)
    assert (account.sentence, account.noun, account.day.start) == (3, noun, date(1990, 5, 3))


@pytest.mark.parametrize(
    ("text", "noun", "verb"),
    [
        ("An explosion occurred on 3 May.", "explosion", "occur"),
        ("The explosion occurred downtown.", "explosion", "occur"),
        ("The meeting took place on 3 May.", "meeting", "take"),
        ("The raid began on 3 May.", "raid", "begin"),
    ],
)
def test_anything_else_is_no_account(text: str, noun: str, verb: str) -> None:
    assert _read(text, noun, verb) == ()


def _draft(sentence: int, lemma: str, day: DateInterval | None = TODAY) -> Draft:
    predication = Predication(0, sentence, "verb", lemma, 0, 1, lemma)
    return Draft(Mention(predication, "bombing", "do", "rule"), sentence, (), (), date=day)


def _date(*drafts: Draft) -> list[date | None]:
    account = Account(3, "killing", DAY)
    dated = date_by_accounts(drafts, (account,), lambda mention: mention.act == "do", lambda day: False)
    return [draft.date.start if draft.date else None for draft in dated]


def test_the_deed_told_just_before_takes_the_day() -> None:
    assert _date(_draft(0, "shoot"), _draft(2, "bomb")) == [date(1990, 5, 6), date(1990, 5, 3)]


def test_a_deed_with_a_day_of_its_own_keeps_it() -> None:
    own = replace(TODAY, method="relative")
    assert _date(_draft(1, "shoot"), _draft(2, "bomb", own)) == [date(1990, 5, 6), date(1990, 5, 6)]


def test_after_an_account_only_its_own_noun_is_dated() -> None:
    assert _date(_draft(4, "killing"), _draft(5, "bomb")) == [date(1990, 5, 3), date(1990, 5, 6)]


def test_what_is_far_off_stays() -> None:
    assert _date(_draft(9, "killing", None)) == [None]
