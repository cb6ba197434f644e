"""Ontologies in, the names out that a scheme may use: families with their actions, and topics."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dateline.coding.ontology.model import Ontology
from dateline.coding.ontology.yamlfiles import load_yaml

STANDARD = Path(__file__).parent.parent / "ontology" / "standard"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The names of an ontology: the actions of each family, and the topics."""

    families: Mapping[str, tuple[str, ...]]
    topics: tuple[str, ...]

    @staticmethod
    def of(ontology: Ontology) -> Vocabulary:
        """The names of a loaded ontology."""
        families = {family.name: tuple(a.name for a in family.actions) for family in ontology.families}
        return Vocabulary(families, tuple(ontology.topics))

    @property
    def actions(self) -> Iterator[tuple[str, str]]:
        """Each family with each of its actions, in order."""
        return ((family, action) for family, actions in self.families.items() for action in actions)


@cache
def standard_vocabulary() -> Vocabulary:
    """The names of the standard ontology, read without its triggers."""
    files = [load_yaml(path) for path in sorted(STANDARD.glob("*.yaml"))]
    topics = next((tuple(file.data) for file in files if file.path.name == "topics.yaml"), ())
    families = {
        file.data["family"]: tuple(file.data["actions"])
        for file in files
        if isinstance(file.data, dict) and "family" in file.data
    }
    return Vocabulary(families, topics)
