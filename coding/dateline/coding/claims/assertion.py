"""Who asserts what one sentence tells, and how sure: a Mention and its sentence in, a Claim out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from dateline.coding.ontology import Ontology
from dateline.coding.records import Mention, Phrase, Predication, Sentence

IsActor = Callable[[Phrase], bool]

ALLEGING_ADVERBS = frozenset({"allegedly", "purportedly", "supposedly", "reportedly", "apparently", "presumably"})
ALLEGING_ADJECTIVES = frozenset({"alleged", "so-called", "purported", "supposed", "suspected"})
ALLEGING_VERBS = frozenset({"allege", "accuse", "suspect", "blame"})
# They report, but of what the subject means to do or feels, not of what it knows.
NOT_CLAIMING = frozenset({"agree", "vow", "welcome", "hail", "hear", "learn"})
# What these families hold is itself speech or dealings that a party tells of itself.
SPEECH_FAMILIES = frozenset({"comment", "consultation", "diplomatic_cooperation", "disapproval", "rejection"})
SOURCES_OF_CLAIMS = ("according to", "according")
# "by the army's own account"
ACCOUNTS = frozenset({"account", "count", "reckoning", "tally", "estimate", "figure", "admission", "version"})
# What speaks for whoever issued it; its own owner, author or adjective is the party that speaks.
DOCUMENTS = frozenset(
    """statement communique communiqué report release bulletin website site newspaper daily weekly broadcaster channel
    television radio agency account post message letter memo memorandum dispatch document video footage recording
    broadcast briefing note tweet posting page paper magazine outlet portal journal""".split()
)
SPEECH_LIKE = ("by", "of", "from")
ACCUSED_OF = frozenset({"of", "for", "in", "gerund", "infinitive"})
CLAIMING_RELATIONS = frozenset({"that", "quote", "parenthetical", "gerund", "object"})
# What stands before a clause that is thrown in: ", the army said", "”, said the mayor".
_THROWN_IN = re.compile(r"[,”\"’'–—-]\s*$")
_GOES_ON = re.compile(r"[^,;]{0,40}, and\b")
_EDGE = 3  # characters of punctuation that may stand between a phrase and the sentence's end


@dataclass(frozen=True, slots=True)
class Claim:
    """Status of one mention and the phrase of who asserts it (None: the publisher itself)."""

    status: str = "reported"
    claimant: Phrase | None = None


def find_claim(
    mention: Mention,
    predications: tuple[Predication, ...],
    sentence: Sentence,
    ontology: Ontology,
    is_actor: IsActor,
) -> Claim:
    """The claim of one mention from its own sentence."""
    predication = mention.predication
    if mention.alleged_by is not None:
        return Claim("alleged", mention.alleged_by)
    supposed = predication.modal in {"may have", "might have", "could have"}
    alleged = (
        supposed
        or bool(ALLEGING_ADVERBS & set(predication.adverbs))
        or any(word.lemma in ALLEGING_ADJECTIVES for word in predication.modifiers)
    )
    claimant: Phrase | None = None
    passed = [predication]
    is_aside = False
    for link in predication.chain:
        above = predications[link.predication]
        alleged = alleged or bool(ALLEGING_ADVERBS & set(above.adverbs))
        alleged = alleged or above.lemma in ALLEGING_VERBS and link.relation in ACCUSED_OF and not is_aside
        if link.relation in CLAIMING_RELATIONS and _reports(above, ontology):
            # "accused Chad of theft, a charge that it rejected": what the relative clause tells is not alleged.
            alleged = alleged or above.lemma in ALLEGING_VERBS and not is_aside
            speaker = _speaker(above, is_actor)
            if speaker is not None and link.relation != "object":
                claimant = speaker
                break
        is_aside = is_aside or link.relation == "relative"
        passed.append(above)
    if claimant is None:
        claimant = _thrown_in(passed, predications, sentence, ontology, is_actor)
    if claimant is None:
        claimant = _according_to(passed, is_actor) or _at_the_edge(predications, sentence, is_actor)
    if claimant is not None and is_speech(mention, ontology) and mention.source is not None:
        if claimant.head_start == mention.source.head_start or claimant.is_pronoun:
            # "Xi said he would visit": the speech is the event; the paper reports it.
            claimant = None
    if alleged:
        return Claim("alleged", claimant)
    return Claim("claimed", claimant) if claimant is not None else Claim()


def is_speech(mention: Mention, ontology: Ontology) -> bool:
    """Whether the event is itself speech or dealings, which its own side may announce without claiming anything."""
    action = ontology.actions.get(mention.action)
    return mention.act not in {"do", "attempt"} or (action is not None and action.family in SPEECH_FAMILIES)


def find_speaker(predications: Sequence[Predication], ontology: Ontology, is_actor: IsActor) -> Phrase | None:
    """Who speaks in a sentence, for quotations that go on in the next one."""
    for predication in predications:
        if predication.kind == "verb" and _reports(predication, ontology):
            speaker = _speaker(predication, is_actor)
            if speaker is not None:
                return speaker
    return _according_to(predications, is_actor)


def _reports(predication: Predication, ontology: Ontology) -> bool:
    lemma = predication.lemma
    return lemma in ALLEGING_VERBS or (
        lemma not in NOT_CLAIMING and lemma in ontology.embedding.get("report", frozenset())
    )


def _speaker(predication: Predication, is_actor: IsActor) -> Phrase | None:
    for phrase in (predication.agent, *predication.phrases("by")):
        if phrase is not None and (voice := _voice(phrase, is_actor)) is not None:
            return voice
    return None


def _voice(phrase: Phrase, is_actor: IsActor) -> Phrase | None:
    """Who speaks by a phrase: itself, or whoever issued the statement, report or broadcast that it names."""
    if is_actor(phrase) or phrase.is_pronoun:
        return phrase
    # "reads the statement issued by the ministry", "the ministry's statement", "an army statement"
    issuers = [inner for name, inner in phrase.complements if name in SPEECH_LIKE]
    owner = [phrase.possessor] if phrase.possessor is not None else []
    for issuer in (*issuers, *owner, *_issuer_before(phrase)):
        if is_actor(issuer) or issuer.is_pronoun:
            return issuer
    return phrase if phrase.head in DOCUMENTS else None


def _issuer_before(phrase: Phrase) -> Iterator[Phrase]:
    """The words before a document's head as a phrase of their own: "defence ministry" of a statement."""
    if phrase.head not in DOCUMENTS | ACCOUNTS or not phrase.modifiers:
        return
    last = phrase.modifiers[-1]
    first = phrase.modifiers[0]
    text = phrase.text[first.start - phrase.start : last.end - phrase.start]
    yield Phrase(
        first.start, last.end, text, last.lemma, last.start, last.end, last.pos, last.entity,
        text if last.entity else None, "singular", modifiers=phrase.modifiers[:-1],
    )  # fmt: skip


def _thrown_in(
    passed: Sequence[Predication],
    predications: Sequence[Predication],
    sentence: Sentence,
    ontology: Ontology,
    is_actor: IsActor,
) -> Phrase | None:
    """'They took the town, an officer said': a clause of speech that hangs from what is said, or stands after it.

    It goes for all that the sentence tells before it, and for what follows "and"; where nothing is told before it
    ("By dawn, the army said, the town had fallen") for the clause that it interrupts.
    """
    told = {predication.index for predication in passed}
    is_main = not passed[-1].chain
    for other in predications:
        if other.kind != "verb" or other.index in told or not _reports(other, ontology):
            continue
        hangs = other.chain[0].relation if other.chain else "root"
        if hangs not in {"that", "parenthetical", "root"} or other.agent is None or other.modal is not None:
            continue
        start = min(other.start, other.agent.start)
        if not _THROWN_IN.search(sentence.text[: start - sentence.start]):
            continue
        if passed[0].start < start:
            applies = is_main and hangs != "root" or _governor(other) in told
        elif any(p.kind == "verb" and p.start < start and p.index != other.index for p in predications):
            applies = is_main and _GOES_ON.match(sentence.text, other.end - sentence.start) is not None
        else:
            applies = _governor(other) in told
        if applies:
            return _voice(other.agent, is_actor)
    return None


def _governor(predication: Predication) -> int | None:
    return predication.chain[0].predication if predication.chain else None


def _according_to(passed: Iterable[Predication], is_actor: IsActor) -> Phrase | None:
    for predication in passed:
        for name, phrase in predication.complements:
            is_account = name == "by" and phrase.head in ACCOUNTS
            if not is_account and name not in SOURCES_OF_CLAIMS:
                continue
            voice = _voice(phrase, is_actor)
            if voice is not None:
                return voice
    return None


def _at_the_edge(predications: Sequence[Predication], sentence: Sentence, is_actor: IsActor) -> Phrase | None:
    """'X shelled A and stormed B, according to Y': at the sentence's end or start it goes for all of it."""
    for predication in predications:
        for phrase in predication.phrases(*SOURCES_OF_CLAIMS):
            is_last = sentence.end - phrase.end <= _EDGE
            is_first = sentence.text.lower().startswith("according to") and phrase.start - sentence.start < 20
            if is_last or is_first:
                return _voice(phrase, is_actor)
    return None
