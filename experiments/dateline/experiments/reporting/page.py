"""A Page (sections of texts, tables, figures and coded passages) in, one self-contained HTML file out.

The page asks nothing of the network: style and script are inline, and without the script everything can still be
read. All text is escaped; only the SVG of a Figure, which `charts` and `maps` draw, goes in as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from dateline.experiments.reporting.marking import Segment, split_passage

GENERATOR = "dateline report"
"""What the head of every report says of its making: how a file is known to be one of ours."""


@dataclass(frozen=True, slots=True)
class Text:
    """Plain paragraphs."""

    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a table's cell. `sort` is what it sorts by where that is not `text`; `link` an address in the
    page (`#anchor`) or an http(s) one; `note` a few words beneath.
    """

    text: str
    sort: float | str | None = None
    link: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table that sorts by any column. A row holds texts, numbers, None (shown empty) or Cells.

    `note` stands beneath it. A column of numbers alone is set to the right; a float is shown with `decimals`.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell | str | int | float | None, ...], ...]
    note: str | None = None
    decimals: int = 2


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing as SVG, with its caption and in `alt` what it shows, for who cannot see it."""

    caption: str
    svg: str
    alt: str


@dataclass(frozen=True, slots=True)
class Span:
    """Words `text[start:end]` of a passage and what part of the coding they are, such as `trigger`."""

    start: int
    end: int
    part: str


@dataclass(frozen=True, slots=True)
class Coding:
    """One coding of a passage: its label, the words that it rests on, and facts beside it as (name, value).

    `by` names the coder where several coded the passage. A link to `#anchor`, where given, leads here.
    """

    label: str
    spans: tuple[Span, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    by: str | None = None
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """An article or a part of one, and its codings. `byline` tells what it is: publisher, day, id.

    A link to `#anchor`, where given, leads here.
    """

    title: str
    text: str
    codings: tuple[Coding, ...]
    byline: str | None = None
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class Passages:
    """Texts with the coded words highlighted and the codes beside them."""

    caption: str
    passages: tuple[Passage, ...]


Block = Text | Table | Figure | Passages


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page with a heading; `text` is one opening paragraph."""

    title: str
    text: str | None
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure that stands at the head of the page, with what it counts."""

    name: str
    value: str | int | float
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A whole report: `lead` says in a few sentences what it is of and what it found."""

    title: str
    lead: str
    facts: tuple[Fact, ...]
    sections: tuple[Section, ...]


def render_page(page: Page) -> str:
    """The page as HTML: the same page gives the same text."""
    return _load_template().render(
        page=page,
        sections=list(zip(_make_anchors(page.sections), page.sections, strict=True)),
        generator=GENERATOR,
        style=Markup(_read("page.css")),
        script=Markup(_read("page.js")),
        numbers=_count_up(),
    )


@cache
def _load_template() -> Template:
    environment = Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True, undefined=StrictUndefined
    )
    environment.filters["cell"] = _make_cell
    environment.filters["number"] = format_number
    environment.filters["inline"] = _inline_svg
    environment.filters["segments"] = _split
    environment.filters["safe_link"] = _check_link
    environment.tests["numeric"] = _is_numeric
    environment.globals["kind"] = lambda block: type(block).__name__
    environment.globals["next"] = next
    return environment.from_string(_read("page.html"))


def _read(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _count_up() -> Iterator[int]:
    number = 0
    while True:
        number += 1
        yield number


def format_number(value: object, decimals: int = 2) -> str:
    """A number as the page shows it: counts with thin spaces between thousands, fractions with `decimals` digits."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    shown = f"{value:,}" if isinstance(value, int) else f"{value:,.{decimals}f}"
    return shown.replace(",", "\u202f").replace("-", "\u2212")


def _make_cell(value: object, decimals: int) -> Cell:
    if isinstance(value, Cell):
        return value
    if value is None:
        return Cell("", "")
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Cell(format_number(value, decimals), value)
    return Cell(str(value))


def _is_numeric(table: Table, index: int) -> bool:
    """Whether the column holds numbers and nothing else but empty cells."""
    keys = [_make_cell(row[index], 0).sort for row in table.rows if row[index] is not None]
    return bool(keys) and all(isinstance(key, int | float) for key in keys)


def _check_link(link: str) -> str:
    """The address, or nothing where it is of a kind that could run something."""
    return link if re.match(r"#|https?://", link) else ""


def _inline_svg(svg: str, number: int) -> Markup:
    """The SVG as a part of the page: without its own head, and with ids that no other figure has."""
    svg = svg[svg.index("<svg") :].strip()
    svg = re.sub(r' xmlns(:\w+)?="[^"]*"', "", svg)
    svg = re.sub(r'( id="|="#|url\(#)', rf"\g<1>figure{number}-", svg)
    return Markup(svg)


def _split(passage: Passage) -> list[Segment]:
    spans = [
        # The part becomes a word of an attribute.
        (span.start, span.end, number, "_".join(span.part.split()))
        for number, coding in enumerate(passage.codings)
        for span in coding.spans
    ]
    return split_passage(passage.text, spans)


def _make_anchors(sections: Sequence[Section]) -> list[str]:
    anchors: list[str] = []
    for section in sections:
        base = re.sub(r"[^a-z0-9]+", "-", section.title.lower()).strip("-") or "section"
        anchor, number = base, 2
        while anchor in anchors:
            anchor, number = f"{base}-{number}", number + 1
        anchors.append(anchor)
    return anchors
