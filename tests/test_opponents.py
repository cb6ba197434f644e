"""Whom a protest, a refusal or an inquiry is meant for, and what stands there where nobody is named."""

from __future__ import annotations

from datetime import date

import pytest
from tests.loaded import load_coder

from dateline.coding.records import Article, Event


def code(text: str) -> tuple[Event, ...]:
    return load_coder().trace(Article("a1", text, published_on=date(2021, 11, 16))).result.events


def sides(text: str) -> tuple[str | None, str | None, str | None]:
    """Source's code, target's code and the target's words of the first event."""
    event = code(text)[0]
    source, target = event.source, event.target
    return source.code if source else None, target.code if target else None, event.target_text


@pytest.mark.parametrize(
    ("text", "source", "target"),
    [
        ("Farmers in Malawi blocked a highway to protest the government's maize policy.", "MWIAGR", "MWIGOV"),
        ("Kenyan teachers went on strike to demand that the ministry of education pay them.", "KENEDU", "KENGOVEDU"),
        ("Bolivian miners began a hunger strike in protest against abuses by the Chilean army.", "BOLLAB", "CHLMIL"),
        ("Students in Lima marched to demand reforms by the president's government.", "PEREDU", "PERGOV"),
    ],
)
def test_a_protest_is_against_whom_its_purpose_names(text: str, source: str, target: str) -> None:
    assert sides(text)[:2] == (source, target)


@pytest.mark.parametrize(
    ("text", "target", "words"),
    [
        ("Thousands marched in Lima against fuel prices.", "PERGOV", "fuel prices"),
        ("Hundreds of Kenyans protested against the tax bill on Tuesday.", "KENGOV", "the tax bill"),
        ("Students in Paris protested against American policies.", "USA", "American policies"),
    ],
)
def test_the_government_at_home_answers_for_prices_and_laws(text: str, target: str, words: str) -> None:
    assert sides(text)[1:] == (target, words)


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("Peru said it will not reopen the border until Bolivia withdraws its troops.", "BOL"),
        ("The Zambian president refused to resign despite calls from the opposition.", "ZMBOPP"),
        ("The Zambian president refused to step down amid pressure from the African Union.", "IGOAFU"),
        ("Police in Oslo are investigating claims that two soldiers beat a prisoner.", "MIL"),
        ("Norway sent detectives to Latvia to investigate the fire.", "LVA"),
        ("The foreign minister of Fiji called Samoa's premier to apologise.", "WSMGOV"),
        ("Two hundred Eritreans sought asylum in Sweden last week.", "SWE"),
        ("Chad deployed 500 soldiers to help the Nigerian army.", "NGAMIL"),
    ],
)
def test_a_clause_or_an_aside_names_the_other_side(text: str, target: str) -> None:
    assert target in {event.target.code for event in code(text) if event.target}


@pytest.mark.parametrize(
    ("text", "target", "words"),
    [
        ("The Malian army imposed a night curfew in Gao.", "MLI", "Gao"),
        ("Sudan's government lifted the curfew imposed in Kassala.", "SDN", "Kassala"),
    ],
)
def test_a_measure_is_done_to_the_place_it_is_laid_on(text: str, target: str, words: str) -> None:
    assert sides(text)[1:] == (target, words)


def test_who_surrenders_does_not_do_it_to_a_place() -> None:
    assert sides("Twenty Ugandan rebels surrendered last week after a battle in Soroti.")[1:] == (None, None)


def test_who_arrests_somewhere_is_that_country() -> None:
    assert sides("A Canadian missionary was arrested in Laos on Friday.")[:2] == ("LAO", "CANREL")


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("The Chadian army said it had launched air strikes on a rebel camp.", "the chadian army"),
        ("Chad's president said his country would not sign the accord with Niger.", "chad's president"),
        ("ASMARA: Eritrean police arrested two Ethiopian reporters.", "eritrean police"),
        ("LIMA-- Peruvian police arrested two Bolivian reporters.", "peruvian police"),
    ],
)
def test_the_doer_is_shown_by_the_name_that_its_words_point_to(text: str, source: str) -> None:
    assert {event.source_text.lower() for event in code(text) if event.source_text} == {source}


def test_who_is_named_beside_a_country_s_own_is_of_that_country() -> None:
    events = code("The Latvian speaker and a group of lawmakers held talks with Estonian ministers.")
    assert {(e.source.country, e.target.country) for e in events if e.source and e.target} == {("LVA", "EST")}
