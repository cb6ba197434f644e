"""An experiment's variants and a sweep in, configs out, and a dataset for each.

A variant is a name with overrides of the config of `dateline build`. Every variant begins with the overrides of
`base` and of the command line, so that one experiment runs on any corpus.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from pathlib import Path
from typing import Any

from hydra.core.override_parser.overrides_parser import OverridesParser

from dateline.coding.errors import ConfigError, DatasetError
from dateline.datasets.folders import check_output
from dateline.datasets.manifest import collect_versions, hash_manifest, read_manifest, record_config
from dateline.experiments.building import Job, build_datasets, describe_coder, describe_inputs
from dateline.experiments.components import make_component
from dateline.experiments.composing import compose_config
from dateline.experiments.executors import make_coder
from dateline.experiments.schemas import BuildConfig

_NAME = re.compile(r"[\w.,=+-]+")
_UNSAFE = re.compile(r"[^\w.,=+-]+")


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to code the corpus: its name, its overrides, and the resolved config that they give."""

    name: str
    overrides: tuple[str, ...]
    config: Mapping[str, Any]

    @property
    def recorded(self) -> dict[str, Any]:
        """The config as the dataset's manifest has it."""
        return record_config(self.config)


def compose_variants(
    variants: Mapping[str, Sequence[str]], base: Sequence[str], given: Sequence[str], config_dir: str | None
) -> tuple[Variant, ...]:
    """The variants with their configs; `given` are overrides of the command line, which hold for all of them.

    Raises ConfigError for a name that is no folder's, an override that the command line has too, and two variants
    with the same config; Hydra's and omegaconf's errors for an override that does not fit.
    """
    composed = []
    for name, overrides in variants.items():
        if not _NAME.fullmatch(str(name)) or str(name).startswith("."):
            raise ConfigError(
                f"variants: {name!r} cannot be the name of a folder; write it with letters, digits and . , = + - _"
            )
        twice = sorted({_key(word) for word in overrides} & {_key(word) for word in given})
        if twice:
            raise ConfigError(
                f"{twice[0]} is given on the command line, but the variants of the experiment differ in it "
                f"({name}: {', '.join(overrides)}); leave it out"
            )
        # Hydra takes each key once: what comes later holds.
        words = {_key(word): word for word in (f"name='{name}'", *base, *given, *overrides)}.values()
        composed.append(
            Variant(str(name), tuple(overrides), compose_config("build", BuildConfig, [*words], config_dir))
        )
    for one, two in combinations(composed, 2):
        if _untitled(one.recorded) == _untitled(two.recorded):
            raise ConfigError(f"the variants {one.name} and {two.name} have the same config; leave one of them out")
    return tuple(composed)


def sweep_overrides(overrides: Sequence[str]) -> tuple[dict[str, tuple[str, ...]], tuple[str, ...]]:
    """A variant for every combination of the values that a sweep gives (`coder=rules,hybrid`), and the overrides
    that hold for all. Raises ConfigError where no key has several values.
    """
    swept: list[list[str]] = []
    fixed: list[str] = []
    for parsed in OverridesParser.create().parse_overrides(list(overrides)):
        if parsed.is_sweep_override():
            key = parsed.get_key_element()
            swept.append([f"{key}={value}" for value in parsed.sweep_string_iterator()])
        else:
            fixed.append(str(parsed.input_line))
    if not swept:
        raise ConfigError("--multirun needs a key with several values, separated by commas: coder=rules,hybrid")
    return {_UNSAFE.sub("_", ",".join(words)): words for words in product(*swept)}, tuple(fixed)


def build_variants(
    variants: Sequence[Variant],
    folder: Path,
    overwrite: bool,
    reuse: bool,
    tell: Callable[[str], None],
) -> tuple[Path, ...]:
    """Build each variant's dataset at FOLDER/NAME; give the places of all.

    With `reuse` a dataset that was built from the same config, inputs and versions stays as it is. Raises
    DatasetError for one that stands there otherwise, unless `overwrite`, before anything is built.
    """
    places = tuple(folder / variant.name for variant in variants)
    missing = [
        (variant, place)
        for variant, place in zip(variants, places, strict=True)
        if not (reuse and _is_built(variant, place))
    ]
    for _, place in missing:
        check_output(place, overwrite)
    for jobs in _group_jobs(missing):
        tell(f"building {', '.join(job.output.name for job in jobs)}")
        build_datasets(jobs, overwrite)
    return places


def _group_jobs(missing: Sequence[tuple[Variant, Path]]) -> list[list[Job]]:
    """Those that are coded alike go together: the corpus is read and parsed once for all their schemes."""
    groups: list[list[Job]] = []
    for variant, place in missing:
        job = Job(variant.config, place)
        same = next((group for group in groups if group[0].coding == job.coding), None)
        if same is None:
            groups.append([job])
        else:
            same.append(job)
    return groups


def _is_built(variant: Variant, place: Path) -> bool:
    """Whether the dataset at the place was made from the variant's config and inputs with these versions."""
    try:
        manifest = read_manifest(place)
    except DatasetError:
        return False
    if manifest.get("manifest_sha256") != hash_manifest(manifest) or manifest.get("config") != variant.recorded:
        return False
    inputs = {file.name: file.sha256 for file in describe_inputs(make_component("corpus", variant.config["corpus"]))}
    versions = collect_versions(describe_coder(make_coder(variant.config["coder"])))
    listed = {file["name"]: file["sha256"] for file in manifest.get("inputs", ())}
    return listed == inputs and manifest.get("versions") == versions


def _key(override: str) -> str:
    return override.partition("=")[0].lstrip("+~")


def _untitled(config: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in config.items() if key != "name"}
