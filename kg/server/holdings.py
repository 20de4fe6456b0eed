"""What a worker answers from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.errors import StoreError
from kg.store.oxigraph import OxigraphStore


@dataclass(frozen=True, slots=True)
class Holdings:
    """One snapshot of the graph, opened to read."""

    raw: ox.Store
    store: OxigraphStore

    @classmethod
    def load(cls, snapshot: Path) -> Holdings:
        """The snapshot's content in memory. Raises StoreError where it cannot be read."""
        raw = ox.Store()
        raw.bulk_extend(_read(snapshot).quads_for_pattern(None, None, None, None))
        return cls(raw, OxigraphStore(raw))

    @classmethod
    def open(cls, snapshot: Path) -> Holdings:
        """The snapshot as it lies on disk: there at once, slower to ask."""
        raw = _read(snapshot)
        return cls(raw, OxigraphStore(raw))


def _read(snapshot: Path) -> ox.Store:
    try:
        return ox.Store.read_only(str(snapshot))
    except OSError as error:
        raise StoreError(f"{snapshot}: cannot be read ({error})") from error
