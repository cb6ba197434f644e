"""Coded text and settings in, the ground for classifiers out: the units and codes that can be learned, in folds."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dateline.coding.errors import ConfigError, DatasetError, nearest
from dateline.experiments.consistency.folds import deal_folds
from dateline.experiments.consistency.groups import Ints, join_groups
from dateline.experiments.consistency.probabilities import Texts
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


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """What is learned: the units with a learned code, and those whose codes are too thin."""

    units: tuple[Unit, ...]
    thin: tuple[Unit, ...]
    codes: tuple[str, ...]
    labels: Ints
    groups: Ints
    fold: Ints
    texts: Texts


def check_settings(settings: Settings, classifiers: Sequence[str]) -> None:
    """Raise ConfigError, naming the key, for settings that no dataset can be checked with."""
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


def join_units(coded: CodedText, parts: Ints) -> Ints:
    """Groups of the units: those of an article, and of articles that share a near-duplicate sentence with a unit."""
    part_of = {
        (sentence.article_id, sentence.sentence): int(part)
        for sentence, part in zip(coded.sentences, parts, strict=True)
    }
    articles = [unit.article_id for unit in coded.units]
    return join_groups(articles, [part_of[unit.article_id, unit.sentence] for unit in coded.units])


def count_support(coded: CodedText, groups: Ints, least: int) -> tuple[CodeSupport, ...]:
    """Every code with its units, groups and triggers, the commonest first."""
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


def clear_ground(coded: CodedText, groups: Ints, support: Sequence[CodeSupport], settings: Settings) -> Ground:
    """What is learned: units whose code stands in enough groups, dealt into folds.

    Raises ConfigError or DatasetError where too few units, groups or codes are left.
    """
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
    return Ground(
        units=units,
        thin=tuple(unit for unit in coded.units if unit.code not in numbers),
        codes=codes,
        labels=labels,
        groups=own,
        fold=deal_folds(labels, own, settings.folds, settings.seed),
        texts=list_texts(units),
    )


def list_texts(units: Sequence[Unit]) -> Texts:
    """The cues of units as a pipeline takes them."""
    return np.array([unit.cue for unit in units], dtype=object)


def _measure_scatter(triggers: Counter[str]) -> float | None:
    total = triggers.total()
    if total < 2:
        return None
    shares = np.array(sorted(triggers.values())) / total
    return max(0.0, float(-(shares * np.log(shares)).sum() / np.log(total)))


def _list(names: Sequence[str], shown: int = 6) -> str:
    rest = len(names) - shown
    return ", ".join(names[:shown]) + (f" and {rest} more" if rest > 0 else "")
