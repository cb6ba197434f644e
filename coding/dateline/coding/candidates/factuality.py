"""Where an event stands in its sentence: done, tried, asked for, threatened, denied, feared or only talked about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.coding.ontology.model import Ontology
from dateline.coding.records import Link, Phrase, Predication
from dateline.coding.syntax.lexicon import FOILING

if TYPE_CHECKING:
    from dateline.coding.candidates.hits import Hit

# Relations under which the lower clause is told as a fact of its own.
INDEPENDENT = frozenset({"relative", "adverbial", "subject", "root", "participle", "parenthetical"})
HYPOTHETICAL_MODALS = frozenset(
    f"{modal}{tense}" for modal in ("may", "might", "could", "can", "would", "ought") for tense in ("", " have")
)
# Present tense with one of these tells what is usual, and no event: "rebels often attack at night".
HABITUAL = frozenset(
    "always commonly customarily frequently generally habitually normally often ordinarily rarely regularly "
    "routinely seldom sometimes traditionally typically usually".split()
)
# Who sends somebody to do a thing does it: "sent experts to investigate".
SENDING = frozenset("send dispatch deploy assign appoint form establish launch task despatch".split())
# Prepositions under which a verb tells what did not come about, but for verbs that come of what they name.
SHUNNED = frozenset({"from", "against", "without", "instead of", "rather than", "short of"})
DERIVING = frozenset(
    "return come result stem benefit profit recover suffer follow derive arise emerge range differ switch".split()
)
AVERTED = {"stop": ("of",), "hold": ("on", "off"), "fall": ("of",), "back": ("of", "from"), "shy": ("from",)}
# What nearly happened did not.
NEARLY = frozenset({"nearly", "almost", "narrowly"})
STRONG, FAIR, WEAK, POOR = 0.9, 0.75, 0.6, 0.45
NEGOTIATED = frozenset({"diplomatic_cooperation", "consultation"})
# Reaching somebody is done in order to say something: "phoned the king to congratulate him".
REACHING = frozenset({"call", "phone", "telephone", "write", "ring", "visit", "meet", "cable"})
TELLING = frozenset("apologise apologize assure congratulate convey express extend reassure thank voice".split())
DECREED = frozenset({"yielding", "relations"})
HOSTILE_FAMILIES = frozenset({"fighting", "assault", "mass_violence", "coercion", "relations"})


@dataclass(frozen=True, slots=True)
class Standing:
    """The act, the reason not to code (None: code), who speaks, and a raw score."""

    act: str = "do"
    reason: str | None = None
    act_hit: Hit | None = None
    passed_acts: tuple[int, ...] = ()
    speaker: Phrase | None = None
    is_attempt: bool = False
    score: float = STRONG


def find_standing(
    hit: Hit,
    acts: dict[int, tuple[Hit, ...]],
    actions: dict[int, Hit],
    predications: tuple[Predication, ...],
    ontology: Ontology,
) -> Standing:
    """Walk up from a predication and settle what is said of it."""
    predication = hit.predication
    score = STRONG if predication.kind == "verb" or predication.light_verb else FAIR
    act, act_hit = "do", None
    speaker: Phrase | None = None
    passed: list[int] = []
    is_attempt = is_aside = False
    negated = predication.is_negated and not hit.trigger.negated or not NEARLY.isdisjoint(predication.adverbs)
    tense, modal = predication.tense, predication.modal
    if predication.is_conditional:
        return Standing(reason="hypothetical")
    if _is_habitual(predication):
        return Standing(reason="generic")
    if predication.is_question and not predication.chain:
        return Standing(reason="question")
    below = predication
    for link in predication.chain:
        above = predications[link.predication]
        if _is_habitual(above) and predication.tense != "past":
            return Standing(act=act, reason="generic", act_hit=act_hit, passed_acts=tuple(passed))
        upper = next((each for each in acts.get(link.predication, ()) if _is_content(each, link, below)), None)
        if link.relation in {"condition", "until"}:
            return Standing(reason="hypothetical", passed_acts=tuple(passed))
        if upper is not None and above.lemma == "decide" and not negated and hit.action.family in DECREED:
            # "decided to lift the embargo": the decision of who is in charge of a measure is the measure.
            passed.append(link.predication)
            upper = None
        if upper is not None and is_aside:
            # The content is told of in passing: "refused to help the inquiry into the murder".
            return Standing(act=act, reason="presupposed", act_hit=act_hit, passed_acts=tuple(passed))
        if upper is not None and negated and upper.action.name in {"ask", "demand", "intend", "threaten"}:
            # "urged the junta not to execute": the opposite of the content is asked for.
            return Standing(act=upper.action.name, reason="negated", act_hit=upper, passed_acts=tuple(passed))
        if upper is not None:
            passed.append(link.predication)
            if upper.action.name == "attempt":
                is_attempt = True
                act = "attempt" if act == "do" else act
                tense, modal = above.tense or tense, above.modal or modal
                negated = negated or above.is_negated
            elif _is_consumed(upper, actions):
                return Standing(act=upper.action.name, reason="nested", passed_acts=tuple(passed))
            else:
                act, act_hit = upper.action.name, upper
                tense, modal = above.tense, above.modal
                if above.is_negated:
                    if act != "intend":
                        return Standing(act=act, reason="negated", act_hit=upper, passed_acts=tuple(passed))
                    act = "refuse"
                negated = False
                if above.is_conditional:
                    return Standing(act=act, reason="hypothetical", act_hit=upper, passed_acts=tuple(passed))
            below = above
            continue
        if _is_fiction(above, ontology):
            return Standing(act=act, reason="hypothetical", act_hit=act_hit, passed_acts=tuple(passed))
        verdict = _judge_link(link, above, below, actions, ontology)
        if verdict == "negate" and above.lemma == "fail" and hit.action.family in NEGOTIATED and act == "do":
            # Failing to agree is told as a rejection of the other side's terms (CAMEO's root 12).
            return Standing("refuse", None, None, tuple(passed), above.agent, score=FAIR)
        if verdict == "negate" and act == "attempt" and above.lemma in FOILING:
            break  # failing is not the opposite of trying: "foiled an attempt to kill him"
        if verdict == "hypothetical" or verdict == "negate" or verdict == "end":
            if act not in {"do", "attempt"} and not _is_noun(act_hit):
                break
            reason = "negated" if verdict in {"negate", "end"} else "hypothetical"
            return Standing(act=act, reason=reason, act_hit=act_hit, passed_acts=tuple(passed))
        if verdict == "presuppose":
            if act in {"do", "attempt"} or _is_noun(act_hit):
                # "praised the decision to pardon": the decision is only the topic.
                return Standing(act=act, reason="presupposed", act_hit=act_hit, passed_acts=tuple(passed))
            break
        if verdict == "report":
            if act in {"do", "intend"} and link.relation in {"that", "quote"}:
                duty = _duty(below, above)
                if duty is not None and above.agent is None:
                    return Standing(act=act, reason="hypothetical", act_hit=act_hit, passed_acts=tuple(passed))
                if duty is not None:
                    return Standing(act=duty, speaker=above.agent, passed_acts=tuple(passed), score=FAIR)
                if modal == "would" and above.tense == "past":
                    tense, modal = "future", None
            if above.is_negated and act == "do":
                return Standing(act=act, reason="negated", act_hit=act_hit, passed_acts=tuple(passed))
            below = above
            continue
        if verdict == "weak":
            score = min(score, WEAK)
            is_aside = True
        if link.relation in INDEPENDENT:
            if link.relation == "participle" and act == "do":
                # "..., killing five" shares the modality of its clause.
                if above.modal in HYPOTHETICAL_MODALS or above.tense == "future" or above.is_conditional:
                    return Standing(act=act, reason="hypothetical", act_hit=act_hit, passed_acts=tuple(passed))
                if above.is_negated:
                    return Standing(act=act, reason="negated", act_hit=act_hit, passed_acts=tuple(passed))
            break
        negated = negated or (above.is_negated and link.relation in {"infinitive", "object", "gerund", "that"})
        if predication.kind == "noun" or link.relation in {"infinitive", "gerund", "small"}:
            tense, modal = above.tense or tense, above.modal or modal
        if above.is_conditional and act == "do":
            return Standing(act=act, reason="hypothetical", act_hit=act_hit, passed_acts=tuple(passed))
        below = above
    if act in {"do", "attempt"} and hit.action.family != "acts" and _has_condition(predication, predications):
        if not negated and _is_own_word(predication, predications, tense, modal):
            # "Iran said it would close the strait if attacked": a threat, or with a friendly content an offer.
            bound = "threaten" if hit.action.family in HOSTILE_FAMILIES else "intend"
            return Standing(bound, None, None, tuple(passed), predication.agent, score=FAIR)
        return Standing(act=act, reason="hypothetical", act_hit=act_hit, passed_acts=tuple(passed))
    if act in {"do", "attempt"}:
        act, refused, score = _settle(act, negated, tense, modal, predication, hit, score)
        if refused is not None:
            return Standing(act=act, reason=refused, act_hit=act_hit, passed_acts=tuple(passed))
    elif modal in {"may", "might", "could"} or (modal == "would" and act != "refuse"):
        return Standing(act=act, reason="hypothetical", act_hit=act_hit, passed_acts=tuple(passed))
    return Standing(act, None, act_hit, tuple(passed), speaker, is_attempt, round(score, 4))


def _settle(
    act: str, negated: bool, tense: str | None, modal: str | None, predication: Predication, hit: Hit, score: float
) -> tuple[str, str | None, float]:
    if modal == "would" and not negated and predication.agent is not None and hit.action.family in NEGOTIATED:
        # "The two would hold talks next month": free indirect speech for "will".
        return "intend", None, min(score, WEAK)
    if modal in HYPOTHETICAL_MODALS and not (modal == "would" and negated):
        return act, "hypothetical", score
    if modal in {"should", "must", "should have", "must have"}:
        return act, "hypothetical", score
    if negated:
        has_doer = predication.agent is not None
        if has_doer and (tense == "future" or modal == "would") and hit.action.family != "acts":
            return "refuse", None, min(score, FAIR)
        return act, "negated", score
    if tense == "future":
        if predication.agent is None and not hit.trigger.source:
            return act, "hypothetical", score
        return ("intend", None, min(score, FAIR)) if hit.action.family != "acts" else (act, None, score)
    return act, None, score


def _is_own_word(
    predication: Predication, predications: tuple[Predication, ...], tense: str | None, modal: str | None
) -> bool:
    """Whether the doer itself says what it will do, or the publisher does; what others foresee is not its word."""
    if predication.agent is None or tense != "future" and modal != "would":
        return False
    for link in predication.chain:
        if link.relation in {"that", "quote"}:
            speaker = predications[link.predication].agent
            return speaker is not None and speaker.head_start == predication.agent.head_start
    return tense == "future"


def _is_habitual(predication: Predication) -> bool:
    return predication.tense == "present" and not HABITUAL.isdisjoint(predication.adverbs)


def _is_noun(hit: Hit | None) -> bool:
    return hit is not None and hit.predication.kind == "noun"


def _has_condition(predication: Predication, predications: tuple[Predication, ...]) -> bool:
    return any(
        below.chain and (below.chain[0].relation, below.chain[0].predication) == ("condition", predication.index)
        for below in predications
    )


def _is_consumed(upper: Hit, actions: dict[int, Hit]) -> bool:
    """'reached an agreement to leave': the noun is the object that an action's own trigger asks for."""
    if not _is_noun(upper) or not upper.predication.chain:
        return False
    above = actions.get(upper.predication.chain[0].predication)
    if above is None or above.trigger.conditions.object is None or above.predication.patient is None:
        return False
    return above.predication.patient.head_start == upper.predication.start


def _duty(below: Predication, above: Predication) -> str | None:
    """'said Libya must hand over': a demand; 'said Libya should': an appeal."""
    if below.modal == "must" and not below.is_negated:
        return "demand"
    if below.modal == "should" and not below.is_negated:
        return "ask"
    return None


def _is_content(upper: Hit, link: Link, below: Predication) -> bool:
    relation = link.relation
    allowed = upper.trigger.content
    if relation == "that" and upper.action.name in {"ask", "demand"} and below.tense == "past":
        # "insisted that troops had left" reports; "insisted that troops leave" demands.
        return False
    if relation in allowed:
        return True
    if relation == "object" and upper.trigger.conditions.object is not None and below.kind == "noun":
        # "rejected a request to release": the trigger asks for the noun that carries the content.
        return upper.trigger.conditions.object.lemmas.isdisjoint({below.lemma}) is False
    if relation in {"infinitive", "small"} and "infinitive" in allowed:
        return True
    if relation == "attribute" and "infinitive" in allowed:
        return below.kind == "verb"
    return relation == "that" and "gerund" in allowed and below.tense is None


def _is_fiction(above: Predication, ontology: Ontology) -> bool:
    """'the film shows rebels who storm a palace': what a work of art tells happened nowhere else."""
    if above.agent is None or above.agent.head not in ontology.embedding.get("fiction", ()):
        return False
    told = ontology.embedding.get("report", frozenset()) | ontology.embedding.get("presuppose", frozenset())
    return above.lemma in told


def _judge_link(
    link: Link, above: Predication, below: Predication, actions: dict[int, Hit], ontology: Ontology
) -> str | None:
    lemma = f"{above.lemma} {above.particle}" if above.particle else above.lemma
    embedding = ontology.embedding
    relation = link.relation
    if relation in {"purpose", "infinitive"} and above.lemma in SENDING:
        return None
    if relation in {"purpose", "infinitive"} and above.lemma in REACHING and below.index in actions:
        family = actions[below.index].action.family
        return None if family == "comment" or below.lemma in TELLING else "hypothetical"
    if relation == "purpose":
        return "hypothetical"
    if below.kind == "verb" and relation in {"for", "of", "over", "about"} and above.index in actions:
        # "acquitted of spreading rumours": what somebody is tried or held for is only the topic.
        return "presuppose"
    if relation in {"root"}:
        return None
    if below.kind == "verb" and (relation in SHUNNED or relation in AVERTED.get(above.lemma, ())):
        # "prevented gunmen from killing", "decided against expelling", "stopped short of arresting"
        return None if above.lemma in DERIVING else "negate"
    if relation in {"that", "quote", "parenthetical"}:
        if lemma in embedding.get("hypothetical", ()) and above.kind == "verb":
            return "hypothetical"
        if lemma in embedding.get("negate", ()):
            return "negate"
        return "report"
    if relation in {"infinitive", "gerund", "small"}:
        if lemma in embedding.get("aspect", ()) or lemma in embedding.get("light", ()):
            return None
        if lemma in embedding.get("negate", ()):
            return "negate"
        if lemma in embedding.get("end", ()):
            return "end"
        if lemma in embedding.get("report", ()) and relation != "infinitive":
            return "report"
        if above.lemma == "able" and above.tense == "past" and above.modal is None and not above.is_negated:
            return None  # "was able to break out": it did
        if relation == "small":
            return "weak"
        return "hypothetical"
    if relation == "object":
        if below.light_verb == above.lemma or (above.is_passive and below.kind == "noun" and below.light_verb):
            return None
        if lemma in embedding.get("negate", ()):
            return "negate"
        if lemma in embedding.get("end", ()):
            return "end"
        if lemma in embedding.get("hypothetical", ()):
            return "hypothetical"
        if lemma in embedding.get("presuppose", ()) or above.index in actions:
            return "presuppose" if below.kind == "noun" else None
        if lemma in embedding.get("aspect", ()) or lemma in embedding.get("factual", ()):
            return None
        if lemma in embedding.get("report", ()):
            return "report"
        return "weak"
    if below.kind == "noun" and relation not in INDEPENDENT:
        if above.kind == "noun" and lemma in embedding.get("nouns", ()):
            return "hypothetical"
        if lemma in embedding.get("hypothetical", ()):
            return "hypothetical"
        if relation in {"for", "against", "about", "on", "over", "of"} and (
            lemma in embedding.get("presuppose", ()) or above.index in actions
        ):
            return "presuppose"
        if below.light_verb == above.lemma:
            return None
        return "weak"
    if relation in {"for", "of", "about"} and above.kind == "noun" and lemma in embedding.get("nouns", ()):
        return "hypothetical"
    if relation in {"without", "instead"}:
        return "negate"
    return None
