"""The process that loads a snapshot once and forks workers off it.

A fork shares the loaded graph, so a worker costs milliseconds and next to no memory, and can be
killed and replaced at will. Started as ``python -m kg.server.nursery FD OPTIONS``; over the socket
FD it answers one-line commands: ``worker`` (with the worker's socket attached; its process id comes
back) and ``end PID`` (killed and waited for). When the socket closes, all end.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from kg.errors import DiplographError
from kg.server import wall
from kg.server.holdings import Holdings
from kg.server.jobs import QUERIES, Jobs
from kg.server.worker import work

_STDERR = 2
#: Of a thread that loads, beside processes that answer.
_NICENESS = 10
T = TypeVar("T")


def main(arguments: list[str]) -> None:
    """Load, say ``ready`` (or why not), then serve commands until the socket closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    control = socket.socket(fileno=int(arguments[0]))
    options = json.loads(arguments[1])
    try:
        nursery = Nursery(control, options)
    except DiplographError as error:
        control.sendall(f"failed {error}\n".encode())
        return
    control.sendall(b"ready\n")
    nursery.serve()


class Nursery:
    """Workers over one snapshot. Raises StoreError where the snapshot cannot be read."""

    def __init__(self, control: socket.socket, options: dict[str, Any]) -> None:
        self._control = control
        self._snapshot = Path(options["snapshot"])
        self._memory = int(options["memory"])
        self._holdings = _aside(partial(Holdings.load, self._snapshot)) if options["load"] else None
        self._children: set[int] = set()
        self._pages: Jobs | None = None
        self._tag = str(options["tag"])
        self._index: Path | None = None
        self._index_stays = True
        gc.collect()
        gc.freeze()

    def serve(self) -> None:
        """Obey until the socket closes; then end every worker."""
        while True:
            data, descriptors, _, _ = socket.recv_fds(self._control, 64, 1)
            if not data:
                break
            self._bury()
            verb, *rest = data.decode().split()
            if verb == "end":
                self._end(int(rest[0]))
                self._control.sendall(b"ended\n")
            else:
                pid = self._fork(descriptors[0], foreign=rest == ["foreign"])
                self._control.sendall(f"{pid}\n".encode())
        for pid in list(self._children):
            self._end(pid)
        if self._index is not None and not self._index_stays:
            self._index.unlink()

    def _bury(self) -> None:
        """Forget workers that ended of their own accord."""
        self._children = {pid for pid in self._children if os.waitpid(pid, os.WNOHANG) == (0, 0)}

    def _end(self, pid: int) -> None:
        if pid in self._children:
            self._children.remove(pid)
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)

    def _fork(self, descriptor: int, *, foreign: bool) -> int:
        if not foreign and self._pages is None:
            self._prepare()
        pid = os.fork()
        if pid == 0:
            try:
                self._be_worker(descriptor, foreign)
            finally:
                os._exit(0)
        os.close(descriptor)
        self._children.add(pid)
        return pid

    def _prepare(self) -> None:
        """Read what pages need; later than the graph, so that queries need not wait for it."""
        from kg.server import index
        from kg.server.site import jobs, pages

        pages.preload()
        self._pages = jobs.PAGES
        kept = index.path_of(self._snapshot)
        if index.is_kept(kept, self._tag):
            self._index = kept
        elif self._holdings is not None:
            make = partial(index.keep, self._holdings.raw, self._snapshot, self._tag)
            self._index, self._index_stays = _aside(make)
        gc.collect()
        gc.freeze()

    def _be_worker(self, descriptor: int, foreign: bool) -> None:
        self._control.close()
        holdings = self._holdings or Holdings.open(self._snapshot)
        wall.limit(self._memory)
        if self._index is not None and not foreign:
            holdings = holdings.indexed(self._index)
        jobs = QUERIES if foreign else self._pages
        assert jobs is not None
        if foreign:
            os.dup2(os.open(os.devnull, os.O_WRONLY), _STDERR)
            wall.close_off(files=self._holdings is not None)
        work(socket.socket(fileno=descriptor), holdings, jobs)


def _aside(work: Callable[[], T]) -> T:
    """Do long work in a thread that gives way to those who answer; workers forked later do not."""
    with ThreadPoolExecutor(1, initializer=_give_way) as thread:
        return thread.submit(work).result()


def _give_way() -> None:
    """Lower the priority of this thread, where the system keeps one for each (Linux)."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICENESS)


if __name__ == "__main__":
    main(sys.argv[1:])
