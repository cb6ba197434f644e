"""Turns what went wrong under a command into one line for stderr and an exit code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from dateline.coding.errors import ConfigError, DatelineError, nearest

EXIT_FAILED = 1
EXIT_MISUSED = 2
EXIT_INTERRUPTED = 130
# OmegaConf names the Python type that it missed; these say what to write.
_MENDS = {
    "could not be converted to Integer": "write a whole number, such as 10",
    "could not be converted to Float": "write a number, such as 0.5",
    "is not a valid bool": "write true or false",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One line that tells the user what to do, and the exit code that goes with it."""

    message: str
    exit_code: int


def describe_fault(error: Exception) -> Fault | None:
    """What to tell the user; None for a defect of dateline, which deserves its traceback."""
    for cause in _chain(error):
        if isinstance(cause, ConfigError):
            return Fault(str(cause), EXIT_MISUSED)
        if isinstance(cause, DatelineError):
            return Fault(str(cause), EXIT_FAILED)
    message = _describe_config_error(error)
    return Fault(message, EXIT_MISUSED) if message else None


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))  # omegaconf's errors may be their own cause
        yield error
        error = error.__cause__


def _describe_config_error(error: Exception) -> str | None:
    # Imported here, because the commands without a config need neither package.
    from hydra.errors import (
        HydraException,
        MissingConfigException,
        OverrideParseException,
    )
    from omegaconf.errors import MissingMandatoryValue, OmegaConfBaseException

    if isinstance(error, MissingConfigException) and error.missing_cfg_file and error.options:
        group, _, choice = str(error.missing_cfg_file).rpartition("/")
        choices = sorted(error.options)
        return f"{group} has no choice {choice!r}{nearest(choice, choices)} (choices: {', '.join(choices)})"
    if isinstance(error, OverrideParseException):
        return _describe_override(str(error.override))
    for cause in _chain(error):
        if isinstance(cause, MissingMandatoryValue):
            return f"{cause.full_key} must be given: add {cause.full_key}=... to the command"
        if isinstance(cause, OmegaConfBaseException):
            return _describe_value_error(cause)
    return _describe_composition(_first_line(error)) if isinstance(error, HydraException) else None


def _describe_composition(message: str) -> str:
    if unknown := re.match(r"In '(?P<file>.+?)': .*Key '(?P<key>.+?)' not in", message):
        file, key = unknown["file"], unknown["key"]
        return f"{file} has the key {key!r}, which this command does not take; --help lists the choices that it takes"
    if message.startswith("Ambiguous value"):
        return f"{message}; add --multirun for a run with each value, or write [...] for one list"
    return message


def _describe_override(override: str) -> str:
    _, equals, value = override.partition("=")
    if not equals:
        return f"{override!r} is no setting; write KEY=VALUE, see --help"
    if value.startswith("~"):
        return f"cannot read {override!r}: write $HOME for ~"
    return f"cannot read {override!r}; put a value with special characters in two kinds of quotes: 'KEY=\"VALUE\"'"


def _describe_value_error(error: Exception) -> str:
    key = str(getattr(error, "full_key", None) or getattr(error, "key", None) or "the config")
    message = _first_line(error)
    if "not in" in message:
        known = sorted(str(name) for name in getattr(error, "parent_node", None) or () if name != "hydra")
        name = key.rpartition(".")[2]
        return f"no such key: {key}{nearest(name, known)} (keys: {', '.join(known) or 'none'})"
    ref_type = getattr(error, "ref_type", None)
    if isinstance(ref_type, type) and issubclass(ref_type, Enum):
        return f"{key}: {message} (allowed: {', '.join(ref_type.__members__)})"
    for words, mend in _MENDS.items():
        if words in message:
            return f"{key}: {message}; {mend}"
    return f"{key}: {message}"


def _first_line(error: BaseException) -> str:
    lines = (str(error).strip() or type(error).__name__).splitlines()
    return " ".join(lines[:2] if lines[0].endswith(":") else lines[:1])
