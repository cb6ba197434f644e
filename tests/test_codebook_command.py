"""`dateline codebook` and `dateline lint`: the page in its forms, and what is said of an ontology's examples."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from dateline.coding.errors import ConfigError
from dateline.coding.ontology import load_ontology
from dateline.coding.ontology.model import ABSENT, Example
from dateline.coding.ontology.trial import Trial
from dateline.experiments.cli import main
from dateline.experiments.lint import check_families, count_examples, render_failure
from dateline.experiments.webpages import render_webpage

FAMILY = """
family: gunfire
label: Gunfire <loud>
definition: Guns & shells.
actions:
  salvo:
    label: Salvo
    definition: Guns fired at a place.
    needs: none
    triggers:
      verbs: [bombard]
      nouns: [bombardment]
    examples:
      - {text: "Militants bombarded the port on Monday."}
    counterexamples:
      - {text: "Reporters bombarded the singer with questions.", why: figurative}
"""
ACTS = """
deny:
  label: Deny
  definition: Says that it is not so.
  triggers:
    verbs: [{verb: deny, content: [that, gerund]}]
"""
SCHEME = """
scheme: mine
label: Mine
facts: codes.csv
axes: {code: {label: name}}
acts:
  deny: 30
  "do, consider, intend, ask, demand, threaten, refuse, accuse, acknowledge": null
actions:
  salvo: {do: 10}
"""


@pytest.fixture
def overrides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """An ontology and a scheme of the user's own, as the command line names them."""
    (tmp_path / "ontology").mkdir()
    (tmp_path / "ontology" / "gunfire.yaml").write_text(FAMILY)
    (tmp_path / "ontology" / "acts.yaml").write_text(ACTS)
    (tmp_path / "codes.csv").write_text("key,name\n10,Guns\n30,Denial\n")
    (tmp_path / "mine.yaml").write_text(SCHEME)
    monkeypatch.chdir(tmp_path)
    return ["ontology.folder=ontology", "scheme.names=[mine.yaml]"]


def test_markdown_to_stdout_or_a_file(overrides: list[str], capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["codebook", *overrides]) == 0
    page = capsys.readouterr().out
    assert page.startswith("# Codebook\n")
    assert "### Salvo (`salvo`)" in page
    assert main(["codebook", *overrides, "--markdown", "page.md"]) == 0
    assert (tmp_path / "page.md").read_text(encoding="utf-8") == page
    assert capsys.readouterr().out == ""


class Checker(HTMLParser):
    """Collects ids and links, and holds that every element is closed."""

    VOID = ("meta", "br", "hr", "img", "link")

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        given = dict(attrs)
        self.ids += [value for value in [given.get("id")] if value]
        self.links += [value for name in ("href", "src") if (value := given.get(name))]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def check_page(page: str) -> Checker:
    checker = Checker()
    checker.feed(page)
    checker.close()
    assert checker.open == []
    assert len(checker.ids) == len(set(checker.ids))
    return checker


def test_html_is_whole_escaped_and_needs_nothing_beside_it(overrides: list[str], tmp_path: Path) -> None:
    assert main(["codebook", *overrides, "--html", "page.html"]) == 0
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    checker = check_page(page)
    assert checker.links
    assert {link.removeprefix("#") for link in checker.links} <= set(checker.ids)
    assert "Gunfire &lt;loud&gt;" in page
    assert "prefers-color-scheme: dark" in page
    assert not re.search(r"https?:|url\(|@import", page)


def test_a_page_shows_html_as_it_is_written() -> None:
    page = render_webpage(
        "# T <b>\n\n## S\n\n<script>x</script> ![i](http://a.example/i.png) [l](http://a.example)\n\n## S\n"
    )
    checker = check_page(page)
    assert not {"script", "img", "b"} & checker.tags
    assert checker.links == ["#s", "#s-2"]
    assert "<title>T &lt;b&gt;</title>" in page


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (["stray"], "'stray'"),
        (["scheme=nothing"], "nothing"),
        (["ontology.folder=nowhere"], "nowhere"),
        (["--html", "missing/page.html"], "missing/page.html"),
    ],
)
def test_a_wrong_call_is_one_clear_line(
    argv: list[str], words: str, overrides: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["codebook", *overrides, *argv]) in (1, 2)
    err = capsys.readouterr().err
    assert err.startswith("dateline: ")
    assert err.count("\n") == 1
    assert words in err


def test_a_failure_names_file_line_expectation_and_outcome() -> None:
    example = Example("Guns\nfired.", frozenset({"do(salvo)"}), "do(salvo)", "ARM", ABSENT, 14)
    trial = Trial("salvo", "gunfire", example, ("ask(salvo)",), "missing do(salvo); extra ask(salvo)")
    lines = [(part.label.plain if part.label else "", part.words.plain) for part in render_failure(trial)]
    assert lines == [
        ("", "gunfire.yaml, line 14: salvo"),
        ("", "Guns fired."),
        ("expected", "do(salvo); source ARM"),
        ("came", "ask(salvo)"),
        ("so", "missing do(salvo); extra ask(salvo)"),
    ]


@pytest.mark.usefixtures("overrides")
def test_examples_are_counted_and_a_wrong_family_refused() -> None:
    ontology = load_ontology("ontology")
    assert count_examples(ontology, ["gunfire"]) == 2
    with pytest.raises(ConfigError, match="did you mean 'gunfire'"):
        check_families(ontology, ["gunfir"])


@pytest.mark.usefixtures("overrides")
def test_lint_tries_the_examples(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lint", "ontology", "--family", "gunfire"]) == 1
    out = capsys.readouterr().out
    assert "gunfire.yaml, line 16: salvo" in out
    assert "figurative" in out
    assert "ontology: 1 of 1 examples coded as they say, 0 of 1 counterexamples coded as they say" in out
