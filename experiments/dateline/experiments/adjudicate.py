"""`dateline adjudicate FOLDER FOLDER ...`: codings of the same articles in, a table of disputes or the gold out."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console

from dateline.coding.errors import DatasetError
from dateline.experiments.composing import compose_config, split_words
from dateline.experiments.help import asks_for_help, render_help
from dateline.experiments.schemas import AdjudicateConfig

GROUPS = ("ontology", "scheme")
HEAD = """\
usage: dateline adjudicate FOLDER FOLDER [FOLDER ...] [decisions=TABLE] [--config-dir FOLDER] [KEY=VALUE ...]

Puts the codings of two or more coders side by side, events paired as `dateline agree` does, in a table for a
spreadsheet: a row `event` for each event, and a row for every field in which the coders differ. A person writes in
the column `decision`; with decisions=TABLE the same folders then become one settled dataset, the gold."""
TAIL = """\
decisions
  row event          the name of the coder whose event stands, or none; filled in where all found it
  row of a field     the name of the coder whose value stands, or the value itself; - for unknown

match.KEY=VALUE sets how events are paired, see dateline agree --help.

examples
  dateline adjudicate out/maria out/jun output=disputes.csv
  dateline adjudicate out/maria out/jun decisions=disputes.csv output=out/gold"""
CODER = "adjudication 1"


def main(argv: Sequence[str]) -> int:
    """Write the table or the gold that the command line asks for."""
    if asks_for_help(argv):
        sys.stdout.write(render_help(HEAD, AdjudicateConfig, GROUPS, TAIL, argv))
        return 0
    parser = argparse.ArgumentParser(prog="dateline adjudicate", add_help=False, usage=HEAD.splitlines()[0][7:])
    parser.add_argument("words", nargs="*")
    parser.add_argument("--config-dir")
    arguments = parser.parse_intermixed_args(argv)
    folders, overrides = split_words(arguments.words)
    config = compose_config("adjudicate", AdjudicateConfig, overrides, arguments.config_dir)
    console = Console(highlight=False, soft_wrap=True)
    if config["decisions"] is None:
        write_disputes([Path(folder) for folder in folders], config, console)
    else:
        write_gold([Path(folder) for folder in folders], Path(config["decisions"]), config, console)
    return 0


def write_disputes(folders: Sequence[Path], config: Mapping[str, Any], console: Console) -> None:
    """Write the table of disputes, and say what is left to decide."""
    from dateline.experiments.adjudication.disputes import find_disputes
    from dateline.experiments.adjudication.table import render_table

    output = Path(config["output"] or "out/adjudication.csv")
    if os.path.lexists(output) and not (config["overwrite"] and output.is_file()):
        raise DatasetError(f"the output {output} exists; choose another output or, for a table, set overwrite=true")
    ground = find_disputes(folders, config["type"], config["match"])
    write_text(output, render_table(ground))
    alone = sum(len(dispute.versions) < len(ground.coders) for dispute in ground.disputes)
    fields = sum(len(dispute.fields) for dispute in ground.disputes)
    console.print(
        f"{len(ground.results)} articles, {len(ground.disputes)} events: {alone} not found by all, "
        f"{fields} fields in dispute"
    )
    console.print(f"table: [bold]{output}[/bold]; decide in its last column, then add decisions={output}")


def write_text(path: Path, text: str) -> None:
    """Write a file at once or not at all."""
    scratch = path.with_name(f".{path.name}.partial")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        scratch.write_text(text, encoding="utf-8", newline="")
        os.replace(scratch, path)
    except OSError as error:
        raise DatasetError(f"cannot write {path}: {error.strerror}") from error
    finally:
        scratch.unlink(missing_ok=True)


def write_gold(folders: Sequence[Path], table: Path, config: Mapping[str, Any], console: Console) -> None:
    """Settle the disputes by a table's decisions, write the gold, and say what it holds."""
    from dateline.coding.ontology.loader import load_ontology
    from dateline.datasets.annotation.documents import read_text
    from dateline.datasets.annotation.labels import make_labels
    from dateline.datasets.folders import check_output
    from dateline.datasets.manifest import describe_inputs, read_manifest
    from dateline.experiments.adjudication.disputes import find_disputes
    from dateline.experiments.adjudication.settlement import settle
    from dateline.experiments.adjudication.table import read_table
    from dateline.experiments.imports import write_coding

    output = Path(config["output"] or "out/gold")
    check_output(output, config["overwrite"])
    if not table.is_file():
        raise DatasetError(f"{table} is no file; name with decisions= the table that was filled in")
    ground = find_disputes(folders, config["type"], config["match"])
    decisions, faults = read_table(read_text(table), table.name, ground)
    ontology = load_ontology(config["ontology"]["folder"])
    settled = settle(ground, decisions, faults, make_labels(ontology), CODER, table.name)
    recorded = {
        "adjudicate": {
            "codings": [
                {"name": name, "content_sha256": read_manifest(folder)["content_sha256"]}
                for name, folder in zip(ground.coders, folders, strict=True)
            ],
            "type": config["type"],
            "match": config["match"],
        },
        "ontology": config["ontology"],
        "scheme": config["scheme"],
    }
    write_coding(
        output,
        settled,
        ontology,
        config,
        recorded,
        name=output.resolve().name,
        coder_id=CODER,
        versions={"adjudication": "1"},
        origin=f"The codings {', '.join(ground.coders)} were settled by a person where they differ.",
        inputs=describe_inputs(table),
    )
    console.print(f"{len(settled)} articles, {sum(len(result.events) for result in settled)} events")
    console.print(f"dataset: [bold]{output}[/bold]")
