"""The table of predications as text: sentences in, one line per predication out.

`python tests/predication_table.py` remakes tests/data/predications.txt from tests/data/predication_sentences.txt.
Read the difference before it is committed: every line there was checked by hand.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dateline.coding.records import Phrase, Predication
from dateline.coding.syntax import Vocabulary, extract_predications, find_quotes
from dateline.coding.syntax.parser import Parser, split_sentences

DATA = Path(__file__).parent / "data"
SENTENCES = DATA / "predication_sentences.txt"
TABLE = DATA / "predications.txt"
VOCABULARY = Vocabulary(
    frozenset(
        "shelling withdrawal arrest clash strike airstrike meeting attack protest visit raid fighting talk order"
        " curfew call fire threat attempt plan end ceasefire release claim proposal killing massacre blockade"
        " emergency bombing ambush".split()
    ),
    frozenset({"willing"}),
)


def read_table() -> dict[str, list[str]]:
    """Sentences with their expected lines."""
    table: dict[str, list[str]] = {}
    sentence = ""
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("  "):
            table[sentence].append(line.strip())
        elif line and not line.startswith("="):
            sentence = line
            table[sentence] = []
    return table


def describe_sentence(parser: Parser, text: str) -> list[str]:
    """One line per predication of the text."""
    lines: list[str] = []
    for sentence, span in split_sentences(parser.parse(text)):
        found = extract_predications(span, sentence.index, VOCABULARY, find_quotes(text))
        lines += [_describe(predication) for predication in found]
    return lines


def _describe(predication: Predication) -> str:
    roles = [("agent", predication.agent), ("patient", predication.patient), ("recipient", predication.recipient)]
    parts = [f"{name}={_words(phrase)}" for name, phrase in (*roles, *predication.complements) if phrase]
    name = predication.lemma + (f" {predication.particle}" if predication.particle else "")
    chain = "".join(f" <{link.relation}< {link.lemma}" for link in predication.chain)
    return f"{name}({'; '.join(parts)}) {' '.join(_marks(predication))}".rstrip() + chain


def _marks(predication: Predication) -> Iterator[str]:
    if predication.light_verb:
        yield f"light={predication.light_verb}"
    flags = ("passive", "negated", "conditional", "question", "quoted")
    yield from (flag for flag in flags if getattr(predication, f"is_{flag}"))
    if predication.modal:
        yield f"modal={predication.modal}"
    if predication.tense:
        yield predication.tense


def _words(phrase: Phrase) -> str:
    return " & ".join(member.text for member in phrase.members)


def main() -> None:
    parser = Parser()
    lines: list[str] = []
    for line in SENTENCES.read_text(encoding="utf-8").splitlines():
        lines.append(line)
        if line and not line.startswith("="):
            lines += [f"  {each}" for each in describe_sentence(parser, line)]
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
