"""The record of a trigger that fired, and how what fired is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dateline.coding.ontology.model import Action, Trigger
from dateline.coding.records import Predication, Rejection

Index = Mapping[tuple[str, str], tuple[tuple[Action, Trigger], ...]]


@dataclass(frozen=True, slots=True)
class Hit:
    """A trigger that fired on a predication."""

    predication: Predication
    action: Action
    trigger: Trigger


Acts = dict[int, tuple[Hit, ...]]
"""Every act trigger that fits a predication, by the predication's index, the most specific first."""


def reject(predication: Predication, reason: str, detail: str) -> Rejection:
    """Why a predication was not coded; `reason` is one of REJECTION_REASONS."""
    return Rejection(predication.sentence, predication.start, predication.end, reason, detail)
