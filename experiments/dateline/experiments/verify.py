"""`dateline verify DATASET`: proves that a dataset is sound, and with --rebuild that it can be made again."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console

from dateline.coding.errors import ConfigError
from dateline.datasets.manifest import read_manifest
from dateline.datasets.verification import compare_datasets, verify_dataset
from dateline.experiments.faults import EXIT_FAILED


def main(argv: Sequence[str]) -> int:
    """Print each fault of a dataset in a line of its own; 0 where it is sound, 1 where it is not."""
    parser = argparse.ArgumentParser(
        prog="dateline verify",
        usage="dateline verify DATASET [--rebuild [KEY=VALUE ...]]",
        description="Check a dataset: schema, keys, codes, spans, values, row counts and hashes. "
        "Exit code 0: sound; 1: faults, each printed in a line.",
    )
    parser.add_argument("dataset", type=Path, nargs="?", metavar="DATASET", help="the dataset's folder")
    parser.add_argument(
        "--rebuild",
        action="store_true",
        help="build it again from the config in its manifest and compare the bytes; "
        "where bytes differ, list the rows that do",
    )
    parser.add_argument(
        "overrides",
        nargs="*",
        metavar="KEY=VALUE",
        help="with --rebuild: what has moved since, such as corpus.path=...",
    )
    arguments = parser.parse_intermixed_args(argv)
    if arguments.dataset is None:
        raise ConfigError("verify takes the folder of a dataset: dateline verify DATASET")
    if arguments.overrides and not arguments.rebuild:
        raise ConfigError(f"{arguments.overrides[0]!r} is of use with --rebuild only")
    faults = [str(fault) for fault in verify_dataset(arguments.dataset)]
    if arguments.rebuild:
        faults += rebuild(arguments.dataset, arguments.overrides)
    console = Console(highlight=False, soft_wrap=True)
    for fault in faults:
        console.print(fault, markup=False)
    if faults:
        return EXIT_FAILED
    console.print(f"{arguments.dataset} is sound" + (" and rebuilt to the byte" if arguments.rebuild else ""))
    return 0


def rebuild(dataset: Path, overrides: Sequence[str]) -> list[str]:
    """Build the dataset again in a temporary folder and say where the two differ."""
    # Both are heavy, and a plain verification needs neither.
    from dateline.experiments.building import build_dataset
    from dateline.experiments.rebuilding import read_recorded_config

    recorded: Mapping[str, Any] = read_manifest(dataset)["config"]
    config = read_recorded_config(recorded, overrides)
    with tempfile.TemporaryDirectory(prefix="dateline-") as folder:
        again = Path(folder) / dataset.resolve().name
        build_dataset(config, again, overwrite=False, recorded=recorded)
        return [str(fault) for fault in compare_datasets(dataset, again)]
