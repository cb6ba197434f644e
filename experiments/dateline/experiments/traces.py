"""A coder and an article in, the steps of its coding out: as a record for the terminal, as plain data for scripts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from typing import Any, Protocol, runtime_checkable

from dateline.coding.coder import Trace
from dateline.coding.ontology.loader import load_ontology
from dateline.coding.ontology.model import Ontology
from dateline.coding.records import REJECTION_REASONS, Article, Event, Predication
from dateline.coding.schemes import AxisCode, Scheme, Vocabulary, load_scheme
from dateline.experiments.executors import Coder


@runtime_checkable
class Tracer(Protocol):
    """A coder that keeps its steps."""

    def trace(self, article: Article) -> Trace:
        """Code one article and keep the steps."""


@dataclass(frozen=True, slots=True)
class Glossary:
    """What the names in a trace stand for: the labels of acts and actions, and the schemes that give codes.

    `lines` says of each rule where the ontology has it: "fighting.yaml, line 12". `words` gives the actions and acts
    that have a trigger of a kind and lemma, `embeddings` what a lemma does to a content that hangs from it.
    """

    labels: Mapping[str, str]
    lines: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    embeddings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    schemes: tuple[Scheme, ...] = ()

    @staticmethod
    def of(ontology: Ontology, schemes: Sequence[Scheme] = ()) -> Glossary:
        """The labels of a loaded ontology, with the schemes."""
        named = (*ontology.actions.values(), *ontology.acts.values())
        lines: dict[str, str] = {}
        words: dict[tuple[str, str], tuple[str, ...]] = {}
        for entry in named:
            for trigger in entry.triggers:
                lines[trigger.rule] = f"{entry.family}.yaml, line {trigger.line}"
                for lemma in trigger.lemmas:
                    known = words.get((trigger.kind, lemma), ())
                    words[trigger.kind, lemma] = tuple(dict.fromkeys((*known, entry.name)))
        embeddings: dict[str, tuple[str, ...]] = {}
        for name, lemmas in ontology.embedding.items():
            for lemma in sorted(lemmas):
                embeddings[lemma] = (*embeddings.get(lemma, ()), name)
        labels = {entry.name: entry.label for entry in named}
        return Glossary(labels, lines, words, embeddings, tuple(schemes))

    def know(self, predication: Predication) -> tuple[str, ...]:
        """The actions, acts and embeddings that know the predication's word; none: the ontology does not have it."""
        known = self.words.get((predication.kind, predication.lemma), ())
        return (*known, *self.embeddings.get(predication.lemma, ()))

    def describe(self, event: Event) -> str:
        """The labels of an event's act and action: "Ask: Withdrawal", and of a plain `do` "Shelling"."""
        action = self.labels.get(event.action, event.action)
        return action if event.act == "do" else f"{self.labels.get(event.act, event.act)}: {action}"

    def codes_for(self, event: Event) -> Iterator[tuple[Scheme, tuple[AxisCode, ...]]]:
        """Each scheme with its codes of the event; none where the scheme has no such event."""
        return ((scheme, scheme.codes_for(event)) for scheme in self.schemes)


def trace_article(coder: Coder, article: Article) -> Trace:
    """The coding of one article with its steps; without them where the coder does not keep any."""
    if isinstance(coder, Tracer):
        try:
            return coder.trace(article)
        except Exception:
            # The coder itself says of a bad article why it failed, as a build would record it.
            (result,) = coder([article])
            return Trace(result, ())
    (result,) = coder([article])
    return Trace(result, ())


def load_glossary(coder: object, config: Mapping[str, Any]) -> Glossary:
    """The ontology's labels and the schemes of a config. Raises OntologyError where a file cannot be used."""
    ontology = getattr(coder, "ontology", None)
    if not isinstance(ontology, Ontology):
        ontology = load_ontology(config["ontology"]["folder"])
    vocabulary = Vocabulary.of(ontology)
    names = sorted(config["scheme"]["names"])
    return Glossary.of(ontology, tuple(load_scheme(name, vocabulary) for name in names))


def describe_trace(trace: Trace, glossary: Glossary) -> dict[str, Any]:
    """The trace as plain data, ready for JSON.

    Keys are the fields of the records (see dateline.coding.records), dates are ISO 8601. A mention names its
    predication by its index; an event has its `codes` besides, a rejection its `words` and an `explanation`.
    """
    result = trace.result
    text = result.article.text
    steps = {step.sentence.index: step for step in trace.sentences}
    sentences = []
    for sentence in result.sentences:
        step = steps.get(sentence.index)
        mentions = [
            {**_plain(mention), "predication": mention.predication.index} for mention in (step.mentions if step else ())
        ]
        predications = [_plain(predication) for predication in (step.predications if step else ())]
        sentences.append({**_plain(sentence), "predications": predications, "mentions": mentions})
    return {
        "article": _plain(result.article),
        "error": list(result.error) if result.error else None,
        "notes": list(result.notes),
        "sentences": sentences,
        "events": [{**_plain(event), "codes": _list_codes(event, glossary)} for event in result.events],
        "rejections": [
            {
                **_plain(rejection),
                "words": text[rejection.start : rejection.end],
                "explanation": REJECTION_REASONS.get(rejection.reason),
            }
            for rejection in result.rejections
        ],
    }


def _list_codes(event: Event, glossary: Glossary) -> list[dict[str, str]]:
    return [
        {"scheme": scheme.name, "axis": axis, "code": code, "label": label}
        for scheme, codes in glossary.codes_for(event)
        for axis, code, label in codes
    ]


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {entry.name: _plain(getattr(value, entry.name)) for entry in fields(value)}
    if isinstance(value, (tuple, list)):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value
