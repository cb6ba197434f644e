"""Saved pages: the raw text of a news page in; a `Page` with title, date, publisher and the story out.

Lines are judged by what they are like (length, final punctuation, credit marks, word lists) and by where they
stand: the head is all before the first real paragraph, and holds the title, the byline and the date.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dateline.coding.text.boilerplate import (
    is_bullet,
    is_caption,
    is_furniture,
    is_paragraph,
    is_sentence,
    opens_box,
    opens_discussion,
)
from dateline.coding.text.cleaning import article_text, clean_text
from dateline.coding.text.imprints import (
    AgencyDateline,
    DateLine,
    agency_dateline,
    byline,
    copyright_holder,
    date_line,
    outlet_name,
    printed_dates,
)

_LABEL = re.compile(r"(title|headline|publisher|publication|outlet|source|dateline|body|text|story) *: *(.*)$", re.I)
_NEXT_LABEL = re.compile(r" (?=\S+:(?: |$))| (?=[12]\d{3}-\d)")
_END_MARK = re.compile(r" *(?:\bEnditem|\(ENDS?\)|\bENDS|#{2,3}|-30-)$")
_URL_DATE = re.compile(r"(?:https?://|www\.)\S*?/((?:19|20)\d\d)/(\d\d)/(\d\d)(?!\d)\S*", re.I)
_TITLE_TAIL = re.compile(r"(.{12,}?)(?: \| | [-–—] |  )([^|]{2,40})$")
_FIRST_PARAGRAPH_WORDS = 8
_TITLE_WORDS = 30
_WRAP_WIDTHS = range(40, 121)


@dataclass(frozen=True, slots=True)
class Page:
    """What a saved page tells: every field but `body` is None where the page does not say it.

    `dateline_place` is the place in an agency's dateline, which stays in `body`: events are placed by it.
    `body` is the story's paragraphs with a blank line between them.
    """

    title: str | None
    published_on: date | None
    publisher: str | None
    dateline_place: str | None
    body: str

    @property
    def text(self) -> str:
        """The text of the article: the title line, then the body."""
        return article_text(self.title, self.body)


@dataclass(frozen=True, slots=True)
class _Labels:
    """Values that lines such as "Title: ..." give."""

    title: str | None = None
    publisher: str | None = None
    place: str | None = None


def read_page(raw: str) -> Page:
    """The article on a page, told apart from the page's furniture."""
    lines = _paragraph_lines(clean_text(raw))
    labels, lines = _read_labels(lines)
    start = _story_start(lines)
    head, rest = lines[:start], lines[start:]
    title, standfirst = _read_title(head, labels.title)
    paragraphs = standfirst + _story(rest)
    if not rest and title is None:
        paragraphs = [line for line in head if not is_furniture(line)]
    dateline = _find_dateline(paragraphs, head)
    bare_title, title_publisher = _split_title(title) if title else (None, None)
    paragraphs = _without_title(paragraphs, bare_title)
    return Page(
        title=bare_title,
        published_on=_publication_date(lines, head, dateline),
        publisher=labels.publisher
        or _masthead(head, title)
        or title_publisher
        or (dateline.agency if dateline else None)
        or next((name for line in lines if (name := copyright_holder(line))), None),
        dateline_place=labels.place or (dateline.place if dateline else None),
        body="\n\n".join(paragraphs),
    )


def _paragraph_lines(text: str) -> list[str]:
    """The non-blank lines; where the text was wrapped at a fixed width, its paragraphs each on one line."""
    lines = text.split("\n")
    width = max(map(len, lines), default=0)
    joined: list[str] = []
    is_joined = 0
    last = ""
    for line in lines:
        is_full = bool(last) and len(last) + 1 + len(line.split(" ", 1)[0]) > width
        last = line
        if not line:
            continue
        if is_full and not is_bullet(line):
            joined[-1] = f"{joined[-1]} {line}"
            is_joined += 1
        else:
            joined.append(line)
    # One or two lines that happen to be as long as the widest do not make a wrapped text.
    is_wrapped = width in _WRAP_WIDTHS and is_joined >= 3 and is_joined >= len(joined) / 4
    return joined if is_wrapped else [line for line in lines if line]


def _read_labels(lines: Sequence[str]) -> tuple[_Labels, list[str]]:
    """Reads the labelled fields above the story and takes their lines (or labels) away."""
    found: dict[str, str] = {}
    kept: list[str] = []
    for number, line in enumerate(lines):
        match = _LABEL.match(line) if number < 25 else None
        key = match[1].lower() if match else ""
        value = _NEXT_LABEL.split(match[2])[0].strip() if match else ""
        if key in ("body", "text", "story"):
            kept += [value] if value else []
        elif key in ("title", "headline") and value:
            found.setdefault("title", value)
            kept.append(value)
        elif key in ("publisher", "publication", "outlet", "source") and value and _is_name(value):
            found.setdefault("publisher", value)
            kept += [line] if any(printed_dates(line)) else []
        elif key == "dateline" and value and _is_name(value):
            found.setdefault("place", value)
        else:
            kept.append(line)
    return _Labels(**found), kept


def _is_name(value: str) -> bool:
    is_short = len(value.split()) <= 6 and value[0].isupper() and not value.endswith((".", "?", "!"))
    return is_short and not re.search(r"(?i)\b(?:and|agencies)\b", value)


def _is_imprint(line: str) -> bool:
    return byline(line) is not None or date_line(line) is not None


def _is_first_paragraph(line: str) -> bool:
    return (
        len(line.split()) >= _FIRST_PARAGRAPH_WORDS
        and is_paragraph(line)
        and not (line.endswith(("?", "!")) and len(line.split()) <= 20)
        and not (is_furniture(line) or is_caption(line) or _is_imprint(line))
    )


def _story_start(lines: Sequence[str]) -> int:
    """Where the story begins: the first paragraph, unless that is a headline written as a sentence."""
    starts = [number for number, line in enumerate(lines) if _is_first_paragraph(line)]
    if not starts:
        return _start_without_paragraph(lines)
    first = starts[0]
    has_title = any(_is_title(line) for line in lines[:first])
    if not has_title and len(starts) > 1 and len(lines[first].split()) <= _TITLE_WORDS:
        below = lines[first + 1 : first + 4]
        if below and any(_is_imprint(line) for line in below) and first + 1 not in starts:
            return starts[1]
    return first


def _start_without_paragraph(lines: Sequence[str]) -> int:
    """Where a text of short lines only begins: at its second sentence-like line, or nowhere."""
    for number, line in enumerate(lines):
        if number and is_sentence(line) and not (is_furniture(line) or is_caption(line) or _is_imprint(line)):
            return number
    return len(lines)


def _is_title(line: str) -> bool:
    return not (
        is_furniture(line)
        or is_caption(line)
        or opens_box(line)
        or opens_discussion(line)
        or _is_imprint(line)
        or is_bullet(line)
        or _is_dateline_alone(line)
        or len(line.split()) > _TITLE_WORDS
    )


def _is_dateline_alone(line: str) -> bool:
    found = agency_dateline(line)
    return found is not None and found.end == len(line)


def _read_title(head: Sequence[str], labelled: str | None) -> tuple[str | None, list[str]]:
    """The title and the standfirst below it. Mastheads and section names are shorter than titles are."""
    candidates = [number for number, line in enumerate(head) if _is_title(line)]
    titled = [number for number in candidates if outlet_name(head[number]) is None]
    by_length = [[n for n in titled if len(head[n].split()) >= words] for words in (4, 3, 2, 1)]
    chosen = next((numbers[0] for numbers in by_length if numbers), candidates[0] if candidates else None)
    if labelled is not None and labelled in head:
        chosen = head.index(labelled)
    if chosen is None:
        return labelled, []
    standfirst = []
    for line in head[chosen + 1 :]:
        if not _is_standfirst(line):
            break
        standfirst.append(line)
    return head[chosen], standfirst


def _is_standfirst(line: str) -> bool:
    words = line.split()
    lower = sum(word[:1].islower() for word in words)
    return len(words) >= _FIRST_PARAGRAPH_WORDS and lower * 2 > len(words) and _is_title(line)


def _split_title(title: str) -> tuple[str, str | None]:
    """Cuts the publisher that page titles carry: "Headline | The Caspian Herald"."""
    match = _TITLE_TAIL.match(title)
    if match:
        if name := outlet_name(match[2]):
            return match[1].rstrip(), name
        if " | " in title and len(match[2].split()) <= 4 and match[2][0].isupper():
            return match[1].rstrip(), None
    return title, None


def _without_title(paragraphs: Sequence[str], title: str | None) -> list[str]:
    if title is None:
        return list(paragraphs)
    key = title.casefold()
    return [line for line in paragraphs if _split_title(line)[0].casefold() != key]


def _story(lines: Sequence[str]) -> list[str]:
    """The paragraphs among the lines from the first one on."""
    story: list[str] = []
    in_box = False
    for line in (_END_MARK.sub("", line) for line in lines):
        if opens_discussion(line) and story:
            break
        if opens_box(line):
            in_box = True
            continue
        if is_furniture(line) or is_caption(line) or byline(line) is not None or date_line(line) is not None:
            continue
        if is_bullet(line):
            if not in_box and _continues_list(story, line):
                story.append(line)
            continue
        if is_paragraph(line):
            in_box = False
            story.append(line)
    return story


def _continues_list(story: Sequence[str], line: str) -> bool:
    return is_sentence(line) or (bool(story) and (story[-1].endswith(":") or is_bullet(story[-1])))


def _find_dateline(paragraphs: Sequence[str], head: Sequence[str]) -> AgencyDateline | None:
    """The dateline that opens the story or stands on a line of its own above it."""
    for paragraph in paragraphs[:2]:
        if found := agency_dateline(paragraph):
            return found
    for line in head:
        found = agency_dateline(line)
        if found and found.end == len(line):
            return found
    return None


def _masthead(head: Sequence[str], title: str | None) -> str | None:
    return next((name for line in head if line != title and (name := outlet_name(line))), None)


def _publication_date(lines: Sequence[str], head: Sequence[str], dateline: AgencyDateline | None) -> date | None:
    """The date labelled as published, else the byline's, the dateline's, the address's, the update's.

    A dateline that an update contradicts leaves the date unknown.
    """
    everywhere = [found for line in lines if (found := _dates_of(line))]
    above = [found for line in head if (found := _dates_of(line))]
    published = next((found.published for found in everywhere if found.published), None)
    plain = next((found.plain for found in above if found.plain), None)
    updated = next((found.updated for found in everywhere if found.updated), None)
    address = next((day for line in lines if (day := _address_date(line))), None)
    if dateline and dateline.month:
        return published or plain or dateline.date_near(address or updated)
    return published or plain or address or updated


def _dates_of(line: str) -> DateLine | None:
    return byline(line) or date_line(line)


def _address_date(line: str) -> date | None:
    match = _URL_DATE.fullmatch(line)
    if match is None:
        return None
    return next((day for _, _, day in printed_dates("-".join(match.groups()))), None)
