"""An example of each term: a line of ``sample.ttl``, which shows every property, or of the example
of an event type.
"""

from __future__ import annotations

from collections.abc import Mapping

import pyoxigraph as ox

from kg.errors import VocabularyError
from kg.rdf.terms import PREFIXES, RDF_TYPE
from kg.schema.example import example
from kg.schema.source import Source


def examples(source: Source) -> Mapping[str, str]:
    """Prefixed name of a property or class → a triple that has it, as in Turtle.

    Raises VocabularyError where the sample is no Turtle.
    """
    try:
        quads = list(ox.parse(source.sample, format=ox.RdfFormat.TURTLE))
    except SyntaxError as error:
        raise VocabularyError(f"sample.ttl: {' '.join(str(error).split())}") from error
    triples = sorted((quad.triple for quad in quads), key=_order)
    for name in source.events:
        triples += example(source, name) or ()
    found: dict[str, str] = {}
    for triple in triples:
        shown = triple.object if triple.predicate == RDF_TYPE else triple.predicate
        found.setdefault(compact(shown), _line(triple))
    return found


def compact(term: object) -> str:
    """An IRI by its prefix; anything else as it stands in Turtle."""
    if isinstance(term, ox.Literal):
        return _literal(term)
    iri = str(term).strip("<>")
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return f"<{iri}>"


def _line(triple: ox.Triple) -> str:
    predicate = "a" if triple.predicate == RDF_TYPE else compact(triple.predicate)
    return f"{compact(triple.subject)} {predicate} {compact(triple.object)}"


def _literal(literal: ox.Literal) -> str:
    datatype = compact(literal.datatype)
    if datatype in ("xsd:boolean", "xsd:decimal", "xsd:integer"):
        return literal.value
    text = str(ox.Literal(literal.value))
    if literal.language:
        return f"{text}@{literal.language}"
    return text if datatype == "xsd:string" else f"{text}^^{datatype}"


def _order(triple: ox.Triple) -> tuple[bool, str]:
    """Events first, as they are what the graph is about."""
    return not str(triple.subject).startswith(f"<{PREFIXES['event']}"), str(triple)
