"""What follows from facts: the rules of ``schemas/rules``, SPARQL queries that construct triples.

They run one after another in the order of their file names, each over the facts and over all that
the rules before it gave, beside the hierarchy of classes and roles in the ontology.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import pyoxigraph as ox

from kg.rdf.terms import RDF_TYPE, term
from kg.resources import folder

_CURIE = re.compile(r"\b(?:dip|rdf|rdfs|schema):\w+")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its name (``office-on-date``), what it says in English, and its query."""

    name: str
    says: str
    sparql: str


@cache
def rules() -> tuple[Rule, ...]:
    """All rules, in the order in which they run."""
    return tuple(
        _rule(path.stem.partition("-")[2], path.read_text(encoding="utf-8"))
        for path in sorted((folder("schemas") / "rules").glob("*.rq"))
    )


def _rule(name: str, text: str) -> Rule:
    lines = text.splitlines()
    says = " ".join(line[1:].strip() for line in lines if line.startswith("#"))
    query = "\n".join(line for line in lines if not line.startswith("#")).strip() + "\n"
    return Rule(name, says, query)


def infer(
    told: Iterable[ox.Triple], beside: Iterable[ox.Triple] = (), *, using: Iterable[Rule] = ()
) -> set[ox.Triple]:
    """What follows from the facts ``told`` and is not among them.

    ``beside`` are statements that the rules may look at though they are no facts, as who acts on
    whose behalf; ``using`` are the rules, by default all.
    """
    chosen = tuple(using) or rules()
    looked_at = {RDF_TYPE, *(term(c) for rule in chosen for c in _CURIE.findall(rule.sparql))}
    store = ox.Store()
    store.bulk_extend(map(_quad, (*_hierarchy(), *(t for t in beside if t.predicate in looked_at))))
    store.bulk_extend(_quad(t) for t in told if t.predicate in looked_at or _is_role(t))
    found: set[ox.Triple] = set()
    for rule in chosen:
        given = store.query(rule.sparql)
        assert isinstance(given, ox.QueryTriples)
        new = {t for t in given if _quad(t) not in store}
        store.extend(map(_quad, new))
        found |= new
    return found


def _quad(triple: ox.Triple) -> ox.Quad:
    return ox.Quad(triple.subject, triple.predicate, triple.object)


@cache
def _hierarchy() -> tuple[ox.Triple, ...]:
    """Which class lies under which, and which property."""
    above = (term("rdfs:subClassOf"), term("rdfs:subPropertyOf"))
    ontology = ox.parse(path=folder("schemas") / "ontology.ttl", format=ox.RdfFormat.TURTLE)
    return tuple(quad.triple for quad in ontology if quad.predicate in above)


@cache
def _roles() -> frozenset[ox.NamedNode]:
    involves = term("dip:involves")
    return frozenset(
        t.subject
        for t in _hierarchy()
        if t.object == involves and isinstance(t.subject, ox.NamedNode)
    )


def _is_role(triple: ox.Triple) -> bool:
    return triple.predicate in _roles()
