"""What takes seconds to load, loaded once for all tests of a run; nothing here is ever changed by a test."""

from __future__ import annotations

from functools import cache

from dateline.coding.coder import RuleCoder


@cache
def load_coder() -> RuleCoder:
    """The rule coder with the standard ontology."""
    return RuleCoder()
