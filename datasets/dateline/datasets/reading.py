"""A dataset folder in, its coding results out: the way back from the tables to the records.

What the tables do not hold comes back empty: how an actor was found, the candidates of a place, the rejections'
traces. Written again with the same schemes, the events give the same rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from dateline.coding.errors import DatasetError
from dateline.coding.records import (
    Actor,
    Article,
    CodingResult,
    DateInterval,
    Event,
    Loss,
    MentionPart,
    Place,
    Sentence,
)
from dateline.datasets.manifest import read_manifest
from dateline.datasets.tables import ARTICLES, EVENTS, LOSSES, MENTIONS, SENTENCES, Table

METHOD = "dataset"
"""How an actor that was read from the tables was found, as its record says."""

_Values = Mapping[str, Any]
_NOWHERE = (0, 0)


def read_results(folder: Path) -> tuple[CodingResult, ...]:
    """The articles of a dataset with their sentences and events, in the order of their ids.

    Raises DatasetError where the folder holds no dataset, a table cannot be read, or the dataset does not hold
    the whole texts, without which no span can be shown.
    """
    policy = read_manifest(folder).get("text")
    if policy != "full":
        raise DatasetError(
            f"{folder} holds no whole texts (text={policy}), and this needs them; build it again with text=full"
        )
    events = _group(read_rows(folder, EVENTS), "article_id")
    sentences = _group(read_rows(folder, SENTENCES), "article_id")
    mentions = _group(read_rows(folder, MENTIONS), "event_id")
    losses = _group(read_rows(folder, LOSSES), "event_id")
    results = []
    for row in read_rows(folder, ARTICLES):
        text = row["text"]
        columns = {name: row[name] for name in ARTICLES.column_names if name != "text_sha256"}
        spans = sorted(sentences[row["article_id"]], key=lambda s: s["sentence"])
        results.append(
            CodingResult(
                Article(**columns),
                tuple(Sentence(s["sentence"], s["start"], s["end"], text[s["start"] : s["end"]]) for s in spans),
                tuple(
                    _make_event(event, text, mentions[event["event_id"]], losses[event["event_id"]])
                    for event in sorted(events[row["article_id"]], key=lambda e: (e["sentence"], e["event_id"]))
                ),
            )
        )
    return tuple(results)


def read_rows(folder: Path, table: Table, columns: Sequence[str] | None = None) -> list[dict[str, Any]]:
    """All rows of one table of a dataset, in the table's order; of the `columns` given, or of all.

    Raises DatasetError where the file is missing, cannot be read or lacks a column.
    """
    path = folder / table.file
    wanted = list(table.column_names if columns is None else columns)
    try:
        rows: list[dict[str, Any]] = pq.read_table(path, columns=wanted).to_pylist()
    except FileNotFoundError as error:
        raise DatasetError(f"{folder} lacks {table.file}; build the dataset again") from error
    except (OSError, pa.ArrowException) as error:
        reason = str(error).splitlines()[0]
        raise DatasetError(f"{path} cannot be read: {reason}; run dateline verify {folder}") from error
    missing = [name for name in wanted if rows and name not in rows[0]]
    if missing:
        raise DatasetError(f"{path} has no column {missing[0]!r}; run dateline verify {folder}")
    return rows


def _group(rows: Sequence[dict[str, Any]], column: str) -> defaultdict[str, list[dict[str, Any]]]:
    groups: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        groups[row[column]].append(row)
    return groups


def _make_event(row: _Values, text: str, mentions: Sequence[_Values], losses: Sequence[_Values]) -> Event:
    parts = tuple(MentionPart(m["mention"], m["part"], m["start"], m["end"], m["rule"]) for m in mentions)
    plain = (
        "event_id happening_id sentence action act is_reciprocal source_text target_text killed wounded captured "
        "status claimant_text is_disputed is_background trigger_text rule coder score"
    ).split()
    return Event(
        **{name: row[name] for name in plain},
        topics=tuple(row["topics"]),
        source=_make_actor(row, "source"),
        target=_make_actor(row, "target"),
        claimant=_make_actor({**row, "claimant_country": None, "claimant_sector": None}, "claimant"),
        date=_make_date(row, parts),
        place=_make_place(row, parts, text),
        mentions=parts,
        losses=tuple(_make_loss(loss, parts, text) for loss in losses),
    )


def _make_actor(row: _Values, side: str) -> Actor | None:
    code = row[f"{side}_code"]
    if code is None:
        return None
    return Actor(code, row[f"{side}_country"], row[f"{side}_sector"], row[f"{side}_text"] or code, METHOD)


def _make_date(row: _Values, parts: Sequence[MentionPart]) -> DateInterval | None:
    if row["date_start"] is None:
        return None
    span = next(((part.start, part.end) for part in parts if part.part == "date"), None)
    return DateInterval(
        row["date_start"], row["date_end"], row["date_precision"], row["date_method"], row["date_text"], span
    )


def _make_place(row: _Values, parts: Sequence[MentionPart], text: str) -> Place | None:
    words = row["place_text"]
    if words is None:
        return None
    spans = ((part.start, part.end) for part in parts if part.part == "place")
    return Place(
        words,
        next((span for span in spans if text[span[0] : span[1]] == words), _NOWHERE),
        row["place_name"],
        row["place_id"],
        row["place_admin1"],
        row["place_country"],
        row["latitude"],
        row["longitude"],
        row["place_precision"],
    )


def _make_loss(row: _Values, parts: Sequence[MentionPart], text: str) -> Loss:
    spans = ((part.start, part.end) for part in parts if part.part == "loss")
    return Loss(
        row["kind"],
        row["text"],
        next((span for span in spans if text[span[0] : span[1]] == row["text"]), _NOWHERE),
        row["of_code"],
        row["low"],
        row["best"],
        row["high"],
    )
