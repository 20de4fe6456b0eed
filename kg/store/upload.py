"""Bringing a build to a store elsewhere: only graphs that changed, going on where it stopped."""

from __future__ import annotations

import hashlib
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

    Graphs are read and compared one at a time. What was written is noted in ``folder`` at once, so
    that a further call, also after a kill, writes only what differs. ``progress`` is told how many
    graphs are done, of how many. Raises StoreError where the store cannot be reached.
    """
    remote, local = RemoteStore(address), OxigraphStore.read_only(current(folder))
    record = folder / f"uploaded-{hashlib.sha256(address.encode()).hexdigest()[:12]}.tsv"
    held = _held(record)
    wanted = [_CORE, *local.graphs()]
    gone = sorted(held.keys() - set(wanted))
    written = 0
    with record.open("a", encoding="utf-8") as notes:
        for number, name in enumerate([*wanted, *gone], 1):
            quads = [] if name in gone else list(local.graph(name) if name else local.core())
            digest = _digest(quads) if quads else ""
            if held.get(name, "") != digest:
                _replace(remote, name, quads)
                notes.write(f"{name}\t{digest}\n")
                notes.flush()
                written += 1
            if progress:
                progress(number, len(wanted) + len(gone))
    return written


def _replace(remote: RemoteStore, name: str, quads: list[ox.Quad]) -> None:
    if name == _CORE:
        remote.replace_core(quad.triple for quad in quads)
    else:
        remote.replace_graph(name, quads)


def _held(record: Path) -> dict[str, str]:
    """Graph → digest of what was written last; a line that a kill cut off counts for nothing."""
    if not record.is_file():
        return {}
    lines = record.read_text(encoding="utf-8").splitlines(keepends=True)
    pairs = [line.rstrip("\n").split("\t") for line in lines if line.endswith("\n")]
    record.write_text("".join(line for line in lines if line.endswith("\n")), encoding="utf-8")
    return {name: digest for name, digest in dict(pairs).items() if digest}


def _digest(quads: list[ox.Quad]) -> str:
    return hashlib.sha256("\n".join(sorted(map(str, quads))).encode()).hexdigest()[:16]
