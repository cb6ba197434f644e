"""`dateline check DATASET`: a dataset in, trained baselines and a report on its coding's consistency out."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from dateline.coding.errors import ConfigError, DatasetError
from dateline.experiments.components import make_component
from dateline.experiments.composing import compose_config, split_words
from dateline.experiments.help import asks_for_help, render_help
from dateline.experiments.schemas import CheckConfig

GROUPS = ("classifier",)

HEAD = """\
usage: dateline check DATASET [--config-dir FOLDER] [KEY=VALUE ...]

Trains classifiers to foretell the codes of a dataset and reports how well they do on articles that they have
not seen: macro and micro F1 with intervals, calibration, confusion, learning curve, and over time. Articles that
share near-duplicate sentences are never parted. Then it lists the rows whose coding is worth a look, most doubtful
first: where coder and classifier disagree with confidence, near-duplicates that are coded differently, odd
triggers, codes with little support, and drift. To say how many errors such a list finds, it flips some codes and
looks for them."""
TAIL = """\
Give several classifiers in brackets. A unit is a trigger with the words around it, because one sentence often
tells several things; the actor pairs of one happening are one unit. With unit=sentence a sentence has the code of
its first event. The folder holds report.html, report.md, check.json, tables as CSV, findings/*.csv with the
sentence, offsets and event of each row, models/*.skops, and README.md, the models' card.

examples
  dateline check out/demo type=cameo.code:2
  dateline check out/demo type=plover.event uncoded=own_class unit=sentence output=out/demo-plover
  dateline check out/big 'classifier=[majority,linear_svm]' judge=linear_svm classifier.linear_svm.c=1
  dateline check out/big type=acled.event_type least=10 folds=10 planted=0.1 overwrite=true"""

_WIDTH = 80


def main(argv: Sequence[str]) -> int:
    """Check the dataset that the command line names."""
    if asks_for_help(argv):
        sys.stdout.write(render_help(HEAD, CheckConfig, GROUPS, TAIL, argv))
        return 0
    parser = argparse.ArgumentParser(prog="dateline check", add_help=False, usage=HEAD.splitlines()[0][7:])
    parser.add_argument("words", nargs="*")
    parser.add_argument("--config-dir")
    arguments = parser.parse_intermixed_args(argv)
    folders, overrides = split_words(arguments.words)
    if len(folders) != 1:
        given = f"not {len(folders)}: {', '.join(map(repr, folders))}" if folders else "and none is given"
        raise ConfigError(f"check takes the folder of one dataset, {given}; write dateline check DATASET")
    config = compose_config("check", CheckConfig, overrides, arguments.config_dir)
    console = Console(width=None if sys.stdout.isatty() else _WIDTH, highlight=False)
    check(Path(folders[0]), config, console)
    return 0


def check(dataset: Path, config: Mapping[str, Any], console: Console) -> None:
    """Check a dataset by a plain config (see CheckConfig), write the report's folder and print its tables."""
    # Heavy, and of no use to a call that fails above.
    from dateline.datasets.manifest import read_manifest
    from dateline.experiments.consistency.checking import check_coding, count_trainings
    from dateline.experiments.consistency.ground import Settings
    from dateline.experiments.consistency.rendering import CHECK, render_files, render_tables
    from dateline.experiments.consistency.units import read_units
    from dateline.experiments.outputs import check_output, write_files

    # First, so that a folder of datasets is not taken for one of them.
    read_manifest(dataset)
    output = Path(config["output"])
    place = check_output(output, CHECK, config["overwrite"])
    if dataset.resolve() in (place, *place.parents):
        raise DatasetError(f"{output} lies in the dataset {dataset}, which holds nothing else; choose another output")
    settings = Settings(
        judge=config["judge"],
        least=config["least"],
        folds=config["folds"],
        later=config["later"],
        near=config["near"],
        curve=tuple(config["curve"]),
        planted=config["planted"],
        replicates=config["bootstrap"],
        confidence=config["confidence"],
        seed=config["seed"],
    )
    classifiers = {
        name: partial(make_component, f"classifier.{name}", given) for name, given in config["classifier"].items()
    }
    # A classifier that cannot be made fails before an hour of work, not after it.
    for make in classifiers.values():
        make()
    with _open_progress() as progress:
        task = progress.add_task("reading", total=count_trainings(len(classifiers), settings))
        coded = read_units(dataset, config["type"], config["unit"], config["uncoded"], config["window"])
        progress.update(task, description="training")
        report = check_coding(
            coded, classifiers, settings, lambda name: progress.update(task, description=name, advance=1)
        )
        progress.update(task, description="writing")
        write_files(place, render_files(report, config))
    console.print(render_tables(report))
    console.print(f"\nreport: [bold]{output}[/bold]", soft_wrap=True)


def _open_progress() -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
        disable=not sys.stderr.isatty(),
    )
