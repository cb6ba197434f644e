"""A CheckReport in, the Page of report.html out: figures, tables that sort, and the findings in their sentences."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.experiments.agreement.bootstrap import Estimate
from dateline.experiments.consistency.checking import CheckReport
from dateline.experiments.consistency.findings import KINDS, Finding
from dateline.experiments.reporting.charts import Bin, Series, draw_calibration, draw_curves, draw_matrix
from dateline.experiments.reporting.page import (
    Block,
    Cell,
    Coding,
    Fact,
    Figure,
    Page,
    Passage,
    Passages,
    Section,
    Span,
    Table,
)

_SHOWN_ROWS = 200
_SHOWN_PASSAGES = 20
_SHOWN_CODES = 24


def describe_check(report: CheckReport) -> Page:
    """The page of a check."""
    coded = report.coded
    listed = len(report.findings["disagreements"])
    return Page(
        title=f"How consistent the coding of {coded.name} is",
        lead=(
            f"Classifiers learned {len(report.codes)} codes of {coded.field.spelling} from {report.units} units, each "
            f"tested on articles that it had not seen. {report.judge} foretells the coding best and is the judge of "
            f"what follows. It lists {listed} units that are worth a look, the most doubtful first."
        ),
        facts=(
            Fact("articles", coded.articles),
            Fact("events", coded.events),
            Fact("units", report.units),
            Fact("codes", len(report.codes)),
            *(Fact(kind, len(found)) for kind, found in report.findings.items()),
        ),
        sections=(
            _describe_baselines(report),
            _describe_codes(report),
            *((_describe_planted(report),) if report.planted else ()),
            *(_describe_findings(kind, found) for kind, found in report.findings.items()),
        ),
    )


def _describe_baselines(report: CheckReport) -> Section:
    rows = tuple(
        (
            score.classifier,
            "other articles" if score.split == "articles" else "later articles",
            score.units,
            _cell(score.macro_f1),
            _cell(score.micro_f1),
            score.log_loss,
            score.brier,
            score.calibration_error,
        )
        for score in report.scores
    )
    columns = ("classifier", "tested on", "units", "macro F1", "micro F1", "log loss", "Brier", "calibration error")
    note = f"Intervals hold {report.settings.confidence:.0%} of {report.settings.replicates} draws of articles."
    if report.time_note:
        note += f" Over time: {report.time_note}."
    return Section(
        "Baselines",
        "What is coded alike can be learned. A figure near that of majority says that the coding follows no pattern "
        "that these classifiers can see.",
        (
            Table("How well each classifier foretells the coding", columns, rows, note),
            _draw_bins(report),
            _draw_curve(report),
        ),
    )


def _draw_bins(report: CheckReport) -> Figure:
    curves = [
        (
            score.classifier,
            [
                Bin(each.probability, each.right, each.units)
                for each in score.bins
                if each.probability is not None and each.right is not None
            ],
        )
        for score in report.scores
        if score.split == "articles"
    ]
    return draw_calibration("Probability of the code foretold, and how often it is the one coded", curves)


def _draw_curve(report: CheckReport) -> Figure:
    def series(name: str, estimates: Sequence[Estimate]) -> Series:
        return Series(
            name,
            tuple(each.value for each in estimates),
            tuple(each.low for each in estimates),
            tuple(each.high for each in estimates),
        )

    return draw_curves(
        f"Learning curve of {report.judge}",
        [point.units for point in report.curve],
        [
            series("macro F1", [point.macro_f1 for point in report.curve]),
            series("micro F1", [point.micro_f1 for point in report.curve]),
        ],
        "units learned from",
        "F1",
    )


def _describe_codes(report: CheckReport) -> Section:
    own = {score.code: score for score in report.code_scores if score.classifier == report.judge}
    rows = tuple(
        (
            Cell(each.code, note=each.label or None),
            each.units,
            each.groups,
            own[each.code].precision if each.code in own else None,
            own[each.code].recall if each.code in own else None,
            own[each.code].f1 if each.code in own else None,
            each.triggers,
            each.scatter,
        )
        for each in report.support
    )
    columns = ("code", "units", "groups", "precision", "recall", "F1", "triggers", "scatter")
    note = (
        "Groups are articles, joined where they share near-duplicates. Scatter is 0 where a code hangs on one word and "
        f"1 where no word gives it twice. Codes in fewer than {report.settings.least} groups are not learned."
    )
    commonest = [each.code for each in report.support if each.is_learned][:_SHOWN_CODES]
    counts = {(code, told): units for code, told, units in report.confusion[report.judge]}
    units = {each.code: each.units for each in report.support}
    shown = [[_share(counts.get((code, told)), units[code]) for told in commonest] for code in commonest]
    left = len(report.codes) - len(commonest)
    caption = f"What {report.judge} foretells, as shares of the units of each code" + (
        f"; the {left} rarest codes are left out" if left else ""
    )
    return Section(
        "Codes",
        None,
        (
            Table(f"The codes of {report.coded.field.spelling}", columns, rows, note),
            draw_matrix(caption, commonest, commonest, shown, "coded", "foretold"),
        ),
    )


def _share(count: int | None, total: int) -> float | None:
    return None if count is None else count / total


def _describe_planted(report: CheckReport) -> Section:
    assert report.planted is not None
    planted = report.planted
    rows = tuple((cut.cut, cut.rows, cut.found, cut.precision, cut.recall) for cut in planted.cuts)
    return Section(
        "Planted errors",
        f"{planted.planted} of {planted.units} codes were flipped at random, and the list of disagreements made anew. "
        "The dataset's own errors count as false alarms here: precision is the least that it can be.",
        (
            Table(
                "How many a coder finds who reads so far down the list",
                ("read", "rows", "found", "precision", "recall"),
                rows,
            ),
        ),
    )


def _describe_findings(kind: str, found: Sequence[Finding]) -> Section:
    rows = tuple(
        (
            rank,
            Cell(f"{each.score:.3f}", each.score),
            each.code,
            each.suggested,
            Cell(each.text, note=each.why),
            each.trigger,
            Cell(each.article_id, note=each.event_id or "no event"),
        )
        for rank, each in enumerate(found[:_SHOWN_ROWS], 1)
    )
    note = (
        f"The first {_SHOWN_ROWS} of {len(found)}; all are in findings/{kind}.csv."
        if len(found) > _SHOWN_ROWS
        else None
    )
    columns = ("rank", "score", "code", "suggested", "sentence", "trigger", "article and event")
    blocks: list[Block] = []
    if found:
        blocks.append(Table(f"{kind.capitalize()}, likeliest errors first", columns, rows, note))
    if kind == "disagreements" and found:
        passages = tuple(_make_passage(each) for each in found[:_SHOWN_PASSAGES])
        blocks.append(Passages("The first of them, with their triggers", passages))
    text = f"{KINDS[kind][0].upper()}{KINDS[kind][1:]}." + ("" if found else " None were found.")
    return Section(kind.capitalize(), text, tuple(blocks))


def _make_passage(finding: Finding) -> Passage:
    start = finding.text.lower().find(finding.trigger) if finding.trigger else -1
    spans = (Span(start, start + len(finding.trigger), "trigger"),) if start >= 0 else ()
    facts = [("suggested", finding.suggested or "none"), ("why", finding.why), ("score", f"{finding.score:.3f}")]
    told = [part for part in (finding.publisher, finding.published_on, f"sentence {finding.sentence}") if part]
    return Passage(
        title=finding.article_id,
        text=finding.text,
        codings=(Coding(finding.code, spans, tuple(facts)),),
        byline=", ".join(told),
    )


def _cell(estimate: Estimate) -> Cell:
    if estimate.value is None:
        return Cell("", "")
    note = None if estimate.low is None or estimate.high is None else f"{estimate.low:.2f} to {estimate.high:.2f}"
    return Cell(f"{estimate.value:.2f}", estimate.value, note=note)
