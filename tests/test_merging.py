"""What is told several times is one event: drafts made by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dateline.coding.coder import RuleCoder
from dateline.coding.errors import ConfigError
from dateline.coding.events.drafts import Draft, build_events
from dateline.coding.events.merging import MergeWeights, merge_events, read_weights
from dateline.coding.records import Actor, Article, DateInterval, Event, Loss, Mention, Phrase, Place, Predication

TEXT = "Rebels shelled Marib. The shelling by rebels went on for hours and killed three soldiers of the army there."
ARTICLE = Article("a1", TEXT, published_on=date(2021, 11, 16))
REBELS = Actor("YEMREB", "YEM", "REB", "rebels", "head")
ARMY = Actor("YEMMIL", "YEM", "MIL", "army", "head")
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


def merge(*drafts: Draft, weights: MergeWeights | None = None) -> tuple[Event, ...]:
    return merge_events(build_events(ARTICLE, drafts, "test"), ARTICLE, weights or MergeWeights())


def test_what_is_told_twice_is_one_event_with_two_mentions() -> None:
    marib = Place("Marib", (15, 20), "Marib", "1", None, "YEM", precision=1)
    (event,) = merge(draft("shelled", place=marib, targets=((phrase("army"), ARMY),)), draft("shelling", 1))
    assert {part.mention for part in event.mentions} == {0, 1}
    assert event.place == marib
    for part in event.mentions:
        assert TEXT[part.start : part.end]
    assert {part.rule for part in event.mentions if part.mention == 1 and part.part == "source"} == {
        "merge/source+date=3"
    }


def test_two_days_stay_two_events() -> None:
    monday = DateInterval(date(2021, 11, 15), date(2021, 11, 15), "day", "explicit", "Monday", (0, 6))
    sunday = DateInterval(date(2021, 11, 14), date(2021, 11, 14), "day", "explicit", "Sunday", (0, 6))
    assert len(merge(draft("shelled", date=monday), draft("shelling", 1, date=sunday))) == 2


def test_other_actors_stay_two_events() -> None:
    assert len(merge(draft("shelled"), draft("shelling", 1, sources=((phrase("army"), ARMY),)))) == 2


def test_equal_tolls_may_stand_for_a_place() -> None:
    loss = Loss("killed", "three soldiers", (80, 94), best=3)
    strict = MergeWeights(threshold=4)
    assert len(merge(draft("shelled"), draft("shelling", 1), weights=strict)) == 2
    assert len(merge(draft("shelled", losses=(loss,)), draft("shelling", 1, losses=(loss,)), weights=strict)) == 1


def test_without_disagreement_and_threshold_all_of_an_action_is_one_event() -> None:
    army = ((phrase("army"), ARMY),)
    assert len(merge(draft("shelled"), draft("shelling", 1, sources=army), weights=MergeWeights(disagreement=0))) == 2
    loose = MergeWeights(disagreement=0, threshold=1)
    assert len(merge(draft("shelled"), draft("shelling", 1, sources=army), weights=loose)) == 1


def test_without_merging_every_mention_is_an_event() -> None:
    events = build_events(ARTICLE, [draft("shelled"), draft("shelling", 1)], "test")
    assert [{part.mention for part in event.mentions} for event in events] == [{0}, {0}]
    assert len({event.event_id for event in events}) == len({event.happening_id for event in events}) == 2


def test_an_unknown_merging_is_an_error() -> None:
    with pytest.raises(ConfigError, match=r"coder\.merging is 'non'; did you mean 'none'\? \(allowed: same, none\)"):
        RuleCoder(merging="non")


def test_an_unknown_weight_and_a_negative_one_are_errors() -> None:
    with pytest.raises(ConfigError, match=r"merge_weights has the key 'plase'; did you mean 'place'\?"):
        read_weights({"plase": 1})
    with pytest.raises(ConfigError, match=r"merge_weights\.place is -1; give a finite number of zero or more"):
        read_weights({"place": -1})
    assert read_weights({"threshold": 4}) == MergeWeights(threshold=4)
