"""The sample's events, all columns, against the golden file: `make golden` writes it anew where a change is meant."""

from __future__ import annotations

from tests.golden import code_sample, describe_differences, read_golden


def test_the_events_of_the_sample_are_those_of_the_golden_file() -> None:
    differences = list(describe_differences(read_golden(), code_sample()))
    assert not differences, "\n".join(["`make golden` writes these anew:", *differences[:40]])


def test_a_changed_column_and_a_lost_event_are_named() -> None:
    row = {
        "event_id": "a",
        "article_id": "x",
        "sentence": 1,
        "act": "do",
        "action": "shelling",
        "trigger_text": "shelled",
    }
    kept, found = [{**row, "killed": 3}, {**row, "event_id": "b"}], [{**row, "killed": 4}]
    assert list(describe_differences(kept, found)) == [
        "x sentence 1 do(shelling) 'shelled': killed 3 -> 4",
        "x sentence 1 do(shelling) 'shelled': gone",
    ]
