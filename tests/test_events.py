"""Events from drafts made by hand: pairs of actors, and ids."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dateline.coding.events.drafts import Draft, build_events
from dateline.coding.records import Actor, Article, DateInterval, Loss, Mention, Phrase, Predication

TEXT = "Rebels shelled Marib. The shelling by rebels went on for hours and killed three soldiers of the army there."
ARTICLE = Article("a1", TEXT, published_on=date(2021, 11, 16))
REBELS = Actor("YEMREB", "YEM", "REB", "rebels", "head")
ARMY = Actor("YEMMIL", "YEM", "MIL", "army", "head")
SAUDIS = Actor("SAU", "SAU", None, "Saudi Arabia", "name")
PUBLISHED = DateInterval(date(2021, 11, 16), date(2021, 11, 16), "day", "publication")


def phrase(text: str, *conjuncts: Phrase) -> Phrase:
    start = TEXT.index(text)
    return Phrase(start, start + len(text), text, text.lower(), start, start + len(text), "NOUN", conjuncts=conjuncts)


def draft(trigger: str, sentence: int = 0, **fields: object) -> Draft:
    start = TEXT.index(trigger)
    end = start + len(trigger)
    predication = Predication(0, sentence, "verb", trigger, start, end, trigger)
    mention = Mention(predication, "shelling", "do", "shelling/verb/0", trigger=(start, end), source=phrase("Rebels"))
    mention = replace(mention, is_reciprocal=bool(fields.pop("is_reciprocal", False)))
    values: dict[str, object] = {"sources": ((phrase("Rebels"), REBELS),), "targets": (), "date": PUBLISHED}
    return Draft(mention, sentence, **(values | fields))  # type: ignore[arg-type]


def test_every_pair_of_actors_is_a_row_of_one_happening() -> None:
    targets = ((phrase("Marib"), SAUDIS), (phrase("army"), ARMY))
    loss = Loss("killed", "three soldiers", (80, 94), best=3)
    first, second = build_events(ARTICLE, [draft("shelled", targets=targets, losses=(loss,))], "test")
    assert first.happening_id == second.happening_id
    assert first.event_id != second.event_id
    assert (first.target, second.target) == (SAUDIS, ARMY)
    assert (first.killed, second.killed) == (3, None)


def test_reciprocal_with_one_side_pairs_its_members() -> None:
    sources = ((phrase("Rebels"), REBELS), (phrase("army"), ARMY), (phrase("Marib"), SAUDIS))
    events = build_events(ARTICLE, [draft("shelled", sources=sources, is_reciprocal=True)], "test")
    pairs = {(e.source.code if e.source else "", e.target.code if e.target else "") for e in events}
    assert pairs == {("YEMREB", "YEMMIL"), ("YEMREB", "SAU"), ("YEMMIL", "SAU")}


def test_ids_do_not_change_between_runs() -> None:
    (event,) = build_events(ARTICLE, [draft("shelled")], "test")
    (again,) = build_events(ARTICLE, [draft("shelled")], "test")
    assert event == again
    assert len(event.event_id) == 16
