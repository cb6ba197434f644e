"""Coders that learn from examples: `ClassifierCoder` names predicates by itself, `HybridCoder` judges the rules."""

from dateline.coding.classifier.coder import ClassifierCoder, HybridCoder

__all__ = ["ClassifierCoder", "HybridCoder"]
