"""Point look-ups have the engine's answers, byte for byte, and nothing else is taken for one."""

from __future__ import annotations

import socket
from typing import Any, cast

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.rdf.terms import PREFIXES
from kg.server.holdings import Holdings
from kg.server.jobs import sparql
from kg.server.points import Point, answer, points
from kg.server.wire import Sink
from kg.store.oxigraph import OxigraphStore
from tests.kg.server.conftest import sample

DIP = PREFIXES["dip"]
HEAVY, ODD = "http://example.org/heavy", "http://example.org/odd"
OTHER = PREFIXES["id"] + "state/KZ"


class Written(Sink):
    """A sink that keeps all."""

    def __init__(self) -> None:
        super().__init__(cast(socket.socket, None), 0)
        self.whole = b""

    def write(self, data: bytes) -> int:
        self.whole += data
        return len(data)


def graph() -> ox.Store:
    """The sample, some of it in two graphs, with a node of many facts and one of odd ones."""
    raw = ox.Store()
    raw.extend(sample())
    says, other = ox.NamedNode(DIP + "note"), ox.NamedNode("http://example.org/graph")
    raw.extend(ox.Quad(q.subject, q.predicate, q.object, other) for q in sample()[::5])
    raw.extend(ox.Quad(ox.NamedNode(HEAVY), says, ox.Literal(n)) for n in range(700))
    odd = [ox.Literal(chr(n)) for n in (0, 1, 8, 9, 10, 12, 13, 31, 34, 92, 127, 0x2028, 0x1F600)]
    odd += [ox.Literal("1.50", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#decimal"))]
    odd += [ox.Literal("x", datatype=ox.NamedNode("urn:é")), ox.Literal("да", language="ru-KZ")]
    raw.extend(ox.Quad(ox.NamedNode(ODD), says, value) for value in odd)
    raw.add(ox.Quad(ox.NamedNode(ODD), ox.NamedNode(DIP + "blank"), ox.BlankNode("b")))
    return raw


RAW = graph()
HOLDINGS = Holdings(RAW, OxigraphStore(RAW))
SUBJECTS = sorted({q.subject.value for q in RAW if isinstance(q.subject, ox.NamedNode)})
PREDICATES = sorted({q.predicate.value for q in RAW})
OBJECTS = sorted({q.object.value for q in RAW if isinstance(q.object, ox.NamedNode)})


def by_engine(query: str) -> bytes:
    sink = Written()
    assert sparql(HOLDINGS, {"query": query, "base": "http://localhost/sparql"}, sink)["status"]
    return sink.whole


def iri(value: str) -> st.SearchStrategy[str]:
    """An IRI as queries write it."""
    prefixed = [
        f"{prefix}:{value.removeprefix(namespace)}"
        for prefix, namespace in PREFIXES.items()
        if value.startswith(namespace) and value.removeprefix(namespace).isalpha()
    ]
    return st.sampled_from([f"<{value}>", *prefixed])


@st.composite
def queries(draw: st.DrawFn) -> str:
    """Queries of one pattern, most of which are look-ups."""
    space = st.sampled_from([" ", "\n", "\t ", "  "])
    s = draw(st.sampled_from([HEAVY, ODD, *SUBJECTS]).flatmap(iri))
    p = draw(st.sampled_from(PREDICATES).flatmap(iri) | st.sampled_from(["?p", "$p", "a", "?x"]))
    o = draw(st.sampled_from(["?o", "?o", "?x"]) | st.sampled_from(OBJECTS).flatmap(iri))
    names = draw(st.lists(st.sampled_from(["?o", "$o", "?p", "?x"]), min_size=1, max_size=3))
    parts = draw(st.sampled_from(["SELECT", "select"])), *names
    where = draw(st.sampled_from(["WHERE {", "{", "where{"]))
    dot = draw(st.sampled_from(["", " ."]))
    limit = draw(st.sampled_from(["", "", "LIMIT 0", "limit 3", "LIMIT 600"]))
    prologue = draw(st.sampled_from(["", f"PREFIX dip: <{DIP}>", "prefix id: <http://x.org/>"]))
    end = draw(st.sampled_from(["", "#", "# } SERVICE"]))
    return draw(space).join([prologue, *parts, where, s, p, o + dot, "}", limit, end])


@given(queries())
def test_answers_are_the_engines(query: str) -> None:
    point = Point.of(query)
    if point is not None and (found := answer(RAW, point)) is not None:
        assert found == by_engine(query)


@pytest.mark.parametrize("node", [n for n in SUBJECTS if n not in (HEAVY, ODD)])
def test_all_that_is_said_of_a_node_is_a_look_up(node: str) -> None:
    query = f"SELECT ?p ?o WHERE {{ <{node}> ?p ?o }} # everything"
    point = Point.of(query)
    assert point is not None
    assert answer(RAW, point) == by_engine(query)


def test_odd_characters_are_written_as_the_engine_writes_them() -> None:
    query = f"SELECT ?x {{ <{ODD}> dip:note ?x }}"
    point = Point.of(query)
    assert point is not None
    assert answer(RAW, point) == by_engine(query)


@pytest.mark.parametrize(
    "query",
    [
        f"SELECT ?o {{ <{ODD}> dip:blank ?o }}",
        f"SELECT ?o {{ <{HEAVY}> ?p ?o }}",
        "SELECT ?o { <http://[> dip:note ?o }",
    ],
)
def test_the_engine_is_asked_where_an_answer_is_not_certain(query: str) -> None:
    point = Point.of(query)
    assert point is not None
    assert answer(RAW, point) is None


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { <http://a/> ?p ?o }",
        "SELECT ?s { ?s ?p ?o }",
        "SELECT ?s { ?s a dip:Visit }",
        "SELECT ?o { <http://a/../b> ?p ?o }",
        "SELECT ?o { <http://a/.> ?p ?o }",
        "SELECT ?o { <urn:../b> ?p ?o }",
        "SELECT ?o { <a> ?p ?o }",
        "SELECT ?o { nobody:a ?p ?o }",
        "SELECT ?q { <http://a/> ?p ?o }",
        "SELECT ?o ?o { <http://a/> ?p ?o }",
        "SELECT ?p { <http://a/> ?p ?p }",
        "SELECT DISTINCT ?o { <http://a/> ?p ?o }",
        "SELECT ?o { <http://a/> ?p ?o . ?o ?q ?r }",
        "SELECT ?o { <http://a/> ?p ?o } OFFSET 1",
        "SELECT ?o FROM <http://g/> { <http://a/> ?p ?o }",
        "SELECT ?o { <http://a/> ?p ?o } # one\n} SERVICE <http://b/> {",
        "SELECT ?o { <http://a/> ?p ?o } # \\u000A",
        "SELECT ?o { <http://a/\\u0041> ?p ?o }",
        "BASE <http://b/> SELECT ?o { <http://a/> ?p ?o }",
        "ASK { <http://a/> ?p ?o }",
        "SELECT ?o { <http://a/> dip:note+ ?o }",
        "SELECT ?o { <http://a/> ^dip:note ?o }",
        "SELECT ?o { <" + "http://a/" + "a" * 4000 + "> ?p ?o }",
    ],
)
def test_all_else_is_no_look_up(query: str) -> None:
    assert Point.of(query) is None


def test_answers_of_several_come_one_after_another() -> None:
    asked: list[Any] = []
    for node in (ODD, HEAVY, OTHER):
        point = Point.of(f"SELECT ?o {{ <{node}> dip:note ?o }}")
        assert point is not None
        asked.append((point.select, point.pattern, point.limit))
    sink = Written()
    head: Any = points(HOLDINGS, {"asked": asked}, sink)
    odd, heavy, other = head["sizes"]
    assert heavy is None
    assert sink.whole[:odd] == by_engine(f"SELECT ?o {{ <{ODD}> dip:note ?o }}")
    assert len(sink.whole) == odd + other
