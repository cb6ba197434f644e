"""The `dateline` console script: takes the command off the command line and hands the rest to its module."""

from __future__ import annotations

import logging
import os
import signal
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module

from dateline.coding import __version__
from dateline.coding.errors import nearest
from dateline.experiments.faults import EXIT_INTERRUPTED, EXIT_MISUSED, describe_fault


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its one-line summary, and the module whose `main(argv) -> exit code` runs it."""

    summary: str
    module: str


COMMANDS = {
    "adjudicate": Command("settle where coders disagree, and make gold of it", "dateline.experiments.adjudicate"),
    "agree": Command("measure how far codings of the same articles agree", "dateline.experiments.agree"),
    "build": Command("code a corpus into a dataset", "dateline.experiments.build"),
    "check": Command("train baselines and list what looks like coding errors", "dateline.experiments.check"),
    "codebook": Command("print the codebook as a page", "dateline.experiments.codebook"),
    "compare": Command("set schemes, coders and configs side by side", "dateline.experiments.compare"),
    "explain": Command("show how a sentence or an article is coded, and why", "dateline.experiments.explain"),
    "export": Command("write a dataset for human coding, or in another's shape", "dateline.experiments.export"),
    "gazetteer": Command("read a dump of GeoNames for coder.gazetteer=FILE", "dateline.experiments.gazetteer"),
    "import": Command("make a dataset of finished human coding", "dateline.experiments.imports"),
    "lint": Command("try an ontology on its own examples", "dateline.experiments.lint"),
    "report": Command("make a page that shows what is in a dataset", "dateline.experiments.report"),
    "show": Command("print the first events of a dataset", "dateline.experiments.show"),
    "verify": Command("prove that a dataset is sound", "dateline.experiments.verify"),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 failed, 2 wrongly called, 130 interrupted."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        sys.stdout.write(_usage())
        return 0
    name, *rest = arguments
    if name in ("-V", "--version"):
        sys.stdout.write(f"dateline {__version__}\n")
        return 0
    command = COMMANDS.get(name)
    if command is None:
        _complain(f"there is no command {name!r}{nearest(name, COMMANDS)} (commands: {', '.join(COMMANDS)})")
        return EXIT_MISUSED
    return _run(command, rest)


def _run(command: Command, arguments: Sequence[str]) -> int:
    logging.basicConfig(level=logging.WARNING, format="dateline: %(message)s")
    asked = os.environ.get("HYDRA_FULL_ERROR")
    # Hydra then hands its errors on as they are; they are described below in a line.
    os.environ["HYDRA_FULL_ERROR"] = "1"
    try:
        # A batch system's polite kill cleans up as Ctrl-C does.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
        run = import_module(command.module).main
        exit_code: int = run(list(arguments))
        sys.stdout.flush()
        return exit_code
    except KeyboardInterrupt:
        _complain("interrupted; nothing was left half-written")
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        # The reader of our output left (`| head`): Python must not complain of that when it closes stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        fault = None if asked == "1" else describe_fault(error)
        if fault is None:
            raise
        _complain(fault.message)
        return fault.exit_code
    finally:
        if asked is None:
            del os.environ["HYDRA_FULL_ERROR"]


def _complain(message: str) -> None:
    sys.stderr.write(f"dateline: {message}\n")


def _usage() -> str:
    width = max(map(len, COMMANDS))
    lines = "\n".join(f"  {name:<{width}}  {command.summary}" for name, command in COMMANDS.items())
    return f"""\
dateline codes news articles into political events: who did what to whom, where, when,
with what losses and on whose word.

usage: dateline COMMAND [KEY=VALUE ...]

{lines}

dateline COMMAND --help tells of one command, dateline --version of the version.
"""


if __name__ == "__main__":
    sys.exit(main())
