"""Losses: who and what was killed, wounded, captured, missing, displaced or destroyed, and how many."""

from dateline.coding.losses.model import LossPhrase
from dateline.coding.losses.phrases import find_losses
from dateline.coding.losses.victims import add_victims, count_persons, count_stated

__all__ = ["LossPhrase", "add_victims", "count_persons", "count_stated", "find_losses"]
