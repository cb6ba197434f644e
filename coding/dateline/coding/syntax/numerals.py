"""Numbers as news writes them: a piece of text goes in, a whole number comes out.

`NUMBER` is a regular expression (to be compiled without regard to case) that matches one written number: "7", "1,007",
"2.5 million", "forty-five", "two hundred and ten", "a dozen". `read_number` gives its value.
"""

from __future__ import annotations

import re

UNITS = {
    "zero": 0,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "thirteen": 13,
    "fourteen": 14,
    "fifteen": 15,
    "sixteen": 16,
    "seventeen": 17,
    "eighteen": 18,
    "nineteen": 19,
}
TENS = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
SCALES = {"dozen": 12, "hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}


def _alternatives(words: dict[str, int]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_UNIT = f"(?:{_alternatives(UNITS)})"
_BELOW_100 = f"(?:(?:{_alternatives(TENS)})(?:[- ]{_UNIT})?|{_UNIT})"
_SCALE = f"(?:{_alternatives(SCALES)})"
DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+(?=\s(?:thousand|million|billion)))?"
WORDS = rf"(?:(?:a\s+|{_BELOW_100}[- ]){_SCALE}(?:[- ]{_SCALE})?(?:\s+(?:and\s+)?{_BELOW_100})?|{_BELOW_100})"
NUMBER = rf"(?:{DIGITS}(?:\s{_SCALE})?|{WORDS})"

_WHOLE = re.compile(rf"\s*{NUMBER}\s*", re.IGNORECASE)


def read_number(text: str) -> int | None:
    """The whole number that `text` stands for; None where it is no number, or not a whole one."""
    if not _WHOLE.fullmatch(text):
        return None
    total, current = 0.0, 0.0
    for word in re.split(r"[\s-]+", text.strip().lower()):
        if word[0].isdigit():
            current += float(word.replace(",", ""))
        elif word in SCALES:
            current = (current or 1) * SCALES[word]
            if SCALES[word] >= 1_000:
                total, current = total + current, 0.0
        elif word == "a":
            current = 1
        else:
            current += UNITS.get(word, 0) + TENS.get(word, 0)
    value = total + current
    return int(value) if value == int(value) else None
