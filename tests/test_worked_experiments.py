"""The worked experiments: their readmes show what their commands print, and their conclusions rest on it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from tests.readme import REPOSITORY, read_examples, run_example

PAGES = {
    name: REPOSITORY / "experiments" / name / "README.md" for name in ("coders", "merging", "ontologies", "schemes")
}


@pytest.mark.parametrize("name", PAGES)
def test_a_readme_has_question_command_result_and_conclusion(name: str) -> None:
    text = PAGES[name].read_text(encoding="utf-8")
    parts = ["**Question.**", "**Command**", "**Result**", "**What to conclude.**"]
    assert [part for part in re.findall(r"^\*\*[^*]+\*\*", text, re.MULTILINE) if part in parts] == parts
    assert read_examples(PAGES[name])[0][1]
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", text)
    assert links
    assert [link for link in links if not (PAGES[name].parent / link).exists()] == []


@pytest.mark.slow
@pytest.mark.parametrize("name", PAGES)
def test_a_readme_shows_what_its_commands_print(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "experiments").symlink_to(REPOSITORY / "experiments")
    monkeypatch.chdir(tmp_path)
    for command, output in read_examples(PAGES[name]):
        assert run_example(command).strip("\n") == output
    check_conclusion(name, json.loads((tmp_path / "out" / name / "compare.json").read_text(encoding="utf-8")))


def check_conclusion(name: str, report: dict[str, Any]) -> None:
    """What the readme concludes in words holds of the figures."""
    if name == "schemes":
        told = {(each["first"], each["second"]): each for each in report["schemes"]}
        forth = told["cameo.code:2", "plover.event"]
        assert forth["second_recovered"] > max(forth["first_recovered"], 0.9)
        assert min(each["first_lost"] for pair, each in told.items() if pair[0] == "acled.event_type") > 0.1
    else:
        found = {(pair["first"], pair["second"]): pair for pair in report["agreement"]["pairs"]}
        if name == "merging":
            pair = found["merged", "unmerged"]
            assert pair["both"] == pair["first_events"] < pair["second_events"]
            counts = {line["row"]: line["counts"] for line in report["tables"]["counts"]["lines"]}
            merged, unmerged = counts["cameo.quad_class | 4"]
            assert unmerged - merged > 0.5 * (pair["second_events"] - pair["first_events"])
        elif name == "coders":
            assert found["rules", "hybrid"]["both"] > 0.9 * found["rules", "hybrid"]["first_events"]
            pair = found["rules", "classifier"]
            assert abs(pair["second_events"] / pair["first_events"] - 1) < 0.1
            assert 0.65 < pair["both"] / pair["first_events"] < 0.8
        else:
            assert found["standard", "own"]["second_events"] < found["standard", "own"]["first_events"]
