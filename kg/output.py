"""A resolved graph on disk: the files that users load, and the store that they ask."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

import pyoxigraph as ox

from kg import rdf
from kg.ledger import Ledger
from kg.model.graph import Graph
from kg.rdf.write import write
from kg.store.oxigraph import OxigraphStore
from kg.store.protocol import plain
from kg.store.snapshots import publish

#: The files of a build that users load.
FILES = ("core.ttl", "evidence.ttl", "all.trig")
#: With more graphs to change than this share, a store is filled anew: transactions are slower.
_REFILL = 0.2
#: Key of the core among the graphs' digests.
_CORE = ""


def is_complete(folder: Path) -> bool:
    """Whether a build left all its files in ``folder``."""
    return all((folder / name).is_file() for name in FILES)


def write_files(core: list[ox.Triple], reports: list[ox.Quad], folder: Path) -> None:
    """Write the files that users load; each appears only when it is complete."""
    both: list[ox.Triple | ox.Quad] = [*core, *reports]
    contents: dict[str, Iterable[ox.Triple | ox.Quad]] = {
        "core.ttl": core,
        "evidence.ttl": reports,
        "all.trig": both,
    }
    for name, statements in contents.items():
        fresh = folder / (name + ".new")
        with fresh.open("wb") as file:
            write(statements, file, "trig" if name.endswith(".trig") else "ttl")
        os.replace(fresh, folder / name)


def fill_store(core: list[ox.Triple], reports: list[ox.Quad], ledger: Ledger, folder: Path) -> None:
    """Bring the store under ``folder`` to this graph, and publish a snapshot of it.

    Only graphs whose digest changed are written, each in one transaction; a kill in between leaves
    digests that say so, and the next build goes on.
    """
    graphs = {str(plain(graph)): list(quads) for graph, quads in groupby(reports, _graph)}
    wanted = {name: _digest(quads) for name, quads in graphs.items()}
    wanted[_CORE] = _digest(core)
    held = ledger.graph_digests() if (folder / "store").is_dir() else {}
    changed = {n for n in wanted.keys() | held.keys() if wanted.get(n) != held.get(n)}
    if len(changed) > _REFILL * len(wanted):
        ledger.record_graphs({})
        store = OxigraphStore.create(folder / "store", [*map(_default, core), *reports])
    else:
        store = OxigraphStore.open(folder / "store")
        for name in sorted(changed - {_CORE}):
            store.replace_graph(name, graphs.get(name, ()))
        if _CORE in changed:
            store.replace_core(core)
    publish(store, folder)
    ledger.record_graphs(wanted)


def _graph(quad: ox.Quad) -> ox.NamedNode:
    assert isinstance(quad.graph_name, ox.NamedNode)
    return quad.graph_name


def _default(triple: ox.Triple) -> ox.Quad:
    return ox.Quad(triple.subject, triple.predicate, triple.object)


def _digest(statements: Iterable[ox.Triple | ox.Quad]) -> str:
    digest = hashlib.sha256()
    for line in sorted(map(str, statements)):
        digest.update(line.encode())
    return digest.hexdigest()[:16]


def write_graph(graph: Graph, ledger: Ledger, folder: Path) -> None:
    """Write files and store of ``graph`` under ``folder``."""
    core, reports = list(rdf.core(graph)), list(rdf.reports(graph))
    write_files(core, reports, folder)
    fill_store(core, reports, ledger, folder)
