"""Finds the places in an article and says which they are: text and PlaceContext in, Places out."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from dateline.coding.places.context import HELD_BY, PlaceContext, main_country, read_context
from dateline.coding.places.folding import fold
from dateline.coding.places.gazetteer import Candidate, Gazetteer, load_gazetteer
from dateline.coding.places.lexicon import AROUND, NEAR, PLACE_TYPES
from dateline.coding.places.names import Entity, FoundName
from dateline.coding.places.ranking import rank
from dateline.coding.records import Place

MOST_CANDIDATES = 10
PLAUSIBLE_POPULATION = 50_000  # a town that may be meant though its country is not named
KNOWN_POPULATION = 5_000  # where no country is named at all
# ACLED's steps: 1 the town, 2 a small region, 3 a large one.
_PRECISION = {"town": 1, "site": 1, "admin2": 2, "area": 2, "water": 2, "island": 2}
# Countries whose first-level divisions are districts of a town or two.
_SMALL_DIVISIONS = frozenset("AZE SVN MKD MLT LVA MDA EST LTU LUX LIE SMR AND MCO JAM BRB PRI XKX CYM".split())
_TYPE_KINDS = {
    1: ("town", "site"),
    2: ("admin2", "area", "island", "water"),
    3: ("admin1", "region", "sea", "continent"),
}
SEA_WORDS = frozenset({"sea", "ocean", "gulf", "strait", "channel"})
_TYPE_FIT = 3.0  # as much as a thousand times the people: "X province" is not the town
_TYPE_WORD = re.compile(
    r"^(?:(?:the )?(?P<before>\w+) of )?(?:the )?(?P<name>.+?)(?: (?P<after>\w+))?$",
    re.IGNORECASE | re.DOTALL,
)
_LIST = re.compile(r",? (?:and |or )?|/")
_EDGE = re.compile(r"^(?:the |The )|['’]s$|^\W+|\W+$")


@dataclass(frozen=True, slots=True)
class PlaceResolver:
    """The gazetteer and the rules that settle which place a name means."""

    gazetteer: Gazetteer

    @classmethod
    def load(cls, added: str | None = None) -> PlaceResolver:
        """A resolver with the gazetteer of the project (0.2 s, about 35 MB) and what a dump or its index adds."""
        return cls(load_gazetteer(added))

    def read_context(
        self, text: str, entities: tuple[Entity, ...] = (), homes: tuple[str, ...] = ()
    ) -> PlaceContext:
        """Read a whole article; `entities` are the parser's (start, end, label), where there are any, `homes` the
        countries of the parties that it names."""
        return read_context(text, self.gazetteer, entities, homes)

    def find_places(self, text: str, start: int, context: PlaceContext) -> tuple[Place, ...]:
        """The places named in `text`, which begins at offset `start` of the article of `context`.

        A name that may as well be a word, a person or a body is left out unless its words or the article show
        that it is a place.
        """
        end = start + len(text)
        found = _sure_names(context)
        return tuple(
            self._settle(name.text, name.start, name.candidates, context, name)
            for name in context.names
            if start <= name.start and name.end <= end and name.start in found
        )

    def resolve(self, name: str, context: PlaceContext, start: int | None = None) -> Place | None:
        """The place that the words stand for, None where no place of that name is known.

        `start` is the offset of the words in the article, where they are from it: what stands around them
        then counts too.
        """
        found = next(
            (each for each in context.names if start is not None and each.start == start and each.text == name),
            None,
        )
        offset = start or 0
        words = _EDGE.sub("", _EDGE.sub("", name))
        candidates = self.gazetteer.find(words)
        type_word = found.type_word if found else None
        if not candidates:
            match = _TYPE_WORD.match(words)
            for part in ("before", "after"):
                if match and match[part] and match[part].lower() in PLACE_TYPES:
                    type_word = match[part].lower()
                    candidates = candidates or self.gazetteer.find(match["name"])
        if not candidates:
            return None
        around = found or FoundName(offset, offset + len(name), name, candidates, "weak", None, type_word)
        return self._settle(name, offset, candidates, context, around)

    def _settle(
        self,
        text: str,
        start: int,
        candidates: tuple[Candidate, ...],
        context: PlaceContext,
        found: FoundName,
    ) -> Place:
        if not candidates:
            return _place_by_holder(text, start, context)
        holders = context.held.get(start) or context.holders.get(fold(text), ())
        ranked = rank(candidates, context.countries, context.anchors, holders)
        if not holders and not _is_plausible(ranked[0][1], context):
            return replace(_place_by_holder(text, start, context), candidates=_ids(ranked))
        wanted = _wanted_kinds(text, found.type_word)
        if wanted:
            ranked = sorted(
                ((score + _TYPE_FIT * (each.entry.kind in wanted), each) for score, each in ranked),
                key=lambda pair: -pair[0],
            )
        best = ranked[0][1].entry
        if best.kind in ("admin1", "admin2") and not wanted and start not in context.holder_starts:
            # "Idlib" alone is the town rather than the province of the same name.
            towns = (each.entry for _, each in ranked if each.entry.kind == "town" and each.standing != "alternate")
            best = next((town for town in towns if best.admin1_id and town.admin1_id == best.admin1_id), best)
        size = 2 if best.kind == "admin1" and best.country in _SMALL_DIVISIONS else _PRECISION.get(best.kind, 3)
        precision = max(size, found.precision if found.precision < 3 else 1)
        if found.preposition in NEAR:
            precision = max(precision, 2)
        return Place(
            text=text,
            span=(start, start + len(text)),
            name=best.name,
            place_id=best.entry_id,
            admin1=best.admin1,
            country=best.country,
            latitude=best.latitude,
            longitude=best.longitude,
            precision=precision,
            candidates=tuple(dict.fromkeys((best.entry_id, *_ids(ranked))))[:MOST_CANDIDATES],
        )


def _place_by_holder(text: str, start: int, context: PlaceContext) -> Place:
    """A place that the gazetteer lacks, where the district or town is that the article names with it; else its country
    alone."""
    span = (start, start + len(text))
    holders = context.held.get(start) or context.holders.get(fold(text), ())
    ranked = rank(tuple(Candidate(each, "own") for each in holders), context.countries, context.anchors)
    if not ranked or ranked[0][1].entry.kind in ("country", "continent"):
        return Place(text, span, country=_country_around(start, len(text), context))
    whole = ranked[0][1].entry
    return Place(
        text=text,
        span=span,
        name=whole.name,
        place_id=whole.entry_id,
        admin1=whole.admin1,
        country=whole.country,
        latitude=whole.latitude,
        longitude=whole.longitude,
        precision=max(2, _PRECISION.get(whole.kind, 3)),
        candidates=_ids(ranked),
    )


def _country_around(start: int, length: int, context: PlaceContext) -> str | None:
    """The country of a place that the gazetteer does not know: the one named with it, else the article's."""
    for name in context.names:
        if name.start > start and HELD_BY.match(context.text[start + length : name.start]):
            own = [each.entry for each in name.candidates if each.standing != "alternate"]
            states = {entry.country for entry in own if entry.kind == "country"}
            countries = states or {entry.country for entry in own}
            return countries.pop() if len(countries) == 1 else None
    return main_country(context)


def _ids(ranked: list[tuple[float, Candidate]]) -> tuple[str, ...]:
    return tuple(each.entry.entry_id for _, each in ranked)[:MOST_CANDIDATES]


def _is_plausible(candidate: Candidate, context: PlaceContext) -> bool:
    """Whether a place may be meant at all: not a village of a country that the article never names."""
    entry = candidate.entry
    if entry.kind == "admin1" or candidate.standing == "curated":
        return True
    if not context.countries:
        return candidate.standing == "own" and entry.population >= KNOWN_POPULATION
    return entry.country in context.countries or entry.population >= PLAUSIBLE_POPULATION


def _wanted_kinds(text: str, type_word: str | None) -> tuple[str, ...]:
    """The kinds that the word of type near the name or in it asks for; none where there is no such word."""
    last = text.rsplit(" ", 1)[-1].lower()
    if type_word is None and last in SEA_WORDS:
        return ("sea", "water")  # the sea rather than the state of its name
    word = type_word or (last if last in PLACE_TYPES else None)
    return _TYPE_KINDS[PLACE_TYPES[word]] if word and word not in AROUND else ()


def _sure_names(context: PlaceContext) -> frozenset[int]:
    """Offsets of the names that are places.

    Those with evidence of their own, those that the article shows elsewhere, and their neighbours in a list.
    """
    keys = {fold(name.text) for name in context.names if name.evidence != "weak"} | set(context.holders)
    sure = {
        name.start
        for name in context.names
        if name.evidence != "weak" or fold(name.text) in keys or name.start in context.holder_starts
    }
    pairs = [
        (first, second)
        for first, second in zip(context.names, context.names[1:], strict=False)
        if _LIST.fullmatch(context.text, first.end, second.start) and _share_country(first, second)
    ]
    for first, second in (*pairs, *reversed(pairs)):
        if first.start in sure or second.start in sure:
            sure |= {first.start, second.start}
    return frozenset(sure)


def _share_country(first: FoundName, second: FoundName) -> bool:
    countries = {each.entry.country for each in first.candidates}
    return any(each.entry.country in countries for each in second.candidates)
