"""`dateline compare`: configs or datasets of the same articles in, a report of where they differ out."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

from rich.console import Console

from dateline.coding.errors import ConfigError
from dateline.experiments.composing import compose_config, split_words
from dateline.experiments.help import asks_for_help, render_help
from dateline.experiments.schemas import CompareConfig

GROUPS = ("experiment",)
HEAD = """\
usage: dateline compare experiment=NAME [KEY=VALUE ...] [--config-dir FOLDER]
       dateline compare --multirun KEY=VALUE,VALUE [KEY=VALUE ...] [--config-dir FOLDER]
       dateline compare FOLDER [FOLDER ...] [KEY=VALUE ...] [--config-dir FOLDER]

Sets codings of the same articles side by side. An experiment names configs, --multirun makes one of every
combination of values; a dataset is built for each. A FOLDER is a dataset that stands already; one alone will
do if it is coded in two schemes. Told are the events for each code, what the schemes' codes tell of each
other and lose, agreement, daily and monthly series with their correlations, the dyads and places that differ
most, and for every count the events behind it."""
TAIL = """\
All other keys are those of dateline build, and hold for every config: corpus=jsonl corpus.path=articles.jsonl
runs an experiment on articles of your own. match.KEY says which events are paired, as in dateline agree.

examples
  dateline compare experiment=schemes
  dateline compare experiment=coders corpus=jsonl corpus.path=articles.jsonl output=out/mine
  dateline compare --multirun corpus=sample coder=rules,hybrid coder.min_score=0.5,0.7 output=out/scores
  dateline compare out/maria out/rules axes=[cameo.code:2,plover.event] dyads=code
  dateline compare out/sample"""

_WIDTH = 80


def main(argv: Sequence[str]) -> int:
    """Build what the command line asks for, write the report and print its tables."""
    if asks_for_help(argv):
        sys.stdout.write(render_help(HEAD, CompareConfig, GROUPS, TAIL, argv))
        return 0
    parser = argparse.ArgumentParser(prog="dateline compare", add_help=False, usage=HEAD.splitlines()[0][7:])
    parser.add_argument("words", nargs="*")
    parser.add_argument("--multirun", "-m", action="store_true")
    parser.add_argument("--config-dir")
    arguments = parser.parse_intermixed_args(argv)
    folders, overrides = split_words(arguments.words)
    own = {field.name for field in fields(CompareConfig)} | set(GROUPS)
    mine = [word for word in overrides if _first_part(word) in own]
    others = [word for word in overrides if word not in mine]
    config = compose_config("compare", CompareConfig, mine, arguments.config_dir)
    console = Console(width=None if sys.stdout.isatty() else _WIDTH, highlight=False)
    variants = _find_variants(config, others, arguments)
    compare([*config["codings"], *folders], variants, config, console)
    return 0


def _first_part(override: str) -> str:
    return override.partition("=")[0].lstrip("+~").partition(".")[0]


def _find_variants(config: Mapping[str, Any], others: Sequence[str], arguments: argparse.Namespace) -> tuple[Any, ...]:
    """The configs that the experiment or the sweep describes, checked."""
    # Heavy, as all of a build is; datasets that stand already need none of it.
    from dateline.experiments.comparing.variants import compose_variants, sweep_overrides

    named, base, given = config["variants"], config["base"], tuple(others)
    if arguments.multirun:
        if named:
            raise ConfigError("--multirun makes variants of its own; leave out the experiment or --multirun")
        named, given = sweep_overrides(others)
    elif not named and others:
        key = others[0].partition("=")[0]
        raise ConfigError(
            f"{key} says how to build, but nothing is built: name an experiment (experiment=schemes), or give a key "
            "several values with --multirun"
        )
    return compose_variants(named, base, given, arguments.config_dir)


def compare(folders: Sequence[str], variants: Sequence[Any], config: Mapping[str, Any], console: Console) -> None:
    """Build the variants, compare them with the datasets of the folders, write the report's files and print it."""
    from dateline.experiments.agreement.report import Settings as AgreementSettings
    from dateline.experiments.comparing.pages import render_markdown, render_terminal
    from dateline.experiments.comparing.rendering import COMPARISON, render_json, render_tables
    from dateline.experiments.comparing.report import Settings, compare_runs
    from dateline.experiments.comparing.runs import check_count, read_runs
    from dateline.experiments.comparing.variants import build_variants
    from dateline.experiments.comparing.webpage import render_webpage
    from dateline.experiments.outputs import check_output, write_files

    output = Path(config["output"])
    place = check_output(output, COMPARISON, config["overwrite"])
    check_count(len(folders) + len(variants))
    built = build_variants(
        variants, Path(config["datasets"]), config["overwrite"], config["reuse"], lambda line: console.print(line)
    )
    settings = Settings(
        agreement=AgreementSettings(
            type=config["type"],
            fields=tuple(config["fields"]),
            match=config["match"],
            missed=config["missed"],
            replicates=config["bootstrap"],
            confidence=config["confidence"],
            seed=config["seed"],
        ),
        axes=tuple(config["axes"]),
        series=config["series"],
        dyads=config["dyads"],
        places=config["places"],
    )
    comparison = compare_runs(read_runs([*built, *map(Path, folders)]), settings)
    overrides = {variant.name: variant.overrides for variant in variants}
    files = {
        COMPARISON.main: render_json(comparison, config, overrides),
        "report.md": render_markdown(comparison),
        "report.html": render_webpage(comparison),
        **render_tables(comparison),
    }
    write_files(place, files)
    console.print(render_terminal(comparison))
    console.print(f"\nreport: [bold]{output}[/bold]", soft_wrap=True)
