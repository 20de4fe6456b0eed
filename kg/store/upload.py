"""Bringing a build to a store elsewhere: only graphs that changed, going on where it stopped."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox

from kg.store.oxigraph import OxigraphStore
from kg.store.remote import RemoteStore
from kg.store.snapshots import current

#: Stands for the core among the graphs.
_CORE = ""


def upload(
    folder: Path, address: str, *, progress: Callable[[int, int], None] | None = None
) -> int:
    """Make the store at ``address`` hold the build in ``folder``; the number of graphs written.

    What was written lies in ``folder``, so that a further call writes only what differs. Raises
    StoreError where the store cannot be reached.
    """
    remote, local = RemoteStore(address), OxigraphStore.read_only(current(folder))
    graphs = _graphs(local)
    wanted = {name: _digest(quads) for name, quads in graphs.items()}
    record = folder / f"uploaded-{hashlib.sha256(address.encode()).hexdigest()[:12]}.json"
    held: dict[str, str] = json.loads(record.read_text()) if record.is_file() else {}
    changed = sorted(n for n in wanted.keys() | held.keys() if wanted.get(n) != held.get(n))
    try:
        for number, name in enumerate(changed, 1):
            if name == _CORE:
                remote.replace_core(quad.triple for quad in graphs.get(name, ()))
            else:
                remote.replace_graph(name, graphs.get(name, ()))
            held[name] = wanted.get(name, "")
            if progress:
                progress(number, len(changed))
    finally:
        _write(record, {name: digest for name, digest in held.items() if digest})
    return len(changed)


def _graphs(local: OxigraphStore) -> dict[str, list[ox.Quad]]:
    graphs: dict[str, list[ox.Quad]] = {_CORE: []}
    for quad in local.quads():
        name = quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else _CORE
        graphs.setdefault(name, []).append(quad)
    return graphs


def _digest(quads: list[ox.Quad]) -> str:
    return hashlib.sha256("\n".join(sorted(map(str, quads))).encode()).hexdigest()[:16]


def _write(record: Path, held: dict[str, str]) -> None:
    fresh = record.with_suffix(".new")
    fresh.write_text(json.dumps(held, indent=0, sort_keys=True), encoding="utf-8")
    os.replace(fresh, record)
