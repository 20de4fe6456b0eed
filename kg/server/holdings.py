"""What a worker answers from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import StoreError
from kg.store.oxigraph import OxigraphStore

if TYPE_CHECKING:
    from kg.server.index import Index


class NamedStore(OxigraphStore):
    """A store with all names at hand (:class:`kg.lookup.Named`)."""

    def __init__(self, raw: ox.Store, index: Index) -> None:
        super().__init__(raw)
        self._index = index

    @property
    def names(self) -> list[tuple[str, str]]:
        """(IRI, folded name) of all entities."""
        return self._index.names


@dataclass(frozen=True, slots=True)
class Holdings:
    """One snapshot of the graph, opened to read."""

    raw: ox.Store
    store: OxigraphStore
    #: None while it is not made yet.
    index: Index | None = None

    @classmethod
    def load(cls, snapshot: Path) -> Holdings:
        """The snapshot's content in memory. Raises StoreError where it cannot be read."""
        raw = ox.Store()
        raw.bulk_extend(_read(snapshot).quads_for_pattern(None, None, None, None))
        return cls(raw, OxigraphStore(raw))

    def indexed(self, path: Path) -> Holdings:
        """The same with the index at ``path``."""
        from kg.server.index import Index

        index = Index.open(path)
        return replace(self, index=index, store=NamedStore(self.raw, index))

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
