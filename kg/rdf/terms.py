"""Namespaces and prefixes, and the terms built on them."""

from __future__ import annotations

from functools import lru_cache

from pyoxigraph import Literal, NamedNode

from kg.model.graph import BASE

#: Kinds of node that have a path of their own under the base; each gets a prefix.
KINDS = (
    "activity", "agreement", "article", "claim", "entity-report", "event", "event-report",
    "evidence", "graph", "holding", "office", "office-report", "organization", "person", "place",
    "quantity", "source", "state", "statement",
)  # fmt: skip

#: Schemes of controlled values; each gets a prefix, ``status:held``.
SCHEMES = (
    "assertion", "holding-status", "invitation-status", "metric", "modality", "rank",
    "review-status", "salience", "status", "topic", "unit",
)  # fmt: skip

_VOCABULARIES = {
    "dcterms": "http://purl.org/dc/terms/",
    "dip": "https://w3id.org/diplograph/ontology#",
    "dips": "https://w3id.org/diplograph/scheme/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "m8g": "http://data.europa.eu/m8g/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "time": "http://www.w3.org/2006/time#",
    "wd": "http://www.wikidata.org/entity/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def prefixes(base: str = BASE) -> dict[str, str]:
    """Prefix → namespace; a path comes before the namespace that it lies in."""
    kinds = {kind: f"{base}{kind}/" for kind in KINDS}
    schemes = {scheme: f"{_VOCABULARIES['dips']}{scheme}/" for scheme in SCHEMES}
    return {**kinds, **schemes, "id": base, **_VOCABULARIES}


#: Prefixes of the default base.
PREFIXES = prefixes()

RDF_TYPE = NamedNode(_VOCABULARIES["rdf"] + "type")
_DATE = NamedNode(_VOCABULARIES["xsd"] + "date")
_DECIMAL = NamedNode(_VOCABULARIES["xsd"] + "decimal")
_INTEGER = NamedNode(_VOCABULARIES["xsd"] + "integer")
_BOOLEAN = NamedNode(_VOCABULARIES["xsd"] + "boolean")


@lru_cache(maxsize=4096)
def term(name: str) -> NamedNode:
    """The IRI behind a prefixed name of a vocabulary, ``dip:status`` or ``dips:status/held``."""
    prefix, _, local = name.partition(":")
    return NamedNode(_VOCABULARIES[prefix] + local)


def date(value: str) -> Literal:
    """An ISO day as xsd:date."""
    return Literal(value, datatype=_DATE)


def decimal(value: float) -> Literal:
    """A number as xsd:decimal in its shortest form without exponent."""
    from decimal import Decimal

    text = format(Decimal(repr(value)), "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return Literal("0" if text == "-0" else text, datatype=_DECIMAL)


def integer(value: int) -> Literal:
    """A whole number as xsd:integer."""
    return Literal(str(value), datatype=_INTEGER)


def boolean(value: bool) -> Literal:
    """A truth value as xsd:boolean."""
    return Literal("true" if value else "false", datatype=_BOOLEAN)


@lru_cache(maxsize=4096)
def value(scheme: str, name: str) -> NamedNode:
    """The IRI of a controlled value."""
    return NamedNode(f"{_VOCABULARIES['dips']}{scheme}/{name}")


class Minter:
    """Local ids → IRIs under one base."""

    def __init__(self, base: str = BASE) -> None:
        self._base = base
        self._known: dict[str, NamedNode] = {}

    def __call__(self, local_id: str) -> NamedNode:
        """The IRI of a local id."""
        if local_id not in self._known:
            self._known[local_id] = NamedNode(self._base + local_id)
        return self._known[local_id]
