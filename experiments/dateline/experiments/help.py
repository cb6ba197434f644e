"""The help page of a command that takes a config: its groups with their choices, its keys, and examples.

Choices are read from the config folders, so that a choice in a user's `--config-dir` is listed too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import MISSING, fields
from pathlib import Path

import yaml

from dateline.coding.settings import find_configs


def asks_for_help(argv: Sequence[str]) -> bool:
    """Whether the user wants the help page instead of a run."""
    return "--help" in argv or "-h" in argv


def render_help(head: str, schema: type, groups: Sequence[str], tail: str, argv: Sequence[str]) -> str:
    """The page: `head`, the groups with their choices, the keys of `schema` that carry help, `tail`."""
    folders = [*_config_dirs(argv), find_configs()]
    parts = [head.strip()]
    if groups:
        parts += ["", "groups (GROUP=CHOICE; keys inside a choice are GROUP.KEY=VALUE)"]
    for group in groups:
        parts.append(f"  {group}")
        choices = _find_choices(folders, group, schema)
        width = max((len(name) for name in choices), default=0)
        parts.extend(f"    {name:<{width}}  {summary}".rstrip() for name, summary in choices.items())
    keys = {field.name: field for field in fields(schema) if "help" in field.metadata}
    if keys:
        width = max(map(len, keys))
        parts += ["", "keys (KEY=VALUE)"]
        for name, field in keys.items():
            default = "" if field.default in (MISSING, "???", None) else f" (default {_spell(field.default)})"
            parts.append(f"  {name:<{width}}  {field.metadata['help']}{default}")
    parts += ["", tail.strip(), ""]
    return "\n".join(parts)


def _spell(value: object) -> str:
    return str(getattr(value, "name", value)).lower()


def _config_dirs(argv: Sequence[str]) -> list[Path]:
    found = []
    for index, word in enumerate(argv):
        if word in ("--config-dir", "-cd") and index + 1 < len(argv):
            found.append(Path(argv[index + 1]))
        elif word.startswith("--config-dir="):
            found.append(Path(word.partition("=")[2]))
    return found


def _find_choices(folders: Sequence[Path], group: str, schema: type) -> dict[str, str]:
    """Each choice of the group with its summary, the first comment line of its file.

    An experiment is a choice of the commands whose config has all its keys.
    """
    keys = {field.name for field in fields(schema)}
    choices: dict[str, str] = {}
    for folder in folders:
        for path in sorted((folder / group).glob("*.yaml")):
            text = path.read_text(encoding="utf-8")
            if group == "experiment" and not set(yaml.safe_load(text) or ()) - {"defaults"} <= keys:
                continue
            lines = text.splitlines()
            comments = (line[1:].strip() for line in lines if line.startswith("#"))
            summary = next((line for line in comments if not line.startswith("@package")), "")
            choices.setdefault(path.stem, summary)
    return dict(sorted(choices.items()))
