"""What describes the tables to programs: a Frictionless data package and CSVW metadata."""

from __future__ import annotations

from typing import Any

from kg.model.graph import BASE
from kg.release.tables import LIST, TABLES, Column, Table

#: The licence of the facts, by its SPDX name and its address.
LICENCE = ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/")
TITLE = "diplograph: diplomacy in the news as a graph"


def data_package(version: str) -> dict[str, Any]:
    """The tables as a Frictionless data package (specs.frictionlessdata.io)."""
    return {
        "profile": "tabular-data-package",
        "name": "diplograph",
        "title": TITLE,
        "version": version,
        "licenses": [{"name": LICENCE[0], "path": LICENCE[1]}],
        "resources": [_resource(table) for table in TABLES],
    }


def _resource(table: Table) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "description": table.doc,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [
                {"name": c.name, "type": c.type, "description": c.doc} for c in table.columns
            ],
            "missingValues": [""],
            "primaryKey": list(table.key),
            "foreignKeys": [
                {"fields": [c.name], "reference": {"resource": c.table, "fields": ["id"]}}
                for c in table.columns
                if c.table
            ],
        },
    }


def csvw(version: str) -> dict[str, Any]:
    """The tables as W3C metadata for tabular data (CSV on the Web)."""
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": TITLE,
        "dc:license": {"@id": LICENCE[1]},
        "dc:hasVersion": version,
        "tables": [_table(table) for table in TABLES],
    }


def _table(table: Table) -> dict[str, Any]:
    schema = {
        "columns": [_column(column) for column in table.columns],
        "primaryKey": list(table.key),
        "foreignKeys": [
            {
                "columnReference": c.name,
                "reference": {"resource": f"{c.table}.csv", "columnReference": "id"},
            }
            for c in table.columns
            if c.table
        ],
    }
    about = {"aboutUrl": BASE + "{+id}"} if table.cls else {}
    return {"url": f"{table.name}.csv", "dc:description": table.doc, "tableSchema": schema | about}


def _column(column: Column) -> dict[str, Any]:
    datatype = "decimal" if column.type == "number" else column.type
    separator = {"separator": LIST} if column.many else {}
    described = {"dc:description": column.doc}
    return (
        {"name": column.name, "titles": column.name, "datatype": datatype} | separator | described
    )
