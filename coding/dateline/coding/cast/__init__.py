"""Who a phrase stands for: names, offices and nouns resolved to actors with dated, composed codes."""

from dateline.coding.cast.coreference import Coreference
from dateline.coding.cast.resolver import ActorResolver

__all__ = ["ActorResolver", "Coreference"]
