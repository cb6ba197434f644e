"""Text in capitals in, the same text in the case of a newspaper out: every offset stays what it was.

Old wires and teleprinters write whole stories in capitals, editors headlines and leads. A parser that learnt from
ordinary print reads such lines badly, so they are put in lower case but for the names that the tables, the rest of the
article or the words beside them show. Lines that hold lower case are never touched.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from dateline.coding.cast import ActorResolver
from dateline.coding.dates.vocabulary import MONTH_NUMBERS, WEEKDAYS
from dateline.coding.places import PlaceResolver
from dateline.coding.places.lexicon import FUNCTION_WORDS, PERSON_NAMES, TITLES, common_words
from dateline.coding.text.imprints import agency_dateline

LEAST_WORDS = 3  # of two letters or more, in a line that is taken for one in capitals
MOST_LOWER = 0.1  # share of lower-case letters in such a line: "McCAIN", "8pm"
LONGEST_NAME = 4  # words of a place's name

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:['’](?:[^\W\d_]+))?")
_LETTERS = re.compile(r"[^\W\d_]")
_SENTENCE_END = re.compile(r"(?:^|--\s*(?:\[[^\]]*\]\s*)*|[.!?]['\"”’)\]]*\s+|[:]\s+[\"“]|\n)\W*$")
_EXPANSION = re.compile(r"(?P<short>[^\W\d_]{2,7})\s+[\[(](?P<long>[^\])]{6,90})[\])]")
_EXPANDED = re.compile(r"[\[(](?P<short>[^\W\d_]{2,6})[\])]")
_ARTICLES = frozenset(
    {"el", "la", "los", "las", "san", "santa", "santo", "saint", "de", "del", "da", "do", "dos", "von", "van"}
)
_JOINERS = frozenset(
    {"de", "del", "la", "los", "las", "da", "do", "dos", "y", "e", "of", "the", "and", "al", "bin", "ibn"}
)
_VOWELS = frozenset("aeiouy")
_ROMAN = frozenset({"ii", "iii", "iv", "vi", "vii", "viii", "ix", "xi", "xii", "xiii"})
_DAYLIKE = frozenset({"march", "may", "mar", "sun", "sat", "dec", "august"})  # months that are words as well

WordClasses = Callable[[str], frozenset[str]]


@dataclass(frozen=True, slots=True)
class _Cased:
    """What the article's ordinary lines tell: words that they write small, and those with a capital inside."""

    small: frozenset[str]
    names: dict[str, str]


@dataclass(slots=True)
class CaseRestorer:
    """Restores the case of text in capitals.

    Parameters
    ----------
    classes: gives the word classes ("noun", "open", "closed") of a word in lower case, none for what is no word of the
        language, as `Parser.word_classes` does.
    actors, places: the tables of names.
    """

    classes: WordClasses
    actors: ActorResolver
    places: PlaceResolver
    _given: frozenset[str] = field(init=False, default=frozenset())
    _family: frozenset[str] = field(init=False, default=frozenset())

    def restore(self, text: str) -> str:
        """The text with its lines in capitals in sentence case; the same string where there are none."""
        lines = [(start, line) for start, line in _lines(text) if is_in_capitals(line)]
        if not lines:
            return text
        if not self._given:
            self._given, self._family = self.actors.person_words()
        cased = _read_cased(text)
        shorts, spelt = _acronyms(text, self.classes)
        persons = frozenset(self._surnames(text, lines))
        letters = list(text)
        for start, line in lines:
            found = agency_dateline(line)
            begin = found.end if found is not None else 0
            for first, last, form in self._recase(line, begin, cased, shorts, persons):
                if any(a <= start + first < b for a, b in spelt) and form not in _JOINERS:
                    form = _capitalise(form)
                if len(form) == last - first:
                    letters[start + first : start + last] = form
        return "".join(letters)

    def _surnames(self, text: str, lines: list[tuple[int, str]]) -> Iterator[str]:
        """Words that stand behind a given name or a title: elsewhere in the article they are names too."""
        for _, line in lines:
            words = list(_WORD.finditer(line))
            for before, word in zip(words, words[1:], strict=False):
                first, second = before[0].lower(), word[0].lower()
                if line[before.end() : word.start()].strip(". ") or second in FUNCTION_WORDS or len(second) < 3:
                    continue
                is_given = first in self._given and "open" not in self.classes(first)
                is_title = first in TITLES and "closed" not in self.classes(second)
                if second in self._family and (is_given or is_title) and second not in TITLES:
                    yield second

    def _recase(
        self, line: str, begin: int, cased: _Cased, shorts: frozenset[str], persons: frozenset[str]
    ) -> Iterator[tuple[int, int, str]]:
        """Every word of a line from offset `begin` with the form in which it is to stand."""
        words = [match for match in _WORD.finditer(line) if match.start() >= begin]
        forms: list[str] = []
        fixed = self._names(line, words, shorts)
        for index, word in enumerate(words):
            lower = word[0].lower()
            bare = re.split(r"['’]", lower, maxsplit=1)[0] if not lower.startswith(("d'", "o'", "l'")) else lower
            if index in fixed:
                form = fixed[index]
            elif _is_initial(line, word) or lower in ("i", *_ROMAN) or word[0].count(".") > 1:
                form = word[0].upper()
            elif bare in shorts:
                form = word[0].upper()
            elif bare in cased.small:
                form = lower
            elif bare in cased.names:
                form = cased.names[bare] + lower[len(bare) :]
            elif self._is_name(line, words, index, bare, persons):
                form = _capitalise(lower)
            elif (
                not self.classes(bare) and not _VOWELS & set(bare) and len(bare) > 1 and bare not in ("mr", "mrs", "dr")
            ):
                form = word[0].upper()
            else:
                form = lower
            forms.append(form[:-1] + "s" if re.search(r"['’]S$", form) else form)
        for index, word in enumerate(words):
            form = forms[index]
            following = forms[index + 1] if index + 1 < len(words) else ""
            is_next = following[:1].isupper() and line[word.end() : words[index + 1].start()].strip(".") in (" ", "-")
            is_titled = form in TITLES and is_next and following.lower() not in shorts
            if is_titled or (form in _ARTICLES and is_next and not _follows_name(forms, index)):
                form = _capitalise(form)
            if form[:1].islower() and _SENTENCE_END.search(line[max(0, word.start() - 60) : word.start()]):
                form = form[0].upper() + form[1:]
            yield word.start(), word.end(), form

    def _names(self, line: str, words: list[re.Match[str]], shorts: frozenset[str]) -> dict[int, str]:
        """The words that the tables of actors and places know as names, by number, with the form to give them."""
        forms: dict[int, str] = {}
        starts = {word.start(): index for index, word in enumerate(words)}
        for first, last, case in self.actors.find_cases(line):
            index = starts.get(first)
            if index is None:
                continue
            run = [i for i in range(index, len(words)) if words[i].end() <= last + 2 and words[i].start() < last]
            keys = [words[i][0].lower() for i in run]
            if len(run) == 1 and self._is_plain(line, words, index, keys[0], case):
                continue
            for i, key in zip(run, keys, strict=True):
                if case in ("acronym", "title"):
                    forms[i] = words[i][0].upper() if case == "acronym" else _capitalise(key)
                elif case == "name" and (i == run[0] or key not in _JOINERS):
                    forms[i] = words[i][0].upper() if key in shorts else _capitalise(key)
        index = 0
        keys = [word[0].lower() for word in words]
        plain = [self._is_common(key) for key in keys]
        while index < len(words):
            size = self._place_at(line, words, keys, plain, index)
            for i in range(index, index + size):
                key = words[i][0].lower()
                if i == index or key not in _JOINERS:
                    forms.setdefault(i, _capitalise(key))
            index += max(size, 1)
        return forms

    def _is_plain(self, line: str, words: list[re.Match[str]], index: int, key: str, case: str) -> bool:
        """Whether a single word that a table lists is the word of the language: "aid", "us", "hope"."""
        if key == "us":
            before = words[index - 1][0].lower() if index else "the"
            following = words[index + 1][0].lower() if index + 1 < len(words) else "of"
            return before != "the" and self.classes(following) != {"noun"} and following != "military"
        if case == "title":
            return False
        classes = self.classes(key)
        return "open" in classes or "closed" in classes or ("noun" in classes and key in common_words())

    def _is_common(self, key: str) -> bool:
        """Whether a word is one of the language rather than nothing but a place's name ("lima" the bean)."""
        return key in FUNCTION_WORDS or bool(self.classes(key) - {"noun"}) or key in common_words()

    def _place_at(self, line: str, words: list[re.Match[str]], keys: list[str], plain: list[bool], index: int) -> int:
        """How many words from this one on are the name of a place that is no word of the language."""
        if keys[index] in FUNCTION_WORDS:
            return 0
        last = index
        while last + 1 < min(index + LONGEST_NAME, len(words)) and line[
            words[last].end() : words[last + 1].start()
        ] in (
            " ",
            "-",
        ):
            last += 1
        for end in range(last, index - 1, -1):
            if keys[end] in FUNCTION_WORDS or all(plain[index : end + 1]):
                continue
            if self.places.gazetteer.find(line[words[index].start() : words[end].end()]):
                return end - index + 1
        return 0

    def _is_name(self, line: str, words: list[re.Match[str]], index: int, bare: str, persons: frozenset[str]) -> bool:
        """Whether a word that no table settles is a name: an unknown word, a person's, a month's or a weekday's."""
        if bare in persons or bare in WEEKDAYS:
            return True
        if bare in MONTH_NUMBERS:
            return bare not in _DAYLIKE or _is_beside_number(line, words[index])
        classes = self.classes(bare)
        if not classes:
            return len(bare) > 1 and bool(_VOWELS & set(bare))
        if "closed" in classes or (bare not in self._given and bare not in PERSON_NAMES):
            return False
        return (classes == {"noun"} and bare not in common_words()) or self._is_before_name(words, index)

    def _is_before_name(self, words: list[re.Match[str]], index: int) -> bool:
        following = words[index + 1][0].lower() if index + 1 < len(words) else "the"
        return len(following) > 3 and not self.classes(following)


def is_in_capitals(line: str) -> bool:
    """Whether a line is written in capitals: words enough, and hardly a lower-case letter."""
    letters = _LETTERS.findall(line)
    lower = sum(1 for letter in letters if letter.islower())
    if not letters or lower > MOST_LOWER * len(letters):
        return False
    return sum(1 for word in _WORD.finditer(line) if len(word[0]) > 1 and word[0].isupper()) >= LEAST_WORDS


def _lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.split("\n"):
        yield start, line
        start += len(line) + 1


def _read_cased(text: str) -> _Cased:
    """The evidence of the lines that are not in capitals."""
    small: set[str] = set()
    names: dict[str, str] = {}
    for _, line in _lines(text):
        if is_in_capitals(line):
            continue
        for word in _WORD.finditer(line):
            if word[0].islower():
                small.add(word[0])
            elif not _SENTENCE_END.search(line[max(0, word.start() - 6) : word.start()]):
                names.setdefault(word[0].lower(), word[0])
    return _Cased(frozenset(small), {key: name for key, name in names.items() if key not in small})


def _acronyms(text: str, is_word: Callable[[str], object]) -> tuple[frozenset[str], tuple[tuple[int, int], ...]]:
    """Short names that stand beside what they stand for, one of them in brackets; and the spans of the long names."""
    found: set[str] = set()
    spans: list[tuple[int, int]] = []
    for match in _EXPANSION.finditer(text):
        if _spells(match["short"], match["long"]):
            found.add(match["short"].lower())
            spans.append(match.span("long"))
    for match in _EXPANDED.finditer(text):
        if text[: match.start()].rstrip()[-1:].isalnum() and not is_word(match["short"].lower()):
            found.add(match["short"].lower())  # "AIR FORCE [FAC]"
        before = list(_WORD.finditer(text, max(0, match.start() - 90), match.start()))
        for size in range(len(match["short"]) - 1, len(match["short"]) + 4):
            words = before[-size:]
            if (
                len(words) == size
                and words[0][0][0] == match["short"][0]
                and _spells(match["short"], " ".join(w[0] for w in words))
            ):
                found.add(match["short"].lower())
                spans.append((words[0].start(), match.start()))
                break
    return frozenset(found), tuple(spans)


def _spells(short: str, words: str) -> bool:
    """Whether the short form's letters begin words among those: at least all but one of its letters, in any order."""
    initials = [word[0].lower() for word in _WORD.findall(words)]
    missing = 0
    for letter in short.lower():
        if letter in initials:
            initials.remove(letter)
        else:
            missing += 1
    return missing <= (1 if len(short) > 2 else 0)


def _capitalise(lower: str) -> str:
    """The word with a capital, after "d'" and "o'" too."""
    if lower[:2] in ("d'", "o'", "l'", "d’", "o’", "l’") and len(lower) > 3:
        return lower[0].upper() + lower[1] + lower[2].upper() + lower[3:]
    if lower.startswith("mc") and len(lower) > 4:
        return "Mc" + lower[2].upper() + lower[3:]
    return lower[:1].upper() + lower[1:]


def _follows_name(forms: list[str], index: int) -> bool:
    return index > 0 and forms[index - 1][:1].isupper() and forms[index] not in ("san", "santa", "santo", "saint")


def _is_initial(line: str, word: re.Match[str]) -> bool:
    """A single letter before a full stop and a name: "JOHN F. KENNEDY"."""
    return len(word[0]) == 1 and line[word.end() : word.end() + 1] == "." and word[0].lower() != "a"


def _is_beside_number(line: str, word: re.Match[str]) -> bool:
    before, after = line[: word.start()], line[word.end() :]
    return bool(
        re.search(r"(?:\d|\b(?:IN|SINCE|LAST|THIS|NEXT|EARLY|LATE|MID|UNTIL|BY|OF))[\s-]*$", before, re.IGNORECASE)
        or re.match(r"\.?,?\s*\d", after)
    )
