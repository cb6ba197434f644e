"""Findings of each kind on units and probabilities made by hand, and planted errors."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from tests.consistency_texts import make_sentence, make_unit, spread

from dateline.coding.errors import ConfigError
from dateline.experiments.consistency.findings import (
    Judged,
    find_disagreements,
    find_drift,
    find_duplicates,
    find_odd_triggers,
    find_thin_codes,
    list_suspects,
)
from dateline.experiments.consistency.planting import measure_found, plant_errors

CODES = ("detention", "meeting", "shelling")


def test_confident_disagreement_comes_first() -> None:
    true = np.array([0, 1, 2] * 20)
    labels = true.copy()
    labels[[4, 11]] = [0, 1]
    units = [make_unit(f"a{n}", f"Text {n}.", "", CODES[label]) for n, label in enumerate(labels)]
    chances = spread(true.tolist(), 3, 0.9)
    chances[11] = [0.02, 0.01, 0.97]
    found = find_disagreements(Judged(units, CODES, labels, np.arange(60), chances))
    assert [finding.article_id for finding in found] == ["a11", "a4"]
    assert (found[0].code, found[0].suggested) == ("meeting", "shelling")
    assert found[0].score == pytest.approx(0.99)


def test_near_duplicates_that_differ_are_told_of() -> None:
    sentences = [make_sentence(f"a{n}", "Rebels shelled the port of the town.") for n in range(4)]
    units = [
        make_unit("a0", sentences[0].text, "shelled", "shelling"),
        make_unit("a1", sentences[1].text, "shelled", "shelling"),
        make_unit("a2", sentences[2].text, "shelled", "meeting"),
    ]
    found = find_duplicates(units, sentences, np.array([0, 0, 0, 0]))
    assert [(f.article_id, f.code, f.suggested, f.score, f.event_id) for f in found] == [
        ("a2", "meeting", "shelling", 0.75, "a2-0"),
        ("a0", "shelling", "none", 0.5, "a0-0"),
        ("a1", "shelling", "none", 0.5, "a1-0"),
        ("a3", "none", "shelling", 0.5, None),
    ]
    assert not find_duplicates(units[:2], sentences[:2], np.array([0, 0]))


def test_a_trigger_coded_otherwise_elsewhere_is_odd() -> None:
    units = [make_unit(f"a{n}", "Text.", "met", "meeting") for n in range(5)]
    units += [make_unit("a5", "Text.", "met", "shelling"), make_unit("a6", "Text.", "hosted", "shelling")]
    (found,) = find_odd_triggers(units, np.arange(7))
    assert (found.article_id, found.suggested, found.subject) == ("a5", "meeting", "shelling")
    assert found.score == pytest.approx(5 / 6)
    # One article that says it often has one vote, which is too few.
    assert not find_odd_triggers(units, np.array([0, 0, 0, 0, 0, 1, 2]))


def test_thin_codes_are_listed_with_what_seems_likelier() -> None:
    units = [make_unit("a0", "Text.", "", "curfew"), make_unit("a1", "Text.", "", "curfew")]
    found = find_thin_codes(units, CODES, np.array([[0.2, 0.7, 0.1], [0.9, 0.05, 0.05]]), 5)
    assert [(f.article_id, f.suggested, f.score) for f in found] == [("a1", "detention", 0.9), ("a0", "meeting", 0.7)]


def test_drift_is_more_of_a_code_than_the_sentences_explain() -> None:
    rng = np.random.default_rng(0)
    true = rng.integers(0, 3, 300)
    labels = true.copy()
    publishers = ["Courier" if number % 2 else "Herald" for number in range(300)]
    # The Herald's meetings are coded as detentions, whatever they say.
    is_off = (true == 1) & (np.array(publishers) == "Herald")
    labels[is_off] = 0
    units = [
        make_unit(f"a{n:03}", "Text.", "", CODES[labels[n]], publisher=publishers[n], published_on=date(2021, 1, 1))
        for n in range(300)
    ]
    found = find_drift(Judged(units, CODES, labels, np.arange(300), spread(true.tolist(), 3, 0.94)))
    assert {f.subject.split(":")[0] for f in found} == {"publisher Herald"}
    assert {int(f.article_id[1:]) for f in found if f.score > 0.5} <= set(np.flatnonzero(is_off).tolist())
    steady = Judged(units, CODES, true, np.arange(300), spread(true.tolist(), 3, 0.94))
    assert not find_drift(steady)


def test_what_has_no_event_has_no_country_to_drift_in() -> None:
    labels = np.array([0, 1] * 60)
    codes = ("none", "shelling")
    units = [
        make_unit(f"a{n:03}", "Text.", "", codes[label], country="SVK" if n % 4 == 1 else "CZE" if label else None)
        for n, label in enumerate(labels)
    ]
    assert not find_drift(Judged(units, codes, labels, np.arange(120), np.full((120, 2), 0.5)))


def test_planted_errors_are_found_where_the_judge_is_right() -> None:
    labels = np.array([0, 1, 2] * 40)
    flipped, chosen = plant_errors(labels, 3, 0.05, 7)
    assert len(chosen) == 6
    assert np.flatnonzero(flipped != labels).tolist() == chosen.tolist()
    assert plant_errors(labels, 3, 0.05, 7)[1].tolist() == chosen.tolist()
    chances = spread(labels.tolist(), 3)
    planted = measure_found(chosen, flipped, list_suspects(flipped, chances)[0], chances)
    every = planted.cuts[-1]
    assert (every.rows, every.found, every.precision, every.recall) == (6, 6, 1.0, 1.0)
    first = planted.cuts[0]
    assert first.rows == 1
    assert first.recall == pytest.approx(1 / 6)


def test_a_class_is_never_planted_away() -> None:
    flipped, _ = plant_errors(np.array([0, 0, 1, 1, 1, 1]), 2, 0.9, 0)
    assert min(np.bincount(flipped)) >= 2
    with pytest.raises(ConfigError, match="planted is 1.5"):
        plant_errors(np.array([0, 1]), 2, 1.5, 0)
