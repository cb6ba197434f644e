"""What `dateline explain` shows of a trace: every fact with its words, nothing cut, the same each time."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

import pytest
from rich.console import Console, RenderableType

from dateline.coding.coder import Trace
from dateline.coding.ontology import load_ontology
from dateline.coding.records import (
    Actor,
    Article,
    CodingResult,
    DateInterval,
    Event,
    Link,
    Loss,
    Mention,
    MentionPart,
    Phrase,
    Place,
    Predication,
    Rejection,
    Sentence,
)
from dateline.coding.resolution import Reading
from dateline.experiments.explanations import render_codings, render_trace
from dateline.experiments.paragraphs import Paragraph, visible
from dateline.experiments.predicates import render_predication, sketch_clauses
from dateline.experiments.traces import Glossary, describe_trace, trace_article

FIRST = "Rebels shelled the harbour of Ostrava Bay on Monday, killing three sailors, the navy said."
SECOND = "The shelling ended at dusk, but the navy did not return fire."
TEXT = f"{FIRST} {SECOND}"


class StubScheme:
    """Codes a shelling on three axes."""

    name = "stub"

    def codes_for(self, event: Event) -> tuple[tuple[str, str, str], ...]:
        if event.action != "shelling":
            return ()
        return (
            ("code", "194", "Fight with artillery"),
            ("context", "military", "Military"),
            ("score", "-10.0", "A scale"),
            ("mode", "heavy-guns", "Heavy guns"),
        )


def span(words: str, after: int = 0) -> tuple[int, int]:
    start = TEXT.index(words, after)
    return start, start + len(words)


def phrase(words: str) -> Phrase:
    start, end = span(words)
    return Phrase(start, end, words, words.split()[-1].lower(), start, end, "NOUN")


def predication(index: int, sentence: int, lemma: str, words: str, **fields: object) -> Predication:
    start, end = span(words, len(FIRST) if sentence else 0)
    base: dict[str, object] = {
        "index": index,
        "sentence": sentence,
        "kind": "verb",
        "lemma": lemma,
        "start": start,
        "end": end,
        "text": words,
    }
    return Predication(**{**base, **fields})  # type: ignore[arg-type]


@pytest.fixture
def trace() -> Trace:
    said = predication(0, 0, "say", "said", tense="past", agent=phrase("the navy"))
    shelled = predication(
        1,
        0,
        "shell",
        "shelled",
        tense="past",
        agent=phrase("Rebels"),
        patient=phrase("the harbour of Ostrava Bay"),
        complements=(("on", phrase("Monday")),),
        chain=(Link("say", "that", 0),),
    )
    kill = predication(2, 0, "kill", "killing", chain=(Link("shell", "adverbial", 1), Link("say", "that", 0)))
    again = predication(0, 1, "shelling", "shelling", kind="noun", chain=(Link("end", "subject", 1),))
    end = predication(1, 1, "end", "ended", tense="past", agent=phrase("The shelling"))
    fire = predication(2, 1, "return", "return", is_negated=True, agent=phrase("the navy"), light_verb="give")
    mention = Mention(
        shelled,
        "shelling",
        "do",
        "shelling/verb/0",
        source=shelled.agent,
        target=shelled.patient,
        trigger=span("shelled"),
    )
    day = date(2021, 11, 15)
    event = Event(
        event_id="e",
        happening_id="h",
        sentence=0,
        action="shelling",
        act="do",
        topics=("military",),
        source_text="Rebels",
        source=Actor("ZZZREB", None, "REB", "rebels", "noun"),
        target_text="the harbour of Ostrava Bay",
        date=DateInterval(day, day, "day", "relative", "on Monday", span("on Monday")),
        place=Place("Ostrava Bay", span("Ostrava Bay"), "Ostrava", "1", "Bay", "CZE", 1.0, 1.0, 2, ("1", "2", "3")),
        status="claimed",
        claimant_text="the navy",
        claimant=Actor("CZEMIL", "CZE", "MIL", "navy", "noun"),
        trigger_text="shelled",
        rule="shelling/verb/0",
        score=0.9,
        mentions=(
            MentionPart(0, "trigger", *span("shelled"), "shelling/verb/0"),
            MentionPart(0, "source", *span("Rebels")),
            MentionPart(0, "target", *span("the harbour of Ostrava Bay")),
            MentionPart(0, "claimant", *span("the navy")),
            MentionPart(1, "trigger", *span("shelling"), "shelling/noun/0"),
        ),
        losses=(Loss("killed", "three sailors", span("three sailors"), "CZEMIL", 2, 3, 4),),
    )
    pair = replace(event, event_id="f", target_text="the navy", target=event.claimant)
    sentences = (Sentence(0, *span(FIRST), FIRST), Sentence(1, *span(SECOND), SECOND))
    rejection = Rejection(1, *span("return"), "negated", "do(armed_clash)")
    article = Article("a", TEXT, published_on=date(2021, 11, 16))
    result = CodingResult(article, sentences, (event, pair), (rejection,))
    steps = (
        Reading(sentences[0], (said, shelled, kill), (mention,)),
        Reading(sentences[1], (again, end, fire), ()),
    )
    return Trace(result, steps)


@pytest.fixture
def glossary() -> Glossary:
    return Glossary(
        labels={"shelling": "Shelling", "ask": "Ask"},
        lines={"shelling/verb/0": "fighting.yaml, line 13"},
        words={("verb", "kill"): ("killing", "murder"), ("noun", "end"): ("ending",)},
        embeddings={"say": ("report",)},
        schemes=(StubScheme(),),  # type: ignore[arg-type]
    )


def show(renderable: RenderableType, width: int = 80) -> str:
    console = Console(file=io.StringIO(), width=width, highlight=False)
    console.print(renderable, crop=False)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


@pytest.mark.parametrize(
    "words",
    [
        "parse      say > that: shell > adverbial: kill",
        "coded 1    do(shelling)  Shelling",
        'verb shell [past] agent "Rebels" patient "the harbour of Ostrava Bay" on "Monday" <that< say',
        'shelling/verb/0 (fighting.yaml, line 13) on "shelled" [7:14], score 0.90',
        'source     "Rebels" [0:6] -> ZZZREB rebels (by noun)',
        'target     "the harbour of Ostrava Bay" [15:41] -> ?',
        'when       2021-11-15, day, relative: "on Monday" [42:51]',
        'where      "Ostrava Bay" [30:41] -> Ostrava, Bay, CZE; precision 2, near, or a small region; 3 candidates',
        'loss       3 killed (2 to 4) of CZEMIL: "three sailors" [61:74]',
        'status     claimed by "the navy" [76:84] -> CZEMIL navy (by noun)',
        "topics     military",
        "stub       194 Fight with artillery; context military; score -10.0; mode heavy-guns",
        "else       as 1: one happening, another pair of actors",
        'again      "shelling" [95:103] tells event 1, do(shelling), once more',
        'not coded  "return" [140:146] negated: the clause says that it did not happen; do(armed_clash)',
        'verb return [negated, light verb give] agent "the navy"',
        "silent     say (report); kill (killing, murder)",
        "silent     end",
        "2 events coded, 1 predicate rejected",
    ],
)
def test_a_trace_says(trace: Trace, glossary: Glossary, words: str) -> None:
    assert words in " ".join(show(render_trace(trace, glossary), 200).split("\n"))


def test_what_a_happening_has_in_common_is_said_once(trace: Trace, glossary: Glossary) -> None:
    out = show(render_trace(trace, glossary), 200)
    assert out.count("Fight with artillery") == 1
    assert out.count("on Monday, killing") == 1


@pytest.mark.parametrize("width", [50, 80])
def test_lines_fit_and_go_on_under_their_words(trace: Trace, glossary: Glossary, width: int) -> None:
    lines = show(render_trace(trace, glossary), width).splitlines()
    assert [line for line in lines if len(line) > width] == []
    assert [line for line in lines if line != line.rstrip()] == []
    after = next(i for i, line in enumerate(lines) if line.startswith("    reads"))
    assert lines[after + 1].startswith(" " * 15)
    assert show(render_trace(trace, glossary), 200).split() == " ".join(lines).split()


def test_the_same_trace_is_shown_alike(trace: Trace, glossary: Glossary) -> None:
    assert show(render_trace(trace, glossary)) == show(render_trace(trace, glossary))
    assert "\x1b" not in show(render_trace(trace, glossary))


def test_codings_alone(trace: Trace, glossary: Glossary) -> None:
    out = show(render_codings(trace, glossary), 200)
    assert "Rebels [ZZZREB] -> the harbour of Ostrava Bay [?]; 2021-11-15; Ostrava; 3 killed" in out
    assert "claimed by the navy [CZEMIL]" in out
    assert "negated: the clause says that it did not happen" in out
    assert "parse" not in out
    assert "silent" not in out


def test_without_steps_the_result_is_shown(trace: Trace, glossary: Glossary) -> None:
    out = show(render_trace(Trace(trace.result, ()), glossary), 200)
    assert "coded 1    do(shelling)" in out
    assert "parse" not in out


def test_without_a_day_of_publication_it_says_so(trace: Trace, glossary: Glossary) -> None:
    article = replace(trace.result.article, published_on=None)
    undated = Trace(replace(trace.result, article=article), trace.sentences)
    assert "--date" in show(render_trace(undated, glossary))
    assert "--date" not in show(render_trace(trace, glossary))


def test_an_article_that_failed_says_why(glossary: Glossary) -> None:
    result = CodingResult(Article("a", "x"), error=("coder_failed", "ValueError: no"))
    assert "not coded: coder_failed, ValueError: no" in show(render_trace(Trace(result, ()), glossary))


def test_json_holds_the_whole_trace(trace: Trace, glossary: Glossary) -> None:
    data = json.loads(json.dumps(describe_trace(trace, glossary)))
    assert [len(sentence["predications"]) for sentence in data["sentences"]] == [3, 3]
    assert data["sentences"][0]["mentions"][0]["predication"] == 1
    event = data["events"][0]
    assert event["date"]["start"] == "2021-11-15"
    assert event["codes"][0] == {
        "scheme": "stub",
        "axis": "code",
        "code": "194",
        "label": "Fight with artillery",
    }
    assert data["rejections"][0]["words"] == "return"
    for part in event["mentions"]:
        assert data["article"]["text"][part["start"] : part["end"]]


def test_of_clauses_that_hang_alike_both_are_sketched() -> None:
    say = predication(0, 0, "say", "said")
    one = predication(1, 0, "shell", "shelled", chain=(Link("say", "that", 0),))
    two = predication(2, 0, "kill", "killing", chain=(Link("say", "that", 0),))
    assert sketch_clauses((say, one, two)) == "say > that: (shell, kill)"
    assert sketch_clauses(()) == ""


def test_a_predication_shows_conjuncts_that_stand_apart() -> None:
    both = replace(phrase("Rebels"), conjuncts=(phrase("the navy"),))
    call_off = predication(0, 0, "shell", "shelled", particle="off", agent=both, is_passive=True, modal="may")
    assert render_predication(call_off).plain == ('verb shell off [passive, modal may] agent "Rebels" + "the navy"')


def test_words_cannot_steer_the_terminal() -> None:
    assert visible("a\x1b[31m b\n\tc\u202e") == "a [31m b c"


def test_a_long_word_is_not_cut() -> None:
    word = "x" * 90
    out = show(Paragraph(Console().render_str(f"see {word} there"), hang=4), 40)
    assert word in out


class StubTracer:
    """A coder whose trace fails, but which says of a bad article why."""

    def trace(self, article: Article) -> Trace:
        raise ValueError("a defect")

    def __call__(self, articles: Iterable[Article]) -> Iterator[CodingResult]:
        return (CodingResult(article, error=("coder_failed", "a defect")) for article in articles)


def test_a_failing_trace_gives_the_coders_own_error() -> None:
    assert trace_article(StubTracer(), Article("a", "x")).result.error == ("coder_failed", "a defect")


def test_a_place_from_elsewhere_is_marked(trace: Trace, glossary: Glossary) -> None:
    assert "named outside this sentence" not in show(render_trace(trace, glossary))
    first, second = trace.result.events
    assert first.place is not None
    elsewhere = replace(first, place=replace(first.place, span=span("dusk")))
    moved = Trace(replace(trace.result, events=(elsewhere, second)), trace.sentences)
    assert "named outside this sentence" in show(render_trace(moved, glossary), 200)


def test_a_glossary_knows_the_words_of_the_ontology() -> None:
    glossary = Glossary.of(load_ontology())
    shelled = predication(0, 0, "shell", "shelled")
    assert "shelling" in glossary.know(shelled)
    assert "report" in glossary.know(replace(shelled, lemma="say"))
    assert glossary.know(replace(shelled, lemma="xyz")) == ()
    assert glossary.labels["ask"]
    assert set(glossary.lines)
