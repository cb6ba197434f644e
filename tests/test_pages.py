"""Saved pages of many outlets' manners, all of them constructed, and what `read_page` makes of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from string import Template

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.coding.text.pages import read_page

TITLE = "Border troops trade fire near Tovuz"
ONE = "Gunmen opened fire on a border post near Tovuz on Monday night, the defence ministry said."
TWO = "Two soldiers were wounded, it added. The other side denied that its units had been in the area."
THREE = "“We will not be drawn in,” a spokeswoman said."
STORY = f"{ONE}\n\n{TWO}\n\n{THREE}"


@dataclass(frozen=True)
class Case:
    """A page and what it holds; the defaults are the story above without an imprint."""

    name: str
    raw: str
    title: str | None = TITLE
    day: date | None = None
    publisher: str | None = None
    place: str | None = None
    body: str = STORY


def read_cases(path: Path) -> list[Case]:
    """The cases of a file whose header says how it is written."""
    known = Template(path.read_text(encoding="utf-8")).substitute(TITLE=TITLE, ONE=ONE, TWO=TWO, THREE=THREE)
    cases = []
    for block in known.split("\n=== ")[1:]:
        head, raw = block.split("\n---\n", 1)
        name, *lines = head.split("\n")
        fields = dict(line.split(":", 1) for line in lines)
        values = {key: value.strip() or None for key, value in fields.items()}
        day = values.get("day")
        cases.append(
            Case(
                name=name,
                raw=raw,
                title=values.get("title", TITLE),
                day=date.fromisoformat(day) if day else None,
                publisher=values.get("publisher"),
                place=values.get("place"),
                body=(values.get("body", STORY) or "").replace(" | ", "\n\n"),
            )
        )
    return cases


CASES = read_cases(Path(__file__).parent / "data" / "readers" / "pages.txt")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_page(case: Case) -> None:
    page = read_page(case.raw)
    assert page.title == case.title
    assert page.published_on == case.day
    assert page.publisher == case.publisher
    assert page.dateline_place == case.place
    assert page.body == case.body


@pytest.mark.parametrize(
    "paragraph",
    [
        "The commission fined the company because its privacy policy hid what it did with users' data.",
        "“Follow us,” the officer told the drivers, and they were led away from the crossing.",
        "By Monday evening the road was open again and the convoys had left for the south.",
        "NATO – Russia talks on the border were put off to the spring, two diplomats said on Friday.",
        "Advertisement revenue of the state broadcaster fell by a third, the audit office said.",
        "Photographs of the crater were shown to the monitors, who said they would send a team.",
        "Comments by the minister about the truce drew protests from the other side on Tuesday.",
        "On 16 November 2021 the two sides agreed to a truce that held until the end of the winter.",
        "More than 40 people were arrested, and the rest were sent home before dawn, police said.",
        "Share prices in the region fell after the attack, which the ministry blamed on rebels.",
        "Police arrested a journalist who had contributed to the site.",
        "The two agencies (Nord and Azpress) reported the same figures, with a day between them.",
    ],
)
def test_story_that_resembles_furniture_stays(paragraph: str) -> None:
    assert read_page(f"{TITLE}\n\n{ONE}\n\n{paragraph}\n\n{TWO}").body == f"{ONE}\n\n{paragraph}\n\n{TWO}"


def test_odd_characters() -> None:
    story = f"\xa0{ONE}\r\n \r\n\r\n\r\n{TWO}\u200b\r\n{THREE}".replace(" ", "\u202f").replace("border", "bor\xadder")
    page = read_page(f"\ufeff{TITLE}\r\n\r\n{story}")
    assert (page.title, page.body) == (TITLE, STORY)


def test_text_is_title_then_body() -> None:
    assert read_page(f"{TITLE}\n{ONE}").text == f"{TITLE}\n\n{ONE}"


def test_article_read_again_is_the_same() -> None:
    for case in CASES:
        text = read_page(case.raw).text
        assert read_page(text).text == text


@given(st.text(max_size=400))
def test_any_text_is_read(raw: str) -> None:
    page = read_page(raw)
    assert page.text == page.text.strip()
    assert "\n\n\n" not in page.text
