"""Coded real articles in, how right the default coder is on them out: `python -m tests.articles TEXTS [learn|measure]`.

The codings lie in `tests/gold/articles` as offsets and codes; the texts are others' and are not part of the project, so
TEXTS names a JSON-lines file that holds them (`id`, `text`). A coded event matches a reader's, one to one, where one of
its triggers lies in a sentence that the reader names and, level by level, the CAMEO root is one that a reader allows
and the two countries are the reader's. Precision is taken on the events of either reader, recall on those of both.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment

from dateline.coding.coder import RuleCoder
from dateline.coding.records import Actor, Article, Event, Sentence
from dateline.coding.schemes import load_scheme

GOLD = Path(__file__).parent / "gold" / "articles"
LEVELS = ("sentence", "root", "dyad+root")


@dataclass(frozen=True, slots=True)
class Coded:
    """A coded event as the match sees it: the sentences of its triggers, its CAMEO root and its two countries."""

    event: Event
    where: frozenset[int]
    root: str
    pair: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Score:
    """Counts at one level: coded events that are right, all that are coded, events of both readers found, and all."""

    right: int
    coded: int
    found: int
    told: int

    @property
    def figures(self) -> tuple[float, float, float]:
        """Precision, recall and F1 in percent."""
        precision, recall = 100 * self.right / max(1, self.coded), 100 * self.found / max(1, self.told)
        return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def read_gold(split: str, texts: Path) -> Iterator[tuple[Article, list[dict[str, Any]]]]:
    """The coded articles of a split whose texts are at hand and the same to the byte, with their events."""
    known = {row["id"]: row["text"] for row in map(json.loads, texts.read_text(encoding="utf-8").splitlines())}
    for line in (GOLD / f"{split}.jsonl").read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        text = known.get(gold["id"])
        if text is not None and hashlib.sha256(text.encode()).hexdigest() == gold["sha256"]:
            events = [{**event, "is_shared": len(event["coders"]) == len(gold["readers"])} for event in gold["events"]]
            yield Article(gold["id"], text, None, _day(gold["date"])), events


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def code_article(coder: RuleCoder, article: Article) -> tuple[list[Coded], tuple[Sentence, ...]]:
    """The events of an article that CAMEO has a code for."""
    scheme = load_scheme("cameo")
    result = coder.trace(article).result
    coded = []
    for event in result.events:
        code = next((code for axis, code, _ in scheme.codes_for(event) if axis == "code"), None)
        if code is not None:
            starts = [part.start for part in event.mentions if part.part == "trigger"]
            where = frozenset(s.index for s in result.sentences for start in starts if s.start <= start < s.end)
            coded.append(Coded(event, where, code[:2], (_country(event.source), _country(event.target))))
    return coded, result.sentences


def _country(actor: Actor | None) -> str:
    return (actor.country if actor is not None else None) or ""


def fits(level: str, told: Mapping[str, Any], coded: Coded, sentences: Sequence[Sentence]) -> bool:
    """Whether a coded event is a reader's at a level."""
    return any(_fits_one(level, told[reader], coded, sentences) for reader in "ab" if reader in told)


def _fits_one(level: str, told: Mapping[str, Any], coded: Coded, sentences: Sequence[Sentence]) -> bool:
    starts = [start for start, _ in (told["trigger"], *told.get("also", ()))]
    where = {s.index for s in sentences for start in starts if s.start <= start < s.end}
    roots = {code[:2] for code in (told["cameo"], *told.get("cameo_ok", ()))}
    pair = tuple((told.get(side) or {}).get("country", "") for side in ("source", "target"))
    is_mutual = told.get("reciprocal", False) or coded.event.is_reciprocal
    is_pair = coded.pair == pair or is_mutual and coded.pair == pair[::-1]
    return (
        bool(where & coded.where) and (level == "sentence" or coded.root in roots) and (level != LEVELS[2] or is_pair)
    )


def score_articles(coder: RuleCoder, golds: Iterable[tuple[Article, list[dict[str, Any]]]]) -> dict[str, Score]:
    """The score at each level."""
    counts = {level: np.zeros(4, dtype=int) for level in LEVELS}
    for article, told in golds:
        coded, sentences = code_article(coder, article)
        for level, count in counts.items():
            edges = np.zeros((len(told), len(coded)), dtype=bool)
            for i, row in enumerate(told):
                edges[i] = [fits(level, row, each, sentences) for each in coded]
            # Events of both readers are paired first.
            worth = edges * np.array([3 if row["is_shared"] else 2 for row in told]).reshape(len(told), 1)
            rows, columns = linear_sum_assignment(worth, maximize=True)
            pairs = [row for row, column in zip(rows, columns, strict=True) if edges[row, column]]
            shared = [row for row in pairs if told[row]["is_shared"]]
            count += (len(pairs), len(coded), len(shared), sum(row["is_shared"] for row in told))
    return {level: Score(*map(int, count)) for level, count in counts.items()}


def main(argv: Sequence[str]) -> None:
    """Print the scores of a split, and the curve over `coder.min_score`."""
    texts, split = Path(argv[0]), argv[1] if len(argv) > 1 else "measure"
    golds = list(read_gold(split, texts))
    coder = RuleCoder()
    print(f"{len(golds)} articles of {split}, {sum(len(told) for _, told in golds)} events of either reader")
    for mark in sorted({coder.min_score, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8}):
        coder.min_score = mark
        for level, score in score_articles(coder, golds).items():
            precision, recall, f1 = score.figures
            told = f"P {precision:5.1f}  R {recall:5.1f}  F1 {f1:5.1f}  ({score.right} of {score.coded} are right)"
            print(f"{mark:4.2f} {level:<10} {told}")


if __name__ == "__main__":
    main(sys.argv[1:])
