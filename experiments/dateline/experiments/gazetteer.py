"""`dateline gazetteer FILE`: reads a dump of GeoNames into the index that `coder.gazetteer=FILE` then opens."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeElapsedColumn

from dateline.coding.errors import ConfigError
from dateline.coding.places.dump import Dump
from dateline.coding.places.gazetteer import load_gazetteer
from dateline.coding.places.index import build_index, index_path, is_index, open_index


def main(argv: Sequence[str]) -> int:
    """Build the index with a progress bar, then print what it holds."""
    parser = argparse.ArgumentParser(
        prog="dateline gazetteer",
        description="Read a dump of GeoNames (allCountries, one country's or cities500; tab-separated, zipped or not, "
        "from download.geonames.org) into an index, once. coder.gazetteer=FILE then codes with its places beside "
        "those that come with dateline.",
    )
    parser.add_argument("file", type=Path, metavar="FILE", help="the dump, such as allCountries.zip or ML.txt")
    parser.add_argument(
        "--index", type=Path, metavar="PATH", help="where the index goes (default: beside the dump, as FILE.sqlite)"
    )
    arguments = parser.parse_args(argv)
    if is_index(arguments.file):
        raise ConfigError(f"{arguments.file} is an index already; give coder.gazetteer={arguments.file}")
    index = arguments.index or index_path(arguments.file)
    with _open_progress() as progress:
        task = progress.add_task("reading", total=None)

        def report(done: int, total: int) -> None:
            words = "sorting names" if done == total else "reading"
            progress.update(task, completed=done, total=total, description=words)

        build_index(Dump(arguments.file, report), index, load_gazetteer().read_divisions())
    held = open_index(index)
    console = Console(highlight=False, soft_wrap=True)
    console.print(f"{held.places:,} places with {held.names:,} names, sha256 {held.sha256[:12]}", markup=False)
    console.print(f"index: {index}", markup=False)
    named = arguments.index or arguments.file
    console.print(f"to code with it: dateline build coder.gazetteer={named} ...", markup=False)
    return 0


def _open_progress() -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
    )
