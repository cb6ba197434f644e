"""Human coding, both ways: what a person leaves as it was comes back as it was, and what is changed is changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from tests.annotated_articles import LABELS, coded_articles
from tests.conftest import MakeResult

from dateline.coding.errors import ConfigError, DatasetError
from dateline.coding.records import CodingResult
from dateline.datasets.annotation import cells, doccano, labelstudio, sheet
from dateline.datasets.annotation.application import AnnotationError, Annotator, apply_annotations
from dateline.datasets.annotation.documents import Inbox, render_json, render_json_lines, show_text
from dateline.datasets.annotation.markings import Task, make_blind_task, make_task
from dateline.datasets.annotation.sampling import NO_EVENT, Sample, draw_sample
from dateline.datasets.annotation.spelling import read_date, read_losses, spell_date

Tasks = Mapping[str, Task]


def index(*tasks: Task) -> Tasks:
    return {task.article.article_id: task for task in tasks}


def submit(items: list[dict[str, Any]], by: str = "maria") -> list[dict[str, Any]]:
    """What Label Studio exports when a person submits every task as suggested."""
    return [
        {
            "id": 40 + number,
            "data": item["data"],
            "annotations": [
                {"id": 1, "completed_by": {"id": 7, "email": by}, "result": prediction["result"]}
                for prediction in item.get("predictions", [{"result": []}])
            ],
        }
        for number, item in enumerate(items)
    ]


def through_labelstudio(tasks: Tasks, change: Callable[[list[Any]], object] = lambda items: None) -> Inbox:
    items = submit(labelstudio.make_items(tasks.values(), LABELS))
    change(items)
    return labelstudio.read_items(render_json(items), "export.json", tasks, LABELS, None)


def through_doccano(tasks: Tasks, change: Callable[[list[Any]], object] = lambda lines: None) -> Inbox:
    lines = doccano.make_lines(tasks.values())
    change(lines)
    return doccano.read_lines(render_json_lines(lines), "all.jsonl", tasks, LABELS)


def through_sheet(tasks: Tasks, old: str = "", new: str = "") -> Inbox:
    text = sheet.render_sheet(tasks.values())
    assert old in text
    return sheet.read_sheet(text.replace(old, new, 1) if old else text, "sheet.csv", tasks)


MARIA = Annotator("maria 1")


def come_back(inbox: Inbox, coder: Annotator = MARIA) -> tuple[CodingResult, ...]:
    assert inbox.faults == []
    return apply_annotations(inbox.annotations.values(), inbox.tasks, LABELS, coder, "file")


WAYS = pytest.mark.parametrize("way", [through_labelstudio, through_doccano, through_sheet])


def coder_of(way: Callable[..., Inbox]) -> Annotator:
    return Annotator("maria 1", writes_values=way is not through_doccano)


@WAYS
@settings(max_examples=20, deadline=None)
@given(coded_articles())
def test_what_is_left_unchanged_comes_back_whole(way: Callable[..., Inbox], result: CodingResult) -> None:
    (back,) = come_back(way(index(make_task(result))), coder_of(way))
    assert (back.article, back.sentences) == (result.article, result.sentences)
    assert sorted(back.events, key=repr) == sorted((replace(e, coder="maria 1") for e in result.events), key=repr)


@WAYS
def test_a_removed_event_is_gone(way: Callable[..., Inbox], make_result: MakeResult) -> None:
    result = make_result("a-1")
    task = make_task(result)
    fewer = replace(task, suggestions=task.suggestions[:1])
    tasks = index(task)
    # Made with one suggestion, read beside all of them.
    if way is through_sheet:
        inbox = sheet.read_sheet(sheet.render_sheet([fewer]), "sheet.csv", tasks)
    elif way is through_doccano:
        inbox = doccano.read_lines(render_json_lines(doccano.make_lines([fewer])), "f", tasks, LABELS)
    else:
        items = submit(labelstudio.make_items([fewer], LABELS))
        inbox = labelstudio.read_items(render_json(items), "f", tasks, LABELS, None)
    (back,) = come_back(inbox, coder_of(way))
    assert [event.event_id for event in back.events] == ["a-1-0"]


def test_a_changed_field_changes_nothing_else(make_result: MakeResult) -> None:
    result = make_result("a-1")
    (back,) = come_back(through_sheet(index(make_task(result)), "2021-11-15", "2021-11"))
    first, before = back.events[0], result.events[0]
    assert first.date is not None and (first.date.start, first.date.end) == (date(2021, 11, 1), date(2021, 11, 30))
    assert (first.date.precision, first.date.method) == ("month", "discourse")
    assert (first.rule, first.score) == (None, None)
    kept = replace(first, date=before.date, rule=before.rule, score=before.score, coder=before.coder)
    assert kept == before


def test_new_codes_losses_and_words_are_read(make_result: MakeResult) -> None:
    result = make_result("a-1")

    def change(items: list[Any]) -> None:
        results = items[0]["annotations"][0]["result"]
        for own in results:
            if own.get("from_name") == "source_code":
                own["value"]["text"] = ["CZEREB"]
            if own.get("from_name") == "losses":
                own["value"]["text"] = ["killed 3 of CZEMIL", "wounded 2 (1-4)"]
            if own.get("from_name") == "act":
                own["value"]["choices"] = ["threaten"]

    (back,) = come_back(through_labelstudio(index(make_task(result)), change))
    first, before = back.events[0], result.events[0]
    assert first.source is not None and (first.source.code, first.source.country) == ("CZEREB", "CZE")
    assert (first.killed, first.wounded, first.act) == (3, 2, "threaten")
    assert first.losses[0] == before.losses[0]
    assert (first.losses[1].low, first.losses[1].best, first.losses[1].high) == (1, 2, 4)
    assert first.event_id != before.event_id and first.happening_id == back.events[1].happening_id


def test_an_added_event_needs_no_more_than_words_and_an_action(make_result: MakeResult) -> None:
    task = make_task(make_result("a-1"))
    start = task.article.text.index("return fire")

    def change(lines: list[Any]) -> None:
        lines[0]["entities"].append(
            {"id": 90, "label": "action:detention", "start_offset": start, "end_offset": start + 12}
        )

    (back,) = come_back(through_doccano(index(task), change), Annotator("jun 1", writes_values=False))
    (added,) = (event for event in back.events if event.action == "detention")
    assert (added.sentence, added.trigger_text, added.source, added.date) == (2, "return fire.", None, None)
    assert (added.act, added.status, added.rule, added.coder) == ("do", "reported", None, "jun 1")


def test_loss_words_marked_in_doccano_are_counted(make_result: MakeResult) -> None:
    task = make_task(make_result("a-1"))
    start = task.article.text.index("two") if "two" in task.article.text else task.article.text.index("three sailors")

    def change(lines: list[Any]) -> None:
        entities = lines[0]["entities"]
        for own in entities:
            if own["label"] == "killed":
                own["label"] = "wounded"
                own["start_offset"] = start

    (back,) = come_back(through_doccano(index(task), change), Annotator("jun 1", writes_values=False))
    (loss,) = back.events[0].losses
    assert (loss.kind, loss.best, loss.text) == ("wounded", 3, "three sailors")
    assert (back.events[0].killed, back.events[0].wounded) == (None, 3)


@WAYS
def test_a_blind_task_shows_nothing(way: Callable[..., Inbox], make_result: MakeResult) -> None:
    blind = make_blind_task(make_result("a-1"))
    shown = render_json(labelstudio.make_items([blind], LABELS)) + sheet.render_sheet([blind])
    shown += render_json_lines(doccano.make_lines([blind]))
    assert not any(word in shown for word in ("ZZZREB", "a-1-0", "shelling"))
    (back,) = come_back(way(index(blind)), coder_of(way))
    assert back.events == ()


def test_unknown_labels_are_named_with_the_nearest_and_the_item(make_result: MakeResult) -> None:
    tasks = index(make_task(make_result("a-1")))

    def misspell(items: list[Any]) -> None:
        for own in items[0]["annotations"][0]["result"]:
            if own.get("from_name") == "action":
                own["value"]["taxonomy"] = [["Fighting", "sheling"]]

    with pytest.raises(AnnotationError) as caught:
        come_back(through_labelstudio(tasks, misspell))
    assert (
        "export.json, item 1 (article a-1), trigger 'shelled': unknown action 'sheling'; did you mean 'shelling'?"
        in str(caught.value)
    )
    inbox = through_doccano(tasks, lambda lines: lines[0]["entities"][0].update(label="action:sheling"))
    assert "all.jsonl, line 1" in inbox.faults[0] and "did you mean 'shelling'?" in inbox.faults[0]
    with pytest.raises(AnnotationError) as caught:
        come_back(through_sheet(tasks, ",do,reported", ",do,reproted"))
    assert "unknown status 'reproted'; did you mean 'reported'?" in str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("2021-11-15", "15.11.2021", "'15.11.2021' is no date; write 2021-11-15"),
        ("CZEMIL", "CZEMI", "the actor code 'CZEMI' cannot be used"),
        ("killed 3 of CZEMIL", "three dead", "'three dead' is no loss; write killed 3"),
        ("killed 3 of CZEMIL", "kiled 3", "unknown loss 'kiled'; did you mean 'killed'?"),
        ('"Ostrava Bay, CZE"', '"Ostrava Bay, Moravia"', "'Moravia' in the place"),
    ],
)
def test_a_value_that_cannot_be_read_is_named(make_result: MakeResult, old: str, new: str, told: str) -> None:
    with pytest.raises(AnnotationError, match="nothing was written") as caught:
        come_back(through_sheet(index(make_task(make_result("a-1"))), old, new))
    assert "\n  sheet.csv, line 3: " in str(caught.value) and told in str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (",shelled,", ",bombed,", "sheet.csv, line 3: the words 'bombed' do not stand in the article"),
        ("a-1,1,", "b-1,1,", "line 3: the dataset has no article 'b-1'; did you mean 'a-1'?"),
        (",shelled,", ",,", "it has an action but no trigger_text"),
        ("a-1,1,", "a-1,77,", "the article has no sentence 77"),
    ],
)
def test_a_row_that_cannot_be_used_is_named(make_result: MakeResult, old: str, new: str, told: str) -> None:
    (fault,) = through_sheet(index(make_task(make_result("a-1"))), old, new).faults
    assert told in fault


def test_words_without_a_relation_belong_to_the_only_trigger_of_their_sentence(make_result: MakeResult) -> None:
    result = make_result("a-1")
    tasks = index(make_task(replace(result, events=result.events[:1])))

    def cut(lines: list[Any]) -> None:
        lines[0]["relations"] = []

    (back,) = come_back(through_doccano(tasks, cut), Annotator("maria 1", writes_values=False))
    assert [replace(event, coder="hand 1") for event in back.events] == [result.events[0]]
    inbox = through_doccano(index(make_task(result)), cut)
    assert all("draw a relation to the trigger" in fault for fault in inbox.faults) and inbox.faults


def test_a_text_that_was_changed_is_refused(make_result: MakeResult) -> None:
    tasks = index(make_task(make_result("a-1")))
    inbox = through_doccano(tasks, lambda lines: lines[0].update(text="another"))
    assert "its text is not that of the article 'a-1'" in inbox.faults[0]


def test_one_of_several_annotators_is_chosen(make_result: MakeResult) -> None:
    tasks = index(make_task(make_result("a-1")))
    items = labelstudio.make_items(tasks.values(), LABELS)
    both = submit(items, "maria")
    both[0]["annotations"] += submit(items, "jun")[0]["annotations"]
    with pytest.raises(ConfigError, match="annotations of jun, maria; choose one person with annotator="):
        labelstudio.read_items(render_json(both), "f", tasks, LABELS, None)
    with pytest.raises(ConfigError, match="no annotation of 'ana'"):
        labelstudio.read_items(render_json(both), "f", tasks, LABELS, "ana")
    assert len(labelstudio.read_items(render_json(both), "f", tasks, LABELS, "jun").annotations) == 1


@pytest.mark.parametrize(
    ("text", "told"),
    [("{", "is no JSON"), ('{"a": 1}', "choose JSON"), ('[{"data": {}}]', "tasks but no annotations")],
)
def test_what_is_no_export_is_refused(text: str, told: str) -> None:
    with pytest.raises(DatasetError, match=told):
        labelstudio.read_items(text, "f.json", {}, LABELS, None)


def test_a_task_that_nobody_finished_is_no_coding(make_result: MakeResult) -> None:
    tasks = index(make_task(make_result("a-1")), make_task(make_result("b-1")))
    inbox = through_labelstudio(tasks, lambda items: items[0]["annotations"][0].update(was_cancelled=True))
    assert (list(inbox.annotations), inbox.unfinished) == (["b-1"], 1)


def test_the_labelling_config_is_sound_xml() -> None:
    root = ElementTree.fromstring(labelstudio.render_config(LABELS))
    assert {tag.get("name") for tag in root.iter()} >= {
        "words",
        "text",
        "action",
        "act",
        "status",
        "flags",
        "source_code",
    }
    assert root.find(".//Choice[@value='shelling']") is not None
    assert len(doccano.make_label_types(LABELS)) == len({own["text"] for own in doccano.make_label_types(LABELS)})


def test_offsets_are_the_same_in_every_way_of_counting() -> None:
    text = "Fire \U0001f525\U0001f525 at\r\nthe port"
    shown = show_text(text)
    assert len(shown) == len(text) == len(shown.encode("utf-16-le")) // 2
    assert shown.index("port") == text.index("port")


@pytest.mark.parametrize("cell", ["=1+1", "-3", "@x", "+1", "'=1", "'s", "plain", "", "''=1"])
def test_a_guarded_cell_is_no_formula_and_comes_back(cell: str) -> None:
    assert not cells.guard(cell).startswith(("=", "+", "-", "@"))
    assert cells.unguard(cells.guard(cell)) == cell


def test_a_sheet_saved_with_semicolons_and_new_columns_is_read(make_result: MakeResult) -> None:
    import csv
    import io

    tasks = index(make_task(make_result("a-1")))
    rows = list(csv.DictReader(io.StringIO(sheet.render_sheet(tasks.values()), newline="")))
    saved = io.StringIO()
    writer = csv.DictWriter(saved, [*reversed(rows[0]), "my remark"], delimiter=";", restval="?")
    writer.writeheader()
    writer.writerows(rows)
    (back,) = come_back(sheet.read_sheet(saved.getvalue(), "sheet.csv", tasks))
    assert [event.event_id for event in back.events] == ["a-1-0", "a-1-1"]


def test_dates_and_losses_are_spelled_as_they_are_read() -> None:
    for text in ("2021", "2021-02", "2021-02-03", "2021-02-03/2021-02-05"):
        start, end, precision = read_date(text)
        assert spell_date(make_interval(start, end, precision)) == text
    assert [loss.best for loss in read_losses("killed 3; wounded ? (2-?) of SYRMIL")] == [3, None]
    for wrong in ("2021-02-30", "2021-13", "2021-02-05/2021-02-03"):
        with pytest.raises(ValueError, match="2021"):
            read_date(wrong)


def make_interval(start: date, end: date, precision: str) -> Any:
    from dateline.coding.records import DateInterval

    return DateInterval(start, end, precision, "explicit")


def test_a_sample_is_drawn_alike_and_takes_articles_without_events(make_result: MakeResult) -> None:
    coded = [make_result(f"a-{number}") for number in range(8)]
    rare = replace(coded[0], events=tuple(replace(e, action="detention") for e in coded[0].events))
    empty = [replace(make_result(f"b-{number}"), events=()) for number in range(8)]
    results = [rare, *coded[1:], *empty]
    drawn = draw_sample(results, Sample(5, "code"), seed=1)
    assert drawn == draw_sample(list(reversed(results)), Sample(5, "code"), seed=1)
    strata = [stratum for _, stratum in drawn]
    assert sorted(set(strata)) == ["detention", NO_EVENT, "shelling"] and strata.count(NO_EVENT) == 1
    sure = replace(coded[1], events=tuple(replace(e, score=1.0) for e in coded[1].events))
    ((first, _),) = draw_sample([sure, coded[2]], Sample(1, "uncertainty", 0.7, 0.0), seed=1)
    assert first.article.article_id == "a-2"
    assert len(draw_sample(results, Sample(), seed=1)) == 16
    with pytest.raises(ConfigError, match="no event of the dataset has a score"):
        unscored = [replace(coded[1], events=tuple(replace(e, score=None) for e in coded[1].events))]
        draw_sample(unscored, Sample(1, "uncertainty"), seed=1)
