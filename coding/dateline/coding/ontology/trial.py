"""An ontology's own examples in, how each was coded out: what its tests and its authors run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dateline.coding.candidates.matcher import Matcher
from dateline.coding.cast.resolver import ActorResolver
from dateline.coding.ontology.model import ABSENT, Action, Example, Ontology
from dateline.coding.records import Mention
from dateline.coding.syntax import Vocabulary, extract_predications
from dateline.coding.syntax.parser import Parser, split_sentences

MIN_SCORE = 0.5  # as the rule coder's own default


@dataclass(frozen=True, slots=True)
class Trial:
    """One example, what it should give, and what it gave: empty `fault` where the two agree."""

    action: str
    family: str
    example: Example
    codings: tuple[str, ...]
    fault: str


class Examiner:
    """Codes the examples and counterexamples of an ontology."""

    def __init__(self, ontology: Ontology, parser: Parser, actors: ActorResolver) -> None:
        self.ontology = ontology
        self.parser = parser
        self.actors = actors
        self.matcher = Matcher(ontology, actors)
        self.vocabulary = Vocabulary(ontology.nouns, ontology.adjectives)

    def run(self, families: tuple[str, ...] = ()) -> Iterator[Trial]:
        """Try every example of the named families (all, where none is named; "acts" is one)."""
        for action in (*self.ontology.actions.values(), *self.ontology.acts.values()):
            if not families or action.family in families:
                for example in (*action.examples, *action.counterexamples):
                    yield self.try_example(action, example)

    def try_example(self, action: Action, example: Example) -> Trial:
        mentions = self.find_mentions(example.text)
        codings = tuple(sorted({f"{m.act}({m.action})" for m in mentions}))
        return Trial(action.name, action.family, example, codings, self._fault(example, mentions, codings))

    def find_mentions(self, text: str) -> list[Mention]:
        found: list[Mention] = []
        for sentence, span in split_sentences(self.parser.parse(text)):
            found += self.matcher.match(extract_predications(span, sentence.index, self.vocabulary))[0]
        return [mention for mention in found if mention.score is None or mention.score >= MIN_SCORE]

    def _fault(self, example: Example, mentions: list[Mention], codings: tuple[str, ...]) -> str:
        missing = sorted(example.codings - set(codings))
        extra = sorted(set(codings) - example.codings)
        faults = []
        if missing:
            faults.append("missing " + ", ".join(missing))
        if extra:
            faults.append("extra " + ", ".join(extra))
        if example.main in codings:
            of_main = [m for m in mentions if f"{m.act}({m.action})" == example.main]
            for role in ("source", "target"):
                wanted = getattr(example, role)
                if wanted == ABSENT:
                    continue
                got = {self._codes(mention, role) for mention in of_main}
                if of_main[0].is_reciprocal:
                    other = "target" if role == "source" else "source"
                    got |= {self._codes(mention, other) for mention in of_main}
                if not any(_fits(wanted, codes) for codes in got):
                    faults.append(f"{role} {sorted(c for codes in got for c in codes)} is not {wanted}")
        return "; ".join(faults)

    def _codes(self, mention: Mention, role: str) -> tuple[str, ...]:
        phrase = getattr(mention, role)
        if phrase is None:
            return ()
        return tuple(actor.code for _, actor in self.actors.resolve_members(phrase, None) if actor is not None)


def _fits(wanted: str | None, codes: tuple[str, ...]) -> bool:
    if wanted is None:
        return not codes
    return any(code.startswith(wanted) for code in codes)
