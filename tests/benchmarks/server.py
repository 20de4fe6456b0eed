"""How fast the service answers, beside ``oxigraph serve`` and rdflib-endpoint, in one run.

    python tests/benchmarks/server.py out [--copies 12] [--rdflib-endpoint PATH]

``--copies`` multiplies the articles, reports and events of the graph to the size of a corpus. Point
look-ups ask for the label of one node each, over kept connections; every answer is checked.
"""

from __future__ import annotations

import argparse
import http.client
import random
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox

from kg.graph import open_graph
from kg.model.graph import BASE
from kg.store.oxigraph import OxigraphStore
from kg.store.snapshots import publish

CLIENTS = 8
#: Kinds of node that every copy has for itself.
COPIED = tuple(
    f"{BASE}{kind}/"
    for kind in ("article", "claim", "entity-report", "event", "event-report", "evidence", "graph",
                 "office-report", "quantity", "statement", "holding", "activity")
)  # fmt: skip


def enlarged(quads: list[ox.Quad], copies: int) -> Iterator[ox.Quad]:
    yield from quads
    for number in range(1, copies):
        for quad in quads:
            parts = (quad.subject, quad.predicate, quad.object, quad.graph_name)
            yield ox.Quad(*(renamed(part, number) for part in parts))  # type: ignore[arg-type]


def renamed(term: object, number: int) -> object:
    if isinstance(term, ox.NamedNode) and term.value.startswith(COPIED):
        return ox.NamedNode(f"{term.value}-{number}")
    return term


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
                if get(http.client.HTTPConnection("127.0.0.1", port, timeout=60), ready)[0] == 200:
                    break
            except OSError:
                if process.poll() is not None:
                    raise SystemExit(f"{command[0]} ended") from None
            time.sleep(0.02)
        yield time.perf_counter() - began
    finally:
        process.terminate()
        process.wait()


def get(connection: http.client.HTTPConnection, path: str) -> tuple[int, bytes]:
    headers = {
        "Accept": "text/html" if path.startswith("/id/") else "application/sparql-results+json"
    }
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    return answer.status, answer.read()


def load(port: int, paths: list[str], seconds: float) -> tuple[float, list[float]]:
    """Requests a second of all clients together, and the milliseconds of each request."""
    taken: list[float] = []
    until = time.perf_counter() + seconds

    def client(seed: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        chance = random.Random(seed)
        while time.perf_counter() < until:
            began = time.perf_counter()
            status, body = get(connection, chance.choice(paths))
            taken.append(1000 * (time.perf_counter() - began))
            assert status == 200, body[:200]
            assert len(body) > 60

    threads = [threading.Thread(target=client, args=(n,)) for n in range(CLIENTS)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(taken) / (time.perf_counter() - began), taken


def settle(port: int) -> None:
    """Wait until the graph is in memory and pages are ready."""
    for _ in range(600):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        if b"kg_snapshot_swaps_total 1" in get(connection, "/metrics")[1]:
            break
        time.sleep(0.2)
    get(http.client.HTTPConnection("127.0.0.1", port, timeout=60), "/id/state/KZ")


def spread(milliseconds: list[float]) -> str:
    parts = statistics.quantiles(milliseconds, n=100)
    return f"p50 {parts[49]:.2f} ms, p95 {parts[94]:.2f} ms"


def measure(
    name: str, command: Callable[[int], list[str]], endpoint: str, nodes: list[str], seconds: float
) -> float:
    port = free_port()
    ask = "SELECT ?l { <%s> <http://www.w3.org/2000/01/rdf-schema#label> ?l }"
    paths = [f"{endpoint}?query={quote(ask % node)}" for node in nodes]
    with running(command(port), port, f"{endpoint}?query=ASK%7B%7D") as start:
        if name == "kg serve":
            settle(port)
        rate, taken = load(port, paths, seconds)
        print(
            f"{name:16} {start:6.2f} s to the first answer {rate:8.0f} look-ups/s {spread(taken)}"
        )
        if name == "kg serve":
            pages = ["/id/" + node.removeprefix(BASE) for node in nodes[:2000]]
            _, taken = load(port, pages, seconds)
            print(f"{'':16} pages of events, {CLIENTS} clients: {spread(taken)}")
            print(f"{'':16} one client: {spread([timed(port, page) for page in pages[:300]])}")
    return rate


def timed(port: int, path: str) -> float:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    began = time.perf_counter()
    get(connection, path)
    return 1000 * (time.perf_counter() - began)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("graph", type=Path)
    parser.add_argument("--copies", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=8)
    parser.add_argument("--rdflib-endpoint", help="Its command, where it is installed elsewhere.")
    given = parser.parse_args()
    quads = list(open_graph(given.graph).store.quads())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store = OxigraphStore.create(folder / "store", enlarged(quads, given.copies))
        publish(store, folder)
        with (folder / "all.nq").open("wb") as file:
            ox.serialize(store.quads(), output=file, format=ox.RdfFormat.N_QUADS)
        labelled = store.query(
            "SELECT DISTINCT ?s { ?s rdfs:label ?l . ?s a dip:Event } LIMIT 5000"
        )
        nodes = [str(row["s"]) for row in labelled]
        print(f"{sum(1 for _ in store.quads())} quads, {CLIENTS} clients")
        del store
        compare(folder, nodes, given)


def compare(folder: Path, nodes: list[str], given: argparse.Namespace) -> None:
    python = Path(sys.executable).parent
    kg = [str(python / "kg"), "serve", "-g", str(folder), "-q", "--port"]
    ours = measure("kg serve", lambda port: [*kg, str(port)], "/sparql", nodes, given.seconds)
    binary = str(python / "oxigraph")
    data = folder / "oxigraph"
    subprocess.run([binary, "load", "-l", str(data), "-f", str(folder / "all.nq")], check=True,
                   capture_output=True)  # fmt: skip
    serve = [binary, "serve", "-l", str(data), "--union-default-graph", "--bind"]
    theirs = measure(
        "oxigraph serve", lambda port: [*serve, f"127.0.0.1:{port}"], "/query", nodes, given.seconds
    )
    print(f"{'':16} kg serve answers {ours / theirs:.2f} times as many")
    if endpoint := given.rdflib_endpoint or shutil.which("rdflib-endpoint"):
        slow = [endpoint, "serve", "--host", "127.0.0.1", str(folder / "all.nq"), "--port"]
        theirs = measure(
            "rdflib-endpoint", lambda port: [*slow, str(port)], "/", nodes, given.seconds
        )
        print(f"{'':16} kg serve answers {ours / theirs:.2f} times as many")


if __name__ == "__main__":
    main()
