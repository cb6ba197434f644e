"""A parsed sentence in, its Predications out, each in one normal form whatever its syntax was."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dateline.coding.records import Link, Phrase, Predication, Word
from dateline.coding.syntax import lexicon
from dateline.coding.syntax.chains import NOMINAL_DEPENDENCIES, find_governor
from dateline.coding.syntax.misparses import find_phrasal_particle, find_result, is_cut_off
from dateline.coding.syntax.phrases import build_phrase, build_word, find_complements, find_modifiers, lemma_of
from dateline.coding.syntax.roles import (
    Roles,
    find_verb_roles,
    is_negated,
    is_passive,
    light_verb_of,
    modal_of,
    subject_of_noun,
    tense_of,
)

if TYPE_CHECKING:
    from spacy.tokens import Span, Token


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Lemmas that the ontology asks about: nouns and adjectives that may be predicates."""

    nouns: frozenset[str] = frozenset()
    adjectives: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Draft:
    """A predicate token on its way to a Predication."""

    token: Token
    kind: str
    roles: Roles
    light: Token | None = None
    links: list[tuple[Token, str]] = field(default_factory=list)


def extract_predications(
    sentence: Span, index: int, vocabulary: Vocabulary, quotes: tuple[tuple[int, int], ...] = ()
) -> tuple[Predication, ...]:
    """All predications of one sentence in text order.

    Parameters
    ----------
    sentence: span of a parsed article; offsets in the result are offsets into the article's text.
    index: the sentence's index in the article.
    vocabulary: nouns and adjectives that count as predicates; every full verb does.
    quotes: character spans of the article that stand in quotation marks.
    """
    drafts = [draft for token in sentence if (draft := _draft(token, vocabulary)) is not None]
    by_token = {draft.token.i: position for position, draft in enumerate(drafts)}
    is_question = sentence.text.rstrip("”\"' ").endswith("?")
    found: list[Predication] = []
    for position, draft in enumerate(drafts):
        chain: list[Link] = []
        current, seen = draft, {draft.token.i}
        while (above := find_governor(current.light or current.token, by_token)) is not None:
            token, relation = above
            if token.i in seen:
                break
            seen.add(token.i)
            chain.append(Link(_lemma(token), relation, by_token[token.i]))
            current = drafts[by_token[token.i]]
        found.append(_predication(draft, position, index, tuple(chain), quotes, is_question))
    return tuple(found)


def _draft(token: Token, vocabulary: Vocabulary) -> _Draft | None:
    if token.tag_ == "VBG" and token.lower_ in vocabulary.nouns and _is_nominal_gerund(token):
        light = light_verb_of(token)
        return _Draft(token, "noun", _noun_roles(token, light), light)
    if _is_verb(token):
        return None if _gives_name(token) else _Draft(token, "verb", find_verb_roles(token))
    if token.pos_ in {"NOUN", "PROPN"} and _lemma(token) in vocabulary.nouns and token.dep_ not in {"compound", "amod"}:
        if token.ent_type_ == "DATE" or token.pos_ == "PROPN" and _inside_name(token):
            return None
        light = light_verb_of(token)
        return _Draft(token, "noun", _noun_roles(token, light), light)
    if token.pos_ == "NOUN" and token.dep_ == "npadvmod" and _lemma(token) in vocabulary.nouns:
        return _Draft(token, "noun", _noun_roles(token, None))
    if (
        token.pos_ == "ADJ"
        and _lemma(token) in vocabulary.adjectives
        and _first_conjunct(token).dep_ in {"acomp", "oprd", "ROOT"}
    ):
        return _Draft(token, "adjective", Roles(agent=subject_of_noun(token), complements=find_complements(token)))
    return None


def _gives_name(token: Token) -> bool:
    """'An activist named Ana Rosales': the verb only introduces a name."""
    if token.dep_ != "acl" or _lemma(token) not in lexicon.NAMING:
        return False
    return any(child.dep_ in {"oprd", "dobj", "attr", "appos"} and child.pos_ == "PROPN" for child in token.children)


def _first_conjunct(token: Token) -> Token:
    """What the token is coordinated with: of "an able and responsible executive" the first adjective."""
    while token.dep_ == "conj":
        token = token.head
    return token


def _is_nominal_gerund(token: Token) -> bool:
    """'the shelling of the town', 'shelling by rebels': a gerund built like a noun."""
    if any(child.dep_ in {"dobj", "aux", "auxpass", "nsubj", "ccomp", "xcomp"} for child in token.children):
        return False
    if any(child.dep_ in {"det", "poss", "amod"} for child in token.children) or token.dep_ in NOMINAL_DEPENDENCIES:
        return True
    following = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    return following is not None and following.lower_ in {"of", "by"} and following.head.i == token.i


def _inside_name(token: Token) -> bool:
    """A capitalised noun is part of a name where it stands in a longer entity: 'Operation Defensive Shield'."""
    if not token.ent_type_ or token.ent_type_ in {"EVENT", "DATE", "TIME", "CARDINAL"}:
        return False
    return token.is_title and any(
        other.ent_type_ == token.ent_type_ and abs(other.i - token.i) == 1 and other.is_title
        for other in (*token.children, token.head)
    )


def _is_verb(token: Token) -> bool:
    if token.dep_ in {"aux", "auxpass"}:
        return False
    if token.pos_ == "VERB":
        # "shelling villages" after a preposition is often tagged as a modifier: a gerund with its object.
        if token.dep_ in {"amod", "compound"}:
            return is_disguised_gerund(token)
        # "according to" and "following" are prepositions in a verb's clothes.
        return token.dep_ not in {"case", "prep"}
    return token.pos_ == "AUX" and token.dep_ not in {"aux", "auxpass"}


def is_disguised_gerund(token: Token) -> bool:
    """'accused X of shelling villages', tagged as 'shelling' modifying 'villages'."""
    head = token.head
    return (
        token.tag_ == "VBG"
        and head.dep_ == "pobj"
        and head.head.dep_ == "prep"
        and head.head.i == token.i - 1
        and not any(child.dep_ == "det" for child in head.children)
        and not (head.head.lower_ == "by" and _is_under_passive(head.head))
        and head.head.lower_ in {"of", "for", "by", "from", "against", "about", "without", "after", "before", "in"}
    )


def _is_under_passive(preposition: Token) -> bool:
    verb = next((a for a in preposition.ancestors if a.pos_ == "VERB"), None)
    return verb is not None and is_passive(verb)


def _lemma(token: Token) -> str:
    if token.tag_ == "VBG" and _is_nominal_gerund(token):
        return str(token.lower_)
    return lemma_of(token)


def _noun_roles(token: Token, light: Token | None) -> Roles:
    complements = list(find_complements(token))
    for child in token.children:
        if child.dep_ in {"compound", "amod", "nmod"} and (child.dep_ != "amod" or child.ent_type_ or child.is_title):
            complements.append(("compound", build_phrase(child)))
        elif child.dep_ in {"relcl", "acl"} and (_lemma(child) in lexicon.LIGHT_VERBS | lexicon.OCCURRENCE_VERBS):
            complements += find_complements(child)
    possessor = next((child for child in token.children if child.dep_ == "poss"), None)
    agent: Phrase | None = None
    recipient: Phrase | None = None
    if light is not None:
        above = find_verb_roles(light)
        agent = above.agent
        if agent is None and _lemma(light) in lexicon.INVOLVING and is_passive(light):
            agent = above.patient  # "were engaged in looting"
        recipient = above.recipient
        complements += [pair for pair in above.complements if pair[1].head_start != token.idx]
    if possessor is not None:
        complements.append(("possessor", build_phrase(possessor)))
    verb = _occurrence_verb(token)
    if verb is not None:
        is_own = _lemma(verb) in lexicon.OCCURRENCE_VERBS | lexicon.LIGHT_VERBS
        complements += [pair for pair in find_complements(verb) if is_own or pair[0] != "by"]
    unique = {(name, phrase.head_start): (name, phrase) for name, phrase in complements}
    return Roles(agent=agent, recipient=recipient, complements=list(unique.values()))


def _occurrence_verb(token: Token) -> Token | None:
    """The verb of which the noun is subject: its place and time phrases are the noun's too."""
    head: Token = token.head
    if token.dep_ in {"nsubj", "nsubjpass", "attr"} and head.pos_ in {"VERB", "AUX"}:
        if _lemma(head) in lexicon.OCCURRENCE_VERBS or head.pos_ == "AUX" or token.dep_ == "nsubjpass":
            return head
    return None


def _predication(
    draft: _Draft,
    position: int,
    sentence: int,
    chain: tuple[Link, ...],
    quotes: tuple[tuple[int, int], ...],
    is_question: bool,
) -> Predication:
    token = draft.token
    verb = token if draft.kind == "verb" else (draft.light or _tensed_above(token))
    start, end = token.idx, token.idx + len(token)
    particle = next((child for child in token.children if child.dep_ == "prt"), None) if draft.kind == "verb" else None
    adverbs = tuple(child.lower_ for child in (verb or token).children if child.dep_ == "advmod" or is_cut_off(child))
    if draft.kind == "noun":
        adverbs += tuple(m.lower_ for m in find_modifiers(token) if m.pos_ in {"ADV", "ADJ"})
    return Predication(
        index=position,
        sentence=sentence,
        kind=draft.kind,
        lemma=_lemma(token),
        start=start,
        end=end,
        text=token.text,
        particle=particle.lower_ if particle is not None else _particle_preposition(token, draft.kind),
        agent=draft.roles.agent,
        patient=draft.roles.patient,
        recipient=draft.roles.recipient,
        complements=tuple(draft.roles.complements),
        modifiers=_modifiers(token),
        light_verb=_lemma(draft.light) if draft.light is not None else None,
        is_passive=draft.kind == "verb" and is_passive(token),
        is_negated=is_negated(token, draft.light),
        tense=tense_of(verb) if verb is not None else None,
        modal=modal_of(verb) if verb is not None else None,
        is_conditional=_is_conditional(verb or token),
        is_question=is_question,
        is_quoted=any(a <= start and end <= b for a, b in quotes),
        adverbs=adverbs,
        chain=chain,
        clause=_clause(verb if draft.light is not None and verb is not None else token),
    )


def _particle_preposition(token: Token, kind: str) -> str | None:
    """'pulled out of the valley': the parser takes "out" for a preposition."""
    if kind != "verb":
        return None
    misread = find_result(token) or find_phrasal_particle(token)
    if misread is not None:
        return str(misread.lower_)
    for child in token.children:
        if child.dep_ == "advmod" and child.lower_ in lexicon.PARTICLE_ADVERBS and child.i > token.i:
            return str(child.lower_)
        if child.dep_ == "prep" and child.lower_ in lexicon.PARTICLE_PREPOSITIONS:
            if any(grand.dep_ == "prep" for grand in child.children) or not any(True for _ in child.children):
                return str(child.lower_)
    return None


def _modifiers(token: Token) -> tuple[Word, ...]:
    return tuple(build_word(child) for child in find_modifiers(token))


def _tensed_above(token: Token) -> Token | None:
    """The verb whose tense a noun shares: its governor, where it is its subject or object."""
    head: Token = token.head
    steps = 0
    while head.pos_ not in {"VERB", "AUX"} and head.head.i != head.i and steps < 4:
        head = head.head
        steps += 1
    return head if head.pos_ in {"VERB", "AUX"} else None


def _is_conditional(token: Token) -> bool:
    current = token
    for _ in range(4):
        for child in current.children:
            if child.dep_ in {"mark", "advmod"} and child.lower_ in lexicon.CONDITIONS:
                return True
        if current.dep_ not in {"conj", "xcomp", "advcl", "ccomp", "acl"} or current.head.i == current.i:
            return False
        if current.dep_ in {"advcl", "ccomp"} and current.i != token.i:
            return False
        current = current.head
        if token.dep_ in {"advcl", "ccomp", "acl"}:
            return False
    return False


def _clause(token: Token) -> tuple[int, int]:
    """Character span of the predicate's own clause: its subtree less the clauses below it."""
    start, end = token.i, token.i
    pending = [token]
    while pending:
        current = pending.pop()
        for child in current.children:
            if child.dep_ in {"ccomp", "relcl", "advcl", "parataxis"} and child.pos_ in {"VERB", "AUX"}:
                continue
            if child.dep_ == "conj" and child.pos_ in {"VERB", "AUX"}:
                continue
            start, end = min(start, child.i), max(end, child.i)
            pending.append(child)
    doc = token.doc
    return doc[start].idx, doc[end].idx + len(doc[end])
