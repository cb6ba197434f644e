"""Real codings: several people coded the same sentences in seven rounds of training.

The file is not part of the project: DATELINE_CODERS names it, or it lies in `shared/bench` beside the
checkout.
"""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from dateline.experiments.agreement.measures import measure, measure_agreement
from dateline.experiments.agreement.ratings import Ratings, make_ratings

BESIDE = Path(__file__).resolve().parents[2] / "shared" / "bench" / "camco_dev_coders.jsonl"
CODERS = Path(os.environ.get("DATELINE_CODERS", BESIDE))

pytestmark = pytest.mark.skipif(not CODERS.is_file(), reason="the file of codings is not here")

Gold = Mapping[str, Any]


def relevance(coding: Gold) -> str | None:
    if not coding["complete"] or coding["relevant"] is None:
        return None
    return "relevant" if coding["relevant"] else "not relevant"


def root(coding: Gold) -> str | None:
    """The root of the first event, NR for a sentence that is not relevant."""
    if relevance(coding) != "relevant":
        return "NR" if relevance(coding) else None
    first = coding["events"][0]["cameo_root"] if coding["events"] else None
    return None if first is None else f"{first:02}"


@pytest.fixture(scope="module")
def rounds() -> dict[int, tuple[Ratings, Ratings]]:
    sentences: dict[int, list[list[Gold]]] = defaultdict(list)
    for line in CODERS.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        coders = row["gold"]["coders"]
        sentences[row["meta"]["round"]].append([coders[name] for name in sorted(coders)])
    return {
        number: (
            make_ratings([[relevance(coding) for coding in unit] for unit in units]),
            make_ratings([[root(coding) for coding in unit] for unit in units]),
        )
        for number, units in sentences.items()
    }


def test_every_round_holds_the_sentences(rounds: dict[int, tuple[Ratings, Ratings]]) -> None:
    assert {number: len(of_relevance.indices) for number, (of_relevance, _) in rounds.items()} == dict.fromkeys(
        range(1, 8), 97
    )


@pytest.mark.parametrize(("number", "of_relevance", "of_root"), [(1, 0.165, 0.144), (7, 0.888, 0.716)])
def test_alpha_before_and_after_training(
    rounds: dict[int, tuple[Ratings, Ratings]], number: int, of_relevance: float, of_root: float
) -> None:
    found = [measure("alpha", ratings) for ratings in rounds[number]]
    assert found == [pytest.approx(of_relevance, abs=5e-4), pytest.approx(of_root, abs=5e-4)]


def test_coefficients_of_relevance_rise_with_training(rounds: dict[int, tuple[Ratings, Ratings]]) -> None:
    first, last = measure_agreement(rounds[1][0]), measure_agreement(rounds[7][0])
    for name, value in first.items():
        assert value is not None
        assert (last[name] or 0) > value + 0.3
