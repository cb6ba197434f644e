"""Gold codings and a built dataset in; precision, recall and the accuracy of every column out, on stdout.

    python tests/gold/score_gold.py --write-corpus FILE [coded|held_out]
    dateline build corpus=jsonl corpus.path=FILE output=DATASET
    python tests/gold/score_gold.py DATASET [coded|held_out] [--list]

README.md beside this file says how the gold is coded and what each figure means.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

HERE = Path(__file__).parent
SETS = ("coded", "held_out")
SAMPLE = HERE.parents[1] / "datasets" / "dateline" / "datasets" / "sample" / "articles.jsonl"
ARTICLE_FIELDS = ("title", "text", "published_on", "publisher", "language", "licence")

# CAMEO's elements that are no country; the first one in a code is its sector.
ROLES = frozenset(
    "GOV MIL REB OPP COP JUD SPY UAF LEG PTY CVL BUS EDU MED CRM REF LAB AGR DEV HLH HRI ENV ELI REL PKO "
    "RAD MOD IGO NGO IMG NGM MNC INT".split()
)
NO_COUNTRY = ROLES | {"AFR", "EUR", "MOS", "WAF", "WEU", "WST", "kur"}

# Weights of a gold event and a coded one that may stand for the same thing: the same code counts most,
# then the words, then the actors; a required event goes before an optional one.
BASE, EXACT, ACCEPTED = 200, 100, 60
SAME_WORDS, SAME_SENTENCE, SAME_ACTOR, SAME_DAYS, REQUIRED = 40, 25, 10, 5, 30


@dataclass(frozen=True, slots=True)
class GoldEvent:
    """One event of the gold. Every tuple but `date` holds all right answers, the preferred one first.

    An empty tuple means that the column is not judged. `accept` holds other right codings as `act(action)`.
    """

    action: str
    act: str
    trigger: str
    source: tuple[str | None, ...]
    target: tuple[str | None, ...]
    date: tuple[date, date] | None
    place: tuple[str | None, ...]
    place_country: tuple[str | None, ...]
    killed: tuple[int | None, ...]
    wounded: tuple[int | None, ...]
    captured: tuple[int | None, ...]
    status: tuple[str, ...]
    claimant: tuple[str | None, ...]
    disputed: bool | None
    background: bool | None
    accept: tuple[str, ...]
    is_reciprocal: bool
    is_optional: bool


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """An article of the gold: the fields of the corpus, and its events."""

    article_id: str
    fields: dict[str, str]
    events: tuple[GoldEvent, ...]

    @property
    def text(self) -> str:
        """The title line, then the body, as every article's text is."""
        return f"{self.fields['title']}\n\n{self.fields['text']}"


@dataclass(frozen=True, slots=True)
class CodedEvent:
    """One row of the events table with the spans of its triggers and the sentences in which they stand."""

    row: dict[str, Any]
    spans: tuple[tuple[int, int], ...]
    sentences: frozenset[int]

    @property
    def name(self) -> str:
        return f"{self.row['act']}({self.row['action']})"


@dataclass(frozen=True, slots=True)
class Pair:
    """A gold event and the coded event that stands for it; `is_swapped`: its sides are exchanged."""

    gold: GoldEvent
    coded: CodedEvent
    is_exact: bool
    is_swapped: bool


@dataclass(frozen=True, slots=True)
class Result:
    """What the comparison of one article gives."""

    article: GoldArticle
    pairs: tuple[Pair, ...]
    missed: tuple[GoldEvent, ...]
    extra: tuple[CodedEvent, ...]


def read_gold(name: str) -> list[GoldArticle]:
    """The articles of the set `name`; those of the sample corpus take their text from there."""
    sample = {record["id"]: record for record in _lines(SAMPLE)}
    articles = []
    for record in _lines(HERE / f"{name}.jsonl"):
        fields = {field: record[field] for field in ARTICLE_FIELDS if field in record}
        if not fields:
            taken = sample[record["article_id"]]
            fields = {field: taken.get(field, taken["date"]) for field in ARTICLE_FIELDS}
        events = tuple(_gold_event(event) for event in record["events"])
        articles.append(GoldArticle(record["article_id"], fields, events))
    return articles


def write_corpus(articles: Sequence[GoldArticle], path: Path) -> None:
    """Write the articles as JSON Lines for `corpus=jsonl`."""
    lines = (json.dumps({"article_id": a.article_id, **a.fields}, ensure_ascii=False) for a in articles)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def country_of(code: str | None) -> str | None:
    """The country of a composed actor code, None where it has none."""
    return None if code is None or code[:3] in NO_COUNTRY else code[:3]


def sector_of(code: str | None) -> str | None:
    """The first role of a composed actor code, None for a bare country."""
    elements = [] if code is None else [code[start : start + 3] for start in range(0, len(code), 3)]
    return next((element for element in elements if element in ROLES), None)


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as stream:
        for line in stream:
            yield json.loads(line)


def _options(value: Any) -> tuple[Any, ...]:
    return tuple(value) if isinstance(value, list) else (value,)


def _gold_event(event: dict[str, Any]) -> GoldEvent:
    days = event["date"]
    columns = (
        "source",
        "target",
        "place",
        "place_country",
        "killed",
        "wounded",
        "captured",
        "status",
        "claimant",
    )
    return GoldEvent(
        action=event["action"],
        act=event["act"],
        trigger=event["trigger"],
        date=None if days is None else (date.fromisoformat(days[0]), date.fromisoformat(days[1])),
        disputed=event["disputed"],
        background=event["background"],
        accept=tuple(event.get("accept", ())),
        is_reciprocal=event.get("reciprocal", False),
        is_optional=event.get("optional", False),
        **{column: _options(event[column]) for column in columns},
    )


# Reading the dataset


def _table(dataset: Path, name: str) -> list[dict[str, Any]]:
    path = dataset / f"{name}.parquet"
    rows: list[dict[str, Any]] = pq.read_table(path if path.exists() else dataset / name).to_pylist()
    return rows


@dataclass(frozen=True, slots=True)
class Dataset:
    """What the comparison needs of a dataset, by article."""

    texts: dict[str, str | None]
    sentences: dict[str, list[tuple[int, int, int]]]
    events: dict[str, list[CodedEvent]]

    def sentence_at(self, article_id: str, offset: int) -> int | None:
        return next((i for i, start, end in self.sentences[article_id] if start <= offset < end), None)


def read_dataset(folder: Path) -> Dataset:
    """The articles, sentences and events of a dataset that `dateline build` made."""
    sentences: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for row in _table(folder, "sentences"):
        sentences[row["article_id"]].append((row["sentence"], row["start"], row["end"]))
    texts = {row["article_id"]: row["text"] for row in _table(folder, "articles")}
    dataset = Dataset(texts, sentences, defaultdict(list))
    spans = defaultdict(list)
    for row in _table(folder, "mentions"):
        if row["part"] == "trigger":
            spans[row["event_id"]].append((row["start"], row["end"]))
    for row in _table(folder, "events"):
        found = {dataset.sentence_at(row["article_id"], start) for start, _ in spans[row["event_id"]]}
        held = frozenset(i for i in {*found, row["sentence"]} if i is not None)
        dataset.events[row["article_id"]].append(CodedEvent(row, tuple(spans[row["event_id"]]), held))
    return dataset


# Pairing


def compare(article: GoldArticle, dataset: Dataset) -> Result:
    """The best one-to-one matching of an article's gold events to its coded ones."""
    coded = dataset.events[article.article_id]
    text = dataset.texts[article.article_id] or article.text
    weights: list[list[int]] = []
    ways: dict[tuple[int, int], Pair] = {}
    for i, gold in enumerate(article.events):
        start = text.find(gold.trigger)
        span = (start, start + len(gold.trigger))
        sentence = dataset.sentence_at(article.article_id, start) if start >= 0 else None
        weights.append([0] * len(coded))
        for j, event in enumerate(coded):
            found = _weigh(gold, event, span, sentence)
            if found is not None:
                weights[i][j], ways[i, j] = found
    chosen = [ways[i, j] for i, j in _best_assignment(weights) if (i, j) in ways]
    taken_gold = {id(pair.gold) for pair in chosen}
    taken_coded = {id(pair.coded) for pair in chosen}
    return Result(
        article,
        tuple(chosen),
        tuple(gold for gold in article.events if id(gold) not in taken_gold and not gold.is_optional),
        tuple(event for event in coded if id(event) not in taken_coded),
    )


def _weigh(gold: GoldEvent, event: CodedEvent, span: tuple[int, int], sentence: int | None) -> tuple[int, Pair] | None:
    is_exact = event.name == f"{gold.act}({gold.action})"
    if not is_exact and not {event.name, f"{event.row['act']}(*)"} & set(gold.accept):
        return None
    straight = [
        _agrees(gold.source, event.row["source_code"]),
        _agrees(gold.target, event.row["target_code"]),
    ]
    crossed = [_agrees(gold.source, event.row["target_code"]), _agrees(gold.target, event.row["source_code"])]
    may_swap = gold.is_reciprocal or event.row["is_reciprocal"]
    is_swapped = may_swap and sum(crossed) > sum(straight)
    actors = sum(crossed if is_swapped else straight)
    overlaps = any(start < span[1] and span[0] < end for start, end in event.spans)
    if not actors and not overlaps and sentence not in event.sentences:
        return None
    weight = BASE + (EXACT if is_exact else ACCEPTED) + SAME_ACTOR * actors + REQUIRED * (not gold.is_optional)
    weight += SAME_WORDS if overlaps else SAME_SENTENCE if sentence in event.sentences else 0
    weight += SAME_DAYS * _days_overlap(gold, event)
    return weight, Pair(gold, event, is_exact, is_swapped)


def _agrees(options: tuple[str | None, ...], code: str | None) -> bool:
    """The actor is named on both sides and has the same country, or the same sector where there is none."""
    if code is None:
        return False
    wanted = {(country_of(option), country_of(option) or sector_of(option)) for option in options if option}
    return (country_of(code), country_of(code) or sector_of(code)) in wanted


def _days_overlap(gold: GoldEvent, event: CodedEvent) -> bool:
    start, end = event.row["date_start"], event.row["date_end"]
    return gold.date is not None and start is not None and start <= gold.date[1] and gold.date[0] <= end


def _best_assignment(weights: list[list[int]]) -> list[tuple[int, int]]:
    """Pairs (row, column) of the assignment with the greatest sum (the Hungarian method with potentials)."""
    rows, columns = len(weights), len(weights[0]) if weights else 0
    size = max(rows, columns)
    cost = [[-weights[i][j] if i < rows and j < columns else 0 for j in range(size)] for i in range(size)]
    by_row, by_column, match = [0] * (size + 1), [0] * (size + 1), [0] * (size + 1)
    for row in range(1, size + 1):
        match[0], column = row, 0
        least, before, done = [sys.maxsize] * (size + 1), [0] * (size + 1), [False] * (size + 1)
        while match[column]:
            done[column] = True
            here, delta, following = match[column], sys.maxsize, 0
            for j in range(1, size + 1):
                if done[j]:
                    continue
                reduced = cost[here - 1][j - 1] - by_row[here] - by_column[j]
                if reduced < least[j]:
                    least[j], before[j] = reduced, column
                if least[j] < delta:
                    delta, following = least[j], j
            for j in range(size + 1):
                if done[j]:
                    by_row[match[j]] += delta
                    by_column[j] -= delta
                else:
                    least[j] -= delta
            column = following
        while column:
            match[column], column = match[before[column]], before[column]
    return [(match[j] - 1, j - 1) for j in range(1, size + 1)]


# Judging the columns of a matched pair


def judge(pair: Pair) -> dict[str, bool]:
    """Right or wrong for every column that the gold lets be judged."""
    gold, row = pair.gold, pair.coded.row
    source, target = ("target", "source") if pair.is_swapped else ("source", "target")
    verdict = {
        "source country": row[f"{source}_country"] in {country_of(code) for code in gold.source},
        "source sector": row[f"{source}_sector"] in _sectors(gold.source),
        "target country": row[f"{target}_country"] in {country_of(code) for code in gold.target},
        "target sector": row[f"{target}_sector"] in _sectors(gold.target),
        "status": row["status"] in gold.status,
    }
    if gold.date is not None:
        verdict["date equal"] = (row["date_start"], row["date_end"]) == gold.date
        verdict["date overlaps"] = _days_overlap(gold, pair.coded)
    if gold.place != (None,):
        verdict["place name"] = _is_place(gold.place, row)
    elif row["place_text"] is not None:
        verdict["place left out"] = False
    if gold.place_country != (None,):
        verdict["place country"] = row["place_country"] in gold.place_country
    for kind in ("killed", "wounded", "captured"):
        options = getattr(gold, kind)
        # A count that neither states is no achievement.
        if row[kind] is not None or None not in options:
            verdict[kind] = row[kind] in options
    if row["claimant_code"] is not None or None not in gold.claimant:
        verdict["claimant"] = _same_party(gold.claimant, row["claimant_code"])
    for name in ("disputed", "background"):
        if getattr(gold, name) is not None:
            verdict[name] = row[f"is_{name}"] == getattr(gold, name)
            if getattr(gold, name):
                verdict[f"{name}, where it is"] = row[f"is_{name}"]
    return verdict


def _sectors(options: tuple[str | None, ...]) -> set[str | None]:
    """The sectors that are right: a state named by its country or capital alone may be given GOV or none."""
    sectors = {sector_of(code) for code in options}
    return sectors | {"GOV"} if any(code and not sector_of(code) for code in options) else sectors


def _same_party(options: tuple[str | None, ...], code: str | None) -> bool:
    parties = {(country_of(option), sector_of(option)) for option in options}
    # A state named alone is any of its offices.
    states = {option for option in options if option is not None and sector_of(option) is None}
    return (country_of(code), sector_of(code)) in parties or country_of(code) in states


def _fold(name: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", " ", plain.lower()).strip()


def _is_place(options: tuple[str | None, ...], row: dict[str, Any]) -> bool:
    if row["place_text"] is None:
        return None in options
    named = f" {_fold(row['place_text'])} | {_fold(row['place_name'] or '')} "
    return any(option is not None and f" {_fold(option)} " in named for option in options)


# The report


def _share(right: int, total: int) -> str:
    return f"{100 * right / total:5.1f} %  ({right}/{total})" if total else "    -    (0/0)"


def report(results: Sequence[Result]) -> list[str]:
    """The lines of the report."""
    with_events = [result for result in results if result.article.events]
    required = sum(not gold.is_optional for result in results for gold in result.article.events)
    coded = sum(len(result.pairs) + len(result.extra) for result in with_events)
    lines = [f"articles {len(results)}, gold events {required} required, coded events {coded}"]
    for name, exactly in (("accepted codings", False), ("preferred coding only", True)):
        pairs = [pair for result in with_events for pair in result.pairs if pair.is_exact or not exactly]
        found = sum(not pair.gold.is_optional for pair in pairs)
        precision, recall = len(pairs) / coded if coded else 0.0, found / required if required else 0.0
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        lines.append(
            f"{name}: precision {_share(len(pairs), coded)}, recall {_share(found, required)}, F1 {100 * f1:.1f}"
        )
    alarms = [event for result in results if not result.article.events for event in result.extra]
    lines.append(f"events on the {len(results) - len(with_events)} articles without any: {len(alarms)}")
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for result in with_events:
        for pair in result.pairs:
            for column, verdict in judge(pair).items():
                right[column] += verdict
                total[column] += 1
    lines.append("over the matched events:")
    wrongly_placed = total.pop("place left out", 0)
    lines += [f"  {column:24} {_share(right[column], total[column])}" for column in sorted(total)]
    lines.append(f"  {'place where gold has none':24} {wrongly_placed}")
    return lines


def listing(results: Sequence[Result]) -> list[str]:
    """Every missed and every extra event, by article."""
    lines = []
    for result in results:
        lines += [
            f"missed {result.article.article_id} {gold.act}({gold.action}) "
            f"{gold.source[0]} > {gold.target[0]}: {gold.trigger}"
            for gold in result.missed
        ]
        lines += [
            f"extra  {result.article.article_id} {event.name} "
            f"{event.row['source_code']} > {event.row['target_code']}: {event.row['trigger_text']}"
            for event in result.extra
        ]
    return lines


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description="Score a dataset against the gold codings.")
    parser.add_argument("dataset", nargs="?", type=Path, help="folder that `dateline build` made from the corpus")
    parser.add_argument("set", nargs="?", choices=SETS, default="coded")
    parser.add_argument("--write-corpus", type=Path, metavar="FILE", help="write the articles as JSON Lines and stop")
    parser.add_argument("--list", action="store_true", help="list missed and extra events")
    options = parser.parse_args(arguments)
    if options.write_corpus is not None:
        # There is no dataset then: a lone name is that of the set.
        name = str(options.dataset) if options.dataset is not None else options.set
        if name not in SETS:
            parser.error(f"{name!r} is no set; choose one of {', '.join(SETS)}")
        write_corpus(read_gold(name), options.write_corpus)
        return 0
    if options.dataset is None:
        parser.error("name the dataset, or --write-corpus FILE")
    dataset = read_dataset(options.dataset)
    articles = [article for article in read_gold(options.set) if article.article_id in dataset.texts]
    if not articles:
        parser.error(f"the dataset holds no article of {options.set!r}; build it from --write-corpus")
    results = [compare(article, dataset) for article in articles]
    print("\n".join([*(listing(results) if options.list else []), *report(results)]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
