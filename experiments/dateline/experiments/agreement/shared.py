"""Codings in, the articles that at least two of them coded out: the ground on which they can be compared."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dateline.coding.errors import DatasetError
from dateline.experiments.agreement.codings import CodedEvent, Coding
from dateline.experiments.agreement.spans import Span


@dataclass(frozen=True, slots=True)
class SharedArticle:
    """An article of two coders or more; `events` and `marks` are by the coder's place among the codings.

    Events carry the index of the sentence of their trigger by the sentences given here, whatever a coder's
    own splitting was.
    """

    article_id: str
    sentences: tuple[Span, ...]
    events: dict[int, tuple[CodedEvent, ...]]
    marks: dict[int, dict[str, tuple[Span, ...]]]

    @property
    def coders(self) -> tuple[int, ...]:
        return tuple(self.events)


@dataclass(frozen=True, slots=True)
class SharedGround:
    """The shared articles in order of their ids, and how many were left out because their texts differ."""

    articles: tuple[SharedArticle, ...]
    differing: int


def join_codings(codings: Sequence[Coding]) -> SharedGround:
    """The articles that two codings or more have in the same text.

    Raises DatasetError where a coding shares no article with another one.
    """
    articles = []
    differing = 0
    for article_id in sorted({article_id for coding in codings for article_id in coding.articles}):
        holders = [place for place, coding in enumerate(codings) if article_id in coding.articles]
        if len(holders) < 2:
            continue
        hashes = Counter(codings[place].articles[article_id].text_sha256 for place in holders)
        chosen = min(hashes, key=lambda text_hash: (-hashes[text_hash], text_hash))
        same = [place for place in holders if codings[place].articles[article_id].text_sha256 == chosen]
        differing += len(same) < len(holders)
        if len(same) >= 2:
            articles.append(_share(article_id, same, codings))
    for place, coding in enumerate(codings):
        if not any(place in article.events for article in articles):
            raise DatasetError(_describe_strangers(coding, codings, differing))
    return SharedGround(tuple(articles), differing)


def _share(article_id: str, coders: Sequence[int], codings: Sequence[Coding]) -> SharedArticle:
    sentences = codings[coders[0]].articles[article_id].sentences
    starts = [start for start, _ in sentences]
    return SharedArticle(
        article_id=article_id,
        sentences=sentences,
        events={
            place: tuple(_locate(event, starts) for event in codings[place].events.get(article_id, ()))
            for place in coders
        },
        marks={place: dict(codings[place].spans.get(article_id, {})) for place in coders},
    )


def _locate(event: CodedEvent, starts: Sequence[int]) -> CodedEvent:
    if event.trigger is None or not starts:
        return event
    return replace(event, sentence=max(bisect_right(starts, event.trigger[0]) - 1, 0))


def _describe_strangers(coding: Coding, codings: Sequence[Coding], differing: int) -> str:
    others = [other for other in codings if other is not coding]
    if differing:
        return (
            f"{coding.name} shares article ids but no text with the other codings; "
            "build all of them from the same corpus with the same cleaning"
        )
    ids = (next(iter(sorted(each.articles)), "none") for each in (coding, others[0]))
    mine, theirs = ids
    return (
        f"{coding.name} has no article in common with {' or '.join(other.name for other in others)} "
        f"(article ids such as {mine!r} and {theirs!r}); code the same corpus with the same ids"
    )
