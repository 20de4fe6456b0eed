"""A resolved graph on disk: the files that users load, and the store that they ask.

Statements are made article by article and sorted on disk, so that memory holds the graph, never its
statements.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO, TypeAlias

import pyoxigraph as ox

from kg import rdf
from kg.ledger import Ledger
from kg.model.graph import BASE, Graph
from kg.rdf.sorting import SortedTriples, key
from kg.rdf.write import in_order, write_sorted
from kg.store.oxigraph import OxigraphStore
from kg.store.snapshots import publish

#: The files of a build that users load.
FILES = ("core.ttl", "evidence.ttl", "all.trig")
#: With more graphs to change than this share, a store is filled anew: transactions are slower.
_REFILL = 0.2
#: Key of the core among the graphs' digests.
_CORE = ""
#: What each article says, as a graph of its own, by the IRI of its named graph in their order.
_Said: TypeAlias = Mapping[str, Graph]


def is_complete(folder: Path) -> bool:
    """Whether a build left all its files in ``folder``."""
    return all((folder / name).is_file() for name in FILES)


def write_graph(graph: Graph, ledger: Ledger, folder: Path) -> None:
    """Write files and store of ``graph`` under ``folder``."""
    with TemporaryDirectory(dir=folder, prefix="sorting-") as scratch:
        core, said = SortedTriples(rdf.core(graph), Path(scratch, "core")), _said(graph)
        digests = _write_files(core, said, folder, Path(scratch))
        _fill_store(core, said, digests, ledger, folder)


def _write_files(core: SortedTriples, said: _Said, folder: Path, scratch: Path) -> dict[str, str]:
    """Write the files that users load, each appearing when complete; digests by graph."""
    digests = {_CORE: _digest(core.keys())}
    with _replaced(folder / "core.ttl") as file:
        write_sorted(core, file, "ttl")
    quads = (q for part in said.values() for q in rdf.reports(part))
    evidence = SortedTriples((q.triple for q in quads), scratch / "evidence")
    with _replaced(folder / "evidence.ttl") as file:
        write_sorted(evidence, file, "ttl")
    with _replaced(folder / "all.trig") as file:
        write_sorted(chain(map(_default, core), _digested(said, digests)), file, "trig")
    return digests


@contextmanager
def _replaced(path: Path) -> Iterator[BinaryIO]:
    """A file to write that takes the place of ``path`` when it is complete."""
    fresh = path.with_name(path.name + ".new")
    with fresh.open("wb") as file:
        yield file
    os.replace(fresh, path)


def _said(graph: Graph) -> _Said:
    parts = {
        BASE + article.graph: Graph(articles=(article,), reports=(report,))
        for article, report in zip(graph.articles, graph.reports, strict=True)
    }
    # As in the files: "x-y" comes before "x", as "x" is followed by ">" there.
    return dict(sorted(parts.items(), key=lambda part: part[0] + ">"))


def _digested(said: _Said, digests: dict[str, str]) -> Iterator[ox.Quad]:
    """The quads of all named graphs, in order; notes the digest of each."""
    for name, part in said.items():
        quads = in_order(rdf.reports(part))
        digests[name] = _digest(map(key, quads))
        yield from quads


def _fill_store(
    core: SortedTriples, said: _Said, wanted: Mapping[str, str], ledger: Ledger, folder: Path
) -> None:
    """Bring the store under ``folder`` to this graph, and publish a snapshot of it.

    Only graphs whose digest changed are written, each in one transaction; a kill in between leaves
    digests that say so, and the next build goes on.
    """
    held = ledger.graph_digests() if (folder / "store").is_dir() else {}
    changed = {n for n in wanted.keys() | held.keys() if wanted.get(n) != held.get(n)}
    if len(changed) > _REFILL * len(wanted):
        ledger.record_graphs({})
        quads = (q for part in said.values() for q in rdf.reports(part))
        store = OxigraphStore.create(folder / "store", chain(map(_default, core), quads))
    else:
        store = OxigraphStore.open(folder / "store")
        for name in sorted(changed - {_CORE}):
            store.replace_graph(name, rdf.reports(said[name]) if name in said else ())
        if _CORE in changed:
            store.replace_core(core)
    publish(store, folder)
    ledger.record_graphs(dict(wanted))


def _default(triple: ox.Triple) -> ox.Quad:
    return ox.Quad(triple.subject, triple.predicate, triple.object)


def _digest(keys: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for key_ in keys:
        digest.update(key_.encode())
    return digest.hexdigest()[:16]
