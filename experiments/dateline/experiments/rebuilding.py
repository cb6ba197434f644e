"""From the config that a manifest holds back to one that can be built."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from omegaconf import OmegaConf

from dateline.coding.errors import ConfigError
from dateline.experiments.schemas import BuildConfig

SERIAL = {"_target_": "dateline.experiments.executors.SerialExecutor"}


def read_recorded_config(recorded: Mapping[str, Any], overrides: Sequence[str]) -> dict[str, Any]:
    """The recorded config with overrides (`corpus.path=...`) as plain data for `build_dataset`.

    Raises ConfigError for an override of a key that the config does not have, and for the config of a dataset that
    was not built.
    """
    if "corpus" not in recorded:
        raise ConfigError(
            "the dataset was not built from a corpus but made of people's codings; run dateline import or "
            "dateline adjudicate again to make it anew"
        )
    config = OmegaConf.create(dict(recorded))
    for override in overrides:
        key, equals, _ = override.partition("=")
        if not equals or OmegaConf.select(config, key, default=...) is ...:
            raise ConfigError(f"the dataset's config has no key {key!r} to override")
    changes = OmegaConf.from_dotlist(list(overrides))
    merged = OmegaConf.merge(OmegaConf.structured(BuildConfig), config, changes, {"executor": SERIAL})
    # The rebuilt dataset goes to a folder of its own, so `output` stays missing.
    plain = OmegaConf.to_container(merged, resolve=True, enum_to_str=True)
    assert isinstance(plain, dict)
    return {str(key): value for key, value in plain.items()}
