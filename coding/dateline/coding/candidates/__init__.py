"""Predications of a sentence and the ontology in, Mentions and Rejections out: what may be an event."""
