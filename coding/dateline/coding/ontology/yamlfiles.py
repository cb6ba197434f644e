"""YAML files in, plain data with line numbers out: what the ontology and scheme loaders read from.

A narrow YAML is read: the only scalars that are not text are `true`, `false`, `null`, decimal integers
without a leading zero and decimal fractions. So a preposition `on`, an answer `no` and a code `041` stay the
text that was written, where YAML 1.1 would make True, False and 33 of them. A key given twice is an error.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import Any

import yaml

from dateline.coding.errors import OntologyError, nearest

try:  # libyaml reads many times faster; not every PyYAML is built with it
    from yaml import CSafeLoader as _SafeLoader
except ImportError:
    from yaml import SafeLoader as _SafeLoader  # type: ignore[assignment]

KeyPath = tuple[str | int, ...]
"""Where a value stands in a file: ("actions", "shelling", "examples", 0)."""


@dataclass(frozen=True, slots=True)
class YamlFile:
    """A file that was read: `data` is plain dicts, lists and scalars; `lines` the line (from 1) of each."""

    path: Path
    data: Any
    lines: Mapping[KeyPath, int]

    def line(self, *key_path: str | int) -> int:
        """The line of the value at `key_path`, or of its nearest parent that the file holds."""
        while key_path and key_path not in self.lines:
            key_path = key_path[:-1]
        return self.lines.get(key_path, 1)

    def error(self, key_path: KeyPath, message: str) -> OntologyError:
        """An error that says where: `raise file.error(("acts", "ask"), "...")`."""
        return OntologyError(f"{self.path.name}, line {self.line(*key_path)}: {message}")

    def unknown(self, key_path: KeyPath, kind: str, word: object, known: Iterable[str]) -> OntologyError:
        """The error for a `word` that is none of the `known` ones, with the nearest of them."""
        return self.error(key_path, f"unknown {kind} {str(word)!r}{nearest(str(word), known) or '.'}")

    def check_mapping(self, key_path: KeyPath, value: object, known: Iterable[str]) -> dict[str, Any]:
        """`value` as a mapping whose keys are all `known`; raises OntologyError at the first that is not."""
        known = tuple(known)
        if not isinstance(value, dict):
            raise self.error(key_path, f"expected a mapping with keys from {', '.join(known)}.")
        for key in value:
            if key not in known:
                raise self.unknown((*key_path, key), "key", key, known)
        return value

    def check_texts(self, key_path: KeyPath, value: object) -> tuple[str, ...]:
        """`value`, one text or a list of them, as a tuple of texts (empty for null)."""
        if value is None:
            return ()
        for index, text in enumerate(value if isinstance(value, list) else [value]):
            if not isinstance(text, str):
                raise self.error((*key_path, index), f"expected text or a list of texts, found {text!r}.")
        return tuple(value) if isinstance(value, list) else (str(value),)


def load_yaml(path: str | PathLike[str]) -> YamlFile:
    """Read one YAML file.

    An unreadable file, bad syntax or a key given twice raises OntologyError with file and line.
    """
    path = Path(path)
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise OntologyError(f"{path.name}: cannot be read: {reason}. Check the path.") from error
    loader = _PlainLoader(text)
    try:
        root = loader.get_single_node()
        lines: dict[KeyPath, int] = {(): 1}
        data = None if root is None else _construct(loader, root, (), lines, path)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise OntologyError(f"{path.name}, line {line}: not valid YAML: {error.problem}.") from error
    except yaml.YAMLError as error:
        raise OntologyError(f"{path.name}: not valid YAML: {error}.") from error
    except RecursionError as error:
        raise OntologyError(f"{path.name}: an alias holds itself; write the value out.") from error
    finally:
        loader.dispose()
    return YamlFile(path, data, lines)


class _PlainLoader(_SafeLoader):
    """A safe loader with a narrow set of implicit scalar types (see the module's docstring)."""


_PlainLoader.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("bool", r"true|false", "tf"),
    ("null", r"null|~|", ["n", "~", ""]),
    ("int", r"-?(?:0|[1-9][0-9]*)", "-0123456789"),
    ("float", r"-?(?:0|[1-9][0-9]*)\.[0-9]+", "-0123456789"),
):
    _PlainLoader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(rf"^(?:{_pattern})$"), list(_first))


def _construct(loader: _PlainLoader, node: yaml.Node, key_path: KeyPath, lines: dict[KeyPath, int], path: Path) -> Any:
    lines.setdefault(key_path, node.start_mark.line + 1)
    if isinstance(node, yaml.SequenceNode):
        return [_construct(loader, child, (*key_path, index), lines, path) for index, child in enumerate(node.value)]
    if not isinstance(node, yaml.MappingNode):
        return loader.construct_object(node)
    data: dict[Hashable, Any] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node)
        line = key_node.start_mark.line + 1
        if not isinstance(key, str | int) or isinstance(key, bool):
            raise OntologyError(f"{path.name}, line {line}: a key must be text; quote {key_node.value!r}.")
        if key in data:
            raise OntologyError(f"{path.name}, line {line}: the key {key!r} is given twice; merge the two.")
        lines[(*key_path, key)] = line
        data[key] = _construct(loader, value_node, (*key_path, key), lines, path)
    return data
