"""`dateline import FILE --as FORMAT`: finished human coding in, a coder's dataset out."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from rich.console import Console

from dateline.coding.errors import ConfigError, DatasetError
from dateline.coding.ontology.model import Ontology
from dateline.coding.records import CodingResult
from dateline.experiments.composing import compose_config
from dateline.experiments.export import choose_form, take_path
from dateline.experiments.help import asks_for_help, render_help
from dateline.experiments.schemas import ImportConfig

GROUPS = ("ontology", "scheme")
HEAD = """\
usage: dateline import FILE --as FORMAT dataset=DATASET by=NAME [--config-dir FOLDER] [KEY=VALUE ...]

Makes a dataset of a finished file of human coding (formats: labelstudio, doccano, csv), for `agree`, `adjudicate`,
`verify` and all else that takes a dataset. DATASET is the one that was exported: texts, sentences, and whatever the
tool could not hold come from it, so a suggestion that was left unchanged comes back whole. Nothing is written where
anything in the file cannot be used; each fault is named with its item and the mend."""
TAIL = """\
examples
  dateline import project-7.json --as labelstudio dataset=out/demo by=maria
  dateline import all.jsonl --as doccano dataset=out/demo by=jun output=out/jun
  dateline import sheet.csv --as csv dataset=out/demo by=jun version=2 output=out/jun2"""


def main(argv: Sequence[str]) -> int:
    """Write the dataset of the coding that the command line names."""
    from dateline.datasets.annotation.projects import TOOLS

    if asks_for_help(argv):
        sys.stdout.write(render_help(HEAD, ImportConfig, GROUPS, TAIL, argv))
        return 0
    parser = argparse.ArgumentParser(prog="dateline import", add_help=False, usage=HEAD.splitlines()[0][7:])
    parser.add_argument("words", nargs="*")
    parser.add_argument("--as", dest="form")
    parser.add_argument("--config-dir")
    arguments = parser.parse_intermixed_args(argv)
    file, overrides = take_path(arguments.words, "dateline import FILE --as FORMAT dataset=DATASET by=NAME")
    form = choose_form(arguments.form, tuple(TOOLS))
    config = compose_config("import", ImportConfig, overrides, arguments.config_dir)
    for key in ("by", "version"):
        if not config[key].strip():
            raise ConfigError(f"{key} is empty; say who coded, as in by=maria version=1")
    if config["annotator"] is not None and form != "labelstudio":
        raise ConfigError("annotator is of use with --as labelstudio only; leave it out")
    import_coding(file, form, config, Console(highlight=False, soft_wrap=True))
    return 0


def import_coding(file: Path, tool: str, config: Mapping[str, Any], console: Console) -> None:
    """Read the finished file beside its dataset, write the coder's dataset, and say what it holds."""
    from dateline.coding.ontology.loader import load_ontology
    from dateline.datasets.annotation.labels import make_labels
    from dateline.datasets.annotation.projects import read_project
    from dateline.datasets.folders import check_output
    from dateline.datasets.manifest import describe_inputs, read_manifest
    from dateline.datasets.reading import read_results

    output = Path(config["output"] or f"out/{config['by']}")
    check_output(output, config["overwrite"])
    if not file.is_file():
        raise DatasetError(f"{file} is no file; name the file that the tool exported")
    dataset = Path(config["dataset"])
    manifest = read_manifest(dataset)
    ontology = load_ontology(config["ontology"]["folder"])
    coder_id = f"{config['by']} {config['version']}"
    results = read_results(dataset)
    coded, unfinished = read_project(tool, file, results, make_labels(ontology), coder_id, config["annotator"])
    if not coded:
        raise DatasetError(f"{file} holds no finished article ({unfinished} unfinished); nothing was written")
    recorded = {
        "import": {
            "as": tool,
            "coder": config["by"],
            "version": config["version"],
            "annotator": config["annotator"],
            "dataset": manifest["name"],
            "content_sha256": manifest["content_sha256"],
        },
        "ontology": config["ontology"],
        "scheme": config["scheme"],
    }
    write_coding(
        output,
        coded,
        ontology,
        config,
        recorded,
        name=config["by"],
        coder_id=coder_id,
        versions={config["by"]: config["version"]},
        origin=f"The coding was done by a person, from the articles of the dataset {manifest['name']}.",
        inputs=describe_inputs(file),
    )
    events = sum(len(result.events) for result in coded)
    suggested = {event.event_id: replace(event, coder=coder_id) for result in results for event in result.events}
    kept = sum(event == suggested.get(event.event_id) for result in coded for event in result.events)
    console.print(
        f"{len(coded)} articles, {events} events ({kept} as suggested), {unfinished} unfinished task"
        f"{'' if unfinished == 1 else 's'} left out"
    )
    console.print(f"dataset: [bold]{output}[/bold]")


def write_coding(
    output: Path,
    coded: Sequence[CodingResult],
    ontology: Ontology,
    config: Mapping[str, Any],
    recorded: Mapping[str, Any],
    *,
    name: str,
    coder_id: str,
    versions: Mapping[str, str],
    origin: str,
    inputs: Sequence[Any],
) -> None:
    """Write codings that people made as a dataset; its codes are those of the schemes of the config."""
    from dateline.coding.ontology.codebook import render_codebook
    from dateline.coding.schemes import Vocabulary, load_scheme
    from dateline.datasets.description import Description
    from dateline.datasets.manifest import collect_versions
    from dateline.datasets.writing import DatasetWriter

    vocabulary = Vocabulary.of(ontology)
    schemes = tuple(load_scheme(scheme, vocabulary) for scheme in sorted(config["scheme"]["names"]))
    description = Description(
        name=name,
        title=name,
        coder=coder_id,
        codebook=render_codebook(ontology, schemes),
        config=recorded,
        inputs=tuple(inputs),
        versions=collect_versions(versions),
        origin=origin,
    )
    with DatasetWriter(output, description, schemes, config["overwrite"]) as writer:
        for result in coded:
            writer.add(result)
        writer.finish()
