"""The shipped actor tables: every code possible, every name found, no row dead."""

from __future__ import annotations

from collections import Counter

import pytest

from dateline.coding.cast.composition import Codebook, split
from dateline.coding.cast.entries import COUNTRY_COLUMNS, NAME_COLUMNS, read_names
from dateline.coding.cast.lexicon import Lexicon
from dateline.coding.cast.names import NameIndex, tokens
from dateline.coding.cast.tables import data_folder, parse_day, read_rows
from dateline.coding.errors import ConfigError

DATA = data_folder(None)
CODEBOOK = Codebook.load(DATA)


def test_every_code_is_possible() -> None:
    codes = {spell.code for _, entry in read_names(DATA) for spell in entry.spells}
    assert {code: CODEBOOK.problem(code) for code in codes if CODEBOOK.problem(code)} == {}


@pytest.mark.parametrize("code", ["IGOAEAASN", "USALREB", "KKLREB", "", "RUSMILMIL", "GOVRUS"])
def test_an_impossible_code_is_found(code: str) -> None:
    assert CODEBOOK.problem(code)


def test_a_code_is_composed_in_order() -> None:
    assert CODEBOOK.compose("RUS", ("MIL", "GOV")) == "RUSMILGOV"
    assert CODEBOOK.compose("EGY", ("MOS", "PTY", "OPP")) == "EGYOPPPTYMOS"
    assert CODEBOOK.compose("IRQ", ("kur", "REF")) == "IRQREFkur"
    assert CODEBOOK.compose("FRA", ("IGO", "UNO")) == "IGOUNO"
    assert CODEBOOK.compose(None, ("MIL", "MIL")) == "MIL"


def test_parts_of_a_code() -> None:
    assert split("RUSGOVMIL") == ("RUS", "GOV", "MIL")
    assert CODEBOOK.country("RUSGOVMIL") == "RUS" and CODEBOOK.sector("RUSGOVMIL") == "GOV"
    assert CODEBOOK.country("IGOUNO") is None and CODEBOOK.sector("IGOUNO") == "IGO"
    assert CODEBOOK.sector("RUS") is None


@pytest.mark.parametrize("table", ["leaders.csv", "groups.csv", "bodies.csv"])
def test_terms_of_one_name_do_not_overlap(table: str) -> None:
    terms: dict[str, list[tuple[str, str]]] = {}
    for row in read_rows(DATA, table, NAME_COLUMNS):
        assert row["added"] and (not row["to"] or row["from"] <= row["to"]), row.where
        terms.setdefault(row["name"], []).append((row["from"] or "0000", row["to"] or "9999"))
    for name, spans in terms.items():
        assert all(left[1] <= right[0] for left, right in zip(sorted(spans), sorted(spans)[1:], strict=False)), name


def test_countries_have_names_of_their_own() -> None:
    names = Counter(
        name.casefold()
        for row in read_rows(DATA, "countries.csv", COUNTRY_COLUMNS)
        for name in (row["name"], *row.words("aliases"), *row.words("capitals"))
    )
    assert [name for name, times in names.items() if times > 1] == []


def test_the_lexicon_is_large_and_sound() -> None:
    lexicon = Lexicon.load(DATA)
    assert len(lexicon.heads) > 1000
    assert {role for head in lexicon.heads.values() for role in head.roles} <= set(CODEBOOK.kinds)


def test_names_are_told_by_case() -> None:
    index = NameIndex()
    entries = {entry.name: entry for _, entry in read_names(DATA)}
    index.add("US", entries["United States"])
    index.add("Turkey", entries["Turkey"])
    assert [match.entry.name for match in index.find("US and Turkey")] == ["United States", "Turkey"]
    assert not index.find("us and turkey")
    assert not index.add("Türkey", entries["Turkey"])


def test_words_of_a_text() -> None:
    text = "Côte d'Ivoire's al-Qaeda, the U.S. and N'Djamena"
    assert [t.key for t in tokens(text)] == ["cote", "divoire", "al", "qaeda", "the", "us", "and", "ndjamena"]
    assert all(text[t.start : t.end].strip("s'") for t in tokens(text))


def test_a_bad_date_is_refused() -> None:
    with pytest.raises(ConfigError, match="x.csv:3"):
        parse_day("1704-19-75", "x.csv:3")
