"""The sample corpus that comes with dateline: nothing in, its forty constructed articles out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dateline.coding.records import Article
from dateline.datasets.quarantine import Quarantined
from dateline.datasets.readers.jsonl import JsonlReader

_PATH = Path(__file__).parent.parent / "sample" / "articles.jsonl"


class SampleReader:
    """Reads the sample corpus; see sample/README.md for what it is."""

    def __init__(self) -> None:
        self._reader = JsonlReader(_PATH)

    def check(self) -> None:
        """Raises CorpusError where the package is not whole."""
        self._reader.check()

    def count(self) -> int | None:
        """The number of articles."""
        return self._reader.count()

    def inputs(self) -> list[tuple[str, str]]:
        """The name and the SHA-256 of the corpus file."""
        return self._reader.inputs()

    def __iter__(self) -> Iterator[Article | Quarantined]:
        return iter(self._reader)
