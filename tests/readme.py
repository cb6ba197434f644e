"""The commands whose output README.md and the readmes of the worked experiments show.

`python tests/readme.py` runs them all and writes the pages anew, `python tests/readme.py PAGE` does so with one page.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import sys
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


def list_pages() -> list[Path]:
    """The readme and those of the worked experiments."""
    return [README, *sorted((REPOSITORY / "experiments").glob("*/README.md"))]


def _rewrite(page: Path) -> None:
    def renew(found: re.Match[str]) -> str:
        output = indent(run_example(found["command"]).strip("\n"), "    ")
        return f"    $ dateline {found['command']}\n{output}\n"

    text = page.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "experiments").symlink_to(REPOSITORY / "experiments")
        os.chdir(folder)
        renewed = _EXAMPLE.sub(renew, text)
        os.chdir(REPOSITORY)
    page.write_text(renewed, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    for path in map(Path, sys.argv[1:] or list_pages()):
        _rewrite(path.resolve())
