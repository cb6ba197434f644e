"""What stands above a predicate, and by which relation it hangs there."""

from __future__ import annotations

from collections.abc import Container
from typing import TYPE_CHECKING

from dateline.coding.syntax import lexicon
from dateline.coding.syntax.phrases import borrowed_prepositions, lemma_of

if TYPE_CHECKING:
    from spacy.tokens import Token

NOMINAL_STEPS = 6
NOMINAL_DEPENDENCIES = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "attr", "dative"})


def find_governor(token: Token, predicates: Container[int]) -> tuple[Token, str] | None:
    """The nearest predicate above `token` and the relation between the two.

    `predicates` holds the token indices that count as predicates. Nouns between the two are passed over:
    "plans for the withdrawal of troops" gives withdrawal --for--> plan.
    """
    if token.pos_ in {"VERB", "AUX"} and token.dep_ not in {"amod", "compound", *NOMINAL_DEPENDENCIES}:
        relation, head = _clause_relation(token)
    else:
        relation, head = _nominal_relation(token)
    steps = 0
    while head is not None and steps < NOMINAL_STEPS:
        if head.i in predicates:
            return head, relation
        steps += 1
        if head.head.i == head.i:
            return None
        if head.pos_ in {"VERB", "AUX", "ADJ"} and head.dep_ not in {"amod"}:
            _, head = _clause_relation(head)
        else:
            borrowed = {preposition.lower_ for preposition in borrowed_prepositions(head)}
            inner, head = _nominal_relation(head)
            if relation in borrowed:
                # "accused the army of shelling": the parser hangs "of" from the object.
                continue
            if relation in {"of", "conj", "appos", "possessor", "compound"} or relation == "infinitive":
                relation = inner if relation != "infinitive" else relation
    return None


def _clause_relation(token: Token) -> tuple[str, Token | None]:
    while token.dep_ == "conj" and token.head.i != token.i:
        token = token.head
        if token.pos_ not in {"VERB", "AUX"}:
            return _nominal_relation(token)
    if token.dep_ == "ROOT" or token.head.i == token.i:
        return "root", None
    head = token.head
    has_to = any(child.dep_ == "aux" and child.lower_ == "to" for child in token.children)
    dep = token.dep_
    is_gerund = token.tag_ == "VBG" or any(c.dep_ == "aux" and c.tag_ == "VBG" for c in token.children)
    if dep in {"xcomp", "oprd"}:
        return ("infinitive" if has_to else "gerund" if is_gerund else "small"), head
    if dep == "ccomp" and token.i < head.i and any(t.text == ";" for t in token.doc[token.i : head.i]):
        return "root", head  # "rebels fired at a ship; no one was hurt": two sentences in one
    if dep == "ccomp":
        if has_to and not _has_subject(token, finite=True):
            return "infinitive", head
        if not has_to and is_gerund and not _has_subject(token, finite=True):
            return "gerund", head
        return ("infinitive" if has_to else "that"), head
    if dep in {"advcl", "csubj"} and token.tag_ == "VBG" and token.i < head.i and _has_noun_build(token):
        return "subject", head
    if dep == "advcl":
        if any(child.dep_ == "mark" and child.lower_ in lexicon.CONDITIONS for child in token.children):
            return "condition", head
        if any(child.dep_ == "mark" and child.lower_ in lexicon.LIMITS for child in token.children):
            return "until", head
        if any(
            child.dep_ in {"mark", "advmod"}
            and child.lower_
            in {
                "after",
                "before",
                "when",
                "while",
                "since",
                "as",
                "because",
                "until",
                "once",
                "although",
                "though",
                "where",
            }
            for child in token.children
        ):
            return "adverbial", head
        if has_to:
            return "purpose", head
        return ("participle" if token.tag_ in {"VBG", "VBN"} else "adverbial"), head
    if dep == "relcl":
        return ("infinitive" if has_to and is_bare_infinitive(token) else "relative"), head
    if dep == "acl" and has_to and head.lower_ == "order":
        return "purpose", head.head.head
    if dep == "acl":
        return ("infinitive" if has_to else "that" if _is_content_clause(token) else "participle"), head
    if dep == "pcomp":
        return token.head.lower_, token.head.head
    if dep in {"csubj", "csubjpass"}:
        return "subject", head
    if dep == "parataxis":
        return "that", head
    return dep, head


def _noun_before(preposition: Token) -> Token | None:
    """The object noun that a preposition belongs to, where the parser hangs it from the verb."""
    for child in preposition.head.children:
        if child.dep_ in {"dobj", "nsubjpass"} and child.right_edge.i == preposition.i - 1:
            if preposition.lower_ in lexicon.NOUN_PREPOSITIONS.get(lemma_of(child), set()):
                return child
    return None


def _has_noun_build(token: Token) -> bool:
    """'Shelling by separatists', 'shelling of the town': a gerund that is a noun in all but its tag."""
    following = token.doc[token.i + 1]
    return following.dep_ in {"prep", "agent"} and following.lower_ in {"of", "by"} and following.head.i == token.i


def _nominal_relation(token: Token) -> tuple[str, Token | None]:
    while token.dep_ == "conj" and token.head.i != token.i:
        token = token.head
    if token.head.i == token.i:
        return "root", None
    dep, head = token.dep_, token.head
    if dep in {"amod", "compound"} and token.tag_ == "VBG":
        preposition = head.head
        return preposition.lower_, preposition.head
    if dep == "pobj":
        preposition = head
        above = preposition.head
        while above.dep_ == "prep" and above.head.i != above.i:
            above = above.head
        return preposition.lower_, _noun_before(preposition) or above
    if dep in {"dobj", "obj", "oprd"}:
        return "object", head
    if dep == "nsubjpass":
        return "object", head
    if dep in {"nsubj", "csubj"}:
        return "subject", head
    if dep in {"poss"}:
        return "possessor", head
    return {"attr": "attribute", "dative": "recipient"}.get(dep, dep), head


def is_bare_infinitive(token: Token) -> bool:
    """'A strike to protest', hung like a relative clause: no subject and no relative pronoun of its own."""
    has_pronoun = any(c.lower_ in lexicon.RELATIVE_PRONOUNS or c.tag_ in {"WDT", "WP", "WRB"} for c in token.subtree)
    return not has_pronoun and not _has_subject(token, finite=False)


def _has_subject(token: Token, *, finite: bool) -> bool:
    return any(child.dep_ in {"nsubj", "nsubjpass"} for child in token.children) and not (
        finite and any(child.dep_ == "aux" and child.lower_ == "to" for child in token.children)
    )


def _is_content_clause(token: Token) -> bool:
    return any(child.dep_ == "mark" and child.lower_ == "that" for child in token.children)
