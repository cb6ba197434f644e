"""The predication layer against a table of constructed sentences, and what holds for any sentence."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.predication_table import describe_sentence, read_table

from dateline.coding.records import Phrase, Predication
from dateline.coding.syntax import Vocabulary, extract_predications, find_quotes
from dateline.coding.syntax.parser import Parser, split_sentences

CASES = read_table()


def test_table_is_wide_enough() -> None:
    assert len(CASES) >= 150


@pytest.mark.parametrize("sentence", CASES, ids=lambda s: s[:50])
def test_predications_of_constructed_sentence(parser: Parser, sentence: str) -> None:
    assert describe_sentence(parser, sentence) == CASES[sentence]


WORDS = st.sampled_from(
    "The army rebels shelled towns , and said that it will not attack “ Kyiv ” after Monday 's talks with France by "
    "of to which were killed 12 soldiers ; - ( ) . \n no one if may Rebels' “".split(" ")
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(WORDS, min_size=1, max_size=40))
def test_spans_stand_for_their_words(parser: Parser, words: list[str]) -> None:
    text = " ".join(words)
    vocabulary = Vocabulary(frozenset({"talk", "attack"}), frozenset())
    for sentence, span in split_sentences(parser.parse(text)):
        assert text[sentence.start : sentence.end] == sentence.text
        for predication in extract_predications(span, sentence.index, vocabulary, find_quotes(text)):
            assert text[predication.start : predication.end] == predication.text
            for phrase in _phrases(predication):
                assert text[phrase.start : phrase.end] == phrase.text
                assert phrase.start <= phrase.head_start < phrase.head_end <= phrase.end


def _phrases(predication: Predication) -> Iterator[Phrase]:
    roles = (predication.agent, predication.patient, predication.recipient)
    for phrase in (*roles, *(inner for _, inner in predication.complements)):
        if phrase is not None:
            yield from phrase.members


def test_same_text_gives_same_predications(parser: Parser) -> None:
    text = "Rebels shelled the town on Monday, killing five people, the army said."
    assert describe_sentence(parser, text) == describe_sentence(parser, text)
