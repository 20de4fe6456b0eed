"""Whether a graph is as the vocabulary says: SHACL, by pyshacl, against ``schemas/shapes.ttl``."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
import rdflib
from rdflib.namespace import RDF, RDFS, SH
from rdflib.term import BNode, Literal, Node, URIRef

from kg.errors import SourceError, StoreError, UsageError
from kg.rdf.terms import PREFIXES
from kg.resources import folder
from kg.schema import vocabulary

#: What a build is validated by: the facts, and who says so.
FILES = ("core.ttl", "evidence.ttl")
_FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".trig": ox.RdfFormat.TRIG,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".rdf": ox.RdfFormat.RDF_XML,
}
_STRING = PREFIXES["xsd"] + "string"
#: Nodes that a message names of those that point at a wrong one.
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome. ``messages`` are lines, sorted: which node, what is wrong, which shape."""

    conforms: bool
    messages: tuple[str, ...]


def validate(path: Path) -> Report:
    """Check a build folder, or a file of Turtle, TriG, N-Triples, N-Quads, JSON-LD or RDF/XML.

    Named graphs are taken together. A file may point at nodes that another file of its build
    describes; a folder may not point at nodes that nothing describes. Raises StoreError for a
    folder without a build, UsageError for a file of another kind and SourceError for one that
    cannot be read.
    """
    import pyshacl

    data, shapes = _load(path), rdflib.Graph()
    _add(folder("schemas") / "shapes.ttl", shapes)
    _add_hierarchy(data)
    with _quiet():
        _, results, _ = pyshacl.validate(data, shacl_graph=shapes, inplace=True)
    messages = set(_violations(results, shapes, data))
    if path.is_dir():
        messages |= set(_undescribed(shapes, data))
    return Report(not messages, tuple(sorted(messages)))


# ------------------------------------------------------------------------------------- loading


def _load(path: Path) -> rdflib.Graph:
    """The triples of a file, or of the files of a build."""
    files = [path / name for name in FILES] if path.is_dir() else [path]
    for file in files:
        if path.is_dir() and not file.is_file():
            raise StoreError(f"{path}: no build ({file.name} is missing); run `kg build` first")
    graph = rdflib.Graph()
    for file in files:
        _add(file, graph)
    return graph


def _add(path: Path, graph: rdflib.Graph) -> None:
    """Add a file's triples. Oxigraph parses, which takes a quarter of rdflib's time."""
    if path.suffix not in _FORMATS:
        known = ", ".join(_FORMATS)
        raise UsageError(f"{path}: cannot be validated by its ending; known are {known}")
    known_terms: dict[object, Node] = {}

    def term(found: object) -> Node:
        if found not in known_terms:
            known_terms[found] = _term(found)
        return known_terms[found]

    try:
        with _quiet():
            for quad in ox.parse(path=path, format=_FORMATS[path.suffix]):
                graph.add((term(quad.subject), term(quad.predicate), term(quad.object)))
    except (OSError, SyntaxError, ValueError) as error:
        raise SourceError(f"{path}: {' '.join(str(error).split())}") from error


def _term(found: object) -> Node:
    if isinstance(found, ox.NamedNode):
        return URIRef(found.value)
    if isinstance(found, ox.BlankNode):
        return BNode(found.value)
    if not isinstance(found, ox.Literal):
        raise ValueError("triples inside triples (RDF 1.2) cannot be validated")
    if found.language or found.datatype.value == _STRING:
        return Literal(found.value, lang=found.language)
    return Literal(found.value, datatype=URIRef(found.datatype.value), normalize=False)


def _add_hierarchy(graph: rdflib.Graph) -> None:
    """Say which class is above which, for nodes that have only their narrowest class.

    Events are to have all of theirs.
    """
    for name, known in vocabulary().classes.items():
        if known.parents and known.parents[-1] != "Event":
            below, above = (URIRef(PREFIXES["dip"] + c) for c in (name, known.parents[0]))
            graph.add((below, RDFS.subClassOf, above))


@contextmanager
def _quiet() -> Iterator[None]:
    """Without rdflib's log of literals that are not of their datatype: a shape reports them."""
    logger = logging.getLogger("rdflib.term")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)


# ------------------------------------------------------------------------------------- messages


def _violations(results: rdflib.Graph, shapes: rdflib.Graph, data: rdflib.Graph) -> Iterator[str]:
    """A line for each result: node (and who points at it), message, value found, shape."""
    for result in results.subjects(RDF.type, SH.ValidationResult):
        shape = results.value(result, SH.sourceShape)
        focus = results.value(result, SH.focusNode)
        path = results.value(result, SH.resultPath)
        value = results.value(result, SH.value)
        message = results.value(result, SH.resultMessage)
        pointers = _pointers(shapes.value(shape, SH.targetObjectsOf), focus, data)
        found = "" if value is None or value == focus else f"; found {_short(path)} {_short(value)}"
        yield f"{_short(focus)}{pointers}: {message}{found} [{_short(shape)}]"


def _pointers(path: Node | None, focus: Node | None, data: rdflib.Graph) -> str:
    """Which nodes point at one by a property: a wrong value is mended there."""
    if path is None:
        return ""
    subjects = sorted(_short(s) for s in data.subjects(path, focus))
    more = f" and {len(subjects) - _SHOWN} more" if len(subjects) > _SHOWN else ""
    return f" ({_short(path)} of {', '.join(subjects[:_SHOWN])}{more})"


def _undescribed(shapes: rdflib.Graph, data: rdflib.Graph) -> Iterator[str]:
    """A line for each node without a type that a property of nodes points at.

    Shapes with a minimum of types say so themselves.
    """
    for shape, path in shapes.subject_objects(SH.targetObjectsOf):
        if path == RDF.type or shapes.value(shape, SH.minCount) is not None:
            continue
        for node in set(data.objects(None, path)):
            if data.value(node, RDF.type) is None:
                pointers = _pointers(path, node, data)
                yield f"{_short(node)}{pointers}: nothing describes it [{_short(shape)}]"


def _short(term: Node | None) -> str:
    """A term as a user reads it: an IRI by its prefix, a literal in quotes."""
    if isinstance(term, Literal):
        return f'"{term}"' + (f"@{term.language}" if term.language else "")
    for prefix, iri in {**PREFIXES, "": "https://w3id.org/diplograph/shapes#"}.items():
        if term is not None and str(term).startswith(iri):
            return f"{prefix}:{str(term)[len(iri) :]}".removeprefix(":")
    return str(term)
