"""A text and spans that may overlap in, the text cut into segments out, each with the spans that cover it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Segment:
    """Words between two borders of spans. `covers` are the coding's number and the part of each span on them."""

    text: str
    covers: tuple[tuple[int, str], ...] = ()

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts that the words are of any coding, sorted."""
        return tuple(sorted({part for _, part in self.covers}))


def split_passage(text: str, spans: Sequence[tuple[int, int, int, str]]) -> list[Segment]:
    """Cut the text at each border of the spans (start, end, number of the coding, part).

    The segments joined are the text. A span that is empty or reaches out of the text is left out.
    """
    inside = [span for span in spans if 0 <= span[0] < span[1] <= len(text)]
    borders = sorted({0, len(text), *(border for start, end, *_ in inside for border in (start, end))})
    begins: dict[int, list[tuple[int, str]]] = {}
    ends: dict[int, list[tuple[int, str]]] = {}
    for start, end, number, part in inside:
        begins.setdefault(start, []).append((number, part))
        ends.setdefault(end, []).append((number, part))
    segments = []
    live: list[tuple[int, str]] = []
    for left, right in zip(borders, borders[1:], strict=False):
        for cover in ends.get(left, ()):
            live.remove(cover)
        live += begins.get(left, ())
        segments.append(Segment(text[left:right], tuple(sorted(set(live)))))
    return segments
