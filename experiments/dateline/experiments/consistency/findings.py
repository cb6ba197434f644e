"""Units and out-of-fold probabilities in, Findings out: rows whose coding is worth a look, most doubtful first.

A finding's `score` runs from 0 to 1 and ranks the rows of its own kind only: kinds ask different questions.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from cleanlab.filter import find_label_issues
from scipy.stats import poisson

from dateline.experiments.consistency.groups import Ints
from dateline.experiments.consistency.probabilities import Floats
from dateline.experiments.consistency.units import NONE, PlainSentence, Unit

KINDS = {
    "disagreements": "where the classifier is confident that another code fits (cleanlab, out-of-fold probabilities)",
    "duplicates": "sentences that tell nearly the same and are coded differently",
    "triggers": "words that are coded otherwise nearly everywhere else",
    "support": "codes in too few articles to be learned, and what the classifier would code instead",
    "drift": "codes given more or less often in a period, by a publisher or in a country than the sentences explain",
}

LEAST_TRIGGERS = 3
"""Other articles that must have a trigger before its codes there say anything."""

LEAST_SLICE = 10
"""Units that a period, publisher or country must have to be looked at for drift."""

_DRIFT_LEVEL = 0.01
_DRIFT_ROWS = 20


@dataclass(frozen=True, slots=True)
class Finding:
    """One row for a coder to open: the place in its article, its code, the code that seems likelier, and why.

    `event_id` is None where no event was coded, `suggested` None where nothing is suggested.
    """

    kind: str
    subject: str
    score: float
    article_id: str
    sentence: int
    start: int
    end: int
    text: str
    code: str
    suggested: str | None
    why: str
    event_id: str | None = None
    trigger: str = ""
    published_on: str | None = None
    publisher: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """Units with the classes of their codes and the judge's out-of-fold probabilities, one row each."""

    units: Sequence[Unit]
    codes: Sequence[str]
    labels: Ints
    groups: Ints
    chances: Floats


def list_suspects(labels: Ints, chances: Floats) -> tuple[Ints, Floats]:
    """Units whose code cleanlab holds to be wrong, likeliest first, and the probability that each is."""
    found = find_label_issues(labels, chances, filter_by="both", n_jobs=1)
    numbers = np.flatnonzero(found)
    wrong = 1 - chances[numbers, labels[numbers]]
    order = np.lexsort((numbers, -wrong))
    return numbers[order].astype(np.int64), wrong[order]


def find_disagreements(judged: Judged) -> tuple[Finding, ...]:
    """Where coder and classifier disagree with confidence (Northcutt et al. 2021)."""
    numbers, wrong = list_suspects(judged.labels, judged.chances)
    findings = []
    for number, score in zip(numbers, wrong, strict=True):
        best = int(judged.chances[number].argmax())
        suggested = judged.codes[best] if best != judged.labels[number] else None
        chance = judged.chances[number, best]
        own = judged.chances[number, judged.labels[number]]
        why = f"the classifier gives {judged.codes[best]} {chance:.2f} and the code given {own:.2f}"
        findings.append(_of_unit("disagreements", "", float(score), judged.units[number], suggested, why))
    return tuple(findings)


def find_duplicates(units: Sequence[Unit], sentences: Sequence[PlainSentence], parts: Ints) -> tuple[Finding, ...]:
    """Near-duplicate sentences (`parts` numbers them alike) that do not have the same codes."""
    coded: dict[tuple[str, int], list[Unit]] = defaultdict(list)
    for unit in units:
        if unit.event_id is not None:
            coded[unit.article_id, unit.sentence].append(unit)
    alike: dict[int, list[PlainSentence]] = defaultdict(list)
    for sentence, part in zip(sentences, parts, strict=True):
        alike[int(part)].append(sentence)
    findings: list[Finding] = []
    for family in alike.values():
        codes = [frozenset(u.code for u in coded.get((s.article_id, s.sentence), ())) for s in family]
        if len(family) > 1 and len(set(codes)) > 1:
            for sentence, own in zip(family, codes, strict=True):
                events = coded.get((sentence.article_id, sentence.sentence), [])
                findings += _compare_family(family, codes, sentence, own, events)
    return _rank(findings)


def _compare_family(
    family: Sequence[PlainSentence],
    codes: Sequence[frozenset[str]],
    sentence: PlainSentence,
    own: frozenset[str],
    events: Sequence[Unit],
) -> Iterable[Finding]:
    """What one sentence has that at least half of its family lacks, and what it lacks that at least half has."""
    count = Counter(code for each in codes for code in each)
    size = len(family)
    usual = [code for code, having in sorted(count.items()) if code not in own and 2 * having >= size]
    subject = f"{family[0].article_id}:{family[0].sentence}"
    odd = [unit for unit in events if 2 * (size - count[unit.code]) >= size]
    for unit in odd:
        lacking = size - count[unit.code]
        why = f"{lacking} of {size} near-duplicates are not coded {unit.code}"
        yield _of_unit("duplicates", subject, lacking / size, unit, usual[0] if usual else NONE, why)
    if not odd:
        for code in usual:
            why = f"{count[code]} of {size} near-duplicates are coded {code}"
            yield Finding(
                "duplicates",
                subject,
                count[code] / size,
                sentence.article_id,
                sentence.sentence,
                sentence.start,
                sentence.end,
                sentence.text,
                "+".join(sorted(own)) or NONE,
                code,
                why,
                published_on=sentence.published_on.isoformat() if sentence.published_on else None,
                publisher=sentence.publisher,
            )


def find_odd_triggers(units: Sequence[Unit], groups: Ints) -> tuple[Finding, ...]:
    """Units whose trigger has another code in more than half of the other groups of articles that have it."""
    by_trigger: dict[str, dict[int, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for unit, group in zip(units, groups, strict=True):
        if unit.trigger:
            by_trigger[unit.trigger][int(group)][unit.code] += 1
    findings: list[Finding] = []
    for unit, group in zip(units, groups, strict=True):
        rest = [codes for other, codes in by_trigger.get(unit.trigger, {}).items() if other != group]
        if len(rest) < LEAST_TRIGGERS:
            continue
        # Groups vote, so that one article that says a word often has one vote.
        votes = Counter(min(codes, key=lambda code: (-codes[code], code)) for codes in rest)
        best = min(votes, key=lambda code: (-votes[code], code))
        if best != unit.code and 2 * votes[best] > len(rest):
            # One vote against, as if this unit's own group were right: three of three are less sure than thirty.
            score = (len(rest) - votes[unit.code]) / (len(rest) + 1)
            why = f"in {votes[best]} of {len(rest)} other articles with {unit.trigger!r} it is coded {best}"
            findings.append(_of_unit("triggers", unit.code, score, unit, best, why))
    return _rank(findings)


def find_thin_codes(units: Sequence[Unit], codes: Sequence[str], chances: Floats, least: int) -> tuple[Finding, ...]:
    """Units of codes in fewer than `least` articles, with what the classifier, which knows no such code, says."""
    count = Counter(unit.code for unit in units)
    findings = []
    for unit, chance in zip(units, chances, strict=True):
        best = int(chance.argmax())
        thin = f"{unit.code} has {count[unit.code]} units, in fewer than {least} articles"
        why = f"{thin}; the classifier gives {codes[best]} {chance[best]:.2f}"
        findings.append(_of_unit("support", unit.code, float(chance[best]), unit, codes[best], why))
    return _rank(findings)


def find_drift(judged: Judged) -> tuple[Finding, ...]:
    """Slices in which a code stands more or less often than the judge's probabilities say it should.

    The sum of the probabilities is the count to expect of sentences like these, so that other news alone is no drift.
    A slice is told of where chance (a Poisson count) gives such a gap anywhere in one of a hundred datasets.
    """
    sliced = [
        (name, value, numbers)
        for name, slicer in SLICERS.items()
        # Only what is coded has a country, so that a country never has its share of what has no event.
        if not (name == "country" and NONE in judged.codes)
        for value, numbers in _slice(judged.units, slicer).items()
    ]
    tests = sum(len(judged.codes) for _ in sliced)
    if not tests:
        return ()
    findings: list[Finding] = []
    for name, value, numbers in sliced:
        expected = judged.chances[numbers].sum(axis=0)
        observed = np.bincount(judged.labels[numbers], minlength=len(judged.codes))
        # Units are less free than Poisson has it, so that this errs on the side of telling of nothing.
        tail = np.where(observed > expected, poisson.sf(observed - 1, expected), poisson.cdf(observed, expected))
        for code in map(int, np.flatnonzero(2 * tail * tests < _DRIFT_LEVEL)):
            told = f"{name} {value}: {judged.codes[code]} {observed[code]} times, {expected[code]:.1f} expected"
            is_more = observed[code] > expected[code]
            is_coded = judged.labels[numbers] == code
            rows = (
                numbers[is_coded]
                if is_more
                else numbers[(~is_coded) & (judged.chances[numbers].argmax(axis=1) == code)]
            )
            wrong = 1 - judged.chances[rows, judged.labels[rows]]
            for row in rows[np.lexsort((rows, -wrong))][:_DRIFT_ROWS]:
                best = judged.codes[int(judged.chances[row].argmax())]
                score = float(1 - judged.chances[row, judged.labels[row]])
                unit = judged.units[row]
                findings.append(_of_unit("drift", told, score, unit, best if best != unit.code else None, told))
    return _rank(findings)


SLICERS: Mapping[str, Callable[[Unit], str | None]] = {
    "month": lambda unit: unit.published_on.isoformat()[:7] if unit.published_on else None,
    "publisher": lambda unit: unit.publisher,
    "country": lambda unit: unit.country,
}
"""What drift is looked for over."""


def _slice(units: Sequence[Unit], slicer: Callable[[Unit], str | None]) -> dict[str, Ints]:
    slices: dict[str, list[int]] = defaultdict(list)
    for number, unit in enumerate(units):
        value = slicer(unit)
        if value is not None:
            slices[value].append(number)
    # One slice that is all there is has nothing to drift from.
    if len(slices) < 2:
        return {}
    return {value: np.array(own, dtype=np.int64) for value, own in sorted(slices.items()) if len(own) >= LEAST_SLICE}


def _of_unit(kind: str, subject: str, score: float, unit: Unit, suggested: str | None, why: str) -> Finding:
    return Finding(
        kind,
        subject,
        score,
        unit.article_id,
        unit.sentence,
        unit.start,
        unit.end,
        unit.text,
        unit.code,
        suggested,
        why,
        unit.event_id,
        unit.trigger,
        unit.published_on.isoformat() if unit.published_on else None,
        unit.publisher,
    )


def _rank(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda f: (-f.score, f.article_id, f.start, f.event_id or "", f.subject)))
