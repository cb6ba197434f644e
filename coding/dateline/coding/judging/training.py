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
from dateline.coding.records import Article, Mention
from dateline.coding.schemes import load_scheme

log = logging.getLogger(__name__)

FOLDS = 10
STRENGTH = 0.1  # inverse of the penalty on large weights
RARE = 4  # features seen in fewer candidates are left out
SEED = 1
WANTED_PRECISION = 0.75


@dataclass(frozen=True, slots=True)
class Judged:
    """One candidate as the judge sees it: whether it is right, which events of its article it tells, its group."""

    group: str
    features: Mapping[str, float]
    is_right: bool
    tells: frozenset[int] = frozenset()
    weight: float = 1.0


@dataclass(slots=True)
class Recorder:
    """A judge that lets everything pass and notes what it saw."""

    ontology: Ontology
    seen: dict[tuple[int, str, str], Mapping[str, float]] = field(default_factory=dict)

    def weigh(self, mention: Mention, scene: Scene) -> Verdict:
        self.seen[mention.trigger[0], mention.act, mention.action] = describe(mention, scene, self.ontology)
        return Verdict(1.0)


def collect(coder: RuleCoder, golds: Iterable[Mapping[str, Any]]) -> Iterator[Judged]:
    """The candidates of coded articles; a gold article has `id`, `text`, `date` and `events` with offsets."""
    scheme = load_scheme("cameo")
    coder.merging = "none"
    for gold in golds:
        recorder = Recorder(coder.ontology)
        coder.judge = recorder
        coder.min_score = 0.0
        article = Article(gold["id"], gold["text"], None, _day(gold.get("date")))
        result = coder.trace(article).result
        spans = [(s.start, s.end) for s in result.sentences]
        roots = [_roots(row) for row in gold["events"]]
        wheres = [_sentences(row, spans) for row in gold["events"]]
        told: dict[tuple[int, str, str], set[int]] = {}
        for event in result.events:
            trigger = next(part.start for part in event.mentions if part.part == "trigger")
            codes = {code for axis, code, _ in scheme.codes_for(event) if axis == "code"}
            where = next((i for i, (start, end) in enumerate(spans) if start <= trigger < end), -1)
            key = trigger, event.act, event.action
            if not codes:
                continue
            told.setdefault(key, set())
            for number, (allowed, places) in enumerate(zip(roots, wheres, strict=True)):
                if where in places and any(code[:2] in allowed for code in codes):
                    told[key].add(number)
        for key, numbers in sorted(told.items()):
            if key in recorder.seen:
                yield Judged(gold["id"], recorder.seen[key], bool(numbers), frozenset(numbers))


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _roots(row: Mapping[str, Any]) -> set[str]:
    """The CAMEO roots that either reader allows."""
    sides = [row[side] for side in "ab" if row.get(side)]
    return {code[:2] for side in sides for code in (side["cameo"], *(side.get("cameo_ok") or ()))}


def _sentences(row: Mapping[str, Any], spans: Sequence[tuple[int, int]]) -> set[int]:
    offsets = [
        span[0]
        for side in (row[side] for side in "ab" if row.get(side))
        for span in (side["trigger"], *(side.get("also") or ()))
    ]
    return {i for i, (start, end) in enumerate(spans) for offset in offsets if start <= offset < end}


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


def read_golds(codings: Sequence[Path], texts: Sequence[Path]) -> list[dict[str, Any]]:
    """Coded articles with their texts: a coding without a text of its own takes it from the files of texts, by id."""
    known = {row["id"]: row for path in texts for row in _rows(path)}
    golds = [row for path in codings for row in _rows(path)]
    return [{**known.get(gold["id"], {}), **gold} for gold in golds if "text" in gold or gold["id"] in known]


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def main(argv: Sequence[str] | None = None) -> None:
    """Train the judge and write it; the figures go to the log."""
    parser = argparse.ArgumentParser(prog="python -m dateline.coding.judging.training", description=__doc__)
    parser.add_argument("--codings", type=Path, nargs="+", required=True, help="coded articles, JSON lines")
    parser.add_argument("--texts", type=Path, nargs="*", default=[], help="texts of the articles, JSON lines")
    parser.add_argument("--ontology", help="folder of families (default: the standard ontology)")
    parser.add_argument("--output", type=Path, default=SHIPPED, help="file of the model")
    arguments = parser.parse_args(argv)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    golds = read_golds(arguments.codings, arguments.texts)
    coder = RuleCoder(arguments.ontology)
    judged = list(collect(coder, golds))
    model, chances = train(judged)
    events = sum(len(gold["events"]) for gold in golds)
    log.info("%d articles, %d events, %d candidates, %d right", len(golds), events, len(judged),
             sum(each.is_right for each in judged))  # fmt: skip
    for mark, precision, recall in draw_curve(judged, chances, events):
        log.info("  from %.2f: precision %.3f, recall %.3f", mark, precision, recall)
    trained_on = {"articles": str(len(golds)), "candidates": str(len(judged)), **coder.versions()}
    save_model(model, trained_on, arguments.output)


if __name__ == "__main__":
    main()
