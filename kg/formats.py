"""Answers and extractions as text: tables, CSV, TSV, JSON, XML, Turtle."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

import pyoxigraph as ox

from kg.errors import UsageError
from kg.model.article import Article
from kg.model.extraction import Extraction
from kg.rdf.terms import PREFIXES
from kg.store.protocol import Results, Term, plain

#: Cells that a spreadsheet would take for a formula begin with these.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
#: Byte order mark, by which Excel knows UTF-8.
BOM = "\ufeff"
#: A table's columns are at least so wide on average, in characters.
_COLUMN = 13
_RDF_FORMATS = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "xml": ox.RdfFormat.RDF_XML,
}


def format_results(
    results: Results, fmt: str | None, *, terminal: bool = False, excel: bool = False
) -> str:
    """An answer as text, ending in a line break.

    ``fmt`` None stands for a table on a terminal, else TSV; Turtle for a CONSTRUCT. ``excel``
    writes a byte order mark into CSV and defuses cells that begin like a formula.
    Raises UsageError where the form of the query has no such format.
    """
    if results.form == "construct":
        return _triples(results, fmt or "ttl")
    if results.form == "ask":
        return _ask(results.answer, fmt)
    fmt = fmt or ("table" if terminal else "tsv")
    if fmt == "table":
        return _table(results)
    if fmt == "csv":
        return _csv(results, excel=excel)
    if fmt == "tsv":
        return _tsv(results)
    if fmt == "json":
        return _json(results)
    if fmt == "xml":
        return _xml(results)
    raise UsageError(f"--format {fmt} is for CONSTRUCT and DESCRIBE; this query gives a table")


def compact(term: Term | None) -> str:
    """A term as a person reads it: IRIs by prefix, literals by value."""
    if isinstance(term, ox.NamedNode):
        for prefix, iri in PREFIXES.items():
            if term.value.startswith(iri):
                return f"{prefix}:{term.value[len(iri) :]}"
    return plain(term) or ""


def defuse(cell: str) -> str:
    """A cell that a spreadsheet shows and does not calculate."""
    return "'" + cell if cell.startswith(_FORMULA) else cell


def _triples(results: Results, fmt: str) -> str:
    if fmt not in _RDF_FORMATS:
        raise UsageError(f"--format {fmt} is for SELECT and ASK; this query gives triples")
    triples = sorted(results.triples, key=str)
    prefixes = None if fmt == "nt" else dict(PREFIXES)
    data = ox.serialize(triples, format=_RDF_FORMATS[fmt], prefixes=prefixes)
    assert data is not None
    return data.decode().rstrip("\n") + "\n"


def _ask(answer: bool, fmt: str | None) -> str:
    if fmt == "json":
        return json.dumps({"head": {}, "boolean": answer}) + "\n"
    return f"{'true' if answer else 'false'}\n"


def _table(results: Results) -> str:
    """A table; or, where its columns would be too narrow to read, one block a row."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console()
    n = len(results.rows)
    count = f"{n} row{'' if n == 1 else 's'}\n"
    if console.width < _COLUMN * len(results.variables):
        return _blocks(results) + count
    table = Table()
    for name in results.variables:
        table.add_column(name, overflow="fold")
    for row in results.rows:
        table.add_row(*(Text(compact(t)) for t in row))
    with console.capture() as capture:
        console.print(table)
    return capture.get() + count


def _blocks(results: Results) -> str:
    wide = max(map(len, results.variables), default=0)
    blocks = (
        "".join(
            f"{name:{wide}}  {compact(term)}\n"
            for name, term in zip(results.variables, row, strict=True)
            if term is not None
        )
        for row in results.rows
    )
    return "".join(f"{block}\n" for block in blocks)


def _csv(results: Results, *, excel: bool) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(results.variables)
    for row in results.rows:
        cells = [plain(t) or "" for t in row]
        writer.writerow([defuse(c) for c in cells] if excel else cells)
    return (BOM if excel else "") + out.getvalue()


def _tsv(results: Results) -> str:
    head = "\t".join("?" + v for v in results.variables)
    lines = ["\t".join("" if t is None else _tsv_term(t) for t in row) for row in results.rows]
    return "\n".join([head, *lines]) + "\n"


def _tsv_term(term: Term) -> str:
    return str(term).replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")


def _json_term(term: Term) -> dict[str, str]:
    if isinstance(term, ox.Literal):
        entry = {"type": "literal", "value": term.value}
        if term.language:
            return entry | {"xml:lang": term.language}
        if term.datatype.value != "http://www.w3.org/2001/XMLSchema#string":
            return entry | {"datatype": term.datatype.value}
        return entry
    return {"type": "uri", "value": plain(term) or ""}


def _json(results: Results) -> str:
    rows = [
        {v: _json_term(t) for v, t in zip(results.variables, row, strict=True) if t is not None}
        for row in results.rows
    ]
    answer = {"head": {"vars": list(results.variables)}, "results": {"bindings": rows}}
    return json.dumps(answer, ensure_ascii=False, indent=1) + "\n"


def _xml(results: Results) -> str:
    from xml.etree import ElementTree as ET

    root = ET.Element("sparql", xmlns="http://www.w3.org/2005/sparql-results#")
    head = ET.SubElement(root, "head")
    for name in results.variables:
        ET.SubElement(head, "variable", name=name)
    body = ET.SubElement(root, "results")
    for row in results.rows:
        result = ET.SubElement(body, "result")
        for name, term in zip(results.variables, row, strict=True):
            if term is not None:
                _xml_term(ET.SubElement(result, "binding", name=name), term)
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _xml_term(binding: Any, term: Term) -> None:
    from xml.etree.ElementTree import SubElement

    entry = _json_term(term)
    node = SubElement(binding, entry["type"])
    node.text = entry["value"]
    for name in ("xml:lang", "datatype"):
        if name in entry:
            node.set(name, entry[name])


def format_extraction(article: Article, extraction: Extraction, fmt: str) -> str:
    """What one article says, as JSON (one line or indented), Turtle, or text for people."""
    if fmt == "jsonl":
        return extraction.model_dump_json(exclude=_unresolved(extraction))
    if fmt == "json":
        return extraction.model_dump_json(exclude=_unresolved(extraction), indent=1)
    if fmt == "ttl":
        return _turtle(article, extraction)
    return "\n".join(_summary(extraction))


def _turtle(article: Article, extraction: Extraction) -> str:
    from kg import rdf
    from kg.rdf.write import write
    from kg.resolve import resolve

    graph = resolve([(article, extraction)])
    out = io.BytesIO()
    write([*rdf.core(graph), *rdf.reports(graph)], out, "ttl")
    return out.getvalue().decode()


#: What only resolution fills.
_RESOLVED = {"entities": ("iri", "wikidata"), "events": ("iri",)}


def _unresolved(extraction: Extraction) -> dict[str, Any]:
    """The fields to leave out of JSON: those that resolution has not filled."""
    return {
        part: {"__all__": {f for f in fields if all(getattr(x, f) is None for x in found)}}
        for part, fields in _RESOLVED.items()
        if (found := getattr(extraction, part))
    }


def _summary(extraction: Extraction) -> Iterator[str]:
    names = {e.id: e.name for e in extraction.entities}
    yield f"{extraction.title}  [{extraction.id}, {extraction.published or 'no date'}]"
    for office in extraction.offices:
        of = f" ({names[office.of]})" if office.of else ""
        yield f"  {names[office.holder]}: {office.title}{of}, {office.status}"
    for event in extraction.events:
        yield f"  {event.id} {event.type}, {event.status}, {event.date or 'no date'}" + (
            f", {names[event.place]}" if event.place else ""
        )
        for part in event.participants:
            yield f"     {part.role}: {names[part.entity]}"
        yield from (f"     «{e.text}»" for e in event.evidence)
    for quantity in extraction.quantities:
        yield f"  {quantity.metric}: {quantity.value:,.0f} {quantity.unit}, {quantity.kind}"
    for claim in extraction.claims:
        yield f"  {names[claim.speaker]} ({claim.modality}): «{claim.evidence[0].text}»"
