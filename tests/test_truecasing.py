"""Text in capitals comes out in the case of a newspaper, and every offset stays what it was."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.coding.coder import RuleCoder
from dateline.coding.records import Article
from dateline.coding.text.truecasing import CaseRestorer, is_in_capitals


@pytest.fixture(scope="module")
def restorer(rule_coder: RuleCoder) -> CaseRestorer:
    return rule_coder.casing


CASES = {
    "TWO SOLDIERS WERE KILLED NEAR QUITO ON MONDAY.": "Two soldiers were killed near Quito on Monday.",
    "THE ARMY OF NORTHERN PERU DENIED IT. GUERRILLAS FLED.": "The army of northern Peru denied it. Guerrillas fled.",
    "POLICE ARRESTED ERNESTO QUINTANILLA, A TEACHER.": "Police arrested Ernesto Quintanilla, a teacher.",
    "PRESIDENT BUSH SPOKE ON 6 MARCH; HE MAY MARCH AGAIN.": "President Bush spoke on 6 March; he may march again.",
    "REBELS OF THE POPULAR FRONT [PFX] AND PFX ALLIES MET.": "Rebels of the Popular Front [PFX] and PFX allies met.",
    "NATO TOLD THE U.S. EMBASSY TO WAIT FOR US.": "NATO told the U.S. Embassy to wait for us.",
    "FRENCH TROOPS LEFT SANTA ANA AND LA LIBERTAD.": "French troops left Santa Ana and La Libertad.",
    'GENERAL MARK TORREALBA SAID: "WE WILL FIGHT."': 'General Mark Torrealba said: "We will fight."',
}


@pytest.mark.parametrize("text", CASES)
def test_case_is_restored(restorer: CaseRestorer, text: str) -> None:
    assert restorer.restore(text) == CASES[text]


def test_ordinary_text_stays(restorer: CaseRestorer) -> None:
    text = "BOGOTA (Agency) - The UN and NATO met.\n\nFIFA said so."
    assert restorer.restore(text) is text


def test_the_story_tells_the_case_of_its_headline(restorer: CaseRestorer) -> None:
    text = "HOPE CALLS FOR CALM IN DELMAR\n\nThe mayor, Ann Hope, asked for calm in Delmar after two calls."
    assert restorer.restore(text).startswith("Hope calls for calm in Delmar\n")


@pytest.mark.parametrize(
    ("line", "expected"), [("REBELS KILL TWO", True), ("UN, EU", False), ("GDP rose in the EU", False), ("", False)]
)
def test_lines_in_capitals_are_told(line: str, expected: bool) -> None:
    assert is_in_capitals(line) is expected


@given(st.text(alphabet="ABCİßÉ ŁŉẞD'.-[]()\n1 éa", max_size=80))
@settings(max_examples=60, deadline=None)
def test_offsets_stay(restorer: CaseRestorer, text: str) -> None:
    restored = restorer.restore(text)
    assert len(restored) == len(text)
    assert restored.casefold() == text.casefold()


def test_rows_keep_the_words_of_the_article(rule_coder: RuleCoder) -> None:
    text = "GUNMEN KILLED FOUR POLICEMEN IN LIMA ON SUNDAY."
    (result,) = rule_coder([Article("a", text)])
    (event,) = result.events
    assert event.killed == 4
    assert event.place is not None and event.place.text == "LIMA"
    assert event.date is None
    assert result.sentences[0].text == text
    assert all(text[loss.span[0] : loss.span[1]] == loss.text for loss in event.losses)
