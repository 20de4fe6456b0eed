"""Kinds of literal value: how they are written, and how that is said to a user."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

_MONTH = "-(0[1-9]|1[0-2])"
_DAY = "-(0[1-9]|[12][0-9]|3[01])"
_POINT = f"([0-9]{{4}}({_MONTH}({_DAY})?)?|XXXX{_MONTH}({_DAY})?)"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of value."""

    datatype: str
    #: Follows "it is" in a message.
    says: str
    #: SHACL facets: ``sh:pattern`` a regular expression, ``sh:minInclusive`` … a number.
    facets: Mapping[str, str | int] = field(default_factory=dict)


#: What ``range`` of a property may name beside classes and schemes.
KINDS: Mapping[str, Kind] = {
    "xsd:boolean": Kind("xsd:boolean", "true or false"),
    "xsd:date": Kind("xsd:date", "a day, such as 2025-11-14, as xsd:date"),
    "xsd:decimal": Kind("xsd:decimal", "a number, as xsd:decimal"),
    "xsd:string": Kind("xsd:string", "text without a language tag"),
    "text": Kind("rdf:langString", "text tagged en, ru, kk or uz"),
    "edtf": Kind(
        "xsd:string",
        "a date in EDTF, such as 2025-11-14/2025-11-15, 2023-10, 2022/.. or XXXX-11-14",
        {"sh:pattern": rf"^({_POINT}(/({_POINT}|\.\.))?|\.\./{_POINT})$"},
    ),
    "natural": Kind("xsd:integer", "a whole number from 0 up", {"sh:minInclusive": 0}),
    "positive": Kind("xsd:integer", "a whole number from 1 up", {"sh:minInclusive": 1}),
    "confidence": Kind(
        "xsd:decimal",
        "an xsd:decimal from 0 to 1",
        {"sh:minInclusive": 0, "sh:maxInclusive": 1},
    ),
    "latitude": Kind(
        "xsd:decimal", "degrees from -90 to 90", {"sh:minInclusive": -90, "sh:maxInclusive": 90}
    ),
    "longitude": Kind(
        "xsd:decimal",
        "degrees from -180 to 180",
        {"sh:minInclusive": -180, "sh:maxInclusive": 180},
    ),
    "iso": Kind(
        "xsd:string", "a code of ISO 3166-1 alpha-2, such as KZ", {"sh:pattern": "^[A-Z]{2}$"}
    ),
    "language": Kind("xsd:string", "a language tag, such as ru", {"sh:pattern": "^[a-z]{2,3}$"}),
    "hash": Kind("xsd:string", "a SHA-256 in hexadecimal", {"sh:pattern": "^[0-9a-f]{64}$"}),
    "plover": Kind("xsd:string", "a category of PLOVER, such as CONSULT"),
    "cameo": Kind("xsd:string", "a code of CAMEO with its leading zero, such as 042"),
    "kind": Kind("xsd:string", "a kind of organization, place or agreement, such as igo"),
}


@dataclass(frozen=True, slots=True)
class Node:
    """A kind of node that is no member of a class."""

    says: str
    facets: Mapping[str, str] = field(default_factory=dict)


#: What ``range`` of a property may name for values that are IRIs.
NODES: Mapping[str, Node] = {
    "anything": Node("an IRI"),
    "class": Node("a class of the vocabulary"),
    "type": Node("a type of events or entities"),
    "role": Node("a role, such as dip:guest"),
    "wikidata": Node(
        "an entity of Wikidata",
        {"sh:pattern": r"^http://www\.wikidata\.org/entity/Q[1-9][0-9]*$"},
    ),
}
