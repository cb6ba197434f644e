"""Figures against scikit-learn and against sums by hand; temperatures, keywords and saved models."""

from __future__ import annotations

import numpy as np
import pytest
import skops.io
from sklearn.metrics import f1_score
from tests.consistency_texts import spread

from dateline.experiments.consistency import classifiers
from dateline.experiments.consistency.evaluation import (
    bin_probabilities,
    count_confusion,
    score_classifiers,
    score_codes,
)
from dateline.experiments.consistency.models import TRUSTED, dump_model
from dateline.experiments.consistency.probabilities import calibrate, calibrate_folds, fit_temperature, score_texts

TEXTS = np.array(["rebels «shelled» town", "army «shelled» port", "envoys «met» here", "ministers «met» there"], object)
LABELS = np.array([0, 0, 1, 1])


def test_figures_agree_with_scikit_learn() -> None:
    rng = np.random.default_rng(3)
    labels, told = rng.integers(0, 4, 80), rng.integers(0, 4, 80)
    units = np.arange(80)
    chances = {("svm", "articles"): (units, spread(told.tolist(), 4, 0.7))}
    (score,) = score_classifiers(chances, labels, units // 4, 50, 0.95, 0)
    assert score.macro_f1.value == pytest.approx(f1_score(labels, told, average="macro"))
    assert score.micro_f1.value == pytest.approx(f1_score(labels, told, average="micro"))
    low, value, high = score.macro_f1.low, score.macro_f1.value, score.macro_f1.high
    assert low is not None and value is not None and high is not None
    assert low < value < high
    right = (labels == told).mean()
    assert score.log_loss == pytest.approx(-(right * np.log(0.7) + (1 - right) * np.log(0.1)))
    assert score.brier == pytest.approx(right * (0.3**2 + 3 * 0.1**2) + (1 - right) * (0.7**2 + 0.9**2 + 2 * 0.1**2))
    assert score.calibration_error == pytest.approx(abs(0.7 - right))
    by_code = score_codes("svm", list("abcd"), labels, told)
    assert np.mean([each.f1 for each in by_code if each.f1 is not None]) == pytest.approx(score.macro_f1.value)
    assert sum(count for _, _, count in count_confusion(list("abcd"), labels, told)) == 80


def test_a_bin_without_units_says_nothing() -> None:
    bins = bin_probabilities(np.array([0, 1]), np.array([[0.95, 0.05], [0.9, 0.1]]))
    assert [(each.units, each.right) for each in bins if each.units] == [(2, 0.5)]
    assert bins[0].probability is None


def test_a_temperature_undoes_a_scale() -> None:
    rng = np.random.default_rng(0)
    scores = rng.normal(size=(4000, 3))
    chances = calibrate(scores, 1.0)
    labels = np.array([rng.choice(3, p=row) for row in chances])
    assert fit_temperature(scores * 5, labels) == pytest.approx(5, rel=0.15)
    folded = calibrate_folds(scores * 5, labels, np.arange(4000) % 4)
    assert np.abs(folded - chances).max() < 0.1


@pytest.mark.parametrize("name", ["majority", "keyword", "naive_bayes", "logistic_regression", "linear_svm"])
def test_a_saved_model_says_the_same_and_has_the_same_bytes(name: str) -> None:
    make = getattr(classifiers, name)
    model = make().fit(TEXTS, LABELS)
    scores = score_texts(model, TEXTS, 3)
    assert scores.shape == (4, 3) and (scores[:, 2] < scores[:, :2].min()).all()
    if name != "majority":
        assert scores.argmax(axis=1).tolist() == LABELS.tolist()
    packed = dump_model(model)
    again = skops.io.loads(packed, trusted=list(TRUSTED))
    assert score_texts(again, TEXTS, 3).tolist() == scores.tolist()
    assert dump_model(make().fit(TEXTS, LABELS)) == packed


def test_a_text_without_keywords_has_the_commonest_class() -> None:
    model = classifiers.keyword(words=1).fit(np.array([*TEXTS, "police «met» twice"], object), np.array([*LABELS, 1]))
    assert model.predict(["nothing known", "guards «shelled» it"]).tolist() == [1, 0]
