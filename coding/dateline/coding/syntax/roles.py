"""The participants of a verb, wherever they stand: subjects shared, raised, controlled or left out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dateline.coding.syntax import lexicon
from dateline.coding.syntax.chains import is_bare_infinitive
from dateline.coding.syntax.misparses import (
    SUBJECTS,
    find_counted_object,
    find_named,
    find_names_given,
    find_phrasal_particle,
    find_result_subject,
    find_told,
)
from dateline.coding.syntax.phrases import (
    borrowed_prepositions,
    build_phrase,
    find_complements,
    is_titled,
    lemma_of,
    objects_of,
    resolve_relative,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

    from dateline.coding.records import Phrase


@dataclass(slots=True)
class Roles:
    """Who did it, who underwent it, who received it, and the other prepositional phrases."""

    agent: Phrase | None = None
    patient: Phrase | None = None
    recipient: Phrase | None = None
    complements: list[tuple[str, Phrase]] = field(default_factory=list)


def find_verb_roles(verb: Token) -> Roles:
    """Participants of a verb in any voice and construction."""
    passive = is_passive(verb)
    subject = subject_token(verb)
    objects = [child for child in verb.children if child.dep_ in {"dobj", "obj"}]
    if not objects and verb.dep_ in {"amod", "compound"}:
        objects = [verb.head]
    if not objects and verb.dep_ == "pcomp":
        # "accused the North of kidnapping fishermen", both hung from "of".
        objects = [child for child in verb.head.children if child.dep_ == "pobj" and child.i > verb.i]
    if not objects and not passive:
        shared = _shared_object(verb)
        objects = [shared] if shared is not None else []
    dative = next((child for child in verb.children if child.dep_ == "dative" and child.pos_ != "ADP"), None)
    roles = Roles(complements=find_complements(verb))
    if not objects and not passive and (particle := find_phrasal_particle(verb)) is not None:
        objects = [child for child in particle.children if child.dep_ == "pobj"]
        roles.complements = [pair for pair in roles.complements if pair[1].head_start != objects[0].idx]
    if passive:
        by = by_object(verb) or _shared_agent(verb)
        roles.agent = build_phrase(resolve_relative(by)) if by is not None else None
        roles.complements = [pair for pair in roles.complements if by is None or pair[1].head_start != by.idx]
        undergoer = build_phrase(resolve_relative(subject)) if subject is not None else None
        if objects:
            roles.patient, roles.recipient = build_phrase(resolve_relative(objects[0])), undergoer
        else:
            roles.patient = undergoer
    else:
        roles.agent = build_phrase(resolve_relative(subject)) if subject is not None else None
        if objects:
            roles.patient = build_phrase(resolve_relative(objects[0]))
        else:
            gap = find_result_subject(verb) or find_told(verb) or _relative_gap(verb, subject)
            roles.patient = build_phrase(gap) if gap is not None else None
        if dative is not None:
            roles.recipient = build_phrase(resolve_relative(dative))
    if lemma_of(verb) in lexicon.NAMING:
        roles.complements += [("as", build_phrase(name)) for name in find_names_given(verb, objects)]
        if roles.patient is None and not passive:
            named = find_named(verb)
            roles.patient = build_phrase(named) if named is not None else None
    if roles.patient is None:
        roles.patient = find_counted_object(roles.complements)
    for child in objects:
        for preposition in borrowed_prepositions(child):
            roles.complements += objects_of(preposition, preposition.lower_, 0)
    return roles


def by_object(verb: Token) -> Token | None:
    """The doer in a passive clause: "by the army", also where "by" hangs from a particle ("blown up by")."""
    for name in ("agent", "prep"):
        particles = (c for c in verb.children if c.dep_ == "prt" or c.lower_ in lexicon.PARTICLE_ADVERBS)
        for holder in (verb, *particles):
            for child in holder.children:
                if child.dep_ == name and child.lower_ == "by":
                    found = next((c for c in child.children if c.dep_ == "pobj"), None)
                    if found is not None and found.ent_type_ not in {"DATE", "TIME", "MONEY", "PERCENT", "CARDINAL"}:
                        return found
    return None


def is_passive(verb: Token) -> bool:
    """A passive clause, a reduced passive ("troops stationed there") or a conjunct of either."""
    if any(child.dep_ in {"auxpass", "nsubjpass"} for child in verb.children):
        return True
    if verb.tag_ != "VBN" or any(child.dep_ == "aux" for child in verb.children):
        return False
    if any(child.dep_ in {"dobj"} for child in verb.children):
        return False
    if verb.dep_ in {"acl", "advcl", "relcl"}:
        return not any(child.dep_ == "nsubj" for child in verb.children)
    if verb.dep_ == "conj":
        return verb.head.pos_ in {"VERB", "AUX"} and is_passive(verb.head) and not _own_subject(verb)
    return any(child.dep_ == "agent" for child in verb.children)


def subject_token(verb: Token, depth: int = 0) -> Token | None:
    """The token that is the verb's grammatical subject, its own, shared, raised or controlled."""
    if depth > 8:
        return None
    own = _own_subject(verb)
    if own is not None:
        if own.lower_ in {"it", "there"} and own.dep_ == "expl":
            return None
        return own
    head: Token = verb.head
    if verb.dep_ == "conj" and head.pos_ in {"VERB", "AUX"}:
        shared = subject_token(head, depth + 1)
        # "was attacked and fled": both have the same subject.
        return shared
    if verb.dep_ in {"acl", "amod", "compound"}:
        if verb.dep_ in {"amod", "compound"}:
            return _preposition_controller(verb, head.head, depth)
        return _holder_of(head, depth) if _has_to(verb) else head
    if verb.dep_ == "relcl" and _has_to(verb) and is_bare_infinitive(verb):
        return _holder_of(head, depth)
    if verb.dep_ in {"xcomp", "ccomp", "oprd"} and (verb.tag_ in {"VB", "VBG", "VBN"}):
        return _controller(verb, head, depth)
    if verb.dep_ == "advcl" and verb.tag_ in {"VBG", "VBN", "VB"}:
        if _has_to(verb) and head.pos_ in {"VERB"}:
            return _controller(verb, head, depth)
        if head.pos_ in {"VERB", "AUX"}:
            return (
                subject_token(head, depth + 1)
                if not is_passive(head) or verb.tag_ == "VBN"
                else _agent_or_subject(head, depth)
            )
    if verb.dep_ == "pcomp":
        return _preposition_controller(verb, head, depth)
    return None


def _preposition_controller(verb: Token, preposition: Token, depth: int) -> Token | None:
    """Who does what a gerund after a preposition says: "accused the army of shelling"."""
    above: Token = preposition.head
    if above.pos_ in {"VERB", "AUX"}:
        return _controller(verb, above, depth, preposition=preposition)
    return _gerund_controller(preposition, above, depth)


def _has_to(verb: Token) -> bool:
    return any(child.dep_ == "aux" and child.lower_ == "to" for child in verb.children)


def _agent_or_subject(verb: Token, depth: int) -> Token | None:
    return by_object(verb) or subject_token(verb, depth + 1)


def _own_subject(verb: Token) -> Token | None:
    own = next((child for child in verb.children if child.dep_ in SUBJECTS), None)
    if own is None:
        # "Mr Sunday threatened": the parser takes the name for a time.
        own = next((child for child in verb.children if child.dep_ == "npadvmod" and is_titled(child)), None)
    if own is None:
        # "Sixty men moving towards the lake tried": the parser takes the participle for a subject clause.
        clause = next((child for child in verb.children if child.dep_ in {"csubj", "csubjpass"}), None)
        if clause is not None and clause.tag_ in {"VBG", "VBN"}:
            own = next((child for child in clause.children if child.dep_ in SUBJECTS), None)
    return own


def _controller(verb: Token, governor: Token, depth: int, preposition: Token | None = None) -> Token | None:
    """Who does what an infinitive or gerund says: the object of "urge", the subject of "agree"."""
    lemma = lemma_of(governor)
    if governor.pos_ == "ADJ":
        return subject_token(governor.head, depth + 1) if governor.head.i != governor.i else None
    for name in lexicon.CONTROL_PREPOSITIONS.get(lemma, ()):
        for child in governor.children:
            if child.dep_ in {"prep", "prt"} and child.lower_ == name:
                found = next((c for c in child.children if c.dep_ == "pobj"), None)
                if found is not None:
                    return found
    object_control = lemma in lexicon.OBJECT_CONTROL
    if preposition is not None:
        object_control = object_control and preposition.lower_ in {"of", "for", "from", "into", "against"}
    if object_control:
        found = next((child for child in governor.children if child.dep_ in {"dobj", "dative"}), None)
        if found is not None:
            return found
        if is_passive(governor):
            return subject_token(governor, depth + 1)
        if verb.tag_ != "VBG" and lemma not in {"want", "expect", "need", "like", "ask", "get", "make", "have"}:
            return None
    if is_passive(governor) and preposition is None:
        return subject_token(governor, depth + 1)
    return subject_token(governor, depth + 1)


def _gerund_controller(preposition: Token, noun: Token, depth: int) -> Token | None:
    """'accused the army of shelling' with "of" hung from the noun: the noun itself; else the holder of the noun."""
    governor: Token = noun.head
    if noun.dep_ in {"dobj", "nsubjpass"} and preposition.lower_ in lexicon.TAKES_OBJECTS_PREPOSITION.get(
        lemma_of(governor), set()
    ):
        return noun
    return _holder_of(noun, depth)


def _holder_of(noun: Token, depth: int) -> Token | None:
    """Who holds a noun that has an infinitive or a gerund: "Iran's threat to close", "made an attempt to"."""
    possessor = next((child for child in noun.children if child.dep_ == "poss"), None)
    if possessor is not None:
        return possessor
    by = next(
        (c for child in noun.children if child.dep_ in {"prep", "agent"} and child.lower_ in {"by"}
         for c in child.children if c.dep_ == "pobj"), None
    )  # fmt: skip
    if by is not None:
        return by
    compound = next(
        (c for c in noun.children if c.dep_ in {"amod", "compound"} and c.ent_type_ in {"NORP", "GPE", "ORG"}), None
    )
    if compound is not None:
        return compound
    if noun.dep_ == "dobj" and lemma_of(noun.head) in lexicon.FOILING:
        return None
    if noun.dep_ in {"dobj", "attr", "pobj", "conj"}:
        return _subject_above(noun, depth)
    return None


def _subject_above(token: Token, depth: int) -> Token | None:
    current = token
    for _ in range(5):
        if current.head.i == current.i:
            return None
        below, current = current, current.head
        if current.pos_ in {"VERB", "AUX"}:
            lemma = lemma_of(current)
            if (
                below.dep_ == "prep"
                and lemma in lexicon.TAKES_OBJECTS_PREPOSITION
                and below.lower_ in lexicon.TAKES_OBJECTS_PREPOSITION[lemma]
            ):
                found = next((child for child in current.children if child.dep_ == "dobj"), None)
                if found is not None and lemma in lexicon.OBJECT_CONTROL:
                    return found
            return subject_token(current, depth + 1)
    return None


def subject_of_noun(token: Token) -> Phrase | None:
    """Subject of a predicative adjective."""
    subject = _subject_above(token, 0)
    return build_phrase(resolve_relative(subject)) if subject is not None else None


def _shared_object(verb: Token) -> Token | None:
    """'disarmed and detained the men': the object of the last conjunct is that of the first too."""
    following = [child for child in verb.children if child.dep_ == "conj" and child.pos_ == "VERB"]
    if following and following[0].i - verb.i <= 4 and following[0].tag_ == verb.tag_:
        between = verb.doc[verb.i + 1 : following[0].i]
        if all(token.dep_ in {"cc", "punct", "advmod", "preconj"} for token in between):
            return next((child for child in following[0].children if child.dep_ in {"dobj", "obj"}), None)
    return None


def _shared_agent(verb: Token) -> Token | None:
    """'were disarmed and detained by X': the last conjunct's agent is the first one's too."""
    for child in verb.children:
        if child.dep_ == "conj" and child.pos_ == "VERB" and child.i - verb.i <= 4:
            return by_object(child)
    return None


def _relative_gap(verb: Token, subject: Token | None) -> Token | None:
    """'the villages that the army shelled': the antecedent is the object."""
    if verb.dep_ != "relcl":
        return None
    pronoun = next((c for c in verb.subtree if c.lower_ in lexicon.RELATIVE_PRONOUNS and c.i < verb.i), None)
    if pronoun is not None and pronoun.dep_ in SUBJECTS | {"pobj", "poss", "det"}:
        return None
    if subject is None or resolve_relative(subject).i == verb.head.i:
        return None
    antecedent: Token = verb.head
    return antecedent if antecedent.pos_ in {"NOUN", "PROPN"} else None


def light_verb_of(noun: Token) -> Token | None:
    """The light verb that carries a noun: "launched an attack", "an attack launched by", "engaged in talks"."""
    head: Token = noun.head
    current = noun
    while current.dep_ == "conj" and current.head.pos_ in {"NOUN", "PROPN"}:
        current = current.head
    head = current.head
    if current.dep_ in {"dobj", "nsubjpass", "oprd"} and head.pos_ == "VERB":
        if lemma_of(head) in lexicon.LIGHT_VERBS:
            return head
    if current.dep_ == "pobj" and head.dep_ == "prep":
        verb = head.head
        names = lexicon.LIGHT_PREPOSITIONS.get(lemma_of(verb), ())
        if head.lower_ in names:
            return verb
    if current.dep_ == "pobj" and head.dep_ == "prep" and head.lower_ == "of" and head.head.dep_ == "dobj":
        # "held a series of meetings", "carried out dozens of strikes"
        carrier = head.head
        if lemma_of(carrier) in {"series", "wave", "round", "dozen", "string", "number", "hundred", "spate", "barrage"}:
            return carrier.head if lemma_of(carrier.head) in lexicon.LIGHT_VERBS else None
    for child in noun.children:
        if child.dep_ in {"acl", "relcl"} and child.pos_ == "VERB" and lemma_of(child) in lexicon.LIGHT_VERBS:
            if child.dep_ == "acl" and child.tag_ == "VBN":
                return child
            if child.dep_ == "relcl" and not any(
                c.dep_ == "dobj" and c.lower_ not in lexicon.RELATIVE_PRONOUNS for c in child.children
            ):
                return child
    return None


def is_negated(token: Token, light: Token | None = None) -> bool:
    """Negated by "not", "never", "no", "nobody" or "without"."""
    for current in (token, light):
        if current is None:
            continue
        for child in current.children:
            if (
                child.dep_ == "neg"
                or child.lower_ in {"never", "n't", "hardly", "neither"}
                and child.dep_ in {"advmod", "neg"}
            ):
                return True
            if child.dep_ in SUBJECTS | {"dobj"}:
                if child.lower_ in {"nobody", "none", "nothing"} or _has_no(child):
                    return True
        if current.dep_ == "pcomp" and current.head.lower_ in {"without", "instead"}:
            return True
        if current.pos_ in {"NOUN", "PROPN"} and _has_no(current):
            return True
    if token.dep_ == "conj" and token.pos_ in {"VERB", "AUX"} and token.head.pos_ in {"VERB", "AUX"}:
        joined = token.head
        has_own_subject = _own_subject(token) is not None
        either = any(child.dep_ == "cc" and child.lower_ in {"or", "nor"} for child in joined.children)
        if either and not has_own_subject:
            return is_negated(joined)
    return False


def _has_no(token: Token) -> bool:
    return any(
        child.dep_ in {"det", "preconj"} and child.lower_ in lexicon.NEGATIVE_DETERMINERS for child in token.children
    )


def _auxiliaries(verb: Token) -> list[Token]:
    found = [child for child in verb.children if child.dep_ in {"aux", "auxpass"}]
    if not found and verb.dep_ == "conj" and verb.head.pos_ in {"VERB", "AUX"} and _own_subject(verb) is None:
        if verb.tag_ in {"VB", "VBN", "VBG"}:
            return _auxiliaries(verb.head)
    return found


def tense_of(verb: Token) -> str | None:
    """past, present or future; None for infinitives, gerunds and participles."""
    auxiliaries = _auxiliaries(verb)
    words = {a.lower_ for a in auxiliaries}
    if words & lexicon.FUTURES:
        return "future"
    if "to" in words and not words - {"to"}:
        return "future" if verb.dep_ == "xcomp" and lemma_of(verb.head) in {"be", "go", "set", "due"} else None
    if lemma_of(verb) != "go" and "going" in words:
        return "future"
    if any(a.tag_ == "VBD" for a in auxiliaries) or verb.tag_ == "VBD":
        return "past"
    if any(a.lower_ in {"has", "have", "'ve", "had"} for a in auxiliaries):
        return "past"
    if auxiliaries and any(a.tag_ in {"VBZ", "VBP"} for a in auxiliaries):
        return "present"
    if verb.tag_ in {"VBZ", "VBP"}:
        return "present"
    if verb.tag_ == "VBN":
        return "past"
    return None


def modal_of(verb: Token) -> str | None:
    """The modal auxiliary other than "will" and "shall", in lower case; "could have" where it speaks of the past."""
    auxiliaries = [auxiliary.lower_ for auxiliary in _auxiliaries(verb)]
    modal = next((word for word in auxiliaries if word in lexicon.MODALS), None)
    return f"{modal} have" if modal is not None and "have" in auxiliaries else modal
