"""What stands in the README of an exported project: how to set up the tool, code, and bring the result back."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.datasets.annotation.markings import PARTS, VALUES, Task

_HEAD = """\
# {title}

{count} articles to be coded{how}. What every action means, and when not to use it, is in
[codebook.md](codebook.md). `export.json` says how the articles were
drawn{secret}.

An event is its **trigger**: the words that tell it. It has one *action* (what is done), one *act* (what the source does
about it: usually `do`), a *status* (on whose word: usually `reported`) and flags. Other words belong to it as
{parts}.
Leave out what the text does not say; never guess.
"""

_FIELDS = """
{fields}

A code, date or count that is left as suggested stays as it was, one that is emptied becomes unknown.
"""

_LABELSTUDIO = """
## Label Studio

1. Create a project. Under Labeling Setup choose Custom template and paste `labeling_config.xml`.
2. Import `tasks.json`. Suggestions come as predictions: submit a task to accept what stands there.
3. To add an event, mark its trigger, choose an action on it, mark its other words, and draw a relation from the
   trigger to each. Words without a relation belong to the only trigger of their sentence.
4. Export as JSON (not JSON-MIN) and bring it back; skipped and untouched tasks are left out:

       dateline import labelled.json --as labelstudio dataset=DATASET by=NAME

On the trigger a person writes:
"""

_DOCCANO = """
## doccano

1. Create a project of the type Sequence Labeling, with overlapping entities and relations allowed, and without
   counting graphemes. Import `span_types.json` as labels, `relation_types.json` as relations.
2. Import `articles.jsonl` (format JSONL(Relation)).
3. An event's trigger is labelled with its action (`action:shelling`). What is not usual about it is a further label on
   the same words (`act:threaten`, `status:claimed`, `flag:background`). Draw the relation `has` from the trigger to all
   that belongs to it. What has no relation belongs to the only trigger of its sentence.
4. Export as JSONL and bring it back; every article in the file counts as coded:

       dateline import all.jsonl --as doccano dataset=DATASET by=NAME

doccano has no place for codes, dates and counts. They stay as long as the words that they go with stay; where these
are changed they become unknown (the number in the words of a loss is read).
"""

_CSV = """
## Spreadsheet

`sheet.csv` (UTF-8, commas) has a row for every event and for every sentence without one. Write words as they stand in
the text; several are separated by ` | `. To add an event, fill an empty row or copy a row and change it. To take one
back, empty its `action`. Columns of your own are left alone. An apostrophe before `=`, `+`, `-` or `@` keeps the
spreadsheet from taking a text for a formula. Every article with a row counts as coded. Bring it back:

    dateline import sheet.csv --as csv dataset=DATASET by=NAME

The columns that are no words of the text:
"""

_TOOLS = {"labelstudio": _LABELSTUDIO, "doccano": _DOCCANO, "csv": _CSV}


def render_guide(tool: str, title: str, tasks: Sequence[Task]) -> str:
    """The README of a project for one of the tools."""
    is_blind = any(task.is_blind for task in tasks)
    head = _HEAD.format(
        title=" ".join(title.split()),
        count=len(tasks),
        how=", without suggestions" if is_blind else ", with suggestions",
        secret="; keep it, and the dataset, from those who code" if is_blind else "",
        parts=", ".join(f"*{part}*" for part in PARTS),
    )
    fields = "\n".join(f"- `{name}`: {meaning}" for name, meaning in VALUES.items())
    return head + _TOOLS[tool] + (_FIELDS.format(fields=fields) if tool != "doccano" else "")
