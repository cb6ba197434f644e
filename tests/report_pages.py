"""Reads a rendered report as a browser would, for the tests of whatever makes one."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_VOID = ("meta", "br", "hr", "img", "link", "input")


class ReportPage(HTMLParser):
    """A page's elements, ids and links, its text by element, and its tables as rows of cells' texts."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.outside: list[str] = []
        self.words: list[tuple[str, str]] = []
        self.tables: dict[str, list[list[str]]] = {}
        self.sort_keys: list[str] = []
        self._caption = ""
        self.feed(page)
        self.close()

    @property
    def text(self) -> str:
        """All that a reader sees, without style and script."""
        return " ".join(words for tag, words in self.words if tag not in ("style", "script"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.add(tag)
        self.ids += [value for value in [given.get("id")] if value]
        self.links += [value for value in [given.get("href")] if value]
        self.sort_keys += [value for value in [given.get("data-sort")] if value is not None]
        self.outside += [name for name in given if name in ("src", "srcset", "action", "data") or name.startswith("on")]
        if tag == "tr":
            self.tables[self._caption].append([])
        if tag in ("th", "td"):
            self.tables[self._caption][-1].append("")
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append((self.open[-1] if self.open else "", data))
        if "caption" in self.open:
            self._caption = data
            self.tables[data] = []
        elif ("td" in self.open or "th" in self.open) and "small" not in self.open:
            self.tables[self._caption][-1][-1] += data.strip()


def check_report_page(page: str) -> ReportPage:
    """The page read, once it is known to be whole and to ask nothing of a network."""
    read = ReportPage(page)
    assert read.open == []
    assert len(read.ids) == len(set(read.ids))
    assert {link[1:] for link in read.links if link.startswith("#")} <= set(read.ids)
    assert read.outside == []
    assert not read.tags & {"iframe", "img", "link", "object", "embed", "image", "base", "form"}
    assert not re.search(r"@import|url\((?!#)|fetch\(|XMLHttp|xmlns", page)
    return read
