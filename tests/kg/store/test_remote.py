"""The store protocol over HTTP: against ``oxigraph serve``, and a Virtuoso where there is one."""

from __future__ import annotations

import http.server
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import QueryError, StoreError, UsageError
from kg.graph import open_graph
from kg.model.graph import BASE
from kg.store.oxigraph import OxigraphStore
from kg.store.remote import CORE, RemoteStore, is_remote
from kg.store.snapshots import publish
from kg.store.upload import upload

LABEL = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
SAMPLE = Path(__file__).parents[2] / "golden" / "sample.trig"
GRAPH = BASE + "graph/a"


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def running(command: list[str], ready: str, cwd: Path) -> Iterator[None]:
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=cwd
    )
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(ready, timeout=5).close()
                break
            except OSError:
                assert process.poll() is None, "the server ended"
                time.sleep(0.1)
        yield
    finally:
        process.terminate()
        process.wait(20)


@pytest.fixture(scope="module")
def oxigraph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    binary = shutil.which("oxigraph", path=str(Path(sys.executable).parent))
    if binary is None:
        pytest.skip("oxigraph is not installed")
    home = f"127.0.0.1:{free_port()}"
    command = [binary, "serve", "--bind", home, "--union-default-graph"]
    with running(command, f"http://{home}/query?query=ASK%7B%7D", tmp_path_factory.mktemp("ox")):
        yield f"sparql+http://{home}/query"


VIRTUOSO = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = temp.db
TransactionFile = temp.trx
[Parameters]
ServerPort = {sql}
NumberOfBuffers = 2000
DirsAllowed = .
[HTTPServer]
ServerPort = {http}
"""


@pytest.fixture(scope="module")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    binary, shell = shutil.which("virtuoso-t"), shutil.which("isql-vt") or shutil.which("isql-v")
    if binary is None or shell is None:
        pytest.skip("Virtuoso is not installed")
    home = tmp_path_factory.mktemp("virtuoso")
    sql, port = free_port(), free_port()
    (home / "virtuoso.ini").write_text(VIRTUOSO.format(sql=sql, http=port))
    with running([binary, "+foreground", "+configfile", "virtuoso.ini"],
                 f"http://127.0.0.1:{port}/sparql?query=ASK%7B%7D", home):  # fmt: skip
        grant = (
            "GRANT SPARQL_UPDATE TO \"SPARQL\"; DB.DBA.RDF_DEFAULT_USER_PERMS_SET ('nobody', 7);"
        )
        subprocess.run([shell, str(sql), "dba", "dba", f"exec={grant}"], check=True, cwd=home,
                       capture_output=True)  # fmt: skip
        yield f"sparql+http://127.0.0.1:{port}/sparql"


def triples(count: int, text: str = "слово") -> list[ox.Triple]:
    quoted = ox.Literal(f'{text} "в кавычках"\n\\ и }} {{', language="ru")
    return [ox.Triple(ox.NamedNode(f"{BASE}event/{n}"), LABEL, quoted) for n in range(count)]


def quads(found: list[ox.Triple], graph: str = GRAPH) -> list[ox.Quad]:
    return [ox.Quad(t.subject, t.predicate, t.object, ox.NamedNode(graph)) for t in found]


@pytest.fixture(params=["oxigraph", pytest.param("virtuoso", marks=pytest.mark.slow)])
def store(request: pytest.FixtureRequest) -> RemoteStore:
    """An empty store on each engine."""
    empty = RemoteStore(request.getfixturevalue(request.param))
    for graph in [*empty.graphs(), CORE]:
        empty.update(f"CLEAR SILENT GRAPH <{graph}>")
    return empty


@pytest.mark.parametrize("count", [0, 1, 2500])
def test_a_graph_is_replaced_whole(store: RemoteStore, count: int) -> None:
    store.replace_graph(GRAPH, quads(triples(1200, "старое")))
    store.replace_graph(GRAPH, quads(triples(count)))
    assert set(store.quads()) == set(quads(triples(count)))
    assert list(store.graphs()) == ([GRAPH] if count else [])


def test_the_core_is_kept_apart(store: RemoteStore) -> None:
    store.replace_core(triples(3))
    store.replace_graph(GRAPH, quads(triples(5)))
    assert {q.triple for q in store.core()} == set(triples(3))
    count = "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s rdfs:label ?o }"
    assert list(store.query(count)) == [{"n": "5"}]


def test_every_form_of_query_is_answered(store: RemoteStore) -> None:
    store.replace_core(triples(1))
    event, label = ox.NamedNode(BASE + "event/0"), triples(1)[0].object
    assert store.query("SELECT ?l { ?s rdfs:label ?l }", bindings={"s": event}).rows == ((label,),)
    optional = "SELECT ?l ?x { event:0 rdfs:label ?l OPTIONAL { ?l rdfs:label ?x } }"
    assert store.query(optional).rows == ((label, None),)
    assert store.query("ASK { ?s rdfs:label ?o }").answer is True
    assert store.query("CONSTRUCT WHERE { ?s rdfs:label ?o }").triples == tuple(triples(1))


def test_a_broken_query_is_told(store: RemoteStore) -> None:
    with pytest.raises(QueryError, match="answered 400"):
        store.query("SELECT {")


def test_a_build_is_brought_over_and_only_changes_again(oxigraph: str, tmp_path: Path) -> None:
    def build(count: int) -> None:
        content = [*quads(triples(count)), *quads(triples(7), BASE + "graph/b")]
        core = [ox.Quad(t.subject, t.predicate, t.object) for t in triples(2)]
        local = OxigraphStore.create(tmp_path / "store", [*content, *core])
        publish(local, tmp_path)

    build(1500)
    assert upload(tmp_path, oxigraph) == 3
    assert upload(tmp_path, oxigraph) == 0
    (record,) = tmp_path.glob("uploaded-*")
    lines = record.read_text().splitlines(keepends=True)
    record.write_text("".join(lines[:-1]) + lines[-1][:20])  # as a kill leaves it
    assert upload(tmp_path, oxigraph) == 1
    build(4)
    assert upload(tmp_path, oxigraph) == 1
    assert {q for q in RemoteStore(oxigraph).quads() if q.graph_name == ox.NamedNode(GRAPH)} == set(
        quads(triples(4))
    )


def test_commands_and_drawings_read_a_store_elsewhere(oxigraph: str, tmp_path: Path) -> None:
    sample = ox.parse(path=SAMPLE, format=ox.RdfFormat.TRIG)
    local = OxigraphStore.create(tmp_path / "store", sample)
    publish(local, tmp_path)
    upload(tmp_path, oxigraph)
    graph = open_graph(oxigraph)
    assert len(graph.query("SELECT ?v { ?v a dip:StateVisit }")) == 1
    assert set(graph.networkx()) == set(open_graph(tmp_path).networkx())
    assert graph.view().html.startswith("<!doctype html>")


class Flaky(http.server.BaseHTTPRequestHandler):
    """Answers 503 twice, then an ASK."""

    calls = 0

    def do_POST(self) -> None:
        type(self).calls += 1
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(503 if self.calls < 3 else 200)
        self.send_header("Content-Type", "application/sparql-results+json")
        self.end_headers()
        if self.calls >= 3:
            self.wfile.write(b'{"head":{},"boolean":true}')

    def log_message(self, format: str, *args: object) -> None:
        pass


def test_a_busy_endpoint_is_asked_again() -> None:
    with http.server.HTTPServer(("127.0.0.1", 0), Flaky) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        store = RemoteStore(f"sparql+http://127.0.0.1:{server.server_port}/query", pause=0.01)
        assert store.query("ASK {}").answer is True
        assert Flaky.calls == 3
        server.shutdown()


def test_an_endpoint_that_is_not_there_is_told() -> None:
    store = RemoteStore(f"sparql+http://127.0.0.1:{free_port()}/query", pause=0.001)
    with pytest.raises(StoreError, match="cannot be reached"):
        store.query("ASK {}")


def test_addresses() -> None:
    assert is_remote("sparql+http://a/query")
    assert is_remote(Path("sparql+https://a/query"))
    assert not is_remote("out")
    for wrong in ("out", "sparql+ftp://a/", "sparql+http://"):
        with pytest.raises(UsageError, match="sparql"):
            RemoteStore(wrong)
