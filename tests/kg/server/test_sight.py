from __future__ import annotations

import pytest

from kg.server.sight import is_stable, names_dataset, refusal


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://a/> { ?s ?p ?o } }",
        "select * { service silent <http://a/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p 1SERVICE<http://a/>{ ?s ?p ?o } }",
        "INSERT DATA { <a:b> <a:b> <a:b> }",
        "PREFIX a: <b:c> BASE <d:e> PREFIX : <f:g> load <http://a/>",
        "# DELETE\n CLEAR ALL",
    ],
)
def test_what_would_leave_the_graph_or_change_it_is_refused(query: str) -> None:
    assert refusal(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?service { ?service ?p 'SERVICE' }",
        "PREFIX service: <http://SERVICE/> SELECT * { ?s service:service <http://SERVICE/> }",
        "SELECT * { ?s ?p ?o } # SERVICE <http://a/>",
        "SELECT * { ?s :SERVICE 'LOAD <http://a/>'@service }",
        'PREFIX load: <a:b> SELECT ?insert { ?insert ?delete """a" SERVICE""" }',
        "SELECT ?customerSERVICE { ?customerSERVICE ?p ?o }",
    ],
)
def test_words_inside_names_and_strings_are_no_reason(query: str) -> None:
    assert refusal(query) is None


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("SELECT * FROM <a:b> { ?s ?p ?o }", True),
        ("SELECT * from named graph:x { ?s ?p ?o }", True),
        ("SELECT ?from { ?from ?p 'FROM <a:b>' }", False),
        ("SELECT * { ?s ?p ?o } # FROM <a:b>", False),
    ],
)
def test_a_dataset_of_its_own_is_seen(query: str, named: bool) -> None:
    assert names_dataset(query) is named


def test_a_query_over_chance_or_time_is_not_stable() -> None:
    assert not is_stable("SELECT (NOW() AS ?t) {}")
    assert is_stable("SELECT ?now { ?now ?p ?o }")
