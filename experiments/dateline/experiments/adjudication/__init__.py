"""Adjudication: where coders of the same articles disagree, side by side, and the gold that the decisions make."""
