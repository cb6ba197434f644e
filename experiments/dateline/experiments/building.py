"""Builds a dataset from a config: corpus and coder in, a dataset folder on disk and its counts out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeElapsedColumn,
)
from rich.text import Text

from dateline.coding.errors import ConfigError, CorpusError
from dateline.coding.ontology.codebook import render_codebook
from dateline.coding.ontology.loader import load_ontology
from dateline.coding.records import Article, CodingResult
from dateline.coding.schemes import Vocabulary, load_scheme
from dateline.datasets.description import Description
from dateline.datasets.folders import check_output
from dateline.datasets.manifest import InputFile, collect_versions
from dateline.datasets.quarantine import Quarantined
from dateline.datasets.writing import DatasetWriter
from dateline.experiments.components import make_component
from dateline.experiments.executors import Executor, make_coder


@runtime_checkable
class Reader(Protocol):
    """What a corpus may tell besides its articles; a plain iterable of them will do as well."""

    def check(self) -> None:
        """Raises CorpusError or ConfigError where no work can start."""

    def count(self) -> int | None:
        """How many records there are, None where that is not known."""

    def inputs(self) -> list[tuple[str, str]]:
        """The name, relative to the corpus, and the SHA-256 of every file."""


@dataclass(slots=True)
class Counts:
    """How much went in and came out, counted while it passes."""

    articles: int = 0
    events: int = 0
    rejections: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    first: str = ""

    @property
    def quarantined(self) -> int:
        """Records that could not be read or coded."""
        return self.reasons.total()

    def count(self, result: CodingResult) -> None:
        """Count one coding result."""
        if result.error is not None:
            self.set_aside(result.article.article_id, *result.error)
            return
        self.articles += 1
        self.events += len(result.events)
        self.rejections += len(result.rejections)

    def set_aside(self, where: str, reason: str, detail: str | None) -> None:
        """Count one record that went to the quarantine."""
        self.first = self.first or f"{where}: {detail or reason}"
        self.reasons[reason] += 1

    def list_reasons(self) -> str:
        """Reasons of the quarantine with their numbers, the commonest first: "bad_date 4, empty_text 1"."""
        ordered = sorted(self.reasons.items(), key=lambda item: (-item[1], item[0]))
        return ", ".join(f"{reason} {number}" for reason, number in ordered)


@dataclass(frozen=True, slots=True)
class Job:
    """A dataset to build at `output` from a plain, resolved config (see BuildConfig).

    `recorded` is the config that the manifest shows, where that is not the same.
    """

    config: Mapping[str, Any]
    output: Path
    recorded: Mapping[str, Any] | None = None

    @property
    def coding(self) -> Mapping[str, Any]:
        """What of the config bears on the events: jobs that are alike in it can be coded at once."""
        return {key: value for key, value in self.config.items() if key not in _OF_THE_DATASET}


_OF_THE_DATASET = ("name", "scheme", "text", "output", "overwrite")


def build_dataset(
    config: Mapping[str, Any],
    output: Path,
    overwrite: bool,
    recorded: Mapping[str, Any] | None = None,
) -> Counts:
    """Code the corpus of a config into a dataset, as build_datasets does with several."""
    return build_datasets([Job(config, output, recorded)], overwrite)


def build_datasets(jobs: Sequence[Job], overwrite: bool) -> Counts:
    """Code one corpus once and write it to every job's dataset; their configs differ in name, scheme and text alone.

    Raises DatelineError of the kind that fits; whatever happens, nothing half-written stays.
    """
    for job in jobs:
        check_output(job.output, overwrite)
    config = jobs[0].config
    corpus: Iterable[Article | Quarantined] = make_component("corpus", config["corpus"])
    coder_folder = config["coder"].get("ontology", config["ontology"]["folder"])
    if coder_folder not in (None, config["ontology"]["folder"]):
        raise ConfigError(
            "coder.ontology and ontology.folder name two ontologies, and a dataset has one codebook; "
            "set ontology.folder alone"
        )
    ontology = load_ontology(config["ontology"]["folder"])
    vocabulary = Vocabulary.of(ontology)
    if isinstance(corpus, Reader):
        corpus.check()
    schemes = [tuple(load_scheme(name, vocabulary) for name in sorted(job.config["scheme"]["names"])) for job in jobs]
    coder = make_coder(config["coder"])
    inputs, versions = describe_inputs(corpus), collect_versions(describe_coder(coder))
    executor: Executor = make_component("executor", config["executor"])
    counts = Counts()
    with ExitStack() as stack:
        writers = []
        for job, chosen in zip(jobs, schemes, strict=True):
            description = Description(
                name=job.config["name"],
                title=job.config["name"],
                coder=identify_coder(coder),
                codebook=render_codebook(ontology, chosen),
                config=job.recorded or job.config,
                inputs=inputs,
                versions=versions,
                text=job.config["text"],
            )
            writers.append(stack.enter_context(DatasetWriter(job.output, description, chosen, overwrite)))
        progress = stack.enter_context(open_progress())
        task = progress.add_task("coding", total=corpus.count() if isinstance(corpus, Reader) else None)
        for result in executor.code(config["coder"], set_aside(corpus, writers, counts)):
            for writer in writers:
                writer.add(result)
            counts.count(result)
            progress.advance(task)
        if not counts.articles:
            raise _describe_nothing(counts)
        progress.update(task, description="writing")
        for writer in writers:
            writer.finish()
    return counts


def set_aside(
    corpus: Iterable[Article | Quarantined], writers: Sequence[DatasetWriter], counts: Counts
) -> Iterator[Article]:
    """The articles of the corpus; what could not be read goes to the quarantine as it passes."""
    for item in corpus:
        if isinstance(item, Article):
            yield item
        else:
            for writer in writers:
                writer.add_quarantined(item)
            where = item.input if item.line is None else f"{item.input}, line {item.line}"
            counts.set_aside(where, item.reason, item.detail)


def _describe_nothing(counts: Counts) -> CorpusError:
    if not counts.quarantined:
        return CorpusError("the corpus holds no article; nothing was written")
    return CorpusError(
        f"no article of the corpus could be coded ({counts.list_reasons()}), so nothing was written; "
        f"the first, {counts.first}"
    )


def describe_inputs(corpus: object) -> tuple[InputFile, ...]:
    """The files that a corpus is read from; none for an iterable that does not tell them."""
    if not isinstance(corpus, Reader):
        return ()
    return tuple(InputFile(name, None, sha256) for name, sha256 in corpus.inputs())


def identify_coder(coder: object) -> str:
    """The coder's name and version, which stands in every row of its events."""
    return str(getattr(coder, "coder_id", type(coder).__name__))


def describe_coder(coder: object) -> dict[str, str]:
    """Versions of what the coding depends on, where the coder tells them."""
    versions = getattr(coder, "versions", None)
    return dict(versions()) if callable(versions) else {}


class _Speed(ProgressColumn):
    """Articles per second since the start."""

    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text("" if speed is None else f"{speed:.1f} articles/s", style="progress.data.speed")


def open_progress() -> Progress:
    """A progress bar on stderr, for a corpus whose length may not be known."""
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        _Speed(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
    )
