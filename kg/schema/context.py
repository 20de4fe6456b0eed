"""``context.jsonld``: names for JSON-LD, with what their values are."""

from __future__ import annotations

import json
from typing import Any

from kg.rdf import terms
from kg.schema.source import Source
from kg.schema.statements import prefixed
from kg.schema.values import KINDS


def context(source: Source) -> str:
    """The context as JSON: prefixes, then classes, then properties.

    Prefixes of paths such as ``office:`` stay out, as properties have their names. Nothing in it is
    newer than JSON-LD 1.0, so that older readers take it too.
    """
    paths = {*terms.KINDS, *terms.SCHEMES}
    names: dict[str, Any] = {p: iri for p, iri in sorted(terms.PREFIXES.items()) if p not in paths}
    names |= {name: f"dip:{name}" for name in sorted(source.all_classes)}
    properties = {role: _reference(f"dip:{role}") for role in source.roles}
    for name, own in source.properties.items():
        properties[name] = _property(prefixed(name), own.range)
    for name, borrowed in source.borrowed.items():
        if name.partition(":")[0] not in ("rdf", "prov"):
            properties[name.partition(":")[2]] = _property(name, borrowed.range)
    document = {"@context": {**names, **dict(sorted(properties.items()))}}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _property(iri: str, range_: tuple[str, ...] | str) -> dict[str, Any]:
    if not isinstance(range_, str) or range_ not in KINDS:
        return _reference(iri)
    datatype = KINDS[range_].datatype
    if datatype == "rdf:langString":
        return {"@id": iri, "@container": "@language"}
    return {"@id": iri} if datatype == "xsd:string" else {"@id": iri, "@type": datatype}


def _reference(iri: str) -> dict[str, Any]:
    return {"@id": iri, "@type": "@id"}
