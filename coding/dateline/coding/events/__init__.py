"""Mentions with their facts in, Events out: drafts, and the merging of what is told more than once."""
