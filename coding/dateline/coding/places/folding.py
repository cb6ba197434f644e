"""Folding of place names: one key for all the spellings of a name (str in, str out)."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Letters that carry no combining mark, so that Unicode decomposition leaves them as they are.
_LETTERS = str.maketrans(
    {
        **dict(zip("øłđðħıə", "olddhia", strict=True)),
        **{"ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "&": " and "},
        **dict.fromkeys("'’‘ʻʼʾʿʹʺ`´′.", ""),
        **dict.fromkeys("-‐‑–_/,()", " "),
    }
)
_ABBREVIATIONS = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}
_ARTICLES = {"al", "el"}
# The Arabic article takes the sound of the letter after it: ad-, an-, ar-, as-, ash-, at-, az-.
_SUN_ARTICLE = re.compile(r"^(?:ad|an|ar|as|ash|at|az)[ \-](?=\w)", re.IGNORECASE)


@lru_cache(maxsize=1 << 16)
def fold(name: str) -> str:
    """The key of a name: lower case, without diacritics, apostrophes, dots and hyphens; "St." is "saint"."""
    marked = unicodedata.normalize("NFKD", name.strip().lower())
    plain = "".join(letter for letter in marked if not unicodedata.combining(letter)).translate(_LETTERS)
    words = plain.split()
    return " ".join([*(_ABBREVIATIONS.get(word, word) for word in words[:-1]), *words[-1:]])


def spellings(name: str) -> tuple[str, ...]:
    """Keys under which a name may stand, the most literal first: with and without the Arabic article."""
    key = fold(name)
    keys = [key]
    first, _, rest = key.partition(" ")
    if rest and first in _ARTICLES:
        other = "el" if first == "al" else "al"
        keys += [f"{other} {rest}", rest]
    elif _SUN_ARTICLE.match(name):
        keys += [rest, f"al {rest}"]
    elif first == "the" and rest:
        keys.append(rest)
    return tuple(dict.fromkeys(key for key in keys if key))
