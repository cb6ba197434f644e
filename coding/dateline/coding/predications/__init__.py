"""Sentences in, Predications out: the only part of dateline that looks at a parse."""

from dateline.coding.predications.extraction import Vocabulary, extract_predications

__all__ = ["Vocabulary", "extract_predications"]
