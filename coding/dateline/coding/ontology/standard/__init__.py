"""The standard ontology: one YAML file per family."""

from pathlib import Path

STANDARD_FOLDER = Path(__file__).parent
