"""What is written is what was added, in the same bytes whatever the order, all at once or not at all."""

from __future__ import annotations

import json
import os
import random
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.coding.errors import DatasetError
from dateline.coding.records import (
    ACTS,
    PRECISIONS,
    REJECTION_REASONS,
    STATUSES,
    Actor,
    Article,
    CodingResult,
    DateInterval,
    Event,
    Loss,
    MentionPart,
    Place,
    Rejection,
    Sentence,
)
from dateline.datasets import folders, parts
from dateline.datasets.description import Description
from dateline.datasets.parts import Part, find_runs, merge_runs, sorting_key
from dateline.datasets.quarantine import Quarantined
from dateline.datasets.rows import make_rows
from dateline.datasets.tables import DATE_METHODS, LOSS_KINDS, MENTION_PARTS, SENTENCES, TABLES
from dateline.datasets.writing import DatasetWriter, write_part

MakeResult = Callable[[str], CodingResult]
WriteDataset = Callable[..., Path]

words = st.text(st.characters(codec="utf-8"), max_size=12)
maybe_words = st.none() | words
counts = st.none() | st.integers(0, 2**31 - 1)
offsets = st.integers(0, 2**31 - 1)
spans = st.tuples(offsets, offsets)
days = st.dates(date(1800, 1, 1), date(2200, 1, 1))
actors = st.none() | st.builds(Actor, words, maybe_words, maybe_words, words, words)
places = st.none() | st.builds(
    Place,
    text=words,
    span=spans,
    name=maybe_words,
    latitude=st.none() | st.floats(-90, 90),
    longitude=st.none() | st.floats(-180, 180),
    precision=st.none() | st.integers(1, 3),
)
dates = st.none() | st.builds(
    lambda start, length, *rest: DateInterval(start, start + timedelta(length), *rest),
    days,
    st.integers(0, 400),
    st.sampled_from(PRECISIONS),
    st.sampled_from(tuple(DATE_METHODS)),
    maybe_words,
)


@st.composite
def events(draw: st.DrawFn, article_id: str, number: int) -> Event:
    return Event(
        event_id=f"{article_id}/{number}",
        happening_id=f"{article_id}/{draw(st.integers(0, 2))}",
        sentence=draw(st.integers(0, 9)),
        action=draw(words),
        act=draw(st.sampled_from(ACTS)),
        topics=tuple(draw(st.lists(words, max_size=3))),
        is_reciprocal=draw(st.booleans()),
        source_text=draw(maybe_words),
        source=draw(actors),
        target=draw(actors),
        date=draw(dates),
        place=draw(places),
        killed=draw(counts),
        status=draw(st.sampled_from(STATUSES)),
        trigger_text=draw(words),
        coder="random 1",
        score=draw(st.none() | st.floats(0, 1)),
        mentions=tuple(
            draw(
                st.lists(
                    st.builds(
                        MentionPart,
                        st.integers(0, 3),
                        st.sampled_from(tuple(MENTION_PARTS)),
                        offsets,
                        offsets,
                    ),
                    max_size=3,
                )
            )
        ),
        losses=tuple(
            draw(
                st.lists(
                    st.builds(Loss, st.sampled_from(tuple(LOSS_KINDS)), words, spans, words, counts, counts, counts),
                    max_size=2,
                )
            )
        ),
    )


@st.composite
def results(draw: st.DrawFn, article_id: str) -> CodingResult:
    article = Article(article_id, draw(words), draw(maybe_words), draw(st.none() | days), language=draw(maybe_words))
    if draw(st.booleans()) and draw(st.booleans()):
        return CodingResult(article, error=("wrong_language", draw(maybe_words) or ""))
    return CodingResult(
        article,
        tuple(Sentence(i, draw(offsets), draw(offsets), "") for i in range(draw(st.integers(0, 3)))),
        tuple(draw(events(article_id, number)) for number in range(draw(st.integers(0, 3)))),
        tuple(
            draw(
                st.lists(
                    st.builds(
                        Rejection,
                        st.integers(0, 9),
                        offsets,
                        offsets,
                        st.sampled_from(tuple(REJECTION_REASONS)),
                        maybe_words,
                    ),
                    max_size=2,
                )
            )
        ),
    )


@st.composite
def corpora(draw: st.DrawFn) -> list[CodingResult]:
    ids = draw(st.lists(words, unique=True, max_size=5))
    return [draw(results(article_id)) for article_id in ids]


class AxisScheme:
    name = "axis"

    def codes_for(self, event: Event, /) -> Iterable[tuple[str, str, str]]:
        return [("act", event.act, event.act)]


def write(folder: Path, added: Iterable[CodingResult], spill_size: int = 1000) -> Path:
    description = Description("random", "Random", "random 1", "# Codebook\n", {"seed": 1})
    with DatasetWriter(folder, description, [AxisScheme()], spill_size=spill_size) as writer:
        for result in added:
            writer.add(result)
        return writer.finish()


def read_bytes(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def read_table(folder: Path, name: str) -> list[tuple[Any, ...]]:
    table = pq.read_table(folder / f"{name}.parquet")
    return [tuple(row.values()) for row in table.to_pylist()]


@settings(max_examples=25, deadline=None)
@given(corpora(), st.randoms(use_true_random=False))
def test_rows_come_back_and_the_order_of_adding_does_not_matter(
    corpus: list[CodingResult], shuffler: random.Random
) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        folder = write(Path(temporary) / "one", corpus)
        for table in TABLES:
            wanted = [
                row
                for result in corpus
                for row in make_rows(result, [AxisScheme()], "full", "random", None).tables.get(table.name, ())
            ]
            assert read_table(folder, table.name) == sorted(wanted, key=sorting_key(table))
        shuffler.shuffle(corpus)
        assert read_bytes(write(Path(temporary) / "two", corpus, spill_size=10**6)) == read_bytes(folder)


def test_many_runs_are_merged_in_rounds(
    tmp_path: Path, make_result: MakeResult, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "FAN_IN", 2)
    part = Part(tmp_path / "part", spill_size=1)
    for number in range(9):
        part.add(make_rows(make_result(f"a{number}"), [], "full", "x", None), "x", None)
    runs = find_runs(tmp_path / "part", SENTENCES)
    assert len(runs) == 9
    rows = [row[:2] for row in merge_runs(runs, SENTENCES, tmp_path)]
    assert rows == [(f"a{number}", index) for number in range(9) for index in range(3)]
    assert not list(tmp_path.glob("merged-*"))


def test_parts_of_other_processes_give_the_same_bytes(
    tmp_path: Path, make_result: MakeResult, write_dataset: WriteDataset, describe: Callable[..., Description]
) -> None:
    made = [make_result(f"a{number}") for number in range(4)]
    whole = write_dataset(tmp_path / "whole", made)
    from_parts = tmp_path / "from_parts"
    scheme = AxisScheme()
    with DatasetWriter(tmp_path / "axis", describe(), [scheme]) as writer:
        for result in made:
            writer.add(result, "bay.jsonl")
        writer.finish()
    with DatasetWriter(from_parts, describe(), [scheme]) as writer:
        for name, chosen in (("p0", made[2:]), ("p1", made[:2])):
            items = [(result, "bay.jsonl", None) for result in chosen]
            folder = write_part(tmp_path / name, items, [scheme], "full")
            before = read_bytes(folder)
            assert read_bytes(write_part(tmp_path / name, [], [scheme], "full")) == before
            writer.add_part(folder)
        writer.finish()
    assert read_bytes(from_parts) == read_bytes(tmp_path / "axis")
    assert read_table(from_parts, "sentences") == read_table(whole, "sentences")


def test_of_two_articles_with_one_id_the_first_in_the_input_stands(
    tmp_path: Path, make_result: MakeResult, describe: Callable[..., Description]
) -> None:
    first = make_result("a1")
    second = replace(first, article=replace(first.article, publisher="Another"), rejections=())
    written = []
    for name, added in (("one", [(first, 1), (second, 2)]), ("two", [(second, 2), (first, 1)])):
        with DatasetWriter(tmp_path / name, describe()) as writer:
            for result, line in added:
                writer.add(result, "bay.jsonl", line)
            written.append(read_bytes(writer.finish()))
    assert written[0] == written[1]
    articles = pq.read_table(tmp_path / "one" / "articles.parquet").to_pylist()
    assert [row["publisher"] for row in articles] == ["Bay Courier"]
    assert len(read_table(tmp_path / "one", "events")) == 2
    assert len(read_table(tmp_path / "one", "rejections")) == 1
    assert [row[:4] for row in read_table(tmp_path / "one", "quarantine")] == [("bay.jsonl", 2, "a1", "duplicate_id")]


def test_the_same_result_twice_gives_its_rows_once(
    tmp_path: Path, make_result: MakeResult, write_dataset: WriteDataset
) -> None:
    folder = write_dataset(tmp_path / "out", [make_result("a1"), make_result("a1")])
    assert len(read_table(folder, "sentences")) == 3
    assert len(read_table(folder, "rejections")) == 1
    assert [row[3] for row in read_table(folder, "quarantine")] == ["duplicate_id"]


def test_an_event_id_of_two_articles_quarantines_the_later(
    tmp_path: Path, make_result: MakeResult, write_dataset: WriteDataset
) -> None:
    one, two = make_result("a1"), make_result("a2")
    folder = write_dataset(tmp_path / "out", [one, replace(two, events=one.events)])
    assert len(read_table(folder, "articles")) == 1
    assert len(read_table(folder, "sentences")) == 3
    ((_, _, _, reason, detail),) = read_table(folder, "quarantine")
    assert reason == "coder_failed" and "event id" in detail


def test_tables_without_a_row_are_written_too(tmp_path: Path, write_dataset: WriteDataset) -> None:
    folder = write_dataset(tmp_path / "out", [])
    for table in TABLES:
        assert pq.read_table(folder / table.file).schema.equals(table.schema, check_metadata=True)


def test_no_data_file_names_a_machine_or_pandas(
    tmp_path: Path, make_result: MakeResult, write_dataset: WriteDataset
) -> None:
    config = {"corpus": {"path": str(tmp_path / "bay.jsonl")}, "output": str(tmp_path / "out")}
    folder = write_dataset(tmp_path / "out", [make_result("a1")], config=config)
    for name, content in read_bytes(folder).items():
        assert str(tmp_path).encode() not in content, name
    metadata = pq.read_metadata(folder / "events.parquet")
    assert b"pandas" not in metadata.metadata
    assert metadata.row_group(0).column(0).compression == "ZSTD"


def test_an_output_that_exists_is_refused(
    tmp_path: Path, make_result: MakeResult, describe: Callable[..., Description], write_dataset: WriteDataset
) -> None:
    folder = write_dataset(tmp_path / "out", [make_result("a1")])
    before = read_bytes(folder)
    with pytest.raises(DatasetError, match="overwrite=true"):
        DatasetWriter(folder, describe())
    assert read_bytes(folder) == before
    with DatasetWriter(folder, describe(), overwrite=True) as writer:
        writer.add(make_result("a2"))
        assert read_bytes(folder) == before
        writer.finish()
    assert [row[0] for row in read_table(folder, "articles")] == ["a2"]
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("manifest", [None, "{}", "no json", '{"format": "something else", "files": {}}'])
def test_a_folder_that_is_no_dataset_is_never_replaced(
    tmp_path: Path, describe: Callable[..., Description], manifest: str | None
) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "thesis.txt").write_text("years of work")
    if manifest is not None:
        (mine / "manifest.json").write_text(manifest)
    with pytest.raises(DatasetError, match="no dateline dataset"):
        DatasetWriter(mine, describe(), overwrite=True)
    assert (mine / "thesis.txt").read_text() == "years of work"


def test_a_dataset_that_holds_something_of_the_users_is_not_replaced(
    tmp_path: Path, make_result: MakeResult, describe: Callable[..., Description], write_dataset: WriteDataset
) -> None:
    folder = write_dataset(tmp_path / "out", [make_result("a1")])
    (folder / "notes.txt").write_text("mine")
    with pytest.raises(DatasetError, match=r"notes\.txt"):
        DatasetWriter(folder, describe(), overwrite=True)
    (folder / "notes.txt").unlink()
    (folder / folders.LOG_NAME).write_text("12:00 started")
    with DatasetWriter(folder, describe(), overwrite=True) as writer:
        writer.finish()
    assert not (folder / folders.LOG_NAME).exists()


def test_a_file_and_a_root_are_refused(tmp_path: Path, describe: Callable[..., Description]) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(DatasetError, match="is a file"):
        DatasetWriter(tmp_path / "file", describe(), overwrite=True)
    with pytest.raises(DatasetError, match="names no folder"):
        DatasetWriter(Path("/"), describe(), overwrite=True)
    with pytest.raises(DatasetError, match="cannot write"):
        DatasetWriter(tmp_path / "file" / "out", describe())


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError])
def test_nothing_is_left_of_a_run_that_ends_early(
    tmp_path: Path, make_result: MakeResult, describe: Callable[..., Description], error: type[BaseException]
) -> None:
    with pytest.raises(error), DatasetWriter(tmp_path / "out", describe(), spill_size=1) as writer:
        writer.add(make_result("a1"))
        raise error
    assert list(tmp_path.iterdir()) == []


def test_a_failed_swap_leaves_the_old_dataset(
    tmp_path: Path,
    make_result: MakeResult,
    describe: Callable[..., Description],
    write_dataset: WriteDataset,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = write_dataset(tmp_path / "out", [make_result("a1")])
    before = read_bytes(folder)
    rename = os.rename

    def fail_on_publishing(source: Path, target: Path) -> None:
        if target == folder.resolve() and source.name == "dataset":
            raise KeyboardInterrupt
        rename(source, target)

    monkeypatch.setattr(os, "rename", fail_on_publishing)
    with pytest.raises(KeyboardInterrupt), DatasetWriter(folder, describe(), overwrite=True) as writer:
        writer.finish()
    assert read_bytes(folder) == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_withheld_texts_are_in_no_file(tmp_path: Path, make_result: MakeResult, write_dataset: WriteDataset) -> None:
    folder = write_dataset(tmp_path / "out", [make_result("a1")], text="withheld")
    assert [row[7] for row in read_table(folder, "articles")] == [None]
    for name, content in read_bytes(folder).items():
        assert b"did not return fire" not in content, name
    assert json.loads((folder / "manifest.json").read_text())["text"] == "withheld"


def test_an_unknown_text_policy_is_refused(tmp_path: Path, describe: Callable[..., Description]) -> None:
    with pytest.raises(DatasetError, match="full, snippet, withheld"):
        DatasetWriter(tmp_path / "out", describe(text="some"))


def test_an_unreadable_input_is_kept(tmp_path: Path, describe: Callable[..., Description]) -> None:
    with DatasetWriter(tmp_path / "out", describe()) as writer:
        writer.add_quarantined(Quarantined("b.jsonl", 2, None, "bad_json", "line ends early"))
        writer.add_quarantined(Quarantined("b.jsonl", None, "x", "unreadable"))
        writer.finish()
    assert read_table(tmp_path / "out", "quarantine") == [
        ("b.jsonl", None, "x", "unreadable", None),
        ("b.jsonl", 2, None, "bad_json", "line ends early"),
    ]
