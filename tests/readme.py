"""The commands of README.md whose output it shows: `python tests/readme.py` runs them and writes it anew."""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import tempfile
from pathlib import Path
from textwrap import dedent, indent

from dateline.experiments.cli import main

REPOSITORY = Path(__file__).parents[1]
README = REPOSITORY / "README.md"
_EXAMPLE = re.compile(
    r"^    \$ dateline (?P<command>.+)\n(?P<output>(?:    (?!\$ ).*\n|\n(?=    (?!\$ )))*)", re.MULTILINE
)


def read_examples(page: Path = README) -> list[tuple[str, str]]:
    """Each command of a page without `dateline`, and the output that stands under it, in their order."""
    text = page.read_text(encoding="utf-8")
    return [(found["command"], dedent(found["output"]).strip("\n")) for found in _EXAMPLE.finditer(text)]


def run_example(command: str) -> str:
    """What the command prints to standard output in the current folder, without spaces at the ends of lines."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(io.StringIO()):
        code = main(shlex.split(command))
    if code:
        raise RuntimeError(f"dateline {command} ended with exit code {code}")
    return "\n".join(line.rstrip() for line in printed.getvalue().splitlines())


def _rewrite() -> None:
    def renew(found: re.Match[str]) -> str:
        output = indent(run_example(found["command"]).strip("\n"), "    ")
        return f"    $ dateline {found['command']}\n{output}\n"

    text = README.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        renewed = _EXAMPLE.sub(renew, text)
        os.chdir(README.parent)
    README.write_text(renewed, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    _rewrite()
