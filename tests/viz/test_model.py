from __future__ import annotations

import pytest
from pydantic import ValidationError

from viz.model import Article, Edge, Node, Sentence, ViewGraph


def test_columns_are_sorted_by_id_whatever_the_order_of_rows() -> None:
    nodes = [Node("b", "State", "State"), Node("a", "Person", "Person")]
    edges = [Edge("b", "a", "host"), Edge("a", "b", "office"), Edge("b", "a", "guest")]
    forward = ViewGraph.of(nodes, edges)
    backward = ViewGraph.of(nodes[::-1], edges[::-1])
    assert forward == backward
    assert forward.nodes.id == ("a", "b")
    assert forward.edges.role == ("office", "guest", "host")
    assert forward.edges.source == (0, 1, 1)


def test_rows_come_back_from_columns() -> None:
    nodes = [Node("a", "City", "Place", {"en": "A"}, ("Aa",), lat=1.0, lon=2.0, size=3.0)]
    assert ViewGraph.of(nodes, []).node_rows() == nodes


def test_an_edge_into_nowhere_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown z"):
        ViewGraph.of([Node("a", "State", "State")], [Edge("a", "z", "host")])


def test_a_doubled_id_is_refused() -> None:
    with pytest.raises(ValidationError, match="stands twice"):
        ViewGraph.of([Node("a", "State", "State"), Node("a", "Person", "Person")], [])


@pytest.mark.parametrize(
    ("sentences", "articles", "cited"),
    [
        ((), (), (0,)),
        ((Sentence(text="x", article=0),), (), ()),
    ],
)
def test_what_is_cited_must_be_there(
    sentences: tuple[Sentence, ...], articles: tuple[Article, ...], cited: tuple[int, ...]
) -> None:
    with pytest.raises(ValidationError, match="that is not there"):
        ViewGraph.of(
            [Node("a", "State", "State"), Node("b", "State", "State")],
            [Edge("a", "b", "host", sentences=cited)],
            sentences=sentences,
            articles=articles,
        )
