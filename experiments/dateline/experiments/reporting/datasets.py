"""A dataset's folder in, the Page that tells of it out: what was coded, when, where, by whom, and what was not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from dateline.coding.records import REJECTION_REASONS
from dateline.datasets.manifest import read_manifest
from dateline.datasets.quarantine import QUARANTINE_REASONS
from dateline.datasets.tables import ARTICLES, CODES, EVENTS, LOSSES, QUARANTINE, REJECTIONS, SENTENCES, TEXT_POLICIES
from dateline.experiments.reporting.charts import draw_bars
from dateline.experiments.reporting.counting import count_distinct, count_rows, read_columns
from dateline.experiments.reporting.happenings import (
    count_things,
    describe_codes,
    describe_days,
    describe_dyads,
    describe_kinds,
    describe_losses,
    describe_places,
    describe_status,
    tell_rest,
)
from dateline.experiments.reporting.page import Cell, Fact, Page, Passages, Section, Table, Text, format_number
from dateline.experiments.reporting.sampling import SampledArticle, name_event, sample_articles, spell_days

_EVENT_COLUMNS = tuple(
    name
    for name in EVENTS.column_names
    if not name.endswith("_text") and name not in ("topics", "score", "place_admin1")
)


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much a report shows of a large dataset: `articles` with their texts, drawn with `seed`, and at most `rows`
    rows in each table.
    """

    articles: int
    rows: int
    seed: int


@dataclass(frozen=True, slots=True)
class _Tables:
    """The columns of a dataset that are counted."""

    manifest: Mapping[str, Any]
    articles: pa.Table
    sentences: pa.Table
    events: pa.Table
    codes: pa.Table
    losses: pa.Table
    rejections: pa.Table
    quarantine: pa.Table


def describe_dataset(folder: Path, bounds: Bounds) -> Page:
    """The report of one dataset; raises DatasetError where the folder holds none or it cannot be read."""
    tables = _read_tables(folder)
    sampled = sample_articles(folder, bounds.articles, bounds.seed)
    rows = bounds.rows
    name = str(tables.manifest.get("name") or folder.resolve().name)
    return Page(
        title=f"Report of the dataset {name}",
        lead=_lead(tables),
        facts=_facts(tables),
        sections=(
            _describe_making(tables, rows),
            describe_kinds(tables.events, rows),
            describe_codes(tables.codes, rows),
            describe_days(tables.events),
            describe_places(tables.events, rows),
            describe_dyads(tables.events, rows),
            describe_losses(tables.losses, tables.events, rows),
            describe_status(tables.events, rows),
            _describe_rejections(tables.rejections),
            _describe_quarantine(tables.quarantine, rows),
            *_describe_articles(tables, sampled, bounds),
        ),
    )


def _read_tables(folder: Path) -> _Tables:
    manifest = read_manifest(folder)
    return _Tables(
        manifest,
        read_columns(folder, ARTICLES, ("article_id", "published_on", "publisher", "language", "licence")),
        read_columns(folder, SENTENCES, ("sentence",)),
        read_columns(folder, EVENTS, _EVENT_COLUMNS),
        read_columns(folder, CODES, ("scheme", "axis", "code", "label")),
        read_columns(folder, LOSSES, ("kind", "best")),
        read_columns(folder, REJECTIONS, ("reason",)),
        read_columns(folder, QUARANTINE, QUARANTINE.column_names),
    )


def _lead(tables: _Tables) -> str:
    days = [day for day in tables.articles["published_on"].to_pylist() if day is not None]
    published = f", published {spell_days(min(days), max(days))}" if days else ""
    events, articles = tables.events.num_rows, tables.articles.num_rows
    return (
        f"{count_things(events, 'event')} coded from {count_things(articles, 'article')}{published}. "
        "A row is an event between two actors as one article tells it: the same happening in two articles counts "
        "twice. A claim is coded as the claim of its claimant, not as fact."
    )


def _facts(tables: _Tables) -> tuple[Fact, ...]:
    articles, events = tables.articles.num_rows, tables.events.num_rows
    with_events = count_distinct(tables.events, "article_id")
    return (
        Fact("articles", articles, f"{format_number(with_events)} with events"),
        Fact("sentences", tables.sentences.num_rows),
        Fact("events", events, f"{events / articles:.1f} per article" if articles else None),
        Fact("happenings", count_distinct(tables.events, "happening_id"), "events of one happening counted once"),
        Fact("rejections", tables.rejections.num_rows, "looked like events"),
        Fact("in quarantine", tables.quarantine.num_rows, "inputs not coded"),
    )


def _describe_making(tables: _Tables, rows: int) -> Section:
    manifest = tables.manifest
    text = str(manifest.get("text", ""))
    versions = manifest.get("versions") or {}
    facts = [
        ("coder", ", ".join(coder for coder, _ in count_rows(tables.events, ["coder"]))),
        ("schemes", ", ".join(manifest.get("schemes") or ())),
        ("ontology", versions.get("ontology")),
        ("dateline", versions.get("dateline")),
        ("texts", f"{text}: {TEXT_POLICIES[text]}" if text in TEXT_POLICIES else text),
        ("hash of the content", manifest.get("content_sha256")),
    ]
    counted = [
        (column, value if value is not None else "not known", count)
        for column in ("publisher", "language", "licence")
        for value, count in count_rows(tables.articles, [column])
    ]
    return Section(
        "What it is made of",
        "The manifest of the dataset holds its whole config and every hash; dateline verify checks them.",
        (
            Table("The dataset", ("what", "value"), tuple((what, str(value)) for what, value in facts if value)),
            Table(
                "Its articles",
                ("column", "value", "articles"),
                tuple(counted[:rows]),
                tell_rest(min(rows, len(counted)), len(counted)),
            ),
        ),
    )


def _describe_rejections(rejections: pa.Table) -> Section:
    counted = count_rows(rejections, ["reason"])
    rows = tuple((reason, REJECTION_REASONS.get(reason), count) for reason, count in counted)
    blocks = (
        draw_bars("What looked like an event and was not coded, by reason.", counted, "rejections"),
        Table("Rejections by reason", ("reason", "meaning", "rejections"), rows),
    )
    opening = "Every rejection is a row of rejections.parquet, with its words, its reason and what was missing."
    return Section("What was not coded", opening, blocks if counted else (Text(("Nothing was rejected.",)),))


def _describe_quarantine(quarantine: pa.Table, rows: int) -> Section:
    counted = count_rows(quarantine, ["reason"])
    if not counted:
        return Section("Quarantine", "Every input was read and coded.", ())
    reasons = tuple((reason, QUARANTINE_REASONS.get(reason), count) for reason, count in counted)
    names = ("input", "line", "article_id", "reason", "detail")
    listed = quarantine.slice(0, rows).select(list(names)).to_pylist()
    return Section(
        "Quarantine",
        "Input that could not be read or coded. It is in no count above.",
        (
            Table("Quarantine by reason", ("reason", "meaning", "inputs"), reasons),
            Table(
                "Inputs in quarantine",
                ("input", "line", "article", "reason", "detail"),
                tuple(tuple(row[name] for name in names) for row in listed),
                note=tell_rest(len(listed), quarantine.num_rows),
            ),
        ),
    )


def _describe_articles(tables: _Tables, sampled: Sequence[SampledArticle], bounds: Bounds) -> tuple[Section, ...]:
    total = tables.articles.num_rows
    if not sampled:
        return ()
    which = (
        f"All {count_things(total, 'article')}."
        if len(sampled) == total
        else f"{count_things(len(sampled), 'article')} of {format_number(total)}, drawn by chance (seed {bounds.seed})."
    )
    has_texts = any(article.passage.text for article in sampled)
    events = tuple(_list_event(article, event, has_texts) for article in sampled for event in article.events)
    columns = ("day", "source", "event", "target", "place", "killed", "status", "claimant", "article")
    linked = " Click an event to see it in its article." if has_texts else ""
    listed = Section("Events by article", which + linked, (Table("Events of these articles", columns, events),))
    if not has_texts:
        return listed, Section("Articles", "The dataset withholds the texts, so that no words can be shown.", ())
    begun = " The dataset holds the beginning of each text only." if tables.manifest.get("text") == "snippet" else ""
    caption = (
        "Shaded words triggered a coding; dotted words are its parts. Click either, or a coding beside the text, to "
        "see what belongs together; click again for the next coding of the same words." + begun
    )
    return listed, Section("Articles", which, (Passages(caption, tuple(article.passage for article in sampled)),))


def _list_event(
    article: SampledArticle, event: Mapping[str, Any], has_texts: bool
) -> tuple[Cell | str | int | None, ...]:
    link = f"#event-{event['event_id']}" if has_texts else None
    return (
        spell_days(event["date_start"], event["date_end"]) or None,
        event["source_code"] or event["source_text"],
        Cell(name_event(event["act"], event["action"]), link=link),
        event["target_code"] or event["target_text"],
        event["place_name"] or event["place_text"],
        event["killed"],
        event["status"],
        event["claimant_code"] or event["claimant_text"],
        article.article_id,
    )
