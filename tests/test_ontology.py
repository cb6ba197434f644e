"""The standard ontology: every example and counterexample is coded, and what an author gets wrong is named."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest
import yaml

from dateline.coding.cast import ActorResolver
from dateline.coding.errors import OntologyError
from dateline.coding.ontology import Action, Example, Ontology, load_ontology
from dateline.coding.ontology.model import Trigger
from dateline.coding.ontology.standard import STANDARD_FOLDER
from dateline.coding.ontology.trial import Examiner
from dateline.coding.records import ACTS
from dateline.coding.syntax.parser import Parser

ONTOLOGY = load_ontology()
EVERYTHING = (*ONTOLOGY.actions.values(), *ONTOLOGY.acts.values())
CASES = [(action, example) for action in EVERYTHING for example in (*action.examples, *action.counterexamples)]

GOOD = """\
family: sample
label: Sample
definition: One action.
actions:
  shelling:
    definition: Artillery is fired.
    triggers:
      verbs:
        - {verb: shell, object: any}
    examples:
      - {text: "Rebels shelled the town.", source: REB}
"""


@pytest.fixture(scope="module")
def tester(parser: Parser, actors: ActorResolver) -> Examiner:
    return Examiner(ONTOLOGY, parser, actors)


@pytest.mark.parametrize(("action", "example"), CASES, ids=[f"{a.name}-{e.line}" for a, e in CASES])
def test_example_is_coded_as_it_says(tester: Examiner, action: Action, example: Example) -> None:
    trial = tester.try_example(action, example)
    assert not trial.fault, f"{action.family}.yaml, line {example.line}: {trial.fault}\n{example.text}"


def test_every_action_has_examples_and_counterexamples() -> None:
    thin = [a.name for a in ONTOLOGY.actions.values() if len(a.examples) < 8 or len(a.counterexamples) < 3]
    assert not thin


def test_every_act_is_exampled_with_and_without_content() -> None:
    with_content = Counter(coding.partition("(")[0] for a in EVERYTHING for e in a.examples for coding in e.codings)
    bare = {coding for a in EVERYTHING for e in a.examples for coding in e.codings if coding.endswith("(unspecified)")}
    assert not [act for act in ACTS if with_content[act] < 3]
    may_be_bare = [act for act, action in ONTOLOGY.acts.items() if any(trigger.bare for trigger in action.triggers)]
    assert not [act for act in may_be_bare if f"{act}(unspecified)" not in bare]


def test_no_example_stands_twice() -> None:
    twice = [text for text, count in Counter(e.text for _, e in CASES).items() if count > 1]
    assert not twice


def test_no_two_actions_claim_a_word_on_the_same_terms() -> None:
    def terms(action: Action, trigger: Trigger) -> tuple[object, ...]:
        return (action.priority, trigger.particle, trigger.conditions, trigger.without, trigger.voice,
                trigger.negated, trigger.infinitive)  # fmt: skip

    clashes = [
        (word, first.rule, second.rule)
        for word, pairs in ONTOLOGY.action_index.items()
        for (action, first), (other, second) in combinations(pairs, 2)
        if action.name != other.name and terms(action, first) == terms(other, second)
    ]
    assert not clashes


def test_every_class_is_asked_for() -> None:
    asked = {
        name
        for action in EVERYTHING
        for trigger in action.triggers
        for conditions in (trigger.conditions, trigger.without)
        for constraint in (conditions.subject, conditions.object, conditions.modifiers, *conditions.preps.values())
        if constraint is not None
        for name in constraint.classes
    }
    assert not set(ONTOLOGY.classes) - asked


@pytest.mark.parametrize("name", ["classes", "embedding", "topics"])
def test_no_word_is_listed_twice_under_one_name(name: str) -> None:
    lists = yaml.safe_load((STANDARD_FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    for key, lines in lists.items():
        counts = Counter(word for line in lines for word in str(line).split())
        assert not [word for word, count in counts.items() if count > 1], key


def test_topics_are_single_words() -> None:
    assert not [word for words in ONTOLOGY.topics.values() for word in words if " " in word]


def load(tmp_path: Path, text: str) -> Ontology:
    (tmp_path / "sample.yaml").write_text(text, encoding="utf-8")
    return load_ontology(tmp_path)


def test_user_folder_is_loaded_with_the_standard_acts(tmp_path: Path) -> None:
    ontology = load(tmp_path, GOOD)
    assert list(ontology.actions) == ["shelling"]
    assert set(ontology.acts) == set(ACTS) - {"do"}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("object: any", "objct: any", "line 9: unknown key 'objct'; did you mean 'object'?"),
        ("object: any", 'object: "@weapom"', "line 9: unknown class 'weapom'; did you mean 'weapon'?"),
        ("verb: shell", "verb: shell into", "line 9: 'shell into': only a particle may follow the verb"),
        ("family: sample", "family: other", "line 1: the family must be named as its file: 'sample'"),
        ("source: REB", "act: shout", "line 11: unknown act 'shout'"),
        ("definition: Artillery is fired.", "needs: all", "line 6: unknown value of `needs` 'all'"),
        ("definition: Artillery is fired.", "priority: 12", "line 6: a priority is a whole number from 1 to 9"),
        ("definition: Artillery is fired.", "contexts: [militry]", "unknown topic 'militry'; did you mean 'military'?"),
        ("actions:", "actions: [", "not valid YAML"),
    ],
)
def test_mistake_is_named_with_its_line(tmp_path: Path, old: str, new: str, message: str) -> None:
    with pytest.raises(OntologyError) as error:
        load(tmp_path, GOOD.replace(old, new))
    assert message in str(error.value)
    assert "sample.yaml" in str(error.value)


def test_folder_without_families_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match="holds no family file"):
        load_ontology(tmp_path)
    with pytest.raises(OntologyError, match="is no folder"):
        load_ontology(tmp_path / "missing")
