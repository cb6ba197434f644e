"""What an article as a whole says of its places: text in, PlaceContext out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from dateline.coding.places.folding import fold
from dateline.coding.places.gazetteer import Candidate, Entry, Gazetteer
from dateline.coding.places.names import Entity, FoundName, NameFinder
from dateline.coding.places.ranking import contains, rank

_CAPITAL_WORD = re.compile(r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?")
# Between a place and the one that holds it: "Bentiu, South Sudan", "Bentiu (South Sudan)", "Bentiu in South
# Sudan".
HELD_BY = re.compile(r"^(?:,? ?\(?|,? in (?:the )?(?:[\w-]+ ){0,3}|(?: [a-z]+){1,2} (?:of|in) (?:the )?)$")
# Between the holder and the place: "Iraq's second city Mosul", "Iraq's Mosul".
_HOLDS = re.compile(r"^['’]s? (?:[a-z-]+ ){0,4}(?:of )?$")
# Between a place that the gazetteer lacks and a known one by which it lies.
_NEAR_BY = re.compile(r"^,? (?:[a-z]+ ){0,2}(?:near|outside|close to|next to|(?:north|south|east|west) of) (?:the )?$")
# How far the best candidate must lead the next elsewhere to help in settling others.
_LEAD = 1.2
STATE_WEIGHT = 0.25  # of a country's own name beside that of a town, for where an article is set
MAIN_SHARE = 0.6  # of the weight of all countries of an article


@dataclass(frozen=True, slots=True)
class PlaceContext:
    """The evidence of one article for what its place names mean.

    `countries` maps ISO 3166 alpha-3 to a weight (about the number of times named). `anchors` are the places
    that are settled without the others, by id. `holders` maps a folded name to the places that the article
    says hold it, `held` the offset of one such name; `holder_starts` are the offsets of the names used that
    way. `dateline` is the span of the dateline's place, None where the article has none.
    """

    text: str = ""
    names: tuple[FoundName, ...] = ()
    countries: Mapping[str, float] = field(default_factory=dict)
    anchors: Mapping[str, Entry] = field(default_factory=dict)
    holders: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)
    held: Mapping[int, tuple[Entry, ...]] = field(default_factory=dict)
    holder_starts: frozenset[int] = frozenset()
    dateline: tuple[int, int] | None = None


def read_context(
    text: str, gazetteer: Gazetteer, entities: tuple[Entity, ...] = (), homes: tuple[str, ...] = ()
) -> PlaceContext:
    """Read a whole article. `entities` are the parser's (start, end, label), where it gives them; `homes` are the
    countries of the bodies, groups and persons that the article names, one each time."""
    dateline = find_dateline(text, gazetteer)
    names = NameFinder(gazetteer, text, entities, dateline).find()
    holders, held, holder_starts = _read_holders(text, names)
    countries = _count_countries(text, names, gazetteer, homes)
    anchors: dict[str, Entry] = {}
    for _ in range(2):
        anchors = _settle(names, countries, anchors, holders)
        countries = _count_countries(text, names, gazetteer, homes, anchors)
    return PlaceContext(text, names, countries, anchors, holders, held, holder_starts, dateline)


def _read_holders(
    text: str, names: tuple[FoundName, ...]
) -> tuple[dict[str, tuple[Entry, ...]], dict[int, tuple[Entry, ...]], frozenset[int]]:
    found: defaultdict[str, dict[str, Entry]] = defaultdict(dict)
    held: defaultdict[int, list[Entry]] = defaultdict(list)
    starts = set()
    # From the last to the first, so that what holds a holder is known.
    for name, following in reversed(list(zip(names, names[1:], strict=False))):
        gap = text[name.end : following.start]
        if len(gap) > 40:
            continue
        if HELD_BY.match(gap) or not name.candidates and _NEAR_BY.match(gap):
            part, whole = name, following
        elif _HOLDS.match(gap):
            part, whole = following, name
        else:
            continue
        if gap.startswith(",") and part.text != whole.text and _is_division(part) and _is_division(whole):
            continue  # a list: "Oregon, Washington"
        wholes = [candidate.entry for candidate in whole.candidates if candidate.standing != "alternate"]
        for entry in wholes or held[whole.start]:
            if not part.candidates or any(contains(entry, candidate.entry) for candidate in part.candidates):
                found[fold(part.text)][entry.entry_id] = entry
                held[part.start].append(entry)
                starts.add(whole.start)
    by_name = {key: tuple(entries.values()) for key, entries in found.items()}
    return by_name, {start: tuple(entries) for start, entries in held.items()}, frozenset(starts)


def _is_division(name: FoundName) -> bool:
    return any(each.entry.kind == "admin1" and each.standing == "curated" for each in name.candidates)


def _count_countries(
    text: str,
    names: tuple[FoundName, ...],
    gazetteer: Gazetteer,
    homes: tuple[str, ...],
    anchors: Mapping[str, Entry] | None = None,
) -> dict[str, float]:
    """Countries with their weights: each time named 1, by a people's name 0.7, by a settled place or a party 0.5."""
    weights: defaultdict[str, float] = defaultdict(float)
    for home in homes:
        weights[home] += 0.5
    settled = anchors or {}
    for name in names:
        named = {candidate.entry.country for candidate in name.candidates if candidate.entry.kind == "country"}
        others = any(
            candidate.entry.kind == "admin1" and candidate.standing == "curated" for candidate in name.candidates
        )
        for country in named:
            if country:
                # "Georgia" tells nothing of which Georgia it is.
                weights[country] += 0.0 if others else 1 / len(named)
        if not named:
            inside = {
                each.entry.country for each in name.candidates if each.entry.entry_id in settled and each.entry.country
            }
            for country in inside:
                weights[country or ""] += 0.5
    for found in _CAPITAL_WORD.finditer(text):
        words = found.group()
        country = gazetteer.demonyms.get(words) or gazetteer.demonyms.get(words.split()[0])
        if country:
            weights[country] += 0.7
    return dict(weights)


def main_country(context: PlaceContext) -> str | None:
    """The country that nearly all places and peoples of an article belong to, None where several are in play."""
    total = sum(context.countries.values())
    country = max(context.countries, key=lambda code: (context.countries[code], code), default=None)
    return country if country is not None and context.countries[country] >= MAIN_SHARE * total else None


def weigh_settings(context: PlaceContext) -> dict[str, float]:
    """How much an article tells of what lies in each country: towns and regions count more than countries' names,
    which stand as often for a state that acts abroad."""
    weights = {country: STATE_WEIGHT * weight for country, weight in context.countries.items()}
    for name in context.names:
        inside = {c.entry.country for c in name.candidates if c.entry.entry_id in context.anchors and c.entry.country}
        for country in inside if name.start != _start(context.dateline) else ():
            weights[country] = weights.get(country, 0.0) + 1.0
    return weights


def _start(span: tuple[int, int] | None) -> int:
    return span[0] if span is not None else -1


def _settle(
    names: tuple[FoundName, ...],
    countries: Mapping[str, float],
    anchors: Mapping[str, Entry],
    holders: Mapping[str, tuple[Entry, ...]],
) -> dict[str, Entry]:
    settled: dict[str, Entry] = {}
    for name in names:
        if name.evidence == "weak" or not name.candidates:
            continue
        ranked = rank(name.candidates, countries, anchors, holders.get(fold(name.text), ()))
        best_score, best = ranked[0]
        if best.entry.kind in ("country", "continent", "sea"):
            continue
        rival = next((score for score, other in ranked[1:] if not _same_area(best, other)), None)
        if rival is None or best_score - rival >= _LEAD:
            settled[best.entry.entry_id] = best.entry
    return settled


def _same_area(first: Candidate, second: Candidate) -> bool:
    """Whether it hardly matters which of the two is meant: a town and its own district or province."""
    same_division = first.entry.admin1_id is not None and first.entry.admin1_id == second.entry.admin1_id
    return same_division and first.entry.country == second.entry.country


# "MINGORA, Pakistan (Agency) -", "BAGHDAD --", "Kyiv, 12 May (Agency) —": at the start of a line.
_DATELINE = re.compile(
    r"^[ \t]*(?P<place>[^\W\d_][^\n,(;:.!?–—]{1,40}?)"
    r"(?P<rest>(?:, [^\n(;:!?–—]{2,40}?)?(?: ?\([^)\n]{2,40}\))?)[ \t]*(?:–|—|--| - |-(?= ))",
    re.MULTILINE,
)


def find_dateline(text: str, gazetteer: Gazetteer) -> tuple[int, int] | None:
    """The span of the dateline's place in the first lines of an article, None where it has none."""
    for found in _DATELINE.finditer(text, 0, min(len(text), 1500)):
        place, rest = found["place"], found["rest"]
        words = place.split()
        if len(words) > 4 or not all(word[0].isupper() or word in ("de", "el", "al") for word in words):
            continue
        if not (place.isupper() or rest) or not gazetteer.find(place):
            continue
        return found.start("place"), found.end("place")
    return None
