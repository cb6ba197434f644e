"""Words of number in, bounds out: "at least 7", "between 10 and 15", "dozens", "a"."""

from __future__ import annotations

import re

from dateline.coding.losses.model import Quantity
from dateline.coding.syntax.numerals import DIGITS, NUMBER, read_number

_LOWER = r"at\s+least|no\s+(?:fewer|less)\s+than|not\s+less\s+than|a\s+minimum\s+of"
_ABOVE = r"more\s+than|over|upwards\s+of|in\s+excess\s+of"
_UPPER = r"up\s+to|as\s+many\s+as|at\s+most|no\s+more\s+than|a\s+maximum\s+of"
_BELOW = r"nearly|almost|close\s+to|fewer\s+than|less\s+than|just\s+under"
_ABOUT = (
    r"(?:about|around|some|approximately|roughly|an?\s+estimated|estimated|an?\s+(?:additional|further)|another|"
    r"a\s+total\s+of|only|just|all|other)"
)
_VAGUE = {
    "tens of thousands": 20_000,
    "hundreds of thousands": 200_000,
    "thousands": 2_000,
    "hundreds": 200,
    "scores": 40,
    "dozens": 24,
    "several": 2,
    "a number": 2,
    "a handful": 2,
    "a few": 2,
    "a group": 2,
    "both": 2,
    "a couple": 2,
}  # the least that the word can mean: two of the unit
_EXACT_VAGUE = {"both", "a couple"}
_VAGUE_WORDS = "|".join(re.escape(words).replace(r"\ ", r"\s+") for words in sorted(_VAGUE, key=len, reverse=True))
_BETWEEN = (
    rf"between\s+(?:{NUMBER})\s+and\s+(?:{NUMBER})|(?:from\s+)?(?:{NUMBER})\s+(?:to|or)\s+(?:{NUMBER})|"
    rf"(?:{DIGITS})\s*[-–]\s*(?:{DIGITS})"
)
_QUALIFIER = rf"(?:{_LOWER}|{_ABOVE}|{_UPPER}|{_BELOW}|{_ABOUT})"

QUANTITY = (
    rf"(?:(?:{_QUALIFIER}\s+){{0,2}}(?:{_BETWEEN}|{NUMBER}|{_VAGUE_WORDS})"
    + r"(?:\s+of(?:\s+(?:the|its|their|his|them|our|whom))?)?)"
)
"""A written quantity with its qualifiers; the articles are the business of the noun phrase."""

_PARTS = re.compile(
    rf"(?P<qualifier>(?:{_QUALIFIER}\s+){{0,2}})(?:(?P<range>{_BETWEEN})|(?P<number>{NUMBER})|(?P<vague>{_VAGUE_WORDS}))"
    r"(?:\s+of\b.*)?",
    re.IGNORECASE,
)
_ENDS = re.compile(
    rf"(?:between\s+|from\s+)?(?P<low>{NUMBER})\s*(?:-|–|\b(?:to|or|and)\b)\s*(?P<high>{NUMBER})", re.IGNORECASE
)


def read_quantity(words: str) -> Quantity | None:
    """The bounds that the words give; None where they are no quantity.

    "At least 7" and "more than 7" are low 7 and best 7 without a high (what is sure); "up to 20" and "nearly 40"
    bound from above; "about 60" is a best figure alone; "dozens" is a low alone.
    """
    match = _PARTS.fullmatch(words.strip())
    if match is None:
        return None
    if match["range"]:
        ends = _ENDS.fullmatch(match["range"])
        if ends is None:
            return None
        first, second = read_number(ends["low"]), read_number(ends["high"])
        if first is None or second is None or first >= second:
            return None
        return Quantity(first, None, second)
    if match["vague"]:
        vague = " ".join(match["vague"].lower().split())
        exact = _VAGUE[vague] if vague in _EXACT_VAGUE else None
        return Quantity(_VAGUE[vague], exact, exact)
    number = read_number(match["number"])
    if number is None:
        return None
    qualifier = match["qualifier"]
    if _is(qualifier, _LOWER):
        return Quantity(number, number, None)
    if _is(qualifier, _ABOVE):
        return Quantity(number, number, None)
    if _is(qualifier, _UPPER):
        return Quantity(None, None, number)
    if _is(qualifier, r"fewer\s+than|less\s+than"):
        return Quantity(None, None, number - 1)
    if _is(qualifier, _BELOW):
        return Quantity(None, number, number)
    if _is(qualifier, r"about|around|some|approximately|roughly|estimated"):
        return Quantity(None, number, None)
    return Quantity(number, number, number)


def _is(qualifier: str, pattern: str) -> bool:
    return re.search(rf"\b(?:{pattern})\b", qualifier, re.IGNORECASE) is not None
