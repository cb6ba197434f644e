"""The records that pass through the coder, from Article to CodingResult.

Every record is frozen. Every span is a half-open pair of offsets into `Article.text`, so that
`article.text[start:end]` is the text it stands for.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

ACTS = (
    "do",
    "attempt",
    "consider",
    "intend",
    "ask",
    "demand",
    "threaten",
    "refuse",
    "accuse",
    "deny",
    "acknowledge",
)
STATUSES = ("reported", "claimed", "alleged", "denied")
PRECISIONS = ("day", "week", "month", "year", "range")
UNSPECIFIED = "unspecified"


@dataclass(frozen=True, slots=True)
class Article:
    """A news article. `text` is cleaned: the title line (where there is one), then the body."""

    article_id: str
    text: str
    title: str | None = None
    published_on: date | None = None
    publisher: str | None = None
    language: str | None = None
    url: str | None = None
    licence: str | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an article; index 0 is the title where there is one."""

    index: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Word:
    """One word inside a phrase: its lemma (lower case), coarse part of speech and entity label."""

    start: int
    end: int
    text: str
    lemma: str
    pos: str
    entity: str | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase in a role: what resolvers see instead of a parse.

    `start:end` covers the phrase with its modifiers but without relative clauses. `head` is the head's
    lemma in lower case. `entity` is the parser's label of the entity that holds the head (GPE, ORG, PERSON,
    NORP, ...), and `entity_text` that entity's words.
    """

    start: int
    end: int
    text: str
    head: str
    head_start: int
    head_end: int
    pos: str
    entity: str | None = None
    entity_text: str | None = None
    number: str | None = None  # "singular" or "plural"
    determiner: str | None = None
    count: str | None = None  # words of a cardinal number, as written
    possessor: Phrase | None = None
    modifiers: tuple[Word, ...] = ()  # adjectives and compounds, in order
    complements: tuple[tuple[str, Phrase], ...] = ()  # ("of", <Phrase>) ...
    appositions: tuple[Phrase, ...] = ()
    conjuncts: tuple[Phrase, ...] = ()

    @property
    def is_pronoun(self) -> bool:
        return self.pos == "PRON"

    @property
    def members(self) -> tuple[Phrase, ...]:
        """The phrase itself followed by its conjuncts: one for each named party."""
        return (self, *self.conjuncts)


@dataclass(frozen=True, slots=True)
class Link:
    """One predicate above a predication, and how the lower one hangs from it.

    `relation` is one of: infinitive, gerund, that, quote, object, subject, relative, adverbial, condition, purpose,
    participle, parenthetical, or a preposition ("for", "of", "to", ...) for a nominal under that preposition.
    `predication` is the index of the upper predication in the sentence's list.
    """

    lemma: str
    relation: str
    predication: int


@dataclass(frozen=True, slots=True)
class Predication:
    """One predicate in a normal form, whatever its syntax was.

    `agent` did it and `patient` underwent it, in the active, the passive and the noun phrase alike. `complements`
    are the other prepositional phrases, nearest first. `light_verb` is the verb that carries a noun
    ("launched" in "launched an attack"). `chain` lists the predicates above, nearest first.
    """

    index: int
    sentence: int
    kind: str  # "verb", "noun" or "adjective"
    lemma: str
    start: int
    end: int
    text: str
    particle: str | None = None
    agent: Phrase | None = None
    patient: Phrase | None = None
    recipient: Phrase | None = None
    complements: tuple[tuple[str, Phrase], ...] = ()
    modifiers: tuple[Word, ...] = ()
    light_verb: str | None = None
    is_passive: bool = False
    is_negated: bool = False
    tense: str | None = None  # "past", "present", "future" or None for a form without tense
    modal: str | None = None  # "may", "would", "should", ...
    is_conditional: bool = False
    is_question: bool = False
    is_quoted: bool = False
    adverbs: tuple[str, ...] = ()
    chain: tuple[Link, ...] = ()
    clause: tuple[int, int] = (0, 0)

    def phrases(self, *prepositions: str) -> tuple[Phrase, ...]:
        """The complements under any of the prepositions, in order."""
        return tuple(phrase for name, phrase in self.complements if name in prepositions)


@dataclass(frozen=True, slots=True)
class Mention:
    """A predication that the ontology names: an action, an act and topics, with the phrases of its parties.

    `source` and `target` are the phrases of the parties. Where a party is only the owner of what stands in the
    role ("Azerbaijani positions"), `source_words` and `target_words` hold the whole phrase. `doubt` is what speaks
    against coding a candidate at all; None where the rules see nothing. `weighed` are the features that weighed most in
    its score, each with its weight in log-odds.
    """

    predication: Predication
    action: str
    act: str
    rule: str
    topics: tuple[str, ...] = ()
    source: Phrase | None = None
    target: Phrase | None = None
    source_words: Phrase | None = None
    target_words: Phrase | None = None
    is_reciprocal: bool = False
    score: float | None = None
    trigger: tuple[int, int] = (0, 0)
    alleged_by: Phrase | None = None
    doubt: Rejection | None = None
    weighed: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Actor:
    """Who a phrase stands for.

    `code` is composed by CAMEO's order (country, then primary role, then others); `country` is ISO 3166 alpha-3, None
    for a body or group without one; `sector` is the primary CAMEO role such as GOV, MIL, REB or CVL. `method` says
    in a word or two how it was found, for `explain`.
    """

    code: str
    country: str | None
    sector: str | None
    name: str
    method: str


@dataclass(frozen=True, slots=True)
class DateInterval:
    """First and last possible day, with precision, method and the words that gave it (span None: no words)."""

    start: date
    end: date
    precision: str
    method: str  # "explicit", "relative", "discourse" or "publication"
    text: str | None = None
    span: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A resolved or unresolved place name; `text` and `span` are the words in the article."""

    text: str
    span: tuple[int, int]
    name: str | None = None
    place_id: str | None = None
    admin1: str | None = None
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    precision: int | None = None  # ACLED's steps: 1 exact, 2 near or small region, 3 large region
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Loss:
    """People or things lost: `kind` is killed, wounded, captured, missing, displaced or equipment."""

    kind: str
    text: str
    span: tuple[int, int]
    of_code: str = ""
    low: int | None = None
    best: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class MentionPart:
    """One span of one mention of an event, as the mentions table holds it."""

    mention: int
    part: str  # trigger, source, target, place, date, loss or claimant
    start: int
    end: int
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """One happening between one pair of actors, resolved; the fields are those of the events table."""

    event_id: str
    happening_id: str
    sentence: int
    action: str
    act: str
    topics: tuple[str, ...] = ()
    is_reciprocal: bool = False
    source_text: str | None = None
    source: Actor | None = None
    target_text: str | None = None
    target: Actor | None = None
    date: DateInterval | None = None
    place: Place | None = None
    killed: int | None = None
    wounded: int | None = None
    captured: int | None = None
    status: str = "reported"
    claimant_text: str | None = None
    claimant: Actor | None = None
    is_disputed: bool = False
    is_background: bool = False
    trigger_text: str = ""
    rule: str | None = None
    coder: str = ""
    score: float | None = None
    mentions: tuple[MentionPart, ...] = ()
    losses: tuple[Loss, ...] = ()


@dataclass(frozen=True, slots=True)
class Rejection:
    """A predication that looked like an event and was not coded; `reason` is one of REJECTION_REASONS."""

    sentence: int
    start: int
    end: int
    reason: str
    detail: str | None = None


REJECTION_REASONS = {
    "negated": "the clause says that it did not happen",
    "hypothetical": "it is under a condition, a wish, a fear or a modal verb",
    "generic": "it speaks of such events in general, not of one",
    "no_actor": "no party that could be an actor is named",
    "private": "neither side is a public party: a state, body, armed group, party or protest",
    "wrong_object": "the trigger's object is not of the kind that the action needs",
    "figurative": "the words are used in a figurative sense or of another field",
    "no_content": "a speech act without a content that the ontology names",
    "nested": "told by another coding of the same clause",
    "presupposed": "named only as the topic of another coding",
    "low_score": "below the score from which events are coded",
    "question": "asked, not told",
    "plain_speech": "a plain statement is no event",
}


@dataclass(frozen=True, slots=True)
class CodingResult:
    """All that a coder says of one article. `error` is set, and all else empty, where it could not be coded."""

    article: Article
    sentences: tuple[Sentence, ...] = ()
    events: tuple[Event, ...] = ()
    rejections: tuple[Rejection, ...] = ()
    error: tuple[str, str] | None = None  # (reason, detail) as in the quarantine table
    notes: tuple[str, ...] = field(default=())
