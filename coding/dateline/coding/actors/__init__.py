"""Who a phrase stands for: names, offices and nouns resolved to actors with dated, composed codes."""

from dateline.coding.actors.coreference import Coreference
from dateline.coding.actors.resolver import ActorResolver

__all__ = ["ActorResolver", "Coreference"]
