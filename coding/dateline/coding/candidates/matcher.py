"""Predications of a sentence in, Mentions and Rejections out: which action, which act, whose doing."""

from __future__ import annotations

from dataclasses import replace

from dateline.coding.candidates.conditions import Conditioner, Party, Recogniser, complements_of
from dateline.coding.candidates.doers import name_doer
from dateline.coding.candidates.factuality import FAIR, POOR, Standing, find_standing
from dateline.coding.candidates.hits import Acts, Hit, Index, reject
from dateline.coding.candidates.sides import SPEAKER, Sides
from dateline.coding.candidates.sifting import VIOLENT, Sifter
from dateline.coding.candidates.topics import find_topics
from dateline.coding.ontology.model import Action, Ontology
from dateline.coding.records import UNSPECIFIED, Mention, Phrase, Predication, Rejection

# Acts whose target is the one spoken to or about rather than the content's own target.
ADDRESSED = frozenset({"ask", "demand", "accuse"})
DUTIES = {"must": "demand", "should": "ask"}
# Clauses that only describe.
ASIDE = frozenset({"participle", "relative", "adverbial", "condition", "until", "root"})
VICTIM_VERBS = frozenset({"kill", "wound", "injure", "hurt"})  # "where 28 were killed in riots": a toll
SETTINGS = frozenset({"GPE", "LOC", "FAC", "DATE", "TIME"})  # labels of when and where


class Matcher:
    """Names the predications of a sentence by an ontology.

    Parameters
    ----------
    ontology: what is looked for.
    parties: what tells whether a phrase may be a party, and of which kind.
    """

    def __init__(self, ontology: Ontology, parties: Recogniser) -> None:
        self.ontology = ontology
        self.parties = parties
        self.conditioner = Conditioner(ontology, parties)
        self.sides = Sides(ontology, self.conditioner)
        self.sifter = Sifter(ontology, parties)

    def match(self, predications: tuple[Predication, ...]) -> tuple[tuple[Mention, ...], tuple[Rejection, ...]]:
        """The mentions of one sentence that nothing speaks against, and why the other look-alikes were not coded."""
        candidates, rejections = self.find_candidates(predications)
        doubts = [mention.doubt for mention in candidates if mention.doubt is not None]
        return tuple(mention for mention in candidates if mention.doubt is None), tuple(
            sorted((*rejections, *doubts), key=lambda r: (r.start, r.reason))
        )

    def find_candidates(
        self, predications: tuple[Predication, ...]
    ) -> tuple[tuple[Mention, ...], tuple[Rejection, ...]]:
        """All that may be told in one sentence, in text order, and the look-alikes that mean something else."""
        predications = tuple(name_doer(predication, predications, self.parties) for predication in predications)
        rejections: list[Rejection] = []
        actions: dict[int, Hit] = {}
        acts: dict[int, tuple[Hit, ...]] = {}
        for predication in predications:
            fired = self._fire(predication, self.ontology.action_index, predications)
            if fired:
                actions[predication.index] = fired[0]
            elif (near := self._looked_for(predication)) is not None:
                rejections.append(reject(predication, "wrong_object", f"do({near.name})"))
            hits = self._fire(predication, self.ontology.act_index, predications)
            if hits:
                acts[predication.index] = hits
        self._drop_shared_words(actions)
        mentions: list[Mention] = []
        used_acts: set[int] = set()
        # A word that is an action and an act is the act where a content hangs from it: those are settled last.
        for index in sorted(actions, key=lambda i: (i in acts, i)):
            if index in used_acts or index in acts and self._is_rather_act(actions[index], acts[index]):
                continue
            mentions += self._code(actions[index], actions, acts, predications, used_acts)
            used_acts.add(index)
        for index in sorted(acts):
            if index not in used_acts and not _hands_on(index, used_acts, predications):
                mentions.append(self._code_bare(acts[index], acts, actions, predications))
        mentions += self._find_duties(predications, {m.predication.index for m in mentions})
        kept, dropped = self.sifter.sift(mentions, predications)
        rejections += dropped
        return tuple(sorted(kept, key=lambda m: m.trigger)), tuple(
            sorted(rejections, key=lambda r: (r.start, r.reason))
        )

    def _fire(self, predication: Predication, index: Index, predications: tuple[Predication, ...]) -> tuple[Hit, ...]:
        """Every trigger that fits, the most specific first."""
        candidates = index.get((predication.kind, predication.lemma), ())
        return tuple(
            Hit(predication, action, trigger)
            for action, trigger in candidates
            if self.conditioner.fits(trigger, predication, predications)
        )

    def _is_rather_act(self, action: Hit, hits: tuple[Hit, ...]) -> bool:
        return any(hit.trigger.bare and hit.trigger.weight > action.trigger.weight for hit in hits)

    def _find_duties(self, predications: tuple[Predication, ...], coded: set[int]) -> list[Mention]:
        """'said the government must ensure security': an authority tells another what to do, whatever it is."""
        found: list[Mention] = []
        for predication in predications:
            if predication.modal not in DUTIES or predication.is_negated or predication.index in coded:
                continue
            if not predication.chain or predication.chain[0].relation != "that" or predication.agent is None:
                continue
            above = predications[predication.chain[0].predication]
            speaker, told = above.agent, predication.agent
            if speaker is None or above.lemma not in self.ontology.embedding.get("report", frozenset()):
                continue
            if speaker.head_start == told.head_start or above.is_negated or predication.is_conditional:
                continue
            if not (self.parties.is_public(speaker) and self.parties.is_authority(told)):
                continue
            found.append(
                Mention(
                    predication=predication,
                    action=UNSPECIFIED,
                    act=DUTIES[predication.modal],
                    rule=f"duty/{predication.modal}",
                    source=speaker,
                    target=told,
                    source_words=speaker,
                    target_words=told,
                    score=FAIR,
                    trigger=(predication.start, predication.end),
                )
            )
        return found

    def _looked_for(self, predication: Predication) -> Action | None:
        """The action that the word is near to telling; None where the word tells many things or nobody does it."""
        candidates = self.ontology.action_index.get((predication.kind, predication.lemma), ())
        actions = {action.name: action for action, t in candidates if t.particle == predication.particle}
        if len(actions) != 1 or predication.kind != "verb" or predication.agent is None:
            return None
        return next(iter(actions.values())) if self.parties.is_actor(predication.agent) else None

    def _drop_shared_words(self, actions: dict[int, Hit]) -> None:
        """One clause, one coding: a verb and its noun give one."""
        for index, hit in list(actions.items()):
            predication = hit.predication
            for link in predication.chain[:1]:
                above = actions.get(link.predication)
                if above is None or link.relation not in {
                    "object",
                    "in",
                    "on",
                    "into",
                    "to",
                    "with",
                    "under",
                    "by",
                    "of",
                    "for",
                    "attribute",
                    "out",
                    "recipient",
                    "subject",
                    "from",
                }:
                    continue
                if VIOLENT >= {above.action.family, hit.action.family} and hit.action.priority >= above.action.priority:
                    continue  # "were killed in an air strike": the two are merged later
                if _asks_for(above, predication):
                    # The verb's trigger names this noun: "signed an agreement", "imposed a curfew".
                    actions.pop(index, None)
        for index, hit in list(actions.items()):
            light = hit.predication.light_verb
            if light is None:
                continue
            for other, verb in list(actions.items()):
                if (
                    verb.predication.kind == "verb"
                    and verb.predication.lemma == light
                    and _carries(verb.predication, hit)
                ):
                    loser = index if verb.trigger.weight >= hit.trigger.weight + 1 else other
                    actions.pop(loser, None)

    def _code(
        self,
        hit: Hit,
        actions: dict[int, Hit],
        acts: Acts,
        predications: tuple[Predication, ...],
        used_acts: set[int],
    ) -> list[Mention]:
        predication = hit.predication
        standing = find_standing(hit, acts, actions, predications, self.ontology)
        if standing.act_hit is not None:
            used_acts.add(standing.act_hit.predication.index)
        for other in standing.passed_acts:
            used_acts.add(other)
        source = self.sides.source_of(hit, predications)
        target = self.sides.target_of(hit, source, predications)
        if standing.act in {"do", "attempt"} or standing.act_hit is None and standing.speaker is None:
            mention = self._mention(hit, predications, standing, standing.act, source, target)
            if source is None and _is_told_in_passing(predication, self.ontology):
                mention = replace(mention, score=min(mention.score or POOR, POOR))
            return [mention]
        return self._code_act(hit, standing, source, target, predications)

    def _code_act(
        self,
        hit: Hit,
        standing: Standing,
        source: Party | None,
        target: Party | None,
        predications: tuple[Predication, ...],
    ) -> list[Mention]:
        act = standing.act
        speaker: Party | None = None
        addressee: Party | None = None
        if standing.speaker is not None and self.parties.is_actor(standing.speaker):
            speaker = Party(standing.speaker, standing.speaker)
        if standing.act_hit is not None:
            act_hit = standing.act_hit
            speaker = self.conditioner.source_of(act_hit.trigger, act_hit.predication)
            speaker = speaker or self.sides.speaker_above(act_hit, predications)
            addressee = self._addressee(standing.act_hit, speaker)
            if speaker is None and act == "accuse" and SPEAKER in (act_hit.trigger.source or ()):
                # "the cartel was responsible for the killings": nobody accuses, so the publisher tells it.
                culprit = self._addressee(act_hit, None)
                return [self._mention(hit, predications, replace(standing, score=FAIR), "do", culprit, target)]
        speaker_start = speaker.head_start if speaker is not None else -1
        doer = source if source is not None and source.head_start != speaker_start else None
        undergoer = target if target is not None and target.head_start != speaker_start else None
        if addressee is not None and undergoer is not None and addressee.head_start == undergoer.head_start:
            # "demanded the withdrawal of troops from Idlib": it is said to the troops.
            addressee = doer or addressee
        if (
            act == "demand"
            and hit.action.family == "coercion"
            and _is_order(standing.act_hit)
            and addressee is not None
            and not self.parties.is_authority(addressee.phrase)
        ):
            # "ordered the newspaper to suspend publication": the order is the measure.
            return [self._mention(hit, predications, standing, "do", speaker, addressee)]
        if act in ADDRESSED:
            counterpart = addressee or doer or undergoer
        else:
            counterpart = undergoer or addressee or (doer if hit.action.is_reciprocal or act == "refuse" else None)
        mention = self._mention(hit, predications, standing, act, speaker, counterpart)
        if mention.doubt is not None:
            return [mention]
        mentions = [mention] if speaker is not None else [_doubted(mention, "no_actor", "nobody is named who does so")]
        if act == "accuse":
            alleged = self._mention(
                hit, predications, standing, "attempt" if standing.is_attempt else "do", doer or addressee, undergoer
            )
            if self.sifter.find_missing(alleged) is None and hit.action.family != "disapproval":
                # "The rebels were accused of having used chlorine": the deed is told, whoever says so.
                mentions.append(replace(alleged, alleged_by=speaker.phrase if speaker is not None else None))
        return mentions

    def _code_bare(
        self, hits: tuple[Hit, ...], acts: Acts, actions: dict[int, Hit], predications: tuple[Predication, ...]
    ) -> Mention:
        """An act whose content the ontology does not name."""
        hit = next((hit for hit in hits if hit.trigger.bare), hits[0])
        predication = hit.predication
        act = hit.action.name
        standing = find_standing(hit, acts, actions, predications, self.ontology)
        source = self.conditioner.source_of(hit.trigger, predication) or self.sides.speaker_above(hit, predications)
        target = self._addressee(hit, source) or self.conditioner.target_of(hit.trigger, predication, source)
        if target is None:
            below = [p for p in predications if p.chain and p.chain[0].predication == predication.index]
            below = [p for p in below if p.chain[0].relation not in ASIDE]
            target = next(
                (
                    Party(p.agent, p.agent)
                    for p in below
                    if p.agent is not None
                    and (source is None or p.agent.head_start != source.head_start)
                    and self.parties.is_actor(p.agent)
                ),
                None,
            )
        mention = replace(self._mention(hit, predications, standing, act, source, target), action=UNSPECIFIED)
        reason = standing.reason if standing.act == "do" else "nested"
        if not hit.trigger.bare:
            reason = "no_content"
        elif reason is None and source is None:
            reason = "no_actor"
        return _doubted(replace(mention, doubt=None), reason, "") if reason is not None else mention

    def _addressee(self, hit: Hit, source: Party | None) -> Party | None:
        if not hit.trigger.addressee:
            return None
        trigger = replace(hit.trigger, target=hit.trigger.addressee)
        return self.conditioner.target_of(trigger, hit.predication, source)

    def _mention(
        self,
        hit: Hit,
        predications: tuple[Predication, ...],
        standing: Standing,
        act: str,
        source: Party | None,
        target: Party | None,
    ) -> Mention:
        predication = hit.predication
        doubt = standing.reason and reject(predication, standing.reason, f"{act}({hit.action.name})")
        reciprocal = hit.trigger.reciprocal if hit.trigger.reciprocal is not None else hit.action.is_reciprocal
        sides = self.sides.both_of(hit, predications) if act in {"do", "attempt", "intend"} else None
        if sides is not None and (hit.action.is_reciprocal or source is None or _is_one_of(source.phrase, sides)):
            source, target, reciprocal = Party(sides, sides), None, True
        return Mention(
            predication=predication,
            action=hit.action.name,
            act=act,
            rule=hit.trigger.rule,
            topics=find_topics(self.ontology, hit.action, hit.trigger, predication),
            source=source.phrase if source else None,
            target=target.phrase if target else None,
            source_words=source.words if source else None,
            target_words=target.words if target else None,
            is_reciprocal=reciprocal and act in {"do", "attempt", "intend"},
            score=standing.score,
            trigger=(predication.start, predication.end),
            doubt=doubt or None,
        )


def _is_one_of(phrase: Phrase, sides: Phrase) -> bool:
    return any(member.head_start == phrase.head_start for member in sides.members)


def _doubted(mention: Mention, reason: str, why: str) -> Mention:
    coding = f"{mention.act}({mention.action})"
    return replace(mention, doubt=reject(mention.predication, reason, f"{coding}: {why}" if why else coding))


def _is_order(hit: Hit | None) -> bool:
    return hit is not None and hit.predication.lemma in {"order", "command"}


def _hands_on(index: int, used: set[int], predications: tuple[Predication, ...]) -> bool:
    """'expressed readiness to help': the noun has been coded, the verb adds nothing."""
    verb = predications[index]
    return any(
        below.index in used
        and (
            (bool(below.chain) and (below.chain[0].predication, below.chain[0].relation) == (index, "object"))
            or (verb.patient is not None and verb.patient.head_start == below.start)
        )
        for below in predications
    )


def _is_told_in_passing(predication: Predication, ontology: Ontology) -> bool:
    """'the writer, jailed for four years': an agentless passive in a clause that only describes somebody.

    Where it says when, where or in what ("abducted in Syria in June", "taken in a raid"), it tells an event.
    """
    is_aside = (
        predication.is_passive
        and bool(predication.chain)
        and predication.chain[0].relation in {"relative", "participle"}
    )
    if not is_aside or any(phrase.entity in SETTINGS for _, phrase in predication.complements):
        return False
    if predication.lemma in VICTIM_VERBS:
        return True
    within = [phrase.head for name, phrase in predication.complements if name in {"in", "during"}]
    return ontology.nouns.isdisjoint(within)


def _asks_for(above: Hit, below: Predication) -> bool:
    """Whether the verb's trigger holds a condition that this noun fulfils."""
    conditions = above.trigger.conditions
    if conditions.subject is not None and conditions.subject.lemmas and above.predication.agent is not None:
        if above.predication.agent.head_start == below.start and below.lemma in conditions.subject.lemmas:
            return True
    if conditions.object is not None and above.predication.patient is not None:
        if any(member.head_start == below.start for member in above.predication.patient.members):
            return True
    for name in conditions.preps:
        if any(phrase.head_start == below.start for phrase in complements_of(above.predication, name)):
            return True
    return False


def _carries(verb: Predication, noun: Hit) -> bool:
    phrases = [verb.patient, *(phrase for _, phrase in verb.complements)]
    return any(p is not None and any(m.head_start == noun.predication.start for m in p.members) for p in phrases)
