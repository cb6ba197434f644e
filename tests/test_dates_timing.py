"""When a mention happened, from sentences and mentions made by hand."""

from __future__ import annotations

from datetime import date

import pytest

from dateline.coding.dates import DateContext, Timing
from dateline.coding.records import DateInterval, Mention, Predication, Sentence

PUBLISHED = date(2021, 11, 18)  # a Thursday


def tell(*told: tuple[str, str], act: str = "do") -> list[tuple[DateInterval | None, bool]]:
    """The dates of one mention per sentence; each is told as (sentence, trigger), "\\n" opens a paragraph."""
    timing, context, start, found = Timing(PUBLISHED, lambda mention: True), DateContext(PUBLISHED), 0, []
    for index, (text, trigger) in enumerate(told):
        starts_paragraph = text.startswith("\n")
        text = text.lstrip("\n")
        sentence = Sentence(index, start, start + len(text), text)
        frame = context.frame_year
        dates = context.read(text, start)
        timing.read(sentence, dates, frame, starts_paragraph)
        at = start + text.index(trigger)
        predication = Predication(0, index, "verb", trigger, at, at + len(trigger), trigger, tense="past",
                                  clause=(start, sentence.end))  # fmt: skip
        mention = Mention(predication, "shelling", act, "rule", trigger=(at, at + len(trigger)))
        found.append(timing.settle(mention, sentence, dates, dates))
        start = sentence.end + 1
    return found


def days(interval: DateInterval | None) -> tuple[str, str] | None:
    return (interval.start.isoformat(), interval.end.isoformat()) if interval is not None else None


@pytest.mark.parametrize(
    ("text", "trigger", "expected", "is_background"),
    [
        ("Rebels shelled Bol on Tuesday.", "shelled", ("2021-11-16", "2021-11-16"), False),
        ("Rebels shelled Bol on Tuesday and Wednesday.", "shelled", ("2021-11-16", "2021-11-17"), False),
        ("In October rebels shelled Bol.", "shelled", ("2021-10-01", "2021-10-31"), True),
        ("It met on Wednesday, two days after rebels shelled Bol.", "shelled", ("2021-11-15", "2021-11-15"), False),
        ("The union met, a day after rebels shelled Bol.", "shelled", ("2021-11-17", "2021-11-17"), False),
        ("It was lifted in August, four days after rebels shelled Bol.", "shelled", ("2021-08-01", "2021-08-31"), True),
        ("Calm has held since May, when rebels shelled Bol.", "shelled", ("2021-05-01", "2021-05-31"), True),
        ("A war began in January 2013 when rebels shelled Bol.", "shelled", ("2013-01-01", "2013-01-31"), True),
        ("Rebels had shelled Bol.", "shelled", None, False),
        ("Rebels shelled Bol.", "shelled", ("2021-11-18", "2021-11-18"), False),
    ],
)  # fmt: skip
def test_date_of_a_deed(text: str, trigger: str, expected: tuple[str, str] | None, is_background: bool) -> None:
    ((interval, background),) = tell((text, trigger))
    assert (days(interval), background) == (expected, is_background)


def test_passage_of_background_ends_with_its_paragraph() -> None:
    first, second, third = tell(
        ("In 2020, rebels shelled Bol.", "shelled"),
        ("The army shelled their camp.", "shelled"),
        ("\nGuards shelled a barge.", "shelled"),
    )
    assert (days(second[0]), second[1]) == (days(first[0]), True)
    assert (days(third[0]), third[1]) == (("2021-11-18", "2021-11-18"), False)


def test_deeds_without_a_date_are_of_the_scene_told_before() -> None:
    told = tell(
        ("Rebels shelled Bol on Tuesday.", "shelled"),
        ("\nThe gunners burned a mill.", "burned"),
        ("The army has since burned their camp.", "burned"),
    )
    assert [days(interval) for interval, _ in told] == [
        ("2021-11-16", "2021-11-16"), ("2021-11-16", "2021-11-16"), ("2021-11-18", "2021-11-18"),
    ]  # fmt: skip


def test_day_of_a_promise_is_not_the_day_that_it_names() -> None:
    ((interval, _),) = tell(("Chad will shell Bol on Saturday.", "shell"), act="threaten")
    assert days(interval) == ("2021-11-18", "2021-11-18")
