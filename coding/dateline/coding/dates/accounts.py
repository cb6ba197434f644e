"""Sentences that only date what was told before: "The explosion occurred at 2350 on 16 January".

Readings go in and accounts come out; drafts without a date of their own take that of the account that is about them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from dateline.coding.dates import DatedExpression, choose_date
from dateline.coding.events.drafts import Draft
from dateline.coding.records import DateInterval, Mention, Predication, Sentence

BEFORE, AFTER = 4, 3  # sentences over which an account dates a deed told before it, or after it in its own words
_NOUNS = frozenset(
    "attack explosion blast bombing incident killing murder assassination massacre kidnapping abduction raid ambush "
    "clash shooting crime shelling strike operation assault robbery fire arrest event action".split()
)
_HAPPENING = frozenset({"occur", "happen", "take"})
_DOING = frozenset({"perpetrate", "commit", "carry", "stage", "launch"})
_DEFINITE = re.compile(r"\b(?:the|this|that|these|those)\s+(?:[\w“”\"'-]+\s+){0,3}$", re.IGNORECASE)
_UNDATED = frozenset({"publication", "discourse"})


@dataclass(frozen=True, slots=True)
class Account:
    """When something told elsewhere happened: the day, and the noun that stands for the thing."""

    sentence: int
    noun: str
    day: DateInterval


def find_accounts(
    predications: Sequence[Predication], sentence: Sentence, dates: Sequence[DatedExpression]
) -> tuple[Account, ...]:
    """The accounts of a sentence: a definite noun of a happening that "took place" or "was perpetrated" on a day."""
    found = []
    for predication in predications:
        above = predication.chain[0] if predication.chain else None
        is_subject = above is not None and above.relation == "subject" and above.lemma in _HAPPENING
        if predication.kind != "noun" or predication.lemma not in _NOUNS or predication.is_negated:
            continue
        if not is_subject and predication.light_verb not in _DOING:
            continue
        if not _DEFINITE.search(sentence.text[: predication.start - sentence.start]):
            continue
        day = choose_date(predication.clause, (predication.start, predication.end), tuple(dates))
        if day is not None and day.precision == "day":
            found.append(Account(sentence.index, predication.lemma, day))
    return tuple(found)


def date_by_accounts(
    drafts: Sequence[Draft],
    accounts: Sequence[Account],
    is_deed: Callable[[Mention], bool],
    is_old: Callable[[DateInterval], bool],
) -> list[Draft]:
    """The drafts, those of deeds without words of date with the day that an account gives them."""
    dated = list(drafts)
    for account in accounts:
        for index in _about(dated, account, is_deed):
            draft = dated[index]
            dated[index] = replace(
                draft, date=replace(account.day, method="discourse"), is_background=is_old(account.day)
            )
    return dated


def _about(drafts: Sequence[Draft], account: Account, is_deed: Callable[[Mention], bool]) -> list[int]:
    """The numbers of the drafts that an account is about: the deeds told just before, and the noun's own after."""
    open_ones = [
        i
        for i, draft in enumerate(drafts)
        if is_deed(draft.mention) and (draft.date is None or draft.date.method in _UNDATED)
    ]
    told = [
        draft.sentence for draft in drafts if 0 < account.sentence - draft.sentence <= BEFORE and is_deed(draft.mention)
    ]
    found = [i for i in open_ones if told and drafts[i].sentence == max(told)]
    found += [
        i
        for i in open_ones
        if 0 <= drafts[i].sentence - account.sentence <= AFTER and drafts[i].mention.predication.lemma == account.noun
    ]
    return found
