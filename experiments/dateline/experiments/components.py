"""Makes the corpus, coder or executor that a config names by `_target_` and parameters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hydra.errors import InstantiationException
from hydra.utils import instantiate

from dateline.coding.errors import ConfigError, DatelineError


def make_component(key: str, config: Mapping[str, Any]) -> Any:
    """The object that stands under `key` of a config.

    Raises ConfigError where its class cannot be found or does not take these parameters; a DatelineError of
    the class's own passes.
    """
    try:
        return instantiate(dict(config), _convert_="all")
    except InstantiationException as error:
        cause: BaseException | None = error
        reason = ""
        while cause is not None:
            if isinstance(cause, DatelineError):
                raise cause from None
            reason, cause = str(cause).strip(), cause.__cause__
        where = config.get("_target_", "it has no _target_")
        raise ConfigError(f"cannot make the {key} ({where}): {reason.splitlines()[0]}") from error
