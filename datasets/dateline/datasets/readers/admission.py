"""The gate of the corpus: the fields of one record in; an `Article` or `Quarantined` out."""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from dateline.coding.errors import ConfigError, nearest
from dateline.coding.records import Article
from dateline.coding.text.cleaning import article_text, clean_line, clean_text, control_share
from dateline.coding.text.imprints import printed_date, printed_dates
from dateline.coding.text.pages import Page, read_page
from dateline.datasets.quarantine import Quarantined
from dateline.datasets.readers.languages import detected_language, primary_tag

TEXT_KINDS = ("article", "page")
MAX_CHARACTERS = 1_000_000
_BINARY_SHARE = 0.1
_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d(?=$|[T ])|\d{8}$")


@dataclass(frozen=True, slots=True)
class AdmissionRules:
    """What a reader lets in.

    `text_is` is "article" for a text that is cleaned only of odd characters, "page" for one that is taken
    out of its page's furniture. `max_characters` is the limit of a text's length. `only_language` is the
    tag of the one language to let in, None for all. `publisher` and `licence` stand in where a record has
    none.
    """

    text_is: str = "article"
    max_characters: int = MAX_CHARACTERS
    only_language: str | None = "en"
    publisher: str | None = None
    licence: str | None = None

    def check(self) -> None:
        """Raises ConfigError for a value that cannot be used."""
        if self.text_is not in TEXT_KINDS:
            allowed = " or ".join(TEXT_KINDS)
            raise ConfigError(f"text_is: {self.text_is!r} is not {allowed}{nearest(self.text_is, TEXT_KINDS)}")
        if self.max_characters < 1:
            raise ConfigError(f"max_characters: {self.max_characters} is less than 1")


class Admission:
    """Admits the records of one pass through a corpus; it remembers the ids it has let in."""

    def __init__(self, rules: AdmissionRules) -> None:
        self._rules = rules
        self._ids: set[str] = set()

    def admit(self, name: str, line: int | None, fields: Mapping[str, object]) -> Article | Quarantined:
        """The record as an article. `fields` are named as in Article, but for `id` and `date`."""
        article_id: str | None = None
        try:
            article_id = _identifier(fields.get("id"))
            article = self._article(article_id, fields)
            article_id = article.article_id
            if article_id in self._ids:
                raise _Unfit("duplicate_id", f"an article with the id {article_id!r} came before it")
        except _Unfit as unfit:
            return Quarantined(name, line, article_id, unfit.reason, unfit.detail)
        self._ids.add(article_id)
        return article

    def _article(self, article_id: str | None, fields: Mapping[str, object]) -> Article:
        raw = _text(fields)
        published_on = _publication_date(fields.get("date"))
        title, publisher, url, licence, language = (
            _line(fields, key) for key in ("title", "publisher", "url", "licence", "language")
        )
        if len(raw) > 4 * self._rules.max_characters:
            raise self._too_long(len(raw))
        if self._rules.text_is == "page":
            page = read_page(raw)
        else:
            page = Page(None, None, None, None, clean_text(raw))
        title = title or page.title
        text = article_text(title, page.body)
        if not page.text:
            raise _without_words(raw)
        if control_share(raw) > _BINARY_SHARE:
            raise _Unfit("control_characters", "more than a tenth of the text is control characters")
        if len(text) > self._rules.max_characters:
            raise self._too_long(len(text))
        return Article(
            article_id=article_id or _hash(url or text),
            text=text,
            title=title,
            published_on=published_on or page.published_on,
            publisher=publisher or page.publisher or self._rules.publisher,
            language=self._language(language, text),
            url=url,
            licence=licence or self._rules.licence,
        )

    def _language(self, given: str | None, text: str) -> str | None:
        found = given or detected_language(text)
        wanted = self._rules.only_language
        if found and wanted and primary_tag(found) != primary_tag(wanted):
            origin = "is given as" if given else "seems to be"
            raise _Unfit("wrong_language", f"the language {origin} {found}, not {wanted}")
        return None if found and found.startswith("und") else found

    def _too_long(self, length: int) -> _Unfit:
        limit = self._rules.max_characters
        return _Unfit("too_long", f"{length:,} characters; max_characters is {limit:,}")


class _Unfit(Exception):
    """A record that cannot be an article."""

    def __init__(self, reason: str, detail: str | None = None) -> None:
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail


def _text(fields: Mapping[str, object]) -> str:
    value = fields.get("text")
    if value is None:
        raise _Unfit("missing_text", "the record has no text")
    if not isinstance(value, str):
        raise _Unfit("bad_field", f"text is {_kind(value)}, not a string")
    if not value.strip():
        raise _Unfit("empty_text")
    return value


def _without_words(raw: str) -> _Unfit:
    if control_share(raw) > 0:
        return _Unfit("control_characters", "the text holds only control characters")
    return _Unfit("empty_text", "nothing is left after cleaning")


def _identifier(value: object) -> str | None:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if _is_missing(value):
        return None
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        raise _Unfit("bad_field", f"id is {_kind(value)}, not a string or whole number")
    return clean_line(_digits(value)) or None


def _line(fields: Mapping[str, object], key: str) -> str | None:
    value = fields.get(key)
    if _is_missing(value):
        return None
    if isinstance(value, (bool, float)) or not isinstance(value, (str, int)):
        raise _Unfit("bad_field", f"{key} is {_kind(value)}, not a string")
    return clean_line(_digits(value)) or None


def _publication_date(value: object) -> date | None:
    if _is_missing(value):
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        raise _Unfit("bad_date", f"the date is {_kind(value)}; write YYYY-MM-DD")
    text = clean_line(_digits(value))
    if not text:
        return None
    if found := _read_date(text):
        return found
    two_readings = len(list(printed_dates(text))) == 1 and re.match(r"\d{1,2}[-/]\d{1,2}[-/]\d{4}", text)
    why = "is not one real day, or can be read in two ways" if two_readings else "is not a real day"
    raise _Unfit("bad_date", f"{text[:60]!r} {why}; write YYYY-MM-DD")


def _read_date(text: str) -> date | None:
    if match := _ISO_DATE.match(text):
        try:
            return date.fromisoformat(match[0])
        except ValueError:
            return None
    return printed_date(text)


def _digits(value: str | int) -> str:
    """Python refuses to print numbers of thousands of digits; no id or date is one."""
    if isinstance(value, str):
        return value
    return str(value) if abs(value) < 10**100 else ""


def _is_missing(value: object) -> bool:
    return value is None or (isinstance(value, float) and math.isnan(value))


def _kind(value: object) -> str:
    names = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "an object"}
    return names.get(type(value), f"of type {type(value).__name__}")


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
