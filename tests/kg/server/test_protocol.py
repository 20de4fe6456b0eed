"""SPARQL 1.1 Protocol, Service Description, Graph Store Protocol for reading."""

from __future__ import annotations

import gzip
import re
from urllib.parse import quote, urlencode
from xml.etree import ElementTree as ET

import pyoxigraph as ox
import pytest

from tests.kg.server.conftest import Client, sample

VISITS = "SELECT ?v { ?v a dip:StateVisit }"
GRAPH = "https://w3id.org/diplograph/id/graph/before"
FORM = "application/x-www-form-urlencoded"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


def rows(client: Client, query: str, **more: str) -> list[dict[str, str]]:
    reply = client.get("/sparql?" + urlencode({"query": query, **more}))
    assert reply.status == 200, reply.text
    found = reply.json()["results"]["bindings"]
    return [{name: cell["value"] for name, cell in row.items()} for row in found]


def test_a_query_may_come_by_get_and_by_both_posts(client: Client) -> None:
    by_get = client.ask(VISITS)
    form = client.send(
        "POST", "/sparql", urlencode({"query": VISITS}).encode(), {"Content-Type": FORM}
    )
    direct = client.send(
        "POST", "/sparql", VISITS.encode(), {"Content-Type": "application/sparql-query"}
    )
    assert by_get.status == 200
    assert len(by_get.json()["results"]["bindings"]) == 1
    assert by_get.body == form.body == direct.body


@pytest.mark.parametrize(
    ("accept", "media", "begins"),
    [
        ("application/sparql-results+json", "application/sparql-results+json", b'{"head"'),
        ("application/sparql-results+xml", "application/sparql-results+xml", b"<?xml"),
        ("text/csv", "text/csv; charset=utf-8", b"v\r\nhttps://"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8", b"?v\n<https"),
    ],
)
def test_results_come_in_the_format_asked_for(
    client: Client, accept: str, media: str, begins: bytes
) -> None:
    reply = client.ask(VISITS, Accept=accept)
    assert reply.headers["content-type"] == media
    assert reply.body.startswith(begins)


@pytest.mark.parametrize(
    ("accept", "fmt"),
    [
        ("text/turtle", ox.RdfFormat.TURTLE),
        ("application/n-triples", ox.RdfFormat.N_TRIPLES),
        ("application/trig", ox.RdfFormat.TRIG),
        ("application/ld+json", ox.RdfFormat.JSON_LD),
        ("application/rdf+xml", ox.RdfFormat.RDF_XML),
    ],
)
def test_graphs_come_in_the_format_asked_for(
    client: Client, accept: str, fmt: ox.RdfFormat
) -> None:
    query = "CONSTRUCT WHERE { ?s a dip:Person ; rdfs:label ?name }"
    triples = {q.triple for q in ox.parse(client.ask(query, Accept=accept).body, format=fmt)}
    expected = ox.parse(client.ask(query, Accept="text/turtle").body, format=ox.RdfFormat.TURTLE)
    assert triples == {q.triple for q in expected} != set()


def test_an_answer_to_ask_is_a_truth_value(client: Client) -> None:
    assert client.ask("ASK { ?v a dip:StateVisit }").json()["boolean"] is True
    xml = client.ask("ASK { ?v a dip:Nothing }", Accept="application/sparql-results+xml")
    assert ET.fromstring(xml.body)[1].text == "false"


def test_what_no_client_accepts_is_406_and_format_overrules(client: Client) -> None:
    assert client.ask(VISITS, Accept="image/png").status == 406
    reply = client.get("/sparql?" + urlencode({"query": VISITS, "format": "csv"}), Accept="*/*")
    assert reply.headers["content-type"].startswith("text/csv")


def test_the_default_graph_is_the_union_unless_a_dataset_is_named(client: Client) -> None:
    quads = sample()
    core = [q for q in quads if isinstance(q.graph_name, ox.DefaultGraph)]
    before = [q for q in quads if q.graph_name == ox.NamedNode(GRAPH)]
    union = len({q.triple for q in quads})
    assert rows(client, COUNT) == [{"n": str(union)}]
    assert rows(client, COUNT, **{"default-graph-uri": GRAPH}) == [{"n": str(len(before))}]
    own = f"SELECT (COUNT(*) AS ?n) FROM <{GRAPH}> {{ ?s ?p ?o }}"
    assert rows(client, own) == [{"n": str(len(before))}]
    named = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
    assert len(rows(client, named)) == 2
    only = rows(client, named, **{"named-graph-uri": GRAPH})
    assert only == [{"g": GRAPH, "n": str(len(before))}]
    assert len(core) < union


@pytest.mark.parametrize(
    ("path", "status", "says"),
    [
        ("/sparql?query=SELECT", 400, "does not parse"),
        ("/sparql?query=ASK%7B%7D&query=ASK%7B%7D", 400, "one query"),
        ("/sparql?update=CLEAR+ALL", 400, "only reads"),
        ("/sparql?query=%FF", 400, "cannot be read"),
        ("/sparql?query=ASK%7B%7D&default-graph-uri=no%20iri", 400, "no IRI"),
        ("/store", 400, "name one graph"),
        ("/store?graph=a:b", 404, "no graph"),
    ],
)
def test_a_wrong_request_is_told_why(client: Client, path: str, status: int, says: str) -> None:
    reply = client.get(path)
    assert (reply.status, says in reply.text) == (status, True), reply.text


def test_updates_and_other_bodies_are_refused(client: Client) -> None:
    def post(kind: str, body: bytes) -> int:
        return client.send("POST", "/sparql", body, {"Content-Type": kind}).status

    assert post("application/sparql-update", b"CLEAR ALL") == 400
    assert post("text/plain", b"ASK {}") == 415
    assert post("application/sparql-query", b"\xff") == 400
    assert client.send("PUT", "/store?default", b"").status == 405
    assert client.send("DELETE", "/store?default").status == 405


def test_the_service_describes_itself(client: Client) -> None:
    reply = client.get("/sparql", Accept="text/turtle")
    store = ox.Store()
    store.load(reply.body, ox.RdfFormat.TURTLE)
    found = store.query(
        "PREFIX sd: <http://www.w3.org/ns/sparql-service-description#> ASK {"
        f" <http://127.0.0.1:{client.port}/sparql> a sd:Service ; sd:feature sd:UnionDefaultGraph ;"
        " sd:supportedLanguage sd:SPARQL11Query ; sd:defaultDataset/sd:defaultGraph [] }"
    )
    assert bool(found)


def test_void_counts_what_there_is(client: Client) -> None:
    store = ox.Store()
    store.load(client.get("/.well-known/void").body, ox.RdfFormat.TURTLE)
    found = store.query(
        "PREFIX void: <http://rdfs.org/ns/void#> SELECT ?n { ?d void:classPartition ?p ."
        " ?p void:class <https://w3id.org/diplograph/ontology#Event> ; void:entities ?n }"
    )
    assert isinstance(found, ox.QuerySolutions)
    assert [row["n"].value for row in found] == ["4"]


def test_void_counts_the_core_apart_and_says_where_to_load_it(client: Client) -> None:
    store = ox.Store()
    store.load(client.get("/.well-known/void").body, ox.RdfFormat.TURTLE)
    found = store.query(
        "PREFIX void: <http://rdfs.org/ns/void#> SELECT ?n ?dump { ?d void:subset ?core ."
        " ?core void:triples ?n ; void:dataDump ?dump }"
    )
    assert isinstance(found, ox.QuerySolutions)
    (row,) = found
    dump = client.get(row["dump"].value.partition(str(client.port))[2], Accept="text/turtle")
    assert len(list(ox.parse(dump.body, format=ox.RdfFormat.TURTLE))) == int(row["n"].value)


def test_a_client_that_has_any_answer_gets_none(client: Client) -> None:
    assert client.get("/id/state/KZ", If_None_Match="*").status == 304


def test_what_is_not_there_is_said_in_plain_words(client: Client) -> None:
    assert "where to begin" in client.get("/nothing").text
    refused = client.send("PUT", "/store?default", b"")
    assert (refused.status, "only reads" in refused.text) == (405, True)
    assert "GET" in refused.headers["allow"]


def test_a_broken_query_is_told_where_it_breaks(client: Client) -> None:
    reply = client.ask("SELECT ?s {\n ?s ?p }")
    assert reply.status == 400
    assert re.fullmatch(r"the query does not parse at line 2, column [89]\n", reply.text)


def test_crawlers_are_told_what_to_leave_alone(client: Client) -> None:
    assert "Disallow: /sparql\n" in client.get("/robots.txt").text


def test_graphs_can_be_loaded_whole(client: Client) -> None:
    store = ox.Store()
    store.extend(sample())
    quads = list(store)
    core = {q.triple for q in quads if isinstance(q.graph_name, ox.DefaultGraph)}
    named = {q.triple for q in quads if q.graph_name == ox.NamedNode(GRAPH)}
    for path, wanted in (("?default", core), (f"?graph={quote(GRAPH)}", named)):
        body = client.get("/store" + path, Accept="text/turtle").body
        assert {q.triple for q in ox.parse(body, format=ox.RdfFormat.TURTLE)} == wanted


def test_an_answer_that_the_client_has_is_not_sent_again(client: Client) -> None:
    tag = client.ask(VISITS).headers["etag"]
    again = client.ask(VISITS, If_None_Match=tag)
    assert (again.status, again.body) == (304, b"")
    assert client.ask(VISITS, If_None_Match=tag, Accept="text/csv").status == 200
    assert "etag" not in client.ask("SELECT (NOW() AS ?t) {}").headers


def test_answers_are_compressed_for_those_who_can(client: Client) -> None:
    plain = client.ask("SELECT * { ?s ?p ?o }")
    packed = client.ask("SELECT * { ?s ?p ?o }", Accept_Encoding="gzip")
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert len(packed.body) < len(plain.body) / 3


def test_any_site_may_ask_and_no_answer_becomes_a_page(client: Client) -> None:
    reply = client.ask(VISITS, Origin="https://example.org")
    assert reply.headers["access-control-allow-origin"] == "*"
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in reply.headers["content-security-policy"]
    preflight = client.send("OPTIONS", "/sparql", headers={"Origin": "https://example.org"})
    assert preflight.status == 204
    assert "POST" in preflight.headers["access-control-allow-methods"]


def test_a_head_request_has_no_body(client: Client) -> None:
    reply = client.send("HEAD", "/sparql?" + urlencode({"query": VISITS}))
    assert (reply.status, reply.body) == (200, b"")


def test_counters_name_no_query(client: Client) -> None:
    client.ask("SELECT ?secretname { ?secretname a dip:StateVisit }")
    text = client.get("/metrics").text
    assert 'kg_requests_total{route="/sparql",status="200"}' in text
    assert "secretname" not in text
