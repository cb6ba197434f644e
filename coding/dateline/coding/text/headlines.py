"""Headlines In Title Case in, the same in sentence case out: a parser reads them as it reads the story."""

from __future__ import annotations

import re
from collections.abc import Callable

WORD = re.compile(r"[^\W\d_]+")
MOST_CAPITALS = 0.6  # share of capitalised words from which a line is taken for title case
SENTENCE_START = re.compile(r"(?:^|[.!?:;“\"\n]\s*)$")

IsName = Callable[[int, int], bool]


def lower_headline(text: str, title: str | None, is_name: IsName) -> str:
    """The article's text with its title line in sentence case; every offset stays what it was.

    A capitalised word of the title goes to lower case where the story writes it so, or where neither the story nor
    `is_name(start, end)` knows it as a name. A title that is not in title case stays as it is.
    """
    if title is None or not text.startswith(title):
        return text
    words = list(WORD.finditer(title))
    capitalised = [word for word in words if word[0][0].isupper()]
    if len(words) < 4 or len(capitalised) < MOST_CAPITALS * len(words) or title.isupper():
        return text
    lower, upper = _read_story(text[len(title) :])
    letters = list(title)
    for word in capitalised:
        small = word[0].lower()
        if len(small) != len(word[0]) or word[0].isupper() and len(word[0]) > 1:
            continue
        is_known_name = word[0] in upper or (small not in lower and is_name(word.start(), word.end()))
        if not is_known_name and word.start() > 0:
            letters[word.start() : word.end()] = small
    return "".join(letters) + text[len(title) :]


def _read_story(story: str) -> tuple[frozenset[str], frozenset[str]]:
    """Words that the story writes in lower case, and those that it capitalises inside a sentence."""
    lower: set[str] = set()
    upper: set[str] = set()
    for word in WORD.finditer(story):
        if word[0].islower():
            lower.add(word[0])
        elif not SENTENCE_START.search(story[max(0, word.start() - 4) : word.start()]):
            upper.add(word[0])
    return frozenset(lower), frozenset(upper)
