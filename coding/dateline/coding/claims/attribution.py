"""Whose word an article goes on with from sentence to sentence: Claims and Drafts in, the claimant's Actor out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from dateline.coding.cast import ActorResolver
from dateline.coding.claims.assertion import DOCUMENTS, Claim
from dateline.coding.events.drafts import Draft, Member
from dateline.coding.records import Actor, Phrase, Sentence

Resolve = Callable[[Phrase], Actor | None]
Locate = Callable[[Phrase], str | None]

REACH = 8  # sentences over which "the ministry" or "the statement" goes on meaning who spoke there
FIRST_PERSONS = frozenset({"i", "we", "us", "our", "ours", "me", "my", "mine", "ourselves", "myself"})
DEFINITE = frozenset({"the", "this", "that"})
# Who tells of the place where it happened, whichever side did it.
LOCAL_SECTORS = frozenset({"CVL", "COP", "HLH", "JUD", "EDU", "LAB", "AGR", "REF"})
STATE_OFFICES = frozenset({"GOV", "MIL"})
STATE_SECTORS = frozenset({"GOV", "MIL", "SPY", "LEG", "PTY", "OPP"})


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who spoke in a sentence, by which phrase; `actor` None: somebody of whom nothing is known."""

    sentence: int
    phrase: Phrase
    actor: Actor | None


class Speakers:
    """Who has spoken so far in one article; made anew for every article.

    Parameters
    ----------
    resolve: the actor of a phrase, by the article's coreference.
    locate: the country of a place that a phrase names.
    actors: composes an actor's code with a country.
    """

    def __init__(self, resolve: Resolve, locate: Locate, actors: ActorResolver) -> None:
        self._resolve = resolve
        self._locate = locate
        self._actors = actors
        self._heard: list[Speaker] = []

    def hear(self, sentence: int, phrase: Phrase) -> None:
        """Remember who speaks in a sentence; sentences come in order."""
        self._heard.append(Speaker(sentence, phrase, self.identify(phrase, sentence)))

    def identify(self, phrase: Phrase, sentence: int) -> Actor | None:
        """Who a claimant's phrase means, by who spoke before: "It added", "The statement said", "the ministry"."""
        actor = self._resolve(phrase)
        if actor is not None and actor.country is not None:
            return actor
        if actor is not None and actor.sector in LOCAL_SECTORS | STATE_SECTORS:
            # "the Kherson governor", "a hospital in Gao"
            located = self._actors.with_country(actor, self._locate(phrase))
            if located.country is not None:
                return located
        before = [heard for heard in self._heard if 0 <= sentence - heard.sentence <= REACH]
        is_own = phrase.possessor is not None and phrase.possessor.is_pronoun  # "its statement"
        if phrase.is_pronoun or phrase.head in DOCUMENTS and (is_own or phrase.determiner in DEFINITE):
            last = next((heard for heard in reversed(before) if heard.phrase is not phrase), None)
            return actor if actor is not None or last is None else last.actor
        if phrase.determiner in DEFINITE:
            for heard in reversed(before):
                same = heard.phrase.head == phrase.head and heard.actor is not None
                if same and heard.actor is not None and heard.actor.country is not None:
                    return heard.actor
            if actor is not None and _is_bare_office(phrase, actor):
                # "Chad said ... The ministry added": an office named without its state is of the last one that spoke.
                state = next((h.actor.country for h in reversed(before) if h.actor and h.actor.country), None)
                return self._actors.with_country(actor, state)
        return actor

    def of_quotation(
        self, quotation: tuple[int, int], sentence: Sentence, sentences: Sequence[Sentence]
    ) -> Speaker | None:
        """Whose words a quotation over several sentences is: who is named at its end, else who spoke last."""
        closing = next((s.index for s in sentences if s.start <= quotation[1] - 1 < s.end), sentence.index)
        opening = next((s.index for s in sentences if s.start <= quotation[0] < s.end), sentence.index)
        for heard in self._heard:
            is_here = heard.sentence in {opening, closing}
            if is_here and not quotation[0] <= heard.phrase.start < quotation[1]:
                return heard
        before = [heard for heard in self._heard if heard.sentence < sentence.index]
        return before[-1] if before else None


def _is_bare_office(phrase: Phrase, actor: Actor) -> bool:
    """Whether a phrase names an office and nothing of whose: "the Defence Ministry", not "the Kherson governor"."""
    is_named = phrase.pos != "PROPN" and any(word.pos == "PROPN" for word in phrase.modifiers)
    return actor.sector in STATE_OFFICES and actor.code[:3] == actor.sector and not is_named


def attribute(
    draft: Draft,
    claim: Claim,
    speakers: Speakers,
    quotes: Sequence[tuple[int, int]],
    sentences: Sequence[Sentence],
) -> Draft:
    """The draft with its status and claimant, and with "we" and "our" as the side of who speaks."""
    sentence = sentences[draft.sentence]
    quotation = _quotation(draft.mention.trigger, quotes)
    if claim.claimant is not None:
        claimant = speakers.identify(claim.claimant, draft.sentence)
        said = replace(draft, status=claim.status, claimant_phrase=claim.claimant, claimant=claimant)
        return said if quotation is None else _speak_for(said, claimant)
    if quotation is not None and _covers(quotation, sentence):
        speaker = speakers.of_quotation(quotation, sentence, sentences)
        if speaker is not None:
            status = "claimed" if claim.status == "reported" else claim.status
            said = replace(draft, status=status, claimant_phrase=speaker.phrase, claimant=speaker.actor)
            return _speak_for(said, speaker.actor)
    return replace(draft, status=claim.status)


def _quotation(span: tuple[int, int], quotes: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    return next((quote for quote in quotes if quote[0] <= span[0] and span[1] <= quote[1]), None)


def _covers(quotation: tuple[int, int], sentence: Sentence) -> bool:
    return quotation[0] <= sentence.start + 1 and sentence.end - 1 <= quotation[1]


def _speak_for(draft: Draft, speaker: Actor | None) -> Draft:
    """ "We shot it down", "our positions": the side of who speaks."""
    if speaker is None:
        return draft
    return replace(
        draft,
        sources=tuple(_own(member, speaker) for member in draft.sources),
        targets=tuple(_own(member, speaker) for member in draft.targets),
    )


def _own(member: Member, speaker: Actor) -> Member:
    phrase, actor = member
    if phrase is None or actor is not None and actor.country is not None:
        return member
    if actor is None and phrase.is_pronoun and phrase.text.lower() in FIRST_PERSONS:
        return phrase, replace(speaker, method="coreference: who speaks")
    owner = phrase.possessor
    if actor is None and owner is not None and owner.text.lower() in FIRST_PERSONS and speaker.country is not None:
        # "attacked our positions"
        return phrase, Actor(speaker.country, speaker.country, None, speaker.name, "coreference: who speaks")
    if actor is not None and owner is not None and owner.text.lower() in FIRST_PERSONS and speaker.country is not None:
        code = speaker.country + actor.code
        return phrase, replace(actor, code=code, country=speaker.country, method="coreference: who speaks")
    return member


def settle_claimant(
    draft: Draft, actors: ActorResolver, dateline: str | None, setting: str | None, is_hostile: bool = False
) -> Draft:
    """The draft with the country of a claimant that is named by its office alone: "the military said".

    Such a claimant is of the one country that the event's sides and place name. Of several, whoever speaks for a
    neighbourhood is of the place, and a state's office of the country that the dateline stands in, if it is one of
    them. Where no country is named, it is the dateline's, or `setting`, the one that the article is about.
    """
    actor, phrase = draft.claimant, draft.claimant_phrase
    if actor is None or phrase is None or actor.country is not None or phrase.entity == "PERSON":
        return draft
    if actor.sector not in LOCAL_SECTORS | STATE_SECTORS or actor.code[:3] != actor.sector:
        return draft
    here = draft.place.country if draft.place is not None else None
    sides = [a.country for _, a in (*draft.sources, *draft.targets) if a is not None and a.country is not None]
    # Nobody alleges what his own side did, and whoever tells of violence is rather of the side that suffers it.
    is_accusing = draft.status == "alleged" or is_hostile
    accused = {a.country for _, a in draft.sources if a is not None} if is_accusing else set()
    known = [c for c in dict.fromkeys([*([here] if here is not None else []), *sides]) if c not in accused]
    dateline = None if dateline in accused and draft.status == "alleged" else dateline
    country: str | None = None
    if len(known) == 1:
        country = known[0]
    elif not known:
        country = dateline or (setting if setting not in accused else None)
    elif dateline in known:
        country = dateline
    elif actor.sector in LOCAL_SECTORS:
        country = here
    return replace(draft, claimant=actors.with_country(actor, country))


def is_own_announcement(draft: Draft) -> bool:
    """Whether the claimant speaks for the source: an offer that the offerer's own spokesman tells is no claim."""
    claimant = draft.claimant
    if claimant is None or not draft.sources:
        return False
    for phrase, actor in draft.sources:
        if actor is not None and actor.country is not None and actor.country == claimant.country:
            return True
        if actor is not None and actor.code == claimant.code:
            return True
        words, owner = draft.claimant_phrase, draft.claimant_phrase.possessor if draft.claimant_phrase else None
        if words is not None and owner is not None and owner.is_pronoun and phrase is not None:
            # "Mali and Niger will send troops, their ministers announced"
            return True
    return False
