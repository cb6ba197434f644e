"""Event files in the shape of other datasets: their columns, and no value that dateline does not know."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from dateline.coding.errors import DatasetError
from dateline.datasets.shapes import acled, cameo, plover
from dateline.datasets.shapes.files import Cell, Columns, read_columns, render_table
from dateline.datasets.shapes.sources import Source, Sources

FORMAT = "dateline event file"
"""What the JSON file beside every event file says of its format."""
MANIFEST = "export.json"


@dataclass(frozen=True, slots=True)
class Shape:
    """One kind of event file: only events with a code on `axis` have rows. `columns` names its list of columns.

    `make_record` gives the lines of a further file in JSON, whose fields are listed under `record_columns`.
    """

    name: str
    summary: str
    axis: str
    file: str
    columns: str
    delimiter: str
    has_header: bool
    make_rows: Callable[[Source], Iterable[Mapping[str, Cell]]]
    make_record: Callable[[Source], dict[str, Any]] | None = None
    record_columns: str | None = None


@dataclass(frozen=True, slots=True)
class Exported:
    """Files by name, with their rows, the events that they are of, and the events that have no code there."""

    files: Mapping[str, str]
    rows: int
    events: int
    left_out: int


SHAPES: Mapping[str, Shape] = MappingProxyType(
    {
        shape.name: shape
        for shape in (
            Shape(
                "acled",
                "CSV in the columns of ACLED's export",
                "acled.sub_event_type",
                "events.csv",
                "acled",
                ",",
                True,
                acled.make_rows,
            ),
            Shape(
                "cameo",
                "tab-separated in the columns of Phoenix, without a header",
                "cameo.code",
                "events.tsv",
                "cameo",
                "\t",
                False,
                cameo.make_phoenix_rows,
            ),
            Shape(
                "plover",
                "tab-separated in the columns of POLECAT, and PLOVER's records as JSON lines",
                "plover.event",
                "events.tsv",
                "polecat",
                "\t",
                True,
                plover.make_rows,
                plover.make_record,
                "plover",
            ),
            Shape(
                "gdelt",
                "tab-separated in the columns of GDELT 2.0, without a header",
                "cameo.code",
                "events.tsv",
                "gdelt",
                "\t",
                False,
                cameo.make_gdelt_rows,
            ),
            Shape(
                "icews",
                "tab-separated in the columns of ICEWS",
                "cameo.code",
                "events.tab",
                "icews",
                "\t",
                True,
                cameo.make_icews_rows,
            ),
        )
    }
)
"""Every shape by its name."""


def render_shape(shape: Shape, sources: Sources) -> Exported:
    """The files of a dataset's events in a shape; raises DatasetError where it has no codes of the scheme."""
    scheme = shape.axis.partition(".")[0]
    if scheme not in sources.schemes:
        held = ", ".join(sources.schemes) or "none"
        raise DatasetError(
            f"the dataset has no codes of {scheme} (its schemes: {held}); build it again with scheme={scheme} or all"
        )
    coded = [source for source in sources.events if source.code(shape.axis)]
    columns = read_columns(shape.columns)
    rows = [row for source in coded for row in shape.make_rows(source)]
    header = [list(columns.filled)] if shape.has_header else []
    files = {shape.file: render_table(rows, columns, shape.delimiter, header)}
    if shape.make_record is not None:
        files["events.jsonl"] = "".join(
            json.dumps(shape.make_record(source), ensure_ascii=False) + "\n" for source in coded
        )
    left_out = len(sources.events) - len(coded)
    record = {
        "format": FORMAT,
        "as": shape.name,
        "dataset": sources.name,
        "content_sha256": sources.content_sha256,
        "rows": len(rows),
        "events": len(coded),
        "events_without_code": left_out,
    }
    files["README.md"] = _render_readme(shape, columns, sources, left_out)
    files[MANIFEST] = json.dumps(record, ensure_ascii=False, indent=2) + "\n"
    return Exported(files, len(rows), len(coded), left_out)


def _render_readme(shape: Shape, columns: Columns, sources: Sources, left_out: int) -> str:
    header = "with a header" if shape.has_header else "without a header, as the original has it"
    delimiter = "commas" if shape.delimiter == "," else "tabs"
    lines = [f"# {' '.join(sources.name.split())}", "", f"Events of a dateline dataset, {shape.summary}.", ""]
    lines += [
        "A row is an event and pair of actors told in one article. What dateline does not know stays empty; nothing is",
        "made up to fill a column. `status`, `claimant_code` and `is_disputed`, which say on whose word an event is",
        f"told, stand in the dataset only. {left_out} events have no code of this scheme and no row here.",
        "",
        *_render_columns(f"`{shape.file}`: {delimiter} between the cells, {header}", columns),
    ]
    if shape.record_columns is not None:
        lines += _render_columns("`events.jsonl`: a record in JSON on each line", read_columns(shape.record_columns))
    return "\n".join(lines)


def _render_columns(title: str, columns: Columns) -> list[str]:
    lines = [f"## {title}", "", *columns.provenance[:2], "", "| column | filled with |", "|---|---|"]
    return [*lines, *(f"| {name} | {told or '(empty)'} |" for name, told in columns.filled.items()), ""]
