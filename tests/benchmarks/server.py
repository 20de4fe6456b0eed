"""How fast the service answers, beside ``oxigraph serve`` and rdflib-endpoint, in one run.

    python tests/benchmarks/server.py out [--rdflib-endpoint PATH]

Point look-ups ask for the label of one event each, over eight kept connections; every answer is
checked. *New* ones were never asked before (a comment makes each another request); *repeated* ones
go over 5,000 events again and again, as clients do that share their interests. All servers get the
same requests; ``oxigraph serve`` reads the very snapshot that ``kg serve`` serves.
"""

from __future__ import annotations

import argparse
import asyncio
import http.client
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox
import uvloop

from kg.model.graph import BASE
from kg.store.oxigraph import OxigraphStore
from kg.store.snapshots import current

CLIENTS = 8
ASK = "SELECT ?l { <%s> <http://www.w3.org/2000/01/rdf-schema#label> ?l }"
WORDS = ("визиту", "Токаева", "Токоев", "президенту России", "Oʻzbekiston", "сапар", "Macron")
JSON = "application/sparql-results+json"
NUMBER = count()


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def running(command: list[str], port: int, ready: str) -> Iterator[float]:
    """A server, once it gives its first answer; yields the seconds that this took."""
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while True:
            try:
                if get(port, ready)[0] == 200:
                    break
            except OSError:
                if process.poll() is not None:
                    raise SystemExit(f"{command[0]} ended") from None
            time.sleep(0.02)
        yield time.perf_counter() - began
    finally:
        process.terminate()
        process.wait()


def get(port: int, path: str, accept: str = JSON) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path, headers={"Accept": accept})
    answer = connection.getresponse()
    return answer.status, answer.read()


class Client(asyncio.Protocol):
    """One connection that asks for one thing after another; as light as Python has it."""

    def __init__(self, paths: Callable[[], str], accept: str, until: float) -> None:
        self._paths, self._accept, self._until = paths, accept, until
        self._received = b""
        self.done = asyncio.get_running_loop().create_future()
        self.taken: list[float] = []

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport
        self._ask()

    def _ask(self) -> None:
        self._began = time.perf_counter()
        if self._began > self._until:
            self._transport.close()
            self.done.set_result(None)
            return
        line = f"GET {self._paths()} HTTP/1.1\r\nHost: localhost\r\nAccept: {self._accept}\r\n\r\n"
        self._transport.write(line.encode())  # type: ignore[attr-defined]

    def data_received(self, data: bytes) -> None:
        self._received += data
        head, ended, body = self._received.partition(b"\r\n\r\n")
        if not ended:
            return
        _, given, length = head.lower().partition(b"content-length: ")
        whole = len(body) == int(length.split(b"\r\n")[0]) if given else body.endswith(b"0\r\n\r\n")
        if whole:
            if head[9:12] != b"200" or len(body) < 60:
                raise SystemExit(f"a wrong answer: {self._received[:300]!r}")
            self._received = b""
            self.taken.append(1000 * (time.perf_counter() - self._began))
            self._ask()


def load(
    port: int, paths: Callable[[], str], seconds: float, *, clients: int = CLIENTS,
    accept: str = JSON,
) -> tuple[float, list[float]]:  # fmt: skip
    """Requests a second of all clients together, and the milliseconds of each request."""

    async def ask() -> list[float]:
        until = time.perf_counter() + seconds
        loop = asyncio.get_running_loop()
        all_clients = []
        for _ in range(clients):
            make = lambda: Client(paths, accept, until)  # noqa: E731
            all_clients.append((await loop.create_connection(make, "127.0.0.1", port))[1])
        await asyncio.gather(*(client.done for client in all_clients))
        return [each for client in all_clients for each in client.taken]

    taken = uvloop.run(ask())
    return len(taken) / seconds, taken


def settle(port: int) -> None:
    """Wait until the graph is in memory and pages are ready."""
    for _ in range(3000):
        if b"kg_graph_in_memory 1" in get(port, "/metrics")[1]:
            break
        time.sleep(0.2)
    get(port, "/id/state/KZ", "text/html")


def spread(milliseconds: list[float]) -> str:
    parts = statistics.quantiles(milliseconds, n=100)
    return f"p50 {parts[49]:.2f} ms, p95 {parts[94]:.2f} ms"


def measure(
    name: str, command: Callable[[int], list[str]], endpoint: str, nodes: list[str],
    given: argparse.Namespace,
) -> list[float]:  # fmt: skip
    """Prints what a server does; look-ups a second, new and repeated."""
    port, chance, rates = free_port(), random.Random(0), []
    paths = [f"{endpoint}?query={quote(ASK % node)}" for node in nodes]
    with running(command(port), port, f"{endpoint}?query=ASK%7B%7D") as start:
        print(f"{name:16} {start:6.2f} s to the first answer")
        if name == "kg serve" and not given.from_disk:
            settle(port)
        for kind, path in (
            ("new", lambda: f"{chance.choice(paths)}%23{next(NUMBER)}"),
            ("repeated", lambda: chance.choice(paths)),
        ):
            rate, taken = load(port, path, given.seconds)
            rates.append(rate)
            print(f"{'':16} {kind:9} look-ups {rate:7.0f}/s {spread(taken)}")
        if name == "kg serve":
            pages(port, nodes, given.seconds)
    return rates


def pages(port: int, nodes: list[str], seconds: float) -> None:
    """Pages of events and entities, and searches, each new to the service."""
    found = ["/id/" + node.removeprefix(BASE) for node in nodes]
    found += ["/id/state/KZ", "/id/state/RU", "/id/state/UZ"] * (len(found) // 30)
    chance = random.Random(1)
    for clients in (1, CLIENTS):
        path = lambda: f"{chance.choice(found)}?n={next(NUMBER)}"  # noqa: E731
        _, taken = load(port, path, seconds, clients=clients, accept="text/html")
        print(f"{'':16} pages of events and states, {clients} at once: {spread(taken)}")
    path = lambda: f"/api/search?q={quote(chance.choice(WORDS))}&n={next(NUMBER)}"  # noqa: E731
    _, taken = load(port, path, seconds, clients=1, accept="application/json")
    print(f"{'':16} searches, one at a time: {spread(taken)}")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("graph", type=Path)
    parser.add_argument("--seconds", type=float, default=8)
    parser.add_argument("--from-disk", action="store_true", help="Do not wait for memory.")
    parser.add_argument("--rdflib-endpoint", help="Its command; takes a minute a million quads.")
    given = parser.parse_args()
    snapshot = current(given.graph)
    store = OxigraphStore.read_only(snapshot)
    labelled = store.query("SELECT DISTINCT ?s { ?s a dip:Event ; rdfs:label ?l } LIMIT 5000")
    nodes = [str(row["s"]) for row in labelled]
    print(f"{CLIENTS} clients, labels of {len(nodes)} events")
    compare(given, snapshot, store, nodes)


def compare(
    given: argparse.Namespace, snapshot: Path, store: OxigraphStore, nodes: list[str]
) -> None:
    python = Path(sys.executable).parent
    kg = [str(python / "kg"), "serve", "-g", str(given.graph), "-q", "--port"]
    ours = measure("kg serve", lambda port: [*kg, str(port)], "/sparql", nodes, given)
    serve = [str(python / "oxigraph"), "serve-read-only", "-l", str(snapshot),
             "--union-default-graph", "--bind"]  # fmt: skip
    beside("oxigraph serve", lambda port: [*serve, f"127.0.0.1:{port}"], "/query", nodes, given,
           ours)  # fmt: skip
    if given.rdflib_endpoint:
        with tempfile.NamedTemporaryFile(suffix=".nq") as file:
            ox.serialize(store.quads(), output=file, format=ox.RdfFormat.N_QUADS)
            file.flush()
            slow = [given.rdflib_endpoint, "serve", "--host", "127.0.0.1", file.name, "--port"]
            beside("rdflib-endpoint", lambda port: [*slow, str(port)], "/", nodes, given, ours)


def beside(
    name: str, command: Callable[[int], list[str]], endpoint: str, nodes: list[str],
    given: argparse.Namespace, ours: list[float],
) -> None:  # fmt: skip
    theirs = measure(name, command, endpoint, nodes, given)
    new, repeated = (a / b for a, b in zip(ours, theirs, strict=True))
    print(f"{'':16} kg serve answers {new:.2f} (new), {repeated:.2f} (repeated) times as many")


if __name__ == "__main__":
    main()
