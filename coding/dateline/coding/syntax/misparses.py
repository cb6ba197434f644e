"""A verb's token in, the participants that the parser's usual mistakes hide: found by where they stand instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.coding.syntax import lexicon
from dateline.coding.syntax.phrases import lemma_of

if TYPE_CHECKING:
    from spacy.tokens import Token

    from dateline.coding.records import Phrase

SUBJECTS = frozenset({"nsubj", "nsubjpass"})


def find_result_subject(verb: Token) -> Token | None:
    """'found the regime guilty': the subject of the small clause is the verb's object."""
    words = lexicon.RESULT_WORDS.get(lemma_of(verb), frozenset())
    result = next((child for child in verb.children if child.dep_ == "ccomp" and child.lower_ in words), None)
    return _subject_of(result) if result is not None else None


def find_told(verb: Token) -> Token | None:
    """'allowed the refugees to return', parsed as a clause of its own: its subject is the verb's object."""
    if lemma_of(verb) not in lexicon.PERMITTING:
        return None
    clause = next((child for child in verb.children if child.dep_ == "ccomp" and child.i > verb.i), None)
    if clause is None or clause.tag_ != "VB":
        return None
    has_to = any(child.dep_ == "aux" and child.lower_ == "to" for child in clause.children)
    return _subject_of(clause) if has_to or lemma_of(verb) == "let" else None


def find_names_given(verb: Token, objects: list[Token]) -> list[Token]:
    """'called the vote a sham': what the object is said to be, as if it stood under "as"."""
    kinds = {"oprd", "npadvmod", "ccomp"}
    found = [child for child in verb.children if child.i > verb.i and child.dep_ in kinds]
    found += objects[1:]
    if objects and not found:
        found = [child for child in objects[0].children if child.dep_ == "appos" and child.i > verb.i]
    return [token for token in found if token.pos_ in {"NOUN", "ADJ"} and not token.ent_type_]


def find_named(verb: Token) -> Token | None:
    """'called the vote illegal', parsed as a clause without its verb: its subject is the verb's object."""
    clauses = [child for child in verb.children if child.dep_ == "ccomp" and child.pos_ in {"NOUN", "ADJ"}]
    for clause in clauses:
        if (subject := _subject_of(clause)) is not None and not any(c.dep_ == "cop" for c in clause.children):
            return subject
    return None


def find_phrasal_particle(verb: Token) -> Token | None:
    """'voted down the bill': the particle that the parser takes for a preposition."""
    lemma = lemma_of(verb)
    for child in verb.children:
        if child.dep_ == "prep" and child.i == verb.i + 1 and (lemma, child.lower_) in lexicon.PHRASAL_VERBS:
            return child if any(grand.dep_ == "pobj" for grand in child.children) else None
    return None


def find_result(verb: Token) -> Token | None:
    """'set free 20 men', 'held Syria responsible': the word that says what becomes of the object.

    Also "over" in 'handed over 700 kg', which the parser takes for a part of the number.
    """
    results = lexicon.RESULT_WORDS.get(lemma_of(verb), frozenset())
    following = verb.doc[verb.i + 1] if verb.i + 1 < len(verb.doc) else None
    if following is not None and following.lower_ in results:
        return following
    if following is not None and following.lower_ == "over" and lemma_of(verb) in lexicon.OVER_VERBS:
        return following
    for child in verb.children:
        holders = (child, *child.children) if child.dep_ == "dobj" else (child,)
        result = next((each for each in holders if each.i > verb.i and each.lower_ in results), None)
        if result is not None:
            return result
    return None


def find_counted_object(complements: list[tuple[str, Phrase]]) -> Phrase | None:
    """'freed over 300 villages': the parser takes "over" for a preposition."""
    for preposition, phrase in complements:
        if preposition in {"over", "around", "about", "under", "up to"} and phrase.count is not None:
            return phrase
    return None


def is_cut_off(token: Token) -> bool:
    """'test-fired': the tokenizer cuts the word at its hyphen."""
    following = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    return token.dep_ == "npadvmod" and following is not None and following.tag_ == "HYPH"


def _subject_of(clause: Token) -> Token | None:
    return next((child for child in clause.children if child.dep_ in SUBJECTS), None)
