"""Quads to text, the same bytes whatever order they come in.

Statements are sorted by graph, subject, predicate (``rdf:type`` first) and object, and doubles are
dropped. Literals are written as they are. There are no blank nodes to name.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any, BinaryIO, Literal, TypeAlias, TypeVar

import pyoxigraph as ox

from kg.model.graph import BASE
from kg.rdf.sorting import key
from kg.rdf.terms import RDF_TYPE, prefixes

Format: TypeAlias = Literal["ttl", "trig", "nt", "nq", "jsonld"]
Statement: TypeAlias = ox.Triple | ox.Quad

_DEFAULT = ox.DefaultGraph()
#: Statements written at a time; a subject, or a named graph, is never cut in two.
_CHUNK = 50_000
_OXIGRAPH = {
    "ttl": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "nt": ox.RdfFormat.N_TRIPLES,
    "nq": ox.RdfFormat.N_QUADS,
}


def write(statements: Iterable[Statement], to: BinaryIO, fmt: Format, *, base: str = BASE) -> None:
    """Write statements to a binary file.

    ``ttl``, ``nt`` and ``jsonld`` flatten named graphs into one; ``trig`` and ``nq`` keep them.
    Raises KeyError for another format.
    """
    if fmt in ("trig", "nq"):
        write_sorted(_sorted_quads(statements), to, fmt, base=base)
    elif fmt == "jsonld":
        _write_json(_sorted_triples(statements), to, base)
    else:
        write_sorted(_sorted_triples(statements), to, fmt, base=base)


def _sorted_triples(statements: Iterable[Statement]) -> list[ox.Triple]:
    return in_order(s.triple if isinstance(s, ox.Quad) else s for s in statements)


def _sorted_quads(statements: Iterable[Statement]) -> list[ox.Quad]:
    graphs: dict[object, list[ox.Quad]] = defaultdict(list)
    for statement in statements:
        if isinstance(statement, ox.Triple):
            statement = ox.Quad(statement.subject, statement.predicate, statement.object)
        graphs[statement.graph_name].append(statement)
    default = graphs.pop(_DEFAULT, [])
    named = (graphs[name] for name in sorted(graphs, key=str))
    return [quad for quads in (default, *named) for quad in in_order(quads)]


_AnyStatement = TypeVar("_AnyStatement", ox.Triple, ox.Quad)


def in_order(statements: Iterable[_AnyStatement]) -> list[_AnyStatement]:
    """The statements of one graph in order, each once."""
    by_key = {key(s): s for s in statements}
    return [by_key[k] for k in sorted(by_key)]


def write_sorted(ordered: Iterable[Any], to: BinaryIO, fmt: Format, *, base: str = BASE) -> None:
    """Write statements that are in order, each once, without holding them; not as ``jsonld``."""
    names = prefixes(base) if fmt in ("ttl", "trig") else {}
    to.write("".join(f"@prefix {n}: <{i}> .\n" for n, i in sorted(names.items())).encode())
    for chunk in _chunks(ordered, _named_graph if fmt == "trig" else _subject):
        data = ox.serialize(chunk, format=_OXIGRAPH[fmt], prefixes=names or None)
        assert data is not None
        # Oxigraph's own header goes, as its order is not promised.
        to.write(data.split(b"\n", len(names))[-1])


def _subject(statement: Statement) -> object:
    return statement.subject


def _named_graph(quad: ox.Quad) -> object:
    return quad.subject if quad.graph_name == _DEFAULT else quad.graph_name


def _chunks(ordered: Iterable[Any], unit: Callable[[Any], object]) -> Iterator[list[Any]]:
    chunk: list[Any] = []
    for _, group in groupby(ordered, key=unit):
        chunk += group
        if len(chunk) >= _CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _write_json(triples: list[ox.Triple], to: BinaryIO, base: str) -> None:
    """JSON-LD 1.1 with the prefixes as context, one node a line."""
    names = dict(sorted(prefixes(base).items()))
    compact = _compactor(names)
    nodes = [
        json.dumps(_node(list(group), compact), ensure_ascii=False)
        for _, group in groupby(triples, key=_subject)
    ]
    head = json.dumps(names, ensure_ascii=False)
    to.write(f'{{"@context": {head},\n"@graph": [\n'.encode())
    to.write(",\n".join(nodes).encode())
    to.write(b"\n]}\n")


def _compactor(names: Mapping[str, str]) -> Callable[[str], str]:
    by_length = sorted(names.items(), key=lambda item: -len(item[1]))

    def compact(iri: str) -> str:
        for prefix, namespace in by_length:
            if iri.startswith(namespace) and not iri.startswith("//", len(namespace)):
                return f"{prefix}:{iri[len(namespace) :]}"
        return iri

    return compact


def _node(triples: list[ox.Triple], compact: Callable[[str], str]) -> dict[str, Any]:
    node: dict[str, Any] = {"@id": compact(_iri(triples[0].subject))}
    for triple in triples:
        if triple.predicate == RDF_TYPE:
            node.setdefault("@type", []).append(compact(_iri(triple.object)))
        else:
            node.setdefault(compact(triple.predicate.value), []).append(
                _value(triple.object, compact)
            )
    return {k: v[0] if isinstance(v, list) and len(v) == 1 else v for k, v in node.items()}


def _iri(node: object) -> str:
    assert isinstance(node, ox.NamedNode)
    return node.value


def _value(object_: object, compact: Callable[[str], str]) -> dict[str, str] | str:
    if not isinstance(object_, ox.Literal):
        return {"@id": compact(_iri(object_))}
    if object_.language:
        return {"@value": object_.value, "@language": object_.language}
    datatype = compact(object_.datatype.value)
    if datatype == "xsd:string":
        return object_.value
    return {"@value": object_.value, "@type": datatype}
