"""`dateline show DATASET`: the first events of a dataset as a table in the terminal."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
from rich.console import Console
from rich.table import Table

from dateline.coding.errors import DatasetError

COLUMNS = (
    "article_id",
    "sentence",
    "action",
    "act",
    "source_code",
    "target_code",
    "date_start",
    "place_name",
    "killed",
    "wounded",
    "status",
    "claimant_code",
)


def main(argv: Sequence[str]) -> int:
    """Print how many rows each table of the dataset has, and its first events."""
    parser = argparse.ArgumentParser(
        prog="dateline show", description="Print the row counts and the first events of a dataset."
    )
    parser.add_argument("dataset", type=Path, metavar="DATASET", help="the dataset's folder")
    parser.add_argument("--rows", type=_read_number, default=15, metavar="N", help="how many events (default 15)")
    arguments = parser.parse_args(argv)
    print_dataset(arguments.dataset, Console(), arguments.rows)
    return 0


def _read_number(text: str) -> int:
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 1 up")
    return int(text)


def print_dataset(dataset: Path, console: Console, rows: int) -> None:
    """Print row counts and the first `rows` events. Raises DatasetError where the folder holds no dataset."""
    if not (dataset / "events.parquet").is_file():
        raise DatasetError(f"{dataset} holds no dataset: there is no events.parquet in it")
    counts = ((path.stem, pq.read_metadata(path).num_rows) for path in sorted(dataset.glob("*.parquet")))
    console.print(f"[bold]{dataset}[/bold]", highlight=False)
    console.print("  ".join(f"{name} {count}" for name, count in counts), highlight=False)
    events = pq.read_table(dataset / "events.parquet", columns=list(COLUMNS))
    order = [("article_id", "ascending"), ("sentence", "ascending"), ("action", "ascending")]
    first = events.sort_by(order).slice(0, rows)
    if first.num_rows:
        console.print(_tabulate(first.to_pylist()))
        console.print(f"{first.num_rows} of {events.num_rows} events", highlight=False)
    else:
        console.print("no events were coded; rejections.parquet and quarantine.parquet say why")


def _tabulate(rows: Sequence[dict[str, Any]]) -> Table:
    table = Table(box=None, header_style="bold", pad_edge=False)
    for heading in ("article", "event", "source", "target", "date", "place", "losses", "told by"):
        table.add_column(heading, overflow="ellipsis", no_wrap=True)
    for row in rows:
        action = row["action"] if row["act"] == "do" else f"{row['act']}({row['action']})"
        losses = [f"{row[kind]} {kind}" for kind in ("killed", "wounded") if row[kind] is not None]
        told = row["claimant_code"] or ""
        cells = (
            row["article_id"],
            action,
            row["source_code"],
            row["target_code"],
            row["date_start"],
            row["place_name"],
            ", ".join(losses),
            f"{row['status']} {told}".strip(),
        )
        table.add_row(*("" if cell is None else str(cell) for cell in cells))
    return table
