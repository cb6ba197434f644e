"""Every choice of every group composes, and its schema has just the parameters of the class that it names."""

from __future__ import annotations

import inspect
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import yaml
from hydra import compose, initialize_config_dir
from hydra.utils import get_object
from omegaconf import DictConfig, OmegaConf

from dateline.coding.settings import find_configs
from dateline.experiments import build, check, explain
from dateline.experiments.comparing.variants import compose_variants
from dateline.experiments.components import make_component
from dateline.experiments.composing import compose_config
from dateline.experiments.schemas import SCHEMAS, BuildConfig, CheckConfig, CompareConfig, register_schemas

CONFIGS = find_configs()
CHOICES = sorted((path.parent.name, path.stem) for path in CONFIGS.glob("*/*.yaml") if path.parent.name in build.GROUPS)
CLASSIFIERS = sorted(("classifier", path.stem) for path in CONFIGS.glob("classifier/*.yaml"))


@pytest.fixture(scope="module", autouse=True)
def _schemas() -> None:
    register_schemas()


def is_comparison(group: str, choice: str) -> bool:
    """Whether an experiment names variants: `dateline compare` runs it, and none of the build's keys are in it."""
    content = yaml.safe_load((CONFIGS / group / f"{choice}.yaml").read_text(encoding="utf-8"))
    return group == "experiment" and "variants" in content


def compose_build(*overrides: str) -> DictConfig:
    with initialize_config_dir(version_base="1.3", config_dir=str(CONFIGS)):
        return compose(config_name="build", overrides=[*overrides, "name=test"])


def test_every_folder_of_configs_is_a_group() -> None:
    assert {path.name for path in CONFIGS.iterdir() if path.is_dir()} == {*build.GROUPS, *check.GROUPS}
    assert set(explain.GROUPS) <= set(build.GROUPS)


@pytest.mark.parametrize("choice", [choice for group, choice in CHOICES if is_comparison(group, choice)])
def test_every_comparison_composes(choice: str) -> None:
    config = compose_config("compare", CompareConfig, [f"experiment={choice}"], None)
    variants = compose_variants(config["variants"], config["base"], [], None)
    assert len(variants) > 1
    assert {"output", "base"} <= set(config)


@pytest.mark.parametrize(("group", "choice"), [pair for pair in CHOICES if not is_comparison(*pair)])
def test_every_choice_composes(group: str, choice: str) -> None:
    needs_path = group == "corpus" and choice != "sample"
    config = compose_build(f"{group}={choice}", *(["corpus.path=somewhere"] if needs_path else []))
    plain = build.check_config(config)
    assert set(plain) == {field.name for field in fields(BuildConfig)}


@pytest.mark.parametrize("choice", [choice for _, choice in CLASSIFIERS])
def test_every_classifier_composes_and_can_be_made(choice: str) -> None:
    config = compose_config("check", CheckConfig, [f"classifier=[{choice}]", "seed=7"], None)
    assert list(config["classifier"]) == [choice]
    assert config["classifier"][choice].get("seed", 7) == 7
    assert hasattr(make_component("classifier", config["classifier"][choice]), "fit")


@pytest.mark.parametrize(("group", "choice"), [*CHOICES, *CLASSIFIERS])
def test_every_choice_says_what_it_is(group: str, choice: str) -> None:
    lines = (CONFIGS / group / f"{choice}.yaml").read_text(encoding="utf-8").splitlines()
    comments = [line for line in lines if line.startswith("# ") and "@package" not in line]
    assert comments, "the first comment line is what --help prints of the choice"


def targets() -> list[tuple[str, str, str]]:
    found = []
    for group, choice in (*CHOICES, *CLASSIFIERS):
        content = yaml.safe_load((CONFIGS / group / f"{choice}.yaml").read_text(encoding="utf-8"))
        if "_target_" in content:
            found.append((group, choice, content["_target_"]))
    return found


@pytest.mark.parametrize(("group", "choice", "target"), targets())
def test_a_schema_has_the_parameters_of_its_class(group: str, choice: str, target: str) -> None:
    schema = SCHEMAS["schema/" + group, choice]
    parameters = inspect.signature(get_object(target)).parameters
    declared = {field.name: field for field in fields(schema) if field.name != "_target_"}
    assert set(declared) == set(parameters)
    # A default stands in one place and is the same in the other.
    config = OmegaConf.structured(schema)
    for name, parameter in parameters.items():
        if parameter.default is not inspect.Parameter.empty and not OmegaConf.is_missing(config, name):
            assert to_plain(config[name]) == parameter.default, name


def to_plain(value: Any) -> Any:
    return OmegaConf.to_container(value) if OmegaConf.is_config(value) else value


@pytest.mark.parametrize("path", sorted(CONFIGS.glob("**/*.yaml")), ids=lambda path: Path(path).stem)
def test_no_config_names_a_place_of_a_machine(path: Path) -> None:
    assert ": /" not in path.read_text(encoding="utf-8").replace("- /schema", "")
