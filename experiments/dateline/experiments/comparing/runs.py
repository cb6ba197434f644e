"""Dataset folders in, Runs out: each with its coding, the rows it holds, how it was made, and the coded sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from dateline.coding.errors import ConfigError, DatasetError
from dateline.datasets.manifest import read_manifest
from dateline.datasets.tables import ARTICLES
from dateline.experiments.agreement.codings import Coding, name_folders, read_coding
from dateline.experiments.agreement.shared import join_codings


@dataclass(frozen=True, slots=True)
class Run:
    """One dataset: its name in the report, its folder, its manifest and the coding that it holds."""

    name: str
    folder: Path
    manifest: Mapping[str, Any]
    coding: Coding

    @property
    def settings(self) -> dict[str, str]:
        """The resolved config as flat keys and their values: `coder.min_score` with `0.5`."""
        return dict(sorted(_flatten(self.manifest.get("config", {}))))

    @property
    def rows(self) -> dict[str, int]:
        """Rows of each table."""
        return {name: int(table["rows"]) for name, table in self.manifest.get("tables", {}).items()}


def read_runs(folders: Sequence[Path], names: Sequence[str] | None = None) -> tuple[Run, ...]:
    """The runs whose datasets stand in the folders; named by them where `names` is None.

    Raises ConfigError for a folder given twice and DatasetError for one that holds no dataset or no event.
    """
    chosen = name_folders(folders) if names is None else tuple(names)
    runs = []
    for name, folder in zip(chosen, folders, strict=True):
        run = Run(name, folder, read_manifest(folder), read_coding(folder, name))
        if not run.coding.event_count:
            raise DatasetError(
                f"{folder} has no events, so nothing in it can be compared; build it with another coder or corpus, "
                "or leave it out"
            )
        runs.append(run)
    return tuple(runs)


def share_articles(runs: Sequence[Run]) -> tuple[Run, ...]:
    """The runs with those articles only that all of them have in the same text.

    Raises DatasetError where there are none, or none with an event.
    """
    if len(runs) < 2:
        return tuple(runs)
    codings = [run.coding for run in runs]
    # Raises what is wrong with a coding that is strange to all others.
    ground = join_codings(codings)
    shared = {article.article_id for article in ground.articles if len(article.coders) == len(runs)}
    if not shared:
        names = ", ".join(run.name for run in runs)
        raise DatasetError(f"no article is in all of {names}; leave one of them out, or build all from one corpus")
    kept = tuple(replace(run, coding=_restrict(run.coding, shared)) for run in runs)
    if not any(run.coding.event_count for run in kept):
        raise DatasetError(
            f"the {len(shared)} articles that all datasets share hold no event; build all from one corpus"
        )
    return kept


def find_differences(runs: Sequence[Run]) -> tuple[str, ...]:
    """Keys of the config in which the runs differ; their titles do not count."""
    settings = [run.settings for run in runs]
    keys = sorted({key for own in settings for key in own} - {"name"})
    return tuple(key for key in keys if len({own.get(key) for own in settings}) > 1)


def read_sentences(run: Run) -> dict[tuple[str, int], str]:
    """The words of each sentence with an event, by article and sentence; empty words where the text is withheld."""
    wanted: dict[str, set[int]] = {}
    for article_id, events in run.coding.events.items():
        wanted[article_id] = {event.sentence for event in events}
    found = {}
    with pq.ParquetFile(run.folder / ARTICLES.file) as file:
        for batch in file.iter_batches(batch_size=64, columns=["article_id", "text"]):
            for row in batch.to_pylist():
                spans = run.coding.articles[row["article_id"]].sentences if row["article_id"] in wanted else ()
                for number in wanted.get(row["article_id"], ()):
                    start, end = spans[number] if number < len(spans) else (0, 0)
                    found[row["article_id"], number] = " ".join((row["text"] or "")[start:end].split())
    return found


def check_count(number: int) -> None:
    """Raises ConfigError where there is no dataset and no config at all."""
    if not number:
        raise ConfigError(
            "compare needs two configs or more: name an experiment (experiment=schemes), dataset folders "
            "(dateline compare FOLDER FOLDER), or give a key several values with --multirun"
        )


def check_schemes(runs: Sequence[Run]) -> None:
    """Raises ConfigError for a single dataset whose codes are of a single scheme: there is nothing to compare."""
    if len(runs) > 1:
        return
    schemes = sorted({axis.partition(".")[0] for axis in runs[0].coding.axes})
    if len(schemes) < 2:
        raise ConfigError(
            f"{runs[0].name} alone is coded in {schemes[0] if schemes else 'no scheme'} only; "
            "name a second dataset, or build it in two schemes or more (scheme=all)"
        )


def _restrict(coding: Coding, shared: set[str]) -> Coding:
    return replace(
        coding,
        articles={key: article for key, article in coding.articles.items() if key in shared},
        events={key: events for key, events in coding.events.items() if key in shared},
        spans={key: spans for key, spans in coding.spans.items() if key in shared},
    )


def _flatten(value: Any, prefix: str = "") -> list[tuple[str, str]]:
    if isinstance(value, Mapping):
        pairs = [pair for key, item in value.items() for pair in _flatten(item, f"{prefix}.{key}" if prefix else key)]
        return pairs
    if isinstance(value, (list, tuple)):
        return [(prefix, ",".join(map(str, value)))]
    return [(prefix, "null" if value is None else str(value))]
