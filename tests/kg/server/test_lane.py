"""The short way answers as the long one does."""

from __future__ import annotations

import gzip
import http.client
import json
import os
import signal
import socket
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from urllib.parse import quote, urlencode

import pyoxigraph as ox
import pytest

from tests.kg.server.conftest import Client, build_folder, sample, service

ASK = "ASK { ?v a dip:StateVisit }"
ALL = "SELECT * { ?s ?p ?o }"


def raw(client: Client, *requests: bytes, count: int) -> list[bytes]:
    """The bodies that come over one connection in answer to ``requests``, each sent at once."""
    bodies = []
    with closing(socket.create_connection(("127.0.0.1", client.port), timeout=10)) as connection:
        for request in requests:
            connection.sendall(request)
        with connection.makefile("rb") as answers:
            for _ in range(count):
                assert answers.readline() == b"HTTP/1.1 200 OK\r\n"
                fields = http.client.parse_headers(answers)
                bodies.append(answers.read(int(fields["Content-Length"])))
    return bodies


def get(query: str, *fields: str) -> bytes:
    lines = [f"GET /sparql?query={quote(query)} HTTP/1.1", "Host: localhost", *fields]
    return "".join(f"{line}\r\n" for line in [*lines, ""]).encode()


def test_both_ways_give_the_same(client: Client) -> None:
    long = client.send("POST", "/sparql", urlencode({"query": ASK}).encode(),
                       {"Content-Type": "application/x-www-form-urlencoded"})  # fmt: skip
    short, again = (client.ask(ASK) for _ in range(2))
    assert short.body == again.body == long.body
    changing = ("date", "server")
    assert {n: v for n, v in short.headers.items() if n not in changing} == {
        n: v for n, v in long.headers.items() if n not in changing
    }
    assert {**again.headers, "date": ""} == {**short.headers, "date": ""}
    assert "date" in again.headers


LOOK_UPS = [
    f"SELECT ?o {{ <{node}> {name} ?o }}"
    for node in sorted({q.subject.value for q in sample() if isinstance(q.subject, ox.NamedNode)})
    for name in ("skos:prefLabel", "a", "?p")
]


def answers_over_one_connection(
    client: Client, queries: list[str], **fields: str
) -> list[tuple[int, dict[str, str], bytes]]:
    connection = http.client.HTTPConnection("127.0.0.1", client.port, timeout=30)
    found = []
    for query in queries:
        connection.request("GET", f"/sparql?query={quote(query)}", headers=fields)
        answer = connection.getresponse()
        headers = {k.lower(): v for k, v in answer.getheaders() if k.lower() != "date"}
        found.append((answer.status, headers, answer.read()))
    connection.close()
    return found


def point_look_ups(client: Client) -> int:
    return int(client.get("/metrics").text.rpartition("kg_point_look_ups_total ")[2].split()[0])


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"Accept": "application/json;q=0.9, text/csv;q=0.3"},
        {"Accept": "text/csv"},
        {"Accept": "application/sparql-results+xml"},
        {"Accept": "image/png"},
        {"Accept-Encoding": "gzip", "Accept": "*/*"},
        {"Host": "graph.example.org"},
        {"Origin": "http://elsewhere.example"},
    ],
    ids=str,
)
def test_point_look_ups_have_the_same_answers(client: Client, fields: dict[str, str]) -> None:
    """Beside the same query as a form, which goes the long way; headers and all."""
    queries = LOOK_UPS[:: max(1, len(LOOK_UPS) // 60)]
    queries = [f"{query} #{fields}" for query in queries]
    before = point_look_ups(client)
    for query, given in zip(
        queries, answers_over_one_connection(client, queries, **fields), strict=True
    ):
        form = {"Content-Type": "application/x-www-form-urlencoded", **fields}
        long = client.send("POST", "/sparql", urlencode({"query": query}).encode(), form)
        headers = {n: v for n, v in long.headers.items() if n != "date"}
        assert given == (long.status, headers, long.body)
    wants_json = fields.get("Accept", "*/*").startswith(("*/*", "application/json"))
    answered = point_look_ups(client) - before
    assert answered >= len(queries) - 1 if wants_json else answered == 0


def test_many_look_ups_at_once_are_all_answered(client: Client) -> None:
    def ask(n: int) -> list[int]:
        queries = [f"{query} #{n}" for query in LOOK_UPS[n::20]]
        return [json.loads(body) and status for status, _, body in
                answers_over_one_connection(client, queries)]  # fmt: skip

    with ThreadPoolExecutor(20) as clients:
        assert {status for found in clients.map(ask, range(20)) for status in found} == {200}


def test_look_ups_outlive_their_worker(tmp_path: Path) -> None:
    """Killed while look-ups come: they take the long way, and then the short one again."""
    folder = build_folder(tmp_path / "out", sample())
    with service(folder) as client:
        answers_over_one_connection(client, LOOK_UPS[:4])
        nursery = children(client.pid)[0]
        for worker in children(nursery):
            os.kill(worker, signal.SIGKILL)
        found = answers_over_one_connection(client, LOOK_UPS[4:12])
        assert [status for status, _, _ in found if status != 200] == []
        assert point_look_ups(client) >= 8


def children(pid: int) -> list[int]:
    return [int(p) for p in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def test_requests_sent_together_are_answered_in_order(client: Client) -> None:
    """Pipelined: in one piece, and piece by piece while the first is on its way."""
    queries = [f"SELECT ({n} AS ?n) {{}}" for n in range(6)]
    together = raw(client, b"".join(get(q) for q in queries), count=6)
    apart = raw(client, *(get(q + " #apart") for q in queries), count=6)
    for answers in (together, apart):
        values = [json.loads(body)["results"]["bindings"][0]["n"]["value"] for body in answers]
        assert values == ["0", "1", "2", "3", "4", "5"]


def test_a_request_in_pieces_is_understood(client: Client) -> None:
    request = get(ASK)
    (body,) = raw(client, request[:20], request[20:], count=1)
    assert json.loads(body)["boolean"] is True


def test_what_a_client_has_is_not_sent_again(client: Client) -> None:
    tag = client.ask(ASK).headers["etag"]
    assert client.ask(ASK, If_None_Match=tag).status == 304


def test_a_longer_answer_is_compressed_for_who_takes_it(client: Client) -> None:
    query = ALL + " LIMIT 50"
    plain = client.ask(query)
    for _ in range(2):
        packed = client.ask(query, Accept_Encoding="gzip")
        assert packed.headers["content-encoding"] == "gzip"
        assert "accept-encoding" in packed.headers["vary"].lower()
        assert gzip.decompress(packed.body) == plain.body
    assert "content-encoding" not in plain.headers


def test_a_very_long_answer_comes_whole(client: Client) -> None:
    reply = client.ask("SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 6000")
    assert len(reply.json()["results"]["bindings"]) == 6000
    assert len(reply.body) > 1 << 20


def test_errors_are_told_alike_and_never_kept(client: Client) -> None:
    for _ in range(2):
        assert client.ask("SELECT").status == 400
        assert client.ask("ASK { SERVICE <http://a/> {} }").status == 400
        assert client.ask(ASK, Accept="image/png").status == 406


def test_what_changes_is_asked_anew(client: Client) -> None:
    assert (
        client.ask("SELECT (STRUUID() AS ?x) {}").body
        != client.ask("SELECT (STRUUID() AS ?x) {}").body
    )


def test_a_token_holds_on_the_short_way(tmp_path: Path) -> None:
    folder = build_folder(tmp_path / "out", sample())
    with service(folder, "--token", "secret") as client:
        for _ in range(2):
            assert client.ask(ASK).status == 401
            assert client.ask(ASK, Authorization="Bearer secret").status == 200
            assert client.ask(ASK, Authorization="Bearer wrong").status == 401


def test_short_answers_are_counted_and_logged(tmp_path: Path) -> None:
    folder = build_folder(tmp_path / "out", sample())
    with service(folder) as client:
        for _ in range(3):
            client.ask(ASK)
        metrics = client.get("/metrics").text
        assert 'kg_requests_total{route="/sparql",status="200"} 3' in metrics
    log = (folder / "log").read_text()
    assert log.count("GET /sparql 200") == 3
    assert "StateVisit" not in log
