"""One generation of processes per snapshot, and the change from one to the next.

The new generation loads beside the old one and takes over when it is ready; the old one answers
what it has begun, then ends. Where the new one fails, the old one stays. At the start, a large
snapshot is first answered from disk while a generation in memory loads, if the system grants
workers a network of their own: over a store on disk there is no other wall.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from kg.errors import StoreError
from kg.server import wall
from kg.server.answers import Answers
from kg.server.pool import Nursery, Pool
from kg.server.settings import Settings
from kg.store.snapshots import current

#: Bytes of a snapshot that load in less time than anyone waits.
_SMALL = 8 << 20
#: Seconds between looks at the pointer to the newest snapshot.
_LOOK = 1.0

log = logging.getLogger("kg.server")


class Generation:
    """Processes over one snapshot."""

    def __init__(self, snapshot: Path, settings: Settings, *, load: bool) -> None:
        self.snapshot = snapshot
        content = tag(snapshot)
        self.tag = f"{content}{'' if load else '-disk'}"
        self.answers = Answers()
        self.loaded = load
        self._nursery = Nursery(snapshot, content, load=load, memory=settings.memory)
        #: For foreign queries, for point look-ups among them, and for our own pages.
        self.queries = Pool(self._nursery, settings, foreign=True)
        self.points = Pool(self._nursery, replace(settings, workers=1), foreign=True)
        self.pages = Pool(self._nursery, settings, foreign=False)
        self._active = 0
        self._at_rest = asyncio.Event()
        self._at_rest.set()

    async def start(self) -> None:
        """Wait until queries can be answered. Raises StoreError."""
        await self._nursery.ready()
        await self.queries.start()
        await self.points.start()

    async def start_pages(self) -> None:
        """Wait until pages can be answered; those asked for sooner wait as well."""
        with suppress(OSError):
            await self.pages.start()

    @property
    def alive(self) -> bool:
        """Whether its processes run."""
        return self._nursery.alive

    @asynccontextmanager
    async def in_use(self) -> AsyncIterator[Generation]:
        """Keep it open while a request is answered."""
        self._active += 1
        self._at_rest.clear()
        try:
            yield self
        finally:
            self._active -= 1
            if not self._active:
                self._at_rest.set()

    async def retire(self) -> None:
        """End when all that was begun is answered."""
        await self._at_rest.wait()
        self.close()

    def close(self) -> None:
        """End now."""
        self._nursery.close()


def tag(snapshot: Path) -> str:
    """What names a snapshot's content, for entity tags."""
    newest = max((p.stat().st_mtime_ns for p in snapshot.iterdir()), default=0)
    return hashlib.sha256(f"{snapshot.name}\x1f{newest}".encode()).hexdigest()[:16]


class Generations:
    """The generation that answers now, replaced whenever there is a newer snapshot."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._tasks: set[asyncio.Task[None]] = set()
        self.now: Generation
        self.swaps = 0

    async def start(self) -> None:
        """Open the newest snapshot, and watch for newer ones. Raises StoreError."""
        snapshot = current(self._settings.folder)
        size = sum(p.stat().st_size for p in snapshot.iterdir())
        load = size <= _SMALL or not wall.isolates()
        self.now = Generation(snapshot, self._settings, load=load)
        await self.now.start()
        self._background(self.now.start_pages())
        self._background(self._watch())

    def _background(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _watch(self) -> None:
        while True:
            try:
                await self._look()
            except (StoreError, OSError) as error:
                log.warning("the newer snapshot is not served: %s", error)
            await asyncio.sleep(_LOOK)

    async def _look(self) -> None:
        newest = current(self._settings.folder)
        if newest != self.now.snapshot or not self.now.loaded or not self.now.alive:
            await self._replace(newest)

    async def _replace(self, snapshot: Path) -> None:
        fresh = Generation(snapshot, self._settings, load=True)
        try:
            await fresh.start()
            await fresh.start_pages()
        except BaseException:
            fresh.close()
            raise
        old, self.now = self.now, fresh
        self.swaps += 1
        self._background(old.retire())
        log.info("now serving snapshot %s", snapshot.name)

    async def stop(self) -> None:
        """End everything."""
        for task in list(self._tasks):
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        self.now.close()
