"""The one declaration of every table: it makes the Arrow schema, the checks of rows and the documentation.

Columns, order, types, keys and null meanings are the project's published contract of its tables.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import pyarrow as pa

from dateline.coding.records import REJECTION_REASONS
from dateline.datasets.quarantine import QUARANTINE_REASONS

ARROW_TYPES: Mapping[str, pa.DataType] = MappingProxyType(
    {
        "string": pa.string(),
        "bool": pa.bool_(),
        "int8": pa.int8(),
        "int32": pa.int32(),
        "int64": pa.int64(),
        "float64": pa.float64(),
        "date32": pa.date32(),
        # Parquet's own name for the item of a list, so that a file read back has this very type.
        "list<string>": pa.list_(pa.field("element", pa.string())),
    }
)

ACT_MEANINGS = {
    "do": "the source does it",
    "attempt": "tries to do it",
    "consider": "weighs or discusses doing it",
    "intend": "promises, offers or agrees to do it",
    "ask": "asks the target for it",
    "demand": "demands it of the target",
    "threaten": "threatens to do it",
    "refuse": "refuses to do it or turns it down",
    "accuse": "accuses the target of it",
    "deny": "denies having done it",
    "acknowledge": "says that it did it",
}
STATUS_MEANINGS = {
    "reported": "the publisher states it",
    "claimed": "a named party states it",
    "alleged": "it is the content of an accusation or marked as alleged",
    "denied": "the party that it concerns denies it",
}
PRECISION_MEANINGS = {
    "day": "one day",
    "week": "within a week",
    "month": "within a month",
    "year": "within a year",
    "range": "within the days from start to end",
}
DATE_METHODS = {
    "explicit": "the words name the date",
    "relative": 'the words count from the publication date ("on Tuesday")',
    "discourse": 'taken from a date given before in the article ("on the same day")',
    "publication": "no words date it; the article tells it as news of its day",
}
PLACE_PRECISIONS = {
    "1": "exact place",
    "2": "near a place, or a small region",
    "3": "large region or country",
}
MENTION_PARTS = {
    "trigger": "words that triggered the coding",
    "source": "words of the source",
    "target": "words of the target",
    "place": "words of the place",
    "date": "words that dated it",
    "loss": "words of a count of losses",
    "claimant": "words of who asserts it",
}
LOSS_KINDS = {
    "killed": "people killed",
    "wounded": "people wounded",
    "captured": "people captured or detained",
    "missing": "people missing",
    "displaced": "people displaced",
    "equipment": "vehicles, weapons and other things",
}
TEXT_POLICIES = {
    "full": "the whole cleaned text of every article is in the dataset",
    "snippet": "only the beginning of every text is in the dataset",
    "withheld": "no article's text is in the dataset; the hashes let a holder of the texts check every span",
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `type` is a key of ARROW_TYPES; `values` maps each allowed value to its meaning, empty
    where any is.

    `null_means` is "never" (or begins with it, or with "empty string") where the column has no nulls. `unit`
    is the unit of a number, None for text. `low` and `high` bound a number, both included.
    """

    name: str
    type: str
    null_means: str
    description: str
    unit: str | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    low: float | None = None
    high: float | None = None

    @property
    def is_nullable(self) -> bool:
        return not self.null_means.startswith(("never", "empty string"))

    @property
    def arrow(self) -> pa.Field:
        """The Arrow field; its metadata carry the documentation along with the data."""
        notes = {"description": self.description, "null_means": self.null_means}
        if self.unit:
            notes["unit"] = self.unit
        return pa.field(self.name, ARROW_TYPES[self.type], nullable=self.is_nullable, metadata=notes)


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """`columns` of this table name a row of `table` by its columns `references`."""

    columns: tuple[str, ...]
    table: str
    references: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One table and file: `key` is the primary key, `order` the columns by which the rows are sorted (nulls
    first).

    `rows_per_group` is the fixed number of rows in a Parquet row group.
    """

    name: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()
    rows_per_group: int = 65_536

    @property
    def file(self) -> str:
        return f"{self.name}.parquet"

    @property
    def order(self) -> tuple[str, ...]:
        return self.key or self.column_names

    @property
    def column_names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    @property
    def schema(self) -> pa.Schema:
        return pa.schema([column.arrow for column in self.columns], metadata={"description": self.description})

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)


def _text(name: str, null_means: str, description: str, values: Mapping[str, str] | None = None) -> Column:
    return Column(name, "string", null_means, description, values=values or {})


def _flag(name: str, description: str) -> Column:
    return Column(name, "bool", "never", description)


def _day(name: str, null_means: str, description: str) -> Column:
    return Column(name, "date32", null_means, description, unit="day")


def _count(name: str, description: str, unit: str) -> Column:
    return Column(name, "int32", "not stated", description, unit=unit, low=0)


def _index(name: str, description: str) -> Column:
    return Column(name, "int32", "never", description, low=0)


def _offset(name: str, description: str) -> Column:
    return Column(name, "int32", "never", description, unit="characters (Unicode code points)", low=0)


_ARTICLE_ID = _text("article_id", "never", "article that it belongs to")
_EVENT_ID = _text("event_id", "never", "event that it belongs to")
_SENTENCE = _index("sentence", "index of the sentence in the article; 0 is the title where there is one")
_START = _offset("start", "offset into articles.text at which the span begins")
_END = _offset("end", "offset at which it ends (half-open: the character at it is outside)")
_OF_ARTICLE = ForeignKey(("article_id",), "articles", ("article_id",))
_OF_SENTENCE = ForeignKey(("article_id", "sentence"), "sentences", ("article_id", "sentence"))
_OF_EVENT = ForeignKey(("event_id",), "events", ("event_id",))

ARTICLES = Table(
    "articles",
    "The articles that were coded, with or without events.",
    (
        _text("article_id", "never", "id given by the corpus, or a hash of the url or text"),
        _text("title", "not given", "headline; the text begins with it"),
        _day("published_on", "unknown", "publication date"),
        _text("publisher", "unknown", "outlet that published it"),
        _text("language", "unknown", "BCP 47 tag"),
        _text("url", "unknown", "address"),
        _text("licence", "unknown", "licence or terms of the text"),
        _text("text", "withheld", "cleaned text that every span refers to: the title line, then the body"),
        _text(
            "text_sha256",
            "never",
            "SHA-256 of the whole cleaned text in UTF-8, so that a holder can check spans",
        ),
    ),
    key=("article_id",),
    # Texts are long: small groups keep a reader's and the writer's memory small.
    rows_per_group=512,
)

SENTENCES = Table(
    "sentences",
    "Every sentence of every article, coded or not: the exposure behind any rate.",
    (_ARTICLE_ID, _SENTENCE, _START, _END),
    key=("article_id", "sentence"),
    foreign_keys=(_OF_ARTICLE,),
)

EVENTS = Table(
    "events",
    "One row per event and pair of actors in an article: who did what to whom, and on whose word.",
    (
        _text("event_id", "never", "hash of article id, action, act, trigger span and actor pair"),
        _text(
            "happening_id",
            "never",
            "shared by the actor pairs of one happening (a call to two counterparts); its losses and counts "
            "stand on its first row only",
        ),
        _text("article_id", "never", "article that it was coded from"),
        _index("sentence", "index of the sentence of the first mention"),
        _text("action", "never", "action of the ontology; `unspecified` where only the act is known"),
        _text("act", "never", "what the source does about the action", ACT_MEANINGS),
        Column(
            "topics",
            "list<string>",
            "never (may be empty)",
            "what it is about (leadership, rights, ...), sorted",
        ),
        _flag("is_reciprocal", "both sides act alike (met, clashed, agreed): one row stands for both directions"),
        _text("source_text", "no source named", "words of the source"),
        _text("source_code", "unresolved", "composed actor code of the source, such as ARMMIL"),
        _text("source_country", "none or unresolved", "ISO 3166-1 alpha-3"),
        _text("source_sector", "none or unresolved", "primary CAMEO role, such as GOV, MIL, REB or CVL"),
        _text("target_text", "no target named", "words of the target"),
        _text("target_code", "unresolved", "composed actor code of the target"),
        _text("target_country", "none or unresolved", "ISO 3166-1 alpha-3"),
        _text("target_sector", "none or unresolved", "primary CAMEO role"),
        _day("date_start", "unknown", "first possible day of the event"),
        _day(
            "date_end",
            "unknown",
            "last possible day; equal to date_start for one day; null exactly when that is",
        ),
        _text("date_precision", "unknown", "how exactly the words date it", PRECISION_MEANINGS),
        _text("date_method", "unknown", "how the date was found", DATE_METHODS),
        _text("date_text", "no words dated it", "words that dated it"),
        _text("place_text", "no place named", "words of the place"),
        _text("place_name", "unresolved", "name in the gazetteer"),
        _text("place_id", "unresolved", "id in the gazetteer"),
        _text("place_admin1", "unresolved", "first-level division"),
        _text("place_country", "unresolved", "ISO 3166-1 alpha-3"),
        Column("latitude", "float64", "unresolved", "latitude (WGS 84)", unit="degrees", low=-90, high=90),
        Column("longitude", "float64", "unresolved", "longitude (WGS 84)", unit="degrees", low=-180, high=180),
        Column("place_precision", "int8", "unresolved", "how exactly the place is known", values=PLACE_PRECISIONS),
        _count("killed", "best count of deaths tied to this happening; on its first row only", "people"),
        _count("wounded", "best count of wounded; on the happening's first row only", "people"),
        _count("captured", "best count of captured or detained; on the happening's first row only", "people"),
        _text("status", "never", "how sure the assertion is", STATUS_MEANINGS),
        _text("claimant_text", "the publisher itself", "words of who asserts it"),
        _text("claimant_code", "publisher or unresolved", "actor code of who asserts it"),
        _flag("is_disputed", "another party in this article denies or contradicts it"),
        _flag("is_background", "told as history and not as news"),
        _text("trigger_text", "never", "words that triggered the coding"),
        _text("rule", "not rule coded", "id of the ontology entry and frame that fired"),
        _text("coder", "never", "id of the coder and its version"),
        Column(
            "score",
            "float64",
            "coder gives none",
            "confidence, rounded to 4 places",
            unit="0 to 1",
            low=0,
            high=1,
        ),
    ),
    key=("event_id",),
    foreign_keys=(_OF_ARTICLE, _OF_SENTENCE),
    rows_per_group=16_384,
)

MENTIONS = Table(
    "mentions",
    "The spans behind every event: its trigger and roles in each mention.",
    (
        _EVENT_ID,
        _index("mention", "0 is the first mention; others tell the same event again"),
        _text("part", "never", "what the span is of the event", MENTION_PARTS),
        _START,
        _END,
        _text("rule", "not rule coded", "what recognised this mention or tied it to the event"),
    ),
    key=("event_id", "mention", "part", "start"),
    foreign_keys=(_OF_EVENT,),
)

LOSSES = Table(
    "losses",
    "People and things lost in a happening, with bounds and whose they were.",
    (
        _EVENT_ID,
        _text("kind", "never", "what was lost and how", LOSS_KINDS),
        _text("of_code", "empty string: unresolved", "actor code of whose losses they are"),
        _count("low", "lowest count that the text allows", "people or items"),
        _count("best", "best count", "people or items"),
        _count("high", "highest count that the text allows", "people or items"),
        _text("text", "never", "words of the count"),
    ),
    key=("event_id", "kind", "of_code"),
    foreign_keys=(_OF_EVENT,),
)

CODES = Table(
    "codes",
    "The codes of every event in each coding scheme, one row per scheme axis.",
    (
        _EVENT_ID,
        _text("scheme", "never", "coding scheme: cameo, plover, acled, ucdp or a user's own"),
        _text(
            "axis",
            "never",
            "cameo: code, quad_class, goldstein; plover: event, mode, context (it may have several rows); "
            "acled: event_type, sub_event_type; ucdp: type_of_violence",
        ),
        _text("code", "never", "the code as a string (041 keeps its zero)"),
        _text("label", "never", "the scheme's own name of the code"),
    ),
    key=("event_id", "scheme", "axis", "code"),
    foreign_keys=(_OF_EVENT,),
)

REJECTIONS = Table(
    "rejections",
    "What looked like an event and was not coded, and why.",
    (
        _ARTICLE_ID,
        _SENTENCE,
        _START,
        _END,
        _text("reason", "never", "why it was not coded", REJECTION_REASONS),
        _text("detail", "nothing to add", "what it would have been and what was missing"),
    ),
    foreign_keys=(_OF_ARTICLE, _OF_SENTENCE),
)

QUARANTINE = Table(
    "quarantine",
    "Input that could not be read or coded, and why.",
    (
        _text("input", "never", "file as named in the corpus"),
        Column("line", "int64", "not a line-based input", "line or record number, from 1", low=1),
        _text("article_id", "not known", "id of the article"),
        _text("reason", "never", "why it gave no coding", QUARANTINE_REASONS),
        _text("detail", "nothing to add", "what was wrong with it"),
    ),
)

TABLES: tuple[Table, ...] = (ARTICLES, SENTENCES, EVENTS, LOSSES, CODES, MENTIONS, REJECTIONS, QUARANTINE)
"""Every table of a dataset, in the order in which they are documented."""
