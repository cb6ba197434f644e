"""Losses: who and what was killed, wounded, captured, missing, displaced or destroyed, and how many."""

from dateline.coding.losses.model import LossPhrase
from dateline.coding.losses.phrases import find_losses

__all__ = ["LossPhrase", "find_losses"]
