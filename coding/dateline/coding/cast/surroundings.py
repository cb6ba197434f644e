"""What stands before the head of a phrase: names that tell whose it is, words that make a longer title, signs
that undo a name.

Takes a Phrase and the names found in its text (offsets into the phrase), gives a Premodifiers record.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dateline.coding.cast.entries import GEOGRAPHIC
from dateline.coding.cast.names import Match, Token, tokens
from dateline.coding.records import Phrase

FORMER = frozenset({"former", "ex", "late", "ousted", "deposed", "retired", "erstwhile", "onetime"})
# "US-backed rebels" are not of the US; "Saudi-led" and "London-based" ones are of the first word, or sit
# there.
_UNTYING = frozenset(
    """backed aligned allied supported funded financed trained made built held occupied controlled
    administered armed supplied speaking born
    brokered mediated friendly linked inspired affiliated sponsored imposed run annexed ruled bound style
    wide""".split()
)
_AGAINST = frozenset({"pro", "anti", "non", "ex"})
_CONJOINING = frozenset({"and", "&", "or"})
_CITED_STATE = "Georgia"  # the one state of the US that bears a country's name


@dataclass(frozen=True, slots=True)
class Premodifiers:
    """`covering` is the name that holds the head; `names` are those before it, `conjoined` several countries
    joined before one head;
    `words` are the words before the head that belong to no name."""

    covering: Match | None
    names: tuple[Match, ...]
    conjoined: tuple[Match, ...]
    words: tuple[Token, ...]
    is_former: bool
    is_breakaway: bool
    is_us_state: bool
    is_ethnic: bool


def read_premodifiers(phrase: Phrase, found: Sequence[Match]) -> Premodifiers:
    """Sort the names in a phrase into the one that is its head and those before the head."""
    head_start, head_end = phrase.head_start - phrase.start, phrase.head_end - phrase.start
    begin = 0 if phrase.possessor is None else max(0, min(phrase.possessor.end - phrase.start, head_start))
    names = [match for match in found if not _is_part_of_person(phrase, match)]
    covering = next(
        (m for m in names if m.start < head_end and m.end > head_start and m.end - m.start >= head_end - head_start),
        None,
    )
    limit = head_start if covering is None else min(covering.start, head_start)
    words = [word for word in tokens(phrase.text) if begin <= word.start and word.end <= limit]
    before = [m for m in names if begin <= m.start and m.end <= limit and _ties(m, words, phrase.text)]
    loose = tuple(w for w in words if not any(m.start <= w.start < m.end for m in before))
    return Premodifiers(
        covering=covering,
        names=tuple(before),
        conjoined=_conjoined(before, words),
        words=loose,
        is_former=any(word.key in FORMER for word in words),
        is_breakaway=any(m.entry.is_breakaway for m in before),
        is_us_state=any(m.entry.name == _CITED_STATE and m.entry.kind == "state" for m in found),
        is_ethnic=any(word.key == "ethnic" for word in words),
    )


def _is_part_of_person(phrase: Phrase, match: Match) -> bool:
    """Whether a country's or town's name is a part of a person's: "Michael Jordan", "Chad Smith"."""
    if match.entry.kind not in (*GEOGRAPHIC, "people"):
        return False
    start, end = phrase.start + match.start, phrase.start + match.end
    if phrase.entity == "PERSON" and phrase.entity_text:
        at = phrase.text.find(phrase.entity_text)
        longer = len(tokens(phrase.entity_text)) > len(tokens(phrase.text[match.start : match.end]))
        if at >= 0 and at <= match.start and match.end <= at + len(phrase.entity_text) and longer:
            # A parser takes "Russian President Putin" for one name; a nationality first and a capital after
            # is none.
            return not (match.entry.kind == "nationality" and match.start == at)
    return any(word.entity == "PERSON" and word.start <= start and end <= word.end for word in phrase.modifiers) and (
        match.entry.kind not in ("nationality", "state")
    )


def _ties(match: Match, words: Sequence[Token], text: str) -> bool:
    """Whether a name before the head tells whose the head is."""
    after = next((word for word in words if word.start >= match.end), None)
    if after is not None and text[match.end : after.start].strip() == "-" and after.key in _UNTYING:
        return False
    ahead = [word for word in words if word.end <= match.start]
    if ahead and ahead[-1].key in _AGAINST and len(text[ahead[-1].end : match.start]) <= 1:
        return False
    return not (ahead and ahead[-1].key == "ethnic")


def _conjoined(names: Sequence[Match], words: Sequence[Token]) -> tuple[Match, ...]:
    """The run of nationalities and bodies joined by "and" or commas that ends before the head; the lone last one where
    there is none."""
    joinable = [match for match in names if match.entry.kind in (*GEOGRAPHIC, "body")]
    run: list[Match] = joinable[-1:]
    for left, right in zip(reversed(joinable[:-1]), reversed(joinable), strict=False):
        between = [word.key for word in words if left.end <= word.start < right.start]
        different = left.entry.spells[0].code != right.entry.spells[0].code
        if not different or any(word not in _CONJOINING for word in between) or (len(run) == 1 and not between):
            break
        run.insert(0, left)
    return tuple(run)


def complements(phrase: Phrase, *prepositions: str) -> tuple[Phrase, ...]:
    """The phrases under any of the prepositions, in order."""
    return tuple(part for name, part in phrase.complements if name in prepositions)


def words_to_head(phrase: Phrase) -> str:
    """The words of a phrase up to its head, without a leading article."""
    text = phrase.text[: phrase.head_end - phrase.start]
    return text.removeprefix("the ").removeprefix("The ")


def is_within(phrase: Phrase, match: Match) -> bool:
    """Whether a name is only a part of a longer proper name, as the parser's entity tells."""
    if phrase.entity != "ORG" or phrase.entity_text is None:
        return False
    words: list[Token] = [token for token in tokens(phrase.entity_text) if token.key != "the"]
    return len(words) > len(tokens(match.entry.name)) and match.end - match.start < len(phrase.entity_text) - 4


def shared_owner(phrase: Phrase) -> Phrase | None:
    """The phrase under a plural head that may hold several countries: "the presidents of A and B", "A and B's
    leaders"."""
    if phrase.possessor is not None:
        return phrase.possessor
    return next(iter(complements(phrase, "of", "from")), None)


def with_owner(phrase: Phrase, old: Phrase, new: Phrase) -> Phrase:
    """The phrase with one owner in the place of another."""
    if phrase.possessor is old:
        return replace(phrase, possessor=new)
    complements = tuple((name, new if part is old else part) for name, part in phrase.complements)
    return replace(phrase, complements=complements)


def cut(phrase: Phrase, start: int, end: int) -> Phrase:
    """The words of a phrase from `start` to `end` as a phrase: one of several parties before one head."""
    text = phrase.text[start:end] if start >= 0 else phrase.text
    return replace(
        phrase,
        start=phrase.start + start,
        end=phrase.start + end,
        text=text,
        possessor=None,
        complements=(),
        appositions=(),
        conjuncts=(),
    )
