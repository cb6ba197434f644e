"""Where the deeds of an article happened, read sentence by sentence: a Mention with the places of its sentence goes in,
its Place comes out, by its own words, by those of the clauses around it, or by the scene that was told before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.coding.places.context import PlaceContext
from dateline.coding.places.event_place import dateline_place, named_place
from dateline.coding.places.resolver import PlaceResolver
from dateline.coding.records import Mention, Place, Sentence

# Verbs whose object is the ground on which they happen, a whole country too.
ENTERING = frozenset(
    {"invade", "invasion", "enter", "leave", "occupy", "annex", "cross", "flee", "evacuate", "overrun"}
)
_BACK = re.compile(
    r"\b(?:there|(?:the|that|this) (?:same )?(?:town|city|village|area|district|region|capital|camp|port|square|"
    r"base|site|scene|island|settlement|neighbou?rhood|province|market|mosque|church))\b",
    re.IGNORECASE,
)
NEXT = 1  # sentences over which a scene goes on by itself
FAR = 3  # and over which "there" and "the town" reach back


class Siting:
    """Places the mentions of one article; made anew for every article.

    Parameters
    ----------
    context: what the article says of its places.
    resolver: the gazetteer and its rules.
    """

    def __init__(self, context: PlaceContext, resolver: PlaceResolver) -> None:
        self._context = context
        self._resolver = resolver
        self._scene: tuple[int, Place] | None = None
        self._told: Place | None = None  # the one place of the sentence that is being read
        self._aside: Place | None = None  # the one place of the sentence before, whatever it tells

    def read(self, sentence: Sentence, places: Sequence[Place], starts_paragraph: bool) -> None:
        """Take in the next sentence before its mentions are placed."""
        self._aside = None if starts_paragraph else self._told
        span = (sentence.start, sentence.end)
        here = (sentence.start, sentence.start)
        told = named_place(span, here, span, places, self._context, self._resolver)
        others = {place.place_id for place in places if place.precision in (1, 2)}
        self._told = told if told is not None and told.precision in (1, 2) and len(others) == 1 else None

    def place_deed(
        self, mention: Mention, sentence: Sentence, own: Sequence[Place], places: Sequence[Place]
    ) -> Place | None:
        """Where something done on the ground happened.

        `places` are those of the sentence, `own` those of them that stand in no clause about something else.
        """
        chosen = self.place_dealing(mention, sentence, own)
        if chosen is None:
            chosen = self._named(mention, sentence, places)
        if chosen is None:
            seen = self._seen(mention, sentence)
            if seen is not None:
                return seen
            dateline = dateline_place(self._context, self._resolver)
            # A bureau sits in the capital: its dateline says where the report was written.
            is_bureau = dateline is not None and dateline.place_id in self._resolver.gazetteer.capital_ids
            return None if is_bureau else dateline
        self._scene = (sentence.index, chosen)
        return chosen

    def place_dealing(self, mention: Mention, sentence: Sentence, own: Sequence[Place]) -> Place | None:
        """Where parties dealt with each other: only where the sentence says it."""
        return self._named(mention, sentence, own) or _entered(mention, own)

    def _named(self, mention: Mention, sentence: Sentence, places: Sequence[Place]) -> Place | None:
        span = (sentence.start, sentence.end)
        return named_place(mention.predication.clause, mention.trigger, span, places, self._context, self._resolver)

    def _seen(self, mention: Mention, sentence: Sentence) -> Place | None:
        """The place of the scene, where the sentence before told one or the clause points back to it."""
        if self._scene is None:
            return self._aside
        index, place = self._scene
        clause = mention.predication.clause
        told = sentence.text[clause[0] - sentence.start : clause[1] - sentence.start]
        reach = FAR if _BACK.search(told) else NEXT
        if index + 1 < sentence.index and self._aside is not None:
            return self._aside
        return place if sentence.index - index <= reach else None


def _entered(mention: Mention, places: Sequence[Place]) -> Place | None:
    """'invaded Kuwait', 'the last soldiers left Mali': the country is the ground of it."""
    if mention.predication.lemma not in ENTERING:
        return None
    following = [place for place in places if 0 <= place.span[0] - mention.predication.end <= 30]
    return min(following, key=lambda place: place.span[0], default=None)
