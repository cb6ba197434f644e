"""Trained models in and out of one file, saved with skops: reading one executes nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZIP_DEFLATED, BadZipFile

import sklearn
import skops.io

from dateline.coding.classifier.arbiter import Arbiter
from dateline.coding.classifier.namer import Namer
from dateline.coding.errors import ConfigError

SHIPPED = Path(__file__).parent / "data" / "models.skops"
# A file may hold nothing but plain data and arrays of numbers, which skops trusts by itself.
TRUSTED: list[str] = []


@dataclass(frozen=True, slots=True)
class Models:
    """The namer and the arbiters of both coders, with what they were trained on."""

    namer: Namer
    classifier: Arbiter
    hybrid: Arbiter
    trained_on: Mapping[str, str]

    def versions(self) -> dict[str, str]:
        """What the manifest says of the models."""
        trained = ", ".join(f"{name} {value}" for name, value in sorted(self.trained_on.items()))
        return {"classifier": f"{_digest(self)} ({trained})", "scikit-learn": sklearn.__version__}


def save_models(models: Models, path: Path) -> None:
    """Write models to a file; the folder is made where it is missing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    state = {
        "namer": models.namer.state(),
        "classifier": models.classifier.state(),
        "hybrid": models.hybrid.state(),
        "trained_on": dict(models.trained_on),
    }
    skops.io.dump(state, path, compression=ZIP_DEFLATED, compresslevel=9)


def load_models(path: Path | None = None) -> Models:
    """The models of a file (None: those that come with dateline).

    Raises ConfigError where the file is missing, is no such file, or holds a type that is not trusted.
    """
    path = path if path is not None else SHIPPED
    try:
        state = skops.io.loads(path.read_bytes(), trusted=TRUSTED)
        return Models(
            namer=Namer.of_state(state["namer"]),
            classifier=Arbiter.of_state(state["classifier"]),
            hybrid=Arbiter.of_state(state["hybrid"]),
            trained_on=state["trained_on"],
        )
    except FileNotFoundError as error:
        raise ConfigError(
            f"coder.models: there is no file {path.name!r}; python -m dateline.coding.classifier.training makes one."
        ) from error
    except (BadZipFile, KeyError, TypeError, ValueError, OSError) as error:
        raise ConfigError(f"coder.models: {path.name} holds no models that can be trusted: {error}") from error


def _digest(models: Models) -> str:
    """Twelve hexadecimal digits of what the models hold: a file's own bytes differ each time it is written."""
    namer = models.namer
    digest = hashlib.sha256("\n".join((*namer.features, *namer.classes)).encode())
    for array in (namer.weights.data, namer.weights.indices, namer.intercepts, namer.rarity):
        digest.update(array.tobytes())
    for arbiter in (models.classifier, models.hybrid):
        digest.update(repr(sorted(arbiter.state()["weights"].items())).encode())
        digest.update(repr((arbiter.intercept, arbiter.slope, arbiter.offset)).encode())
    return digest.hexdigest()[:12]
