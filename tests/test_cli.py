"""The commands from the outside: what they print, where to, and with which exit code they end."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from datetime import date
from io import StringIO
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from rich.console import Console

from dateline.coding import __version__
from dateline.experiments.cli import COMMANDS, main
from dateline.experiments.show import COLUMNS, print_dataset

ROOT = Path(__file__).parents[1]
PLUGINS = Path(__file__).parent / "plugins"
STUB = ("--config-dir", str(PLUGINS / "configs"), "coder=stub", "corpus=stub")


@pytest.fixture(autouse=True)
def _workplace(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.syspath_prepend(PLUGINS)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")


def read_files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def run_alone(*arguments: str, **environment: str) -> subprocess.Popen[str]:
    """The command in a process of its own."""
    path = os.pathsep.join([str(PLUGINS), *(str(ROOT / name) for name in ("coding", "datasets", "experiments"))])
    return subprocess.Popen(
        [sys.executable, "-m", "dateline.experiments.cli", *arguments],
        env={**os.environ, "PYTHONPATH": path, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize("argv", [[], ["--help"], ["-h"], ["help"]])
def test_help_lists_every_command(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(argv) == 0
    out = capsys.readouterr().out
    assert all(f"  {name} " in out for name in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    try:
        code = main([command, "--help"])
    except SystemExit as stopped:
        code = int(stopped.code or 0)
    assert code == 0
    assert f"usage: dateline {command}" in capsys.readouterr().out


def test_every_command_stands_in_the_readme() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"dateline {name}" not in text] == []


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"dateline {__version__}\n"


def test_an_unknown_command_names_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["biuld"]) == 2
    assert "did you mean 'build'?" in capsys.readouterr().err


def test_help_of_build_lists_groups_choices_and_keys(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "--help", "--config-dir", str(PLUGINS / "configs")]) == 0
    out = capsys.readouterr().out
    for words in (
        "corpus",
        "jsonl",
        "a coder without a model",
        "processes",
        "overwrite",
        "full, snippet or withheld",
    ):
        assert words in out


def test_build_writes_a_dataset(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["build", *STUB]) == 0
    captured = capsys.readouterr()
    assert "3 articles, 3 events, 0 rejections, 1 quarantined" in captured.out
    assert "dataset: out/stub" in captured.out
    assert "articles/s" in captured.err
    assert {"events.parquet", "manifest.json", "README.md"} <= set(read_files(tmp_path / "out" / "stub"))
    # Nothing of Hydra's, and nothing half-made, is left behind.
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["stub"]


def test_the_manifest_holds_the_config_but_neither_place_nor_executor(tmp_path: Path) -> None:
    assert main(["build", *STUB, "corpus.count=2", f"output={tmp_path / 'here'}"]) == 0
    text = (tmp_path / "here" / "manifest.json").read_text(encoding="utf-8")
    config = json.loads(text)["config"]
    assert config["corpus"] == {"_target_": "stub_corpus.StubCorpus", "count": 2}
    assert config["scheme"]["names"] == ["acled", "cameo", "plover", "ucdp"]
    assert not {"output", "overwrite", "executor", "hydra"} & set(config)
    assert str(tmp_path) not in text


def test_executors_give_the_same_bytes(tmp_path: Path) -> None:
    count = "corpus.count=40"
    assert main(["build", *STUB, count, "output=serial"]) == 0
    assert (
        main(
            [
                "build",
                *STUB,
                count,
                "output=many",
                "executor=processes",
                "executor.workers=2",
                "executor.batch=3",
            ]
        )
        == 0
    )
    assert read_files(tmp_path / "serial") == read_files(tmp_path / "many")


def test_an_output_that_exists_is_refused_unless_overwrite(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["build", *STUB]) == 0
    before = read_files(tmp_path / "out" / "stub")
    assert main(["build", *STUB, "corpus.count=1"]) == 1
    err = capsys.readouterr().err
    assert "dateline: " in err
    assert "overwrite=true" in err
    assert read_files(tmp_path / "out" / "stub") == before
    assert main(["build", *STUB, "corpus.count=1", "overwrite=true"]) == 0
    assert read_files(tmp_path / "out" / "stub") != before


@pytest.mark.parametrize(
    ("override", "words"),
    [
        ("coder=stubb", ["coder", "'stubb'", "did you mean 'stub'?", "rules"]),
        ("outputt=x", ["outputt", "did you mean 'output'?", "overwrite"]),
        ("+outputt=x", ["outputt", "did you mean 'output'?", "overwrite"]),
        ("executor.workers=2", ["executor.workers", "_target_"]),
        ("overwrite=perhaps", ["overwrite", "perhaps"]),
        ("text=none", ["text", "full", "snippet", "withheld"]),
        ("scheme.names=[cameo", ["scheme.names=[cameo"]),
        ("scheme.names=[cameos]", ["cameos"]),
        ("corpus.counts=1", ["corpus.counts", "did you mean 'count'?"]),
        ("+corpus.counts=1", ["counts"]),
        ("+executor.workers=2", ["executor", "workers"]),
        ("+scheme.name=cameo", ["scheme.name", "did you mean 'names'?"]),
        ("scheme.names=5", ["scheme.names"]),
        ("corpus._target_=stub_corpus.Missing", ["stub_corpus.Missing"]),
        ("ontology.folder=nowhere", ["nowhere"]),
        ("name=", ["name is empty"]),
        ("output=~/mine", ["output=~/mine", "$HOME"]),
        ("output=a b[", ["output=a b[", "quotes"]),
        ("output", ["'output' is no setting", "KEY=VALUE"]),
    ],
)
def test_a_wrong_config_is_one_clear_line(
    override: str, words: list[str], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["build", *STUB, override]) in (1, 2)
    err = capsys.readouterr().err
    assert err.startswith("dateline: ")
    assert err.count("\n") == 1
    for word in words:
        assert word in err
    assert not (tmp_path / "out").exists()


def test_a_required_key_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "corpus=jsonl"]) == 2
    assert capsys.readouterr().err == "dateline: corpus.path must be given: add corpus.path=... to the command\n"


def test_an_empty_corpus_is_an_error(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["build", *STUB, "corpus=empty"]) == 1
    assert "the corpus holds no article" in capsys.readouterr().err
    assert list((tmp_path / "out").iterdir()) == []


def test_a_corpus_of_which_nothing_can_be_read_is_an_error(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "articles.jsonl").write_text('{"id": "a", "body": "Shells fell."}\n{"id": \n', encoding="utf-8")
    stub = ("--config-dir", str(PLUGINS / "configs"), "coder=stub")
    assert main(["build", *stub, "corpus=jsonl", "corpus.path=articles.jsonl"]) == 1
    err = capsys.readouterr().err
    assert "bad_json 1, missing_text 1" in err
    assert "articles.jsonl, line 1: no field 'text' among id, body" in err
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (["explain", "articles.csv"], "articles.csv is no .txt file"),
        (["explain", "folder"], "there is no file folder"),
        (["explain", "Shells fell.", "--date", "2021-02-30"], "'2021-02-30' is no day; write YYYY-MM-DD"),
        (["show", "folder", "--rows", "0"], "'0' is no number from 1 up"),
        (["verify"], "dateline verify DATASET"),
        (["build", "corpus=text", "corpus.path="], "corpus.path is empty"),
        (["build", "corpus=sample", "overwrite=perhaps"], "write true or false"),
        (["report", "folder", "articles=many"], "write a whole number"),
        (["report", "folder", "output=folder/report.html"], "folder is no dateline dataset"),
        (["check", "folder", "output=folder/check"], "folder is no dateline dataset"),
    ],
)
def test_a_wrong_call_is_told_what_to_do(
    argv: list[str], words: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "articles.csv").write_text("id,text\n", encoding="utf-8")
    (tmp_path / "folder").mkdir()
    try:
        code = main(argv)
    except SystemExit as stopped:
        code = int(stopped.code or 0)
    assert code in (1, 2)
    assert words in capsys.readouterr().err


def test_ctrl_c_leaves_nothing_half_written(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["build", *STUB, "corpus=interrupted"]) == 130
    assert "dateline: interrupted" in capsys.readouterr().err
    assert list((tmp_path / "out").iterdir()) == []


def test_multirun_builds_a_dataset_for_each_choice(tmp_path: Path) -> None:
    assert main(["build", *STUB, "--multirun", "scheme=cameo,acled"]) == 0
    datasets = {path.parent.name for path in (tmp_path / "out").glob("*/manifest.json")}
    assert datasets == {"stub-scheme=cameo", "stub-scheme=acled"}


def test_cfg_prints_the_config_and_stops(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["build", *STUB, "--cfg", "job"]) == 0
    assert "stub_corpus.StubCorpus" in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == []


def test_show_prints_the_first_events(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", *STUB]) == 0
    capsys.readouterr()
    assert main(["show", "out/stub", "--rows", "2"]) == 0
    out = capsys.readouterr().out
    assert out.count("shelling") == 2
    assert "2 of 3 events" in out


@pytest.mark.parametrize(
    ("start", "end", "precision", "name"),
    [
        (date(1997, 1, 1), date(1997, 12, 31), "year", "1997"),
        (date(2021, 11, 1), date(2021, 11, 30), "month", "2021-11"),
        (date(2021, 11, 15), date(2021, 11, 17), "range", "2021-11-15/11-17"),
        (date(2020, 12, 28), date(2021, 1, 3), "week", "2020-12-28/2021-01-03"),
        (date(2021, 11, 16), date(2021, 11, 16), "day", "2021-11-16"),
        (None, None, None, ""),
    ],
)
def test_show_tells_no_more_of_a_date_than_is_known(
    start: date | None, end: date | None, precision: str | None, name: str, tmp_path: Path
) -> None:
    columns = dict.fromkeys(COLUMNS, "x") | {"date_start": start, "date_end": end, "date_precision": precision}
    pq.write_table(pa.Table.from_pylist([columns]), tmp_path / "events.parquet")
    printed = StringIO()
    print_dataset(tmp_path, Console(file=printed, width=80), 1)
    assert printed.getvalue().splitlines()[-2].split(" x ")[0].strip() == name


def test_show_of_no_dataset_is_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "nowhere"]) == 1
    assert "nowhere holds no dataset" in capsys.readouterr().err


def test_verify_finds_a_changed_byte(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["build", *STUB]) == 0
    assert main(["verify", "out/stub"]) == 0
    path = tmp_path / "out" / "stub" / "codebook.md"
    path.write_bytes(path.read_bytes() + b" ")
    capsys.readouterr()
    assert main(["verify", "out/stub"]) == 1
    assert "codebook.md" in capsys.readouterr().out


def test_verify_rebuilds(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", *STUB]) == 0
    assert main(["verify", "out/stub", "--rebuild"]) == 0
    assert "rebuilt to the byte" in capsys.readouterr().out
    assert main(["verify", "out/stub", "--rebuild", "corpus.count=2"]) == 1
    assert "events" in capsys.readouterr().out


def test_verify_refuses_overrides_that_say_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", *STUB]) == 0
    assert main(["verify", "out/stub", "corpus.count=2"]) == 2
    assert main(["verify", "out/stub", "--rebuild", "corpus.number=2"]) == 2
    assert "corpus.number" in capsys.readouterr().err


def test_explain_shows_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    configs = str(PLUGINS / "configs")
    argv = [
        "explain",
        "Shells fell on a village.",
        "--date",
        "2021-11-16",
        "coder=stub",
        "--config-dir",
        configs,
    ]
    assert main(argv) == 0
    out = capsys.readouterr().out
    assert "do(shelling)" in out
    assert '"Shells"' in out


@pytest.mark.parametrize("argv", [[], ["one", "two"], ["nowhere.txt"], [""]])
def test_explain_wants_one_text(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", *argv]) in (1, 2)
    assert capsys.readouterr().err.startswith("dateline: ")


@pytest.mark.parametrize("executor", ["serial", "processes"])
def test_a_kill_leaves_nothing_behind(tmp_path: Path, executor: str) -> None:
    process = run_alone("build", *STUB, "corpus.count=100000000", f"executor={executor}")
    out = tmp_path / "out"
    try:
        while not (out.exists() and list(out.iterdir())):
            assert process.poll() is None, process.communicate()
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)
    finally:
        process.kill()
    assert process.returncode == 128 + signal.SIGTERM
    assert list(out.iterdir()) == []


def test_a_defect_shows_its_traceback_on_demand() -> None:
    process = run_alone("show", "nowhere", HYDRA_FULL_ERROR="1")
    _, err = process.communicate(timeout=60)
    assert "Traceback" in err
