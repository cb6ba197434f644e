"""Whether a candidate is an event: verdicts, models in and out of a file, training, and what a judge is told."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from dateline.coding.coder import RuleCoder
from dateline.coding.errors import ConfigError
from dateline.coding.judging import Model, Scene, StrictJudge, TrainedJudge, describe, load_judge
from dateline.coding.judging.features import load_genres
from dateline.coding.judging.model import load_model, save_model
from dateline.coding.judging.training import Judged, draw_curve, read_examples, train
from dateline.coding.records import Article, Mention, Phrase, Predication, Rejection, Sentence


def phrase(text: str, start: int) -> Phrase:
    return Phrase(start, start + len(text), text, text.lower(), start, start + len(text), "NOUN")


def scene(mention: Mention, text: str = "Rebels shelled Aleppo.", **changes: bool) -> Scene:
    sentence = Sentence(0, 0, len(text), text)
    told = {"is_title": False, "is_alone": True, "has_date": False, "has_place": False, **changes}
    return Scene(sentence, (mention.predication,), (mention,), lambda _: (), share=0.0, **told)


SHELLED = Predication(0, 0, "verb", "shell", 7, 14, "shelled", agent=phrase("Rebels", 0), tense="past")
MENTION = Mention(SHELLED, "shelling", "do", "none", source=phrase("Rebels", 0), score=0.9, trigger=(7, 14))
DOUBTED = replace(MENTION, doubt=Rejection(0, 7, 14, "hypothetical", "do(shelling)"))


def test_the_strict_judge_takes_the_rules_at_their_word() -> None:
    assert StrictJudge().weigh(MENTION, scene(MENTION)).probability == 0.9
    assert StrictJudge().weigh(DOUBTED, scene(DOUBTED)).probability == 0.0


def test_a_verdict_is_the_logistic_of_what_weighs_and_says_what_did() -> None:
    verdict = Model({"a": 2.0, "b": -3.0, "c": 1.0}, 0.5, slope=2.0, offset=-1.0).weigh(
        {"a": 1.0, "b": 0.5, "new": 9.0}
    )
    assert verdict.probability == pytest.approx(1 / (1 + math.exp(-(2 * (0.5 + 2.0 - 1.5) - 1.0))), abs=0.001)
    assert verdict.weighed == (("a", 4.0), ("b", -3.0))
    assert verdict.against == "b"


def test_features_tell_doubt_parties_and_scene_and_no_action(rule_coder: RuleCoder) -> None:
    told = describe(DOUBTED, scene(DOUBTED, "Rebels shelled a boiler.", has_date=True), rule_coder.ontology)
    assert {"doubt hypothetical", "doubt hypothetical, deed", "source noun", "target none", "dated"} <= set(told)
    assert {"text of one sentence", "words of accident", "tense past, verb", "act do"} <= set(told)
    names = {*rule_coder.ontology.actions, *(family.name for family in rule_coder.ontology.families)}
    assert not {word for name in told for word in name.split()} & names - {"aid", "protest"}


def test_genres_are_lists_of_plain_words() -> None:
    genres = load_genres()
    assert {"accident", "court", "sport"} <= set(genres)
    assert all(word == word.lower() and word.strip() for words in genres.values() for word in words)


def test_a_model_goes_through_a_file_and_a_broken_one_is_refused(tmp_path: Path) -> None:
    model = Model({"a": 1.5, "b": -0.25}, 0.125, 1.1, -0.2)
    save_model(model, {"articles": "3"}, tmp_path / "judge.skops")
    loaded, version = load_model(tmp_path / "judge.skops")
    assert loaded == model
    assert len(version) == 12
    (tmp_path / "cut.skops").write_bytes((tmp_path / "judge.skops").read_bytes()[:40])
    for name in ("cut.skops", "none.skops"):
        with pytest.raises(ConfigError, match=rf"coder\.judge: .*{name.split('.')[0]}"):
            load_model(tmp_path / name)


def test_a_judge_has_a_name_or_a_file(rule_coder: RuleCoder) -> None:
    judge, version = load_judge("strict", rule_coder.ontology)
    assert isinstance(judge, StrictJudge) and version == "strict"
    judge, version = load_judge("trained", rule_coder.ontology)
    assert isinstance(judge, TrainedJudge) and version.startswith("trained ")


def test_training_learns_what_speaks_against_and_is_the_same_each_time() -> None:
    right = ({"doubt nothing": 1.0}, True, frozenset({0}))
    wrong = ({"doubt negated": 1.0}, False, frozenset[int]())
    judged = [Judged(f"text {i}", *(right if i % 2 == 0 else wrong)) for i in range(80)]
    model, chances = train(judged)
    assert train(judged)[0] == model
    assert model.weigh({"doubt nothing": 1.0}).probability > 0.8 > 0.2 > model.weigh({"doubt negated": 1.0}).probability
    curve = draw_curve(judged, chances, 40)
    assert all(precision == 1.0 for mark, precision, recall in curve if 0.3 <= mark <= 0.7)
    assert max(recall for _, _, recall in curve) == 1.0
    assert np.all((chances > 0) & (chances < 1))


def test_examples_are_gold_of_their_own(rule_coder: RuleCoder) -> None:
    golds = list(read_examples(rule_coder.ontology))
    assert len(golds) > 2000
    assert all(event.scale == "coding" and not event.offsets for gold in golds for event in gold.events)


@pytest.mark.parametrize(
    ("text", "codings"),
    [
        ("Rebels shelled Aleppo on Tuesday.", {"do(shelling)"}),
        ("Police prevented rebels from shelling the market.", set()),
        ("Rebels could shell the market next week.", set()),
        ("Did rebels shell the market?", set()),
        ("A heart attack killed the governor.", set()),
    ],
)
def test_the_shipped_judge_on_plain_sentences(rule_coder: RuleCoder, text: str, codings: set[str]) -> None:
    (result,) = rule_coder([Article("a", text, published_on=date(2021, 11, 17))])
    assert {f"{event.act}({event.action})" for event in result.events} == codings
    for rejection in result.rejections:
        assert (
            rejection.reason != "low_score"
            or "probability" in (rejection.detail or "")
            or ":" in (rejection.detail or "")
        )


def test_a_lower_mark_codes_no_less(rule_coder: RuleCoder) -> None:
    article = Article(
        "a", "The army said rebels may have shelled Bol. Talks were held. Chad urged calm.", None, date(2021, 5, 1)
    )
    counts = []
    mark = rule_coder.min_score
    for rule_coder.min_score in (0.2, 0.55, 0.9):
        counts.append(len(rule_coder.trace(article).result.events))
    rule_coder.min_score = mark
    assert counts == sorted(counts, reverse=True)


@pytest.mark.parametrize("mark", [-0.1, 1.5, float("nan")])
def test_a_mark_is_a_probability(mark: float) -> None:
    with pytest.raises(ConfigError, match="coder.min_score"):
        RuleCoder(min_score=mark)
