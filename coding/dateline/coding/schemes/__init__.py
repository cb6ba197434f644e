"""Crosswalks from the ontology to CAMEO, PLOVER, ACLED, UCDP and schemes of the user's own."""

from dateline.coding.schemes.conditions import Condition
from dateline.coding.schemes.facts import known_sectors
from dateline.coding.schemes.loader import STANDARD_SCHEMES, load_scheme
from dateline.coding.schemes.projection import AxisCode, Code, Row, Scheme, codes_for
from dateline.coding.schemes.support import Support, dead_entries, support
from dateline.coding.schemes.vocabulary import Vocabulary, standard_vocabulary

__all__ = [
    "STANDARD_SCHEMES",
    "AxisCode",
    "Code",
    "Condition",
    "Row",
    "Scheme",
    "Support",
    "Vocabulary",
    "codes_for",
    "dead_entries",
    "known_sectors",
    "load_scheme",
    "standard_vocabulary",
    "support",
]
