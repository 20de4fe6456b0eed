"""What the service says of itself: SPARQL 1.1 Service Description and VoID."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pyoxigraph as ox

from kg.server.holdings import Holdings

PREFIXES = {
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "void": "http://rdfs.org/ns/void#",
    "formats": "http://www.w3.org/ns/formats/",
}
_RDF_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_FORMATS = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
    "Turtle", "N-Triples", "TriG", "JSON-LD", "RDF_XML", "N-Quads",
)  # fmt: skip
_TITLE = ox.NamedNode("http://purl.org/dc/terms/title")
#: Counted over all graphs; properties over the core alone, as all graphs take seconds.
_CLASSES = """SELECT ?class (COUNT(*) AS ?n) { ?s a ?class } GROUP BY ?class ORDER BY ?class"""
_PROPERTIES = """SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p ORDER BY ?p"""


def _name(prefix: str, local: str) -> ox.NamedNode:
    return ox.NamedNode(PREFIXES[prefix] + local)


def _node(iri: str) -> ox.NamedNode:
    return ox.NamedNode(iri)


def service(holdings: Holdings, home: str) -> Iterator[ox.Triple]:
    """What can be asked at ``home``/sparql, and how."""
    this, dataset = _node(f"{home}/sparql"), _node(f"{home}/.well-known/void#dataset")
    yield ox.Triple(this, _RDF_TYPE, _name("sd", "Service"))
    yield ox.Triple(this, _name("sd", "endpoint"), this)
    for language in ("SPARQL10Query", "SPARQL11Query"):
        yield ox.Triple(this, _name("sd", "supportedLanguage"), _name("sd", language))
    for feature in ("UnionDefaultGraph", "EmptyGraphs"):
        yield ox.Triple(this, _name("sd", "feature"), _name("sd", feature))
    for fmt in _FORMATS:
        yield ox.Triple(this, _name("sd", "resultFormat"), _name("formats", fmt))
    default = _node(f"{home}/.well-known/void#core")
    yield ox.Triple(this, _name("sd", "defaultDataset"), dataset)
    yield ox.Triple(dataset, _RDF_TYPE, _name("sd", "Dataset"))
    yield ox.Triple(dataset, _name("sd", "defaultGraph"), default)
    yield ox.Triple(default, _RDF_TYPE, _name("sd", "Graph"))
    yield ox.Triple(default, _name("void", "triples"), ox.Literal(len(holdings.raw)))


def void(holdings: Holdings, home: str) -> Iterator[ox.Triple]:
    """What the data are: counts by class and property, where to ask and to load them.

    The default graph, the core, is a part of its own.
    """
    this, core = (_node(f"{home}/.well-known/void#{name}") for name in ("dataset", "core"))
    yield ox.Triple(this, _RDF_TYPE, _name("void", "Dataset"))
    yield ox.Triple(
        this, _TITLE, ox.Literal("diplograph: a graph of diplomatic news", language="en")
    )
    yield ox.Triple(this, _name("void", "sparqlEndpoint"), _node(f"{home}/sparql"))
    yield ox.Triple(this, _name("void", "uriSpace"), ox.Literal("https://w3id.org/diplograph/id/"))
    yield ox.Triple(
        this, _name("void", "vocabulary"), _node("https://w3id.org/diplograph/ontology#")
    )
    yield ox.Triple(this, _name("void", "triples"), ox.Literal(len(holdings.raw)))
    yield from _partitions(this, home, "class", holdings.store.query(_CLASSES).rows, "entities")
    properties = holdings.raw.query(_PROPERTIES)
    assert isinstance(properties, ox.QuerySolutions)
    counted = [(row["p"], row["n"]) for row in properties]
    yield ox.Triple(this, _name("void", "subset"), core)
    yield ox.Triple(core, _RDF_TYPE, _name("void", "Dataset"))
    yield ox.Triple(core, _name("void", "dataDump"), _node(f"{home}/store?default"))
    triples = sum(int(n.value) for _, n in counted)
    yield ox.Triple(core, _name("void", "triples"), ox.Literal(triples))
    yield from _partitions(core, home, "property", counted, "triples")


def _partitions(
    this: ox.NamedNode, home: str, kind: str, rows: Iterable[Iterable[Any]], counts: str
) -> Iterator[ox.Triple]:
    for number, (what, n) in enumerate(rows, 1):
        part = _node(f"{home}/.well-known/void#{kind}-{number}")
        assert isinstance(what, ox.NamedNode)
        assert isinstance(n, ox.Literal)
        yield ox.Triple(this, _name("void", f"{kind}Partition"), part)
        yield ox.Triple(part, _name("void", kind), what)
        yield ox.Triple(part, _name("void", counts), n)
