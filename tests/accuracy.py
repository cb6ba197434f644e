"""Examples of the ontology and articles of the gold in; precision and recall by family and by class of PLOVER out.

`make bench` prints the tables; `python -m tests.accuracy` writes the one of the readme anew. All texts are constructed.
"""

from __future__ import annotations

import contextlib
import io
import re
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq
from tests.gold.score_gold import SETS, compare, read_dataset, read_gold, write_corpus

from dateline.coding.cast import ActorResolver
from dateline.coding.ontology import Ontology, load_ontology
from dateline.coding.ontology.trial import Examiner, Trial
from dateline.coding.records import Event
from dateline.coding.schemes import Scheme, Vocabulary, load_scheme
from dateline.coding.syntax.parser import Parser
from dateline.experiments.cli import main as run_dateline

README = Path(__file__).parents[1] / "README.md"
_TABLE = re.compile(r"(?<=<!-- accuracy by class -->\n\n).*?(?=\n<!-- end -->)", re.DOTALL)


@dataclass(slots=True)
class Score:
    """Counts: what was expected and found, expected and missed, coded and not expected."""

    right: int = 0
    missed: int = 0
    wrong: int = 0


@dataclass(slots=True)
class FamilyScore:
    """How many of a family's examples and counterexamples were coded as they say, and how many not."""

    right: int = 0
    wrong: int = 0
    clean: int = 0
    soiled: int = 0


def load_plover() -> tuple[Ontology, Scheme]:
    """The standard ontology and PLOVER's crosswalk."""
    ontology = load_ontology()
    return ontology, load_scheme("plover", Vocabulary.of(ontology))


def score_examples(ontology: Ontology, scheme: Scheme) -> tuple[dict[str, FamilyScore], dict[str, Score]]:
    """Code all examples and counterexamples; scores by family and by class."""
    families: dict[str, FamilyScore] = defaultdict(FamilyScore)
    classes: dict[str, Score] = defaultdict(Score)
    for number, trial in enumerate(Examiner(ontology, Parser(), ActorResolver.load()).run()):
        if not number % 500:
            say(f"{number} examples tried")
        count_trial(trial, ontology, scheme, families[trial.family], classes)
    return families, classes


def count_trial(
    trial: Trial, ontology: Ontology, scheme: Scheme, family: FamilyScore, classes: Mapping[str, Score]
) -> None:
    """Count one example. A class is found where any expected coding of the class came."""
    if trial.example.main is None:
        family.soiled += bool(trial.fault)
        family.clean += not trial.fault
    else:
        family.wrong += bool(trial.fault)
        family.right += not trial.fault
    expected = find_classes(trial.example.codings, ontology, scheme)
    came = find_classes(trial.codings, ontology, scheme)
    for name in expected | came:
        classes[name].right += name in expected and name in came
        classes[name].missed += name not in came
        classes[name].wrong += name not in expected


def find_classes(codings: Iterable[str], ontology: Ontology, scheme: Scheme) -> set[str]:
    """The scheme's classes of codings such as "ask(ceasefire)", whoever the parties are."""
    found: set[str] = set()
    for coding in codings:
        act, _, rest = coding.partition("(")
        name = rest.rstrip(")")
        action = ontology.actions.get(name)
        topics = action.contexts if action is not None else ()
        event = Event(event_id="", happening_id="", sentence=0, action=name, act=act, topics=topics)
        found.update(code for axis, code, _ in scheme.codes_for(event) if axis == "event")
    return found


def score_articles(name: str, ontology: Ontology, scheme: Scheme) -> dict[str, Score]:
    """Code the gold's set `name` with the default coder; scores by class, over the events of the articles.

    A coded event is right where it stands for an event of the gold by the gold's own rules; a gold event that a
    coder may leave out counts neither as found nor as missed.
    """
    say(f"coding the articles of {name}")
    articles = read_gold(name)
    scores: dict[str, Score] = defaultdict(Score)
    with tempfile.TemporaryDirectory() as folder:
        corpus, output = Path(folder, "articles.jsonl"), Path(folder, "dataset")
        write_corpus(articles, corpus)
        words = ["build", "corpus=jsonl", f"corpus.path={corpus}", f"output={output}", "scheme=plover"]
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            if code := run_dateline(words):
                raise RuntimeError(f"dateline build ended with exit code {code}")
        codes = pq.read_table(output / "codes.parquet").to_pylist()
        classes = {row["event_id"]: row["code"] for row in codes if row["axis"] == "event"}
        dataset = read_dataset(output)
        for article in articles:
            result = compare(article, dataset)
            for pair in result.pairs:
                coded = classes.get(pair.coded.row["event_id"])
                if coded is not None and not pair.gold.is_optional:
                    scores[coded].right += 1
            for event in result.extra:
                if (coded := classes.get(event.row["event_id"])) is not None:
                    scores[coded].wrong += 1
            for gold in result.missed:
                for wanted in find_classes([f"{gold.act}({gold.action})"], ontology, scheme):
                    scores[wanted].missed += 1
    return scores


def tabulate_classes(columns: Sequence[tuple[str, Mapping[str, Score]]]) -> Iterator[Sequence[object]]:
    """Rows of a table: the class, then for each column how many were expected, precision and recall."""
    for name in [*sorted({name for _, scores in columns for name in scores}), ""]:
        row: list[object] = [name or "**all**"]
        for _, scores in columns:
            score = scores.get(name, Score())
            if not name:
                for each in scores.values():
                    score = Score(score.right + each.right, score.missed + each.missed, score.wrong + each.wrong)
            expected = score.right + score.missed
            row += [expected, share(score.right, score.right + score.wrong), share(score.right, expected)]
        yield row


def tabulate_families(families: Mapping[str, FamilyScore], ontology: Ontology) -> Iterator[Sequence[object]]:
    """Rows of a table: the family, its actions, examples and counterexamples that are coded as they say."""
    actions = Counter(action.family for action in (*ontology.actions.values(), *ontology.acts.values()))
    whole = FamilyScore()
    for family, score in sorted(families.items()):
        yield (family, actions[family], *describe_family(score))
        for part in ("right", "wrong", "clean", "soiled"):
            setattr(whole, part, getattr(whole, part) + getattr(score, part))
    yield ("**all**", actions.total(), *describe_family(whole))


def describe_family(score: FamilyScore) -> tuple[str, ...]:
    """Counts and shares of examples and of counterexamples."""
    examples, others = score.right + score.wrong, score.clean + score.soiled
    return (
        f"{score.right} of {examples}",
        share(score.right, examples),
        f"{score.clean} of {others}",
        share(score.clean, others),
    )


def measure_classes(ontology: Ontology, scheme: Scheme) -> tuple[dict[str, FamilyScore], str]:
    """The scores by family, and the table by class over the examples and both sets of articles."""
    families, examples = score_examples(ontology, scheme)
    columns = [("examples", examples), *((name, score_articles(name, ontology, scheme)) for name in SETS)]
    headings = ["class", *(word for name, _ in columns for word in (name.replace("_", " "), "P", "R"))]
    return families, format_table(headings, tabulate_classes(columns))


def share(part: int, whole: int) -> str:
    """The share with two decimals; nothing where there is nothing to share."""
    return f"{part / whole:.2f}" if whole else ""


def format_table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table, the first column to the left, the others to the right."""
    lines = [headings, ["---", *["---:"] * (len(headings) - 1)]]
    lines += [[f"{cell:,}" if isinstance(cell, int) else str(cell) for cell in row] for row in rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def say(words: str) -> None:
    """Tell how far it is, on stderr."""
    print(f"bench: {words}", file=sys.stderr, flush=True)


def read_table() -> str:
    """The table that the readme shows."""
    found = _TABLE.search(README.read_text(encoding="utf-8"))
    return found[0] if found else ""


def write_table(table: str) -> None:
    """Put the table into the readme."""
    text = README.read_text(encoding="utf-8")
    README.write_text(_TABLE.sub(lambda _: table, text), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write_table(measure_classes(*load_plover())[1])
