"""Which mentions of a sentence stay: one clause, one coding, with the parties that its action needs."""

from __future__ import annotations

from dataclasses import replace

from dateline.coding.candidates.conditions import Recogniser
from dateline.coding.candidates.factuality import POOR, WEAK
from dateline.coding.candidates.hits import reject
from dateline.coding.ontology.model import Ontology
from dateline.coding.records import UNSPECIFIED, Mention, Phrase, Predication, Rejection

# Families whose words tell private crime and business as often as politics.
PRIVATE_FAMILIES = frozenset({"assault", "coercion", "disapproval", "comment", "investigation"})
# What protesters demand gives the leaf of CAMEO's root 14.
DEMANDED_TOPICS = {
    "resignation": "leadership",
    "dismissal": "leadership",
    "leadership_change": "leadership",
    "hold_election": "leadership",
    "policy_change": "policy",
    "grant_rights": "rights",
    "release": "rights",
    "institutional_change": "institutions",
}
VIOLENT = frozenset({"assault", "fighting", "mass_violence", "coercion"})
RESULTS = frozenset(
    {
        "participle",
        "subject",
        "in",
        "during",
        "by",
        "after",
        "with",
        "when",
        "adverbial",
        "relative",
        "as",
        "purpose",
        "through",
        "following",
        "infinitive",
        "object",
    }
)


class Sifter:
    """Folds, merges and drops the mentions of one sentence."""

    def __init__(self, ontology: Ontology, parties: Recogniser) -> None:
        self.ontology = ontology
        self.parties = parties

    def sift(
        self, mentions: list[Mention], predications: tuple[Predication, ...]
    ) -> tuple[list[Mention], list[Rejection]]:
        """The candidates that stay, in doubt where a party is missing or none is public, and why the others do not.

        What is in doubt already never takes the place of what is not.
        """
        folded, rejections = self._fold_demands([m for m in mentions if m.doubt is None], predications)
        merged, nested = self._merge(folded, predications)
        rejections += nested
        kept: list[Mention] = []
        for mention in merged:
            coding = f"{mention.act}({mention.action})"
            doubt: Rejection | None = None
            if (missing := self.find_missing(mention)) is not None:
                doubt = reject(mention.predication, "no_actor", f"{coding}: {missing}")
            elif self._is_private(mention):
                doubt = reject(mention.predication, "private", coding)
            kept.append(replace(mention, doubt=doubt) if doubt is not None else _weaken(mention))
        return [*kept, *(mention for mention in mentions if mention.doubt is not None)], rejections

    def find_missing(self, mention: Mention) -> str | None:
        """Which parties that the action or its trigger needs are not named; None where all are."""
        if mention.act != "do" or mention.action == UNSPECIFIED or mention.alleged_by is not None:
            return None
        action = self.ontology.actions[mention.action]
        needs = self._needs(mention)
        has_source, has_target = mention.source is not None, mention.target is not None
        if action.is_reciprocal and (has_source or has_target):
            return None
        fulfilled = {
            "source": has_source,
            "target": has_target,
            "both": has_source and has_target,
            "either": has_source or has_target,
            "none": True,
        }[needs]
        return None if fulfilled else f"needs {needs}"

    def _fold_demands(
        self, mentions: list[Mention], predications: tuple[Predication, ...]
    ) -> tuple[list[Mention], list[Rejection]]:
        """'marched to demand the king's resignation': the demand is what the protest is about."""
        kept: list[Mention | None] = list(mentions)
        nested: list[Rejection] = []
        for lower, demand in enumerate(mentions):
            if demand.act not in {"ask", "demand"}:
                continue
            above = {link.predication for link in demand.predication.chain}
            for higher, protest in enumerate(kept):
                if protest is None or self._family(protest) != "protest" or protest.act not in {"do", "attempt"}:
                    continue
                carriers = {protest.predication.index, *find_carriers(protest.predication, predications)}
                if not carriers & above or not _same_party(protest.source, demand.source):
                    continue
                topic = DEMANDED_TOPICS.get(demand.action)
                kept[lower] = None
                kept[higher] = replace(
                    protest,
                    topics=tuple(sorted({*protest.topics, *([topic] if topic else [])})),
                    target=protest.target or demand.target,
                    target_words=protest.target_words or demand.target_words,
                )
                nested.append(
                    reject(demand.predication, "nested", f"{demand.act}({demand.action}) in {protest.action}")
                )
                break
        return [mention for mention in kept if mention is not None], nested

    def _is_private(self, mention: Mention) -> bool:
        """A stabbing by a boyfriend, a suit between firms, a charge by nobody named: no public party, so no event."""
        if mention.act != "do" or mention.action not in self.ontology.actions or mention.alleged_by is not None:
            return False
        action = self.ontology.actions[mention.action]
        agent = mention.predication.agent
        if agent is not None and agent.possessor is not None and action.family in VIOLENT:
            if agent.head in self.ontology.classes.get("kin", frozenset()):
                return True
        if action.family not in PRIVATE_FAMILIES or self._needs(mention) == "none":
            return False
        parties = [
            member for party in (mention.source, mention.target) if party is not None for member in party.members
        ]
        if any(self.parties.is_public(party) for party in parties):
            return False
        if mention.source is None and agent is not None and mention.predication.kind == "verb":
            # "the virus killed six people": the doer is named and is no party.
            return agent.head not in self.ontology.classes.get("violence", frozenset())
        if mention.source is None:
            return (
                action.family in {"coercion", "disapproval"}
                or mention.target is not None
                and not _is_many(mention.target)
            )
        return True

    def _merge(
        self, mentions: list[Mention], predications: tuple[Predication, ...]
    ) -> tuple[list[Mention], list[Rejection]]:
        """Of two codings of one happening the one with the higher priority stays and takes the other's parties."""
        kept: list[Mention | None] = list(mentions)
        nested: list[Rejection] = []
        for lower in sorted(range(len(mentions)), key=lambda i: self._rank(mentions[i])):
            below = kept[lower]
            if below is None or below.alleged_by is not None:
                continue
            for higher, above in enumerate(kept):
                if higher == lower or above is None:
                    continue
                if not self._is_repeated(below, above) and not self._same_happening(below, above, predications):
                    continue
                kept[lower] = None
                kept[higher] = replace(
                    above,
                    source=above.source or below.source,
                    source_words=above.source_words or below.source_words,
                    target=above.target or below.target,
                    target_words=above.target_words or below.target_words,
                    score=max(above.score or 0.0, below.score or 0.0),
                )
                nested.append(reject(below.predication, "nested", f"{below.act}({below.action}) in {above.action}"))
                break
        return [mention for mention in kept if mention is not None], nested

    def _needs(self, mention: Mention) -> str:
        """Which parties the mention's trigger, or else its action, asks for."""
        action = self.ontology.actions[mention.action]
        needs = next((t.needs for t in action.triggers if t.rule == mention.rule), None)
        return needs or action.needs

    def _is_repeated(self, lower: Mention, higher: Mention) -> bool:
        """'convicted the man and sentenced him': the same action twice of the same source."""
        if (lower.action, lower.act) == (higher.action, higher.act) and _same_cause(lower, higher):
            return True
        return (
            (lower.action, lower.act) == (higher.action, higher.act)
            and lower.predication.start > higher.predication.start
            and lower.predication.chain == higher.predication.chain
            and lower.source is not None
            and _same(lower.source, higher.source)
            and (lower.target is None or lower.target.is_pronoun or _same(lower.target, higher.target))
        )

    def _same_happening(self, lower: Mention, higher: Mention, predications: tuple[Predication, ...]) -> bool:
        if (
            lower.act != higher.act
            or not {self._family(lower), self._family(higher)} <= VIOLENT
            or higher.alleged_by is not None
        ):
            return False
        if self._priority(higher) < self._priority(lower):
            return False
        if self._family(lower) == "coercion" and lower.action != higher.action:
            return False
        for below, above in ((lower, higher), (higher, lower)):
            carriers = {above.predication.index, *find_carriers(above.predication, predications)}
            for link in below.predication.chain[:2]:
                if link.relation not in RESULTS:
                    break
                if link.predication in carriers:
                    return True
        # "attacked and killed": conjoined predicates with the same parties.
        same_source = _same(lower.source, higher.source)
        same_target = _same(lower.target, higher.target)
        near = abs(lower.predication.start - higher.predication.start) < 60
        return near and same_source and same_target and lower.predication.chain == higher.predication.chain

    def _rank(self, mention: Mention) -> tuple[int, int, tuple[int, int]]:
        """Of two with one priority the clause that hangs lower goes first: "bombed the camp, killing ten" bombs."""
        return self._priority(mention), -len(mention.predication.chain), mention.trigger

    def _priority(self, mention: Mention) -> int:
        action = self.ontology.actions.get(mention.action)
        return action.priority if action is not None else 5

    def _family(self, mention: Mention) -> str:
        action = self.ontology.actions.get(mention.action)
        return action.family if action is not None else "acts"


def _same_cause(lower: Mention, higher: Mention) -> bool:
    """'The shelling killed four farmers and wounded two nurses': one shelling, told by what it did."""
    first, second = lower.predication.agent, higher.predication.agent
    is_later = lower.predication.start > higher.predication.start
    is_same = first is not None and second is not None and first.head_start == second.head_start
    return is_later and is_same and lower.source is None and higher.source is None


def _same_party(first: Phrase | None, second: Phrase | None) -> bool:
    return first is not None and second is not None and first.head_start == second.head_start


def _is_many(phrase: Phrase) -> bool:
    return phrase.number == "plural" or phrase.pos == "NUM" or len(phrase.members) > 1


def _weaken(mention: Mention) -> Mention:
    """A noun told in passing is sure only where both parties stand beside it."""
    if mention.score is not None and mention.score <= WEAK and (mention.source is None or mention.target is None):
        return replace(mention, score=min(mention.score, POOR))
    return mention


def find_carriers(predication: Predication, predications: tuple[Predication, ...]) -> list[int]:
    """Indices of the light verbs that carry a noun: what hangs from "launched" hangs from the attack."""
    return [
        verb.index
        for verb in predications
        if verb.kind == "verb" and verb.patient is not None and verb.patient.head_start == predication.start
    ]


def _same(first: Phrase | None, second: Phrase | None) -> bool:
    return (first is None) == (second is None) and (
        first is None or second is None or first.head_start == second.head_start
    )
