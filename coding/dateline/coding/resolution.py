"""Mentions of one article in, Drafts out: who, when, where, with what losses and on whose word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dateline.coding.candidates.conditions import Conditioner
from dateline.coding.candidates.parties import PartyFinder
from dateline.coding.cast import ActorResolver, Coreference
from dateline.coding.cast.homes import Homes, as_people, as_state
from dateline.coding.cast.implied_countries import (
    answer_at_home,
    ground_capitals,
    is_among,
    localise,
    locate_things,
    share_countries,
    stand_on_territory,
)
from dateline.coding.claims.assertion import Claim, find_claim, find_speaker, is_speech
from dateline.coding.claims.attribution import Speakers, attribute, is_own_announcement, settle_claimant
from dateline.coding.claims.disputes import Denial, find_denials, settle_disputes
from dateline.coding.dates import DateContext, DatedExpression, Timing, choose_date
from dateline.coding.dates.accounts import Account, date_by_accounts, find_accounts
from dateline.coding.events.drafts import Draft, Member
from dateline.coding.judging import Judge, Scene, Verdict
from dateline.coding.losses import LossPhrase, add_victims, find_losses
from dateline.coding.losses.attachment import OLD, VIOLENT_FAMILIES, Toll, attach_tolls, is_toll
from dateline.coding.ontology import Ontology
from dateline.coding.places import PlaceResolver, Siting, choose_place, dateline_place, main_country, weigh_settings
from dateline.coding.records import (
    UNSPECIFIED,
    Actor,
    Article,
    Mention,
    Phrase,
    Place,
    Predication,
    Rejection,
    Sentence,
)

# Families of what is done on the ground.
DEED_FAMILIES = VIOLENT_FAMILIES | {"coercion", "yielding"}
# What these do is done to a place and the things in it.
STRIKING_FAMILIES = frozenset({"fighting", "assault", "mass_violence"})
STRIKING_ACTIONS = frozenset({"destruction", "seizure", "raid", "vandalism"})
# Families of what is only said.
SPOKEN_FAMILIES = frozenset({"comment", "disapproval", "rejection"})
# Families whose target is whoever did what they speak of.
ANSWERING_FAMILIES = frozenset({"disapproval"})
# Families whose parties travel to meet.
GUEST_FAMILIES = frozenset({"consultation", "diplomatic_cooperation"})
# Acts that are aimed at somebody: among the people of one country at others of it.
DOMESTIC_ACTS = frozenset({"ask", "demand", "threaten", "refuse"})
COUNTRY_PRECISION = 3
# Ways in which an actor's country is known by who it is, rather than by the name of a place or people.
PARTY_METHODS = frozenset({"body", "group", "person"})
DEED_WEIGHT = 2.0  # of a deed with a place beside a town that is only named, for where an article is set
# Relations by which a clause tells of another time or place than the clause that it hangs from.
ASIDES = frozenset({"participle", "relative"})


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence with its predications and the mentions found in it: all candidates before they are judged."""

    sentence: Sentence
    predications: tuple[Predication, ...]
    mentions: tuple[Mention, ...]


class Resolution:
    """Resolves the mentions of one article; made anew for every article."""

    def __init__(
        self,
        ontology: Ontology,
        actors: ActorResolver,
        places: PlaceResolver,
        article: Article,
        entities: tuple[tuple[int, int, str], ...],
        judge: Judge,
        min_score: float,
    ) -> None:
        self.ontology = ontology
        self.actors = actors
        self.places = places
        self.article = article
        self.judge = judge
        self.min_score = min_score
        named = actors.find_names(article.text, 0, article.published_on)
        homes = tuple(actor.country for _, _, actor in named if actor.country and actor.method in PARTY_METHODS)
        self.place_context = places.read_context(article.text, entities, homes)
        self.siting = Siting(self.place_context, places)
        dateline = dateline_place(self.place_context, places)
        self.dateline_country = dateline.country if dateline is not None else None
        self.setting = main_country(self.place_context)
        self.date_context = DateContext(article.published_on)
        self.timing = Timing(article.published_on, self._is_deed)
        self.coreference = Coreference()
        self.party_finder = PartyFinder(Conditioner(ontology, actors))
        self.speakers = Speakers(self._resolve_one, self._country_named_in, actors)
        self.doers: tuple[Member, ...] | None = None  # of the last violence that was told
        self.violent_nouns = frozenset(
            lemma
            for (kind, lemma), pairs in ontology.action_index.items()
            if kind == "noun" and any(action.family in STRIKING_FAMILIES for action, _ in pairs)
        )
        self.resolved: dict[int, tuple[Member, ...]] = {}
        self.somewhere: dict[str | None, Place | None] = {}

    def resolve(
        self, readings: Sequence[Reading], quotes: tuple[tuple[int, int], ...]
    ) -> tuple[tuple[Draft, ...], tuple[Rejection, ...], tuple[Reading, ...]]:
        """Drafts in text order, candidates that are no event or nothing but a toll, and the readings as judged."""
        drafts: list[Draft] = []
        claims: list[Claim] = []
        denials: list[tuple[Denial, Draft]] = []
        rejections: list[Rejection] = []
        tolls: list[Toll] = []
        accounts: list[Account] = []
        judged: list[Reading] = []
        for candidates in readings:
            self._observe(candidates)
            sentence = candidates.sentence
            starts_paragraph = "\n" in self.article.text[max(0, sentence.start - 2) : sentence.start]
            frame_year = self.date_context.frame_year
            dates = self.date_context.read(sentence.text, sentence.start)
            self.timing.read(sentence, dates, frame_year, starts_paragraph)
            places = self._find_places(sentence)
            self.siting.read(sentence, places, starts_paragraph)
            reading, refused = self._judge(candidates, len(readings), bool(dates), bool(places))
            judged.append(reading)
            rejections += refused
            for mention in reading.mentions:
                if is_toll(mention, reading.mentions, drafts, sentence.index, self.ontology):
                    rejections.append(
                        Rejection(
                            sentence.index, *mention.trigger, "nested", f"{mention.act}({mention.action}): a toll"
                        )
                    )
                else:
                    claim = find_claim(mention, reading.predications, sentence, self.ontology, self.actors.is_actor)
                    claims.append(claim)
                    drafts.append(self._draft(mention, claim, reading, dates, places))
            tolls += self._tolls(reading, dates, places, frame_year)
            accounts += find_accounts(reading.predications, sentence, dates)
            speaker = find_speaker(reading.predications, self.ontology, self.actors.is_actor)
            if speaker is not None:
                self.speakers.hear(sentence.index, speaker)
            for denial in find_denials(reading.predications, sentence, speaker, self.ontology):
                draft = self._draft(denial.as_mention(), Claim(), reading, dates, places)
                denials.append((denial, replace(draft, place=None)))
        sentences = tuple(reading.sentence for reading in readings)
        drafts = [
            self._attributed(attribute(draft, claim, self.speakers, quotes, sentences))
            for draft, claim in zip(drafts, claims, strict=True)
        ]
        drafts = date_by_accounts(drafts, accounts, self._is_deed, self.timing.is_old)
        homes = Homes.read(self.resolved.values(), self._weigh_settings(drafts))
        at_home = [self._bring_home(draft, homes) for draft in attach_tolls(drafts, tolls, self.ontology)]
        denied = [(denial, self._bring_home(draft, homes)) for denial, draft in denials]
        return settle_disputes(at_home, denied), tuple(rejections), tuple(judged)

    def _weigh_settings(self, drafts: Sequence[Draft]) -> dict[str, float]:
        """How much speaks for each country as the one where the article's deeds happen."""
        weights = weigh_settings(self.place_context)
        for draft in drafts:
            country = draft.place.country if draft.place is not None and self._is_deed(draft.mention) else None
            if country is not None and not draft.is_background:
                weights[country] = weights.get(country, 0.0) + DEED_WEIGHT
        return weights

    def _judge(
        self, reading: Reading, sentences: int, has_date: bool, has_place: bool
    ) -> tuple[Reading, list[Rejection]]:
        """The reading with the candidates that are events, and why the others are none."""
        scene = Scene(
            reading.sentence,
            reading.predications,
            reading.mentions,
            self._members,
            is_title=self.article.title is not None and reading.sentence.index == 0,
            is_alone=sentences == 1,
            share=reading.sentence.index / sentences,
            has_date=has_date,
            has_place=has_place,
        )
        kept: list[Mention] = []
        refused: list[Rejection] = []
        for mention in reading.mentions:
            verdict = self.judge.weigh(mention, scene)
            if 0 < verdict.probability >= self.min_score:
                kept.append(replace(mention, score=verdict.probability, doubt=None, weighed=verdict.heaviest))
            else:
                refused.append(_refusal(mention, verdict))
        return replace(reading, mentions=tuple(kept)), refused

    def _find_places(self, sentence: Sentence) -> tuple[Place, ...]:
        """The places of a sentence without those that are part of a party's name: "the Army of the North"."""
        names = self.actors.find_names(sentence.text, sentence.start, self.article.published_on)
        return tuple(
            place
            for place in self.places.find_places(sentence.text, sentence.start, self.place_context)
            if not any(
                start <= place.span[0] and place.span[1] <= end and place.span[1] - place.span[0] <= (end - start) / 2
                for start, end, _ in names
            )
        )

    def _bring_home(self, draft: Draft, homes: Homes) -> Draft:
        """The draft with the countries of those named by their kind alone: "the rebels", "government forces".

        Violence without a named victim is done to the people of the country where it happens.
        """
        if draft.place is None and not draft.is_background and self._is_deed(draft.mention):
            draft = replace(draft, place=self._somewhere_in(homes.setting))
        (_, claimant) = homes.settle((draft.claimant_phrase, draft.claimant), draft.place)
        if claimant is not None and claimant is not draft.claimant and self._hits_people(draft.mention):
            # Whose violence is told of is not the side that tells it, unless it says so.
            doers = {actor.country for _, actor in draft.sources if actor is not None}
            claimant = draft.claimant if claimant.country in doers else claimant
        if not draft.targets and draft.mention.target is None and self._hits_people(draft.mention):
            draft = replace(draft, targets=homes.people_of(draft.place, draft.sources))
        if not draft.targets and draft.mention.act in DOMESTIC_ACTS and homes.home is not None:
            draft = replace(draft, targets=homes.others_at_home(draft.sources))
        # Those who meet may all be guests where they do.
        place, are_guests = draft.place, self._is_away(draft.mention)
        sources = tuple(homes.settle(member, place, are_guests) for member in draft.sources)
        targets = tuple(homes.settle(member, place, are_guests) for member in draft.targets)
        if self._hits_people(draft.mention):
            targets = tuple((p, as_people(actor)) for p, actor in (homes.own_thing(m, draft.place) for m in targets))
        else:
            targets = tuple((phrase, as_state(actor, False)) for phrase, actor in targets)
        is_armed = self._strikes(draft.mention)
        sources = tuple((phrase, as_state(actor, is_armed)) for phrase, actor in sources)
        return replace(draft, sources=sources, targets=targets, claimant=as_state(claimant, False))

    def _observe(self, reading: Reading) -> None:
        """Resolve every phrase of the sentence in reading order, so that later ones can refer to earlier ones."""
        sentence = reading.sentence
        agents = [p.agent for p in reading.predications if p.agent is not None and p.kind == "verb"]
        fellows = {
            p.patient.head_start: p.agent.head_start
            for p in reading.predications
            if p.patient is not None and p.agent is not None
        }
        self.coreference.begin_sentence((agent.head_start for agent in agents), fellows)
        for start, _, actor in self.actors.find_names(sentence.text, sentence.start, self.article.published_on):
            if actor.country is not None:
                self.coreference.note_country(start, actor.country)
        for phrase in sorted(_phrases(reading.predications), key=lambda p: (p.head_start, p.start)):
            self._members(phrase)

    def _members(self, phrase: Phrase) -> tuple[Member, ...]:
        known = self.resolved.get(phrase.head_start)
        if known is not None and len(known) >= len(phrase.members):
            return known
        members: list[Member] = []
        referred = False
        for member, actor in self.actors.resolve_members(phrase, self.article.published_on):
            referent = self.coreference.resolve(member, actor)
            if referent is not None:
                actor, referred = referent, True
            if actor is not None:
                self.coreference.observe(member, actor)
            members.append((member, actor))
        if len(members) == 1 and (members[0][1] is None or members[0][1].country is None or referred):
            # "the two countries", "all three leaders": one phrase, several parties.
            members = self._several(phrase, members[0][1]) or members
        if any(actor is not None for _, actor in members):
            # A conjunct that is nobody stands there by a slip of the parse, or is a thing beside a party.
            members = [(m, a) for m, a in members if a is not None or m is not None and self.actors.is_actor(m)]
        self.resolved[phrase.head_start] = tuple(members)
        return tuple(members)

    def _several(self, phrase: Phrase, actor: Actor | None) -> list[Member]:
        """The parties of "the two countries" and "the ministers of the three countries", with what they are in them."""
        own = self.coreference.countries(phrase)
        wholes = (whole for name, whole in phrase.complements if name in {"of", "from"} and phrase.number == "plural")
        states = own or next((found for whole in wholes if (found := self.coreference.countries(whole))), ())
        if actor is None or actor.country is not None:
            return [(phrase, state) for state in states]
        return [(phrase, self.actors.with_country(actor, state.country)) for state in states]

    def _localised(self, phrase: Phrase | None, place: Place | None) -> tuple[Member, ...]:
        members = self._members(phrase) if phrase is not None else ()
        if place is not None and any(actor and actor.country not in (None, place.country) for _, actor in members):
            # "the Peruvian minister and lawmakers met in Quito": who is named with a guest is a guest.
            return members
        return tuple((member, localise(actor, place)) for member, actor in members)

    def _others(self, mention: Mention, sources: tuple[Member, ...], targets: tuple[Member, ...]) -> tuple[Member, ...]:
        """'Peruvian soldiers shelled the Peru-Bolivia border': of a thing's two owners the other is the target."""
        words, target = mention.target_words, mention.target
        if words is None or target is None or len(targets) != 1 or words.head_start == target.head_start:
            return targets
        own = {actor.country for _, actor in sources if actor is not None}
        (phrase, actor) = targets[0]
        if actor is None or actor.country is None or own != {actor.country}:
            return targets
        named = self.actors.find_names(words.text, words.start, self.article.published_on)
        for _, _, other in named:
            if other.country is not None and other.country not in own and other.country == other.code:
                return ((phrase, replace(other, method=f"{other.method}, the other owner")),)
        return targets

    def _is_away(self, mention: Mention) -> bool:
        """Whether those who take part may all be guests where it happens: a meeting, a visit, a signing."""
        return self._family(mention) in GUEST_FAMILIES

    def _family(self, mention: Mention) -> str | None:
        action = self.ontology.actions.get(mention.action)
        return action.family if action is not None else None

    def _resolve_one(self, phrase: Phrase) -> Actor | None:
        members = self._members(phrase)
        return members[0][1] if members else None

    def _is_deed(self, mention: Mention) -> bool:
        """Whether the mention is done on the ground, so that it belongs to the scene of those told before."""
        return self._family(mention) in DEED_FAMILIES and mention.act in {"do", "attempt"}

    def _somewhere_in(self, country: str | None) -> Place | None:
        """The country that the article is set in, by the first of its words that name it."""
        if country not in self.somewhere:
            named = self.places.find_places(self.article.text, 0, self.place_context) if country is not None else ()
            inside = (place for place in named if place.country == country and place.admin1 is None)
            self.somewhere[country] = next((p for p in inside if p.precision == COUNTRY_PRECISION), None)
        return self.somewhere[country]

    def _hits_people(self, mention: Mention) -> bool:
        """Whether the mention is violence that a side does to another, or to those who live there."""
        is_deed = mention.act in {"do", "attempt"} and not mention.is_reciprocal
        is_deed = is_deed and self.party_finder.stand_ins.bears_on_territory(mention)
        return is_deed and self._family(mention) in STRIKING_FAMILIES

    def _strikes(self, mention: Mention) -> bool:
        return mention.action in STRIKING_ACTIONS or self._family(mention) in STRIKING_FAMILIES

    def _draft(
        self,
        mention: Mention,
        claim: Claim,
        reading: Reading,
        dates: Sequence[DatedExpression],
        places: Sequence[Place],
    ) -> Draft:
        mention = self.party_finder.complete(mention, reading.predications)
        span = (reading.sentence.start, reading.sentence.end)
        inner = _inner_clauses(mention.predication, reading.predications)
        if claim.claimant is not None:
            # "the ministry in Yerevan said": where the claimant sits is not where it happened.
            seat = (claim.claimant.start, claim.claimant.end)
            inner.append(seat)
            places = [place for place in places if not _lies_in(place.span, [seat])]
        own_places = [place for place in places if not _lies_in(place.span, inner)]
        own_dates = [d for d in dates if not _lies_in((d.expression.start, d.expression.end), inner)]
        place = choose_place(
            mention.predication.clause, mention.trigger, span, own_places, self.place_context, self.places
        )
        date, is_background = self.timing.settle(mention, reading.sentence, own_dates, dates)
        home = None if self._is_away(mention) else place
        sources = self._localised(mention.source, home)
        targets = self._others(mention, sources, self._localised(mention.target, home))
        targets = locate_things(targets, mention.target_words, places)
        if self._strikes(mention) and mention.target is not None and self.actors.is_town(mention.target):
            place = self.places.resolve(mention.target.text, self.place_context, mention.target.start) or place
            own_places = [*own_places, *([place] if place is not None and place not in own_places else [])]
            targets = locate_things(targets, mention.target_words, own_places)
        if self._strikes(mention):
            targets = ground_capitals(targets)
            place = _struck_place(targets, own_places, span, place)
        if mention.target is None and self.party_finder.stand_ins.bears_on_territory(mention):
            targets = stand_on_territory(place, reading.sentence, _phrases(reading.predications), sources)
        sources, targets = share_countries(sources, targets, place)
        if self.party_finder.stand_ins.is_over_issue(mention):
            targets = answer_at_home(targets, sources, place)
        if (blamed := self._whose_deed(mention)) is not None:
            targets = blamed
        if mention.is_reciprocal and is_among(targets, sources):
            # "A and B signed an accord between the two countries": the two are named twice.
            targets = ()
        if mention.act not in {"do", "attempt"} or self._family(mention) in SPOKEN_FAMILIES:
            # Where somebody spoke is not where it happens; what is planned or feared may have a place of its own.
            clause = mention.predication.clause
            is_own = place is not None and clause[0] <= place.span[0] < clause[1] and mention.action != UNSPECIFIED
            place = place if is_own and self._family(mention) not in SPOKEN_FAMILIES else None
        elif self._is_deed(mention):
            sited = self.siting.place_deed(mention, reading.sentence, own_places, places)
            struck = place is not None and reading.sentence.start <= place.span[0] < reading.sentence.end
            place = place if struck and sited is None else sited
        else:
            place = self.siting.place_dealing(mention, reading.sentence, own_places)
        if self._hits_people(mention) and any(actor is not None for _, actor in sources):
            self.doers = sources
        return Draft(
            mention=mention,
            sentence=reading.sentence.index,
            sources=sources,
            targets=targets,
            date=date,
            place=place,
            is_background=is_background,
        )

    def _whose_deed(self, mention: Mention) -> tuple[Member, ...] | None:
        """'Condemned the attack': whose attack was told last, where the words name nobody's."""
        thing = mention.predication.patient
        if self._family(mention) not in ANSWERING_FAMILIES or thing is None or thing.determiner not in {"the", "this"}:
            return None
        named = (thing.possessor, *(p for name, p in thing.complements if name in {"by", "on", "against", "of"}))
        is_bare = not any(named) and not any(word.entity for word in thing.modifiers)
        return self.doers if is_bare and thing.head in self.violent_nouns else None

    def _attributed(self, draft: Draft) -> Draft:
        """The draft with its claimant's country, or without a claimant that only speaks for itself."""
        settled = settle_claimant(
            draft, self.actors, self.dateline_country, self.setting, self._hits_people(draft.mention)
        )
        if settled.status == "claimed" and is_speech(draft.mention, self.ontology) and is_own_announcement(settled):
            return replace(settled, status="reported", claimant_phrase=None, claimant=None)
        return settled

    def _country_named_in(self, phrase: Phrase) -> str | None:
        """The country of the one place in a phrase: "the Kherson governor"."""
        places = self.places.find_places(phrase.text, phrase.start, self.place_context)
        countries = {place.country for place in places if place.country is not None}
        return countries.pop() if len(countries) == 1 else None

    def _tolls(
        self, reading: Reading, dates: Sequence[DatedExpression], places: Sequence[Place], frame_year: int | None
    ) -> Iterator[Toll]:
        """The counts of losses in a sentence, each with whose they are and when."""
        sentence = reading.sentence
        published_on = self.article.published_on
        counted = find_losses(sentence.text, sentence.start)
        for phrase in add_victims(reading.predications, counted):
            clause = _clause_around(phrase.trigger, reading.predications) or (sentence.start, sentence.end)
            day = choose_date(clause, phrase.trigger, tuple(dates))
            is_background = False
            if _is_of_years(clause, dates):
                is_background = True
            elif published_on is not None and day is not None:
                is_background = published_on - day.end > OLD
            elif published_on is not None:
                is_background = frame_year is not None and frame_year < published_on.year
            place = choose_place(
                clause, phrase.trigger, (sentence.start, sentence.end), places, self.place_context, self.places
            )
            is_named = place is not None and sentence.start <= place.span[0] < sentence.end
            yield Toll(
                sentence=sentence.index,
                phrase=phrase,
                words=sentence.text[max(0, phrase.start - sentence.start - 12) : phrase.end - sentence.start],
                context=sentence.text[: phrase.start - sentence.start],
                after=sentence.text[phrase.end - sentence.start :],
                predications=reading.predications,
                clause=clause,
                whose=self._whose(phrase, reading),
                day=day,
                place=place if is_named else None,
                is_background=is_background,
            )

    def _whose(self, loss: LossPhrase, reading: Reading) -> Actor | None:
        if loss.whose is None:
            return None
        start, end = loss.whose
        for phrase in _phrases(reading.predications):
            for member in phrase.members:
                if start <= member.head_start < end:
                    return next(
                        (a for p, a in self._members(phrase) if p is not None and p.head_start == member.head_start),
                        None,
                    )
        return None


def _refusal(mention: Mention, verdict: Verdict) -> Rejection:
    """Why a candidate is no event: what the rules doubt, or else the score and what weighed most against it."""
    if mention.doubt is not None:
        told = f"{mention.doubt.detail}; probability {verdict.probability}" if verdict.weighed else mention.doubt.detail
        return replace(mention.doubt, detail=told)
    against = f", {verdict.against}" if verdict.against is not None else ""
    return Rejection(
        mention.predication.sentence,
        *mention.trigger,
        "low_score",
        f"{mention.act}({mention.action}): {verdict.probability}{against}",
    )


def _is_of_years(clause: tuple[int, int], dates: Sequence[DatedExpression]) -> bool:
    """Whether the clause counts over a long time: "have died since 1980", "in the past ten years"."""
    return any(
        dated.interval is not None
        and dated.interval.end - dated.interval.start > OLD
        and clause[0] <= dated.expression.start < clause[1]
        for dated in dates
    )


def _clause_around(span: tuple[int, int], predications: Sequence[Predication]) -> tuple[int, int] | None:
    """The smallest clause that holds the span."""
    clauses = [p.clause for p in predications if p.clause[0] <= span[0] and span[1] <= p.clause[1]]
    return min(clauses, key=lambda clause: clause[1] - clause[0], default=None)


def _inner_clauses(predication: Predication, predications: Sequence[Predication]) -> list[tuple[int, int]]:
    """Spans of clauses that describe something else: their places and dates are not the predication's own."""
    return [
        other.clause
        for other in predications
        if other.kind == "verb"
        and other.index != predication.index
        and not other.clause[0] <= predication.start < other.clause[1]
        and other.chain
        and other.chain[0].relation in ASIDES
        # "the bombing, which killed ten on Friday": what hangs from the event's own noun tells of it.
        and not (predication.kind == "noun" and other.chain[0].predication == predication.index)
    ]


def _struck_place(
    targets: Sequence[Member], places: Sequence[Place], sentence: tuple[int, int], chosen: Place | None
) -> Place | None:
    """The capital that is struck, where the sentence names no other place."""
    if chosen is not None and sentence[0] <= chosen.span[0] < sentence[1]:
        return chosen
    cities = [(phrase.start, phrase.end) for phrase, actor in targets if phrase and actor and actor.method == "city"]
    struck = (place for place in places if _lies_in(place.span, cities))
    return next(struck, chosen)


def _lies_in(span: tuple[int, int], clauses: Sequence[tuple[int, int]]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in clauses)


def _phrases(predications: Sequence[Predication]) -> Iterator[Phrase]:
    seen: set[int] = set()
    for predication in predications:
        roles = (predication.agent, predication.patient, predication.recipient)
        for phrase in (*roles, *(p for _, p in predication.complements)):
            if phrase is not None and phrase.head_start not in seen:
                seen.add(phrase.head_start)
                yield phrase
