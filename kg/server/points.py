"""Point look-ups: queries of one triple pattern about one node, answered without a query engine.

Parsing and planning such a query takes the engine six times as long as finding its answer. What is
recognised here is a strict part of SPARQL: ``SELECT`` of variables, one pattern of IRIs and
variables whose subject is given, perhaps ``PREFIX`` before it and ``LIMIT`` after it. The answer
has the engine's rows in the engine's order, byte for byte; for all else, and where this is not
certain, the engine is asked. The work is bounded by what is said of one node.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from json.encoder import encode_basestring as quoted

import pyoxigraph as ox

from kg.rdf.terms import PREFIXES, RDF_TYPE
from kg.server.holdings import Holdings
from kg.server.wire import Sink

#: Rows of an answer, and quads looked at, at most.
_MOST = 500
_STRING = "http://www.w3.org/2001/XMLSchema#string"
_S = r"[ \t\r\n]"
#: An absolute IRI that resolution leaves as it is.
_IRI = r"<[A-Za-z][A-Za-z0-9+-]*:(?![.])(?:[^\x00-\x20<>\"{}|^`\\/]|/(?![.]))*>"
_NAME = r"[A-Za-z][A-Za-z0-9_-]*:[A-Za-z][A-Za-z0-9_-]*"
_VARIABLE = r"[?$][A-Za-z_][A-Za-z0-9_]*"
_NODE = rf"{_IRI}|{_NAME}"
_QUERY = re.compile(
    rf"{_S}*(?P<prologue>(?:(?i:PREFIX){_S}+[A-Za-z][A-Za-z0-9_-]*:{_S}*{_IRI}{_S}*)*)"
    rf"(?i:SELECT){_S}+(?P<select>{_VARIABLE}(?:{_S}+{_VARIABLE})*){_S}*(?:(?i:WHERE){_S}*)?"
    rf"\{{{_S}*(?P<s>{_NODE}){_S}+(?P<p>{_NODE}|{_VARIABLE}|a){_S}+(?P<o>{_NODE}|{_VARIABLE}){_S}*"
    rf"(?:[.]{_S}*)?\}}{_S}*"
    rf"(?:(?i:LIMIT){_S}+(?P<limit>[0-9]{{1,6}}){_S}*)?(?:\#[^\r\n\\]*)?"
)
_PREFIX = re.compile(rf"([A-Za-z0-9_-]+):{_S}*<([^>]*)>")
_LONGEST = 4000


@dataclass(frozen=True, slots=True)
class Point:
    """A look-up: the variables asked for, the pattern, and how many rows are wanted.

    A term is ``?name`` or an IRI.
    """

    select: tuple[str, ...]
    pattern: tuple[str, str, str]
    limit: int

    @classmethod
    def of(cls, query: str) -> Point | None:
        """The look-up that ``query`` is, or None where it is none."""
        found = _QUERY.fullmatch(query) if len(query) <= _LONGEST else None
        if found is None:
            return None
        names: Mapping[str, str] = PREFIXES
        if found["prologue"]:
            names = {**PREFIXES, **dict(_PREFIX.findall(found["prologue"]))}
        select = tuple(variable[1:] for variable in found["select"].split())
        pattern = [_term(found[part], names) for part in "spo"]
        variables = [term[1:] for term in pattern if term[:1] == "?"]
        if (
            not all(pattern)
            or len(set(variables)) != len(variables)
            or len(set(select)) != len(select)
            or not set(select) <= set(variables)
        ):
            return None
        limit = min(int(found["limit"] or _MOST + 1), _MOST + 1)
        return cls(select, (pattern[0], pattern[1], pattern[2]), limit)


def _term(text: str, names: Mapping[str, str]) -> str:
    """A term as :class:`Point` has it; empty where its prefix is not known."""
    if text[0] == "<":
        return text[1:-1]
    if text[0] in "?$":
        return "?" + text[1:]
    if text == "a":
        return RDF_TYPE.value
    prefix, _, local = text.partition(":")
    return names[prefix] + local if prefix in names else ""


def points(holdings: Holdings, job: Mapping[str, object], sink: Sink) -> dict[str, object]:
    """The job ``points``: answers to all that are ``asked``, one after another.

    The head's ``sizes`` has the bytes of each; None where the engine must be asked.
    """
    asked = job["asked"]
    assert isinstance(asked, list)
    sizes: list[int | None] = []
    for select, pattern, limit in asked:
        body = answer(holdings.raw, Point(tuple(select), tuple(pattern), limit))
        sizes.append(None if body is None else len(body))
        sink.write(body or b"")
    return {"status": 200, "sizes": sizes}


def answer(store: ox.Store, point: Point) -> bytes | None:
    """The rows as SPARQL results in JSON; None where the engine must be asked."""
    try:
        nodes = [None if term[0] == "?" else _node(term) for term in point.pattern]
    except ValueError:
        return None
    s, p, o = nodes
    quads = store.quads_for_pattern(s, p, o, None)
    found = list(islice(quads, point.limit))
    if len(found) > _MOST:
        return None
    places = {term[1:]: _PLACES[n] for n, term in enumerate(point.pattern) if term[0] == "?"}
    columns = [(f"{quoted(name)}:", places[name]) for name in point.select]
    try:
        rows = ["{" + ",".join(_cells(columns, quad)) + "}" for quad in found]
    except TypeError:
        return None
    head = ",".join(map(quoted, point.select))
    text = f'{{"head":{{"vars":[{head}]}},"results":{{"bindings":[{",".join(rows)}]}}}}'
    return text.encode()


_PLACES = ("subject", "predicate", "object")


@lru_cache(maxsize=1024)
def _node(iri: str) -> ox.NamedNode:
    return ox.NamedNode(iri)


def _cells(columns: list[tuple[str, str]], quad: ox.Quad) -> Iterator[str]:
    for name, place in columns:
        yield name + _json(getattr(quad, place))


def _json(term: object) -> str:
    """A term in JSON. Raises TypeError for what is neither IRI nor plain literal."""
    if isinstance(term, ox.NamedNode):
        return f'{{"type":"uri","value":{quoted(term.value)}}}'
    if not isinstance(term, ox.Literal) or term.direction is not None:
        raise TypeError
    start = f'{{"type":"literal","value":{quoted(term.value)}'
    if term.language:
        return f'{start},"xml:lang":{quoted(term.language)}}}'
    kind = term.datatype.value
    return start + ("}" if kind == _STRING else f',"datatype":{quoted(kind)}}}')
