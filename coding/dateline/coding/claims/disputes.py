"""Who contradicts whom in one article: Drafts and the Denials of its sentences in, Drafts marked as disputed out.

A claim is disputed where somebody else answers it ("Niamey denied it", "called the report a lie") or where the side
that is said to have done it denies the deed ("denied having crossed the border").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dateline.coding.candidates.factuality import FAIR
from dateline.coding.events.drafts import Draft
from dateline.coding.ontology import Ontology
from dateline.coding.records import UNSPECIFIED, Actor, Mention, Phrase, Predication, Sentence

CLAIMS = frozenset(
    """accusation allegation claim charge report account criticism assertion version story suggestion insinuation
    statement remark figure rumour rumor complaint finding testimony""".split()
)
ACCUSATIONS = frozenset({"accusation", "allegation", "charge", "criticism", "complaint", "insinuation"})
POINTING = frozenset({"it", "this", "that", "them", "these", "those"})
DENYING = frozenset({"deny", "refute", "dispute", "rebut", "contradict"})
# These may as well turn down an offer, so they need a word for what was claimed.
REJECTING = frozenset({"reject", "dismiss", "repudiate", "rubbish", "contest", "discount", "disavow", "ridicule"})
CALLING = frozenset({"call", "brand", "label", "describe", "denounce", "dismiss", "characterise", "characterize"})
OWN_PARTS = frozenset({"part", "role", "involvement", "responsibility", "hand", "link", "complicity", "wrongdoing"})
_FALSE = re.compile(
    r"\b(?:(?:a|an)(?: [\w-]+)? (?:lie|invention|fabrication|fantasy|provocation|smear|hoax|slander|falsehood|fiction|"
    r"fairy[- ]tale|myth)|lies|inventions|fabrications|slander|propaganda|disinformation|nonsense|absurd|false|untrue|"
    r"baseless|groundless|unfounded|fabricated|invented|fake|incorrect|not true|without foundation)\b",
    re.IGNORECASE,
)
_IS_FALSE = re.compile(
    r"\b(?:it|this|that|(?:the|these|those|such) (?:[\w-]+ )?(?:accusation|allegation|claim|charge|report|account|"
    r"story|rumour|rumor|statement)s?) (?:is|was|are|were) (?:all |simply |completely |obviously |entirely )?"
    + _FALSE.pattern,
    re.IGNORECASE,
)
ANSWER_REACH = 2  # sentences back to what "the accusation" means; a pronoun means the sentence before
CLAIMED = frozenset({"claimed", "alleged"})
WEAKER = frozenset({"criticism"})
UNDENIED_ACTS = frozenset({"deny", "accuse"})
# Sectors that do not act for the state whose country they bear.
NON_STATE = frozenset({"UAF", "REB", "SEP", "OPP", "CVL", "CRM", "INS", "REF", "EDU", "LAB", "REL", "MED", "NGO"})


@dataclass(frozen=True, slots=True)
class Denial:
    """One denial: `reach` is how many sentences back its object may stand; `is_own`: of the denier's own deed.

    `actions` are those that the words of its content may name, whatever else the sentence needs to be coded.
    """

    predication: Predication
    sentence: int
    denier: Phrase
    reach: int
    is_own: bool
    actions: frozenset[str] = frozenset()

    def as_mention(self) -> Mention:
        """The denial as a mention whose content is not known yet."""
        span = (self.predication.start, self.predication.end)
        return Mention(
            self.predication, UNSPECIFIED, "deny", "deny/answer", source=self.denier, score=FAIR, trigger=span
        )


def find_denials(
    predications: Sequence[Predication], sentence: Sentence, speaker: Phrase | None, ontology: Ontology
) -> tuple[Denial, ...]:
    """The denials of one sentence; `speaker` is whoever speaks in it."""
    found: list[Denial] = []
    for predication in predications:
        denier = predication.agent
        is_told = not (predication.is_negated or predication.is_conditional or predication.is_question)
        if predication.kind != "verb" or predication.modal is not None or not is_told:
            continue
        if denier is not None and not denier.is_pronoun or denier is not None and speaker is None:
            actions = _named_actions(predication, predications, ontology)
            found += (replace(each, actions=actions) for each in _read(predication, predications, sentence, denier))
    falsehood = _IS_FALSE.search(sentence.text)
    if falsehood is not None and speaker is not None and not found:
        start = sentence.start + falsehood.start()
        near = min((p for p in predications if p.start >= start), key=lambda p: p.start, default=None)
        if near is not None:
            found.append(Denial(near, sentence.index, speaker, ANSWER_REACH, is_own=False))
    return tuple(found)


def _named_actions(denial: Predication, predications: Sequence[Predication], ontology: Ontology) -> frozenset[str]:
    below = [p for p in predications if any(link.predication == denial.index for link in p.chain)]
    return frozenset(action.name for p in below for action, _ in ontology.action_index.get((p.kind, p.lemma), ()))


def _read(
    predication: Predication, predications: Sequence[Predication], sentence: Sentence, denier: Phrase
) -> Iterator[Denial]:
    lemma, thing = predication.lemma, predication.patient
    points = thing is not None and (thing.is_pronoun and thing.text.lower() in POINTING)
    names_claim = thing is not None and thing.head in CLAIMS
    if lemma in CALLING and (points or names_claim):
        rest = sentence.text[predication.end - sentence.start : predication.end - sentence.start + 80]
        if _FALSE.search(rest):
            yield Denial(predication, sentence.index, denier, ANSWER_REACH if names_claim else 1, is_own=False)
            return
    if lemma in DENYING | REJECTING and names_claim:
        yield Denial(predication, sentence.index, denier, ANSWER_REACH, is_own=False)
    elif lemma in DENYING and (points or _refers_back(predication)):
        yield Denial(predication, sentence.index, denier, 1, is_own=False)
    elif lemma in DENYING:
        has_content = any(
            other.chain and other.chain[0].predication == predication.index and other.chain[0].relation != "relative"
            for other in predications
        )
        if has_content or thing is not None and thing.head in OWN_PARTS:
            yield Denial(predication, sentence.index, denier, ANSWER_REACH, is_own=True)


def _refers_back(predication: Predication) -> bool:
    """'said that it had seized a trawler, which Taipei denied': the whole clause before is denied."""
    return bool(predication.chain) and predication.chain[0].relation == "relative"


def settle_disputes(drafts: Sequence[Draft], denials: Sequence[tuple[Denial, Draft]]) -> tuple[Draft, ...]:
    """The drafts in text order, those that somebody contradicts marked, with drafts of the answers added.

    Each denial comes with its own mention resolved. "Niamey denied it" names nothing by itself; where it answers a
    claim of the article it is a denial of that claim.
    """
    disputed: set[int] = set()
    answers: list[Draft] = []
    replaced: set[int] = set()
    for denial, draft in denials:
        denier = next((actor for _, actor in draft.sources), None)
        answered = _answered(denial, denier, drafts)
        if denial.is_own:
            disputed.update(
                i
                for i, other in enumerate(drafts)
                if other.mention.action in denial.actions and _may_deny(denial, denier, other)
            )
        disputed.update(answered)
        start = denial.predication.start
        told = {i for i, other in enumerate(drafts) if other.mention.predication.start == start}
        # "called it a lie" is criticism by its words alone, and a denial where it answers a claim.
        is_open = all(drafts[i].mention.action in WEAKER for i in told)
        if answered and denier is not None and not denial.is_own and is_open:
            answers.append(_answer(draft, drafts[answered[0]]))
            replaced |= told
    disputed.update(_denied_in_events(drafts))
    disputed.update(_told_of_each_other(drafts))
    marked = [
        replace(draft, is_disputed=True) if i in disputed else draft
        for i, draft in enumerate(drafts)
        if i not in replaced
    ]
    return tuple(sorted([*marked, *answers], key=lambda d: (d.sentence, d.mention.trigger)))


def _answered(denial: Denial, denier: Actor | None, drafts: Sequence[Draft]) -> list[int]:
    """Places of the drafts that a denial answers: those of the nearest sentence that holds any."""
    for back in range(denial.reach + 1):
        found = [
            i
            for i, draft in enumerate(drafts)
            if (draft.status == "alleged" or back <= 1 or not _names_accusation(denial))
            and draft.sentence == denial.sentence - back
            and (back or draft.mention.trigger[0] < denial.predication.start)
            and _may_deny(denial, denier, draft)
        ]
        if found:
            return found
    return []


def _names_accusation(denial: Denial) -> bool:
    thing = denial.predication.patient
    return thing is not None and thing.head in ACCUSATIONS


def _may_deny(denial: Denial, denier: Actor | None, draft: Draft) -> bool:
    if draft.status not in CLAIMED or draft.mention.act in UNDENIED_ACTS:
        return False
    told_by_denier = draft.claimant_phrase is not None and draft.claimant_phrase.head_start == denial.denier.head_start
    if told_by_denier or denier is not None and draft.claimant is not None and denier.code == draft.claimant.code:
        return False
    if denial.is_own:
        return denier is not None and any(_same_side(denier, actor) for _, actor in draft.sources)
    return True


def _same_side(denier: Actor, actor: Actor | None) -> bool:
    if actor is None or (denier.country or denier.code) != (actor.country or actor.code):
        return False
    return (denier.sector in NON_STATE) == (actor.sector in NON_STATE)


def _answer(denial: Draft, claim: Draft) -> Draft:
    """The denial as an event of its own, with the claim's action, and its claimant as the target."""
    claimant = claim.claimant_phrase
    mention = replace(denial.mention, action=claim.mention.action, topics=claim.mention.topics, target=claimant)
    targets = ((claimant, claim.claimant),) if claimant is not None else ()
    return replace(denial, mention=mention, targets=targets)


def _denied_in_events(drafts: Sequence[Draft]) -> Iterator[int]:
    """Events that a coded denial anywhere in the article denies: the doer's own side names the same action."""
    denials = [
        (draft.mention.action, actor, draft)
        for draft in drafts
        if draft.mention.act == "deny"
        for _, actor in draft.sources
        if actor is not None
    ]
    for i, draft in enumerate(drafts):
        if draft.mention.act not in {"do", "attempt"} or draft.status == "denied":
            continue
        for action, denier, denial in denials:
            if not any(_same_side(denier, actor) for _, actor in draft.sources):
                continue
            if draft.claimant is not None and _same_side(denier, draft.claimant):
                continue
            if action == draft.mention.action and action != UNSPECIFIED:
                yield i
                break
            addressed = any(
                actor is not None and draft.claimant is not None and _same_side(draft.claimant, actor)
                for _, actor in denial.targets
            )
            if addressed and draft.status in CLAIMED:
                yield i
                break


def _told_of_each_other(drafts: Sequence[Draft]) -> Iterator[int]:
    """'Mali accused Niger of burning the mill. Niger said that Mali had burned it': each says it was the other."""
    for i, first in enumerate(drafts):
        for j, second in enumerate(drafts):
            is_near = i != j and abs(first.sentence - second.sentence) <= ANSWER_REACH
            if is_near and _is_claim(first) and _is_claim(second) and _mirrors(first, second):
                yield i


def _is_claim(draft: Draft) -> bool:
    return draft.status in CLAIMED and draft.mention.act == "do" and draft.claimant is not None


def _mirrors(first: Draft, second: Draft) -> bool:
    if first.mention.action != second.mention.action or first.claimant is None or second.claimant is None:
        return False
    places = {draft.place.text for draft in (first, second) if draft.place is not None}
    return (
        len(places) < 2
        and any(_same_side(first.claimant, actor) for _, actor in second.sources)
        and any(_same_side(second.claimant, actor) for _, actor in first.sources)
    )
