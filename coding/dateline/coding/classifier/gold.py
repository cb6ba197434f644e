"""An ontology's examples and coded articles in, labelled texts out: what the classifier learns from."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from dateline.coding.errors import CorpusError
from dateline.coding.ontology import Ontology
from dateline.coding.records import UNSPECIFIED, Mention, Predication, Rejection

# What a rejection for these reasons says is that the thing did not happen, not that the word means something else.
STANDING_REASONS = frozenset({"negated", "hypothetical", "generic", "nested", "presupposed", "question"})
NOTHING = "nothing"
ACT_PREFIX = "act:"


@dataclass(frozen=True, slots=True)
class GoldCoding:
    """A coding and the other ones that are right too, as patterns of `act(action)`; `span` None: in the whole text."""

    patterns: tuple[str, ...]
    span: tuple[int, int] | None = None

    def allows(self, coding: str, start: int) -> bool:
        """Whether `coding`, triggered at the offset `start`, is right by this."""
        inside = self.span is None or self.span[0] <= start < self.span[1]
        return inside and any(fnmatchcase(coding, pattern) for pattern in self.patterns)


@dataclass(frozen=True, slots=True)
class GoldText:
    """A text with its codings. Texts of one `group` are kept together when data are split into folds."""

    group: str
    text: str
    codings: tuple[GoldCoding, ...]
    is_example: bool

    def allows(self, mention: Mention) -> bool:
        """Whether a mention is right."""
        coding = f"{mention.act}({mention.action})"
        return any(gold.allows(coding, mention.trigger[0]) for gold in self.codings)


def read_examples(ontology: Ontology) -> tuple[GoldText, ...]:
    """Each example and counterexample of an ontology once, with the codings that it must give."""
    texts: dict[str, set[str]] = {}
    for entry in (*ontology.actions.values(), *ontology.acts.values()):
        for example in (*entry.examples, *entry.counterexamples):
            texts.setdefault(example.text, set()).update(example.codings)
    return tuple(
        GoldText(f"example {number}", text, tuple(GoldCoding((coding,)) for coding in sorted(codings)), True)
        for number, (text, codings) in enumerate(texts.items())
    )


def read_articles(codings: Path, articles: Path | None = None) -> tuple[GoldText, ...]:
    """Coded articles as JSON lines: `article_id`, `text` and `events` with `act`, `action`, `trigger` and `accept`.

    `articles` holds the texts (`id`, `text`) of those that have none beside their codings. Raises CorpusError
    where a text is missing.
    """
    texts = {row["id"]: row["text"] for row in _read_lines(articles)} if articles is not None else {}
    found: list[GoldText] = []
    for row in _read_lines(codings):
        text = row.get("text") or texts.get(row["article_id"])
        if text is None:
            raise CorpusError(f"{codings.name}: there is no text for the article {row['article_id']!r}.")
        golds = []
        for event in row["events"]:
            start = text.find(event["trigger"])
            if start >= 0:
                patterns = (f"{event['act']}({event['action']})", *event.get("accept", ()))
                golds.append(GoldCoding(patterns, (start, start + len(event["trigger"]))))
        found.append(GoldText(row["article_id"], text, tuple(golds), False))
    return tuple(found)


def label_predications(
    gold: GoldText,
    predications: Sequence[Predication],
    mentions: Sequence[Mention],
    rejections: Sequence[Rejection],
    ontology: Ontology,
) -> dict[int, str]:
    """What each predicate of a sentence names: an action, an act (`act:ask`) or NOTHING; undecided ones are left out.

    Gold says which codings a text holds, not which word tells each. The rule coder's mentions that agree with
    the gold say that; where none does, a gold trigger with a single predicate in it.
    """
    labels: dict[int, str] = {}
    for mention in mentions:
        if gold.allows(mention):
            own = mention.predication
            labels[own.index] = mention.action if mention.action != UNSPECIFIED else ACT_PREFIX + mention.act
            if mention.act != "do" and mention.action != UNSPECIFIED:
                for link in own.chain:
                    if mention.act in _listed_acts(predications[link.predication], ontology):
                        labels.setdefault(link.predication, ACT_PREFIX + mention.act)
                        break
    undecided = {(r.start, r.end) for r in rejections if r.reason in STANDING_REASONS}
    for predication in predications:
        if predication.index in labels or (predication.start, predication.end) in undecided:
            continue
        if gold.is_example:
            labels[predication.index] = NOTHING
            continue
        around = [c for c in gold.codings if c.span is not None and c.span[0] <= predication.start < c.span[1]]
        if not around:
            labels[predication.index] = NOTHING
        elif len(around) == 1 and _is_alone(predication, predications, around[0]):
            act, _, action = around[0].patterns[0].rstrip(")").partition("(")
            label = action if act == "do" else ACT_PREFIX + act
            if label in ontology.actions or act in ontology.acts:
                labels[predication.index] = label
    return labels


def _listed_acts(predication: Predication, ontology: Ontology) -> set[str]:
    return {act.name for act, _ in ontology.act_index.get((predication.kind, predication.lemma), ())}


def _is_alone(predication: Predication, predications: Sequence[Predication], coding: GoldCoding) -> bool:
    assert coding.span is not None
    start, end = coding.span
    return all(not start <= other.start < end for other in predications if other.index != predication.index)


def _read_lines(path: Path) -> Iterator[dict[str, Any]]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise CorpusError(f"{path.name} cannot be read: {error.strerror}.") from error
    for line in lines:
        if line.strip():
            yield json.loads(line)
