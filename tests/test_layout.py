"""The shape of the repository: source roots, the wheel's parts, pinned dependencies, import rules."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from importlib.util import find_spec
from pathlib import Path

import pytest

from dateline.coding import __version__
from dateline.coding.settings import find_configs

ROOT = Path(__file__).parents[1]
SOURCE_ROOTS = ("coding", "datasets", "experiments")
LOCKS = ("requirements.lock", "requirements-dev.lock")


@pytest.mark.parametrize("folder", SOURCE_ROOTS)
def test_a_source_root_is_no_package(folder: str) -> None:
    # An installed top-level package called `datasets` would break others' imports.
    assert not (ROOT / folder / "__init__.py").exists()
    assert not (ROOT / folder / "dateline" / "__init__.py").exists()
    others = [path for path in (ROOT / folder).iterdir() if path.is_dir() and path.name != "dateline"]
    # Beside its package, experiments/ holds worked experiments: data with a readme, no code.
    assert folder == "experiments" or not others
    assert [path for path in others if not (path / "README.md").is_file() or list(path.rglob("*.py"))] == []
    inside = [path.name for path in (ROOT / folder / "dateline").iterdir() if path.name != "__pycache__"]
    assert inside == [folder]
    assert (ROOT / folder / "dateline" / folder / "py.typed").is_file()


def test_the_configs_of_a_checkout_are_found() -> None:
    assert find_configs() == ROOT / "configs"


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_has_hashes_and_names_no_host(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert "://" not in text
    entries = re.split(r"\n(?=\S)", text.strip())
    assert len(entries) > 30
    assert [entry for entry in entries if not re.search(r"--hash=sha256:[0-9a-f]{64}", entry)] == []


def test_the_test_lock_agrees_with_the_lock() -> None:
    pins, test_pins = (
        set(re.findall(r"^[a-z0-9-]+==\S+", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE)) for lock in LOCKS
    )
    assert pins <= test_pins


def test_the_changelog_tells_of_this_version() -> None:
    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_command_line_starts_without_the_heavy_packages() -> None:
    heavy = ("hydra", "numpy", "pandas", "pyarrow", "rich", "sklearn", "spacy")
    assert all(find_spec(name) for name in heavy)
    program = f"import sys, dateline.experiments.cli; print([n for n in {heavy!r} if n in sys.modules])"
    path = [str(ROOT / folder) for folder in SOURCE_ROOTS]
    program = f"import sys; sys.path[:0] = {path!r}; " + program
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"


@pytest.mark.slow
def test_a_wheel_holds_code_configs_and_data(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(tmp_path), str(ROOT)]
    subprocess.run(command, check=True)
    (wheel,) = tmp_path.glob("dateline-*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {name.split("/")[0] for name in names} == {"dateline", f"dateline-{__version__}.dist-info"}
    for folder in SOURCE_ROOTS:
        files = (path for path in (ROOT / folder / "dateline").rglob("*") if path.is_file())
        carried = {path.relative_to(ROOT / folder).as_posix() for path in files if path.suffix != ".pyc"}
        assert carried <= names
    configs = {path.relative_to(ROOT).as_posix() for path in (ROOT / "configs").rglob("*.yaml")}
    assert {f"dateline/coding/{name}" for name in configs} <= names
