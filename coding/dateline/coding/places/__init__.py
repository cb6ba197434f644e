"""Places: which words of an article name a place, which place it is, and where an event happened."""

from dateline.coding.places.context import PlaceContext
from dateline.coding.places.event_place import choose_place, dateline_place, main_country
from dateline.coding.places.resolver import PlaceResolver

__all__ = ["PlaceContext", "PlaceResolver", "choose_place", "dateline_place", "main_country"]
