"""Counts of victims in, events with their losses out: which event a toll belongs to, and what several tolls come to.

A toll belongs to the violent event of its clause or sentence, else to the last one told before it that its day and
place fit. Tolls told again and again are one: the highest stands, a stated total replaces what was added up.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from dateline.coding.events.drafts import Draft
from dateline.coding.losses import LossPhrase, count_persons, count_stated
from dateline.coding.ontology import Ontology
from dateline.coding.records import Actor, DateInterval, Loss, Mention, Place, Predication

# Families whose events cost lives.
VIOLENT_FAMILIES = frozenset({"fighting", "assault", "mass_violence", "protest"})
VIOLENT_ACTIONS = frozenset({"repression", "crowd_control", "raid"})
# Told as nothing but a count of victims, they belong to the violent event that they follow from.
TOLL_ACTIONS = frozenset({"killing", "attack", "shooting"})
TOLL_VERBS = frozenset({"kill", "wound", "injure", "die", "hurt", "perish"})
# What costs lives by what is done to a place or a thing: "attacked the town and killed five".
STRIKES = frozenset(
    "attack ground_attack bombing suicide_bombing vehicle_bombing roadside_bombing grenade_attack shelling "
    "missile_strike air_strike drone_strike naval_attack shooting raid".split()
)
# Whoever undergoes them is dead, or in somebody's hands.
FATAL_ACTIONS = frozenset({"killing", "assassination", "execution"})
TAKING_ACTIONS = frozenset({"detention", "abduction", "capture_territory", "surrender"})
HOLDING_ACTIONS = frozenset({"detention", "abduction"})
# Violence that costs lives rather by what is done besides.
BLOODLESS = frozenset({"capture_territory", "occupation", "blockade"})
# Protest that has victims only where its own sentence says so.
PEACEFUL = frozenset({"demonstration", "dissent", "hunger_strike", "strike", "boycott", "obstruction"})
REACH = 2  # sentences over which a toll finds its event
REACH_AT_PLACE = 8  # the same where both name the place
APART = timedelta(days=20)  # a toll of so different a day is another event's
ONE_STORY = timedelta(days=1)
OLD = timedelta(days=45)  # a toll of a day so long ago, or of a time so long, is none of the news
_TOTAL = re.compile(r"\btoll\b|\bnumber\s+of\b|\ba\s+total\s+of\b|\bin\s+all\b|\baltogether\b", re.IGNORECASE)
_MORE = re.compile(r"(?<!\bthe )\b(?:more(?!\s+than)|another|others?|additional|further|also)\b", re.IGNORECASE)
_WAR = re.compile(
    r"\b(?:war|conflict|insurgency|insurrection|rebellion|violence)\b[^.;]{0,60}$|"
    r"\b(?:in|during|by|of)\s+(?:the|a|an|its|their|this)\s+(?:[\w-]+\s+){0,3}(?:war|conflict|insurgency|rebellion)\b",
    re.IGNORECASE,
)
# A count over a time or a war: "since January", "so far this year", "in the insurgency".
_RUNNING = re.compile(
    r"\bsince\b|\bso far\b|\bto date\b|\b(?:this|last|each|every|per) (?:year|decade|month)\b|"
    r"\b(?:in|over|during|for) the (?:past|last|previous) (?:[\w-]+ )?(?:years?|months|weeks|decades?)\b|"
    r"\b(?:in|during|by|of)\s+(?:[\w'’-]+\s+){0,4}"
    r"(?:war|conflict|insurgency|insurrection|rebellion|uprising|crisis|unrest|genocide|troubles)\b",
    re.IGNORECASE,
)
# What a protest is about stands after these, and so do the dead that it mourns.
_ABOUT = re.compile(
    r"\b(?:against|over|about|after|following|to (?:protest|demand|mark|mourn|denounce)|for|at)\b", re.I
)
_NAMES_EVENT = re.compile(r"(?:assassination|murder|killing|massacre|slaying|execution)s?", re.IGNORECASE)
_ANYBODY = re.compile(r"\b(?:people|persons?|victims|dead|lives|ones)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Toll:
    """A count of losses in a sentence, with whose they are, and the day and place that its words give it.

    `words` are those of the count with a few before them, `context` is the sentence up to the count, `after` the rest.
    """

    sentence: int
    phrase: LossPhrase
    words: str
    context: str
    predications: tuple[Predication, ...]
    clause: tuple[int, int]
    whose: Actor | None = None
    day: DateInterval | None = None
    place: Place | None = None
    is_background: bool = False
    after: str = ""

    @property
    def is_running(self) -> bool:
        """Whether it counts over a time or a war rather than for one event: "40 have been killed since January"."""
        return _RUNNING.search(self.after) is not None or _RUNNING.search(self.context) is not None

    @property
    def is_of_war(self) -> bool:
        """Whether it counts the dead of a war: "a civil war in which 70,000 have died"."""
        return _WAR.search(self.context) is not None

    @property
    def is_total(self) -> bool:
        """Whether it says what all came to: "the toll rose to 12"."""
        return _TOTAL.search(self.words) is not None

    @property
    def is_further(self) -> bool:
        """Whether it adds to what was told: "two more died"."""
        return _MORE.search(self.words) is not None


def is_violent(mention: Mention, ontology: Ontology) -> bool:
    """Whether a mention tells of something that costs lives."""
    action = ontology.actions.get(mention.action)
    is_costly = action is not None and (action.family in VIOLENT_FAMILIES or action.name in VIOLENT_ACTIONS)
    return is_costly and mention.act in {"do", "attempt"}


def is_toll(
    mention: Mention, others: Sequence[Mention], drafts: Sequence[Draft], sentence: int, ontology: Ontology
) -> bool:
    """Whether a mention only counts the victims of a violent event told beside it or just before."""
    if mention.act != "do" or (mention.action != "killing" and mention.predication.lemma not in TOLL_VERBS):
        return False
    beside = [other for other in others if other is not mention and other.predication.lemma not in TOLL_VERBS]
    if mention.source is not None or mention.action not in TOLL_ACTIONS:
        # "attacked the town and killed five": one deed of one doer.
        return any(
            other.action in STRIKES
            and other.act == "do"
            and _head(other) == _head(mention)
            and other.trigger[0] < mention.trigger[0]
            for other in beside
        )
    near = [draft.mention for draft in drafts if sentence - draft.sentence <= REACH]
    return any(is_violent(other, ontology) for other in (*near, *beside))


def _head(mention: Mention) -> int | None:
    agent = mention.predication.agent
    return agent.head_start if agent is not None else None


def attach_tolls(drafts: Sequence[Draft], tolls: Sequence[Toll], ontology: Ontology) -> tuple[Draft, ...]:
    """The drafts with their losses, each toll on one event at most."""
    chosen: dict[int, list[Toll]] = {}
    last: tuple[int, int] | None = None  # sentence and event of the toll before
    for toll in tolls:
        index = _find_event(drafts, toll, ontology, last)
        if index is not None:
            chosen.setdefault(index, []).append(toll)
            last = toll.sentence, index
    return tuple(
        replace(draft, losses=_with_victims(draft, sum_up(chosen.get(index, ())))) for index, draft in enumerate(drafts)
    )


def _find_event(drafts: Sequence[Draft], toll: Toll, ontology: Ontology, last: tuple[int, int] | None) -> int | None:
    """The number of the draft whose losses the toll tells, None where none fits."""
    trigger = toll.phrase.trigger
    if toll.phrase.kind == "captured":
        takers = [
            i
            for i, draft in enumerate(drafts)
            if draft.mention.action in TAKING_ACTIONS and draft.mention.act == "do" and draft.sentence == toll.sentence
        ]
        if takers:
            return min(takers, key=lambda i: abs(drafts[i].mention.trigger[0] - trigger[0]))
    candidates = [i for i, draft in enumerate(drafts) if is_violent(draft.mention, ontology)]
    inside = [i for i in candidates if drafts[i].sentence == toll.sentence]
    here = [i for i in inside if not _is_aside(drafts[i].mention, toll, ontology) and _is_then(drafts[i], toll)]
    if here:
        return min(here, key=lambda i: _distance(drafts[i].mention, toll))
    if inside or toll.phrase.kind == "captured" or toll.is_running:
        return None
    if _NAMES_EVENT.fullmatch(toll.phrase.trigger_text):
        return None  # "the massacre of 43 peasants" is a happening of its own
    if last is not None and toll.sentence - last[0] <= 1 and _is_there(drafts[last[1]], toll):
        return last[1]  # "Two died. Twenty-two were hurt."
    fitting = [i for i in candidates if drafts[i].mention.action not in PEACEFUL and _is_there(drafts[i], toll)]
    before = [i for i in fitting if drafts[i].sentence < toll.sentence]
    near = [i for i in before if _is_near(drafts[i], toll)]
    far = before if _is_one_story([drafts[i] for i in before]) else []
    for group in (near, far):
        deadly = [i for i in group if drafts[i].mention.action not in BLOODLESS]
        if deadly:
            return deadly[-1]
    if near or far:
        return (near or far)[-1]
    # "Six died on Monday. A bomb had gone off": the lead tells the toll first.
    after = [i for i in fitting if 0 < drafts[i].sentence - toll.sentence <= REACH]
    return after[0] if after and toll.sentence <= 1 else None


def _is_one_story(drafts: Sequence[Draft]) -> bool:
    """Whether all that is told is of one day or two and of one town, so that a toll can mean nothing else."""
    days = [draft.date for draft in drafts if draft.date is not None]
    towns = {draft.place.place_id for draft in drafts if draft.place is not None and draft.place.precision == 1}
    if any(draft.is_background for draft in drafts) or len(towns) > 1:
        return False
    return not days or max(day.start for day in days) - min(day.end for day in days) <= ONE_STORY


def _distance(mention: Mention, toll: Toll) -> tuple[int, int]:
    """First by clauses, the toll's own before others, then by characters."""
    start, _ = toll.phrase.trigger
    clause, trigger = mention.predication.clause, mention.trigger
    if trigger[0] <= start < trigger[1]:
        return 0, 0
    is_joined = clause[0] <= start < clause[1] or toll.clause[0] <= trigger[0] < toll.clause[1]
    return (1 if is_joined else 2), abs(trigger[0] - start)


def _is_near(draft: Draft, toll: Toll) -> bool:
    distance = abs(toll.sentence - draft.sentence)
    here, there = draft.place, toll.place
    is_same = here is not None and there is not None and here.place_id is not None and here.place_id == there.place_id
    is_exact = is_same and here is not None and here.precision in (1, 2)
    return distance <= (REACH_AT_PLACE if is_exact else REACH)


def _is_then(draft: Draft, toll: Toll) -> bool:
    """Whether the toll may be of the event's time: what a war of other years cost is not today's loss."""
    if (toll.is_background or toll.is_of_war) and not draft.is_background:
        return False
    if draft.date is None or toll.day is None or "publication" in (draft.date.method, toll.day.method):
        return True
    return toll.day.start <= draft.date.end + APART and draft.date.start <= toll.day.end + APART


def _is_there(draft: Draft, toll: Toll) -> bool:
    """Whether the toll may be of the event's time and place."""
    here, there = draft.place, toll.place
    if here is not None and there is not None and here.place_id and there.place_id:
        is_elsewhere = here.precision == there.precision == 1 and here.place_id != there.place_id
        if is_elsewhere and "hospital" not in toll.words.lower():
            return False
    return _is_then(draft, toll)


def _is_aside(mention: Mention, toll: Toll, ontology: Ontology) -> bool:
    """'marched over the fighting, in which six were killed': not the march's dead."""
    action = ontology.actions.get(mention.action)
    if action is None or action.family != "protest":
        return False
    between = toll.context[mention.trigger[1] - toll.phrase.start :] if mention.trigger[1] < toll.phrase.start else ""
    if _ABOUT.search(between):
        return True
    return any(
        other.chain
        and other.chain[0].relation == "relative"
        and other.clause[0] <= toll.phrase.trigger[0] < other.clause[1]
        for other in toll.predications
        if other.index != mention.predication.index
    )


def sum_up(tolls: Sequence[Toll]) -> tuple[Loss, ...]:
    """What the tolls of one event come to: one loss for each kind and side, in the order of the text.

    The parts of one count ("three soldiers and a driver") are added, and so is what is said to be further. Of counts
    told apart the higher stands, unless they are of two sides. A stated total stands for all.
    """
    losses: list[Loss] = []
    for kind in dict.fromkeys(toll.phrase.kind for toll in tolls):
        own = [toll for toll in tolls if toll.phrase.kind == kind]
        counts: list[list[Loss]] = []
        for trigger in dict.fromkeys(toll.phrase.trigger for toll in own):
            parts = [toll for toll in own if toll.phrase.trigger == trigger]
            count = _add_parts(parts)
            counts = _join(counts, count, parts[0])
        losses += [loss for count in counts for loss in count]
    return tuple(losses)


def _add_parts(parts: Sequence[Toll]) -> list[Loss]:
    """One loss for each side of a single count."""
    found: list[Loss] = []
    for toll in parts:
        loss = _as_loss(toll)
        same = next((i for i, other in enumerate(found) if other.of_code == loss.of_code), None)
        if same is None:
            found.append(loss)
        else:
            found[same] = _plus(found[same], loss)
    return found


def _join(counts: list[list[Loss]], new: list[Loss], toll: Toll) -> list[list[Loss]]:
    """Put a count beside those told before it, in their place, or not at all."""
    if not counts:
        return [new]
    if toll.is_total:
        return [new] if _size(new) >= max(map(_size, counts)) else counts
    if toll.is_further and len(new) == 1 and new[0].best and counts[-1][0].best:
        return [*counts[:-1], [_plus(counts[-1][0], new[0]), *counts[-1][1:]]]
    for i, count in enumerate(counts):
        if _is_one_side(count, new):
            higher = new if _rank(new) > _rank(count) else count
            return [*counts[:i], higher, *counts[i + 1 :]]
    return [*counts, new]


def _is_one_side(first: Sequence[Loss], second: Sequence[Loss]) -> bool:
    """Whether two counts may be of the same victims: not where each tells of a side of its own."""
    codes = {loss.of_code for loss in first}, {loss.of_code for loss in second}
    if any("" in side for side in codes) or any(_ANYBODY.search(loss.text) for loss in (*first, *second)):
        return True
    if _size(first) == _size(second) == 1:
        return True  # "the senator", "the candidate"
    return any(a.startswith(b) or b.startswith(a) for a in codes[0] for b in codes[1])


def _rank(count: Sequence[Loss]) -> tuple[int, int]:
    """Figures go before vague words, however much those may mean: "two", then "dozens"."""
    return sum(loss.best or 0 for loss in count), sum(loss.low or 0 for loss in count)


def _size(count: Sequence[Loss]) -> int:
    return sum(loss.best or loss.low or 0 for loss in count)


def _as_loss(toll: Toll) -> Loss:
    phrase = toll.phrase
    return Loss(
        kind=phrase.kind,
        text=phrase.text,
        span=(phrase.start, phrase.end),
        of_code=toll.whose.code if toll.whose else "",
        low=phrase.low,
        best=phrase.best,
        high=phrase.high,
    )


def _plus(first: Loss, second: Loss) -> Loss:
    return replace(
        first,
        low=_add(first.low, second.low),
        best=_add(first.best, second.best),
        high=_add(first.high, second.high),
    )


def _add(first: int | None, second: int | None) -> int | None:
    return first + second if first is not None and second is not None else None


def _with_victims(draft: Draft, losses: tuple[Loss, ...]) -> tuple[Loss, ...]:
    """The losses with those whom the event itself names: a man murdered is one killed, a man abducted one captured."""
    mention = draft.mention
    kind = "killed" if mention.action in FATAL_ACTIONS else "captured" if mention.action in HOLDING_ACTIONS else None
    if kind is None or mention.act != "do" or mention.target is None:
        return losses
    phrase = mention.target_words or mention.target
    number = count_persons(phrase) if kind == "killed" else count_stated(phrase)
    told = [loss for loss in losses if loss.kind == kind]
    if number is None or number.best is None or (told and number.best <= _size(told)):
        return losses
    code = next((actor.code for _, actor in draft.targets if actor is not None), "")
    victims = Loss(kind, phrase.text, (phrase.start, phrase.end), code, number.low, number.best, number.high)
    return (*(loss for loss in losses if loss.kind != kind), victims)
