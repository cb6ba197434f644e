"""`dateline show DATASET`: the first events of a dataset as a table in the terminal."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
from rich.console import Console
from rich.table import Table
from rich.text import Text

from dateline.coding.errors import DatasetError

COLUMNS = (
    "article_id",
    "sentence",
    "happening_id",
    "event_id",
    "action",
    "act",
    "source_code",
    "target_code",
    "date_start",
    "date_end",
    "date_precision",
    "place_name",
    "killed",
    "wounded",
    "status",
    "claimant_code",
)
_WIDTH = 80


def main(argv: Sequence[str]) -> int:
    """Print how many rows each table of the dataset has, and its first events."""
    parser = argparse.ArgumentParser(
        prog="dateline show", description="Print the row counts and the first events of a dataset."
    )
    parser.add_argument("dataset", type=Path, metavar="DATASET", help="the dataset's folder")
    parser.add_argument("--rows", type=_read_number, default=15, metavar="N", help="how many events (default 15)")
    arguments = parser.parse_args(argv)
    console = Console(width=None if sys.stdout.isatty() else _WIDTH, highlight=False)
    print_dataset(arguments.dataset, console, arguments.rows)
    return 0


def print_dataset(dataset: Path, console: Console, rows: int) -> None:
    """Print row counts and the first `rows` events. Raises DatasetError where the folder holds no dataset."""
    if not (dataset / "events.parquet").is_file():
        raise DatasetError(f"{dataset} holds no dataset: there is no events.parquet in it")
    counts = ((path.stem, pq.read_metadata(path).num_rows) for path in sorted(dataset.glob("*.parquet")))
    console.print(Text(str(dataset), style="bold"), soft_wrap=True)
    console.print(", ".join(f"{name} {count}" for name, count in counts))
    events = pq.read_table(dataset / "events.parquet", columns=list(COLUMNS))
    order = [(name, "ascending") for name in ("article_id", "sentence", "happening_id", "event_id")]
    first = events.sort_by(order).slice(0, rows)
    if first.num_rows:
        console.print(_tabulate(first.to_pylist()))
        console.print(f"{first.num_rows} of {events.num_rows} events")
    else:
        console.print("no events were coded; rejections.parquet and quarantine.parquet say why")


def _read_number(text: str) -> int:
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"{text!r} is no number from 1 up")
    return int(text)


def _tabulate(rows: Sequence[dict[str, Any]]) -> Table:
    """A row for each event, under a row for its article."""
    table = Table(box=None, header_style="bold", pad_edge=False, collapse_padding=True)
    # Codes and dates stay whole in a narrow terminal; the rest is wrapped.
    for heading in ("date", "source", "target", "event", "place, losses, told by"):
        table.add_column(heading, no_wrap=heading in ("date", "source", "target"), overflow="fold")
    article = None
    for row in rows:
        if row["article_id"] != article:
            article = row["article_id"]
            table.add_row(Text(article, style="dim", overflow="ellipsis"))
        table.add_row(*(Text("" if cell is None else str(cell)) for cell in _cells(row)))
    return table


def _cells(row: dict[str, Any]) -> tuple[object, ...]:
    losses = (f"{row[kind]} {kind}" for kind in ("killed", "wounded") if row[kind] is not None)
    return (
        _name_time(row["date_start"], row["date_end"], row["date_precision"]),
        row["source_code"],
        row["target_code"],
        _name_event(row["act"], row["action"]),
        "; ".join(filter(None, (row["place_name"], *losses, _name_teller(row["status"], row["claimant_code"])))),
    )


def _name_time(start: date | None, end: date | None, precision: str | None) -> str | None:
    """As much of an event's time as is known, in ISO 8601: `1997` for a year, `2021-11-15/11-17` for some days."""
    if start is None:
        return None
    if precision == "year":
        return f"{start:%Y}"
    if precision == "month":
        return f"{start:%Y-%m}"
    if end is None or end == start:
        return start.isoformat()
    return f"{start.isoformat()}/{end.isoformat() if end.year != start.year else format(end, '%m-%d')}"


def _name_event(act: str, action: str) -> str:
    if act == "do":
        return action
    return act if action == "unspecified" else f"{act}({action})"


def _name_teller(status: str, claimant: str | None) -> str:
    """Who tells it, unless it is the paper itself."""
    if status == "reported":
        return ""
    return f"{status} by {claimant}" if claimant else status
