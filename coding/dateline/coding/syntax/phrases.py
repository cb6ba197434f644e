"""spaCy tokens in, Phrase records out: the last place that looks at a parse for a role."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.coding.records import Phrase, Word
from dateline.coding.syntax.lexicon import (
    LEMMA_CORRECTIONS,
    PARTICLE_ADVERBS,
    PARTICLE_PREPOSITIONS,
    RELATIVE_PRONOUNS,
    RESULT_WORDS,
    TAKES_OBJECTS_PREPOSITION,
    TITLES,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

RESULTS = frozenset().union(*RESULT_WORDS.values())
# Dependents that belong to the words of a phrase; clauses, appositions and conjuncts are phrases of their own.
INSIDE = frozenset(
    {
        "det",
        "amod",
        "compound",
        "nummod",
        "poss",
        "nmod",
        "quantmod",
        "predet",
        "case",
        "advmod",
        "npadvmod",
        "prep",
        "pobj",
        "pcomp",
        "punct_inside",
        "nounmod",
        "neg",
        "preconj",
    }
)
DEEPEST = 5


_PLURAL = re.compile(r"[a-z]{3}[^su]s$")


def lemma_of(token: Token) -> str:
    """The lemma in lower case, known slips of the parser mended."""
    lemma = str(token.lemma_).lower()
    if token.pos_ == "PROPN" and token.is_sent_start and not token.ent_type_ and _PLURAL.search(lemma):
        # Behind a dateline the tagger takes "Dozens" for a name.
        lemma = lemma[:-3] + "y" if lemma.endswith("ies") else lemma[:-1]
    return LEMMA_CORRECTIONS.get(lemma, lemma)


def borrowed_prepositions(token: Token) -> list[Token]:
    """Prepositions that the parser hangs from an object and that belong to its verb: "accused the army of shelling"."""
    if token.dep_ not in {"dobj", "obj"}:
        return []
    wanted = TAKES_OBJECTS_PREPOSITION.get(lemma_of(token.head), set())
    return [child for child in token.children if child.dep_ == "prep" and child.lower_ in wanted]


def build_phrase(token: Token, depth: int = 0) -> Phrase:
    """The phrase headed by `token`, its conjuncts among it."""
    first = _build_single(token, depth)
    conjuncts: list[Phrase] = []
    if depth < DEEPEST:
        for conjunct in find_conjuncts(token):
            conjuncts.append(_build_single(conjunct, depth + 1))
    return replace(first, conjuncts=tuple(conjuncts))


def is_titled(token: Token) -> bool:
    """Whether a day's or month's name is a person's: "Mrs May", "Mr Sunday"."""
    before = (child.lower_.rstrip(".") for child in token.children if child.dep_ == "compound" and child.i < token.i)
    return token.ent_type_ in {"DATE", "TIME", ""} and token.pos_ == "PROPN" and not TITLES.isdisjoint(before)


def find_conjuncts(token: Token) -> list[Token]:
    """Nominal conjuncts that hang from `token`, in order."""
    found: list[Token] = []
    pending = [child for child in token.children if child.dep_ == "conj"]
    while pending:
        conjunct = pending.pop(0)
        if conjunct.pos_ in {"NOUN", "PROPN", "PRON", "NUM", "ADJ"}:
            found.append(conjunct)
            pending += [child for child in conjunct.children if child.dep_ == "conj"]
    return sorted(found, key=lambda t: t.i)


def resolve_relative(token: Token) -> Token:
    """The antecedent of a relative pronoun, else the token itself."""
    if token.lower_ in RELATIVE_PRONOUNS and token.pos_ in {"PRON", "DET", "SCONJ"}:
        for ancestor in token.ancestors:
            if ancestor.dep_ == "relcl":
                return ancestor.head
    return token


def _build_single(token: Token, depth: int) -> Phrase:
    doc = token.doc
    start, end = _extent(token)
    entity = _entity_of(token)
    is_person = is_titled(token)
    possessor = next((child for child in token.children if child.dep_ == "poss"), None)
    determiner = next((child.lower_ for child in token.children if child.dep_ == "det"), None)
    deeper = depth < DEEPEST
    return Phrase(
        start=doc[start].idx,
        end=doc[end - 1].idx + len(doc[end - 1]),
        text=doc[start:end].text,
        head=lemma_of(token),
        head_start=token.idx,
        head_end=token.idx + len(token),
        pos=token.pos_,
        entity="PERSON" if is_person else entity.label_ if entity else None,
        entity_text=token.text if is_person else entity.text if entity else None,
        number=_number(token),
        determiner=determiner,
        count=_count(token),
        possessor=build_phrase(resolve_relative(possessor), depth + 1) if possessor is not None and deeper else None,
        modifiers=tuple(build_word(child) for child in find_modifiers(token)),
        complements=tuple(find_complements(token, depth + 1)) if deeper else (),
        appositions=tuple(_build_single(child, depth + 1) for child in token.children if child.dep_ == "appos")
        if deeper
        else (),
    )


def build_word(token: Token) -> Word:
    """The record of one token: its span in the text, lemma, part of speech and entity label."""
    return Word(token.idx, token.idx + len(token), token.text, lemma_of(token), token.pos_, token.ent_type_ or None)


def find_modifiers(token: Token) -> list[Token]:
    """Adjectives and compounds of a noun, those of its compounds and their conjuncts too, in text order."""
    found: list[Token] = []
    pending = [child for child in token.children if child.dep_ in {"amod", "compound", "nmod"}]
    while pending:
        child = pending.pop()
        found.append(child)
        pending += [grand for grand in child.children if grand.dep_ in {"amod", "compound", "nmod", "conj"}]
        if child.lower_ == "led":  # "the US-led war"
            pending += [grand for grand in child.children if grand.dep_ == "npadvmod" and grand.ent_type_]
    return sorted((t for t in found if t.i != token.i), key=lambda t: t.i)


def find_complements(token: Token, depth: int = 0) -> list[tuple[str, Phrase]]:
    """Prepositional complements of a noun or verb as (preposition, phrase), in text order."""
    found: list[tuple[str, Phrase]] = []
    borrowed = borrowed_prepositions(token)
    for child in token.children:
        if child in borrowed:
            continue
        if child.dep_ in {"prep", "agent"} or (child.dep_ == "dative" and child.pos_ == "ADP"):
            found += objects_of(child, child.lower_, depth)
        elif child.dep_ in {"prt", "advmod"} and child.lower_ in PARTICLE_ADVERBS | {"over"} and token.pos_ == "VERB":
            # "stayed away from the polls": the preposition hangs from the particle.
            for preposition in child.children:
                if preposition.dep_ == "prep":
                    found += objects_of(preposition, preposition.lower_, depth)
        elif child.dep_ == "acl" and child.tag_ == "VBN" and token.pos_ in {"NOUN", "PROPN"}:
            # "the statement issued by the ministry": whose statement it is.
            for agent in child.children:
                if agent.dep_ == "agent":
                    found += objects_of(agent, agent.lower_, depth)
    return found


def objects_of(preposition: Token, name: str, depth: int) -> list[tuple[str, Phrase]]:
    """The phrases under a preposition, conjoined and nested prepositions too, each with its preposition's name."""
    found: list[tuple[str, Phrase]] = []
    for child in preposition.children:
        if child.dep_ == "pobj" or name == "as" and child.dep_ == "amod":  # "described the vote as illegal"
            found.append((name, build_phrase(resolve_relative(child), depth)))
            # "in talks with X on Y": spaCy often hangs the second phrase from the first noun; that is read there.
        elif child.dep_ == "prep":
            compound = f"{name} {child.lower_}" if name in COMPOUND_STARTS - PARTICLE_PREPOSITIONS else child.lower_
            found += objects_of(child, compound, depth)
        elif child.dep_ == "conj" and child.pos_ == "ADP":
            found += objects_of(child, child.lower_, depth)
    return found


COMPOUND_STARTS = frozenset(
    {
        "according",
        "because",
        "due",
        "prior",
        "next",
        "close",
        "ahead",
        "out",
        "instead",
        "along",
        "along with",
        "together",
        "thanks",
        "owing",
        "such",
        "as",
    }
)


def _extent(token: Token) -> tuple[int, int]:
    """Token span of a phrase: its modifiers and prepositional complements, no clauses or appositions."""
    start = end = token.i
    borrowed = borrowed_prepositions(token)
    pending = [token]
    while pending:
        current = pending.pop()
        for child in current.children:
            if child.dep_ == "case" and current.i == token.i or child in borrowed:
                continue
            if current.i == token.i < token.head.i < child.i:
                # "Talks were held between A and B": the words of the clause are not the phrase's.
                continue
            if child.dep_ == "amod" and child.i > current.i and child.lower_ in RESULTS:
                # "held Syria responsible for the blast": that is said of the object.
                continue
            if child.dep_ in INSIDE and not (child.dep_ == "prep" and child.i < token.i):
                start, end = min(start, child.i), max(end, child.i)
                pending.append(child)
            elif child.dep_ == "conj" and current.i != token.i:
                start, end = min(start, child.i), max(end, child.i)
                pending.append(child)
    # Quotation marks and brackets inside stay; trailing punctuation goes.
    while end > token.i and token.doc[end].is_punct:
        end -= 1
    return start, end + 1


def _entity_of(token: Token) -> Span | None:
    if not token.ent_type_:
        return None
    from spacy.tokens import Span

    # Not by way of doc.ents, which goes through the whole article each time.
    doc: Doc = token.doc
    start, end = token.i, token.i + 1
    while start and doc[start].ent_iob_ == "I":
        start -= 1
    while end < len(doc) and doc[end].ent_iob_ == "I":
        end += 1
    return Span(doc, start, end, label=token.ent_type)


def _number(token: Token) -> str | None:
    number = token.morph.get("Number", [])
    return {"Sing": "singular", "Plur": "plural"}.get(number[0]) if number else None


def _count(token: Token) -> str | None:
    number = next((child for child in token.children if child.dep_ == "nummod"), None)
    if number is None:
        return None
    doc: Doc = token.doc
    return str(doc[number.left_edge.i : number.i + 1].text)
