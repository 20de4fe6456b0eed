"""Triples as JSON-LD in the names of the project's context, which the file carries with it.

Reading needs no network, and no more than JSON-LD 1.0: terms, prefixes, coercion and language maps.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import groupby
from typing import Any, BinaryIO

import pyoxigraph as ox

from kg.rdf.terms import PREFIXES, RDF_TYPE
from kg.resources import folder

_XSD = PREFIXES["xsd"]
_STRING = _XSD + "string"


def write_json(ordered: Iterable[ox.Triple], to: BinaryIO, base: str) -> None:
    """Write triples that are sorted by subject: the context, then one node a line."""
    names = {**_context(), "id": base}
    terms = _Terms(names)
    head = json.dumps(names, ensure_ascii=False)
    to.write(f'{{"@context": {head},\n"@graph": ['.encode())
    between = "\n"
    for _, group in groupby(ordered, key=_subject):
        to.write((between + json.dumps(terms.node(list(group)), ensure_ascii=False)).encode())
        between = ",\n"
    to.write(b"\n]}\n")


@cache
def _context() -> Mapping[str, Any]:
    text = (folder("schemas") / "context.jsonld").read_text(encoding="utf-8")
    found: Mapping[str, Any] = json.loads(text)["@context"]
    return found


def _subject(triple: ox.Triple) -> object:
    return triple.subject


class _Terms:
    """The names of a context, to write with."""

    def __init__(self, context: Mapping[str, Any]) -> None:
        spaces = {n: v for n, v in context.items() if isinstance(v, str) and v[-1] in "/#"}
        self._spaces = sorted(spaces.items(), key=lambda item: -len(item[1]))
        self._classes = {
            self._full(iri, spaces): name
            for name, iri in context.items()
            if isinstance(iri, str) and name not in spaces
        }
        self._properties = {
            self._full(term["@id"], spaces): (name, self._kind(term, spaces))
            for name, term in context.items()
            if isinstance(term, dict)
        }

    @staticmethod
    def _full(iri: str, spaces: Mapping[str, str]) -> str:
        prefix, _, local = iri.partition(":")
        return spaces[prefix] + local if prefix in spaces else iri

    def _kind(self, term: Mapping[str, str], spaces: Mapping[str, str]) -> str:
        """What values of a term are unless they say otherwise: ``@id``, ``@language``, a type."""
        return term.get("@container") or self._full(term.get("@type", _STRING), spaces)

    def node(self, triples: list[ox.Triple]) -> dict[str, Any]:
        """One subject with all that is said of it."""
        many: dict[str, Any] = defaultdict(list)
        for triple in triples:
            if triple.predicate == RDF_TYPE:
                many["@type"].append(self._class(triple.object))
            else:
                self._say(triple.predicate.value, triple.object, many)
        single = {k: _alone(v) for k, v in many.items()}
        return {"@id": self._iri(_value(triples[0].subject)), **single}

    def _class(self, node: object) -> str:
        return self._classes.get(_value(node)) or self._iri(_value(node))

    def _say(self, predicate: str, object_: object, many: dict[str, Any]) -> None:
        name, kind = self._properties.get(predicate, ("", _STRING))
        if kind != "@language":
            many[name or self._iri(predicate)].append(self._cell(object_, kind))
        elif isinstance(object_, ox.Literal) and object_.language:
            by_language = many.setdefault(name, {})
            by_language.setdefault(object_.language, []).append(object_.value)
        else:
            many[self._iri(predicate)].append(self._cell(object_, _STRING))

    def _cell(self, object_: object, kind: str) -> Any:
        if not isinstance(object_, ox.Literal):
            iri = self._iri(_value(object_))
            return iri if kind == "@id" else {"@id": iri}
        if object_.language:
            return {"@value": object_.value, "@language": object_.language}
        if object_.datatype.value == kind:
            return _native(object_)
        if object_.datatype.value == _STRING:
            return {"@value": object_.value}
        return {"@value": object_.value, "@type": self._iri(object_.datatype.value)}

    def _iri(self, iri: str) -> str:
        for prefix, space in self._spaces:
            if iri.startswith(space) and not iri.startswith("//", len(space)):
                return f"{prefix}:{iri[len(space) :]}"
        return iri


def _native(literal: ox.Literal) -> str | int | bool:
    """A whole number or truth value as JSON has it; all else by its letters, which keeps them."""
    value, type_ = literal.value, literal.datatype.value
    if type_ == _XSD + "boolean" and value in ("true", "false"):
        return value == "true"
    if type_ == _XSD + "integer" and value.isdecimal() and str(int(value)) == value:
        return int(value)
    return value


def _alone(values: Any) -> Any:
    """A value instead of a list of one."""
    if isinstance(values, dict):
        return {key: _alone(value) for key, value in values.items()}
    return values[0] if len(values) == 1 else values


def _value(node: object) -> str:
    assert isinstance(node, ox.NamedNode)
    return node.value
