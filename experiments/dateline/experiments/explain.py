"""`dateline explain TEXT`: one sentence or article in, the trace of its coding out, in the terminal or as JSON."""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from rich.console import Console

from dateline.coding.errors import ConfigError, CorpusError
from dateline.coding.records import Article
from dateline.experiments.composing import compose_config
from dateline.experiments.executors import make_coder
from dateline.experiments.help import asks_for_help, render_help
from dateline.experiments.schemas import ExplainConfig

GROUPS = ("coder", "ontology", "scheme")
HEAD = """\
usage: dateline explain TEXT [--date YYYY-MM-DD] [--brief | --json] [--config-dir FOLDER] [KEY=VALUE ...]

Codes one text and shows how: what was coded by which rule, what was not coded, and why. TEXT is a sentence
in quotation marks, a .txt file, or - for standard input. --date is the day of publication, from which
"on Tuesday" counts. --brief shows the codings and rejections alone; --json prints the whole trace as JSON."""
TAIL = """\
examples
  dateline explain "Rebels shelled the town on Tuesday." --date 2021-11-16
  dateline explain article.txt --brief
  dateline explain article.txt --json scheme=cameo
  dateline explain article.txt ontology.folder=my/ontology"""

_OVERRIDE = re.compile(r"[+~]{0,2}[a-z_][\w./@]*=")
_WIDTH = 80


def main(argv: Sequence[str]) -> int:
    """Print the trace of one text."""
    if asks_for_help(argv):
        sys.stdout.write(render_help(HEAD, ExplainConfig, GROUPS, TAIL, argv))
        return 0
    parser = argparse.ArgumentParser(prog="dateline explain", add_help=False, usage=HEAD.splitlines()[0][7:])
    parser.add_argument("words", nargs="*")
    parser.add_argument("--date", type=_read_day, metavar="YYYY-MM-DD")
    parser.add_argument("--config-dir")
    forms = parser.add_mutually_exclusive_group()
    forms.add_argument("--brief", action="store_const", dest="form", const="brief", default="full")
    forms.add_argument("--json", action="store_const", dest="form", const="json")
    arguments = parser.parse_intermixed_args(argv)
    overrides = [word for word in arguments.words if _OVERRIDE.match(word)]
    texts = [word for word in arguments.words if not _OVERRIDE.match(word)]
    if len(texts) != 1:
        raise ConfigError("explain takes one text: a sentence in quotation marks, or a .txt file")
    article = read_article(texts[0], arguments.date)
    config = compose_config("explain", ExplainConfig, overrides, arguments.config_dir)
    # Heavy, and of no use to a call that fails above.
    from dateline.experiments.explanations import render_codings, render_trace
    from dateline.experiments.traces import describe_trace, load_glossary, trace_article

    coder = make_coder(config["coder"])
    glossary = load_glossary(coder, config)
    trace = trace_article(coder, article)
    if arguments.form == "json":
        sys.stdout.write(json.dumps(describe_trace(trace, glossary), ensure_ascii=False, indent=2) + "\n")
        return 0
    render = render_codings if arguments.form == "brief" else render_trace
    console = Console(width=None if sys.stdout.isatty() else _WIDTH, highlight=False)
    console.print(render(trace, glossary), crop=False)
    return 0


def _read_day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day; write YYYY-MM-DD") from None


def read_article(text: str, published_on: date | None) -> Article:
    """The article that TEXT stands for: itself, a .txt file read as a page, or standard input (`-`).

    Raises CorpusError where the file is missing or holds no article.
    """
    if text == "-":
        return Article(article_id="stdin", text=sys.stdin.read().strip(), published_on=published_on)
    path = Path(text)
    is_word = text.strip() and not any(character.isspace() for character in text)
    looks_like_path = path.suffix == ".txt" or (is_word and ("/" in text or path.exists()))
    if not looks_like_path:
        if not text.strip():
            raise CorpusError("the text is empty; give a sentence in quotation marks, or name a .txt file")
        return Article(article_id="text", text=text.strip(), published_on=published_on)
    if not path.is_file():
        raise CorpusError(f"there is no file {text}")
    if path.suffix != ".txt":
        raise CorpusError(f"{text} is no .txt file; dateline build reads tables, JSONL and folders")
    return _read_page(path, published_on)


def _read_page(path: Path, published_on: date | None) -> Article:
    from dateline.datasets.readers.text import TextReader

    for item in TextReader(path=str(path)):
        if isinstance(item, Article):
            return replace(item, published_on=published_on) if published_on else item
        raise CorpusError(f"{path} cannot be read: {item.reason}, {item.detail}")
    raise CorpusError(f"{path} holds no article")
