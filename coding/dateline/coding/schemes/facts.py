"""Files of facts in, their rows out: CSV under a header comment that says where the facts come from."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dateline.coding.errors import OntologyError

FACTS = Path(__file__).parent / "facts"


@dataclass(frozen=True, slots=True)
class Facts:
    """A table of facts: `rows` maps each row's key to its columns."""

    path: Path
    columns: tuple[str, ...]
    rows: Mapping[str, Mapping[str, str]]


@cache
def read_facts(path: Path) -> Facts:
    """Read a CSV whose first column is `key`, after comment lines that begin with `#`.

    Raises OntologyError for a file that cannot be read, a row of the wrong length or a key given twice.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise OntologyError(f"{path.name}: cannot be read; check the path of the facts.") from error
    header = next((number for number, line in enumerate(lines) if not line.startswith("#")), len(lines))
    reader = csv.reader(lines[header:])
    columns = tuple(next(reader, []))
    if not columns or columns[0] != "key":
        raise OntologyError(f"{path.name}, line {header + 1}: the first column must be named 'key'.")
    rows: dict[str, Mapping[str, str]] = {}
    for fields in reader:
        line = header + reader.line_num
        if len(fields) != len(columns):
            raise OntologyError(f"{path.name}, line {line}: {len(fields)} fields for {len(columns)} columns.")
        if fields[0] in rows:
            raise OntologyError(f"{path.name}, line {line}: the key {fields[0]!r} is given twice.")
        rows[fields[0]] = dict(zip(columns, fields, strict=True))
    return Facts(path, columns, rows)


def known_sectors() -> tuple[str, ...]:
    """Every sector that a condition may ask for, `country` and `unknown` included."""
    return tuple(read_facts(FACTS / "sectors.csv").rows)
