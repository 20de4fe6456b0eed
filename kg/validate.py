"""Whether a graph is as the vocabulary says: SHACL, by pyshacl, against ``schemas/shapes.ttl``."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TypeVar

import pyoxigraph as ox
import rdflib
from rdflib.namespace import RDF, SH
from rdflib.term import BNode, Literal, Node, URIRef

from kg.errors import SourceError, StoreError, UsageError
from kg.rdf.terms import PREFIXES, RDF_TYPE, term
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
_STRING = term("xsd:string")
#: Nodes that are validated at a time; some seven triples each.
_AT_A_TIME = 20_000
#: Targets of shapes that look at a node's own properties, and of those that look at what a value
#: is. Apart, as a value need not come with all its properties.
_OF_NODES = (SH.targetClass, SH.targetSubjectsOf)
_OF_VALUES = (SH.targetObjectsOf,)
T = TypeVar("T")
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
    store = _load(path)
    shapes = _graph(ox.parse(path=folder("schemas") / "shapes.ttl"))
    messages: set[str] = set()
    for targets, parts in ((_OF_NODES, _nodes(store)), (_OF_VALUES, _values(store, shapes))):
        some = _only(shapes, targets)
        for part in parts:
            messages.update(_violations(part, some, store))
    if path.is_dir():
        messages.update(_undescribed(shapes, store))
    return Report(not messages, tuple(sorted(messages)))


# ------------------------------------------------------------------------------------- loading


def _load(path: Path) -> ox.Store:
    """The statements of a file, or of the files of a build."""
    files = [path / name for name in FILES] if path.is_dir() else [path]
    store = ox.Store()
    for file in files:
        if path.is_dir() and not file.is_file():
            raise StoreError(f"{path}: no build ({file.name} is missing); run `kg build` first")
        if file.suffix not in _FORMATS:
            known = ", ".join(_FORMATS)
            raise UsageError(f"{file}: cannot be validated by its ending; known are {known}")
        try:
            store.bulk_load(path=file, format=_FORMATS[file.suffix])
        except (OSError, SyntaxError, ValueError) as error:
            raise SourceError(f"{file}: {' '.join(str(error).split())}") from error
    return store


def _only(shapes: rdflib.Graph, targets: tuple[URIRef, ...]) -> rdflib.Graph:
    """The shapes with some of their targets; one without any looks at nothing."""
    found = rdflib.Graph()
    for triple in shapes:
        if triple[1] not in (*_OF_NODES, *_OF_VALUES) or triple[1] in targets:
            found.add(triple)
    return found


def _nodes(store: ox.Store) -> Iterator[rdflib.Graph]:
    """What is said of each node, in graphs that rdflib has room for."""
    for some in _batches(sorted({quad.subject for quad in store}, key=str)):
        own = (quad for s in some for quad in store.quads_for_pattern(s, None, None, None))
        yield _graph(chain(own, _hierarchy()))


def _values(store: ox.Store, shapes: rdflib.Graph) -> Iterator[rdflib.Graph]:
    """Each node once that a property of nodes points at, with its types."""
    pointed: dict[tuple[object, object], ox.Quad] = {}
    for path in shapes.objects(None, SH.targetObjectsOf):
        for quad in store.quads_for_pattern(None, ox.NamedNode(str(path)), None, None):
            pointed.setdefault((quad.predicate, quad.object), quad)
    for some in _batches(sorted(pointed.values(), key=str)):
        nodes = {q.object for q in some if isinstance(q.object, ox.NamedNode | ox.BlankNode)}
        types = (q for n in nodes for q in store.quads_for_pattern(n, RDF_TYPE, None, None))
        yield _graph(chain(some, types))


def _batches(items: list[T]) -> Iterator[list[T]]:
    """Runs of items that are validated at a time."""
    return (items[i : i + _AT_A_TIME] for i in range(0, len(items), _AT_A_TIME))


def _hierarchy() -> Iterator[ox.Triple]:
    """Which class is above which, for nodes that have only their narrowest class.

    Events are to have all of theirs.
    """
    for name, known in vocabulary().classes.items():
        if known.parents and known.parents[-1] != "Event":
            below, above = term(f"dip:{name}"), term(f"dip:{known.parents[0]}")
            yield ox.Triple(below, term("rdfs:subClassOf"), above)


def _graph(statements: Iterable[ox.Triple | ox.Quad]) -> rdflib.Graph:
    """Statements as rdflib has them, without their graphs."""
    graph = rdflib.Graph()
    known: dict[object, Node] = {}

    def node(found: object) -> Node:
        if found not in known:
            known[found] = _node(found)
        return known[found]

    with _quiet():
        for s in statements:
            graph.add((node(s.subject), node(s.predicate), node(s.object)))
    return graph


def _node(found: object) -> Node:
    if isinstance(found, ox.NamedNode):
        return URIRef(found.value)
    if isinstance(found, ox.BlankNode):
        return BNode(found.value)
    if not isinstance(found, ox.Literal):
        raise SourceError("triples inside triples (RDF 1.2) cannot be validated")
    if found.language or found.datatype == _STRING:
        return Literal(found.value, lang=found.language)
    return Literal(found.value, datatype=URIRef(found.datatype.value), normalize=False)


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


def _violations(part: rdflib.Graph, shapes: rdflib.Graph, store: ox.Store) -> Iterator[str]:
    """A line for each result: node (and who points at it), message, value found, shape."""
    import pyshacl

    with _quiet():
        _, results, _ = pyshacl.validate(part, shacl_graph=shapes, inplace=True)
    for result in results.subjects(RDF.type, SH.ValidationResult):
        shape, focus = results.value(result, SH.sourceShape), results.value(result, SH.focusNode)
        value, path = results.value(result, SH.value), results.value(result, SH.resultPath)
        message = results.value(result, SH.resultMessage)
        pointers = _pointers(shapes.value(shape, SH.targetObjectsOf), focus, store)
        found = "" if value is None or value == focus else f"; found {_short(path)} {_short(value)}"
        yield f"{_short(focus)}{pointers}: {message}{found} [{_short(shape)}]"


def _pointers(path: Node | None, focus: Node | None, store: ox.Store) -> str:
    """Which nodes point at one by a property: a wrong value is mended there."""
    if path is None or not isinstance(focus, URIRef):
        return ""
    quads = store.quads_for_pattern(None, ox.NamedNode(str(path)), ox.NamedNode(str(focus)), None)
    subjects = sorted({_short(_node(q.subject)) for q in quads})
    more = f" and {len(subjects) - _SHOWN} more" if len(subjects) > _SHOWN else ""
    return f" ({_short(path)} of {', '.join(subjects[:_SHOWN])}{more})"


def _undescribed(shapes: rdflib.Graph, store: ox.Store) -> Iterator[str]:
    """A line for each node without a type that a property of nodes points at.

    Shapes with a minimum of types say so themselves.
    """
    for shape, path in shapes.subject_objects(SH.targetObjectsOf):
        if path == RDF.type or shapes.value(shape, SH.minCount) is not None:
            continue
        quads = store.quads_for_pattern(None, ox.NamedNode(str(path)), None, None)
        for node in {q.object for q in quads if isinstance(q.object, ox.NamedNode)}:
            if next(store.quads_for_pattern(node, RDF_TYPE, None, None), None) is None:
                named = URIRef(node.value)
                pointers = _pointers(path, named, store)
                yield f"{_short(named)}{pointers}: nothing describes it [{_short(shape)}]"


def _short(found: Node | None) -> str:
    """A term as a user reads it: an IRI by its prefix, a literal in quotes."""
    if isinstance(found, Literal):
        return f'"{found}"' + (f"@{found.language}" if found.language else "")
    for prefix, iri in {**PREFIXES, "": "https://w3id.org/diplograph/shapes#"}.items():
        if found is not None and str(found).startswith(iri):
            return f"{prefix}:{str(found)[len(iri) :]}".removeprefix(":")
    return str(found)
