"""CSV tables with a header comment, read into rows with their line numbers."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from dateline.coding.errors import ConfigError


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table; `where` names file and line for messages."""

    where: str
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def words(self, column: str) -> tuple[str, ...]:
        """The parts of a cell that holds a list separated by `|`."""
        return tuple(part.strip() for part in self.cells[column].split("|") if part.strip())

    def day(self, column: str) -> date | None:
        """The cell as a date, None where it is empty."""
        return parse_day(self.cells[column], self.where)


def parse_day(text: str, where: str) -> date | None:
    """An ISO date, None for the empty text; ConfigError with `where` for anything else."""
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ConfigError(f"{where}: {text!r} is not a date; write YYYY-MM-DD or leave it empty.") from error


def data_folder(folder: Path | None) -> Traversable:
    """The user's folder of actor tables, or the one that is shipped."""
    return files("dateline.coding.cast").joinpath("data") if folder is None else folder


def read_rows(folder: Traversable, name: str, columns: tuple[str, ...]) -> Iterator[Row]:
    """The rows of `name`, comment lines left out. ConfigError where the file, a column or a cell is
    missing."""
    path = folder.joinpath(name)
    if not path.is_file():
        raise ConfigError(f"The actor tables have no {name}; copy the shipped folder and edit that.")
    lines = path.read_text(encoding="utf-8").splitlines()
    numbered = [(number, line) for number, line in enumerate(lines, 1) if line and not line.startswith("#")]
    reader = csv.reader(line for _, line in numbered)
    header = tuple(next(reader, ()))
    if header != columns:
        raise ConfigError(f"{name}: the columns must be {', '.join(columns)}, not {', '.join(header)}.")
    for (number, _), cells in zip(numbered[1:], reader, strict=True):
        if len(cells) != len(columns):
            raise ConfigError(f"{name}:{number}: {len(cells)} cells where {len(columns)} are needed.")
        yield Row(f"{name}:{number}", dict(zip(columns, cells, strict=True)))
