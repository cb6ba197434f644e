"""Predications of killing and wounding in, loss phrases out: for counts that stand too far from their word.

"Two members of the escort, men of the secret police, were wounded" holds its count behind an apposition, which the
grammar of phrases does not reach and a parse does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from dateline.coding.losses.model import LossPhrase, Quantity
from dateline.coding.losses.parties import MACHINES, PLURALS, SINGULARS
from dateline.coding.losses.quantities import read_quantity
from dateline.coding.records import Phrase, Predication

_UNDERGONE = {
    **dict.fromkeys(("kill", "murder", "assassinate", "slay", "massacre", "behead", "lynch"), "killed"),
    **dict.fromkeys(("wound", "injure", "maim"), "wounded"),
}
_SUFFERED = dict.fromkeys(("die", "perish", "drown"), "killed")
_NOT_TOLD = frozenset({"infinitive", "purpose", "condition"})
_ONE = frozenset({"he", "she", "him", "her"})
_ACHIEVED = frozenset({"manage", "succeed"})
_PERSON_ENDINGS = ("ist", "man", "woman", "eer", "ician", "keeper", "grapher", "ologist")
_GATHERED = frozenset("family group party band team crew convoy pair couple".split())
_GROUPS = frozenset("family couple crew staff police personnel troop".split())


def add_victims(predications: Iterable[Predication], known: Iterable[LossPhrase]) -> Iterator[LossPhrase]:
    """The phrases `known` of a sentence, with the losses that only its predications count, and those they count better.

    A predication counts better where the words gave no figure, or more single persons than it has victims ("the
    driver, Ann Rey, was killed" is one).
    """
    told = {key: loss for predication in predications if (loss := _read(predication)) for key in [loss.trigger]}
    replaced: set[tuple[int, int]] = set()
    groups: dict[tuple[int, int], list[LossPhrase]] = {}
    for phrase in known:
        groups.setdefault(phrase.trigger, []).append(phrase)
    for trigger, group in groups.items():
        own = next((loss for span, loss in told.items() if span[0] < trigger[1] and trigger[0] < span[1]), None)
        if own is not None:
            replaced.add(own.trigger)
        if own is not None and own.kind == group[0].kind and _is_better(own, group):
            yield replace(own, trigger=trigger)
        else:
            yield from group
    yield from (loss for span, loss in told.items() if span not in replaced)


def _is_better(own: LossPhrase, group: Sequence[LossPhrase]) -> bool:
    if any(phrase.best is None for phrase in group):
        return all(phrase.high is None for phrase in group)
    is_singles = len(group) > 1 and all(phrase.best == phrase.high == 1 for phrase in group)
    return is_singles and own.best is not None and own.best < len(group)


def _read(predication: Predication) -> LossPhrase | None:
    kind, phrase = _UNDERGONE.get(predication.lemma), predication.patient
    if kind is None:
        kind, phrase = _SUFFERED.get(predication.lemma), predication.agent
    if kind is None or phrase is None or not _is_told(predication):
        return None
    number = count_persons(phrase)
    return _as_loss(kind, predication, phrase, number) if number is not None and number.best else None


def count_persons(phrase: Phrase) -> Quantity | None:
    """How many persons a phrase and its conjuncts name: one for a name; None where a member does not tell."""
    counts = [_count(member) for member in phrase.members]
    low, best, high = 0, 0, 0
    for count in counts:
        if count is None or count.low is None or count.best is None:
            return None
        low, best = low + count.low, best + count.best
        high += count.high if count.high is not None else count.best
    is_open = any(count is not None and count.high is None for count in counts)
    return Quantity(low, best, None if is_open else high)


def count_stated(phrase: Phrase) -> Quantity | None:
    """The number that a phrase states ("five pickets", "three of them"); None where it only names somebody."""
    if phrase.conjuncts:
        return None
    if phrase.head in _GATHERED and phrase.count is None:
        return _count(phrase)
    words = phrase.count or (phrase.head if phrase.pos == "NUM" else None)
    return read_quantity(words) if words is not None else None


def _count(phrase: Phrase) -> Quantity | None:
    one = Quantity(1, 1, 1)
    head = phrase.head.lower()
    if head in _GATHERED and phrase.count is None:
        # "a family of five", "a group of 12 students"
        for name, inner in phrase.complements:
            if name == "of" and (inner.count is not None or inner.pos == "NUM"):
                return read_quantity(inner.count or inner.head)
    if phrase.is_pronoun:
        return one if head in _ONE else None
    if (head in MACHINES and head not in SINGULARS) or head in _GROUPS:
        return None
    if phrase.count is not None:
        is_people = head in SINGULARS or head in PLURALS
        return read_quantity(phrase.count) if is_people else None
    if phrase.number == "plural":
        return None
    if phrase.entity == "PERSON":
        return one
    if phrase.pos == "PROPN":
        return one if phrase.entity in (None, "ORG") and not phrase.text.isupper() and " " in phrase.text else None
    is_person = head in SINGULARS or head.endswith(_PERSON_ENDINGS)
    return one if is_person and (phrase.determiner is not None or phrase.possessor is not None) else None


def _is_told(predication: Predication) -> bool:
    """Whether the clause tells that it happened: no wish, fear, negation or condition."""
    return (
        predication.kind == "verb"
        and not (predication.is_negated or predication.is_conditional or predication.is_question)
        and predication.modal is None
        and predication.tense != "future"
        and not any(link.relation in _NOT_TOLD and link.lemma not in _ACHIEVED for link in predication.chain[:1])
    )


def _as_loss(kind: str, predication: Predication, phrase: Phrase, number: Quantity) -> LossPhrase:
    return LossPhrase(
        kind=kind,
        start=phrase.start,
        end=phrase.end,
        text=phrase.text,
        low=number.low,
        best=number.best,
        high=number.high,
        trigger=(predication.start, predication.end),
        trigger_text=predication.text,
        whose=(phrase.start, phrase.end),
        whose_text=phrase.text,
    )
