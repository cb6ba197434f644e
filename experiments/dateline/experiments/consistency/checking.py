"""Coded text and classifiers in, a CheckReport out: how well the coding can be foretold, and where it is odd."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from dateline.coding.errors import ConfigError, DatasetError, nearest
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
from dateline.experiments.consistency.folds import TimeSplit, deal_folds, split_by_time
from dateline.experiments.consistency.groups import Ints, join_groups, join_near_duplicates
from dateline.experiments.consistency.planting import Planted, measure_found, plant_errors
from dateline.experiments.consistency.probabilities import (
    Floats,
    MakeModel,
    Texts,
    calibrate,
    calibrate_folds,
    fit_temperature,
    score_folds,
    score_texts,
    train,
)
from dateline.experiments.consistency.units import CodedText, Unit

LEAST_SUPPORT = 2
"""Groups of articles below which a code cannot be learned from some and tested on others."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How a dataset is checked; see CheckConfig for each. `judge` None is the classifier with the least log loss."""

    judge: str | None = None
    least: int = 5
    folds: int = 5
    later: float = 0.2
    near: float = 0.7
    curve: tuple[float, ...] = (0.125, 0.25, 0.5, 1.0)
    planted: float | None = 0.05
    replicates: int = 1000
    confidence: float = 0.95
    seed: int = 0


@dataclass(frozen=True, slots=True)
class CodeSupport:
    """One code: its units, the groups of articles that have it, and whether classifiers learn it.

    `triggers` counts the words that it hangs on, `scatter` is their entropy over that of as many words each used once
    (0: always the same word, 1: never the same twice; None for one unit or none with a trigger).
    """

    code: str
    label: str
    units: int
    groups: int
    is_learned: bool
    triggers: int
    scatter: float | None


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


@dataclass(frozen=True, slots=True, eq=False)
class _Ground:
    """What is learned: the units with a learned code, and those whose codes are too thin."""

    units: tuple[Unit, ...]
    thin: tuple[Unit, ...]
    codes: tuple[str, ...]
    labels: Ints
    groups: Ints
    fold: Ints
    texts: Texts


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
    _check_settings(settings, classifiers)
    parts = join_near_duplicates([sentence.text for sentence in coded.sentences], settings.near)
    groups = _join_units(coded, parts)
    support = _count_support(coded, groups, settings.least)
    ground = _clear_ground(coded, groups, support, settings)
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


def _check_settings(settings: Settings, classifiers: Mapping[str, MakeModel]) -> None:
    if not classifiers:
        raise ConfigError("classifier names none; give one or more, such as classifier=[majority,linear_svm]")
    if settings.judge is not None and settings.judge not in classifiers:
        raise ConfigError(
            f"judge is {settings.judge!r}, which is not among the classifiers{nearest(settings.judge, classifiers)} "
            f"(classifiers: {', '.join(classifiers)})"
        )
    if settings.folds < 2:
        raise ConfigError(f"folds is {settings.folds}; cross-validation needs 2 or more")
    if settings.replicates < 0:
        raise ConfigError(f"bootstrap is {settings.replicates}; give the number of draws, 0 for no intervals")
    for key, value in (("confidence", settings.confidence), ("later", settings.later), ("planted", settings.planted)):
        if value is not None and not 0 < value < 1:
            raise ConfigError(f"{key} is {value}; give a number between 0 and 1")
    if not 0 < settings.near <= 1:
        raise ConfigError(f"near is {settings.near}; give the share of pairs of words in common, above 0 and up to 1")
    for share in settings.curve:
        if not 0 < share <= 1:
            raise ConfigError(f"curve has {share}; give shares of the articles above 0 and up to 1")


def _join_units(coded: CodedText, parts: Ints) -> Ints:
    """Groups of the units: those of an article, and of articles that share a near-duplicate sentence with a unit."""
    part_of = {
        (sentence.article_id, sentence.sentence): int(part)
        for sentence, part in zip(coded.sentences, parts, strict=True)
    }
    articles = [unit.article_id for unit in coded.units]
    return join_groups(articles, [part_of[unit.article_id, unit.sentence] for unit in coded.units])


def _count_support(coded: CodedText, groups: Ints, least: int) -> tuple[CodeSupport, ...]:
    units, own = Counter(unit.code for unit in coded.units), defaultdict(set)
    triggers: dict[str, Counter[str]] = defaultdict(Counter)
    for unit, group in zip(coded.units, groups, strict=True):
        own[unit.code].add(int(group))
        if unit.trigger:
            triggers[unit.code][unit.trigger] += 1
    return tuple(
        CodeSupport(
            code=code,
            label=coded.labels.get(code, ""),
            units=units[code],
            groups=len(own[code]),
            is_learned=len(own[code]) >= least,
            triggers=len(triggers[code]),
            scatter=_measure_scatter(triggers[code]),
        )
        for code in sorted(units, key=lambda code: (-units[code], code))
    )


def _measure_scatter(triggers: Counter[str]) -> float | None:
    total = triggers.total()
    if total < 2:
        return None
    shares = np.array(sorted(triggers.values())) / total
    return max(0.0, float(-(shares * np.log(shares)).sum() / np.log(total)))


def _clear_ground(coded: CodedText, groups: Ints, support: Sequence[CodeSupport], settings: Settings) -> _Ground:
    type_ = coded.field.spelling
    if not coded.units:
        raise DatasetError(
            f"none of the {coded.events} events of {coded.name} has a code in {type_} and its sentence in the texts "
            "kept; choose another type, or build the dataset with text=full"
        )
    count = len(np.unique(groups))
    if count < settings.folds:
        raise ConfigError(
            f"folds is {settings.folds}, but the {len({u.article_id for u in coded.units})} articles with units make "
            f"{count} groups once near-duplicates are kept together; set folds={max(2, count)} or fewer, a higher "
            "near, or take a dataset with more articles"
        )
    if len(support) == 1:
        raise ConfigError(
            f"every unit has the one code {support[0].code!r} in {type_}, so there is nothing to tell apart; choose a "
            "finer type, or uncoded=own_class"
        )
    single = [each.code for each in support if each.groups < LEAST_SUPPORT]
    if settings.least < LEAST_SUPPORT and single:
        raise ConfigError(
            f"least is {settings.least}, but a code that stands in one article cannot be learned from some and tested "
            f"on others; set least={LEAST_SUPPORT} or more to leave such codes out, or a coarser type "
            f"(in one article: {_list(single)})"
        )
    codes = tuple(sorted(each.code for each in support if each.is_learned))
    if len(codes) < 2:
        commonest = [f"{each.code} in {each.groups}" for each in support]
        raise ConfigError(
            f"{len(codes)} codes of {type_} stand in {settings.least} articles or more, and two are needed; lower "
            f"least, choose a coarser type, or take a larger dataset (articles: {_list(commonest)})"
        )
    numbers = {code: number for number, code in enumerate(codes)}
    kept = [number for number, unit in enumerate(coded.units) if unit.code in numbers]
    units = tuple(coded.units[number] for number in kept)
    labels = np.array([numbers[unit.code] for unit in units], dtype=np.int64)
    own: Ints = np.unique(groups[kept], return_inverse=True)[1].astype(np.int64)
    return _Ground(
        units=units,
        thin=tuple(unit for unit in coded.units if unit.code not in numbers),
        codes=codes,
        labels=labels,
        groups=own,
        fold=deal_folds(labels, own, settings.folds, settings.seed),
        texts=_as_texts(units),
    )


def _as_texts(units: Sequence[Unit]) -> Texts:
    return np.array([unit.cue for unit in units], dtype=object)


def _run_classifier(
    name: str, make: MakeModel, ground: _Ground, split: TimeSplit, watch: Watch
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
    make: MakeModel, ground: _Ground, told: Floats, settings: Settings, watch: Watch
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
    make: MakeModel, ground: _Ground, share: float, settings: Settings, watch: Watch
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


def _plant(make: MakeModel, ground: _Ground, settings: Settings, watch: Watch) -> Planted | None:
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
    ground: _Ground,
    trained: TrainedModel,
    settings: Settings,
) -> Iterator[tuple[Finding, ...]]:
    """The findings in the order of KINDS."""
    yield find_disagreements(judged)
    yield find_duplicates(coded.units, coded.sentences, parts)
    yield find_odd_triggers(coded.units, groups)
    if ground.thin:
        scores = score_texts(trained.model, _as_texts(ground.thin), len(ground.codes))
        yield find_thin_codes(ground.thin, ground.codes, calibrate(scores, trained.temperature), settings.least)
    else:
        yield ()
    yield find_drift(judged)


def _list(names: Sequence[str], shown: int = 6) -> str:
    rest = len(names) - shown
    return ", ".join(names[:shown]) + (f" and {rest} more" if rest > 0 else "")
