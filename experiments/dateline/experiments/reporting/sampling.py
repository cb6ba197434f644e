"""A dataset and a number of articles in, as many of its articles with their codings as Passages out."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from dateline.datasets.tables import ARTICLES, CODES, EVENTS, LOSSES, MENTIONS
from dateline.experiments.reporting.counting import read_columns
from dateline.experiments.reporting.page import Coding, Passage, Span

_ARTICLE = ("article_id", "title", "published_on", "publisher", "url", "licence", "text")


@dataclass(frozen=True, slots=True)
class SampledArticle:
    """An article with its events as rows of the events table, in the order of the text; `passage` has no text where
    the dataset withholds it.
    """

    article_id: str
    title: str | None
    published_on: date | None
    publisher: str | None
    events: tuple[Mapping[str, Any], ...]
    passage: Passage


def sample_articles(folder: Path, number: int, seed: int) -> list[SampledArticle]:
    """As many articles of the dataset, drawn by chance with the seed and in the order of their ids; all where there
    are no more.
    """
    ids = read_columns(folder, ARTICLES, ("article_id",))["article_id"].to_pylist()
    drawn = ids if len(ids) <= number else random.Random(seed).sample(sorted(ids), number)
    of_article = pc.field("article_id").isin(pa.array(drawn, pa.string()))
    articles = sorted(
        read_columns(folder, ARTICLES, _ARTICLE, of_article).to_pylist(), key=lambda row: str(row["article_id"])
    )
    events = read_columns(folder, EVENTS, EVENTS.column_names, of_article).to_pylist()
    of_event = pc.field("event_id").isin(pa.array([event["event_id"] for event in events], pa.string()))
    mentions = _group(read_columns(folder, MENTIONS, MENTIONS.column_names, of_event).to_pylist())
    codes = _group(read_columns(folder, CODES, CODES.column_names, of_event).to_pylist())
    losses = _group(read_columns(folder, LOSSES, LOSSES.column_names, of_event).to_pylist())
    codings: dict[str, list[tuple[tuple[Any, ...], Mapping[str, Any], Coding]]] = defaultdict(list)
    for event in events:
        key = event["event_id"]
        coding = _make_coding(event, mentions[key], codes[key], losses[key])
        first = min((span.start for span in coding.spans if span.part == "trigger"), default=0)
        codings[event["article_id"]].append(((event["sentence"], first, key), event, coding))
    sampled = []
    for number_, article in enumerate(articles, 1):
        own = sorted(codings[article["article_id"]], key=lambda entry: entry[0])
        passage = Passage(
            title=article["title"] or article["article_id"],
            text=article["text"] or "",
            codings=tuple(coding for _, _, coding in own),
            byline=_make_byline(article),
            anchor=f"article-{number_}",
        )
        sampled.append(
            SampledArticle(
                article["article_id"],
                article["title"],
                article["published_on"],
                article["publisher"],
                tuple(event for _, event, _ in own),
                passage,
            )
        )
    return sampled


def name_event(act: str, action: str) -> str:
    """An event's act and action in one, such as `shelling`, `demand(withdrawal)` or `accuse`."""
    if act == "do":
        return action
    return act if action == "unspecified" else f"{act}({action})"


def spell_days(start: date | None, end: date | None) -> str:
    """An interval of days in ISO 8601, one day where both are the same, nothing where it is not known."""
    days = [day.isoformat() for day in (start, end) if day is not None]
    return " to ".join(dict.fromkeys(days))


def _group(rows: Sequence[Mapping[str, Any]]) -> dict[str, list[Mapping[str, Any]]]:
    grouped: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        grouped[row["event_id"]].append(row)
    return grouped


def _make_byline(article: Mapping[str, Any]) -> str:
    day = article["published_on"].isoformat() if article["published_on"] else None
    identity = article["article_id"] if article["title"] else None
    parts = (article["publisher"], day, identity, article["url"], article["licence"])
    return " \u00b7 ".join(part for part in parts if part)


def _make_coding(
    event: Mapping[str, Any],
    mentions: Sequence[Mapping[str, Any]],
    codes: Sequence[Mapping[str, Any]],
    losses: Sequence[Mapping[str, Any]],
) -> Coding:
    ranked = sorted(mentions, key=lambda row: (row["mention"], row["part"], row["start"]))
    return Coding(
        label=name_event(event["act"], event["action"]),
        spans=tuple(Span(row["start"], row["end"], row["part"]) for row in ranked),
        facts=tuple(_list_facts(event, codes, losses)),
        anchor=f"event-{event['event_id']}",
    )


def _list_facts(
    event: Mapping[str, Any], codes: Sequence[Mapping[str, Any]], losses: Sequence[Mapping[str, Any]]
) -> list[tuple[str, str]]:
    sides = "each other" if event["is_reciprocal"] else "target"
    facts = [
        ("source", _join_words(event["source_text"], event["source_code"])),
        (sides, _join_words(event["target_text"], event["target_code"])),
        ("topics", ", ".join(event["topics"])),
        (
            "when",
            _join_notes(spell_days(event["date_start"], event["date_end"]), event, "date_precision", "date_method"),
        ),
        ("where", _join_places(event)),
        ("losses", "; ".join(_spell_loss(loss) for loss in losses)),
        ("status", _spell_status(event)),
    ]
    schemes: dict[str, list[str]] = defaultdict(list)
    for row in sorted(codes, key=lambda row: (row["scheme"], row["axis"], row["code"])):
        schemes[row["scheme"]].append(f"{row['axis']} {row['code']}")
    facts += [(scheme, ", ".join(spelled)) for scheme, spelled in schemes.items()]
    facts += [
        ("rule", event["rule"] or ""),
        ("score", "" if event["score"] is None else f"{event['score']:.2f}"),
        ("event", event["event_id"]),
    ]
    return [(name, value) for name, value in facts if value]


def _join_words(words: str | None, code: str | None) -> str:
    if words is None:
        return code or ""
    return f"{words} [{code or '?'}]"


def _join_places(event: Mapping[str, Any]) -> str:
    names = (event[name] for name in ("place_name", "place_admin1", "place_country"))
    return ", ".join(dict.fromkeys(name for name in names if name))


def _join_notes(value: str, event: Mapping[str, Any], *names: str) -> str:
    notes = ", ".join(event[name] for name in names if event[name])
    return f"{value} ({notes})" if value and notes else value


def _spell_loss(loss: Mapping[str, Any]) -> str:
    of = f" of {loss['of_code']}" if loss["of_code"] else ""
    best = loss["best"] if loss["best"] is not None else f"{loss['low'] or 0} or more"
    return f"{best} {loss['kind']}{of}"


def _spell_status(event: Mapping[str, Any]) -> str:
    by = _join_words(event["claimant_text"], event["claimant_code"])
    marks = [name for name, flag in (("disputed", "is_disputed"), ("background", "is_background")) if event[flag]]
    return ", ".join([event["status"] + (f" by {by}" if by else ""), *marks])
