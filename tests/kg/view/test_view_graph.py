from __future__ import annotations

import pytest
from pyoxigraph import DefaultGraph, Quad

from kg import rdf
from kg.errors import QueryError, UsageError
from kg.store.oxigraph import OxigraphStore
from kg.view import draw, view_graph
from kg.view.rows import read_details, read_rows
from tests.kg.rdf import sample
from viz.model import ViewGraph


@pytest.fixture(scope="module")
def store() -> OxigraphStore:
    graph = sample.graph()
    facts = (Quad(t.subject, t.predicate, t.object, DefaultGraph()) for t in rdf.core(graph))
    return OxigraphStore.memory([*facts, *rdf.reports(graph)])


def edges_of(view: ViewGraph) -> set[tuple[str, str, str]]:
    """(type or name of source, role, name of target), with English names."""
    nodes, edges = view.nodes, view.edges
    names = [label.get("en") or type_ for label, type_ in zip(nodes.label, nodes.type, strict=True)]
    rows = zip(edges.source, edges.role, edges.target, strict=True)
    return {(names[a], role, names[b]) for a, role, b in rows}


def test_the_whole_graph(store: OxigraphStore) -> None:
    view = view_graph(store)
    assert {"Person", "State", "Contact"} <= set(view.nodes.family)
    visits = [role for source, role, _ in edges_of(view) if source.endswith("Visit")]
    assert {"guest", "host"} <= set(visits)
    assert view.notes == ()


def test_every_role_cites_a_sentence_with_its_words_marked(store: OxigraphStore) -> None:
    view = view_graph(store)
    cited = [view.sentences[s] for row in view.edges.sentences for s in row]
    assert cited
    marked = {s.text[s.mark_start : s.mark_end] for s in cited if s.mark_end}
    assert "поедет" in marked
    assert {view.articles[s.article].date for s in cited} == {"2025-11-12", "2025-11-14"}


def test_without_quotes_no_sentence_is_taken(store: OxigraphStore) -> None:
    view = view_graph(store, quotes=False)
    assert view.sentences == ()
    assert len(view.edges) == len(view_graph(store).edges)


def test_the_life_of_an_event_is_told_in_order(store: OxigraphStore) -> None:
    view = view_graph(store)
    visit = next(i for i, t in enumerate(view.nodes.type) if t.endswith("Visit"))
    told = [f for f in view.nodes.facts[visit] if f.name == "reported"]
    days = [view.articles[f.article].date for f in told if f.article is not None]
    assert days == sorted(d for d in days if d)
    assert told[0].value == "planned"


@pytest.mark.parametrize("name", ["KZ", "Казахстан", "kazakhstan", "state:KZ"])
def test_about_takes_codes_names_and_prefixed_iris(store: OxigraphStore, name: str) -> None:
    view = view_graph(store, about=[name])
    assert any(i.endswith("/state/KZ") for i in view.nodes.id)
    assert len(view.nodes) <= len(view_graph(store).nodes)


def test_between_two_keeps_what_they_share(store: OxigraphStore) -> None:
    view = view_graph(store, between=("KZ", "UZ"))
    assert any(t.endswith("Visit") for t in view.nodes.type)


@pytest.mark.parametrize(
    ("since", "until", "visits"),
    [
        ("2025-11-14", "2025-11-14", 1),
        ("2025", None, 1),
        (None, "2025-11", 1),
        ("2025-11-15", None, 1),
    ],
)
def test_time_takes_events_that_overlap_it(
    store: OxigraphStore, since: str | None, until: str | None, visits: int
) -> None:
    view = view_graph(store, since=since, until=until)
    assert sum(t.endswith("Visit") for t in view.nodes.type) >= visits


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"about": ["Zork"]}, "nothing in the graph is called 'Zork'"),
        ({"since": "yesterday"}, "'yesterday' is not a date"),
        ({"since": "1990", "until": "1991"}, "no event to draw"),
        ({"query": "SELECT ?x { ?x a dip:Event }"}, r"SELECT with \?source and \?target"),
        ({"query": "CONSTRUCT { ?s a dip:Nothing } { ?s a dip:Nothing }"}, "no edge to draw"),
    ],
)
def test_wrong_use_is_one_clear_line(
    store: OxigraphStore, options: dict[str, object], message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        view_graph(store, **options)  # type: ignore[arg-type]


def test_a_broken_query_says_so(store: OxigraphStore) -> None:
    with pytest.raises(QueryError):
        view_graph(store, query="SELECT {")


def test_what_does_not_fit_is_cut_and_said(store: OxigraphStore) -> None:
    view = view_graph(store, max_nodes=6)
    assert len(view.nodes) <= 6
    assert set(view.notes[0]) == {"en", "ru", "kk", "uz"}
    assert "of" in view.notes[0]["en"]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?source ?target ?role { ?source ?role ?target . ?source a dip:Visit . "
        "VALUES ?role { dip:guest dip:host } }",
        "CONSTRUCT { ?v dip:guest ?g . ?v dip:host ?h } { ?v dip:guest ?g ; dip:host ?h }",
    ],
)
def test_a_query_gives_the_edges(store: OxigraphStore, query: str) -> None:
    view = view_graph(store, query=query)
    assert set(view.edges.role) == {"guest", "host"}
    assert {"Person", "State", "Contact"} == set(view.nodes.family)


def test_a_query_gives_sentences_as_text_or_evidence(store: OxigraphStore) -> None:
    as_text = view_graph(store, query=_SAID.replace("?words", '"Слова"'))
    assert {as_text.sentences[s].text for row in as_text.edges.sentences for s in row} == {"Слова"}
    as_node = view_graph(store, query=_SAID.replace("?words", "?e"))
    cited = [as_node.sentences[s] for row in as_node.edges.sentences for s in row]
    assert {as_node.articles[s.article].date for s in cited} == {"2025-11-12", "2025-11-14"}


_SAID = """SELECT ?source ?target ?sentence { ?source dip:guest ?target ; dip:evidence ?e .
BIND(?words AS ?sentence) }"""


def test_the_same_store_gives_the_same_page(store: OxigraphStore) -> None:
    assert draw(store, lang="ru") == draw(store, lang="ru")


@pytest.mark.parametrize(
    ("within", "told"),
    [
        ((None, None), 1),
        (("2025-11-12", "2025-11-12"), 1),
        (("2025-11-13", None), 0),
        ((None, "2025-11-11"), 0),
    ],
)
def test_statements_are_of_the_time_drawn(
    store: OxigraphStore, within: tuple[str | None, str | None], told: int
) -> None:
    everything = read_details(store, (), read_rows(store).entities)
    speaker = sorted(everything.claim_counts)[0]
    details = read_details(store, (), [speaker], within=within)
    assert len(details.claims) == details.claim_counts.get(speaker, 0) == told


def test_entities_weigh_as_many_events_as_they_are_in(store: OxigraphStore) -> None:
    view = view_graph(store)
    kazakhstan = next(i for i, iri in enumerate(view.nodes.id) if iri.endswith("/state/KZ"))
    events = {
        source
        for source, target in zip(view.edges.source, view.edges.target, strict=True)
        if target == kazakhstan and view.nodes.states[source]
    }
    events |= {
        i for i, states in enumerate(view.nodes.states) if view.nodes.id[kazakhstan] in states
    }
    assert view.nodes.size[kazakhstan] == len(events)
