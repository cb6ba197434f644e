"""Labelled words in, lines for the terminal out: what does not fit the line goes on under its own words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

_NARROWEST = 24
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words beside a label. `indent` is what stands before the label, `hang` where the words begin, in columns.

    A word that is longer than a line is not cut: it juts out.
    """

    words: Text
    label: Text | None = None
    indent: int = 0
    hang: int = 0

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        hang = max(self.hang, self.indent)
        lines = self.words.divide(_find_breaks(self.words.plain, max(options.max_width - hang, _NARROWEST)))
        head = Text(" " * self.indent)
        if self.label is not None:
            head.append_text(self.label)
        head.append(" " * (hang - head.cell_len))
        for number, words in enumerate(lines):
            line = Text.assemble(head if not number else " " * hang, words)
            line.rstrip()
            line.no_wrap, line.overflow = True, "ignore"
            yield line


def _find_breaks(words: str, width: int) -> list[int]:
    """The offsets at which lines of at most `width` columns begin; a longer word has a line of its own."""
    breaks: list[int] = []
    begin = 0
    for word in _WORD.finditer(words):
        if word.start() > begin and cell_len(words[begin : word.end()]) > width:
            begin = word.start()
            breaks.append(begin)
    return breaks


def visible(words: str) -> str:
    """The words on one line, without the characters that would steer a terminal."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in words).split())


def quote(words: str) -> str:
    """The words in quotation marks."""
    return f'"{visible(words)}"'
