"""What the files of all annotation tools share: texts as they show them, JSON as they write it, and their faults."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dateline.coding.errors import DatasetError, nearest
from dateline.datasets.annotation.markings import Annotation, Task

_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


def show_text(text: str) -> str:
    """The text as a tool gets it: as long as the article's, and of the same length in every way of counting.

    dateline and the tools' servers count Unicode code points, their pages in the browser UTF-16 units. The two differ
    after every character beyond the basic plane, such as an emoji, so that a span could silently move. Such a
    character is therefore shown as U+FFFD; the dataset keeps the true one. A carriage return, which a browser drops,
    is shown as a space.
    """
    shown = text.replace("\r", " ")
    if shown.isascii():
        return shown
    return "".join(_REPLACEMENT if character > "\uffff" else character for character in shown)


@dataclass(slots=True)
class Inbox:
    """The annotations of one file while it is read, with every fault that was found."""

    tasks: Mapping[str, Task]
    annotations: dict[str, Annotation] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    unfinished: int = 0

    def find_task(self, article_id: object, text: object, where: str) -> Task | None:
        """The task that an item belongs to; a fault is noted where there is none or its text is another."""
        task = self.tasks.get(article_id) if isinstance(article_id, str) else None
        if task is None:
            near = nearest(str(article_id), self.tasks)
            self.faults.append(
                f"{where}: the dataset has no article {article_id!r}{near}; "
                "name with dataset= the one that was exported"
            )
        elif text is not None and text != show_text(task.article.text):
            self.faults.append(
                f"{where}: its text is not that of the article {article_id!r} in the dataset; "
                "name with dataset= the one that was exported, and leave the texts as they are"
            )
        else:
            return task
        return None

    def add(self, annotation: Annotation) -> None:
        """Add the annotation of an article; a second one is a fault."""
        if annotation.article_id in self.annotations:
            first = self.annotations[annotation.article_id].where
            self.faults.append(
                f"{annotation.where}: the article {annotation.article_id!r} comes again after {first}; keep one of them"
            )
        else:
            self.annotations[annotation.article_id] = annotation


def read_text(path: Path) -> str:
    """The file's text, a byte order mark left out; raises DatasetError where it cannot be read."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise DatasetError(f"{path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise DatasetError(f"{path} is not in UTF-8; save it again in that encoding") from error


def read_json(text: str, where: str) -> Any:
    """The value that a JSON text stands for; raises DatasetError that names the place of what is wrong."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise DatasetError(f"{where} is no JSON: {error.msg} at line {error.lineno}, column {error.colno}") from error
    except RecursionError as error:
        raise DatasetError(f"{where} is nested too deeply to be read") from error


def render_json(value: object) -> str:
    """JSON for people to read, in a fixed form."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def render_json_lines(values: Iterable[object]) -> str:
    """One JSON value a line."""
    return "".join(json.dumps(value, ensure_ascii=False) + "\n" for value in values)


def choose_colors(count: int) -> Sequence[str]:
    """Colours that are well apart, as #RRGGBB, the same for the same count."""
    base = (
        "#c0392b",
        "#2471a3",
        "#1e8449",
        "#b9770e",
        "#7d3c98",
        "#148f77",
        "#5d6d7e",
        "#a04000",
        "#2e4053",
        "#943126",
    )
    return [base[index % len(base)] for index in range(count)]
