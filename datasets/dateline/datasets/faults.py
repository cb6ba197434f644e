"""What verification finds: a `Fault` names the file, the check that failed and what is wrong."""

from __future__ import annotations

from dataclasses import dataclass

CHECKS = {
    "manifest": "the manifest is there, can be read, is written in the one way and fits its own checksum",
    "missing": "every file that the manifest lists is there",
    "unlisted": "the manifest lists every file that is there",
    "sha256": "every file has the size and hash that the manifest says",
    "schema": "every table can be read and has the declared columns and types",
    "rows": "every table has as many rows as the manifest says",
    "content": "the rows say what the manifest's content hash says",
    "values": "every value is allowed by its column's declaration",
    "key": "primary keys are unique and no null",
    "order": "the rows are sorted",
    "reference": "every foreign key names a row",
    "text": "texts fit their hashes, the titles and the text policy",
    "span": "every span lies in the text and within the bounds of a sentence",
    "date": "the parts of a date agree",
    "place": "the parts of a place agree",
    "losses": "counts are ordered and stand on the first row of their happening only",
    "happening": "the rows of one happening come from one article",
    "code": "every code is one of its scheme",
    "difference": "the other build holds the same bytes",
}
"""Every check, by the name that a fault carries, and what holds where it passes."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: `file` is a file of the dataset, `check` a key of CHECKS, `detail` a phrase for the user."""

    file: str
    check: str
    detail: str

    def __str__(self) -> str:
        return f"{self.file}: {self.check}: {self.detail}"
