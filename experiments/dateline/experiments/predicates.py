"""Predications in, their normal form as words for the terminal out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich.text import Text

from dateline.coding.records import Phrase, Predication
from dateline.experiments.paragraphs import quote, visible

ROLE = "cyan"
FORM = "magenta"
CHAIN = "blue"


def render_predication(predication: Predication) -> Text:
    """`verb shell [past, negated] agent "Rebels" patient "the town" on "Monday" <that< say`.

    Roles first, the other prepositional phrases after them, then the predicates above, nearest first, each
    after the relation by which the lower one hangs from it.
    """
    text = Text(f"{predication.kind} ")
    text.append(name_predication(predication), style="bold")
    forms = list(_describe_form(predication))
    if forms:
        text.append(f" [{', '.join(forms)}]", style=FORM)
    for role, phrase in _roles(predication):
        text.append(f" {role} ", style=ROLE)
        text.append(_quote_phrase(phrase))
    for link in predication.chain:
        text.append(f" <{link.relation}< ", style=CHAIN)
        text.append(link.lemma)
    return text


def name_predication(predication: Predication) -> str:
    """The lemma with its particle: "call off"."""
    return visible(" ".join(filter(None, (predication.lemma, predication.particle))))


def sketch_clauses(predications: Sequence[Predication]) -> str:
    """All predicates of a sentence in one line, each under the one that it hangs from.

    `say > that: (shell > adverbial: kill, withdraw)`: of two that hang alike, both stand in brackets.
    """
    by_index = {predication.index: predication for predication in predications}
    below: dict[int, list[Predication]] = {}
    roots = []
    for predication in predications:
        upper = predication.chain[0].predication if predication.chain else predication.index
        if upper in by_index and upper != predication.index:
            below.setdefault(upper, []).append(predication)
        else:
            roots.append(predication)
    return "; ".join(_sketch(root, below, frozenset()) for root in roots)


def _sketch(predication: Predication, below: Mapping[int, list[Predication]], above: frozenset[int]) -> str:
    name = name_predication(predication)
    above = above | {predication.index}
    groups: dict[str, list[str]] = {}
    for lower in below.get(predication.index, ()):
        if lower.index not in above:
            groups.setdefault(lower.chain[0].relation, []).append(_sketch(lower, below, above))
    hanging = [f"{relation}: {_join(names)}" for relation, names in groups.items()]
    return f"{name} > {_join(hanging)}" if hanging else name


def _join(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"({', '.join(parts)})"


def _describe_form(predication: Predication) -> Iterator[str]:
    if predication.tense:
        yield predication.tense
    if predication.is_passive:
        yield "passive"
    if predication.is_negated:
        yield "negated"
    if predication.modal:
        yield f"modal {predication.modal}"
    flags = {
        "conditional": predication.is_conditional,
        "question": predication.is_question,
        "quoted": predication.is_quoted,
    }
    yield from (name for name, holds in flags.items() if holds)
    if predication.light_verb:
        yield f"light verb {predication.light_verb}"
    if predication.adverbs:
        yield f"adverbs {' '.join(predication.adverbs)}"


def _roles(predication: Predication) -> Iterator[tuple[str, Phrase]]:
    for role in ("agent", "patient", "recipient"):
        phrase = getattr(predication, role)
        if phrase is not None:
            yield role, phrase
    yield from predication.complements


def _quote_phrase(phrase: Phrase) -> str:
    """The phrase and the conjuncts that its own words do not hold."""
    apart = [other for other in phrase.conjuncts if not phrase.start <= other.start < phrase.end]
    return " + ".join(quote(member.text) for member in (phrase, *apart))
