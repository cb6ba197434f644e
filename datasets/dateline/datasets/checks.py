"""Checks of a dataset's rows against one another: references, spans, dates, places, losses and codes.

Each takes views of the tables, a few columns each, and gives faults; a check whose tables could not be read
is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from dateline.coding.schemes import Scheme
from dateline.datasets.faults import Fault
from dateline.datasets.tables import ARTICLES, CODES, EVENTS, LOSSES, MENTIONS, REJECTIONS, SENTENCES, Table

Integers = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
Views = Mapping[str, "TableView"]

_SHOWN = 3
_SPAN_LIMIT = 2**31  # above every int32, so that article * limit + offset orders spans by article, then by offset
_KEPT: Mapping[str, tuple[str, ...]] = {
    "articles": ("article_id",),
    "sentences": ("article_id", "sentence", "start", "end"),
    "events": (
        "event_id",
        "happening_id",
        "article_id",
        "sentence",
        "topics",
        "date_start",
        "date_end",
        "date_precision",
        "date_method",
        "place_text",
        "place_name",
        "place_precision",
        "latitude",
        "longitude",
        "killed",
        "wounded",
        "captured",
        "score",
    ),
    "losses": ("event_id", "kind", "of_code", "low", "best", "high"),
    "codes": ("event_id", "scheme", "axis", "code", "label"),
    "mentions": ("event_id", "mention", "part", "start", "end"),
    "rejections": ("article_id", "sentence", "start", "end"),
    "quarantine": (),
}


class TableView:
    """The columns of a table that the checks need, collected batch by batch; of texts only the lengths."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self._batches: list[pa.RecordBatch] = []
        self._lengths: list[pa.Array] = []
        self._joined: pa.Table | None = None

    def add(self, batch: pa.RecordBatch) -> None:
        """Keep what is needed of a batch of the table."""
        self._batches.append(batch.select(_KEPT[self.table.name]))
        if self.table is ARTICLES:
            self._lengths.append(pc.utf8_length(batch.column("text")))

    def __len__(self) -> int:
        return sum(batch.num_rows for batch in self._batches)

    def __getitem__(self, name: str) -> pa.ChunkedArray:
        if self._joined is None:
            schema = pa.schema([self.table.schema.field(kept) for kept in _KEPT[self.table.name]])
            batches = [batch.replace_schema_metadata(None) for batch in self._batches]
            self._joined = pa.Table.from_batches([b.cast(schema) for b in batches], schema=schema)
        return self._joined.column(name)

    def integers(self, name: str) -> Integers:
        """A column of whole numbers without nulls."""
        column: Integers = pc.fill_null(self[name], -1).to_numpy().astype(np.int64)
        return column

    def lengths(self) -> Integers:
        """Lengths of the articles' texts, -1 where a text is not there."""
        lengths = pa.chunked_array(self._lengths, type=pa.int32())
        found: Integers = pc.fill_null(lengths, -1).to_numpy().astype(np.int64)
        return found


def check_tables(views: Views, text: str, schemes: Sequence[str], known: Sequence[Scheme]) -> list[Fault]:
    """All faults between rows; `text` is the text policy, `schemes` the names that codes may be of."""
    checks: tuple[tuple[Callable[..., Iterator[Fault]], tuple[Table, ...]], ...] = (
        (_check_references, ()),
        (_check_sentences, (ARTICLES, SENTENCES)),
        (_check_dates, (EVENTS,)),
        (_check_places, (EVENTS,)),
        (_check_events, (EVENTS,)),
        (_check_losses, (LOSSES, EVENTS)),
        (_check_mentions, (ARTICLES, SENTENCES, EVENTS, MENTIONS)),
        (_check_rejections, (ARTICLES, SENTENCES, REJECTIONS)),
    )
    faults: list[Fault] = []
    for check, tables in checks:
        if all(table.name in views for table in tables):
            faults += check(views)
    if text == "full" and ARTICLES.name in views and SENTENCES.name in views:
        faults += _check_sentence_ends(views)
    if CODES.name in views:
        faults += _check_codes(views[CODES.name], schemes, known)
    return faults


def _report(view: TableView, check: str, wrong: Any, detail: str) -> Iterator[Fault]:
    """One fault for the rows where `wrong` holds, with the first few by what identifies them."""
    mask = np.asarray(wrong, dtype=bool)
    places = np.flatnonzero(mask)
    if not len(places):
        return
    columns = [name for name in view.table.order if name in _KEPT[view.table.name]]
    shown = ["/".join(str(view[name][int(place)].as_py()) for name in columns) for place in places[:_SHOWN]]
    rest = f" and {len(places) - _SHOWN} more" if len(places) > _SHOWN else ""
    yield Fault(view.table.file, check, f"{detail}: {', '.join(shown)}{rest}")


def _mask(condition: Any) -> Mask:
    """A column of true, false and null as an array; null is false: what is not known cannot be wrong."""
    mask: Mask = pc.fill_null(condition, False).to_numpy().astype(bool)
    return mask


def _find_rows(values: pa.ChunkedArray, among: pa.ChunkedArray) -> Integers:
    """For each value the first row of `among` that equals it, -1 where none does."""
    found: Integers = pc.fill_null(pc.index_in(values, among.combine_chunks()), -1).to_numpy().astype(np.int64)
    return found


def _sentence_keys(view: TableView, articles: TableView) -> Integers:
    """One number for each pair of article and sentence; negative where the article is not known."""
    return _find_rows(view["article_id"], articles["article_id"]) * _SPAN_LIMIT + view.integers("sentence")


def _check_references(views: Views) -> Iterator[Fault]:
    for view in views.values():
        for key in view.table.foreign_keys:
            upper = views.get(key.table)
            if upper is None:
                continue
            if len(key.columns) == 1:
                lost = _find_rows(view[key.columns[0]], upper[key.references[0]]) < 0
            elif ARTICLES.name in views:
                articles = views[ARTICLES.name]
                lost = ~np.isin(_sentence_keys(view, articles), _sentence_keys(upper, articles))
            else:
                continue
            yield from _report(view, "reference", lost, f"no {key.table} row has this {', '.join(key.columns)}")


def _check_sentences(views: Views) -> Iterator[Fault]:
    view, articles = views[SENTENCES.name], views[ARTICLES.name]
    rows = _find_rows(view["article_id"], articles["article_id"])
    start, end = view.integers("start"), view.integers("end")
    yield from _report(view, "span", start >= end, "an empty or backward span")
    overlap = np.zeros(len(start), dtype=bool)
    overlap[1:] = (rows[1:] == rows[:-1]) & (start[1:] < end[:-1])
    yield from _report(view, "span", overlap, "begins before the sentence above it ends")


def _check_sentence_ends(views: Views) -> Iterator[Fault]:
    view, articles = views[SENTENCES.name], views[ARTICLES.name]
    rows = _find_rows(view["article_id"], articles["article_id"])
    if len(articles):
        beyond = (rows >= 0) & (view.integers("end") > articles.lengths()[rows])
        yield from _report(view, "span", beyond, "ends beyond the text")


def _check_dates(views: Views) -> Iterator[Fault]:
    view = views[EVENTS.name]
    start, end, precision = view["date_start"], view["date_end"], view["date_precision"]
    undated = pc.is_null(start)
    uneven = pc.not_equal(undated, pc.is_null(end))
    yield from _report(view, "date", _mask(uneven), "has one of date_start and date_end without the other")
    yield from _report(view, "date", _mask(pc.greater(start, end)), "date_start is after date_end")
    for name in ("date_precision", "date_method"):
        uneven = pc.not_equal(undated, pc.is_null(view[name]))
        yield from _report(view, "date", _mask(uneven), f"has one of date_start and {name} without the other")
    longer = pc.and_(pc.equal(precision, "day"), pc.not_equal(start, end))
    yield from _report(view, "date", _mask(longer), "has the precision day and lasts longer")


def _check_places(views: Views) -> Iterator[Fault]:
    view = views[EVENTS.name]
    uneven = pc.not_equal(pc.is_null(view["latitude"]), pc.is_null(view["longitude"]))
    yield from _report(view, "place", _mask(uneven), "has one of latitude and longitude without the other")
    nowhere = pc.and_(pc.is_null(view["place_text"]), pc.is_valid(view["place_name"]))
    yield from _report(view, "place", _mask(nowhere), "has a place_name without a place_text")
    vague = pc.and_(pc.is_null(view["place_name"]), pc.is_valid(view["place_precision"]))
    yield from _report(view, "place", _mask(vague), "has a place_precision without a place_name")


def _check_events(views: Views) -> Iterator[Fault]:
    view = views[EVENTS.name]
    topics = view["topics"].to_pylist()
    mixed = [found is not None and found != sorted(set(found)) for found in topics]
    yield from _report(view, "values", mixed, "topics are not sorted or come twice")
    score = view["score"]
    yield from _report(view, "values", _mask(pc.not_equal(score, pc.round(score, 4))), "score has more than 4 places")
    first = _find_rows(view["happening_id"], view["happening_id"])
    article = _find_rows(view["article_id"], view["article_id"])
    yield from _report(view, "happening", article != article[first], "shares a happening with another article")
    counted = pc.or_(pc.is_valid(view["killed"]), pc.is_valid(view["wounded"]))
    counted = pc.or_(counted, pc.is_valid(view["captured"]))
    later = _mask(counted) & (first != np.arange(len(view)))
    yield from _report(view, "losses", later, "has counts and is not the first row of its happening")


def _check_losses(views: Views) -> Iterator[Fault]:
    view, events = views[LOSSES.name], views[EVENTS.name]
    for lower, upper in (("low", "best"), ("best", "high"), ("low", "high")):
        wrong = _mask(pc.greater(view[lower], view[upper]))
        yield from _report(view, "losses", wrong, f"{lower} is above {upper}")
    first = _find_rows(events["happening_id"], events["happening_id"])
    rows = _find_rows(view["event_id"], events["event_id"])
    if len(events):
        later = (rows >= 0) & (first[rows] != rows)
        yield from _report(view, "losses", later, "stands on a row that is not the first of its happening")


def _check_mentions(views: Views) -> Iterator[Fault]:
    view, events, articles = views[MENTIONS.name], views[EVENTS.name], views[ARTICLES.name]
    start, end = view.integers("start"), view.integers("end")
    yield from _report(view, "span", start >= end, "an empty or backward span")
    rows = _find_rows(view["event_id"], events["event_id"])
    if not len(events):
        return
    of_event = _find_rows(events["article_id"], articles["article_id"])
    place = _find_sentences(views, of_event[rows], start, end)
    outside = (rows >= 0) & (of_event[rows] >= 0) & (place < 0)
    yield from _report(view, "span", outside, "lies within no sentence of its article")
    is_first = _mask(pc.and_(pc.equal(view["part"], "trigger"), pc.equal(view["mention"], 0)))
    if len(views[SENTENCES.name]):
        told = views[SENTENCES.name].integers("sentence")[place]
        elsewhere = is_first & (rows >= 0) & (place >= 0) & (told != events.integers("sentence")[rows])
        yield from _report(view, "span", elsewhere, "the first trigger is not in the event's sentence")


def _check_rejections(views: Views) -> Iterator[Fault]:
    view, articles, sentences = views[REJECTIONS.name], views[ARTICLES.name], views[SENTENCES.name]
    start, end = view.integers("start"), view.integers("end")
    yield from _report(view, "span", start >= end, "an empty or backward span")
    rows = _find_rows(view["article_id"], articles["article_id"])
    place = _find_sentences(views, rows, start, end)
    if len(sentences):
        told = np.where(place >= 0, sentences.integers("sentence")[place], -1)
        outside = (rows >= 0) & (told != view.integers("sentence"))
        yield from _report(view, "span", outside, "does not lie within its sentence")


def _find_sentences(views: Views, article: Integers, start: Integers, end: Integers) -> Integers:
    """For each span the row of the sentence that holds it, -1 where none does; `article` are rows of
    articles.
    """
    view = views[SENTENCES.name]
    if not len(view):
        return np.full(len(start), -1, dtype=np.int64)
    of_sentence = _find_rows(view["article_id"], views[ARTICLES.name]["article_id"])
    begins = of_sentence * _SPAN_LIMIT + view.integers("start")
    order = np.argsort(begins, kind="stable")
    place = np.searchsorted(begins[order], article * _SPAN_LIMIT + start, side="right") - 1
    row = order[np.maximum(place, 0)]
    holds = (place >= 0) & (of_sentence[row] == article) & (end <= view.integers("end")[row])
    found: Integers = np.where(holds, row, -1)
    return found


def _check_codes(view: TableView, schemes: Sequence[str], known: Sequence[Scheme]) -> Iterator[Fault]:
    foreign = pc.invert(pc.is_in(view["scheme"], pa.array(list(schemes), pa.string())))
    yield from _report(view, "code", _mask(foreign), "is of a scheme that the manifest does not name")
    for scheme in known:
        codes = scheme.labels_by_axis()
        of_scheme = _mask(pc.equal(view["scheme"], scheme.name))
        on_axis = pc.is_in(view["axis"], pa.array(list(codes), pa.string()))
        yield from _report(view, "code", of_scheme & ~_mask(on_axis), f"{scheme.name} has no such axis")
        for axis, labels in codes.items():
            here = of_scheme & _mask(pc.equal(view["axis"], axis))
            listed = _mask(pc.is_in(view["code"], pa.array(list(labels), pa.string())))
            yield from _report(view, "code", here & ~listed, f"{scheme.name} has no such {axis}")
    named: dict[tuple[str, str, str], str] = {}
    columns = [view[name].to_pylist() for name in ("scheme", "axis", "code", "label")]
    twice = [named.setdefault((s, axis, code), label) != label for s, axis, code, label in zip(*columns, strict=True)]
    yield from _report(view, "code", twice, "has another label than the same code above")
