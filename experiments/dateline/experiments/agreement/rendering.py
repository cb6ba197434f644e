"""A Report in, its pages out: JSON, CSV and Markdown for files, tables of 80 columns for the terminal."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from dateline.coding import __version__
from dateline.experiments.agreement.bootstrap import Estimate
from dateline.experiments.agreement.report import CodeRow, Report
from dateline.experiments.outputs import ReportKind, render_rows

FORMAT = "dateline agreement"
FORMAT_VERSION = 1
AGREEMENT = ReportKind(
    "report on agreement",
    FORMAT,
    "agreement.json",
    ("agreement.json", "agreement.csv", "agreement.md", "units.csv"),
)
"""The folder that `dateline agree` writes; its files are in the order of the functions below."""

MEASURE_LABELS = {
    "percent": "share of pairs of coders that agree (0 to 1)",
    "cohen_kappa": "Cohen's kappa; of more than two coders the mean over pairs",
    "fleiss_kappa": "Fleiss' kappa",
    "alpha": "Krippendorff's alpha at the field's level of measurement",
    "ac1": "Gwet's AC1",
    "specific": "specific agreement on the code: of two coders the F1 of one against the other",
    "f1": "twice the events found by both over the events of both",
    "unitizing_alpha": "Krippendorff's unitizing alpha: was a stretch of text marked",
}
_DIGITS = 6
_SHOWN_CODES = 12


def render_json(report: Report) -> str:
    """The whole report but the units, with sorted keys and numbers to six digits."""
    plain = asdict(report)
    plain.pop("units")
    plain["found_by"] = {str(count): units for count, units in report.found_by.items()}
    head = {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "dateline": __version__,
        "measures": MEASURE_LABELS,
    }
    return json.dumps(_rounded({**head, **plain}), sort_keys=True, indent=2, ensure_ascii=False) + "\n"


def render_csv(report: Report) -> str:
    """One line for each coefficient: what it is of, over how many units, with the bounds of its interval."""
    lines = (
        (section, unit, name, units, measure, *map(_cell, (each.value, each.low, each.high)))
        for section, unit, name, units, measures in _list_rows(report)
        for measure, each in measures.items()
    )
    return _write_csv(("section", "unit", "name", "units", "measure", "value", "low", "high"), lines)


def render_units(report: Report) -> str:
    """One line for each aligned event, with the event id and type by each coding: where they differ can be
    read.
    """
    names = [coding.name for coding in report.codings]
    head = ("article_id", "sentence", *(f"{name} {what}" for name in names for what in ("event_id", "type")))
    lines = (
        (
            unit.article_id,
            unit.sentence,
            *(cell or "" for pair in zip(unit.event_ids, unit.types, strict=True) for cell in pair),
        )
        for unit in report.units
    )
    return _write_csv(head, lines)


def render_markdown(report: Report) -> str:
    """The report as a page with one table for each section."""
    confidence = f"{report.settings.confidence:.0%}"
    parts = [
        "# Agreement",
        "",
        *(f"- {line}" for line in _summary(report)),
        "",
        "| coding | articles | events | of these in shared articles |",
        "|---|---:|---:|---:|",
        *(f"| {_md(c.name)} | {c.articles} | {c.events} | {c.shared_events} |" for c in report.codings),
        "",
        "## Events found by both",
        "",
        f"| codings | events | found by both | F1 ({confidence} interval) |",
        "|---|---:|---:|---:|",
        *(
            f"| {_md(pair.first)}, {_md(pair.second)} | {pair.first_events}, {pair.second_events} "
            f"| {pair.both} | {_spell(pair.f1)} |"
            for pair in report.pairs
        ),
        "",
        "## Fields",
        "",
        f"Intervals hold {confidence} of {report.settings.replicates} draws of articles (seed {report.settings.seed}).",
        "",
        "| unit | field | level | units | agree | Cohen | Fleiss | alpha | AC1 | note |",
        "|---|---|---|---:|---:|---:|---:|---:|---:|---|",
    ]
    for row in report.fields:
        cells = " | ".join(_spell(row.measures.get(name)) for name in _FIELD_MEASURES)
        parts.append(
            f"| {row.unit} | {_md(row.field)} | {row.measurement} | {row.units} | {cells} | {row.note or ''} |"
        )
    parts += [
        "",
        f"## Codes of {_md(report.settings.type)}",
        "",
        "| code | unit | events by each coding | units | specific | Cohen | Fleiss | alpha | AC1 |",
        "|---|---|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for code in report.codes:
        cells = " | ".join(_spell(code.measures.get(name)) for name in ("specific", *_FIELD_MEASURES[1:]))
        counts = ", ".join(map(str, code.counts))
        parts.append(f"| {_md(code.code)} | {code.unit} | {counts} | {code.units} | {cells} |")
    if report.spans:
        parts += ["", "## Spans", "", "| part | spans | unitizing alpha |", "|---|---:|---:|"]
        parts += [f"| {row.part} | {row.spans} | {_spell(row.alpha)} |" for row in report.spans]
    parts += ["", "## Measures", "", *(f"- `{name}`: {label}" for name, label in MEASURE_LABELS.items()), ""]
    return "\n".join(parts)


def render_tables(report: Report) -> RenderableType:
    """The report for a terminal of 80 columns: the commonest codes only."""
    kappa = "cohen_kappa" if len(report.codings) == 2 else "fleiss_kappa"
    parts: list[RenderableType] = [Text(line) for line in _summary(report)]
    pairs = _table("events of", "and of", "events", "both", "F1")
    for pair in report.pairs:
        pairs.add_row(
            pair.first,
            pair.second,
            f"{pair.first_events}, {pair.second_events}",
            str(pair.both),
            _spell(pair.f1),
        )
    label = "Cohen" if kappa == "cohen_kappa" else "Fleiss"
    fields = _table("field", "units", "agree", label, "AC1", "alpha")
    for unit in ("sentence", "event"):
        fields.add_row(Text(f"of {unit}s", style="italic"))
        for row in report.fields:
            if row.unit == unit:
                figures = [_short(row.measures.get(name)) for name in ("percent", kappa, "ac1")]
                fields.add_row(f"  {row.field}", str(row.units), *figures, _spell(row.measures.get("alpha")))
    parts += [Text(), pairs, Text(), fields]
    notes = [f"{row.field}: {row.note}" for row in report.fields if row.note]
    parts += [Text(note, style="dim") for note in notes]
    if report.codes:
        parts += [Text(), _tabulate_codes(report)]
    if report.spans:
        spans = _table("words of", "spans", "unitizing alpha")
        for each in report.spans:
            spans.add_row(each.part, str(each.spans), _spell(each.alpha))
        parts += [Text(), spans]
    return Group(*parts)


_FIELD_MEASURES = ("percent", "cohen_kappa", "fleiss_kappa", "alpha", "ac1")


def _tabulate_codes(report: Report) -> RenderableType:
    by_code: dict[str, dict[str, CodeRow]] = {}
    for row in report.codes:
        by_code.setdefault(row.code, {})[row.unit] = row
    table = _table(report.settings.type, "events", "specific", "alpha", "alpha by sentence")
    for code, rows in list(by_code.items())[:_SHOWN_CODES]:
        event, sentence = (rows[unit].measures if unit in rows else {} for unit in ("event", "sentence"))
        counts = ", ".join(map(str, next(iter(rows.values())).counts))
        figures = (_short(event.get("specific")), _spell(event.get("alpha")), _spell(sentence.get("alpha")))
        table.add_row(code, counts, *figures)
    left = len(by_code) - _SHOWN_CODES
    return Group(table, Text(f"and {left} more codes in the files", style="dim")) if left > 0 else table


def _table(*headings: str) -> Table:
    table = Table(box=None, header_style="bold", pad_edge=False)
    for place, heading in enumerate(headings):
        is_name = place == 0 or heading == "and of"
        table.add_column(heading, justify="left" if is_name else "right", no_wrap=True, overflow="ellipsis")
    return table


def _summary(report: Report) -> Iterator[str]:
    events = sum(report.found_by.values())
    coders = len(report.codings)
    yield f"{report.articles} shared articles, {report.sentences} sentences, {events} events"
    if report.differing:
        yield f"{report.differing} articles have another text in some codings, which do not count there"
    found = [f"{units} by {_of_coders(count, coders)}" for count, units in sorted(report.found_by.items())]
    yield f"events found {', '.join(found)}"


def _of_coders(count: int, coders: int) -> str:
    if count == coders:
        return "both" if coders == 2 else f"all {coders}"
    return "one only" if count == 1 else str(count)


def _list_rows(report: Report) -> Iterator[tuple[str, str, str, int, Mapping[str, Estimate]]]:
    for pair in report.pairs:
        name = f"{pair.first} | {pair.second}"
        yield "pair", "event", name, pair.first_events + pair.second_events, {"f1": pair.f1}
    for row in report.fields:
        yield "field", row.unit, row.field, row.units, row.measures
    for code in report.codes:
        yield "code", code.unit, code.code, code.units, code.measures
    for span in report.spans:
        yield "span", "character", span.part, span.spans, {"unitizing_alpha": span.alpha}


def _write_csv(head: Sequence[str], lines: Iterator[Sequence[object]]) -> str:
    return render_rows(head, lines)


def _cell(value: float | None) -> str:
    return "" if value is None else f"{value:.{_DIGITS}f}"


def _short(estimate: Estimate | None) -> str:
    return "-" if estimate is None or estimate.value is None else f"{_unsigned(estimate.value):.2f}"


def _spell(estimate: Estimate | None) -> str:
    if estimate is None or estimate.value is None:
        return "-"
    value = f"{_unsigned(estimate.value):.2f}"
    if estimate.low is None or estimate.high is None:
        return value
    return f"{value} [{_unsigned(estimate.low):.2f}, {_unsigned(estimate.high):.2f}]"


def _unsigned(value: float) -> float:
    """The value without the minus of a zero, once it is rounded to two digits."""
    return round(value, 2) + 0.0


def _md(text: str) -> str:
    return text.replace("|", "\\|")


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, _DIGITS) + 0.0
    if isinstance(value, Mapping):
        return {key: _rounded(item) for key, item in value.items()}
    return [_rounded(item) for item in value] if isinstance(value, (list, tuple)) else value
