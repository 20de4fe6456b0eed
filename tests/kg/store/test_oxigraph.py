"""The store: all or nothing, union default graph, bindings as terms, time limit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import QueryError, StoreError
from kg.store.oxigraph import OxigraphStore
from kg.store.snapshots import current, publish

G1, G2 = "https://example.org/g/1", "https://example.org/g/2"


def node(name: str) -> ox.NamedNode:
    return ox.NamedNode("https://example.org/" + name)


def quad(s: str, o: str, graph: str | None = None) -> ox.Quad:
    where = ox.NamedNode(graph) if graph else ox.DefaultGraph()
    return ox.Quad(node(s), node("p"), ox.Literal(o), where)


def objects(store: OxigraphStore) -> list[str | None]:
    return sorted(str(r["o"]) for r in store.query("SELECT ?o { ?s ?p ?o }"))


@pytest.fixture(params=["memory", "disk"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> OxigraphStore:
    if request.param == "memory":
        return OxigraphStore.memory()
    return OxigraphStore.open(tmp_path / "store")


def test_default_graph_is_the_union(store: OxigraphStore) -> None:
    store.replace_core([ox.Triple(node("a"), node("p"), ox.Literal("core"))])
    store.replace_graph(G1, [quad("b", "one")])
    assert objects(store) == ["core", "one"]
    assert list(store.graphs()) == [G1]


def test_replacing_a_graph_leaves_the_others(store: OxigraphStore) -> None:
    store.replace_graph(G1, [quad("a", "old"), quad("a", "same")])
    store.replace_graph(G2, [quad("b", "other")])
    store.replace_graph(G1, [quad("a", "same"), quad("a", "new")])
    assert objects(store) == ["new", "other", "same"]


def test_replacing_by_nothing_empties_the_graph(store: OxigraphStore) -> None:
    store.replace_graph(G1, [quad("a", "old")])
    store.replace_graph(G1, [])
    assert objects(store) == []


def test_a_failing_source_of_quads_changes_nothing(store: OxigraphStore) -> None:
    store.replace_graph(G1, [quad("a", "old")])

    def broken() -> Iterator[ox.Quad]:
        yield quad("a", "new")
        raise ValueError("no more")

    with pytest.raises(ValueError, match="no more"):
        store.replace_graph(G1, broken())
    assert objects(store) == ["old"]


def test_awkward_text_survives(store: OxigraphStore) -> None:
    text = 'quote " backslash \\ line\nbreak «ё» \u2028 } ; DROP ALL'
    store.replace_graph(G1, [quad("a", text)])
    assert objects(store) == [text]


def test_bindings_are_terms_never_text(store: OxigraphStore) -> None:
    hostile = '"} UNION { ?s ?p ?o } #'
    store.replace_graph(G1, [quad("a", hostile), quad("b", "b")])
    found = store.query("SELECT ?s { ?s ?p ?o }", bindings={"o": ox.Literal(hostile)})
    assert [r["s"] for r in found] == ["https://example.org/a"]


def test_a_broken_query_says_where(store: OxigraphStore) -> None:
    with pytest.raises(QueryError, match=r"does not parse.*1:"):
        store.query("SELEC ?s")


def test_forms_of_answers(store: OxigraphStore) -> None:
    store.replace_graph(G1, [quad("a", "x")])
    assert store.query("ASK { ?s ?p 'x' }").answer
    assert len(store.query("CONSTRUCT WHERE { ?s ?p ?o }").triples) == 1
    assert store.query("SELECT ?s ?none { ?s ?p ?o }").rows[0][1] is None


def test_time_limit_stops_an_endless_query(tmp_path: Path) -> None:
    quads = [quad(f"s{i}", str(i)) for i in range(300)]
    store = OxigraphStore.create(tmp_path / "store", quads)
    publish(store, tmp_path)
    reader = OxigraphStore.read_only(current(tmp_path))
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    with pytest.raises(QueryError, match=r"longer than 0\.2 s"):
        reader.query(endless, timeout=0.2)
    assert reader.query("ASK { ?s ?p '7' }", timeout=20).answer


def test_readers_keep_their_snapshot_while_the_writer_goes_on(tmp_path: Path) -> None:
    store = OxigraphStore.create(tmp_path / "store", [quad("a", "first", G1)])
    publish(store, tmp_path)
    reader = OxigraphStore.read_only(current(tmp_path))
    store.replace_graph(G1, [quad("a", "second")])
    publish(store, tmp_path)
    assert objects(reader) == ["first"]
    assert objects(OxigraphStore.read_only(current(tmp_path))) == ["second"]


def test_a_folder_without_a_build_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="kg build SOURCE -o"):
        current(tmp_path)


def test_a_second_writer_is_refused(tmp_path: Path) -> None:
    first = OxigraphStore.open(tmp_path / "store")
    with pytest.raises(StoreError, match="cannot be opened to write"):
        OxigraphStore.open(tmp_path / "store")
    assert list(first.graphs()) == []
