"""The figures of the readme for real articles; their texts are others', so DATELINE_ARTICLES names where they are."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from tests.articles import GOLD, LEVELS, read_gold, score_articles

from dateline.coding.coder import RuleCoder

README = Path(__file__).parents[1] / "README.md"
DEFAULT = re.compile(r"^\| \*\*(?P<mark>0\.\d+)\*\* \(default\) \|(?P<figures>[ 0-9.|]+)\|$", re.MULTILINE)


def read_figures() -> tuple[float, list[float]]:
    """The default mark and the figures that the readme states for it."""
    found = DEFAULT.search(README.read_text(encoding="utf-8"))
    assert found is not None
    return float(found["mark"]), [float(cell) for cell in found["figures"].split("|")]


def test_the_readme_states_the_default_mark(rule_coder: RuleCoder) -> None:
    mark, figures = read_figures()
    assert (mark, len(figures)) == (rule_coder.min_score, 2 * len(LEVELS))


@pytest.mark.parametrize("split", ["learn", "measure"])
def test_the_gold_is_offsets_and_codes_without_text(split: str) -> None:
    rows = [json.loads(line) for line in (GOLD / f"{split}.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len({row["id"] for row in rows}) == len(rows) > 17
    assert not {"text", "quote", "what"} & {key for row in rows for key in row}
    for row in rows:
        assert re.fullmatch(r"[0-9a-f]{64}", row["sha256"]) and set(row["readers"]) <= {"a", "b"}
        for event in row["events"]:
            assert set(event) == {"coders", *event["coders"]}
            for reader in event["coders"]:
                side = event[reader]
                assert {"act", "cameo", "trigger", "status"} <= set(side)
                assert not {"text", "quote", "what", "place"} & set(side)
                assert all(start < end for start, end in (side["trigger"], *side.get("also", ())))


def test_no_article_both_trains_and_measures() -> None:
    learn, measure = (
        {json.loads(line)["id"] for line in (GOLD / f"{split}.jsonl").read_text(encoding="utf-8").splitlines()}
        for split in ("learn", "measure")
    )
    assert not learn & measure


@pytest.mark.slow
@pytest.mark.skipif("DATELINE_ARTICLES" not in os.environ, reason="DATELINE_ARTICLES names no file of texts")
def test_the_readme_states_what_real_articles_give() -> None:
    golds = list(read_gold("measure", Path(os.environ["DATELINE_ARTICLES"])))
    scores = score_articles(RuleCoder(), golds)
    measured = [figure / 100 for level in LEVELS for figure in scores[level].figures[:2]]
    assert read_figures()[1] == pytest.approx(measured, abs=0.006)
