"""What is said of a dataset as a whole: given by the caller, or counted while it is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dateline.datasets.manifest import InputFile, WrittenFile, WrittenTable


@dataclass(frozen=True, slots=True)
class Description:
    """What the caller says of a dataset before its first article is coded.

    `name` is a short name such as "sample"; `codebook` is the Markdown page of the ontology and schemes used;
    `config` is the full resolved config; `text` is a key of TEXT_POLICIES; `licence` is an identifier that
    the Hub knows ("cc-by-4.0"), None where it is not known; `coder` names the coder and its version; `origin` is a
    sentence on how it coded.
    """

    name: str
    title: str
    coder: str
    codebook: str
    config: Mapping[str, Any]
    inputs: tuple[InputFile, ...] = ()
    versions: Mapping[str, str | None] = field(default_factory=dict)
    text: str = "full"
    licence: str | None = None
    origin: str = "The coding is automatic."


@dataclass(frozen=True, slots=True)
class Written:
    """What was counted while the tables were written: languages and licences as the articles give them,
    sorted.
    """

    tables: Mapping[str, WrittenTable]
    files: Mapping[str, WrittenFile]
    schemes: tuple[str, ...]
    languages: tuple[str, ...]
    licences: tuple[str, ...]
