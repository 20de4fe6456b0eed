"""Workers as the web process sees them: who is free, who waits, who is killed."""

from __future__ import annotations

import asyncio
import json
import socket
import subprocess
import sys
import threading
from collections import Counter, deque
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from kg.errors import StoreError
from kg.server.settings import Settings
from kg.server.spool import Spool
from kg.server.wire import HEADER, message

Job = dict[str, Any]
#: Seconds that a nursery has to end its workers.
_GRACE = 2.0
#: Why workers were ended → how often, since the start.
ended: Counter[str] = Counter()


class BusyError(Exception):
    """Nobody can take the request just now; ``str()`` says why."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A job's answer: the head that the worker gave, and the body."""

    status: int
    head: dict[str, Any]
    body: Spool


class Nursery:
    """The process that holds one snapshot and forks workers (:mod:`kg.server.nursery`)."""

    def __init__(self, snapshot: Path, tag: str, *, load: bool, memory: int) -> None:
        self._control, theirs = socket.socketpair()
        options = json.dumps(
            {"snapshot": str(snapshot), "tag": tag, "load": load, "memory": memory}
        )
        self._process = subprocess.Popen(
            [sys.executable, "-m", "kg.server.nursery", str(theirs.fileno()), options],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
        )
        theirs.close()
        self._turn = threading.Lock()

    async def ready(self) -> None:
        """Wait until the snapshot is open. Raises StoreError where it cannot be read."""
        answer = await asyncio.to_thread(self._control.recv, 4096)
        if answer != b"ready\n":
            self.close()
            raise StoreError(answer.decode().removeprefix("failed ").strip() or "nursery died")

    async def worker(self, *, foreign: bool) -> Worker:
        """A new worker, behind the whole wall where it runs ``foreign`` queries."""
        ours, theirs = socket.socketpair()
        command = b"worker foreign" if foreign else b"worker own"
        pid = int(await asyncio.to_thread(self._order, command, theirs))
        ours.setblocking(False)
        loop = asyncio.get_running_loop()
        _, worker = await loop.create_unix_connection(Worker, sock=ours)
        worker.pid = pid
        return worker

    async def end(self, pid: int) -> None:
        """Kill a worker."""
        with suppress(OSError):
            await asyncio.to_thread(self._order, b"end %d" % pid, None)

    def _order(self, command: bytes, channel: socket.socket | None) -> bytes:
        """Send a command, with a socket that is then the other side's, and take the answer."""
        with self._turn:
            socket.send_fds(self._control, [command], [channel.fileno()] if channel else [])
            answer = self._control.recv(64)
        if channel:
            channel.close()
        if not answer:
            raise OSError("the process that holds the graph is gone")
        return answer

    @property
    def alive(self) -> bool:
        """Whether the process runs."""
        return self._process.poll() is None

    def close(self) -> None:
        """End it and all its workers."""
        self._control.close()
        try:
            self._process.wait(timeout=_GRACE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


class Worker(asyncio.Protocol):
    """One worker process, seen from its socket; answers one job at a time."""

    def __init__(self) -> None:
        self.pid = 0
        self.gone = False
        self._loop = asyncio.get_running_loop()
        self._transport: asyncio.WriteTransport
        self._received = bytearray()
        self._body = Spool()
        self._answer: asyncio.Future[Reply] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Have the socket."""
        self._transport = cast(asyncio.WriteTransport, transport)

    async def run(self, job: Job, seconds: float) -> Reply:
        """Give it a job and take its answer.

        Raises TimeoutError after ``seconds``, EOFError where it dies over the job.
        """
        self._answer, self._body = self._loop.create_future(), Spool()
        clock = self._loop.call_later(seconds, self._fail, TimeoutError())
        self._transport.write(message(b"J", job))
        try:
            if self.gone:
                raise EOFError
            return await self._answer
        except BaseException:
            self._body.close()
            raise
        finally:
            clock.cancel()

    def data_received(self, data: bytes) -> None:
        """Take frames: the body's, then the head."""
        self._received += data
        at, size = 0, len(self._received)
        while at + HEADER.size <= size:
            kind, length = HEADER.unpack_from(self._received, at)
            end = at + HEADER.size + length
            if end > size:
                break
            self._take(kind, bytes(self._received[at + HEADER.size : end]))
            at = end
        del self._received[:at]

    def _take(self, kind: bytes, payload: bytes) -> None:
        if self._answer is None or self._answer.done():
            return
        if kind == b"H":
            head = json.loads(payload)
            self._answer.set_result(Reply(int(head["status"]), head, self._body))
        else:
            self._body.write(payload)

    def connection_lost(self, error: Exception | None) -> None:
        """It has died, or was ended."""
        self.gone = True
        self._fail(EOFError())

    def _fail(self, error: Exception) -> None:
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(error)

    def close(self) -> None:
        """Close its socket."""
        self._transport.close()


class Pool:
    """At most ``size`` workers of one kind, and those who wait for them."""

    def __init__(self, nursery: Nursery, settings: Settings, *, foreign: bool) -> None:
        self._nursery = nursery
        self._settings = settings
        self._foreign = foreign
        self._free = asyncio.Semaphore(settings.workers)
        self._idle: deque[Worker] = deque()
        self.waiting = 0

    async def start(self) -> None:
        """Have the first worker ready. Raises OSError where the nursery dies over it."""
        self._idle.append(await self._nursery.worker(foreign=self._foreign))

    async def run(self, job: Job) -> Reply:
        """The answer to ``job``; an error of 504 or 507 where a limit ended it.

        Raises BusyError where too many wait already, or the graph is being opened again.
        """
        if self._free.locked() and self.waiting >= self._settings.queue:
            raise BusyError("too many requests are waiting")
        self.waiting += 1
        try:
            await self._free.acquire()
        finally:
            self.waiting -= 1
        try:
            return await self._attempt({"limit": self._settings.answer << 20, **job})
        finally:
            self._free.release()

    async def _attempt(self, job: Job) -> Reply:
        worker = await self._worker()
        kept = False
        try:
            reply = await worker.run(job, self._settings.seconds)
            kept = True
            return reply
        except TimeoutError:
            text = f"stopped after {self._settings.seconds:g} s; ask for less"
            return self._ended(504, "time", text)
        except (EOFError, OSError):
            memory = self._settings.memory
            text = f"the query broke its worker: more than {memory} MB, or nested too deeply"
            return self._ended(507, "memory", text)
        finally:
            if kept:
                self._idle.append(worker)
            else:
                await asyncio.shield(self._discard(worker))

    async def _worker(self) -> Worker:
        """One that lives: the last one used, or a new one."""
        while self._idle:
            worker = self._idle.pop()
            if not worker.gone:
                return worker
            await self._discard(worker)
        try:
            return await self._nursery.worker(foreign=self._foreign)
        except (OSError, ValueError) as error:
            raise BusyError("the graph is being opened again") from error

    async def _discard(self, worker: Worker) -> None:
        worker.close()
        await self._nursery.end(worker.pid)

    def _ended(self, status: int, why: str, text: str) -> Reply:
        ended[why] += 1
        return Reply(status, {"status": status, "text": text}, Spool())
