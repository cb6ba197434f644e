"""The classifier's parts: gold, features, namer, arbiter, models and the coders, on a small model trained here."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import skops.io
from hypothesis import given
from hypothesis import strategies as st

from dateline.coding.cast import ActorResolver
from dateline.coding.classifier import ClassifierCoder, HybridCoder
from dateline.coding.classifier.arbiter import Arbiter, calibrate, train_arbiter
from dateline.coding.classifier.coder import SURE
from dateline.coding.classifier.features import Describer, Description
from dateline.coding.classifier.gold import (
    NOTHING,
    GoldCoding,
    GoldText,
    label_predications,
    read_articles,
    read_examples,
)
from dateline.coding.classifier.models import SHIPPED, Models, load_models, save_models
from dateline.coding.classifier.namer import Namer, train_namer
from dateline.coding.classifier.training import Trainer
from dateline.coding.errors import ConfigError, CorpusError
from dateline.coding.ontology import load_ontology
from dateline.coding.records import Article, Mention, Predication
from dateline.coding.syntax import Vocabulary, extract_predications
from dateline.coding.syntax.parser import Parser, split_sentences

ONTOLOGY = load_ontology()
FAMILIES = ("fighting", "consultation")


@pytest.fixture(scope="module")
def trainer(parser: Parser, actors: ActorResolver) -> Trainer:
    return Trainer(ONTOLOGY, parser, actors)


@pytest.fixture(scope="module")
def small(trainer: Trainer) -> Models:
    """Models of two families, and of no coded article but one."""
    texts = {
        example.text
        for action in ONTOLOGY.actions.values()
        if action.family in FAMILIES
        for example in (*action.examples[:3], *action.counterexamples[:1])
    }
    golds = [gold for gold in read_examples(ONTOLOGY) if gold.text in texts]
    # Some examples stand for coded articles, because the arbiters are calibrated on these alone.
    article = [replace(gold, is_example=number % 2 == 0) for number, gold in enumerate(golds)]
    wrong = GoldText("none", "Rebels shelled the town of Arban.", (), False)
    models, figures = trainer.train(trainer.read([*article, wrong]), {"examples": str(len(golds))})
    assert set(figures) == {"classifier", "hybrid"}
    return models


def predications_of(parser: Parser, text: str) -> tuple[Predication, ...]:
    vocabulary = Vocabulary(ONTOLOGY.nouns, ONTOLOGY.adjectives)
    ((sentence, span),) = split_sentences(parser.parse(text))
    return extract_predications(span, sentence.index, vocabulary)


def flat_vector(lemma: str) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    return np.ones(2, dtype=np.float32) * len(lemma)


def test_examples_are_read_once_with_all_their_codings() -> None:
    golds = read_examples(ONTOLOGY)
    assert len({gold.text for gold in golds}) == len(golds) == len({gold.group for gold in golds})
    assert any(not gold.codings for gold in golds)
    assert all(gold.is_example for gold in golds)


def test_articles_are_read_with_the_span_of_each_trigger(tmp_path: Path) -> None:
    events = [{"act": "do", "action": "shelling", "trigger": "shelled the port", "accept": ["do(attack)"]}]
    (tmp_path / "coded.jsonl").write_text(json.dumps({"article_id": "a", "events": events}) + "\n")
    (tmp_path / "texts.jsonl").write_text(json.dumps({"id": "a", "text": "Rebels shelled the port."}) + "\n")
    (gold,) = read_articles(tmp_path / "coded.jsonl", tmp_path / "texts.jsonl")
    (coding,) = gold.codings
    assert coding.span is not None
    assert gold.text[slice(*coding.span)] == "shelled the port"
    assert coding.allows("do(attack)", 7)
    assert not coding.allows("do(attack)", 0)
    assert not coding.allows("do(killing)", 7)
    with pytest.raises(CorpusError, match="no text for the article 'a'"):
        read_articles(tmp_path / "coded.jsonl")


@pytest.mark.parametrize(
    ("codings", "expected"),
    [
        ((GoldCoding(("do(shelling)",)),), {"shell": "shelling", "say": NOTHING}),
        ((), {"shell": NOTHING, "say": NOTHING}),
    ],
)
def test_labels_follow_gold(parser: Parser, codings: tuple[GoldCoding, ...], expected: dict[str, str]) -> None:
    text = "The mayor said rebels shelled the port."
    predications = predications_of(parser, text)
    own = next(p for p in predications if p.lemma == "shell")
    mention = Mention(own, "shelling", "do", "shelling/verb:shell", trigger=(own.start, own.end))
    labels = label_predications(GoldText("g", text, codings, True), predications, [mention], [], ONTOLOGY)
    assert {predications[i].lemma: label for i, label in labels.items()} == expected


def test_description_holds_roles_and_what_the_ontology_lists(parser: Parser, actors: ActorResolver) -> None:
    predications = predications_of(parser, "The minister said that rebels shelled the port.")
    own = next(p for p in predications if p.lemma == "shell")
    found = Describer(ONTOLOGY, actors.is_actor, flat_vector).describe(own, predications)
    assert {"word shell", "listed shelling", "object port", "subject @actor", "under0 that say"} <= set(found.names)
    assert len(set(found.names)) == len(found.names)
    assert found.vector.shape == (6,)


def test_namer_learns_what_it_is_shown_and_survives_saving() -> None:
    def description(word: str) -> Description:
        return Description((f"word {word}", "kind verb"), flat_vector(""))

    descriptions = [description(word) for word in ("shell", "meet", "cook") for _ in range(4)]
    labels = [label for label in ("shelling", "meeting", NOTHING) for _ in range(4)]
    namer = train_namer(descriptions, labels)
    again = Namer.of_state(namer.state())
    chances = again.weigh([description("shell"), description("unseen")])
    assert namer.classes[int(chances[0].argmax())] == "shelling"
    np.testing.assert_allclose(chances.sum(axis=1), 1)
    assert namer.weigh([]).shape == (0, 3)


def test_arbiter_tells_good_features_from_bad_ones() -> None:
    features = [{"origin rule": 1.0}] * 20 + [{"origin classifier": 1.0}] * 20
    is_right = [True] * 18 + [False] * 2 + [False] * 18 + [True] * 2
    arbiter = train_arbiter(features, is_right, [1.0] * 40)
    assert arbiter.judge({"origin rule": 1.0}) > 0.5 > arbiter.judge({"origin classifier": 1.0})
    assert Arbiter.of_state(arbiter.state()) == arbiter


@given(st.dictionaries(st.sampled_from(["a", "b", "c"]), st.floats(-50, 50)))
def test_judgement_is_a_probability(features: dict[str, float]) -> None:
    assert 0 <= Arbiter({"a": 2.0, "b": -3.0}, 0.1, 0.9, -0.2).judge(features) <= 1


def test_calibration_gives_back_the_share_that_is_right() -> None:
    odds = np.repeat([-4.0, 4.0], 50)
    is_right = np.array([True] * 15 + [False] * 35 + [True] * 40 + [False] * 10)
    slope, offset = calibrate(odds, is_right)
    assert Arbiter({"x": 1.0}, 0.0, slope, offset).judge({"x": 4.0}) == pytest.approx(0.8, abs=0.01)
    assert Arbiter({"x": 1.0}, 0.0, slope, offset).judge({"x": -4.0}) == pytest.approx(0.3, abs=0.01)


def test_models_come_back_from_their_file(small: Models, tmp_path: Path) -> None:
    save_models(small, tmp_path / "models.skops")
    again = load_models(tmp_path / "models.skops")
    assert again.versions() == small.versions()
    assert again.hybrid == small.hybrid


def test_file_that_cannot_be_trusted_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "models.skops"
    with pytest.raises(ConfigError, match="there is no file 'models.skops'"):
        load_models(path)
    path.write_bytes(b"not a zip file")
    with pytest.raises(ConfigError, match="holds no models"):
        load_models(path)
    skops.io.dump({"namer": print}, path)
    with pytest.raises(ConfigError, match="holds no models"):
        load_models(path)


def test_shipped_models_are_small_and_know_only_names_of_the_ontology() -> None:
    assert SHIPPED.stat().st_size < 2_000_000
    known = {*ONTOLOGY.actions, *(f"act:{act}" for act in ONTOLOGY.acts), NOTHING}
    assert set(load_models().namer.classes) <= known, "an action was renamed: train the models again"


@pytest.mark.parametrize(("kind", "name"), [(ClassifierCoder, "classifier"), (HybridCoder, "hybrid")])
def test_coder_codes_with_probabilities_and_the_same_twice(
    kind: type[ClassifierCoder] | type[HybridCoder], name: str
) -> None:
    coder = kind()
    text = (
        "Rebels shelled the port of Hodeidah on Tuesday, killing three sailors.\n"
        "The foreign ministers of Jordan and Egypt met in Amman.\n"
        "The cook shelled the peas."
    )
    article = Article("a", text)
    (result,) = coder([article])
    assert result.error is None
    assert [result] == list(coder([article]))
    assert coder.coder_id.startswith(f"{name} ")
    assert {"model", "ontology", "classifier", "scikit-learn"} <= set(coder.versions())
    found = {event.action: event for event in result.events}
    assert {"shelling", "meeting"} <= set(found)
    assert all(event.score is not None and 0.5 <= event.score <= 1 for event in result.events)
    assert not [event for event in result.events if event.sentence == 2]
    source = found["shelling"].source
    assert source is not None and source.sector == "REB"
    if name == "classifier":
        assert {event.rule for event in result.events} == {"classifier"}
    assert list(kind(min_score=1.0)([article]))[0].events == ()


def test_hybrid_adds_to_the_rules_only_what_it_is_sure_of() -> None:
    text = "Gunmen fired on a bus near Kano. The minister pondered the price of rice."
    article = Article("a", text)
    coder = HybridCoder(min_score=0.0)
    (result,) = coder([article])
    added = [event for event in result.events if event.rule == "classifier"]
    assert all(event.score is not None and event.score >= SURE for event in added)
