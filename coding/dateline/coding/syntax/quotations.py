"""Which stretches of an article stand in quotation marks."""

from __future__ import annotations

import re

QUOTED = re.compile(r"“[^“”]*(?:”|$)|\"[^\"]*(?:\"|$)|``.*?(?:''|$)|«[^«»]*(?:»|$)", re.DOTALL)


def find_quotes(text: str) -> tuple[tuple[int, int], ...]:
    """Character spans in quotation marks; a quotation that is never closed ends with its paragraph."""
    spans: list[tuple[int, int]] = []
    start = 0
    for paragraph in text.split("\n"):
        spans += [(start + match.start(), start + match.end()) for match in QUOTED.finditer(paragraph)]
        start += len(paragraph) + 1
    return tuple(spans)
