"""Dataset folders in, Codings out: the events of one coder, with their spans, and the texts that it coded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.coding.errors import ConfigError, DatasetError
from dateline.datasets.manifest import read_manifest
from dateline.datasets.reading import read_rows
from dateline.datasets.tables import ARTICLES, CODES, EVENTS, MENTIONS, SENTENCES
from dateline.experiments.agreement.spans import Span

COUNTS = ("killed", "wounded", "captured")
_SIDES = ("text", "code", "country", "sector")


@dataclass(frozen=True, slots=True)
class CodedEvent:
    """One row of an events table.

    `values` are its columns by name, `codes` its codes by "SCHEME.AXIS", `trigger` the span of its first
    trigger. Counts of losses are those of its happening. Where both sides act alike, the side whose code
    comes first in the alphabet is the source, so that two coders who put them the other way round are not at
    odds.
    """

    event_id: str
    article_id: str
    sentence: int
    trigger: Span | None
    values: Mapping[str, Any]
    codes: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class CodedArticle:
    """A text as a coding knows it: its hash and the spans of its sentences."""

    text_sha256: str
    sentences: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Coding:
    """All that one dataset says.

    `spans` has the marked spans by article and part, `axes` the labels of the codes by "SCHEME.AXIS" and
    code.
    """

    name: str
    content_sha256: str
    articles: Mapping[str, CodedArticle]
    events: Mapping[str, tuple[CodedEvent, ...]]
    spans: Mapping[str, Mapping[str, tuple[Span, ...]]]
    axes: Mapping[str, Mapping[str, str]]

    @property
    def event_count(self) -> int:
        return sum(map(len, self.events.values()))


def read_codings(folders: Sequence[Path]) -> tuple[Coding, ...]:
    """The codings of the datasets, named by their folders.

    Raises ConfigError for fewer than two folders or one given twice, and DatasetError for a folder that holds
    no dataset or one without an event.
    """
    if len(folders) < 2:
        raise ConfigError(
            "agreement needs two codings or more: name the dataset folders, dateline agree FOLDER FOLDER ..."
        )
    names = name_folders(folders)
    codings = tuple(read_coding(folder, name) for folder, name in zip(folders, names, strict=True))
    for coding, folder in zip(codings, folders, strict=True):
        if not coding.event_count:
            raise DatasetError(
                f"{folder} has no events, so nothing in it can agree; build it with another coder or corpus, "
                "or leave it out"
            )
    return codings


def name_folders(folders: Sequence[Path]) -> tuple[str, ...]:
    """The shortest ends of the paths that tell the folders apart; raises ConfigError for one given twice."""
    parts = [folder.resolve().parts for folder in folders]
    if len(set(parts)) < len(parts):
        twice = next(folder for folder, own in zip(folders, parts, strict=True) if parts.count(own) > 1)
        raise ConfigError(f"{twice} is given twice; a coding always agrees with itself")
    length = 1
    while len({own[-length:] for own in parts}) < len(parts):
        length += 1
    return tuple("/".join(own[-length:]) for own in parts)


def read_coding(folder: Path, name: str) -> Coding:
    """The coding that a dataset folder holds; raises DatasetError where its tables cannot be read."""
    manifest = read_manifest(folder)
    spans: dict[str, list[Span]] = defaultdict(list)
    for row in read_rows(folder, SENTENCES, ("article_id", "sentence", "start", "end")):
        spans[row["article_id"]].append((row["start"], row["end"]))
    articles = {
        row["article_id"]: CodedArticle(row["text_sha256"], tuple(sorted(spans[row["article_id"]])))
        for row in read_rows(folder, ARTICLES, ("article_id", "text_sha256"))
    }
    codes, axes = _read_codes(folder)
    rows = read_rows(folder, EVENTS, EVENTS.column_names)
    _share_counts(rows)
    article_of = {row["event_id"]: row["article_id"] for row in rows}
    triggers, marked = _read_mentions(folder, article_of)
    events: dict[str, list[CodedEvent]] = defaultdict(list)
    for row in rows:
        key = row["event_id"]
        events[row["article_id"]].append(
            CodedEvent(
                key,
                row["article_id"],
                row["sentence"],
                triggers.get(key),
                _order_sides(row),
                codes.get(key, {}),
            )
        )
    return Coding(
        name=name,
        content_sha256=str(manifest.get("content_sha256", "")),
        articles=articles,
        events={key: tuple(sorted(found, key=sort_key)) for key, found in sorted(events.items())},
        spans=marked,
        axes=axes,
    )


def sort_key(event: CodedEvent) -> tuple[Any, ...]:
    """What orders the events of an article: their place in it, then what they say, then their ids."""
    said = (event.values.get(name) or "" for name in ("action", "act", "source_code", "target_code"))
    return event.sentence, event.trigger or (-1, -1), *said, event.event_id


def _read_codes(
    folder: Path,
) -> tuple[dict[str, dict[str, tuple[str, ...]]], dict[str, dict[str, str]]]:
    codes: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
    axes: dict[str, dict[str, str]] = defaultdict(dict)
    for row in read_rows(folder, CODES, CODES.column_names):
        axis = f"{row['scheme']}.{row['axis']}"
        of_event = codes[row["event_id"]]
        of_event[axis] = tuple(sorted({*of_event.get(axis, ()), row["code"]}))
        axes[axis][row["code"]] = row["label"]
    return codes, axes


def _read_mentions(
    folder: Path, article_of: Mapping[str, str]
) -> tuple[dict[str, Span], dict[str, dict[str, tuple[Span, ...]]]]:
    triggers: dict[str, Span] = {}
    marked: dict[str, dict[str, set[Span]]] = defaultdict(lambda: defaultdict(set))
    rows = read_rows(folder, MENTIONS, ("event_id", "mention", "part", "start", "end"))
    for row in sorted(rows, key=lambda row: (row["event_id"], row["mention"], row["start"])):
        span = (row["start"], row["end"])
        if row["part"] == "trigger":
            triggers.setdefault(row["event_id"], span)
        article_id = article_of.get(row["event_id"])
        if article_id is not None:
            marked[article_id][row["part"]].add(span)
    parts = {
        article_id: {part: tuple(sorted(spans)) for part, spans in sorted(found.items())}
        for article_id, found in sorted(marked.items())
    }
    return triggers, parts


def _share_counts(rows: Sequence[dict[str, Any]]) -> None:
    """Counts stand on the first row of a happening only; which row that is hangs on hashes."""
    counts: dict[tuple[str, str], Any] = {}
    for row in rows:
        for name in COUNTS:
            if row[name] is not None:
                counts.setdefault((row["happening_id"], name), row[name])
    for row in rows:
        for name in COUNTS:
            row[name] = counts.get((row["happening_id"], name))


def _order_sides(row: Mapping[str, Any]) -> Mapping[str, Any]:
    def rank(side: str) -> tuple[bool, str, str]:
        code, text = row[f"{side}_code"], row[f"{side}_text"]
        return code is None, code or "", text or ""

    if not row["is_reciprocal"] or rank("source") <= rank("target"):
        return row
    swapped = dict(row)
    for name in _SIDES:
        swapped[f"source_{name}"], swapped[f"target_{name}"] = row[f"target_{name}"], row[f"source_{name}"]
    return swapped
