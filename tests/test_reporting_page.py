"""Pages of reports: everything escaped, nothing from outside, tables that can sort, passages cut at spans."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.report_pages import check_report_page

from dateline.coding.errors import DatasetError
from dateline.experiments.reporting.charts import draw_bars
from dateline.experiments.reporting.files import check_report, write_report
from dateline.experiments.reporting.marking import split_passage
from dateline.experiments.reporting.page import (
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
    Text,
    format_number,
    render_page,
)

EVIL = "</script><script>alert(1)</script><img src=x onerror=alert(1)>\"'>&amp;{{ 7*7 }} $x^2$"


def make_page(words: str = "plain") -> Page:
    """A page with every kind of block, and `words` wherever words can stand."""
    table = Table(words, (words, "n"), ((words, 3), (Cell(words, link="#a1", note=words), 12), (None, 0.5)), note=words)
    coding = Coding(words, (Span(0, 5, "trigger"), Span(3, 9, words)), ((words, words),), by=words, anchor="e1")
    passage = Passage(words, f"Rebels shelled the port. {words}", (coding,), words, "a1")
    figure = draw_bars(words, ((words, 3), ("other", 1)), words)
    return Page(
        words,
        words,
        (Fact(words, words, words), Fact("events", 1234)),
        (
            Section(words, words, (figure, figure, table, Text((words,)))),
            Section(words, None, (Passages(words, (passage, Passage("none", "No codings.", ()))),)),
        ),
    )


def test_every_word_is_escaped() -> None:
    read = check_report_page(render_page(make_page(EVIL)))
    assert [tag for tag, _ in read.words].count("script") == 1
    assert read.text.count("alert(1)") >= 20
    assert "{{ 7*7 }}" in read.text
    assert "$x^2$" in read.text


def test_the_same_page_gives_the_same_bytes() -> None:
    assert render_page(make_page()) == render_page(make_page())


def test_figures_on_one_page_share_no_id() -> None:
    page = render_page(make_page())
    check_report_page(page)
    assert page.count("<svg") == 2
    assert "#1f77b4" not in page
    assert "var(--series-1, #0072b2)" in page


def test_sections_of_one_title_have_their_own_anchors() -> None:
    read = check_report_page(render_page(make_page()))
    assert [link for link in read.links if link.startswith("#plain")] == ["#plain", "#plain-2"]


def test_a_table_says_by_what_it_sorts() -> None:
    page = render_page(make_page("word"))
    read = check_report_page(page)
    assert read.tables["word"] == [["word", "n"], ["word", "3"], ["word", "12"], ["", "0.50"]]
    assert read.sort_keys == ["3", "12", "", "0.5"]
    assert page.count('<button type="button">') >= 2
    assert '<th scope="col" class="number">' in page


def test_a_link_that_could_run_something_is_left_out() -> None:
    cells = tuple((Cell(link, link=link),) for link in ("javascript:alert(1)", "https://a.example/", "#there"))
    section = Section("there", None, (Table("t", ("c",), cells),))
    read = check_report_page(render_page(Page("p", "l", (), (section,))))
    assert read.links == ["#there", "https://a.example/", "#there"]


def test_numbers() -> None:
    shown = [format_number(value) for value in (0, 1234567, -2, 0.125, -1234.5, "041", True)]
    assert shown == ["0", "1\u202f234\u202f567", "\u22122", "0.12", "\u22121\u202f234.50", "041", "True"]


def test_a_figure_of_somebody_else_is_taken_from_its_svg_element() -> None:
    svg = '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><g id="a"/><use href="#a"/></svg>'
    read = check_report_page(render_page(Page("p", "l", (), (Section("s", None, (Figure("c", svg, "a"),)),))))
    assert "figure1-a" in read.ids


def test_a_passage_is_cut_where_spans_begin_and_end() -> None:
    segments = split_passage("Rebels shelled it.", [(0, 6, 0, "source"), (7, 14, 0, "trigger"), (0, 14, 1, "loss")])
    assert [(segment.text, segment.covers) for segment in segments] == [
        ("Rebels", ((0, "source"), (1, "loss"))),
        (" ", ((1, "loss"),)),
        ("shelled", ((0, "trigger"), (1, "loss"))),
        (" it.", ()),
    ]


@given(
    st.text(max_size=30),
    st.lists(st.tuples(st.integers(-2, 32), st.integers(-2, 32), st.integers(0, 3), st.sampled_from("ab"))),
)
def test_segments_joined_are_the_text(text: str, spans: list[tuple[int, int, int, str]]) -> None:
    segments = split_passage(text, spans)
    assert "".join(segment.text for segment in segments) == text
    place = 0
    for segment in segments:
        covering = {
            (number, part)
            for start, end, number, part in spans
            if 0 <= start <= place and place + len(segment.text) <= end <= len(text)
        }
        assert set(segment.covers) == covering
        place += len(segment.text)


def test_a_report_replaces_only_a_report(tmp_path: Path) -> None:
    output = tmp_path / "new" / "report.html"
    place = check_report(output, False)
    write_report(place, render_page(make_page()))
    assert output.read_text(encoding="utf-8") == render_page(make_page())
    assert [path.name for path in output.parent.iterdir()] == ["report.html"]
    with pytest.raises(DatasetError, match="overwrite=true"):
        check_report(output, False)
    assert check_report(output, True) == place
    output.write_text("<html>mine</html>", encoding="utf-8")
    with pytest.raises(DatasetError, match="no report of dateline"):
        check_report(output, True)
    with pytest.raises(DatasetError, match="is no file"):
        check_report(tmp_path, True)
