"""The ontology: what is an event, in which words, and which act it is."""

from dateline.coding.ontology.loader import load_ontology
from dateline.coding.ontology.model import Action, Example, Family, Ontology, Trigger
from dateline.coding.ontology.standard import STANDARD_FOLDER

__all__ = ["STANDARD_FOLDER", "Action", "Example", "Family", "Ontology", "Trigger", "load_ontology"]
