"""An ontology in, the labels that a person chooses from out, and the check of those that come back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dateline.coding.errors import nearest
from dateline.coding.ontology.model import Ontology
from dateline.coding.records import STATUSES, UNSPECIFIED
from dateline.datasets.annotation.markings import FLAGS, PARTS, TRIGGER
from dateline.datasets.tables import ACT_MEANINGS


@dataclass(frozen=True, slots=True)
class Label:
    """One choice: its name in the data, and what it means."""

    name: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Labels:
    """All that can be chosen: actions by the label of their family, acts and topics."""

    families: Mapping[str, tuple[Label, ...]]
    acts: tuple[Label, ...]
    topics: tuple[str, ...]

    @property
    def actions(self) -> tuple[str, ...]:
        """The names of all actions."""
        return tuple(action.name for actions in self.families.values() for action in actions)

    def names_of(self, kind: str) -> tuple[str, ...]:
        """Every name of a kind: action, act, status, flag, topic or words."""
        return {
            "action": self.actions,
            "act": tuple(act.name for act in self.acts),
            "status": STATUSES,
            "flag": FLAGS,
            "topic": self.topics,
            "words": (TRIGGER, *PARTS),
        }[kind]

    def find_unknown(self, kind: str, names: Iterable[str]) -> str | None:
        """What is wrong with the first name that is no label of its kind; None where all are."""
        known = self.names_of(kind)
        for name in names:
            if name not in known:
                shown = f" (allowed: {', '.join(known)})" if len(known) <= 20 else " (see codebook.md)"
                return f"unknown {kind} {name!r}{nearest(name, known)}{shown}"
        return None


def make_labels(ontology: Ontology) -> Labels:
    """The labels of an ontology; `unspecified` stands for an act whose content no action names."""
    families = {
        family.label: tuple(Label(action.name, action.definition) for action in family.actions)
        for family in ontology.families
    }
    unspecified = Label(UNSPECIFIED, "the content of an act that names none")
    acts = (
        Label(name, ontology.acts[name].definition if name in ontology.acts else meaning)
        for name, meaning in ACT_MEANINGS.items()
    )
    return Labels({**families, "No content": (unspecified,)}, tuple(acts), tuple(sorted(ontology.topics)))
