"""Coded articles in, a trained judge out: `python -m dateline.coding.judging.training`.

A candidate is right where a reader coded an event of its CAMEO root in its sentence. All figures are out of fold:
articles are split into folds, and each is judged by a model that has not seen it.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import logging
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from dateline.coding.coder import RuleCoder
from dateline.coding.judging.features import Scene, describe
from dateline.coding.judging.judge import Model, Verdict
from dateline.coding.judging.model import SHIPPED, save_model
from dateline.coding.ontology import Ontology
from dateline.coding.records import Article, Event, Mention
from dateline.coding.schemes import Scheme, load_scheme

log = logging.getLogger(__name__)

FOLDS = 10
STRENGTH = 0.03  # inverse of the penalty on large weights
RARE = 4  # features seen in fewer candidates are left out
SEED = 1
# How much a candidate counts: readers of whole articles code all that happens, labels of a sentence tell one thing of
# it, and the rules were written to pass their own examples.
ARTICLE, SENTENCE, EXAMPLE = 1.0, 0.3, 0.1
# To tell what is denied, feared or asked as done is the gravest error.
GRAVE = frozenset(f"doubt {reason}, deed" for reason in ("negated", "hypothetical", "generic", "question"))
GRAVE_COST = 3.0
UNLABELLED = 0.2
# What PLOVER's classes were called when the sentences were labelled.
RENAMED = {
    "ACCUSE": ("INVESTIGATE", "DISAPPROVE"),
    "YIELD": ("CONCEDE", "RETREAT"),
    "ASSAULT": ("FIGHT",),
    "REQUEST": ("DEMAND",),
}


Key = tuple[int, str, str]  # a candidate's trigger, act and action


@dataclass(frozen=True, slots=True)
class GoldEvent:
    """An event that a text tells: its codes on a scale, and the offsets of the words that tell it (none: anywhere)."""

    scale: str  # "root" of CAMEO, "class" of PLOVER, or "coding" of the ontology: "act(action)"
    codes: frozenset[str]
    offsets: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class GoldText:
    """A text with all events that it tells; `weight` says how much each of its candidates counts in training."""

    text_id: str
    text: str
    published_on: date | None
    events: tuple[GoldEvent, ...]
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Judged:
    """One candidate as the judge sees it: whether it is right, which events of its text it tells, its text."""

    group: str
    features: Mapping[str, float]
    is_right: bool
    tells: frozenset[int] = frozenset()
    weight: float = 1.0


@dataclass(slots=True)
class Recorder:
    """A judge that lets everything pass and notes what it saw."""

    ontology: Ontology
    seen: dict[Key, Mapping[str, float]] = field(default_factory=dict)

    def weigh(self, mention: Mention, scene: Scene) -> Verdict:
        self.seen[mention.trigger[0], mention.act, mention.action] = describe(mention, scene, self.ontology)
        return Verdict(1.0)


def collect(coder: RuleCoder, golds: Iterable[GoldText]) -> Iterator[Judged]:
    """The candidates of coded texts, each with whether a reader coded it."""
    schemes = {"root": load_scheme("cameo"), "class": load_scheme("plover")}
    coder.merging, coder.min_score = "none", 0.0
    for gold in golds:
        recorder = Recorder(coder.ontology)
        coder.judge = recorder
        result = coder.trace(Article(gold.text_id, gold.text, None, gold.published_on)).result
        spans = [(s.start, s.end) for s in result.sentences]
        wheres = [
            {i for i, (start, end) in enumerate(spans) if any(start <= offset < end for offset in event.offsets)}
            for event in gold.events
        ]
        told: dict[Key, set[int]] = {}
        rows: Counter[Key] = Counter()
        where_told: dict[Key, int] = {}
        for event in result.events:
            key = next(part.start for part in event.mentions if part.part == "trigger"), event.act, event.action
            codes = {scale: _codes(event, scheme) for scale, scheme in schemes.items()}
            codes["coding"] = {f"{event.act}({event.action})"}
            if key not in recorder.seen or not codes["root"] and gold.weight == ARTICLE:
                continue  # what CAMEO has no code for, these readers could not code
            rows[key] += 1
            where_told[key] = event.sentence
            told.setdefault(key, set()).update(
                number
                for number, (each, where) in enumerate(zip(gold.events, wheres, strict=True))
                if codes[each.scale] & each.codes and (not each.offsets or event.sentence in where)
            )
        taken: dict[int, set[int]] = {}
        for key in sorted(told, key=lambda key: (_doubts(recorder.seen[key]), key)):
            # Each telling of an event is one candidate's: a second one in the sentence only repeats it.
            free = sorted(told[key] - taken.get(where_told[key], set()))[: rows[key]]
            taken.setdefault(where_told[key], set()).update(free)
            features = recorder.seen[key]
            is_grave = not free and not GRAVE.isdisjoint(features)
            weight = gold.weight * (GRAVE_COST if is_grave else 1.0)
            if gold.weight == SENTENCE and not free and gold.events and "doubt nothing" in features:
                weight *= UNLABELLED  # a label tells one thing of a sentence, and others may be told in it
            yield Judged(gold.text_id, features, bool(free), frozenset(free), weight)


def _doubts(features: Mapping[str, float]) -> tuple[int, float]:
    """The candidates of a sentence by how sure the rules are of them, the surest first."""
    return int("doubt nothing" not in features), -features["certainty of the rule"]


def _codes(event: Event, scheme: Scheme) -> set[str]:
    """The CAMEO root or the PLOVER class of an event."""
    codes = {code for axis, code, _ in scheme.codes_for(event) if axis in {"code", "event"}}
    return {code[:2] if code.isdigit() else code for code in codes}


def train(judged: Sequence[Judged]) -> tuple[Model, NDArray[np.float64]]:
    """A calibrated model, and the probability of each candidate by a model that has not seen its group."""
    folds = np.array([int(hashlib.sha256(f"{SEED} {each.group}".encode()).hexdigest(), 16) % FOLDS for each in judged])
    odds = np.zeros(len(judged))
    for fold in range(FOLDS):
        inside = [each for each, own in zip(judged, folds, strict=True) if own != fold]
        model = _fit(inside)
        for row in map(int, np.flatnonzero(folds == fold)):
            odds[row] = _log_odds(model, judged[row].features)
    right = np.array([each.is_right for each in judged])
    weights = np.array([each.weight for each in judged])
    platt = LogisticRegression(C=1e6).fit(odds.reshape(-1, 1), right, sample_weight=weights)
    slope, offset = float(platt.coef_[0, 0]), float(platt.intercept_[0])
    chances = 1 / (1 + np.exp(-(slope * odds + offset)))
    return replace(_fit(judged), slope=round(slope, 4), offset=round(offset, 4)), chances


def _fit(judged: Sequence[Judged]) -> Model:
    counts = Counter(name for each in judged for name in each.features)
    names = sorted(name for name, times in counts.items() if times >= RARE)
    columns = {name: column for column, name in enumerate(names)}
    table = np.zeros((len(judged), len(names)))
    for row, each in enumerate(judged):
        for name, value in each.features.items():
            if name in columns:
                table[row, columns[name]] = value
    right = np.array([each.is_right for each in judged])
    weights = np.array([each.weight for each in judged])
    fitted = LogisticRegression(C=STRENGTH, max_iter=2000).fit(table, right, sample_weight=weights)
    weighed = {name: round(float(weight), 4) for name, weight in zip(names, fitted.coef_[0], strict=True)}
    return Model(weighed, round(float(fitted.intercept_[0]), 4))


def _log_odds(model: Model, features: Mapping[str, float]) -> float:
    return model.intercept + sum(model.weights.get(name, 0.0) * value for name, value in features.items())


def draw_curve(judged: Sequence[Judged], chances: NDArray[np.float64], events: int) -> list[tuple[float, float, float]]:
    """(threshold, precision, recall) over coded articles; `events` is how many the readers have."""
    curve = []
    for step in range(10, 95, 5):
        mark = step / 100
        kept = [each for each, chance in zip(judged, chances, strict=True) if chance >= mark]
        found = {(each.group, number) for each in kept for number in each.tells}
        right = sum(each.is_right for each in kept)
        curve.append((mark, right / len(kept) if kept else 1.0, len(found) / events))
    return curve


def read_articles(codings: Sequence[Path], texts: Sequence[Path]) -> Iterator[GoldText]:
    """Articles coded by readers; a coding without a text of its own takes it from the files of texts, by id."""
    known = {row["id"]: row for path in texts for row in _rows(path)}
    for row in (row for path in codings for row in _rows(path)):
        gold = {**known.get(row["id"], {}), **row}
        if "text" in gold:
            events = tuple(_article_event(each) for each in gold["events"])
            yield GoldText(gold["id"], gold["text"], _day(gold.get("date")), events, ARTICLE)


def _article_event(row: Mapping[str, Any]) -> GoldEvent:
    """An event of one reader or both: the roots that either allows, wherever either saw it told."""
    sides = [row[side] for side in "ab" if row.get(side)]
    roots = {code[:2] for side in sides for code in (side["cameo"], *(side.get("cameo_ok") or ()))}
    offsets = [span[0] for side in sides for span in (side["trigger"], *(side.get("also") or ()))]
    return GoldEvent("root", frozenset(roots), tuple(offsets))


def read_sentences(paths: Sequence[Path]) -> Iterator[GoldText]:
    """Sentences labelled with a PLOVER class, or with CAMEO roots by several coders; what they call irrelevant has
    none."""
    for row in (row for path in paths for row in _rows(path)):
        gold = row["gold"]
        if "plover_event" in gold:
            name = gold["plover_event"]
            classes = frozenset({name, *RENAMED.get(name, ())})
            events: tuple[GoldEvent, ...] = (GoldEvent("class", classes),)
        else:
            roots = frozenset(f"{root:02}" for root in gold["cameo_roots_any"] if root != 1)
            events = (GoldEvent("root", roots),) if gold["relevant"] else ()
        yield GoldText(row["id"], row["text"], _day(row.get("date")), events, SENTENCE)


def read_examples(ontology: Ontology) -> Iterator[GoldText]:
    """The ontology's own examples and counterexamples."""
    for action in (*ontology.actions.values(), *ontology.acts.values()):
        for example in (*action.examples, *action.counterexamples):
            events = tuple(GoldEvent("coding", frozenset({coding})) for coding in sorted(example.codings))
            yield GoldText(f"example {example.text}", example.text, None, events, EXAMPLE)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _report(name: str, golds: Sequence[GoldText], judged: Sequence[Judged], chances: NDArray[np.float64]) -> None:
    ids = {gold.text_id for gold in golds}
    own = [i for i, each in enumerate(judged) if each.group in ids]
    events = sum(len(gold.events) for gold in golds)
    log.info("%s: %d with %d events, %d candidates, %d right", name, len(golds), events, len(own),
             sum(judged[i].is_right for i in own))  # fmt: skip
    for mark, precision, recall in draw_curve([judged[i] for i in own], chances[own], max(events, 1)):
        log.info("  from %.2f: precision %.3f, recall %.3f", mark, precision, recall)


def main(argv: Sequence[str] | None = None) -> None:
    """Train the judge and write it; the figures go to the log."""
    parser = argparse.ArgumentParser(prog="python -m dateline.coding.judging.training", description=__doc__)
    parser.add_argument("--codings", type=Path, nargs="+", required=True, help="coded articles, JSON lines")
    parser.add_argument("--texts", type=Path, nargs="*", default=[], help="texts of the articles, JSON lines")
    parser.add_argument("--sentences", type=Path, nargs="*", default=[], help="labelled sentences, JSON lines")
    parser.add_argument("--ontology", help="folder of families (default: the standard ontology)")
    parser.add_argument("--output", type=Path, default=SHIPPED, help="file of the model")
    arguments = parser.parse_args(argv)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    coder = RuleCoder(arguments.ontology, judge="strict")
    articles = list(read_articles(arguments.codings, arguments.texts))
    sentences = list(read_sentences(arguments.sentences))
    judged = list(collect(coder, (*articles, *sentences, *read_examples(coder.ontology))))
    model, chances = train(judged)
    for name, golds in (("articles", articles), ("sentences", sentences)):
        _report(name, golds, judged, chances)
    trained_on = {"articles": str(len(articles)), "sentences": str(len(sentences)), **coder.versions()}
    save_model(model, trained_on, arguments.output)


if __name__ == "__main__":
    main()
