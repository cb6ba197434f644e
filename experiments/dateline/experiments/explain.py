"""`dateline explain TEXT`: one sentence or article in, the trace of its coding out, in the terminal."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from rich.console import Console

from dateline.coding.errors import ConfigError, CorpusError
from dateline.coding.records import Article
from dateline.coding.settings import find_configs
from dateline.experiments.executors import make_coder
from dateline.experiments.help import asks_for_help, render_help
from dateline.experiments.schemas import ExplainConfig, register_schemas

GROUPS = ("coder", "ontology", "scheme")
HEAD = """\
usage: dateline explain TEXT [--date YYYY-MM-DD] [--config-dir FOLDER] [KEY=VALUE ...]

Codes one text and shows how: what was coded by which rule, what was not coded, and why. TEXT is a sentence
in quotation marks, a .txt file, or - for standard input. --date is the day of publication, from which
"on Tuesday" counts."""
TAIL = """\
examples
  dateline explain "Rebels shelled the town on Tuesday." --date 2021-11-16
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
    parser.add_argument("--date", type=date.fromisoformat, metavar="YYYY-MM-DD")
    parser.add_argument("--config-dir")
    arguments = parser.parse_intermixed_args(argv)
    overrides = [word for word in arguments.words if _OVERRIDE.match(word)]
    texts = [word for word in arguments.words if not _OVERRIDE.match(word)]
    if len(texts) != 1:
        raise ConfigError("explain takes one text: a sentence in quotation marks, or a .txt file")
    article = read_article(texts[0], arguments.date)
    config = compose_config(overrides, arguments.config_dir)
    width = None if sys.stdout.isatty() else _WIDTH
    print_traces(config, [article], Console(width=width, highlight=False))
    return 0


def read_article(text: str, published_on: date | None) -> Article:
    """The article that TEXT stands for: itself, a .txt file read as a page, or standard input (`-`).

    Raises CorpusError where the file is missing or holds no article.
    """
    if text == "-":
        return Article(article_id="stdin", text=sys.stdin.read().strip(), published_on=published_on)
    path = Path(text)
    looks_like_path = path.suffix == ".txt" or ("/" in text and " " not in text)
    if not looks_like_path:
        if not text.strip():
            raise CorpusError("the text is empty; give a sentence in quotation marks, or name a .txt file")
        return Article(article_id="text", text=text.strip(), published_on=published_on)
    if not path.is_file():
        raise CorpusError(f"there is no file {text}")
    return _read_page(path, published_on)


def _read_page(path: Path, published_on: date | None) -> Article:
    from dataclasses import replace

    from dateline.datasets.readers.text import TextReader

    for item in TextReader(path=str(path)):
        if isinstance(item, Article):
            return replace(item, published_on=published_on) if published_on else item
        raise CorpusError(f"{path} cannot be read: {item.reason}, {item.detail}")
    raise CorpusError(f"{path} holds no article")


def compose_config(overrides: Sequence[str], config_dir: str | None) -> Mapping[str, Any]:
    """The config of the command as plain data."""
    from hydra import compose, initialize_config_dir
    from omegaconf import OmegaConf

    register_schemas()
    search = [f"hydra.searchpath=[file://{Path(config_dir).resolve()}]"] if config_dir else []
    with initialize_config_dir(version_base="1.3", config_dir=str(find_configs())):
        config = compose(config_name="explain", overrides=[*overrides, *search])
        OmegaConf.merge(OmegaConf.structured(ExplainConfig), OmegaConf.create(OmegaConf.to_container(config)))
        plain = OmegaConf.to_container(config, resolve=True, throw_on_missing=True, enum_to_str=True)
    assert isinstance(plain, dict)
    return {str(key): value for key, value in plain.items()}


def print_traces(config: Mapping[str, Any], articles: Iterable[Article], console: Console) -> None:
    """Code the articles with the config's coder and print the trace of each."""
    from dateline.experiments.traces import render_trace

    for result in make_coder(config["coder"])(articles):
        console.print(render_trace(result))
