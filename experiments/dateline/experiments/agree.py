"""`dateline agree FOLDER FOLDER ...`: datasets of the same articles in, a report on their agreement out."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console

from dateline.experiments.composing import compose_config, split_words
from dateline.experiments.help import asks_for_help, render_help
from dateline.experiments.schemas import AgreeConfig

HEAD = """\
usage: dateline agree FOLDER FOLDER [FOLDER ...] [--config-dir FOLDER] [KEY=VALUE ...]

Measures how far two or more codings of the same articles agree. Each FOLDER is a dataset; events are paired
within an article, then every field, code and span is measured: percent agreement, Cohen's and Fleiss' kappa,
Krippendorff's alpha, Gwet's AC1, with intervals from drawing articles anew. Two events may be paired where
they keep every tolerance under `match` and are no more unlike than match.unlike."""
TAIL = """\
tolerances (match.KEY=VALUE; null asks nothing)
  match.type       a field in which the events must be equal, such as cameo.code:2
  match.source     code, country or sector; the same for match.target
  match.place      id, admin1 or country
  match.km         kilometres between the places
  match.days       days between the dates
  match.sentences  sentences between them (default 0: the same sentence)
  match.unlike     0 to 1: how unlike they may be over trigger, type, source, target, place and date
                   (default 0.5)

A field is a column of the events table, `coding` (the act with its action) or an axis of a scheme.
FIELD:2 cuts its codes to two characters; FIELD:nominal, :ordinal or :interval says how its values differ.

examples
  dateline agree out/maria out/jun
  dateline agree out/maria out/jun out/rules type=cameo.code:2 match.days=1
  dateline agree out/a out/b fields=[source_country,date_start,place_country] output=out/a-b overwrite=true"""

_WIDTH = 80


def main(argv: Sequence[str]) -> int:
    """Write the report of the codings that the command line names, and print it."""
    if asks_for_help(argv):
        sys.stdout.write(render_help(HEAD, AgreeConfig, (), TAIL, argv))
        return 0
    parser = argparse.ArgumentParser(prog="dateline agree", add_help=False, usage=HEAD.splitlines()[0][7:])
    parser.add_argument("words", nargs="*")
    parser.add_argument("--config-dir")
    arguments = parser.parse_intermixed_args(argv)
    folders, overrides = split_words(arguments.words)
    config = compose_config("agree", AgreeConfig, overrides, arguments.config_dir)
    console = Console(width=None if sys.stdout.isatty() else _WIDTH, highlight=False)
    agree([Path(folder) for folder in (*config["codings"], *folders)], config, console)
    return 0


def agree(folders: Sequence[Path], config: Mapping[str, Any], console: Console) -> None:
    """Measure, write the files of the report and print its tables."""
    # Heavy, and of no use to a call that fails above.
    from dateline.experiments.agreement.codings import read_codings
    from dateline.experiments.agreement.rendering import (
        AGREEMENT,
        render_csv,
        render_json,
        render_markdown,
        render_tables,
        render_units,
    )
    from dateline.experiments.agreement.report import Settings, measure_codings
    from dateline.experiments.outputs import check_output, write_files

    output = Path(config["output"])
    place = check_output(output, AGREEMENT, config["overwrite"])
    settings = Settings(
        type=config["type"],
        fields=tuple(config["fields"]),
        match=config["match"],
        missed=config["missed"],
        replicates=config["bootstrap"],
        confidence=config["confidence"],
        seed=config["seed"],
    )
    report = measure_codings(read_codings(folders), settings)
    pages = (render_json(report), render_csv(report), render_markdown(report), render_units(report))
    write_files(place, dict(zip(AGREEMENT.files, pages, strict=True)))
    console.print(render_tables(report))
    console.print(f"\nreport: [bold]{output}[/bold]", soft_wrap=True)
