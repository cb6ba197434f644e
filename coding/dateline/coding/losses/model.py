"""The record of the loss finder: one phrase that says how many were lost."""

from __future__ import annotations

from dataclasses import dataclass

KINDS = ("killed", "wounded", "captured", "missing", "displaced", "equipment")


@dataclass(frozen=True, slots=True)
class Quantity:
    """How many: bounds and best figure, each None where the words do not give it. Counts of people or things."""

    low: int | None
    best: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class LossPhrase:
    """A count of one kind of loss. `text` stands at `start:end` and covers the counted words and the trigger.

    `whose` is the span of the words for the people or things with their number ("two Azerbaijani servicemen"), None
    where the number stands alone ("killing five"). `trigger` is the span of the word of loss. Phrases that share a
    trigger are parts of one sum ("three soldiers and a civilian were killed"); what is only included in another count
    ("seven people, including two children") has no phrase of its own. Each bound is None where it is not known.
    """

    kind: str
    start: int
    end: int
    text: str
    low: int | None
    best: int | None
    high: int | None
    trigger: tuple[int, int]
    trigger_text: str
    whose: tuple[int, int] | None = None
    whose_text: str | None = None
