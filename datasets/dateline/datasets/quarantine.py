"""What could not be read or coded: a `Quarantined` record per input, with one of the documented reasons."""

from __future__ import annotations

from dataclasses import dataclass

QUARANTINE_REASONS = {
    "undecodable": "the bytes are not text in the encoding that the corpus declares",
    "unreadable": "the file could not be opened or is damaged",
    "bad_json": "the line or file is not valid JSON",
    "bad_row": "the row does not have the columns that its header promises",
    "bad_markup": "no article could be extracted from the HTML or XML",
    "not_an_object": "the JSON value is not an object with fields",
    "missing_text": "the record has no text field",
    "empty_text": "no text is left after cleaning",
    "bad_field": "a field holds a value of a type that cannot be used",
    "bad_date": "the publication date cannot be read or is not a real day",
    "duplicate_id": "an article with this id came before it",
    "too_long": "the text is longer than the limit of the config",
    "wrong_language": "the text is not in a language that the coder reads",
    "control_characters": "the text is binary or full of control characters",
    "coder_failed": "the coder failed on this article; the detail says how",
    "other": "a reason of the reader's or coder's own, with which the detail begins",
}
"""Every reason that the quarantine table may hold, and what it says to the user."""


@dataclass(frozen=True, slots=True)
class Quarantined:
    """One input that gave no article or no coding.

    `input` is the file as the corpus names it (relative, never a path of the machine); `line` is its 1-based
    line or record number, None where the input has no lines; `reason` is a key of QUARANTINE_REASONS.
    """

    input: str
    line: int | None
    article_id: str | None
    reason: str
    detail: str | None = None
