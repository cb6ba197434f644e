"""A rendered report in, one file out: written beside its place under a temporary name, then renamed at once."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from dateline.coding.errors import DatasetError
from dateline.experiments.reporting.page import GENERATOR

_MARK = f'<meta name="generator" content="{GENERATOR}">'
# The mark stands in the head of the file.
_HEAD = 1000


def check_report(output: Path, overwrite: bool) -> Path:
    """The resolved place of a report, once it is known that one may be written there.

    Raises DatasetError where something stands there: always for what is no report of ours, and for a report
    unless `overwrite`.
    """
    place = output.resolve()
    if not os.path.lexists(place):
        return place
    if not place.is_file():
        raise DatasetError(f"the output {output} exists and is no file; choose another output, such as report.html")
    if not _is_report(place):
        raise DatasetError(f"the output {output} exists and is no report of dateline; choose another output")
    if not overwrite:
        raise DatasetError(f"the output {output} exists; choose another output or set overwrite=true")
    return place


def write_report(place: Path, page: str) -> None:
    """Write the page in place of what stands there; a failure leaves that as it was."""
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(prefix=f".{place.name}.partial-", dir=place.parent)
    except OSError as error:
        raise DatasetError(f"cannot write beside {place.name}: {error.strerror}") from error
    scratch = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
            file.write(page)
            file.flush()
            os.fsync(file.fileno())
        # A temporary file is for its owner alone; a report has the rights that a new file gets.
        mask = os.umask(0)
        os.umask(mask)
        scratch.chmod(0o666 & ~mask)
        os.replace(scratch, place)
    except OSError as error:
        raise DatasetError(f"cannot write {place.name}: {error.strerror}") from error
    finally:
        scratch.unlink(missing_ok=True)


def _is_report(path: Path) -> bool:
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            return _MARK in file.read(_HEAD)
    except OSError:
        return False
