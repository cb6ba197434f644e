"""The few errors that dateline raises on purpose. Each message is a sentence that tells the user what to do."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class DatelineError(Exception):
    """Base of every error whose message is meant for the user; commands print it without a traceback."""


class ConfigError(DatelineError):
    """A config that cannot be used: names the key and the allowed values."""


class CorpusError(DatelineError):
    """A corpus that cannot be read at all (a bad document inside one is quarantined instead)."""


class OntologyError(DatelineError):
    """A line of an ontology or scheme file that cannot be used: names file, line and the nearest known code."""


class GazetteerError(DatelineError):
    """A gazetteer file that cannot be read or indexed: names the file and the line."""


class DatasetError(DatelineError):
    """A dataset folder that cannot be written, read or trusted."""


def nearest(word: str, known: Iterable[str]) -> str:
    """A phrase such as `; did you mean 'shelling'?`, empty where nothing known is near."""
    close = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"; did you mean {close[0]!r}?" if close else ""
