"""An ontology and schemes in, the printed codebook out: one Markdown page, made from the data alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from dateline.coding.ontology.model import ABSENT, Action, Conditions, Constraint, Example, Ontology, Trigger
from dateline.coding.records import ACTS
from dateline.coding.schemes import Row, Scheme, Support, support

_INTRO = """An event is coded by its *action*, what is done, and its *act*, what the source does about it: one
may do a thing, threaten it, ask for it or deny it. The action and the act together give the codes of each
scheme. This page is generated from the ontology and the schemes that coded the data."""

_NEEDS = {
    "source": "Coded only where the source is named.",
    "target": "Coded only where the target is named.",
    "both": "Coded only where source and target are named.",
    "either": "Coded only where source or target is named.",
    "none": "Coded even where no party is named.",
}
_KINDS = {"verb": "Verbs", "noun": "Nouns", "adjective": "Adjectives"}


def render_codebook(ontology: Ontology, schemes: Sequence[Scheme]) -> str:
    """The codebook as Markdown: the acts, every action by family, and for each scheme what reaches its codes.

    The same ontology and schemes give the same page, byte for byte.
    """
    lines = ["# Codebook", "", _INTRO, "", "## Acts", ""]
    for name in ACTS:
        act = ontology.acts.get(name)
        lines += [f"- `{name}`" + (f": {act.definition}" if act and act.definition else "")]
    for family in ontology.families:
        lines += ["", f"## {family.label}", "", family.definition]
        for action in family.actions:
            lines += ["", *_render_action(action, schemes)]
    for scheme in schemes:
        lines += ["", *_render_scheme(scheme)]
    return "\n".join(lines) + "\n"


def _render_action(action: Action, schemes: Sequence[Scheme]) -> Iterator[str]:
    yield f"### {action.label} (`{action.name}`)"
    yield ""
    yield action.definition
    if action.use_instead:
        yield ""
        yield "Do not use it, but:"
        yield ""
        yield from (f"- `{other}` where {when}" for other, when in action.use_instead.items())
    yield ""
    yield _NEEDS.get(action.needs, "") + (" Both sides act alike: one row." if action.is_reciprocal else "")
    if action.contexts:
        yield f"Always carries the topics {', '.join(action.contexts)}."
    for kind, title in _KINDS.items():
        triggers = [_describe_trigger(trigger) for trigger in action.triggers if trigger.kind == kind]
        if triggers:
            yield ""
            yield f"{title}: {'; '.join(triggers)}."
    yield from _render_examples("Examples", action.examples)
    yield from _render_examples("Counterexamples", action.counterexamples)
    yield from _render_codes(action, schemes)


def _render_examples(title: str, examples: Iterable[Example]) -> Iterator[str]:
    for number, example in enumerate(examples):
        if not number:
            yield ""
            yield f"{title}:"
            yield ""
        notes = [f"`{coding}`" for coding in sorted(example.codings)]
        for part, actor in (("source", example.source), ("target", example.target)):
            if actor != ABSENT:
                notes.append(f"{part} {actor or 'unresolved'}")
        if example.why:
            notes.append(example.why)
        yield f"- {example.text}" + (f" ({', '.join(notes)})" if notes else "")


def _render_codes(action: Action, schemes: Sequence[Scheme]) -> Iterator[str]:
    """One line per group of acts that are coded alike; acts that no scheme codes are left out."""

    def codes(act: str) -> tuple[str, ...]:
        return tuple(_describe_rows(scheme.rows.get((action.name, act), ())) for scheme in schemes)

    groups = [(row, list(acts)) for row, acts in groupby(ACTS, key=codes) if any(row)]
    if groups:
        yield ""
        yield _table_row(["Act", *(scheme.label for scheme in schemes)])
        yield _table_row(["---"] * (len(schemes) + 1))
        yield from (_table_row([", ".join(f"`{act}`" for act in acts), *row]) for row, acts in groups)


def _describe_rows(rows: Sequence[Row]) -> str:
    if all(row.key is None for row in rows):
        return ""
    parts = [
        f"{row.key or 'no code'} if {row.when.describe()}" if not row.when.is_empty else f"else {row.key or 'no code'}"
        for row in rows
    ]
    return "; ".join(parts) if len(parts) > 1 else parts[0].removeprefix("else ")


def _render_scheme(scheme: Scheme) -> Iterator[str]:
    table = support(scheme)
    reached = sum(bool(row.ways) for row in table)
    yield f"## Codes of {scheme.label}"
    yield ""
    yield f"{reached} of {len(table)} codes can be reached."
    yield ""
    yield _table_row(["Code", "Name", "Reached by"])
    yield _table_row(["---"] * 3)
    for row in table:
        name = row.code.label if row.code.label != row.code.key else ""
        ways = "; ".join(_describe_ways(row, scheme)) if row.ways else f"not reached: {row.reason or 'no reason given'}"
        yield _table_row([row.code.key, name, ways])


def _describe_ways(row: Support, scheme: Scheme) -> Iterator[str]:
    """The ways to a code, all actions and whole families drawn together."""
    actions: dict[tuple[str, str], list[str]] = {}
    for way in row.ways:
        actions.setdefault((way.act, way.condition), []).append(way.action)
    for (act, condition), names in actions.items():
        left = dict.fromkeys(names)
        whole = []
        if {name for _, name in scheme.vocabulary.actions} <= left.keys():
            whole, left = ["any action"], {}
        for family, members in scheme.vocabulary.families.items():
            if len(members) > 1 and left.keys() >= set(members):
                whole.append(f"any of {family}")
                left = dict.fromkeys(name for name in left if name not in members)
        yield f"`{act}` {', '.join([*whole, *(f'`{name}`' for name in left)])}" + (
            f" if {condition}" if condition else ""
        )


def _describe_trigger(trigger: Trigger) -> str:
    words = "/".join(trigger.lemmas) + (f" {trigger.particle}" if trigger.particle else "")
    notes = list(_describe_conditions(trigger.conditions))
    notes += [f"not {note}" for note in _describe_conditions(trigger.without)]
    notes += [f"{trigger.voice} only"] if trigger.voice else []
    notes += ["negated"] if trigger.negated else []
    notes += [f"topics {', '.join(trigger.topics)}"] if trigger.topics else []
    return words + (f" ({'; '.join(notes)})" if notes else "")


def _describe_conditions(conditions: Conditions) -> Iterator[str]:
    roles: list[tuple[str, Constraint | None]] = [
        ("subject", conditions.subject),
        ("object", conditions.object),
        ("modifiers", conditions.modifiers),
        *conditions.preps.items(),
    ]
    for role, constraint in roles:
        if constraint is not None:
            words = [*sorted(constraint.lemmas), *(f"@{name}" for name in constraint.classes)]
            yield f"{role} {'none' if constraint.absent else ' '.join(words)}".rstrip()


def _table_row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
