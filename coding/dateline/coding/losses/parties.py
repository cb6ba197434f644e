"""The phrases that count people or equipment: a stretch of text in, the counted phrases in it out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dateline.coding.losses.model import Quantity
from dateline.coding.losses.quantities import QUANTITY, read_quantity
from dateline.coding.losses.vocabulary import EQUIPMENT, NOT_PEOPLE, PEOPLE

ONE = Quantity(1, 1, 1)
NAME = "name"
SEVERAL = Quantity(2, None, None)
NOBODY = Quantity(0, 0, 0)
_PRONOUNS_ONE = frozenset({"he", "she", "him", "her"})


@dataclass(frozen=True, slots=True)
class Party:
    """A counted phrase at `start:end` of the text; `head` is None where a number stands alone."""

    start: int
    end: int
    quantity: Quantity
    head: str | None


def _plural(noun: str) -> str:
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    if noun.endswith(("s", "sh", "ch", "x")):
        return noun + "es"
    if noun.endswith("wife"):
        return "wives"
    return noun + "s"


_IRREGULAR = {
    "men",
    "women",
    "people",
    "persons",
    "children",
    "troops",
    "police",
    "personnel",
    "staff",
    "crew",
    "others",
    "ones",
}
PLURALS = frozenset(
    {_plural(noun) for noun in PEOPLE} | {noun for noun in PEOPLE if noun.endswith(("men", "women"))} | _IRREGULAR
)
SINGULARS = frozenset(noun for noun in PEOPLE if noun not in PLURALS)
MACHINES = frozenset(EQUIPMENT) | {_plural(noun) for noun in EQUIPMENT}
_NOT_PEOPLE = frozenset(NOT_PEOPLE) | {_plural(noun) for noun in NOT_PEOPLE}

_WORD = r"[^\W\d_][\w'’.-]*(?<![.'’-])"
_STOP = (
    r"(?:and|or|but|in|on|at|by|of|to|from|for|with|as|when|while|after|before|who|that|which|were|was|are|is|have|has|had|been|"
    r"killed|wounded|injured|hurt|dead|died|missing|captured|killing|wounding|injuring|including|near|during|the|an?|others?'|"
    r"others|be|being|left|leaving|said|will|would|also|reported|reportedly|still|not)"
)
_STOP_WORD = re.compile(_STOP, re.IGNORECASE)
_NEXT = re.compile(rf"[\s-]+(?:\d+(?:st|nd|rd|th)\s+)?(?P<word>{_WORD})")
_MEN = re.compile(r"[a-z]{2,}(?<!speci)(?<!regi)(?<!acu)(?:wo)?men")
_NATION_ENDINGS = (
    "ians",
    "icans",
    "eans",
    "ists",
    "eris",
    "stanis",
    "aelis",
    "aqis",
    "udis",
    "urds",
    "rabs",
    "erbs",
    "roats",
)
_AGE = r"(?:\d+|[a-z]+)-year-old"
_QUANTITY = re.compile(
    rf"(?<![\w$£€.,-])(?:(?:the|his|her|its|their)\s+)?{QUANTITY}(?![\w%]|-year|[.,:]\d)", re.IGNORECASE
)
_ARTICLE = re.compile(r"(?<![\w-])(?P<article>an?|another|the|his|her|its|their|my|our)(?=\s)", re.IGNORECASE)
_AGED = re.compile(rf"(?<![\w-])(?:an?|one|the)\s+(?:{_WORD}\s+)?{_AGE}(?!\w)", re.IGNORECASE)
_ONE_OF_A_NATION = re.compile(
    rf"(?<![\w-])(?:[Aa]n?|[Oo]ne|[Aa]nother)\s+(?P<nation>[A-Z][a-z]+(?:i|an|ese|urd|rab))(?=\s*(?:[.,;)]|$)|\s+{_STOP}\b)"
)
_DEMONYMS = re.compile(r"(?:(?<=\s)|^)(?:[A-Z][a-z]+\s+){1,2}$")
_SPECIFIERS_MOST = 6  # words between a number or article and its noun
_NOBODY = re.compile(
    r"\b(?:no\s+one|nobody|none|no\s+(?:[\w-]+\s+){0,2}?(?:people|persons|one|soldiers|civilians|troops))\b",
    re.IGNORECASE,
)
_TITLES = "|".join(sorted(SINGULARS, key=len, reverse=True))
_CAPITALS = r"(?:[A-Z][\w'’-]*\.?\s+){0,6}[A-Z][\w’-]*[a-z][\w-]*"
_NAME = re.compile(rf"(?<![\w'’.-]){_CAPITALS}(?:\s+(?:{_TITLES})\s+{_CAPITALS})?(?![\w'’-])")
_TITLED = re.compile(
    rf"(?<![\w-])(?:{_TITLES})\s+(?!{_STOP}\b)"
    rf"(?:{_WORD}\s+(?!{_STOP}\b)){{0,5}}{_WORD}(?![\w'’-])",
    re.IGNORECASE,
)
_DATE_WORD = re.compile(
    r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|June|July|August|September|October|November|December"
)


def find_people(text: str) -> list[Party]:
    """The phrases of `text` that count people, in order and without overlaps; numbers that stand alone included."""
    found = [Party(*match.span(), NOBODY, None) for match in _NOBODY.finditer(text)]
    found += _counted(text, PLURALS | SINGULARS)
    found += _single(text)
    found += [
        Party(match.start(), match.end() + _others(text, match.end()), quantity, None)
        for match in _QUANTITY.finditer(text)
        if (quantity := _read(match[0])) and not _counts_other(text, match.end())
    ]
    return _without_overlaps(found)


def find_names(text: str) -> list[Party]:
    """Names of persons, each of them one as far as the words can tell; in text of one case only names after a title."""
    if text == text.upper() or text == text.lower():
        return [Party(*match.span(), ONE, NAME) for match in _TITLED.finditer(text)]
    return [
        Party(*match.span(), ONE, NAME)
        for match in _NAME.finditer(text)
        if not _DATE_WORD.search(match[0])
        and match[0].split()[-1].lower() not in PLURALS
        and not _is_nation(match[0].split()[-1])
        and (" " in match[0] or not _counts_other(text, match.end()))
        and not (match.start() == 0 and " " not in match[0])
    ]


def find_machines(text: str) -> list[Party]:
    """The phrases of `text` that count vehicles, aircraft, ships, weapons and the like."""
    found = _counted(text, MACHINES)
    for match in _ARTICLE.finditer(text):
        head = _walk(text, match.end(), MACHINES)
        if head is not None:
            found.append(Party(match.start(), head[0], SEVERAL if head[1] not in EQUIPMENT else ONE, head[1]))
    return _without_overlaps(found)


def _read(words: str) -> Quantity | None:
    return read_quantity(re.sub(r"^(?:the|his|her|its|their)\s+", "", words.strip(), flags=re.IGNORECASE))


def _walk(text: str, start: int, heads: frozenset[str]) -> tuple[int, str] | None:
    """The end and the lower-case form of the noun that the words from `start` lead to, if it is one of `heads`."""
    position = start
    found = None
    for index in range(_SPECIFIERS_MOST + 1):
        match = _NEXT.match(text, position)
        if match is None:
            break
        lower = match["word"].lower()
        if lower in heads or (heads is not MACHINES and (_is_nation(match["word"]) or _MEN.fullmatch(lower))):
            found = match.end(), lower
        elif found is not None or _STOP_WORD.fullmatch(lower) or lower in _NOT_PEOPLE - heads:
            break
        if index == 0 and lower == "others":
            break
        position = match.end()
    if found is not None and re.match(r"['’]s?\b", text[found[0] :]):
        return None
    return found


def _counted(text: str, heads: frozenset[str]) -> list[Party]:
    found = []
    for match in _QUANTITY.finditer(text):
        quantity = _read(match[0])
        head = _walk(text, match.end(), heads)
        if quantity is not None and head is not None:
            found.append(Party(match.start(), head[0], quantity, head[1]))
    return found


def _is_nation(word: str) -> bool:
    """Plural nouns made from names of nations and doctrines: Palestinians, Kurds, Maoists."""
    return (
        word[0].isupper() and not word.isupper() and word.endswith(_NATION_ENDINGS) and word.lower() not in _NOT_PEOPLE
    )


def _single(text: str) -> list[Party]:
    found = []
    for match in _AGED.finditer(text):
        head = _walk(text, match.end(), SINGULARS)
        found.append(Party(match.start(), head[0] if head else match.end(), ONE, head[1] if head else "person"))
    for match in _ARTICLE.finditer(text):
        head = _walk(text, match.end(), PLURALS | SINGULARS)
        if head is not None:
            is_one = head[1] in SINGULARS
            if is_one or match["article"].lower() not in ("a", "an", "another"):
                found.append(Party(match.start(), head[0], ONE if is_one else SEVERAL, head[1]))
    found += [Party(*match.span(), ONE, match["nation"].lower()) for match in _ONE_OF_A_NATION.finditer(text)]
    for match in re.finditer(rf"(?<![\w-]){_WORD}(?![\w-])", text):
        lower = match[0].lower()
        if lower in _PRONOUNS_ONE:
            found.append(Party(*match.span(), ONE, lower))
        elif (lower in PLURALS and lower not in ("others", "police", "ones")) or _is_nation(match[0]):
            before = _DEMONYMS.search(text[: match.start()])
            found.append(Party(before.start() if before else match.start(), match.end(), SEVERAL, lower))
    return found


def _others(text: str, end: int) -> int:
    match = re.match(r"\s+(?:more|others?)\b", text[end:], re.IGNORECASE)
    return match.end() if match else 0


def _counts_other(text: str, end: int) -> bool:
    """Whether a number counts something that is no person: a noun follows it that is not of our lists."""
    match = re.match(rf"[\s-]+(?:of\s+(?:the\s+)?)?(?:more\s+)?(?P<word>{_WORD})", text[end:])
    return match is not None and not _STOP_WORD.fullmatch(match["word"])


def _without_overlaps(found: list[Party]) -> list[Party]:
    """Of overlapping phrases the one that begins first, the longer of two that begin together."""
    kept: list[Party] = []
    for party in sorted(found, key=lambda item: (item.start, -item.end)):
        if not kept or party.start >= kept[-1].end:
            kept.append(party)
        elif party.end > kept[-1].end and party.head is not None and kept[-1].head is None:
            kept[-1] = party
    return kept
