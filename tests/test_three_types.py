"""The worked example of an own ontology and scheme: its readme shows what its commands give."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from tests.readme import REPOSITORY, read_examples, run_example

README = REPOSITORY / "experiments" / "three_types" / "README.md"


@pytest.mark.slow
def test_the_three_types_come_out_as_their_readme_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "experiments").symlink_to(REPOSITORY / "experiments")
    monkeypatch.chdir(tmp_path)
    examples = read_examples(README)
    assert [command.split()[0] for command, _ in examples] == ["lint", "build", "verify"]
    for command, output in examples:
        assert run_example(command) == output
    shown = dict(re.findall(r"^\| (\w+) \| (\d+) \|$", README.read_text(encoding="utf-8"), re.MULTILINE))
    codes = pq.read_table("out/three_types/codes.parquet")["code"].to_pylist()
    assert Counter(codes) == {name: int(count) for name, count in shown.items()}
