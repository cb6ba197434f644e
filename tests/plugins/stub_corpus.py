"""A corpus of a given length, and one that is interrupted, for tests of what stands around a corpus."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.coding.records import Article
from dateline.datasets.quarantine import Quarantined


class StubCorpus:
    """`count` articles after one input that cannot be read."""

    def __init__(self, count: int = 3) -> None:
        self.count = count

    def __iter__(self) -> Iterator[Article | Quarantined]:
        yield Quarantined("stub", 1, None, "bad_json", None)
        for number in range(self.count):
            yield Article(article_id=f"a{number:04d}", text=f"Shells fell for the {number}th time.")


class EmptyCorpus:
    """Holds nothing."""

    def __iter__(self) -> Iterator[Article]:
        return iter(())


class InterruptedCorpus(StubCorpus):
    """The user presses Ctrl-C when it is half read."""

    def __iter__(self) -> Iterator[Article | Quarantined]:
        yield from super().__iter__()
        raise KeyboardInterrupt
