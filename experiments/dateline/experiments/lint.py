"""`dateline lint [ONTOLOGY_FOLDER]`: codes an ontology's own examples and says which are not coded as they say."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.text import Text

from dateline.coding.cast import ActorResolver
from dateline.coding.errors import ConfigError, nearest
from dateline.coding.ontology import Ontology, load_ontology
from dateline.coding.ontology.model import ABSENT, Example
from dateline.coding.ontology.trial import Examiner, Trial
from dateline.coding.syntax.parser import DEFAULT_MODEL, Parser
from dateline.experiments.faults import EXIT_FAILED
from dateline.experiments.paragraphs import Paragraph, visible

ACTS = "acts"


@dataclass(slots=True)
class Tally:
    """How many examples were tried, and how many of them are not coded as they say."""

    tried: int = 0
    failed: int = 0

    def count(self, trial: Trial) -> None:
        """Count one trial."""
        self.tried += 1
        self.failed += bool(trial.fault)


def main(argv: Sequence[str]) -> int:
    """Print each failure with its file and line, then the counts; 1 where anything failed."""
    parser = argparse.ArgumentParser(
        prog="dateline lint",
        description="Load an ontology and code each of its examples and counterexamples. "
        "Exit code 0: all are coded as they say; 1: some are not, each is printed.",
    )
    parser.add_argument(
        "folder", nargs="?", type=Path, metavar="ONTOLOGY_FOLDER", help="default: the standard ontology"
    )
    parser.add_argument(
        "--family", action="append", default=[], help="only this family (may be given again); 'acts' is one"
    )
    parser.add_argument("--model", default=DEFAULT_MODEL, help=f"an installed spaCy pipeline (default {DEFAULT_MODEL})")
    arguments = parser.parse_args(argv)
    ontology = load_ontology(arguments.folder)
    check_families(ontology, arguments.family)
    tester = Examiner(ontology, Parser(arguments.model), ActorResolver.load())
    examples, counterexamples = Tally(), Tally()
    console = Console(highlight=False, soft_wrap=True)
    with _open_progress() as progress:
        task = progress.add_task("coding", total=count_examples(ontology, arguments.family))
        for trial in tester.run(tuple(arguments.family)):
            (examples if trial.example.main is not None else counterexamples).count(trial)
            if trial.fault:
                console.print(*render_failure(trial), sep="\n")
            progress.advance(task)
    console.print(
        f"{ontology.folder_name}: {_describe(examples, 'examples')}, {_describe(counterexamples, 'counterexamples')}"
    )
    untried = [name for name, action in ontology.actions.items() if not action.examples]
    if untried:
        console.print(Text(f"actions without an example: {', '.join(untried)}", style="yellow"))
    return EXIT_FAILED if examples.failed or counterexamples.failed else 0


def check_families(ontology: Ontology, names: Sequence[str]) -> None:
    """Raises ConfigError where the ontology has no family of one of the names."""
    known = [*(family.name for family in ontology.families), ACTS]
    for name in names:
        if name not in known:
            raise ConfigError(f"there is no family {name!r}{nearest(name, known)} (families: {', '.join(known)})")


def count_examples(ontology: Ontology, families: Sequence[str]) -> int:
    """How many examples and counterexamples the families have (all families, where none is named)."""
    return sum(
        len(action.examples) + len(action.counterexamples)
        for action in (*ontology.actions.values(), *ontology.acts.values())
        if not families or action.family in families
    )


def render_failure(trial: Trial) -> list[Paragraph]:
    """File and line, the sentence, what was expected, what came, and where the two differ."""
    example = trial.example
    rows = (
        ("expected", _describe_expected(example)),
        ("came", ", ".join(trial.codings) or "nothing"),
        ("so", trial.fault),
    )
    # A family is named as its file.
    head = Text(f"{trial.family}.yaml, line {example.line}: {trial.action}", style="bold red")
    return [
        Paragraph(head),
        Paragraph(Text(visible(example.text)), indent=2, hang=2),
        *(Paragraph(Text(words), Text(label, style="dim"), indent=2, hang=12) for label, words in rows),
    ]


def _describe_expected(example: Example) -> str:
    parts = [", ".join(sorted(example.codings)) or "nothing"]
    for role, actor in (("source", example.source), ("target", example.target)):
        if actor != ABSENT:
            parts.append(f"{role} {actor or 'unresolved'}")
    return "; ".join(parts) + (f" ({example.why})" if example.why else "")


def _describe(tally: Tally, noun: str) -> str:
    return f"{tally.tried - tally.failed} of {tally.tried} {noun} coded as they say"


def _open_progress() -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    )
