"""A coder without a model, for tests of what stands around a coder."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from dateline.coding.records import Article, CodingResult, Event, MentionPart, Sentence


class StubCoder:
    """Codes a shelling at the first word of every article whose text is not empty.

    A text that begins with "raise" makes it fail, one that begins with "die" ends its process.
    """

    coder_id = "stub 1"

    def __init__(self, ontology: str | None = None) -> None:
        self.ontology = ontology

    def __call__(self, articles: Iterable[Article]) -> Iterator[CodingResult]:
        for article in articles:
            if article.text.startswith("raise"):
                raise ValueError("a fault of the coder")
            if article.text.startswith("die"):
                os._exit(9)
            yield self._code(article)

    def _code(self, article: Article) -> CodingResult:
        end = len(article.text.split(" ")[0])
        trigger = article.text[:end]
        event = Event(
            event_id=f"{article.article_id}-0",
            happening_id=f"{article.article_id}-0",
            sentence=0,
            action="shelling",
            act="do",
            trigger_text=trigger,
            rule="stub",
            coder=self.coder_id,
            mentions=(MentionPart(0, "trigger", 0, end, "stub"),),
        )
        sentence = Sentence(0, 0, len(article.text), article.text)
        return CodingResult(article, (sentence,), (event,))


class FaultyCoder(StubCoder):
    """Gives too few results."""

    def __call__(self, articles: Iterable[Article]) -> Iterator[CodingResult]:
        return iter(list(super().__call__(articles))[1:])
