"""The dataset card: README.md with the front matter that the Hugging Face Hub reads, made from the
declaration.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from dateline.datasets.description import Description, Written
from dateline.datasets.tables import EVENTS, TABLES, TEXT_POLICIES, Column, Table

_SIZES = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"))

_CARD = """\
{front_matter}
# {title}

Political events coded from news articles by dateline {version} with the coder `{coder}`: who did what to
whom, where, when, with what losses, and on whose word.

{counts}

Every value that is not known is null; no code is ever a default. A row of `events` is an event and pair of
actors told in one article: the same happening in two articles is two rows here. What looked like an event and
was not coded stands in `rejections`, what could not be read or coded in `quarantine`, each with its reason.

Text: `{text}`: {text_meaning}.
Spans are half-open offsets into `articles.text`, counted in Unicode code
points from 0: in Python `text[start:end]`. `text_sha256` is taken over the whole cleaned text in every case.

What every action means, when not to use it and which code it has in each scheme is in
[codebook.md](codebook.md).

## Reading it

```python
import pandas as pd

events = pd.read_parquet("events.parquet")
codes = pd.read_parquet("codes.parquet")
cameo = codes.query("scheme == 'cameo' and axis == 'code'").set_index("event_id")["code"]
events = events.join(cameo.rename("cameo"), on="event_id")
```

## Tables

{tables}

## Limits

{origin} A claim is coded as the claim of its claimant, not as fact: look at `status`,
`claimant_code` and `is_disputed` before counting. Places and dates carry their precision and method; filter
by them. Counts of news are not counts of what happened: use `sentences` and `articles` as the exposure behind
any rate.

## Licences and provenance

{licences} Place names come from GeoNames (CC BY 4.0).
Inputs, config, versions, row counts and hashes are in `manifest.json`. `dateline verify FOLDER` checks them,
and `dateline verify FOLDER --rebuild` builds the dataset again and compares the bytes.
"""


def render_card(description: Description, written: Written) -> str:
    """The card as Markdown: what the dataset is, every table, column and allowed value, its limits and
    licences.
    """
    rows = {table.name: written.tables[table.name].rows for table in TABLES}
    return _CARD.format(
        front_matter=_front_matter(description, written),
        title=_plain(description.title),
        version=description.versions.get("dateline") or "(version unknown)",
        coder=_plain(description.coder),
        origin=_plain(description.origin),
        counts=_counts(rows, written.schemes),
        text=description.text,
        text_meaning=TEXT_POLICIES[description.text],
        tables="\n\n".join(_table_section(table, rows[table.name]) for table in TABLES),
        licences=_licences(description, written),
    )


def _front_matter(description: Description, written: Written) -> str:
    """YAML whose strings are written as JSON, which YAML reads as well."""
    size = next((name for limit, name in _SIZES if written.tables[EVENTS.name].rows < limit), "n>1M")
    lines = ["---", f"pretty_name: {_quote(description.title)}"]
    lines += _listed("language", written.languages)
    lines += [f"license: {_quote(description.licence or 'unknown')}"]
    lines += _listed("task_categories", ("text-classification", "token-classification"))
    lines += _listed("tags", ("event-coding", "political-events", "conflict", *written.schemes))
    lines += [f"size_categories:\n- {_quote(size)}", "configs:"]
    for table in (EVENTS, *(table for table in TABLES if table is not EVENTS)):
        lines += [f"- config_name: {table.name}", f"  data_files: {_quote(table.file)}"]
        lines += ["  default: true"] if table is EVENTS else []
    return "\n".join([*lines, "---"])


def _listed(key: str, values: Iterable[str]) -> list[str]:
    values = list(values)
    return [f"{key}:", *(f"- {_quote(value)}" for value in values)] if values else []


def _quote(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _counts(rows: dict[str, int], schemes: tuple[str, ...]) -> str:
    coded = f"{rows['events']:,} events in {rows['articles']:,} articles of {rows['sentences']:,} sentences"
    return f"It holds {coded}" + (f", with codes in {', '.join(schemes)}." if schemes else ".")


def _licences(description: Description, written: Written) -> str:
    terms = "; ".join(_plain(licence) for licence in written.licences) or "not given"
    own = description.licence or "not stated by its maker"
    return f"Licence of the dataset: {_plain(own)}. Licences of the texts, as the corpus gives them: {terms}."


def _table_section(table: Table, rows: int) -> str:
    lines = [f"### {table.name} ({rows:,} rows)", "", table.description]
    lines += [f"Primary key: {', '.join(f'`{name}`' for name in table.key)}." if table.key else "No primary key."]
    lines += [
        f"`{', '.join(key.columns)}` refers to `{key.table}` (`{', '.join(key.references)}`)."
        for key in table.foreign_keys
    ]
    lines += ["", "| column | type | unit | null means | description |", "|---|---|---|---|---|"]
    lines += [_column_row(column) for column in table.columns]
    for column in table.columns:
        if column.values:
            lines += ["", f"Values of `{table.name}.{column.name}`:", ""]
            lines += [f"- `{value}`: {meaning}" for value, meaning in column.values.items()]
    return "\n".join(lines)


def _column_row(column: Column) -> str:
    cells = (f"`{column.name}`", column.type, column.unit or "", column.null_means, column.description)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _plain(text: str) -> str:
    """One line of text from outside, without what Markdown would take for markup or a new block."""
    return " ".join(text.split()).replace("`", "'").replace("<", "&lt;")
