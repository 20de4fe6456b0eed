"""The store on this machine: Oxigraph over RocksDB on disk, or in memory.

One process writes; readers open a snapshot (see :mod:`kg.store.snapshots`), as reading the
writer's own folder while it writes is undefined.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pyoxigraph as ox

from kg.errors import QueryError, StoreError
from kg.rdf.terms import PREFIXES
from kg.store.binding import bind
from kg.store.protocol import Results, Term


class OxigraphStore:
    """The :class:`kg.store.protocol.Store` over pyoxigraph."""

    def __init__(self, store: ox.Store, path: Path | None = None) -> None:
        self._store = store
        self._path = path

    @classmethod
    def memory(cls, quads: Iterable[ox.Quad] = ()) -> OxigraphStore:
        """A store in memory that holds ``quads``."""
        store = ox.Store()
        store.bulk_extend(quads)
        return cls(store)

    @classmethod
    def open(cls, path: Path) -> OxigraphStore:
        """Open the store at ``path`` to write, made anew where there is none.

        Raises StoreError where another process writes to it, or its files are broken.
        """
        try:
            return cls(ox.Store(str(path)), path)
        except OSError as error:
            raise StoreError(f"{path}: cannot be opened to write ({error})") from error

    @classmethod
    def read_only(cls, path: Path) -> OxigraphStore:
        """Open the store at ``path`` to read; no process may be writing to it.

        Raises StoreError where there is none.
        """
        try:
            return cls(ox.Store.read_only(str(path)), path)
        except OSError as error:
            raise StoreError(f"{path}: cannot be read ({error})") from error

    @classmethod
    def create(cls, path: Path, quads: Iterable[ox.Quad]) -> OxigraphStore:
        """Put a store of ``quads`` in place of whatever lies at ``path``.

        The old one stays until the new one is complete.
        """
        fresh = path.with_name(path.name + ".new")
        shutil.rmtree(fresh, ignore_errors=True)
        store = ox.Store(str(fresh))
        store.bulk_extend(quads)
        store.flush()
        del store
        old = path.with_name(path.name + ".old")
        shutil.rmtree(old, ignore_errors=True)
        if path.exists():
            path.rename(old)
        fresh.rename(path)
        shutil.rmtree(old, ignore_errors=True)
        return cls.open(path)

    def replace_graph(self, graph: str, quads: Iterable[ox.Quad]) -> None:
        """Make ``quads`` the whole content of the named graph ``graph``, in one transaction."""
        node = ox.NamedNode(graph)
        self._replace(node, {ox.Quad(q.subject, q.predicate, q.object, node) for q in quads})

    def replace_core(self, triples: Iterable[ox.Triple]) -> None:
        """Make ``triples`` the whole content of the default graph, in one transaction."""
        default = ox.DefaultGraph()
        self._replace(
            default, {ox.Quad(t.subject, t.predicate, t.object, default) for t in triples}
        )

    def _replace(self, graph: ox.NamedNode | ox.DefaultGraph, new: set[ox.Quad]) -> None:
        old = set(self._store.quads_for_pattern(None, None, None, graph))
        steps = [
            f"{verb} DATA {{ {_block(graph, quads)} }}"
            for verb, quads in (("DELETE", old - new), ("INSERT", new - old))
            if quads
        ]
        if steps:
            self._store.update(" ;\n".join(steps))

    def query(
        self,
        sparql: str,
        *,
        bindings: Mapping[str, Term] | None = None,
        timeout: float | None = None,
    ) -> Results:
        """Answer a SPARQL 1.1 query over the union of all graphs.

        With a ``timeout`` (seconds) the query runs in a process of its own that is killed at the
        limit; a store in memory cannot be limited. Raises QueryError.
        """
        if timeout is not None and self._path is not None:
            from kg.store.limited import query_limited

            return query_limited(self._path, sparql, bindings or {}, timeout)
        try:
            found = self._store.query(
                bind(sparql, bindings or {}),
                prefixes=dict(PREFIXES),
                use_default_graph_as_union=True,
            )
            return _results(found)
        except SyntaxError as error:
            raise QueryError(f"the query does not parse: {error}") from error
        except (OSError, ValueError, RuntimeError) as error:
            raise QueryError(f"the query cannot be answered: {error}") from error

    def graphs(self) -> Iterator[str]:
        """IRIs of the named graphs, sorted."""
        return iter(sorted(g.value for g in self._store.named_graphs()))

    def quads(self) -> Iterator[ox.Quad]:
        """All quads, of the core and of every named graph."""
        return iter(self._store.quads_for_pattern(None, None, None, None))

    def core(self) -> Iterator[ox.Quad]:
        """The quads of the default graph."""
        return iter(self._store.quads_for_pattern(None, None, None, ox.DefaultGraph()))

    def graph(self, name: str) -> Iterator[ox.Quad]:
        """The quads of one named graph."""
        return iter(self._store.quads_for_pattern(None, None, None, ox.NamedNode(name)))

    def snapshot(self, to: Path) -> None:
        """Write a copy of hard links that readers may open while this store is written to."""
        self._store.flush()
        self._store.backup(str(to))


def _block(graph: ox.NamedNode | ox.DefaultGraph, quads: Iterable[ox.Quad]) -> str:
    lines = " .\n".join(str(q.triple) for q in quads)
    return lines if isinstance(graph, ox.DefaultGraph) else f"GRAPH {graph} {{ {lines} }}"


def _results(found: object) -> Results:
    if isinstance(found, ox.QueryBoolean):
        return Results("ask", answer=bool(found))
    if isinstance(found, ox.QueryTriples):
        return Results("construct", triples=tuple(found))
    assert isinstance(found, ox.QuerySolutions)
    variables = tuple(v.value for v in found.variables)
    return Results("select", variables, tuple(tuple(row) for row in found))
