"""Where an ontology leaves OWL 2 RL.

Method: W3C, OWL 2 Web Ontology Language Profiles (Second Edition), section 4, for an ontology
without class expressions. What remains to be checked are the datatypes (4.2), that each term is
declared, and as one thing, and that the reserved vocabulary is left alone (OWL 2 Structural
Specification, 2.4 and 5.8).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kg.rdf.terms import RDF_TYPE
from kg.schema.sample import compact

#: Datatypes of OWL 2 RL that we may have use for.
_DATATYPES = frozenset(
    {"anyURI", "boolean", "dateTime", "decimal", "integer", "nonNegativeInteger", "string"}
)
_RESERVED = ("rdf", "rdfs", "owl", "xsd")
_KINDS = ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty")
_CONSTRUCTS = frozenset({"Ontology", "NamedIndividual", "inverseOf", *_KINDS})
#: Predicates whose objects are declared terms.
_BETWEEN_TERMS = ("subClassOf", "subPropertyOf", "domain", "range")


def departures(triples: Iterable[ox.Triple]) -> list[str]:
    """One line for each way in which the ontology leaves the profile, sorted."""
    return sorted(set(_departures(list(triples))))


def _departures(triples: list[ox.Triple]) -> Iterator[str]:
    declared = _declarations(triples)
    for term, kinds in declared.items():
        if len(kinds) > 1:
            yield f"{term} declared as {' and '.join(sorted(kinds))}"
    for triple in triples:
        if isinstance(triple.subject, ox.BlankNode) or isinstance(triple.object, ox.BlankNode):
            yield "a blank node"
            continue
        predicate, object_ = compact(triple.predicate), compact(triple.object)
        yield from _construct(predicate)
        if triple.predicate == RDF_TYPE:
            yield from _construct(object_)
        elif not _reserved(predicate) and predicate not in declared:
            yield f"{predicate} undeclared"
        if predicate in {f"rdfs:{name}" for name in _BETWEEN_TERMS}:
            yield from _object(predicate, object_, declared)


def _declarations(triples: list[ox.Triple]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for triple in triples:
        kind = compact(triple.object).removeprefix("owl:")
        if triple.predicate == RDF_TYPE and kind in _KINDS:
            found[compact(triple.subject)].add(kind)
    return found


def _construct(name: str) -> Iterator[str]:
    if name.startswith("owl:") and name.removeprefix("owl:") not in _CONSTRUCTS:
        yield f"{name} used"


def _object(predicate: str, object_: str, declared: dict[str, set[str]]) -> Iterator[str]:
    if object_.startswith("xsd:"):
        if object_.removeprefix("xsd:") not in _DATATYPES:
            yield f"{object_} as {predicate}"
    elif _reserved(object_):
        yield f"{object_} as {predicate}"
    elif object_ not in declared:
        yield f"{object_} undeclared"


def _reserved(name: str) -> bool:
    return name.partition(":")[0] in _RESERVED
