"""A graph that conforms: the sample of the vocabulary, and the example of each event type."""

from __future__ import annotations

import rdflib
from rdflib.namespace import RDF, RDFS, SKOS, XSD
from rdflib.term import Literal, URIRef

from kg.rdf.terms import PREFIXES
from kg.schema.example import example
from kg.schema.source import Source

DIP = rdflib.Namespace(PREFIXES["dip"])
ID = rdflib.Namespace(PREFIXES["id"])
_CLASS = {
    "person": ("Person",),
    "state": ("State",),
    "organization": ("Organization",),
    "place": ("City", "Place"),
    "agreement": ("Treaty", "Agreement"),
}


def conforming(source: Source) -> rdflib.Graph:
    """All of it in one graph."""
    graph = rdflib.Graph().parse(data=source.sample, format="turtle")
    for name in source.events:
        add_example(graph, source, name)
    return graph


def add_example(graph: rdflib.Graph, source: Source, name: str) -> None:
    """The example of an event type, with what a build adds to it."""
    facts = example(source, name)
    if facts is None:
        return
    told = rdflib.Graph().parse(data=facts.turtle(name), format="turtle")
    event = next(told.subjects(DIP.status, None))
    for node in {o for o in told.objects() if str(o).startswith(str(ID))}:
        _describe(graph, URIRef(str(node)))
    for lang, label in source.events[name].label.items():
        _label(told, event, label, lang)
    for predicate, value in (
        (DIP.confidence, Literal("1.0", datatype=XSD.decimal)),
        (DIP.sourceCount, Literal(1)),
        (DIP.attributedSourceCount, Literal(0)),
        (DIP.evidence, ID["evidence/e1"]),
        (DIP.mentionedIn, ID["article/a1"]),
    ):
        told.add((event, predicate, value))
    graph += told


def _describe(graph: rdflib.Graph, node: URIRef) -> None:
    kind, _, name = str(node).removeprefix(str(ID)).partition("/")
    for class_ in _CLASS[kind]:
        graph.add((node, RDF.type, DIP[class_]))
    if graph.value(node, SKOS.prefLabel) is None:
        _label(graph, node, name, "en")
    if kind == "state":
        graph.add((node, DIP.iso, Literal(name)))


def _label(graph: rdflib.Graph, node: rdflib.term.Node, text: str, lang: str) -> None:
    graph.add((node, RDFS.label, Literal(text, lang=lang)))
    graph.add((node, SKOS.prefLabel, Literal(text, lang=lang)))
