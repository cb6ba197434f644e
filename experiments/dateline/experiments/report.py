"""`dateline report DATASET`: a dataset in, one HTML file out that shows what is in it and opens without a network."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from dateline.coding.errors import ConfigError, DatasetError
from dateline.experiments.composing import compose_config, split_words
from dateline.experiments.help import asks_for_help, render_help
from dateline.experiments.schemas import ReportConfig

HEAD = """\
usage: dateline report DATASET [--config-dir FOLDER] [KEY=VALUE ...]

Makes one HTML file that tells what is in a dataset: events by kind and code, over time, on a map and by pair of
actors, losses, on whose word, what was not coded and why, and articles with the coded words highlighted and
their codes beside them. It opens in any browser, without a network, and prints. Numbers are of the whole
dataset; where it has many articles, some are drawn by chance to be shown, always the same for the same seed."""
TAIL = """\
examples
  dateline report out/demo
  dateline report out/demo output=report.html articles=100 seed=7
  dateline report out/demo articles=0 overwrite=true     # numbers and figures alone"""


def main(argv: Sequence[str]) -> int:
    """Write the report of the dataset that the command line names."""
    if asks_for_help(argv):
        sys.stdout.write(render_help(HEAD, ReportConfig, (), TAIL, argv))
        return 0
    parser = argparse.ArgumentParser(prog="dateline report", add_help=False, usage=HEAD.splitlines()[0][7:])
    parser.add_argument("words", nargs="*")
    parser.add_argument("--config-dir")
    arguments = parser.parse_intermixed_args(argv)
    folders, overrides = split_words(arguments.words)
    if len(folders) != 1:
        given = f"not {len(folders)}: {', '.join(map(repr, folders))}" if folders else "and none is given"
        raise ConfigError(f"report takes the folder of one dataset, {given}; write dateline report DATASET")
    config = compose_config("report", ReportConfig, overrides, arguments.config_dir)
    report(Path(folders[0]), config)
    return 0


def report(dataset: Path, config: Mapping[str, Any]) -> None:
    """Write the report of a dataset by a plain config (see ReportConfig), and print where it is."""
    # Heavy, and of no use to a call that fails above.
    from dateline.datasets.manifest import read_manifest
    from dateline.experiments.reporting.datasets import Bounds, describe_dataset
    from dateline.experiments.reporting.files import check_report, write_report
    from dateline.experiments.reporting.page import render_page

    for key, least in (("articles", 0), ("rows", 1)):
        if config[key] < least:
            raise ConfigError(f"{key} must be {least} or more, not {config[key]}")
    # First, so that a folder of datasets is not taken for one of them.
    read_manifest(dataset)
    output = Path(config["output"])
    place = check_report(output, config["overwrite"])
    if dataset.resolve() in place.parents:
        raise DatasetError(f"{output} lies in the dataset {dataset}, which holds nothing else; choose another output")
    page = describe_dataset(dataset, Bounds(config["articles"], config["rows"], config["seed"]))
    write_report(place, render_page(page))
    sys.stdout.write(f"report: {output}\n")
