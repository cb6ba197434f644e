"""A trained judge's model in and out of a file, saved with skops: reading one executes nothing."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Mapping
from pathlib import Path
from zipfile import ZIP_DEFLATED, BadZipFile

import skops.io

from dateline.coding.errors import ConfigError
from dateline.coding.judging.judge import Judge, Model, StrictJudge, TrainedJudge
from dateline.coding.ontology import Ontology

JUDGES = ("trained", "strict")
SHIPPED = Path(__file__).parent / "data" / "judge.skops"


def save_model(model: Model, trained_on: Mapping[str, str], path: Path) -> None:
    """Write a model with what it was trained on; the folder is made where it is missing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    state = {
        "weights": dict(model.weights),
        "intercept": model.intercept,
        "slope": model.slope,
        "offset": model.offset,
        "trained_on": dict(trained_on),
    }
    skops.io.dump(state, path, compression=ZIP_DEFLATED, compresslevel=9)


@functools.cache
def load_model(path: Path | None = None) -> tuple[Model, str]:
    """The model of a file (None: the one that comes with dateline), and what the manifest says of it.

    Raises ConfigError where the file is missing or is no such file.
    """
    path = path if path is not None else SHIPPED
    try:
        # A file may hold nothing but plain data, which skops trusts by itself.
        state = skops.io.loads(path.read_bytes(), trusted=[])
        model = Model(dict(state["weights"]), state["intercept"], state["slope"], state["offset"])
    except FileNotFoundError as error:
        raise ConfigError(
            f"coder.judge: there is no file {path.name!r}; python -m dateline.coding.judging.training makes one."
        ) from error
    except (BadZipFile, KeyError, TypeError, ValueError, OSError) as error:
        raise ConfigError(f"coder.judge: {path.name} holds no model of a judge: {error}") from error
    digest = hashlib.sha256(repr((sorted(model.weights.items()), model.intercept, model.slope, model.offset)).encode())
    return model, digest.hexdigest()[:12]


def load_judge(name: str, ontology: Ontology) -> tuple[Judge, str]:
    """The judge of a name (one of JUDGES, or a file), and what the manifest says of it."""
    if name == "strict":
        return StrictJudge(), "strict"
    model, version = load_model(None if name == "trained" else Path(name))
    return TrainedJudge(model, ontology), f"trained {version}"
