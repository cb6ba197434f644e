"""`dateline codebook`: an ontology and schemes in, the codebook as one page out, in Markdown or HTML."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from dateline.coding.errors import ConfigError, DatelineError
from dateline.coding.ontology.codebook import render_codebook
from dateline.coding.ontology.loader import load_ontology
from dateline.coding.schemes import Vocabulary, load_scheme
from dateline.experiments.composing import compose_config
from dateline.experiments.help import asks_for_help, render_help
from dateline.experiments.schemas import CodebookConfig

GROUPS = ("ontology", "scheme")
HEAD = """\
usage: dateline codebook [--html FILE | --markdown FILE] [--config-dir FOLDER] [KEY=VALUE ...]

Prints what is an event, in which words, with which codes: every act and action with its definition, triggers,
examples and codes, and for each scheme what reaches its codes. Markdown to standard output, unless --markdown
or --html names a file. The HTML page needs nothing beside itself."""
TAIL = """\
examples
  dateline codebook
  dateline codebook --html codebook.html scheme=cameo
  dateline codebook --markdown codebook.md ontology.folder=my/ontology"""


def main(argv: Sequence[str]) -> int:
    """Print the codebook, or write it to a file."""
    if asks_for_help(argv):
        sys.stdout.write(render_help(HEAD, CodebookConfig, GROUPS, TAIL, argv))
        return 0
    parser = argparse.ArgumentParser(prog="dateline codebook", add_help=False, usage=HEAD.splitlines()[0][7:])
    parser.add_argument("overrides", nargs="*")
    parser.add_argument("--config-dir")
    files = parser.add_mutually_exclusive_group()
    files.add_argument("--html", type=Path)
    files.add_argument("--markdown", type=Path)
    arguments = parser.parse_intermixed_args(argv)
    stray = [word for word in arguments.overrides if "=" not in word]
    if stray:
        raise ConfigError(f"codebook takes KEY=VALUE and options, not {stray[0]!r}; see dateline codebook --help")
    config = compose_config("codebook", CodebookConfig, arguments.overrides, arguments.config_dir)
    page = make_codebook(config)
    if arguments.html is not None:
        from dateline.experiments.webpages import render_webpage

        _write(arguments.html, render_webpage(page))
    elif arguments.markdown is not None:
        _write(arguments.markdown, page)
    else:
        sys.stdout.write(page)
    return 0


def make_codebook(config: Mapping[str, Any]) -> str:
    """The codebook of a plain config (see CodebookConfig), as Markdown.

    Raises OntologyError where a file of the ontology or of a scheme cannot be used.
    """
    ontology = load_ontology(config["ontology"]["folder"])
    vocabulary = Vocabulary.of(ontology)
    schemes = [load_scheme(name, vocabulary) for name in sorted(config["scheme"]["names"])]
    return render_codebook(ontology, schemes)


def _write(path: Path, page: str) -> None:
    try:
        path.write_text(page, encoding="utf-8", newline="\n")
    except OSError as error:
        raise DatelineError(f"cannot write {path}: {error.strerror}") from error
