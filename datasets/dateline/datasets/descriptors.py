"""The machine-readable descriptions of a dataset: MLCommons Croissant and Frictionless Data Package.

Croissant: format specification 1.0 (docs.mlcommons.org/croissant/docs/croissant-spec.html). Data Package:
version 2 of the standard (datapackage.org), read 2024.
"""

from __future__ import annotations

import json
from typing import Any

from dateline.datasets.description import Description, Written
from dateline.datasets.tables import TABLES, Column, Table

CROISSANT_CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
_CROISSANT_TYPES = {
    "string": "sc:Text",
    "list<string>": "sc:Text",
    "bool": "sc:Boolean",
    "int8": "sc:Integer",
    "int32": "sc:Integer",
    "int64": "sc:Integer",
    "float64": "sc:Float",
    "date32": "sc:Date",
}
_FRICTIONLESS_TYPES = {
    "string": "string",
    "list<string>": "array",
    "bool": "boolean",
    "int8": "integer",
    "int32": "integer",
    "int64": "integer",
    "float64": "number",
    "date32": "date",
}


def render_croissant(description: Description, written: Written) -> str:
    """croissant.json: every file with its hash and every table as a record set."""
    croissant = {
        "@context": CROISSANT_CONTEXT,
        "@type": "sc:Dataset",
        "name": description.name,
        "description": _summary(description),
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "license": description.licence or "unknown",
        "version": "1.0.0",
        "inLanguage": list(written.languages),
        "distribution": [
            {
                "@type": "cr:FileObject",
                "@id": table.file,
                "name": table.file,
                "description": table.description,
                "contentUrl": table.file,
                "contentSize": f"{written.files[table.file].bytes} B",
                "encodingFormat": "application/x-parquet",
                "sha256": written.files[table.file].sha256,
            }
            for table in TABLES
        ],
        "recordSet": [_record_set(table) for table in TABLES],
    }
    return _render(croissant)


def render_datapackage(description: Description, written: Written) -> str:
    """datapackage.json: every table as a resource with its schema, keys and constraints."""
    package: dict[str, Any] = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": description.name,
        "title": description.title,
        "description": _summary(description),
        "resources": [
            {
                "name": table.name,
                "type": "table",
                "path": table.file,
                "description": table.description,
                "format": "parquet",
                "mediatype": "application/vnd.apache.parquet",
                "hash": f"sha256:{written.files[table.file].sha256}",
                "schema": _table_schema(table),
            }
            for table in TABLES
        ],
    }
    if description.licence:
        package["licenses"] = [{"name": description.licence}]
    return _render(package)


def _summary(description: Description) -> str:
    return f"{description.title}: political events coded from news by dateline with {description.coder}."


def _render(value: Any) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def _record_set(table: Table) -> dict[str, Any]:
    record_set: dict[str, Any] = {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": table.description,
    }
    if table.key:
        record_set["key"] = [{"@id": f"{table.name}/{name}"} for name in table.key]
    record_set["field"] = [_croissant_field(table, column) for column in table.columns]
    return record_set


def _croissant_field(table: Table, column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {
        "@type": "cr:Field",
        "@id": f"{table.name}/{column.name}",
        "name": column.name,
        "description": f"{column.description} (null: {column.null_means})",
        "dataType": _CROISSANT_TYPES[column.type],
        "source": {"fileObject": {"@id": table.file}, "extract": {"column": column.name}},
    }
    if column.type.startswith("list"):
        field["repeated"] = True
    for key in table.foreign_keys:
        # Croissant refers field by field; the first key that holds the column is the nearest table above it.
        if column.name in key.columns and "references" not in field:
            target = key.references[key.columns.index(column.name)]
            field["references"] = {"field": {"@id": f"{key.table}/{target}"}}
    return field


def _table_schema(table: Table) -> dict[str, Any]:
    # Parquet has nulls of its own: an empty string is a value, such as the losses of nobody who is known.
    schema: dict[str, Any] = {
        "fields": [_frictionless_field(table, column) for column in table.columns],
        "missingValues": [],
    }
    if table.key:
        schema["primaryKey"] = list(table.key)
    if table.foreign_keys:
        schema["foreignKeys"] = [
            {
                "fields": list(key.columns),
                "reference": {"resource": key.table, "fields": list(key.references)},
            }
            for key in table.foreign_keys
        ]
    return schema


def _frictionless_field(table: Table, column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if not column.is_nullable:
        constraints["required"] = True
    if table.key == (column.name,):
        constraints["unique"] = True
    if column.values:
        constraints["enum"] = [value if column.type == "string" else int(value) for value in column.values]
    if column.low is not None:
        constraints["minimum"] = column.low
    if column.high is not None:
        constraints["maximum"] = column.high
    field: dict[str, Any] = {
        "name": column.name,
        "type": _FRICTIONLESS_TYPES[column.type],
        "description": f"{column.description} (null: {column.null_means})",
    }
    if column.unit:
        field["unit"] = column.unit
    if constraints:
        field["constraints"] = constraints
    return field
