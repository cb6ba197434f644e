"""`dateline build`: a config in, a dataset folder out."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import hydra
from hydra.core.hydra_config import HydraConfig
from hydra.core.override_parser.overrides_parser import OverridesParser
from hydra.errors import HydraException
from hydra.types import RunMode
from omegaconf import DictConfig, OmegaConf
from rich.console import Console

from dateline.coding.errors import ConfigError
from dateline.coding.settings import find_configs
from dateline.experiments.building import Counts, build_dataset
from dateline.experiments.help import asks_for_help, render_help
from dateline.experiments.schemas import BuildConfig, register_schemas

GROUPS = ("corpus", "coder", "ontology", "scheme", "executor", "experiment")
HEAD = """\
usage: dateline build [GROUP=CHOICE ...] [KEY=VALUE ...] [--multirun] [--config-dir FOLDER] [--cfg job]

Codes a corpus and writes a dataset: a folder of Parquet tables with a card, a codebook and a manifest of
hashes. The same corpus, config and versions give the same bytes, whatever the executor."""
TAIL = """\
examples
  dateline build experiment=sample
  dateline build corpus=jsonl corpus.path=articles.jsonl output=out/mine executor=processes
  dateline build corpus=table corpus.path=news.csv corpus.text=body scheme=cameo text=withheld
  dateline build corpus=jsonl corpus.path=articles.jsonl coder.gazetteer=allCountries.zip output=out/villages
  dateline build --multirun corpus=sample scheme=cameo,acled

--multirun takes several choices, separated by commas, and builds a dataset for each combination.
--config-dir adds a folder of your own choices, --cfg job prints the config and stops."""


def main(argv: Sequence[str]) -> int:
    """Build the dataset, or with --multirun the datasets, that the command line describes."""
    if asks_for_help(argv):
        sys.stdout.write(render_help(HEAD, BuildConfig, GROUPS, TAIL, argv))
        return 0
    register_schemas()
    swept = _find_swept(argv)

    def build(config: DictConfig) -> None:
        try:
            _build_one(config, swept)
        except Exception as error:
            raise _Stopped(error) from error

    run = hydra.main(version_base="1.3", config_path=str(find_configs()), config_name="build")(build)
    # Hydra reads the command line nowhere else.
    kept, sys.argv = sys.argv, ["dateline build", *_put_overrides_last(argv)]
    try:
        run()
    except _Stopped as stopped:
        raise stopped.error from stopped.error.__cause__
    finally:
        sys.argv = kept
    return 0


def check_config(config: DictConfig) -> dict[str, Any]:
    """The config as plain data, resolved. Raises omegaconf's errors for an unknown key or a wrong type,
    ConfigError for an empty name.
    """
    # Only as plain data is it held to the schema again: `+key=value` added keys to it.
    given = OmegaConf.create(OmegaConf.to_container(config))
    merged = OmegaConf.merge(OmegaConf.structured(BuildConfig), given)
    plain = OmegaConf.to_container(merged, resolve=True, throw_on_missing=True, enum_to_str=True)
    assert isinstance(plain, dict)
    if not plain["name"].strip():
        raise ConfigError("name is empty; give the dataset a title, or leave name= out")
    return {str(key): value for key, value in plain.items()}


class _Stopped(BaseException):
    """Carries an error past Hydra, which would add lines of its own to an Exception."""

    def __init__(self, error: Exception) -> None:
        super().__init__(str(error))
        self.error = error


def _put_overrides_last(argv: Sequence[str]) -> list[str]:
    """Hydra reads `a=1 --multirun b=2` only as `--multirun a=1 b=2`."""
    return sorted(argv, key=lambda word: "=" in word and not word.startswith("-"))


def _find_swept(argv: Sequence[str]) -> frozenset[str]:
    """The keys to which a sweep gives several values. What cannot be read is for Hydra to complain of."""
    found = set()
    for word in argv:
        if "=" in word and not word.startswith("-"):
            with suppress(HydraException):
                override = OverridesParser.create().parse_override(word)
                found |= {override.key_or_group} if override.is_sweep_override() else set()
    return frozenset(found)


def _build_one(config: DictConfig, swept: frozenset[str]) -> None:
    plain = check_config(config)
    plain["output"] = _choose_output(plain, swept)
    output = Path(plain["output"])
    counts = build_dataset(plain, output, overwrite=plain["overwrite"])
    _print_summary(output, counts, Console(highlight=False, soft_wrap=True))


def _choose_output(config: Mapping[str, Any], swept: frozenset[str]) -> str:
    """The output folder; in a sweep one for each job, unless the user names it."""
    output = str(config["output"])
    running = HydraConfig.get()
    named = any(override.startswith("output=") for override in running.overrides.task)
    if running.mode != RunMode.MULTIRUN or named:
        return output
    choices = ",".join(word for word in running.overrides.task if word.partition("=")[0].lstrip("+") in swept)
    safe = re.sub(r"[^\w.,=+-]+", "_", choices)
    return f"{output}-{safe}"


def _print_summary(output: Path, counts: Counts, console: Console) -> None:
    coded = ((counts.articles, "article"), (counts.events, "event"), (counts.rejections, "rejection"))
    words = ", ".join(f"{number} {name}{'' if number == 1 else 's'}" for number, name in coded)
    reasons = f" ({counts.list_reasons()})" if counts.quarantined else ""
    console.print(f"{words}, {counts.quarantined} quarantined{reasons}")
    if not counts.events:
        console.print("[yellow]no event was coded[/yellow]: look at rejections.parquet and quarantine.parquet for why")
    console.print(f"dataset: [bold]{output}[/bold]")
