"""The printed codebook: what it says of an action, and what it draws together."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.coding.ontology.codebook import render_codebook
from dateline.coding.ontology.model import (
    ABSENT,
    Action,
    Conditions,
    Constraint,
    Example,
    Family,
    Ontology,
    Trigger,
)
from dateline.coding.schemes import Vocabulary, load_scheme

SCHEME = """
scheme: mine
label: Mine
facts: codes.csv
axes: {code: {label: name}}
acts:
  deny: 30
  "do, consider, intend, ask, demand, threaten, refuse, accuse, acknowledge": null
actions:
  shelling: {do: [{when: {topics: military}, code: 10}, {code: 20}], "ask, demand": 20}
unreached: {"40": nobody does it}
"""


def action(name: str, **fields: object) -> Action:
    base: dict[str, object] = {
        "name": name,
        "family": "fighting",
        "label": name.capitalize(),
        "definition": f"What {name} is.",
        "use_instead": {},
        "is_reciprocal": False,
        "contexts": (),
        "priority": 5,
        "needs": "source",
        "triggers": (),
        "examples": (),
        "counterexamples": (),
    }
    return Action(**{**base, **fields})  # type: ignore[arg-type]


@pytest.fixture
def ontology() -> Ontology:
    shelling = action(
        "shelling",
        use_instead={"clash": "both sides fire | at once"},
        triggers=(
            Trigger(
                rule="r",
                kind="verb",
                lemmas=("fire", "lob"),
                conditions=Conditions(object=Constraint(classes=("projectile",)), preps={"at": Constraint()}),
                voice="active",
            ),
            Trigger(rule="r", kind="noun", lemmas=("shelling",)),
        ),
        examples=(Example("Guns fired.", frozenset({"do(shelling)"}), None, "AAA", ABSENT, 1),),
        counterexamples=(Example("Peas were shelled.", frozenset(), None, ABSENT, ABSENT, 1, why="figurative"),),
    )
    clash = action("clash", is_reciprocal=True, needs="both")
    family = Family("fighting", "Fighting", "Armed force.", (shelling, clash))
    return Ontology(
        folder_name="test",
        families=(family,),
        actions={"shelling": shelling, "clash": clash},
        acts={"deny": action("deny", family="acts")},
        classes={},
        embedding={},
        topics={"military": frozenset()},
        action_index={},
        act_index={},
        sha256="",
    )


@pytest.fixture
def page(ontology: Ontology, tmp_path: Path) -> str:
    (tmp_path / "codes.csv").write_text("key,name\n10,Guns\n20,Shells\n30,Denial\n40,Nothing\n")
    (tmp_path / "mine.yaml").write_text(SCHEME)
    return render_codebook(ontology, [load_scheme(tmp_path / "mine.yaml", Vocabulary.of(ontology))])


@pytest.mark.parametrize(
    "line",
    [
        "- `deny`: What deny is.",
        "### Shelling (`shelling`)",
        "- `clash` where both sides fire | at once",
        "Coded only where source and target are named. Both sides act alike: one row.",
        "Verbs: fire/lob (object @projectile; at; active only).",
        "Nouns: shelling.",
        "- Guns fired. (`do(shelling)`, source AAA)",
        "- Peas were shelled. (figurative)",
        "| `do`, `attempt` | 10 if topics military; else 20 |",
        "| `ask`, `demand` | 20 |",
        "| `deny` | 30 |",
        "3 of 4 codes can be reached.",
        "| 10 | Guns | `do` `shelling` if topics military |",
        "| 20 | Shells | `do` `shelling`; `ask` `shelling`; `demand` `shelling` |",
        "| 30 | Denial | `deny` any action |",
        "| 40 | Nothing | not reached: nobody does it |",
    ],
)
def test_page_says(page: str, line: str) -> None:
    assert line in page.splitlines()


def test_page_is_the_same_each_time(ontology: Ontology) -> None:
    assert render_codebook(ontology, []) == render_codebook(ontology, [])
