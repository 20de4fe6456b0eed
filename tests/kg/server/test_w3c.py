"""The W3C's tests of SPARQL 1.1 Protocol and Service Description, run against ``kg serve``.

    KG_RDF_TESTS=PATH python -m pytest tests/kg/server/test_w3c.py -rA

PATH is a checkout of https://github.com/w3c/rdf-tests; nothing of it lies here.
"""

from __future__ import annotations

import http.client
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.collection import Collection

from kg.server.negotiate import GRAPHS, RESULTS
from tests.kg.server.conftest import Client, build_folder, service

HOME = Path(os.environ.get("KG_RDF_TESTS", "")) / "sparql" / "sparql11"
pytestmark = pytest.mark.skipif(
    "KG_RDF_TESTS" not in os.environ, reason="set KG_RDF_TESTS to a checkout of w3c/rdf-tests"
)

MF = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
UT = rdflib.Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
HT = rdflib.Namespace("http://www.w3.org/2011/http#")
CNT = rdflib.Namespace("http://www.w3.org/2011/content#")
SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")

#: Tests that ask for a change, which a service that only reads refuses with 400.
UPDATES = {
    "update_dataset_default_graph", "update_dataset_default_graphs", "update_dataset_named_graphs",
    "update_dataset_full", "update_post_form", "update_post_direct", "update_base_uri",
}  # fmt: skip


@dataclass
class Request:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes | None
    statuses: set[str]
    boolean: bool | None
    format: str | None


@dataclass
class Case:
    name: str
    requests: list[Request] = field(default_factory=list)


def manifest() -> rdflib.Graph:
    path = HOME / "protocol" / "manifest.ttl"
    return rdflib.Graph().parse(path, format="turtle", publicID=path.as_uri())


def cases() -> Iterator[Case]:
    graph = manifest()
    for entries in graph.objects(None, MF.entries):
        for test in Collection(graph, entries):
            case = Case(str(test).rpartition("#")[2])
            for node in Collection(graph, graph.value(graph.value(test, MF.action), HT.requests)):
                case.requests.append(request(graph, node))
            yield case


def request(graph: rdflib.Graph, node: rdflib.term.Node) -> Request:
    headers = {}
    if fields := graph.value(node, HT.headers):
        for one in Collection(graph, fields):
            headers[str(graph.value(one, HT.fieldName))] = str(graph.value(one, HT.fieldValue))
    content = graph.value(node, HT.body)
    body = None
    if content is not None:
        encoding = str(graph.value(content, CNT.characterEncoding))
        body = str(graph.value(content, CNT.chars)).encode(encoding)
    response = graph.value(node, HT.resp)
    truth = graph.value(response, MF.expectedBoolean)
    wanted = graph.value(response, MF.expectedFormat)
    return Request(
        method=str(graph.value(node, HT.methodName)),
        path=str(graph.value(node, HT.absolutePath)).replace("/sparql/", "/sparql", 1),
        headers=headers,
        body=body,
        statuses={str(s)[-3] for s in graph.objects(response, MF.expectedStatus)},
        boolean=None if truth is None else bool(truth.toPython()),
        format=None if wanted is None else str(wanted),
    )


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    graph, quads = manifest(), set()
    for data in set(graph.objects(None, UT.graphData)):
        name = ox.NamedNode(str(graph.value(data, rdflib.RDFS.label)))
        path = HOME / "protocol" / str(graph.value(data, UT.graph)).rpartition("/")[2]
        quads |= {
            ox.Quad(q.subject, q.predicate, q.object, name)
            for q in ox.parse(path=path, format=ox.RdfFormat.N_TRIPLES)
        }
    with service(build_folder(tmp_path_factory.mktemp("w3c") / "out", list(quads))) as client:
        yield client


def send(client: Client, asked: Request) -> tuple[int, str, bytes]:
    """As the manifest has it: no header is added but the length."""
    connection = http.client.HTTPConnection("127.0.0.1", client.port, timeout=30)
    try:
        connection.putrequest(asked.method, asked.path, skip_accept_encoding=True)
        for name, value in asked.headers.items():
            connection.putheader(name, value)
        if asked.body is not None:
            connection.putheader("Content-Length", str(len(asked.body)))
        connection.endheaders(asked.body)
        answer = connection.getresponse()
        return answer.status, answer.headers.get_content_type(), answer.read()
    finally:
        connection.close()


@pytest.mark.parametrize(
    "case", list(cases()) if "KG_RDF_TESTS" in os.environ else [], ids=lambda case: case.name
)
def test_protocol(endpoint: Client, case: Case) -> None:
    for asked in case.requests:
        status, media, body = send(endpoint, asked)
        if case.name in UPDATES:
            assert status == 400
            assert b"this service only reads" in body
            pytest.xfail("the service only reads: updates are refused with 400")
        assert str(status)[0] in asked.statuses, (status, body[:300])
        if asked.boolean is not None:
            found = ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)
            assert bool(found) is asked.boolean
        if asked.format is not None:
            kinds = GRAPHS if asked.format == "RDF" else RESULTS
            assert media in kinds


def described(client: Client) -> tuple[rdflib.Graph, str]:
    home = f"http://127.0.0.1:{client.port}/sparql"
    reply = client.get("/sparql")
    assert reply.status == 200
    media = reply.headers["content-type"].partition(";")[0]
    assert media in GRAPHS
    return rdflib.Graph().parse(data=reply.text, format=media), home


def test_returns_rdf(endpoint: Client) -> None:
    assert len(described(endpoint)[0]) > 0


def test_has_endpoint_triple(endpoint: Client) -> None:
    graph, home = described(endpoint)
    assert rdflib.URIRef(home) in set(graph.objects(None, SD.endpoint))


#: Property of the vocabulary → classes of which its subject and its object must be, if any.
SCHEMA = {
    "endpoint": ("Service", None),
    "feature": ("Service", None),
    "defaultDataset": ("Service", "Dataset"),
    "supportedLanguage": ("Service", None),
    "resultFormat": ("Service", None),
    "defaultGraph": ("Dataset", "Graph"),
}


def test_conforms_to_schema(endpoint: Client) -> None:
    graph, _ = described(endpoint)
    used = {str(p).removeprefix(SD) for p in graph.predicates() if str(p).startswith(SD)}
    assert used <= SCHEMA.keys()
    for name in used:
        for subject, thing in graph.subject_objects(SD[name]):
            for node, kind in zip((subject, thing), SCHEMA[name], strict=True):
                if kind:
                    assert SD[kind] in set(graph.objects(node, rdflib.RDF.type)), (name, node)
