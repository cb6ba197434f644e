"""Scheme files in, Schemes out: reads, checks and completes a crosswalk (see README.md in this folder)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from os import PathLike
from pathlib import Path
from typing import Any

from dateline.coding.errors import OntologyError, nearest
from dateline.coding.ontology.yamlfiles import KeyPath, YamlFile, load_yaml
from dateline.coding.records import ACTS, STATUSES, UNSPECIFIED
from dateline.coding.schemes.conditions import Condition
from dateline.coding.schemes.facts import Facts, known_sectors, read_facts
from dateline.coding.schemes.projection import Code, Entry, Row, Scheme, Tags
from dateline.coding.schemes.sides import SideRow, Sides
from dateline.coding.schemes.vocabulary import Vocabulary, standard_vocabulary

STANDARD_SCHEMES = ("cameo", "plover", "acled", "ucdp")
"""The schemes that come with the package, in the order in which they are written."""

_HERE = Path(__file__).parent
_KEYS = (
    "scheme",
    "label",
    "extends",
    "facts",
    "axes",
    "tags",
    "sides",
    "sectors",
    "only",
    "rules",
    "acts",
    "families",
)
_ALL_KEYS = (*_KEYS, "actions", "unreached")
_WORDS = {"losses": ("killed", "wounded", "captured"), "status": STATUSES}
_SIDES = ("source", "target", "pair", "facts", "types")
_CONDITIONS = ("topics", "source", "target", "either", "losses", "status", "reciprocal")


def load_scheme(name_or_path: str | PathLike[str], vocabulary: Vocabulary | None = None) -> Scheme:
    """Load a scheme by its name (cameo, plover, acled, ucdp) or from a YAML file.

    `vocabulary` holds the names of the ontology in use (default: the standard one). Every act of each of its
    actions must find a code or an explicit null. Raises OntologyError, with file, line and the nearest known
    name, for an unknown key, family, action, act, topic, sector or code, and for a row that can never apply.
    """
    vocabulary = standard_vocabulary() if vocabulary is None else vocabulary
    draft = _read(_find(name_or_path), _Known.of(vocabulary))
    if draft.facts is None or not draft.axes:
        raise draft.file.error((), "a scheme needs `facts` and `axes`, or `extends` of a scheme that has them.")
    return Scheme(
        name=draft.name,
        label=draft.label,
        axes=(
            *draft.axes,
            *((draft.tags.axis,) if draft.tags else ()),
            *(draft.sides.labels if draft.sides else ()),
        ),
        codes=draft.codes,
        rows=_complete(draft, vocabulary),
        only=draft.only,
        tags=draft.tags,
        sides=draft.sides,
        unreached=draft.unreached,
        entries=tuple(draft.entries.values()),
        vocabulary=vocabulary,
    )


@dataclass(frozen=True, slots=True)
class _Known:
    """The names that a scheme may use: those of the standard ontology and of the one in use."""

    families: tuple[str, ...]
    actions: tuple[str, ...]
    topics: tuple[str, ...]

    @staticmethod
    def of(vocabulary: Vocabulary) -> _Known:
        both = (standard_vocabulary(), vocabulary)
        return _Known(
            families=tuple(dict.fromkeys(family for names in both for family in names.families)),
            actions=(*dict.fromkeys(action for names in both for _, action in names.actions), UNSPECIFIED),
            topics=tuple(dict.fromkeys(topic for names in both for topic in names.topics)),
        )


@dataclass(slots=True)
class _Draft:
    """A scheme while it is read: what its file, and any file it extends, have said so far."""

    file: YamlFile
    known: _Known
    name: str = ""
    label: str = ""
    facts: Facts | None = None
    axes: tuple[str, ...] = ()
    codes: dict[str, Code] = field(default_factory=dict)
    tags: Tags | None = None
    sides: Sides | None = None
    sectors: dict[str, frozenset[str]] = field(default_factory=dict)
    only: Condition = field(default_factory=Condition)
    rules: dict[str, tuple[Row, ...]] = field(default_factory=dict)
    entries: dict[tuple[str, str, str], Entry] = field(default_factory=dict)
    unreached: dict[str, str] = field(default_factory=dict)


def _find(name_or_path: str | PathLike[str]) -> Path:
    path = Path(name_or_path)
    if path.suffix in (".yaml", ".yml"):
        return path
    if str(name_or_path) not in STANDARD_SCHEMES:
        near = nearest(str(name_or_path), STANDARD_SCHEMES) or "."
        raise OntologyError(
            f"unknown scheme {str(name_or_path)!r}{near} Give one of {', '.join(STANDARD_SCHEMES)} "
            "or the path of a .yaml file."
        )
    return _HERE / f"{name_or_path}.yaml"


def _read(path: Path, known: _Known, extended_by: tuple[Path, ...] = ()) -> _Draft:
    file = load_yaml(path)
    data = file.check_mapping((), file.data, _ALL_KEYS)
    draft = _Draft(file, known)
    if "extends" in data:
        parent = _find(_beside(path, data["extends"]))
        if parent.resolve() in (*extended_by, path.resolve()):
            raise file.error(("extends",), "a scheme cannot extend itself.")
        draft = _read(parent, known, (*extended_by, path.resolve()))
        draft.file = file
    for key in ("scheme", "label"):
        if not isinstance(data.get(key), str):
            raise file.error((key,), f"a scheme needs `{key}`, a text.")
    draft.name, draft.label = data["scheme"], data["label"]
    if "facts" in data:
        draft.facts = read_facts(path.parent / str(data["facts"]))
    if "axes" in data:
        _read_axes(draft, data["axes"])
    for name, words in _mapping(file, ("sectors",), data.get("sectors")):
        draft.sectors[name] = _words(draft, ("sectors", name), "source", words)
    if "tags" in data:
        draft.tags = _read_tags(draft, data["tags"])
    if "sides" in data:
        draft.sides = _read_sides(draft, data["sides"])
    if "only" in data:
        draft.only = _condition(draft, ("only",), data["only"])
    for name, value in _mapping(file, ("rules",), data.get("rules")):
        draft.rules[name] = _rows(draft, ("rules", name), value)
    _read_entries(draft, data)
    for keys, reason in _mapping(file, ("unreached",), data.get("unreached")):
        for key in _names(keys):
            _check_code(draft, ("unreached", keys), key)
            draft.unreached[key] = str(reason)
    return draft


def _beside(path: Path, name: object) -> str | Path:
    """A path in a scheme file is meant from where that file lies."""
    return path.parent / str(name) if str(name).endswith((".yaml", ".yml")) else str(name)


def _read_axes(draft: _Draft, value: object) -> None:
    if draft.facts is None:
        raise draft.file.error(("axes",), "`axes` need `facts`, the file that their columns stand in.")
    columns: dict[str, tuple[str, str | None, str]] = {}
    for axis, spec in _mapping(draft.file, ("axes",), value):
        spec = draft.file.check_mapping(("axes", axis), spec, ("code", "label", "title"))
        for key in {"code", "label"} & set(spec):
            if spec[key] not in draft.facts.columns:
                raise draft.file.unknown(("axes", axis, key), "column", spec[key], draft.facts.columns)
        columns[axis] = (spec.get("code", "key"), spec.get("label"), str(spec.get("title", axis)))
    draft.axes = tuple(columns)
    draft.codes = {
        key: Code(
            key,
            tuple(
                (axis, row[code], row[label] if label else title)
                for axis, (code, label, title) in columns.items()
                if row[code]
            ),
        )
        for key, row in draft.facts.rows.items()
    }


def _read_tags(draft: _Draft, value: object) -> Tags:
    file = draft.file
    spec = file.check_mapping(("tags",), value, ("axis", "facts", "topics", "actions"))
    labels = {key: row["label"] for key, row in read_facts(file.path.parent / str(spec["facts"])).rows.items()}
    found: dict[str, dict[str, tuple[str, ...]]] = {"topics": {}, "actions": {}}
    for part, words in (("topics", draft.known.topics), ("actions", draft.known.actions)):
        for names, tags in _mapping(file, ("tags", part), spec.get(part)):
            tags = file.check_texts(("tags", part, names), tags)
            for tag in tags:
                if tag not in labels:
                    raise file.unknown(("tags", part, names), "tag", tag, labels)
            for name in _names(names):
                if name not in words:
                    raise file.unknown(("tags", part, names), part[:-1], name, words)
                if name in found[part]:
                    raise file.error(("tags", part, names), f"the {part[:-1]} {name!r} is given twice.")
                found[part][name] = tags
    by_topic = {**{tag: (tag,) for tag in labels if tag in draft.known.topics}, **found["topics"]}
    return Tags(str(spec["axis"]), labels, by_topic, found["actions"])


def _read_sides(draft: _Draft, value: object) -> Sides:
    file = draft.file
    spec = file.check_mapping(("sides",), value, (*_SIDES, "alone"))
    for key in _SIDES:
        if key not in spec:
            raise file.error(("sides",), f"`sides` needs `{key}`.")
    labels: dict[str, dict[str, str]] = {"actor_type": {}, "interaction": {}}
    for key, row in read_facts(file.path.parent / str(spec["facts"])).rows.items():
        labels[row["kind"]][key] = row["label"]
    if not isinstance(spec["types"], list):
        raise file.error(("sides", "types"), "expected a list of rows `{type: ..., sectors: ...}`.")
    return Sides(
        source_axis=str(spec["source"]),
        target_axis=str(spec["target"]),
        pair_axis=str(spec["pair"]),
        types=labels["actor_type"],
        pairs=labels["interaction"],
        rows=tuple(_side_row(draft, index, item, labels["actor_type"]) for index, item in enumerate(spec["types"])),
        alone=_values(draft, ("sides", "alone"), spec.get("alone", [])),
    )


def _side_row(draft: _Draft, index: int, value: object, types: Mapping[str, str]) -> SideRow:
    file, here = draft.file, ("sides", "types", index)
    item = file.check_mapping(here, value, ("type", "sectors", "codes", "side", "abroad"))
    kind, side = item.get("type"), item.get("side")
    if kind is not None and str(kind) not in types:
        raise file.unknown((*here, "type"), "type", kind, types)
    if side not in (None, "source", "target"):
        raise file.unknown((*here, "side"), "side", side, ("source", "target"))
    return SideRow(
        type=None if kind is None else str(kind),
        sectors=_words(draft, (*here, "sectors"), "source", item["sectors"]) if "sectors" in item else None,
        values=_values(draft, (*here, "codes"), item["codes"]) if "codes" in item else None,
        side=side,
        abroad=item.get("abroad"),
    )


def _values(draft: _Draft, path: KeyPath, value: object) -> frozenset[str]:
    """Codes on whatever axis."""
    known = {code for entry in draft.codes.values() for _, code, _ in entry.values}
    found = frozenset(draft.file.check_texts(path, value))
    for code in sorted(found - known):
        raise draft.file.unknown(path, "code", code, sorted(known))
    return found


def _read_entries(draft: _Draft, data: Mapping[str, Any]) -> None:
    file = draft.file
    seen: set[tuple[str, str, str]] = set()
    sections: list[tuple[str, str, KeyPath, object]] = [("acts", "", ("acts",), data.get("acts"))]
    for level, section, words in (
        ("family", "families", draft.known.families),
        ("action", "actions", draft.known.actions),
    ):
        for names, acts in _mapping(file, (section,), data.get(section)):
            for name in _names(names):
                if name not in words:
                    raise file.unknown((section, names), level, name, words)
                sections.append((level, name, (section, names), acts))
    for level, name, path, acts in sections:
        for act_names, value in _mapping(file, path, acts):
            rows = _rows(draft, (*path, act_names), value)
            for act in _names(act_names):
                if act not in ACTS:
                    raise file.unknown((*path, act_names), "act", act, ACTS)
                if (level, name, act) in seen:
                    raise file.error((*path, act_names), f"{act} of {name or 'all actions'} is given twice.")
                seen.add((level, name, act))
                line = file.line(*path, act_names)
                draft.entries[level, name, act] = Entry(level, name, act, rows, file.path, line)


def _rows(draft: _Draft, path: KeyPath, value: object) -> tuple[Row, ...]:
    """A code, null, the name of a rule (`@name`), or a list of rows `{when: ..., code: ...}`."""
    file = draft.file
    if isinstance(value, str) and value.startswith("@"):
        if value[1:] not in draft.rules:
            raise file.unknown(path, "rule", value, ["@" + name for name in draft.rules])
        return draft.rules[value[1:]]
    if not isinstance(value, list):
        return (Row(_check_code(draft, path, value)),)
    rows: list[Row] = []
    for index, item in enumerate(value):
        here = (*path, index)
        if rows and rows[-1].when.is_empty:
            raise file.error(here, "this row can never apply: the one before it asks nothing.")
        if isinstance(item, str) and item.startswith("@"):
            rows.extend(_rows(draft, here, item))
            continue
        item = file.check_mapping(here, item, ("when", "code"))
        if "code" not in item:
            raise file.error(here, "a row needs `code`; write `code: null` for one that is not coded.")
        when = _condition(draft, (*here, "when"), item["when"]) if "when" in item else Condition()
        rows.append(Row(_check_code(draft, (*here, "code"), item["code"]), when))
    if not rows or not rows[-1].when.is_empty:
        raise file.error(path, "the last row must ask nothing, so that every event finds one; add `{code: null}`.")
    return tuple(rows)


def _check_code(draft: _Draft, path: KeyPath, value: object) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise draft.file.error(path, f"expected a code, null or a list of rows, found {value!r}.")
    if str(value) not in draft.codes:
        raise draft.file.unknown(path, "code", value, draft.codes)
    return str(value)


def _condition(draft: _Draft, path: KeyPath, value: object) -> Condition:
    spec = draft.file.check_mapping(path, value, _CONDITIONS)
    reciprocal = spec.get("reciprocal")
    if "reciprocal" in spec and not isinstance(reciprocal, bool):
        raise draft.file.error((*path, "reciprocal"), "`reciprocal` is true or false.")
    words = {key: _words(draft, (*path, key), key, spec[key]) if key in spec else None for key in _CONDITIONS[:-1]}
    return Condition(**words, reciprocal=reciprocal)


def _words(draft: _Draft, path: KeyPath, kind: str, value: object) -> frozenset[str]:
    """The words of a condition; `@name` stands for a set of sectors that the file names under `sectors`."""
    kind = "sector" if kind in ("source", "target", "either") else kind
    known = known_sectors() if kind == "sector" else draft.known.topics if kind == "topics" else _WORDS[kind]
    found: set[str] = set()
    for word in draft.file.check_texts(path, value):
        if kind == "sector" and word[:1] == "@" and word[1:] in draft.sectors:
            found |= draft.sectors[word[1:]]
        elif word in known:
            found.add(word)
        else:
            raise draft.file.unknown(path, kind, word, (*known, *("@" + name for name in draft.sectors)))
    return frozenset(found)


def _complete(draft: _Draft, vocabulary: Vocabulary) -> dict[tuple[str, str], tuple[Row, ...]]:
    table: dict[tuple[str, str], tuple[Row, ...]] = {}
    for family, action in [*vocabulary.actions, ("", UNSPECIFIED)]:
        for act in ACTS:
            entry = inherited_entry(draft.entries, family, action, act)
            if entry is None:
                raise draft.file.error(
                    (),
                    f"no code for {act}({action}); give one, or null, to the action, its family {family!r} "
                    "or, under `acts`, to all.",
                )
            table[action, act] = entry.rows
    return table


def inherited_entry(entries: Mapping[tuple[str, str, str], Entry], family: str, action: str, act: str) -> Entry | None:
    """The entry that holds for an act of an action: the action's, else its family's, else the one for all.

    `attempt` without an entry of its own on any level is coded as `do` is.
    """
    for key in (("action", action, act), ("family", family, act), ("acts", "", act)):
        if key in entries:
            return entries[key]
    return inherited_entry(entries, family, action, "do") if act == "attempt" else None


def _mapping(file: YamlFile, path: KeyPath, value: object) -> Iterator[tuple[str, Any]]:
    if value is None:
        return
    if not isinstance(value, dict):
        raise file.error(path, "expected a mapping.")
    for key, item in value.items():
        if not isinstance(key, str):
            raise file.error((*path, key), f"a name must be text; quote {key!r}.")
        yield key, item


def _names(key: str) -> tuple[str, ...]:
    """A key may name several things, set off by commas: `seizure, raid`."""
    return tuple(name.strip() for name in key.split(","))
