"""A report's files in, a folder out: filled under a temporary name beside its place, then renamed at once."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from dateline.coding.errors import DatasetError
from dateline.datasets.annotation.cells import guard
from dateline.datasets.folders import swap_folders


@dataclass(frozen=True, slots=True)
class ReportKind:
    """What folders of one command's reports look like, so that nothing else is ever replaced.

    `main` is the JSON file that says `format` of itself, `files` are the patterns of all names, with "/" between
    folder and file.
    """

    noun: str
    format: str
    main: str
    files: tuple[str, ...]

    def covers(self, name: str) -> bool:
        """Whether a file of this name belongs to such a report."""
        return any(fnmatchcase(name, pattern) for pattern in self.files)


def check_place(output: Path, kind: ReportKind) -> Path:
    """The resolved place of a folder that is not there yet, is empty, or holds nothing but an earlier report.

    Raises DatasetError for anything else.
    """
    place = output.resolve()
    if not os.path.lexists(place):
        return place
    if not place.is_dir():
        raise DatasetError(f"the output {output} exists and is a file; choose another output")
    names = sorted(_list_names(place))
    foreign = [name for name in names if not kind.covers(name)]
    if foreign or (names and not _is_report(place, kind)):
        what = f"holds {foreign[0]!r}" if foreign else f"is no {kind.noun}"
        raise DatasetError(f"the output {output} exists and {what}; choose another output")
    return place


def check_output(output: Path, kind: ReportKind, overwrite: bool) -> Path:
    """The resolved place of a report; raises DatasetError where one stands already, unless `overwrite`."""
    place = check_place(output, kind)
    if place.exists() and any(place.iterdir()) and not overwrite:
        raise DatasetError(f"the output {output} exists; choose another output or set overwrite=true")
    return place


def write_files(place: Path, files: Mapping[str, str | bytes]) -> None:
    """Write the files to the folder in place of what stands there; a failure leaves it as it was.

    A name may have one folder in it; text is written in UTF-8.
    """
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        scratch = Path(tempfile.mkdtemp(prefix=f".{place.name}.partial-", dir=place.parent))
    except OSError as error:
        raise DatasetError(f"cannot write beside {place.name}: {error.strerror}") from error
    try:
        filled = scratch / "filled"
        filled.mkdir()
        for name, content in files.items():
            path = filled / name
            path.parent.mkdir(exist_ok=True)
            with path.open("wb") as file:
                file.write(content.encode("utf-8") if isinstance(content, str) else content)
                file.flush()
                os.fsync(file.fileno())
        swap_folders(filled, place, scratch / "replaced")
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def render_rows(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table as CSV; a text that a spreadsheet would take for a formula gets an apostrophe before it."""
    page = io.StringIO()
    writer = csv.writer(page, lineterminator="\n")
    writer.writerow(head)
    writer.writerows([_disarm(cell) for cell in row] for row in rows)
    return page.getvalue()


def _disarm(cell: object) -> object:
    return guard(cell) if isinstance(cell, str) and not _is_number(cell) else cell


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _list_names(folder: Path) -> Iterator[str]:
    """Files anywhere in the folder, and folders in it that hold none."""
    for path in folder.rglob("*"):
        if not path.is_dir() or not any(path.iterdir()):
            yield path.relative_to(folder).as_posix()


def _is_report(folder: Path, kind: ReportKind) -> bool:
    try:
        report = json.loads((folder / kind.main).read_text("utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(report, dict) and report.get("format") == kind.format
