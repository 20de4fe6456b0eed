"""Point look-ups on their way to a worker: those that are ready together go together.

The way to a worker and back costs more than a look-up, so it is shared. They have a worker of
their own, and what they may take is bounded (:mod:`kg.server.points`).
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from kg.server.generations import Generation, Generations
from kg.server.points import Point
from kg.server.pool import BusyError, Reply

#: Look-ups that go together, and that may wait.
_TOGETHER = 64
_WAITING = 256
#: Turns of the loop, a few microseconds each, that a look-up waits for company.
_TURNS = 2

#: What was found, and in which generation; None where the look-up must take the long way.
Found = tuple[bytes, Generation] | None


class Batches:
    """Look-ups that wait, and the task that takes them to a worker."""

    def __init__(self, generations: Generations) -> None:
        self._generations = generations
        self._waiting: list[tuple[Point, asyncio.Future[Found]]] = []
        self._task: asyncio.Task[None] | None = None

    @property
    def full(self) -> bool:
        """Whether no more may wait."""
        return len(self._waiting) >= _WAITING

    def ask(self, point: Point) -> asyncio.Future[Found]:
        """What will be found, with others that are asked now."""
        loop = asyncio.get_running_loop()
        found: asyncio.Future[Found] = loop.create_future()
        self._waiting.append((point, found))
        if self._task is None:
            self._task = loop.create_task(self._work())
        return found

    async def _work(self) -> None:
        """Take look-ups to the worker as long as any wait."""
        try:
            while self._waiting:
                await self._gather()
                batch, self._waiting = self._waiting[:_TOGETHER], self._waiting[_TOGETHER:]
                for (_, future), found in zip(
                    batch, await self._found([point for point, _ in batch]), strict=True
                ):
                    if not future.done():
                        future.set_result(found)
        finally:
            self._task = None

    async def _gather(self) -> None:
        """Give way to those who are about to ask, until some turns bring no other."""
        before = turns = 0
        while turns < _TURNS and len(self._waiting) < _TOGETHER:
            turns = turns + 1 if before == len(self._waiting) else 0
            before = len(self._waiting)
            await asyncio.sleep(0)

    async def _found(self, points: Sequence[Point]) -> Sequence[Found]:
        asked = [(p.select, p.pattern, p.limit) for p in points]
        async with self._generations.now.in_use() as generation:
            try:
                reply = await generation.points.run({"do": "points", "asked": asked})
            except BusyError:
                return [None] * len(points)
        return _apart(reply, generation) or [None] * len(points)


def _apart(reply: Reply, generation: Generation) -> list[Found]:
    """The answers in a reply; none where the worker failed."""
    body = reply.body.whole()
    reply.body.close()
    found: list[Found] = []
    at = 0
    for size in reply.head.get("sizes", ()) if body is not None else ():
        found.append(None if size is None else ((body or b"")[at : at + size], generation))
        at += size or 0
    return found
