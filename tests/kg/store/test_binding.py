"""Variables become terms; nothing else of the query changes."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.store.binding import bind
from kg.store.oxigraph import OxigraphStore

X = ox.NamedNode("https://example.org/x")


@pytest.mark.parametrize(
    ("query", "bound"),
    [
        ("{ ?p ?q $p }", "{ <https://example.org/x> ?q <https://example.org/x> }"),
        ("{ ?px ?p_y }", "{ ?px ?p_y }"),
        ('{ ?s ?q "a ?p" } # ?p', '{ ?s ?q "a ?p" } # ?p'),
        ("{ ?s ?q '''it's ?p''' }", "{ ?s ?q '''it's ?p''' }"),
        ("{ ?s ?q 'it\\'s ?p' }", "{ ?s ?q 'it\\'s ?p' }"),
        ("{ <http://e.org/?p#?p> ?q ?o }", "{ <http://e.org/?p#?p> ?q ?o }"),
        ("FILTER(?a < ?p && ?p > 3)", f"FILTER(?a < {X} && {X} > 3)"),
        ("{ ?s (a|^a)? ?p }", f"{{ ?s (a|^a)? {X} }}"),
    ],
)
def test_only_variable_tokens_change(query: str, bound: str) -> None:
    assert bind(query, {"p": X}) == bound


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_no_value_changes_the_shape_of_a_query(value: str) -> None:
    store = OxigraphStore.memory([ox.Quad(X, X, ox.Literal(value), ox.DefaultGraph())])
    query = "SELECT (?p_x AS ?same) { { ?s ?p ?o FILTER(?o = ?p_x) } }"
    assert [r["same"] for r in store.query(query, bindings={"p_x": ox.Literal(value)})] == [value]
