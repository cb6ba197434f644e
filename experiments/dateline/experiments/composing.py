"""The words of a command line in, its composed and checked config out, for the commands that Hydra does not run."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from dateline.coding.settings import find_configs
from dateline.experiments.schemas import register_schemas

_OVERRIDE = re.compile(r"[+~]{0,2}[a-z_][\w./@]*=")


def split_words(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """The paths and the overrides among the words of a command line; what is there is a path, whatever its name."""
    # A folder of a sweep may hold "=" in its name.
    paths = [word for word in words if Path(word).exists() or not _OVERRIDE.match(word)]
    return paths, [word for word in words if word not in paths]


def compose_config(name: str, schema: type, overrides: Sequence[str], config_dir: str | None) -> Mapping[str, Any]:
    """The config `configs/NAME.yaml` with the overrides, as plain data.

    `config_dir` is a folder of the user's own choices. Raises Hydra's and omegaconf's errors for an unknown
    choice or key and for a wrong type; the command line describes them.
    """
    from hydra import compose, initialize_config_dir
    from omegaconf import OmegaConf

    register_schemas()
    search = [f"hydra.searchpath=[file://{Path(config_dir).resolve()}]"] if config_dir else []
    with initialize_config_dir(version_base="1.3", config_dir=str(find_configs())):
        config = compose(config_name=name, overrides=[*overrides, *search])
        OmegaConf.merge(OmegaConf.structured(schema), OmegaConf.create(OmegaConf.to_container(config)))
        plain = OmegaConf.to_container(config, resolve=True, throw_on_missing=True, enum_to_str=True)
    assert isinstance(plain, dict)
    return {str(key): value for key, value in plain.items()}
