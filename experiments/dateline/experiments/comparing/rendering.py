"""A Comparison in, its files out: a CSV for each table, the rows behind every count, and all figures as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from dateline.coding import __version__
from dateline.datasets.manifest import record_config
from dateline.experiments.agreement.rendering import render_csv, render_units
from dateline.experiments.agreement.rendering import render_json as render_agreement
from dateline.experiments.comparing.report import KINDS, Comparison, RunSummary
from dateline.experiments.comparing.tallies import Tally
from dateline.experiments.outputs import ReportKind, render_rows

FORMAT_VERSION = 1
COMPARISON = ReportKind(
    "report of a comparison",
    "dateline comparison",
    "compare.json",
    (
        "compare.json",
        "report.md",
        "report.html",
        "runs.csv",
        "counts.csv",
        "joint.csv",
        "schemes.csv",
        "collapses.csv",
        "agreement.csv",
        "units.csv",
        "confusions.csv",
        "series.csv",
        "correlations.csv",
        "dyads.csv",
        "places.csv",
        "rows.csv",
        "events.csv",
    ),
)
_DIGITS = 6
_UNRECORDED = ("datasets", "reuse")
"""Keys of the config that say where datasets stand and whether they are built again; no figure depends on them."""
_SHOWN = (
    "act",
    "action",
    "source_text",
    "source_code",
    "target_text",
    "target_code",
    "date_start",
    "date_end",
    "place_name",
    "place_country",
    "status",
    "trigger_text",
    "coder",
)


def render_tables(comparison: Comparison) -> dict[str, str]:
    """The CSV files by their names; those on agreement where there is more than one coding."""
    files = {f"{tally.name}.csv": _render_tally(tally) for tally in comparison.tallies}
    files["runs.csv"] = _render_runs(comparison)
    files["schemes.csv"] = _render_records(comparison.information)
    files["correlations.csv"] = _write(
        ("step", "field", "code", "first", "second", "periods", "first events", "second events")
        + ("pearson", "spearman", "note"),
        (
            (each.step, each.field, each.code, each.first, each.second, each.periods, *each.events)
            + (_cell(each.pearson), _cell(each.spearman), each.note or "")
            for each in comparison.correlations
        ),
    )
    files["collapses.csv"] = _write(
        ("dataset", "axis", "into", "into code", "code", "events"),
        (
            (each.dataset, each.axis, each.into, each.code, code, events)
            for each in comparison.collapses
            for code, events in each.codes
        ),
    )
    files["rows.csv"] = _write(("table", "row", "column", "dataset", "event_id"), _list_rows(comparison.tallies))
    files["events.csv"] = _write(
        ("dataset", "event_id", "article_id", "sentence", *_SHOWN, "text"),
        (
            (each.dataset, each.event.event_id, each.event.article_id, each.event.sentence)
            + tuple("" if (value := each.event.values[name]) is None else value for name in _SHOWN)
            + (each.text,)
            for each in comparison.sentences
        ),
    )
    if comparison.agreement is not None:
        files["agreement.csv"] = render_csv(comparison.agreement)
        files["units.csv"] = render_units(comparison.agreement)
        files["confusions.csv"] = _render_records(comparison.confusions)
    return dict(sorted(files.items()))


def render_json(comparison: Comparison, config: Mapping[str, Any], overrides: Mapping[str, Sequence[str]]) -> str:
    """Every figure but the counts' rows, with the config of the comparison and what each dataset was made from.

    `overrides` are those of the variants that were built, by their names.
    """
    agreement = comparison.agreement
    plain = {
        "format": COMPARISON.format,
        "format_version": FORMAT_VERSION,
        "dateline": __version__,
        "config": {key: value for key, value in record_config(config).items() if key not in _UNRECORDED},
        "kind": comparison.kind,
        "kind_means": KINDS[comparison.kind],
        "articles": comparison.articles,
        "differences": list(comparison.differences),
        "datasets": [_describe_run(each, overrides.get(each.run.name)) for each in comparison.runs],
        "codings": [{"name": pool.name, "datasets": list(pool.runs)} for pool in comparison.pools],
        "schemes": [asdict(each) for each in comparison.information],
        "collapses": [{**asdict(each), "codes": dict(each.codes)} for each in comparison.collapses],
        "correlations": [asdict(each) for each in comparison.correlations],
        "agreement": None if agreement is None else json.loads(render_agreement(agreement)),
        "tables": {tally.name: _describe_tally(tally) for tally in comparison.tallies},
    }
    return json.dumps(_rounded(plain), sort_keys=True, indent=2, ensure_ascii=False) + "\n"


def list_figures(run: RunSummary) -> dict[str, str | int]:
    """The main figures of a dataset by their headings."""
    events = run.shared_events
    return {
        "articles": run.articles,
        "events": run.events,
        "shared events": events,
        "rejections": run.rejections,
        "quarantined": run.quarantined,
        **{f"with {name}": count for name, count in run.known.items()},
        **{f"in {scheme}": count for scheme, count in run.coded.items()},
    }


def _describe_run(summary: RunSummary, overrides: Sequence[str] | None) -> dict[str, Any]:
    manifest = summary.run.manifest
    kept = ("config", "versions", "inputs", "content_sha256")
    return {
        "name": summary.run.name,
        "overrides": None if overrides is None else list(overrides),
        "figures": list_figures(summary),
        **{key: manifest.get(key) for key in kept},
    }


def _describe_tally(tally: Tally) -> dict[str, Any]:
    return {
        "heads": list(tally.heads),
        "columns": list(tally.columns),
        "lines": [{"row": line.name, "label": line.label, "counts": list(line.counts)} for line in tally.lines],
    }


def _render_tally(tally: Tally) -> str:
    head = ("row", *tally.heads, "label", *tally.columns, "difference")
    lines = ((line.name, *line.keys, line.label, *line.counts, line.spread) for line in tally.lines)
    return _write(head, lines)


def _list_rows(tallies: Sequence[Tally]) -> Iterator[tuple[str, ...]]:
    for tally in tallies:
        for line in tally.lines:
            for column, dataset, events in zip(tally.columns, tally.datasets, line.events, strict=True):
                for event in events:
                    yield tally.name, line.name, column, dataset, event.event_id


def _render_runs(comparison: Comparison) -> str:
    figures = [list_figures(each) for each in comparison.runs]
    heads = list(dict.fromkeys(head for own in figures for head in own))
    lines = (
        (each.run.name, *each.settings.values(), *(own.get(head, "") for head in heads))
        + (str(each.run.manifest.get("content_sha256", "")),)
        for each, own in zip(comparison.runs, figures, strict=True)
    )
    return _write(("dataset", *comparison.differences, *heads, "content_sha256"), lines)


def _render_records(records: Sequence[Any]) -> str:
    rows = [asdict(record) for record in records]
    head = tuple(rows[0]) if rows else ()
    return _write(head, ((_cell(value) for value in row.values()) for row in rows))


def _write(head: Sequence[str], lines: Iterable[Iterable[object]]) -> str:
    return render_rows(head, (tuple(line) for line in lines))


def _cell(value: object) -> object:
    if isinstance(value, float):
        return f"{value + 0.0:.{_DIGITS}f}"
    return "" if value is None else value


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, _DIGITS) + 0.0
    if isinstance(value, Mapping):
        return {str(key): _rounded(item) for key, item in value.items()}
    return [_rounded(item) for item in value] if isinstance(value, (list, tuple)) else value
