"""A report's files in, a folder out: filled under a temporary name beside its place, then renamed at once."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from dateline.coding.errors import DatasetError
from dateline.experiments.agreement.rendering import FORMAT

REPORT_NAME = "agreement.json"
FILES = (REPORT_NAME, "agreement.csv", "agreement.md", "units.csv")


def check_place(output: Path) -> Path:
    """The resolved place of a folder that is not there yet, is empty, or holds nothing but an earlier report.

    Raises DatasetError for anything else.
    """
    place = output.resolve()
    if not os.path.lexists(place):
        return place
    if not place.is_dir():
        raise DatasetError(f"the output {output} exists and is a file; choose another output")
    names = sorted(path.name for path in place.iterdir())
    foreign = [name for name in names if name not in FILES]
    if foreign or (names and not _is_report(place)):
        what = f"holds {foreign[0]!r}" if foreign else "is no report on agreement"
        raise DatasetError(f"the output {output} exists and {what}; choose another output")
    return place


def check_output(output: Path, overwrite: bool) -> Path:
    """The resolved place of a report; raises DatasetError where one stands already, unless `overwrite`."""
    place = check_place(output)
    if place.exists() and any(place.iterdir()) and not overwrite:
        raise DatasetError(f"the output {output} exists; choose another output or set overwrite=true")
    return place


def write_files(place: Path, files: Mapping[str, str]) -> None:
    """Write the files to the folder in place of what stands there; a failure leaves it as it was."""
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        scratch = Path(tempfile.mkdtemp(prefix=f".{place.name}.partial-", dir=place.parent))
    except OSError as error:
        raise DatasetError(f"cannot write beside {place.name}: {error.strerror}") from error
    try:
        filled, replaced = scratch / "filled", scratch / "replaced"
        filled.mkdir()
        for name, text in files.items():
            with (filled / name).open("w", encoding="utf-8", newline="\n") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
        _swap(filled, place, replaced)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _swap(filled: Path, place: Path, replaced: Path) -> None:
    try:
        if place.exists():
            os.rename(place, replaced)
        os.rename(filled, place)
    except BaseException:
        if replaced.exists() and not place.exists():
            os.rename(replaced, place)
        raise


def _is_report(folder: Path) -> bool:
    try:
        report = json.loads((folder / REPORT_NAME).read_text("utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(report, dict) and report.get("format") == FORMAT
