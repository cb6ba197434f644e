"""The readme shows what its commands print; `make readme` writes it anew."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.accuracy import load_plover, measure_classes, read_table
from tests.readme import README, read_examples, run_example


def test_the_readme_shows_what_explain_prints() -> None:
    examples = [example for example in read_examples() if example[0].startswith("explain ")]
    assert examples
    for command, output in examples:
        assert run_example(command).strip("\n") == output


@pytest.mark.slow
def test_the_readme_shows_what_its_commands_print(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    examples = read_examples()
    assert [command.split()[0] for command, _ in examples][:2] == ["build", "show"]
    for command, output in examples:
        assert run_example(command).strip("\n") == output


@pytest.mark.slow
def test_the_readme_shows_how_right_the_coder_is() -> None:
    assert read_table() == measure_classes(*load_plover())[1]


def test_the_files_that_the_readme_links_to_exist() -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", README.read_text(encoding="utf-8"))
    assert links
    assert [link for link in links if not (README.parent / link).exists()] == []
