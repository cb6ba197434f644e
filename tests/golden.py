"""The sample's events in full, kept beside the tests: `make golden` writes them anew, test_golden.py compares."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.loaded import load_coder

from dateline.coding.records import Article
from dateline.datasets.readers.sample import SampleReader
from dateline.datasets.rows import make_rows
from dateline.datasets.tables import EVENTS

GOLDEN = Path(__file__).parent / "data" / "sample_events.jsonl"


def code_sample() -> list[dict[str, Any]]:
    """Every event of the sample as a row of the events table, without the columns that are empty."""
    articles = [article for article in SampleReader() if isinstance(article, Article)]
    columns = [column.name for column in EVENTS.columns]
    rows = [
        _plain(dict(zip(columns, row, strict=True)))
        for result in load_coder()(articles)
        for row in make_rows(result, (), "full", "sample", None).tables.get(EVENTS.name, ())
    ]
    return sorted(rows, key=lambda row: (row["article_id"], row["sentence"], row["event_id"]))


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in row.items() if value is not None and value is not False and name != "coder"}
    plain: dict[str, Any] = json.loads(json.dumps(kept, default=str, ensure_ascii=False))
    return plain


def read_golden() -> list[dict[str, Any]]:
    """The rows that were kept."""
    return [json.loads(line) for line in GOLDEN.read_text(encoding="utf-8").splitlines()]


def describe_differences(kept: list[dict[str, Any]], found: list[dict[str, Any]]) -> Iterator[str]:
    """A line for each event that came, went or changed: which columns, from what to what."""
    before, after = ({row["event_id"]: row for row in rows} for rows in (kept, found))
    for event_id in sorted({*before, *after}, key=lambda i: ((after.get(i) or before[i])["article_id"], i)):
        old, new = before.get(event_id), after.get(event_id)
        row = new or old
        assert row is not None
        name = (
            f"{row['article_id']} sentence {row['sentence']} {row['act']}({row['action']}) {row.get('trigger_text')!r}"
        )
        if old is None or new is None:
            yield f"{name}: {'new' if old is None else 'gone'}"
            continue
        for column in sorted({*old, *new}):
            if old.get(column) != new.get(column):
                yield f"{name}: {column} {old.get(column)!r} -> {new.get(column)!r}"


def main() -> None:
    """Write the file anew and say what changed."""
    found = code_sample()
    kept = read_golden() if GOLDEN.exists() else []
    for line in describe_differences(kept, found):
        print(line)
    GOLDEN.write_text(
        "".join(json.dumps(row, ensure_ascii=False, sort_keys=True) + "\n" for row in found), encoding="utf-8"
    )
    print(f"{len(found)} events in {GOLDEN.name}")


if __name__ == "__main__":
    main()
