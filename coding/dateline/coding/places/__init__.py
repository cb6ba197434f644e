"""Places: which words of an article name a place, which place it is, and where an event happened."""

from dateline.coding.places.context import PlaceContext, main_country, weigh_settings
from dateline.coding.places.event_place import choose_place, dateline_place
from dateline.coding.places.resolver import PlaceResolver
from dateline.coding.places.siting import Siting

__all__ = [
    "PlaceContext",
    "PlaceResolver",
    "Siting",
    "choose_place",
    "dateline_place",
    "main_country",
    "weigh_settings",
]
