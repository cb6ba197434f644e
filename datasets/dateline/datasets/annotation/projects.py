"""Drawn articles in, the files of an annotation project out; and its finished file back to codings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from dateline.coding.records import CodingResult
from dateline.datasets.annotation import doccano, labelstudio, sheet
from dateline.datasets.annotation.application import AnnotationError, Annotator, apply_annotations
from dateline.datasets.annotation.documents import Inbox, read_text, render_json, render_json_lines
from dateline.datasets.annotation.guides import render_guide
from dateline.datasets.annotation.labels import Labels
from dateline.datasets.annotation.markings import Task, make_task

TOOLS = {
    "labelstudio": "tasks and a labelling config for Label Studio",
    "doccano": "JSONL with entities and relations, and the labels, for doccano",
    "csv": "a sheet with one row per event or sentence, for any spreadsheet",
}
"""Every tool for human coding, and what it gets."""

FILES = (
    *("tasks.json", "labeling_config.xml"),
    *("articles.jsonl", "span_types.json", "relation_types.json"),
    "sheet.csv",
    *("README.md", "codebook.md", "export.json"),
)
"""Names of all files that a project can have."""


def render_project(tool: str, tasks: Sequence[Task], labels: Labels, title: str, codebook: str) -> dict[str, str]:
    """The files of a project by name."""
    files = {"README.md": render_guide(tool, title, tasks), "codebook.md": codebook}
    if tool == "labelstudio":
        files["tasks.json"] = render_json(labelstudio.make_items(tasks, labels))
        files["labeling_config.xml"] = labelstudio.render_config(labels)
    elif tool == "doccano":
        files["articles.jsonl"] = render_json_lines(doccano.make_lines(tasks))
        files["span_types.json"] = render_json(doccano.make_label_types(labels))
        files["relation_types.json"] = render_json(doccano.make_relation_types())
    else:
        # Spreadsheets take a file without the mark for one in another encoding.
        files["sheet.csv"] = "\ufeff" + sheet.render_sheet(tasks)
    return files


def read_project(
    tool: str, path: Path, results: Sequence[CodingResult], labels: Labels, coder_id: str, annotator: str | None
) -> tuple[tuple[CodingResult, ...], int]:
    """The codings of a finished file, made from the dataset's `results`, and how many tasks were not finished.

    Raises DatasetError where the file cannot be read, ConfigError where an annotator must be chosen, and
    AnnotationError, a DatasetError that lists the faults, where anything in it cannot be used.
    """
    tasks: Mapping[str, Task] = {result.article.article_id: make_task(result) for result in results}
    text = read_text(path)
    inbox: Inbox
    if tool == "labelstudio":
        inbox = labelstudio.read_items(text, path.name, tasks, labels, annotator)
    elif tool == "doccano":
        inbox = doccano.read_lines(text, path.name, tasks, labels)
    else:
        inbox = sheet.read_sheet(text, path.name, tasks)
    person = Annotator(coder_id, writes_values=tool != "doccano")
    faults = list(inbox.faults)
    coded: tuple[CodingResult, ...] = ()
    try:
        coded = apply_annotations(inbox.annotations.values(), tasks, labels, person, path.name)
    except AnnotationError as error:
        faults += error.faults
    if faults:
        raise AnnotationError(path.name, faults)
    return coded, inbox.unfinished
