"""Codings made by hand for the tests of agreement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dateline.datasets.tables import EVENTS
from dateline.experiments.agreement.codings import CodedArticle, CodedEvent, Coding
from dateline.experiments.agreement.spans import Span

AXES: Mapping[str, Mapping[str, str]] = {
    "cameo.code": {"190": "Use military force", "193": "Fight with small arms", "040": "Consult"},
    "cameo.goldstein": {"-10.0": "Goldstein", "1.0": "Goldstein"},
    "cameo.quad_class": {"1": "Verbal cooperation", "4": "Material conflict"},
}
SENTENCES = ((0, 30), (31, 60), (61, 90), (91, 120))


def make_event(
    event_id: str,
    sentence: int = 0,
    trigger: Span | None = None,
    codes: Mapping[str, tuple[str, ...]] | None = None,
    **values: Any,
) -> CodedEvent:
    """An event of the article "x" whose columns are null but for its action, act and those given."""
    columns = {
        **dict.fromkeys(EVENTS.column_names),
        "action": "shelling",
        "act": "do",
        "is_reciprocal": False,
    }
    return CodedEvent(event_id, "x", sentence, trigger, {**columns, **values}, codes or {})


def make_coding(
    name: str,
    events: Mapping[str, Sequence[CodedEvent]] | None = None,
    articles: Sequence[str] = (),
    text_sha256: str = "hash",
    spans: Mapping[str, Mapping[str, tuple[Span, ...]]] | None = None,
) -> Coding:
    """A coding of the articles given and of those that have events, all with the same four sentences."""
    given = {article_id: tuple(own) for article_id, own in (events or {}).items()}
    ids = sorted({*articles, *given})
    return Coding(
        name=name,
        content_sha256=f"content of {name}",
        articles={article_id: CodedArticle(text_sha256, SENTENCES) for article_id in ids},
        events=given,
        spans=spans or {},
        axes=AXES,
    )
