"""Coded text and classifiers in, a CheckReport out: how well the coding can be foretold, and where it is odd."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from dateline.experiments.agreement.bootstrap import Estimate, estimate
from dateline.experiments.consistency.evaluation import (
    CodeScore,
    Score,
    count_confusion,
    score_classifiers,
    score_codes,
    tally_f1,
)
from dateline.experiments.consistency.findings import (
    KINDS,
    Finding,
    Judged,
    find_disagreements,
    find_drift,
    find_duplicates,
    find_odd_triggers,
    find_thin_codes,
    list_suspects,
)
from dateline.experiments.consistency.folds import TimeSplit, split_by_time
from dateline.experiments.consistency.ground import (
    CodeSupport,
    Ground,
    Settings,
    check_settings,
    clear_ground,
    count_support,
    join_units,
    list_texts,
)
from dateline.experiments.consistency.groups import Ints, join_near_duplicates
from dateline.experiments.consistency.planting import Planted, measure_found, plant_errors
from dateline.experiments.consistency.probabilities import (
    Floats,
    MakeModel,
    calibrate,
    calibrate_folds,
    fit_temperature,
    score_folds,
    score_texts,
    train,
)
from dateline.experiments.consistency.units import CodedText


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """The judge trained on a share of the groups: `units` are those trained on, a mean over the folds."""

    share: float
    units: float
    macro_f1: Estimate
    micro_f1: Estimate


@dataclass(frozen=True, slots=True, eq=False)
class TrainedModel:
    """A classifier trained on every unit; `temperature` turns its scores into probabilities."""

    name: str
    model: Any
    temperature: float


@dataclass(frozen=True, slots=True, eq=False)
class CheckReport:
    """All that `dateline check` tells. `codes` are the classes in the order of the models' class numbers."""

    coded: CodedText
    settings: Settings
    judge: str
    units: int
    groups: int
    joined: int
    codes: tuple[str, ...]
    support: tuple[CodeSupport, ...]
    scores: tuple[Score, ...]
    code_scores: tuple[CodeScore, ...]
    confusion: Mapping[str, tuple[tuple[str, str, int], ...]]
    curve: tuple[CurvePoint, ...]
    time_note: str | None
    planted: Planted | None
    findings: Mapping[str, tuple[Finding, ...]]
    models: tuple[TrainedModel, ...]


Watch = Callable[[str], None]
"""Is told what begins, once for every model that is trained."""


def count_trainings(classifiers: int, settings: Settings) -> int:
    """How many models a check trains at most."""
    curve = sum(share < 1 for share in settings.curve)
    return classifiers * (settings.folds + 2) + settings.folds * (curve + (settings.planted is not None))


def check_coding(
    coded: CodedText, classifiers: Mapping[str, MakeModel], settings: Settings, watch: Watch
) -> CheckReport:
    """Train the classifiers, measure them and list what looks like coding errors.

    Raises ConfigError for settings that cannot be, and ConfigError or DatasetError where the dataset has too few
    articles or codes for them.
    """
    check_settings(settings, tuple(classifiers))
    parts = join_near_duplicates([sentence.text for sentence in coded.sentences], settings.near)
    groups = join_units(coded, parts)
    support = count_support(coded, groups, settings.least)
    ground = clear_ground(coded, groups, support, settings)
    split = split_by_time([unit.published_on for unit in ground.units], ground.groups, settings.later)
    if split.last_trained is not None and len(np.unique(ground.labels[split.train])) < 2:
        split = TimeSplit(split.train[:0], split.test[:0], None, "the earlier articles have one code only")
    chances: dict[tuple[str, str], tuple[Ints, Floats]] = {}
    models: list[TrainedModel] = []
    for name, make in classifiers.items():
        model, own = _run_classifier(name, make, ground, split, watch)
        models.append(model)
        chances |= own
    scores = score_classifiers(
        chances, ground.labels, ground.groups, settings.replicates, settings.confidence, settings.seed
    )
    judge = (
        settings.judge
        or min((s for s in scores if s.split == "articles"), key=lambda s: (s.log_loss, s.classifier)).classifier
    )
    make = classifiers[judge]
    told = chances[judge, "articles"][1]
    by_classifier = {name: chances[name, "articles"][1].argmax(axis=1) for name in classifiers}
    judged = Judged(ground.units, ground.codes, ground.labels, ground.groups, told)
    trained = next(model for model in models if model.name == judge)
    return CheckReport(
        coded=coded,
        settings=settings,
        judge=judge,
        units=len(ground.units),
        groups=len(np.unique(ground.groups)),
        joined=len(coded.sentences) - len(np.unique(parts)),
        codes=ground.codes,
        support=support,
        scores=scores,
        code_scores=tuple(
            score
            for name, own in by_classifier.items()
            for score in score_codes(name, ground.codes, ground.labels, own)
        ),
        confusion={name: count_confusion(ground.codes, ground.labels, own) for name, own in by_classifier.items()},
        curve=_trace_curve(make, ground, told, settings, watch),
        time_note=split.note,
        planted=_plant(make, ground, settings, watch),
        findings=dict(zip(KINDS, _list_findings(coded, groups, parts, judged, ground, trained, settings), strict=True)),
        models=tuple(models),
    )


def _run_classifier(
    name: str, make: MakeModel, ground: Ground, split: TimeSplit, watch: Watch
) -> tuple[TrainedModel, dict[tuple[str, str], tuple[Ints, Floats]]]:
    """One classifier: trained on everything, and its probabilities for units that it was not trained on."""
    classes = len(ground.codes)
    scores = score_folds(make, ground.texts, ground.labels, ground.fold, classes, lambda: watch(name))
    everything = np.arange(len(ground.labels), dtype=np.int64)
    chances = {(name, "articles"): (everything, calibrate_folds(scores, ground.labels, ground.fold))}
    if split.last_trained is not None:
        temperature = fit_temperature(scores[split.train], ground.labels[split.train])
        model = train(make, ground.texts[split.train], ground.labels[split.train])
        later = score_texts(model, ground.texts[split.test], classes)
        chances[name, "time"] = (split.test, calibrate(later, temperature))
    watch(name)
    trained = TrainedModel(name, train(make, ground.texts, ground.labels), fit_temperature(scores, ground.labels))
    watch(name)
    return trained, chances


def _trace_curve(
    make: MakeModel, ground: Ground, told: Floats, settings: Settings, watch: Watch
) -> tuple[CurvePoint, ...]:
    """The judge's F1 with ever more groups to learn from; the smaller shares are parts of the greater."""
    points = []
    group_count = int(ground.groups.max()) + 1
    for share in sorted(set(settings.curve)):
        best, sizes = told.argmax(axis=1), [(ground.fold != number).sum() for number in range(settings.folds)]
        if share < 1:
            best, sizes = _learn_share(make, ground, share, settings, watch)
        tally = tally_f1(ground.labels, best, ground.groups, group_count, len(ground.codes))
        found = estimate(
            {"": tally}, {"": group_count}, group_count, settings.replicates, settings.confidence, settings.seed
        )[""]
        points.append(CurvePoint(share, float(np.mean(sizes)), found["macro_f1"], found["micro_f1"]))
    return tuple(points)


def _learn_share(
    make: MakeModel, ground: Ground, share: float, settings: Settings, watch: Watch
) -> tuple[Ints, list[int]]:
    best = np.zeros(len(ground.labels), dtype=np.int64)
    sizes = []
    order = np.random.default_rng(settings.seed).permutation(int(ground.groups.max()) + 1)
    rank = np.argsort(order)[ground.groups]
    for number in np.unique(ground.fold):
        test = ground.fold == number
        ranks = np.unique(rank[~test])
        part = ~test & (rank <= ranks[max(1, round(share * len(ranks))) - 1])
        labels = ground.labels[part]
        if len(np.unique(labels)) < 2:
            # Nothing but the one code has been seen.
            best[test] = labels[0]
        else:
            model = train(make, ground.texts[part], labels)
            best[test] = score_texts(model, ground.texts[test], len(ground.codes)).argmax(axis=1)
        sizes.append(int(part.sum()))
        watch("learning curve")
    return best, sizes


def _plant(make: MakeModel, ground: Ground, settings: Settings, watch: Watch) -> Planted | None:
    if settings.planted is None:
        return None
    classes = len(ground.codes)
    flipped, chosen = plant_errors(ground.labels, classes, settings.planted, settings.seed)
    scores = score_folds(make, ground.texts, flipped, ground.fold, classes, lambda: watch("planted errors"))
    chances = calibrate_folds(scores, flipped, ground.fold)
    return measure_found(chosen, flipped, list_suspects(flipped, chances)[0], chances)


def _list_findings(
    coded: CodedText,
    groups: Ints,
    parts: Ints,
    judged: Judged,
    ground: Ground,
    trained: TrainedModel,
    settings: Settings,
) -> Iterator[tuple[Finding, ...]]:
    """The findings in the order of KINDS."""
    yield find_disagreements(judged)
    yield find_duplicates(coded.units, coded.sentences, parts)
    yield find_odd_triggers(coded.units, groups)
    if ground.thin:
        scores = score_texts(trained.model, list_texts(ground.thin), len(ground.codes))
        yield find_thin_codes(ground.thin, ground.codes, calibrate(scores, trained.temperature), settings.least)
    else:
        yield ()
    yield find_drift(judged)
