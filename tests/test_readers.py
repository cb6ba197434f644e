"""Readers on good and bad corpora: a bad record is quarantined, an unusable corpus is one clear error."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.coding.errors import ConfigError, CorpusError
from dateline.coding.records import Article
from dateline.datasets.quarantine import QUARANTINE_REASONS, Quarantined
from dateline.datasets.readers.admission import Admission, AdmissionRules
from dateline.datasets.readers.jsonl import JsonlReader
from dateline.datasets.readers.languages import detected_language
from dateline.datasets.readers.table import TableReader
from dateline.datasets.readers.text import TextReader

TEXT = "Rebels attacked a convoy near Ansongo on Tuesday. The army said that two of its soldiers were killed."
FRENCH = (
    "Les rebelles ont attaqué un convoi de l'armée dans le nord du pays, et deux soldats sont morts sur la "
    "route qui va vers la frontière, selon le ministère de la défense."
)
RUSSIAN = "Министерство обороны сообщило о новых обстрелах на границе двух республик во вторник утром."


def sorted_out(reader: Iterable[Article | Quarantined]) -> tuple[list[Article], list[Quarantined]]:
    records = list(reader)
    articles = [record for record in records if isinstance(record, Article)]
    rejects = [record for record in records if isinstance(record, Quarantined)]
    assert all(reject.reason in QUARANTINE_REASONS for reject in rejects)
    return articles, rejects


def write_jsonl(path: Path, *lines: object) -> Path:
    written = [line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines]
    path.write_bytes(b"\n".join(written) + b"\n")
    return path


def test_jsonl_article_with_all_fields(tmp_path: Path) -> None:
    record = {
        "article_id": 7,
        "published_on": "2021-11-16T08:00:00Z",
        "text": f"{TEXT}\r\n\r\n\r\n\u00a0More\u00ad followed.",
        "title": "Convoy  attacked",
        "publisher": "Sahel Wire (constructed)",
        "language": "en-GB",
        "url": "https://wire.example/7",
        "licence": "CC0-1.0",
        "section": "world",
    }
    reader = JsonlReader(write_jsonl(tmp_path / "corpus.jsonl", record))
    assert list(reader) == [
        Article(
            article_id="7",
            text=f"Convoy attacked\n\n{TEXT}\n\nMore followed.",
            title="Convoy attacked",
            published_on=date(2021, 11, 16),
            publisher="Sahel Wire (constructed)",
            language="en-GB",
            url="https://wire.example/7",
            licence="CC0-1.0",
        )
    ]
    assert reader.count() == 1
    assert [name for name, _ in reader.inputs()] == ["corpus.jsonl"]
    assert len(reader.inputs()[0][1]) == 64


def test_jsonl_quarantines_each_bad_line_and_goes_on(tmp_path: Path) -> None:
    path = write_jsonl(
        tmp_path / "corpus.jsonl",
        {"id": "good-1", "text": TEXT, "date": None},
        b'{"id": "cut", "text": "',
        b"",
        [1, 2],
        {"id": "body", "txt": TEXT},
        {"id": "null", "text": None},
        {"id": "blank", "text": " \n "},
        {"id": "number", "text": 5},
        {"id": "controls", "text": "\u0000\u0001\u0002"},
        {"id": "binary", "text": "ab\u0000\u0001\u0002cd\u0003\u0004ef"},
        {"id": "day", "text": TEXT, "date": "2021-13-45"},
        {"id": "two readings", "text": TEXT, "date": "11/12/2021"},
        {"id": "epoch", "text": TEXT, "date": 1637049600},
        {"id": "good-1", "text": "Another text."},
        {"id": ["x"], "text": TEXT},
        {"id": "french", "text": FRENCH},
        {"id": "russian", "text": RUSSIAN},
        {"id": "german tag", "text": TEXT, "language": "de"},
        {"id": "long", "text": "long " * 1000},
        b'{"id": "bytes", "text": "caf\xe9"}',
        b"[" * 100_000,
        b'{"id": ' + b"9" * 5000 + b', "text": "x"}',
        {"id": "good-2", "text": "Lone surrogate \ud800 here."},
    )
    articles, rejects = sorted_out(JsonlReader(path, max_characters=4000))
    assert [article.article_id for article in articles] == ["good-1", "good-2"]
    assert articles[1].text == "Lone surrogate \ufffd here."
    assert [(reject.line, reject.article_id, reject.reason) for reject in rejects] == [
        (2, None, "bad_json"),
        (4, None, "not_an_object"),
        (5, "body", "missing_text"),
        (6, "null", "missing_text"),
        (7, "blank", "empty_text"),
        (8, "number", "bad_field"),
        (9, "controls", "control_characters"),
        (10, "binary", "control_characters"),
        (11, "day", "bad_date"),
        (12, "two readings", "bad_date"),
        (13, "epoch", "bad_date"),
        (14, "good-1", "duplicate_id"),
        (15, None, "bad_field"),
        (16, "french", "wrong_language"),
        (17, "russian", "wrong_language"),
        (18, "german tag", "wrong_language"),
        (19, "long", "too_long"),
        (20, None, "undecodable"),
        (21, None, "bad_json"),
        (22, None, "bad_json"),
    ]
    assert all(reject.input == "corpus.jsonl" for reject in rejects)
    assert "did you mean 'txt'" in (rejects[2].detail or "")


def test_five_megabytes_are_too_long_and_the_next_article_is_read(tmp_path: Path) -> None:
    path = write_jsonl(tmp_path / "corpus.jsonl", {"id": "big", "text": "word " * 1_000_000}, {"id": "b", "text": TEXT})
    articles, rejects = sorted_out(JsonlReader(path))
    assert [reject.reason for reject in rejects] == ["too_long"]
    assert [article.article_id for article in articles] == ["b"]
    line = write_jsonl(tmp_path / "line.jsonl", b"x" * 1_200_000, {"id": "b", "text": TEXT})
    assert [record.reason for record in JsonlReader(line, max_characters=100) if isinstance(record, Quarantined)] == [
        "too_long",
        "too_long",
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_encodings_and_line_ends(tmp_path: Path, encoding: str, newline: str) -> None:
    lines = [json.dumps({"id": str(n), "text": f"“{n}” – {TEXT}"}, ensure_ascii=False) for n in range(3)]
    path = tmp_path / "corpus.jsonl"
    path.write_bytes(newline.join(lines).encode(encoding))
    reader = JsonlReader(path)
    assert [record.text for record in reader if isinstance(record, Article)] == [f"“{n}” – {TEXT}" for n in range(3)]
    assert reader.count() == 3


def test_another_encoding_is_a_setting(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("Caf\xe9 owners protested in the square on Monday.".encode("latin-1"))
    assert [record.reason for record in TextReader(tmp_path) if isinstance(record, Quarantined)] == ["undecodable"]
    (article,) = TextReader(tmp_path, encoding="cp1252")
    assert isinstance(article, Article) and article.text.startswith("Café")


def test_articles_without_id_get_a_hash_of_url_or_text(tmp_path: Path) -> None:
    url = "https://wire.example/1"
    path = write_jsonl(
        tmp_path / "a.jsonl",
        {"text": TEXT},
        {"text": TEXT, "url": url},
        {"text": "Other.", "url": url},
        {"text": TEXT},
    )
    articles, rejects = sorted_out(JsonlReader(path))
    assert [len(article.article_id) for article in articles] == [16, 16]
    assert [reject.reason for reject in rejects] == ["duplicate_id", "duplicate_id"]


@pytest.mark.parametrize(
    "text",
    [TEXT, f"Convoy attacked\n{TEXT}", f"CONVOY ATTACKED.\n\n{TEXT}"],
)
def test_title_stands_once_before_the_text(tmp_path: Path, text: str) -> None:
    path = write_jsonl(tmp_path / "a.jsonl", {"id": "a", "title": "Convoy attacked", "text": text})
    (article,) = JsonlReader(path)
    assert isinstance(article, Article) and article.text == f"Convoy attacked\n\n{TEXT}"


def test_lines_stay_unless_the_text_is_a_page(tmp_path: Path) -> None:
    page = f"Convoy attacked in the north\nBy Jane Roe November 16, 2021\nAdvertisement\n{TEXT}"
    path = write_jsonl(tmp_path / "a.jsonl", {"id": "a", "text": page})
    (as_article,) = JsonlReader(path)
    (as_page,) = JsonlReader(path, text_is="page")
    assert isinstance(as_article, Article) and "Advertisement" in as_article.text
    assert as_article.published_on is None and as_article.title is None
    assert isinstance(as_page, Article) and as_page.text == f"Convoy attacked in the north\n\n{TEXT}"
    assert as_page.published_on == date(2021, 11, 16)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2021-11-16", date(2021, 11, 16)),
        ("2021-11-16 10:22:03", date(2021, 11, 16)),
        ("20211116", date(2021, 11, 16)),
        (20211116, date(2021, 11, 16)),
        ("16 November 2021", date(2021, 11, 16)),
        ("Tue, 16 Nov 2021 08:00:00 GMT", date(2021, 11, 16)),
        ("16.11.2021", date(2021, 11, 16)),
        ("11/16/2021", date(2021, 11, 16)),
        ("", None),
        ("2021-02-29", "bad_date"),
        ("yesterday", "bad_date"),
        ("16 November 2021 and 17 November 2021", "bad_date"),
        (True, "bad_date"),
        ([2021], "bad_date"),
    ],
)
def test_publication_dates(written: object, read: date | str | None) -> None:
    record = Admission(AdmissionRules()).admit("a.jsonl", 1, {"id": "a", "date": written, "text": TEXT})
    assert (record.published_on if isinstance(record, Article) else record.reason) == read


def test_csv(tmp_path: Path) -> None:
    path = tmp_path / "news.csv"
    path.write_text(
        "\ufeffid;day;body;headline\r\n"
        f'a;2021-11-16;"{TEXT}\n\nSecond; paragraph.";Convoy attacked\r\n'
        "b;2021-11-16\r\n"
        f"a;;{TEXT};\r\n"
        f"c;someday;{TEXT};\r\n"
        f"d;;{TEXT};\r\n",
        encoding="utf-8",
        newline="",
    )
    reader = TableReader(path, text="body", date="day", title="headline")
    articles, rejects = sorted_out(reader)
    assert [article.article_id for article in articles] == ["a", "d"]
    assert articles[0].text == f"Convoy attacked\n\n{TEXT}\n\nSecond; paragraph."
    assert articles[0].published_on == date(2021, 11, 16)
    assert [(reject.line, reject.reason) for reject in rejects] == [
        (5, "bad_row"),
        (6, "duplicate_id"),
        (7, "bad_date"),
    ]
    assert reader.count() == 5


def test_csv_with_an_open_quote_and_bad_bytes(tmp_path: Path) -> None:
    path = tmp_path / "news.csv"
    good = f"good,{TEXT.replace(',', '')}\n"
    path.write_bytes(f"id,text\n{good}".encode() + b"bytes,caf\xe9\n" + b'open,"never closed\n' + b"x\n" * 200_000)
    articles, rejects = sorted_out(TableReader(path, max_characters=1000))
    assert [article.article_id for article in articles] == ["good"]
    assert {reject.reason for reject in rejects} <= {"undecodable", "bad_row", "too_long"}


def test_parquet(tmp_path: Path) -> None:
    table = pa.table(
        {
            "id": pa.array([1, 2, 3, 4]),
            "date": pa.array([date(2021, 11, 16), None, date(2021, 11, 17), date(2021, 11, 18)]),
            "text": pa.array([TEXT, "The talks went on.", None, TEXT]).dictionary_encode(),
            "vector": pa.array([[1.0]] * 4),
        }
    )
    pq.write_table(table, tmp_path / "news.parquet", row_group_size=2)
    reader = TableReader(tmp_path)
    articles, rejects = sorted_out(reader)
    assert [(article.article_id, article.published_on) for article in articles] == [
        ("1", date(2021, 11, 16)),
        ("2", None),
        ("4", date(2021, 11, 18)),
    ]
    assert [(reject.input, reject.line, reject.reason) for reject in rejects] == [("news.parquet", 3, "missing_text")]
    assert reader.count() == 4


def test_parquet_values_out_of_range(tmp_path: Path) -> None:
    broken = pa.Array.from_buffers(
        pa.string(), 1, [None, pa.py_buffer(b"\x00\x00\x00\x00\x02\x00\x00\x00"), pa.py_buffer(b"\xff\xfe")]
    )
    pq.write_table(pa.table({"text": [TEXT], "date": pa.array([2**40], pa.timestamp("s"))}), tmp_path / "a.parquet")
    pq.write_table(pa.table({"text": broken}), tmp_path / "b.parquet")
    _, rejects = sorted_out(TableReader(tmp_path))
    assert [reject.reason for reject in rejects] == ["bad_date", "undecodable"]


def test_folder_of_texts(tmp_path: Path) -> None:
    (tmp_path / "2021").mkdir()
    (tmp_path / "2021" / "b.txt").write_text(f"Convoy attacked\nBy Jane Roe\n16 November 2021\n{TEXT}")
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "long.txt").write_text("word " * 20_000)
    (tmp_path / "notes.md").write_text("no article")
    (tmp_path / ".hidden.txt").write_text(TEXT)
    (tmp_path / "latin.txt").write_bytes(b"caf\xe9 \xff")
    os.mkfifo(tmp_path / "pipe.txt")
    reader = TextReader(tmp_path, max_characters=5000, publisher="Wire", licence="CC0-1.0")
    articles, rejects = sorted_out(reader)
    assert [article.article_id for article in articles] == ["2021/b", "a"]
    assert articles[0].title == "Convoy attacked"
    assert articles[0].published_on == date(2021, 11, 16)
    assert (articles[0].publisher, articles[0].licence) == ("Wire", "CC0-1.0")
    assert [(reject.input, reject.article_id, reject.reason) for reject in rejects] == [
        ("empty.txt", "empty", "empty_text"),
        ("latin.txt", "latin", "undecodable"),
        ("long.txt", "long", "too_long"),
    ]
    assert reader.count() == 5
    assert [name for name, _ in reader.inputs()] == [
        "2021/b.txt",
        "a.txt",
        "empty.txt",
        "latin.txt",
        "long.txt",
    ]


def test_one_text_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    assert [record.article_id for record in TextReader(tmp_path / "a.txt")] == ["a"]


def test_unusable_corpora_are_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").write_text("")
    (tmp_path / "blank.jsonl").write_text("\n \n")
    (tmp_path / "array.jsonl").write_text('[\n {"id": "a", "text": "x"}\n]')
    (tmp_path / "packed.jsonl").write_bytes(b"\x1f\x8b\x08\x00")
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "page.html").write_text("<p>x</p>")
    (tmp_path / "header.csv").write_text("id,text\n")
    (tmp_path / "body.csv").write_text("id,texts\na,b\n")
    (tmp_path / "twice.csv").write_text("text,text\na,b\n")
    (tmp_path / "rubbish.parquet").write_text("no table")
    pq.write_table(pa.table({"text": [1, 2]}), tmp_path / "numbers.parquet")
    (tmp_path / "folder").mkdir()
    cases: list[tuple[JsonlReader | TableReader | TextReader, str]] = [
        (JsonlReader(tmp_path / "none.jsonl"), "no file or folder"),
        (JsonlReader(tmp_path / "folder"), "holds no .jsonl"),
        (JsonlReader(tmp_path / "empty.jsonl"), "is empty"),
        (JsonlReader(tmp_path / "blank.jsonl"), "holds no line"),
        (JsonlReader(tmp_path / "array.jsonl"), "one JSON array"),
        (JsonlReader(tmp_path / "packed.jsonl"), "compressed"),
        (TextReader(tmp_path / "none"), "no file or folder"),
        (TextReader(tmp_path / "folder"), "holds no .txt"),
        (TextReader(tmp_path / "empty.txt"), "is empty"),
        (TextReader(tmp_path / "page.html"), "no .txt file"),
        (TableReader(tmp_path / "header.csv"), "no row below the header"),
        (
            TableReader(tmp_path / "body.csv"),
            "no column 'text' for the text; it has id, texts; did you mean 'texts'",
        ),
        (TableReader(tmp_path / "body.csv", text="texts", date="day"), "no column 'day' for the date"),
        (TableReader(tmp_path / "twice.csv"), "more than once"),
        (TableReader(tmp_path / "rubbish.parquet"), "no Parquet file"),
        (TableReader(tmp_path / "numbers.parquet"), "holds int64, not text"),
        (TableReader(tmp_path / "page.html"), "is no table"),
    ]
    for reader, message in cases:
        for start in (reader.check, reader.count, reader.inputs, lambda reader=reader: iter(reader)):
            with pytest.raises(CorpusError, match=message):
                start()


def test_settings_that_cannot_be_used(tmp_path: Path) -> None:
    path = write_jsonl(tmp_path / "a.jsonl", {"text": TEXT})
    for reader, key in [
        (JsonlReader(path, text_is="pages"), "text_is.*did you mean 'page'"),
        (JsonlReader(path, encoding="utf-99"), "encoding"),
        (JsonlReader(path, max_characters=0), "max_characters"),
    ]:
        with pytest.raises(ConfigError, match=key):
            reader.check()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (TEXT * 2, "en"),
        (FRENCH, "fr"),
        (RUSSIAN, "und-Cyrl"),
        ("وزارة الدفاع أعلنت عن هجوم جديد", "und-Arab"),
        ("Azərbaycan Ordusunun mövqeləri və kəndlər üçün olan yol ilə bağlı məlumat verilib, bu gün isə "
         "iclas olub və qərar qəbul edilib.", "az"),
        ("Zbrojne grupy zaatakowały konwój na północy kraju i zabiły dwóch żołnierzy, jak podał rzecznik "
         "armii, który dodał, że nie jest to koniec walk w tej części kraju oraz na granicy.", "pl"),
        ("Two soldiers killed.", None),
        ("12 34 56", None),
    ],
)  # fmt: skip
def test_language(text: str, language: str | None) -> None:
    assert detected_language(text) == language


@given(
    st.dictionaries(
        st.sampled_from(["id", "date", "text", "title", "publisher", "language", "url", "licence"]),
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=80) | st.lists(st.integers()),
    )
)
def test_any_fields_give_an_article_or_a_reason(fields: dict[str, object]) -> None:
    record = Admission(AdmissionRules()).admit("a.jsonl", 1, fields)
    if isinstance(record, Quarantined):
        assert record.reason in QUARANTINE_REASONS
        (record.detail or "").encode()
    else:
        assert record.text == record.text.strip() != ""
        record.text.encode()
        assert record.title is None or record.text.startswith(record.title)


@given(st.binary(max_size=300))
def test_any_bytes_are_read(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    folder = tmp_path_factory.mktemp("bytes")
    (folder / "a.txt").write_bytes(content)
    assert len(list(TextReader(folder))) == 1
    for reader in (JsonlReader(folder / "a.jsonl"), TableReader(folder / "a.csv")):
        (folder / "a.jsonl").write_bytes(b"{}\n" + content)
        (folder / "a.csv").write_bytes(b"text\nx\n" + content)
        sorted_out(reader)
