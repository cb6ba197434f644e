"""A folder of YAML files in, an Ontology out; every mistake names file, line and the nearest known word."""

from __future__ import annotations

import functools
import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dateline.coding.errors import OntologyError
from dateline.coding.ontology.model import (
    ABSENT,
    Action,
    Conditions,
    Constraint,
    Example,
    Family,
    Ontology,
    Trigger,
)
from dateline.coding.ontology.standard import STANDARD_FOLDER
from dateline.coding.ontology.yamlfiles import KeyPath, YamlFile, load_yaml
from dateline.coding.records import ACTS, UNSPECIFIED

FAMILY_KEYS = ("family", "label", "definition", "actions")
ACTION_KEYS = (
    "label",
    "definition",
    "use_instead",
    "reciprocal",
    "contexts",
    "priority",
    "needs",
    "triggers",
    "examples",
    "counterexamples",
)
TRIGGER_KEYS = (
    "subject",
    "object",
    "preps",
    "modifiers",
    "without",
    "source",
    "target",
    "voice",
    "negated",
    "topics",
    "reciprocal",
    "infinitive",
    "needs",
    "content",
    "addressee",
    "bare",
)
WITHOUT_KEYS = ("subject", "object", "preps", "modifiers")
EXAMPLE_KEYS = ("text", "act", "source", "target", "also")
COUNTEREXAMPLE_KEYS = ("text", "why", "instead")
NEEDS = ("source", "target", "both", "either", "none")
KINDS = {"verbs": ("verb", "verb"), "nouns": ("noun", "noun"), "adjectives": ("adjective", "adjective")}
BUILT_IN_CLASSES = ("actor", "person", "place", "number", "any", "event", "group", "authority", "several")
PARTICLES = frozenset(
    """hostage prisoner captive ablaze alight afire free guilty liable
    responsible accountable off up out down in over away back on apart aside
    through forward ahead together along around""".split()
)
ACTS_FILE, CLASSES_FILE, EMBEDDING_FILE, TOPICS_FILE = "acts.yaml", "classes.yaml", "embedding.yaml", "topics.yaml"
SPECIAL_FILES = (ACTS_FILE, CLASSES_FILE, EMBEDDING_FILE, TOPICS_FILE)
EMBEDDINGS = ("report", "light", "presuppose", "negate", "hypothetical", "aspect", "end", "factual", "nouns", "fiction")


def load_ontology(folder: str | Path | None = None) -> Ontology:
    """Read and check an ontology folder (None: the standard one, the same object each time).

    Raises OntologyError at the first line that cannot be used.
    """
    return _load_standard() if folder is None else _read_folder(Path(folder), Path(folder).name)


@functools.cache
def _load_standard() -> Ontology:
    return _read_folder(STANDARD_FOLDER, "standard")


def _read_folder(root: Path, folder_name: str) -> Ontology:
    if not root.is_dir():
        raise OntologyError(f"ontology.folder: {root} is no folder; name a folder of YAML families or leave it null.")
    files = {path.name: load_yaml(path) for path in sorted(root.glob("*.yaml"))}
    family_files = [file for name, file in files.items() if name not in SPECIAL_FILES]
    if not family_files:
        raise OntologyError(f"ontology.folder: {root} holds no family file (*.yaml).")
    lent = set()
    for name in SPECIAL_FILES:
        # A user's folder may leave out what it does not change: the standard file stands in.
        if name not in files and (STANDARD_FOLDER / name).exists():
            files[name] = load_yaml(STANDARD_FOLDER / name)
            lent.add(name)
    classes = _read_word_lists(files[CLASSES_FILE]) if CLASSES_FILE in files else {}
    embedding = _read_word_lists(files[EMBEDDING_FILE], EMBEDDINGS) if EMBEDDING_FILE in files else {}
    topics = _read_word_lists(files[TOPICS_FILE]) if TOPICS_FILE in files else {}
    names = _action_names(family_files)
    reader = _Reader(frozenset(classes), frozenset(names), frozenset(topics))
    families = tuple(reader.read_family(file) for file in family_files)
    actions = {action.name: action for family in families for action in family.actions}
    acts = {action.name: action for action in reader.read_acts(files[ACTS_FILE], ACTS_FILE in lent)}
    digest = hashlib.sha256()
    for file in sorted(files.values(), key=lambda f: f.path.name):
        digest.update(file.path.name.encode() + b"\0" + file.path.read_bytes() + b"\0")
    return Ontology(
        folder_name=folder_name,
        families=families,
        actions=actions,
        acts=acts,
        classes=classes,
        embedding=embedding,
        topics=topics,
        action_index=_index(actions.values()),
        act_index=_index(acts.values()),
        sha256=digest.hexdigest(),
    )


def _index(actions: Any) -> dict[tuple[str, str], tuple[tuple[Action, Trigger], ...]]:
    index: dict[tuple[str, str], list[tuple[Action, Trigger]]] = defaultdict(list)
    for action in actions:
        for trigger in action.triggers:
            for lemma in trigger.lemmas:
                index[trigger.kind, lemma].append((action, trigger))
    return {
        key: tuple(sorted(pairs, key=lambda p: (-p[1].weight, -p[0].priority, p[0].name, p[1].line)))
        for key, pairs in index.items()
    }


def _read_word_lists(file: YamlFile, known: tuple[str, ...] | None = None) -> dict[str, frozenset[str]]:
    if not isinstance(file.data, dict):
        raise file.error((), "expected a mapping from a name to a list of words.")
    lists: dict[str, frozenset[str]] = {}
    for name, words in file.data.items():
        if known is not None and name not in known:
            raise file.unknown((name,), "key", name, known)
        found: set[str] = set()
        for text in file.check_texts((name,), words):
            # A list may be written as lines of words; a lemma of two words is joined by "_" there.
            found.update(word.replace("_", " ") for word in text.split())
        lists[str(name)] = frozenset(found)
    return lists


def _action_names(files: list[YamlFile]) -> list[str]:
    names: dict[str, YamlFile] = {}
    for file in files:
        data = file.check_mapping((), file.data, FAMILY_KEYS)
        for name in data.get("actions") or {}:
            if name in names:
                raise file.error(
                    ("actions", name), f"the action {name!r} is also in {names[name].path.name}; keep one."
                )
            names[name] = file
    return list(names)


def _rule_name(action: str, kind: str, item: object, key: str) -> str:
    """A name that stays when a trigger is put beside it: the first word, and a digest of what the trigger says."""
    words = item.get(key) if isinstance(item, dict) else item
    first = str(words[0] if isinstance(words, list) and words else words).replace(" ", "_")
    digest = hashlib.sha256(json.dumps(item, sort_keys=True, default=str).encode()).hexdigest()
    return f"{action}/{kind}/{first}-{digest[:4]}"


def _read_switch(file: YamlFile, at: KeyPath, key: str, data: Mapping[str, Any]) -> bool:
    value = data.get(key, False)
    if not isinstance(value, bool):
        raise file.error((*at, key), f"`{key}` is {value!r}; write true or false.")
    return value


class _Reader:
    """Reads families and acts with the names that they may refer to."""

    def __init__(self, classes: frozenset[str], actions: frozenset[str], topics: frozenset[str]) -> None:
        self.classes = classes | set(BUILT_IN_CLASSES)
        self.actions = actions
        self.topics = topics
        self.codings = {f"{act}({action})" for act in ACTS for action in (*actions, UNSPECIFIED)}

    def read_family(self, file: YamlFile) -> Family:
        data = file.data
        name = str(data.get("family", ""))
        if name != file.path.stem:
            raise file.error(("family",), f"the family must be named as its file: {file.path.stem!r}, not {name!r}.")
        actions = data.get("actions")
        if not isinstance(actions, dict) or not actions:
            raise file.error(("actions",), "a family needs a mapping `actions`.")
        return Family(
            name=name,
            label=str(data.get("label", name)),
            definition=str(data.get("definition", "")).strip(),
            actions=tuple(self._read_action(file, ("actions", key), str(key), name) for key in actions),
        )

    def read_acts(self, file: YamlFile, is_lent: bool) -> list[Action]:
        """The acts of a file; of one lent by the standard ontology without examples, which name its actions."""
        data = file.check_mapping((), file.data, ACTS)
        if is_lent:
            for act in data.values():
                act.pop("examples", None)
                act.pop("counterexamples", None)
        return [self._read_action(file, (key,), str(key), "acts") for key in data]

    def _read_action(self, file: YamlFile, at: KeyPath, name: str, family: str) -> Action:
        data = file.data
        for key in at:
            data = data[key]
        data = file.check_mapping(at, data, ACTION_KEYS)
        needs = data.get("needs", "source")
        if needs not in NEEDS:
            raise file.unknown((*at, "needs"), "value of `needs`", needs, NEEDS)
        instead = data.get("use_instead") or {}
        if not isinstance(instead, dict):
            raise file.error((*at, "use_instead"), "expected a mapping from an action to when it is meant.")
        for other in instead:
            if other not in self.actions:
                raise file.unknown((*at, "use_instead", other), "action", other, self.actions)
        priority = data.get("priority", 5)
        if not isinstance(priority, int) or not 1 <= priority <= 9:
            raise file.error((*at, "priority"), f"a priority is a whole number from 1 to 9, not {priority!r}.")
        return Action(
            name=name,
            family=family,
            label=str(data.get("label", name.replace("_", " ").capitalize())),
            definition=" ".join(str(data.get("definition", "")).split()),
            use_instead={str(k): str(v) for k, v in instead.items()},
            is_reciprocal=bool(data.get("reciprocal", False)),
            contexts=self._read_topics(file, (*at, "contexts"), data.get("contexts")),
            priority=priority,
            needs=str(needs),
            triggers=self._read_triggers(file, (*at, "triggers"), data.get("triggers") or {}, name),
            examples=tuple(
                self._read_example(file, (*at, "examples", i), item, name, family)
                for i, item in enumerate(data.get("examples") or [])
            ),
            counterexamples=tuple(
                self._read_counterexample(file, (*at, "counterexamples", i), item)
                for i, item in enumerate(data.get("counterexamples") or [])
            ),
        )

    def _read_topics(self, file: YamlFile, at: KeyPath, value: object) -> tuple[str, ...]:
        topics = file.check_texts(at, value)
        for topic in topics:
            if topic not in self.topics:
                raise file.unknown(at, "topic", topic, self.topics)
        return topics

    def _read_triggers(self, file: YamlFile, at: KeyPath, data: object, name: str) -> tuple[Trigger, ...]:
        groups = file.check_mapping(at, data, KINDS)
        triggers: list[Trigger] = []
        for group, items in groups.items():
            if not isinstance(items, list):
                raise file.error((*at, group), "expected a list of triggers.")
            kind, key = KINDS[group]
            for i, item in enumerate(items):
                here = (*at, group, i)
                if item in items[:i]:
                    raise file.error(here, "this trigger stands here twice; leave one out.")
                triggers += self._read_trigger(file, here, item, kind, key, _rule_name(name, kind, item, key))
        return tuple(triggers)

    def _read_trigger(self, file: YamlFile, at: KeyPath, item: object, kind: str, key: str, rule: str) -> list[Trigger]:
        data: dict[str, Any] = {key: item}
        if not isinstance(item, str):
            data = dict(file.check_mapping(at, item, (key, *TRIGGER_KEYS)))
        words = file.check_texts((*at, key), data.get(key))
        if not words:
            raise file.error(at, f"a trigger needs `{key}`.")
        groups: dict[str | None, list[str]] = defaultdict(list)
        for word in words:
            lemma, _, particle = word.partition(" ")
            if kind == "verb" and particle and particle not in PARTICLES:
                raise file.error(
                    at,
                    f"{word!r}: only a particle may follow the verb ({', '.join(sorted(PARTICLES))}); "
                    "write a preposition under `preps`.",
                )
            groups[particle or None if kind == "verb" else None].append(lemma if kind == "verb" else word)
        voice = data.get("voice")
        if voice not in (None, "active", "passive"):
            raise file.unknown((*at, "voice"), "voice", voice, ("active", "passive"))
        if data.get("needs") not in (None, *NEEDS):
            raise file.unknown((*at, "needs"), "value of `needs`", data["needs"], NEEDS)
        conditions = self._read_conditions(file, at, data)
        without = self._read_conditions(
            file, (*at, "without"), file.check_mapping((*at, "without"), data.get("without") or {}, WITHOUT_KEYS)
        )
        return [
            Trigger(
                rule=rule,
                kind=kind,
                lemmas=tuple(lemmas),
                particle=particle,
                conditions=conditions,
                without=without,
                source=file.check_texts((*at, "source"), data.get("source")) or None,
                target=file.check_texts((*at, "target"), data.get("target")) or None,
                voice=voice,
                negated=_read_switch(file, at, "negated", data),
                topics=self._read_topics(file, (*at, "topics"), data.get("topics")),
                reciprocal=data.get("reciprocal"),
                infinitive=frozenset(file.check_texts((*at, "infinitive"), data.get("infinitive"))),
                content=file.check_texts((*at, "content"), data.get("content")),
                addressee=file.check_texts((*at, "addressee"), data.get("addressee")),
                bare=_read_switch(file, at, "bare", data),
                needs=data.get("needs"),
                line=file.line(*at),
            )
            for particle, lemmas in groups.items()
        ]

    def _read_conditions(self, file: YamlFile, at: KeyPath, data: dict[str, Any]) -> Conditions:
        preps = data.get("preps") or {}
        if not isinstance(preps, dict):
            raise file.error((*at, "preps"), "expected a mapping from a preposition to classes or lemmas.")
        return Conditions(
            subject=self._read_constraint(file, (*at, "subject"), data.get("subject")),
            object=self._read_constraint(file, (*at, "object"), data.get("object")),
            preps={
                str(name): constraint
                for name, value in preps.items()
                if (constraint := self._read_constraint(file, (*at, "preps", name), value)) is not None
            },
            modifiers=self._read_constraint(file, (*at, "modifiers"), data.get("modifiers")),
        )

    def _read_constraint(self, file: YamlFile, at: KeyPath, value: object) -> Constraint | None:
        words = file.check_texts(at, value)
        if not words:
            return None
        if words == ("none",):
            return Constraint(absent=True)
        classes: list[str] = []
        lemmas: set[str] = set()
        for word in words:
            if word.startswith("@"):
                if word[1:] not in self.classes:
                    raise file.unknown(at, "class", word[1:], self.classes)
                classes.append(word[1:])
            elif word == "any":
                classes.append("any")
            else:
                lemmas.add(word.lower())
        return Constraint(frozenset(lemmas), tuple(classes))

    def _read_example(self, file: YamlFile, at: KeyPath, item: object, name: str, family: str) -> Example:
        data = file.check_mapping(at, item, (*EXAMPLE_KEYS, "action") if family == "acts" else EXAMPLE_KEYS)
        act = str(data.get("act", name if family == "acts" else "do"))
        if act not in ACTS:
            raise file.unknown((*at, "act"), "act", act, ACTS)
        action = str(data.get("action", UNSPECIFIED)) if family == "acts" else name
        if action != UNSPECIFIED and action not in self.actions:
            raise file.unknown((*at, "action"), "action", action, self.actions)
        main = f"{act}({action})"
        also = self._read_codings(file, (*at, "also"), data.get("also"))
        return Example(
            text=str(data.get("text", "")),
            codings=frozenset({main, *also}),
            main=main,
            source=data.get("source", ABSENT),
            target=data.get("target", ABSENT),
            line=file.line(*at),
        )

    def _read_counterexample(self, file: YamlFile, at: KeyPath, item: object) -> Example:
        data = file.check_mapping(at, item, COUNTEREXAMPLE_KEYS)
        codings = self._read_codings(file, (*at, "instead"), data.get("instead"))
        why = data.get("why")
        return Example(
            str(data.get("text", "")),
            frozenset(codings),
            None,
            ABSENT,
            ABSENT,
            file.line(*at),
            None if why is None else str(why),
        )

    def _read_codings(self, file: YamlFile, at: KeyPath, value: object) -> tuple[str, ...]:
        codings = file.check_texts(at, value)
        for coding in codings:
            if coding not in self.codings:
                raise file.unknown(at, "coding", coding, self.codings)
        return codings
