"""Quads to text, the same bytes whatever order they come in.

Statements are sorted by graph, subject, predicate (``rdf:type`` first) and object, and doubles are
dropped. Literals are written as they are. There are no blank nodes to name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Any, BinaryIO, Literal, TypeAlias, TypeVar

import pyoxigraph as ox

from kg.model.graph import BASE
from kg.rdf.jsonld import write_json
from kg.rdf.sorting import key
from kg.rdf.terms import prefixes

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
        write_json(_sorted_triples(statements), to, base)
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
