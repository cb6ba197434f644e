"""A dataset folder comes into being at once: filled under a temporary name beside its place, flushed, then
renamed.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import weakref
from pathlib import Path

from dateline.coding.errors import DatasetError

MANIFEST_NAME = "manifest.json"
LOG_NAME = "build.log"
"""A log that a command may leave in the folder; it tells times, so neither the manifest nor verification
covers it.
"""

FORMAT = "dateline dataset"
"""What the manifest of every dataset says of its format: how a folder is known to be one of ours."""


def check_output(output: Path, overwrite: bool = False) -> Path:
    """The resolved place of a dataset, once it is known that one may be written there.

    Raises DatasetError where something exists: always for what is no dataset of ours or holds files that are
    not the dataset's, and for a dataset unless `overwrite`.
    """
    place = output.resolve()
    if not place.name:
        raise DatasetError(f"{str(output)!r} names no folder; give the dataset a name of its own")
    if not os.path.lexists(place):
        return place
    if not place.is_dir():
        raise DatasetError(f"the output {output} exists and is a file; choose another output")
    if not any(place.iterdir()) and overwrite:
        return place
    listed = _read_listed(place)
    if listed is None:
        raise DatasetError(f"the output {output} exists and is no dateline dataset; choose another output")
    if not overwrite:
        raise DatasetError(f"the output {output} exists; choose another output or set overwrite=true")
    foreign = sorted(path.name for path in place.iterdir() if path.name not in listed)
    if foreign:
        raise DatasetError(
            f"the output {output} holds {foreign[0]!r}, which is no part of the dataset; move it away "
            "or choose another output"
        )
    return place


class Staging:
    """A temporary folder beside a dataset's final place; a context that leaves nothing behind.

    `files` becomes the dataset; `parts` is for whatever is needed on the way.
    """

    def __init__(self, output: Path, overwrite: bool = False) -> None:
        self.output = check_output(output, overwrite)
        self._overwrite = overwrite
        try:
            self.output.parent.mkdir(parents=True, exist_ok=True)
            self._folder = Path(tempfile.mkdtemp(prefix=f".{self.output.name}.partial-", dir=self.output.parent))
        except OSError as error:
            raise DatasetError(f"cannot write beside {output}: {error.strerror}") from error
        # Also runs when the interpreter ends, so that a signal at any moment leaves nothing.
        self._remove = weakref.finalize(self, shutil.rmtree, self._folder, True)
        self.files = self._folder / "dataset"
        self.parts = self._folder / "parts"
        self.files.mkdir()
        self.parts.mkdir()

    def publish(self) -> Path:
        """Flush every file to the disk and put the folder at its final place, in place of one that stands
        there.
        """
        for path in sorted(self.files.iterdir()):
            _flush(path)
        _flush(self.files)
        # Looked at again: hours may lie between the first look and this one.
        check_output(self.output, self._overwrite)
        swap_folders(self.files, self.output, self._folder / "replaced")
        _flush(self.output.parent)
        self.discard()
        return self.output

    def discard(self) -> None:
        """Remove the temporary folder and all in it."""
        self._remove()


def swap_folders(filled: Path, place: Path, replaced: Path) -> None:
    """Rename a filled folder to its place; what stands there goes to `replaced`, and comes back on a failure."""
    try:
        if place.exists():
            os.rename(place, replaced)
        os.rename(filled, place)
    except BaseException:
        if replaced.exists() and not place.exists():
            os.rename(replaced, place)
        raise


def _read_listed(folder: Path) -> set[str] | None:
    """Names of the files that belong to the dataset in a folder, None where it holds no dataset of ours."""
    try:
        manifest = json.loads((folder / MANIFEST_NAME).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    if (
        not isinstance(manifest, dict)
        or manifest.get("format") != FORMAT
        or not isinstance(manifest.get("files"), dict)
    ):
        return None
    return {MANIFEST_NAME, LOG_NAME, *manifest["files"]}


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
