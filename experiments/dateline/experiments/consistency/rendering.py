"""A CheckReport in, its files out: JSON, CSV, Markdown, the model card, and tables of 80 columns for the terminal."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, fields
from importlib import metadata
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from dateline.coding import __version__
from dateline.datasets.manifest import collect_versions, record_config
from dateline.experiments.agreement.bootstrap import Estimate
from dateline.experiments.consistency.checking import CheckReport
from dateline.experiments.consistency.evaluation import Score
from dateline.experiments.consistency.findings import KINDS, Finding
from dateline.experiments.consistency.models import TRUSTED, dump_model
from dateline.experiments.consistency.page import describe_check
from dateline.experiments.outputs import ReportKind, render_rows
from dateline.experiments.reporting.page import render_page

FORMAT = "dateline check"
FORMAT_VERSION = 1
CHECK = ReportKind(
    "report of dateline check",
    FORMAT,
    "check.json",
    (
        "check.json",
        "README.md",
        "report.md",
        "report.html",
        "scores.csv",
        "codes.csv",
        "confusion.csv",
        "calibration.csv",
        "curve.csv",
        "planted.csv",
        "findings/*.csv",
        "models/*.skops",
    ),
)

_PACKAGES = ("cleanlab", "datasketch", "scipy", "skops", "wordllama")
_DIGITS = 6
_SHOWN = 10


def render_files(report: CheckReport, config: Mapping[str, Any]) -> dict[str, str | bytes]:
    """Every file of the report's folder by its name; `config` is the whole resolved config."""
    files: dict[str, str | bytes] = {
        CHECK.main: render_json(report, config),
        "README.md": render_card(report),
        "report.md": render_markdown(report),
        "report.html": render_page(describe_check(report)),
        "scores.csv": render_rows(
            ("classifier", "split", "units", "macro_f1", "low", "high", "micro_f1", "low", "high")
            + ("log_loss", "brier", "calibration_error"),
            (
                (s.classifier, s.split, s.units, *_bounds(s.macro_f1), *_bounds(s.micro_f1))
                + (_cell(s.log_loss), _cell(s.brier), _cell(s.calibration_error))
                for s in report.scores
            ),
        ),
        "codes.csv": _render_codes(report),
        "confusion.csv": render_rows(
            ("classifier", "code", "foretold", "units"),
            ((name, *row) for name, rows in report.confusion.items() for row in rows),
        ),
        "calibration.csv": render_rows(
            ("classifier", "split", "low", "high", "units", "probability", "right"),
            (
                (s.classifier, s.split, b.low, b.high, b.units, _cell(b.probability), _cell(b.right))
                for s in report.scores
                for b in s.bins
            ),
        ),
        "curve.csv": render_rows(
            ("classifier", "share", "units", "macro_f1", "low", "high", "micro_f1", "low", "high"),
            ((report.judge, p.share, _cell(p.units), *_bounds(p.macro_f1), *_bounds(p.micro_f1)) for p in report.curve),
        ),
        "planted.csv": render_rows(
            ("cut", "rows", "found", "precision", "recall"),
            (
                (c.cut, c.rows, c.found, _cell(c.precision), _cell(c.recall))
                for c in (report.planted.cuts if report.planted else ())
            ),
        ),
    }
    for kind, findings in report.findings.items():
        files[f"findings/{kind}.csv"] = _render_findings(findings)
    for trained in report.models:
        files[f"models/{trained.name}.skops"] = dump_model(trained.model)
    return files


def render_json(report: CheckReport, config: Mapping[str, Any]) -> str:
    """All figures with the config, the versions and the dataset's hashes; findings by their number only."""
    coded = report.coded
    page = {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "dateline": __version__,
        "config": record_config(config),
        "versions": collect_versions({name: _find_version(name) or "not installed" for name in _PACKAGES}),
        "dataset": {
            "name": coded.name,
            "manifest_sha256": coded.manifest_sha256,
            "content_sha256": coded.content_sha256,
            "articles": coded.articles,
            "sentences": len(coded.sentences),
            "events": coded.events,
            "events_without_code": coded.uncoded_events,
            "events_outside_text": coded.cut,
        },
        "units": report.units,
        "groups": report.groups,
        "near_duplicates": report.joined,
        "judge": report.judge,
        "codes": report.codes,
        "temperatures": {model.name: model.temperature for model in report.models},
        "support": [asdict(each) for each in report.support],
        "scores": [asdict(each) for each in report.scores],
        "code_scores": [asdict(each) for each in report.code_scores],
        "curve": [asdict(each) for each in report.curve],
        "time_note": report.time_note,
        "planted": asdict(report.planted) if report.planted else None,
        "findings": {kind: len(found) for kind, found in report.findings.items()},
    }
    return json.dumps(_rounded(page), indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def render_markdown(report: CheckReport) -> str:
    """The report as a page of Markdown."""
    parts = [f"# How consistent the coding of {_md(report.coded.name)} is", "", *summarise(report), ""]
    parts += ["## Baselines", "", "| classifier | tested on | units | macro F1 | micro F1 | log loss | Brier |"]
    parts += ["|---|---|---:|---:|---:|---:|---:|"]
    for s in report.scores:
        figures = f"{_spell(s.macro_f1)} | {_spell(s.micro_f1)} | {s.log_loss:.2f} | {s.brier:.2f}"
        parts.append(f"| {s.classifier} | {name_split(s)} | {s.units} | {figures} |")
    if report.time_note:
        parts += ["", f"Over time: {report.time_note}."]
    parts += [
        "",
        f"## Learning curve of {report.judge}",
        "",
        "| share | units | macro F1 | micro F1 |",
        "|---:|---:|---:|---:|",
    ]
    parts += [f"| {p.share} | {p.units:.0f} | {_spell(p.macro_f1)} | {_spell(p.micro_f1)} |" for p in report.curve]
    if report.planted:
        parts += ["", f"## Planted errors: {report.planted.planted} of {report.planted.units} codes flipped", ""]
        parts += ["| read | rows | found | precision | recall |", "|---|---:|---:|---:|---:|"]
        for cut in report.planted.cuts:
            precision = "-" if cut.precision is None else f"{cut.precision:.2f}"
            parts.append(f"| {cut.cut} | {cut.rows} | {cut.found} | {precision} | {cut.recall:.2f} |")
        parts += ["", "The dataset's own errors count as false alarms here: precision is the least that it can be."]
    for kind, found in report.findings.items():
        parts += [
            "",
            f"## {kind.capitalize()}: {len(found)}",
            "",
            f"{KINDS[kind].capitalize()} (`findings/{kind}.csv`).",
        ]
        if found:
            parts += ["", "| score | code | suggested | why | text |", "|---:|---|---|---|---|"]
        for each in found[:_SHOWN]:
            cells = (f"{each.score:.2f}", each.code, each.suggested or "", each.why, each.text)
            parts.append("| " + " | ".join(map(_md, cells)) + " |")
    return "\n".join([*parts, ""])


def render_card(report: CheckReport) -> str:
    """The model card of the trained classifiers."""
    coded, settings = report.coded, report.settings
    best = next(s for s in report.scores if s.classifier == report.judge and s.split == "articles")
    lines = [
        f"# Classifiers trained on {_md(coded.name)}",
        "",
        f"Baselines that foretell `{coded.field.spelling}` of a coded text. They measure how consistent a coding is; "
        "they are no coder, and what they say is no evidence that something happened.",
        "",
        f"- **Trained on** {report.units} units of {coded.articles} articles, dataset content sha256 "
        f"`{coded.content_sha256}`.",
        f"- **Classes** {len(report.codes)}: {', '.join(report.codes)}. A model gives the number of a class, from 0.",
        f"- **Left out** {sum(not each.is_learned for each in report.support)} codes in fewer than "
        f"{settings.least} groups of articles.",
        f"- **Best by log loss** `{report.judge}`: macro F1 {_spell(best.macro_f1)}, micro F1 {_spell(best.micro_f1)} "
        f"in {settings.folds}-fold cross-validation with near-duplicates and articles kept together; the figures "
        "of all are in `scores.csv`, by code in `codes.csv`.",
        "- **Limits** A class stands here as the coder gave it, errors included. Texts of other publishers, years or "
        "countries may be read much worse: see the figures over time and `findings/drift.csv`.",
        "- **Licence** The models hold words of the articles; the licence of the articles says who may have them.",
        "",
        "## Use",
        "",
        "A model reads cues: the words of a sentence in lower case, around the trigger, which stands in «».",
        "",
        "    import skops.io",
        "    from dateline.experiments.consistency.models import TRUSTED",
        "    from dateline.experiments.consistency.units import write_cue",
        f'    model = skops.io.load("models/{report.judge}.skops", trusted=list(TRUSTED))',
        '    cue = write_cue("Rebels shelled the harbour.", (7, 14), 8)',
        f"    {list(report.codes)!r}[model.predict([cue])[0]]",
        "",
        f"skops stores no code; types of dateline in the files: {', '.join(f'`{name}`' for name in TRUSTED)}. Scores "
        "become probabilities by a softmax after division by the temperature:",
        "",
        *(f"- `{model.name}`: {model.temperature:.4f}" for model in report.models),
        "",
    ]
    return "\n".join(lines)


def render_tables(report: CheckReport) -> RenderableType:
    """The report for a terminal of 80 columns."""
    parts: list[RenderableType] = [Text(line) for line in summarise(report)]
    scores = _table("classifier", "tested on", "units", "macro F1", "micro F1")
    for s in report.scores:
        scores.add_row(s.classifier, name_split(s), str(s.units), _spell(s.macro_f1), _spell(s.micro_f1))
    parts += [Text(), scores]
    if report.time_note:
        parts.append(Text(f"over time: {report.time_note}", style="dim"))
    if report.planted:
        planted = _table(f"{report.planted.planted} planted errors", "rows", "found", "precision", "recall")
        for cut in report.planted.cuts:
            precision = "-" if cut.precision is None else f"{cut.precision:.2f}"
            planted.add_row(cut.cut, str(cut.rows), str(cut.found), precision, f"{cut.recall:.2f}")
        parts += [Text(), planted]
    findings = Table(box=None, header_style="bold", pad_edge=False)
    findings.add_column("findings", no_wrap=True)
    findings.add_column("rows", justify="right", no_wrap=True)
    findings.add_column("")
    for kind, found in report.findings.items():
        findings.add_row(kind, str(len(found)), Text(KINDS[kind], style="dim"))
    return Group(*parts, Text(), findings)


def summarise(report: CheckReport) -> Iterator[str]:
    """What was checked, in a few lines."""
    coded = report.coded
    yield (
        f"{coded.events} events of {coded.articles} articles, {report.units} units with {len(report.codes)} codes of "
        f"{coded.field.spelling}"
    )
    yield f"{report.groups} groups of articles; {report.joined} of {len(coded.sentences)} sentences are near-duplicates"
    thin = [each for each in report.support if not each.is_learned]
    if thin:
        units = sum(each.units for each in thin)
        least = report.settings.least
        yield f"{len(thin)} codes ({units} units) stand in fewer than {least} groups and are not learned"
    if coded.uncoded_events:
        yield f"{coded.uncoded_events} events have no code of {coded.field.name}"
    if coded.cut:
        yield f"{coded.cut} events lie outside the text that the dataset keeps"


def name_split(score: Score) -> str:
    """What the score was tested on, in words."""
    return "other articles" if score.split == "articles" else "later articles"


def _render_codes(report: CheckReport) -> str:
    own = {(each.classifier, each.code): each for each in report.code_scores}
    names = [model.name for model in report.models]

    def rows() -> Iterator[Sequence[object]]:
        for code in report.support:
            row: list[object] = [code.code, code.label, code.units, code.groups, code.is_learned, code.triggers]
            row.append(_cell(code.scatter))
            for name in names:
                score = own.get((name, code.code))
                row += [_cell(getattr(score, key)) if score else "" for key in ("precision", "recall", "f1")]
            yield row

    head = ["code", "label", "units", "groups", "is_learned", "triggers", "scatter"]
    return render_rows([*head, *(f"{name} {key}" for name in names for key in ("precision", "recall", "f1"))], rows())


def _render_findings(findings: Sequence[Finding]) -> str:
    names = [each.name for each in fields(Finding) if each.name != "kind"]
    rows = (
        (rank, *(_cell(v) if isinstance(v, float) else v for v in (getattr(finding, name) for name in names)))
        for rank, finding in enumerate(findings, 1)
    )
    return render_rows(("rank", *names), rows)


def _table(*headings: str) -> Table:
    table = Table(box=None, header_style="bold", pad_edge=False)
    for place, heading in enumerate(headings):
        is_name = place == 0 or heading == "tested on"
        table.add_column(heading, justify="left" if is_name else "right", no_wrap=True, overflow="ellipsis")
    return table


def _find_version(package: str) -> str | None:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


def _bounds(estimate: Estimate) -> tuple[str, str, str]:
    return _cell(estimate.value), _cell(estimate.low), _cell(estimate.high)


def _cell(value: float | None) -> str:
    return "" if value is None else f"{value:.{_DIGITS}f}"


def _spell(estimate: Estimate) -> str:
    if estimate.value is None:
        return "-"
    if estimate.low is None or estimate.high is None:
        return f"{estimate.value:.2f}"
    return f"{estimate.value:.2f} [{estimate.low:.2f}, {estimate.high:.2f}]"


def _md(text: str) -> str:
    return " ".join(text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;").split())


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, _DIGITS) + 0.0
    if isinstance(value, Mapping):
        return {key: _rounded(item) for key, item in value.items()}
    return [_rounded(item) for item in value] if isinstance(value, list | tuple) else value
