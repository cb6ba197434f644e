"""The rule coder gives the same bytes again: whatever the executor, and in whatever order the articles come."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from dateline.datasets.folders import MANIFEST_NAME
from dateline.experiments.cli import main

SAMPLE = Path(__file__).parents[1] / "datasets/dateline/datasets/sample/articles.jsonl"
LINES = SAMPLE.read_text(encoding="utf-8").splitlines(keepends=True)


def build(folder: Path, lines: list[str], *overrides: str) -> dict[str, bytes]:
    """The files of the dataset that is built of these lines of a corpus."""
    folder.mkdir()
    corpus, output = folder / "articles.jsonl", folder / "dataset"
    corpus.write_text("".join(lines), encoding="utf-8")
    argv = ["corpus=jsonl", f"corpus.path={corpus}", "name=articles", f"output={output}", *overrides]
    assert main(["build", *argv]) == 0
    return {path.name: path.read_bytes() for path in sorted(output.iterdir())}


def check_same(first: dict[str, bytes], second: dict[str, bytes], but_for: set[str]) -> None:
    """All files are equal, but for these keys of the manifest."""
    assert list(first) == list(second)
    assert [name for name in first if name != MANIFEST_NAME and first[name] != second[name]] == []
    one, two = json.loads(first[MANIFEST_NAME]), json.loads(second[MANIFEST_NAME])
    assert {key for key in one if one[key] != two[key]} == but_for


@pytest.mark.parametrize("lines", [LINES[:6], pytest.param(LINES, marks=pytest.mark.slow)], ids=["few", "all"])
def test_the_same_bytes_in_any_order_and_by_any_executor(tmp_path: Path, lines: list[str]) -> None:
    serial = build(tmp_path / "serial", lines)
    processes = build(tmp_path / "processes", lines, "executor=processes", "executor.workers=2", "executor.batch=2")
    check_same(serial, processes, set())
    shuffled = random.Random(7).sample(lines, len(lines))
    assert shuffled != lines
    # The corpus file is another one, and the manifest says so.
    check_same(serial, build(tmp_path / "shuffled", shuffled), {"inputs", "manifest_sha256"})
