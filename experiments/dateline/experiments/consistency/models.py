"""Trained models in, files out: saved with skops, which stores no code; the same model gives the same bytes."""

from __future__ import annotations

import io
import json
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import skops.io

TRUSTED = (
    "dateline.experiments.consistency.encoder.SentenceEncoder",
    "dateline.experiments.consistency.keywords.KeywordClassifier",
)
"""Types of our own that a saved model may hold: what to name to `skops.io.load(path, trusted=[...])`."""

_SCHEMA = "schema.json"


def dump_model(model: Any) -> bytes:
    """The bytes of a file that `skops.io.load` reads.

    Skops numbers its parts by their places in memory and notes the time; both are replaced here.
    """
    numbers: dict[int, int] = {}
    packed = io.BytesIO()
    with ZipFile(io.BytesIO(skops.io.dumps(model))) as given, ZipFile(packed, "w", ZIP_DEFLATED) as made:
        schema = json.loads(given.read(_SCHEMA))
        names: dict[str, str] = {}
        _renumber(schema, numbers, names)
        for old, new in names.items():
            made.writestr(ZipInfo(new), given.read(old), ZIP_DEFLATED)
        made.writestr(ZipInfo(_SCHEMA), json.dumps(schema, indent=2), ZIP_DEFLATED)
    return packed.getvalue()


def _renumber(node: Any, numbers: dict[int, int], names: dict[str, str]) -> None:
    """Give the ids of a schema the numbers from 1 in the order in which they stand, and the files likewise."""
    if isinstance(node, list):
        for item in node:
            _renumber(item, numbers, names)
    if not isinstance(node, dict):
        return
    if isinstance(node.get("__id__"), int):
        node["__id__"] = numbers.setdefault(node["__id__"], len(numbers) + 1)
    if isinstance(node.get("file"), str):
        ending = node["file"].rpartition(".")[2]
        node["file"] = names.setdefault(node["file"], f"{len(names) + 1}.{ending}")
    for key, value in node.items():
        if key not in ("__id__", "file"):
            _renumber(value, numbers, names)
