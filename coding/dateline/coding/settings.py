"""Where the configs are: in the package once it is installed, else in the checkout."""

from __future__ import annotations

from pathlib import Path

from dateline.coding.errors import ConfigError

_PACKAGED = Path(__file__).parent / "configs"
_CHECKOUT = Path(__file__).parents[3] / "configs"


def find_configs() -> Path:
    """The folder that holds the configs, absolute.

    A wheel carries the folder inside this package, a checkout at its top level. Raises ConfigError where
    neither exists, which means that the installation is damaged.
    """
    for folder in (_PACKAGED, _CHECKOUT):
        if (folder / "build.yaml").is_file():
            return folder.resolve()
    raise ConfigError("the configs of dateline are missing from this installation; install it again with pip")
