"""A service over the sample graph, in a process of its own, as users run it."""

from __future__ import annotations

import http.client
import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pyoxigraph as ox
import pytest

from kg.rdf.terms import term
from kg.store.oxigraph import OxigraphStore
from kg.store.snapshots import publish

SAMPLE = Path(__file__).parents[2] / "golden" / "sample.trig"


@dataclass(frozen=True)
class Reply:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    def json(self) -> Any:
        return json.loads(self.body)


class Client:
    """Requests to one service, each on a connection of its own."""

    def __init__(self, port: int, pid: int) -> None:
        self.port = port
        self.pid = pid

    def get(self, path: str, **headers: str) -> Reply:
        return self.send("GET", path, headers=headers)

    def ask(self, query: str, **headers: str) -> Reply:
        return self.get("/sparql?" + urlencode({"query": query}), **headers)

    def send(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: dict[str, str] | None = None,
    ) -> Reply:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            named = {k.replace("_", "-"): v for k, v in (headers or {}).items()}
            connection.request(method, path, body, named)
            answer = connection.getresponse()
            fields = {k.lower(): v for k, v in answer.getheaders()}
            return Reply(answer.status, fields, answer.read())
        finally:
            connection.close()


def build_folder(folder: Path, quads: list[ox.Quad]) -> Path:
    """A build folder of just the store and its snapshot."""
    folder.mkdir(exist_ok=True)
    publish(OxigraphStore.create(folder / "store", quads), folder)
    return folder


def node(name: str, value: str) -> str:
    """The IRI of the sample's node that has for ``name`` a term or label ``value``."""
    found = {
        q.subject.value
        for q in sample()
        if isinstance(q.subject, ox.NamedNode)
        and isinstance(q.graph_name, ox.DefaultGraph)
        and q.predicate == term(name)
        and not isinstance(q.object, ox.Triple)
        and value in (q.object.value, q.object.value.rpartition("#")[2])
    }
    (iri,) = found
    return iri


def sample() -> list[ox.Quad]:
    return list(ox.parse(path=SAMPLE, format=ox.RdfFormat.TRIG))


@contextmanager
def service(folder: Path, *options: str) -> Iterator[Client]:
    """``kg serve`` over ``folder`` on a free port of the loopback."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "kg", "serve", "-g", str(folder), "--port", str(port)]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen([*command, *options], stderr=log)
    try:
        yield _ready(Client(port, process.pid), process)
    finally:
        process.terminate()
        process.wait(timeout=20)


def _ready(client: Client, process: subprocess.Popen[bytes]) -> Client:
    for _ in range(200):
        try:
            if client.get("/healthz").status == 200:
                return client
        except OSError:
            assert process.poll() is None, "the service ended; see its log"
        time.sleep(0.05)
    raise AssertionError("the service does not start")


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_folder(tmp_path_factory.mktemp("served") / "out", sample())


@pytest.fixture(scope="session")
def client(folder: Path) -> Iterator[Client]:
    """A service over the sample, with tight limits."""
    limits = ("--timeout", "1.5", "--memory", "256", "--answer", "4", "--per-client", "100")
    with service(folder, *limits) as running:
        yield running
