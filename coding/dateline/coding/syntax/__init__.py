"""Sentences in, Predications out: the only part of dateline that looks at a parse."""

from dateline.coding.syntax.extraction import Vocabulary, extract_predications
from dateline.coding.syntax.quotations import find_quotes

__all__ = ["Vocabulary", "extract_predications", "find_quotes"]
