"""A sentence's text in, the phrases out that say how many people or things were lost.

Around each word of loss the count is sought where its form lets it stand: after an active verb or a gerund, before a
passive or a state, next to a noun. Mere possibilities ("could kill thousands"), diseases and figures of speech count
nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from dateline.coding.losses.model import LossPhrase, Quantity
from dateline.coding.losses.parties import (
    NAME,
    NOBODY,
    ONE,
    Party,
    find_machines,
    find_names,
    find_people,
)
from dateline.coding.losses.quantities import QUANTITY, read_quantity
from dateline.coding.losses.triggers import LOST_IN_BATTLE, NO_LOSSES, NO_REPORTS, TRIGGERS, Trigger
from dateline.coding.losses.vocabulary import DISEASES

_AUXILIARY = (
    r"(?:were|was|are|is|been|being|be|got|get|have|has|had|remain|remained|left|went|reported|feared|believed|"
    r"confirmed|found)"
)
_ADVERB = r"(?:also|all|still|both|since|later|then|now|already|either|\w+ly)"
_VERB_GROUP = re.compile(rf"(?P<group>(?:[\s,]*\b(?:who|which|that|{_AUXILIARY}|{_ADVERB})\b)*)\s*$", re.IGNORECASE)
_PASSIVE = re.compile(r"\b(?:were|was|are|is|been|being|be|got|get)\b", re.IGNORECASE)
_PLURAL_VERB = re.compile(r"\b(?:were|are|have)\b", re.IGNORECASE)
_SINGULAR_VERB = re.compile(r"\b(?:was|is|has)\b", re.IGNORECASE)
_NOT_REAL = re.compile(
    r"\b(?:could|would|may|might|will|can|should|must|not|never|to|n['’]t|if|nearly|almost)"
    r"(?:\s+(?:have|be|been|also|only|get))*\s*$",
    re.IGNORECASE,
)
_OTHER_CLAUSE = r"\b(?:were|was|are|is|had|have|has|while|but)\b"
_INCLUDING = re.compile(
    r",?\s*\(?(?:including|among\s+(?:them|whom)|\w+\s+of\s+(?:them|whom)|mostly|mainly|notably)\b"
    rf"(?:(?!{_OTHER_CLAUSE})[^.;])*$",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"(?:\s*\([^()]*\)|\s*\[[^\[\]]*\]|,\s*(?:aged\s+)?\d[^,]*,)\s*$")
_PLACE_GAP = re.compile(
    r"(?:,?\s+(?:from|in|on|at|aboard|with|near|inside|outside|belonging|travell?ing|working|riding|guarding|of|for|during|around)\b"
    r"[^,;:.]{0,70})?,?\s*",
    re.IGNORECASE,
)
_JOIN = re.compile(
    r"\s*(?:,\s*(?:(?:and|as\s+well\s+as|plus)\s+)?|(?:and|plus|as\s+well\s+as|along\s+with|together\s+with)\s+)(?:also\s+)?",
    re.IGNORECASE,
)
_HANGS = re.compile(r"\s+(?:of|from|in|with|for|at|by|aboard|inside|guarding|near|on)\s+", re.IGNORECASE)
_OTHER_COUNT = re.compile(
    rf"(?:\s+(?:others?|more|people|persons|{_AUXILIARY}|{_ADVERB}))*\s+(?:wounded|injured|hurt|dead|missing|captured|killed|died)\b",
    re.IGNORECASE,
)
_EITHER = re.compile(
    r"^\s*(?:and|or|and/or|/)\s+(?:wounded|injured|killed|captured|missing|dead|wounding|injuring)\b", re.IGNORECASE
)
_EITHER_BEFORE = re.compile(
    r"\b(?:killed|wounded|injured|dead|killing|wounding|captured)\s+(?:and|or|and/or|/)\s*$", re.IGNORECASE
)
_OF_DISEASE = re.compile(rf"\b(?:of|from|with|to)\s+(?:[\w-]+\s+){{0,2}}(?:{'|'.join(DISEASES)})\b", re.IGNORECASE)
_DISEASE = re.compile(rf"\b(?:{'|'.join(word for word in DISEASES if len(word) > 4)})\b", re.IGNORECASE)
_OF = re.compile(r"\s+of\s+", re.IGNORECASE)
_NUMBER_BEFORE = re.compile(
    rf"(?<![\w$£€.,-])(?P<quantity>{QUANTITY})\s+(?:(?:civilian|more|confirmed|reported|serious|minor)\s+)?$",
    re.IGNORECASE,
)
_REDUCED_AFTER = re.compile(
    r"\s*(?:$|[.,;:)]|(?:in|by|when|at|on|near|during|and|after|while|as|since|so|from|over)\b)", re.IGNORECASE
)
_PART_OF = re.compile(r"\bof\s+(?:them|whom|those|the\s+(?:dead|victims|wounded|injured))\b", re.IGNORECASE)
# A bare number of these is one of people: "detained eleven"; "captured three" may be three villages.
_OF_PEOPLE_ONLY = re.compile(r"(?:arrest|detain|kidnap|abduct)(?:ed|ped|ing|ping)", re.IGNORECASE)
_NOUN_OF_VICTIMS = re.compile(r"\bthe\s*$", re.IGNORECASE)
_SPEAKS = re.compile(
    r"\s+(?:(?:later|also)\s+)?(?:said|says|told|reported|announced|added|confirmed|claimed)\b", re.IGNORECASE
)
Finder = Callable[[str], list[Party]]
_REACH = 160  # characters of a sentence within which a count may stand from its word of loss


def find_losses(text: str, start: int = 0) -> tuple[LossPhrase, ...]:
    """The losses that a sentence counts, in order; `start` is the offset of `text` in its article."""
    found: list[LossPhrase] = []
    taken: set[tuple[str, int]] = set()
    for trigger in TRIGGERS:
        for match in trigger.pattern.finditer(text):
            for phrase in _read_trigger(text, trigger, match.start(), match.end(), start):
                key = phrase.kind, phrase.whose[0] if phrase.whose else phrase.start
                if key not in taken:
                    taken.add(key)
                    found.append(phrase)
    found.extend(_none_lost(text, start))
    return tuple(sorted(found, key=lambda phrase: (phrase.start, phrase.end, phrase.kind)))


def _read_trigger(text: str, trigger: Trigger, first: int, last: int, start: int) -> list[LossPhrase]:
    offset = _window_start(text, first)
    before, after = text[offset:first], text[last : last + _REACH]
    if _is_unreal(text, before, after, trigger):
        return []
    if trigger.form in ("state", "verb") and _NOUN_OF_VICTIMS.search(before):
        return []  # "the dead were taken away", "visited the wounded"
    group = _VERB_GROUP.search(before)
    verbs = group["group"] if group else ""
    stem = before[: group.start()] if group else before
    is_passive = _PASSIVE.search(verbs) is not None
    find = find_machines if trigger.kind == "equipment" else _people_and_names
    parties: list[Party] = []
    side = 0
    if trigger.form in ("verb", "gerund", "after") and not (trigger.form == "verb" and is_passive):
        parties, side = _after(after, find), last
        if not parties and trigger.form == "gerund" and (of := _OF.match(after)):
            parties, side = _after(after[of.end() :], find), last + of.end()
    elif trigger.form == "of" and (of := _OF.match(after)):
        parties, side = _after(after[of.end() :], find), last + of.end()
    elif trigger.form == "noun":
        return _before_noun(text, trigger, first, last, start)
    if not parties and trigger.form in ("verb", "state"):
        is_reduced = trigger.form == "verb" and not is_passive
        if is_reduced and not _REDUCED_AFTER.match(after):
            return []
        parties, side = _before(stem, find, verbs), offset
        if (
            is_reduced
            and parties
            and (stem[parties[-1].end :].strip() or (len(parties) == 1 and parties[0].head == NAME))
        ):
            return []
    kind = trigger.kind
    if kind == "lost":
        heads = {party.head for party in parties}
        if heads and heads <= LOST_IN_BATTLE:
            kind = "killed"
        else:
            machines = _after(after, find_machines)
            kind, parties = "equipment", machines
    if kind == "captured":
        parties = [party for party in parties if not _is_named(party, text[party.start + side : party.end + side])]
    if kind == "captured" and not _OF_PEOPLE_ONLY.fullmatch(text[first:last]):
        parties = [party for party in parties if party.head is not None]
    return [_phrase(text, kind, party, side, first, last, start) for party in parties]


def _is_named(party: Party, words: str) -> bool:
    """Whether one person is named rather than counted: "arrested the minister", "detained Ann Rey"."""
    is_definite = party.head == NAME or not re.match(r"(?:an?|one|another)\b", words, re.IGNORECASE)
    return party.quantity == ONE and is_definite


def _window_start(text: str, first: int) -> int:
    """Where the words before a trigger begin that are looked at, never inside a word or a number."""
    if first <= _REACH:
        return 0
    space = text.find(" ", first - _REACH, first)
    return first if space < 0 else space


def _is_unreal(text: str, before: str, after: str, trigger: Trigger) -> bool:
    if _NOT_REAL.search(before) and not re.search(r"\b(?:no\s+one|nobody|none)\b[^,;]*$", before, re.IGNORECASE):
        return True
    if _EITHER.match(after) or _EITHER_BEFORE.search(before):
        return True
    if trigger.kind != "killed":
        return False
    return bool(_OF_DISEASE.match(after.lstrip() and after.strip())) or bool(
        _OF_DISEASE.search(after[:50]) or (trigger.form in ("after", "noun", "of") and _DISEASE.search(text))
    )


def _after(after: str, find: Finder) -> list[Party]:
    """The parties right after a word of loss, as far as they are joined by commas and "and"."""
    lead = re.match(r"\s*(?:also\s+|instantly\s+)?", after)
    position = lead.end() if lead else 0
    parties = find(after)
    taken: list[Party] = []
    for party in parties:
        if party.start < position:
            continue
        if not taken:
            if party.start != position:
                break
        else:
            gap = after[taken[-1].end : party.start]
            if gap.strip() == "" and party.head == NAME:
                taken[-1] = Party(taken[-1].start, party.end, taken[-1].quantity, taken[-1].head)
                continue
            if not _JOIN.fullmatch(gap):
                break
            if party.head == NAME and taken[-1].head != NAME and "and" not in gap:
                break  # an apposition
            if _OTHER_COUNT.match(after, party.end) or _PART_OF.search(after, party.start, party.end + 15):
                break
            if (party.head is None and party.quantity == ONE) or _SPEAKS.match(after, party.end):
                break
        taken.append(party)
    return taken


def _before(stem: str, find: Finder, verbs: str) -> list[Party]:
    """The parties right before a word of loss and its auxiliary `verbs`: its subject, or the number that it follows."""
    cut = _ASIDE.sub("", stem)
    included = _INCLUDING.search(cut)
    if included and find(cut[: included.start()]):
        cut = cut[: included.start()]
    parties = find(cut)
    if not parties or not _PLACE_GAP.fullmatch(cut, parties[-1].end):
        return []
    index = len(parties) - 1
    while index > 0 and _HANGS.fullmatch(cut, parties[index - 1].end, parties[index].start):
        index -= 1
    taken = [parties[index]]
    while index > 0:
        index -= 1
        earlier, gap = parties[index], cut[parties[index].end : taken[0].start]
        if gap.strip() == "" and earlier.head == NAME:
            taken[0] = Party(earlier.start, taken[0].end, earlier.quantity, earlier.head)
        elif _JOIN.fullmatch(gap) and not (earlier.head is None and taken[0].head is None):
            if "," in gap and "and" not in gap and (taken[0].head == NAME) != (earlier.head == NAME):
                taken[0] = earlier  # an apposition: "the mayor, Juan Perez", "Juan Perez, a driver"
            else:
                taken.insert(0, earlier)
        else:
            break
    if len(taken) == 1 and taken[0].quantity != ONE and _SINGULAR_VERB.search(verbs) and taken[0].quantity != NOBODY:
        return _singular_subject(cut, parties, taken[0])
    if len(taken) == 1 and taken[0].head == NAME and _PLURAL_VERB.search(verbs):
        return []
    return taken


def _singular_subject(cut: str, parties: Sequence[Party], nearest: Party) -> list[Party]:
    """The one person before a plural that a singular verb cannot fit: "a suspect in the death of two men was"."""
    for party in reversed(parties):
        if party.end <= nearest.start and party.quantity == ONE:
            gap = cut[party.end : nearest.start]
            return [party] if re.fullmatch(r"\s+(?:in|of|for|from|with|behind)\s[^,;:.]*", gap, re.IGNORECASE) else []
    return []


def _people_and_names(text: str) -> list[Party]:
    people = find_people(text)
    names = [
        name
        for name in find_names(text)
        if not any(name.start < person.end and person.start < name.end for person in people)
    ]
    return sorted(people + names, key=lambda party: party.start)


def _before_noun(text: str, trigger: Trigger, first: int, last: int, start: int) -> list[LossPhrase]:
    """Numbers right before a noun of loss: "two injuries", "16 deaths", "the lives of" is another form."""
    match = _NUMBER_BEFORE.search(text[:first])
    quantity = read_quantity(match["quantity"]) if match else None
    if match is None or quantity is None:
        return []
    if trigger.pattern.match(text, first) and text[first:last].lower() == "lives":
        if not re.search(r"\b(?:claim|cost|took|take|taking)\w*\s*$", text[: match.start()], re.IGNORECASE):
            return []
    party = Party(match.start("quantity"), match.end("quantity"), quantity, None)
    return [_phrase(text, trigger.kind, party, 0, first, last, start)]


def _none_lost(text: str, start: int) -> Sequence[LossPhrase]:
    """ "No casualties" and the like: nobody killed, nobody wounded, or both."""
    phrases: list[LossPhrase] = []
    for match in NO_LOSSES.finditer(text):
        if NO_REPORTS.search(match[0]):
            continue
        noun = match["noun"].lower()
        kinds = [
            kind
            for kind, words in (
                ("killed", ("casualties", "deaths", "fatalities")),
                ("wounded", ("casualties", "injuries")),
            )
            if any(word in noun for word in words)
        ]
        nobody = Party(*match.span(), NOBODY, None)
        phrases.extend(_phrase(text, kind, nobody, 0, *match.span("noun"), start) for kind in kinds)
    return phrases


def _phrase(text: str, kind: str, party: Party, side: int, first: int, last: int, start: int) -> LossPhrase:
    begin, end = party.start + side, party.end + side
    whole = min(begin, first), max(end, last)
    quantity: Quantity = party.quantity
    has_words = party.head is not None
    return LossPhrase(
        kind=kind,
        start=whole[0] + start,
        end=whole[1] + start,
        text=text[whole[0] : whole[1]],
        low=quantity.low,
        best=quantity.best,
        high=quantity.high,
        trigger=(first + start, last + start),
        trigger_text=text[first:last],
        whose=(begin + start, end + start) if has_words else None,
        whose_text=text[begin:end] if has_words else None,
    )
