"""A built dataset in; incidents as MUC-4 means them out, and the figures of its scorer where the benchmark is at hand.

    dateline build corpus=jsonl corpus.path=BENCHMARK/muc4_dev300.jsonl output=DATASET
    python tests/muc.py DATASET BENCHMARK [--list] [--write FILE]

BENCHMARK is a folder with muc4_dev300.jsonl and score_fields.py, which are not part of this project. An incident of
MUC-4 (Chinchor 1992, MUC-4 Evaluation Metrics) is an attack, bombing, kidnapping, hijacking, arson or robbery on people
or property that are no military ones, not older than two months; what armies and guerrillas do to each other is none.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

TYPES = {
    **dict.fromkeys(
        (
            "attack",
            "killing",
            "assassination",
            "shooting",
            "stabbing",
            "execution",
            "beating",
            "mass_killing",
            "mass_violence",
            "ground_attack",
            "shelling",
            "missile_strike",
            "air_strike",
            "destruction",
            "grenade_attack",
        ),
        "ATTACK",
    ),
    **dict.fromkeys(("bombing", "suicide_bombing", "vehicle_bombing", "roadside_bombing"), "BOMBING"),
    "abduction": "KIDNAPPING",
    "hijacking": "HIJACKING",
    "arson": "ARSON",
}
ACTS = frozenset({"do", "attempt"})
FIGHTERS = frozenset({"MIL", "REB", "UAF"})
ANYBODY = frozenset("he him she her they them we us people".split()) | {"the people", "the population"}
NEWS_FOR = timedelta(days=62)  # what is older is no news and has no template
NEAR = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Incident:
    """One incident of an article: what its events tell together. Days are None where unknown."""

    kind: str
    first: date | None
    last: date | None
    is_dated: bool  # by words of the article rather than by its day of publication
    country: str | None
    places: frozenset[str]
    perpetrators: frozenset[str]
    targets: frozenset[str]
    killed: int | None
    wounded: int | None
    events: tuple[str, ...]

    def as_prediction(self) -> dict[str, Any]:
        """The shape that the scorer reads."""
        days = [day.isoformat() for day in (self.first, self.last) if day is not None]
        return {
            "type": self.kind,
            "date": days or None,
            "location": {"country": self.country, "places": sorted(self.places)},
            "perps": sorted(self.perpetrators),
            "targets": sorted(self.targets),
            "killed": self.killed,
            "injured": self.wounded,
        }


def main() -> None:
    """Build the incidents, score them, list what is wrong."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("dataset", type=Path, help="a dataset built from the benchmark's articles")
    parser.add_argument("benchmark", type=Path, help="the folder with muc4_dev300.jsonl and score_fields.py")
    parser.add_argument("--list", action="store_true", help="list the pairs whose date or toll is wrong")
    parser.add_argument("--write", type=Path, help="write the predictions here, as JSON Lines")
    arguments = parser.parse_args()
    for path in (arguments.dataset / "manifest.json", *(arguments.benchmark / name for name in FILES)):
        if not path.is_file():
            sys.exit(f"muc: {path} is not there; see the head of this script for what it needs.")
    gold = [json.loads(line) for line in (arguments.benchmark / FILES[0]).read_text(encoding="utf-8").splitlines()]
    found = read_incidents(arguments.dataset)
    predictions = {article: [incident.as_prediction() for incident in own] for article, own in found.items()}
    if arguments.write:
        lines = (json.dumps({"id": article, "pred": predictions.get(article, [])}) for article in sorted(predictions))
        arguments.write.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    scorer = load_scorer(arguments.benchmark / FILES[1])
    print_figures(gold, predictions, scorer)
    if arguments.list:
        for line in list_faults(gold, predictions, scorer):
            print(line)


FILES = ("muc4_dev300.jsonl", "score_fields.py")


def load_scorer(path: Path) -> Any:
    """The benchmark's own scorer, as a module."""
    spec = importlib.util.spec_from_file_location("score_fields", path)
    if spec is None or spec.loader is None:
        sys.exit(f"muc: {path} is no Python module.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read_incidents(dataset: Path) -> dict[str, list[Incident]]:
    """The incidents of every article of a dataset, by article_id."""
    days = {row["article_id"]: row["published_on"] for row in read_table(dataset, "articles")}
    countries: dict[str, str] = {}
    found: dict[str, list[Incident]] = {}
    rows = sorted(read_table(dataset, "events"), key=lambda row: (row["article_id"], row["sentence"], row["event_id"]))
    for row in rows:
        if is_incident(row, days.get(row["article_id"])):
            add(found.setdefault(row["article_id"], []), read_incident(row, countries))
    return found


def read_table(dataset: Path, name: str) -> list[dict[str, Any]]:
    """The rows of a table of the dataset."""
    path = dataset / f"{name}.parquet"
    rows: list[dict[str, Any]] = pq.read_table(path if path.exists() else dataset / name).to_pylist()
    return rows


def is_incident(row: dict[str, Any], published_on: date | None) -> bool:
    """Whether an event is an incident as MUC-4 means it."""
    if row["action"] not in TYPES or row["act"] not in ACTS or row["status"] == "denied":
        return False
    if row["is_background"] and row["date_end"] is None:
        return False
    if published_on is not None and row["date_end"] is not None and published_on - row["date_end"] > NEWS_FOR:
        return False
    source, target = row["source_sector"], row["target_sector"]
    if target in FIGHTERS and source in {*FIGHTERS, None}:
        return False
    is_of_states = source == "MIL" or (row["source_code"] is not None and row["source_code"] == row["source_country"])
    if not is_specific(row) and (is_of_states or (row["target_text"] or "").lower() in ANYBODY):
        return False
    return bool(row["target_text"] or row["killed"] or row["wounded"] or row["action"] in {"bombing", "arson"})


def is_specific(row: dict[str, Any]) -> bool:
    """Whether words tell the event's day, its town or its victims: else an army's deed is rather its war."""
    is_dated = row["date_method"] not in (None, "publication", "discourse")
    is_placed = row["place_precision"] is not None and row["place_precision"] < 3
    return is_dated or is_placed or row["killed"] is not None or row["wounded"] is not None


def read_incident(row: dict[str, Any], countries: dict[str, str]) -> Incident:
    """The incident that one event tells."""
    return Incident(
        kind=TYPES[row["action"]],
        first=row["date_start"],
        last=row["date_end"],
        is_dated=row["date_method"] not in (None, "publication"),
        country=country_name(row["place_country"] or row["target_country"] or row["source_country"], countries),
        places=frozenset(filter(None, (row["place_text"], row["place_name"], row["place_admin1"]))),
        perpetrators=frozenset(filter(None, (row["source_text"],))),
        targets=frozenset(filter(None, (row["target_text"],))),
        killed=row["killed"],
        wounded=row["wounded"],
        events=(row["event_id"],),
    )


def country_name(code: str | None, countries: dict[str, str]) -> str | None:
    """The English name of a country of ISO 3166."""
    if code is None:
        return None
    if not countries:
        import csv

        import dateline.coding.cast as actors

        data = Path(next(iter(actors.__path__))) / "data" / "countries.csv"
        lines = [line for line in data.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
        countries.update((row["code"], row["name"]) for row in csv.DictReader(lines))
    return countries.get(code)


def add(incidents: list[Incident], new: Incident) -> None:
    """Put an incident to those of its article, into the earlier one that it tells again where there is one."""
    for position, earlier in enumerate(incidents):
        if is_same(earlier, new):
            incidents[position] = merge(earlier, new)
            return
    incidents.append(new)


def is_same(first: Incident, second: Incident) -> bool:
    """Whether two tell of one incident: kinds, days and places agree as far as they are known."""
    if first.kind != second.kind and {first.kind, second.kind} - {"ATTACK", "BOMBING"}:
        return False
    if first.is_dated and second.is_dated and not do_overlap(first, second):
        return False
    if first.country and second.country and first.country != second.country:
        return False
    return not first.places or not second.places or bool(first.places & second.places)


def do_overlap(first: Incident, second: Incident) -> bool:
    """Whether the days of two incidents meet, a day's difference granted."""
    if first.first is None or first.last is None or second.first is None or second.last is None:
        return True
    return first.first <= second.last + NEAR and second.first <= first.last + NEAR


def merge(first: Incident, second: Incident) -> Incident:
    """One incident of two: the dated one's days, the highest tolls, the names of both."""
    dated = second if second.is_dated and not first.is_dated else first
    return replace(
        first,
        kind="BOMBING" if "BOMBING" in (first.kind, second.kind) else first.kind,
        first=dated.first,
        last=dated.last,
        is_dated=dated.is_dated,
        country=first.country or second.country,
        places=first.places | second.places,
        perpetrators=first.perpetrators | second.perpetrators,
        targets=first.targets | second.targets,
        killed=highest(first.killed, second.killed),
        wounded=highest(first.wounded, second.wounded),
        events=(*first.events, *second.events),
    )


def highest(first: int | None, second: int | None) -> int | None:
    """The greater number of two that may be unknown."""
    known = [number for number in (first, second) if number is not None]
    return max(known) if known else None


# Figures


@dataclass(frozen=True, slots=True)
class Pair:
    """A gold template and the prediction that the scorer's rule gives it."""

    article: str
    gold: dict[str, Any]
    prediction: dict[str, Any]


def find_pairs(gold: Sequence[dict[str, Any]], predictions: dict[str, list[dict[str, Any]]], scorer: Any) -> list[Pair]:
    """Templates and predictions that the scorer puts together: each article's best assignment."""
    pairs = []
    for record in gold:
        templates, own = record["gold"]["templates"], predictions.get(record["id"], [])
        weights = [[weigh(template, prediction, scorer) for prediction in own] for template in templates]
        for i, j in scorer.assign(weights) if templates and own else ():
            if weights[i][j] > 0:
                pairs.append(Pair(record["id"], templates[i], own[j]))
    return pairs


def weigh(template: dict[str, Any], prediction: dict[str, Any], scorer: Any) -> float:
    """How well a prediction fits a template; 0 where they may not be paired. The scorer's rule without the parties."""
    kind = any(scorer.strmatch(x.replace("ATTEMPTED ", ""), prediction["type"]) == 1 for x in template["type"])
    day = scorer.date_ok(template["date"], prediction["date"])
    place = scorer.loc_ok(template["location"], prediction["location"])
    if not kind and not (day and place):
        return 0.0
    tolls = sum(told(template, key) is not None and told(template, key) == prediction[key] for key in TOLLS)
    people = template["perp_individual"] + template["perp_org"]
    victims = template["hum_tgt_name"] + template["hum_tgt_desc"] + template["phys_tgt"]
    named = scorer.entset(people, prediction["perps"])[0] + scorer.entset(victims, prediction["targets"])[0]
    return float(1 + kind + day + place + tolls + named)


TOLLS = ("killed", "injured")


def told(template: dict[str, Any], key: str) -> int | None:
    """The toll of a template where it is known and above none."""
    number: int = template["casualties"][key]
    return number if template["casualties"][f"{key}_exact"] and number > 0 else None


def print_figures(gold: Sequence[dict[str, Any]], predictions: dict[str, list[dict[str, Any]]], scorer: Any) -> None:
    """The scorer's figures, then those of the incidents that are found and of the articles that hold none."""
    scores = scorer.muc(gold, predictions)
    for name in ("docs", "templates", "all_slots"):
        print(name, scores[name])
    for name, slot in scores["slots"].items():
        print(f"  {name}", slot)
    pairs = find_pairs(gold, predictions, scorer)
    empty = [record["id"] for record in gold if not record["gold"]["templates"]]
    clean = [article for article in empty if not predictions.get(article)]
    right = sum(scorer.date_ok(pair.gold["date"], pair.prediction["date"]) == 1 for pair in pairs)
    print(f"found {len(pairs)} of {sum(len(record['gold']['templates']) for record in gold)}")
    print(f"  date right {right} of {len(pairs)}")
    for key in TOLLS:
        known = [pair for pair in pairs if told(pair.gold, key) is not None]
        exact = sum(told(pair.gold, key) == pair.prediction[key] for pair in known)
        none = [pair for pair in pairs if pair.gold["casualties"][key] == 0]
        kept = sum(not pair.prediction[key] for pair in none)
        print(f"  {key} exact {exact} of {len(known)}; none told of none {kept} of {len(none)}")
    print(f"articles without an incident left empty {len(clean)} of {len(empty)}")


def list_faults(
    gold: Sequence[dict[str, Any]], predictions: dict[str, list[dict[str, Any]]], scorer: Any
) -> Iterator[str]:
    """One line for every pair with a wrong date or toll, and for every article coded though it holds nothing."""
    for pair in find_pairs(gold, predictions, scorer):
        faults = [
            f"{key} {pair.prediction[key]} for {told(pair.gold, key) or pair.gold['casualties'][key]}"
            for key in TOLLS
            if (pair.prediction[key] or 0) != (pair.gold["casualties"][key] or 0)
        ]
        if pair.gold["date"] and scorer.date_ok(pair.gold["date"], pair.prediction["date"]) < 1:
            faults.append(f"date {pair.prediction['date']} for {[day['raw'] for day in pair.gold['date']]}")
        if faults:
            yield f"{pair.article} {pair.prediction['type']}: {'; '.join(faults)}"
    yield from (f"{article} holds none: {own}" for article, own in coded_for_nothing(gold, predictions))


def coded_for_nothing(
    gold: Iterable[dict[str, Any]], predictions: dict[str, list[dict[str, Any]]]
) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Articles without an incident in which some are predicted."""
    for record in gold:
        own = predictions.get(record["id"])
        if own and not record["gold"]["templates"]:
            yield record["id"], own


if __name__ == "__main__":
    main()
