"""`dateline export DATASET --as FORMAT`: a dataset in, a folder of files for human coding or for others' tools out."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console

from dateline.coding.errors import ConfigError, nearest
from dateline.experiments.composing import compose_config, split_words
from dateline.experiments.help import asks_for_help, render_help
from dateline.experiments.schemas import ExportConfig

GROUPS = ("ontology",)
HEAD = """\
usage: dateline export DATASET --as FORMAT [--config-dir FOLDER] [KEY=VALUE ...]

Writes a dataset's events in other forms, each with a README that tells of every file and column. For human coding it
makes a project with the codebook's labels and the coder's events as suggestions; `dateline import` takes the finished
coding back. For the tools of other event datasets it writes files in their columns; what dateline does not know
stays empty."""
TAIL = """\
human coding: which articles
  sample.size            how many (default null: all)
  sample.by              all: every article alike; code: the actions take turns; uncertainty: those with a score
                         near the threshold first (default all)
  sample.threshold       that score, from 0 to 1 (default 0.5)
  sample.without_events  share of articles without events, where sample.by is code or uncertainty (default 0.2)

examples
  dateline export out/demo --as labelstudio
  dateline export out/demo --as csv blind=true sample.size=50 sample.by=code output=out/round1
  dateline export out/demo --as acled"""
_HUMAN_KEYS = ("blind", "sample", "seed")


def main(argv: Sequence[str]) -> int:
    """Write the folder that the command line asks for."""
    # Imported here, because the command line starts without the packages that read tables.
    from dateline.datasets.annotation.projects import TOOLS
    from dateline.datasets.shapes import SHAPES

    formats = {**TOOLS, **{name: shape.summary for name, shape in SHAPES.items()}}
    if asks_for_help(argv):
        width = max(map(len, formats))
        listed = "\n".join(f"  {name:<{width}}  {summary}" for name, summary in formats.items())
        sys.stdout.write(render_help(f"{HEAD}\n\nformats\n{listed}", ExportConfig, GROUPS, TAIL, argv))
        return 0
    parser = argparse.ArgumentParser(prog="dateline export", add_help=False, usage=HEAD.splitlines()[0][7:])
    parser.add_argument("words", nargs="*")
    parser.add_argument("--as", dest="form")
    parser.add_argument("--config-dir")
    arguments = parser.parse_intermixed_args(argv)
    dataset, overrides = take_path(arguments.words, "dateline export DATASET --as FORMAT")
    form = choose_form(arguments.form, tuple(formats))
    given = [word.partition("=")[0] for word in overrides]
    stray = next((key for key in given if key.split(".")[0] in _HUMAN_KEYS), None)
    if stray and form in SHAPES:
        raise ConfigError(
            f"{stray} is of use for human coding only ({', '.join(TOOLS)}); leave it out with --as {form}"
        )
    config = compose_config("export", ExportConfig, overrides, arguments.config_dir)
    output = Path(config["output"] or f"out/{dataset.resolve().name}-{form}")
    console = Console(highlight=False, soft_wrap=True)
    if form in SHAPES:
        export_shape(dataset, form, output, config["overwrite"], console)
    else:
        export_project(dataset, form, output, config, console)
    return 0


def take_path(words: Sequence[str], usage: str) -> tuple[Path, list[str]]:
    """The one path and the overrides among the words of a command line; ConfigError where it is not one."""
    paths, overrides = split_words(words)
    if len(paths) != 1:
        told = f"not {len(paths)}" if paths else "and none is given"
        raise ConfigError(f"name one path, {told}: {usage}")
    return Path(paths[0]), overrides


def choose_form(form: str | None, known: Sequence[str]) -> str:
    """The format that `--as` names; raises ConfigError where it is none."""
    if form is None or form not in known:
        told = "--as is missing" if form is None else f"there is no format {form!r}{nearest(form, known)}"
        raise ConfigError(f"{told} (formats: {', '.join(known)})")
    return form


def export_project(dataset: Path, tool: str, output: Path, config: Mapping[str, Any], console: Console) -> None:
    """Write a project for human coding, and say where."""
    from dateline.coding import __version__
    from dateline.coding.ontology.loader import load_ontology
    from dateline.datasets.annotation.documents import render_json
    from dateline.datasets.annotation.labels import make_labels
    from dateline.datasets.annotation.markings import make_blind_task, make_task
    from dateline.datasets.annotation.projects import FILES, render_project
    from dateline.datasets.annotation.sampling import Sample, draw_sample
    from dateline.datasets.manifest import read_manifest
    from dateline.datasets.reading import read_results
    from dateline.experiments.outputs import ReportKind, check_output, write_files

    kind = ReportKind("project for human coding", "dateline export", "export.json", FILES)
    place = check_output(output, kind, config["overwrite"])
    sample = Sample(**config["sample"])
    labels = make_labels(load_ontology(config["ontology"]["folder"]))
    manifest = read_manifest(dataset)
    results = read_results(dataset)
    actions = sorted({event.action for result in results for event in result.events})
    problem = labels.find_unknown("action", actions)
    if problem:
        raise ConfigError(
            f"the dataset was coded with another ontology ({problem}); name that one with ontology.folder=..."
        )
    drawn = draw_sample(results, sample, config["seed"])
    make = make_blind_task if config["blind"] else make_task
    tasks = [make(result) for result, _ in drawn]
    codebook = (dataset / "codebook.md").read_text(encoding="utf-8") if (dataset / "codebook.md").is_file() else ""
    title = f"Coding of {manifest['name']}"
    files = render_project(tool, tasks, labels, title, codebook)
    record = {
        "format": kind.format,
        "as": tool,
        "dataset": manifest["name"],
        "content_sha256": manifest["content_sha256"],
        "dateline": __version__,
        "blind": config["blind"],
        "seed": config["seed"],
        "sample": dict(config["sample"]),
        "articles": [{"article_id": result.article.article_id, "stratum": stratum} for result, stratum in drawn],
    }
    write_files(place, {**files, "export.json": render_json(record)})
    events = sum(len(task.suggestions) for task in tasks)
    shown = "no suggestions" if config["blind"] else f"{events} suggested event{'' if events == 1 else 's'}"
    console.print(f"{len(tasks)} article{'' if len(tasks) == 1 else 's'}, {shown}")
    console.print(f"project: [bold]{output}[/bold]; its README.md tells how to code and how to bring it back")


def export_shape(dataset: Path, form: str, output: Path, overwrite: bool, console: Console) -> None:
    """Write event files in the shape of another dataset, and say where."""
    from dateline.datasets.shapes import FORMAT, MANIFEST, SHAPES, render_shape
    from dateline.datasets.shapes.sources import read_sources
    from dateline.experiments.outputs import ReportKind, check_output, write_files

    shape = SHAPES[form]
    kind = ReportKind("export", FORMAT, MANIFEST, ("README.md", MANIFEST, "events.*"))
    place = check_output(output, kind, overwrite)
    exported = render_shape(shape, read_sources(dataset))
    write_files(place, exported.files)
    console.print(f"{exported.rows} row{'' if exported.rows == 1 else 's'} of {exported.events} events")
    if exported.left_out:
        console.print(f"{exported.left_out} events have no code there and are left out")
    console.print(f"export: [bold]{output}[/bold]; its README.md tells what stands in each column")
