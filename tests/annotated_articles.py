"""Coded articles made by Hypothesis for the tests of human coding: spans that overlap, emoji, odd words."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from dateline.coding.records import (
    Actor,
    Article,
    CodingResult,
    DateInterval,
    Event,
    Loss,
    MentionPart,
    Place,
    Sentence,
)
from dateline.datasets.annotation.labels import Label, Labels

ACTIONS = ("shelling", "detention", "diplomatic_call")
ACTS = ("do", "threaten", "accuse")
TOPICS = ("leadership", "military")
LABELS = Labels(
    {"Fighting": (Label("shelling", "<fire> & smoke"),), "Other": tuple(Label(a, "") for a in ACTIONS[1:])},
    tuple(Label(act, f"{act} it") for act in ACTS),
    TOPICS,
)

_WORDS = st.sampled_from(
    ("rebels", "shelled", "the", "=1+1", "-3", "@home", "'quoted'", "a|b", "\U0001f525", "Zo\u00eb", "3", "of;", '"so"')
)
_CODES = st.sampled_from(("SYRMIL", "IGOUNO", "REB", "GOV"))
_DAYS = st.dates(date(2019, 1, 1), date(2022, 12, 31))


@st.composite
def coded_articles(draw: st.DrawFn, article_id: str = "a-1") -> CodingResult:
    """An article of a few sentences with a few events, several of which may rest on the same words."""
    lines = draw(st.lists(st.lists(_WORDS, min_size=1, max_size=6).map(" ".join), min_size=1, max_size=4))
    text = draw(st.sampled_from(("\n", " \r\n"))).join(lines)
    sentences, place = [], 0
    for index, line in enumerate(lines):
        start = text.index(line, place)
        place = start + len(line)
        sentences.append(Sentence(index, start, place, line))
    events = tuple(draw(_events(text, sentences, f"e{number}")) for number in range(draw(st.integers(0, 4))))
    article = Article(article_id, text, None, draw(st.none() | _DAYS), "Courier")
    return CodingResult(article, tuple(sentences), events)


@st.composite
def _spans(draw: st.DrawFn, sentence: Sentence) -> tuple[int, int]:
    """Whole words of a sentence, now and then with the space behind them."""
    starts = [i for i in range(len(sentence.text)) if i == 0 or sentence.text[i - 1] == " "]
    start = draw(st.sampled_from(starts))
    end = draw(st.sampled_from([i for i in (*starts, len(sentence.text)) if i > start]))
    trimmed = start + len(sentence.text[start:end].rstrip())
    return sentence.start + start, sentence.start + draw(st.sampled_from((end, trimmed)))


@st.composite
def _events(draw: st.DrawFn, text: str, sentences: list[Sentence], event_id: str) -> Event:
    sentence = draw(st.sampled_from(sentences))
    trigger = draw(_spans(sentence))
    parts = [MentionPart(0, "trigger", *trigger, "rule/1")] * draw(st.integers(0, 1))
    values: dict[str, object] = {}
    for side in ("source", "target", "claimant"):
        span = draw(st.none() | _spans(draw(st.sampled_from(sentences))))
        code = draw(st.none() | _CODES)
        values[f"{side}_text"] = text[span[0] : span[1]] if span else None
        values[side] = Actor(code, "SYR", "MIL", "army", "noun") if code else None
        parts += [MentionPart(0, side, *span)] if span else []
    days = sorted(draw(st.tuples(_DAYS, _DAYS)))
    span = draw(st.none() | _spans(sentence))
    if span:
        parts.append(MentionPart(0, "date", *span, "relative"))
    precision = draw(st.sampled_from(("week", "range")))
    values["date"] = draw(st.sampled_from((None, DateInterval(days[0], days[1], precision, "relative", "then", span))))
    span = draw(st.none() | _spans(sentence))
    if span:
        parts.append(MentionPart(0, "place", *span))
        values["place"] = Place(text[span[0] : span[1]], span, draw(st.none() | st.just("Idlib")), None, None, "SYR")
    losses = []
    for kind in draw(st.sets(st.sampled_from(("killed", "wounded", "equipment")))):
        span = draw(_spans(sentence))
        low, best, high = sorted(draw(st.tuples(*[st.integers(0, 99)] * 3)))
        losses.append(Loss(kind, text[span[0] : span[1]], span, draw(st.sampled_from(("", "SYRMIL"))), low, best, high))
        parts.append(MentionPart(0, "loss", *span, draw(st.sampled_from((kind, None)))))
    parts += [MentionPart(1, "trigger", *draw(_spans(sentence)), "merge/same")] * draw(st.integers(0, 1))
    unique = {(part.mention, part.part, part.start): part for part in parts}
    return Event(
        event_id=event_id,
        happening_id=f"h{draw(st.integers(0, 1))}",
        sentence=sentence.index,
        action=draw(st.sampled_from(ACTIONS)),
        act=draw(st.sampled_from(ACTS)),
        topics=tuple(sorted(draw(st.sets(st.sampled_from(TOPICS))))),
        is_reciprocal=draw(st.booleans()),
        killed=draw(st.none() | st.integers(0, 99)),
        status=draw(st.sampled_from(("reported", "claimed"))),
        is_disputed=draw(st.booleans()),
        is_background=draw(st.booleans()),
        trigger_text=text[trigger[0] : trigger[1]],
        rule="rule/1",
        coder="rules 1",
        score=draw(st.none() | st.just(0.5)),
        mentions=tuple(unique.values()),
        losses=tuple(losses),
        **values,  # type: ignore[arg-type]
    )
